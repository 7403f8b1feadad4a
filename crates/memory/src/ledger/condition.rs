//! Conditions of commitments, watched: whether what they depend on has come about.

use detente_record::Status;

use crate::day;
use crate::fact::{Fact, Realm, countries};
use crate::join;
use crate::ledger::{Announcement, HORIZON, Happening, State, Step, step};

/// The parts of a condition that names several acts must come about within so many days of each other.
const TOGETHER: i32 = 7;

/// The step that the condition gives: met, or given up. None for a commitment without one, or with one that names
/// no act that reports could show.
pub(super) fn steps(announcement: &Announcement, happenings: &[Happening]) -> Vec<Step> {
    if announcement.condition.is_none() || announcement.watched.is_empty() {
        return Vec::new();
    }
    let met = met(announcement, happenings);
    let refused = refused(announcement, happenings);
    match (met, refused) {
        (Some(met), Some(refused)) if refused.date < met.date => vec![refused, met],
        (Some(met), _) => vec![met],
        (None, refused) => refused.into_iter().collect(),
    }
}

/// The first day on which all that the condition names has happened.
fn met(announcement: &Announcement, happenings: &[Happening]) -> Option<Step> {
    let mut found: Vec<&Happening> = Vec::new();
    let candidates = |watched: &Fact| -> Vec<&Happening> {
        let mut list: Vec<&Happening> = happenings
            .iter()
            .filter(|h| h.realm == Realm::Fact && matches!(h.status, Status::Happened | Status::Ongoing))
            .filter(|h| within(announcement, h) && fits(announcement, watched, h).is_some())
            .collect();
        list.sort_by(|a, b| (a.day, &a.id).cmp(&(b.day, &b.id)));
        list
    };
    let lists: Vec<Vec<&Happening>> = announcement.watched.iter().map(candidates).collect();
    let (first, others) = lists.split_first()?;
    for start in first {
        found.clear();
        found.push(start);
        for list in others {
            found.extend(list.iter().find(|h| (h.day - start.day).abs() <= TOGETHER));
        }
        if found.len() == lists.len() {
            break;
        }
    }
    if found.len() != lists.len() {
        return None;
    }
    let last = found.iter().max_by_key(|h| h.day)?;
    let confidence = found
        .iter()
        .zip(&announcement.watched)
        .filter_map(|(h, w)| fits(announcement, w, h))
        .fold(f32::INFINITY, f32::min);
    let what: Vec<String> = found.iter().map(|h| format!("{} by {}", h.event_type, h.actors().join("+"))).collect();
    let mut step = step(State::ConditionMet, last, format!("what it depends on: {}", what.join(" and ")), confidence);
    for other in found.iter().filter(|h| h.id != last.id) {
        step.evidence.extend(other.detail.reports.iter().cloned());
    }
    Some(step)
}

/// What it depends on called off, or denied by those who would do it.
fn refused(announcement: &Announcement, happenings: &[Happening]) -> Option<Step> {
    let watched = announcement.watched.first()?;
    happenings
        .iter()
        .filter(|h| h.status == Status::Cancelled && within(announcement, h))
        .filter_map(|h| Some((h, fits(announcement, watched, h)?)))
        .min_by(|(a, _), (b, _)| (a.day, &a.id).cmp(&(b.day, &b.id)))
        .map(|(h, confidence)| {
            let who = h.actors().join("+");
            step(State::ConditionNotMet, h, format!("{who} called off what it depends on"), confidence)
        })
}

fn within(announcement: &Announcement, happening: &Happening) -> bool {
    // Something of the same day may be what provoked the announcement.
    (1..=HORIZON).contains(&(happening.day - announcement.day()))
        && announcement.event.as_deref() != Some(happening.id.as_str())
        && day::date(happening.day).year() > 0
}

/// How surely a happening is what the condition names.
fn fits(announcement: &Announcement, watched: &Fact, happening: &Happening) -> Option<f32> {
    if join::family(watched.event_type) != join::family(happening.event_type) {
        return None;
    }
    let named = countries(&watched.detail.actors);
    let doers = if named.is_empty() { countries(&announcement.addressee) } else { named };
    let actors = happening.actors();
    if doers.is_empty() || !actors.iter().any(|c| doers.contains(c)) {
        return None;
    }
    let recipients = happening.recipients();
    let maker = announcement.maker();
    let wanted = countries(&watched.detail.recipients);
    let against = if wanted.is_empty() { maker.into_iter().collect() } else { wanted };
    if !recipients.is_empty() && !recipients.iter().any(|c| against.contains(c)) {
        return None;
    }
    let mut confidence = if recipients.is_empty() { 0.6 } else { 0.7 };
    match (&watched.mode, &happening.mode) {
        (Some(a), Some(b)) if a == b => confidence += 0.15,
        // One side's leaflets are the other's rubbish: the same kind of act, less surely the same act.
        (Some(_), Some(_)) => confidence -= 0.2,
        _ => confidence -= 0.05,
    }
    Some(confidence)
}
