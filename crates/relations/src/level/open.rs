//! What moved the level: from a point to its events.

use smol_str::SmolStr;

use super::filter::Level;
use crate::calendar::Day;
use crate::occurrence::{Occurrence, Realm};
use crate::tally::Measure;

/// What one event did to a level.
#[derive(Clone, Debug, PartialEq)]
pub struct Contribution {
    /// Id of the event.
    pub id: SmolStr,
    /// Its day.
    pub day: Day,
    /// Its score.
    pub score: f64,
    /// By how many points of the score it moved the level.
    pub moved: f64,
}

/// A point, opened.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// The level before the period's events; none at a diffuse start.
    pub before: Option<f64>,
    /// The level with them.
    pub after: f64,
    /// What each of the period's events did; those that moved it most first. They add up to `after` less `before` (less
    /// nothing at a diffuse start).
    pub contributions: Vec<Contribution>,
}

impl Level {
    /// Opens a point of the filtered level to the events of its period: each moves it by the gain times its distance from
    /// the predicted level, shared among the events. Give the events of that point (`Series::events_at`); those without a
    /// score and those yet to come moved nothing and are left out.
    #[must_use]
    pub fn open<'a>(
        &self,
        at: usize,
        measure: Measure,
        events: impl IntoIterator<Item = &'a Occurrence>,
    ) -> Option<Opened> {
        let after = self.filtered.get(at)?.mean;
        let predicted = self.predicted[at];
        let before = predicted.variance.is_finite().then_some(predicted.mean);
        let scored = scored(measure, events);
        let Some(innovation) = self.innovations[at] else {
            return Some(Opened { before, after, contributions: Vec::new() });
        };
        #[allow(clippy::cast_precision_loss, reason = "far fewer than 2^52 events")]
        let each = innovation.gain / scored.len().max(1) as f64;
        let from = before.unwrap_or(0.0);
        Some(Opened { before, after, contributions: ranked(scored, |_, score| each * (score - from)) })
    }

    /// The events of any period that pulled the smoothed level of one period furthest from a reference level (such as the
    /// mean of all periods), the strongest first. `events` are those of the whole series; `place` tells the point that a
    /// day lies in (`Series::at`).
    #[must_use]
    pub fn pulled<'a>(
        &self,
        at: usize,
        reference: f64,
        measure: Measure,
        events: impl IntoIterator<Item = &'a Occurrence>,
        place: impl Fn(Day) -> Option<usize>,
    ) -> Vec<Contribution> {
        let weights = self.weights(at);
        let scored = scored(measure, events);
        let mut counts = vec![0u32; weights.len()];
        for (_, day, _) in &scored {
            if let Some(count) = place(*day).and_then(|p| counts.get_mut(p)) {
                *count += 1;
            }
        }
        ranked(scored, |day, score| match place(day).filter(|p| *p < weights.len()) {
            Some(p) => weights[p] / f64::from(counts[p].max(1)) * (score - reference),
            None => 0.0,
        })
    }
}

fn scored<'a>(measure: Measure, events: impl IntoIterator<Item = &'a Occurrence>) -> Vec<(SmolStr, Day, f64)> {
    events
        .into_iter()
        .filter(|o| o.realm == Realm::Happened)
        .filter_map(|o| Some((o.id.clone(), o.day, measure.of(o)?)))
        .collect()
}

fn ranked(scored: Vec<(SmolStr, Day, f64)>, moved: impl Fn(Day, f64) -> f64) -> Vec<Contribution> {
    let mut contributions: Vec<Contribution> =
        scored.into_iter().map(|(id, day, score)| Contribution { id, day, score, moved: moved(day, score) }).collect();
    contributions
        .sort_by(|a, b| b.moved.abs().total_cmp(&a.moved.abs()).then_with(|| (a.day, &a.id).cmp(&(b.day, &b.id))));
    contributions
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Step;
    use crate::dyad::Dyad;
    use crate::occurrence::Party;
    use crate::series::{Exposure, Series};
    use detente_record::EventType;

    #[test]
    fn contributions_add_up() {
        let events: Vec<Occurrence> = (0..40i32)
            .map(|i| {
                let mut o =
                    Occurrence::new(format!("e{i}"), i / 2, Party::new("A"), Party::new("B"), EventType::Accuse);
                #[allow(clippy::cast_precision_loss)]
                let score = ((i * 7) % 11) as f32 - 5.0;
                o.plover = Some(score);
                o
            })
            .collect();
        let series = Series::of(&Dyad::between("A", "B"), Step::Week, &Exposure::default(), &events).unwrap();
        let level = Level::fitted(&series.scores(Measure::Plover)).unwrap();
        for at in 0..series.points.len() {
            let opened = level.open(at, Measure::Plover, series.events_at(at, &events)).unwrap();
            let sum: f64 = opened.contributions.iter().map(|c| c.moved).sum();
            assert!((opened.before.unwrap_or(0.0) + sum - opened.after).abs() < 1e-9);
            assert!(opened.contributions.windows(2).all(|w| w[0].moved.abs() >= w[1].moved.abs()));
            let pulled = level.pulled(at, 1.5, Measure::Plover, &events, |day| series.at(day));
            let sum: f64 = pulled.iter().map(|c| c.moved).sum();
            assert!((1.5 + sum - level.smoothed[at].mean).abs() < 1e-9);
        }
    }
}
