//! Bending probabilities to what came true.

use super::predict::Predictive;
use crate::math::quantile;

/// A calibration: `logit p' = shift + slope × logit p` (Platt 1999; Cox 1958).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Calibration {
    /// Added to the log odds.
    pub shift: f64,
    /// Multiplies the log odds; above 0.
    pub slope: f64,
}

impl Default for Calibration {
    /// Leaves everything as it is.
    fn default() -> Self {
        Self { shift: 0.0, slope: 1.0 }
    }
}

/// Probabilities are kept so far from 0 and 1.
const EDGE: f64 = 1e-4;
/// How firmly the calibration is held to leaving things as they are, in forecasts' worth.
const HOLD: f64 = 5.0;

impl Calibration {
    /// Learnt from earlier forecasts and whether they came true: maximum likelihood with a weak pull to the identity, by
    /// Newton's method.
    #[must_use]
    pub fn fit(forecasts: &[(f64, bool)]) -> Self {
        let mut own = Self::default();
        for _ in 0..30 {
            let (mut g0, mut g1) = (-HOLD * own.shift * 0.25, -HOLD * (own.slope - 1.0));
            let (mut h00, mut h01, mut h11) = (HOLD * 0.25, 0.0, HOLD);
            for (p, happened) in forecasts {
                let x = logit(*p);
                let q = logistic(own.shift + own.slope * x);
                let (left, weight) = (f64::from(u8::from(*happened)) - q, q * (1.0 - q));
                g0 += left;
                g1 += left * x;
                h00 += weight;
                h01 += weight * x;
                h11 += weight * x * x;
            }
            let determinant = h00 * h11 - h01 * h01;
            if determinant <= 1e-12 {
                break;
            }
            let (d0, d1) = ((h11 * g0 - h01 * g1) / determinant, (h00 * g1 - h01 * g0) / determinant);
            own.shift += d0.clamp(-1.0, 1.0);
            own.slope = (own.slope + d1.clamp(-0.5, 0.5)).max(0.05);
            if d0.abs() + d1.abs() < 1e-10 {
                break;
            }
        }
        own
    }

    /// The probability, bent.
    #[must_use]
    pub fn of(&self, probability: f64) -> f64 {
        logistic(self.shift + self.slope * logit(probability))
    }
}

/// How wide bands must be taken to hold what they say, from how deep in earlier forecasts the outcomes lay (as in Kuleshov,
/// Fenner & Ermon 2018, for central bands).
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Bands {
    depths: Vec<f64>,
}

/// Below so many earlier outcomes bands are left as they are.
const LEAST_DEPTHS: usize = 200;

impl Bands {
    /// Learnt from earlier forecasts and their outcomes.
    #[must_use]
    pub fn fit<'a>(outcomes: impl IntoIterator<Item = (&'a Predictive, f64)>) -> Self {
        let mut depths: Vec<f64> = outcomes
            .into_iter()
            .map(|(predictive, y)| {
                let (below, at) = predictive.below_and_at(y);
                (1.0 - 2.0 * (below + at)).max(2.0 * below - 1.0).max(0.0)
            })
            .collect();
        depths.sort_by(f64::total_cmp);
        if depths.len() < LEAST_DEPTHS {
            depths.clear();
        }
        Self { depths }
    }

    /// The central share of a forecast that has held this share of outcomes.
    #[must_use]
    pub fn share(&self, wanted: f64) -> f64 {
        quantile(&self.depths, wanted).unwrap_or(wanted)
    }
}

fn logit(p: f64) -> f64 {
    let p = p.clamp(EDGE, 1.0 - EDGE);
    (p / (1.0 - p)).ln()
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::dice::Dice;

    #[test]
    fn bands_are_widened_to_what_they_held() {
        let draws: Vec<f64> = (0..400).map(|i| crate::math::normal::quantile((f64::from(i) + 0.5) / 400.0)).collect();
        let narrow = Predictive { draws };
        let mut dice = Dice::new(8);
        let outcomes: Vec<f64> = (0..3000).map(|_| 1.3 * dice.normal()).collect();
        let bands = Bands::fit(outcomes.iter().map(|y| (&narrow, *y)));
        let (low, high) = narrow.band(bands.share(0.8));
        assert!((high - 1.3 * 1.2816).abs() < 0.1 && (low + 1.3 * 1.2816).abs() < 0.1, "{low} {high}");
        assert_eq!(Bands::default().share(0.8), 0.8);
    }

    #[test]
    fn overconfidence_is_bent_back() {
        let mut dice = Dice::new(3);
        let pairs: Vec<(f64, bool)> = (0..5000)
            .map(|_| {
                let true_odds = 1.5 * dice.normal();
                (logistic(2.0 * true_odds + 0.6), dice.share() < logistic(true_odds))
            })
            .collect();
        let fitted = Calibration::fit(&pairs);
        assert!((fitted.slope - 0.5).abs() < 0.06 && (fitted.shift + 0.3).abs() < 0.12, "{fitted:?}");
        assert_eq!(Calibration::fit(&[]), Calibration::default());
        assert!((Calibration::default().of(0.3) - 0.3).abs() < 1e-12);
        assert!(Calibration::fit(&[(0.0, true), (1.0, false)]).of(0.0).is_finite());
    }
}
