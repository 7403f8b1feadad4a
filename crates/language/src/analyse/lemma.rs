//! Lemmas: a table of words seen in training, and edit scripts. See `training/SPEC.md`, section 6.

use rustc_hash::{FxHashMap, FxHashSet};

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

    /// Whether it changes the end of the word.
    fn inflects(&self) -> bool {
        matches!(self, Self::Edit { cut_back, add_back, .. } if *cut_back > 0 || !add_back.is_empty())
    }
}

/// Lowercase, character by character.
fn lower(form: &str) -> String {
    form.chars().flat_map(char::to_lowercase).collect()
}

/// Lemmas of words seen in training, and how lemmas of other words are found.
#[derive(Default)]
pub(crate) struct LemmaTable {
    forms: FxHashMap<Upos, FxHashMap<Box<str>, Box<str>>>,
    lemmas: FxHashSet<Box<str>>,
}

impl LemmaTable {
    pub(crate) fn insert(&mut self, form: &str, upos: Upos, lemma: &str) {
        self.forms.entry(upos).or_default().insert(form.into(), lemma.into());
        if !self.lemmas.contains(lemma) {
            self.lemmas.insert(lemma.into());
        }
    }

    /// The lemma of a word: from the table, else by the script, mended where regular inflection leads to a known word
    /// and the script does not. `is_word` says what other words are known.
    pub(crate) fn lemma(&self, form: &str, upos: Upos, script: &Script, is_word: impl Fn(&str) -> bool) -> String {
        if let Some(table) = self.forms.get(&upos) {
            if let Some(lemma) = table.get(form) {
                return lemma.to_string();
            }
            if upos != Upos::Propn
                && form.chars().any(char::is_uppercase)
                && let Some(lemma) = table.get(lower(form).as_str())
            {
                return lemma.to_string();
            }
        }
        if upos == Upos::Num && is_grouped(form) {
            return form.replace(',', "");
        }
        let result = script.apply(form);
        if !script.inflects() || upos == Upos::Propn {
            return result;
        }
        let known = |word: &str| is_word(word) || self.lemmas.contains(word);
        if known(&result) {
            return result;
        }
        let fits = |c: &String| c.chars().nth(2).is_some() && known(c);
        regular(&lower(form), upos).into_iter().find(fits).unwrap_or(result)
    }
}

/// "1,234,567".
fn is_grouped(form: &str) -> bool {
    let mut groups = form.split(',');
    let digits = |g: &str| g.bytes().all(|b| b.is_ascii_digit());
    let first = groups.next().is_some_and(|g| (1..=3).contains(&g.len()) && digits(g));
    first && form.contains(',') && groups.all(|g| g.len() == 3 && digits(g))
}

/// Lemmas that regular inflection allows for a lowercased form.
fn regular(f: &str, upos: Upos) -> Vec<String> {
    let with = |stem: &str, end: &str| vec![[stem, end].concat()];
    let verb = upos == Upos::Verb;
    let noun = upos == Upos::Noun;
    if verb {
        if let Some(stem) = f.strip_suffix("ing") {
            return stems(stem);
        }
        if let Some(stem) = f.strip_suffix("ied") {
            return with(stem, "y");
        }
        if let Some(stem) = f.strip_suffix("ed") {
            return stems(stem);
        }
    }
    if verb || noun {
        if let Some(stem) = f.strip_suffix("ies") {
            return with(stem, "y");
        }
        if let Some(stem) = f.strip_suffix("es") {
            return vec![[stem, "e"].concat(), stem.to_owned()];
        }
        if noun && let Some(stem) = f.strip_suffix("men") {
            return with(stem, "man");
        }
        if let Some(stem) = f.strip_suffix('s') {
            return with(stem, "");
        }
    }
    if matches!(upos, Upos::Adj | Upos::Adv) {
        for end in ["iest", "ier"] {
            if let Some(stem) = f.strip_suffix(end) {
                return with(stem, "y");
            }
        }
        for end in ["est", "er"] {
            if let Some(stem) = f.strip_suffix(end) {
                return stems(stem);
            }
        }
    }
    Vec::new()
}

/// A stem as it may have stood before a suffix: undoubled, plain, with its e back.
fn stems(stem: &str) -> Vec<String> {
    let mut out = Vec::with_capacity(3);
    let mut back = stem.chars().rev();
    if let (Some(a), Some(b)) = (back.next(), back.next())
        && a == b
        && !"aeiou".contains(a)
        && stem.chars().nth(3).is_some()
    {
        out.push(stem[..stem.len() - a.len_utf8()].to_owned());
    }
    out.push(stem.to_owned());
    out.push([stem, "e"].concat());
    out
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
        let lemma = |form, upos| table.lemma(form, upos, &keep, |_| false);
        assert_eq!(lemma("Men", Upos::Noun), "man");
        assert_eq!(lemma("Men", Upos::Propn), "Men");
        assert_eq!(lemma("1,234,567", Upos::Num), "1234567");
        assert_eq!(lemma("1,23", Upos::Num), "1,23");
    }

    #[test]
    fn scripts_that_lead_nowhere_are_mended() {
        let cut = |n: usize| Script::parse(&format!("l|0||{n}|")).unwrap();
        let known = ["stop", "provoke", "carry", "missile", "spokesman", "big"];
        let lemma = |form, upos, n| LemmaTable::default().lemma(form, upos, &cut(n), |w| known.contains(&w));
        assert_eq!(lemma("Stopped", Upos::Verb, 2), "stop");
        assert_eq!(lemma("provoking", Upos::Verb, 3), "provoke");
        assert_eq!(lemma("carried", Upos::Verb, 2), "carry");
        assert_eq!(lemma("missiles", Upos::Noun, 2), "missile");
        assert_eq!(lemma("spokesmen", Upos::Noun, 1), "spokesman");
        assert_eq!(lemma("biggest", Upos::Adj, 3), "big");
        assert_eq!(lemma("frobbing", Upos::Verb, 3), "frobb");
    }
}
