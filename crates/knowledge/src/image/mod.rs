//! The actors of knowledge in one compact value that is ready to use: no parsing, no folding, no copying.
//!
//! It is made when the program is built ([`compile`]) and again at run time only when a user brings tables of their
//! own. Two sorted maps (`fst`) lead from folded names and from keys of identity to rows; a row is decoded when it is
//! first asked for.
//!
//! ```text
//! magic, six lengths │ files │ names (fst) │ ids (fst) │ rows of names │ rows of entities │ names of people
//! ```

mod compile;
mod entity;
mod people;
mod rows;
mod skeleton;

use std::borrow::Cow;
use std::sync::OnceLock;

use fst::Map;

use crate::actors::{Agent, InstitutionPattern};
use rows::Files;

pub use compile::compile;
pub use entity::{Entity, Name, NameKind, Role};
pub use people::{office_key, squeezed_key};
pub use skeleton::skeleton_key;

const MAGIC: &[u8; 8] = b"DTACTOR1";

/// Why an image cannot be made or used.
#[derive(Debug, thiserror::Error)]
pub enum ImageError {
    /// Its parts do not fit together.
    #[error("the compiled actors are damaged: {0}")]
    Damaged(&'static str),
    /// A row could not be stored.
    #[error("an entry cannot be compiled: {0}")]
    Row(#[from] postcard::Error),
    /// A map could not be built or opened.
    #[error("the index of names cannot be used: {0}")]
    Index(#[from] fst::Error),
}

/// What a folded name can be.
#[derive(Clone, Debug, Default)]
pub struct Key {
    /// Greatest number of pieces of a name that begins with this one, when it is a single piece.
    pub longest: usize,
    /// Names of entities.
    pub names: Vec<Name>,
    /// A common noun for people or bodies.
    pub agent: Option<Agent>,
    /// A pattern of institutions.
    pub pattern: Option<InstitutionPattern>,
}

/// Rows one after the other, with a table of where each ends.
#[derive(Debug)]
struct Rows {
    bytes: Bytes,
    count: usize,
}

/// Borrowed from the program, or made at run time.
type Bytes = Cow<'static, [u8]>;

/// The compiled actors.
pub struct Image {
    files: Files,
    names: Map<Bytes>,
    ids: Map<Bytes>,
    key_rows: Rows,
    entity_rows: Rows,
    people: Bytes,
    keys: Vec<OnceLock<Box<Key>>>,
    entities: Vec<OnceLock<Box<Entity>>>,
}

impl Image {
    /// Opens an image.
    ///
    /// # Errors
    /// When it was not made by [`compile`] of this version.
    pub fn open(bytes: Bytes) -> Result<Self, ImageError> {
        const PARTS: usize = 6;
        let start = MAGIC.len() + PARTS * 4;
        if bytes.len() < start || !bytes.starts_with(MAGIC) {
            return Err(ImageError::Damaged("it does not begin as it should"));
        }
        let mut at = start;
        let mut parts: [Bytes; PARTS] = Default::default();
        for (n, part) in parts.iter_mut().enumerate() {
            let length = number(&bytes, MAGIC.len() / 4 + n);
            *part = piece(&bytes, at..at + length).ok_or(ImageError::Damaged("it is cut short"))?;
            at += length;
        }
        let [files, names, ids, key_rows, entity_rows, people] = parts;
        let files = String::from_utf8(files.into_owned()).map_err(|_| ImageError::Damaged("names of files"))?;
        let (key_rows, entity_rows) = (Rows::open(key_rows)?, Rows::open(entity_rows)?);
        std::str::from_utf8(&people).map_err(|_| ImageError::Damaged("names of people"))?;
        Ok(Self {
            files: Files { names: files.lines().map(str::to_owned).collect() },
            names: Map::new(names)?,
            ids: Map::new(ids)?,
            keys: (0..key_rows.count).map(|_| OnceLock::new()).collect(),
            entities: (0..entity_rows.count).map(|_| OnceLock::new()).collect(),
            key_rows,
            entity_rows,
            people,
        })
    }

    /// What a folded name can be.
    #[must_use]
    pub fn key(&self, folded: &str) -> Option<&Key> {
        let at = usize::try_from(self.names.get(folded)?).ok()?;
        let decode = || Box::new(rows::decode_key(self.key_rows.row(at), &self.files).unwrap_or_default());
        Some(self.keys.get(at)?.get_or_init(decode))
    }

    /// The index of the entity with this key of identity (`state:PRK`).
    #[must_use]
    pub fn index(&self, id: &str) -> Option<usize> {
        usize::try_from(self.ids.get(id)?).ok().filter(|at| *at < self.entities.len())
    }

    /// The entity of an index.
    ///
    /// # Panics
    /// When the index is not below [`Image::len`].
    #[must_use]
    pub fn entity(&self, at: usize) -> &Entity {
        self.entities[at].get_or_init(|| {
            Box::new(rows::decode_entity(self.entity_rows.row(at), &self.files).unwrap_or_else(Entity::damaged))
        })
    }

    /// Number of entities.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entities.len()
    }

    /// Whether it holds no entity.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entities.is_empty()
    }

    /// All folded names that begin so, in order.
    pub fn names_from(&self, start: &str) -> Vec<String> {
        use fst::{Automaton, IntoStreamer, Streamer};
        let mut out = Vec::new();
        let mut stream = self.names.search(fst::automaton::Str::new(start).starts_with()).into_stream();
        while let Some((name, _)) = stream.next() {
            out.extend(std::str::from_utf8(name).ok().map(str::to_owned));
        }
        out
    }

    /// The names of people as written, of two words or more.
    pub fn people(&self) -> impl Iterator<Item = &str> {
        std::str::from_utf8(&self.people).unwrap_or_default().lines()
    }
}

impl std::fmt::Debug for Image {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Image").field("keys", &self.keys.len()).field("entities", &self.entities.len()).finish()
    }
}

impl Rows {
    fn open(bytes: Bytes) -> Result<Self, ImageError> {
        let damaged = ImageError::Damaged("a table of rows");
        if bytes.len() < 4 {
            return Err(damaged);
        }
        let count = number(&bytes, 0);
        let rows = Self { bytes, count };
        let fits = count == 0 || rows.bytes.len() >= 4 + 4 * count && rows.end(count - 1) == rows.bytes.len();
        if fits { Ok(rows) } else { Err(damaged) }
    }

    /// Where a row ends.
    fn end(&self, at: usize) -> usize {
        number(&self.bytes, 1 + at)
    }

    fn row(&self, at: usize) -> &[u8] {
        let start = if at == 0 { 4 + 4 * self.count } else { self.end(at - 1) };
        self.bytes.get(start..self.end(at)).unwrap_or_default()
    }

    /// Puts rows together.
    fn join(rows: &[Vec<u8>]) -> Vec<u8> {
        let mut out = Vec::with_capacity(4 + rows.iter().map(|r| r.len() + 4).sum::<usize>());
        push_number(&mut out, rows.len());
        let mut end = 4 + 4 * rows.len();
        for row in rows {
            end += row.len();
            push_number(&mut out, end);
        }
        for row in rows {
            out.extend_from_slice(row);
        }
        out
    }
}

/// The `n`th little-endian number of four bytes; 0 beyond the end.
fn number(bytes: &[u8], n: usize) -> usize {
    let four = bytes.get(4 * n..4 * n + 4).and_then(|b| b.try_into().ok()).unwrap_or_default();
    usize::try_from(u32::from_le_bytes(four)).unwrap_or_default()
}

fn push_number(out: &mut Vec<u8>, number: usize) {
    out.extend_from_slice(&u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes());
}

fn piece(bytes: &Bytes, range: std::ops::Range<usize>) -> Option<Bytes> {
    Some(match bytes {
        Cow::Borrowed(all) => Cow::Borrowed(all.get(range)?),
        Cow::Owned(all) => Cow::Owned(all.get(range)?.to_vec()),
    })
}

#[cfg(test)]
mod tests;
