//! Words and punctuation marks, as the English Web Treebank cuts them.
//!
//! The treebank's rules, in short: punctuation stands alone, runs of the same mark stay together ("...", "--", "!!!");
//! clitics are words of their own ("do n't", "Seoul 's", "can not"); compounds with hyphen or slash fall apart
//! ("well - known", "and / or") but for a closed list of prefixes ("anti-ship", "e-mail"); currency signs, per cent
//! signs and units leave their number ("$ 5", "10 %", "10 km"); abbreviations keep their full stop ("Mr.", "U.S.").

mod address;
mod chars;
mod chunk;
mod clitic;
mod inner;
mod lists;
mod stop;

use std::ops::Range;

/// A word or a punctuation mark: a byte range of the text it was cut from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// A clitic: written together with the word before it, the two make one surface token ("do" + "n't").
    pub clitic: bool,
}

impl Cut {
    /// The range, for slicing.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

/// The words and punctuation marks of a text: in order, without overlap, on character boundaries, and together they
/// hold every character that is not white space.
///
/// ```
/// let text = "KCNA doesn't say so.";
/// let words: Vec<&str> = detente_language::tokens(text).into_iter().map(|r| &text[r]).collect();
/// assert_eq!(words, ["KCNA", "does", "n't", "say", "so", "."]);
/// ```
#[must_use]
pub fn tokens(text: &str) -> Vec<Range<usize>> {
    cuts(text).into_iter().map(Cut::range).collect()
}

/// As [`tokens`], telling clitics from free words.
#[must_use]
pub fn cuts(text: &str) -> Vec<Cut> {
    let mut out = Vec::with_capacity(text.len() / 5 + 4);
    cut_into(text, &mut out);
    out
}

/// As [`cuts`], into a buffer, which is emptied first.
pub fn cut_into(text: &str, out: &mut Vec<Cut>) {
    out.clear();
    let mut cutter = chunk::Cutter::new(text, out);
    let mut at = 0;
    while let Some(chunk) = next_chunk(text, at) {
        at = chunk.end;
        cutter.chunk(chunk.start, chunk.end);
    }
}

/// Whether `second`, written together with `first`, is a clitic of it ("do" + "n't").
pub(crate) fn is_clitic(first: &str, second: &str) -> bool {
    let whole = [first, second].concat();
    clitic::split_at(&whole) == Some(first.len())
}

/// The next run of characters that are not white space.
fn next_chunk(text: &str, from: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let mut start = from;
    while start < bytes.len() {
        let space = chars::space_at(text, start);
        if space == 0 {
            break;
        }
        start += space;
    }
    if start >= bytes.len() {
        return None;
    }
    let mut end = start;
    while end < bytes.len() {
        let byte = bytes[end];
        if byte < 0x80 {
            if chars::ascii_space(byte) {
                break;
            }
            end += 1;
        } else {
            if chars::space_at(text, end) > 0 {
                break;
            }
            end += chars::width(byte);
        }
    }
    Some(start..end)
}

#[cfg(test)]
mod tests;
