//! `detente timeline`.

use anyhow::Result;
use detente_memory::Store;
use detente_memory::ask::Bucket;

use crate::args_memory::{Piece, TimelineArgs};
use crate::commands::query;
use crate::exit::Exit;

/// Shows what two sides did to each other.
pub fn run(args: &TimelineArgs) -> Result<Exit> {
    let store = Store::open(&args.query.store.dir)?;
    let filter = query::filter(&args.query.filter, &args.query.listing)?;
    let (one, other) = (args.one.to_uppercase(), args.other.to_uppercase());
    let Some(piece) = args.by else {
        let table = store.timeline(&one, &other, &filter)?;
        return query::write(
            &table,
            &["day", "actor", "recipient", "what", "mode", "standing", "id", "text"],
            &args.query.listing,
        );
    };
    let bucket = match piece {
        Piece::Day => Bucket::Day,
        Piece::Week => Bucket::Week,
        Piece::Month => Bucket::Month,
        Piece::Year => Bucket::Year,
    };
    let mut table = store.series(&one, &other, bucket, filter.since, filter.until)?;
    table.rows.extend(store.series(&other, &one, bucket, filter.since, filter.until)?.rows);
    table.rows.sort_by_key(|row| row.first().map(detente_memory::ask::Value::plain));
    query::write(&table, &["day", "actor", "recipient", "events", "reports", "score", "types"], &args.query.listing)
}
