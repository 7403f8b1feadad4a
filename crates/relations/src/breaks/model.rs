//! What stays the same within a regime.

use detente_record::QuadClass;

use crate::level::Estimate;
use crate::math::median;
use crate::series::Series;
use crate::tally::Scores;

/// A conjugate model of one regime.
pub trait RegimeModel {
    /// One period's observation.
    type Datum: Copy;
    /// What is known of a regime from its periods so far.
    type Run: Copy;

    /// Whether a period says anything.
    fn is_observed(&self, datum: Self::Datum) -> bool;
    /// A regime of which nothing was seen.
    fn fresh(&self) -> Self::Run;
    /// Takes in a period; gives the logarithm of the probability (density) that the run gave it before, up to a constant
    /// that depends on the period alone.
    fn add(&self, run: &mut Self::Run, datum: Self::Datum) -> f64;
    /// What is known of the regime's mean or rate.
    fn estimate(&self, run: &Self::Run) -> Estimate;
}

/// Mean scores: `y(t) ~ N(θ, event_variance / n(t) + period_variance)`, `θ ~ N(prior)`, with `θ` constant in a regime.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScoreModel {
    /// Variance of single scores within a period.
    pub event_variance: f64,
    /// Variance that all events of a period share.
    pub period_variance: f64,
    /// Where the means of regimes lie.
    pub prior: Estimate,
}

/// Half of all values of a squared standard normal variable lie below this.
const MEDIAN_SQUARE: f64 = 0.454_936;

impl ScoreModel {
    /// Its parameters from a history: the event variance from the scatter within periods, the period variance from the
    /// median squared difference of neighbouring periods (few differences straddle a change, and a median does not see
    /// them), the prior as wide as the periods' means are spread, at least 3 points.
    #[must_use]
    pub fn of(scores: &[Scores]) -> Self {
        let event_variance = crate::level::pooled(scores);
        let seen: Vec<(f64, f64)> =
            scores.iter().filter_map(|s| Some((s.mean()?, event_variance / f64::from(s.events)))).collect();
        let pairs: Vec<(f64, f64)> = seen.windows(2).map(|w| ((w[1].0 - w[0].0).powi(2), w[0].1 + w[1].1)).collect();
        let middle = |period: f64| {
            let mut ratios: Vec<f64> = pairs.iter().map(|(d, v)| d / (v + 2.0 * period)).collect();
            median(&mut ratios).unwrap_or(0.0)
        };
        let mut period_variance = 0.0;
        if pairs.len() >= 4 && middle(0.0) > MEDIAN_SQUARE {
            let (mut low, mut high) = (0.0, 400.0);
            for _ in 0..50 {
                let between = f64::midpoint(low, high);
                if middle(between) > MEDIAN_SQUARE { low = between } else { high = between }
            }
            period_variance = high;
        }
        let (mut weight, mut sum, mut square) = (0.0, 0.0, 0.0);
        for (mean, variance) in &seen {
            let w = 1.0 / (variance + period_variance + 1.0);
            weight += w;
            sum += w * mean;
            square += w * mean * mean;
        }
        let mean = if weight > 0.0 { sum / weight } else { 0.0 };
        let spread = if weight > 0.0 { (square / weight - mean * mean).max(9.0) } else { 9.0 };
        Self { event_variance, period_variance, prior: Estimate { mean, variance: spread } }
    }
}

impl RegimeModel for ScoreModel {
    type Datum = Scores;
    type Run = Estimate;

    fn is_observed(&self, datum: Scores) -> bool {
        datum.events > 0
    }

    fn fresh(&self) -> Estimate {
        self.prior
    }

    fn add(&self, run: &mut Estimate, datum: Scores) -> f64 {
        let events = f64::from(datum.events.max(1));
        let noise = self.event_variance / events + self.period_variance;
        let total = run.variance + noise;
        let error = datum.sum / events - run.mean;
        let gain = run.variance / total;
        run.mean += gain * error;
        run.variance = gain * noise;
        -0.5 * ((2.0 * std::f64::consts::PI * total).ln() + error * error / total)
    }

    fn estimate(&self, run: &Estimate) -> Estimate {
        *run
    }
}

/// Events of some kind in a period, and the coverage in which they were found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Count {
    /// How many events.
    pub events: u32,
    /// Volume of coverage (`Exposure`).
    pub exposure: f64,
}

impl Count {
    /// Events of a quad class per period.
    #[must_use]
    pub fn of_quad(series: &Series, quad: QuadClass) -> Vec<Self> {
        series.points.iter().map(|p| Self { events: p.of_quad(quad), exposure: p.exposure }).collect()
    }
}

/// Rates: `events(t) ~ Poisson(λ × exposure(t))` with `λ ~ Gamma` constant in a regime, and counts that vary `dispersion`
/// times as much as Poisson's told by dividing events and exposure by it (quasi-likelihood, McCullagh & Nelder 1989, ch. 9).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RateModel {
    /// Variance of a count over its mean, at least 1.
    pub dispersion: f64,
    /// Shape of the prior on the rate.
    pub shape: f64,
    /// Rate parameter of the prior on the rate, in units of exposure.
    pub rate: f64,
}

impl RateModel {
    /// Its parameters from a history: the dispersion from neighbouring periods, the highest twentieth left out; the prior
    /// around the mean rate, worth half an event.
    #[must_use]
    pub fn of(counts: &[Count]) -> Self {
        let seen: Vec<&Count> = counts.iter().filter(|c| c.exposure > 0.0).collect();
        let (events, exposure) = seen.iter().fold((0.0, 0.0), |(e, x), c| (e + f64::from(c.events), x + c.exposure));
        let mut ratios: Vec<f64> = seen
            .windows(2)
            .filter_map(|w| {
                let rate = f64::from(w[0].events + w[1].events) / (w[0].exposure + w[1].exposure);
                let difference = f64::from(w[0].events) / w[0].exposure - f64::from(w[1].events) / w[1].exposure;
                (rate > 0.0).then(|| difference * difference / (rate * (1.0 / w[0].exposure + 1.0 / w[1].exposure)))
            })
            .collect();
        ratios.sort_by(f64::total_cmp);
        let kept = ratios.len() - ratios.len() / 20;
        #[allow(clippy::cast_precision_loss, reason = "few periods")]
        let dispersion = if kept < 4 { 1.0 } else { (ratios[..kept].iter().sum::<f64>() / kept as f64).max(1.0) };
        let mean = if exposure > 0.0 { (events + 0.5) / exposure } else { 1.0 };
        Self { dispersion, shape: 0.5, rate: 0.5 / mean }
    }
}

/// What is known of a rate: a gamma distribution, with two logarithms kept that the next period needs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RateRun {
    shape: f64,
    rate: f64,
    log_gamma_shape: f64,
    log_rate: f64,
}

impl RegimeModel for RateModel {
    type Datum = Count;
    type Run = RateRun;

    fn is_observed(&self, datum: Count) -> bool {
        datum.exposure > 0.0
    }

    fn fresh(&self) -> RateRun {
        RateRun {
            shape: self.shape,
            rate: self.rate,
            log_gamma_shape: libm::lgamma(self.shape),
            log_rate: self.rate.ln(),
        }
    }

    fn add(&self, run: &mut RateRun, datum: Count) -> f64 {
        let (events, exposure) = (f64::from(datum.events) / self.dispersion, datum.exposure / self.dispersion);
        let before = *run;
        run.rate += exposure;
        run.log_rate = run.rate.ln();
        let none = before.shape * (before.log_rate - run.log_rate);
        if datum.events == 0 {
            return none;
        }
        run.shape += events;
        run.log_gamma_shape = libm::lgamma(run.shape);
        // What depends on the datum alone is the same for all runs: it is left out, and evidence is up to a constant.
        run.log_gamma_shape - before.log_gamma_shape + none - events * run.log_rate
    }

    fn estimate(&self, run: &RateRun) -> Estimate {
        Estimate { mean: run.shape / run.rate, variance: run.shape / (run.rate * run.rate) }
    }
}
