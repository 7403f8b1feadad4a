//! What became of what was threatened, promised, planned, agreed and demanded.
//!
//! A commitment is opened by a report that looks forward; all reports of the same announcement open one. Later
//! reports, joined into happenings, give it steps ([`State`]). The ledger is a function of openings and happenings:
//! neither the order of arrival nor what was linked before enters.
//!
//! **Links are proposals.** Each step carries the reports it rests on, the reason for the link and a confidence. A
//! step is confirmed when the rule is strong ([`CONFIRMED`]) or a person says so; it goes when a person rejects it.
//!
//! **Reach.** What happens more than [`HORIZON`] days after an announcement is not held to be its fulfilment.

pub mod announce;
mod condition;
mod link;
pub mod stats;

use std::collections::BTreeSet;

use detente_record::{CommitmentId, CommitmentKind, EventType, Status};
use serde::{Deserialize, Serialize};

use crate::day;
use crate::event::{EventDetail, Standing};
use crate::fact::{Clause, Fact, Party, Realm, Tally};

/// Days after an announcement within which its fulfilment is looked for.
pub const HORIZON: i32 = 180;
/// A plan for a day may slip by so many.
pub const SLIP: i32 = 3;
/// From this confidence on a step is confirmed by the strength of its rule.
pub const CONFIRMED: f32 = 0.8;

/// What a step says of a commitment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum State {
    /// Announced, and nothing more is known.
    #[serde(rename = "open")]
    Open,
    /// Announced once more.
    #[serde(rename = "repeated")]
    Repeated,
    /// Announced once more, and worse.
    #[serde(rename = "escalated")]
    Escalated,
    /// Being made ready.
    #[serde(rename = "prepared")]
    Prepared,
    /// What it depends on has come about.
    #[serde(rename = "condition met")]
    ConditionMet,
    /// What it depends on was given up or refused.
    #[serde(rename = "condition not met")]
    ConditionNotMet,
    /// Begun.
    #[serde(rename = "begun")]
    Begun,
    /// Carried out.
    #[serde(rename = "carried out")]
    CarriedOut,
    /// Carried out in part, or tried and failed.
    #[serde(rename = "partly carried out")]
    Partly,
    /// Halted for a time.
    #[serde(rename = "suspended")]
    Suspended,
    /// Taken up again.
    #[serde(rename = "resumed")]
    Resumed,
    /// Given up.
    #[serde(rename = "dropped")]
    Dropped,
    /// Its maker denies it.
    #[serde(rename = "denied")]
    Denied,
    /// Another of the same kind has taken its place.
    #[serde(rename = "superseded")]
    Superseded,
    /// Its time has passed.
    #[serde(rename = "expired")]
    Expired,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 15] = [
        Self::Open,
        Self::Repeated,
        Self::Escalated,
        Self::Prepared,
        Self::ConditionMet,
        Self::ConditionNotMet,
        Self::Begun,
        Self::CarriedOut,
        Self::Partly,
        Self::Suspended,
        Self::Resumed,
        Self::Dropped,
        Self::Denied,
        Self::Superseded,
        Self::Expired,
    ];

    /// As it is written.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Repeated => "repeated",
            Self::Escalated => "escalated",
            Self::Prepared => "prepared",
            Self::ConditionMet => "condition met",
            Self::ConditionNotMet => "condition not met",
            Self::Begun => "begun",
            Self::CarriedOut => "carried out",
            Self::Partly => "partly carried out",
            Self::Suspended => "suspended",
            Self::Resumed => "resumed",
            Self::Dropped => "dropped",
            Self::Denied => "denied",
            Self::Superseded => "superseded",
            Self::Expired => "expired",
        }
    }

    /// Whether something of it was done.
    #[must_use]
    pub fn is_done(self) -> bool {
        matches!(self, Self::Begun | Self::CarriedOut | Self::Partly)
    }
}

/// One step in the life of a commitment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// What it became.
    pub state: State,
    /// The day.
    pub date: String,
    /// The event or announcement that shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// The reports it rests on.
    pub evidence: Vec<String>,
    /// Why these are linked to the commitment.
    pub reason: String,
    /// How sure the link is, 0 to 1.
    pub confidence: f32,
    /// Whether it stands without a person's word, or by one.
    pub confirmed: bool,
}

impl Step {
    /// The name under which a person judges it.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}@{}", self.state.code(), self.date)
    }
}

/// A commitment and its life.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Commitment {
    /// Derived from the report that opened it first.
    pub id: String,
    /// `threat`, `promise`, `plan`, `ultimatum`, `agreement`, `demand`.
    pub kind: String,
    /// Type of act.
    #[serde(rename = "type")]
    pub event_type: String,
    /// Its mode.
    pub mode: Option<String>,
    /// Who committed.
    pub maker: Vec<Party>,
    /// To whom.
    pub addressee: Vec<Party>,
    /// What is to be done, in the words of the text.
    pub act: String,
    /// On what condition, in the words of the text.
    pub condition: Option<String>,
    /// The day it was announced.
    pub announced: String,
    /// First and last day of the deadline, and its words; a soft one ("soon") has words only.
    pub deadline: Option<Deadline>,
    /// What became of it.
    pub state: State,
    /// The steps, by date.
    pub steps: Vec<Step>,
    /// Reports that opened it.
    pub opened_by: Vec<String>,
}

/// By when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Deadline {
    /// First day.
    pub from: Option<String>,
    /// Last day; none for a soft deadline.
    pub to: Option<String>,
    /// In the words of the text.
    pub words: Option<String>,
}

/// An announcement: the openings that are one commitment.
#[derive(Clone, Debug)]
pub struct Announcement {
    /// The id it is known by.
    pub id: CommitmentId,
    /// What kind.
    pub kind: CommitmentKind,
    /// The report that opened it first.
    pub opener: Fact,
    /// Reports that opened it.
    pub opened_by: Vec<String>,
    /// The event its opener is filed under.
    pub event: Option<String>,
    /// Who committed.
    pub maker: Vec<Party>,
    /// To whom.
    pub addressee: Vec<Party>,
    /// In the words of the text.
    pub act: String,
    /// On what condition.
    pub condition: Option<Clause>,
    /// What the condition names: other reports of its document that stand in the condition's words.
    pub watched: Vec<Fact>,
    /// First and last day of the deadline.
    pub deadline: Option<(Option<i32>, Option<i32>)>,
    /// In the words of the text.
    pub deadline_words: Option<String>,
}

impl Announcement {
    /// The day it was announced.
    #[must_use]
    pub fn day(&self) -> i32 {
        self.opener.said().unwrap_or(crate::fact::NO_DAY)
    }

    /// The country that committed.
    #[must_use]
    pub fn maker(&self) -> Option<&str> {
        self.maker.iter().find_map(|p| p.country.as_deref())
    }

    fn addressees(&self) -> Vec<&str> {
        crate::fact::countries(&self.addressee)
    }

    /// Who is to act: the maker, or the one of whom it is demanded.
    fn doers(&self) -> Vec<&str> {
        match self.kind {
            CommitmentKind::Demand | CommitmentKind::Ultimatum => {
                let own: Vec<&str> =
                    self.opener.actor_countries().into_iter().filter(|c| Some(*c) != self.maker()).collect();
                if own.is_empty() { self.addressees() } else { own }
            }
            _ => crate::fact::countries(&self.maker),
        }
    }

    /// Whether the announcement names the act, rather than merely threatening or asking.
    fn names_act(&self) -> bool {
        !matches!(
            self.opener.event_type,
            EventType::Threaten | EventType::Request | EventType::Accuse | EventType::Reject | EventType::Support
        )
    }
}

/// What happened, or was called off, or made ready: an event as the ledger sees it.
#[derive(Clone, Debug)]
pub struct Happening {
    /// Id of the event.
    pub id: String,
    /// Of what was, or of what is to come.
    pub realm: Realm,
    /// What kind of act.
    pub event_type: EventType,
    /// Its mode.
    pub mode: Option<String>,
    /// What is said of it.
    pub status: Status,
    /// How well it stands.
    pub standing: Standing,
    /// Its first day.
    pub day: i32,
    /// Place.
    pub place: Option<String>,
    /// PLOVER score.
    pub score: Option<f64>,
    /// The rest.
    pub detail: EventDetail,
}

impl Happening {
    fn actors(&self) -> Vec<&str> {
        crate::fact::countries(&self.detail.actors)
    }

    fn recipients(&self) -> Vec<&str> {
        crate::fact::countries(&self.detail.recipients)
    }
}

/// The ledger of some announcements. `happenings` are the events of their makers and addressees, by day; those of
/// announcements near the edge of the time that was loaded may be incomplete.
#[must_use]
pub fn ledger(announcements: &[Announcement], happenings: &[Happening]) -> Vec<Commitment> {
    // First what became of each by itself, then what depends on the others.
    let mut lives: Vec<Vec<Step>> = announcements.iter().map(|a| fulfilment(a, within_reach(a, happenings))).collect();
    let alone = lives.clone();
    for (at, announcement) in announcements.iter().enumerate() {
        let reach = within_reach(announcement, happenings);
        lives[at].extend(link::by_others(at, announcement, announcements, &alone, reach));
    }
    announcements.iter().zip(lives).map(|(a, steps)| commitment(a, steps)).collect()
}

/// What happened from the day of an announcement to its horizon.
fn within_reach<'h>(announcement: &Announcement, happenings: &'h [Happening]) -> &'h [Happening] {
    let day = announcement.day();
    let from = happenings.partition_point(|h| h.day < day);
    let to = happenings.partition_point(|h| h.day <= day.saturating_add(HORIZON));
    &happenings[from..to.max(from)]
}

/// Types of act that a commitment's life can be made of.
#[must_use]
pub fn types_of(announcements: &[Announcement]) -> BTreeSet<EventType> {
    let mut families: BTreeSet<&'static str> = BTreeSet::new();
    let mut vague = false;
    for announcement in announcements {
        families.insert(crate::join::family(announcement.opener.event_type));
        families.extend(announcement.watched.iter().map(|w| crate::join::family(w.event_type)));
        vague |= !announcement.names_act();
    }
    EventType::ALL
        .iter()
        .copied()
        .filter(|t| {
            families.contains(crate::join::family(*t))
                || vague && t.quad_class() == detente_record::QuadClass::MaterialConflict
        })
        .collect()
}

/// Condition, preparation and fulfilment.
fn fulfilment(announcement: &Announcement, happenings: &[Happening]) -> Vec<Step> {
    let mut steps = condition::steps(announcement, happenings);
    let met = steps.iter().find(|s| s.state == State::ConditionMet).and_then(|s| day::parse(&s.date));
    steps.extend(link::prepared(announcement, happenings));
    steps.extend(link::done(announcement, met, happenings));
    steps.extend(link::denied(announcement, happenings));
    steps
}

fn commitment(announcement: &Announcement, mut steps: Vec<Step>) -> Commitment {
    steps.sort_by(|a, b| (&a.date, a.state, &a.event).cmp(&(&b.date, b.state, &b.event)));
    steps.dedup_by(|b, a| a.state == b.state && a.date == b.date);
    Commitment {
        id: announcement.id.to_string(),
        kind: announcement.kind.code().into(),
        event_type: announcement.opener.event_type.code().into(),
        mode: announcement.opener.mode.clone(),
        maker: announcement.maker.clone(),
        addressee: announcement.addressee.clone(),
        act: announcement.act.clone(),
        condition: announcement.condition.as_ref().map(|c| c.text.clone()),
        announced: day::text(announcement.day()),
        deadline: announcement.deadline.map(|(from, to)| Deadline {
            from: from.map(day::text),
            to: to.map(day::text),
            words: announcement.deadline_words.clone(),
        }),
        state: state_after(&steps),
        steps,
        opened_by: announcement.opened_by.clone(),
    }
}

/// Where a life stands after its steps.
#[must_use]
pub fn state_after(steps: &[Step]) -> State {
    let mut state = State::Open;
    for step in steps {
        state = match step.state {
            State::Open | State::Repeated | State::Escalated | State::ConditionMet | State::ConditionNotMet => state,
            State::Resumed => State::CarriedOut,
            // What was done is not made undone by being planned anew, made ready, or taken over by another.
            State::Prepared | State::Superseded | State::Expired
                if state != State::Open && state != State::Prepared =>
            {
                state
            }
            other => other,
        };
    }
    state
}

/// The step of an event.
fn step(state: State, happening: &Happening, reason: String, confidence: f32) -> Step {
    let confidence = (confidence.clamp(0.0, 0.95) * 100.0).round() / 100.0;
    Step {
        state,
        date: day::text(happening.day),
        event: Some(happening.id.clone()),
        evidence: happening.detail.reports.clone(),
        reason,
        confidence,
        confirmed: confidence >= CONFIRMED,
    }
}

/// The largest number of a kind.
fn largest<'a>(counts: &'a [Tally], of: &str) -> Option<&'a Tally> {
    counts.iter().filter(|c| c.of == of).max_by(|a, b| a.low.total_cmp(&b.low))
}

#[cfg(test)]
mod tests;
