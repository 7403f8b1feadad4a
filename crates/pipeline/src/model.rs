//! The model that ships with the program, as part of it.

/// Bytes at an address that is a multiple of 64, as the model's tensors want it.
#[repr(C, align(64))]
struct Aligned<T: ?Sized>(T);

static MODEL: &Aligned<[u8]> = &Aligned(*include_bytes!("../../../models/analyser.dtm"));

/// The shipped model. Nothing is read at start: the operating system maps the program into memory, and with it these
/// bytes, as they are needed.
#[must_use]
pub fn shipped() -> &'static [u8] {
    &MODEL.0
}
