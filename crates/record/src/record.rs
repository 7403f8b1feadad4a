//! The record of one document.

use crate::actor::Actor;
use crate::commitment::{Assessment, Commitment};
use crate::document::{Document, Sentence};
use crate::ids::{ActorId, MentionId, ReportId};
use crate::mention::Mention;
use crate::rejected::Rejected;
use crate::report::Report;

/// Everything that one document says, in the order of the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The document.
    pub document: Document,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    /// The mentions, by position.
    pub mentions: Vec<Mention>,
    /// The actors that the mentions and reports name, each once, by id.
    pub actors: Vec<Actor>,
    /// The reports, by position of the trigger.
    pub reports: Vec<Report>,
    /// The commitments, by position of the report that opened each.
    pub commitments: Vec<Commitment>,
    /// The assessments, by position.
    pub assessments: Vec<Assessment>,
    /// What looked like an event and was not coded, by position.
    pub rejected: Vec<Rejected>,
}

impl Record {
    /// The actor of an id.
    #[must_use]
    pub fn actor(&self, id: ActorId) -> Option<&Actor> {
        self.actors.iter().find(|a| a.id == id)
    }

    /// The mention of an id.
    #[must_use]
    pub fn mention(&self, id: MentionId) -> Option<&Mention> {
        self.mentions.iter().find(|m| m.id == id)
    }

    /// The report of an id.
    #[must_use]
    pub fn report(&self, id: ReportId) -> Option<&Report> {
        self.reports.iter().find(|r| r.id == id)
    }
}
