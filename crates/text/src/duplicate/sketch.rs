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

/// Start and factor of FNV-1a, by which words are hashed.
const HASH_START: u64 = 0xcbf2_9ce4_8422_2325;
const HASH_FACTOR: u64 = 0x0000_0100_0000_01b3;

/// For each byte the lower-case letter or digit it stands for; nothing for what parts words.
static LETTER: [u8; 128] = {
    let mut table = [0; 128];
    let mut byte = 0u8;
    while byte < 128 {
        if byte.is_ascii_alphanumeric() {
            table[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    table
};

/// Collects the words of a body.
pub(super) struct Words {
    /// All letters and digits so far.
    letters: Vec<u8>,
    /// The hash of the word that is being read, and whether there is one.
    hash: u64,
    open: bool,
    bins: [u32; BINS],
    recent: [u64; SHINGLE],
    count: usize,
}

impl Default for Words {
    fn default() -> Self {
        Self { letters: Vec::new(), hash: HASH_START, open: false, bins: [EMPTY; BINS], recent: [0; SHINGLE], count: 0 }
    }
}

impl Words {
    /// Adds the words of one block.
    pub fn add(&mut self, text: &str) {
        self.letters.reserve(text.len());
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if byte.is_ascii() {
                match LETTER[usize::from(byte)] {
                    0 if byte == b'\'' => {}
                    0 => self.end_word(),
                    letter => self.letter(letter),
                }
                at += 1;
                continue;
            }
            let Some(c) = text[at..].chars().next() else { break };
            if c.is_alphanumeric() {
                let mut utf8 = [0; 4];
                for lower in c.to_lowercase() {
                    lower.encode_utf8(&mut utf8).bytes().for_each(|b| self.letter(b));
                }
                if is_ideograph(c) {
                    self.end_word();
                }
            } else if c != '’' {
                self.end_word();
            }
            at += c.len_utf8();
        }
        self.end_word();
    }

    #[inline]
    fn letter(&mut self, letter: u8) {
        self.letters.push(letter);
        self.hash = (self.hash ^ u64::from(letter)).wrapping_mul(HASH_FACTOR);
        self.open = true;
    }

    #[inline]
    fn end_word(&mut self) {
        if !std::mem::take(&mut self.open) {
            return;
        }
        self.recent.rotate_left(1);
        self.recent[SHINGLE - 1] = std::mem::replace(&mut self.hash, HASH_START);
        self.count += 1;
        if self.count >= SHINGLE {
            self.shingle();
        }
    }

    fn shingle(&mut self) {
        let sum =
            self.recent.iter().zip(PLACES).fold(0u64, |sum, (word, place)| sum.wrapping_add(word.wrapping_mul(place)));
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
        exact.copy_from_slice(&blake3::hash(&self.letters).as_bytes()[..16]);
        exact
    }

    /// The sketch; bins that no shingle fell into borrow from bins that have one.
    pub fn sketch(mut self) -> Vec<u32> {
        if self.count < SHINGLE {
            self.shingle();
        }
        let bins = self.bins;
        let borrow = |empty: usize| {
            (1u64..)
                .map(|attempt| mix(attempt << 32 | empty as u64) as usize % BINS)
                .map(|bin| bins[bin])
                .find(|&v| v != EMPTY)
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
