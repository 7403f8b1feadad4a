//! The models that ship with the program, as part of it.
//!
//! Nothing is read at start: the operating system maps the program into memory, and with it these bytes, as they are
//! needed. In the repository they lie compressed (`models/*.dtm.zst`); the build unpacks them.

/// Bytes at an address that is a multiple of 64, as the models' tensors want it.
#[repr(C, align(64))]
struct Aligned<T: ?Sized>(T);

static ANALYSER: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/analyser.dtm")));

static TYPES: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/types.dtm")));

/// The sentence analyser (`models/CARD.md`).
#[must_use]
pub fn analyser() -> &'static [u8] {
    &ANALYSER.0
}

/// The type head, which shares the analyser's words (`models/CARD-types.md`).
#[must_use]
pub fn types() -> &'static [u8] {
    &TYPES.0
}
