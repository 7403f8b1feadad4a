//! `detente eval entities`, `detente eval codes` and `detente eval mentions`.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use detente_eval::mentions::{self, Judgements, Scorer};
use detente_eval::{entities, spans};
use detente_pipeline::Outcome;

use crate::args::InputArgs;
use crate::commands::{CODER, chain, treebank};
use crate::exit::Exit;
use crate::input;

/// Named mentions and coreference against a treebank.
pub fn entities(path: &Path, json: bool) -> Result<Exit> {
    let gold = treebank::read(path)?;
    let chain = chain()?;
    let resolver = chain.resolver();
    let score = entities::score(chain.analyser(), &gold, |d, s, a| resolver.resolve(d, s, a).chains)
        .with_context(|| path.display().to_string())?;
    if json {
        anstream::println!("{}", serde_json::to_string(&score)?);
    } else {
        anstream::print!("{score}");
    }
    Ok(Exit::Done)
}

/// Country and sector of marked actors.
pub fn codes(path: &Path, json: bool) -> Result<Exit> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let chain = chain()?;
    let score = spans::score(chain.analyser(), &chain.resolver(), &text).with_context(|| path.display().to_string())?;
    if json {
        anstream::println!("{}", serde_json::to_string(&score)?);
    } else {
        anstream::print!("{score}");
    }
    Ok(Exit::Done)
}

/// Mentions judged by hand.
pub fn judged(gold: &Path, files: &[PathBuf], json: bool) -> Result<Exit> {
    let text = std::fs::read_to_string(gold).with_context(|| format!("cannot read {}", gold.display()))?;
    let judgements = Judgements::parse(&text).with_context(|| gold.display().to_string())?;
    let reader = input::reader(&InputArgs::default())?;
    let wanted = |raw: &detente_text::RawDocument| {
        let file = raw.provenance.file.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        judgements.by_place.contains_key(&(file, raw.provenance.record.unwrap_or(1)))
    };
    let chain = chain()?;
    let mut scorer = Scorer::default();
    for outcome in chain.stream(reader.open(files).filter(|r| r.as_ref().map_or(true, wanted))) {
        if let Outcome::Record(record) = outcome {
            scorer.add(&judgements, &detente_wire::record(&record, CODER));
        }
    }
    let score = scorer.finish();
    if json {
        anstream::println!("{}", serde_json::to_string(&score)?);
    } else {
        anstream::print!("{score}");
    }
    Ok(Exit::Done)
}

/// Draws mentions to be judged, the same number from each file.
pub fn draw(gold: &Path, files: &[PathBuf], count: usize, seed: u64) -> Result<Exit> {
    let chain = chain()?;
    let mut lines = vec!["file\trecord\tstart\tend\twords\tanswer".to_owned()];
    for file in files {
        let reader = input::reader(&InputArgs::default())?;
        let mut records = Vec::new();
        for outcome in chain.stream(reader.open([file])) {
            // A reprint would count its mentions twice.
            if let Outcome::Record(record) = outcome
                && !record.document.duplicate.is_found()
            {
                records.push(detente_wire::record(&record, CODER));
            }
        }
        lines.extend(mentions::draw(&records, count, seed));
    }
    std::fs::write(gold, lines.join("\n") + "\n").with_context(|| format!("cannot write {}", gold.display()))?;
    Ok(Exit::Done)
}
