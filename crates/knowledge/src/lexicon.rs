//! Typed entries of `knowledge/lexicon/` and `knowledge/events/`.

use std::str::FromStr;

use detente_record::{Certainty, Channel, EventType, Reading, Status};
use serde::Deserialize;

use crate::actors::collect;
use crate::problem::Problem;

/// Where an argument of an event word is found.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Argument {
    /// The subject of the active verb ("by" in the passive); possessor or modifier of a noun.
    Subject,
    /// The direct object; "of" of a noun.
    Object,
    /// The indirect object.
    IndirectObject,
    /// The object of this preposition.
    Preposition(String),
    /// Both sides of "between A and B", or a plural subject.
    Between,
    /// Possessor of the object ("condemned North Korea's launch").
    ObjectOwner,
    /// To whom the act is done that the word announces ("threatened to attack the South").
    Complement,
}

impl FromStr for Argument {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Ok(match text {
            "subj" => Self::Subject,
            "obj" => Self::Object,
            "iobj" => Self::IndirectObject,
            "between" => Self::Between,
            "obj's" => Self::ObjectOwner,
            "act" => Self::Complement,
            other if !other.is_empty() && other.chars().all(|c| c.is_ascii_lowercase() || c == ' ') => {
                Self::Preposition(other.to_owned())
            }
            other => {
                return Err(format!("'{other}' is no argument: subj, obj, obj's, iobj, act, between or a preposition"));
            }
        })
    }
}

/// One sense of event words, of a file of `knowledge/events/`.
#[derive(Clone, Debug)]
pub struct Sense {
    /// Stable name: type, a dot, a slug.
    pub id: String,
    /// The type of the file.
    pub event_type: EventType,
    /// Verb lemmas, particles after a space ("send over").
    pub verbs: Vec<String>,
    /// Noun lemmas.
    pub nouns: Vec<String>,
    /// Adjective and participle lemmas used as predicates ("angered").
    pub adjectives: Vec<String>,
    /// What the object must be: lemmas, `@category` of `things.tsv`, `@actor` for any actor, `@any`; empty: anything.
    pub object: Vec<String>,
    /// A word that must be the object of a preposition or a complement ("into exile"), as `preposition:what`.
    pub with: Vec<(String, String)>,
    /// What the subject must not or must be, in the terms of `object`.
    pub subject: Vec<String>,
    /// Where the actor is found.
    pub actor: Vec<Argument>,
    /// Where the recipient is found; the first that holds an actor is taken.
    pub recipient: Vec<Argument>,
    /// What must be there for the sense to hold: "actor", "recipient", "object".
    pub needs: Vec<String>,
    /// Whether subject and recipient do it to each other.
    pub reciprocal: bool,
    /// The mode.
    pub mode: Option<String>,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// Status the word itself gives: a sense of "threat" is `threatened`.
    pub opens: Option<Status>,
    /// Sentences that must be coded so.
    pub examples: Vec<String>,
    /// Sentences that must not.
    pub counter_examples: Vec<String>,
    /// `file:line`.
    pub entry: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SenseFile {
    r#type: String,
    #[allow(dead_code, reason = "for the codebook")]
    section: String,
    #[allow(dead_code, reason = "for the codebook")]
    definition: String,
    #[serde(default)]
    sense: Vec<toml::Spanned<RawSense>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSense {
    id: String,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    adjectives: Vec<String>,
    #[serde(default)]
    object: Vec<String>,
    #[serde(default)]
    with: Vec<String>,
    #[serde(default)]
    subject: Vec<String>,
    #[serde(default)]
    actor: Vec<String>,
    #[serde(default)]
    recipient: Vec<String>,
    #[serde(default)]
    needs: Vec<String>,
    #[serde(default)]
    reciprocal: bool,
    mode: Option<String>,
    cameo: Option<String>,
    opens: Option<String>,
    #[serde(default)]
    examples: Vec<String>,
    #[serde(default)]
    counter_examples: Vec<String>,
}

impl Sense {
    /// Reads one file of `knowledge/events/`.
    pub(crate) fn read_all(file: &str, text: &str, problems: &mut Vec<Problem>) -> Vec<Self> {
        let line_of = |at: usize| text[..at.min(text.len())].matches('\n').count() + 1;
        let problem = |line, message| Problem { file: file.to_owned(), line, column: None, message };
        let raw: SenseFile = match toml::from_str(text) {
            Ok(raw) => raw,
            Err(e) => {
                let line = e.span().map_or(0, |s| line_of(s.start));
                problems.push(problem(line, e.message().to_owned()));
                return Vec::new();
            }
        };
        let event_type = match raw.r#type.parse::<EventType>() {
            Ok(t) => t,
            Err(e) => {
                problems.push(problem(1, format!("type: {e}")));
                return Vec::new();
            }
        };
        let mut out = Vec::new();
        for sense in raw.sense {
            let line = line_of(sense.span().start);
            match build(event_type, sense.into_inner(), format!("{file}:{line}")) {
                Ok(sense) => out.push(sense),
                Err(message) => problems.push(problem(line, message)),
            }
        }
        out
    }
}

fn build(event_type: EventType, raw: RawSense, entry: String) -> Result<Sense, String> {
    let arguments = |name: &str, list: &[String]| -> Result<Vec<Argument>, String> {
        list.iter().map(|a| a.parse().map_err(|e| format!("{}: {name}: {e}", raw.id))).collect()
    };
    if raw.verbs.is_empty() && raw.nouns.is_empty() && raw.adjectives.is_empty() {
        return Err(format!("{}: names no verbs, nouns or adjectives, so it can never hold", raw.id));
    }
    for need in &raw.needs {
        if !["actor", "recipient", "object", "with"].contains(&need.as_str()) {
            return Err(format!("{}: needs: '{need}' is none of actor, recipient, object, with", raw.id));
        }
    }
    let actor = if raw.actor.is_empty() { vec![Argument::Subject] } else { arguments("actor", &raw.actor)? };
    let recipient = arguments("recipient", &raw.recipient)?;
    let with = raw
        .with
        .iter()
        .map(|w| {
            w.split_once(':')
                .map(|(p, what)| (p.to_owned(), what.to_owned()))
                .ok_or_else(|| format!("{}: with: '{w}' lacks the colon between preposition and word", raw.id))
        })
        .collect::<Result<_, _>>()?;
    let opens = raw.opens.as_deref().map(str::parse).transpose().map_err(|e| format!("{}: opens: {e}", raw.id))?;
    Ok(Sense {
        id: raw.id,
        event_type,
        verbs: raw.verbs,
        nouns: raw.nouns,
        adjectives: raw.adjectives,
        object: raw.object,
        with,
        subject: raw.subject,
        actor,
        recipient,
        needs: raw.needs,
        reciprocal: raw.reciprocal,
        mode: raw.mode,
        cameo: raw.cameo,
        opens,
        examples: raw.examples,
        counter_examples: raw.counter_examples,
        entry,
    })
}

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
