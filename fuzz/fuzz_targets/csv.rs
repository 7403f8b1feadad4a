//! Reading CSV and TSV.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    detente_fuzz::read(bytes, "a.csv", None);
    detente_fuzz::read(bytes, "a.tsv", None);
    detente_fuzz::read(&[b"date,title,text\n".as_slice(), bytes].concat(), "a.csv", None);
});
