//! Histories made by rules that are known, to measure methods on.

use crate::calendar::{Period, Step};
use crate::math::dice::Dice;
use crate::tally::Scores;

/// How a history of one relation is made.
#[derive(Clone, Debug, PartialEq)]
pub struct Recipe {
    /// Number of periods.
    pub periods: usize,
    /// Events a period, on average (Poisson).
    pub rate: f64,
    /// Level at the start.
    pub start: f64,
    /// Standard deviation of single scores about their period.
    pub event_spread: f64,
    /// Standard deviation of what a period's events have in common.
    pub period_spread: f64,
    /// Standard deviation of the level's step from period to period.
    pub step_spread: f64,
    /// How much of its distance from the start the level keeps from period to period: 1 for a random walk.
    pub keeps: f64,
    /// Places where the level jumps, and by how much.
    pub jumps: Vec<(usize, f64)>,
    /// Events of material conflict a period, on average over long times; their rate wanders (the logarithm with standard
    /// deviation 0.6 and a memory of ten periods).
    pub conflict: f64,
    /// Standard deviation of the logarithm of the coverage, which multiplies all rates and has a mean of about 1.
    pub coverage_spread: f64,
}

impl Default for Recipe {
    /// Four events a period with a spread of 4 about a level that never moves.
    fn default() -> Self {
        Self {
            periods: 104,
            rate: 4.0,
            start: -1.0,
            event_spread: 4.0,
            period_spread: 0.5,
            step_spread: 0.0,
            keeps: 1.0,
            jumps: Vec::new(),
            conflict: 0.5,
            coverage_spread: 0.0,
        }
    }
}

/// A generated history and its truth.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    /// What is seen.
    pub scores: Vec<Scores>,
    /// The single scores behind it, period by period.
    pub single: Vec<Vec<f64>>,
    /// Events of material conflict per period.
    pub conflict: Vec<u32>,
    /// Volume of coverage per period.
    pub exposure: Vec<f64>,
    /// The true level of each period.
    pub levels: Vec<f64>,
}

impl Recipe {
    /// Makes a history; the same seed makes the same.
    #[must_use]
    pub fn make(&self, seed: u64) -> History {
        let mut dice = Dice::new(seed);
        let (mut wander, mut jumped, mut tension) = (0.0, 0.0, 0.6 * dice.normal());
        let mut history = History {
            scores: Vec::with_capacity(self.periods),
            single: Vec::with_capacity(self.periods),
            conflict: Vec::with_capacity(self.periods),
            exposure: Vec::with_capacity(self.periods),
            levels: Vec::with_capacity(self.periods),
        };
        for at in 0..self.periods {
            wander = self.keeps * wander + self.step_spread * dice.normal();
            tension = 0.9 * tension + 0.6 * (1.0_f64 - 0.81).sqrt() * dice.normal();
            jumped += self.jumps.iter().filter(|(place, _)| *place == at).map(|(_, by)| by).sum::<f64>();
            let level = self.start + wander + jumped;
            let common = level + self.period_spread * dice.normal();
            let coverage = (self.coverage_spread * dice.normal()).exp();
            let mut single: Vec<f64> =
                (0..dice.poisson(self.rate * coverage)).map(|_| common + self.event_spread * dice.normal()).collect();
            single.sort_by(f64::total_cmp);
            let mut scores = Scores::default();
            single.iter().for_each(|s| scores.add(Some(*s)));
            history.scores.push(scores);
            history.single.push(single);
            // The mean of a log-normal rate lies above its median.
            history.conflict.push(dice.poisson(self.conflict * coverage * (tension - 0.18).exp()));
            history.exposure.push(coverage);
            history.levels.push(level);
        }
        history
    }
}

impl History {
    /// As forecasts see it: weeks from the first of the year 2000 on.
    #[must_use]
    pub fn weekly(&self) -> crate::forecast::History {
        crate::forecast::History {
            first: Period { step: Step::Week, index: 1566 },
            scores: self.single.clone(),
            conflict: self.conflict.clone(),
            exposure: self.exposure.clone(),
        }
    }
}
