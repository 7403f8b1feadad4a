//! From the record of a document to flat reports and openings.

use detente_record::{Commitment, CommitmentId, CommitmentKind, DocumentId, QuadClass, ReportId, Status};
use detente_wire as wire;

use crate::day;
use crate::error::{MemoryError, Result};
use crate::fact::{Clause, Detail, Fact, Opening, OpeningDetail, Party, Realm, Source, Tally, Timing};
use crate::join::{ENOUGH, View, family, weigh};
use crate::words;

/// A day-exact time may span a night.
const NIGHT: i32 = 1;
/// What goes on since a day so little before the document began on that day.
const SINCE: i32 = 2;
/// So many days back a document may date what it tells elsewhere without a date.
const RETOLD: i32 = 31;
/// Characters of a clause that are kept in a row; the record keeps all.
const LONGEST_CLAUSE: usize = 400;

/// Words of a halt that leaves the door open.
const FOR_A_TIME: [&str; 9] =
    ["temporar", "suspend", "halt", "paus", "freez", "for now", "for the time being", "postpon", "delay"];

/// What a document says, flat.
#[derive(Clone, Debug, Default)]
pub struct Flat {
    /// Its reports.
    pub facts: Vec<Fact>,
    /// Its commitments.
    pub openings: Vec<Opening>,
}

/// Flattens a record. `voice` is the state whose voice the publisher is.
///
/// # Errors
/// When an id or a code of the record is none.
pub fn flatten(record: &wire::Record, voice: Option<&str>) -> Result<Flat> {
    let document: DocumentId = id(&record.document.id)?;
    let published = record.document.published.as_deref().and_then(day::parse);
    let outlet = outlet(&record.document);
    let mut flat = Flat::default();
    for report in &record.reports {
        let status: Status = code(&report.status)?;
        let mut actors = parties(record, found(&report.actors));
        let mut recipients = parties(record, found(&report.recipients));
        sort(&mut actors);
        sort(&mut recipients);
        let (from, to, timing) = time(found(&report.time), published);
        let mut names: Vec<String> = Vec::new();
        for list in [found(&report.actors), found(&report.recipients)].into_iter().flatten() {
            names.extend(list.iter().flat_map(|p| words::split(p.span.clean())));
        }
        flat.facts.push(Fact {
            id: id(&report.id)?,
            document,
            published,
            voice: voice.map(str::to_owned),
            outlet: outlet.clone(),
            event_type: code(&report.event_type)?,
            mode: found(&report.mode).cloned(),
            status,
            from,
            to,
            timing,
            detail: Detail {
                actors,
                recipients,
                reciprocal: report.reciprocal,
                place: found(&report.place).map(|p| p.name.clone()),
                counts: found(&report.counts)
                    .into_iter()
                    .flatten()
                    .map(|c| Tally { of: c.of.clone(), low: c.low, high: c.high })
                    .collect(),
                things: found(&report.instruments).into_iter().flatten().map(|t| t.name.clone()).collect(),
                words: words::content(report.span.clean(), &names),
                trigger: report.trigger.clean().to_lowercase(),
                clause: shorten(report.span.clean()),
                start: report.span.clean_start,
                end: report.span.clean_end,
                sentence: report.sentence,
                sources: report.attribution.iter().skip(1).map(|h| source(record, h)).collect(),
                author: report.attribution.first().map_or_else(String::new, |h| h.status.clone()),
                condition: report.condition.as_ref().map(clause),
                for_a_time: status == Status::Cancelled && for_a_time(record, report.trigger.clean_start),
                retold: None,
                score: found(&report.score).copied(),
                confidence: report.confidence,
            },
        });
    }
    retell(&mut flat.facts);
    for commitment in &record.commitments {
        let report: ReportId = id(&commitment.opened_by)?;
        let opener = flat.facts.iter().find(|f| f.id == report);
        let mut maker = parties(record, found(&commitment.maker));
        if maker.is_empty()
            && let Some(fact) = opener
        {
            maker = speaker(fact);
        }
        let deadline = found(&commitment.deadline);
        flat.openings.push(Opening {
            id: id::<CommitmentId>(&commitment.id)?,
            report,
            kind: code(&commitment.kind)?,
            detail: OpeningDetail {
                maker,
                addressee: parties(record, found(&commitment.addressee)),
                act: shorten(commitment.act.clean()),
                condition: found(&commitment.condition).map(clause),
                deadline: deadline
                    .map(|d| (d.from.as_deref().and_then(day::parse), d.to.as_deref().and_then(day::parse))),
                deadline_words: deadline.and_then(|d| d.span.as_ref()).map(|s| s.clean().to_owned()),
                state: commitment.state.clone(),
            },
        });
    }
    announced_without_actor(&mut flat);
    Ok(flat)
}

/// Gives what a document tells without a date the day under which it tells the same act once more with one: the
/// headline, and the sentence that takes the act up again.
fn retell(facts: &mut [Fact]) {
    let days: Vec<Option<i32>> = facts
        .iter()
        .map(|fact| {
            if fact.timing != Timing::ByDocument {
                return None;
            }
            let (view, by) = (View::new(fact), fact.base());
            facts
                .iter()
                .filter(|other| other.timing == Timing::Exact && family(other.event_type) == family(fact.event_type))
                .filter(|other| (0..=RETOLD).contains(&(by - other.base())))
                .filter_map(|other| Some((weigh(&view, &View::new(other), &mut |_, _| {})?, other.base())))
                .filter(|(points, _)| *points >= ENOUGH)
                .max()
                .map(|(_, day)| day)
        })
        .collect();
    for (fact, day) in facts.iter_mut().zip(days) {
        fact.detail.retold = day;
    }
}

/// "Leaflets will be scattered over the towns": who will do it is not said, but who says so in his own name, against
/// another, commits himself. Opened unless the document's commitments hold the act already.
fn announced_without_actor(flat: &mut Flat) {
    let mut more: Vec<Opening> = Vec::new();
    for fact in &flat.facts {
        let forward = matches!(fact.status, Status::Planned | Status::Threatened | Status::Promised);
        if !forward || !fact.detail.actors.is_empty() || fact.event_type.quad_class() != QuadClass::MaterialConflict {
            continue;
        }
        let maker = speaker(fact);
        let Some(country) = maker.iter().find_map(|p| p.country.as_deref()) else { continue };
        let others = fact.recipient_countries();
        let held = |o: &Opening| {
            let of = flat.facts.iter().find(|f| f.id == o.report);
            of.is_some_and(|f| f.event_type == fact.event_type && f.mode == fact.mode)
                && o.detail.maker.iter().any(|p| p.country.as_deref() == Some(country))
        };
        if others.is_empty() || others.contains(&country) || flat.openings.iter().chain(&more).any(held) {
            continue;
        }
        more.push(Opening {
            id: Commitment::id_of(fact.id),
            report: fact.id,
            kind: CommitmentKind::Threat,
            detail: OpeningDetail {
                addressee: fact.detail.recipients.clone(),
                act: fact.detail.clause.clone(),
                condition: fact.detail.condition.clone(),
                state: "open".into(),
                maker,
                ..OpeningDetail::default()
            },
        });
    }
    flat.openings.extend(more);
}

/// Whether the sentence around a place says that a halt is for a time.
fn for_a_time(record: &wire::Record, at: usize) -> bool {
    let holds = |s: &&wire::Sentence| s.span.clean_start <= at && at < s.span.clean_end;
    record.sentences.iter().find(holds).is_some_and(|s| {
        let text = s.span.clean().to_lowercase();
        FOR_A_TIME.iter().any(|w| text.contains(w))
    })
}

/// Who holds out what a report leaves without an actor: the official source that says it, else the state whose voice
/// the document is. Whoever announces a thing answers for it, so he is its maker; he is not borrowed as its actor.
fn speaker(fact: &Fact) -> Vec<Party> {
    if fact.realm() != Realm::Forward {
        return Vec::new();
    }
    if let Some(source) = fact.detail.sources.last() {
        return if source.party.is_official() { vec![source.party.clone()] } else { Vec::new() };
    }
    fact.voice
        .iter()
        .map(|code| Party { name: code.clone(), country: Some(code.clone()), kind: "state".into(), ..Party::default() })
        .collect()
}

/// The outlet of a document: its publisher, else the host of its address.
#[must_use]
pub fn outlet(document: &wire::Document) -> Option<String> {
    if let Some(publisher) = found(&document.publisher) {
        return Some(publisher.value.clone());
    }
    let url = found(&document.canonical_url).or(found(&document.url))?;
    let host = url.value.split("://").nth(1)?.split(['/', '?', '#']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host).to_lowercase()).filter(|h| !h.is_empty())
}

/// The value of a field that is there.
#[must_use]
pub fn found<T>(value: &wire::Sought<T>) -> Option<&T> {
    value.as_ref().and_then(Option::as_ref)
}

fn id<T: std::str::FromStr>(text: &str) -> Result<T>
where
    T::Err: std::fmt::Display,
{
    text.parse().map_err(|e: T::Err| MemoryError::damaged("an id", e))
}

fn code<T: std::str::FromStr>(text: &str) -> Result<T>
where
    T::Err: std::fmt::Display,
{
    text.parse().map_err(|e: T::Err| MemoryError::damaged("a code", e))
}

fn clause(span: &wire::Span) -> Clause {
    Clause { text: shorten(span.clean()), start: span.clean_start, end: span.clean_end }
}

fn shorten(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= LONGEST_CLAUSE {
        return text;
    }
    let mut short: String = text.chars().take(LONGEST_CLAUSE).collect();
    short.push('…');
    short
}

fn sort(parties: &mut Vec<Party>) {
    parties.sort_by(|a, b| (a.country.is_none(), a).cmp(&(b.country.is_none(), b)));
    parties.dedup();
}

fn parties(record: &wire::Record, list: Option<&Vec<wire::Participant>>) -> Vec<Party> {
    let mut out = Vec::new();
    for participant in list.into_iter().flatten() {
        if participant.actors.is_empty() {
            out.push(Party { name: participant.span.clean().to_owned(), ..Party::default() });
        }
        out.extend(participant.actors.iter().filter_map(|id| party(record, id)));
    }
    out
}

fn party(record: &wire::Record, id: &str) -> Option<Party> {
    let actor = record.actors.iter().find(|a| a.id == id)?;
    Some(Party {
        id: Some(actor.id.clone()),
        name: actor.name.clone(),
        country: found(&actor.country).cloned(),
        sector: actor.sectors.first().cloned(),
        kind: actor.kind.clone(),
        known: actor.entry.is_some(),
    })
}

fn source(record: &wire::Record, holder: &wire::Holder) -> Source {
    let party = holder
        .actors
        .iter()
        .find_map(|id| party(record, id))
        .unwrap_or_else(|| Party { name: holder.description.clone(), ..Party::default() });
    Source { party, status: holder.status.clone() }
}

fn time(when: Option<&wire::When>, published: Option<i32>) -> (Option<i32>, Option<i32>, Timing) {
    let Some(when) = when else { return (None, None, Timing::Unknown) };
    let from = when.from.as_deref().and_then(day::parse);
    let to = when.to.as_deref().and_then(day::parse);
    let timing = match (from, to) {
        _ if when.basis == "document date" => Timing::ByDocument,
        // "Recently": by the day of the document, and no more.
        (None, Some(b)) if Some(b) == published => Timing::ByDocument,
        (Some(a), Some(b)) if when.precision == "day" && (0..=NIGHT).contains(&(b - a)) => Timing::Exact,
        // "From the night of the 28th" is of that night.
        (Some(_), None) if when.precision == "day" => Timing::Exact,
        (Some(a), None) if published.is_some_and(|p| (0..=SINCE).contains(&(p - a))) => Timing::Exact,
        (None, None) => Timing::Unknown,
        _ => Timing::Coarse,
    };
    (from, to, timing)
}
