//! `detente eval ledger`.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use detente_eval::ledger::{LedgerKey, LedgerScore, score};
use detente_memory::ask::{Filter, Value};
use detente_memory::{Store, Wait, Writer};

use crate::args::InputArgs;
use crate::commands::ingest::{Filled, fill};
use crate::exit::Exit;

/// Documents that are put in at once.
const BATCH: usize = 256;

/// Scores the ledger of a store, or of one that is filled with the sources of the key for the purpose.
pub fn run(path: &Path, store: Option<&Path>, json: bool) -> Result<Exit> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let key = LedgerKey::parse(&text).with_context(|| path.display().to_string())?;
    let score = match store {
        Some(dir) => of(&Store::open(dir)?, &key)?,
        None => {
            let folder = path.parent().unwrap_or(Path::new("."));
            let files: Vec<PathBuf> = key.sources.iter().map(|s| folder.join(s)).collect();
            if let Some(missing) = files.iter().find(|f| !f.is_file()) {
                bail!("{}: its source {} is not there", path.display(), missing.display());
            }
            let scratch = tempfile::tempdir().context("cannot make a scratch folder")?;
            let writer = Writer::open(scratch.path(), Wait::No, || {})?;
            let Filled { writer, .. } = fill(writer, &files, &InputArgs::default(), BATCH)?;
            of(&writer, &key)?
        }
    };
    if json {
        anstream::println!("{}", serde_json::to_string(&score)?);
    } else {
        anstream::print!("{score}");
    }
    Ok(Exit::Done)
}

fn of(writer: &Store, key: &LedgerKey) -> Result<LedgerScore> {
    let ledger = writer.ledger(&Filter::default())?;
    // The files of each document, by their names, and the document of each report that is cited.
    let documents: HashMap<String, Vec<String>> = writer
        .documents(&Filter::default())?
        .rows
        .into_iter()
        .filter_map(|row| match (row.first(), row.last()) {
            (Some(Value::Text(id)), Some(Value::List(files))) => {
                Some((id.clone(), files.iter().map(|f| name(f)).collect()))
            }
            _ => None,
        })
        .collect();
    let reports: HashMap<String, String> =
        writer.reports(&Filter::default())?.rows.into_iter().map(|row| (row[0].plain(), row[13].plain())).collect();
    let sources_of = |report: &str| reports.get(report).and_then(|d| documents.get(d)).cloned().unwrap_or_default();
    Ok(score(key, &ledger, &sources_of))
}

/// The name of a file without its folder and line.
fn name(place: &str) -> String {
    let file = place.rsplit_once(':').filter(|(_, n)| n.parse::<u64>().is_ok()).map_or(place, |(f, _)| f);
    Path::new(file).file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned())
}
