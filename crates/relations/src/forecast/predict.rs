//! One forecast.

use super::history::History;
use super::prior::{Prior, WORTH, event_counts, shape};
use super::rate::{self, Gamma};
use super::state::{Cell, State, filter};
use crate::calendar::Step;
use crate::level::Estimate;
use crate::math::dice::Dice;
use crate::math::{log_sum, quantile};

/// A distribution of a mean score, as equally probable values.
#[derive(Clone, Debug, PartialEq)]
pub struct Predictive {
    /// The values, in ascending order; at least one.
    pub draws: Vec<f64>,
}

impl Predictive {
    pub(super) fn new(mut draws: Vec<f64>) -> Option<Self> {
        draws.retain(|d| d.is_finite());
        draws.sort_by(f64::total_cmp);
        (!draws.is_empty()).then_some(Self { draws })
    }

    /// Its mean.
    #[must_use]
    #[allow(clippy::cast_precision_loss, reason = "few draws")]
    pub fn mean(&self) -> f64 {
        self.draws.iter().sum::<f64>() / self.draws.len() as f64
    }

    /// The central band that holds a share (0 to 1) of it.
    #[must_use]
    pub fn band(&self, share: f64) -> (f64, f64) {
        let tail = f64::midpoint(1.0, -share.clamp(0.0, 1.0));
        (quantile(&self.draws, tail).unwrap_or(f64::NAN), quantile(&self.draws, 1.0 - tail).unwrap_or(f64::NAN))
    }

    /// Shares of it below a value and at it (closer than a thousandth).
    #[must_use]
    #[allow(clippy::cast_precision_loss, reason = "few draws")]
    pub fn below_and_at(&self, value: f64) -> (f64, f64) {
        let below = self.draws.partition_point(|d| *d < value - 1e-3);
        let upto = self.draws.partition_point(|d| *d <= value + 1e-3);
        let n = self.draws.len() as f64;
        (below as f64 / n, (upto - below) as f64 / n)
    }
}

/// What is foretold of the next periods.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    /// How many periods it is about.
    pub length: usize,
    /// The mean score of their events, given that there are any.
    pub score: Predictive,
    /// How many scored events to expect.
    pub events: f64,
    /// Probability that there are none.
    pub silence: f64,
    /// Probability of at least one event of material conflict.
    pub conflict: f64,
    /// What a sharp change is measured from: the mean score of the last periods, four times as many as are foretold (more
    /// where there were no events in them).
    pub reference: f64,
    /// Probability that there are events and their mean lies at least [`SHARP`] points below the reference.
    pub worse: f64,
    /// The same above it.
    pub better: f64,
}

impl Forecast {
    /// Probability of a sharp change, either way.
    #[must_use]
    pub fn sharp(&self) -> f64 {
        (self.worse + self.better).min(1.0)
    }
}

/// So many points of the mean score are a sharp change.
pub const SHARP: f64 = 2.0;
const DRAWS: usize = 400;
/// Up to so many events in all, single scores are drawn as they are.
const FEW: u32 = 3;
/// Beyond so many events their mean is normal.
const MANY: u32 = 24;

/// Foretells the next `length` periods (at least 1) after a history. The same history gives the same forecast.
#[must_use]
pub fn forecast(history: &History, prior: &Prior, length: usize) -> Forecast {
    let length = length.max(1);
    let sums = history.sums();
    let variance = prior.event_variance_of(&sums);
    let states: Vec<(Cell, State)> =
        prior.cells.iter().map(|(cell, _)| (*cell, filter(*cell, variance, prior.level, &sums))).collect();
    let logs: Vec<f64> = prior.cells.iter().zip(&states).map(|((_, p), (_, s))| p.ln() + s.log_likelihood).collect();
    let all = log_sum(&logs);
    let shares: Vec<f64> = logs.iter().map(|l| (l - all).exp()).collect();
    let exposure = coming(history, length);
    let counts = rate::filter(prior.events, &event_counts(history), &history.exposure);
    let count_shares = rate::shares(&prior.lasts[0], &counts);
    let conflicts = rate::filter(prior.conflict, &history.conflict, &history.exposure);
    let conflict_shares = rate::shares(&prior.lasts[1], &conflicts);
    let none = |filtered: &[(Gamma, f64)], shares: &[f64]| -> f64 {
        filtered.iter().zip(shares).map(|((g, _), s)| s * g.log_probability(0.0, exposure).exp()).sum()
    };
    let silence = none(&counts, &count_shares);
    let mut maker = Maker {
        dice: Dice::new(seed(history)),
        atoms: Atoms::of(history, prior),
        variance,
        length,
        exposure,
        crowd: crowd(history, prior),
    };
    let mut draws = Vec::with_capacity(DRAWS);
    for i in 0..DRAWS {
        let at = pick(&shares, i);
        let (cell, state) = states[at];
        // Another order than that of the cells, so that the two do not go together.
        let known = counts[pick(&count_shares, (i * 149 + 61) % DRAWS)].0;
        draws.push(maker.draw(cell, &state, known));
    }
    let score = Predictive {
        draws: {
            draws.sort_by(f64::total_cmp);
            draws
        },
    };
    let reference = reference(history, length).unwrap_or(prior.level.mean);
    let share = |test: &dyn Fn(f64) -> bool| {
        #[allow(clippy::cast_precision_loss, reason = "few draws")]
        let share = score.draws.iter().filter(|d| test(**d)).count() as f64 / DRAWS as f64;
        share * (1.0 - silence)
    };
    Forecast {
        length,
        events: counts.iter().zip(&count_shares).map(|((g, _), s)| s * g.mean() * exposure).sum(),
        silence,
        conflict: 1.0 - none(&conflicts, &conflict_shares),
        worse: share(&|d| d <= reference - SHARP),
        better: share(&|d| d >= reference + SHARP),
        reference,
        score,
    }
}

/// The mean score of the last periods before a forecast.
#[must_use]
pub(super) fn reference(history: &History, length: usize) -> Option<f64> {
    let mut reach = 4 * length;
    loop {
        let from = history.len().saturating_sub(reach);
        if let Some(mean) = history.window(from, history.len() - from).and_then(|w| w.scores.mean()) {
            return Some(mean);
        }
        if from == 0 {
            return None;
        }
        reach *= 2;
    }
}

/// The exposure to expect: the mean of the last periods', at least four of them; of days, the mean of the same days of the
/// last four weeks, as coverage has its weekends.
#[allow(clippy::cast_precision_loss, reason = "few periods")]
fn coming(history: &History, length: usize) -> f64 {
    let mean = |list: &[f64]| if list.is_empty() { 1.0 } else { list.iter().sum::<f64>() / list.len() as f64 };
    let (n, exposure) = (history.len(), &history.exposure);
    if history.step() == Step::Day && n >= 14 {
        return (0..length)
            .map(|ahead| {
                let same: Vec<f64> = (1..=4 + ahead / 7)
                    .filter_map(|weeks| exposure.get((n + ahead).checked_sub(7 * weeks)?))
                    .copied()
                    .collect();
                mean(&same)
            })
            .sum();
    }
    mean(&exposure[n.saturating_sub((4 * length).max(4))..]) * length as f64
}

/// How many events a period has that has any: the dyad's own, and for a few periods' worth that of all dyads.
#[allow(clippy::cast_precision_loss, reason = "few events")]
fn crowd(history: &History, prior: &Prior) -> f64 {
    let active = history.scores.iter().filter(|s| !s.is_empty()).count() as f64;
    ((history.events() as f64 + WORTH * prior.crowd) / (active + WORTH)).max(1.0)
}

/// A seed from what the history holds.
fn seed(history: &History) -> u64 {
    let mut hash = history.len() as u64;
    for score in history.scores.iter().flatten() {
        hash = hash.rotate_left(5) ^ score.to_bits().wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
    hash
}

/// The place that draw number `i` of all falls on: each place gets its share of draws.
fn pick(shares: &[f64], i: usize) -> usize {
    #[allow(clippy::cast_precision_loss, reason = "few draws")]
    let target = (i as f64 + 0.5) / DRAWS as f64;
    let mut sum = 0.0;
    for (at, share) in shares.iter().enumerate() {
        sum += share;
        if target < sum {
            return at;
        }
    }
    shares.len() - 1
}

struct Maker {
    dice: Dice,
    atoms: Atoms,
    variance: f64,
    length: usize,
    exposure: f64,
    /// Events in a period that has any.
    crowd: f64,
}

impl Maker {
    /// A mean score of the coming periods, given that there are events.
    fn draw(&mut self, cell: Cell, state: &State, known: Gamma) -> f64 {
        let level: Estimate = state.ahead(cell, self.variance, self.length);
        let events = self.events(known);
        let n = f64::from(events);
        // What the events of a period have in common evens out over the periods that have events.
        #[allow(clippy::cast_precision_loss, reason = "few periods")]
        let periods = (n / self.crowd).clamp(1.0, self.length as f64);
        let shared = level.variance + self.variance * cell.period / periods;
        if events > MANY {
            return level.mean + (shared + self.variance / n).sqrt() * self.dice.normal();
        }
        if events <= FEW {
            // All of the dyad's scores scatter by more than those within a period: what they hold too much of is taken
            // off what the events share, so that the sum is that of the model.
            let shared = (shared + (self.variance - self.atoms.spread) / n).max(0.0);
            let level = level.mean + shared.sqrt() * self.dice.normal();
            let (tilted, _, _) = self.atoms.tilted(level);
            return (0..events).map(|_| self.atoms.throw(&tilted, self.dice.share())).sum::<f64>() / n;
        }
        let level = level.mean + shared.sqrt() * self.dice.normal();
        let (tilted, mean, spread) = self.atoms.tilted(level);
        let sum: f64 = (0..events).map(|_| self.atoms.throw(&tilted, self.dice.share())).sum();
        let scale = if spread > 0.0 { (self.variance / spread).sqrt().min(1.0) } else { 1.0 };
        level + (sum / n - mean) * scale
    }

    /// A number of events, at least one.
    fn events(&mut self, known: Gamma) -> u32 {
        for _ in 0..50 {
            let rate = self.dice.gamma(known.shape) / known.rate * self.exposure;
            let events = self.dice.poisson(rate.min(1e6));
            if events > 0 {
                return events;
            }
        }
        1
    }
}

/// Single scores that a dyad shows.
struct Atoms {
    /// Scores and shares, which add up to 1.
    list: Vec<(f64, f64)>,
    /// Their variance.
    spread: f64,
}

impl Atoms {
    fn of(history: &History, prior: &Prior) -> Self {
        let own = shape(history.scores.iter().flatten().copied());
        #[allow(clippy::cast_precision_loss, reason = "few events")]
        let events = history.events() as f64;
        let share = events / (events + WORTH);
        let mut atoms: Vec<(f64, f64)> = own.into_iter().map(|(s, w)| (s, w * share)).collect();
        atoms.extend(prior.shape.iter().map(|(s, w)| (*s, w * (1.0 - share))));
        atoms.retain(|a| a.1 > 0.0);
        let mean: f64 = atoms.iter().map(|(s, w)| s * w).sum();
        let spread = atoms.iter().map(|(s, w)| w * (s - mean).powi(2)).sum();
        Self { list: atoms, spread }
    }

    /// The shares tilted exponentially until their mean is the level (as far as the scores reach), that mean, and their
    /// variance.
    fn tilted(&self, level: f64) -> (Vec<f64>, f64, f64) {
        let (low, high) =
            self.list.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), (s, _)| (l.min(*s), h.max(*s)));
        let margin = 0.05 * (high - low);
        let aim = level.clamp(low + margin, (high - margin).max(low + margin));
        let mut tilt = 0.0_f64;
        let mut result = (Vec::new(), 0.0, 0.0);
        for _ in 0..30 {
            let mut weights: Vec<f64> = self.list.iter().map(|(s, w)| w * (tilt * (s - aim)).exp()).collect();
            let all: f64 = weights.iter().sum();
            weights.iter_mut().for_each(|w| *w /= all);
            let mean: f64 = weights.iter().zip(&self.list).map(|(w, (s, _))| w * s).sum();
            let spread: f64 = weights.iter().zip(&self.list).map(|(w, (s, _))| w * (s - mean).powi(2)).sum();
            result = (weights, mean, spread);
            if (mean - aim).abs() < 1e-3 || spread < 1e-9 {
                break;
            }
            tilt += ((aim - mean) / spread).clamp(-0.5, 0.5);
        }
        result
    }

    fn throw(&self, shares: &[f64], chance: f64) -> f64 {
        let mut sum = 0.0;
        for ((score, _), share) in self.list.iter().zip(shares) {
            sum += share;
            if chance < sum {
                return *score;
            }
        }
        self.list.last().map_or(0.0, |a| a.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Period;

    fn history(periods: usize) -> History {
        let mut dice = Dice::new(5);
        let scores: Vec<Vec<f64>> = (0..periods)
            .map(|_| (0..dice.poisson(2.0)).map(|_| if dice.share() < 0.7 { 1.0 } else { -5.0 }).collect())
            .collect();
        History {
            first: Period { step: Step::Week, index: 2800 },
            conflict: scores.iter().map(|s: &Vec<f64>| u32::from(s.contains(&-5.0))).collect(),
            exposure: vec![1.0; scores.len()],
            scores,
        }
    }

    #[test]
    fn sane_and_the_same_each_time() {
        let history = history(100);
        let prior = Prior::learn(std::slice::from_ref(&history));
        let f = forecast(&history, &prior, 1);
        assert_eq!(f, forecast(&history, &prior, 1));
        assert!((f.events - 2.0).abs() < 0.6 && (f.silence - 0.135).abs() < 0.1, "{} {}", f.events, f.silence);
        assert!((f.conflict - 0.45).abs() < 0.12, "{}", f.conflict);
        assert!((f.score.mean() + 0.8).abs() < 0.6, "{}", f.score.mean());
        let (below, at) = f.score.below_and_at(1.0);
        assert!(at > 0.3 && below + at > 0.95, "as lumpy as the scores are: {below} {at}");
        assert!(forecast(&history, &prior, 4).conflict > f.conflict);
    }

    #[test]
    fn nothing_known_is_no_panic() {
        let f = forecast(&history(0), &Prior::default(), 1);
        assert!(f.score.draws.len() == DRAWS && (0.0..=1.0).contains(&f.conflict) && f.sharp() <= 1.0);
    }
}
