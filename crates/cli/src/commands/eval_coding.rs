//! `detente eval relations` and `detente eval records`.

use std::fmt::Write;
use std::ops::Range;
use std::path::Path;

use anyhow::{Context, Result};
use detente_eval::records::{self, Records};
use detente_eval::relations::{self, Answer, Choice, Opinion, Outcome, Pair, Relations};
use detente_eval::root::Root;
use detente_pipeline::{Chain, type_head};
use detente_record::{Metadata, Provenance};
use detente_text::{DuplicateIndex, Layout, RawDocument};

use crate::args::{CodingArgs, RelationsArgs};
use crate::commands::{CODER, chain};
use crate::exit::Exit;

/// The type between marked actors and recipients.
pub fn relations(args: &RelationsArgs) -> Result<Exit> {
    let coding = &args.coding;
    let pairs = relations::read(&text(&coding.file)?).with_context(|| coding.file.display().to_string())?;
    let chain = chain()?;
    let sentences: Vec<&str> = pairs.iter().map(|p| p.sentence.as_str()).collect();
    let records = coded(&chain, &sentences);
    let mut table = String::from("line\tgold\tanswer\trule\tfit\tconfidence\thead\tprobability\n");
    let mut outcomes = Vec::with_capacity(pairs.len());
    for (pair, record) in pairs.into_iter().zip(&records) {
        let rules = relations::answers(&pair, record);
        let head = (!args.rules_only).then(|| opinion(&chain, &pair));
        let choice = relations::combine(&rules, head.as_ref());
        row(&mut table, &pair, choice.as_ref(), rules.first(), head.as_ref());
        outcomes.push(Outcome { pair, choice });
    }
    if let Some(path) = &args.answers {
        std::fs::write(path, table).with_context(|| format!("cannot write {}", path.display()))?;
    }
    let score = Relations::of(&outcomes);
    print(coding, &score, score.json(coding.errors), &score.errors());
    Ok(Exit::Done)
}

/// What the type head says of a pair: of the first stretch of words that is marked on each side.
fn opinion(chain: &Chain, pair: &Pair) -> Opinion {
    let tokens = detente_language::tokens(&pair.sentence);
    let words: Vec<&str> = tokens.iter().map(|t| &pair.sentence[t.clone()]).collect();
    let range = |marks: &[Range<usize>]| {
        let mark = marks.first()?;
        let from = tokens.iter().position(|t| t.end > mark.start)?;
        let to = tokens.iter().rposition(|t| t.start < mark.end)? + 1;
        (from < to).then_some(from..to)
    };
    let marked = type_head::Pair { actor: range(&pair.actor), recipient: range(&pair.recipient) };
    let said = chain.types().score_words(chain.analyser(), &words, &[marked]);
    let labels = said.iter().flat_map(type_head::Opinion::labels);
    labels.filter_map(|(label, p)| Some((Root::parse(label.code()).ok()?, *p))).collect()
}

fn row(table: &mut String, pair: &Pair, choice: Option<&Choice>, rule: Option<&Answer>, head: Option<&Opinion>) {
    let name = |root: Option<Root>| root.map_or("NONE", Root::code);
    let answer = choice.map_or("-", |c| name(c.root));
    let (of_rule, fit) = rule.map_or(("-", "-"), |r| (r.root.code(), r.fit.name()));
    let confidence = rule.map_or(0.0, |r| r.confidence);
    let best = head.and_then(|o| o.iter().max_by(|a, b| a.1.total_cmp(&b.1)));
    let (of_head, probability) = best.map_or(("-", 0.0), |(root, p)| (name(*root), *p));
    let _ = writeln!(
        table,
        "{}\t{}\t{answer}\t{of_rule}\t{fit}\t{confidence:.2}\t{of_head}\t{probability:.4}",
        pair.line,
        name(pair.root),
    );
}

/// Whole records from plain sentences.
pub fn records(args: &CodingArgs) -> Result<Exit> {
    let gold = records::read(&text(&args.file)?).with_context(|| args.file.display().to_string())?;
    let sentences: Vec<&str> = gold.iter().map(|g| g.text.as_str()).collect();
    let score = Records::of(&gold, &coded(&chain()?, &sentences));
    print(args, &score, score.json(args.errors), &score.errors());
    Ok(Exit::Done)
}

fn print(args: &CodingArgs, table: &dyn std::fmt::Display, json: serde_json::Value, errors: &str) {
    if args.json {
        anstream::println!("{json}");
        return;
    }
    anstream::print!("{table}");
    if args.errors {
        anstream::print!("\n{errors}");
    }
}

fn text(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// The record of each sentence, as a document of its own.
fn coded(chain: &Chain, sentences: &[&str]) -> Vec<detente_wire::Record> {
    let documents = sentences.iter().map(|sentence| RawDocument {
        original: (*sentence).to_owned(),
        layout: Layout::Plain,
        metadata: Metadata::default(),
        provenance: Provenance::default(),
    });
    let records = chain.records(documents.collect(), &mut DuplicateIndex::new());
    records.iter().map(|r| detente_wire::record(r, CODER)).collect()
}
