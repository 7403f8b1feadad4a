//! What is usual for a direction, and how its words and deeds go together.

use detente_record::QuadClass;
use detente_relations::lead;
use detente_relations::norm::{norm, windows};
use detente_relations::{Series, Step};
use serde::Serialize;

use crate::flow::Flow;
use crate::relation::MEASURE;
use crate::rows::hundredths;

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
