//! Lemmas: a table of words seen in training, and edit scripts. See `training/SPEC.md`, section 6.

use rustc_hash::FxHashMap;

use super::model::{Fnv, Stretch, Strings};
use super::{ModelError, Upos};

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
pub(crate) struct Lemmas {
    forms: Strings,
    /// For each form, its part of speech, as a number in the model's list, and its lemma, as a number in `lemmas`.
    upos: Stretch,
    lemma: Stretch,
    lemmas: Strings,
    /// The number of each part of speech.
    codes: FxHashMap<Upos, u8>,
}

impl Lemmas {
    pub(crate) fn new(
        forms: Strings,
        upos: Stretch,
        lemma: Stretch,
        lemmas: Strings,
        list: &[Upos],
    ) -> Result<Self, ModelError> {
        let count = forms.len();
        let known = (0..lemma.numbers()).all(|i| (lemma.number(i) as usize) < lemmas.len());
        if upos.as_slice().len() != count || lemma.numbers() != count || !known {
            return Err(ModelError::Unfit("a table of lemmas that does not fit together".to_owned()));
        }
        let codes = list.iter().zip(0u8..).map(|(u, code)| (*u, code)).collect();
        Ok(Self { forms, upos, lemma, lemmas, codes })
    }

    /// The lemma of a form seen in training.
    fn seen(&self, form: &str, upos: Upos) -> Option<&str> {
        let code = *self.codes.get(&upos)?;
        let hash = Fnv::new().with_byte(code).with(form.as_bytes());
        let fits = |i: usize| self.upos.as_slice()[i] == code && self.forms.get(i) == form.as_bytes();
        Some(self.lemmas.text(self.lemma.number(self.forms.find(hash, fits)?) as usize))
    }

    /// The lemma of a word. `is_word` says what words are known besides the lemmas of the table.
    pub(crate) fn lemma(&self, word: &Tagged<'_>, script: &Script, is_word: impl Fn(&str) -> bool) -> String {
        let mut found = self.plain(word, script, is_word);
        if word.upos != Upos::Propn
            && let Some(short) = self.shortened(&found)
        {
            found = short;
        }
        let first = found.chars().next();
        if word.upos != Upos::Propn
            && matches!(word.xpos, "NNP" | "NNPS")
            && word.form.chars().next().is_some_and(|c| c.to_lowercase().ne([c]))
            && let Some(first) = first
        {
            found = first.to_uppercase().chain(found.chars().skip(1)).collect();
        }
        found
    }

    /// A stretched word ("sooooo") as it should be: runs of three and more of a letter cut to two or to one.
    fn shortened(&self, lemma: &str) -> Option<String> {
        let run = |w: &[u8]| w[0].is_ascii_lowercase() && w[0] == w[1] && w[1] == w[2];
        if !lemma.as_bytes().windows(3).any(run) {
            return None;
        }
        let chars: Vec<char> = lemma.chars().collect();
        [2, 1].into_iter().find_map(|times| {
            let mut short = String::with_capacity(lemma.len());
            for part in chars.chunk_by(|a, b| a == b && a.is_ascii_lowercase()) {
                short.extend(part.iter().take(if part.len() >= 3 { times } else { part.len() }));
            }
            self.lemmas.number(short.as_bytes()).is_some().then_some(short)
        })
    }

    /// The lemma but for the capital of words within names: from the table, else by the script, mended where the rules
    /// of inflection or the words that are known speak against it.
    fn plain(&self, word: &Tagged<'_>, script: &Script, is_word: impl Fn(&str) -> bool) -> String {
        let Tagged { form, upos, xpos } = *word;
        if let Some(lemma) = self.seen(form, upos) {
            return lemma.to_owned();
        }
        if upos != Upos::Propn
            && form.chars().any(char::is_uppercase)
            && let Some(lemma) = self.seen(&lower(form), upos)
        {
            return lemma.to_owned();
        }
        if form.contains("://") || form.contains('@') || form.starts_with("www.") {
            return form.to_owned();
        }
        if upos == Upos::Num && is_grouped(form) {
            return form.replace(',', "");
        }
        let result = script.apply(form);
        let cut = script.inflects();
        let uncut = upos == Upos::Verb && matches!(xpos, "VBD" | "VBG" | "VBN" | "VBZ") && result == lower(form);
        if !cut && !uncut {
            return result;
        }
        let regular = regular(&lower(form), upos);
        if regular.sure {
            return regular.default.unwrap_or(result);
        }
        let known = |word: &str| is_word(word) || self.lemmas.number(word.as_bytes()).is_some();
        let known = |word: &str| known(word) || word.rsplit_once('-').is_some_and(|(_, last)| known(last));
        if cut && known(&result) {
            return result;
        }
        let fits = |c: &String| c.chars().nth(2).is_some() && known(c);
        regular.candidates.into_iter().find(fits).or(regular.default).unwrap_or(result)
    }
}

/// A word with its tags.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tagged<'a> {
    pub form: &'a str,
    pub upos: Upos,
    pub xpos: &'a str,
}

/// "1,234,567".
fn is_grouped(form: &str) -> bool {
    let mut groups = form.split(',');
    let digits = |g: &str| g.bytes().all(|b| b.is_ascii_digit());
    let first = groups.next().is_some_and(|g| (1..=3).contains(&g.len()) && digits(g));
    first && form.contains(',') && groups.all(|g| g.len() == 3 && digits(g))
}

/// What regular inflection says of a form.
#[derive(Debug, Default)]
struct Regular {
    /// Lemmas it allows.
    candidates: Vec<String>,
    /// The one to take where none of them is known.
    default: Option<String>,
    /// Whether that one is sure, known or not.
    sure: bool,
}

impl Regular {
    fn new<const N: usize>(candidates: [String; N], default: Option<String>) -> Self {
        Self { candidates: candidates.into(), default, sure: false }
    }
}

/// Lemmas of a lowercased form by regular inflection.
fn regular(f: &str, upos: Upos) -> Regular {
    let with = |stem: &str, end: &str| [stem, end].concat();
    let verb = upos == Upos::Verb;
    let noun = upos == Upos::Noun;
    // "-ied", "-ies": "carried", but also "taxied", "movies".
    let changed = |stem: &str| {
        let y = with(stem, "y");
        let default = (stem.chars().count() > 1).then(|| y.clone());
        Regular::new([y, with(stem, "ie")], default)
    };
    if verb {
        if let Some(stem) = f.strip_suffix("ied") {
            return changed(stem);
        }
        if let Some(stem) = f.strip_suffix("ing").or_else(|| f.strip_suffix("ed")) {
            return of_stem(stem);
        }
    }
    if verb || noun {
        if let Some(stem) = f.strip_suffix("ies") {
            return changed(stem);
        }
        if noun && let Some(stem) = f.strip_suffix("ves") {
            return Regular::new([with(stem, "ve"), with(stem, "f"), with(stem, "fe")], None);
        }
        if let Some(stem) = f.strip_suffix("es") {
            let hissing = ["ch", "sh", "ss", "x", "zz"].iter().any(|end| stem.ends_with(end));
            return Regular::new([with(stem, "e"), stem.to_owned()], hissing.then(|| stem.to_owned()));
        }
        if noun && let Some(stem) = f.strip_suffix("men") {
            return Regular::new([with(stem, "man")], Some(with(stem, "man")));
        }
        if let Some(stem) = f.strip_suffix('s') {
            return Regular::new([stem.to_owned()], None);
        }
    }
    if matches!(upos, Upos::Adj | Upos::Adv) {
        for end in ["iest", "ier"] {
            if let Some(stem) = f.strip_suffix(end) {
                return Regular::new([with(stem, "y")], None);
            }
        }
        for end in ["est", "er"] {
            if let Some(stem) = f.strip_suffix(end) {
                return Regular { candidates: stems(stem), ..Regular::default() };
            }
        }
    }
    Regular::default()
}

/// Of what is left of a verb without -ed or -ing.
fn of_stem(stem: &str) -> Regular {
    let with_e = || Some([stem, "e"].concat());
    if bare(stem) {
        return Regular { default: with_e(), sure: true, ..Regular::default() };
    }
    let default = match undoubled(stem) {
        Some(short) if !stem.ends_with(['l', 's', 'f', 'z']) => Some(short.to_owned()),
        _ if has_e(stem) => with_e(),
        _ => None,
    };
    Regular { candidates: stems(stem), default, sure: false }
}

const VOWELS: [char; 5] = ['a', 'e', 'i', 'o', 'u'];

/// The characters of a stem from its end; `qu` counts as the consonant it is.
fn from_end(stem: &str) -> Vec<char> {
    stem.replace("qu", "q").chars().rev().collect()
}

/// A stem without the second of two equal consonants at its end.
fn undoubled(stem: &str) -> Option<&str> {
    let mut back = stem.chars().rev();
    let (a, b) = (back.next()?, back.next()?);
    let doubled = a == b && !VOWELS.contains(&a) && stem.chars().nth(3).is_some();
    doubled.then(|| &stem[..stem.len() - a.len_utf8()])
}

/// A syllable with one vowel letter and one consonant at its end ("wag", "fin"): without an e the consonant would have
/// been doubled before -ed and -ing.
fn bare(stem: &str) -> bool {
    let vowel = |c: &char| VOWELS.contains(c) || *c == 'y';
    match from_end(stem).as_slice() {
        [last, middle, rest @ ..] => {
            !vowel(last) && !matches!(last, 'w' | 'x') && vowel(middle) && !rest.iter().any(vowel)
        }
        _ => false,
    }
}

/// Whether the spelling of a stem is such that its verb ends in e.
fn has_e(stem: &str) -> bool {
    let back = from_end(stem);
    let &[last, before, third, ..] = back.as_slice() else { return false };
    let vowel = |c: char| VOWELS.contains(&c);
    let single = vowel(before) && !vowel(third);
    let more = || back[2..].iter().any(|c| vowel(*c));
    match last {
        'c' | 'v' | 'u' => true,
        's' | 'z' => before != last,
        'g' => matches!(before, 'd' | 'l' | 'r'),
        'l' => !vowel(before) && !matches!(before, 'l' | 'r' | 'w'),
        'd' | 'k' => single,
        't' => single && matches!(before, 'a' | 'u') && more(),
        'r' => single && matches!(before, 'i' | 'u') && more(),
        _ => false,
    }
}

/// What a verb or an adjective may have been before a suffix: undoubled, plain, with its e back.
fn stems(stem: &str) -> Vec<String> {
    let mut out = Vec::with_capacity(3);
    let unhardened = || stem.strip_suffix('k').filter(|s| s.ends_with('c') && stem.chars().nth(4).is_some());
    out.extend(undoubled(stem).or_else(unhardened).map(str::to_owned));
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

    /// A table of nouns.
    fn table(entries: &[(&str, &str)]) -> Lemmas {
        let keys: Vec<Vec<u8>> = entries.iter().map(|(form, _)| [&[0], form.as_bytes()].concat()).collect();
        let forms: Vec<&str> = entries.iter().map(|e| e.0).collect();
        let lemmas: Vec<&str> = entries.iter().map(|e| e.1).collect();
        let numbers = (0..entries.len() as u32).flat_map(u32::to_le_bytes).collect();
        Lemmas::new(
            Strings::by_keys(&forms, &keys),
            Stretch::owned(vec![0; entries.len()]),
            Stretch::owned(numbers),
            Strings::of(&lemmas),
            &[Upos::Noun],
        )
        .unwrap()
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
        let table = table(&[("men", "man")]);
        let keep = Script::parse("k|0||0|").unwrap();
        let lemma = |form, upos| table.lemma(&Tagged { form, upos, xpos: "" }, &keep, |_| false);
        assert_eq!(lemma("Men", Upos::Noun), "man");
        assert_eq!(lemma("Men", Upos::Propn), "Men");
        assert_eq!(lemma("1,234,567", Upos::Num), "1234567");
        assert_eq!(lemma("1,23", Upos::Num), "1,23");
        assert_eq!(lemma("maaaan", Upos::Noun), "man");
        assert_eq!(lemma("maaaaé", Upos::Noun), "maaaaé");
        assert_eq!(lemma("womaaan", Upos::Noun), "womaaan");
    }

    #[test]
    fn scripts_that_lead_nowhere_are_mended() {
        let cut = |n: usize| Script::parse(&format!("l|0||{n}|")).unwrap();
        let known = ["stop", "provoke", "carry", "missile", "spokesman", "big"];
        let lemma = |form, upos, n| table(&[]).lemma(&Tagged { form, upos, xpos: "" }, &cut(n), |w| known.contains(&w));
        assert_eq!(lemma("Stopped", Upos::Verb, 2), "stop");
        assert_eq!(lemma("provoking", Upos::Verb, 3), "provoke");
        assert_eq!(lemma("carried", Upos::Verb, 2), "carry");
        assert_eq!(lemma("missiles", Upos::Noun, 2), "missile");
        assert_eq!(lemma("spokesmen", Upos::Noun, 1), "spokesman");
        assert_eq!(lemma("biggest", Upos::Adj, 3), "big");
        assert_eq!(lemma("frobbing", Upos::Verb, 3), "frob");
    }

    #[test]
    fn unknown_words_are_lemmatised_by_their_spelling() {
        let cut = |n: usize| Script::parse(&format!("l|0||{n}|")).unwrap();
        let verb = |form: &str, n| {
            table(&[]).lemma(&Tagged { form, upos: Upos::Verb, xpos: "VBD" }, &cut(n), |w| matches!(w, "wag" | "fin"))
        };
        let cases = [
            ("waged", 2, "wage"),
            ("waging", 3, "wage"),
            ("fined", 2, "fine"),
            ("quoted", 2, "quote"),
            ("clubbed", 2, "club"),
            ("overstating", 3, "overstate"),
            ("organised", 2, "organise"),
            ("curbed", 2, "curb"),
            ("recycled", 2, "recycle"),
            ("patrolled", 2, "patroll"),
            ("certified", 2, "certify"),
            ("preceding", 3, "precede"),
            ("provoked", 2, "provoke"),
            ("curbing", 0, "curbing"),
        ];
        for (form, n, lemma) in cases {
            assert_eq!(verb(form, n), lemma);
        }
        assert_eq!(verb("WAGED", 0), "wage");
        let noun = |form: &str, n| {
            table(&[])
                .lemma(&Tagged { form, upos: Upos::Noun, xpos: "NNS" }, &cut(n), |w| matches!(w, "wife" | "match"))
        };
        assert_eq!(noun("wives", 2), "wife");
        assert_eq!(noun("mis-matches", 1), "mis-match");
        assert_eq!(noun("armies", 1), "army");
        assert_eq!(noun("horsemen", 1), "horseman");
        assert_eq!(noun("crutches", 1), "crutch");
        assert_eq!(noun("series", 0), "series");
    }

    #[test]
    fn addresses_and_words_within_names() {
        let cut = Script::parse("l|0||0|").unwrap();
        let lemma = |form, upos, xpos| table(&[]).lemma(&Tagged { form, upos, xpos }, &cut, |_| false);
        assert_eq!(lemma("http://a.example/B?C", Upos::Propn, "NNP"), "http://a.example/B?C");
        assert_eq!(lemma("Kim@example.org", Upos::X, "ADD"), "Kim@example.org");
        assert_eq!(lemma("United", Upos::Adj, "NNP"), "United");
        assert_eq!(lemma("UNITED", Upos::Adj, "NNP"), "United");
        assert_eq!(lemma("United", Upos::Adj, "JJ"), "united");
        assert_eq!(lemma("", Upos::Adj, "NNP"), "");
    }
}
