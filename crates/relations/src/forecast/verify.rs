//! How good a forecast was.

use super::predict::Predictive;

/// Brier score of a probability: 0 is best, 1 worst (Brier 1950, in the form with one class).
#[must_use]
pub fn brier(probability: f64, happened: bool) -> f64 {
    (probability - f64::from(u8::from(happened))).powi(2)
}

/// Continuous ranked probability score of a distribution, in points of the score; 0 is best. By the mean distance to the
/// outcome less half the mean distance of two draws (Gneiting & Raftery 2007, eq. 21).
#[must_use]
#[allow(clippy::cast_precision_loss, reason = "few draws")]
pub fn crps(predictive: &Predictive, outcome: f64) -> f64 {
    let n = predictive.draws.len() as f64;
    let away = predictive.draws.iter().map(|d| (d - outcome).abs()).sum::<f64>() / n;
    let apart: f64 =
        predictive.draws.iter().enumerate().map(|(i, d)| d * (2.0 * i as f64 + 1.0 - n)).sum::<f64>() / (n * n);
    away - apart
}

/// A row of a calibration table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CalibrationRow {
    /// How many forecasts fall into it.
    pub forecasts: usize,
    /// Their mean probability.
    pub foretold: f64,
    /// The share that came true.
    pub happened: f64,
    /// The 95% interval of that share (Wilson 1927).
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

/// Forecasts in ten groups by their probability (0 to 0.1, and so on), those without forecasts left out.
#[must_use]
#[allow(clippy::cast_precision_loss, reason = "few forecasts")]
pub fn calibration_table(forecasts: &[(f64, bool)]) -> Vec<CalibrationRow> {
    (0..10u8)
        .filter_map(|row| {
            let own: Vec<&(f64, bool)> = forecasts
                .iter()
                .filter(|(p, _)| {
                    let (from, to) = (f64::from(row) / 10.0, f64::from(row + 1) / 10.0);
                    *p >= from && (*p < to || row == 9)
                })
                .collect();
            if own.is_empty() {
                return None;
            }
            let n = own.len() as f64;
            let happened = own.iter().filter(|f| f.1).count() as f64 / n;
            let z = 1.959_964;
            let centre = (happened + z * z / (2.0 * n)) / (1.0 + z * z / n);
            let half = z / (1.0 + z * z / n) * (happened * (1.0 - happened) / n + z * z / (4.0 * n * n)).sqrt();
            Some(CalibrationRow {
                forecasts: own.len(),
                foretold: own.iter().map(|f| f.0).sum::<f64>() / n,
                happened,
                low: (centre - half).max(0.0),
                high: (centre + half).min(1.0),
            })
        })
        .collect()
}

/// A mean difference of scores with its 95% interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// Ours less theirs: below 0 ours is better.
    pub mean: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Difference {
    /// Of paired scores in groups (one a dyad): forecasts of one dyad are not independent, so the interval comes from the
    /// sums by group (Liang & Zeger 1986). None for fewer than two groups.
    #[must_use]
    #[allow(clippy::cast_precision_loss, reason = "few forecasts")]
    pub fn of(groups: &[Vec<f64>]) -> Option<Self> {
        let n: usize = groups.iter().map(Vec::len).sum();
        let used = groups.iter().filter(|g| !g.is_empty()).count();
        if used < 2 {
            return None;
        }
        let mean = groups.iter().flatten().sum::<f64>() / n as f64;
        let squares: f64 = groups.iter().map(|g| g.iter().map(|d| d - mean).sum::<f64>().powi(2)).sum();
        let error = (squares * used as f64 / (used as f64 - 1.0)).sqrt() / n as f64;
        Some(Self { mean, low: mean - 1.959_964 * error, high: mean + 1.959_964 * error })
    }

    /// Whether ours is better beyond chance.
    #[must_use]
    pub fn is_better(&self) -> bool {
        self.high < 0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::normal::{cumulative, density, quantile};

    /// The CRPS of a normal distribution has a closed form (Gneiting & Raftery 2007, eq. 20's example).
    #[test]
    fn crps_of_a_normal() {
        let draws: Vec<f64> = (0..2000).map(|i| quantile((f64::from(i) + 0.5) / 2000.0)).collect();
        let predictive = Predictive { draws };
        for y in [-1.5_f64, 0.0, 0.7] {
            let exact = y * (2.0 * cumulative(y) - 1.0) + 2.0 * density(y) - 1.0 / std::f64::consts::PI.sqrt();
            assert!((crps(&predictive, y) - exact).abs() < 1e-3, "{y}");
        }
    }

    #[test]
    fn tables_and_differences() {
        let rows = calibration_table(&[(0.05, false), (0.08, false), (0.95, true), (1.0, true), (0.97, false)]);
        assert_eq!(rows.len(), 2);
        assert_eq!((rows[0].forecasts, rows[0].happened, rows[1].forecasts), (2, 0.0, 3));
        assert!(rows[1].low < 2.0 / 3.0 && rows[1].high > 2.0 / 3.0);
        assert_eq!(brier(0.25, true), 0.5625);
        let better = Difference::of(&[vec![-1.0, -1.2], vec![-0.8], vec![-1.1]]).unwrap();
        assert!(better.is_better());
        assert!(!Difference::of(&[vec![-1.0], vec![1.1]]).unwrap().is_better());
        assert!(Difference::of(&[vec![1.0]]).is_none());
    }
}
