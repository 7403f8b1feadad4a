//! A relation in one month, as an editor would want it.

use std::collections::BTreeMap;

use detente_memory::ask::SourceDocument;
use detente_memory::{Store, day};
use detente_relations::{Day, Dyad, Period, Step};
use serde::Serialize;

use crate::relation::{self, ChangeRow, Course, Direction, Question, ReadingError, Relation};
use crate::rows::{CommitmentRow, EventRow};
use crate::source::Source;

/// Days before the month that the lines go back.
const BACK: Day = 365;

/// A month of a relation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Brief {
    /// The month: `2024-06`.
    pub month: String,
    /// Its first and last day.
    #[serde(skip)]
    pub days: (Day, Day),
    /// How it went, from one side to the other, and back.
    pub courses: Vec<CourseRow>,
    /// The month's events, both directions, by how they stand: one group after another, days in order.
    pub groups: Vec<Group>,
    /// Events that someone denies, or on whose numbers or places reports do not agree.
    pub disputed: Vec<EventRow>,
    /// What was announced in the month.
    pub opened: Vec<CommitmentRow>,
    /// What was done, wholly or in part, in the month.
    pub kept: Vec<CommitmentRow>,
    /// What was given up or denied in the month.
    pub dropped: Vec<CommitmentRow>,
    /// The documents that all of this rests on.
    pub sources: Vec<SourceRow>,
    /// The year until the end of the month.
    pub relation: Relation,
}

/// How one direction went in a month.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CourseRow {
    /// Who acts.
    pub actor: String,
    /// To whom.
    pub recipient: String,
    /// How it went; none where too little is known to say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub course: Option<Course>,
    /// From the end of the month before to the end of the month.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<ChangeRow>,
    /// Why, each reason a sentence.
    pub reasons: Vec<Reason>,
}

/// A reason, and the events it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// A sentence.
    pub text: String,
    /// Ids of events.
    pub events: Vec<String>,
}

/// Events that stand alike.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Group {
    /// Whose word they are.
    pub title: String,
    /// The events.
    pub events: Vec<EventRow>,
}

/// A document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourceRow {
    /// Its id, for `detente show`.
    pub id: String,
    /// Who published it.
    pub outlet: String,
    /// When.
    pub published: String,
    /// Its headline.
    pub headline: String,
    /// Its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// Puts a month of a relation together. Nothing after its last day enters the lines; what became of commitments is told
/// as it is known now.
///
/// # Errors
/// When the store holds no event of the two sides in the year until then, or cannot be read.
pub fn brief(
    store: &Store,
    source: &Source,
    question: &Question,
    month: Period,
    name: &dyn Fn(&str) -> String,
) -> Result<Brief, ReadingError> {
    let days = (month.first_day(), month.last_day());
    let first = source.occurrences.iter().map(|o| o.day).filter(|d| (days.0 - BACK..=days.1).contains(d)).min();
    let asked = Question {
        since: Some(question.since.or(first).unwrap_or(days.0 - BACK)),
        until: Some(days.1),
        step: question.step.or(Some(Step::Week)),
        ..question.clone()
    };
    let relation = relation::relation(store, source, &asked)?;
    let inside = |row: &&EventRow| (days.0..=days.1).contains(&row.number);
    let mut events: Vec<&EventRow> = relation.directions.iter().flat_map(|d| d.rows.iter().filter(inside)).collect();
    events.sort_by(|a, b| (a.number, &a.id).cmp(&(b.number, &b.id)));
    events.dedup_by(|a, b| a.id == b.id);
    let happened: Vec<&EventRow> = events.into_iter().filter(|e| e.is_past()).collect();
    let mut commitments = Vec::new();
    let way = Dyad::new(question.one.clone(), question.other.clone());
    for way in [way.clone(), way.reversed()] {
        commitments.extend(crate::ledger::of(store, &way)?);
    }
    let within = |text: &str| day::parse(text).is_some_and(|d| (days.0..=days.1).contains(&d));
    let of =
        |keep: &dyn Fn(&CommitmentRow) -> bool| commitments.iter().filter(|c| keep(c)).cloned().collect::<Vec<_>>();
    let opened = of(&|c| within(&c.announced));
    let kept = of(&|c| c.steps.iter().any(|s| s.done && within(&s.day)));
    let dropped = of(&|c| c.steps.iter().any(|s| s.dropped && within(&s.day)));
    let courses = relation.directions.iter().map(|d| course(d, days, &kept, &opened)).collect();
    let groups = groups(&happened, name);
    let disputed: Vec<EventRow> = happened
        .iter()
        .filter(|e| e.standing == "disputed" || !e.denied_by.is_empty() || !e.contradictions.is_empty())
        .map(|e| (*e).clone())
        .collect();
    let mut reports: Vec<String> = happened.iter().flat_map(|e| e.reports.iter().cloned()).collect();
    reports.extend([&opened, &kept, &dropped].into_iter().flatten().flat_map(|c| c.reports.iter().cloned()));
    reports.sort_unstable();
    reports.dedup();
    let sources = store.sources_of(&reports)?.into_iter().map(source_row).collect();
    Ok(Brief { month: month.to_string(), days, courses, groups, disputed, opened, kept, dropped, sources, relation })
}

fn source_row(document: SourceDocument) -> SourceRow {
    SourceRow {
        id: document.id,
        outlet: document.outlet.unwrap_or_else(|| "unnamed".into()),
        published: document.published.map(day::text).unwrap_or_default(),
        headline: document.headline.map(|h| crate::rows::one_line(&h)).unwrap_or_default(),
        url: document.url,
    }
}

/// Events by whose word they are.
fn groups(events: &[&EventRow], name: &dyn Fn(&str) -> String) -> Vec<Group> {
    let mut groups: BTreeMap<(u8, String), Vec<EventRow>> = BTreeMap::new();
    for event in events {
        let key = match event.standing.as_str() {
            "confirmed" => (0, "Both sides say so".to_owned()),
            "corroborated" => (1, "Several independent origins say so".to_owned()),
            "reported" => (2, "One independent origin says so".to_owned()),
            "disputed" => (3, "In dispute".to_owned()),
            _ => {
                let who: Vec<String> = event.sides.iter().map(|s| name(s)).collect();
                let who = if who.is_empty() { "one side".to_owned() } else { who.join(" and ") };
                (4, format!("Only {who} says so"))
            }
        };
        groups.entry(key).or_default().push((*event).clone());
    }
    groups.into_iter().map(|((_, title), events)| Group { title, events }).collect()
}

/// How a direction went in the month, and why.
fn course(direction: &Direction, days: (Day, Day), kept: &[CommitmentRow], opened: &[CommitmentRow]) -> CourseRow {
    let series = &direction.sums.series;
    let to = series.at(days.1).unwrap_or(series.points.len().saturating_sub(1));
    let from = series.at(days.0 - 1);
    let change = direction
        .sums
        .flow
        .level
        .as_ref()
        .zip(from)
        .and_then(|(level, from)| relation::change(series, level, from, to));
    let mut reasons = Vec::new();
    if let Some(change) = &change {
        let way = if change.by < 0.0 { "fell" } else { "rose" };
        let sure = if change.by < 0.0 { change.fell } else { 1.0 - change.fell };
        reasons.push(Reason {
            text: format!(
                "The temperature {way} from {:.1} at the end of the month before to {:.1} (by {:.1}, with 80 % between \
                 {:.1} and {:.1}; probability {sure:.2} that it {way}).",
                change.before, change.after, change.by, change.band80.0, change.band80.1
            ),
            events: Vec::new(),
        });
    }
    for found in direction.breaks.iter().filter(|b| (days.0..=days.1).contains(&b.number)) {
        let way = if found.after < found.before { "falls" } else { "rises" };
        reasons.push(Reason {
            text: format!(
                "The line breaks on {} (between {} and {}, probability {:.2}) and {way} from {:.1} to {:.1}.",
                found.day, found.from, found.to, found.probability, found.before, found.after
            ),
            events: found.events.iter().map(|e| e.id.clone()).collect(),
        });
    }
    reasons.extend(deeds(direction, days));
    let by = |list: &[CommitmentRow]| list.iter().filter(|c| c.maker.contains(&direction.actor)).count();
    let (threats, done) = (by(opened), by(kept));
    if threats + done > 0 {
        reasons.push(Reason {
            text: format!("Threats, promises or plans announced: {threats}; carried out, wholly or in part: {done}."),
            events: Vec::new(),
        });
    }
    CourseRow {
        actor: direction.actor.clone(),
        recipient: direction.recipient.clone(),
        course: change.as_ref().map(|c| c.course),
        change,
        reasons,
    }
}

/// The month's deeds of conflict against the mean of the months before.
fn deeds(direction: &Direction, days: (Day, Day)) -> Option<Reason> {
    let conflict =
        |row: &&EventRow| row.is_past() && row.score.is_some_and(|s| s < 0.0) && is_material(&row.event_type);
    let inside: Vec<&EventRow> =
        direction.rows.iter().filter(|r| (days.0..=days.1).contains(&r.number)).filter(conflict).collect();
    let first = direction.rows.first()?.number;
    let before = direction.rows.iter().filter(|r| r.number < days.0).filter(conflict).count();
    let months = f64::from(days.0 - first) / 30.44;
    #[allow(clippy::cast_precision_loss, reason = "counts of events")]
    let usual = if months >= 1.0 { Some(before as f64 / months) } else { None };
    let against = usual.map(|u| format!(", against {u:.1} a month before")).unwrap_or_default();
    let number = match inside.len() {
        0 => "No deed of conflict".to_owned(),
        1 => "One deed of conflict".to_owned(),
        n => format!("{n} deeds of conflict"),
    };
    Some(Reason {
        text: format!("{number} in the month{against}."),
        events: inside.iter().take(8).map(|e| e.id.clone()).collect(),
    })
}

fn is_material(event_type: &str) -> bool {
    event_type
        .parse::<detente_record::EventType>()
        .is_ok_and(|t| t.quad_class() == detente_record::QuadClass::MaterialConflict)
}
