//! Counts and sums.

use detente_record::{EventType, QuadClass};

use crate::occurrence::Occurrence;

/// Which score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// PLOVER score (PLOVER 2.0 manual), -10 to 10.
    Plover,
    /// Goldstein score (Goldstein 1992), -10 to 10.
    Goldstein,
}

impl Measure {
    /// As it is written.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Plover => "plover",
            Self::Goldstein => "goldstein",
        }
    }

    /// The score of an event.
    #[must_use]
    pub fn of(self, occurrence: &Occurrence) -> Option<f64> {
        let score = match self {
            Self::Plover => occurrence.plover,
            Self::Goldstein => occurrence.goldstein,
        };
        score.map(f64::from).filter(|s| s.is_finite())
    }
}

/// The scores of some events.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Scores {
    /// How many events have one.
    pub events: u32,
    /// Their sum.
    pub sum: f64,
    /// The sum of their squares.
    pub squares: f64,
}

impl Scores {
    pub(crate) fn add(&mut self, score: Option<f64>) {
        if let Some(score) = score {
            self.events += 1;
            self.sum += score;
            self.squares += score * score;
        }
    }

    /// Their mean; none without events.
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        (self.events > 0).then(|| self.sum / f64::from(self.events))
    }

    /// The sum of squared deviations from their mean.
    #[must_use]
    pub fn scatter(&self) -> f64 {
        self.mean().map_or(0.0, |mean| (self.squares - mean * self.sum).max(0.0))
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        self.events += other.events;
        self.sum += other.sum;
        self.squares += other.squares;
    }
}

/// How many events, how scored, how documented.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Tally {
    /// Events.
    pub events: u32,
    /// Reports of them.
    pub reports: u32,
    /// Documents behind them, summed over the events: a document that reports two of them counts twice.
    pub documents: u32,
    /// PLOVER scores.
    pub plover: Scores,
    /// Goldstein scores.
    pub goldstein: Scores,
}

impl Tally {
    /// Adds an event.
    pub fn add(&mut self, occurrence: &Occurrence) {
        self.events += 1;
        self.reports = self.reports.saturating_add(occurrence.reports);
        self.documents = self.documents.saturating_add(occurrence.documents);
        self.plover.add(Measure::Plover.of(occurrence));
        self.goldstein.add(Measure::Goldstein.of(occurrence));
    }

    /// Adds other, disjoint events.
    pub fn merge(&mut self, other: &Self) {
        self.events += other.events;
        self.reports = self.reports.saturating_add(other.reports);
        self.documents = self.documents.saturating_add(other.documents);
        self.plover.merge(&other.plover);
        self.goldstein.merge(&other.goldstein);
    }

    /// The scores by a measure.
    #[must_use]
    pub fn scores(&self, measure: Measure) -> &Scores {
        match measure {
            Measure::Plover => &self.plover,
            Measure::Goldstein => &self.goldstein,
        }
    }
}

const TYPES: usize = EventType::ALL.len();

/// Events by type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TypeCounts([u32; TYPES]);

impl Default for TypeCounts {
    fn default() -> Self {
        Self([0; TYPES])
    }
}

impl TypeCounts {
    /// How many events of a type.
    #[must_use]
    pub fn of(&self, root: EventType) -> u32 {
        self.0[root as usize]
    }

    /// Every type of which there are events, in the order of PLOVER's manual.
    pub fn iter(&self) -> impl Iterator<Item = (EventType, u32)> + '_ {
        EventType::ALL.iter().map(|t| (*t, self.of(*t))).filter(|(_, n)| *n > 0)
    }

    pub(crate) fn add(&mut self, root: EventType) {
        self.0[root as usize] += 1;
    }
}

/// Events by quad class; the neutral ones apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct QuadCounts {
    counts: [u32; 4],
    /// Events of no quad class.
    pub neutral: u32,
}

impl QuadCounts {
    /// How many events of a quad class.
    #[must_use]
    pub fn of(&self, quad: QuadClass) -> u32 {
        self.counts[quad as usize]
    }

    pub(crate) fn add(&mut self, quad: Option<QuadClass>) {
        match quad {
            Some(quad) => self.counts[quad as usize] += 1,
            None => self.neutral += 1,
        }
    }
}
