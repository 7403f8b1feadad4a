//! Decoding bytes, whole and as records.

#![no_main]

use detente_text::InputFormat;
use detente_text::encoding::{Hints, decode};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for (header, markup) in [(None, false), (None, true), (Some("shift_jis"), false), (Some("utf-16"), true)] {
        let decoded = decode(bytes.to_vec(), Hints { header, markup });
        assert!(decoded.replaced <= decoded.text.chars().count());
    }
    detente_fuzz::read(bytes, "-", Some(InputFormat::Json));
    detente_fuzz::read(bytes, "-", Some(InputFormat::Text));
});
