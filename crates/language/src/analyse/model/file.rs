//! The file: header, tensors, checks. See `training/SPEC.md`, section 7.

use std::borrow::Cow;
use std::fs::File;
use std::path::Path;

use memmap2::Mmap;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::super::ModelError;

/// The format this program reads.
const FORMAT: u32 = 1;
const MAGIC: &[u8; 8] = b"DTNTMDL1";

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

#[derive(Debug, Deserialize)]
pub(super) struct Architecture {
    pub layers: usize,
    pub dim: usize,
    pub heads: usize,
    pub ffn: usize,
    pub max_pieces: usize,
    pub ln_eps: f32,
    pub max_pieces_per_word: usize,
    pub case_classes: usize,
    pub arc_dim: usize,
    pub label_dim: usize,
    pub mention_dim: usize,
    pub type_dim: usize,
}

#[derive(Debug, Deserialize)]
pub(super) struct TensorEntry<'a> {
    #[serde(borrow)]
    pub name: Cow<'a, str>,
    #[serde(borrow)]
    pub dtype: Cow<'a, str>,
    pub shape: Vec<usize>,
    pub offset: usize,
    pub bytes: usize,
}

#[derive(Debug, Deserialize)]
pub(super) struct Header<'a> {
    pub name: String,
    pub version: String,
    pub licence: String,
    pub architecture: Architecture,
    #[serde(borrow)]
    pub head_slices: Vec<(Cow<'a, str>, usize, usize, bool)>,
    pub entity_threshold: f32,
    pub upos: Vec<String>,
    pub xpos: Vec<String>,
    pub feats: Vec<String>,
    pub lemma_scripts: Vec<String>,
    pub labels: Vec<String>,
    pub entity_types: Vec<String>,
    #[serde(borrow)]
    pub lemma_table: Vec<(Cow<'a, str>, Cow<'a, str>, Cow<'a, str>)>,
    #[serde(borrow)]
    pub vocab: Vec<Cow<'a, str>>,
    pub data_bytes: u64,
    pub data_sha256: String,
    #[serde(borrow)]
    pub tensors: Vec<TensorEntry<'a>>,
}

/// A file whose frame is sound: header read, length and checksum right.
pub(super) struct Opened<'a> {
    pub header: Header<'a>,
    /// Where the data section begins in the file.
    pub data_start: usize,
    data: &'a [u8],
}

impl<'a> Opened<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Result<Self, ModelError> {
        if bytes.len() < 8 || &bytes[..8] != MAGIC {
            return Err(ModelError::NotAModel);
        }
        let short = |expected: u64| ModelError::Length { expected, found: bytes.len() as u64 };
        let (Some(version), Some(length)) = (read4(bytes, 8), read8(bytes, 12)) else { return Err(short(20)) };
        if version != FORMAT {
            return Err(ModelError::Version { found: version, known: FORMAT });
        }
        let end = length.saturating_add(20);
        let header = usize::try_from(end).ok().and_then(|end| bytes.get(20..end)).ok_or_else(|| short(end))?;
        let header: Header<'a> = serde_json::from_slice(header)?;
        let data_start = end.next_multiple_of(64);
        let expected = data_start.saturating_add(header.data_bytes);
        if expected != bytes.len() as u64 {
            return Err(short(expected));
        }
        let data_start = usize::try_from(data_start).unwrap_or(bytes.len());
        let data = &bytes[data_start..];
        let found: String = Sha256::digest(data).iter().map(|b| format!("{b:02x}")).collect();
        if !found.eq_ignore_ascii_case(&header.data_sha256) {
            return Err(ModelError::Checksum { expected: header.data_sha256, found });
        }
        Ok(Self { header, data_start, data })
    }

    /// The bytes of a tensor and its offset in the data section, its type and shape checked.
    fn tensor(&self, name: &str, dtype: &str, shape: &[usize]) -> Result<(&'a [u8], usize), ModelError> {
        let entry = self.header.tensors.iter().find(|t| t.name == name);
        let entry = entry.ok_or_else(|| ModelError::Missing(name.to_owned()))?;
        let wrong = |problem: String| ModelError::Tensor { name: name.to_owned(), problem };
        if entry.dtype != dtype || entry.shape != shape {
            return Err(wrong(format!("is {} {:?}, not {dtype} {shape:?}", entry.dtype, entry.shape)));
        }
        let size = if dtype == "f32" { 4 } else { 1 };
        let bytes = shape.iter().try_fold(size, |n: usize, d| n.checked_mul(*d));
        if bytes != Some(entry.bytes) {
            return Err(wrong(format!("has {} bytes, not {bytes:?}", entry.bytes)));
        }
        let range = entry.offset..entry.offset.saturating_add(entry.bytes);
        let slice = self.data.get(range).ok_or_else(|| wrong("lies outside the data".to_owned()))?;
        Ok((slice, entry.offset))
    }

    /// A tensor of floats, all of them finite.
    pub(super) fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, ModelError> {
        let (bytes, _) = self.tensor(name, "f32", shape)?;
        let floats: Vec<f32> = bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
        if floats.iter().all(|f| f.is_finite()) {
            Ok(floats)
        } else {
            Err(ModelError::Tensor { name: name.to_owned(), problem: "holds a number that is not finite".to_owned() })
        }
    }

    /// A tensor of signed bytes, and its offset in the file.
    pub(super) fn bytes(&self, name: &str, shape: &[usize]) -> Result<(&'a [i8], usize), ModelError> {
        let (bytes, offset) = self.tensor(name, "i8", shape)?;
        Ok((signed(bytes), self.data_start + offset))
    }
}

/// Bytes as signed bytes.
pub(crate) fn signed(bytes: &[u8]) -> &[i8] {
    // SAFETY: the two types have the same size and alignment, and every bit pattern is valid in both.
    unsafe { std::slice::from_raw_parts(bytes.as_ptr().cast(), bytes.len()) }
}

fn read4(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn read8(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?))
}
