//! Ours and theirs, of the same dyad and days.

use std::collections::{BTreeMap, BTreeSet};

use detente_memory::ask::Bucket;
use detente_memory::day;
use detente_memory::foreign::Point;
use detente_record::QuadClass;
use serde::Serialize;

/// What one source has of a dyad in a piece of time.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Tally {
    /// Events.
    pub events: usize,
    /// By quad class: verbal cooperation, material cooperation, verbal conflict, material conflict.
    pub quads: [usize; 4],
    /// Events with neither type nor code that tells the class.
    pub unclassed: usize,
    /// By PLOVER type; `-` where there is none (statements, appeals).
    pub types: BTreeMap<String, usize>,
    /// Sum of the PLOVER scores.
    pub score: f64,
}

impl Tally {
    fn add(&mut self, point: &Point) {
        self.events += 1;
        match point.quad.and_then(|quad| QuadClass::ALL.iter().position(|q| *q == quad)) {
            Some(at) => self.quads[at] += 1,
            None => self.unclassed += 1,
        }
        *self.types.entry(point.event_type.map_or("-", |t| t.code()).to_owned()).or_default() += 1;
        self.score = ((self.score + point.score.unwrap_or(0.0)) * 100.0).round() / 100.0;
    }
}

/// A piece of time.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Piece {
    /// Its first day.
    pub start: String,
    /// What we have.
    pub ours: Tally,
    /// What they have.
    pub theirs: Tally,
}

/// One side acting upon the other.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Direction {
    /// Who acts.
    pub actor: String,
    /// To whom.
    pub recipient: String,
    /// Pieces of time in which either has an event, in order.
    pub pieces: Vec<Piece>,
    /// All that we have.
    pub ours: Tally,
    /// All that they have.
    pub theirs: Tally,
    /// Pieces in which both have an event.
    pub both: usize,
    /// Pieces in which only we have one.
    pub only_ours: Vec<String>,
    /// Pieces in which only they have one.
    pub only_theirs: Vec<String>,
    /// Pearson's correlation of the numbers of events over all pieces of the period, those without an event too; none
    /// when there are fewer than three pieces or one side never changes.
    pub correlation_events: Option<f64>,
    /// The same of the sums of scores.
    pub correlation_score: Option<f64>,
}

/// Compares the events of one directed dyad over a period, both days included.
#[must_use]
pub fn compare(
    (actor, recipient): (&str, &str),
    ours: &[Point],
    theirs: &[Point],
    bucket: Bucket,
    (since, until): (i32, i32),
) -> Direction {
    let mut pieces: BTreeMap<i32, (Tally, Tally)> = BTreeMap::new();
    let (mut all_ours, mut all_theirs) = (Tally::default(), Tally::default());
    let within = |p: &&Point| (since..=until).contains(&p.day);
    for point in ours.iter().filter(within) {
        pieces.entry(bucket.start(point.day)).or_default().0.add(point);
        all_ours.add(point);
    }
    for point in theirs.iter().filter(within) {
        pieces.entry(bucket.start(point.day)).or_default().1.add(point);
        all_theirs.add(point);
    }
    let starts: BTreeSet<i32> = (since..=until).map(|d| bucket.start(d)).collect();
    let series = |of: fn(&(Tally, Tally)) -> (f64, f64)| -> Vec<(f64, f64)> {
        starts.iter().map(|start| pieces.get(start).map_or((0.0, 0.0), of)).collect()
    };
    #[allow(clippy::cast_precision_loss, reason = "counts")]
    let events = series(|(a, b)| (a.events as f64, b.events as f64));
    let scores = series(|(a, b)| (a.score, b.score));
    let only = |of: fn(&(Tally, Tally)) -> bool| -> Vec<String> {
        pieces.iter().filter(|(_, p)| of(p)).map(|(start, _)| day::text(*start)).collect()
    };
    Direction {
        actor: actor.to_owned(),
        recipient: recipient.to_owned(),
        ours: all_ours,
        theirs: all_theirs,
        both: pieces.values().filter(|(a, b)| a.events > 0 && b.events > 0).count(),
        only_ours: only(|(_, b)| b.events == 0),
        only_theirs: only(|(a, _)| a.events == 0),
        correlation_events: correlation(&events),
        correlation_score: correlation(&scores),
        pieces: pieces
            .into_iter()
            .map(|(start, (ours, theirs))| Piece { start: day::text(start), ours, theirs })
            .collect(),
    }
}

/// Pearson's correlation coefficient, to three places.
fn correlation(pairs: &[(f64, f64)]) -> Option<f64> {
    if pairs.len() < 3 {
        return None;
    }
    #[allow(clippy::cast_precision_loss, reason = "counts")]
    let n = pairs.len() as f64;
    let (mean_x, mean_y) = (pairs.iter().map(|p| p.0).sum::<f64>() / n, pairs.iter().map(|p| p.1).sum::<f64>() / n);
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    for (x, y) in pairs {
        xx += (x - mean_x).powi(2);
        yy += (y - mean_y).powi(2);
        xy += (x - mean_x) * (y - mean_y);
    }
    let r = xy / (xx * yy).sqrt();
    r.is_finite().then(|| (r * 1000.0).round() / 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use detente_record::EventType;
    use proptest::prelude::*;

    fn point(day: i32, event_type: EventType, score: f64) -> Point {
        Point {
            day,
            event_type: Some(event_type),
            quad: Some(event_type.quad_class()),
            score: Some(score),
            goldstein: None,
        }
    }

    #[test]
    fn counts_sums_and_days_that_one_has() {
        let ours =
            [point(10, EventType::Assault, -9.0), point(10, EventType::Aid, 10.0), point(12, EventType::Accuse, -3.0)];
        let theirs = [point(10, EventType::Assault, -9.0), point(14, EventType::Consult, 2.5)];
        let found = compare(("PRK", "KOR"), &ours, &theirs, Bucket::Day, (10, 14));
        assert_eq!(found.ours.events, 3);
        assert_eq!(found.ours.quads, [0, 1, 1, 1]);
        assert!((found.ours.score - -2.0).abs() < 1e-9);
        assert_eq!(found.both, 1);
        assert_eq!(found.only_ours, [day::text(12)]);
        assert_eq!(found.only_theirs, [day::text(14)]);
        // (2,1) (0,0) (1,0) (0,0) (0,1), by hand: covariance 1.8 - 0.6 * 0.4 * 5 = 0.8, variances 3.2 and 1.2.
        assert_eq!(found.correlation_events, Some(0.408));
        let short = compare(("PRK", "KOR"), &ours, &theirs, Bucket::Day, (10, 11));
        assert_eq!((short.pieces.len(), short.correlation_events), (1, None));
    }

    proptest! {
        #[test]
        fn each_event_is_counted_once(days in prop::collection::vec(0..40_i32, 0..30), other in prop::collection::vec(0..40_i32, 0..30)) {
            let of = |days: &[i32]| days.iter().map(|d| point(*d, EventType::Accuse, -3.0)).collect::<Vec<_>>();
            let found = compare(("A", "B"), &of(&days), &of(&other), Bucket::Week, (5, 30));
            let inside = |days: &[i32]| days.iter().filter(|d| (5..=30).contains(*d)).count();
            prop_assert_eq!(found.ours.events, inside(&days));
            prop_assert_eq!(found.pieces.iter().map(|p| p.theirs.events).sum::<usize>(), inside(&other));
            prop_assert_eq!(found.both + found.only_ours.len() + found.only_theirs.len(), found.pieces.len());
            let turned = compare(("A", "B"), &of(&other), &of(&days), Bucket::Week, (5, 30));
            prop_assert_eq!(turned.correlation_events, found.correlation_events);
        }
    }
}
