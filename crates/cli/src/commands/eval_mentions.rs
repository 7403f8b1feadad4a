//! `detente eval entities`.

use std::path::Path;

use anyhow::{Context, Result};
use detente_eval::entities;

use crate::commands::{chain, treebank};
use crate::exit::Exit;

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
