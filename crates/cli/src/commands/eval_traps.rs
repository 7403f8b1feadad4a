//! `detente eval traps`.

use anyhow::{Context, Result};
use detente_eval::traps::{self, Traps};
use detente_record::{Metadata, Provenance};
use detente_text::{DuplicateIndex, Layout, RawDocument};

use crate::args::CodingArgs;
use crate::commands::{CODER, chain};
use crate::exit::Exit;

/// Sentences that must not yield events, each as a document of its own.
pub fn run(args: &CodingArgs) -> Result<Exit> {
    let text = std::fs::read_to_string(&args.file).with_context(|| format!("cannot read {}", args.file.display()))?;
    let traps = traps::read(&text).with_context(|| args.file.display().to_string())?;
    let chain = chain()?;
    let documents = traps.iter().map(|trap| RawDocument {
        original: trap.sentence.clone(),
        layout: Layout::Plain,
        metadata: Metadata::default(),
        provenance: Provenance::default(),
    });
    let records: Vec<_> = chain
        .records(documents.collect(), &mut DuplicateIndex::new())
        .iter()
        .map(|r| detente_wire::record(r, CODER))
        .collect();
    let score = Traps::of(&traps, &records);
    if args.json {
        anstream::println!("{}", score.json());
    } else {
        anstream::print!("{score}");
        if args.errors {
            anstream::print!("\n{}", score.errors());
        }
    }
    Ok(Exit::Done)
}
