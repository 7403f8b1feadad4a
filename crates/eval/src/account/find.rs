//! Finding the items of a key in a record, and what the record must not say.

use detente_wire::{Participant, Record, Report, Sought};

use super::key::{KeyActor, KeyCommitment, KeyEvent, KeyRelation, OneOrMany};

pub(super) fn same(a: &str, b: &str) -> bool {
    let fold = |s: &str| s.to_lowercase().replace(['-', '’'], " ").trim_start_matches("the ").to_owned();
    fold(a) == fold(b)
}

/// A mention without the article and number before it: "four Malian soldiers" are Malian soldiers.
fn uncounted(text: &str) -> &str {
    const BEFORE: &[&str] = &[
        "a", "an", "the", "some", "several", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "about",
    ];
    let mut text = text;
    while let Some((first, rest)) = text.split_once(' ') {
        let counts = BEFORE.contains(&first.to_lowercase().as_str())
            || first.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'));
        if !counts {
            break;
        }
        text = rest;
    }
    text
}

pub(super) fn country(value: Option<&Option<String>>) -> Option<&str> {
    value.and_then(Option::as_deref)
}

/// The press is MED in CAMEO and JRN in PLOVER.
fn sector_fits(sectors: &[String], wanted: &str) -> bool {
    sectors.iter().any(|s| s == wanted || (wanted == "MED" && s == "JRN"))
}

pub(super) fn find_actor(record: &Record, key: &KeyActor) -> Result<(), String> {
    let named: Vec<_> = record
        .mentions
        .iter()
        .filter(|m| key.surface.iter().chain([&key.name]).any(|s| same(uncounted(&m.span.text), uncounted(s))))
        .collect();
    let candidates: Vec<_> = if key.kind == "person" || named.is_empty() {
        // By its name, or by a mention that ends in it: "the Hamas leader Khaled Meshaal" is held as Khaled Mashaal.
        let ends = format!(" {}", key.name.to_lowercase());
        let mentions = record.mentions.iter().filter(|m| {
            m.kind == "name" && (same(&m.span.text, &key.name) || m.span.text.to_lowercase().ends_with(&ends))
        });
        let ids: Vec<_> = mentions.flat_map(|m| &m.actors).collect();
        record.actors.iter().filter(|a| same(&a.name, &key.name) || ids.contains(&&a.id)).collect()
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

pub(super) fn find_event(record: &Record, key: &KeyEvent) -> Result<(), String> {
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
pub(super) fn violations(record: &Record, key: &KeyEvent) -> Vec<String> {
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
pub(super) fn invented(report: &Report, out: &mut Vec<String>) {
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

pub(super) fn find_commitment(record: &Record, key: &KeyCommitment) -> Result<(), String> {
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

pub(super) fn find_relation(record: &Record, key: &KeyRelation) -> Result<(), String> {
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
