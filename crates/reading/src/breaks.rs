//! Where a relation changed, and what happened there.

use std::collections::HashMap;

use detente_relations::breaks::{self, Break, Label, ScoreModel};
use detente_relations::{Day, Occurrence, Series};
use serde::Serialize;

use crate::flow::{Conduct, Flow};
use crate::relation::MEASURE;
use crate::rows::{EventRow, hundredths};

/// Breaks less likely than this are not told.
pub const LIKELY: f64 = 0.5;
/// So many events are told with a break.
const EVENTS: usize = 3;

/// A break.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BreakRow {
    /// What changed: `temperature` (rates of conflict and cooperation) or `tone` (mean score).
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
    /// The sum of the scores of a period of usual coverage, or the mean score, before.
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
        self.after < self.before
    }
}

/// Breaks of the mean score.
#[must_use]
pub fn of_score(series: &Series, own: &[&Occurrence], rows: &[EventRow]) -> Vec<BreakRow> {
    let scores = series.scores(MEASURE);
    let length = breaks::usual_length(series.step());
    let cut = breaks::segment(&ScoreModel::of(&scores), length, &scores);
    let label = |found: &Break| breaks::label_score(series, found, MEASURE, own.iter().copied());
    rowed(series, "tone", cut.sure(LIKELY), label, rows)
}

/// Breaks of conduct: of the rates of conflict and of cooperation for the coverage, taken together. What changed is told as
/// the sum of the scores of a period of usual coverage.
#[must_use]
pub fn of_conduct(series: &Series, flow: &Flow, own: &[&Occurrence], rows: &[EventRow]) -> Vec<BreakRow> {
    let (model, acts) = Conduct::of(series, flow.usual);
    if acts.iter().all(|(bad, good)| bad.events + good.events == 0) {
        return Vec::new();
    }
    let cut = breaks::segment(&model, breaks::usual_length(series.step()), &acts);
    let label = |found: &Break| breaks::label_score(series, found, MEASURE, own.iter().copied());
    rowed(series, "temperature", cut.sure(LIKELY), label, rows)
}

fn rowed<'a>(
    series: &Series,
    of: &str,
    found: impl Iterator<Item = &'a Break>,
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
                before: hundredths(found.before.mean),
                after: hundredths(found.after.mean),
                events,
            }
        })
        .collect()
}
