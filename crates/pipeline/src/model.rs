//! The model that ships with the program, as part of it.

/// Bytes at an address that is a multiple of 64, as the model's tensors want it.
#[repr(C, align(64))]
struct Aligned<T: ?Sized>(T);

static MODEL: &Aligned<[u8]> = &Aligned(*include_bytes!("../../../models/analyser.dtm"));

static TYPES: &Aligned<[u8]> = &Aligned(*include_bytes!("../../../models/types.dtm"));

/// The shipped type head, which goes with the shipped model.
#[must_use]
pub fn types() -> &'static [u8] {
    &TYPES.0
}

/// The shipped model. Nothing is read at start: the operating system maps the program into memory, and with it these
/// bytes, as they are needed.
#[must_use]
pub fn shipped() -> &'static [u8] {
    &MODEL.0
}
