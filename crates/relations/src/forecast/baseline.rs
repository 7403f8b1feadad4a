//! What any forecast must beat.

use super::history::{History, Window};
use super::predict::{Predictive, SHARP, reference};
use crate::calendar::{Step, date_of};

/// A forecast without a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Baseline {
    /// As it was: the last window's mean, give or take the dyad's own past changes from window to window; conflict as
    /// often as after windows with (or without) conflict like the last.
    Persistence,
    /// As it always was: all past windows of the dyad.
    Climatology,
    /// As at this time of year: the past windows of the dyad that began in the same calendar month of other years;
    /// climatology where there are fewer than three.
    Seasonal,
}

/// What a baseline says.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Said {
    /// The mean score; none where the past has no window with events.
    pub score: Option<Predictive>,
    /// Probability of material conflict.
    pub conflict: f64,
    /// Probability of a sharp change.
    pub sharp: f64,
}

impl Baseline {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Persistence, Self::Climatology, Self::Seasonal];

    /// As it is written.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Persistence => "persistence",
            Self::Climatology => "climatology",
            Self::Seasonal => "seasonal mean",
        }
    }

    /// What it says of the next periods.
    pub(super) fn say(self, history: &History, length: usize) -> Said {
        let windows = windows(history, length);
        let chosen: Vec<&(usize, Window)> = match self {
            Self::Seasonal => {
                let month = month_of(history, history.len());
                let year_ago = history.step().per_year() * 0.5;
                #[allow(clippy::cast_precision_loss, reason = "few periods")]
                let own: Vec<_> = windows
                    .iter()
                    .filter(|(at, _)| month_of(history, *at) == month && (history.len() - at) as f64 > year_ago)
                    .collect();
                if own.iter().filter(|(_, w)| w.scores.events > 0).count() >= 3 {
                    own
                } else {
                    windows.iter().collect()
                }
            }
            _ => windows.iter().collect(),
        };
        let reference = reference(history, length);
        let last = history.len().checked_sub(length).and_then(|at| history.window(at, length));
        let score = match self {
            Self::Persistence => persistence(&windows, length, last),
            _ => Predictive::new(chosen.iter().filter_map(|(_, w)| w.scores.mean()).collect()),
        };
        let active = frequency(chosen.iter().map(|(_, w)| w.scores.events > 0));
        let sharp = match (&score, reference) {
            (Some(score), Some(reference)) => {
                #[allow(clippy::cast_precision_loss, reason = "few draws")]
                let n = score.draws.len() as f64;
                #[allow(clippy::cast_precision_loss, reason = "few draws")]
                let far = score.draws.iter().filter(|d| (*d - reference).abs() >= SHARP).count() as f64;
                (far + 1.0) / (n + 2.0) * active
            }
            _ => 0.5 * active,
        };
        let conflict = match self {
            Self::Persistence => frequency(
                windows
                    .iter()
                    .filter(|(at, _)| {
                        at.checked_sub(length)
                            .and_then(|b| history.window(b, length))
                            .is_some_and(|before| (before.conflict > 0) == last.is_some_and(|l| l.conflict > 0))
                    })
                    .map(|(_, w)| w.conflict > 0),
            ),
            _ => frequency(chosen.iter().map(|(_, w)| w.conflict > 0)),
        };
        Said { score, conflict, sharp }
    }
}

/// All windows of the past, overlapping ones too.
fn windows(history: &History, length: usize) -> Vec<(usize, Window)> {
    (0..history.len()).filter_map(|at| Some((at, history.window(at, length)?))).collect()
}

fn persistence(windows: &[(usize, Window)], length: usize, last: Option<Window>) -> Option<Predictive> {
    let means: Vec<Option<f64>> = windows.iter().map(|(_, w)| w.scores.mean()).collect();
    let known: Vec<f64> = means.iter().copied().flatten().collect();
    let now = last.and_then(|w| w.scores.mean()).or(known.last().copied())?;
    let changes: Vec<f64> = (length..means.len()).filter_map(|at| Some(means[at]? - means[at - length]?)).collect();
    if changes.len() < 3 {
        return Predictive::new(known);
    }
    Predictive::new(changes.iter().map(|c| now + c).collect())
}

/// With one success and one failure added (Laplace's rule).
fn frequency(cases: impl Iterator<Item = bool>) -> f64 {
    let (n, yes) = cases.fold((0.0, 0.0), |(n, y), c| (n + 1.0, y + f64::from(u8::from(c))));
    (yes + 1.0) / (n + 2.0)
}

fn month_of(history: &History, at: usize) -> i8 {
    let period = history.first.plus(i32::try_from(at).unwrap_or(0));
    match period.step {
        Step::Month => i8::try_from(period.index.rem_euclid(12) + 1).unwrap_or(1),
        Step::Day | Step::Week => date_of(period.first_day()).month(),
    }
}
