//! Compressed input: broken streams, and whole ones with anything inside.

#![no_main]

use std::io::Write;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    detente_fuzz::read(bytes, "-", None);
    detente_fuzz::read(&[[0x1F, 0x8B, 8].as_slice(), bytes].concat(), "a.txt.gz", None);
    detente_fuzz::read(&[[0x28, 0xB5, 0x2F, 0xFD].as_slice(), bytes].concat(), "a.txt.zst", None);
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    if encoder.write_all(bytes).is_ok()
        && let Ok(whole) = encoder.finish()
    {
        detente_fuzz::read(&whole, "-", None);
    }
});
