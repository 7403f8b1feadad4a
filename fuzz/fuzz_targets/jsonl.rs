//! Reading JSON Lines and JSON arrays.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    detente_fuzz::read(bytes, "a.jsonl", None);
    detente_fuzz::read(bytes, "a.json", None);
});
