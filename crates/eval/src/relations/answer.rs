//! What a record says of a marked pair.

use std::ops::Range;
use std::str::FromStr;

use detente_record::{EventType, Status};
use detente_wire::{Participant, Record, Report, Span};

use super::pairs::Pair;
use crate::root::Root;

/// How closely a report fits a pair, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fit {
    /// Its actor and its recipient are those marked.
    Both,
    /// Its actor is the one marked; the recipient marked stands in its clause, and it has no other.
    ActorAndClause,
    /// Its recipient is the one marked; the actor marked stands in its clause, and it has no other.
    RecipientAndClause,
    /// Its actor is the one marked, or is open; its recipient, if any, is another; the recipient marked is in its clause.
    Actor,
}

impl Fit {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Both => "both",
            Self::ActorAndClause => "actor, recipient in the clause",
            Self::RecipientAndClause => "recipient, actor in the clause",
            Self::Actor => "actor only",
        }
    }
}

/// An answer that the reports of a record give.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The type, as coders of the relation data would name it.
    pub root: Root,
    /// How closely the report fits the pair.
    pub fit: Fit,
    /// The report's confidence, 0 to 1.
    pub confidence: f32,
    /// The report's id.
    pub report: String,
    /// Its type and status, for explaining.
    pub told: String,
}

/// The answers of a record for a pair, the best first.
#[must_use]
pub fn answers(pair: &Pair, record: &Record) -> Vec<Answer> {
    let mut out: Vec<Answer> = record.reports.iter().filter_map(|r| answer(pair, r)).collect();
    out.sort_by(|a, b| a.fit.cmp(&b.fit).then_with(|| b.confidence.total_cmp(&a.confidence)));
    out
}

fn answer(pair: &Pair, report: &Report) -> Option<Answer> {
    let fit = fit(pair, report)?;
    let event_type = EventType::from_str(&report.event_type).ok()?;
    let status = Status::from_str(&report.status).unwrap_or(Status::Happened);
    Some(Answer {
        root: Root::from(event_type).with_status(status),
        fit,
        confidence: report.confidence,
        report: report.id.clone(),
        told: format!("{} ({})", report.event_type, report.status),
    })
}

fn fit(pair: &Pair, report: &Report) -> Option<Fit> {
    let list =
        |l: &detente_wire::Sought<Vec<Participant>>| -> Vec<Participant> { l.clone().flatten().unwrap_or_default() };
    let (actors, recipients) = (list(&report.actors), list(&report.recipients));
    let any = |list: &[Participant], marks: &[Range<usize>]| list.iter().any(|p| overlaps(&p.span, marks));
    let actor = any(&actors, &pair.actor);
    let recipient = any(&recipients, &pair.recipient);
    let (actor_here, recipient_here) = (overlaps(&report.span, &pair.actor), overlaps(&report.span, &pair.recipient));
    if actor && (recipient || pair.recipient.is_empty()) {
        return Some(Fit::Both);
    }
    // "President A" and "A's country": what is marked for the recipient can hold the actor's own words and the reverse.
    if pair.actor.is_empty() && recipient {
        return Some(Fit::Both);
    }
    if actor && recipients.is_empty() && recipient_here {
        return Some(Fit::ActorAndClause);
    }
    if recipient && actors.is_empty() && actor_here {
        return Some(Fit::RecipientAndClause);
    }
    ((actor || actors.is_empty() && actor_here) && recipient_here).then_some(Fit::Actor)
}

fn overlaps(span: &Span, marks: &[Range<usize>]) -> bool {
    marks.iter().any(|m| span.start < m.end && m.start < span.end)
}
