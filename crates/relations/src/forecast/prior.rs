//! What all dyads say before one of them speaks.

use std::collections::BTreeMap;

use super::history::History;
use super::rate::{self, Gamma, LASTS};
use super::state::{Cell, filter, grid};
use crate::level::Estimate;
use crate::math::log_sum;
use crate::tally::Scores;

/// What is believed of a dyad before its own past is seen; learnt from many.
#[derive(Clone, Debug, PartialEq)]
pub struct Prior {
    /// Variance of single scores within a period.
    pub event_variance: f64,
    /// Where the lasting means of dyads lie.
    pub level: Estimate,
    /// The grid of score models, each with its share.
    pub cells: Vec<(Cell, f64)>,
    /// Single scores and how common each is; the shares add up to 1.
    pub shape: Vec<(f64, f64)>,
    /// Scored events in a period that has any.
    pub crowd: f64,
    /// Rate of scored events per exposure.
    pub events: Gamma,
    /// Rate of material conflict per exposure.
    pub conflict: Gamma,
    /// Shares of the degrees of forgetting, for events and for conflict.
    pub lasts: [[f64; LASTS.len()]; 2],
}

/// So many events' worth a dyad believes the event variance and the shape of all.
pub(super) const WORTH: f64 = 6.0;
/// At most so many dyads are learnt from, those with the most events; more would tell nothing new.
const MOST_DYADS: usize = 400;
const ROUNDS: usize = 8;

impl Default for Prior {
    /// Before any dyad was seen.
    fn default() -> Self {
        let cells = grid();
        #[allow(clippy::cast_precision_loss, reason = "a small grid")]
        let share = 1.0 / cells.len() as f64;
        #[allow(clippy::cast_precision_loss, reason = "a few degrees")]
        let even = [1.0 / LASTS.len() as f64; LASTS.len()];
        Self {
            event_variance: 16.0,
            level: Estimate { mean: 0.0, variance: 9.0 },
            cells: cells.into_iter().map(|c| (c, share)).collect(),
            shape: (-10..=10).map(|s| (f64::from(s), 1.0 / 21.0)).collect(),
            crowd: 1.5,
            events: Gamma { shape: 0.5, rate: 0.5 },
            conflict: Gamma { shape: 0.5, rate: 0.5 },
            lasts: [even; 2],
        }
    }
}

impl Prior {
    /// Learnt from the pasts of many dyads (empirical Bayes): pooled variance, shape and rates; the spread of their means by
    /// moments; the shares of grid and forgetting by expectation and maximisation (Dempster, Laird & Rubin 1977). Without
    /// histories it is the default.
    #[must_use]
    pub fn learn(histories: &[History]) -> Self {
        let mut order: Vec<usize> = (0..histories.len()).filter(|i| histories[*i].events() > 0).collect();
        order.sort_by_key(|i| (std::cmp::Reverse(histories[*i].events()), *i));
        order.truncate(MOST_DYADS);
        let own: Vec<&History> = order.iter().map(|i| &histories[*i]).collect();
        let mut prior = Self::default();
        if own.is_empty() {
            return prior;
        }
        let sums: Vec<Vec<Scores>> = own.iter().map(|h| h.sums()).collect();
        let (scatter, freedom) = sums
            .iter()
            .flatten()
            .fold((0.0, 0.0), |(s, f), p| (s + p.scatter(), f + f64::from(p.events.saturating_sub(1))));
        prior.event_variance = (scatter + WORTH * prior.event_variance) / (freedom + WORTH);
        prior.shape = shape(own.iter().flat_map(|h| h.scores.iter().flatten().copied()));
        let active = sums.iter().flatten().filter(|p| p.events > 0);
        let (events, periods) = active.fold((0.0, 0.0), |(e, n), p| (e + f64::from(p.events), n + 1.0));
        prior.crowd = events / f64::max(periods, 1.0);
        prior.level = means(&sums, prior.event_variance);
        prior.events = rates(&own, |h, at| h.scores[at].len());
        prior.conflict = rates(&own, |h, at| h.conflict[at] as usize);
        prior.learn_shares(&own, &sums);
        prior
    }

    fn learn_shares(&mut self, own: &[&History], sums: &[Vec<Scores>]) {
        let scores: Vec<Vec<f64>> = sums
            .iter()
            .map(|s| {
                let variance = self.event_variance_of(s);
                self.cells.iter().map(|(cell, _)| filter(*cell, variance, self.level, s).log_likelihood).collect()
            })
            .collect();
        let shares: Vec<f64> = maximise(&scores);
        self.cells.iter_mut().zip(shares).for_each(|(cell, share)| cell.1 = share);
        for (which, prior) in [self.events, self.conflict].into_iter().enumerate() {
            let logs: Vec<Vec<f64>> = own
                .iter()
                .map(|h| {
                    let counts = if which == 0 { event_counts(h) } else { h.conflict.clone() };
                    rate::filter(prior, &counts, &h.exposure).iter().map(|(_, l)| *l).collect()
                })
                .collect();
            let shares = maximise(&logs);
            self.lasts[which].copy_from_slice(&shares);
        }
    }

    /// The event variance of a dyad: its own scatter and, for a few events' worth, that of all.
    pub(super) fn event_variance_of(&self, sums: &[Scores]) -> f64 {
        let (scatter, freedom) =
            sums.iter().fold((0.0, 0.0), |(s, f), p| (s + p.scatter(), f + f64::from(p.events.saturating_sub(1))));
        (scatter + WORTH * self.event_variance) / (freedom + WORTH)
    }
}

/// Scored events per period.
pub(super) fn event_counts(history: &History) -> Vec<u32> {
    history.scores.iter().map(|s| u32::try_from(s.len()).unwrap_or(u32::MAX)).collect()
}

/// Distinct scores with their shares.
pub(super) fn shape(scores: impl Iterator<Item = f64>) -> Vec<(f64, f64)> {
    let mut counts: BTreeMap<i64, f64> = BTreeMap::new();
    let mut all = 0.0;
    for score in scores {
        #[allow(clippy::cast_possible_truncation, reason = "scores lie between -10 and 10")]
        let key = (score.clamp(-1e6, 1e6) * 1000.0).round() as i64;
        *counts.entry(key).or_default() += 1.0;
        all += 1.0;
    }
    if counts.len() > MOST_ATOMS {
        return thinned(&counts, all);
    }
    #[allow(clippy::cast_precision_loss, reason = "thousandths of a score")]
    counts.into_iter().map(|(key, n)| (key as f64 / 1000.0, n / all)).collect()
}

/// More distinct scores than this are taken together in equally common groups.
const MOST_ATOMS: usize = 64;

#[allow(clippy::cast_precision_loss, reason = "thousandths of a score")]
fn thinned(counts: &BTreeMap<i64, f64>, all: f64) -> Vec<(f64, f64)> {
    let each = all / MOST_ATOMS as f64;
    let (mut atoms, mut weight, mut sum) = (Vec::new(), 0.0, 0.0);
    for (key, n) in counts {
        weight += n;
        sum += n * *key as f64 / 1000.0;
        if weight >= each {
            atoms.push((sum / weight, weight / all));
            (weight, sum) = (0.0, 0.0);
        }
    }
    if weight > 0.0 {
        atoms.push((sum / weight, weight / all));
    }
    atoms
}

/// Mean and variance of the dyads' means, each dyad's own error taken off (DerSimonian & Laird 1986).
fn means(sums: &[Vec<Scores>], event_variance: f64) -> Estimate {
    let dyads: Vec<(f64, f64)> = sums
        .iter()
        .filter_map(|periods| {
            let (sum, events) = periods.iter().fold((0.0, 0.0), |(s, n), p| (s + p.sum, n + f64::from(p.events)));
            (events >= 3.0).then(|| (sum / events, event_variance * (1.0 / events + 0.05)))
        })
        .collect();
    if dyads.len() < 5 {
        return Estimate { mean: dyads.iter().map(|d| d.0).sum::<f64>() / dyads.len().max(1) as f64, variance: 9.0 };
    }
    let (weights, mean) = weighted(&dyads, 0.0);
    let q: f64 = dyads.iter().map(|(m, v)| (m - mean).powi(2) / v).sum();
    let squares: f64 = dyads.iter().map(|(_, v)| 1.0 / (v * v)).sum();
    #[allow(clippy::cast_precision_loss, reason = "few dyads")]
    let between = ((q - (dyads.len() - 1) as f64) / (weights - squares / weights)).max(0.1);
    Estimate { mean: weighted(&dyads, between).1, variance: between }
}

fn weighted(dyads: &[(f64, f64)], between: f64) -> (f64, f64) {
    let (weights, sum) =
        dyads.iter().fold((0.0, 0.0), |(w, s), (m, v)| (w + 1.0 / (v + between), s + m / (v + between)));
    (weights, sum / weights)
}

/// The gamma distribution of the dyads' rates, by moments; at least as wide as one of shape 2.
fn rates(own: &[&History], count: impl Fn(&History, usize) -> usize) -> Gamma {
    #[allow(clippy::cast_precision_loss, reason = "few events")]
    let rates: Vec<(f64, f64)> = own
        .iter()
        .map(|h| {
            let events: usize = (0..h.len()).map(|at| count(h, at)).sum();
            (events as f64, h.exposure.iter().sum::<f64>())
        })
        .filter(|(_, e)| *e > 0.0)
        .collect();
    let exposure: f64 = rates.iter().map(|r| r.1).sum();
    if exposure <= 0.0 {
        return Gamma { shape: 0.5, rate: 0.5 };
    }
    let mean = (rates.iter().map(|r| r.0).sum::<f64>() + 0.5) / exposure;
    #[allow(clippy::cast_precision_loss, reason = "few dyads")]
    let spread = rates.iter().map(|(n, e)| (n / e - mean).powi(2)).sum::<f64>() / rates.len() as f64;
    let shape = (mean * mean / spread.max(1e-12)).clamp(0.1, 2.0);
    Gamma { shape, rate: shape / mean }
}

/// The shares of models that make the histories most probable, with one history's worth spread evenly.
#[allow(clippy::cast_precision_loss, reason = "few models and dyads")]
fn maximise(logs: &[Vec<f64>]) -> Vec<f64> {
    let models = logs.first().map_or(0, Vec::len);
    let mut shares = vec![1.0 / models as f64; models];
    for _ in 0..ROUNDS {
        let mut next = vec![1.0 / models as f64; models];
        for history in logs {
            let joint: Vec<f64> = history.iter().zip(&shares).map(|(l, s)| l + s.ln()).collect();
            let all = log_sum(&joint);
            next.iter_mut().zip(&joint).for_each(|(n, j)| *n += (j - all).exp());
        }
        let all: f64 = next.iter().sum();
        shares = next.into_iter().map(|n| n / all).collect();
    }
    shares
}
