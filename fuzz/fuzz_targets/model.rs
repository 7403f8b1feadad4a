//! Reading model files: whatever the bytes are, an error or a model that analyses without a panic.
//!
//! The checksum is put right first, so that what lies behind it is reached.

#![no_main]

use detente_language::analyse::Analyser;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut bytes = bytes.to_vec();
    if bytes.len() > 24 {
        let sum = crc32fast::hash(&bytes[24..]);
        bytes[20..24].copy_from_slice(&sum.to_le_bytes());
    }
    match Analyser::from_bytes(bytes) {
        Err(error) => assert!(!error.to_string().is_empty()),
        Ok(analyser) => {
            let long = ["Kim", "fired", ",", "men", "a."].repeat(8);
            let sentences: [&[&str]; 4] = [&[], &["\u{0}"], &["KIM", "Fired", "rockets", "."], &long];
            for (words, found) in sentences.iter().zip(analyser.analyse(&sentences)) {
                assert_eq!(words.len(), found.words.len());
            }
        }
    }
});
