//! The examples and counter-examples beside the senses of `knowledge/events/`, run through the whole chain.

use std::ops::Range;

use detente_knowledge::{Example, Sense};
use detente_record::{Metadata, Participant, Provenance, Record, Report, TextSpan};
use detente_text::{DuplicateIndex, Layout, RawDocument};

use crate::Chain;

/// How one example came out.
#[derive(Clone, Debug)]
pub struct Outcome<'k> {
    /// The sense beside which it stands.
    pub sense: &'k Sense,
    /// The example.
    pub example: &'k Example,
    /// Whether it is one (and not a counter-example).
    pub positive: bool,
    /// What is wrong with how it was coded, in words.
    pub fault: Option<String>,
}

/// Codes the examples of some senses. An example is right when some report of it has the type and mode of the sense
/// and, where the example marks them, an actor and a recipient that overlap the marks; a counter-example when no
/// report of it was made by the sense.
#[must_use]
pub fn run<'k>(chain: &Chain, senses: impl Iterator<Item = &'k Sense>) -> Vec<Outcome<'k>> {
    let cases: Vec<(&Sense, &Example, bool)> = senses
        .flat_map(|s| {
            let good = s.examples.iter().map(move |e| (s, e, true));
            good.chain(s.counter_examples.iter().map(move |e| (s, e, false)))
        })
        .collect();
    let texts = cases.iter().map(|(_, e, _)| raw(&e.text)).collect();
    // Examples may resemble each other; each is coded for itself.
    let records = chain.records(texts, &mut DuplicateIndex::new());
    cases
        .into_iter()
        .zip(&records)
        .map(|((sense, example, positive), record)| {
            let fault =
                if positive { fault(sense, example, record) } else { coded_by(sense, record).then(counter_fault) };
            Outcome { sense, example, positive, fault }
        })
        .collect()
}

fn counter_fault() -> String {
    "is coded and must not be".to_owned()
}

fn raw(text: &str) -> RawDocument {
    RawDocument {
        original: text.to_owned(),
        layout: Layout::Plain,
        metadata: Metadata::default(),
        provenance: Provenance::default(),
    }
}

/// The sense that made a report.
fn maker(report: &Report) -> Option<&str> {
    report.derivation.parts.first().and_then(|p| p.rule.as_deref())
}

fn coded_by(sense: &Sense, record: &Record) -> bool {
    record.reports.iter().any(|r| maker(r) == Some(sense.id.as_str()))
}

fn fault(sense: &Sense, example: &Example, record: &Record) -> Option<String> {
    let fits = |r: &&Report| r.event_type == sense.event_type && r.mode.found() == sense.mode.as_ref();
    let fitting: Vec<&Report> = record.reports.iter().filter(fits).collect();
    if fitting.is_empty() {
        let coded: Vec<&str> = record.reports.iter().filter_map(maker).collect();
        return Some(match coded.as_slice() {
            [] => "is not coded".to_owned(),
            other => format!("is coded otherwise: {}", other.join(", ")),
        });
    }
    if !fitting.iter().any(|r| marked(r.actors.found(), &example.actors)) {
        return Some("has another actor".to_owned());
    }
    if !fitting.iter().any(|r| marked(r.recipients.found(), &example.recipients)) {
        return Some("has another recipient".to_owned());
    }
    None
}

/// Whether some participant overlaps some mark; so it is where nothing is marked.
fn marked(participants: Option<&Vec<Participant>>, marks: &[Range<usize>]) -> bool {
    let overlaps = |span: TextSpan, mark: &Range<usize>| span.start < mark.end && mark.start < span.end;
    marks.is_empty() || participants.is_some_and(|l| l.iter().any(|p| marks.iter().any(|m| overlaps(p.span, m))))
}
