//! The record of one article against an answer key.
//!
//! A key lists what a careful reader takes from the article: actors, events with who holds them, commitments,
//! readings of relations, and what must not be in the record. An item counts as found only when everything that the
//! key says of it is met; the first thing that is not is named beside each miss.

mod find;
mod key;

use std::fmt;

use detente_wire::Record;
use serde::Serialize;

use find::{country, find_actor, find_commitment, find_event, find_relation, invented, same, violations};

pub use key::{Key, KeyActor, KeyCommitment, KeyDocument, KeyError, KeyEvent, KeyRelation, OneOrMany};

/// How many of one part were found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Found {
    /// Found.
    pub found: usize,
    /// In the key.
    pub total: usize,
}

/// The score of a record against a key.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Account {
    /// Actors.
    pub actors: Found,
    /// Events.
    pub events: Found,
    /// Commitments.
    pub commitments: Found,
    /// Readings of relations.
    pub relations: Found,
    /// What must not be in the record and is.
    pub violations: Vec<String>,
    /// What was missed, and why.
    pub missed: Vec<String>,
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, found) in [
            ("actors", self.actors),
            ("events", self.events),
            ("commitments", self.commitments),
            ("relations", self.relations),
        ] {
            writeln!(f, "{name:12} {:3} of {}", found.found, found.total)?;
        }
        writeln!(f, "{:12} {:3}", "violations", self.violations.len())?;
        for line in &self.violations {
            writeln!(f, "  must not be: {line}")?;
        }
        for line in &self.missed {
            writeln!(f, "  missed {line}")?;
        }
        Ok(())
    }
}

/// Scores a record.
///
/// Violations, by rule: an act that the key holds to be no fact stands as the author's fact; the key gives a source
/// and the record makes the claim the author's own; a time, place or number without words of the text under it (a
/// time may rest on the document's date, and says so); an actor that must stay open is resolved.
#[must_use]
pub fn score(key: &Key, record: &Record) -> Account {
    let mut account = Account::default();
    for actor in &key.actors {
        tally(&mut account.actors, &mut account.missed, &actor.name, find_actor(record, actor));
    }
    for event in &key.events {
        tally(&mut account.events, &mut account.missed, &event.id, find_event(record, event));
        account.violations.extend(violations(record, event));
    }
    for commitment in &key.commitments {
        tally(&mut account.commitments, &mut account.missed, &commitment.id, find_commitment(record, commitment));
    }
    for relation in &key.relations {
        tally(&mut account.relations, &mut account.missed, &relation.id, find_relation(record, relation));
    }
    for actor in key.actors.iter().filter(|a| a.code.is_none()) {
        for mention in record.mentions.iter().filter(|m| same(&m.span.text, &actor.name)) {
            let resolved = mention.actors.iter().filter_map(|id| record.actors.iter().find(|a| &a.id == id));
            for known in resolved.filter(|a| country(a.country.as_ref()).is_some()) {
                account.violations.push(format!("'{}' is resolved to {}", actor.name, known.name));
            }
        }
    }
    for report in &record.reports {
        invented(report, &mut account.violations);
    }
    account.violations.sort();
    account.violations.dedup();
    account
}

fn tally(found: &mut Found, missed: &mut Vec<String>, name: &str, outcome: Result<(), String>) {
    found.total += 1;
    match outcome {
        Ok(()) => found.found += 1,
        Err(why) => missed.push(format!("{name}: {why}")),
    }
}
