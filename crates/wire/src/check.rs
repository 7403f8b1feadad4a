//! Checks that a record on the wire holds together.

use std::collections::HashSet;

use crate::types::{Derivation, Holder, Participant, Record, Sought, Span, When};

/// Something in a record that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {what}")]
pub struct Fault {
    /// Where in the record, as a path.
    pub place: String,
    /// What is wrong.
    pub what: String,
}

struct Check<'a> {
    original: &'a str,
    text: &'a str,
    actors: HashSet<&'a str>,
    mentions: HashSet<&'a str>,
    reports: HashSet<&'a str>,
    faults: Vec<Fault>,
}

/// Checks a record: every span slices to the text it names (by bytes and by characters of the original, by bytes of
/// the cleaned text), blocks are in order, every id that is named exists, ids are unique, and the version is known.
#[must_use]
pub fn check(record: &Record) -> Vec<Fault> {
    let mut check = Check {
        original: &record.document.original,
        text: &record.document.text,
        actors: record.actors.iter().map(|a| a.id.as_str()).collect(),
        mentions: record.mentions.iter().map(|m| m.id.as_str()).collect(),
        reports: record.reports.iter().map(|r| r.id.as_str()).collect(),
        faults: Vec::new(),
    };
    if record.version.split('.').next() != crate::VERSION.split('.').next() {
        let what = format!("is '{}'; this program reads {}", record.version, crate::VERSION);
        check.fault("version", what);
    }
    check.unique("actors", record.actors.iter().map(|a| a.id.as_str()));
    check.unique("mentions", record.mentions.iter().map(|m| m.id.as_str()));
    check.unique("reports", record.reports.iter().map(|r| r.id.as_str()));
    check.unique("sentences", record.sentences.iter().map(|s| s.id.as_str()));
    for (at, block) in record.document.blocks.iter().enumerate() {
        check.span(&format!("document.blocks[{at}]"), &block.span);
        if at > 0 && block.span.clean_start < record.document.blocks[at - 1].span.clean_end {
            check.fault(&format!("document.blocks[{at}]"), "begins before the block above it ends".into());
        }
    }
    for (at, sentence) in record.sentences.iter().enumerate() {
        let place = format!("sentences[{at}]");
        check.span(&place, &sentence.span);
        for (n, (start, end)) in sentence.tokens.iter().enumerate() {
            if start > end || check.original.get(*start..*end).is_none() {
                check.fault(&format!("{place}.tokens[{n}]"), format!("{start}..{end} is no slice of the original"));
            }
        }
    }
    for (at, mention) in record.mentions.iter().enumerate() {
        let place = format!("mentions[{at}]");
        check.span(&place, &mention.span);
        check.span(&place, &mention.head);
        check.actors(&place, &mention.actors);
    }
    for (at, report) in record.reports.iter().enumerate() {
        let place = format!("reports[{at}]");
        check.span(&format!("{place}.trigger"), &report.trigger);
        check.span(&format!("{place}.span"), &report.span);
        check.participants(&format!("{place}.actors"), &report.actors);
        check.participants(&format!("{place}.recipients"), &report.recipients);
        for thing in report.instruments.iter().flatten().flatten() {
            check.span(&format!("{place}.instruments"), &thing.span);
        }
        for count in report.counts.iter().flatten().flatten() {
            check.span(&format!("{place}.counts"), &count.span);
        }
        check.when(&format!("{place}.time"), &report.time);
        for where_ in report.place.iter().flatten() {
            check.span(&format!("{place}.place"), &where_.span);
        }
        if let Some(span) = &report.condition {
            check.span(&format!("{place}.condition"), span);
        }
        check.attribution(&format!("{place}.attribution"), &report.attribution);
        check.derivation(&format!("{place}.derivation"), &report.derivation);
    }
    for (at, commitment) in record.commitments.iter().enumerate() {
        let place = format!("commitments[{at}]");
        check.span(&format!("{place}.act"), &commitment.act);
        if let Some(Some(condition)) = &commitment.condition {
            check.span(&format!("{place}.condition"), condition);
        }
        check.when(&format!("{place}.deadline"), &commitment.deadline);
        check.participants(&format!("{place}.maker"), &commitment.maker);
        check.participants(&format!("{place}.addressee"), &commitment.addressee);
        for report in std::iter::once(&commitment.opened_by).chain(commitment.steps.iter().map(|s| &s.report)) {
            if !check.reports.contains(report.as_str()) {
                check.fault(&place, format!("names report {report}, which is not in the record"));
            }
        }
    }
    for (at, assessment) in record.assessments.iter().enumerate() {
        let place = format!("assessments[{at}]");
        check.span(&place, &assessment.span);
        for participant in &assessment.dyad {
            check.participant(&place, participant);
        }
        check.when(&format!("{place}.time"), &assessment.time);
        check.attribution(&format!("{place}.attribution"), &assessment.attribution);
        check.derivation(&place, &assessment.derivation);
    }
    check.faults
}

impl<'a> Check<'a> {
    fn fault(&mut self, place: &str, what: String) {
        self.faults.push(Fault { place: place.to_owned(), what });
    }

    fn unique(&mut self, place: &str, ids: impl Iterator<Item = &'a str>) {
        let mut seen = HashSet::new();
        for id in ids {
            if !seen.insert(id) {
                self.fault(place, format!("{id} stands twice"));
            }
        }
    }

    fn span(&mut self, place: &str, span: &Span) {
        if self.original.get(span.start..span.end) != Some(span.text.as_str()) {
            let what = format!("bytes {}..{} of the original do not read '{}'", span.start, span.end, span.text);
            self.fault(place, what);
            return;
        }
        let before = self.original[..span.start].chars().count();
        if before != span.char_start || before + span.text.chars().count() != span.char_end {
            let what = format!("characters {}..{} are not its bytes", span.char_start, span.char_end);
            self.fault(place, what);
        }
        if self.text.get(span.clean_start..span.clean_end) != Some(span.clean()) {
            let (start, end) = (span.clean_start, span.clean_end);
            let what = format!("bytes {start}..{end} of the cleaned text do not read '{}'", span.clean());
            self.fault(place, what);
        }
    }

    fn when(&mut self, place: &str, when: &Sought<When>) {
        if let Some(span) = when.iter().flatten().find_map(|w| w.span.as_ref()) {
            self.span(place, span);
        }
    }

    fn attribution(&mut self, place: &str, attribution: &[Holder]) {
        if attribution.first().is_none_or(|h| h.description != "author") {
            self.fault(place, "does not begin with the author".into());
        }
        for holder in attribution {
            self.actors(place, &holder.actors);
            if let Some(cue) = &holder.cue {
                self.span(place, cue);
            }
        }
    }

    fn actors(&mut self, place: &str, ids: &[String]) {
        for id in ids {
            if !self.actors.contains(id.as_str()) {
                self.fault(place, format!("names actor {id}, which is not in the record"));
            }
        }
    }

    fn participant(&mut self, place: &str, participant: &Participant) {
        self.span(place, &participant.span);
        self.actors(place, &participant.actors);
        if !self.mentions.contains(participant.mention.as_str()) {
            self.fault(place, format!("names mention {}, which is not in the record", participant.mention));
        }
    }

    fn participants(&mut self, place: &str, list: &Sought<Vec<Participant>>) {
        for participant in list.iter().flatten().flatten() {
            self.participant(place, participant);
        }
    }

    fn derivation(&mut self, place: &str, derivation: &Derivation) {
        if let Some(span) = &derivation.span {
            self.span(place, span);
        }
        for part in &derivation.parts {
            self.derivation(place, part);
        }
    }
}
