//! A relation's past as forecasts see it.

use detente_record::QuadClass;

use crate::calendar::{Period, Step};
use crate::occurrence::{Occurrence, Realm};
use crate::series::Series;
use crate::tally::{Measure, Scores};

/// A relation's past, period by period.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    /// The first period.
    pub first: Period,
    /// The scores of each period's events, in ascending order.
    pub scores: Vec<Vec<f64>>,
    /// Events of material conflict per period.
    pub conflict: Vec<u32>,
    /// Volume of coverage per period.
    pub exposure: Vec<f64>,
}

/// Some neighbouring periods taken together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    /// The scores of all their events.
    pub scores: Scores,
    /// Their events of material conflict.
    pub conflict: u32,
}

impl History {
    /// Of a series and its events.
    #[must_use]
    pub fn of<'a>(series: &Series, measure: Measure, events: impl IntoIterator<Item = &'a Occurrence>) -> Self {
        let mut scores = vec![Vec::new(); series.points.len()];
        let mut seen = rustc_hash::FxHashSet::default();
        for event in events {
            if event.realm == Realm::Forward || !series.dyad.holds(event) || !seen.insert(&event.id) {
                continue;
            }
            if let (Some(at), Some(score)) = (series.at(event.day), measure.of(event)) {
                scores[at].push(score);
            }
        }
        scores.iter_mut().for_each(|s| s.sort_by(f64::total_cmp));
        Self {
            first: series.first,
            scores,
            conflict: series.points.iter().map(|p| p.of_quad(QuadClass::MaterialConflict)).collect(),
            exposure: series.points.iter().map(|p| p.exposure).collect(),
        }
    }

    /// How many periods it has: the shortest of its lists.
    #[must_use]
    pub fn len(&self) -> usize {
        self.scores.len().min(self.conflict.len()).min(self.exposure.len())
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How long its periods are.
    #[must_use]
    pub fn step(&self) -> Step {
        self.first.step
    }

    /// Scored events of all periods.
    #[must_use]
    pub fn events(&self) -> usize {
        self.scores.iter().map(Vec::len).sum()
    }

    /// Its first periods.
    #[must_use]
    pub fn until(&self, periods: usize) -> Self {
        let periods = periods.min(self.len());
        Self {
            first: self.first,
            scores: self.scores[..periods].to_vec(),
            conflict: self.conflict[..periods].to_vec(),
            exposure: self.exposure[..periods].to_vec(),
        }
    }

    /// So many periods from a place on, taken together; none where the history does not reach so far.
    #[must_use]
    pub fn window(&self, from: usize, length: usize) -> Option<Window> {
        let to = from.checked_add(length).filter(|to| *to <= self.len())?;
        let mut scores = Scores::default();
        self.scores[from..to].iter().flatten().for_each(|s| scores.add(Some(*s)));
        Some(Window { scores, conflict: self.conflict[from..to].iter().sum() })
    }

    /// The scores of each period as sums.
    #[must_use]
    pub fn sums(&self) -> Vec<Scores> {
        (0..self.len()).filter_map(|at| Some(self.window(at, 1)?.scores)).collect()
    }
}
