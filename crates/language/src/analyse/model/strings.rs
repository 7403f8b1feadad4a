//! Lists of strings in the file, and the tables by which one is found. See `training/SPEC.md`, section 7.

use super::bytes::Stretch;
use crate::analyse::ModelError;

/// FNV-1a, 32 bits (Fowler, Noll, Vo).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fnv(u32);

impl Fnv {
    pub(crate) fn new() -> Self {
        Self(0x811C_9DC5)
    }

    #[must_use]
    pub(crate) fn with(self, bytes: &[u8]) -> Self {
        bytes.iter().fold(self, |h, b| h.with_byte(*b))
    }

    #[must_use]
    pub(crate) fn with_byte(self, byte: u8) -> Self {
        Self((self.0 ^ u32::from(byte)).wrapping_mul(0x0100_0193))
    }

    pub(crate) fn get(self) -> u32 {
        self.0
    }
}

/// A list of strings with a hash table over it.
pub(crate) struct Strings {
    text: Stretch,
    ends: Stretch,
    index: Stretch,
    mask: u32,
}

impl Strings {
    /// Checks the three tensors: UTF-8, ends in order and on character boundaries, a table with room.
    pub(crate) fn new(name: &str, text: Stretch, ends: Stretch, index: Stretch) -> Result<Self, ModelError> {
        let wrong =
            |problem: &str| ModelError::Tensor { name: name.to_owned(), problem: format!("is damaged: {problem}") };
        let whole = std::str::from_utf8(text.as_slice()).map_err(|_| wrong("not UTF-8"))?;
        let count = ends.numbers();
        let mut from = 0;
        for i in 0..count {
            let end = ends.number(i) as usize;
            if end < from || !whole.is_char_boundary(end) {
                return Err(wrong("ends that are none"));
            }
            from = end;
        }
        let slots = index.numbers();
        let numbers = || (0..slots).map(|i| index.number(i));
        let full = numbers().filter(|&n| n != 0).count();
        if !slots.is_power_of_two() || full == slots || numbers().any(|n| n as usize > count) {
            return Err(wrong("a table that does not fit"));
        }
        let mask = u32::try_from(slots - 1).map_err(|_| wrong("too large"))?;
        Ok(Self { text, ends, index, mask })
    }

    /// A list found by its own strings.
    #[cfg(test)]
    pub(crate) fn of(texts: &[&str]) -> Self {
        Self::by_keys(texts, &texts.iter().map(|t| t.as_bytes().to_vec()).collect::<Vec<_>>())
    }

    /// A list found by keys.
    #[cfg(test)]
    pub(crate) fn by_keys(texts: &[&str], keys: &[Vec<u8>]) -> Self {
        let (text, ends, index) = build(texts, keys);
        Self::new("test", Stretch::owned(text), Stretch::owned(ends), Stretch::owned(index)).unwrap()
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.numbers()
    }

    /// The string of a number.
    pub(crate) fn get(&self, number: usize) -> &[u8] {
        let start = number.checked_sub(1).map_or(0, |before| self.ends.number(before) as usize);
        &self.text.as_slice()[start..self.ends.number(number) as usize]
    }

    /// As [`Self::get`].
    pub(crate) fn text(&self, number: usize) -> &str {
        std::str::from_utf8(self.get(number)).unwrap_or_default() // it is UTF-8: see `new`
    }

    /// The first with this hash for which `fits` holds.
    pub(crate) fn find(&self, hash: Fnv, fits: impl Fn(usize) -> bool) -> Option<usize> {
        let mut at = hash.get() & self.mask;
        loop {
            // A slot is empty in the end: see `new`.
            let number = (self.index.number(at as usize) as usize).checked_sub(1)?;
            if fits(number) {
                return Some(number);
            }
            at = (at + 1) & self.mask;
        }
    }

    /// The number of a string.
    pub(crate) fn number(&self, bytes: &[u8]) -> Option<usize> {
        self.find(Fnv::new().with(bytes), |i| self.get(i) == bytes)
    }
}

/// Makes the tensors of a list, as `training/analyser/container.py` does: text, ends, table.
#[cfg(test)]
fn build(texts: &[&str], keys: &[Vec<u8>]) -> (Vec<u8>, Vec<u8>, Vec<u8>) {
    let text = texts.concat().into_bytes();
    let (mut ends, mut at) = (Vec::new(), 0u32);
    for t in texts {
        at += t.len() as u32;
        ends.extend(at.to_le_bytes());
    }
    let slots = (2 * keys.len()).next_power_of_two().max(16);
    let mut table = vec![0u32; slots];
    for (key, number) in keys.iter().zip(1u32..) {
        let mut slot = Fnv::new().with(key).get() as usize & (slots - 1);
        while table[slot] != 0 {
            slot = (slot + 1) & (slots - 1);
        }
        table[slot] = number;
    }
    (text, ends, table.into_iter().flat_map(u32::to_le_bytes).collect())
}
