//! What a record says of a marked pair.

use std::ops::Range;
use std::str::FromStr;

use detente_record::{EventType, Status};
use detente_wire::{Mention, Participant, Record, Report, Span};

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
    let marked = Marked { actor: Side::new(&pair.actor, record), recipient: Side::new(&pair.recipient, record) };
    let mut out: Vec<Answer> = record.reports.iter().filter_map(|r| answer(&marked, r)).collect();
    out.sort_by(|a, b| a.fit.cmp(&b.fit).then_with(|| b.confidence.total_cmp(&a.confidence)));
    out
}

/// What is marked in a pair.
struct Marked<'a> {
    actor: Side<'a>,
    recipient: Side<'a>,
}

/// One side of a pair.
struct Side<'a> {
    marks: &'a [Range<usize>],
    /// The pronouns that stand for who is marked, by mention.
    pronouns: Vec<&'a str>,
}

impl<'a> Side<'a> {
    fn new(marks: &'a [Range<usize>], record: &'a Record) -> Self {
        // Who is marked: the mention that has most of the marked words; of two, the longer, which is the whole phrase.
        let shared =
            |m: &Mention, mark: &Range<usize>| m.span.end.min(mark.end).saturating_sub(m.span.start.max(mark.start));
        let whole = |mark: &Range<usize>| {
            let best = record.mentions.iter().max_by_key(|m| (shared(m, mark), m.span.end - m.span.start))?;
            (shared(best, mark) > 0 && !best.actors.is_empty()).then_some(best)
        };
        let who: Vec<&Mention> = marks.iter().filter_map(whole).collect();
        let same = |m: &&Mention| m.kind == "pronoun" && who.iter().any(|w| w.actors == m.actors);
        Self { marks, pronouns: record.mentions.iter().filter(same).map(|m| m.id.as_str()).collect() }
    }

    fn is_absent(&self) -> bool {
        self.marks.is_empty()
    }

    /// Whether one of the participants is marked, or is a pronoun for who is marked.
    fn is_in(&self, participants: &[Participant]) -> bool {
        participants.iter().any(|p| overlaps(&p.span, self.marks) || self.pronouns.contains(&p.mention.as_str()))
    }
}

fn answer(marked: &Marked<'_>, report: &Report) -> Option<Answer> {
    let fit = fit(marked, report)?;
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

fn fit(marked: &Marked<'_>, report: &Report) -> Option<Fit> {
    let list =
        |l: &detente_wire::Sought<Vec<Participant>>| -> Vec<Participant> { l.clone().flatten().unwrap_or_default() };
    let (actors, recipients) = (list(&report.actors), list(&report.recipients));
    let (actor, recipient) = (marked.actor.is_in(&actors), marked.recipient.is_in(&recipients));
    let actor_here = overlaps(&report.span, marked.actor.marks);
    let recipient_here = overlaps(&report.span, marked.recipient.marks);
    if actor && (recipient || marked.recipient.is_absent()) || recipient && marked.actor.is_absent() {
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
