//! All relations of a store at once: who stands with whom, between whom, and how far they have split.

use detente_chart::{BandPoint, LineChart, Size, Words};
use detente_relations::network::{self, Network, Polarisation};
use detente_relations::{Day, Occurrence, Step};
use serde::Serialize;

use crate::relation::MEASURE;
use crate::rows::hundredths;
use crate::source::Source;

/// So many brokers and bonds are told.
const TOLD: usize = 10;

/// The network of a stretch of days.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Web {
    /// First and last day.
    pub days: (String, String),
    /// Directed pairs with fewer events are left out.
    pub least: u32,
    /// Number of actors and of directed pairs.
    pub actors: usize,
    /// Directed pairs.
    pub ties: usize,
    /// How far it has split.
    pub split: SplitRow,
    /// Blocs of more than one actor, the largest first: their codes.
    pub blocs: Vec<Vec<String>>,
    /// Who lies between others most often: code, and the share of pairs of others.
    pub brokers: Vec<(String, f64)>,
    /// The most hostile pairs: codes, weight.
    pub hostile: Vec<(String, String, f64)>,
    /// The friendliest.
    pub friendly: Vec<(String, String, f64)>,
    /// The same figures for each period.
    pub over_time: Vec<SplitRow>,
    /// The network itself, for GraphML and GEXF.
    #[serde(skip)]
    pub network: Network,
    /// Number of the bloc of each actor.
    #[serde(skip)]
    pub bloc_of: Vec<usize>,
    /// How often each actor lies between others.
    #[serde(skip)]
    pub between: Vec<f64>,
}

/// How far a network has split into camps.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SplitRow {
    /// The period; the days of all for the whole.
    pub period: String,
    /// Its first day.
    #[serde(skip)]
    pub day: Day,
    /// Actors.
    pub actors: usize,
    /// Pairs of them with scored events.
    pub bonds: usize,
    /// Blocs.
    pub blocs: usize,
    /// Signed modularity of the blocs.
    pub modularity: f64,
    /// Share of the weight of all bonds that is hostile.
    pub hostility: f64,
    /// Share of the weight of all bonds that contradicts the blocs.
    pub frustration: f64,
    /// Share of closed triads that are balanced.
    pub balance: Option<f64>,
}

impl SplitRow {
    fn of(period: String, day: Day, split: &Polarisation) -> Self {
        Self {
            period,
            day,
            actors: split.actors,
            bonds: split.bonds,
            blocs: split.blocs,
            modularity: hundredths(split.modularity),
            hostility: hundredths(split.hostility),
            frustration: hundredths(split.frustration),
            balance: split.balance.map(hundredths),
        }
    }
}

/// The network of the events of some days; none without events between different actors.
#[must_use]
pub fn web(source: &Source, since: Option<Day>, until: Option<Day>, step: Step, least: u32) -> Option<Web> {
    let inside = |o: &&Occurrence| since.is_none_or(|d| o.day >= d) && until.is_none_or(|d| o.day <= d);
    let own: Vec<Occurrence> = source.occurrences.iter().filter(inside).cloned().collect();
    let (from, to) = (own.iter().map(|o| o.day).min()?, own.iter().map(|o| o.day).max()?);
    let net = Network::of(from, to, MEASURE, least, &own);
    if net.ties.is_empty() {
        return None;
    }
    let blocs = network::blocs(&net);
    let between = network::betweenness(&net);
    let split = network::polarisation(&net, &blocs);
    let code = |at: usize| net.nodes[at].code.to_string();
    let mut members = vec![Vec::new(); blocs.count];
    for (node, bloc) in blocs.of.iter().enumerate() {
        members[*bloc].push(code(node));
    }
    members.retain(|m| m.len() > 1);
    let mut brokers: Vec<(String, f64)> =
        between.iter().enumerate().filter(|(_, b)| **b > 0.0).map(|(at, b)| (code(at), *b)).collect();
    brokers.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    brokers.truncate(TOLD);
    let mut bonds: Vec<(String, String, f64)> =
        net.bonds().into_iter().map(|b| (code(b.a), code(b.b), hundredths(b.weight))).collect();
    bonds.sort_by(|a, b| a.2.total_cmp(&b.2).then_with(|| (&a.0, &a.1).cmp(&(&b.0, &b.1))));
    let hostile = bonds.iter().filter(|b| b.2 < 0.0).take(TOLD).cloned().collect();
    let friendly = bonds.iter().rev().filter(|b| b.2 > 0.0).take(TOLD).cloned().collect();
    let text = detente_memory::day::text;
    let days = (text(from), text(to));
    let over_time = network::over_time(step, MEASURE, least, &own)
        .iter()
        .map(|(period, split)| SplitRow::of(period.to_string(), period.first_day(), split))
        .collect();
    Some(Web {
        least,
        actors: net.nodes.len(),
        ties: net.ties.len(),
        split: SplitRow::of(format!("{} to {}", days.0, days.1), from, &split),
        blocs: members,
        brokers,
        hostile,
        friendly,
        over_time,
        bloc_of: blocs.of.clone(),
        between,
        network: net,
        days,
    })
}

impl Web {
    /// As text. `name` gives the name of a code.
    #[must_use]
    pub fn text(&self, name: &dyn Fn(&str) -> String) -> String {
        let mut out = format!(
            "{} actors, {} directed pairs of at least {} events, {} to {}\n",
            self.actors, self.ties, self.least, self.days.0, self.days.1
        );
        for (at, bloc) in self.blocs.iter().enumerate() {
            let names: Vec<String> = bloc.iter().map(|c| name(c)).collect();
            out.push_str(&format!("  bloc {}: {}\n", at + 1, names.join(", ")));
        }
        if !self.brokers.is_empty() {
            let told: Vec<String> = self.brokers.iter().map(|(c, b)| format!("{} {b:.2}", name(c))).collect();
            out.push_str(&format!("  between others: {}\n", told.join(", ")));
        }
        for (title, list) in [("most hostile", &self.hostile), ("friendliest", &self.friendly)] {
            if list.is_empty() {
                continue;
            }
            out.push_str(&format!("  {title}:\n"));
            for (a, b, weight) in list {
                out.push_str(&format!("    {} – {}  {}\n", name(a), name(b), crate::words::signed(*weight)));
            }
        }
        out.push_str("\nperiod      actors  pairs  blocs  modularity  hostility  frustration  balance\n");
        let line = |row: &SplitRow| {
            let balance = row.balance.map_or_else(|| "–".to_owned(), |b| format!("{b:.2}"));
            format!(
                "{:<10} {:>7} {:>6} {:>6} {:>11.2} {:>10.2} {:>12.2} {balance:>8}\n",
                row.period, row.actors, row.bonds, row.blocs, row.modularity, row.hostility, row.frustration
            )
        };
        for row in self.over_time.iter().filter(|r| r.bonds > 0) {
            out.push_str(&line(row));
        }
        out.push_str(&line(&SplitRow { period: "all".into(), ..self.split.clone() }));
        out
    }

    /// The share of hostility over time, as a chart.
    #[must_use]
    pub fn chart(&self) -> LineChart {
        let shown = self.over_time.iter().filter(|r| r.bonds > 0);
        LineChart {
            words: Words {
                id: "hostility".into(),
                title: "Share of hostility in all relations".into(),
                description: format!(
                    "Share of the weight of all bonds that is hostile, by period, {} to {}; {:.2} over all.",
                    self.days.0, self.days.1, self.split.hostility
                ),
            },
            unit: "share of the weight of all bonds that is hostile".into(),
            points: shown
                .map(|r| BandPoint {
                    day: r.day,
                    mid: r.hostility,
                    inner: (r.hostility, r.hostility),
                    outer: (r.hostility, r.hostility),
                })
                .collect(),
            size: Size::default(),
            ..LineChart::default()
        }
    }
}
