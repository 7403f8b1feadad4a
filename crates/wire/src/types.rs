//! The types of the wire format, version 1.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

/// A value that may not have been looked for (outer `None`: key missing), not be there (inner `None`: `null`), or be there.
pub type Sought<T> = Option<Option<T>>;

/// Keeps "key missing" and "null" apart when reading.
fn sought<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<Sought<T>, D::Error> {
    Option::<T>::deserialize(from).map(Some)
}

/// The record of one document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// Version of this format.
    pub version: String,
    /// Name and version of the program that made it.
    pub coder: String,
    /// The document.
    pub document: Document,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    /// Mentions of actors, by position.
    pub mentions: Vec<Mention>,
    /// The actors, each once.
    pub actors: Vec<Actor>,
    /// Reports of events, by position.
    pub reports: Vec<Report>,
    /// Threats, promises, plans, demands, and what the document says became of them.
    pub commitments: Vec<Commitment>,
    /// Readings of relationships that the document gives.
    pub assessments: Vec<Assessment>,
    /// What looked like an event and was not coded; only written when asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rejected: Vec<Rejected>,
}

/// Something that looked like an event and was not coded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Rejected {
    /// Number of its sentence.
    pub sentence: usize,
    /// The word.
    pub trigger: Span,
    /// Its lemma.
    pub lemma: String,
    /// The type it would have had.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub event_type: Option<String>,
    /// The sense it would have had.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sense: Option<String>,
    /// Why not: `not political`, `no actor`, `no recipient`, `no sense`, `no fitting sense`, `no one acts`, `topic`.
    pub reason: String,
    /// More about the reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Whether all was there but an actor or a sense.
    pub nearly: bool,
}

/// A place in the stored original.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Span {
    /// First byte (UTF-8) in `document.original`.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// First character (Unicode scalar value) in `document.original`.
    pub char_start: usize,
    /// One past the last character.
    pub char_end: usize,
    /// `document.original` from `start` to `end`, to the letter.
    pub text: String,
    /// How it reads once cleaned, where that differs (markup, mended spacing).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reads: Option<String>,
    /// First byte in `document.text`, the cleaned text.
    pub clean_start: usize,
    /// One past the last byte in `document.text`.
    pub clean_end: usize,
}

impl Span {
    /// The words as they stand in the cleaned text.
    #[must_use]
    pub fn clean(&self) -> &str {
        self.reads.as_deref().unwrap_or(&self.text)
    }
}

/// One article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Document {
    /// Derived from original text, publisher, url and date.
    pub id: String,
    /// The file it came from, as the user named it; `-` for standard input.
    pub file: String,
    /// Number of the record in the file, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<usize>,
    /// Line on which the record begins, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// The outlet.
    #[serde(default, deserialize_with = "sought", skip_serializing_if = "Option::is_none")]
    pub publisher: Sought<Witnessed>,
    /// The address it was read from.
    #[serde(default, deserialize_with = "sought", skip_serializing_if = "Option::is_none")]
    pub url: Sought<Witnessed>,
    /// The address it names as its own.
    #[serde(default, deserialize_with = "sought", skip_serializing_if = "Option::is_none")]
    pub canonical_url: Sought<Witnessed>,
    /// Who wrote it.
    #[serde(default, deserialize_with = "sought", skip_serializing_if = "Option::is_none")]
    pub authors: Sought<Authors>,
    /// The headline.
    #[serde(default, deserialize_with = "sought", skip_serializing_if = "Option::is_none")]
    pub headline: Sought<Witnessed>,
    /// The section or topic it is filed under.
    #[serde(default, deserialize_with = "sought", skip_serializing_if = "Option::is_none")]
    pub section: Sought<Witnessed>,
    /// The day of publication believed, ISO 8601.
    pub published: Option<String>,
    /// All witnesses to the publication date, the one believed first.
    pub dates: Vec<DateWitness>,
    /// The language.
    #[serde(default, deserialize_with = "sought", skip_serializing_if = "Option::is_none")]
    pub language: Sought<Language>,
    /// Further fields of the source record.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extra: Vec<(String, String)>,
    /// Fingerprints for recognising duplicates.
    #[serde(default, deserialize_with = "sought", skip_serializing_if = "Option::is_none")]
    pub fingerprint: Sought<Fingerprint>,
    /// The earlier document of the same input that it repeats.
    #[serde(default, deserialize_with = "sought", skip_serializing_if = "Option::is_none")]
    pub duplicate: Sought<Duplicate>,
    /// What cleaning mended, with how often.
    pub mended: Vec<(String, usize)>,
    /// The stored original text, which every span counts in.
    pub original: String,
    /// The cleaned text that was analysed.
    pub text: String,
    /// Its blocks.
    pub blocks: Vec<Block>,
}

/// A value and where it was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Witnessed {
    /// The value.
    pub value: String,
    /// Where it was found: `given`, `field:NAME`, `page:NAME`, `header:NAME`, `dateline`, `url`, `file name`.
    pub witness: String,
}

/// Authors and where they were found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Authors {
    /// Their names.
    pub value: Vec<String>,
    /// Where they were found.
    pub witness: String,
}

/// A publication date as one witness gives it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DateWitness {
    /// The day, ISO 8601; the first of the period where the precision is coarser.
    pub date: String,
    /// `day`, `week`, `month`, `season`, `year`, `decade` or `vague`.
    pub precision: String,
    /// The words it was read from.
    pub raw: String,
    /// Where they stood.
    pub witness: String,
}

/// A language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Language {
    /// ISO 639-3.
    pub code: String,
    /// English name.
    pub name: String,
    /// 0 to 1.
    pub confidence: f64,
}

/// Fingerprints of the body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Fingerprint {
    /// Hash of the normalised body, hexadecimal: equal for exact duplicates.
    pub exact: String,
    /// MinHash signature of its word shingles: its share of equal places estimates the likeness of two bodies.
    pub sketch: Vec<u32>,
}

/// Relation to an earlier document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Duplicate {
    /// The earlier document.
    pub of: String,
    /// `exact` or `near`.
    pub kind: String,
    /// Estimated likeness, 0 to 1.
    pub similarity: f64,
}

/// A block of the document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Block {
    /// What it is: `headline`, `paragraph`, `dateline`, `apparatus` …
    pub kind: String,
    /// Where it is.
    pub span: Span,
}

/// A sentence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Sentence {
    /// Derived from document and place.
    pub id: String,
    /// Number in the document, from 1; the headline is 0.
    pub number: usize,
    /// The kind of block it stands in.
    pub block: String,
    /// Where it is.
    pub span: Span,
    /// Its words and punctuation marks: byte offsets `[start, end]` in `document.original`.
    pub tokens: Vec<(usize, usize)>,
}

/// A mention of an actor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Mention {
    /// Derived from document and place.
    pub id: String,
    /// Number of its sentence.
    pub sentence: usize,
    /// `name`, `nominal`, `pronoun`, `modifier` or `metonym`.
    pub kind: String,
    /// The whole phrase.
    pub span: Span,
    /// Its head word.
    pub head: Span,
    /// Ids of the actors proposed; empty when open.
    pub actors: Vec<String>,
    /// Whether a person confirmed it.
    pub confirmed: bool,
    /// The rule that resolved it, or left it open.
    pub rule: String,
    /// The knowledge entry it rests on, `file:line`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    /// What was weighed, the best first.
    pub candidates: Vec<String>,
    /// Distance between the best and the next, 0 to 1.
    pub margin: f32,
}

/// An actor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Actor {
    /// Derived from the knowledge entry, or from the document and first mention.
    pub id: String,
    /// Name to show.
    pub name: String,
    /// What it is.
    pub kind: String,
    /// ISO 3166-1 alpha-3 of its state, or the id of the body it belongs to.
    #[serde(default, deserialize_with = "sought", skip_serializing_if = "Option::is_none")]
    pub country: Sought<String>,
    /// PLOVER sectors, the primary one first.
    pub sectors: Vec<String>,
    /// Office held on the date of the text.
    #[serde(default, deserialize_with = "sought", skip_serializing_if = "Option::is_none")]
    pub role: Sought<String>,
    /// The knowledge entry, `file:line`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
}

/// One who takes part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Participant {
    /// Id of the mention.
    pub mention: String,
    /// Ids of the actors; empty when unresolved.
    pub actors: Vec<String>,
    /// Country and sector of the first actor, `PRK MIL`; `---` where the country is not known.
    pub codes: Vec<String>,
    /// The words.
    pub span: Span,
}

/// A thing used, sent, given or demanded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Thing {
    /// Its name in the lexicon.
    pub name: String,
    /// The words.
    pub span: Span,
}

/// A number and what it counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Count {
    /// What it counts; what is measured where there is a unit.
    pub of: String,
    /// The unit: `tonne`, `km`, `USD` …; missing for a plain number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Lowest value.
    pub low: f64,
    /// Highest value; `null` when open.
    pub high: Option<f64>,
    /// `exact`, `about`, `at least`, `at most` or `vague`.
    pub hedge: String,
    /// The words.
    pub span: Span,
}

/// A time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct When {
    /// First day, ISO 8601; `null` when open.
    pub from: Option<String>,
    /// Last day, inclusive; `null` when open.
    pub to: Option<String>,
    /// `day`, `week`, `month`, `season`, `year`, `decade` or `vague`.
    pub precision: String,
    /// `text`, `text and document date`, or `document date` (then only the latest possible day is known).
    pub basis: String,
    /// The expression.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
}

/// A place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// Its name.
    pub name: String,
    /// Code of its state.
    #[serde(default, deserialize_with = "sought", skip_serializing_if = "Option::is_none")]
    pub country: Sought<String>,
    /// `country`, `adm1` (first-level division), `city`, `point`, `line`, `sea` or `region`; missing when not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// Latitude and longitude, WGS 84.
    #[serde(default, deserialize_with = "sought", skip_serializing_if = "Option::is_none")]
    pub position: Sought<(f64, f64)>,
    /// The knowledge entry, `file:line`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    /// The words.
    pub span: Span,
}

/// One who says so, and what they hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Holder {
    /// `author` for the first; else the words for the source.
    pub description: String,
    /// Ids of the actors; empty for the author and for unnamed sources.
    pub actors: Vec<String>,
    /// Their codes.
    pub codes: Vec<String>,
    /// The cue; missing for the author.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cue: Option<Span>,
    /// `speech`, `quotation`, `statement`, `reference`, `document` or `thought`.
    pub channel: String,
    /// What this holder says of it: `happened`, `planned`, `threatened` …
    pub status: String,
    /// How sure the holder is: `certain`, `probable`, `possible`, `unclear`.
    pub certainty: String,
}

/// One document's statement of one event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    /// Derived from document, type, trigger and participants.
    pub id: String,
    /// Number of the sentence.
    pub sentence: usize,
    /// PLOVER 2.0 type, or `INFLUENCE`.
    #[serde(rename = "type")]
    pub event_type: String,
    /// Mode.
    #[serde(default, deserialize_with = "sought", skip_serializing_if = "Option::is_none")]
    pub mode: Sought<String>,
    /// Contexts.
    #[serde(default, deserialize_with = "sought", skip_serializing_if = "Option::is_none")]
    pub contexts: Sought<Vec<String>>,
    /// Quad class in words.
    pub quad_class: String,
    /// CAMEO code.
    #[serde(default, deserialize_with = "sought", skip_serializing_if = "Option::is_none")]
    pub cameo: Sought<String>,
    /// PLOVER score, -10 to 10.
    #[serde(default, deserialize_with = "sought", skip_serializing_if = "Option::is_none")]
    pub score: Sought<f64>,
    /// Goldstein score.
    #[serde(default, deserialize_with = "sought", skip_serializing_if = "Option::is_none")]
    pub goldstein: Sought<f64>,
    /// Status according to the innermost source.
    pub status: String,
    /// Who acts.
    #[serde(default, deserialize_with = "sought", skip_serializing_if = "Option::is_none")]
    pub actors: Sought<Vec<Participant>>,
    /// To whom.
    #[serde(default, deserialize_with = "sought", skip_serializing_if = "Option::is_none")]
    pub recipients: Sought<Vec<Participant>>,
    /// Whether they do it to each other.
    pub reciprocal: bool,
    /// With what.
    #[serde(default, deserialize_with = "sought", skip_serializing_if = "Option::is_none")]
    pub instruments: Sought<Vec<Thing>>,
    /// How many.
    #[serde(default, deserialize_with = "sought", skip_serializing_if = "Option::is_none")]
    pub counts: Sought<Vec<Count>>,
    /// When.
    #[serde(default, deserialize_with = "sought", skip_serializing_if = "Option::is_none")]
    pub time: Sought<When>,
    /// Where.
    #[serde(default, deserialize_with = "sought", skip_serializing_if = "Option::is_none")]
    pub place: Sought<Place>,
    /// Who says so, the author first, the innermost source last.
    pub attribution: Vec<Holder>,
    /// What it depends on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition: Option<Span>,
    /// The word that names the act.
    pub trigger: Span,
    /// The clause.
    pub span: Span,
    /// How sure the coder is, 0 to 1.
    pub confidence: f32,
    /// Why.
    pub derivation: Derivation,
}

/// A step of reasoning.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Derivation {
    /// In words.
    pub step: String,
    /// The rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// The knowledge entry, `file:line`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    /// The text it rests on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// A model's score.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<f32>,
    /// What it was built from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Derivation>,
}

/// A threat, promise, plan, ultimatum, agreement or demand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Commitment {
    /// Derived from the report that opened it.
    pub id: String,
    /// What kind.
    pub kind: String,
    /// Id of the report that opened it.
    pub opened_by: String,
    /// Who committed.
    #[serde(default, deserialize_with = "sought", skip_serializing_if = "Option::is_none")]
    pub maker: Sought<Vec<Participant>>,
    /// To whom.
    #[serde(default, deserialize_with = "sought", skip_serializing_if = "Option::is_none")]
    pub addressee: Sought<Vec<Participant>>,
    /// What is to be done.
    pub act: Span,
    /// On what condition.
    #[serde(default, deserialize_with = "sought", skip_serializing_if = "Option::is_none")]
    pub condition: Sought<Span>,
    /// By when.
    #[serde(default, deserialize_with = "sought", skip_serializing_if = "Option::is_none")]
    pub deadline: Sought<When>,
    /// What the document says became of it.
    pub state: String,
    /// The steps that led there.
    pub steps: Vec<Step>,
}

/// A step in the life of a commitment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Step {
    /// What it became.
    pub state: String,
    /// Id of the report that shows it.
    pub report: String,
    /// Why that report was linked.
    pub reason: String,
    /// How sure the link is, 0 to 1.
    pub confidence: f32,
}

/// A reading of a relationship that the text gives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Assessment {
    /// Derived from document, place and reading.
    pub id: String,
    /// Number of the sentence.
    pub sentence: usize,
    /// The words that give it.
    pub span: Span,
    /// The sides.
    pub dyad: Vec<Participant>,
    /// `deteriorating`, `improving`, `hostile`, `friendly`, `at war`, `at peace`, `unchanged`.
    pub reading: String,
    /// The text's own qualification ("technically").
    #[serde(skip_serializing_if = "Option::is_none")]
    pub qualifier: Option<String>,
    /// How sure the holder is.
    pub certainty: String,
    /// Since or until when.
    #[serde(default, deserialize_with = "sought", skip_serializing_if = "Option::is_none")]
    pub time: Sought<When>,
    /// Who gives it.
    pub attribution: Vec<Holder>,
    /// Why.
    pub derivation: Derivation,
}
