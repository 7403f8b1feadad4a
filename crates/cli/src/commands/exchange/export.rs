//! `detente export`.

use std::fs::File;
use std::path::Path;

use anyhow::{Context, Result};
use detente_exchange::{Codes, ExchangeError, Format, parquet, write};
use detente_memory::Store;
use detente_memory::ask::{Filter, Order};
use detente_memory::foreign::Event;

use super::codes;
use crate::args_exchange::{ExportArgs, ExportFormat};
use crate::args_memory::{ListFormat, ListingArgs};
use crate::commands::query;
use crate::exit::{Exit, Usage};
use crate::output;

/// Writes events of ours, or of another dataset.
pub fn run(args: &ExportArgs) -> Result<Exit> {
    let format = match args.format {
        ExportFormat::Gdelt1 => Format::Gdelt1,
        ExportFormat::Icews => Format::Icews,
        ExportFormat::Polecat => Format::Polecat,
        ExportFormat::Plover => Format::Plover,
        ExportFormat::Csv => Format::Csv,
        ExportFormat::Parquet => Format::Parquet,
    };
    let listing = ListingArgs { sort: None, limit: args.limit, format: ListFormat::Csv, out: None };
    let mut filter = query::filter(&args.filter, &listing)?;
    filter.order = Some(Order { column: "day".into(), descending: false });
    let store = Store::open(&args.store.dir)?;
    let codes = codes()?;
    let out = (args.file.as_os_str() != "-").then_some(args.file.as_path());
    let (written, refused, without_day) = match (format, out) {
        (Format::Parquet, None) => return Err(Usage("--format parquet needs a file to write to".into()).into()),
        (Format::Parquet, Some(path)) => to_parquet(&store, args, &filter, &codes, path)?,
        _ => {
            let mut export = write::Export::new(output::open(out)?, format, &codes)?;
            let (refused, without_day) = each(&store, args, &filter, |event| export.event(event))?;
            (export.finish()?, refused, without_day)
        }
    };
    anstream::eprintln!("detente: {written} events written");
    if refused > 0 {
        anstream::eprintln!("detente: note: {refused} left out: {format} has no code for them");
    }
    if without_day > 0 {
        anstream::eprintln!("detente: note: {without_day} left out: no day is known for them");
    }
    Ok(Exit::Done)
}

fn to_parquet(
    store: &Store,
    args: &ExportArgs,
    filter: &Filter,
    codes: &Codes<'_>,
    path: &Path,
) -> Result<(usize, usize, usize)> {
    let file = File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
    let mut export = parquet::Export::new(file, codes)?;
    let (refused, without_day) = each(store, args, filter, |event| export.event(event))?;
    Ok((export.finish()?, refused, without_day))
}

/// Calls with every event that is asked for; how many the format refused, and how many have no day.
fn each(
    store: &Store,
    args: &ExportArgs,
    filter: &Filter,
    mut write: impl FnMut(&Event) -> Result<bool, ExchangeError>,
) -> Result<(usize, usize)> {
    let (mut seen, mut refused) = (0, 0);
    let mut one = |event: &Event| -> Result<(), ExchangeError> {
        seen += 1;
        // A listing asks for one more than the limit, to see whether there are more.
        if args.limit.is_none_or(|limit| seen <= limit) && !write(event)? {
            refused += 1;
        }
        Ok(())
    };
    let without_day = match &args.origin {
        Some(origin) => {
            store.foreign_each(origin, filter, |found| one(&found.event))?;
            0
        }
        None => store.own_each(filter, |event| one(&event))?,
    };
    Ok((refused, without_day))
}
