//! Reading other people's event data: cutting bytes into records, cells into events, JSON into events.

#![no_main]

use std::cell::RefCell;
use std::io::Cursor;

use detente_exchange::layout::{GDELT1, ICEWS, ICEWS_SHORT, Layout, POLECAT, gdelt2};
use detente_exchange::plover::{self, Objects};
use detente_exchange::records::{Records, cells};
use detente_exchange::row::{self, Notes};
use detente_exchange::{Codes, Format};
use detente_knowledge::Knowledge;

thread_local! {
    static CODES: RefCell<Codes<'static>> = RefCell::new(Codes::new(Knowledge::shipped()).expect("shipped tables are whole"));
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    CODES.with_borrow_mut(|codes| {
        let mut notes = Notes::new();
        let gdelt2 = gdelt2();
        for (format, header) in [
            (Format::Gdelt1, GDELT1.as_slice()),
            (Format::Gdelt2, gdelt2.as_slice()),
            (Format::Icews, ICEWS.as_slice()),
            (Format::Icews, ICEWS_SHORT.as_slice()),
            (Format::Polecat, POLECAT.as_slice()),
            (Format::Acled, &["event_id_cnty", "event_date", "event_type", "sub_event_type", "actor1", "actor2"]),
        ] {
            let mut records = Records::new(Box::new(Cursor::new(bytes.to_vec())), None).expect("memory is read");
            let separator = records.separator();
            let fixed = Layout::of(format, header, &[], None).expect("the header is the format's");
            let mut layout = None;
            while let Some(record) = records.read_next().expect("memory is read") {
                let cells = cells(&record.text, separator);
                let found = layout.get_or_insert_with(|| Layout::of(format, &cells, &[], None).unwrap_or(fixed.clone()));
                let _ = row::events(&cells, &record.text, found, None, codes, &mut notes);
                let _ = row::events(&cells, &record.text, &fixed, None, codes, &mut notes);
            }
        }
        let mut objects = Objects::new(Box::new(Cursor::new(bytes.to_vec())));
        while let Some(object) = objects.read_next().expect("memory is read") {
            let _ = plover::events(&object.text, None, codes, &mut notes);
        }
    });
});
