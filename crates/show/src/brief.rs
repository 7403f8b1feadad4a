//! The brief: a compact account of one document for the terminal.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style as Ansi};
use detente_wire::{Commitment, Record, Report};
use unicode_width::UnicodeWidthStr;

use crate::words;

/// How to write the brief.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Columns to fill.
    pub width: usize,
    /// Whether to colour.
    pub colour: bool,
}

/// Narrowest page that still reads.
const NARROWEST: usize = 40;
/// Widest line that still reads.
const WIDEST: usize = 110;
/// Columns of the sentence number.
const NUMBER: usize = 4;

struct Page {
    out: String,
    width: usize,
    colour: bool,
}

const TITLE: Ansi = Ansi::new().bold();
const QUIET: Ansi = Ansi::new().dimmed();
const SECTION: Ansi = Ansi::new().bold().underline();

fn quad(report: &Report) -> Ansi {
    let colour = match report.quad_class.as_str() {
        "material conflict" => AnsiColor::Red,
        "verbal conflict" => AnsiColor::Yellow,
        "material cooperation" => AnsiColor::Green,
        _ => AnsiColor::Cyan,
    };
    Ansi::new().fg_color(Some(colour.into())).bold()
}

impl Page {
    fn paint(&self, style: Ansi, text: &str) -> String {
        if self.colour { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(text.trim_end());
        self.out.push('\n');
    }

    fn section(&mut self, name: &str) {
        self.line("");
        let name = self.paint(SECTION, name);
        self.line(&name);
    }

    /// Wrapped text behind an indent, in one style.
    fn wrapped(&mut self, text: &str, indent: usize, style: Ansi, most: usize) {
        let width = self.width.saturating_sub(indent).max(20);
        let lines = textwrap::wrap(text, width);
        for (at, line) in lines.iter().take(most).enumerate() {
            let mut line = line.to_string();
            if at + 1 == most && lines.len() > most {
                while line.width() + 1 > width {
                    line.pop();
                }
                line.push('…');
            }
            let painted = self.paint(style, &line);
            self.line(&format!("{:indent$}{painted}", ""));
        }
    }

    /// Pieces on one line where they fit, wrapped behind the number where they do not.
    fn pieces(&mut self, number: &str, pieces: &[(Ansi, String)]) {
        let mut line = format!("{number:>NUMBER$}  ");
        let mut used = NUMBER + 2;
        let mut first = true;
        for (style, text) in pieces.iter().filter(|(_, t)| !t.is_empty()) {
            let gap = if first { 0 } else { 2 };
            if !first && used + gap + text.width() > self.width {
                self.line(&line);
                line = " ".repeat(NUMBER + 2);
                used = NUMBER + 2;
            } else if !first {
                line.push_str("  ");
                used += 2;
            }
            first = false;
            line.push_str(&self.paint(*style, text));
            used += text.width();
        }
        self.line(&line);
    }
}

/// The account of one document: what happened, what is claimed and by whom, commitments, assessments.
#[must_use]
pub fn brief(record: &Record, style: Style) -> String {
    let width = style.width.clamp(NARROWEST, WIDEST);
    let mut page = Page { out: String::new(), width, colour: style.colour };
    head(&mut page, record);
    let (facts, rest): (Vec<&Report>, Vec<&Report>) = record.reports.iter().partition(|r| words::is_fact(r));
    let (forward, claims): (Vec<&Report>, Vec<&Report>) = rest.into_iter().partition(|r| {
        matches!(r.status.as_str(), "planned" | "prepared" | "threatened" | "demanded" | "promised" | "cancelled" | "hypothetical")
    });
    reports(&mut page, record, "What happened", &facts);
    reports(&mut page, record, "What is claimed, denied or uncertain", &claims);
    reports(&mut page, record, "What is planned, threatened, asked for or called off", &forward);
    commitments(&mut page, record);
    assessments(&mut page, record);
    if record.reports.is_empty() && record.assessments.is_empty() {
        page.line("");
        let text = match record.document.language.as_ref().and_then(Option::as_ref) {
            Some(l) if l.code != "eng" => format!("Not coded: the text is in {}.", l.name),
            _ => "No event found.".into(),
        };
        let text = page.paint(QUIET, &text);
        page.line(&text);
    }
    page.out
}

fn head(page: &mut Page, record: &Record) {
    let document = &record.document;
    let headline = document.headline.as_ref().and_then(Option::as_ref).map(|h| h.value.clone());
    let first = record.sentences.first().map(|s| s.span.reads.clone().unwrap_or_else(|| s.span.text.clone()));
    let title = headline.or(first).unwrap_or_else(|| document.file.clone());
    page.wrapped(&title.split_whitespace().collect::<Vec<_>>().join(" "), 0, TITLE, 2);
    let mut facts: Vec<String> = Vec::new();
    facts.extend(document.publisher.as_ref().and_then(Option::as_ref).map(|p| p.value.clone()));
    facts.push(document.published.clone().unwrap_or_else(|| "no date".into()));
    let place = match document.record {
        Some(record) => format!("{} #{record}", document.file),
        None => document.file.clone(),
    };
    facts.push(place);
    let sentences = record.sentences.iter().filter(|s| s.number > 0).count();
    facts.push(format!("{sentences} sentences, {} reports", record.reports.len()));
    facts.push(document.id.clone());
    if let Some(duplicate) = document.duplicate.as_ref().and_then(Option::as_ref) {
        facts.push(format!("{} duplicate of {}", duplicate.kind, duplicate.of));
    }
    page.wrapped(&facts.join(" · "), 0, QUIET, 3);
}

fn reports(page: &mut Page, record: &Record, name: &str, list: &[&Report]) {
    if list.is_empty() {
        return;
    }
    page.section(name);
    let mut last = None;
    for report in list {
        let number = if last == Some(report.sentence) { String::new() } else { format!("[{}]", report.sentence) };
        last = Some(report.sentence);
        let mut pieces = vec![
            (quad(report), words::act(report)),
            (Ansi::new().bold(), words::dyad(record, report)),
            (Ansi::new().italic(), report.status.clone()),
        ];
        if let Some(sources) = words::sources(record, &report.attribution) {
            pieces.push((QUIET, format!("says {sources}")));
        }
        if let Some(when) = report.time.as_ref().and_then(Option::as_ref).and_then(words::when) {
            pieces.push((QUIET, when));
        }
        page.pieces(&number, &pieces);
        page.wrapped(&format!("“{}”  {}", words::clause(report), report.id), NUMBER + 2, QUIET, 2);
    }
}

fn commitments(page: &mut Page, record: &Record) {
    if record.commitments.is_empty() {
        return;
    }
    page.section("Commitments");
    for commitment in &record.commitments {
        let report = record.reports.iter().find(|r| r.id == commitment.opened_by);
        let number = report.map(|r| format!("[{}]", r.sentence)).unwrap_or_default();
        page.pieces(
            &number,
            &[
                (Ansi::new().bold(), commitment.kind.clone()),
                (Ansi::new(), sides(record, commitment)),
                (report.map_or(QUIET, quad), report.map(words::act).unwrap_or_default()),
                (Ansi::new().italic(), commitment.state.clone()),
            ],
        );
        if let Some(condition) = commitment.condition.as_ref().and_then(Option::as_ref) {
            page.wrapped(&format!("condition: {}", one_line(&condition.text)), NUMBER + 2, QUIET, 2);
        }
        for step in &commitment.steps {
            let at = record.reports.iter().find(|r| r.id == step.report).map(|r| r.sentence);
            let mut text = step.state.clone();
            if let Some(at) = at {
                let _ = write!(text, " [{at}]");
            }
            let _ = write!(text, ": {}", step.reason);
            page.wrapped(&text, NUMBER + 2, QUIET, 2);
        }
    }
}

fn sides(record: &Record, commitment: &Commitment) -> String {
    let maker = words::names(record, &commitment.maker).unwrap_or_else(|| "(open)".into());
    match words::names(record, &commitment.addressee) {
        Some(addressee) => format!("{maker} → {addressee}"),
        None => maker,
    }
}

fn assessments(page: &mut Page, record: &Record) {
    if record.assessments.is_empty() {
        return;
    }
    page.section("The relationship, as the text reads it");
    for assessment in &record.assessments {
        let mut names: Vec<String> = Vec::new();
        for name in assessment.dyad.iter().flat_map(|p| words::names_of(record, p)) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let mut pieces = vec![
            (Ansi::new().bold(), names.join(" – ")),
            (Ansi::new().italic(), assessment.reading.clone()),
            (QUIET, assessment.qualifier.clone().unwrap_or_default()),
        ];
        if assessment.certainty != "certain" {
            pieces.push((QUIET, assessment.certainty.clone()));
        }
        if let Some(sources) = words::sources(record, &assessment.attribution) {
            pieces.push((QUIET, format!("says {sources}")));
        }
        page.pieces(&format!("[{}]", assessment.sentence), &pieces);
        page.wrapped(&format!("“{}”", one_line(&assessment.span.text)), NUMBER + 2, QUIET, 2);
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
