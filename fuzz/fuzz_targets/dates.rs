//! Reading dates, and finding them in addresses and file names.

#![no_main]

use detente_record::Witness;
use detente_text::dates::{DateOrder, in_file_name, in_url, parse};

libfuzzer_sys::fuzz_target!(|text: &str| {
    for order in [None, Some(DateOrder::DayFirst), Some(DateOrder::MonthFirst)] {
        match parse(text, Witness::Given, order) {
            Ok(found) => {
                // What was read is read again from its usual form.
                let again = parse(&found.date.to_string(), Witness::Given, None).map(|d| d.date);
                assert_eq!(again, Ok(found.date));
            }
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
    let _ = (in_url(text), in_file_name(text));
});
