//! The sketch of a body: one permutation hashing of its four-word shingles.

/// Numbers in a sketch.
pub(super) const BINS: usize = 96;
/// Bands of a sketch, and bins in each.
pub(super) const BANDS: usize = 32;
const ROWS: usize = BINS / BANDS;
/// Words in a shingle.
const SHINGLE: usize = 4;
const EMPTY: u32 = u32::MAX;

/// Odd numbers with well-mixed bits (from SplitMix64), one for each place in a shingle.
const PLACES: [u64; SHINGLE] =
    [0x9e37_79b9_7f4a_7c15, 0xbf58_476d_1ce4_e5b9, 0x94d0_49bb_1331_11eb, 0xd6e8_feb8_6659_fd93];

/// Collects the words of a body.
pub(super) struct Words {
    exact: blake3::Hasher,
    bins: [u32; BINS],
    recent: [u64; SHINGLE],
    count: usize,
    buffer: Vec<u8>,
}

impl Default for Words {
    fn default() -> Self {
        Self {
            exact: blake3::Hasher::new(),
            bins: [EMPTY; BINS],
            recent: [0; SHINGLE],
            count: 0,
            buffer: Vec::new(),
        }
    }
}

impl Words {
    /// Adds the words of one block.
    pub fn add(&mut self, text: &str) {
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.clear();
        let mut start = 0;
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let byte = bytes[at];
            if byte.is_ascii_alphanumeric() {
                buffer.push(byte.to_ascii_lowercase());
                at += 1;
            } else if byte == b'\'' {
                at += 1;
            } else if byte.is_ascii() {
                self.word(&buffer[start..]);
                start = buffer.len();
                at += 1;
            } else {
                let Some(c) = text[at..].chars().next() else { break };
                if c.is_alphanumeric() {
                    let mut utf8 = [0; 4];
                    for lower in c.to_lowercase() {
                        buffer.extend_from_slice(lower.encode_utf8(&mut utf8).as_bytes());
                    }
                    if is_ideograph(c) {
                        self.word(&buffer[start..]);
                        start = buffer.len();
                    }
                } else if c != '’' {
                    self.word(&buffer[start..]);
                    start = buffer.len();
                }
                at += c.len_utf8();
            }
        }
        self.word(&buffer[start..]);
        self.exact.update(&buffer);
        self.buffer = buffer;
    }

    fn word(&mut self, word: &[u8]) {
        if word.is_empty() {
            return;
        }
        self.recent.rotate_left(1);
        self.recent[SHINGLE - 1] = hash(word);
        self.count += 1;
        if self.count >= SHINGLE {
            self.shingle();
        }
    }

    fn shingle(&mut self) {
        let sum = self.recent.iter().zip(PLACES).fold(0u64, |sum, (word, place)| sum.wrapping_add(word.wrapping_mul(place)));
        let mixed = mix(sum);
        let bin = ((mixed >> 32) * BINS as u64) >> 32;
        let value = (mixed as u32).min(EMPTY - 1);
        if let Some(slot) = self.bins.get_mut(bin as usize) {
            *slot = (*slot).min(value);
        }
    }

    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    pub fn exact(&self) -> [u8; 16] {
        let mut exact = [0; 16];
        self.exact.finalize_xof().fill(&mut exact);
        exact
    }

    /// The sketch; bins that no shingle fell into borrow from bins that have one.
    pub fn sketch(mut self) -> Vec<u32> {
        if self.count < SHINGLE {
            self.shingle();
        }
        let bins = self.bins;
        let borrow = |empty: usize| {
            (1u64..).map(|attempt| mix(attempt << 32 | empty as u64) as usize % BINS).map(|bin| bins[bin]).find(|&v| v != EMPTY)
        };
        bins.iter().enumerate().map(|(at, &v)| if v == EMPTY { borrow(at).unwrap_or(EMPTY) } else { v }).collect()
    }
}

/// How many shingles a body of so many words has.
pub(super) fn shingles(words: usize) -> usize {
    words.saturating_sub(SHINGLE - 1).max(1)
}

/// What the index keeps of a sketch: 16 bits of each number (b-bit minwise hashing, Li & König 2010).
pub(super) fn low_bits(sketch: &[u32; BINS]) -> [u16; BINS] {
    sketch.map(|v| v as u16)
}

/// The share of equal bins.
pub(super) fn similarity(a: &[u16; BINS], b: &[u16; BINS]) -> f64 {
    let equal = a.iter().zip(b).filter(|(a, b)| a == b).count();
    equal as f64 / BINS as f64
}

/// One number for each band of a sketch.
pub(super) fn band_keys(sketch: &[u32; BINS]) -> [u32; BANDS] {
    std::array::from_fn(|band| {
        let rows = &sketch[band * ROWS..(band + 1) * ROWS];
        (rows.iter().fold(mix(band as u64 + 1), |key, &row| mix(key ^ u64::from(row))) >> 32) as u32
    })
}

/// FNV-1a by eight bytes at a time, mixed.
fn hash(word: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    for chunk in word.chunks(8) {
        let mut bytes = [0; 8];
        bytes[..chunk.len()].copy_from_slice(chunk);
        hash = mix((hash ^ u64::from_le_bytes(bytes)).wrapping_add(chunk.len() as u64));
    }
    hash
}

/// The finisher of SplitMix64.
fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// Characters that are words of their own, for scripts that write no spaces.
fn is_ideograph(c: char) -> bool {
    matches!(c as u32, 0x3040..=0x30ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0x0e00..=0x0e7f | 0x20000..=0x323af)
}
