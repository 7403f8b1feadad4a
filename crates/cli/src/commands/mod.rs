//! One file per command.

pub mod bench;
pub mod check;
pub mod eval;
pub mod explain;
pub mod parse;
pub mod read;
pub mod schema;
pub mod shell;
pub mod treebank;

use anyhow::{Context, Result};
use detente_pipeline::Chain;

/// Names the coder in records.
pub const CODER: &str = concat!("detente ", env!("CARGO_PKG_VERSION"));

/// The chain over what ships with the program.
pub fn chain() -> Result<Chain> {
    Chain::shipped().context("the model that ships with the program cannot be used")
}
