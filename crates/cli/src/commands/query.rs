//! `detente events`, `reports`, `claims`, `commitments`, `documents`: listings of a store.

use std::io::Write;

use anyhow::{Context, Result, bail};
use detente_memory::ask::{Filter, Table, Value};
use detente_memory::ledger::stats::Statistic;
use detente_memory::{Store, day};
use jiff::civil::Date;

use crate::args_exchange::EventsArgs;
use crate::args_memory::{CommitmentArgs, DocumentArgs, FilterArgs, ListFormat, ListingArgs, QueryArgs};
use crate::exit::{Exit, Usage};
use crate::output;

/// Rows of a table when no limit is given.
const SCREEN: usize = 50;

/// Lists events.
pub fn events(args: &EventsArgs) -> Result<Exit> {
    let EventsArgs { origin, query: args } = args;
    let filter = filter(&args.filter, &args.listing)?;
    if let Some(origin) = origin {
        let table = open(args)?.foreign_events(origin, &filter)?;
        return write(
            &table,
            &[
                "origin",
                "event",
                "id",
                "day",
                "type",
                "cameo",
                "actor",
                "recipient",
                "source",
                "actor_name",
                "recipient_name",
                "label",
                "url",
            ],
            &args.listing,
        );
    }
    let table = open(args)?.events(&filter)?;
    write(
        &table,
        &["id", "day", "type", "mode", "standing", "actors", "recipients", "reports", "origins", "clause"],
        &args.listing,
    )
}

/// Lists reports.
pub fn reports(args: &QueryArgs) -> Result<Exit> {
    let table = open(args)?.reports(&filter(&args.filter, &args.listing)?)?;
    write(&table, &["id", "day", "type", "mode", "status", "actors", "recipients", "outlet", "clause"], &args.listing)
}

/// Lists claims.
pub fn claims(args: &QueryArgs) -> Result<Exit> {
    let table = open(args)?.claims(&filter(&args.filter, &args.listing)?)?;
    write(&table, &["id", "day", "holder", "country", "status", "type", "appearances", "clause"], &args.listing)
}

/// Lists commitments, or what became of them by maker and kind.
pub fn commitments(args: &CommitmentArgs) -> Result<Exit> {
    let mut wanted = args.query.filter.clone();
    wanted.actor = wanted.actor.or_else(|| args.maker.clone());
    wanted.recipient = wanted.recipient.or_else(|| args.addressee.clone());
    let mut filter = filter(&wanted, &args.query.listing)?;
    filter.kind.clone_from(&args.kind);
    let store = open(&args.query)?;
    if args.statistics {
        return statistics(&store.statistics(&filter)?, &args.query.listing);
    }
    if args.query.listing.format == ListFormat::Json {
        let mut list = store.ledger(&filter)?;
        list.truncate(filter.limit.unwrap_or(usize::MAX));
        let mut out = output::open(args.query.listing.out.as_deref())?;
        serde_json::to_writer_pretty(&mut out, &list).map_err(std::io::Error::from)?;
        out.write_all(b"\n")?;
        out.flush()?;
        return Ok(Exit::Done);
    }
    let table = store.commitments(&filter)?;
    write(
        &table,
        &["id", "announced", "kind", "type", "mode", "addressee", "state", "steps", "act"],
        &args.query.listing,
    )
}

/// Lists documents, or what could not be read.
pub fn documents(args: &DocumentArgs) -> Result<Exit> {
    let store = open(&args.query)?;
    let filter = filter(&args.query.filter, &args.query.listing)?;
    if args.aside {
        let table = store.kept_aside(&filter)?;
        return write(&table, &["file", "line", "record", "severity", "problem"], &args.query.listing);
    }
    let table = store.documents(&filter)?;
    write(&table, &["id", "published", "outlet", "reports", "headline"], &args.query.listing)
}

fn open(args: &QueryArgs) -> Result<Store> {
    Ok(Store::open(&args.store.dir)?)
}

fn statistics(list: &[Statistic], listing: &ListingArgs) -> Result<Exit> {
    let mut out = output::open(listing.out.as_deref())?;
    match listing.format {
        ListFormat::Json => {
            serde_json::to_writer_pretty(&mut out, list).map_err(std::io::Error::from)?;
            out.write_all(b"\n")?;
        }
        ListFormat::Table | ListFormat::Csv => {
            let separator = if listing.format == ListFormat::Csv { "," } else { "  " };
            let head = [
                "maker",
                "kind",
                "number",
                "done",
                "share",
                "low",
                "high",
                "median days",
                "dropped",
                "expired",
                "open",
            ];
            let line = |cells: &[String]| {
                let cells: Vec<String> = cells
                    .iter()
                    .map(|c| if listing.format == ListFormat::Csv { c.clone() } else { format!("{c:>11}") })
                    .collect();
                cells.join(separator)
            };
            writeln!(out, "{}", line(&head.map(str::to_owned)))?;
            for s in list {
                let cells = [
                    s.maker.clone(),
                    s.kind.clone(),
                    s.commitments.to_string(),
                    s.carried_out.to_string(),
                    format!("{:.2}", s.share),
                    format!("{:.2}", s.interval.0),
                    format!("{:.2}", s.interval.1),
                    s.median_days.map_or_else(String::new, |d| d.to_string()),
                    s.dropped.to_string(),
                    s.expired.to_string(),
                    s.open.to_string(),
                ];
                writeln!(out, "{}", line(&cells))?;
            }
        }
        ListFormat::Parquet => bail!("statistics are written as table, csv or json"),
    }
    out.flush()?;
    Ok(Exit::Done)
}

/// The filter that the arguments ask for.
pub fn filter(args: &FilterArgs, listing: &ListingArgs) -> Result<Filter> {
    let usage = |argument: &str, why: String| Usage(format!("{argument}: {why}"));
    let who = |argument: &str, text: &Option<String>| {
        text.as_ref().map(|t| t.parse().map_err(|e| usage(argument, format!("{e}")))).transpose()
    };
    let filter = Filter {
        actor: who("--actor", &args.actor)?,
        recipient: who("--recipient", &args.recipient)?,
        types: args.types.iter().map(|t| t.to_uppercase()).collect(),
        mode: args.mode.clone(),
        status: args.status.clone(),
        standing: args.standing.clone(),
        kind: None,
        since: args.since.as_ref().map(|t| date("--since", t, false)).transpose()?,
        until: args.until.as_ref().map(|t| date("--until", t, true)).transpose()?,
        place: args.place.clone(),
        outlet: args.outlet.clone(),
        text: args.text.clone(),
        min_origins: args.min_origins,
        confirmed: args.confirmed,
        order: listing.sort.as_ref().map(|s| s.parse()).transpose()?,
        limit: listing.limit.or((listing.format == ListFormat::Table).then_some(SCREEN)),
        known_on: args.as_known_on.as_ref().map(|t| moment(t)).transpose()?,
    };
    filter.check().map_err(|e| Usage(e.to_string()))?;
    Ok(filter)
}

/// The first or last day of what an argument names: a day, month or year.
pub fn date(argument: &str, text: &str, last: bool) -> Result<i32> {
    let date = whole(text, last).ok_or_else(|| Usage(format!("{argument}: {}", no_date(text))))?;
    Ok(day::number(date))
}

fn no_date(text: &str) -> String {
    format!("'{text}' is no date: write 2024-05-20, 2024-05 or 2024")
}

/// The first or last day of a day, month or year.
fn whole(text: &str, last: bool) -> Option<Date> {
    if let Ok(date) = text.parse::<Date>() {
        return Some(date);
    }
    let mut parts = text.split('-');
    let year: i16 = parts.next().filter(|y| y.len() == 4)?.parse().ok()?;
    let month: Option<i8> = parts.next().map(|m| m.parse().ok()).map_or(Some(None), |m| m.map(Some))?;
    if parts.next().is_some() {
        return None;
    }
    let first = Date::new(year, month.unwrap_or(if last { 12 } else { 1 }), 1).ok()?;
    Some(if last { first.last_of_month() } else { first })
}

/// The moment of a timestamp, or the end of a day (UTC).
fn moment(text: &str) -> Result<jiff::Timestamp> {
    if let Ok(moment) = text.parse::<jiff::Timestamp>() {
        return Ok(moment);
    }
    let date = whole(text, true).ok_or_else(|| Usage(format!("--as-known-on: {}", no_date(text))))?;
    let end = date.at(23, 59, 59, 999_999_999).to_zoned(jiff::tz::TimeZone::UTC)?;
    Ok(end.timestamp())
}

/// Writes a listing in the form that was asked for.
pub fn write(table: &Table, brief: &[&str], listing: &ListingArgs) -> Result<Exit> {
    if listing.format == ListFormat::Parquet {
        return super::parquet::write(table, listing.out.as_deref());
    }
    let mut out = output::open(listing.out.as_deref())?;
    match listing.format {
        ListFormat::Json => {
            let rows: Vec<serde_json::Value> = table.rows.iter().map(|row| table.object(row)).collect();
            serde_json::to_writer_pretty(&mut out, &rows).map_err(std::io::Error::from)?;
            out.write_all(b"\n")?;
        }
        ListFormat::Csv => {
            let mut writer = csv::Writer::from_writer(&mut out);
            writer.write_record(table.columns.iter().map(|(name, _)| *name))?;
            for row in &table.rows {
                writer.write_record(row.iter().map(Value::plain))?;
            }
            writer.flush()?;
        }
        _ => out.write_all(columns(table, brief, output::width()).as_bytes())?,
    }
    out.flush().context("the output could not be written")?;
    if table.more {
        anstream::eprintln!("detente: note: there are more; raise --limit to see them");
    }
    Ok(Exit::Done)
}

/// A table for reading: the last column takes what is left of the width.
fn columns(table: &Table, brief: &[&str], width: usize) -> String {
    const WIDEST: usize = 40;
    const LEAST: usize = 24;
    let shown: Vec<usize> = brief.iter().filter_map(|b| table.columns.iter().position(|(name, _)| name == b)).collect();
    let cell = |row: &[Value], at: usize| one_line(&row[at].plain().replace('|', "; "));
    let mut widths: Vec<usize> = shown.iter().map(|at| table.columns[*at].0.len()).collect();
    for row in &table.rows {
        for (width, at) in widths.iter_mut().zip(&shown) {
            *width = (*width).max(cell(row, *at).chars().count()).min(WIDEST);
        }
    }
    if let Some((last, others)) = widths.split_last_mut() {
        let used: usize = others.iter().map(|w| w + 2).sum();
        *last = width.saturating_sub(used).max(LEAST);
    }
    let mut text = String::new();
    let mut line = |cells: Vec<String>| {
        let mut line = String::new();
        for (cell, width) in cells.iter().zip(&widths) {
            let cut = cut(cell, *width);
            line.push_str(&cut);
            line.extend(std::iter::repeat_n(' ', width - cut.chars().count() + 2));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    };
    line(shown.iter().map(|at| table.columns[*at].0.to_owned()).collect());
    for row in &table.rows {
        line(shown.iter().map(|at| cell(row, *at)).collect());
    }
    text
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn cut(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(width.saturating_sub(1)).collect();
    short.push('…');
    short
}
