//! Regular forms of a word that may be a verb or a noun.

const VOWELS: [char; 5] = ['a', 'e', 'i', 'o', 'u'];

/// The word and its regular forms, and some that it may have ("visitted"), which harm nothing.
pub(super) fn forms(word: &str) -> Vec<String> {
    let mut out = vec![word.to_owned()];
    let mut add = |stem: &str, ends: &[&str]| out.extend(ends.iter().map(|end| [stem, end].concat()));
    let back: Vec<char> = word.chars().rev().take(3).collect();
    let vowel = |c: Option<&char>| c.is_some_and(|c| VOWELS.contains(c));
    if let Some(stem) = word.strip_suffix('e') {
        add(word, &["s", "d"]);
        add(stem, &["ing"]);
        return out;
    }
    match back.first() {
        Some('y') if !vowel(back.get(1)) => {
            add(word, &["ing"]);
            add(&word[..word.len() - 1], &["ies", "ied"]);
        }
        Some('s' | 'x' | 'z' | 'h' | 'o') => add(word, &["es", "ed", "ing", "s"]),
        Some(last) => {
            add(word, &["s", "ed", "ing"]);
            let doubles =
                !VOWELS.contains(last) && !matches!(last, 'w' | 'y') && vowel(back.get(1)) && !vowel(back.get(2));
            if doubles {
                add(&format!("{word}{last}"), &["ed", "ing"]);
            }
        }
        None => {}
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling() {
        assert_eq!(forms("fire"), ["fire", "fires", "fired", "firing"]);
        assert_eq!(forms("carry"), ["carry", "carrying", "carries", "carried"]);
        assert_eq!(forms("stop"), ["stop", "stops", "stoped", "stoping", "stopped", "stopping"]);
        assert_eq!(forms("attack"), ["attack", "attacks", "attacked", "attacking"]);
        assert_eq!(forms("breach"), ["breach", "breaches", "breached", "breaching", "breachs"]);
        assert_eq!(forms(""), [""]);
    }
}
