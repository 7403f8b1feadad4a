//! Whole records from plain sentences: (actor country, type, recipient country).
//!
//! Coders and the program are compared sentence by sentence, as sets. A record of several actors and recipients stands
//! for each pair of them. A country is compared by its code; a body of several states is `IGO`, one of none `NGO`. A
//! record without a recipient is met by actor and type alone. A report whose actor is open, or of no known country,
//! makes no triple; one whose recipient is open makes one that only a record without a recipient can meet. An act yet to
//! come within another act's clause is that other act's ("agreed to withdraw" is the agreement alone), and what two do
//! to each other is one statement, met in either direction.

mod gold;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use detente_record::{EventType, Status};
use detente_wire::{Actor, Participant, Record, Report, Sought};
use serde_json::{Value, json};

use crate::confusion::ClassScore;
use crate::root::Root;

pub use gold::{Gold, GoldError, country, read};

/// Who did what to whom; the recipient is open in some.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Triple {
    /// Code of the actor's country.
    pub actor: String,
    /// What.
    pub root: Root,
    /// Code of the recipient's country.
    pub recipient: Option<String>,
}

impl fmt::Display for Triple {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.actor, self.root, self.recipient.as_deref().unwrap_or("-"))
    }
}

impl Triple {
    /// Whether a triple of the program meets this one of the coders.
    fn met_by(&self, other: &Self) -> bool {
        self.actor == other.actor
            && self.root == other.root
            && (self.recipient.is_none() || self.recipient == other.recipient)
    }
}

impl Gold {
    /// The triples that the record stands for.
    #[must_use]
    pub fn triples(&self) -> BTreeSet<Triple> {
        let recipients: Vec<Option<String>> =
            if self.recipients.is_empty() { vec![None] } else { self.recipients.iter().cloned().map(Some).collect() };
        let one = |actor: &String| {
            let actor = actor.clone();
            recipients.iter().map(move |r| Triple { actor: actor.clone(), root: self.root, recipient: r.clone() })
        };
        self.actors.iter().flat_map(one).collect()
    }
}

/// The triples of a record of the program. An act that has not happened counts as the word about it
/// ([`Root::with_status`]).
#[must_use]
pub fn triples(record: &Record) -> BTreeSet<Triple> {
    let mut out = BTreeSet::new();
    for report in record.reports.iter().filter(|r| !is_within(record, r)) {
        let Ok(event_type) = EventType::from_str(&report.event_type) else { continue };
        let status = Status::from_str(&report.status).unwrap_or(Status::Happened);
        let root = Root::from(event_type).with_status(status);
        let (actors, recipients) = match asked(record, report, status) {
            Some(sides) => sides,
            None => (codes(record, &report.actors), codes(record, &report.recipients)),
        };
        for actor in actors {
            let mut with: Vec<Option<String>> = recipients.iter().cloned().map(Some).collect();
            if report.reciprocal {
                with.retain(|r| r.as_ref() != Some(&actor));
            }
            if with.is_empty() {
                with.push(None);
            }
            out.extend(with.into_iter().map(|recipient| Triple { actor: actor.clone(), root, recipient }));
        }
    }
    // "A met B; they spoke": the same without its recipient adds nothing.
    let full: BTreeSet<(String, Root)> =
        out.iter().filter(|t| t.recipient.is_some()).map(|t| (t.actor.clone(), t.root)).collect();
    out.retain(|t| t.recipient.is_some() || !full.contains(&(t.actor.clone(), t.root)));
    out
}

/// Of an act that is demanded, the one who demands it and those who are to do it: as a REQUEST, that is who does what
/// to whom.
fn asked(record: &Record, report: &Report, status: Status) -> Option<(BTreeSet<String>, BTreeSet<String>)> {
    let who = report.attribution.last().filter(|_| status == Status::Demanded)?;
    let ids = who.actors.iter().filter_map(|id| record.actors.iter().find(|a| &a.id == id));
    let askers: BTreeSet<String> = ids.filter_map(code).collect();
    let asked = codes(record, &report.actors);
    (!askers.is_empty() && askers != asked).then_some((askers, asked))
}

/// Whether a report is of an act yet to come that lies within another report's clause: in "agreed to withdraw", coders
/// of PLOVER have the agreement alone.
fn is_within(record: &Record, report: &Report) -> bool {
    let fact = matches!(report.status.as_str(), "happened" | "ongoing");
    !fact
        && record.reports.iter().any(|other| {
            other.id != report.id
                && other.sentence == report.sentence
                && other.span.clean_start <= report.trigger.clean_start
                && report.trigger.clean_end <= other.span.clean_end
                && other.trigger.clean_end <= report.trigger.clean_start
        })
}

/// The triples that reports of things done to each other give in both directions.
fn mirrored(record: &Record) -> Vec<(Triple, Triple)> {
    let mut out = Vec::new();
    for report in record.reports.iter().filter(|r| r.reciprocal) {
        let Ok(event_type) = EventType::from_str(&report.event_type) else { continue };
        let status = Status::from_str(&report.status).unwrap_or(Status::Happened);
        let root = Root::from(event_type).with_status(status);
        let sides: Vec<String> = codes(record, &report.actors).into_iter().collect();
        for (at, one) in sides.iter().enumerate() {
            for other in &sides[at + 1..] {
                let triple = |a: &String, b: &String| Triple { actor: a.clone(), root, recipient: Some(b.clone()) };
                out.push((triple(one, other), triple(other, one)));
            }
        }
    }
    out
}

fn codes(record: &Record, list: &Sought<Vec<Participant>>) -> BTreeSet<String> {
    let ids = list.iter().flatten().flatten().flat_map(|p| &p.actors);
    ids.filter_map(|id| record.actors.iter().find(|a| &a.id == id)).filter_map(code).collect()
}

fn code(actor: &Actor) -> Option<String> {
    match actor.kind.as_str() {
        "igo" => Some("IGO".into()),
        "ngo" => Some("NGO".into()),
        _ => {
            let code = actor.country.as_ref().and_then(Option::as_deref)?;
            let iso = code.len() == 3 && code.chars().all(|c| c.is_ascii_uppercase());
            iso.then(|| country(code).to_owned()).or_else(|| Some("IGO".into()))
        }
    }
}

/// A sentence with the records of the coders and the triples of the program.
#[derive(Clone, Debug)]
struct Item {
    ids: Vec<String>,
    text: String,
    gold: BTreeSet<Triple>,
    said: BTreeSet<Triple>,
}

/// The score of a file of records.
#[derive(Clone, Debug, Default)]
pub struct Records {
    items: Vec<Item>,
}

/// Right and wrong triples of one kind.
#[derive(Clone, Copy, Default)]
struct Counts {
    right: usize,
    said: usize,
    found: usize,
    gold: usize,
}

impl Counts {
    fn score(self) -> ClassScore {
        ClassScore::of(self.right, self.said, self.found, self.gold)
    }

    /// Adds two sets, compared by what `of` takes from each and by `met`.
    fn add<T: Ord>(&mut self, gold: &BTreeSet<T>, said: &BTreeSet<T>, met: impl Fn(&T, &T) -> bool) {
        self.gold += gold.len();
        self.said += said.len();
        self.found += gold.iter().filter(|g| said.iter().any(|s| met(g, s))).count();
        self.right += said.iter().filter(|s| gold.iter().any(|g| met(g, s))).count();
    }
}

impl Records {
    /// Scores: `records[i]` is the program's record of `gold[i].text`. Records of one sentence are taken together.
    #[must_use]
    pub fn of(gold: &[Gold], records: &[Record]) -> Self {
        let mut items: Vec<Item> = Vec::new();
        let mut by_text: BTreeMap<&str, usize> = BTreeMap::new();
        let mut mirrors: Vec<Vec<(Triple, Triple)>> = Vec::new();
        for (gold, record) in gold.iter().zip(records) {
            let at = *by_text.entry(&gold.text).or_insert_with(|| {
                let said = triples(record);
                mirrors.push(mirrored(record));
                items.push(Item { ids: Vec::new(), text: gold.text.clone(), gold: BTreeSet::new(), said });
                items.len() - 1
            });
            items[at].ids.push(gold.id.clone());
            items[at].gold.extend(gold.triples());
        }
        // What is done to each other is one statement: of its two directions the one counts that coders chose.
        for (item, pairs) in items.iter_mut().zip(mirrors) {
            for (one, other) in pairs {
                let met = |said: &Triple| item.gold.iter().any(|g| g.met_by(said));
                let drop = if met(&other) && !met(&one) { one } else { other };
                if !met(&drop) {
                    item.said.remove(&drop);
                }
            }
        }
        Self { items }
    }

    /// Whole triples.
    #[must_use]
    pub fn triple(&self) -> ClassScore {
        self.score(|t| t.clone(), Triple::met_by)
    }

    fn score<T: Ord>(&self, of: impl Fn(&Triple) -> T, met: impl Fn(&T, &T) -> bool) -> ClassScore {
        let mut counts = Counts::default();
        for item in &self.items {
            counts.add(&item.gold.iter().map(&of).collect(), &item.said.iter().map(&of).collect(), &met);
        }
        counts.score()
    }

    /// Where the loss is: the score of each part alone.
    #[must_use]
    pub fn parts(&self) -> Vec<(&'static str, ClassScore)> {
        vec![
            ("triple", self.triple()),
            ("type", self.score(|t| t.root, |g, s| g == s)),
            ("actor", self.score(|t| t.actor.clone(), |g, s| g == s)),
            ("actor and type", self.score(|t| (t.actor.clone(), t.root), |g, s| g == s)),
            (
                "actor and recipient",
                self.score(
                    |t| (t.actor.clone(), t.recipient.clone()),
                    |g, s| g.0 == s.0 && (g.1.is_none() || g.1 == s.1),
                ),
            ),
        ]
    }

    /// The scores as one object; with what differs where `errors` is set.
    #[must_use]
    pub fn json(&self, errors: bool) -> Value {
        let mut value = serde_json::Map::new();
        for (name, score) in self.parts() {
            value.insert(name.replace(' ', "_"), json!(score));
        }
        value.insert("sentences".into(), json!(self.items.len()));
        if errors {
            let list = |set: &BTreeSet<Triple>| -> Vec<String> { set.iter().map(ToString::to_string).collect() };
            let wrong = self
                .items
                .iter()
                .filter(|i| !i.is_right())
                .map(|i| json!({ "ids": i.ids, "gold": list(&i.gold), "said": list(&i.said), "text": i.text }));
            value.insert("errors".into(), wrong.collect());
        }
        Value::Object(value)
    }

    /// What differs, as lines: `+` met, `-` missed, `?` said without gold.
    #[must_use]
    pub fn errors(&self) -> String {
        use fmt::Write;
        let mut out = String::new();
        for item in self.items.iter().filter(|i| !i.is_right()) {
            let _ = writeln!(out, "{}: {}", item.ids.join(", "), item.text);
            for gold in &item.gold {
                let sign = if item.said.iter().any(|s| gold.met_by(s)) { '+' } else { '-' };
                let _ = writeln!(out, "    {sign} {gold}");
            }
            for said in item.said.iter().filter(|s| !item.gold.iter().any(|g| g.met_by(s))) {
                let _ = writeln!(out, "    ? {said}");
            }
        }
        out
    }
}

impl Item {
    fn is_right(&self) -> bool {
        self.gold.iter().all(|g| self.said.iter().any(|s| g.met_by(s)))
            && self.said.iter().all(|s| self.gold.iter().any(|g| g.met_by(s)))
    }
}

impl fmt::Display for Records {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:20} precision  recall      F1   gold  said", "")?;
        for (name, s) in self.parts() {
            writeln!(f, "{name:20} {:9.3} {:7.3} {:7.3} {:6} {:5}", s.precision, s.recall, s.f1, s.gold, s.answered)?;
        }
        writeln!(f, "{} sentences", self.items.len())
    }
}

#[cfg(test)]
mod tests {
    use detente_record::EventType;

    use super::*;

    fn triple(actor: &str, root: EventType, recipient: Option<&str>) -> Triple {
        Triple { actor: actor.into(), root: root.into(), recipient: recipient.map(str::to_owned) }
    }

    fn records(gold: &[Triple], said: &[Triple]) -> Records {
        let set = |list: &[Triple]| list.iter().cloned().collect();
        let item = Item { ids: vec!["a".into()], text: "x".into(), gold: set(gold), said: set(said) };
        Records { items: vec![item] }
    }

    #[test]
    fn a_record_without_recipient_is_met_by_actor_and_type() {
        let met =
            records(&[triple("ESP", EventType::Retreat, None)], &[triple("ESP", EventType::Concede, Some("FRA"))]);
        assert!((met.triple().f1 - 1.0).abs() < 1e-12);
        let other = records(&[triple("ESP", EventType::Aid, Some("FRA"))], &[triple("ESP", EventType::Aid, None)]);
        assert!(other.triple().f1.abs() < 1e-12);
        assert!(other.errors().contains("- ESP AID FRA") && other.errors().contains("? ESP AID -"));
    }

    #[test]
    fn what_is_said_beyond_gold_costs_precision() {
        let gold = [triple("ESP", EventType::Aid, Some("FRA"))];
        let said = [gold[0].clone(), triple("FRA", EventType::Assault, Some("ESP"))];
        let score = records(&gold, &said).triple();
        assert_eq!((score.precision, score.recall), (0.5, 1.0));
    }
}
