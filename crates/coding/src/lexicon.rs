//! Senses, embedding words and things, indexed by lemma.

use detente_actors::Tree;
use detente_knowledge::{Embedder, Knowledge, Phrase, ReadingCue, Sense, ThingName};
use detente_language::Upos;
use rustc_hash::FxHashMap;

use crate::counts::Units;
use crate::inflect;
use crate::topic::Topics;

/// The lexicon of the coder.
#[derive(Debug)]
pub struct Lexicon<'k> {
    /// All of knowledge.
    pub knowledge: &'k Knowledge,
    verbs: FxHashMap<&'k str, Vec<(&'k Phrase, &'k Sense)>>,
    /// Inflected forms of the verbs, for words whose lemma was not found.
    forms: FxHashMap<String, &'k str>,
    nouns: FxHashMap<&'k str, Vec<(&'k Phrase, &'k Sense)>>,
    adjectives: FxHashMap<&'k str, Vec<&'k Sense>>,
    embedders: FxHashMap<&'k str, Vec<&'k Embedder>>,
    things: FxHashMap<&'k str, Vec<&'k ThingName>>,
    readings: FxHashMap<&'k str, Vec<&'k ReadingCue>>,
    /// Means of violence, by modes of ASSAULT.
    pub means: Topics<'k>,
    /// Cues of the contexts of PLOVER.
    pub contexts: Topics<'k>,
    /// Cues of domains without politics.
    pub domains: Topics<'k>,
    /// Words for numbers, units and what becomes of those that are counted.
    pub units: Units<'k>,
}

impl<'k> Lexicon<'k> {
    /// Indexes knowledge.
    #[must_use]
    pub fn new(knowledge: &'k Knowledge) -> Self {
        let mut lexicon = Self {
            knowledge,
            verbs: FxHashMap::default(),
            forms: FxHashMap::default(),
            nouns: FxHashMap::default(),
            adjectives: FxHashMap::default(),
            embedders: FxHashMap::default(),
            things: FxHashMap::default(),
            readings: FxHashMap::default(),
            means: Topics::new(&knowledge.means),
            contexts: Topics::new(&knowledge.contexts),
            domains: Topics::new(&knowledge.domains),
            units: Units::new(&knowledge.units),
        };
        for sense in &knowledge.senses {
            for verb in &sense.verbs {
                lexicon.verbs.entry(&verb.head).or_default().push((verb, sense));
            }
            for noun in &sense.nouns {
                lexicon.nouns.entry(&noun.head).or_default().push((noun, sense));
            }
            for adjective in &sense.adjectives {
                lexicon.adjectives.entry(adjective).or_default().push(sense);
            }
        }
        lexicon.inflect(knowledge);
        for embedder in &knowledge.embedders {
            lexicon.embedders.entry(&embedder.lemma).or_default().push(embedder);
        }
        for thing in &knowledge.things {
            lexicon.things.entry(&thing.noun).or_default().push(thing);
        }
        for cue in &knowledge.readings {
            lexicon.readings.entry(&cue.lemma).or_default().push(cue);
        }
        lexicon
    }

    /// Indexes the inflected forms of the verbs that are no verbs of knowledge themselves.
    fn inflect(&mut self, knowledge: &'k Knowledge) {
        let mut forms: Vec<(String, &'k str)> = Vec::new();
        for verb in self.verbs.keys() {
            forms.extend(inflect::forms(verb).into_iter().map(|f| (f, *verb)));
        }
        for irregular in &knowledge.irregular {
            if let Some((verb, _)) = self.verbs.get_key_value(irregular.verb.as_str()) {
                forms.extend(irregular.forms.iter().map(|f| (f.clone(), *verb)));
            }
        }
        // Of two verbs that share a form, the first by name has it.
        forms.sort();
        forms.dedup_by(|b, a| a.0 == b.0);
        forms.retain(|(form, _)| !self.verbs.contains_key(form.as_str()));
        self.forms.extend(forms);
    }

    /// The senses of a verb, by its lemma, else by its form.
    fn verb(&self, lemma: &str, form: &str) -> Option<&Vec<(&'k Phrase, &'k Sense)>> {
        self.verbs.get(lemma).or_else(|| self.verbs.get(*self.forms.get(form)?))
    }

    /// Whether any sense begins at this word, so that its frame is worth reading.
    #[must_use]
    pub fn knows(&self, tree: &Tree<'_>, at: usize) -> bool {
        let word = tree.word(at);
        let lemma = word.lemma.to_lowercase();
        match word.upos {
            Upos::Verb | Upos::Aux => {
                let form = word.form.to_lowercase();
                self.verb(&lemma, &form).is_some() || self.adjectives.contains_key(form.as_str())
            }
            Upos::Noun | Upos::Propn => self.nouns.contains_key(lemma.as_str()),
            Upos::Adj => {
                self.adjectives.contains_key(lemma.as_str())
                    || self.adjectives.contains_key(word.form.to_lowercase().as_str())
            }
            _ => false,
        }
    }

    /// The senses of a word of a sentence whose other words stand about it, with how many those are.
    #[must_use]
    pub fn senses(&self, tree: &Tree<'_>, at: usize) -> Vec<(&'k Sense, usize)> {
        let word = tree.word(at);
        let lemma = word.lemma.to_lowercase();
        let mut out: Vec<(&'k Sense, usize)> = Vec::new();
        let mut near = None;
        let mut add = |entries: Option<&Vec<(&'k Phrase, &'k Sense)>>, out: &mut Vec<(&'k Sense, usize)>| {
            for (phrase, sense) in entries.into_iter().flatten() {
                if !phrase.rest.is_empty() {
                    let near = near.get_or_insert_with(|| about(tree, at));
                    // "retaliated on Sunday against Israel": the last word of an entry may stand before the verb's own phrase.
                    let ends = |w: &String, n: &Near| {
                        n.of_phrase
                            && phrase.rest.last() == Some(w)
                            && (phrase.rest.len() > 1 || tree.first(at, "obj").is_none())
                    };
                    let met =
                        |w: &String| near.iter().any(|n| n.is(w) && (n.belongs(tree, &phrase.rest) || ends(w, n)));
                    if !phrase.rest.iter().all(met) {
                        continue;
                    }
                }
                match out.iter_mut().find(|(s, _)| std::ptr::eq(*s, *sense)) {
                    Some((_, words)) => *words = (*words).max(phrase.rest.len()),
                    None => out.push((sense, phrase.rest.len())),
                }
            }
        };
        match word.upos {
            Upos::Verb | Upos::Aux => {
                let form = word.form.to_lowercase();
                add(self.verb(&lemma, &form), &mut out);
                // A verb with a particle that some entry names has only such senses; a phrasal verb that knowledge
                // does not hold may still be coded by its verb.
                if tree.first(at, "compound:prt").is_some() && out.iter().any(|(_, words)| *words > 0) {
                    out.retain(|(_, words)| *words > 0);
                }
                out.extend(self.adjectives.get(form.as_str()).into_iter().flatten().map(|s| (*s, 0)));
            }
            Upos::Noun | Upos::Propn => add(self.nouns.get(lemma.as_str()), &mut out),
            Upos::Adj => out.extend(
                self.adjectives
                    .get(lemma.as_str())
                    .or_else(|| self.adjectives.get(word.form.to_lowercase().as_str()))
                    .into_iter()
                    .flatten()
                    .map(|s| (*s, 0)),
            ),
            _ => {}
        }
        out
    }

    /// Whether a lemma embeds other clauses, as any part of speech.
    #[must_use]
    pub fn embeds(&self, lemma: &str) -> bool {
        self.embedders.contains_key(lemma)
    }

    /// The embedding words of a lemma and part of speech, in the order of the table.
    pub fn embedders<'s>(&'s self, lemma: &str, pos: &'s str) -> impl Iterator<Item = &'k Embedder> + 's {
        self.embedders.get(lemma).into_iter().flatten().copied().filter(move |e| e.pos == pos)
    }

    /// The entry of a thing named by a noun, with its compound ("face mask") or alone.
    #[must_use]
    pub fn thing(&self, tree: &Tree<'_>, at: usize) -> Option<&'k ThingName> {
        self.things(tree, at).first().copied()
    }

    /// All entries of a thing named by a noun: those of its longest name.
    #[must_use]
    pub fn things(&self, tree: &Tree<'_>, at: usize) -> &[&'k ThingName] {
        let lemma = tree.word(at).lemma.to_lowercase();
        for compound in tree.by(at, "compound").chain(tree.by(at, "amod")) {
            let pair = format!("{} {lemma}", tree.word(compound).lemma.to_lowercase());
            if let Some(things) = self.things.get(pair.as_str()) {
                return things;
            }
        }
        self.things.get(lemma.as_str()).map_or(&[], Vec::as_slice)
    }

    /// The cues of a lemma for readings of a relationship.
    #[must_use]
    pub fn readings(&self, lemma: &str) -> &[&'k ReadingCue] {
        self.readings.get(lemma).map_or(&[], Vec::as_slice)
    }
}

/// Relations under which the further words of an entry stand ("take into custody", "break off talks").
const BESIDE: &[&str] = &[
    "compound", "advmod", "obj", "iobj", "obl", "xcomp", "ccomp", "advcl", "acl", "amod", "nmod", "det", "case",
    "mark", "expl", "aux",
];
/// Relations of the small words about those.
const BELOW: &[&str] = &["case", "det", "amod", "compound", "nmod", "fixed", "mark", "flat", "nummod"];
/// Relations of the words about an act that the head governs ("urge to resume talks").
const OF_ACTS: &[&str] = &["obj", "obl", "compound", "mark", "advmod", "xcomp"];

/// A word that may belong to an entry.
struct Near {
    lemma: String,
    form: String,
    /// For a preposition that does not stand right behind the head: the noun it goes with, which must then belong too.
    noun: Option<usize>,
    /// Whether it is the preposition of a phrase that hangs on the head itself.
    of_phrase: bool,
}

impl Near {
    fn is(&self, word: &str) -> bool {
        self.lemma == word || self.form == word
    }

    /// "call on" is not in "called him on Friday": a preposition further off needs its noun in the entry.
    fn belongs(&self, tree: &Tree<'_>, rest: &[String]) -> bool {
        self.noun.is_none_or(|noun| {
            let word = tree.word(noun);
            rest.iter().any(|r| word.lemma.eq_ignore_ascii_case(r) || word.form.eq_ignore_ascii_case(r))
        })
    }
}

/// The words that may belong to an entry headed by the word at `at`.
fn about(tree: &Tree<'_>, at: usize) -> Vec<Near> {
    // Each with the noun whose preposition it is.
    let mut words: Vec<(usize, Option<usize>)> = Vec::new();
    let verb = matches!(tree.word(at).upos, Upos::Verb | Upos::Aux);
    for &child in tree.children(at) {
        let word = tree.word(child);
        if is_time(word) {
            // "gave in March": no particle.
            continue;
        }
        let relation = word.relation();
        if !(BESIDE.contains(&relation) || word.deprel == "nsubj:pass") || word.deprel == "acl:relcl" {
            continue;
        }
        words.push((child, None));
        let act = matches!(relation, "xcomp" | "ccomp" | "advcl" | "acl");
        for &below in tree.children(child) {
            let relation = tree.word(below).relation();
            if BELOW.contains(&relation) || (act && OF_ACTS.contains(&relation)) {
                // "threatened to destroy …, a day after they cancelled": the "to" is of the act that it marks.
                let far = (verb && relation == "case" && below != at + 1) || (act && relation == "mark");
                words.push((below, far.then_some(child)));
                let small = tree.children(below).iter().filter(|c| BELOW.contains(&tree.word(**c).relation()));
                words.extend(small.map(|c| (*c, None)));
            }
        }
    }
    // "the ties that were severed": what a clause describes is one of its arguments.
    if tree.word(at).relation() == "acl" {
        words.extend(tree.head(at).map(|h| (h, None)));
    }
    words
        .into_iter()
        .map(|(w, noun)| Near {
            lemma: tree.word(w).lemma.to_lowercase(),
            form: tree.word(w).form.to_lowercase(),
            noun,
            of_phrase: noun.is_some_and(|noun| {
                tree.word(w).relation() == "case" && tree.word(noun).relation() == "obl" && tree.head(noun) == Some(at)
            }),
        })
        .collect()
}

/// Whether a dependent is plainly a time, whose preposition is no part of an entry.
fn is_time(word: &detente_language::Word) -> bool {
    const TIMES: &[&str] = &[
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "day",
        "week",
        "month",
        "year",
        "morning",
        "evening",
        "night",
        "afternoon",
        "noon",
        "midnight",
        "spring",
        "summer",
        "autumn",
        "winter",
        "decade",
        "century",
        "hour",
        "minute",
    ];
    word.relation() == "obl" && (word.upos == Upos::Num || TIMES.contains(&word.lemma.to_lowercase().as_str()))
}
