//! Joined words: spaces that were lost between a name and its neighbours, and between sentences.

use super::edit::{Draft, Edit};
use super::names::{self, Names};
use super::words;

/// Kinds of damage mended here, as counted in `Document::mended`.
mod kind {
    pub const NAME: &str = "joined name";
    pub const SENTENCE: &str = "joined sentence";
    pub const WORD: &str = "joined word";
}

/// No word is longer, no address is looked at further than so many bytes, and a word that stands elsewhere is looked
/// for within so many bytes on either side: time stays linear on any input.
const LONGEST_WORD: usize = 48;
const LONGEST_ADDRESS: usize = 200;
pub(super) const NEARBY: usize = 16 * 1024;

/// Top-level domains and file endings that may stand behind a full stop with a capital ("Booking.Com").
const NO_SENTENCE: &[&str] = &[
    "com", "org", "net", "gov", "edu", "mil", "int", "info", "co", "uk", "io", "ai", "tv", "js", "net's", "pdf", "html",
];

/// Words that begin a sentence and end no brand name: "constructionHe", but not "LinkedIn".
const OPENERS: &[&str] = &[
    "He",
    "She",
    "The",
    "They",
    "This",
    "These",
    "Those",
    "But",
    "His",
    "Her",
    "We",
    "When",
    "While",
    "There",
    "Their",
    "According",
    "Meanwhile",
    "However",
    "After",
    "Although",
    "Since",
    "Because",
    "Then",
];

/// Words that may be run into the capitalised word behind them: "theNorth", but not "iPhone".
const LEADERS: &[&str] = &[
    "of",
    "the",
    "by",
    "that",
    "with",
    "from",
    "and",
    "for",
    "which",
    "when",
    "where",
    "including",
    "before",
    "after",
    "between",
    "during",
    "against",
    "while",
    "said",
    "told",
    "both",
    "under",
];

/// Words that part a name found only in this document from what follows: no part of a longer name ends so.
const AFTER_ANY_NAME: &[&str] = &[
    "and", "was", "were", "who", "said", "says", "told", "has", "have", "had", "will", "would", "with", "for", "from",
    "that", "which",
];

/// Puts in the spaces that are missing in a draft.
pub(crate) fn mend(draft: &mut Draft, known: &Names) {
    let mut cuts: Vec<(usize, &'static str)> = Vec::new();
    let text = draft.text.as_str();
    let glued = sentences_and_words(text, &mut cuts);
    for (start, end) in known.find(text) {
        around_name(text, start, end, true, &mut cuts);
    }
    if glued || !cuts.is_empty() {
        // Where one name is run together others may be: look at the names this document has of its own.
        for (start, end) in names::of_text(text).find(text) {
            around_name(text, start, end, false, &mut cuts);
        }
    }
    if cuts.is_empty() {
        return;
    }
    cuts.sort_unstable_by_key(|c| (c.0, c.1 != kind::NAME));
    cuts.dedup_by_key(|c| c.0);
    let edits: Vec<Edit> = cuts.iter().map(|c| Edit::space(c.0)).collect();
    for (_, kind) in &cuts {
        draft.mended.count(kind);
    }
    draft.apply(&edits);
}

/// Where words before and behind a name are run into it.
fn around_name(text: &str, start: usize, end: usize, known: bool, cuts: &mut Vec<(usize, &'static str)>) {
    let before = text[..start].chars().next_back();
    let joined_before = before.is_some_and(|c| c.is_lowercase() || matches!(c, ',' | ';' | ':' | '!' | '?' | ')'))
        // "WPKKim Jong Un", "H.E.Kim Jong Un".
        || known && before.is_some_and(|c| c == '.' || c.is_uppercase() && text[..start - c.len_utf8()].ends_with(char::is_uppercase));
    if joined_before && !in_address(text, start) {
        // "McKim Jong": a prefix of names is no word of its own.
        if !text[..start].ends_with("Mc") {
            cuts.push((start, kind::NAME));
        }
    } else if before.is_some_and(|c| c.is_alphanumeric() || c == '-' && !known) {
        return;
    }
    let rest = &text[end..];
    let Some(next) = rest.chars().next().filter(|c| c.is_alphabetic()) else { return };
    let tail: &str = &rest[..rest.find(|c: char| !c.is_lowercase()).unwrap_or(rest.len())];
    if next.is_uppercase() {
        // "Kim Il SungUniversity"; "KIM IL SUNGS" and the like are left alone.
        let second = rest.chars().nth(1);
        if known && second.is_some_and(char::is_lowercase) {
            cuts.push((end, kind::NAME));
        }
        return;
    }
    let is_word = if known { words::is_likely(tail) } else { AFTER_ANY_NAME.contains(&tail) };
    // "Kim Jong Unin-law": not sure enough. "…and" followed by a capital ("SungandKim") is.
    let behind = rest[tail.len()..].chars().next();
    if is_word && tail.len() > 1 && behind != Some('-') && !behind.is_some_and(char::is_numeric) {
        cuts.push((end, kind::NAME));
        if behind.is_some_and(char::is_uppercase) && words::is_function(tail) {
            cuts.push((end + tail.len(), kind::NAME));
        }
    }
}

/// Which bytes begin, go on or end something that may be joined.
const fn class(byte: u8) -> u8 {
    match byte {
        b'a'..=b'z' => 1,
        b'A'..=b'Z' => 2,
        b'.' | b'!' | b'?' | b',' | b';' | b':' => 3,
        0xe2 => 4,
        _ => 0,
    }
}

static CLASS: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0usize;
    while byte < 256 {
        table[byte] = class(byte as u8);
        byte += 1;
    }
    table
};

/// Finds sentences and words run together; whether any word has a capital inside at all.
fn sentences_and_words(text: &str, cuts: &mut Vec<(usize, &'static str)>) -> bool {
    let bytes = text.as_bytes();
    let mut camel = false;
    let mut before = 0u8;
    for (at, &byte) in bytes.iter().enumerate() {
        let this = CLASS[usize::from(byte)];
        if this == 2 && before != 0 {
            match before {
                1 => {
                    camel |= at > 1 && bytes[at - 2].is_ascii_lowercase();
                    if joined_words(text, at) {
                        cuts.push((at, kind::WORD));
                    }
                }
                3 | 4 if joined_sentences(text, at) => cuts.push((at, kind::SENTENCE)),
                _ => {}
            }
        }
        // A closing quotation mark (E2 80 99, E2 80 9D) counts as the mark before it does.
        before = if before == 4 && matches!(byte, 0x80 | 0x99 | 0x9d) { 4 } else { this };
    }
    camel
}

fn joined_words(text: &str, at: usize) -> bool {
    let left = left_word(text, at);
    let right = right_word(text, at);
    if left.len() < 2 || right.len() < 2 || in_address(text, at) {
        return false;
    }
    let is_brand = left.len() < 8 && left.starts_with(char::is_uppercase);
    if OPENERS.contains(&right) && left.len() >= 4 && !is_brand {
        return true;
    }
    // "ofSouth Korea": the word before is one of structure in lower case, the one behind stands elsewhere by itself.
    LEADERS.contains(&left) && right.len() >= 4 && stands_elsewhere(text, right, at)
}

fn joined_sentences(text: &str, at: usize) -> bool {
    let right = right_word(text, at);
    let before = &text[..at];
    let unquoted = before.trim_end_matches(['”', '’', '"', '\'']);
    let Some(mark) = unquoted.chars().next_back().filter(|c| ".!?,;:".contains(*c)) else { return false };
    let stem = &unquoted[..unquoted.len() - 1];
    let left = left_word(stem, stem.len());
    let opens = right.len() >= 2 && text[at..].chars().nth(1).is_some_and(char::is_lowercase)
        || matches!(right, "A" | "I") && text[at + 1..].starts_with(' ');
    // "e.g.The", "U.S.South", "W.Bush": one letter before a mark is an abbreviation.
    if left.len() < 3 || !opens || !left.ends_with(|c: char| c.is_lowercase()) || in_address(text, at) {
        return false;
    }
    if mark == '.' && NO_SENTENCE.contains(&right.to_ascii_lowercase().as_str()) {
        return false;
    }
    // "Yahoo!News", "key:Value" and times are left alone; a colon or exclamation mark must end a word in lower case.
    !(matches!(mark, '!' | ':') && left.starts_with(char::is_uppercase))
}

/// The letters before a position.
fn left_word(text: &str, at: usize) -> &str {
    let before = &text[..at];
    let letters = before.char_indices().rev().take(LONGEST_WORD).take_while(|(_, c)| c.is_alphabetic());
    let start = letters.last().map_or(at, |(i, _)| i);
    &before[start..]
}

/// The capital at a position and the small letters behind it.
fn right_word(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    let end = rest.char_indices().take(LONGEST_WORD).skip(1).find(|(_, c)| !c.is_lowercase());
    let end = end.map_or_else(|| window(rest, 0, LONGEST_WORD).1, |(i, _)| i);
    &rest[..end]
}

/// Whether the token around a position is an address, a handle, a tag or a path.
fn in_address(text: &str, at: usize) -> bool {
    let (from, to) = window(text, at, LONGEST_ADDRESS);
    let before = text[from..at].rsplit(char::is_whitespace).next().unwrap_or_default();
    let after = text[at..to].split(char::is_whitespace).next().unwrap_or_default();
    let token = &text[at - before.len()..at + after.len()];
    token.contains("://")
        || token.contains('@')
        || token.contains('/')
        || token.contains('_')
        || token.contains('#')
        || token.to_ascii_lowercase().contains("www.")
        || [".com", ".org", ".net", ".gov"].iter().any(|d| token.to_ascii_lowercase().contains(d))
}

/// At most `reach` bytes on either side of a position, cut between characters.
pub(super) fn window(text: &str, at: usize, reach: usize) -> (usize, usize) {
    (text.floor_char_boundary(at.saturating_sub(reach)), text.ceil_char_boundary(text.len().min(at + reach)))
}

fn stands_elsewhere(text: &str, word: &str, at: usize) -> bool {
    let (from, to) = window(text, at, NEARBY);
    let text = &text[from..to];
    memchr::memmem::find_iter(text.as_bytes(), word.as_bytes()).take(20).any(|found| {
        found != at - from
            && !text[..found].ends_with(char::is_alphanumeric)
            && !text[found + word.len()..].starts_with(char::is_alphanumeric)
    })
}

#[cfg(test)]
#[path = "joins_tests.rs"]
mod tests;
