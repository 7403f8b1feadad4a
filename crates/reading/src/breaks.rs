//! Where a relation changed, and what happened there.

use std::collections::HashMap;

use detente_record::QuadClass;
use detente_relations::breaks::{self, Break, Count, Label, RateModel, ScoreModel};
use detente_relations::{Day, Occurrence, Series};
use serde::Serialize;

use crate::relation::MEASURE;
use crate::rows::{EventRow, hundredths};

/// Breaks less likely than this are not told.
pub const LIKELY: f64 = 0.5;
/// So many events are told with a break.
const EVENTS: usize = 3;

/// A break.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BreakRow {
    /// What changed: `score`, or the quad class whose rate did.
    pub of: String,
    /// The first day of the period with which the new regime most probably begins.
    pub day: String,
    /// The same as a number.
    #[serde(skip)]
    pub number: Day,
    /// Between these days it began, with 80 per cent probability if it did at all.
    pub from: String,
    /// The last of them.
    pub to: String,
    /// The same as numbers.
    #[serde(skip)]
    pub span: (Day, Day),
    /// Probability that there is a break here.
    pub probability: f64,
    /// Mean score, or events a period, before.
    pub before: f64,
    /// And after.
    pub after: f64,
    /// What happened there, the most telling first.
    pub events: Vec<EventRow>,
}

impl BreakRow {
    /// Whether the relation is worse after it.
    #[must_use]
    pub fn worsens(&self) -> bool {
        let falls = self.after < self.before;
        let of_conflict = self.of.ends_with("conflict");
        if of_conflict { !falls } else { falls }
    }
}

/// Breaks of the mean score.
#[must_use]
pub fn of_score(series: &Series, own: &[&Occurrence], rows: &[EventRow]) -> Vec<BreakRow> {
    let scores = series.scores(MEASURE);
    let length = breaks::usual_length(series.step());
    let cut = breaks::segment(&ScoreModel::of(&scores), length, &scores);
    let label = |found: &Break| breaks::label_score(series, found, MEASURE, own.iter().copied());
    rowed(series, "score", cut.sure(LIKELY), 1.0, label, rows)
}

/// Breaks of the rate of the events of a quad class. Rates are told as events a period with the mean exposure of the
/// periods that were observed.
#[must_use]
pub fn of_rate(series: &Series, quad: QuadClass, own: &[&Occurrence], rows: &[EventRow]) -> Vec<BreakRow> {
    let counts = Count::of_quad(series, quad);
    let seen: Vec<f64> = counts.iter().map(|c| c.exposure).filter(|e| *e > 0.0).collect();
    if seen.is_empty() || counts.iter().all(|c| c.events == 0) {
        return Vec::new();
    }
    #[allow(clippy::cast_precision_loss, reason = "few periods")]
    let usual = seen.iter().sum::<f64>() / seen.len() as f64;
    let cut = breaks::segment(&RateModel::of(&counts), breaks::usual_length(series.step()), &counts);
    let label = |found: &Break| breaks::label_rate(series, found, quad, MEASURE, own.iter().copied());
    rowed(series, quad.code(), cut.sure(LIKELY), usual, label, rows)
}

fn rowed<'a>(
    series: &Series,
    of: &str,
    found: impl Iterator<Item = &'a Break>,
    scale: f64,
    label: impl Fn(&Break) -> Vec<Label>,
    rows: &[EventRow],
) -> Vec<BreakRow> {
    let by_id: HashMap<&str, &EventRow> = rows.iter().map(|r| (r.id.as_str(), r)).collect();
    let text = detente_memory::day::text;
    found
        .map(|found| {
            let number = series.period(found.at).first_day();
            let span = (series.period(found.from).first_day(), series.period(found.to).last_day());
            let mut events: Vec<EventRow> = Vec::new();
            for label in label(found) {
                let Some(row) = by_id.get(label.id.as_str()) else { continue };
                // The same act told twice is one reason.
                if !events.iter().any(|e| e.day == row.day && e.act() == row.act()) {
                    events.push((*row).clone());
                }
                if events.len() == EVENTS {
                    break;
                }
            }
            BreakRow {
                of: of.into(),
                day: text(number),
                number,
                from: text(span.0),
                to: text(span.1),
                span,
                probability: hundredths(found.probability),
                before: hundredths(found.before.mean * scale),
                after: hundredths(found.after.mean * scale),
                events,
            }
        })
        .collect()
}
