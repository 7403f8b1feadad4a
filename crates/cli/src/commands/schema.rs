//! `detente schema`.

use std::io::Write;

use anyhow::Result;

use crate::exit::Exit;
use crate::output;

/// Prints the JSON Schema of a record.
pub fn run() -> Result<Exit> {
    let mut out = output::open(None)?;
    serde_json::to_writer_pretty(&mut out, &detente_wire::schema()).map_err(std::io::Error::from)?;
    out.write_all(b"\n")?;
    out.flush()?;
    Ok(Exit::Done)
}
