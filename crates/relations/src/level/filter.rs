//! Kalman filter and smoother for the local level.

use std::f64::consts::PI;

use crate::tally::Scores;

/// A normal distribution: what is known of a level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// Its mean, in points of the score.
    pub mean: f64,
    /// Its variance, in squared points; infinite where nothing is known.
    pub variance: f64,
}

impl Estimate {
    /// The central interval that holds a share (0 to 1) of it.
    #[must_use]
    pub fn band(&self, share: f64) -> (f64, f64) {
        let half = crate::math::normal::quantile(f64::midpoint(1.0, share.clamp(0.0, 1.0))) * self.variance.sqrt();
        (self.mean - half, self.mean + half)
    }

    /// Probability that it lies below a value.
    #[must_use]
    pub fn below(&self, value: f64) -> f64 {
        crate::math::normal::cumulative((value - self.mean) / self.variance.sqrt())
    }
}

/// What is known before the first period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Start {
    /// Nothing (exact diffuse initialisation, Durbin & Koopman 2012, §5.2).
    Diffuse,
    /// A level before any observation.
    Known(Estimate),
}

/// The parameters of the model.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LevelModel {
    /// Variance of single events' scores about the level of their period.
    pub event_variance: f64,
    /// Variance of what all events of a period have in common, about the level.
    pub period_variance: f64,
    /// Variance of the level's step from a period to the next.
    pub step_variance: f64,
    /// What is known before the first period.
    pub start: Start,
}

impl LevelModel {
    /// The variance of the mean score of so many events.
    #[must_use]
    pub fn noise(&self, events: u32) -> f64 {
        self.event_variance / f64::from(events.max(1)) + self.period_variance
    }
}

/// What an observation brought.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Innovation {
    /// Observed mean less predicted level; the observed mean itself at a diffuse start.
    pub error: f64,
    /// Variance of the error; infinite at a diffuse start.
    pub variance: f64,
    /// How much of the error the level follows, 0 to 1.
    pub gain: f64,
}

/// A level over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    /// The parameters.
    pub model: LevelModel,
    /// Log-likelihood of the observations (with a diffuse start: the diffuse one, Durbin & Koopman 2012, §7.2.2).
    pub log_likelihood: f64,
    /// What the periods before say of each period.
    pub predicted: Vec<Estimate>,
    /// What each period adds.
    pub innovations: Vec<Option<Innovation>>,
    /// What the periods up to it say of each period: what was known at the time.
    pub filtered: Vec<Estimate>,
    /// What all periods say of each period (Rauch, Tung & Striebel 1965).
    pub smoothed: Vec<Estimate>,
    /// How much of the next period's smoothed correction reaches back to each period.
    pub(crate) back: Vec<f64>,
}

impl Level {
    /// Filters and smooths.
    #[must_use]
    pub fn of(model: LevelModel, scores: &[Scores]) -> Self {
        let n = scores.len();
        let mut level = Self {
            model,
            log_likelihood: 0.0,
            predicted: Vec::with_capacity(n),
            innovations: Vec::with_capacity(n),
            filtered: Vec::with_capacity(n),
            smoothed: Vec::new(),
            back: vec![0.0; n],
        };
        let mut state = match model.start {
            Start::Diffuse => Estimate { mean: 0.0, variance: f64::INFINITY },
            Start::Known(estimate) => estimate,
        };
        for (at, observed) in scores.iter().enumerate() {
            if at > 0 {
                state.variance += model.step_variance;
            }
            level.predicted.push(state);
            let innovation = observed.mean().map(|mean| {
                let noise = model.noise(observed.events);
                let (error, variance) = (mean - state.mean, state.variance + noise);
                if variance.is_infinite() {
                    level.log_likelihood -= 0.5 * (2.0 * PI).ln();
                    state = Estimate { mean, variance: noise };
                    return Innovation { error: mean, variance, gain: 1.0 };
                }
                level.log_likelihood -= 0.5 * ((2.0 * PI * variance).ln() + error * error / variance);
                let gain = state.variance / variance;
                state = Estimate { mean: state.mean + gain * error, variance: gain * noise };
                Innovation { error, variance, gain }
            });
            level.innovations.push(innovation);
            level.filtered.push(state);
        }
        level.smooth();
        level
    }

    fn smooth(&mut self) {
        let mut smoothed = self.filtered.clone();
        for at in (0..smoothed.len().saturating_sub(1)).rev() {
            let (here, predicted, next) = (self.filtered[at], self.predicted[at + 1], smoothed[at + 1]);
            if predicted.variance.is_infinite() {
                // Before the first observation: the limit of a variance without bound.
                self.back[at] = 1.0;
                smoothed[at] = Estimate { mean: next.mean, variance: next.variance + self.model.step_variance };
                continue;
            }
            let back = if predicted.variance > 0.0 { here.variance / predicted.variance } else { 1.0 };
            self.back[at] = back;
            smoothed[at] = Estimate {
                mean: here.mean + back * (next.mean - predicted.mean),
                variance: (here.variance + back * back * (next.variance - predicted.variance)).max(0.0),
            };
        }
        self.smoothed = smoothed;
    }

    /// How the level changed between two periods, given all observations: with the covariance of the two smoothed levels
    /// (de Jong & MacKinnon 1988), so that the band is that of the change and not of two unrelated levels.
    #[must_use]
    pub fn change(&self, from: usize, to: usize) -> Option<Estimate> {
        let (a, b) = (self.smoothed.get(from)?, self.smoothed.get(to)?);
        let (low, high) = (from.min(to), from.max(to));
        let covariance = self.back[low..high].iter().product::<f64>() * self.smoothed[high].variance;
        Some(Estimate { mean: b.mean - a.mean, variance: (a.variance + b.variance - 2.0 * covariance).max(0.0) })
    }

    /// The level so many periods after the last.
    #[must_use]
    pub fn ahead(&self, periods: u32) -> Option<Estimate> {
        let last = self.filtered.last()?;
        Some(Estimate { mean: last.mean, variance: last.variance + f64::from(periods) * self.model.step_variance })
    }

    /// How much each period's mean weighs in the smoothed level of one period: `smoothed = Σ weight × mean` with a diffuse
    /// start (Koopman & Harvey 2003, whose algorithm this is for one dimension); what a known start weighs is missing
    /// from the sum.
    #[must_use]
    pub fn weights(&self, at: usize) -> Vec<f64> {
        let n = self.filtered.len();
        let mut weights = vec![0.0; n];
        if at >= n {
            return weights;
        }
        // smoothed(at) = Σ over k ≥ at of reach(k) (1 - back(k)) filtered(k), with reach the product of back before k.
        let mut shares = vec![0.0; n];
        let mut reach = 1.0;
        for (k, share) in shares.iter_mut().enumerate().skip(at) {
            *share = if k + 1 == n { reach } else { reach * (1.0 - self.back[k]) };
            reach *= self.back[k];
        }
        // filtered(k) = (1 - gain(k)) filtered(k-1) + gain(k) mean(k), gathered from the end.
        let mut carried = 0.0;
        for k in (0..n).rev() {
            carried += shares[k];
            if let Some(innovation) = self.innovations[k] {
                weights[k] = carried * innovation.gain;
                carried *= 1.0 - innovation.gain;
            }
        }
        weights
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn scores(values: &[Option<(f64, u32)>]) -> Vec<Scores> {
        values
            .iter()
            .map(|v| {
                v.map_or(Scores::default(), |(mean, n)| Scores { events: n, sum: mean * f64::from(n), squares: 0.0 })
            })
            .collect()
    }

    fn model() -> LevelModel {
        LevelModel { event_variance: 4.0, period_variance: 0.5, step_variance: 0.2, start: Start::Diffuse }
    }

    #[test]
    fn nothing_is_no_panic() {
        let level = Level::of(model(), &[]);
        assert!(level.smoothed.is_empty() && level.ahead(1).is_none() && level.change(0, 0).is_none());
        let silent = Level::of(model(), &scores(&[None, None]));
        assert!(silent.smoothed.iter().all(|e| e.variance.is_infinite()));
    }

    #[test]
    fn bands_widen_in_gaps_and_narrow_with_events() {
        let level = Level::of(model(), &scores(&[None, Some((2.0, 9)), None, None, None, Some((2.0, 1))]));
        let v: Vec<f64> = level.smoothed.iter().map(|e| e.variance).collect();
        assert!(v[0] > v[1] && v[2] > v[1] && v[3] > v[2], "{v:?}");
        assert!(level.smoothed.iter().all(|e| (e.mean - 2.0).abs() < 1e-12));
        let (low, high) = Estimate { mean: 0.0, variance: 1.0 }.band(0.95);
        assert!((low + 1.96).abs() < 1e-3 && (high - 1.96).abs() < 1e-3);
    }

    proptest! {
        /// The smoothed level is the weighted sum of the means that `weights` says it is, and the weights add up to one.
        #[test]
        fn weights_are_the_level(values in prop::collection::vec(prop::option::of((-10.0f64..10.0, 1u32..20)), 1..30),
                                 at in 0usize..30) {
            let scores = scores(&values);
            prop_assume!(scores.iter().any(|s| s.events > 0));
            let at = at % scores.len();
            let level = Level::of(model(), &scores);
            let weights = level.weights(at);
            let sum: f64 = weights.iter().zip(&scores).map(|(w, s)| w * s.mean().unwrap_or(0.0)).sum();
            prop_assert!((sum - level.smoothed[at].mean).abs() < 1e-9);
            prop_assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            prop_assert!(level.smoothed[at].variance <= level.filtered[at].variance + 1e-9);
        }
    }
}
