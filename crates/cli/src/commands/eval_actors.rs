//! `detente eval actors`.

use std::path::Path;

use anyhow::{Context, Result};
use detente_actors::Catalogue;
use detente_eval::actors;

use crate::commands::knowledge;
use crate::exit::Exit;

/// Measures how often the countries of an event list's actors are known and right.
pub fn run(file: &Path, gold: Option<&Path>, json: bool) -> Result<Exit> {
    let read = |path: &Path| std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()));
    let events = read(file)?;
    let gold = match gold {
        Some(path) => actors::Gold::parse(&read(path)?).with_context(|| path.display().to_string())?,
        None => actors::Gold::parse(actors::GOLD)?,
    };
    let catalogue = Catalogue::new(knowledge())?;
    let scores = actors::score(&catalogue, &events, &gold).with_context(|| file.display().to_string())?;
    if json {
        anstream::println!("{}", serde_json::to_string(&scores)?);
    } else {
        anstream::print!("{scores}");
    }
    Ok(Exit::Done)
}
