//! Forecasts of the past, made with nothing but what came before them.

use super::baseline::Baseline;
use super::calibrate::{Bands, Calibration};
use super::history::{History, Window};
use super::predict::{Forecast, SHARP, forecast};
use super::prior::Prior;
use super::verify::{CalibrationRow, Difference, brier, calibration_table, crps};
use crate::math::dice::Dice;

/// How a back-test is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The first origin: so many periods are known to the first forecast.
    pub first: usize,
    /// Periods from one origin to the next; at least 1.
    pub every: usize,
    /// Periods that are foretold; at least 1.
    pub length: usize,
    /// A dyad is foretold from an origin only if it has had so many scored events by then.
    pub least: usize,
}

/// One forecast and what came.
#[derive(Clone, Debug)]
struct Case {
    dyad: usize,
    origin: usize,
    made: Forecast,
    came: Window,
    baselines: Vec<super::baseline::Said>,
}

/// A back-test's forecasts.
#[derive(Clone, Debug)]
pub struct Backtest {
    cases: Vec<Case>,
    plan: Plan,
}

/// Ours against a baseline.
#[derive(Clone, Debug, PartialEq)]
pub struct Against {
    /// Which.
    pub baseline: Baseline,
    /// Its mean CRPS.
    pub crps: f64,
    /// Its Brier score for material conflict.
    pub conflict: f64,
    /// Its Brier score for a sharp change.
    pub sharp: f64,
    /// Ours less its, with 95% intervals by dyad: CRPS, Brier of conflict, Brier of sharp change.
    pub differences: [Option<Difference>; 3],
}

impl Against {
    /// Whether ours is better beyond chance: for the mean score, for conflict, for a sharp change. What is not must be said
    /// wherever the forecast is shown.
    #[must_use]
    pub fn beaten(&self) -> [bool; 3] {
        self.differences.map(|d| d.is_some_and(|d| d.is_better()))
    }
}

/// How good the forecasts were.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Forecasts.
    pub forecasts: usize,
    /// Those with events in the periods foretold, on which scores are measured.
    pub scored: usize,
    /// Mean CRPS, in points of the score.
    pub crps: f64,
    /// Mean absolute error of the mean.
    pub error: f64,
    /// Share of outcomes in the 80% and 95% bands, their ends included.
    pub coverage: [f64; 2],
    /// The same for bands that are as wide as they would have had to be for earlier origins.
    pub calibrated_coverage: [f64; 2],
    /// The same where an outcome that the forecast gives a lump of probability counts in part (randomised probability
    /// integral transform, Czado, Gneiting & Held 2009): what bands of lumpy scores must be judged by.
    pub exact_coverage: [f64; 2],
    /// Brier score for material conflict as foretold, and as calibrated on earlier origins.
    pub conflict: [f64; 2],
    /// The same for a sharp change.
    pub sharp: [f64; 2],
    /// Share of forecasts after which conflict, and a sharp change, came.
    pub base_rates: [f64; 2],
    /// Calibration of conflict, after calibration on earlier origins.
    pub conflict_table: Vec<CalibrationRow>,
    /// Calibration of a sharp change, the same way.
    pub sharp_table: Vec<CalibrationRow>,
    /// Against each baseline; ours as calibrated.
    pub against: Vec<Against>,
}

/// Foretells by rolling origin: at each origin the [`Prior`] is learnt anew from what all dyads had shown by then. All
/// histories must have the same periods.
#[must_use]
pub fn backtest(histories: &[History], plan: Plan) -> Backtest {
    let plan = Plan { every: plan.every.max(1), length: plan.length.max(1), ..plan };
    let end = histories.iter().map(History::len).min().unwrap_or(0);
    let mut cases = Vec::new();
    let mut origin = plan.first.max(1);
    while origin + plan.length <= end {
        let known: Vec<History> = histories.iter().map(|h| h.until(origin)).collect();
        let prior = Prior::learn(&known);
        for (dyad, past) in known.iter().enumerate().filter(|(_, h)| h.events() >= plan.least) {
            let Some(came) = histories[dyad].window(origin, plan.length) else { continue };
            cases.push(Case {
                dyad,
                origin,
                made: forecast(past, &prior, plan.length),
                came,
                baselines: Baseline::ALL.iter().map(|b| b.say(past, plan.length)).collect(),
            });
        }
        origin += plan.every;
    }
    Backtest { cases, plan }
}

/// Below so many earlier forecasts nothing is calibrated.
const LEAST_TO_CALIBRATE: usize = 50;

impl Case {
    fn is_sharp(&self) -> bool {
        self.came.scores.mean().is_some_and(|m| (m - self.made.reference).abs() >= SHARP)
    }
}

impl Backtest {
    /// The calibrations of conflict and sharp change that all forecasts together give, for forecasts to come.
    #[must_use]
    pub fn calibrations(&self) -> [Calibration; 2] {
        let pairs = |of: &dyn Fn(&Case) -> (f64, bool)| self.cases.iter().map(of).collect::<Vec<_>>();
        [
            Calibration::fit(&pairs(&|c| (c.made.conflict, c.came.conflict > 0))),
            Calibration::fit(&pairs(&|c| (c.made.sharp(), c.is_sharp()))),
        ]
    }

    /// Each forecast's probability, bent by what the forecasts whose outcome was known at its origin showed.
    fn calibrated(&self, of: impl Fn(&Case) -> (f64, bool)) -> Vec<(f64, bool)> {
        let mut result = Vec::with_capacity(self.cases.len());
        let (mut origin, mut calibration) = (usize::MAX, Calibration::default());
        for case in &self.cases {
            if case.origin != origin {
                origin = case.origin;
                let known: Vec<(f64, bool)> =
                    self.cases.iter().filter(|c| c.origin + self.plan.length <= origin).map(&of).collect();
                calibration =
                    if known.len() < LEAST_TO_CALIBRATE { Calibration::default() } else { Calibration::fit(&known) };
            }
            let (probability, happened) = of(case);
            result.push((calibration.of(probability), happened));
        }
        result
    }

    /// The widths of bands that all forecasts together give, for forecasts to come.
    #[must_use]
    pub fn bands(&self) -> Bands {
        self.bands_before(usize::MAX)
    }

    /// From the forecasts whose outcome was known at an origin.
    fn bands_before(&self, origin: usize) -> Bands {
        let known = self.cases.iter().filter(|c| c.origin + self.plan.length <= origin);
        Bands::fit(known.filter_map(|c| Some((&c.made.score, c.came.scores.mean()?))))
    }

    #[allow(clippy::cast_precision_loss, reason = "few forecasts")]
    fn calibrated_coverage(&self, scored: &[(&Case, f64)]) -> [f64; 2] {
        let (mut origin, mut bands, mut held) = (usize::MAX, Bands::default(), [0usize; 2]);
        for (case, y) in scored {
            if case.origin != origin {
                (origin, bands) = (case.origin, self.bands_before(case.origin));
            }
            for (held, share) in held.iter_mut().zip([0.8, 0.95]) {
                let (low, high) = case.made.score.band(bands.share(share));
                *held += usize::from((low - 1e-9..=high + 1e-9).contains(y));
            }
        }
        held.map(|h| h as f64 / scored.len() as f64)
    }

    /// How good they were; none without a forecast whose periods had events.
    #[must_use]
    #[allow(clippy::cast_precision_loss, reason = "few forecasts")]
    pub fn report(&self) -> Option<Report> {
        let scored: Vec<(&Case, f64)> = self.cases.iter().filter_map(|c| Some((c, c.came.scores.mean()?))).collect();
        if scored.is_empty() {
            return None;
        }
        let (all, n) = (self.cases.len() as f64, scored.len() as f64);
        let conflict: fn(&Case) -> (f64, bool) = |c| (c.made.conflict, c.came.conflict > 0);
        let sharp: fn(&Case) -> (f64, bool) = |c| (c.made.sharp(), c.is_sharp());
        let (conflict_bent, sharp_bent) = (self.calibrated(conflict), self.calibrated(sharp));
        let mean_brier = |pairs: &[(f64, bool)]| pairs.iter().map(|(p, h)| brier(*p, *h)).sum::<f64>() / all;
        let raw = |of: fn(&Case) -> (f64, bool)| self.cases.iter().map(of).collect::<Vec<_>>();
        let coverage = [0.8, 0.95].map(|share| {
            let held = scored.iter().filter(|(c, y)| {
                let (low, high) = c.made.score.band(share);
                (low - 1e-9..=high + 1e-9).contains(y)
            });
            held.count() as f64 / n
        });
        let against = Baseline::ALL
            .iter()
            .enumerate()
            .map(|(at, baseline)| self.against(at, *baseline, &scored, &conflict_bent, &sharp_bent))
            .collect();
        Some(Report {
            forecasts: self.cases.len(),
            scored: scored.len(),
            crps: scored.iter().map(|(c, y)| crps(&c.made.score, *y)).sum::<f64>() / n,
            error: scored.iter().map(|(c, y)| (c.made.score.mean() - y).abs()).sum::<f64>() / n,
            coverage,
            calibrated_coverage: self.calibrated_coverage(&scored),
            exact_coverage: exact(&scored),
            conflict: [mean_brier(&raw(conflict)), mean_brier(&conflict_bent)],
            sharp: [mean_brier(&raw(sharp)), mean_brier(&sharp_bent)],
            base_rates: [&conflict_bent, &sharp_bent].map(|pairs| pairs.iter().filter(|p| p.1).count() as f64 / all),
            conflict_table: calibration_table(&conflict_bent),
            sharp_table: calibration_table(&sharp_bent),
            against,
        })
    }

    #[allow(clippy::cast_precision_loss, reason = "few forecasts")]
    fn against(
        &self,
        at: usize,
        baseline: Baseline,
        scored: &[(&Case, f64)],
        conflict: &[(f64, bool)],
        sharp: &[(f64, bool)],
    ) -> Against {
        let dyads = self.cases.iter().map(|c| c.dyad + 1).max().unwrap_or(0);
        let mut groups = [vec![Vec::new(); dyads], vec![Vec::new(); dyads], vec![Vec::new(); dyads]];
        let (mut theirs, mut pairs) = ([0.0; 3], 0.0);
        for (case, y) in scored {
            if let Some(score) = &case.baselines[at].score {
                let own = crps(score, *y);
                theirs[0] += own;
                pairs += 1.0;
                groups[0][case.dyad].push(crps(&case.made.score, *y) - own);
            }
        }
        for (i, case) in self.cases.iter().enumerate() {
            let said = &case.baselines[at];
            for (which, ours, probability) in [(1, conflict[i], said.conflict), (2, sharp[i], said.sharp)] {
                let own = brier(probability, ours.1);
                theirs[which] += own;
                groups[which][case.dyad].push(brier(ours.0, ours.1) - own);
            }
        }
        let all = self.cases.len() as f64;
        Against {
            baseline,
            crps: theirs[0] / f64::max(pairs, 1.0),
            conflict: theirs[1] / all,
            sharp: theirs[2] / all,
            differences: groups.map(|g| Difference::of(&g)),
        }
    }
}

/// Coverage by the randomised probability integral transform, the chance averaged out.
#[allow(clippy::cast_precision_loss, reason = "few forecasts")]
fn exact(scored: &[(&Case, f64)]) -> [f64; 2] {
    const THROWS: usize = 20;
    let mut dice = Dice::new(1);
    let mut held = [0usize; 2];
    for (case, y) in scored {
        let (below, at) = case.made.score.below_and_at(*y);
        for _ in 0..THROWS {
            let place = below + at * dice.share();
            held[0] += usize::from((0.1..=0.9).contains(&place));
            held[1] += usize::from((0.025..=0.975).contains(&place));
        }
    }
    held.map(|h| h as f64 / (THROWS * scored.len()) as f64)
}
