//! The names at which joined words are parted: those known from outside, and those that a document itself shows.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use rustc_hash::FxHashMap;

/// Finds names of several words, the longest one at each place.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    finder: Option<AhoCorasick>,
}

impl Names {
    /// Of the names given, those of at least two words; a single word is no safe place to cut.
    pub fn new(names: impl IntoIterator<Item = String>) -> Self {
        let mut names: Vec<String> = names.into_iter().filter(|n| is_usable(n)).collect();
        names.sort_unstable();
        names.dedup();
        if names.is_empty() {
            return Self::default();
        }
        let finder = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .kind(Some(if names.len() <= 1_000 { AhoCorasickKind::DFA } else { AhoCorasickKind::ContiguousNFA }))
            .build(&names)
            .or_else(|_| AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&names))
            .ok();
        Self { finder }
    }

    /// Where names stand in a text, in order.
    pub fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, usize)> + 't {
        self.finder.iter().flat_map(move |f| f.find_iter(text)).map(|m| (m.start(), m.end()))
    }
}

fn is_usable(name: &str) -> bool {
    let words: Vec<&str> = name.split(' ').collect();
    words.len() >= 2
        && name.len() >= 6
        && words.iter().all(|w| !w.is_empty())
        && words[0].starts_with(char::is_uppercase)
        && words[words.len() - 1].starts_with(char::is_uppercase)
        && name.ends_with(char::is_alphabetic)
}

/// The capitalised names of two to four words that a text holds in their own right, set off on both sides.
pub(crate) fn of_text(text: &str) -> Names {
    let mut seen: FxHashMap<&str, usize> = FxHashMap::default();
    let mut start = None;
    let mut words = 0;
    let mut last_end = 0;
    let mut at = 0;
    for piece in text.split_inclusive([' ', '\n']) {
        let word = piece.trim_end();
        let bare = word.trim_end_matches([',', '.', ';', ':', '!', '?', '"', '”', ')']);
        let bare = bare.strip_suffix("'s").or_else(|| bare.strip_suffix("’s")).unwrap_or(bare);
        if is_name_word(bare) {
            words += 1;
            start.get_or_insert(at);
            last_end = at + bare.len();
        }
        let ends = !is_name_word(bare) || bare.len() < word.len() || piece.ends_with('\n');
        if ends && let Some(from) = start.take() {
            if (2..=4).contains(&words)
                && let Some(name) = text.get(from..last_end)
            {
                *seen.entry(name).or_default() += 1;
            }
            words = 0;
        }
        at += piece.len();
    }
    Names::new(seen.into_keys().map(str::to_owned))
}

/// "Kim", "Jong"; not "KPA", "The", "ComradeKim".
fn is_name_word(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase)
        && word.len() >= 2
        && chars.all(|c| c.is_lowercase() || matches!(c, '-'))
        && !super::words::is_common(&word.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_a_text() {
        let names =
            of_text("On Monday Kim Yo Jong met Choe Son Hui's aide, and The Hague. KPA General Pak Jong Chon spoke.");
        let text = "Kim Yo Jong, Choe Son Hui and Pak Jong Chon";
        let found: Vec<_> = names.find(text).map(|(a, b)| &text[a..b]).collect();
        assert!(found.contains(&"Choe Son Hui"), "{found:?}");
    }

    #[test]
    fn single_words_are_no_names() {
        assert_eq!(Names::new(["Kim".into(), "Kim Jong Un".into()]).find("Kim met Kim Jong Un").count(), 1);
    }
}
