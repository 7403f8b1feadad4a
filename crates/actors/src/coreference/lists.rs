//! Closed classes of English that tell number and gender.

use std::sync::LazyLock;

use detente_language::Upos;
use rustc_hash::FxHashMap;

use super::referent::{Class, Gender};

/// The class of a pronoun.
pub(super) fn pronoun(form: &str, upos: Upos) -> Option<Class> {
    if form.len() > 10 || !matches!(upos, Upos::Pron | Upos::Det | Upos::Noun | Upos::X) {
        return None;
    }
    Some(match form.to_lowercase().as_str() {
        "i" | "me" | "my" | "mine" | "myself" => Class::I,
        "we" | "us" | "our" | "ours" | "ourselves" | "'s" | "’s" => Class::We,
        "you" | "your" | "yours" | "yourself" | "yourselves" | "ya" => Class::You,
        "he" | "him" | "his" | "himself" => Class::He,
        "she" | "her" | "hers" | "herself" => Class::She,
        "it" | "its" | "itself" => Class::It,
        "they" | "them" | "their" | "theirs" | "themselves" | "'em" => Class::They,
        "one" | "ones" | "oneself" if upos == Upos::Pron => Class::One,
        "this" | "that" | "these" | "those" if upos == Upos::Pron || upos == Upos::Det => Class::This,
        _ => return None,
    })
}

pub(super) fn is_reflexive(form: &str) -> bool {
    form.ends_with("self") || form.ends_with("selves")
}

/// Nouns for bodies that are "it" and "they".
pub(super) fn is_collective(lemma: &str) -> bool {
    matches!(
        lemma,
        "army"
            | "audience"
            | "band"
            | "board"
            | "cabinet"
            | "club"
            | "committee"
            | "community"
            | "company"
            | "congress"
            | "council"
            | "country"
            | "couple"
            | "court"
            | "crew"
            | "crowd"
            | "delegation"
            | "enemy"
            | "family"
            | "firm"
            | "force"
            | "gang"
            | "government"
            | "group"
            | "jury"
            | "leadership"
            | "majority"
            | "media"
            | "military"
            | "ministry"
            | "nation"
            | "navy"
            | "opposition"
            | "pair"
            | "parliament"
            | "party"
            | "people"
            | "police"
            | "population"
            | "press"
            | "public"
            | "regime"
            | "staff"
            | "team"
            | "union"
    )
}

pub(super) fn title_gender(form: &str) -> Option<Gender> {
    Some(match form.trim_end_matches('.') {
        "Mr" | "Sir" | "Lord" | "King" | "Prince" | "Father" | "Brother" | "Baron" | "Duke" | "Emperor" | "Count"
        | "Monsieur" | "Señor" | "Herr" | "Sheikh" | "Ayatollah" | "Pope" | "Imam" | "Sultan" | "Uncle" => Gender::He,
        "Mrs" | "Ms" | "Miss" | "Lady" | "Queen" | "Princess" | "Mother" | "Sister" | "Dame" | "Empress"
        | "Duchess" | "Madame" | "Countess" | "Baroness" | "Señora" | "Frau" | "Aunt" => Gender::She,
        _ => return None,
    })
}

pub(super) fn noun_gender(lemma: &str) -> Option<Gender> {
    Some(match lemma {
        "man" | "boy" | "father" | "son" | "brother" | "husband" | "uncle" | "nephew" | "grandfather" | "grandson"
        | "king" | "prince" | "emperor" | "duke" | "lord" | "gentleman" | "businessman" | "spokesman" | "chairman"
        | "congressman" | "statesman" | "guy" | "dad" | "widower" | "monk" | "priest" | "bishop" | "pope" | "actor"
        | "policeman" | "gunman" | "fisherman" | "serviceman" | "boyfriend" | "bridegroom" | "groom" | "bachelor"
        | "sultan" | "sheikh" | "imam" | "cardinal" | "waiter" | "stepfather" | "strongman" | "frontman" => Gender::He,
        "woman" | "girl" | "mother" | "daughter" | "sister" | "wife" | "aunt" | "niece" | "grandmother"
        | "granddaughter" | "queen" | "princess" | "empress" | "duchess" | "lady" | "businesswoman" | "spokeswoman"
        | "chairwoman" | "congresswoman" | "mom" | "mum" | "widow" | "nun" | "actress" | "policewoman"
        | "girlfriend" | "bride" | "waitress" | "stepmother" | "heroine" | "mistress" | "goddess" => Gender::She,
        _ => return None,
    })
}

/// First names and the gender they tell.
static FIRST_NAMES: LazyLock<FxHashMap<&'static str, Gender>> = LazyLock::new(|| {
    include_str!("../../../../knowledge/lexicon/first_names.tsv")
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| l.split_once('\t'))
        .filter_map(|(names, gender)| match gender.split('\t').next() {
            Some("he") => Some((names, Gender::He)),
            Some("she") => Some((names, Gender::She)),
            _ => None,
        })
        .flat_map(|(names, gender)| names.split('|').map(move |n| (n, gender)))
        .collect()
});

pub(super) fn first_name(form: &str) -> Option<Gender> {
    FIRST_NAMES.get(form).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_first_name_tells_both() {
        let mut seen: FxHashMap<&str, &str> = FxHashMap::default();
        let table = include_str!("../../../../knowledge/lexicon/first_names.tsv");
        for line in table.lines().skip(1).filter(|l| !l.starts_with('#')) {
            let mut cells = line.split('\t');
            let (names, gender) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
            assert!(matches!(gender, "he" | "she"), "{line}");
            for name in names.split('|') {
                assert!(seen.insert(name, gender).is_none_or(|g| g == gender), "{name} tells both");
            }
        }
        assert_eq!(first_name("Angela"), Some(Gender::She));
        assert_eq!(first_name("Vladimir"), Some(Gender::He));
        assert_eq!(first_name("Nobody"), None);
    }
}
