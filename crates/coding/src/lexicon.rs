//! Senses, embedding words and things, indexed by lemma.

use detente_actors::Tree;
use detente_knowledge::{Embedder, Knowledge, ReadingCue, Sense, ThingName};
use detente_language::Upos;
use rustc_hash::FxHashMap;

/// The lexicon of the coder.
#[derive(Debug)]
pub struct Lexicon<'k> {
    /// All of knowledge.
    pub knowledge: &'k Knowledge,
    verbs: FxHashMap<&'k str, Vec<&'k Sense>>,
    nouns: FxHashMap<&'k str, Vec<&'k Sense>>,
    adjectives: FxHashMap<&'k str, Vec<&'k Sense>>,
    embedders: FxHashMap<&'k str, Vec<&'k Embedder>>,
    things: FxHashMap<&'k str, &'k ThingName>,
    readings: FxHashMap<&'k str, Vec<&'k ReadingCue>>,
}

impl<'k> Lexicon<'k> {
    /// Indexes knowledge.
    #[must_use]
    pub fn new(knowledge: &'k Knowledge) -> Self {
        let mut lexicon = Self {
            knowledge,
            verbs: FxHashMap::default(),
            nouns: FxHashMap::default(),
            adjectives: FxHashMap::default(),
            embedders: FxHashMap::default(),
            things: FxHashMap::default(),
            readings: FxHashMap::default(),
        };
        for sense in &knowledge.senses {
            for verb in &sense.verbs {
                lexicon.verbs.entry(verb).or_default().push(sense);
            }
            for noun in &sense.nouns {
                lexicon.nouns.entry(noun).or_default().push(sense);
            }
            for adjective in &sense.adjectives {
                lexicon.adjectives.entry(adjective).or_default().push(sense);
            }
        }
        for embedder in &knowledge.embedders {
            lexicon.embedders.entry(&embedder.lemma).or_default().push(embedder);
        }
        for thing in &knowledge.things {
            lexicon.things.insert(&thing.noun, thing);
        }
        for cue in &knowledge.readings {
            lexicon.readings.entry(&cue.lemma).or_default().push(cue);
        }
        lexicon
    }

    /// The senses of a word of a sentence: by lemma with its particle, then by lemma alone.
    #[must_use]
    pub fn senses(&self, tree: &Tree<'_>, at: usize) -> Vec<&'k Sense> {
        let word = tree.word(at);
        let lemma = word.lemma.to_lowercase();
        let mut out: Vec<&'k Sense> = Vec::new();
        match word.upos {
            Upos::Verb | Upos::Aux => {
                let particle = tree.first(at, "compound:prt").map(|p| tree.word(p).lemma.to_lowercase());
                if let Some(particle) = particle {
                    let phrasal = format!("{lemma} {particle}");
                    out.extend(self.verbs.get(phrasal.as_str()).into_iter().flatten());
                }
                // A phrasal verb that knowledge does not hold may still be coded by its verb.
                if out.is_empty() {
                    out.extend(self.verbs.get(lemma.as_str()).into_iter().flatten());
                }
                out.extend(self.adjectives.get(word.form.to_lowercase().as_str()).into_iter().flatten());
            }
            Upos::Noun | Upos::Propn => {
                if let Some(compound) = tree.by(at, "compound").last() {
                    let pair = format!("{} {lemma}", tree.word(compound).lemma.to_lowercase());
                    out.extend(self.nouns.get(pair.as_str()).into_iter().flatten());
                }
                if out.is_empty() {
                    out.extend(self.nouns.get(lemma.as_str()).into_iter().flatten());
                }
            }
            Upos::Adj => out.extend(
                self.adjectives
                    .get(lemma.as_str())
                    .or_else(|| self.adjectives.get(word.form.to_lowercase().as_str()))
                    .into_iter()
                    .flatten(),
            ),
            _ => {}
        }
        out
    }

    /// The embedding words of a lemma and part of speech, in the order of the table.
    pub fn embedders<'s>(&'s self, lemma: &str, pos: &'s str) -> impl Iterator<Item = &'k Embedder> + 's {
        self.embedders.get(lemma).into_iter().flatten().copied().filter(move |e| e.pos == pos)
    }

    /// The entry of a thing named by a noun, with its compound ("face mask") or alone.
    #[must_use]
    pub fn thing(&self, tree: &Tree<'_>, at: usize) -> Option<&'k ThingName> {
        let lemma = tree.word(at).lemma.to_lowercase();
        for compound in tree.by(at, "compound").chain(tree.by(at, "amod")) {
            let pair = format!("{} {lemma}", tree.word(compound).lemma.to_lowercase());
            if let Some(thing) = self.things.get(pair.as_str()) {
                return Some(thing);
            }
        }
        self.things.get(lemma.as_str()).copied()
    }

    /// The cues of a lemma for readings of a relationship.
    #[must_use]
    pub fn readings(&self, lemma: &str) -> &[&'k ReadingCue] {
        self.readings.get(lemma).map_or(&[], Vec::as_slice)
    }
}
