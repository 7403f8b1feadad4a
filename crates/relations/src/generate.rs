//! Histories made by rules that are known, to measure methods on.

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
        }
    }
}

/// A generated history and its truth.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    /// What is seen.
    pub scores: Vec<Scores>,
    /// The true level of each period.
    pub levels: Vec<f64>,
}

impl Recipe {
    /// Makes a history; the same seed makes the same.
    #[must_use]
    pub fn make(&self, seed: u64) -> History {
        let mut dice = Dice::new(seed);
        let (mut wander, mut jumped) = (0.0, 0.0);
        let mut history =
            History { scores: Vec::with_capacity(self.periods), levels: Vec::with_capacity(self.periods) };
        for at in 0..self.periods {
            wander = self.keeps * wander + self.step_spread * dice.normal();
            jumped += self.jumps.iter().filter(|(place, _)| *place == at).map(|(_, by)| by).sum::<f64>();
            let level = self.start + wander + jumped;
            let common = level + self.period_spread * dice.normal();
            let mut scores = Scores::default();
            for _ in 0..dice.poisson(self.rate) {
                let score = common + self.event_spread * dice.normal();
                scores.events += 1;
                scores.sum += score;
                scores.squares += score * score;
            }
            history.scores.push(scores);
            history.levels.push(level);
        }
        history
    }
}
