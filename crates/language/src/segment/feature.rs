//! What is looked at to tell whether a sentence ends between two words.

use crate::tokenize::Cut;

/// Number of weights; features are hashed into them.
pub(super) const SLOTS: usize = 1 << 16;
/// Features of one place.
pub(super) const FEATURES: usize = 32;

/// A text with its words, and where the sentence at hand began.
pub(super) struct Place<'a> {
    pub text: &'a str,
    pub cuts: &'a [Cut],
    /// Brackets open, and whether a double quotation mark is.
    pub brackets: u32,
    pub quoted: bool,
    /// The words of the paragraph at hand.
    pub paragraph: Paragraph,
}

/// A paragraph, as its words and how it looks.
#[derive(Clone, Copy, Default)]
pub(super) struct Paragraph {
    /// Index of its first word, and one past that of its last.
    pub start: usize,
    pub end: usize,
    /// Marks that may end sentences, in it.
    pub marks: usize,
    /// Words in small letters, in it.
    pub small: usize,
    /// Whether it ends in a mark.
    pub closed: bool,
}

impl Paragraph {
    /// The paragraph that begins at word `start`.
    pub(super) fn at(text: &str, cuts: &[Cut], start: usize) -> Self {
        let mut out = Self { start, end: start, ..Self::default() };
        for (i, cut) in cuts.iter().enumerate().skip(start) {
            if i > start && super::boundary::blank(&text[cuts[i - 1].end..cut.start]) {
                break;
            }
            out.end = i + 1;
            let shape = shape(&text[cut.range()]);
            let mark = matches!(shape, Shape::Stop | Shape::Question | Shape::Ellipsis);
            out.marks += usize::from(mark);
            out.small += usize::from(shape == Shape::Lower);
            out.closed = mark || (out.closed && matches!(shape, Shape::Quote | Shape::CloseQuote | Shape::Close));
        }
        out
    }

    /// How it looks, coarsely: whether it is closed, how many words a mark, how many small words.
    fn look(&self) -> u32 {
        let words = self.end - self.start;
        let density = match words / (self.marks + 1) {
            0..=4 => 0,
            5..=9 => 1,
            10..=20 => 2,
            _ => 3,
        };
        let small = self.small * 4 / words.max(1);
        (u32::from(self.closed) * 4 + density) * 4 + small.min(3) as u32
    }
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
    /// An address of the web or of mail, the name of a file.
    Address,
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
            } else if is_address(bytes) {
                Shape::Address
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
            } else if is_address(bytes) {
                Shape::Address
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

fn is_address(word: &[u8]) -> bool {
    word.len() > 4 && (word.contains(&b'@') || word[1..word.len() - 1].contains(&b'.') || word.contains(&b'/'))
}

impl Place<'_> {
    fn word(&self, i: Option<usize>) -> &str {
        i.and_then(|i| self.cuts.get(i)).map_or("", |c| &self.text[c.range()])
    }

    /// How many words there are from `i` to the next mark that may end a sentence, coarsely.
    fn ahead(&self, i: usize) -> u32 {
        let words = self.cuts[i..self.paragraph.end.max(i)].iter().take(31);
        let mark = |c: &Cut| matches!(shape(&self.text[c.range()]), Shape::Stop | Shape::Question | Shape::Ellipsis);
        words.enumerate().find(|(_, c)| mark(c)).map_or(8, |(n, _)| bucket(n))
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
        let (w2, b2) = (self.word(Some(i + 2)), self.word(at.and_then(|a| a.checked_sub(2))));
        let (a2, b2) = (shape(w2) as u32, shape(b2) as u32);
        let look = self.paragraph.look();
        let closed = u32::from(self.paragraph.closed);
        let ahead = self.ahead(i);
        let rest = bucket(self.paragraph.end.saturating_sub(i));
        let gone = bucket(i - self.paragraph.start);
        let first = hash(self.word(i.checked_sub(length)));
        let hl = hash(last);
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
            slot(21, &[m, n, look]),
            slot(22, &[m, n, ahead, long]),
            slot(23, &[l, b, n, a, closed]),
            slot(24, &[l, n, gone, rest]),
            slot(25, &[b2, b, l, n, a, a2]),
            slot(26, &[first, l, n, long.min(5)]),
            slot(27, &[hl, n, long]),
            slot(28, &[hl, closed]),
            slot(29, &[l, n, a, a2, ahead]),
            slot(30, &[hn, l, closed, ahead]),
            slot(31, &[m, n, rest, closed]),
            slot(32, &[l, n, look, ahead, long]),
        ]
    }
}

/// A number of words, coarsely.
fn bucket(words: usize) -> u32 {
    match words {
        0..=3 => words as u32,
        4..=6 => 4,
        7..=12 => 5,
        13..=30 => 6,
        _ => 7,
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
