//! Since when: change points of a level or of a rate.
//!
//! A history is cut into regimes. From one observed period to the next, a new regime begins with probability
//! `1 / regime_length`; within a regime the mean score (or the rate of events per coverage) stays the same, and across
//! regimes it is drawn anew. Because the regimes are conjugate, everything is exact (beyond 1,000
//! observed periods all but): online, the distribution of the time
//! since the last change (Adams & MacKay 2007, Algorithm 1); offline, the probability of a change at every place given
//! the whole history, and the most probable segmentation (Fearnhead 2006, §2; here the backward recursion is the forward
//! one on the reversed history, as a regime's probability does not depend on the order of its periods).

mod label;
mod model;
mod offline;
mod online;

pub use label::{Label, label_rate, label_score};
pub use model::{Count, RateModel, RateRun, RegimeModel, ScoreModel};
pub use offline::{Break, Regime, Segmentation, segment};
pub use online::Online;

use detente_record::QuadClass;

use crate::calendar::Step;
use crate::series::Series;
use crate::tally::Measure;

/// When the online detector raises its alarm: a change within the last [`RECENT`] observed periods is more probable than
/// this. On generated histories of weeks (`tests/breaks.rs`) that is a false alarm in some 15 years, and a fall of 4
/// points is seen after some 4 weeks, of 6 points after 2.
pub const ALARM: f64 = 0.9;
/// How many observed periods the alarm looks back.
pub const RECENT: usize = 16;

/// The breaks of a series' mean score.
#[must_use]
pub fn of_scores(series: &Series, measure: Measure) -> Segmentation {
    let scores = series.scores(measure);
    segment(&ScoreModel::of(&scores), usual_length(series.step()), &scores)
}

/// The breaks of a series' rate of events of a quad class, per volume of coverage.
#[must_use]
pub fn of_rate(series: &Series, quad: QuadClass) -> Segmentation {
    let counts = Count::of_quad(series, quad);
    segment(&RateModel::of(&counts), usual_length_of_rates(series.step()), &counts)
}

/// How long a regime lasts before anything is known of it, in periods: about half a year.
#[must_use]
pub fn usual_length(step: Step) -> f64 {
    match step {
        Step::Day => 180.0,
        Step::Week => 26.0,
        Step::Month => 12.0,
    }
}

/// The same for rates, four times as long: a run of periods without events comes about by chance so often that shorter
/// regimes would make breaks of it (`tests/breaks.rs`).
#[must_use]
pub fn usual_length_of_rates(step: Step) -> f64 {
    4.0 * usual_length(step)
}
