//! Events of other datasets: in the same store as ours, marked with the dataset, file and line they came from, and
//! never mixed into our reports, events or ledger.
//!
//! ```text
//! file ──`exchange` reads──▶ Found (rows, what is kept aside) ──`Writer::foreign_put`──▶ foreign_… tables
//!                                  listings, series, country-years ◀──`Store::foreign_…`──┘
//! ```
//!
//! An event has one actor and at most one recipient, as CAMEO-based datasets code it; a row with several becomes one
//! event for each pair, the second and later with `/2`, `/3` … after their id.
//!
//! For a level, break or forecast from another dataset, [`crate::Store::foreign_points`] gives the events of a directed dyad
//! in the order of days, and [`crate::Store::foreign_dyads`] all dyads in one pass.

mod ask;
mod check;
mod files;
mod own;
mod points;
mod put;

use detente_record::{EventType, QuadClass};
use serde::{Deserialize, Serialize};

pub use ask::Found;
pub(crate) use check::RULES;
pub use files::{Counts, DatasetState, FileState};
pub use points::{CountryYear, Point};
pub use put::{Aside, Batch, Cache, Keyed, Mention, MentionRow, Position, Row, Sort};

/// One side of an event, as far as the dataset tells.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Side {
    /// Name, as the dataset writes it.
    pub name: Option<String>,
    /// Code, as the dataset writes it (`USAGOV`).
    pub code: Option<String>,
    /// Our code of its state or body.
    pub country: Option<String>,
    /// PLOVER sector.
    pub sector: Option<String>,
}

impl Side {
    /// Whether the dataset tells nothing of it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.name.is_none() && self.code.is_none() && self.country.is_none() && self.sector.is_none()
    }
}

/// An event as another dataset codes it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Event {
    /// The dataset's own id.
    pub id: Option<String>,
    /// Day, counted from 1 January 1970.
    pub day: i32,
    /// Who acts.
    pub actor: Side,
    /// To whom.
    pub recipient: Side,
    /// PLOVER type, the dataset's own or that of its code; none for what PLOVER has no type for.
    pub event_type: Option<EventType>,
    /// Mode of the type.
    pub mode: Option<String>,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// The dataset's own words for what kind of event it is.
    pub label: Option<String>,
    /// PLOVER score, -10 to 10, in steps of a hundredth.
    pub score: Option<f64>,
    /// Goldstein score, -10 to 10, in steps of a hundredth.
    pub goldstein: Option<f64>,
    /// What few datasets tell.
    pub detail: Detail,
}

/// What few datasets tell of an event.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Detail {
    /// Contexts of PLOVER.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contexts: Vec<String>,
    /// Place, in the words of the dataset.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Our code of the state the place is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place_country: Option<String>,
    /// Degrees north, to a millionth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latitude: Option<f64>,
    /// Degrees east, to a millionth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub longitude: Option<f64>,
    /// How often it is mentioned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mentions: Option<i64>,
    /// By how many sources.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sources: Option<i64>,
    /// In how many articles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub articles: Option<i64>,
    /// Tone of the articles, as the dataset measures it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tone: Option<f64>,
    /// People killed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fatalities: Option<i64>,
    /// Who published it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Where it can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The text or a note on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Event {
    /// The quad class of its type, or else of the root of its CAMEO code (01 to 05, 06 to 08, 09 to 13, 14 to 20, as
    /// GDELT divides them).
    #[must_use]
    pub fn quad(&self) -> Option<QuadClass> {
        if let Some(event_type) = self.event_type {
            return Some(event_type.quad_class());
        }
        quad_of_cameo(self.cameo.as_deref()?)
    }
}

/// The quad class of a CAMEO code, by its root.
#[must_use]
pub fn quad_of_cameo(code: &str) -> Option<QuadClass> {
    match code.get(..2)?.parse::<u8>().ok()? {
        1..=5 => Some(QuadClass::VerbalCooperation),
        6..=8 => Some(QuadClass::MaterialCooperation),
        9..=13 => Some(QuadClass::VerbalConflict),
        14..=20 => Some(QuadClass::MaterialConflict),
        _ => None,
    }
}

/// A score in hundredths, as it is stored.
fn hundredths(score: Option<f64>) -> Option<i64> {
    #[allow(clippy::cast_possible_truncation, reason = "bounded")]
    score.map(|s| (s * 100.0).round().clamp(-1e15, 1e15) as i64)
}

/// A stored score.
#[allow(clippy::cast_precision_loss, reason = "small numbers")]
fn whole(score: Option<i64>) -> Option<f64> {
    score.map(|s| s as f64 / 100.0)
}

fn type_code(event_type: Option<EventType>) -> &'static str {
    event_type.map_or("", EventType::code)
}

#[cfg(test)]
mod tests;
