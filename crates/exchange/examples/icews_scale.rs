//! Writes a file in the shape of all ICEWS and imports it, and tells how fast that goes and how fast questions are
//! answered: `icews_scale DIR ROWS`.
//!
//! Days follow each other from 1995; who acts against whom is as uneven as in the world; each state has some two
//! hundred actors.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Instant;

use detente_exchange::import::{Options, import};
use detente_exchange::layout::ICEWS;
use detente_exchange::{Codes, Format};
use detente_knowledge::{Knowledge, StateKind};
use detente_memory::{Store, Wait, Writer, day};

/// Days from 1995-01-01 to 2023-04-11, over which the rows are spread.
const DAYS: u64 = 10_328;
const SECTORS: [&str; 6] =
    ["Government", "Military,Government", "Police,Government", "Media,Social", "Rebel", "Social"];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [dir, rows] = arguments.as_slice() else { return Err("icews_scale DIR ROWS".into()) };
    let (dir, rows) = (Path::new(dir), rows.parse::<u64>()?);
    std::fs::create_dir_all(dir)?;
    let file = dir.join("made.tsv");
    let start = Instant::now();
    write(&file, rows)?;
    println!(
        "making {rows} rows, {} MB: {:.1} s",
        std::fs::metadata(&file)?.len() >> 20,
        start.elapsed().as_secs_f64()
    );
    let store = dir.join("store");
    let mut writer = Writer::open(&store, Wait::No, || {})?;
    let mut codes = Codes::new(Knowledge::shipped())?;
    let options = Options::new(Format::Icews);
    let (start, mut done, mut told) = (Instant::now(), 0_u64, 0_u64);
    #[allow(clippy::cast_precision_loss, reason = "rates")]
    let mut progress = |_: u64, more: u64| {
        done += more;
        if done - told >= rows / 10 {
            told = done;
            println!("  {done} rows, {:.0} rows/s", done as f64 / start.elapsed().as_secs_f64());
        }
    };
    let report = import(&mut writer, &mut codes, &file, &options, jiff::Timestamp::now(), &mut progress)?;
    let seconds = start.elapsed().as_secs_f64();
    #[allow(clippy::cast_precision_loss, reason = "rates")]
    let rate = rows as f64 / seconds;
    let counts = report.counts;
    println!(
        "import {seconds:.1} s, {rate:.0} rows/s: {} rows, {} imported, {} duplicate, {} aside; store {} MB; most memory {}",
        counts.rows,
        counts.imported,
        counts.duplicate,
        counts.aside,
        std::fs::metadata(store.join("detente.sqlite"))?.len() >> 20,
        peak(),
    );
    drop(writer);
    let start = Instant::now();
    let mut writer = Writer::open(&store, Wait::No, || {})?;
    let again = import(&mut writer, &mut codes, &file, &options, jiff::Timestamp::now(), &mut |_, _| {})?;
    println!("second import: {:.1} s, known {}", start.elapsed().as_secs_f64(), again.known);
    drop(writer);
    ask(&Store::open(&store)?)
}

fn ask(store: &Store) -> Result<(), Box<dyn std::error::Error>> {
    let start = Instant::now();
    let years = store.foreign_years(Some("icews"))?;
    let events: i64 = years.iter().filter(|(_, y)| y.acts).map(|(_, y)| y.events).sum();
    println!("country-years: {} of {events} events in {:.3} s", years.len(), start.elapsed().as_secs_f64());
    let start = Instant::now();
    let points = store.foreign_points("icews", "USA", "CHN", None, None)?.len();
    println!("one dyad: {points} events in {:.3} s", start.elapsed().as_secs_f64());
    let start = Instant::now();
    let (mut dyads, mut count, mut last) = (0_usize, 0_usize, (String::new(), String::new()));
    store.foreign_dyads("icews", |a, b, _| {
        count += 1;
        if last.0 != a || last.1 != b {
            dyads += 1;
            last = (a.to_owned(), b.to_owned());
        }
    })?;
    println!("all dyads: {count} events of {dyads} dyads in {:.2} s", start.elapsed().as_secs_f64());
    Ok(())
}

/// Rows as the Dataverse has them.
fn write(path: &Path, rows: u64) -> Result<(), Box<dyn std::error::Error>> {
    let knowledge = Knowledge::shipped();
    let states: Vec<&str> =
        knowledge.actors().states.iter().filter(|s| s.kind == StateKind::State).map(|s| s.name.as_str()).collect();
    let codes: Vec<_> = knowledge.cameo.iter().filter(|c| c.code.len() > 2 && !c.names.is_empty()).collect();
    let first = day::parse("1995-01-01").unwrap_or(0);
    let mut out = BufWriter::with_capacity(1 << 20, File::create(path)?);
    writeln!(out, "{}", ICEWS.join("\t"))?;
    let mut dice = Dice(11);
    let (mut today, mut date) = (-1, String::new());
    for n in 0..rows {
        let day = first + i32::try_from(n * DAYS / rows.max(1))?;
        if day != today {
            (today, date) = (day, day::text(day));
        }
        let code = codes[dice.low(codes.len())];
        let (a, b) = (states[dice.low(states.len())], states[dice.low(states.len())]);
        let (i, j) = (dice.below(200), dice.below(200));
        let (si, sj) = (SECTORS[i % SECTORS.len()], SECTORS[j % SECTORS.len()]);
        writeln!(
            out,
            "{n}\t{date}\tActor {i} ({a})\t{si}\t{a}\t{}\t{}\t{:.1}\tActor {j} ({b})\t{sj}\t{b}\t{}\t1\tWire {}\tCity {}\t\t\t{a}\t{}.5\t{}.25",
            code.names[0],
            code.code,
            code.goldstein,
            n / 3,
            dice.below(40),
            dice.below(300),
            dice.below(80),
            dice.below(170),
        )?;
    }
    out.flush()?;
    Ok(())
}

/// The most memory this process has held, as the system tells it.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().find_map(|l| l.strip_prefix("VmHWM:")).map_or("unknown".into(), |l| l.trim().to_owned())
}

/// A generator of numbers (Steele, Lea & Flood 2014, SplitMix64): the same on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % n.max(1) as u64).unwrap_or(0)
    }

    /// The smallest of three draws: the first are common, the last rare.
    fn low(&mut self, n: usize) -> usize {
        self.below(n).min(self.below(n)).min(self.below(n))
    }
}
