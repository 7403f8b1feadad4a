//! Listings as Apache Parquet.

use std::path::Path;

use anyhow::{Result, bail};
use detente_memory::ask::Table;

use crate::exit::Exit;

/// Writes a listing.
pub fn write(_table: &Table, _out: Option<&Path>) -> Result<Exit> {
    bail!("not yet")
}
