//! Twenty million events in the shape of all of ICEWS: every dyad's monthly series, level and breaks, timed.
//! `cargo run --release -p detente-relations --example all_of_icews -- [EVENTS]`

use std::time::Instant;

use detente_record::EventType;
use detente_record::QuadClass;
use detente_relations::math::dice::Dice;
use detente_relations::{Exposure, Index, Kind, Level, Measure, Occurrence, Party, Step, breaks, calendar};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// Types with their share among a thousand events of ICEWS and a typical score (CAMEO roots taken together).
const KINDS: [(EventType, u32, f32); 15] = [
    (EventType::Consult, 300, 2.5),
    (EventType::Support, 100, 3.4),
    (EventType::Agree, 120, 4.0),
    (EventType::Cooperate, 40, 6.5),
    (EventType::Aid, 25, 7.2),
    (EventType::Concede, 20, 5.0),
    (EventType::Request, 60, -0.5),
    (EventType::Accuse, 110, -2.2),
    (EventType::Reject, 30, -4.0),
    (EventType::Threaten, 20, -5.5),
    (EventType::Protest, 30, -6.5),
    (EventType::Mobilize, 10, -7.2),
    (EventType::Sanction, 15, -5.0),
    (EventType::Coerce, 60, -6.5),
    (EventType::Assault, 60, -9.5),
];

/// Countries and bodies, the first named most (Zipf), as in ICEWS.
const ACTORS: usize = 250;
/// Distances along the list of actors to a country's partners.
const PARTNERS: [usize; 90] = {
    let mut list = [0; 90];
    let mut at = 0;
    while at < 90 {
        list[at] = (at * 77 + 11) % 249;
        at += 1;
    }
    list
};
/// Months of ICEWS, 1995 to 2020.
const FIRST_DAY: &str = "1995-01-01";
const DAYS: usize = 9497;

fn generate(count: usize) -> Vec<Occurrence> {
    let mut dice = Dice::new(2026);
    let codes: Vec<SmolStr> = (0..ACTORS).map(|i| SmolStr::from(format!("C{i:03}"))).collect();
    #[allow(clippy::cast_precision_loss, reason = "few actors")]
    let weights: Vec<f64> = (0..ACTORS).map(|i| 1.0 / (i as f64 + 5.0)).collect();
    let sums: Vec<f64> = weights
        .iter()
        .scan(0.0, |sum, w| {
            *sum += w;
            Some(*sum)
        })
        .collect();
    let all = sums.last().copied().unwrap_or(1.0);
    let kinds: Vec<usize> = KINDS.iter().enumerate().flat_map(|(i, k)| std::iter::repeat_n(i, k.1 as usize)).collect();
    let first = FIRST_DAY.parse().map_or(0, calendar::day_of);
    (0..count)
        .map(|at| {
            let actor = |dice: &mut Dice| {
                let thrown = dice.share() * all;
                sums.partition_point(|s| *s < thrown).min(ACTORS - 1)
            };
            let a = actor(&mut dice);
            // Two in five events stay within a country.
            // The others are with those whom a country has to do with: each has 90 partners, the first far more often.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 90")]
            let b = if dice.share() < 0.4 {
                a
            } else {
                (a + 1 + PARTNERS[(90.0 * dice.share().powi(3)) as usize] + a * 13) % ACTORS
            };
            // Coverage grows over the years.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
            let day = (DAYS as f64 * dice.share().powf(0.75)) as usize;
            let (root, _, score) = KINDS[kinds[dice.below(kinds.len())]];
            // Each pair has its own temperature, and it turns once.
            let turn = (a * 7919 + b * 104_729) % DAYS;
            #[allow(clippy::cast_precision_loss, reason = "small numbers")]
            let shift = ((a * 31 + b * 17) % 5) as f32 * 0.5 - 1.0 + if day > turn { -1.5 } else { 0.0 };
            let mut o = Occurrence::new(
                SmolStr::from(format!("i{at}")),
                first + i32::try_from(day).unwrap_or(0),
                Party::new(codes[a].clone()),
                Party::new(codes[b].clone()),
                root,
            );
            o.goldstein = Some((score + shift).clamp(-10.0, 10.0));
            o.kind = o.quad.map_or(Kind::Words, Kind::of);
            o
        })
        .collect()
}

/// Highest memory used so far, in MiB, where the system tells (Linux).
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|l| l.trim().strip_suffix(" kB")).and_then(|k| k.parse::<u64>().ok());
    kilobytes.map_or_else(|| "unknown".into(), |k| format!("{} MiB", k / 1024))
}

/// Seconds of processor time so far, where the system tells (Linux, at its hundred ticks a second); else of the clock.
fn processor(clock: Instant) -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let mut fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11);
    let ticks = |field: Option<&str>| field.and_then(|f| f.parse::<f64>().ok());
    match (ticks(fields.next()), ticks(fields.next())) {
        (Some(user), Some(system)) => (user + system) / 100.0,
        _ => clock.elapsed().as_secs_f64(),
    }
}

fn main() {
    let count = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(20_000_000);
    let clock = Instant::now();
    let lap = |what: &str, since: f64| {
        println!("{what}: {:.1} s of one processor; peak memory {}", processor(clock) - since, memory());
    };
    let events = generate(count);
    lap(&format!("generate {count} events of {} bytes each", size_of::<Occurrence>()), 0.0);

    let start = processor(clock);
    let first = Step::Month.of(events.iter().map(|o| o.day).min().unwrap_or(0)).index / 12;
    let mut table: FxHashMap<&str, Vec<u64>> = FxHashMap::default();
    for event in &events {
        let year = Step::Month.of(event.day).index / 12 - first;
        for party in &event.actors {
            let years = table.entry(&party.code).or_default();
            let at = usize::try_from(year).unwrap_or(0);
            if years.len() <= at {
                years.resize(at + 1, 0);
            }
            years[at] += 1;
        }
    }
    let cells: usize = table.values().map(Vec::len).sum();
    lap(&format!("events by country and year ({cells} cells)"), start);

    let start = processor(clock);
    let exposure = Exposure::of(Step::Month, &events);
    let index = Index::new(&events);
    let dyads: Vec<_> = index.dyads().collect();
    lap(&format!("index of {} directed pairs", dyads.len()), start);

    let start = processor(clock);
    let (mut points, mut levels, mut turns, mut rates) = (0usize, 0usize, 0usize, 0usize);
    let mut spent = [0.0; 4];
    for dyad in &dyads {
        let mut at = processor(clock);
        let mut next = |which: usize| {
            let now = processor(clock);
            spent[which] += now - at;
            at = now;
        };
        let Ok(series) = index.series(&dyad.actor, &dyad.recipient, Step::Month, &exposure) else { continue };
        points += series.points.len();
        next(0);
        levels += usize::from(Level::fitted(&series.scores(Measure::Goldstein)).is_ok());
        next(1);
        turns += breaks::of_scores(&series, Measure::Goldstein).sure(0.5).count();
        next(2);
        rates += breaks::of_rate(&series, QuadClass::MaterialConflict).sure(0.5).count();
        next(3);
    }
    lap(&format!("{points} monthly points, {levels} levels, {turns} breaks of score, {rates} of conflict"), start);
    println!(
        "of it: series {:.1} s, levels {:.1} s, breaks of score {:.1} s, breaks of the rate of conflict {:.1} s",
        spent[0], spent[1], spent[2], spent[3]
    );
    lap("in all", 0.0);
    println!("by the clock: {:.1} s", clock.elapsed().as_secs_f64());
}
