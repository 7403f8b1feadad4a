//! Words broken at the end of a line.

use memchr::memmem;

use super::edit::{Edit, With};
use super::joins;
use super::words;

/// Parts before which a hyphen belongs to the word.
const PREFIXES: &[&str] = &[
    "self", "non", "anti", "pro", "ex", "well", "co", "semi", "all", "vice", "half", "so", "cross", "inter", "pre",
    "post", "mid", "long", "short", "high", "low",
];

/// Ends of words that are no words themselves: what follows the hyphen is a torn-off part.
const TORN: &[&str] = &[
    "tion", "tions", "tional", "sion", "sions", "ment", "ments", "mental", "ness", "ing", "ings", "ed", "ly", "ity",
    "ities", "ance", "ence", "ances", "ences", "ers", "ally", "ative", "ical", "tial", "cial", "cious", "tious",
    "tive", "tives", "tary", "tated", "tating", "ations", "ation", "ating", "ated", "lar", "ular", "ment's", "ize",
    "ized", "izing", "ization", "ism", "ist", "ists", "ble", "able", "ible", "nent", "nents", "dent", "dents", "rity",
    "nal", "nally", "tiations", "tiate", "sively", "tively", "gram", "ter", "ters", "tor", "tors", "rial", "lion",
    "lions", "ture", "tures", "tured", "mander", "manders", "gime", "gimes",
];

/// The edit that mends a word broken at a line end: `from..to` holds the line break. None if no word is broken there.
///
/// The hyphen goes only where that is sure; otherwise only the break goes and the hyphen stays.
pub(crate) fn at_break(text: &str, from: usize, to: usize) -> Option<Edit> {
    let before = text[..from].strip_suffix('-')?;
    let left_len = before.bytes().rev().take(48).take_while(u8::is_ascii_alphabetic).count();
    let left = &before[before.len() - left_len..];
    let right_len = text[to..].bytes().take(48).take_while(u8::is_ascii_lowercase).count();
    let right = &text[to..to + right_len];
    if left.len() < 2 || right.len() < 2 || !before.ends_with(|c: char| c.is_ascii_lowercase()) {
        return None;
    }
    let joined = format!("{left}{right}");
    let hyphenated = format!("{left}-{right}");
    let (near, far) = joins::window(text, from, joins::NEARBY);
    let elsewhere = |word: &str| memmem::find(&text.as_bytes()[near..far], word.as_bytes()).is_some();
    let keep = elsewhere(&hyphenated) || !elsewhere(&joined) && (PREFIXES.contains(&left) || !torn(right));
    Some(if keep { Edit::drop(from, to) } else { Edit::new(from - 1, to, With::Nothing) })
}

fn torn(right: &str) -> bool {
    TORN.contains(&right)
        || !words::is_common(right)
            && TORN.iter().any(|t| t.len() > 2 && right.len() <= t.len() + 2 && right.ends_with(t))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mend(text: &str) -> String {
        let from = text.find('\n').unwrap_or(0);
        match at_break(text, from, from + 1) {
            Some(edit) => format!("{}{}", &text[..edit.start], &text[edit.end..]),
            None => text.to_owned(),
        }
    }

    #[test]
    fn torn_words_are_joined() {
        assert_eq!(mend("the nego-\ntiations began"), "the negotiations began");
        assert_eq!(mend("propa-\nganda and propaganda"), "propaganda and propaganda");
    }

    #[test]
    fn hyphens_of_compounds_stay() {
        assert_eq!(mend("a long-\nrange missile"), "a long-range missile");
        assert_eq!(mend("the so-\ncalled plan"), "the so-called plan");
        assert_eq!(mend("he said -\nand left"), "he said -\nand left");
        assert_eq!(mend("Moon Jae-\nIn"), "Moon Jae-\nIn");
    }
}
