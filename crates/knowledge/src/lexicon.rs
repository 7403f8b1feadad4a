//! Typed entries of `knowledge/lexicon/`.

use detente_record::{Certainty, Channel, Reading, Status};

use crate::problem::Problem;
use crate::table::collect;

/// What a word does to the truth of what it governs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Its subject says so: a holder joins the chain.
    Says,
    /// Its subject says it is not so.
    Denies,
    /// Its subject thinks, hopes or fears so.
    Thinks,
    /// It gives this status.
    Gives(Status),
    /// It turns what it governs into its opposite ("refuse to").
    Negates,
    /// It leaves the status as it is and only makes it less sure ("appear to").
    Weakens,
    /// It passes the status through ("continue to", "manage to").
    Passes,
}

/// A word that governs another and changes whether that is so.
#[derive(Clone, Debug)]
pub struct Embedder {
    /// Its lemma.
    pub lemma: String,
    /// `verb`, `noun`, `adj`, `modal`, `adverb`, `mark`.
    pub pos: String,
    /// How it governs: `inf`, `that`, `ing`, `obj`, a preposition, or `any`.
    pub takes: Vec<String>,
    /// What it does.
    pub effect: Effect,
    /// How sure the speaker is.
    pub certainty: Certainty,
    /// For speech: the channel.
    pub channel: Channel,
    /// `file:line`.
    pub entry: String,
}

impl Embedder {
    pub(crate) fn read_all(file: &str, text: &str, problems: &mut Vec<Problem>) -> Vec<Self> {
        collect(file, text, &["lemma", "pos", "takes", "effect", "certainty", "channel"], problems, |row| {
            let effect = match row.required("effect")? {
                "says" => Effect::Says,
                "denies" => Effect::Denies,
                "thinks" => Effect::Thinks,
                "negates" => Effect::Negates,
                "weakens" => Effect::Weakens,
                "passes" => Effect::Passes,
                status => Effect::Gives(status.parse().map_err(|e| row.problem("effect", format!("{e}")))?),
            };
            let pos = row.required("pos")?;
            if !["verb", "noun", "adj", "modal", "adverb", "mark"].contains(&pos) {
                return Err(row.problem("pos", format!("'{pos}' is none of verb, noun, adj, modal, adverb, mark")));
            }
            Ok(Self {
                lemma: row.required("lemma")?.to_owned(),
                pos: pos.to_owned(),
                takes: row.list("takes"),
                effect,
                certainty: row.parse("certainty")?.unwrap_or(Certainty::Certain),
                channel: row.parse("channel")?.unwrap_or(Channel::Speech),
                entry: row.entry(),
            })
        })
    }
}

/// A common noun for a thing, with its categories.
#[derive(Clone, Debug)]
pub struct ThingName {
    /// Lemma, lower case; several words allowed.
    pub noun: String,
    /// Categories, to which senses refer as `@category`.
    pub categories: Vec<String>,
    /// `file:line`.
    pub entry: String,
}

impl ThingName {
    pub(crate) fn read_all(file: &str, text: &str, problems: &mut Vec<Problem>) -> Vec<Self> {
        collect(file, text, &["noun", "categories"], problems, |row| {
            Ok(Self {
                noun: row.required("noun")?.to_lowercase(),
                categories: row.list("categories"),
                entry: row.entry(),
            })
        })
    }
}

/// Words that give a reading of a relationship.
#[derive(Clone, Debug)]
pub struct ReadingCue {
    /// Lemma of the cue word.
    pub lemma: String,
    /// Lemmas of which one must be its subject, object or complement ("relation", "tie", "tension"); empty: none.
    pub of: Vec<String>,
    /// The reading.
    pub reading: Reading,
    /// `file:line`.
    pub entry: String,
}

impl ReadingCue {
    pub(crate) fn read_all(file: &str, text: &str, problems: &mut Vec<Problem>) -> Vec<Self> {
        collect(file, text, &["lemma", "of", "reading"], problems, |row| {
            Ok(Self {
                lemma: row.required("lemma")?.to_owned(),
                of: row.list("of"),
                reading: row.parse("reading")?.ok_or_else(|| row.problem("reading", "is empty and must not be"))?,
                entry: row.entry(),
            })
        })
    }
}

/// Words that show what a sentence is about: a context of PLOVER, or a domain without politics.
#[derive(Clone, Debug)]
pub struct TopicCue {
    /// The context or domain.
    pub topic: String,
    /// The words, lower case, lemmas or forms.
    pub words: Vec<String>,
    /// Whether one such word is enough.
    pub sure: bool,
    /// `file:line`.
    pub entry: String,
}

impl TopicCue {
    /// Reads `contexts.tsv` (`context words`), each row one context with words of which one is enough.
    pub(crate) fn contexts(file: &str, text: &str, problems: &mut Vec<Problem>) -> Vec<Self> {
        let rows = collect(file, text, &["context", "words"], problems, |row| {
            let topic = row.required("context")?;
            Ok(Self::each(topic, &row.list("words"), true, &row.entry()))
        });
        rows.into_iter().flatten().collect()
    }

    /// Reads `means.tsv` (`mode words`): with what violence is done, by modes of ASSAULT.
    pub(crate) fn means(file: &str, text: &str, problems: &mut Vec<Problem>) -> Vec<Self> {
        let rows = collect(file, text, &["mode", "words"], problems, |row| {
            Ok(Self::each(row.required("mode")?, &row.list("words"), true, &row.entry()))
        });
        rows.into_iter().flatten().collect()
    }

    /// Reads `not_events.tsv` (`domain strength words`), strength `sure` (one such word is enough) or `hint`.
    pub(crate) fn domains(file: &str, text: &str, problems: &mut Vec<Problem>) -> Vec<Self> {
        let rows = collect(file, text, &["domain", "strength", "words"], problems, |row| {
            let sure = match row.required("strength")? {
                "sure" => true,
                "hint" => false,
                other => return Err(row.problem("strength", format!("'{other}' is none of sure, hint"))),
            };
            Ok(Self::each(row.required("domain")?, &row.list("words"), sure, &row.entry()))
        });
        rows.into_iter().flatten().collect()
    }

    fn each(topic: &str, words: &[String], sure: bool, entry: &str) -> Vec<Self> {
        let split = |w: &String| w.to_lowercase().split_whitespace().map(str::to_owned).collect();
        words
            .iter()
            .map(|w| Self { topic: topic.to_owned(), words: split(w), sure, entry: entry.to_owned() })
            .filter(|c: &Self| !c.words.is_empty())
            .collect()
    }
}

/// The forms of an irregular verb.
#[derive(Clone, Debug)]
pub struct IrregularVerb {
    /// Its lemma.
    pub verb: String,
    /// Past and past participle.
    pub forms: [String; 2],
}

impl IrregularVerb {
    pub(crate) fn read_all(file: &str, text: &str, problems: &mut Vec<Problem>) -> Vec<Self> {
        collect(file, text, &["verb", "past", "participle"], problems, |row| {
            Ok(Self {
                verb: row.required("verb")?.to_owned(),
                forms: [row.required("past")?.to_owned(), row.required("participle")?.to_owned()],
            })
        })
    }
}
