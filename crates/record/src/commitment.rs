//! Commitments and assessments.

use std::fmt;
use std::str::FromStr;

use crate::actor::codes;
use crate::ids::{AssessmentId, CommitmentId, DocumentId, Identity, ReportId};
use crate::report::{Attribution, Confidence, Participant};
use crate::sought::Sought;
use crate::span::TextSpan;
use crate::status::{Certainty, Held};
use crate::when::When;

codes! {
    /// What kind of commitment.
    CommitmentKind {
        /// Harm held out.
        Threat = "threat",
        /// Good held out, or a pledge.
        Promise = "promise",
        /// Something meant to be done, neither as harm nor as favour.
        Plan = "plan",
        /// A demand with a threat or a deadline.
        Ultimatum = "ultimatum",
        /// A mutual undertaking.
        Agreement = "agreement",
        /// Something asked of another.
        Demand = "demand",
    }
}

codes! {
    /// What became of a commitment.
    CommitmentState {
        /// Announced, and nothing more is known.
        Open = "open",
        /// Being made ready.
        Prepared = "prepared",
        /// Begun.
        Begun = "begun",
        /// Carried out.
        CarriedOut = "carried out",
        /// Carried out in part.
        Partly = "partly carried out",
        /// Put off.
        Suspended = "suspended",
        /// Given up.
        Dropped = "dropped",
        /// Denied.
        Denied = "denied",
        /// Its time has passed.
        Expired = "expired",
    }
}

/// One step in the life of a commitment, as the text gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What it became.
    pub state: CommitmentState,
    /// The report that shows it.
    pub report: ReportId,
    /// Why the report was linked to the commitment.
    pub reason: String,
    /// How sure the link is.
    pub confidence: Confidence,
}

/// A threat, promise, plan, ultimatum, agreement or demand, and what this document says became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Commitment {
    /// Derived from the report that opened it.
    pub id: CommitmentId,
    /// What kind.
    pub kind: CommitmentKind,
    /// The report that opened it.
    pub opened_by: ReportId,
    /// Who committed.
    pub maker: Sought<Vec<Participant>>,
    /// To whom.
    pub addressee: Sought<Vec<Participant>>,
    /// What is to be done: the clause.
    pub act: TextSpan,
    /// On what condition.
    pub condition: Sought<TextSpan>,
    /// By when.
    pub deadline: Sought<When>,
    /// What the document says became of it.
    pub state: CommitmentState,
    /// The steps that led there.
    pub steps: Vec<Step>,
}

impl Commitment {
    /// The id of a commitment.
    #[must_use]
    pub fn id_of(opened_by: ReportId) -> CommitmentId {
        CommitmentId::from_identity(&Identity::of("commitment").with(opened_by.as_bytes()))
    }
}

codes! {
    /// How a text reads a relationship.
    Reading {
        /// Getting worse.
        Deteriorating = "deteriorating",
        /// Getting better.
        Improving = "improving",
        /// Bad now: tense, hostile, frozen.
        Hostile = "hostile",
        /// Good now: close, friendly, allied.
        Friendly = "friendly",
        /// At war, also in law only.
        AtWar = "at war",
        /// At peace, a war formally ended.
        AtPeace = "at peace",
        /// As it was.
        Unchanged = "unchanged",
    }
}

/// A reading of a relationship that the text itself gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Assessment {
    /// Derived from document, span and reading.
    pub id: AssessmentId,
    /// Index of its sentence in the record.
    pub sentence: usize,
    /// The words that give it.
    pub span: TextSpan,
    /// The two sides, as far as the text names them.
    pub dyad: Vec<Participant>,
    /// The reading.
    pub reading: Reading,
    /// The reading in the text's own qualification: "technically", "again", "hoped-for".
    pub qualifier: Option<String>,
    /// How sure the holder is.
    pub certainty: Certainty,
    /// Since or until when.
    pub time: Sought<When>,
    /// Who gives it.
    pub attribution: Attribution,
    /// What each holder of the chain holds.
    pub held: Vec<Held>,
    /// Why it is in the record.
    pub derivation: crate::derivation::Derivation,
}

impl Assessment {
    /// The id of an assessment.
    #[must_use]
    pub fn id_of(document: DocumentId, span: TextSpan, reading: Reading) -> AssessmentId {
        AssessmentId::from_identity(
            &Identity::of("assessment")
                .with(document.as_bytes())
                .with_number(span.start)
                .with_number(span.end)
                .with(reading.code()),
        )
    }
}
