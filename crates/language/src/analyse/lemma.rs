//! Lemmas: a table of words seen in training, and edit scripts. See `training/SPEC.md`, section 6.

use rustc_hash::FxHashMap;

use super::Upos;

/// How a lemma is made from a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Script {
    /// The lemma itself.
    Whole(String),
    /// Letter case, then cut and add at both ends.
    Edit { case: Case, cut_front: usize, add_front: String, cut_back: usize, add_back: String },
}

/// What to do to the letter case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    Keep,
    Lower,
    Upper,
    Title,
}

impl Script {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        if let Some(lemma) = text.strip_prefix('=') {
            return Some(Self::Whole(lemma.to_owned()));
        }
        let fields: Vec<&str> = text.split('|').collect();
        let &[case, cut_front, add_front, cut_back, add_back] = fields.as_slice() else { return None };
        let case = match case {
            "k" => Case::Keep,
            "l" => Case::Lower,
            "u" => Case::Upper,
            "t" => Case::Title,
            _ => return None,
        };
        Some(Self::Edit {
            case,
            cut_front: cut_front.parse().ok()?,
            add_front: add_front.to_owned(),
            cut_back: cut_back.parse().ok()?,
            add_back: add_back.to_owned(),
        })
    }

    pub(crate) fn apply(&self, form: &str) -> String {
        let (case, cut_front, add_front, cut_back, add_back) = match self {
            Self::Whole(lemma) => return lemma.clone(),
            Self::Edit { case, cut_front, add_front, cut_back, add_back } => {
                (*case, *cut_front, add_front, *cut_back, add_back)
            }
        };
        let cased = match case {
            Case::Keep => form.to_owned(),
            Case::Lower => lower(form),
            Case::Upper => form.chars().flat_map(char::to_uppercase).collect(),
            Case::Title => {
                let mut chars = form.chars();
                let first = chars.next();
                first.into_iter().flat_map(char::to_uppercase).chain(chars.flat_map(char::to_lowercase)).collect()
            }
        };
        let count = cased.chars().count();
        if cut_front + cut_back > count {
            return cased;
        }
        let place = |n: usize| cased.char_indices().nth(n).map_or(cased.len(), |(i, _)| i);
        [add_front.as_str(), &cased[place(cut_front)..place(count - cut_back)], add_back].concat()
    }
}

/// Lowercase, character by character.
fn lower(form: &str) -> String {
    form.chars().flat_map(char::to_lowercase).collect()
}

/// Lemmas of words seen in training.
#[derive(Default)]
pub(crate) struct LemmaTable(FxHashMap<Upos, FxHashMap<Box<str>, Box<str>>>);

impl LemmaTable {
    pub(crate) fn insert(&mut self, form: &str, upos: Upos, lemma: &str) {
        self.0.entry(upos).or_default().insert(form.into(), lemma.into());
    }

    /// The lemma of a word: from the table, else by the script.
    pub(crate) fn lemma(&self, form: &str, upos: Upos, script: &Script) -> String {
        if let Some(table) = self.0.get(&upos) {
            if let Some(lemma) = table.get(form) {
                return lemma.to_string();
            }
            if upos != Upos::Propn && form.chars().any(char::is_uppercase)
                && let Some(lemma) = table.get(lower(form).as_str()) {
                    return lemma.to_string();
                }
        }
        script.apply(form)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(script: &str, form: &str, lemma: &str) {
        assert_eq!(Script::parse(script).unwrap().apply(form), lemma);
    }

    #[test]
    fn scripts() {
        check("l|0||1|", "Missiles", "missile");
        check("=be", "was", "be");
        check("l|0||3|y", "Parties", "party");
        check("t|0||0|", "KIM", "Kim");
        check("l|1|wi|0|", "'ll", "will");
        check("l|0||9|x", "ab", "ab");
        check("k|0||1|", "É", "");
        assert_eq!(Script::parse("l|0|"), None);
        assert_eq!(Script::parse("q|0||0|"), None);
    }

    #[test]
    fn the_table_comes_first() {
        let mut table = LemmaTable::default();
        table.insert("men", Upos::Noun, "man");
        let keep = Script::parse("k|0||0|").unwrap();
        assert_eq!(table.lemma("Men", Upos::Noun, &keep), "man");
        assert_eq!(table.lemma("Men", Upos::Propn, &keep), "Men");
    }
}
