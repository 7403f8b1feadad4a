//! `detente coverage`: which senses fire how often on a text, which never do, and what was nearly coded.

use std::collections::BTreeMap;

use anyhow::Result;
use detente_pipeline::Outcome;
use detente_record::{Reason, Record};
use serde_json::json;

use crate::args::CoverageArgs;
use crate::commands::{chain, knowledge};
use crate::exit::Exit;
use crate::input::{self, Problems};

/// How often each thing was seen, with a sentence that shows it.
type Counts = BTreeMap<String, (usize, String)>;

/// What was counted.
#[derive(Default)]
struct Coverage {
    documents: usize,
    reports: usize,
    fired: Counts,
    nearly: Counts,
    rejected: BTreeMap<String, usize>,
}

/// Counts over the files and prints the counts.
pub fn run(args: &CoverageArgs) -> Result<Exit> {
    let reader = input::reader(&args.input)?;
    let chain = chain()?;
    let mut problems = Problems::default();
    let mut coverage = Coverage::default();
    for outcome in chain.stream(reader.open(&args.files)) {
        match outcome {
            Outcome::Problem(problem) => problems.tell(&problem),
            Outcome::Record(record) => coverage.add(&record),
        }
    }
    if args.json {
        coverage.json()
    } else {
        coverage.print(args.top)
    };
    Ok(if problems.errors > 0 { Exit::Partly } else { Exit::Done })
}

fn ranked(counts: &Counts) -> Vec<(&str, usize, &str)> {
    let mut list: Vec<_> = counts.iter().map(|(name, (n, example))| (name.as_str(), *n, example.as_str())).collect();
    list.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    list
}

impl Coverage {
    fn add(&mut self, record: &Record) {
        self.documents += 1;
        self.reports += record.reports.len();
        let sentence = |at: usize| record.sentences.get(at).map_or("", |s| record.document.slice(s.span)).to_owned();
        for report in &record.reports {
            if let Some(rule) = report.derivation.parts.first().and_then(|p| p.rule.clone()) {
                self.fired.entry(rule).or_insert_with(|| (0, sentence(report.sentence))).0 += 1;
            }
        }
        for rejected in &record.rejected {
            *self.rejected.entry(rejected.reason.to_string()).or_default() += 1;
            if rejected.nearly {
                let name = match (&rejected.sense, rejected.reason) {
                    (None, Reason::NoSense) => format!("{} (no sense)", rejected.lemma),
                    (sense, reason) => format!("{} ({reason}: {})", rejected.lemma, sense.as_deref().unwrap_or("-")),
                };
                self.nearly.entry(name).or_insert_with(|| (0, sentence(rejected.sentence))).0 += 1;
            }
        }
    }

    fn never(&self) -> Vec<&'static str> {
        knowledge().senses.iter().map(|s| s.id.as_str()).filter(|id| !self.fired.contains_key(*id)).collect()
    }

    fn print(&self, top: usize) {
        let line = |(name, n, example): &(&str, usize, &str)| {
            let example: String = example.split_whitespace().collect::<Vec<_>>().join(" ");
            let short: String = example.chars().take(90).collect();
            anstream::println!("{n:>7}  {name:<40}  {short}");
        };
        let never = self.never();
        anstream::println!("{} documents, {} reports", self.documents, self.reports);
        anstream::println!("\nsenses that fired: {} of {}", self.fired.len(), self.fired.len() + never.len());
        ranked(&self.fired).iter().take(top).for_each(line);
        anstream::println!("\nnearly coded: all there but an actor, a recipient or a sense");
        ranked(&self.nearly).iter().take(top).for_each(line);
        anstream::println!("\nnot coded, by reason");
        for (reason, n) in &self.rejected {
            anstream::println!("{n:>7}  {reason}");
        }
        anstream::println!("\nsenses that never fired: {}", never.len());
        for chunk in never.chunks(4).take(top) {
            anstream::println!("         {}", chunk.join("  "));
        }
    }

    fn json(&self) {
        let list = |counts: &Counts| -> Vec<serde_json::Value> {
            ranked(counts).into_iter().map(|(name, n, e)| json!({"name": name, "count": n, "example": e})).collect()
        };
        let value = json!({
            "documents": self.documents,
            "reports": self.reports,
            "fired": list(&self.fired),
            "nearly": list(&self.nearly),
            "rejected": self.rejected,
            "never": self.never(),
        });
        anstream::println!("{value}");
    }
}
