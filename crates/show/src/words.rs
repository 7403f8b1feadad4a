//! Names and phrases shared by all views.

use std::fmt::Write as _;

use detente_wire::{Count, Holder, Participant, Record, Report, Sought, When};

/// Where an account tells of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// It happened or goes on, on the author's word.
    Happened,
    /// Somebody says so, denies it, or it is uncertain.
    Claimed,
    /// It is to come, or was to come: planned, threatened, asked for, called off.
    Ahead,
}

impl Section {
    /// All sections, in the order of an account.
    pub const ALL: [Self; 3] = [Self::Happened, Self::Claimed, Self::Ahead];

    /// Its heading.
    #[must_use]
    pub fn heading(self) -> &'static str {
        match self {
            Self::Happened => "What happened",
            Self::Claimed => "What is claimed, denied or uncertain",
            Self::Ahead => "What is planned, threatened, asked for or called off",
        }
    }

    /// The section of a report.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        if is_fact(report) {
            return Self::Happened;
        }
        match report.status.as_str() {
            "planned" | "prepared" | "threatened" | "demanded" | "promised" | "cancelled" | "hypothetical" => {
                Self::Ahead
            }
            _ => Self::Claimed,
        }
    }
}

/// Heading of the commitments.
pub const COMMITMENTS: &str = "Commitments";
/// Heading of the assessments.
pub const ASSESSMENTS: &str = "The relationship, as the text reads it";

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
    if known.is_empty() { vec![one_line(participant.span.clean())] } else { known }
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

/// The sources after the author, the innermost last: "KCNA", "KCNA › officials".
#[must_use]
pub fn sources(record: &Record, attribution: &[Holder]) -> Option<String> {
    let named: Vec<String> = attribution.iter().skip(1).map(|holder| source(record, holder)).collect();
    (!named.is_empty()).then(|| named.join(" › "))
}

/// The name of a source: of the actors it is, or the words for it.
#[must_use]
pub fn source(record: &Record, holder: &Holder) -> String {
    let names: Vec<String> = holder
        .actors
        .iter()
        .filter_map(|id| record.actors.iter().find(|a| &a.id == id))
        .map(|a| a.name.clone())
        .collect();
    if names.is_empty() { one_line(&holder.description) } else { join(&names) }
}

/// "2018", "2024-05-26", "2020-06-01 to 2020-06-07", "for decades". Nothing where the text gives no time.
#[must_use]
pub fn when(when: &When) -> Option<String> {
    if when.basis == "document date" {
        return None;
    }
    match (&when.from, &when.to, when.precision.as_str()) {
        (Some(from), _, "month") => from.get(..7).map(str::to_owned),
        (Some(from), _, "year") => from.get(..4).map(str::to_owned),
        (Some(from), Some(to), _) if from == to => Some(from.clone()),
        (Some(from), _, "day") => Some(from.clone()),
        (Some(from), Some(to), _) => Some(format!("{from} to {to}")),
        _ => when.span.as_ref().map(|s| one_line(s.clean())),
    }
}

/// "balloon: about 300", "troops: at least 1,000", "shell: 20 to 40", "leaflet: “many”".
#[must_use]
pub fn count(count: &Count) -> String {
    let of = one_line(&count.of);
    let hedge = match count.hedge.as_str() {
        "vague" => return format!("{of}: “{}”", one_line(count.span.clean())),
        "exact" => String::new(),
        hedge => format!("{} ", one_line(hedge)),
    };
    let low = if count.hedge == "at most" { count.high.unwrap_or(count.low) } else { count.low };
    let mut out = format!("{of}: {hedge}{}", number(low));
    if let Some(high) = count.high.filter(|h| *h > low && count.hedge != "at least") {
        let _ = write!(out, " to {}", number(high));
    }
    if let Some(unit) = &count.unit {
        let _ = write!(out, " {}", one_line(unit));
    }
    out
}

/// A number with its thousands set apart.
#[must_use]
pub fn number(value: f64) -> String {
    let plain = format!("{value}");
    let (whole, rest) = plain.split_once('.').map_or((plain.as_str(), None), |(w, r)| (w, Some(r)));
    let digits = whole.trim_start_matches('-');
    let mut out = if digits.len() < whole.len() { "-".to_owned() } else { String::new() };
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 && digits.len() > 4 {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(rest) = rest {
        out.push('.');
        out.push_str(rest);
    }
    out
}

/// "1 report", "2 reports".
#[must_use]
pub fn plural(count: usize, one: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") }
}

/// Whether a report tells a fact as far as the author is concerned: it happened or goes on, on the author's word.
#[must_use]
pub fn is_fact(report: &Report) -> bool {
    report
        .attribution
        .first()
        .is_some_and(|author| matches!(author.status.as_str(), "happened" | "ongoing") && author.certainty != "unclear")
}

/// The clause as it reads, in one line, without the punctuation and the conjunction that tied it to what stands before.
#[must_use]
pub fn clause(report: &Report) -> String {
    let text = one_line(report.span.clean());
    let bare = text.trim_start_matches([',', ';', ':', '.', '–', '—', '-', ' ']);
    ["and ", "but ", "or "].iter().find_map(|word| bare.strip_prefix(word)).unwrap_or(bare).to_owned()
}

/// What is shown as the title: the headline, or else the first sentence, or else the file.
#[must_use]
pub fn title(record: &Record) -> String {
    let headline = record.document.headline.as_ref().and_then(Option::as_ref).map(|h| h.value.as_str());
    let first = record.sentences.first().map(|s| s.span.clean());
    one_line(headline.or(first).unwrap_or(&record.document.file))
}

/// The language a text was not coded for, where that is so.
#[must_use]
pub fn foreign(record: &Record) -> Option<&str> {
    let language = record.document.language.as_ref().and_then(Option::as_ref)?;
    (language.code != "eng").then_some(language.name.as_str())
}

/// The text in one line: every run of white space one blank, and what would steer a terminal or turn the direction of
/// writing made visible, since documents may hold anything.
#[must_use]
pub fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().map(|c| {
            let steers = c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
            if steers { '\u{FFFD}' } else { c }
        }));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(number(7.0), "7");
        assert_eq!(number(1000.0), "1000");
        assert_eq!(number(12_345.0), "12,345");
        assert_eq!(number(-1_234_567.5), "-1,234,567.5");
    }

    #[test]
    fn a_terminal_is_not_steered() {
        assert_eq!(one_line("a\u{1b}[31m  b\n\tc\u{202e}d"), "a\u{FFFD}[31m b c\u{FFFD}d");
    }

    #[test]
    fn names_are_joined_as_people_do() {
        let names = |n: &[&str]| join(&n.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>());
        assert_eq!(names(&["A"]), "A");
        assert_eq!(names(&["A", "B"]), "A and B");
        assert_eq!(names(&["A", "B", "C"]), "A, B and C");
    }
}
