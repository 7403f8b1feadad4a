//! Fills a store with made documents and tells how fast they go in as it grows, and how fast questions are answered:
//! `scale STORE REPORTS`.
//!
//! Days follow each other as they do in the news. Each day has its events, each told by some three reports; who acts
//! against whom is as uneven as in the world: the first few countries take part in most.

use std::path::Path;
use std::time::Instant;

use detente_memory::ask::{Bucket, Filter, Who};
use detente_memory::made::{Said, article, said};
use detente_memory::store::put::{Batch, Coded};
use detente_memory::{Store, Wait, Writer, day};
use detente_record::{CommitmentKind, EventType, Status};

const COUNTRIES: [&str; 24] = [
    "USA", "RUS", "CHN", "ISR", "UKR", "IRN", "IND", "PAK", "KOR", "PRK", "JPN", "GBR", "FRA", "DEU", "TUR", "SYR",
    "SAU", "EGY", "TWN", "AUS", "ETH", "ERI", "ARM", "AZE",
];
const PLACES: [&str; 6] = ["the border", "the capital", "the coast", "Port Alpha", "Hill 203", "the strait"];
const WORDS: [&str; 8] = [
    "shelled positions near",
    "dropped leaflets over",
    "sent wheat and medicine to",
    "condemned the drills of",
    "held talks with",
    "imposed sanctions on",
    "launched missiles towards",
    "seized a fishing boat of",
];
const TYPES: [EventType; 8] = [
    EventType::Assault,
    EventType::Influence,
    EventType::Aid,
    EventType::Accuse,
    EventType::Consult,
    EventType::Sanction,
    EventType::Mobilize,
    EventType::Coerce,
];
/// Reports of one document.
const PER_DOCUMENT: usize = 4;
/// Documents put in at once.
const BATCH: usize = 2048;
/// Days over which the reports are spread.
const DAYS: usize = 7305;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [dir, reports] = arguments.as_slice() else { return Err("scale STORE REPORTS".into()) };
    let documents = reports.parse::<usize>()? / PER_DOCUMENT;
    let mut writer = Writer::open(Path::new(dir), Wait::No, || {})?;
    writer.hurry()?;
    let per_day = (documents / DAYS).max(1);
    let mut dice = Dice(7);
    let mut batch = Batch::default();
    let mut done = 0;
    let (mut making, mut putting) = (0.0, 0.0);
    println!("reports,seconds,documents/s,reports/s,MB");
    for number in 0..DAYS {
        let date = day::text(day::parse("2005-01-01").unwrap_or(0) + i32::try_from(number)?);
        let start = Instant::now();
        let events: Vec<Said> = (0..(per_day * PER_DOCUMENT / 3).max(1)).map(|_| event(&mut dice, &date)).collect();
        for n in 0..per_day {
            let told = (0..PER_DOCUMENT).map(|_| events[dice.below(events.len())].clone()).collect();
            let one = article(&format!("Outlet {}", dice.below(40)), &date, told).lead(&format!("Number {number} {n}"));
            let Coded { mut raw, record, voice } = one.coded()?;
            raw.provenance.file = "made".into();
            raw.provenance.record = Some(done + n + 1);
            batch.coded.push(Coded { raw, record, voice });
        }
        done += per_day;
        making += start.elapsed().as_secs_f64();
        if batch.coded.len() >= BATCH || number + 1 == DAYS {
            let size = batch.coded.len();
            let start = Instant::now();
            writer.commit(&std::mem::take(&mut batch), jiff::Timestamp::now())?;
            let time = start.elapsed().as_secs_f64();
            putting += time;
            if (done / 25_000) != ((done - size) / 25_000) || number + 1 == DAYS {
                let bytes = std::fs::metadata(Path::new(dir).join("detente.sqlite"))?.len() >> 20;
                #[allow(clippy::cast_precision_loss, reason = "rates")]
                let rate = size as f64 / time;
                println!("{},{putting:.1},{rate:.0},{:.0},{bytes}", done * PER_DOCUMENT, rate * 4.0);
            }
        }
    }
    let start = Instant::now();
    writer.settle()?;
    println!("making the input {making:.0} s, putting it in {putting:.0} s, ledger {:?}", start.elapsed());
    drop(writer);
    ask(&Store::open(Path::new(dir))?)
}

fn ask(store: &Store) -> Result<(), Box<dyn std::error::Error>> {
    let who = |code: &str| Some(Who { country: code.into(), sector: None });
    let base = Filter { limit: Some(50), ..Filter::default() };
    let (since, until) = (day::parse("2015-03-01"), day::parse("2015-03-31"));
    let questions = [
        ("latest events", base.clone()),
        ("of one actor", Filter { actor: who("USA"), ..base.clone() }),
        ("of a pair", Filter { actor: who("USA"), recipient: who("RUS"), ..base.clone() }),
        ("of a rare pair", Filter { actor: who("AZE"), recipient: who("ARM"), ..base.clone() }),
        (
            "of a pair and type",
            Filter { actor: who("USA"), recipient: who("RUS"), types: vec!["INFLUENCE".into()], ..base.clone() },
        ),
        ("of a month", Filter { since, until, ..base.clone() }),
        ("of an actor in a month", Filter { actor: who("CHN"), since, until, ..base.clone() }),
        ("of an actor at a place", Filter { actor: who("USA"), place: Some("hill 203".into()), ..base.clone() }),
        (
            "of a pair with three origins",
            Filter { actor: who("USA"), recipient: who("RUS"), min_origins: Some(3), ..base.clone() },
        ),
        ("of rare words", Filter { text: Some("wheat AZE ARM".into()), since, until, ..base.clone() }),
    ];
    for (name, filter) in &questions {
        for (what, list) in [("events", Store::events as fn(&Store, &Filter) -> _), ("reports", Store::reports)] {
            let start = Instant::now();
            let rows = list(store, filter)?.rows.len();
            println!("{what} {name}: {rows} rows in {:.1} ms", start.elapsed().as_secs_f64() * 1000.0);
        }
    }
    for (name, a, b) in [("commonest", "USA", "RUS"), ("rare", "AZE", "ARM")] {
        let start = Instant::now();
        let days = store.series(a, b, Bucket::Day, None, None)?.rows.len();
        println!("daily series of the {name} pair: {days} days in {:.1} ms", start.elapsed().as_secs_f64() * 1000.0);
    }
    Ok(())
}

fn event(dice: &mut Dice, date: &str) -> Said {
    let kind = dice.below(TYPES.len());
    let actor = dice.country();
    let recipient = loop {
        let one = dice.country();
        if one != actor {
            break one;
        }
    };
    if dice.below(60) == 0 {
        let threat = said(EventType::Influence, Status::Threatened, actor, recipient).mode("leaflets");
        return threat.words("scatter leaflets over").opens(CommitmentKind::Threat);
    }
    let mut one = said(TYPES[kind], Status::Happened, actor, recipient).words(WORDS[kind]);
    if dice.below(3) > 0 {
        one = one.on(date);
    }
    if dice.below(4) == 0 {
        one = one.at(PLACES[dice.below(PLACES.len())]);
    }
    if dice.below(5) == 0 {
        #[allow(clippy::cast_precision_loss, reason = "a small number")]
        let n = dice.below(50) as f64 + 2.0;
        one = one.count(n, "missile");
    }
    if dice.below(6) == 0 {
        one = one.source(&format!("{actor} MIL"));
    }
    one
}

/// A generator of numbers (Steele, Lea & Flood 2014, SplitMix64): the same on every machine.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n.max(1) as u64).unwrap_or(0)
    }

    /// One of two draws, the smaller: the first are common, the last rare.
    fn country(&mut self) -> &'static str {
        let at = self.below(COUNTRIES.len()).min(self.below(COUNTRIES.len()));
        COUNTRIES[at]
    }
}
