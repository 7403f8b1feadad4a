//! The parameters of the level.

use super::filter::{Level, LevelModel, Start};
use crate::math::search::least;
use crate::tally::Scores;

/// Too little to learn from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a level needs scored events in at least 2 periods, and there are {0}")]
pub struct FewEvents(pub usize);

/// Spread of single events' scores where a dyad has too few to tell: the scores of PLOVER's types have a standard
/// deviation of about 5 about their mean, and those of one dyad and period lie closer together.
const EVENT_VARIANCE: f64 = 16.0;
/// So many events' worth the value above counts.
const WORTH: f64 = 4.0;
/// Where the ratios of period and step variance to event variance are looked for, and how far from it (in logarithms)
/// they are believed before the data speak.
const PERIOD_RATIO: f64 = 0.05;
const STEP_RATIO: f64 = 0.02;
const SPREAD: f64 = 2.0;

/// The parameters of a series. The event variance is pooled over the scatter within periods; the two others maximise the
/// likelihood times a weak log-normal prior on their ratio to it (the posterior mode: with few periods the likelihood
/// alone puts one of them to zero, the "pile-up" of Shephard & Harvey 1990).
///
/// # Errors
/// When fewer than two periods have scored events.
pub fn fit(scores: &[Scores]) -> Result<LevelModel, FewEvents> {
    let observed = scores.iter().filter(|s| s.events > 0).count();
    if observed < 2 {
        return Err(FewEvents(observed));
    }
    let event_variance = pooled(scores);
    let model = |x: &[f64]| LevelModel {
        event_variance,
        period_variance: event_variance * x[0].exp(),
        step_variance: event_variance * x[1].exp(),
        start: Start::Diffuse,
    };
    let centre = [PERIOD_RATIO.ln(), STEP_RATIO.ln()];
    let cost = |x: &[f64]| {
        let prior: f64 = x.iter().zip(centre).map(|(x, c)| ((x - c) / SPREAD).powi(2)).sum();
        0.5 * prior - log_likelihood(&model(x), scores)
    };
    let (best, _) = least(&centre, 1.0, 200, cost);
    Ok(model(&best))
}

/// Fits, filters and smooths.
impl Level {
    /// The level of a series with its own parameters.
    ///
    /// # Errors
    /// When fewer than two periods have scored events.
    pub fn fitted(scores: &[Scores]) -> Result<Self, FewEvents> {
        Ok(Self::of(fit(scores)?, scores))
    }
}

/// Variance of single scores within periods.
pub(crate) fn pooled(scores: &[Scores]) -> f64 {
    let scatter: f64 = scores.iter().map(Scores::scatter).sum();
    let freedom: f64 = scores.iter().map(|s| f64::from(s.events.saturating_sub(1))).sum();
    (scatter + WORTH * EVENT_VARIANCE) / (freedom + WORTH)
}

/// Log-likelihood alone, without the vectors of a whole level.
fn log_likelihood(model: &LevelModel, scores: &[Scores]) -> f64 {
    let (mut mean, mut variance, mut sum) = (0.0, f64::INFINITY, 0.0);
    for observed in scores {
        variance += model.step_variance;
        if observed.events == 0 {
            continue;
        }
        let y = observed.sum / f64::from(observed.events);
        let noise = model.noise(observed.events);
        if variance == f64::INFINITY {
            (mean, variance) = (y, noise);
            continue;
        }
        let (error, total) = (y - mean, variance + noise);
        sum -= 0.5 * (total.ln() + error * error / total);
        let gain = variance / total;
        mean += gain * error;
        variance = gain * noise;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::dice::Dice;

    /// Over generated histories the variances come back, within what 300 periods can tell.
    #[test]
    fn parameters_come_back() {
        let (events, period, step) = (9.0_f64, 0.6_f64, 0.15_f64);
        let mut logs = [0.0; 3];
        let histories = 20;
        for seed in 0..histories {
            let mut dice = Dice::new(seed);
            let mut level = 0.0;
            let scores: Vec<Scores> = (0..300)
                .map(|_| {
                    level += step.sqrt() * dice.normal();
                    let common = level + period.sqrt() * dice.normal();
                    let mut s = Scores::default();
                    for _ in 0..dice.poisson(6.0) {
                        let x = common + events.sqrt() * dice.normal();
                        s.events += 1;
                        s.sum += x;
                        s.squares += x * x;
                    }
                    s
                })
                .collect();
            let model = fit(&scores).unwrap();
            for (log, (got, true_value)) in logs.iter_mut().zip([
                (model.event_variance, events),
                (model.period_variance, period),
                (model.step_variance, step),
            ]) {
                *log += (got / true_value).ln() / f64::from(u32::try_from(histories).unwrap());
            }
        }
        assert!(logs[0].abs() < 0.05 && logs[1].abs() < 0.35 && logs[2].abs() < 0.25, "{logs:?}");
    }

    #[test]
    fn too_few() {
        assert_eq!(fit(&[Scores::default(); 4]), Err(FewEvents(0)));
    }
}
