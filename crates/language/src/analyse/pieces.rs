//! From words to pieces: BERT's normalisation and WordPiece. See `training/SPEC.md`, section 1.

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

use super::ModelError;
use super::model::{Fnv, Strings};

/// Letter-case classes, class 0 included.
pub(crate) const CASE_CLASSES: usize = 10;
/// A part of a word longer than this many characters is unknown.
const LONGEST_PART: usize = 100;
/// The longest piece, in bytes.
const LONGEST_PIECE: usize = 127;
/// What a piece that goes on with a word begins with.
const REST: &[u8] = b"##";

/// The pieces and their numbers.
pub(crate) struct Vocabulary {
    pieces: Strings,
    longest: usize,
    pieces_per_word: usize,
    pub cls: u32,
    pub sep: u32,
    unknown: u32,
}

impl Vocabulary {
    pub(crate) fn new(pieces: Strings, pieces_per_word: usize) -> Result<Self, ModelError> {
        let find = |name: &str| {
            let at = pieces.number(name.as_bytes()).and_then(|i| u32::try_from(i).ok());
            at.ok_or_else(|| ModelError::Unfit(format!("no piece {name:?}")))
        };
        let (cls, sep, unknown) = (find("[CLS]")?, find("[SEP]")?, find("[UNK]")?);
        let longest = (0..pieces.len()).map(|i| pieces.get(i).len()).max().unwrap_or(0);
        if longest > LONGEST_PIECE {
            return Err(ModelError::Unfit(format!("a piece of {longest} bytes")));
        }
        Ok(Self { pieces, longest, pieces_per_word, cls, sep, unknown })
    }

    /// How many pieces there are.
    pub(crate) fn len(&self) -> usize {
        self.pieces.len()
    }

    /// The number of a piece.
    pub(crate) fn number(&self, piece: &str) -> Option<u32> {
        self.pieces.number(piece.as_bytes()).and_then(|i| u32::try_from(i).ok())
    }

    /// Appends the pieces of one word: at least one.
    pub(crate) fn word(&self, word: &str, scratch: &mut String, out: &mut Vec<u32>) {
        let from = out.len();
        if word.bytes().all(|b| b.is_ascii_alphanumeric()) {
            scratch.clear();
            scratch.push_str(word);
            scratch.make_ascii_lowercase();
            self.part(scratch, out);
        } else {
            normalise(word, scratch);
            for part in Parts(scratch) {
                self.part(part, out);
            }
        }
        out.truncate(from + self.pieces_per_word);
        if out.len() == from {
            out.push(self.unknown);
        }
    }

    /// Whether a word of letters is one piece.
    pub(crate) fn is_word(&self, word: &str) -> bool {
        self.pieces.number(word.as_bytes()).is_some()
            && word.chars().all(|c| c.general_category_group() == GeneralCategoryGroup::Letter)
    }

    fn part(&self, part: &str, out: &mut Vec<u32>) {
        if part.is_empty() {
            return;
        }
        let from = out.len();
        if part.len() > LONGEST_PART && part.chars().count() > LONGEST_PART {
            out.push(self.unknown);
            return;
        }
        let bytes = part.as_bytes();
        let mut hashes = [Fnv::new(); LONGEST_PIECE + 1];
        let mut at = 0;
        while at < part.len() {
            let front = if at == 0 { &[] } else { REST };
            let most = (part.len() - at).min(self.longest);
            let mut hash = Fnv::new().with(front);
            for (to, byte) in hashes.iter_mut().zip(&bytes[at..at + most]) {
                hash = hash.with_byte(*byte);
                *to = hash;
            }
            // A word cannot match "[CLS]" and the like: its brackets are parts of their own.
            let found = (1..=most).rev().filter(|n| part.is_char_boundary(at + n)).find_map(|n| {
                let rest = &bytes[at..at + n];
                let fits = |i: usize| self.pieces.get(i).strip_prefix(front) == Some(rest);
                Some((n, u32::try_from(self.pieces.find(hashes[n - 1], fits)?).ok()?))
            });
            let Some((n, id)) = found else {
                out.truncate(from);
                out.push(self.unknown);
                return;
            };
            out.push(id);
            at += n;
        }
    }
}

/// Cleans, strips accents, lowercases; ideographs get spaces around them.
fn normalise(word: &str, out: &mut String) {
    use GeneralCategory::{Control, Format, NonspacingMark, PrivateUse, Surrogate};
    out.clear();
    let clean = word.chars().flat_map(|c| {
        let spaced = is_ideograph(c);
        let kept = if c.is_whitespace() || ('\u{1C}'..='\u{1F}').contains(&c) {
            Some(' ')
        } else if c == '\0' || c == '\u{FFFD}' {
            None
        } else if c.is_ascii() {
            (!c.is_ascii_control()).then_some(c)
        } else {
            (!matches!(c.general_category(), Control | Format | Surrogate | PrivateUse)).then_some(c)
        };
        [spaced.then_some(' '), kept, spaced.then_some(' ')].into_iter().flatten()
    });
    for c in clean.nfd() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        } else if c.general_category() != NonspacingMark {
            out.extend(c.to_lowercase());
        }
    }
}

fn is_ideograph(c: char) -> bool {
    matches!(u32::from(c),
        0x4E00..=0x9FFF | 0x3400..=0x4DBF | 0x20000..=0x2A6DF | 0x2A700..=0x2B73F
        | 0x2B740..=0x2B81F | 0x2B920..=0x2CEAF | 0xF900..=0xFAFF | 0x2F800..=0x2FA1F)
}

fn is_punctuation(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_punctuation();
    }
    c.general_category_group() == GeneralCategoryGroup::Punctuation
}

/// Parts of a normalised word: punctuation marks, and the runs between them and white space.
struct Parts<'a>(&'a str);

impl<'a> Iterator for Parts<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        self.0 = self.0.trim_start();
        let first = self.0.chars().next()?;
        let end = if is_punctuation(first) {
            first.len_utf8()
        } else {
            self.0.find(|c: char| c.is_whitespace() || is_punctuation(c)).unwrap_or(self.0.len())
        };
        let (part, rest) = self.0.split_at(end);
        self.0 = rest;
        Some(part)
    }
}

/// The letter-case class of a word, from 1 to 9.
pub(crate) fn case_class(word: &str) -> u8 {
    let (mut letters, mut digit, mut upper, mut first_upper) = (0usize, false, 0usize, false);
    for c in word.chars() {
        let letter = if c.is_ascii() {
            digit |= c.is_ascii_digit();
            c.is_ascii_alphabetic()
        } else {
            c.general_category_group() == GeneralCategoryGroup::Letter
        };
        if letter {
            let is_upper = c.is_uppercase();
            first_upper |= letters == 0 && is_upper;
            letters += 1;
            upper += usize::from(is_upper);
        }
    }
    match (letters, upper) {
        (0, _) => 1 + u8::from(digit),
        _ if digit => 9,
        (_, 0) => 3,
        (1, _) => 6,
        (l, u) if l == u => 5,
        (_, 1) if first_upper => 4,
        _ if first_upper => 7,
        _ => 8,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary() -> Vocabulary {
        let pieces = ["[CLS]", "[SEP]", "[UNK]", "kim", "##s", "miss", "##ile", ",", "cafe", "北"];
        Vocabulary::new(Strings::of(&pieces), 3).unwrap()
    }

    fn ids(word: &str) -> Vec<u32> {
        let mut out = Vec::new();
        vocabulary().word(word, &mut String::new(), &mut out);
        out
    }

    #[test]
    fn greedy_longest_match() {
        assert_eq!(ids("Missiles"), [5, 6, 4]);
        assert_eq!(ids("Kim,kim"), [3, 7, 3]);
        assert_eq!(ids("Café"), [8]);
        assert_eq!(ids("北北"), [9, 9]);
    }

    #[test]
    fn unknown_and_empty() {
        assert_eq!(ids("missx"), [2]);
        assert_eq!(ids(""), [2]);
        assert_eq!(ids("\u{0}\u{AD}"), [2]);
        assert_eq!(ids(&"s".repeat(200)), [2]);
        assert_eq!(ids("kim,kim,kim"), [3, 7, 3]); // no more than three
        assert_eq!(ids("[CLS]"), [2, 2, 2]);
    }

    #[test]
    fn case_classes() {
        let classes = ["--", "12", "km", "Kim", "KCNA", "A", "McDonald", "iPhone", "F16", "É"].map(case_class);
        assert_eq!(classes, [1, 2, 3, 4, 5, 6, 7, 8, 9, 6]);
    }
}
