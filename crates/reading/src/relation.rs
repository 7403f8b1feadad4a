//! A relation over time, put together: both directions, their levels, breaks, changes, and what is still open.

use detente_memory::Store;
use detente_memory::ledger::stats::Statistic;
use detente_relations::{Day, Dyad, Exposure, Level, Measure, Occurrence, Realm, Series, SeriesError, Side, Step};
use serde::Serialize;

use crate::breaks::{self, BreakRow};
use crate::flow::{self, Flow};
use crate::ledger;
use crate::norm::{self, LeadRow, NormRow, StandoutRow};
use crate::rows::{CommitmentRow, EventRow, LevelRow, PointRow, hundredths};
use crate::source::Source;

/// From this probability on a change is called one.
pub const SURE: f64 = 0.9;
/// The measure of all readings.
pub const MEASURE: Measure = Measure::Plover;

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// One side.
    pub one: Side,
    /// The other.
    pub other: Side,
    /// First day; the first that the store has a document or event of when not given.
    pub since: Option<Day>,
    /// Last day.
    pub until: Option<Day>,
    /// How long the periods are; found from the length of time when not given.
    pub step: Option<Step>,
}

/// Why there is no reading.
#[derive(Debug, thiserror::Error)]
pub enum ReadingError {
    /// No event of the two sides.
    #[error(
        "the store holds no event between {one} and {other}{when}; `detente events --actor {one}` lists what it holds"
    )]
    NoEvents {
        /// One side.
        one: String,
        /// The other.
        other: String,
        /// The days, in words.
        when: String,
    },
    /// The series cannot be made.
    #[error(transparent)]
    Series(#[from] SeriesError),
    /// The store fails.
    #[error(transparent)]
    Store(#[from] detente_memory::MemoryError),
}

/// How a relation went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Course {
    /// It is worse than before, surely enough.
    Deteriorated,
    /// Neither is sure.
    Unchanged,
    /// It is better than before, surely enough.
    Improved,
}

impl Course {
    /// As it is written.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Deteriorated => "deteriorated",
            Self::Unchanged => "unchanged",
            Self::Improved => "improved",
        }
    }

    /// An arrow for it.
    #[must_use]
    pub fn arrow(self) -> &'static str {
        match self {
            Self::Deteriorated => "↓",
            Self::Unchanged => "→",
            Self::Improved => "↑",
        }
    }
}

/// How a level changed from one period to another.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChangeRow {
    /// The earlier period.
    pub from: String,
    /// The later one.
    pub to: String,
    /// The level then.
    pub before: f64,
    /// The level now.
    pub after: f64,
    /// By how many points it changed.
    pub by: f64,
    /// 80 per cent band of the change.
    pub band80: (f64, f64),
    /// Probability that it fell.
    pub fell: f64,
    /// What this amounts to.
    pub course: Course,
}

/// What moved the level.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MovedRow {
    /// By how many points it moves the sum of the scores of the last period.
    pub by: f64,
    /// The event.
    pub event: EventRow,
}

/// The parameters of a level.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ModelRow {
    /// Variance of single events' scores.
    pub event_variance: f64,
    /// Variance of what all events of a period have in common.
    pub period_variance: f64,
    /// Variance of the level's steps.
    pub step_variance: f64,
    /// Log-likelihood.
    pub log_likelihood: f64,
}

/// One direction of a relation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Direction {
    /// Who acts.
    pub actor: String,
    /// To whom.
    pub recipient: String,
    /// Number of events that happened.
    pub events: u32,
    /// Number of acts yet to come.
    pub forward: u32,
    /// Documents behind the events.
    pub documents: u32,
    /// The temperature's parameters; none with too few events.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<ModelRow>,
    /// The tone's parameters; none with too few events.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tone_model: Option<ModelRow>,
    /// The change of the temperature within the last month.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub month: Option<ChangeRow>,
    /// The last period against its own past.
    pub norm: Vec<NormRow>,
    /// The worst of the periods that stand out against their own past year.
    pub standouts: Vec<StandoutRow>,
    /// Whether hostile words lead or follow hostile deeds; none where it may as well be chance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead: Option<LeadRow>,
    /// Where the temperature broke.
    pub breaks: Vec<BreakRow>,
    /// Where the mean score broke.
    pub tone_breaks: Vec<BreakRow>,
    /// What moved the temperature most in the last month.
    pub moved: Vec<MovedRow>,
    /// The periods.
    pub points: Vec<PointRow>,
    /// The events, by day.
    #[serde(skip)]
    pub rows: Vec<EventRow>,
    /// What relations reckon with.
    #[serde(skip)]
    pub sums: Sums,
}

/// A series with its temperature, for further reckoning.
#[derive(Clone, Debug, PartialEq)]
pub struct Sums {
    /// The series.
    pub series: Series,
    /// Its temperature.
    pub flow: Flow,
}

/// A relation over time.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Relation {
    /// One side.
    pub one: String,
    /// The other.
    pub other: String,
    /// How long the periods are.
    pub by: String,
    /// What counts are held against: `documents`, or `time` where there are documents on fewer than half of the
    /// days.
    pub per: String,
    /// First and last day.
    pub days: (String, String),
    /// The same as numbers.
    #[serde(skip)]
    pub span: (Day, Day),
    /// From one to the other, and back.
    pub directions: Vec<Direction>,
    /// What one committed to towards the other and stands open, and the other way round.
    pub open: Vec<CommitmentRow>,
    /// How far the word of each can be relied on towards the other, by kind of commitment, over the whole store.
    pub word: Vec<Statistic>,
}

/// Puts a relation together.
///
/// # Errors
/// When the store holds no event of the two sides in these days, or cannot be read.
pub fn relation(store: &Store, source: &Source, question: &Question) -> Result<Relation, ReadingError> {
    let dyad = Dyad::new(question.one.clone(), question.other.clone());
    let ways = [dyad.clone(), dyad.reversed()];
    let inside = |day: Day| question.since.is_none_or(|d| day >= d) && question.until.is_none_or(|d| day <= d);
    let days = || source.occurrences.iter().filter(|o| inside(o.day) && ways.iter().any(|w| w.holds(o))).map(|o| o.day);
    let (Some(first), Some(last)) = (days().min(), days().max()) else {
        return Err(ReadingError::NoEvents {
            one: question.one.to_string(),
            other: question.other.to_string(),
            when: within(question.since, question.until),
        });
    };
    // Where there was something to read, silence is an observation: the series spans all documents.
    let read = || source.coverage.iter().map(|(day, _)| *day);
    let from = question.since.unwrap_or_else(|| read().min().map_or(first, |day| day.min(first)));
    let to = question.until.unwrap_or_else(|| read().max().map_or(last, |day| day.max(last)));
    let step = question.step.unwrap_or_else(|| step_for(from, to));
    let (per, exposure) = source.exposure(step, (from, to));
    let directions: Result<Vec<Direction>, ReadingError> =
        ways.iter().map(|way| direction(source, way, step, &exposure, (from, to))).collect();
    let (mut open, mut word) = (Vec::new(), Vec::new());
    for way in &ways {
        open.extend(ledger::of(store, way)?.into_iter().filter(CommitmentRow::is_open));
        word.extend(ledger::kept(store, way)?);
    }
    Ok(Relation {
        one: question.one.to_string(),
        other: question.other.to_string(),
        by: step.code().into(),
        per: per.code().into(),
        days: (detente_memory::day::text(from), detente_memory::day::text(to)),
        span: (from, to),
        directions: directions?,
        open,
        word,
    })
}

/// Days up to three years are counted by week, longer times by month.
#[must_use]
pub fn step_for(from: Day, to: Day) -> Step {
    if to - from <= 3 * 366 { Step::Week } else { Step::Month }
}

fn within(since: Option<Day>, until: Option<Day>) -> String {
    let text = detente_memory::day::text;
    match (since, until) {
        (Some(a), Some(b)) => format!(" from {} to {}", text(a), text(b)),
        (Some(a), None) => format!(" since {}", text(a)),
        (None, Some(b)) => format!(" until {}", text(b)),
        (None, None) => String::new(),
    }
}

fn direction(
    source: &Source,
    way: &Dyad,
    step: Step,
    exposure: &Exposure,
    days: (Day, Day),
) -> Result<Direction, ReadingError> {
    let own: Vec<&Occurrence> = source.occurrences.iter().filter(|o| way.holds(o)).collect();
    let series = Series::between(way, step, exposure, days.0, days.1, own.iter().copied())?;
    let flow = flow::of(&series);
    let tone = Level::fitted(&series.scores(MEASURE)).ok();
    let points: Vec<PointRow> = series
        .points
        .iter()
        .enumerate()
        .map(|(at, point)| {
            let of = |level: &Option<Level>| level.as_ref().and_then(|l| level_row(l, at));
            PointRow::of(series.period(at), point, flow.net[at], of(&flow.level), of(&tone))
        })
        .collect();
    let inside: Vec<&Occurrence> = own.iter().copied().filter(|o| days.0 <= o.day && o.day <= days.1).collect();
    let rows = rows(source, &inside);
    let breaks = breaks::of_conduct(&series, &flow, &inside, &rows);
    let tone_breaks = breaks::of_score(&series, &inside, &rows);
    let last = series.points.len().saturating_sub(1);
    let back = last.checked_sub(month_of(step));
    Ok(Direction {
        actor: way.actor.to_string(),
        recipient: way.recipient.to_string(),
        events: series.points.iter().map(|p| p.all.events).sum(),
        forward: series.points.iter().map(|p| p.forward).sum(),
        documents: series.points.iter().map(|p| p.all.documents).sum(),
        model: flow.level.as_ref().map(model_row),
        tone_model: tone.as_ref().map(model_row),
        month: flow.level.as_ref().zip(back).and_then(|(level, back)| change(&series, level, back, last)),
        norm: norm::of(&series, &flow, last),
        standouts: norm::standouts(&series, &flow, &rows),
        lead: norm::lead_of(&series),
        breaks,
        tone_breaks,
        moved: moved(source, &series, &flow, &inside, back.map_or(0, |b| b + 1)..=last),
        points,
        rows,
        sums: Sums { series, flow },
    })
}

fn model_row(level: &Level) -> ModelRow {
    ModelRow {
        event_variance: level.model.event_variance,
        period_variance: level.model.period_variance,
        step_variance: level.model.step_variance,
        log_likelihood: level.log_likelihood,
    }
}

/// Periods of about a month.
#[must_use]
pub fn month_of(step: Step) -> usize {
    match step {
        Step::Day => 30,
        Step::Week => 4,
        Step::Month => 1,
    }
}

fn level_row(level: &Level, at: usize) -> Option<LevelRow> {
    let smoothed = level.smoothed.get(at).filter(|e| e.variance.is_finite())?;
    Some(LevelRow {
        mean: smoothed.mean,
        at_the_time: level.filtered[at].mean,
        band80: smoothed.band(0.8),
        band95: smoothed.band(0.95),
    })
}

/// How the level changed between two periods; none where it is not known at one of them.
#[must_use]
pub fn change(series: &Series, level: &Level, from: usize, to: usize) -> Option<ChangeRow> {
    let change = level.change(from, to).filter(|c| c.variance.is_finite() && c.variance > 0.0)?;
    let (before, after) = (level.smoothed[from].mean, level.smoothed[to].mean);
    let fell = change.below(0.0);
    let course = match fell {
        p if p >= SURE => Course::Deteriorated,
        p if p <= 1.0 - SURE => Course::Improved,
        _ => Course::Unchanged,
    };
    Some(ChangeRow {
        from: series.period(from).to_string(),
        to: series.period(to).to_string(),
        before,
        after,
        by: change.mean,
        band80: change.band(0.8),
        fell,
        course,
    })
}

/// Events that happened, and those yet to come, as rows by day.
fn rows(source: &Source, own: &[&Occurrence]) -> Vec<EventRow> {
    let mut rows: Vec<EventRow> = own.iter().filter_map(|o| source.of(&o.id)).map(EventRow::of).collect();
    rows.sort_by(|a, b| (a.number, &a.id).cmp(&(b.number, &b.id)));
    rows.dedup_by(|a, b| a.id == b.id);
    rows
}

/// Events of some periods that pull the temperature of the last of these most, the strongest first.
pub(crate) fn moved(
    source: &Source,
    series: &Series,
    flow: &Flow,
    own: &[&Occurrence],
    places: std::ops::RangeInclusive<usize>,
) -> Vec<MovedRow> {
    const MOST: usize = 5;
    let Some(level) = &flow.level else { return Vec::new() };
    let weights = level.weights(*places.end());
    let mut all: Vec<(f64, &Occurrence)> = own
        .iter()
        .filter(|o| o.realm == Realm::Happened)
        .filter_map(|o| {
            let at = series.at(o.day).filter(|at| places.contains(at))?;
            Some((weights[at] * flow.scale[at] * MEASURE.of(o)?, *o))
        })
        .collect();
    all.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()).then_with(|| (a.1.day, &a.1.id).cmp(&(b.1.day, &b.1.id))));
    all.into_iter()
        .take(MOST)
        .filter_map(|(by, o)| Some(MovedRow { by: hundredths(by), event: EventRow::of(source.of(&o.id)?) }))
        .collect()
}
