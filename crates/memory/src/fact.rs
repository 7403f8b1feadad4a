//! A report as the joining and the ledger see it: flat, with every name resolved to a country and a sector.

use detente_record::{CommitmentId, CommitmentKind, DocumentId, EventType, ReportId, Status};
use serde::{Deserialize, Serialize};

/// An actor, recipient or maker.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Default)]
pub struct Party {
    /// Id of the actor; none when it stays unresolved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its name, or the words of the text.
    pub name: String,
    /// Code of its state or body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Primary PLOVER sector.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sector: Option<String>,
    /// Kind of actor, as on the wire.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// Whether knowledge holds it, so that its id is the same in every document.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub known: bool,
}

impl Party {
    /// Whether it speaks for its state: the state itself, its government, army, services, media.
    #[must_use]
    pub fn is_official(&self) -> bool {
        if self.country.is_none() {
            return false;
        }
        match self.kind.as_str() {
            "state" | "institution" | "military" | "state media" | "igo" => true,
            "party" | "person" | "territory" => {
                matches!(self.sector.as_deref(), None | Some("GOV" | "MIL" | "PTY" | "SPY" | "LEG" | "JUD" | "COP"))
            }
            _ => matches!(self.sector.as_deref(), Some("GOV" | "MIL" | "SPY")),
        }
    }
}

/// A number and what it counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tally {
    /// What it counts.
    pub of: String,
    /// Lowest value.
    pub low: f64,
    /// Highest value, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
}

/// One who says so, without the author.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// Who, as far as resolved.
    #[serde(flatten)]
    pub party: Party,
    /// What this holder says of it.
    pub status: String,
}

/// What of a report is not a column of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
pub struct Detail {
    /// Who acts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actors: Vec<Party>,
    /// To whom.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<Party>,
    /// Whether both sides do it to each other.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub reciprocal: bool,
    /// Name of the place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Numbers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counts: Vec<Tally>,
    /// Things used, sent, given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub things: Vec<String>,
    /// Content words of the clause, stemmed, sorted, each once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
    /// The word that names the act.
    pub trigger: String,
    /// The clause as it reads.
    pub clause: String,
    /// First byte of the clause in the cleaned text.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// Number of its sentence.
    pub sentence: usize,
    /// The sources, the innermost last; without the author.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
    /// What the author of the document says of it.
    pub author: String,
    /// What it depends on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<Clause>,
    /// Called off for a time only, in the words of its sentence.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub for_a_time: bool,
    /// The day that its own document gives where it tells the same once more: a headline is of the day of its text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retold: Option<i32>,
    /// PLOVER score.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// How sure the coder is.
    pub confidence: f32,
}

/// No day is so early: what is filed below has none.
pub const NO_DAY: i32 = -1_000_000;

/// A stretch of cleaned text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    /// As it reads.
    pub text: String,
    /// First byte.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// How exactly a report says when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Timing {
    /// To the day, or to a night between two.
    Exact,
    /// Not at all: it was so by the day of the document.
    ByDocument,
    /// To a week, a month, a stretch of days.
    Coarse,
    /// Nothing is known.
    Unknown,
}

impl Timing {
    /// Its number in the store.
    #[must_use]
    pub fn number(self) -> i64 {
        self as i64
    }

    /// The timing of a number.
    #[must_use]
    pub fn of(number: i64) -> Self {
        match number {
            0 => Self::Exact,
            1 => Self::ByDocument,
            2 => Self::Coarse,
            _ => Self::Unknown,
        }
    }
}

/// Whether a report speaks of what was, of what is to come, or of neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Realm {
    /// Held to have happened, to be happening, to have failed, or denied.
    Fact,
    /// Planned, prepared, threatened, promised, demanded, called off.
    Forward,
    /// Supposed, or merely possible.
    Supposed,
}

impl Realm {
    /// Its number in the store.
    #[must_use]
    pub fn number(self) -> i64 {
        self as i64
    }

    /// The realm of a status.
    #[must_use]
    pub fn of(status: Status) -> Self {
        match status {
            Status::Happened | Status::Ongoing | Status::Failed | Status::Denied => Self::Fact,
            Status::Hypothetical | Status::Possible => Self::Supposed,
            _ => Self::Forward,
        }
    }
}

/// One report, flat.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// The report.
    pub id: ReportId,
    /// Its document.
    pub document: DocumentId,
    /// The document's day of publication.
    pub published: Option<i32>,
    /// The state whose voice the document is, when its publisher speaks for one.
    pub voice: Option<String>,
    /// The outlet.
    pub outlet: Option<String>,
    /// What kind of act.
    pub event_type: EventType,
    /// Its mode.
    pub mode: Option<String>,
    /// Status according to the innermost source.
    pub status: Status,
    /// First day, if known.
    pub from: Option<i32>,
    /// Last day, if known.
    pub to: Option<i32>,
    /// How exact these are.
    pub timing: Timing,
    /// The rest.
    pub detail: Detail,
}

impl Fact {
    /// The day under which it is filed before any joining: its first day, else the last on which it can have been.
    /// What has no day at all is filed in a place of its document's own, below [`NO_DAY`].
    #[must_use]
    pub fn base(&self) -> i32 {
        let day = match self.timing {
            Timing::Exact | Timing::Coarse => self.from.or(self.to),
            Timing::ByDocument => self.detail.retold.or(self.to).or(self.published),
            // A plan without a date is filed under the day it was told.
            Timing::Unknown if self.realm() != Realm::Fact => self.published,
            Timing::Unknown => None,
        };
        day.unwrap_or_else(|| {
            let [a, b, c, d, ..] = *self.document.as_bytes();
            let place = i32::from_le_bytes([a, b, c, d & 0x3f]);
            // Four places lie between any two, so that neighbours stay apart.
            NO_DAY - 1 - (place & 0x0fff_ffff) * 4
        })
    }

    /// The day to sort by in a listing.
    #[must_use]
    pub fn day(&self) -> Option<i32> {
        self.from.or(self.to).or(self.published)
    }

    /// The day on which it was said: of publication, else of the act.
    #[must_use]
    pub fn said(&self) -> Option<i32> {
        self.published.or(self.to).or(self.from)
    }

    /// Whether it speaks of what was, will be, or might be.
    #[must_use]
    pub fn realm(&self) -> Realm {
        Realm::of(self.status)
    }

    /// Countries of the actors, each once, sorted.
    #[must_use]
    pub fn actor_countries(&self) -> Vec<&str> {
        countries(&self.detail.actors)
    }

    /// Countries of the recipients, each once, sorted.
    #[must_use]
    pub fn recipient_countries(&self) -> Vec<&str> {
        countries(&self.detail.recipients)
    }

    /// The country in whose name it is said: of the innermost official source, else of the document.
    #[must_use]
    pub fn said_by(&self) -> Option<&str> {
        match self.detail.sources.last() {
            Some(source) => source.party.is_official().then_some(source.party.country.as_deref()).flatten(),
            None => self.voice.as_deref(),
        }
    }
}

/// Countries of a list, each once, sorted.
#[must_use]
pub fn countries(list: &[Party]) -> Vec<&str> {
    let mut out: Vec<&str> = list.iter().filter_map(|p| p.country.as_deref()).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// A commitment as one document opens it.
#[derive(Clone, Debug, PartialEq)]
pub struct Opening {
    /// Its id.
    pub id: CommitmentId,
    /// The report that opened it.
    pub report: ReportId,
    /// What kind.
    pub kind: CommitmentKind,
    /// The rest.
    pub detail: OpeningDetail,
}

/// What of an opening is not a column of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
pub struct OpeningDetail {
    /// Who committed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub maker: Vec<Party>,
    /// To whom.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addressee: Vec<Party>,
    /// What is to be done.
    pub act: String,
    /// On what condition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<Clause>,
    /// First and last day of the deadline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<(Option<i32>, Option<i32>)>,
    /// The deadline in the words of the text ("soon").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline_words: Option<String>,
    /// What the document itself says became of it.
    pub state: String,
}
