//! What is looked at to tell whether a sentence ends between two words.

use crate::tokenize::Cut;

/// Number of weights; features are hashed into them.
pub(super) const SLOTS: usize = 1 << 16;
/// Features of one place.
pub(super) const FEATURES: usize = 20;

/// A text with its words, and where the sentence at hand began.
pub(super) struct Place<'a> {
    pub text: &'a str,
    pub cuts: &'a [Cut],
    /// Brackets open, and whether a double quotation mark is.
    pub brackets: u32,
    pub quoted: bool,
}

/// The look of a word, coarsely.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub(super) enum Shape {
    Nothing,
    Lower,
    Capital,
    Initial,
    Upper,
    Digits,
    Mixed,
    /// A word with its own full stop: an abbreviation, an initial.
    Stopped,
    Stop,
    Question,
    Ellipsis,
    Colon,
    Semicolon,
    Comma,
    Dash,
    Quote,
    CloseQuote,
    Open,
    Close,
    Bullet,
    Other,
}

/// The look of a word.
pub(super) fn shape(word: &str) -> Shape {
    let bytes = word.as_bytes();
    let Some(&first) = bytes.first() else { return Shape::Nothing };
    match first {
        b'a'..=b'z' => {
            if bytes.len() > 1 && bytes.ends_with(b".") {
                Shape::Stopped
            } else {
                Shape::Lower
            }
        }
        b'A'..=b'Z' => {
            if bytes.len() > 1 && bytes.ends_with(b".") {
                Shape::Stopped
            } else if bytes.len() == 1 {
                Shape::Initial
            } else if bytes[1..].iter().all(|b| !b.is_ascii_lowercase()) {
                Shape::Upper
            } else {
                Shape::Capital
            }
        }
        b'0'..=b'9' => {
            if bytes.iter().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b':' | b'/')) {
                Shape::Digits
            } else {
                Shape::Mixed
            }
        }
        b'.' if bytes.len() == 1 => Shape::Stop,
        b'.' => Shape::Ellipsis,
        b'?' | b'!' => Shape::Question,
        b':' if bytes.len() == 1 => Shape::Colon,
        b';' if bytes.len() == 1 => Shape::Semicolon,
        b',' => Shape::Comma,
        b'-' | b'=' | b'_' | b'~' | b'#' => Shape::Dash,
        b'"' | b'\'' | b'`' => Shape::Quote,
        b'(' | b'[' | b'{' | b'<' => Shape::Open,
        b')' | b']' | b'}' | b'>' => Shape::Close,
        b'*' | b'|' | b'+' | b'&' => Shape::Bullet,
        0..0x80 => Shape::Other,
        _ => match word.chars().next() {
            Some('“' | '‘' | '«' | '„') => Shape::Quote,
            Some('”' | '’' | '»') => Shape::CloseQuote,
            Some('…') => Shape::Ellipsis,
            Some('–' | '—' | '―') => Shape::Dash,
            Some('•' | '·' | '▪' | '■' | '●') => Shape::Bullet,
            Some(c) if c.is_uppercase() => Shape::Capital,
            Some(c) if c.is_alphabetic() => Shape::Lower,
            _ => Shape::Other,
        },
    }
}

impl Place<'_> {
    fn word(&self, i: Option<usize>) -> &str {
        i.and_then(|i| self.cuts.get(i)).map_or("", |c| &self.text[c.range()])
    }

    /// The features of the place before word `i`; `length` is the number of words since the last boundary.
    pub(super) fn features(&self, i: usize, length: usize) -> [u16; FEATURES] {
        let back = |n: usize| i.checked_sub(n);
        let (last, next) = (self.word(back(1)), self.word(Some(i)));
        let closes = |w: &str| matches!(shape(w), Shape::Quote | Shape::CloseQuote | Shape::Close);
        // The mark that may end the sentence, behind closing quotes and brackets.
        let mut at = back(1);
        let mut closers = 0;
        while closers < 3 && closes(self.word(at)) && at.is_some_and(|a| a > 0) {
            closers += 1;
            at = at.and_then(|a| a.checked_sub(1));
        }
        let mark = self.word(at);
        let before = self.word(at.and_then(|a| a.checked_sub(1)));
        let after = self.word(Some(i + 1));
        let gap = &self.text[self.cuts[i - 1].end..self.cuts[i].start];
        let gap = match gap.as_bytes() {
            [] => 0,
            [b' '] => 1,
            g if g.contains(&b'\n') => 2,
            _ => 3,
        };
        let (m, l, n) = (shape(mark) as u32, shape(last) as u32, shape(next) as u32);
        let (b, a) = (shape(before) as u32, shape(after) as u32);
        let state = self.brackets.min(2) * 2 + u32::from(self.quoted);
        let long = match length {
            0..=3 => length,
            4..=6 => 4,
            7..=12 => 5,
            13..=25 => 6,
            26..=50 => 7,
            _ => 8,
        } as u32;
        let (hm, hb, hn, ha) = (hash(mark), hash(before), hash(next), hash(after));
        [
            slot(1, &[m, n]),
            slot(2, &[m, n, l, closers]),
            slot(3, &[m, n, b, a]),
            slot(4, &[m, n, long]),
            slot(5, &[m, n, state, closers]),
            slot(6, &[m, gap, n]),
            slot(7, &[m, hn]),
            slot(8, &[hm, n]),
            slot(9, &[m, hb, n]),
            slot(10, &[hm, hn]),
            slot(11, &[hm, hb, n]),
            slot(12, &[m, n, ha]),
            slot(13, &[l, n, long, state]),
            slot(14, &[hm, long]),
            slot(15, &[hn, long, m]),
            slot(16, &[hn, a, m, gap]),
            slot(17, &[b, m, n, closers, state]),
            slot(18, &[hn, ha]),
            slot(19, &[hm, n, a, state]),
            slot(20, &[m, last.len().min(12) as u32, n, a]),
        ]
    }
}

/// Hash of a word in lower case, digits taken as equal.
fn hash(word: &str) -> u32 {
    let mut h = 0x811C_9DC5u32;
    for &byte in word.as_bytes().iter().take(24) {
        let byte = if byte.is_ascii_digit() { b'0' } else { byte.to_ascii_lowercase() };
        h = (h ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    h
}

/// The weight of a feature: template and values.
fn slot(template: u32, values: &[u32]) -> u16 {
    let mut h = template.wrapping_mul(0x9E37_79B9);
    for v in values {
        h = (h ^ v).wrapping_mul(0x85EB_CA6B);
        h ^= h >> 15;
    }
    (h >> 16) as u16 ^ (h as u16)
}
