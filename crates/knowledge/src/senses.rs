//! Senses of event words: the files of `knowledge/events/`.

use std::ops::Range;
use std::str::FromStr;

use detente_record::{EventType, Status};
use serde::Deserialize;

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
    /// Who says so, when the clause is what someone says ("Seoul says that the North is behind the attack").
    Source,
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
            "source" => Self::Source,
            other if !other.is_empty() && other.chars().all(|c| c.is_ascii_lowercase() || c == ' ') => {
                Self::Preposition(other.to_owned())
            }
            other => {
                return Err(format!("'{other}' is no argument: subj, obj, obj's, iobj, act, between or a preposition"));
            }
        })
    }
}

/// How a predicate governs an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Governs {
    /// "to send".
    Infinitive,
    /// "sending".
    Gerund,
    /// "that they send".
    Clause,
}

/// What rules a sense out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unless {
    /// The object is this: a lemma or `@category`.
    Object(String),
    /// The subject is this.
    Subject(String),
    /// The object of the preposition is this.
    With(String, String),
    /// The lemma stands in the clause.
    Word(String),
}

/// One entry of a sense: a word, or a word with others about it ("take into custody", "hunger strike").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The verb, or the noun that heads the phrase.
    pub head: String,
    /// Words that must stand among the head's dependents.
    pub rest: Vec<String>,
}

/// Prepositions behind the head of a noun entry ("violation of ceasefire").
const AFTER_NOUN: &[&str] = &[
    "of", "on", "against", "for", "with", "to", "in", "between", "from", "at", "into", "over", "about", "by", "behind",
];

impl Phrase {
    fn verb(text: &str) -> Self {
        let mut words = text.split_whitespace().map(str::to_lowercase);
        Self { head: words.next().unwrap_or_default(), rest: words.collect() }
    }

    fn noun(text: &str) -> Self {
        let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
        let end = words.iter().position(|w| AFTER_NOUN.contains(&w.as_str())).filter(|at| *at > 0);
        let head = end.unwrap_or(words.len()).saturating_sub(1);
        let rest = words.iter().enumerate().filter(|(at, _)| *at != head).map(|(_, w)| w.clone()).collect();
        Self { head: words.get(head).cloned().unwrap_or_default(), rest }
    }
}

/// An example: a sentence, with its actors and recipients marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The sentence without marks.
    pub text: String,
    /// Byte ranges of the actors.
    pub actors: Vec<Range<usize>>,
    /// Byte ranges of the recipients.
    pub recipients: Vec<Range<usize>>,
}

impl FromStr for Example {
    type Err = String;

    /// Reads a sentence with `<a>…</a>` about actors and `<r>…</r>` about recipients.
    fn from_str(marked: &str) -> Result<Self, String> {
        let mut example = Self { text: String::new(), actors: Vec::new(), recipients: Vec::new() };
        let mut open: Vec<(char, usize)> = Vec::new();
        let mut rest = marked;
        while let Some(at) = rest.find('<') {
            example.text.push_str(&rest[..at]);
            rest = &rest[at..];
            let here = example.text.len();
            if let Some(tag) = ["<a>", "<r>"].iter().find(|t| rest.starts_with(**t)) {
                open.push((if *tag == "<a>" { 'a' } else { 'r' }, here));
                rest = &rest[tag.len()..];
            } else if let Some(tag) = ["</a>", "</r>"].iter().find(|t| rest.starts_with(**t)) {
                let kind = if *tag == "</a>" { 'a' } else { 'r' };
                let Some((_, start)) = open.pop().filter(|(k, _)| *k == kind) else {
                    return Err(format!("{tag} closes nothing in '{marked}'"));
                };
                if kind == 'a' { &mut example.actors } else { &mut example.recipients }.push(start..here);
                rest = &rest[tag.len()..];
            } else {
                example.text.push('<');
                rest = &rest[1..];
            }
        }
        if let Some((kind, _)) = open.pop() {
            return Err(format!("<{kind}> is never closed in '{marked}'"));
        }
        example.text.push_str(rest);
        Ok(example)
    }
}

/// One sense of event words, of a file of `knowledge/events/`.
#[derive(Clone, Debug)]
pub struct Sense {
    /// Stable name: type, a dot, a slug.
    pub id: String,
    /// The type of the file.
    pub event_type: EventType,
    /// Verbs.
    pub verbs: Vec<Phrase>,
    /// Nouns.
    pub nouns: Vec<Phrase>,
    /// Adjectives and participles used as predicates ("angered").
    pub adjectives: Vec<String>,
    /// What the object must be: lemmas, `@category` of the things tables, `@actor` for any actor, `@any`; empty: anything.
    pub object: Vec<String>,
    /// A word that must be the object of a preposition or a complement ("into exile"), as `preposition:what`.
    pub with: Vec<(String, String)>,
    /// What the subject must be, in the terms of `object`.
    pub subject: Vec<String>,
    /// How it must govern another act; empty: it need not.
    pub complement: Vec<Governs>,
    /// What rules it out.
    pub unless: Vec<Unless>,
    /// Where the actor is found.
    pub actor: Vec<Argument>,
    /// Where the recipient is found; the first that holds an actor is taken.
    pub recipient: Vec<Argument>,
    /// What must be there for the sense to hold: "actor", "recipient", "object", "with".
    pub needs: Vec<String>,
    /// Whether subject and recipient do it to each other.
    pub reciprocal: bool,
    /// Whether it is domestic routine when a state's own media tell it of their own side and name no other.
    pub routine: bool,
    /// The mode.
    pub mode: Option<String>,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// Status the word itself gives: a sense of "threat" is `threatened`.
    pub opens: Option<Status>,
    /// Sentences that must be coded so.
    pub examples: Vec<Example>,
    /// Sentences that must not.
    pub counter_examples: Vec<Example>,
    /// `file:line`.
    pub entry: String,
}

/// What a file of `knowledge/events/` says of its type.
#[derive(Clone, Debug)]
pub struct Codebook {
    /// The type.
    pub event_type: EventType,
    /// The section of the manual it follows.
    pub section: String,
    /// What counts.
    pub definition: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SenseFile {
    r#type: String,
    section: String,
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
    complement: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
    #[serde(default)]
    actor: Vec<String>,
    #[serde(default)]
    recipient: Vec<String>,
    #[serde(default)]
    needs: Vec<String>,
    #[serde(default)]
    reciprocal: bool,
    #[serde(default)]
    routine: bool,
    mode: Option<String>,
    cameo: Option<String>,
    opens: Option<String>,
    #[serde(default)]
    examples: Vec<String>,
    #[serde(default)]
    counter_examples: Vec<String>,
}

/// Reads one file of `knowledge/events/`.
pub(crate) fn read_all(file: &str, text: &str, problems: &mut Vec<Problem>) -> (Option<Codebook>, Vec<Sense>) {
    let line_of = |at: usize| text[..at.min(text.len())].matches('\n').count() + 1;
    let problem = |line, message| Problem { file: file.to_owned(), line, column: None, message };
    let raw: SenseFile = match toml::from_str(text) {
        Ok(raw) => raw,
        Err(e) => {
            let line = e.span().map_or(0, |s| line_of(s.start));
            problems.push(problem(line, e.message().to_owned()));
            return (None, Vec::new());
        }
    };
    let event_type = match raw.r#type.parse::<EventType>() {
        Ok(t) => t,
        Err(e) => {
            problems.push(problem(1, format!("type: {e}")));
            return (None, Vec::new());
        }
    };
    let mut out = Vec::new();
    let mut lines = Lines { text, at: 0, line: 1 };
    for sense in raw.sense {
        let line = lines.of(sense.span().start);
        match build(event_type, sense.into_inner(), format!("{file}:{line}")) {
            Ok(sense) => out.push(sense),
            Err(message) => problems.push(problem(line, message)),
        }
    }
    (Some(Codebook { event_type, section: raw.section, definition: raw.definition }), out)
}

/// Line numbers of growing offsets.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: usize,
}

impl Lines<'_> {
    fn of(&mut self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        if offset > self.at {
            self.line += self.text.as_bytes()[self.at..offset].iter().filter(|b| **b == b'\n').count();
            self.at = offset;
        }
        self.line
    }
}

fn build(event_type: EventType, raw: RawSense, entry: String) -> Result<Sense, String> {
    let id = raw.id;
    let arguments = |name: &str, list: &[String]| -> Result<Vec<Argument>, String> {
        list.iter().map(|a| a.parse().map_err(|e| format!("{id}: {name}: {e}"))).collect()
    };
    if raw.verbs.is_empty() && raw.nouns.is_empty() && raw.adjectives.is_empty() {
        return Err(format!("{id}: names no verbs, nouns or adjectives, so it can never hold"));
    }
    for need in &raw.needs {
        if !["actor", "recipient", "object", "with"].contains(&need.as_str()) {
            return Err(format!("{id}: needs: '{need}' is none of actor, recipient, object, with"));
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
                .ok_or_else(|| format!("{id}: with: '{w}' lacks the colon between preposition and word"))
        })
        .collect::<Result<_, _>>()?;
    let complement = raw
        .complement
        .iter()
        .map(|c| match c.as_str() {
            "inf" => Ok(Governs::Infinitive),
            "ing" => Ok(Governs::Gerund),
            "that" => Ok(Governs::Clause),
            other => Err(format!("{id}: complement: '{other}' is none of inf, ing, that")),
        })
        .collect::<Result<_, _>>()?;
    let unless = raw.unless.iter().map(|u| unless(&id, u)).collect::<Result<_, _>>()?;
    let opens = raw.opens.as_deref().map(str::parse).transpose().map_err(|e| format!("{id}: opens: {e}"))?;
    let examples = |name: &str, list: &[String]| -> Result<Vec<Example>, String> {
        list.iter().map(|e| e.parse().map_err(|e| format!("{id}: {name}: {e}"))).collect()
    };
    Ok(Sense {
        event_type,
        verbs: raw.verbs.iter().map(|v| Phrase::verb(v)).collect(),
        nouns: raw.nouns.iter().map(|n| Phrase::noun(n)).collect(),
        adjectives: raw.adjectives,
        object: raw.object,
        with,
        subject: raw.subject,
        complement,
        unless,
        actor,
        recipient,
        needs: raw.needs,
        reciprocal: raw.reciprocal,
        routine: raw.routine,
        mode: raw.mode,
        cameo: raw.cameo,
        opens,
        examples: examples("examples", &raw.examples)?,
        counter_examples: examples("counter_examples", &raw.counter_examples)?,
        entry,
        id,
    })
}

fn unless(id: &str, text: &str) -> Result<Unless, String> {
    // "with:in:court" and "in:court" both name a preposition.
    let text = text.strip_prefix("with:").filter(|t| t.contains(':')).unwrap_or(text);
    match text.split_once(':') {
        Some(("obj", what)) => Ok(Unless::Object(what.to_owned())),
        Some(("subj", what)) => Ok(Unless::Subject(what.to_owned())),
        Some(("word", what)) => Ok(Unless::Word(what.to_lowercase())),
        Some((preposition, what)) => Ok(Unless::With(preposition.to_owned(), what.to_owned())),
        None => {
            Err(format!("{id}: unless: '{text}' lacks a colon: obj:WHAT, subj:WHAT, PREPOSITION:WHAT or word:LEMMA"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_find_their_head() {
        assert_eq!(Phrase::verb("take into custody").head, "take");
        assert_eq!(Phrase::noun("hunger strike"), Phrase { head: "strike".into(), rest: vec!["hunger".into()] });
        let violation = Phrase::noun("violation of ceasefire");
        assert_eq!((violation.head.as_str(), violation.rest.len()), ("violation", 2));
    }

    #[test]
    fn marks_of_examples() {
        let example: Example = "<a>Police</a> arrested <r>five <a>party</a> men</r>.".parse().expect("reads");
        assert_eq!(example.text, "Police arrested five party men.");
        assert_eq!(example.actors, [0..6, 21..26]);
        assert_eq!(example.recipients.first(), Some(&(16..30)));
        assert!("<a>Police arrested".parse::<Example>().is_err());
        assert!("Police</a> arrested".parse::<Example>().is_err());
        assert!("<a>Police</r> arrested".parse::<Example>().is_err());
        assert_eq!("3 < 4".parse::<Example>().expect("reads").text, "3 < 4");
    }

    #[test]
    fn faults_name_their_line() {
        let text = "type = \"COERCE\"\nsection = \"s\"\ndefinition = \"d\"\n\n[[sense]]\nid = \"coerce.a\"\nverbs = [\"arrest\"]\n\n[[sense]]\nid = \"coerce.b\"\n";
        let mut problems = Vec::new();
        let (book, senses) = read_all("events/coerce.toml", text, &mut problems);
        assert!(book.is_some());
        assert_eq!(senses.len(), 1);
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].line, 9);
    }
}
