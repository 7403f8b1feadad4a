//! Scores: a lasting mean and a fading deviation.

use crate::level::Estimate;
use crate::tally::Scores;

/// One cell of the grid that is averaged over; variances as ratios to the event variance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// How much of the deviation lasts to the next period.
    pub keeps: f64,
    /// Long-run variance of the deviation.
    pub deviation: f64,
    /// Variance of what a period's events have in common.
    pub period: f64,
}

/// The grid: no deviation at all, and deviations of three sizes and three lengths of memory; three period variances.
#[must_use]
pub fn grid() -> Vec<Cell> {
    let mut cells = Vec::new();
    for period in [0.0, 0.15, 0.6] {
        cells.push(Cell { keeps: 0.0, deviation: 0.0, period });
        for keeps in [0.6, 0.9, 0.98] {
            cells.extend([0.03, 0.1, 0.35].map(|deviation| Cell { keeps, deviation, period }));
        }
    }
    cells
}

/// What is known of mean and deviation: a normal distribution in two dimensions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct State {
    /// Mean of the lasting mean.
    pub mean: f64,
    /// Mean of the deviation.
    pub deviation: f64,
    /// Variances and covariance.
    pub var_mean: f64,
    /// Variance of the deviation.
    pub var_deviation: f64,
    /// Their covariance.
    pub covariance: f64,
    /// Log-likelihood of what was seen.
    pub log_likelihood: f64,
}

/// Kalman filter over the periods, beginning with the prior on the mean and the long-run deviation.
#[must_use]
pub fn filter(cell: Cell, event_variance: f64, prior: Estimate, scores: &[Scores]) -> State {
    let long_run = cell.deviation * event_variance;
    let fresh = long_run * (1.0 - cell.keeps * cell.keeps);
    let mut s = State {
        mean: prior.mean,
        deviation: 0.0,
        var_mean: prior.variance,
        var_deviation: long_run,
        covariance: 0.0,
        log_likelihood: 0.0,
    };
    for (at, seen) in scores.iter().enumerate() {
        if at > 0 {
            s.step(cell.keeps, fresh);
        }
        if seen.events == 0 {
            continue;
        }
        let events = f64::from(seen.events);
        let noise = event_variance * (1.0 / events + cell.period);
        let error = seen.sum / events - s.mean - s.deviation;
        let (with_mean, with_deviation) = (s.var_mean + s.covariance, s.var_deviation + s.covariance);
        let total = with_mean + with_deviation + noise;
        s.log_likelihood -= 0.5 * ((2.0 * std::f64::consts::PI * total).ln() + error * error / total);
        s.mean += with_mean / total * error;
        s.deviation += with_deviation / total * error;
        s.var_mean -= with_mean * with_mean / total;
        s.var_deviation -= with_deviation * with_deviation / total;
        s.covariance -= with_mean * with_deviation / total;
    }
    s
}

impl State {
    fn step(&mut self, keeps: f64, fresh: f64) {
        self.deviation *= keeps;
        self.var_deviation = keeps * keeps * self.var_deviation + fresh;
        self.covariance *= keeps;
    }

    /// The average level of the next periods: its mean and variance.
    #[must_use]
    pub fn ahead(&self, cell: Cell, event_variance: f64, length: usize) -> Estimate {
        let fresh = cell.deviation * event_variance * (1.0 - cell.keeps * cell.keeps);
        // The average deviation is `reach` times the present one and the steps to come, each with its own reach.
        let (mut reach, mut power, mut later) = (0.0, 1.0, 0.0);
        #[allow(clippy::cast_precision_loss, reason = "few periods")]
        let n = length.max(1) as f64;
        let mut partial = 0.0;
        for _ in 0..length.max(1) {
            // The step into this period from the end reaches over the periods after it.
            partial = 1.0 + cell.keeps * partial;
            later += (partial / n).powi(2) * fresh;
            power *= cell.keeps;
            reach += power / n;
        }
        Estimate {
            mean: self.mean + reach * self.deviation,
            variance: (self.var_mean + 2.0 * reach * self.covariance + reach * reach * self.var_deviation + later)
                .max(0.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::level::{Level, LevelModel, Start};

    /// With no deviation it is the local level that never moves.
    #[test]
    fn without_deviation_it_is_a_level_that_stays() {
        let scores: Vec<Scores> =
            (0..30u32).map(|i| Scores { events: i % 4, sum: f64::from(i % 4 * (i % 7)), squares: 0.0 }).collect();
        let prior = Estimate { mean: 1.0, variance: 9.0 };
        let cell = Cell { keeps: 0.0, deviation: 0.0, period: 0.05 };
        let state = filter(cell, 8.0, prior, &scores);
        let model =
            LevelModel { event_variance: 8.0, period_variance: 0.4, step_variance: 0.0, start: Start::Known(prior) };
        let level = Level::of(model, &scores);
        let (ours, theirs) = (state.ahead(cell, 8.0, 3), level.ahead(3).unwrap());
        assert!((ours.mean - theirs.mean).abs() < 1e-9 && (ours.variance - theirs.variance).abs() < 1e-9);
        assert!((state.log_likelihood - level.log_likelihood).abs() < 1e-8);
    }

    /// With nothing seen, the average of the next periods has the variance of an average of that process.
    #[test]
    fn the_average_of_a_fading_process() {
        let cell = Cell { keeps: 0.8, deviation: 0.5, period: 0.0 };
        let state = filter(cell, 4.0, Estimate { mean: 0.0, variance: 0.0 }, &[Scores::default()]);
        let length = 5;
        let mut expected = 0.0;
        for i in 0..length {
            for j in 0..length {
                expected += 2.0 * 0.8_f64.powi(i32::abs(i - j)) / 25.0;
            }
        }
        assert!((state.ahead(cell, 4.0, 5).variance - expected).abs() < 1e-12);
    }
}
