//! Inflected forms of verbs, for words whose lemma the analyser did not find ("gunned down", "lent", "barred").
//!
//! Forms are made from the verbs that knowledge names, so a wrong lemma costs nothing; rules after Quirk et al. 1985,
//! A Comprehensive Grammar of the English Language, sections 3.5 to 3.10.

/// The regular forms of a verb: third person, past, gerund, with both spellings where the last consonant may double.
#[must_use]
pub fn forms(verb: &str) -> Vec<String> {
    let mut out = Vec::with_capacity(6);
    let chars: Vec<char> = verb.chars().collect();
    let Some(&last) = chars.last() else { return out };
    if !chars.iter().all(|c| c.is_ascii_lowercase()) {
        return out;
    }
    let before = chars.len().checked_sub(2).map(|at| chars[at]);
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    let stem = &verb[..verb.len() - 1];
    let sibilant = ["s", "x", "z", "ch", "sh"].iter().any(|e| verb.ends_with(e));
    match last {
        'e' => {
            out.extend([format!("{verb}s"), format!("{verb}d"), format!("{stem}ing")]);
            if let Some(stem) = verb.strip_suffix("ie") {
                out.push(format!("{stem}ying"));
            }
            if ["ee", "oe", "ye"].iter().any(|e| verb.ends_with(e)) {
                out.push(format!("{verb}ing"));
            }
        }
        'y' if before.is_some_and(|c| !vowel(c)) => {
            out.extend([format!("{stem}ies"), format!("{stem}ied"), format!("{verb}ing")]);
        }
        _ => {
            out.push(if sibilant || last == 'o' { format!("{verb}es") } else { format!("{verb}s") });
            out.extend([format!("{verb}ed"), format!("{verb}ing")]);
            let doubles = !vowel(last)
                && !matches!(last, 'c' | 'w' | 'x' | 'y' | 'h')
                && before.is_some_and(vowel)
                && !chars.len().checked_sub(3).is_some_and(|at| vowel(chars[at]) && chars[at] != 'u');
            if doubles {
                out.extend([format!("{verb}{last}ed"), format!("{verb}{last}ing")]);
            } else if last == 'c' {
                out.extend([format!("{verb}ked"), format!("{verb}king")]);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::forms;

    #[test]
    fn spelling_of_regular_verbs() {
        let has = |verb: &str, wanted: &[&str]| {
            let made = forms(verb);
            for form in wanted {
                assert!(made.iter().any(|m| m == form), "{verb}: {form} not in {made:?}");
            }
        };
        has("gun", &["guns", "gunned", "gunning"]);
        has("bar", &["barred", "barring"]);
        has("wage", &["waged", "waging"]);
        has("occupy", &["occupies", "occupied", "occupying"]);
        has("free", &["freed", "freeing"]);
        has("attack", &["attacked", "attacks"]);
        has("panic", &["panicked"]);
        has("tie", &["tied", "tying"]);
        has("confer", &["conferred"]);
        assert!(forms("").is_empty());
        assert!(!forms("beat").contains(&"beatted".to_owned()));
    }
}
