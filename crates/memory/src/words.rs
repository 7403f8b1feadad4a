//! Content words of a clause, for telling whether two clauses speak of the same thing.

/// Words that say nothing of what an act is.
const EMPTY: &[&str] = &[
    "about", "above", "across", "after", "again", "against", "ago", "all", "along", "already", "also", "although",
    "among", "and", "any", "are", "around", "been", "before", "being", "between", "both", "but", "can", "could", "did",
    "does", "down", "during", "each", "even", "ever", "every", "few", "for", "from", "had", "has", "have", "having",
    "her", "here", "him", "his", "how", "however", "into", "its", "just", "last", "later", "like", "made", "make",
    "many", "may", "might", "more", "most", "much", "must", "near", "never", "next", "not", "now", "off", "once",
    "one", "only", "other", "our", "out", "over", "own", "said", "same", "say", "says", "shall", "she", "should",
    "since", "some", "soon", "still", "such", "than", "that", "the", "their", "them", "then", "there", "these", "they",
    "this", "those", "through", "time", "too", "toward", "towards", "two", "under", "until", "upon", "very", "was",
    "way", "well", "were", "what", "when", "where", "which", "while", "who", "whom", "whose", "why", "will", "with",
    "within", "without", "would", "year", "yet", "you", "your",
];
/// So many words of a clause are kept.
const MOST: usize = 24;

/// The content words of a text: lower case, without endings, sorted, each once. `without` are words to leave out
/// (names of those who take part).
#[must_use]
pub fn content(text: &str, without: &[String]) -> Vec<String> {
    let mut out: Vec<String> = split(text)
        .filter(|w| w.chars().count() > 2 && !EMPTY.contains(&w.as_str()) && !without.contains(w))
        .map(|w| stem(&w))
        .take(MOST)
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// Words of letters, in lower case.
pub fn split(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).map(str::to_lowercase)
}

/// A word without the commonest endings of English: enough to match "scattered" with "scattering".
fn stem(word: &str) -> String {
    for ending in ["ings", "ing", "ies", "ed", "es", "s"] {
        if let Some(stem) = word.strip_suffix(ending)
            && stem.chars().count() >= 4
        {
            return stem.trim_end_matches('e').to_owned();
        }
    }
    word.trim_end_matches('e').to_owned()
}

/// Share of the shorter list that both have, in thousandths; none when either has fewer than two words.
#[must_use]
pub fn overlap(a: &[String], b: &[String]) -> Option<i32> {
    let shorter = a.len().min(b.len());
    if shorter < 2 {
        return None;
    }
    let both = a.iter().filter(|w| b.binary_search(w).is_ok()).count();
    i32::try_from(both * 1000 / shorter).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_are_one() {
        assert_eq!(content("They scattered the leaflets", &[]), content("scattering a leaflet", &[]));
        assert_eq!(content("the army fires", &["army".into()]), ["fire".to_owned()].map(|w| stem(&w)));
    }

    #[test]
    fn overlap_of_the_shorter() {
        let a = content("warships crossed the maritime border", &[]);
        let b = content("ships crossed our maritime border at dawn on Monday", &[]);
        assert_eq!(overlap(&a, &b), Some(750));
        assert_eq!(overlap(&a, &content("crossed", &[])), None);
    }
}
