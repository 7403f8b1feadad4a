//! Back-test of forecasts on a month of ICEWS: `cargo run -p detente-relations --example backtest -- DATA REPOSITORY`
//!
//! DATA holds `events/icews18-valid.tsv` and `ontology/cameo-codes.tsv`; REPOSITORY is this repository, for
//! `evaluation/icews-actors.tsv`.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::process::ExitCode;

use detente_record::{EventType, QuadClass};
use detente_relations::forecast::{Difference, History, Plan, Report, backtest};
use detente_relations::{Exposure, Index, Kind, Measure, Occurrence, Party, Step, calendar};

/// Words of a name that tell events apart.
fn plain(name: &str) -> String {
    let cut = name.split('(').next().unwrap_or(name).to_lowercase();
    let cut = cut.split(", not spec").next().unwrap_or(&cut).to_owned();
    let words: String = cut.chars().map(|c| if c.is_ascii_alphabetic() { c } else { ' ' }).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What ICEWS names otherwise than CAMEO's table, by how the name begins; the first that fits counts.
const BEGINS: [(&str, &str); 18] = [
    ("make an appeal or request", "020"),
    ("appeal for release", "0253"),
    ("appeal", "020"),
    ("deny responsibility", "127"),
    ("express intent to provide", "033"),
    ("express intent to institute", "034"),
    ("express intent", "030"),
    ("demand", "100"),
    ("reject", "120"),
    ("refuse", "120"),
    ("threaten with military", "138"),
    ("threaten with sanctions", "1312"),
    ("threaten", "130"),
    ("use tactics of violent repression", "175"),
    ("conduct suicide", "183"),
    ("impose restrictions", "1722"),
    ("reduce or stop", "162"),
    ("demonstrate", "141"),
];

fn root_of(code: &str) -> (Option<EventType>, Option<QuadClass>) {
    use EventType::{
        Accuse, Agree, Aid, Assault, Coerce, Concede, Consult, Cooperate, Mobilize, Protest, Reject, Request, Sanction,
        Support, Threaten,
    };
    let root = match &code[..2] {
        "03" => Agree,
        "04" => Consult,
        "05" => Support,
        "06" => Cooperate,
        "07" => Aid,
        "08" => Concede,
        "09" | "11" => Accuse,
        "10" => Request,
        "12" => Reject,
        "13" => Threaten,
        "14" => Protest,
        "15" => Mobilize,
        "16" => Sanction,
        "17" => Coerce,
        "18" | "19" | "20" => Assault,
        // An appeal is verbal cooperation in CAMEO and has no type of its own in PLOVER; a statement is neutral.
        "02" => return (None, Some(QuadClass::VerbalCooperation)),
        _ => return (None, None),
    };
    (Some(root), Some(root.quad_class()))
}

fn rows(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines().filter(|l| !l.starts_with('#')).skip(1).map(|l| l.split('\t').collect())
}

/// Events and how many rows gave none, by reason.
fn read(data: &Path, repository: &Path) -> std::io::Result<(Vec<Occurrence>, BTreeMap<&'static str, usize>)> {
    let events = std::fs::read_to_string(data.join("events/icews18-valid.tsv"))?;
    let codes = std::fs::read_to_string(data.join("ontology/cameo-codes.tsv"))?;
    let actors = std::fs::read_to_string(repository.join("evaluation/icews-actors.tsv"))?;
    let mut by_name: HashMap<String, &str> = HashMap::new();
    let mut goldstein: HashMap<&str, f32> = HashMap::new();
    for row in rows(&codes) {
        if let [code, name, score, ..] = row[..] {
            by_name.entry(plain(name)).or_insert(code);
            goldstein.insert(code, score.parse().unwrap_or(0.0));
        }
    }
    let mut countries: HashMap<&str, &str> = HashMap::new();
    for row in rows(&actors) {
        if let [_, name, country, ..] = row[..] {
            countries.insert(name, country.split('|').next().unwrap_or(country));
        }
    }
    let country = |name: &str| -> Option<String> {
        let place = name.strip_suffix(')').and_then(|n| n.rsplit_once(" (")).map_or(name, |(_, place)| place);
        countries.get(name).or_else(|| countries.get(place)).map(|c| (*c).to_owned())
    };
    let mut problems: BTreeMap<&'static str, usize> = BTreeMap::new();
    let mut list = Vec::new();
    for (at, row) in rows(&events).enumerate() {
        let [date, source, event, target] = row[..] else {
            *problems.entry("not four columns").or_default() += 1;
            continue;
        };
        let Ok(date) = date.parse() else {
            *problems.entry("no date").or_default() += 1;
            continue;
        };
        let name = plain(event);
        let code = by_name
            .get(&name)
            .copied()
            .or_else(|| BEGINS.iter().find(|(begin, _)| name.starts_with(begin)).map(|(_, code)| *code));
        let (Some(code), Some(source), Some(target)) = (code, country(source), country(target)) else {
            *problems.entry(if code.is_none() { "no CAMEO code" } else { "no country" }).or_default() += 1;
            continue;
        };
        let (root, quad) = root_of(code);
        let mut o = Occurrence::new(
            format!("icews-{at}"),
            calendar::day_of(date),
            Party::new(source),
            Party::new(target),
            EventType::Consult,
        );
        (o.root, o.quad, o.kind) = (root, quad, quad.map_or(Kind::Words, Kind::of));
        o.goldstein = goldstein.get(code).copied();
        list.push(o);
    }
    Ok((list, problems))
}

fn shown(difference: &Option<Difference>) -> String {
    difference.map_or("-".into(), |d| {
        let word = if d.high < 0.0 {
            "better"
        } else if d.low > 0.0 {
            "WORSE"
        } else {
            "no difference shown"
        };
        format!("{:+.4} [{:+.4}, {:+.4}] {word}", d.mean, d.low, d.high)
    })
}

fn show(what: &str, r: &Report) {
    println!("## {what}");
    println!(
        "{} forecasts, {} with events after them; CRPS {:.3}, mean absolute error {:.3}",
        r.forecasts, r.scored, r.crps, r.error
    );
    println!("80% band holds {:.1}%, 95% band {:.1}% (ends included)", 100.0 * r.coverage[0], 100.0 * r.coverage[1]);
    println!(
        "bands as wide as earlier origins ask for: {:.1}%, {:.1}%",
        100.0 * r.calibrated_coverage[0],
        100.0 * r.calibrated_coverage[1]
    );
    println!("lumps in part: {:.1}%, {:.1}%", 100.0 * r.exact_coverage[0], 100.0 * r.exact_coverage[1]);
    println!(
        "material conflict (came in {:.1}%): Brier {:.4}, calibrated {:.4}; sharp change (came in {:.1}%): {:.4}, calibrated {:.4}",
        100.0 * r.base_rates[0],
        r.conflict[0],
        r.conflict[1],
        100.0 * r.base_rates[1],
        r.sharp[0],
        r.sharp[1]
    );
    for a in &r.against {
        println!("against {}: CRPS {:.3}, conflict {:.4}, sharp {:.4}", a.baseline.code(), a.crps, a.conflict, a.sharp);
        for (name, difference) in ["CRPS", "conflict", "sharp"].iter().zip(&a.differences) {
            println!("  {name}: ours less its {}", shown(difference));
        }
    }
    for (name, table) in [("conflict", &r.conflict_table), ("sharp change", &r.sharp_table)] {
        println!("calibration of {name}: foretold, happened [95%], forecasts");
        for row in table {
            println!("  {:.3} {:.3} [{:.3}, {:.3}] {}", row.foretold, row.happened, row.low, row.high, row.forecasts);
        }
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [data, repository] = &arguments[..] else {
        eprintln!("usage: backtest DATA REPOSITORY");
        return ExitCode::from(2);
    };
    let (events, problems) = match read(Path::new(data), Path::new(repository)) {
        Ok(read) => read,
        Err(error) => {
            eprintln!("{data}: {error}; the data are not part of the repository, so nothing is measured without them");
            return ExitCode::FAILURE;
        }
    };
    println!("{} events between two countries or within one; left out: {problems:?}", events.len());
    let exposure = Exposure::of(Step::Day, &events);
    let index = Index::new(&events);
    for (what, within) in [("between countries", false), ("within countries", true)] {
        let histories: Vec<History> = index
            .dyads()
            .filter(|d| (d.actor == d.recipient) == within)
            .filter_map(|d| {
                let series = index.series(&d.actor, &d.recipient, Step::Day, &exposure).ok()?;
                Some(History::of(&series, Measure::Goldstein, index.events(&d.actor, &d.recipient)))
            })
            .collect();
        println!("# {what}: {} directed pairs", histories.len());
        for (name, length) in [("next week", 7), ("next day", 1)] {
            let plan = Plan { first: 10, every: 1, length, least: 5 };
            match backtest(&histories, plan).report() {
                Some(report) => show(name, &report),
                None => println!("{name}: nothing to score"),
            }
        }
    }
    ExitCode::SUCCESS
}
