//! A derivation as a tree.

use std::fmt::Write as _;

use detente_wire::{Derivation, Record, Report};

use crate::words::{self, one_line};

/// Why a report is in the record: what each step rests on, as a tree.
#[must_use]
pub fn explain(record: &Record, report: &Report) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}  {}  {}", report.id, words::act(report), words::dyad(record, report));
    let sentence = record.sentences.iter().find(|s| s.number == report.sentence);
    if let Some(sentence) = sentence {
        let _ = writeln!(out, "sentence {}: {}", sentence.number, one_line(sentence.span.clean()));
    }
    let _ = writeln!(out, "confidence {:.2}", report.confidence);
    for (at, holder) in report.attribution.iter().enumerate() {
        let cue = holder.cue.as_ref().map(|c| format!(" ('{}')", one_line(c.clean()))).unwrap_or_default();
        let codes = if holder.codes.is_empty() { String::new() } else { format!(" [{}]", holder.codes.join(", ")) };
        let indent = "  ".repeat(at);
        let _ = writeln!(
            out,
            "{indent}{}{codes}{cue}, {}: {}, {}",
            holder.description, holder.channel, holder.status, holder.certainty
        );
    }
    for participant in [&report.actors, &report.recipients].into_iter().flatten().flatten().flatten() {
        let mention = record.mentions.iter().find(|m| m.id == participant.mention);
        if let Some(mention) = mention {
            let entry = mention.entry.as_ref().map(|e| format!(", {e}")).unwrap_or_default();
            let _ = writeln!(
                out,
                "mention '{}' is {} by {}{entry}",
                one_line(participant.span.clean()),
                if participant.codes.is_empty() { "open".into() } else { participant.codes.join(", ") },
                mention.rule
            );
        }
    }
    tree(&mut out, &report.derivation, "", "");
    out
}

fn tree(out: &mut String, derivation: &Derivation, first: &str, rest: &str) {
    let mut line = one_line(&derivation.step);
    if let Some(rule) = &derivation.rule {
        let _ = write!(line, "  ({rule})");
    }
    if let Some(entry) = &derivation.entry {
        let _ = write!(line, "  {entry}");
    }
    if let Some(span) = &derivation.span {
        let _ = write!(line, "  '{}' at {}..{}", one_line(span.clean()), span.start, span.end);
    }
    if let Some(score) = derivation.score {
        let _ = write!(line, "  score {score:.3}");
    }
    let _ = writeln!(out, "{first}{line}");
    for (at, part) in derivation.parts.iter().enumerate() {
        let last = at + 1 == derivation.parts.len();
        let (branch, below) = if last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
        tree(out, part, &format!("{rest}{branch}"), &format!("{rest}{below}"));
    }
}
