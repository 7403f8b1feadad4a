//! `detente eval joining`.

use anyhow::{Context, Result};
use detente_eval::joining::{self, Filed, Half};
use detente_memory::{Store, Wait, Writer, ask};

use crate::args::{InputArgs, JoiningArgs};
use crate::commands::ingest::{Filled, fill};
use crate::exit::Exit;

/// Documents that are put in at once.
const BATCH: usize = 256;

/// Scores how reports are joined, in a store or in one that is filled with the files for the purpose.
pub fn run(args: &JoiningArgs) -> Result<Exit> {
    let text = std::fs::read_to_string(&args.gold).with_context(|| format!("cannot read {}", args.gold.display()))?;
    let gold = joining::parse(&text).with_context(|| args.gold.display().to_string())?;
    let list = match &args.store {
        Some(dir) => {
            let store = Store::open(dir)?;
            if args.anew { store.joined_anew()? } else { store.filed()? }
        }
        None => {
            let scratch = tempfile::tempdir().context("cannot make a scratch folder")?;
            let writer = Writer::open(scratch.path(), Wait::No, || {})?;
            let Filled { writer, .. } = fill(writer, &args.files, &InputArgs::default(), BATCH)?;
            writer.filed()?
        }
    };
    let filed: Vec<Filed> = list.iter().filter_map(of).collect();
    let errors_of: &[Half] = match (args.errors, args.errors_of_test) {
        (_, true) => &[Half::Development, Half::Test],
        (true, false) => &[Half::Development],
        (false, false) => &[],
    };
    let score = joining::score(&gold, &filed, errors_of);
    if args.json {
        anstream::println!("{}", serde_json::to_string(&score)?);
    } else {
        anstream::print!("{score}");
    }
    Ok(Exit::Done)
}

fn of(filed: &ask::Filed) -> Option<Filed> {
    let fact = &filed.fact;
    Some(Filed {
        report: fact.id.to_string(),
        document: fact.document.to_string(),
        start: fact.detail.start,
        end: fact.detail.end,
        event_type: fact.event_type.code().into(),
        event: filed.event?.to_string(),
    })
}
