//! The record of one article against an answer key.
//!
//! A key lists what a careful reader takes from the article: actors, events with who holds them, commitments,
//! readings of relations, and what must not be in the record. An item counts as found only when everything that the
//! key says of it is met; the first thing that is not is named beside each miss.

use std::fmt;

use detente_wire::{Participant, Record, Report, Sought};
use serde::{Deserialize, Serialize};

/// An answer key.
#[derive(Clone, Debug, Deserialize)]
pub struct Key {
    /// The article.
    pub document: KeyDocument,
    /// Who occurs.
    pub actors: Vec<KeyActor>,
    /// What is reported.
    pub events: Vec<KeyEvent>,
    /// What is threatened, promised, planned.
    pub commitments: Vec<KeyCommitment>,
    /// How the text reads relationships.
    pub relations: Vec<KeyRelation>,
    /// What must not be in the record, in words; checked by the rules of [`score`].
    #[serde(default)]
    pub must_not: Vec<String>,
}

/// The article of a key.
#[derive(Clone, Debug, Deserialize)]
pub struct KeyDocument {
    /// File, relative to the key.
    pub file: String,
    /// Publication date, when the text does not say it.
    pub published: Option<String>,
    /// Publisher, when the text does not say it.
    pub publisher: Option<String>,
}

/// One or several names or codes.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum OneOrMany {
    /// One.
    One(String),
    /// Several.
    Many(Vec<String>),
}

impl OneOrMany {
    fn list(&self) -> Vec<&str> {
        match self {
            Self::One(one) => vec![one],
            Self::Many(many) => many.iter().map(String::as_str).collect(),
        }
    }
}

/// An actor of a key.
#[derive(Clone, Debug, Deserialize)]
pub struct KeyActor {
    /// Name.
    pub name: String,
    /// Country code; null when it must stay open.
    pub code: Option<String>,
    /// Sector.
    pub sector: Option<String>,
    /// Kind, in the key's words.
    pub kind: String,
    /// How the text names it.
    #[serde(default)]
    pub surface: Vec<String>,
}

/// An event of a key.
#[derive(Clone, Debug, Deserialize)]
pub struct KeyEvent {
    /// Its name in the key.
    pub id: String,
    /// Number of the sentence.
    pub sentence: usize,
    /// Who.
    pub actor: Option<OneOrMany>,
    /// Type.
    #[serde(rename = "type")]
    pub event_type: Option<String>,
    /// Mode.
    pub mode: Option<String>,
    /// To whom.
    pub recipient: Option<OneOrMany>,
    /// Status.
    pub status: String,
    /// Who holds it, the author first.
    #[serde(default)]
    pub held_by: Vec<String>,
}

/// A commitment of a key.
#[derive(Clone, Debug, Deserialize)]
pub struct KeyCommitment {
    /// Its name in the key.
    pub id: String,
    /// Kind.
    pub kind: String,
    /// Who.
    pub maker: OneOrMany,
    /// To whom.
    pub addressee: Option<OneOrMany>,
    /// On what condition.
    pub condition: Option<String>,
    /// What became of it.
    pub state: Option<String>,
}

/// A reading of a key.
#[derive(Clone, Debug, Deserialize)]
pub struct KeyRelation {
    /// Its name in the key.
    pub id: String,
    /// Number of the sentence.
    pub sentence: usize,
    /// The two sides.
    pub dyad: Vec<String>,
    /// The reading, in the key's words.
    pub reading: String,
}

/// A key that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("is no answer key: {0}")]
pub struct KeyError(#[from] serde_json::Error);

impl Key {
    /// Reads a key.
    ///
    /// # Errors
    /// When the text is no JSON or lacks what a key must have; the message names line and column.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        Ok(serde_json::from_str(text)?)
    }
}

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

fn same(a: &str, b: &str) -> bool {
    let fold = |s: &str| s.to_lowercase().replace(['-', '’'], " ").trim_start_matches("the ").to_owned();
    fold(a) == fold(b)
}

fn country(value: Option<&Option<String>>) -> Option<&str> {
    value.and_then(Option::as_deref)
}

/// The press is MED in CAMEO and JRN in PLOVER.
fn sector_fits(sectors: &[String], wanted: &str) -> bool {
    sectors.iter().any(|s| s == wanted || (wanted == "MED" && s == "JRN"))
}

fn find_actor(record: &Record, key: &KeyActor) -> Result<(), String> {
    let named: Vec<_> = record
        .mentions
        .iter()
        .filter(|m| key.surface.iter().chain([&key.name]).any(|s| same(&m.span.text, s)))
        .collect();
    let candidates: Vec<_> = if key.kind == "person" || named.is_empty() {
        record.actors.iter().filter(|a| same(&a.name, &key.name)).collect()
    } else {
        named.iter().flat_map(|m| &m.actors).filter_map(|id| record.actors.iter().find(|a| &a.id == id)).collect()
    };
    if candidates.is_empty() {
        return Err("no mention of it is resolved".into());
    }
    let fits = candidates.iter().any(|a| {
        country(a.country.as_ref()) == key.code.as_deref()
            && key.sector.as_ref().is_none_or(|s| sector_fits(&a.sectors, s))
    });
    let codes: Vec<String> = candidates
        .iter()
        .map(|a| format!("{:?} {:?}", a.country.as_ref().and_then(Option::as_ref), a.sectors))
        .collect();
    if fits { Ok(()) } else { Err(format!("found as {}", codes.join("; "))) }
}

/// Whether a participant is what the key names: a code ("PRK", "PRK CVL"), or words of its name.
fn is_named(record: &Record, participant: &Participant, wanted: &str) -> bool {
    let mut words = wanted.split(' ');
    let first = words.next().unwrap_or_default();
    if is_code(first) {
        let sector = words.next();
        return participant.codes.iter().any(|code| {
            let mut parts = code.split(' ');
            let country = parts.next();
            let sectors: Vec<String> = parts.map(str::to_owned).collect();
            country == Some(first) && sector.is_none_or(|s| sector_fits(&sectors, s))
        });
    }
    let names: Vec<String> = participant
        .actors
        .iter()
        .filter_map(|id| record.actors.iter().find(|a| &a.id == id))
        .map(|a| a.name.to_lowercase())
        .chain([participant.span.text.to_lowercase()])
        .map(|n| n.replace('-', " "))
        .collect();
    let content: Vec<String> = wanted
        .to_lowercase()
        .replace('-', " ")
        .split(' ')
        .filter(|w| !matches!(*w, "of" | "the" | "a" | "group"))
        .map(str::to_owned)
        .collect();
    names.iter().any(|n| content.iter().all(|w| n.contains(w)))
}

fn is_code(word: &str) -> bool {
    word.len() == 3 && word.chars().all(|c| c.is_ascii_uppercase())
}

fn all_named(record: &Record, list: &Sought<Vec<Participant>>, wanted: &OneOrMany) -> bool {
    let list: Vec<&Participant> = list.iter().flatten().flatten().collect();
    wanted.list().iter().all(|wanted| {
        // "senders in KOR": not named in the text, so open, or someone of that country.
        if let Some((_, code)) = wanted.rsplit_once(" in ")
            && is_code(code)
        {
            return list.is_empty() || list.iter().any(|p| is_named(record, p, code));
        }
        list.iter().any(|p| is_named(record, p, wanted))
    })
}

fn find_event(record: &Record, key: &KeyEvent) -> Result<(), String> {
    let here: Vec<&Report> = record.reports.iter().filter(|r| r.sentence == key.sentence).collect();
    if here.is_empty() {
        return Err(format!("no report in sentence {}", key.sentence));
    }
    let mut best: Option<(usize, String)> = None;
    for report in here {
        let checks: [(bool, String); 6] = [
            (key.event_type.as_ref().is_none_or(|t| *t == report.event_type), format!("type is {}", report.event_type)),
            (
                key.mode.as_ref().is_none_or(|m| report.mode.as_ref().and_then(Option::as_ref) == Some(m)),
                format!("mode is {:?}", report.mode.as_ref().and_then(Option::as_ref)),
            ),
            (report.status == key.status, format!("status is {}", report.status)),
            (
                key.actor.as_ref().is_none_or(|a| all_named(record, &report.actors, a)),
                format!("actor is {}", shown(&report.actors)),
            ),
            (
                key.recipient.as_ref().is_none_or(|r| all_named(record, &report.recipients, r)),
                format!("recipient is {}", shown(&report.recipients)),
            ),
            (held_by(record, report, &key.held_by), "held by others".into()),
        ];
        let met = checks.iter().filter(|(ok, _)| *ok).count();
        if met == checks.len() {
            return Ok(());
        }
        // An untyped item is only met by an untyped act; a report of another act does not stand for it.
        let why: Vec<&str> = checks.iter().filter(|(ok, _)| !ok).map(|(_, why)| why.as_str()).collect();
        if best.as_ref().is_none_or(|(n, _)| met > *n) {
            best = Some((met, format!("nearest {}: {}", report.id, why.join(", "))));
        }
    }
    Err(best.map(|(_, why)| why).unwrap_or_default())
}

fn shown(list: &Sought<Vec<Participant>>) -> String {
    let words: Vec<String> =
        list.iter().flatten().flatten().map(|p| format!("{} [{}]", p.span.text, p.codes.join(","))).collect();
    if words.is_empty() { "open".into() } else { words.join("; ") }
}

fn held_by(record: &Record, report: &Report, holders: &[String]) -> bool {
    let sources: Vec<&String> = holders.iter().filter(|h| *h != "author" && *h != "many").collect();
    if holders.iter().any(|h| h == "author") && sources.is_empty() {
        return report.attribution.len() == 1;
    }
    sources.iter().all(|wanted| {
        report.attribution.iter().skip(1).any(|holder| {
            let code = wanted.split(' ').next().unwrap_or_default();
            if is_code(code) {
                holder.codes.iter().any(|c| c.starts_with(code))
            } else {
                let text = Participant {
                    mention: String::new(),
                    actors: holder.actors.clone(),
                    codes: holder.codes.clone(),
                    span: detente_wire::Span {
                        start: 0,
                        end: 0,
                        char_start: 0,
                        char_end: 0,
                        text: holder.description.clone(),
                        reads: None,
                        clean_start: 0,
                        clean_end: 0,
                    },
                };
                is_named(record, &text, wanted)
            }
        })
    })
}

/// What the record says of a key event that it must not say.
fn violations(record: &Record, key: &KeyEvent) -> Vec<String> {
    let fact = matches!(key.status.as_str(), "happened" | "ongoing");
    let mut out = Vec::new();
    for report in record.reports.iter().filter(|r| r.sentence == key.sentence) {
        let same_act = key.event_type.as_ref() == Some(&report.event_type)
            && key.mode.as_ref().is_none_or(|m| report.mode.as_ref().and_then(Option::as_ref) == Some(m))
            && key.actor.as_ref().is_none_or(|a| all_named(record, &report.actors, a));
        if !same_act {
            continue;
        }
        let author = report.attribution.first();
        let told_as_fact = author.is_some_and(|a| matches!(a.status.as_str(), "happened" | "ongoing"));
        if !fact && told_as_fact {
            out.push(format!("{} is a fact in {}", key.id, report.id));
        }
        let sourced = key.held_by.iter().any(|h| h != "author" && h != "many");
        if sourced && report.attribution.len() == 1 && told_as_fact {
            out.push(format!("{} is the author's own in {}", key.id, report.id));
        }
    }
    out
}

/// Times, places and numbers that no words of the text bear out.
fn invented(report: &Report, out: &mut Vec<String>) {
    if let Some(Some(when)) = &report.time
        && when.span.is_none()
        && when.basis != "document date"
    {
        out.push(format!("{} has a time without words", report.id));
    }
    for (what, empty) in [
        ("place", report.place.iter().flatten().any(|p| p.span.text.is_empty())),
        ("number", report.counts.iter().flatten().flatten().any(|c| c.span.text.is_empty())),
    ] {
        if empty {
            out.push(format!("{} has a {what} without words", report.id));
        }
    }
}

fn find_commitment(record: &Record, key: &KeyCommitment) -> Result<(), String> {
    let mut nearest: Option<(usize, String)> = None;
    for commitment in &record.commitments {
        let state = key.state.as_ref().is_none_or(|wanted| {
            let wanted = if wanted.contains("preparation") { "prepared" } else { wanted.as_str() };
            commitment.state == wanted
        });
        let checks = [
            (all_named(record, &commitment.maker, &key.maker), format!("maker is {}", shown(&commitment.maker))),
            (
                key.addressee.as_ref().is_none_or(|a| all_named(record, &commitment.addressee, a)),
                format!("addressee is {}", shown(&commitment.addressee)),
            ),
            (commitment.kind == key.kind, format!("kind is {}", commitment.kind)),
            (state, format!("state is {}", commitment.state)),
            (
                key.condition.is_none() || commitment.condition.as_ref().is_some_and(Option::is_some),
                "condition is open".into(),
            ),
        ];
        let met = checks.iter().filter(|(ok, _)| *ok).count();
        if met == checks.len() {
            return Ok(());
        }
        let why: Vec<&str> = checks.iter().filter(|(ok, _)| !ok).map(|(_, why)| why.as_str()).collect();
        if nearest.as_ref().is_none_or(|(n, _)| met > *n) {
            nearest = Some((met, format!("nearest {}: {}", commitment.id, why.join(", "))));
        }
    }
    Err(nearest.map_or_else(|| "no commitment".into(), |(_, why)| why))
}

/// The reading that the words of a key stand for.
fn reading(words: &str) -> &str {
    if words.contains("at war") {
        "at war"
    } else if words.contains("tensions rising") || words.contains("deteriorat") || words.contains("worsen") {
        "deteriorating"
    } else if words.contains("improv") {
        "improving"
    } else if words.contains("end of the war") || words.contains("peace") {
        "at peace"
    } else {
        words
    }
}

fn find_relation(record: &Record, key: &KeyRelation) -> Result<(), String> {
    let wanted = reading(&key.reading);
    let here: Vec<_> = record.assessments.iter().filter(|a| a.sentence == key.sentence).collect();
    if here.is_empty() {
        return Err(format!("no reading in sentence {}", key.sentence));
    }
    for assessment in &here {
        let codes: Vec<&str> =
            assessment.dyad.iter().flat_map(|p| &p.codes).filter_map(|c| c.split(' ').next()).collect();
        if assessment.reading == wanted && key.dyad.iter().all(|d| codes.contains(&d.as_str())) {
            return Ok(());
        }
    }
    let found: Vec<String> = here
        .iter()
        .map(|a| {
            let codes: Vec<&str> = a.dyad.iter().flat_map(|p| &p.codes).map(String::as_str).collect();
            format!("{} of {}", a.reading, codes.join(", "))
        })
        .collect();
    Err(format!("found {}", found.join("; ")))
}
