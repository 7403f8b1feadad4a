//! `detente import`.

use std::io::{IsTerminal, stderr};
use std::time::{Duration, Instant};

use anyhow::Result;
use detente_exchange::dates::DateOrder;
use detente_exchange::import::{Options, Report, import};
use detente_exchange::{ExchangeError, Format, layout};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jiff::Timestamp;

use super::codes;
use crate::args_exchange::{ImportArgs, ImportFormat};
use crate::commands::ingest;
use crate::exit::{Exit, Usage};

/// Brings files in, each with a report of what became of its rows.
pub fn run(args: &ImportArgs) -> Result<Exit> {
    let options = options(args)?;
    let mut writer = ingest::open(&args.store.dir, args.no_wait)?;
    let mut codes = codes()?;
    let mut exit = Exit::Done;
    for path in &args.files {
        let bar = bar();
        let (mut bytes, mut rows) = (0, 0);
        let start = Instant::now();
        let mut progress = |more_bytes: u64, more_rows: u64| {
            bytes += more_bytes;
            rows += more_rows;
            #[allow(clippy::cast_precision_loss, reason = "a rate for reading")]
            let rate = rows as f64 / start.elapsed().as_secs_f64().max(0.001);
            bar.set_position(bytes);
            bar.set_message(format!("{rows} rows, {rate:.0}/s"));
        };
        let report = import(&mut writer, &mut codes, path, &options, Timestamp::now(), &mut progress);
        bar.finish_and_clear();
        match report {
            Ok(report) => {
                if report.counts.aside > 0 {
                    exit = Exit::Partly;
                }
                tell(&report, args.json)?;
            }
            // One file that cannot be read does not stop the others.
            Err(error @ (ExchangeError::Read { .. } | ExchangeError::Columns { .. } | ExchangeError::Parquet(_))) => {
                exit = Exit::Partly;
                anstream::eprintln!("detente: error: {error}");
            }
            Err(ExchangeError::Map(why)) => return Err(Usage(format!("--map: {why}")).into()),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(exit)
}

fn options(args: &ImportArgs) -> Result<Options, Usage> {
    let format = match args.format {
        ImportFormat::Gdelt1 => Format::Gdelt1,
        ImportFormat::Gdelt2 => Format::Gdelt2,
        ImportFormat::Gdelt2Mentions => Format::Gdelt2Mentions,
        ImportFormat::Icews => Format::Icews,
        ImportFormat::Polecat => Format::Polecat,
        ImportFormat::Acled => Format::Acled,
        ImportFormat::Plover => Format::Plover,
        ImportFormat::Csv => Format::Csv,
        ImportFormat::Parquet => Format::Parquet,
    };
    let mut options = Options::new(format);
    if let Some(name) = &args.dataset {
        options.dataset.clone_from(name);
    }
    if let Some(map) = &args.map {
        options.map = layout::mapping(map).map_err(|why| Usage(format!("--map: {why}")))?;
    }
    if let Some(system) = &args.countries {
        options.countries = Some(system.parse().map_err(|why| Usage(format!("--countries: {why}")))?);
    }
    options.order = match args.date_order.as_deref() {
        None => None,
        Some("day") => Some(DateOrder::DayFirst),
        Some("month") => Some(DateOrder::MonthFirst),
        Some(other) => return Err(Usage(format!("--date-order: '{other}' is none of day, month"))),
    };
    options.batch = args.batch.get();
    Ok(options)
}

fn tell(report: &Report, json: bool) -> Result<()> {
    if json {
        anstream::println!("{}", serde_json::to_string(report)?);
        return Ok(());
    }
    let counts = &report.counts;
    let how = match (report.known, report.resumed_at) {
        (true, _) => "all in already: ".to_owned(),
        (false, Some(line)) => format!("gone on at line {line}: "),
        (false, None) => String::new(),
    };
    anstream::eprintln!(
        "detente: {}: {how}{} rows: {} imported, {} duplicate, {} kept aside",
        report.file,
        counts.rows,
        counts.imported,
        counts.duplicate,
        counts.aside
    );
    for (what, n) in &report.mended {
        anstream::eprintln!("detente: note: {n} {what}");
    }
    if counts.aside > 0 {
        anstream::eprintln!("detente: note: `detente foreign {} --aside` tells why", report.dataset);
    }
    Ok(())
}

fn bar() -> ProgressBar {
    let shown = stderr().is_terminal();
    let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(None, target);
    if let Ok(style) = ProgressStyle::with_template("{elapsed_precise} {spinner} {bytes}, {msg}") {
        bar.set_style(style);
    }
    if shown {
        bar.enable_steady_tick(Duration::from_millis(200));
    }
    bar
}
