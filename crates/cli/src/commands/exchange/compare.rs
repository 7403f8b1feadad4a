//! `detente compare`.

use std::io::Write;

use anyhow::Result;
use detente_exchange::compare::{Direction, Tally, compare};
use detente_memory::ask::{Bucket, Kind, Table, Value};
use detente_memory::{Store, day};

use crate::args_exchange::CompareArgs;
use crate::args_memory::{FilterArgs, ListFormat, ListingArgs, Piece};
use crate::commands::query;
use crate::exit::{Exit, Usage};
use crate::output;

/// Days that only one has, told by name in a table.
const NAMED: usize = 12;

const COLUMNS: [(&str, Kind); 13] = [
    ("start", Kind::Day),
    ("actor", Kind::Text),
    ("recipient", Kind::Text),
    ("ours", Kind::Int),
    ("theirs", Kind::Int),
    ("our_score", Kind::Real),
    ("their_score", Kind::Real),
    ("our_quads", Kind::Text),
    ("their_quads", Kind::Text),
    ("our_types", Kind::List),
    ("their_types", Kind::List),
    ("our_unclassed", Kind::Int),
    ("their_unclassed", Kind::Int),
];

/// Compares our events of a pair with those of another dataset, both ways.
pub fn run(args: &CompareArgs) -> Result<Exit> {
    let store = Store::open(&args.store.dir)?;
    let period = period(&store, args)?;
    let bucket = match args.by {
        Piece::Day => Bucket::Day,
        Piece::Week => Bucket::Week,
        Piece::Month => Bucket::Month,
        Piece::Year => Bucket::Year,
    };
    let (one, other) = (args.one.to_uppercase(), args.other.to_uppercase());
    let mut directions = Vec::new();
    for (actor, recipient) in [(&one, &other), (&other, &one)] {
        let (since, until) = (Some(period.0), Some(period.1));
        let ours = store.own_points(actor, recipient, since, until)?;
        let theirs = store.foreign_points(&args.with, actor, recipient, since, until)?;
        directions.push(compare((actor, recipient), &ours, &theirs, bucket, period));
    }
    let listing = ListingArgs { sort: None, limit: None, format: args.format, out: args.out.clone() };
    match args.format {
        ListFormat::Json => {
            let whole = serde_json::json!({
                "with": args.with, "since": day::text(period.0), "until": day::text(period.1),
                "directions": directions,
            });
            let mut out = output::open(args.out.as_deref())?;
            serde_json::to_writer_pretty(&mut out, &whole).map_err(std::io::Error::from)?;
            out.write_all(b"\n")?;
            out.flush()?;
            Ok(Exit::Done)
        }
        ListFormat::Table => {
            let mut out = output::open(args.out.as_deref())?;
            summary(&mut out, &directions, args, period)?;
            out.flush()?;
            drop(out);
            if args.out.is_some() {
                return Ok(Exit::Done);
            }
            query::write(
                &table(&directions),
                &[
                    "start",
                    "actor",
                    "recipient",
                    "ours",
                    "theirs",
                    "our_score",
                    "their_score",
                    "our_quads",
                    "their_quads",
                ],
                &listing,
            )
        }
        ListFormat::Csv | ListFormat::Parquet => query::write(&table(&directions), &[], &listing),
    }
}

/// The days to compare: those asked for, else those that both cover.
fn period(store: &Store, args: &CompareArgs) -> Result<(i32, i32)> {
    let asked = FilterArgs { since: args.since.clone(), until: args.until.clone(), ..FilterArgs::default() };
    let listing = ListingArgs { sort: None, limit: None, format: ListFormat::Csv, out: None };
    let filter = query::filter(&asked, &listing)?;
    let theirs = store.foreign_dataset(&args.with)?.days;
    let ours = store.own_days()?;
    let (Some(theirs), Some(ours)) = (theirs, ours) else {
        if let (Some(since), Some(until)) = (filter.since, filter.until) {
            return Ok((since, until));
        }
        let who = if theirs.is_none() { format!("the dataset '{}' holds", args.with) } else { "we hold".into() };
        return Err(Usage(format!("{who} no events, so there are no days to compare; give --since and --until")).into());
    };
    let since = filter.since.unwrap_or_else(|| ours.0.max(theirs.0));
    let until = filter.until.unwrap_or_else(|| ours.1.min(theirs.1));
    if since > until {
        let text = |(from, to): (i32, i32)| format!("{} to {}", day::text(from), day::text(to));
        let why = format!(
            "no day is in both: ours are {}, theirs {}; give --since and --until to compare all the same",
            text(ours),
            text(theirs)
        );
        return Err(Usage(why).into());
    }
    Ok((since, until))
}

fn quads(tally: &Tally) -> String {
    tally.quads.map(|n| n.to_string()).join("/")
}

fn summary(out: &mut impl Write, directions: &[Direction], args: &CompareArgs, period: (i32, i32)) -> Result<()> {
    writeln!(out, "ours and {}, {} to {}", args.with, day::text(period.0), day::text(period.1))?;
    writeln!(out, "quad classes: verbal cooperation / material cooperation / verbal conflict / material conflict")?;
    for d in directions {
        writeln!(out, "\n{} → {}", d.actor, d.recipient)?;
        for (who, tally) in [("ours", &d.ours), (args.with.as_str(), &d.theirs)] {
            writeln!(
                out,
                "  {who:<12} {:>6} events, score sum {:>9.2}, quad classes {}",
                tally.events,
                tally.score,
                quads(tally)
            )?;
            let mut types: Vec<_> = tally.types.iter().collect();
            types.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
            if !types.is_empty() {
                let types: Vec<String> = types.iter().map(|(t, n)| format!("{t} {n}")).collect();
                writeln!(out, "  {:<12} {}", "", types.join(", "))?;
            }
        }
        let r = |r: Option<f64>| r.map_or_else(|| "none".to_owned(), |r| format!("{r:.3}"));
        writeln!(out, "  correlation  events {}, score sums {}", r(d.correlation_events), r(d.correlation_score))?;
        let named = |list: &[String]| {
            let more = if list.len() > NAMED { ", …" } else { "" };
            format!("{}{more}", list[..list.len().min(NAMED)].join(", "))
        };
        writeln!(out, "  in both {}, only ours {}, only theirs {}", d.both, d.only_ours.len(), d.only_theirs.len())?;
        if !d.only_ours.is_empty() {
            writeln!(out, "  only ours    {}", named(&d.only_ours))?;
        }
        if !d.only_theirs.is_empty() {
            writeln!(out, "  only theirs  {}", named(&d.only_theirs))?;
        }
    }
    writeln!(out)?;
    Ok(())
}

fn table(directions: &[Direction]) -> Table {
    let mut table = Table { columns: COLUMNS.to_vec(), rows: Vec::new(), more: false };
    for d in directions {
        for piece in &d.pieces {
            let types = |t: &Tally| Value::List(t.types.iter().map(|(name, n)| format!("{name} {n}")).collect());
            table.rows.push(vec![
                Value::Text(piece.start.clone()),
                Value::Text(d.actor.clone()),
                Value::Text(d.recipient.clone()),
                Value::count(piece.ours.events),
                Value::count(piece.theirs.events),
                Value::Real(piece.ours.score),
                Value::Real(piece.theirs.score),
                Value::Text(quads(&piece.ours)),
                Value::Text(quads(&piece.theirs)),
                types(&piece.ours),
                types(&piece.theirs),
                Value::count(piece.ours.unclassed),
                Value::count(piece.theirs.unclassed),
            ]);
        }
    }
    table
}
