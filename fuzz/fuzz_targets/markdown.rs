//! Reading Markdown.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    detente_fuzz::read(bytes, "a.md", None);
});
