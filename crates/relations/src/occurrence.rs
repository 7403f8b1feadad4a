//! One event as relations see it.

use detente_record::{EventType, QuadClass, Sector};
use smallvec::SmallVec;
use smol_str::SmolStr;

use crate::calendar::Day;

/// Words or deeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Verbal: something said.
    Words,
    /// Material: something done.
    Deeds,
}

impl Kind {
    /// Of a quad class.
    #[must_use]
    pub fn of(quad: QuadClass) -> Self {
        match quad {
            QuadClass::VerbalCooperation | QuadClass::VerbalConflict => Self::Words,
            QuadClass::MaterialCooperation | QuadClass::MaterialConflict => Self::Deeds,
        }
    }
}

/// How well an event stands, by who says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Someone denies it.
    Disputed,
    /// Both the side that acts and the side that is acted upon say so.
    Confirmed,
    /// At least two origins say so, one of them of neither side.
    Corroborated,
    /// One origin of neither side says so, and nobody else.
    Reported,
    /// One side alone says so.
    Asserted,
    /// Nobody recorded it, as in most data of others.
    Unknown,
}

impl Standing {
    /// All of them, in the order of their declaration.
    pub const ALL: [Self; 6] =
        [Self::Disputed, Self::Confirmed, Self::Corroborated, Self::Reported, Self::Asserted, Self::Unknown];

    /// As it is written.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Disputed => "disputed",
            Self::Confirmed => "confirmed",
            Self::Corroborated => "corroborated",
            Self::Reported => "reported",
            Self::Asserted => "asserted",
            Self::Unknown => "unknown",
        }
    }

    /// Whether more than one side, or an independent origin beside another, stands behind it.
    #[must_use]
    pub fn is_corroborated(self) -> bool {
        matches!(self, Self::Confirmed | Self::Corroborated)
    }
}

/// Whether it is an event or yet to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Realm {
    /// It happened or is happening; a threat or promise that was uttered has happened as such.
    Happened,
    /// The act itself is yet to come: planned, threatened, promised, demanded. It counts in no score and no tally; a
    /// point tells how many there are.
    Forward,
}

/// An actor or recipient of an event.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Party {
    /// Code of its state or body: `PRK`, `IGO-UN`.
    pub code: SmolStr,
    /// Its primary PLOVER sector, where known.
    pub sector: Option<Sector>,
}

impl Party {
    /// A party of no stated sector.
    #[must_use]
    pub fn new(code: impl Into<SmolStr>) -> Self {
        Self { code: code.into(), sector: None }
    }

    /// With its sector.
    #[must_use]
    pub fn with_sector(mut self, sector: Sector) -> Self {
        self.sector = Some(sector);
        self
    }
}

/// One event; not one report of it. An event between several parties is one occurrence with all of them, so that it is
/// counted once in every series that it belongs to.
#[derive(Clone, Debug, PartialEq)]
pub struct Occurrence {
    /// Id of the event, the same wherever it is shown. Two occurrences must not share one.
    pub id: SmolStr,
    /// Its (first) day.
    pub day: Day,
    /// Who acts.
    pub actors: SmallVec<[Party; 1]>,
    /// To whom; may be empty.
    pub recipients: SmallVec<[Party; 1]>,
    /// Whether actors and recipients do it to each other: it then counts in both directions.
    pub reciprocal: bool,
    /// PLOVER type; none where other people's data has an act that PLOVER has no type for (CAMEO 01, "Make statement").
    pub root: Option<EventType>,
    /// Quad class; none for neutral acts.
    pub quad: Option<QuadClass>,
    /// Words or deeds.
    pub kind: Kind,
    /// PLOVER score, -10 to 10 (PLOVER 2.0 manual, "Numeric conflict/cooperation scores").
    pub plover: Option<f32>,
    /// Goldstein score, -10 to 10 (Goldstein 1992, extended to the CAMEO codes).
    pub goldstein: Option<f32>,
    /// How well it stands.
    pub standing: Standing,
    /// Whether it happened or is yet to come.
    pub realm: Realm,
    /// Number of reports of it; at least 1.
    pub reports: u32,
    /// Number of documents that report it; at least 1.
    pub documents: u32,
}

impl Occurrence {
    /// An event of a PLOVER type by one party towards another, that happened and is reported once. Quad class, and
    /// words or deeds, follow from the type; scores are left open; its standing is unknown.
    #[must_use]
    pub fn new(id: impl Into<SmolStr>, day: Day, actor: Party, recipient: Party, root: EventType) -> Self {
        let quad = root.quad_class();
        Self {
            id: id.into(),
            day,
            actors: SmallVec::from_elem(actor, 1),
            recipients: SmallVec::from_elem(recipient, 1),
            reciprocal: false,
            root: Some(root),
            quad: Some(quad),
            kind: Kind::of(quad),
            plover: None,
            goldstein: None,
            standing: Standing::Unknown,
            realm: Realm::Happened,
            reports: 1,
            documents: 1,
        }
    }
}
