//! Beginnings and endings of words, hashed. See `training/SPEC.md`, section 1.

use super::model::Fnv;

/// Affixes looked at in a word.
pub(crate) const COUNT: usize = 7;
/// Longest ending and longest beginning, in characters, the marks `^` and `$` included; the shortest have two.
const ENDING: usize = 5;
const BEGINNING: usize = 4;

/// The hashes of a word's affixes; `None` where the word is too short for one.
pub(crate) fn affixes(word: &str) -> [Option<u32>; COUNT] {
    let mut marked = String::with_capacity(word.len() + 2);
    marked.push('^');
    for c in word.chars().flat_map(char::to_lowercase) {
        marked.push(match c {
            '1'..='9' => '0',
            '’' => '\'',
            c => c,
        });
    }
    marked.push('$');
    let mut out = [None; COUNT];
    let starts = marked.char_indices().rev().map(|(at, _)| at);
    for (to, start) in out[..ENDING - 1].iter_mut().zip(starts.skip(1)) {
        *to = Some(Fnv::new().with(&marked.as_bytes()[start..]).get());
    }
    // A beginning ends before a character that is there: the whole is none.
    let ends = marked.char_indices().map(|(at, _)| at).skip(2);
    for (to, end) in out[ENDING - 1..].iter_mut().take(BEGINNING - 1).zip(ends) {
        *to = Some(Fnv::new().with(&marked.as_bytes()[..end]).get());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(text: &str) -> Option<u32> {
        Some(Fnv::new().with(text.as_bytes()).get())
    }

    #[test]
    fn of_a_word() {
        let expected = ["s$", "es$", "les$", "iles$", "^m", "^mi", "^mis"].map(hash);
        assert_eq!(affixes("Missiles"), expected);
    }

    #[test]
    fn of_short_words() {
        assert_eq!(affixes("a"), [hash("a$"), hash("^a$"), None, None, hash("^a"), None, None]);
        assert_eq!(affixes("’9"), [hash("0$"), hash("'0$"), hash("^'0$"), None, hash("^'"), hash("^'0"), None]);
        assert_eq!(affixes(""), [hash("^$"), None, None, None, None, None, None]);
    }
}
