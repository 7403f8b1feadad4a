//! Reports: one document's statement of one event.

use std::fmt;
use std::str::FromStr;

use crate::actor::codes;
use crate::derivation::Derivation;
use crate::event::{EventType, QuadClass};
use crate::ids::{ActorId, DocumentId, Identity, MentionId, ReportId};
use crate::sought::Sought;
use crate::span::TextSpan;
use crate::status::{Held, Status};
use crate::when::When;

codes! {
    /// How a source's words reached the text.
    Channel {
        /// Said in reported speech.
        Speech = "speech",
        /// Quoted to the letter.
        Quotation = "quotation",
        /// A written or published statement.
        Statement = "statement",
        /// "according to", "citing".
        Reference = "reference",
        /// The whole document is this source's statement.
        Document = "document",
        /// A thought, hope or fear.
        Thought = "thought",
    }
}

/// One who says so.
#[derive(Clone, Debug, PartialEq)]
pub struct Holder {
    /// Who, resolved; empty for the author (first in the chain) and for sources that stay unnamed.
    pub actors: Vec<ActorId>,
    /// The mention; none for the author.
    pub mention: Option<MentionId>,
    /// The words for a source: "analysts", "a senior official"; "author" for the author.
    pub description: String,
    /// The cue ("claimed"); none for the author.
    pub cue: Option<TextSpan>,
    /// How the words reached the text.
    pub channel: Channel,
}

/// Who says so: a chain from the author outwards in, the innermost source last.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// The holders; the first is the author of the document.
    pub chain: Vec<Holder>,
}

impl Attribution {
    /// The innermost source.
    #[must_use]
    pub fn innermost(&self) -> Option<&Holder> {
        self.chain.last()
    }
}

/// An actor, recipient or third party of a report.
#[derive(Clone, Debug, PartialEq)]
pub struct Participant {
    /// The mention in the same clause.
    pub mention: MentionId,
    /// Where it is.
    pub span: TextSpan,
    /// Who it is; empty when it stays unresolved.
    pub actors: Vec<ActorId>,
    /// The words, when nothing better is known.
    pub description: String,
}

/// A thing in a report: what was used, sent, given, demanded.
#[derive(Clone, Debug, PartialEq)]
pub struct Thing {
    /// Where it is.
    pub span: TextSpan,
    /// Its lemma or a category of `knowledge/`.
    pub name: String,
}

codes! {
    /// How a number is hedged.
    Hedge {
        /// As it stands.
        Exact = "exact",
        /// "about", "some", "nearly".
        About = "about",
        /// "at least", "more than", "over".
        AtLeast = "at least",
        /// "up to", "fewer than".
        AtMost = "at most",
        /// "dozens", "hundreds".
        Vague = "vague",
    }
}

/// A number in a report, with what it counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Count {
    /// Where it is.
    pub span: TextSpan,
    /// What it counts: "killed", "balloon", "protester"; what is measured where there is a unit ("aid", "rice").
    pub of: String,
    /// The unit it is given in: "tonne", "km", "USD"; none for a plain number.
    pub unit: Option<String>,
    /// Lowest value.
    pub low: f64,
    /// Highest value, where there is one.
    pub high: Option<f64>,
    /// How it is hedged.
    pub hedge: Hedge,
}

codes! {
    /// What kind of place, and so how exact its position is.
    PlaceLevel {
        /// A village, camp, base, crossing, building, islet.
        Point = "point",
        /// A town or city.
        City = "city",
        /// A border, front, river, canal.
        Line = "line",
        /// A sea, strait, gulf.
        Sea = "sea",
        /// A region without a government of its own, or of unclear rank.
        Region = "region",
        /// A first-level division of a state.
        Division = "adm1",
        /// A state or territory.
        Country = "country",
    }
}

/// A place in a report.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Where it is named.
    pub span: TextSpan,
    /// Its name.
    pub name: String,
    /// Code of its state, when known.
    pub country: Sought<String>,
    /// What kind of place it is, when known.
    pub level: Option<PlaceLevel>,
    /// Latitude and longitude in degrees (WGS 84), when known.
    pub position: Sought<(f64, f64)>,
    /// Where knowledge holds it, as `file:line`.
    pub entry: Option<String>,
}

/// How sure the coder is of a report, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Confidence(pub f32);

/// One document's statement of one event.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Derived from document, type, trigger and participants.
    pub id: ReportId,
    /// Index of its sentence in the record.
    pub sentence: usize,
    /// The word or words that name the act.
    pub trigger: TextSpan,
    /// The clause.
    pub span: TextSpan,
    /// What kind of act.
    pub event_type: EventType,
    /// The mode, a code of the type's own list (PLOVER manual, "modes").
    pub mode: Sought<String>,
    /// The contexts (PLOVER manual, "General contexts").
    pub contexts: Sought<Vec<String>>,
    /// CAMEO code, for exchange.
    pub cameo: Sought<String>,
    /// PLOVER score, -10 to 10 (manual, "Numeric conflict/cooperation scores").
    pub score: Sought<f64>,
    /// Goldstein score of the CAMEO code (Goldstein 1992).
    pub goldstein: Sought<f64>,
    /// Who acts.
    pub actors: Sought<Vec<Participant>>,
    /// To whom.
    pub recipients: Sought<Vec<Participant>>,
    /// Whether actors and recipients do it to each other.
    pub reciprocal: bool,
    /// With what.
    pub instruments: Sought<Vec<Thing>>,
    /// How many.
    pub counts: Sought<Vec<Count>>,
    /// When.
    pub time: Sought<When>,
    /// Where.
    pub place: Sought<Place>,
    /// Who says so.
    pub attribution: Attribution,
    /// What each holder of the chain holds.
    pub held: Vec<Held>,
    /// Index of the report whose truth this one depends on ("if the ROK resumes …").
    pub condition: Option<TextSpan>,
    /// How sure the coder is.
    pub confidence: Confidence,
    /// Why.
    pub derivation: Derivation,
}

impl Report {
    /// The id of a report.
    #[must_use]
    pub fn id_of(
        document: DocumentId,
        event_type: EventType,
        trigger: TextSpan,
        participants: &[TextSpan],
    ) -> ReportId {
        let mut identity = Identity::of("report")
            .with(document.as_bytes())
            .with(event_type.code())
            .with_number(trigger.start)
            .with_number(trigger.end);
        for span in participants {
            identity = identity.with_number(span.start).with_number(span.end);
        }
        ReportId::from_identity(&identity)
    }

    /// The status according to the innermost source: what is said of the event by whoever says it first.
    #[must_use]
    pub fn status(&self) -> Option<Status> {
        self.held.iter().max_by_key(|h| h.holder).map(|h| h.status)
    }

    /// The type that PLOVER and CAMEO give, which know no status: a cooperative act that is promised or planned is
    /// an AGREE, a conflictual one that is threatened or planned a THREATEN, one that is demanded a REQUEST (PLOVER
    /// 2.0 manual, "AGREE", "THREATEN", "REQUEST": acts yet to come are coded by the speech act); what is denied,
    /// failed, supposed or only possible is no event there.
    #[must_use]
    pub fn plover_type(&self) -> Option<EventType> {
        use QuadClass::{MaterialConflict, MaterialCooperation, VerbalConflict, VerbalCooperation};
        let own = self.event_type;
        match self.status()? {
            Status::Happened | Status::Ongoing => Some(own),
            Status::Planned | Status::Prepared | Status::Promised => Some(match own.quad_class() {
                VerbalCooperation | MaterialCooperation => EventType::Agree,
                VerbalConflict => own,
                MaterialConflict if own == EventType::Mobilize => own,
                MaterialConflict => EventType::Threaten,
            }),
            Status::Threatened => Some(EventType::Threaten),
            Status::Demanded => Some(EventType::Request),
            Status::Cancelled => Some(match own.quad_class() {
                VerbalCooperation => EventType::Reject,
                MaterialCooperation => EventType::Sanction,
                VerbalConflict | MaterialConflict => EventType::Concede,
            }),
            Status::Denied | Status::Failed | Status::Hypothetical | Status::Possible => None,
        }
    }

    /// The status according to the author of the document.
    #[must_use]
    pub fn author_status(&self) -> Option<Status> {
        self.held.iter().find(|h| h.holder == 0).map(|h| h.status)
    }
}
