//! The brief: a compact account of one document for the terminal.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style as Ansi};
use detente_wire::{Commitment, Holder, Record, Report};
use unicode_width::UnicodeWidthStr;

use crate::words::{self, Section, one_line, plural};

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
const SOURCE: Ansi = Ansi::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Magenta)));
const SECTION: Ansi = Ansi::new().bold().underline();

/// What a status looks like: what did not or will not come about is set apart from what did.
fn status(status: &str) -> Ansi {
    match status {
        "happened" | "ongoing" => Ansi::new(),
        "denied" | "cancelled" => Ansi::new().strikethrough(),
        _ => Ansi::new().italic(),
    }
}

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
        self.wrapped(name, 0, SECTION, 2);
    }

    /// Facts side by side, as many to a line as fit whole.
    fn facts(&mut self, facts: &[String]) {
        let mut line = String::new();
        for fact in facts {
            if !line.is_empty() && line.width() + 3 + fact.width() > self.width {
                self.wrapped(&line, 0, QUIET, 2);
                line.clear();
            }
            if !line.is_empty() {
                line.push_str(" · ");
            }
            line.push_str(fact);
        }
        self.wrapped(&line, 0, QUIET, 2);
    }

    /// Wrapped text behind an indent, in one style.
    fn wrapped(&mut self, text: &str, indent: usize, style: Ansi, most: usize) {
        let width = self.width.saturating_sub(indent).max(20);
        let options = textwrap::Options::new(width).word_splitter(textwrap::WordSplitter::NoHyphenation);
        let lines = textwrap::wrap(text, options);
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
        let indent = " ".repeat(NUMBER + 2);
        let room = self.width - indent.len();
        let mut line = format!("{}  ", self.paint(QUIET, &format!("{number:>NUMBER$}")));
        let mut used = 0;
        for (style, text) in pieces.iter().filter(|(_, t)| !t.is_empty()) {
            if used > 0 && used + 2 + text.width() > room {
                self.line(&line);
                line.clone_from(&indent);
                used = 0;
            } else if used > 0 {
                line.push_str("  ");
                used += 2;
            }
            let options = textwrap::Options::new(room).word_splitter(textwrap::WordSplitter::NoHyphenation);
            for (at, part) in textwrap::wrap(text, options).iter().enumerate() {
                if at > 0 {
                    self.line(&line);
                    line.clone_from(&indent);
                    used = 0;
                }
                line.push_str(&self.paint(*style, part));
                used += part.width();
            }
        }
        self.line(&line);
    }

    /// The words of the text, and the id they belong to.
    fn quoted(&mut self, text: &str, id: &str) {
        let text = if id.is_empty() { format!("“{text}”") } else { format!("“{text}”  {id}") };
        let width = self.width - NUMBER - 2;
        if id.is_empty() || text.width() <= 2 * width {
            self.wrapped(&text, NUMBER + 2, QUIET, 3);
            return;
        }
        // Too long: the id stays, the words are cut.
        let room = (2 * width).saturating_sub(id.width() + 6);
        let mut cut = String::new();
        for word in text.split(' ') {
            if cut.width() + word.width() + 1 > room {
                break;
            }
            cut.push_str(word);
            cut.push(' ');
        }
        self.wrapped(&format!("{}…”  {id}", cut.trim_end()), NUMBER + 2, QUIET, 3);
    }
}

/// The account of one document: what happened, what is claimed and by whom, commitments, assessments.
#[must_use]
pub fn brief(record: &Record, style: Style) -> String {
    let width = style.width.clamp(NARROWEST, WIDEST);
    let mut page = Page { out: String::new(), width, colour: style.colour };
    head(&mut page, record);
    for section in Section::ALL {
        let list: Vec<&Report> = record.reports.iter().filter(|r| Section::of(r) == section).collect();
        reports(&mut page, record, section.heading(), &list);
    }
    commitments(&mut page, record);
    assessments(&mut page, record);
    rejected(&mut page, record);
    if record.reports.is_empty() && record.assessments.is_empty() {
        page.line("");
        let text = match words::foreign(record) {
            Some(language) => format!("Not coded: the text is in {}.", one_line(language)),
            None => "No event found.".into(),
        };
        let text = page.paint(QUIET, &text);
        page.line(&text);
    }
    page.out
}

fn head(page: &mut Page, record: &Record) {
    let document = &record.document;
    page.wrapped(&words::title(record), 0, TITLE, 2);
    let mut facts: Vec<String> = Vec::new();
    facts.extend(document.publisher.as_ref().and_then(Option::as_ref).map(|p| one_line(&p.value)));
    facts.push(document.published.clone().unwrap_or_else(|| "no date".into()));
    let file = one_line(&document.file);
    facts.push(match document.record {
        Some(record) => format!("{file} #{record}"),
        None => file,
    });
    let sentences = record.sentences.iter().filter(|s| s.number > 0).count();
    facts.push(format!("{}, {}", plural(sentences, "sentence"), plural(record.reports.len(), "report")));
    facts.push(document.id.clone());
    if let Some(duplicate) = document.duplicate.as_ref().and_then(Option::as_ref) {
        facts.push(format!("{} duplicate of {}", duplicate.kind, duplicate.of));
    }
    page.facts(&facts);
}

/// What was not coded and why, where it was asked for.
fn rejected(page: &mut Page, record: &Record) {
    if record.rejected.is_empty() {
        return;
    }
    page.section("Not coded");
    for rejected in &record.rejected {
        let of = rejected.sense.as_deref().map(|s| format!("as {s}")).unwrap_or_default();
        let why = rejected.detail.as_deref().map_or(String::new(), |d| format!("({})", one_line(d)));
        page.pieces(
            &format!("[{}]", rejected.sentence),
            &[
                (Ansi::new(), format!("“{}”", one_line(rejected.trigger.clean()))),
                (QUIET, of),
                (Ansi::new().italic(), rejected.reason.clone()),
                (QUIET, why),
            ],
        );
    }
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
            (status(&report.status), report.status.clone()),
        ];
        pieces.extend(source(record, &report.attribution));
        if let Some(when) = report.time.as_ref().and_then(Option::as_ref).and_then(words::when) {
            pieces.push((Ansi::new(), when));
        }
        pieces.extend(report.counts.iter().flatten().flatten().map(|c| (Ansi::new(), words::count(c))));
        page.pieces(&number, &pieces);
        page.quoted(&words::clause(report), &report.id);
    }
}

fn source(record: &Record, attribution: &[Holder]) -> Option<(Ansi, String)> {
    words::sources(record, attribution).map(|sources| (SOURCE, format!("says {sources}")))
}

fn commitments(page: &mut Page, record: &Record) {
    if record.commitments.is_empty() {
        return;
    }
    page.section(words::COMMITMENTS);
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
            page.wrapped(&format!("condition: {}", one_line(condition.clean())), NUMBER + 2, QUIET, 2);
        }
        for step in &commitment.steps {
            let at = record.reports.iter().find(|r| r.id == step.report).map(|r| r.sentence);
            let mut text = step.state.clone();
            if let Some(at) = at {
                let _ = write!(text, " [{at}]");
            }
            let _ = write!(text, ": {}", one_line(&step.reason));
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
    page.section(words::ASSESSMENTS);
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
        pieces.extend(source(record, &assessment.attribution));
        page.pieces(&format!("[{}]", assessment.sentence), &pieces);
        page.quoted(&one_line(assessment.span.clean()), "");
    }
}
