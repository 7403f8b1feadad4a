//! One file per command.

pub mod bench;
pub mod check;
pub mod codebook;
pub mod eval;
pub mod explain;
pub mod parse;
pub mod read;
pub mod schema;
pub mod shell;
pub mod treebank;

use std::path::Path;
use std::sync::OnceLock;

use anyhow::{Context, Result};
use detente_knowledge::Knowledge;
use detente_pipeline::Chain;

/// Names the coder in records.
pub const CODER: &str = concat!("detente ", env!("CARGO_PKG_VERSION"));

/// The knowledge in use where it is not the shipped one.
static OWN: OnceLock<Knowledge> = OnceLock::new();

/// Puts a folder of tables beside the shipped knowledge, for all that follows. Its faults are told and left out.
pub fn use_knowledge(folder: &Path) -> Result<()> {
    let knowledge = Knowledge::with_folder(folder)
        .with_context(|| format!("the knowledge in {} cannot be read", folder.display()))?;
    for problem in &knowledge.problems {
        anstream::eprintln!("detente: {}: {problem}", folder.display());
    }
    let _ = OWN.set(knowledge);
    Ok(())
}

/// The knowledge in use.
pub fn knowledge() -> &'static Knowledge {
    OWN.get().unwrap_or_else(|| Knowledge::shipped())
}

/// The chain over the knowledge in use and the model that ships with the program.
pub fn chain() -> Result<Chain> {
    Chain::over(knowledge()).context("the model that ships with the program cannot be used")
}
