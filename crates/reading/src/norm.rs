//! What is usual for a direction, and how its words and deeds go together.

use detente_record::QuadClass;
use detente_relations::lead;
use detente_relations::norm::{norm, windows};
use detente_relations::{Day, Series, Step};
use serde::Serialize;

use crate::flow::Flow;
use crate::relation::MEASURE;
use crate::rows::{EventRow, hundredths};

/// A period against those before it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NormRow {
    /// The period.
    pub period: String,
    /// What is compared: `temperature` or `mean score`.
    pub of: String,
    /// Against so many periods, in words: `4 weeks`.
    pub against: String,
    /// Its value.
    pub value: f64,
    /// The mean of the past.
    pub usual: f64,
    /// Distance from it in standard deviations of a new value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub z: Option<f64>,
    /// Share of the past below it, 0 to 1.
    pub percentile: f64,
}

/// A period of a series against its own past of about 4 and 52 weeks.
#[must_use]
pub fn of(series: &Series, flow: &Flow, at: usize) -> Vec<NormRow> {
    let all = [("temperature", flow.net.clone()), ("mean score", series.means(MEASURE))];
    let mut rows = Vec::new();
    for (name, values) in &all {
        for (window, weeks) in windows(series.step()).into_iter().zip([4, 52]) {
            let Some((found, value)) = norm(values, at, window).zip(values.get(at).copied().flatten()) else {
                continue;
            };
            rows.push(NormRow {
                period: series.period(at).to_string(),
                of: (*name).into(),
                against: match series.step() {
                    Step::Month => "12 months".into(),
                    _ => format!("{weeks} weeks"),
                },
                value: hundredths(value),
                usual: hundredths(found.mean),
                z: found.z.map(hundredths),
                percentile: hundredths(found.percentile),
            });
        }
    }
    rows
}

/// A period that stands out against the year before it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StandoutRow {
    /// The period.
    pub period: String,
    /// Its middle, for drawing.
    #[serde(skip)]
    pub day: Day,
    /// The sum of its scores for usual coverage.
    pub net: f64,
    /// Distance from its own past year in standard deviations of a new value; none where the past was all alike.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub z: Option<f64>,
    /// What happened, the gravest first.
    pub events: Vec<EventRow>,
}

/// So many periods that stand out are told.
const STANDOUTS: usize = 8;
/// From so many standard deviations on a period stands out.
const FAR: f64 = 2.0;

/// The periods that are worst among those that lie at least two standard deviations below their own past year, by day.
#[must_use]
pub fn standouts(series: &Series, flow: &Flow, rows: &[EventRow]) -> Vec<StandoutRow> {
    let year = windows(series.step())[1];
    let mut found: Vec<(usize, f64, Option<f64>)> = (0..flow.net.len())
        .filter_map(|at| {
            let value = flow.net[at].filter(|v| *v < 0.0)?;
            let usual = norm(&flow.net, at, year)?;
            let far = usual.z.map_or(usual.percentile == 0.0, |z| z <= -FAR);
            far.then_some((at, value, usual.z))
        })
        .collect();
    found.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    found.truncate(STANDOUTS);
    found.sort_by_key(|f| f.0);
    found
        .into_iter()
        .map(|(at, value, z)| {
            let period = series.period(at);
            let (first, last) = (period.first_day(), period.last_day());
            let mut events: Vec<EventRow> = rows
                .iter()
                .filter(|r| (first..=last).contains(&r.number) && r.score.is_some_and(|s| s < 0.0) && r.is_past())
                .cloned()
                .collect();
            events.sort_by(|a, b| {
                let grave = |r: &EventRow| r.score.unwrap_or(0.0);
                grave(a).total_cmp(&grave(b)).then_with(|| (a.number, &a.id).cmp(&(b.number, &b.id)))
            });
            events.truncate(2);
            StandoutRow {
                period: period.to_string(),
                day: first + (last - first) / 2,
                net: hundredths(value),
                z: z.map(hundredths),
                events,
            }
        })
        .collect()
}

/// How hostile words and hostile deeds go together.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct LeadRow {
    /// Deeds follow words by so many periods; words follow deeds where it is negative.
    pub periods: i32,
    /// Correlation at that distance.
    pub correlation: f64,
    /// Its 95 per cent interval.
    pub band95: (f64, f64),
}

/// Whether words of conflict lead or follow deeds of conflict; none where it may as well be chance.
#[must_use]
pub fn lead_of(series: &Series) -> Option<LeadRow> {
    let counts = |quad| -> Vec<f64> { series.points.iter().map(|p| f64::from(p.of_quad(quad))).collect() };
    let (words, deeds) = (counts(QuadClass::VerbalConflict), counts(QuadClass::MaterialConflict));
    let furthest = match series.step() {
        Step::Day => 28,
        Step::Week => 8,
        Step::Month => 6,
    };
    let strongest = lead::lead(&words, &deeds, furthest)?.strongest?;
    Some(LeadRow {
        periods: strongest.periods,
        correlation: hundredths(strongest.correlation),
        band95: (hundredths(strongest.low), hundredths(strongest.high)),
    })
}
