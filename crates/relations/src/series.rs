//! A relation over time.

use std::collections::BTreeMap;

use detente_record::{EventType, QuadClass};
use rustc_hash::FxHashSet;

use crate::calendar::{Day, Period, Step};
use crate::dyad::Dyad;
use crate::occurrence::{Kind, Occurrence, Realm, Standing};
use crate::tally::{Measure, QuadCounts, Scores, Tally, TypeCounts};

/// What a series cannot be made from.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SeriesError {
    /// No event belongs to it and no range of days was given.
    #[error("there is no event of {0}, so its series has no first day")]
    Empty(String),
    /// The range ends before it begins.
    #[error("the range ends (day {to}) before it begins (day {from})")]
    Backwards {
        /// First day.
        from: Day,
        /// Last day.
        to: Day,
    },
    /// More periods than a series may have.
    #[error("a series from day {from} to day {to} would have more than {most} periods; take longer ones")]
    TooLong {
        /// First day.
        from: Day,
        /// Last day.
        to: Day,
        /// The most there may be.
        most: usize,
    },
}

/// No series is longer: the days of 2,700 years.
pub const MOST_PERIODS: usize = 1_000_000;

/// How much is covered per period: the volume of all coverage, of whatever relation. Rates are taken by it, so that more
/// news is not more war.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Exposure {
    volumes: BTreeMap<i32, f64>,
    step: Option<Step>,
}

impl Exposure {
    /// Volumes given from outside, for example documents read per period; a period that is not given has none.
    #[must_use]
    pub fn new(step: Step, volumes: impl IntoIterator<Item = (Period, f64)>) -> Self {
        let volumes = volumes
            .into_iter()
            .filter(|(period, v)| period.step == step && v.is_finite() && *v >= 0.0)
            .map(|(period, v)| (period.index, v))
            .collect();
        Self { volumes, step: Some(step) }
    }

    /// The number of reports of all events per period.
    #[must_use]
    pub fn of<'a>(step: Step, occurrences: impl IntoIterator<Item = &'a Occurrence>) -> Self {
        let mut volumes: BTreeMap<i32, f64> = BTreeMap::new();
        for occurrence in occurrences {
            *volumes.entry(step.of(occurrence.day).index).or_default() += f64::from(occurrence.reports.max(1));
        }
        Self { volumes, step: Some(step) }
    }

    /// The volume of a period; 1 for every period where no exposure is known at all.
    #[must_use]
    pub fn at(&self, period: Period) -> f64 {
        match self.step {
            None => 1.0,
            Some(_) => self.volumes.get(&period.index).copied().unwrap_or(0.0),
        }
    }
}

/// One period of a series.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Point {
    /// All events.
    pub all: Tally,
    /// What was said.
    pub words: Tally,
    /// What was done.
    pub deeds: Tally,
    /// By standing, in the order of [`Standing::ALL`].
    pub standing: [Tally; Standing::ALL.len()],
    /// Events by type.
    pub types: TypeCounts,
    /// Events by quad class.
    pub quads: QuadCounts,
    /// Acts yet to come, which are counted nowhere else.
    pub forward: u32,
    /// Volume of all coverage in the period.
    pub exposure: f64,
}

impl Point {
    /// Adds an event.
    pub fn add(&mut self, occurrence: &Occurrence) {
        if occurrence.realm == Realm::Forward {
            self.forward += 1;
            return;
        }
        self.all.add(occurrence);
        match occurrence.kind {
            Kind::Words => self.words.add(occurrence),
            Kind::Deeds => self.deeds.add(occurrence),
        }
        self.standing[occurrence.standing as usize].add(occurrence);
        if let Some(root) = occurrence.root {
            self.types.add(root);
        }
        self.quads.add(occurrence.quad);
    }

    /// The events that stand in a certain way.
    #[must_use]
    pub fn of_standing(&self, standing: Standing) -> &Tally {
        &self.standing[standing as usize]
    }

    /// What one side alone claims.
    #[must_use]
    pub fn claimed(&self) -> &Tally {
        self.of_standing(Standing::Asserted)
    }

    /// What both sides or independent origins say.
    #[must_use]
    pub fn corroborated(&self) -> Tally {
        let mut tally = *self.of_standing(Standing::Confirmed);
        tally.merge(self.of_standing(Standing::Corroborated));
        tally
    }

    /// Events of a type.
    #[must_use]
    pub fn of_type(&self, root: EventType) -> u32 {
        self.types.of(root)
    }

    /// Events of a quad class.
    #[must_use]
    pub fn of_quad(&self, quad: QuadClass) -> u32 {
        self.quads.of(quad)
    }
}

/// A relation over time, every period from the first to the last, those without events too.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Who towards whom.
    pub dyad: Dyad,
    /// The first period.
    pub first: Period,
    /// One point a period.
    pub points: Vec<Point>,
}

impl Series {
    /// The series of a dyad from its first to its last event.
    ///
    /// # Errors
    /// When no event belongs to the dyad, or the events lie too far apart for periods so short.
    pub fn of<'a>(
        dyad: &Dyad,
        step: Step,
        exposure: &Exposure,
        occurrences: impl IntoIterator<Item = &'a Occurrence>,
    ) -> Result<Self, SeriesError> {
        let own: Vec<&Occurrence> = occurrences.into_iter().filter(|o| dyad.holds(o)).collect();
        let (Some(from), Some(to)) = (own.iter().map(|o| o.day).min(), own.iter().map(|o| o.day).max()) else {
            return Err(SeriesError::Empty(dyad.to_string()));
        };
        Self::between(dyad, step, exposure, from, to, own)
    }

    /// The series of a dyad from the period of one day to the period of another; events of other dyads, those outside
    /// the days, and those whose id came before are passed over.
    ///
    /// # Errors
    /// When the range ends before it begins or has too many periods.
    pub fn between<'a>(
        dyad: &Dyad,
        step: Step,
        exposure: &Exposure,
        from: Day,
        to: Day,
        occurrences: impl IntoIterator<Item = &'a Occurrence>,
    ) -> Result<Self, SeriesError> {
        if to < from {
            return Err(SeriesError::Backwards { from, to });
        }
        let (first, last) = (step.of(from), step.of(to));
        let length = usize::try_from(last.index - first.index).unwrap_or(0) + 1;
        if length > MOST_PERIODS {
            return Err(SeriesError::TooLong { from, to, most: MOST_PERIODS });
        }
        let mut own: Vec<&Occurrence> = occurrences
            .into_iter()
            .filter(|o| (first.index..=last.index).contains(&step.of(o.day).index) && dyad.holds(o))
            .collect();
        // Sums of floating point numbers depend on their order: it must not be the caller's.
        own.sort_by(|a, b| (a.day, &a.id).cmp(&(b.day, &b.id)));
        let mut points = vec![Point::default(); length];
        for (at, point) in points.iter_mut().enumerate() {
            point.exposure = exposure.at(first.plus(i32::try_from(at).unwrap_or(0)));
        }
        let mut seen = FxHashSet::default();
        for occurrence in own {
            if seen.insert(&occurrence.id) {
                let at = usize::try_from(step.of(occurrence.day).index - first.index).unwrap_or(0);
                points[at].add(occurrence);
            }
        }
        Ok(Self { dyad: dyad.clone(), first, points })
    }

    /// How long its periods are.
    #[must_use]
    pub fn step(&self) -> Step {
        self.first.step
    }

    /// The period of a point.
    #[must_use]
    pub fn period(&self, at: usize) -> Period {
        self.first.plus(i32::try_from(at).unwrap_or(i32::MAX))
    }

    /// The place of a day's point; none outside the series.
    #[must_use]
    pub fn at(&self, day: Day) -> Option<usize> {
        usize::try_from(self.step().of(day).index - self.first.index).ok().filter(|at| *at < self.points.len())
    }

    /// The mean score of each period; none where no event has one.
    #[must_use]
    pub fn means(&self, measure: Measure) -> Vec<Option<f64>> {
        self.points.iter().map(|p| p.all.scores(measure).mean()).collect()
    }

    /// The scores of each period.
    #[must_use]
    pub fn scores(&self, measure: Measure) -> Vec<Scores> {
        self.points.iter().map(|p| *p.all.scores(measure)).collect()
    }

    /// The events of one of its points, by day and id.
    #[must_use]
    pub fn events_at<'a>(
        &self,
        at: usize,
        occurrences: impl IntoIterator<Item = &'a Occurrence>,
    ) -> Vec<&'a Occurrence> {
        let period = self.period(at);
        let mut own: Vec<&Occurrence> =
            occurrences.into_iter().filter(|o| period.step.of(o.day) == period && self.dyad.holds(o)).collect();
        own.sort_by(|a, b| (a.day, &a.id).cmp(&(b.day, &b.id)));
        own.dedup_by(|a, b| a.id == b.id);
        own
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::day_of;
    use crate::occurrence::Party;
    use proptest::prelude::*;

    fn event(id: &str, day: &str, root: EventType, score: f32) -> Occurrence {
        let mut o = Occurrence::new(id, day_of(day.parse().unwrap()), Party::new("PRK"), Party::new("KOR"), root);
        o.plover = Some(score);
        o
    }

    fn june() -> Vec<Occurrence> {
        let mut events = vec![
            event("a", "2024-05-28", EventType::Influence, -6.0),
            event("b", "2024-05-29", EventType::Threaten, -4.0),
            event("c", "2024-06-09", EventType::Influence, -6.0),
            event("d", "2024-06-10", EventType::Consult, 2.5),
        ];
        events[1].standing = Standing::Asserted;
        events[2].standing = Standing::Confirmed;
        events[3].documents = 3;
        let mut planned = event("e", "2024-06-10", EventType::Assault, -10.0);
        planned.realm = Realm::Forward;
        events.push(planned);
        events.push(events[0].clone());
        events
    }

    #[test]
    fn by_week() {
        let events = june();
        let series = Series::of(&Dyad::between("PRK", "KOR"), Step::Week, &Exposure::default(), &events).unwrap();
        assert_eq!(series.points.len(), 3);
        assert_eq!(series.first.to_string(), "2024-W22");
        let first = &series.points[0];
        assert_eq!((first.all.events, first.words.events, first.deeds.events), (2, 1, 1));
        assert_eq!(first.all.plover.mean(), Some(-5.0));
        assert_eq!(first.all.plover.scatter(), 2.0);
        assert_eq!(first.claimed().events, 1);
        assert_eq!(first.of_type(EventType::Influence), 1);
        assert_eq!(series.points[1].corroborated().events, 1);
        assert_eq!(series.points[2].all.documents, 3);
        assert_eq!(series.points[2].forward, 1);
        assert_eq!(series.points[2].of_quad(QuadClass::MaterialConflict), 0);
        let ids: Vec<&str> = series.events_at(0, &events).iter().map(|o| o.id.as_str()).collect();
        assert_eq!(ids, ["a", "b"]);
    }

    #[test]
    fn quiet_days_are_there() {
        let events = june();
        let series = Series::of(&Dyad::between("PRK", "KOR"), Step::Day, &Exposure::default(), &events).unwrap();
        assert_eq!(series.points.len(), 14);
        assert_eq!(series.means(Measure::Plover)[2], None);
        assert!(series.points.iter().all(|p| p.exposure == 1.0));
    }

    #[test]
    fn exposure_counts_everyone() {
        let mut events = june();
        events[0].reports = 5;
        let exposure = Exposure::of(Step::Month, &events[..5]);
        assert_eq!(exposure.at(Step::Month.of(events[0].day)), 6.0);
        assert_eq!(exposure.at(Step::Month.of(0)), 0.0);
    }

    #[test]
    fn what_cannot_be() {
        let dyad = Dyad::between("PRK", "JPN");
        assert!(matches!(Series::of(&dyad, Step::Day, &Exposure::default(), &june()), Err(SeriesError::Empty(_))));
        assert!(matches!(
            Series::between(&dyad, Step::Day, &Exposure::default(), 5, 4, &[]),
            Err(SeriesError::Backwards { .. })
        ));
        assert!(matches!(
            Series::between(&dyad, Step::Day, &Exposure::default(), -700_000, 700_000, &[]),
            Err(SeriesError::TooLong { .. })
        ));
    }

    proptest! {
        #[test]
        fn order_does_not_matter(days in prop::collection::vec((0i32..90, -100i32..100), 1..40), seed in 0usize..40) {
            let mut events: Vec<Occurrence> = days
                .iter()
                .enumerate()
                .map(|(i, (day, score))| {
                    let mut o = Occurrence::new(
                        format!("e{i}"), *day, Party::new("A"), Party::new("B"), EventType::ALL[i % 17]);
                    o.plover = Some(*score as f32 / 10.0);
                    o
                })
                .collect();
            let dyad = Dyad::between("A", "B");
            let straight = Series::of(&dyad, Step::Week, &Exposure::default(), &events).unwrap();
            let at = seed % events.len();
            events.rotate_left(at);
            events.reverse();
            prop_assert_eq!(&straight, &Series::of(&dyad, Step::Week, &Exposure::default(), &events).unwrap());
            let total: u32 = straight.points.iter().map(|p| p.all.events).sum();
            prop_assert_eq!(total as usize, events.len());
            for point in &straight.points {
                prop_assert_eq!(point.all.events, point.words.events + point.deeds.events);
                prop_assert_eq!(point.all.events, point.standing.iter().map(|t| t.events).sum::<u32>());
            }
        }
    }
}
