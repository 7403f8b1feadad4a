//! `detente import`, `foreign`, `export`, `compare`: other people's formats.

mod compare;
mod export;
mod import;

use anyhow::Result;
use detente_exchange::Codes;
use detente_memory::Store;

use crate::args_exchange::{ExchangeCommand, ForeignArgs};
use crate::args_memory::ListFormat;
use crate::commands::{knowledge, query};
use crate::exit::Exit;

/// Rows of a table when no limit is given.
const SCREEN: usize = 50;

/// Runs one of them.
pub fn run(command: &ExchangeCommand) -> Result<Exit> {
    match command {
        ExchangeCommand::Import(args) => import::run(args),
        ExchangeCommand::Foreign(args) => foreign(args),
        ExchangeCommand::Export(args) => export::run(args),
        ExchangeCommand::Compare(args) => compare::run(args),
    }
}

fn codes() -> Result<Codes<'static>> {
    Ok(Codes::new(knowledge())?)
}

fn foreign(args: &ForeignArgs) -> Result<Exit> {
    let store = Store::open(&args.store.dir)?;
    let dataset = args.dataset.as_deref();
    if let Some(name) = dataset {
        store.foreign_dataset(name)?;
    }
    let limit = args.listing.limit.or((args.listing.format == ListFormat::Table).then_some(SCREEN));
    if args.aside {
        let table = store.foreign_aside(dataset, limit)?;
        return query::write(&table, &["dataset", "file", "line", "reason", "row"], &args.listing);
    }
    if args.years {
        let mut table = store.foreign_years_table(dataset)?;
        table.cut(limit);
        return query::write(
            &table,
            &["origin", "country", "role", "year", "events", "score", "goldstein"],
            &args.listing,
        );
    }
    let mut table = store.foreign_files()?;
    table.rows.retain(|row| dataset.is_none_or(|d| row[0].plain() == d));
    query::write(
        &table,
        &["dataset", "format", "rows", "imported", "duplicate", "aside", "events", "complete", "file"],
        &args.listing,
    )
}
