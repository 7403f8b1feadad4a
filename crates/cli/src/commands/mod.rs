//! One file per command.

pub mod actors;
pub mod bench;
pub mod check;
pub mod codebook;
pub mod coverage;
pub mod eval;
pub mod eval_actors;
pub mod eval_coding;
pub mod eval_joining;
pub mod eval_ledger;
pub mod eval_mentions;
pub mod eval_traps;
pub mod exchange;
pub mod explain;
pub mod ingest;
pub mod memory;
pub mod network;
pub mod parquet;
pub mod parse;
pub mod query;
pub mod read;
pub mod relation;
pub mod relations;
pub mod review;
pub mod schema;
pub mod shell;
pub mod show_id;
pub mod store;
pub mod timeline;
pub mod treebank;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use anyhow::{Context, Result};
use detente_knowledge::Knowledge;
use detente_language::analyse::Analyser;
use detente_pipeline::Chain;

/// Names the coder in records.
pub const CODER: &str = concat!("detente ", env!("CARGO_PKG_VERSION"));

/// The knowledge in use where it is not the shipped one.
static OWN: OnceLock<Knowledge> = OnceLock::new();

/// The folder of the user's own tables, where one was named.
static FOLDER: OnceLock<PathBuf> = OnceLock::new();

/// Most problems of dictionaries that are told one by one; `detente actors check FILE` tells all.
const MOST_TOLD: usize = 20;

/// Puts a user's tables over the shipped knowledge, for all that follows: those of the folder, or of the user's own
/// where there is one, and dictionaries of PETRARCH. Their faults are told and left out.
pub fn use_knowledge(folder: Option<&Path>, dictionaries: &[PathBuf]) -> Result<()> {
    if let Some(folder) = folder {
        let _ = FOLDER.set(folder.to_owned());
    }
    let folder = folder.map(Path::to_path_buf).or_else(|| actors::own_folder().filter(|f| f.is_dir()));
    if folder.is_none() && dictionaries.is_empty() {
        return Ok(());
    }
    let mut knowledge = match &folder {
        Some(folder) => Knowledge::with_folder(folder)
            .with_context(|| format!("the knowledge in {} cannot be read", folder.display()))?,
        None => Knowledge::shipped().clone(),
    };
    for file in dictionaries {
        let bytes = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
        knowledge.with_dictionary(&file.display().to_string(), String::from_utf8_lossy(&bytes).into_owned());
    }
    let problems: Vec<_> = knowledge.problems.iter().chain(&knowledge.actors().problems).collect();
    for problem in problems.iter().take(MOST_TOLD) {
        anstream::eprintln!("detente: {problem}");
    }
    if problems.len() > MOST_TOLD {
        let more = problems.len() - MOST_TOLD;
        anstream::eprintln!("detente: {more} more lines cannot be used; `detente actors check FILE` names them all");
    }
    drop(problems);
    let _ = OWN.set(knowledge);
    Ok(())
}

/// Notes the folder of the user's own tables, which may not be there yet.
pub fn use_folder(folder: &Path) {
    let _ = FOLDER.set(folder.to_owned());
}

/// The folder of the user's own tables, where one was named.
pub fn knowledge_folder() -> Option<&'static Path> {
    FOLDER.get().map(PathBuf::as_path)
}

/// The knowledge in use.
pub fn knowledge() -> &'static Knowledge {
    OWN.get().unwrap_or_else(|| Knowledge::shipped())
}

/// The model file in use where it is not the shipped one.
static MODEL: OnceLock<PathBuf> = OnceLock::new();

/// Takes a model file instead of the shipped model, for all that follows.
pub fn use_model(file: &Path) {
    let _ = MODEL.set(file.to_owned());
}

/// The analyser in use.
pub fn analyser() -> Result<Analyser> {
    match MODEL.get() {
        Some(file) => Analyser::load(file).with_context(|| format!("the model {} cannot be used", file.display())),
        None => Analyser::from_static(detente_pipeline::shipped_model())
            .context("the model that ships with the program cannot be used"),
    }
}

/// The chain over the knowledge and the analyser in use.
pub fn chain() -> Result<Chain> {
    Chain::with(knowledge(), analyser()?).context("the knowledge cannot be used")
}
