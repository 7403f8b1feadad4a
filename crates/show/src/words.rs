//! Names and phrases shared by all views.

use detente_wire::{Holder, Participant, Record, Report, Sought, When};

/// The names of participants, as people would write them.
#[must_use]
pub fn names(record: &Record, participants: &Sought<Vec<Participant>>) -> Option<String> {
    let list = participants.as_ref()?.as_ref()?;
    let mut out: Vec<String> = Vec::new();
    for participant in list {
        for name in names_of(record, participant) {
            if !out.contains(&name) {
                out.push(name);
            }
        }
    }
    (!out.is_empty()).then(|| join(&out))
}

/// The names of one participant; its words when it is no known actor.
#[must_use]
pub fn names_of(record: &Record, participant: &Participant) -> Vec<String> {
    let known: Vec<String> = participant
        .actors
        .iter()
        .filter_map(|id| record.actors.iter().find(|a| &a.id == id))
        .map(|a| a.name.clone())
        .collect();
    if known.is_empty() {
        vec![participant.span.reads.clone().unwrap_or_else(|| participant.span.text.clone())]
    } else {
        known
    }
}

/// "A, B and C".
#[must_use]
pub fn join(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// "North Korea → South Korea", "North Korea ↔ South Korea", "(open) → South Korea".
#[must_use]
pub fn dyad(record: &Record, report: &Report) -> String {
    let actors = names(record, &report.actors);
    let recipients = names(record, &report.recipients);
    match (actors, recipients) {
        (Some(a), Some(b)) if report.reciprocal && a == b => a,
        (Some(a), Some(b)) if report.reciprocal => format!("{a} ↔ {b}"),
        (Some(a), Some(b)) => format!("{a} → {b}"),
        (Some(a), None) => a,
        (None, Some(b)) => format!("(actor open) → {b}"),
        (None, None) => "(actor open)".into(),
    }
}

/// "INFLUENCE leaflets".
#[must_use]
pub fn act(report: &Report) -> String {
    match report.mode.as_ref().and_then(Option::as_ref) {
        Some(mode) => format!("{} {mode}", report.event_type),
        None => report.event_type.clone(),
    }
}

/// The sources after the author: "says KCNA", "says KCNA, citing officials".
#[must_use]
pub fn sources(record: &Record, attribution: &[Holder]) -> Option<String> {
    let named: Vec<String> = attribution
        .iter()
        .skip(1)
        .map(|holder| {
            let names: Vec<String> = holder
                .actors
                .iter()
                .filter_map(|id| record.actors.iter().find(|a| &a.id == id))
                .map(|a| a.name.clone())
                .collect();
            if names.is_empty() { holder.description.clone() } else { join(&names) }
        })
        .collect();
    (!named.is_empty()).then(|| named.join(" › "))
}

/// "2018", "26 May 2024", "for decades".
#[must_use]
pub fn when(when: &When) -> Option<String> {
    if when.basis == "document date" {
        return None;
    }
    let text = when.span.as_ref().map(|s| s.reads.clone().unwrap_or_else(|| s.text.clone()));
    match (&when.from, &when.to, when.precision.as_str()) {
        (Some(from), _, "day") => Some(from.clone()),
        (Some(from), _, "month") => from.get(..7).map(str::to_owned),
        (Some(from), _, "year") => from.get(..4).map(str::to_owned),
        (Some(from), Some(to), _) => Some(format!("{from} to {to}")),
        _ => text,
    }
}

/// Whether a report tells a fact as far as the author is concerned: it happened or goes on, on the author's word.
#[must_use]
pub fn is_fact(report: &Report) -> bool {
    report
        .attribution
        .first()
        .is_some_and(|author| matches!(author.status.as_str(), "happened" | "ongoing") && author.certainty != "unclear")
}

/// The clause as it reads, in one line.
#[must_use]
pub fn clause(report: &Report) -> String {
    let text = report.span.reads.as_ref().unwrap_or(&report.span.text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
