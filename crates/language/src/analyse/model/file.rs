//! The file: header, tensors, checks. See `training/SPEC.md`, section 7.

use std::borrow::Cow;
use std::sync::Arc;

use serde::Deserialize;

use super::bytes::{Bytes, Stretch};
use super::strings::Strings;
use crate::analyse::ModelError;

/// The format this program reads.
const FORMAT: u32 = 2;
const MAGIC: &[u8; 8] = b"DTNTMDL1";
/// Magic, format, length of the header, checksum.
const FRAME: usize = 24;

/// Sizes. One that the file does not give is 0, which no reader that needs it lets pass.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
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
    pub affix_buckets: usize,
    pub places: usize,
    pub hidden: usize,
    pub weight_bits: usize,
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

/// The header. What the file does not give is empty, which no reader that needs it lets pass.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
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
    pub data_bytes: u64,
    #[serde(borrow)]
    pub tensors: Vec<TensorEntry<'a>>,
}

/// A file whose frame is sound: header read, length and checksum right.
pub(super) struct Opened<'a> {
    pub header: Header<'a>,
    bytes: &'a Arc<Bytes>,
    /// Where the data section begins in the file.
    data_start: usize,
}

impl<'a> Opened<'a> {
    pub(super) fn new(shared: &'a Arc<Bytes>) -> Result<Self, ModelError> {
        let bytes = shared.as_slice();
        if bytes.len() < 8 || &bytes[..8] != MAGIC {
            return Err(ModelError::NotAModel);
        }
        let found = bytes.len() as u64;
        let short = |expected: u64| ModelError::Length { expected, found };
        let version = read4(bytes, 8).ok_or_else(|| short(FRAME as u64))?;
        if version != FORMAT {
            return Err(ModelError::Version { found: version, known: FORMAT });
        }
        let (Some(length), Some(expected)) = (read8(bytes, 12), read4(bytes, 20)) else {
            return Err(short(FRAME as u64));
        };
        let end = length.saturating_add(FRAME as u64);
        let header = usize::try_from(end).ok().and_then(|end| bytes.get(FRAME..end)).ok_or_else(|| short(end))?;
        let checksum = crc32fast::hash(&bytes[FRAME..]);
        // A header that can be read says how long the file should be, which is the plainer complaint.
        let header: Result<Header<'a>, _> = serde_json::from_slice(header);
        let data_start = end.next_multiple_of(64);
        if let Ok(header) = &header {
            let whole = data_start.saturating_add(header.data_bytes);
            if whole != found {
                return Err(short(whole));
            }
        }
        if checksum != expected {
            return Err(ModelError::Checksum { expected, found: checksum });
        }
        Ok(Self { header: header?, bytes: shared, data_start: usize::try_from(data_start).unwrap_or(bytes.len()) })
    }

    /// A tensor, its type and shape checked.
    pub(super) fn tensor(&self, name: &str, dtype: &str, shape: &[usize]) -> Result<Stretch, ModelError> {
        let entry = self.entry(name)?;
        let wrong = |problem: String| ModelError::Tensor { name: name.to_owned(), problem };
        if entry.dtype != dtype || entry.shape != shape {
            return Err(wrong(format!("is {} {:?}, not {dtype} {shape:?}", entry.dtype, entry.shape)));
        }
        let size = if dtype.ends_with("32") { 4 } else { 1 };
        let bytes = shape.iter().try_fold(size, |n: usize, d| n.checked_mul(*d));
        if bytes != Some(entry.bytes) {
            return Err(wrong(format!("has {} bytes, not {bytes:?}", entry.bytes)));
        }
        let start = self.data_start.checked_add(entry.offset);
        let range = start.and_then(|s| Some(s..s.checked_add(entry.bytes)?));
        range.and_then(|r| Stretch::new(self.bytes, r)).ok_or_else(|| wrong("lies outside the data".to_owned()))
    }

    fn entry(&self, name: &str) -> Result<&TensorEntry<'a>, ModelError> {
        let found = self.header.tensors.iter().find(|t| t.name == name);
        found.ok_or_else(|| ModelError::Missing(name.to_owned()))
    }

    /// A tensor of floats, all of them finite.
    pub(super) fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, ModelError> {
        let stretch = self.tensor(name, "f32", shape)?;
        let bytes = stretch.as_slice().chunks_exact(4);
        let floats: Vec<f32> = bytes.map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
        if floats.iter().all(|f| f.is_finite()) {
            Ok(floats)
        } else {
            Err(ModelError::Tensor { name: name.to_owned(), problem: "holds a number that is not finite".to_owned() })
        }
    }

    /// A list of numbers, of whatever length.
    pub(super) fn list(&self, name: &str, dtype: &str) -> Result<Stretch, ModelError> {
        let shape = self.entry(name)?.shape.clone();
        if shape.len() != 1 {
            return Err(ModelError::Tensor { name: name.to_owned(), problem: format!("is {shape:?}, not a list") });
        }
        self.tensor(name, dtype, &shape)
    }

    /// A list of strings.
    pub(super) fn strings(&self, name: &str) -> Result<Strings, ModelError> {
        let part = |part: &str, dtype: &str| self.list(&format!("{name}.{part}"), dtype);
        Strings::new(name, part("text", "u8")?, part("ends", "u32")?, part("index", "u32")?)
    }
}

fn read4(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn read8(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?))
}
