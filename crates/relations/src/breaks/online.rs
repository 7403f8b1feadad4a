//! Change points as the history goes.

use super::model::RegimeModel;
use crate::level::Estimate;
use crate::math::log_sum;

/// So many starts of the present regime are kept at most; beyond it the less probable half is dropped, which makes changes
/// seem somewhat more probable than they are. Histories of no more observed periods are treated exactly.
const MOST_RUNS: usize = 1000;

#[derive(Clone, Copy, Debug)]
struct Run<R> {
    start: usize,
    known: R,
    /// Logarithm of the joint probability of the observations and this start, all earlier changes summed over.
    weight: f64,
    /// The same with the most probable earlier changes only.
    best: f64,
}

/// The online detector: give it the periods one by one.
#[derive(Clone, Debug)]
pub struct Online<M: RegimeModel> {
    model: M,
    stay: f64,
    change: f64,
    runs: Vec<Run<M::Run>>,
    seen: usize,
    evidence: f64,
}

impl<M: RegimeModel> Online<M> {
    /// Over a model of regimes that last so many observed periods on average (at least 1).
    #[must_use]
    pub fn new(model: M, regime_length: f64) -> Self {
        let hazard = 1.0 / regime_length.max(1.0 + 1e-9);
        Self { model, stay: (1.0 - hazard).ln(), change: hazard.ln(), runs: Vec::new(), seen: 0, evidence: 0.0 }
    }

    /// Takes in a period; one that says nothing is passed over.
    pub fn push(&mut self, datum: M::Datum) {
        if !self.model.is_observed(datum) {
            return;
        }
        let (before, best) =
            if self.seen == 0 { (0.0, 0.0) } else { (self.change + self.evidence(), self.change + self.best().1) };
        for run in &mut self.runs {
            let gained = self.stay + self.model.add(&mut run.known, datum);
            run.weight += gained;
            run.best += gained;
        }
        let mut known = self.model.fresh();
        let first = self.model.add(&mut known, datum);
        self.runs.push(Run { start: self.seen, known, weight: before + first, best: best + first });
        self.seen += 1;
        if self.runs.len() > MOST_RUNS {
            let mut weights: Vec<f64> = self.runs.iter().map(|r| r.weight).collect();
            weights.sort_by(f64::total_cmp);
            let floor = weights[MOST_RUNS / 2];
            let newest = self.seen - 1;
            self.runs.retain(|r| r.weight > floor || r.start == newest);
        }
        let high = self.runs.iter().map(|r| r.weight).fold(f64::NEG_INFINITY, f64::max);
        self.evidence = high + self.runs.iter().map(|r| (r.weight - high).exp()).sum::<f64>().ln();
    }

    /// How many observed periods were taken in.
    #[must_use]
    pub fn seen(&self) -> usize {
        self.seen
    }

    /// Logarithm of the probability (density) of all that was seen, up to a constant for models of rates.
    #[must_use]
    pub fn evidence(&self) -> f64 {
        self.evidence
    }

    /// Probability that the present regime began within so many of the last observed periods; none before there was
    /// another regime that it could have followed.
    #[must_use]
    pub fn changed_within(&self, periods: usize) -> f64 {
        if self.seen == 0 {
            return 0.0;
        }
        let since = self.seen.saturating_sub(periods).max(1);
        let recent = log_sum(&self.runs.iter().filter(|r| r.start >= since).map(|r| r.weight).collect::<Vec<_>>());
        (recent - self.evidence()).exp().min(1.0)
    }

    /// Every possible number of observed periods in the present regime, with its probability, the shortest first.
    #[must_use]
    pub fn run_lengths(&self) -> Vec<(usize, f64)> {
        let all = self.evidence();
        self.runs.iter().rev().map(|r| (self.seen - r.start, (r.weight - all).exp())).collect()
    }

    /// The mean (or rate) of the present regime: a mixture over its possible starts.
    #[must_use]
    pub fn present(&self) -> Option<Estimate> {
        let all = self.evidence();
        let (mut mean, mut square, mut total) = (0.0, 0.0, 0.0);
        for run in &self.runs {
            let weight = (run.weight - all).exp();
            let known = self.model.estimate(&run.known);
            total += weight;
            mean += weight * known.mean;
            square += weight * (known.variance + known.mean * known.mean);
        }
        (total > 0.0).then(|| {
            let mean = mean / total;
            Estimate { mean, variance: (square / total - mean * mean).max(0.0) }
        })
    }

    /// The start of the present regime in the most probable segmentation, and that segmentation's weight.
    pub(super) fn best(&self) -> (usize, f64) {
        self.runs.iter().map(|r| (r.start, r.best)).fold((0, f64::NEG_INFINITY), |a, b| if b.1 > a.1 { b } else { a })
    }

    pub(super) fn change_weight(&self) -> f64 {
        self.change
    }
}
