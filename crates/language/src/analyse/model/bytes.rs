//! The bytes of a model, and stretches of them.

use std::fs::File;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use memmap2::Mmap;

use crate::analyse::ModelError;

/// The bytes of a model.
pub(crate) enum Bytes {
    Mapped(Mmap),
    Static(&'static [u8]),
    Owned(Vec<u8>),
}

impl Bytes {
    pub(crate) fn map(path: &Path) -> Result<Self, ModelError> {
        let fail = |source| ModelError::Io { path: path.to_owned(), source };
        let file = File::open(path).map_err(fail)?;
        // SAFETY: the map is read only. A file that another program changes or shortens while it is mapped is outside
        // what can be guarded against; models are replaced, not edited.
        Ok(Self::Mapped(unsafe { Mmap::map(&file) }.map_err(fail)?))
    }

    pub(crate) fn as_slice(&self) -> &[u8] {
        match self {
            Self::Mapped(m) => m,
            Self::Static(s) => s,
            Self::Owned(v) => v,
        }
    }
}

/// A part of a model's bytes, kept where they lie.
#[derive(Clone)]
pub(crate) struct Stretch {
    bytes: Arc<Bytes>,
    range: Range<usize>,
}

impl Stretch {
    /// `None` where the bytes end before.
    pub(crate) fn new(bytes: &Arc<Bytes>, range: Range<usize>) -> Option<Self> {
        bytes.as_slice().get(range.clone())?;
        Some(Self { bytes: Arc::clone(bytes), range })
    }

    /// Bytes of its own.
    pub(crate) fn owned(bytes: Vec<u8>) -> Self {
        let range = 0..bytes.len();
        Self { bytes: Arc::new(Bytes::Owned(bytes)), range }
    }

    pub(crate) fn as_slice(&self) -> &[u8] {
        &self.bytes.as_slice()[self.range.clone()]
    }

    pub(crate) fn signed(&self) -> &[i8] {
        let bytes = self.as_slice();
        // SAFETY: the two types have the same size and alignment, and every bit pattern is valid in both.
        unsafe { std::slice::from_raw_parts(bytes.as_ptr().cast(), bytes.len()) }
    }

    /// How many 32-bit numbers there are.
    pub(crate) fn numbers(&self) -> usize {
        self.range.len() / 4
    }

    /// A number of 32 bits, little-endian.
    pub(crate) fn number(&self, i: usize) -> u32 {
        let bytes = &self.as_slice()[4 * i..4 * i + 4];
        u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])
    }
}
