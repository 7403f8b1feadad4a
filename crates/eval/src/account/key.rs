//! The shape of an answer key.

use serde::Deserialize;

/// An answer key.
#[derive(Clone, Debug, Deserialize)]
pub struct Key {
    /// The article.
    pub document: KeyDocument,
    /// Who occurs.
    pub actors: Vec<KeyActor>,
    /// What is reported.
    pub events: Vec<KeyEvent>,
    /// What is threatened, promised, planned.
    pub commitments: Vec<KeyCommitment>,
    /// How the text reads relationships.
    pub relations: Vec<KeyRelation>,
    /// What must not be in the record, in words; checked by the rules of `score`.
    #[serde(default)]
    pub must_not: Vec<String>,
}

/// The article of a key.
#[derive(Clone, Debug, Deserialize)]
pub struct KeyDocument {
    /// File, relative to the key.
    pub file: String,
    /// Publication date, when the text does not say it.
    pub published: Option<String>,
    /// Publisher, when the text does not say it.
    pub publisher: Option<String>,
}

/// One or several names or codes.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum OneOrMany {
    /// One.
    One(String),
    /// Several.
    Many(Vec<String>),
}

impl OneOrMany {
    pub(super) fn list(&self) -> Vec<&str> {
        match self {
            Self::One(one) => vec![one],
            Self::Many(many) => many.iter().map(String::as_str).collect(),
        }
    }
}

/// An actor of a key.
#[derive(Clone, Debug, Deserialize)]
pub struct KeyActor {
    /// Name.
    pub name: String,
    /// Country code; null when it must stay open.
    pub code: Option<String>,
    /// Sector.
    pub sector: Option<String>,
    /// Kind, in the key's words.
    pub kind: String,
    /// How the text names it.
    #[serde(default)]
    pub surface: Vec<String>,
}

/// An event of a key.
#[derive(Clone, Debug, Deserialize)]
pub struct KeyEvent {
    /// Its name in the key.
    pub id: String,
    /// Number of the sentence.
    pub sentence: usize,
    /// Who.
    pub actor: Option<OneOrMany>,
    /// Type.
    #[serde(rename = "type")]
    pub event_type: Option<String>,
    /// Mode.
    pub mode: Option<String>,
    /// To whom.
    pub recipient: Option<OneOrMany>,
    /// Status.
    pub status: String,
    /// Who holds it, the author first.
    #[serde(default)]
    pub held_by: Vec<String>,
}

/// A commitment of a key.
#[derive(Clone, Debug, Deserialize)]
pub struct KeyCommitment {
    /// Its name in the key.
    pub id: String,
    /// Kind.
    pub kind: String,
    /// Who.
    pub maker: OneOrMany,
    /// To whom.
    pub addressee: Option<OneOrMany>,
    /// On what condition.
    pub condition: Option<String>,
    /// What became of it.
    pub state: Option<String>,
}

/// A reading of a key.
#[derive(Clone, Debug, Deserialize)]
pub struct KeyRelation {
    /// Its name in the key.
    pub id: String,
    /// Number of the sentence.
    pub sentence: usize,
    /// The two sides.
    pub dyad: Vec<String>,
    /// The reading, in the key's words.
    pub reading: String,
}

/// A key that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("is no answer key: {0}")]
pub struct KeyError(#[from] serde_json::Error);

impl Key {
    /// Reads a key.
    ///
    /// # Errors
    /// When the text is no JSON or lacks what a key must have; the message names line and column.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        Ok(serde_json::from_str(text)?)
    }
}
