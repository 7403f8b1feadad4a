//! The temperature of a relation: what is done in a period, by number and score, for the coverage there was.
//!
//! The mean score of events says in what tone two sides deal with each other, not how much passes between them: a side
//! that was silent for months and then acts twice has no mean to fall from. The temperature is the sum of the scores of a
//! period's events for the coverage that is usual:
//!
//! ```text
//! net(t)         = Σ score / exposure(t) × usual exposure
//! net(t)         = temperature(t) + e(t)      e(t) ~ N(0, v × usual / exposure(t))
//! temperature(t) = temperature(t-1) + w(t)    w(t) ~ N(0, q)
//! ```
//!
//! with `v` and `q` at their posterior mode (the likelihood of the Kalman filter, Durbin and Koopman 2012, §7.2, times a
//! weak log-normal prior on `q / v`). Silence is an observation, as far as there was something to be read: a period
//! without any document is missing. Coverage below a quarter of the usual counts as a quarter, so that one article in a
//! silent week is no storm.

use detente_relations::breaks::{Count, RateModel, RegimeModel};
use detente_relations::level::Start;
use detente_relations::math::search::least;
use detente_relations::{Estimate, Level, LevelModel, Scores, Series};

use crate::relation::MEASURE;

/// A period of usual coverage counts as so many looks at the relation; only its ratio to others matters.
pub(crate) const LOOKS: f64 = 20.0;
/// Coverage is not taken to be less than this share of the usual.
const LEAST: f64 = 0.25;
/// Where the ratio of step to observation variance is looked for, and how far from it (in logarithms) it is believed
/// before the data speak.
const RATIO: f64 = 0.02;
const SPREAD: f64 = 2.0;

/// The temperature of a series.
#[derive(Clone, Debug, PartialEq)]
pub struct Flow {
    /// The sum of each period's scores for usual coverage; none where nothing was to be read.
    pub net: Vec<Option<f64>>,
    /// By what each score of a period is multiplied.
    pub scale: Vec<f64>,
    /// The mean exposure of the periods that have any.
    pub usual: f64,
    /// Its smoothed level; none where nothing ever happens.
    pub level: Option<Level>,
}

/// The temperature of a series.
#[must_use]
pub fn of(series: &Series) -> Flow {
    let seen: Vec<f64> = series.points.iter().map(|p| p.exposure).filter(|e| *e > 0.0).collect();
    #[allow(clippy::cast_precision_loss, reason = "few periods")]
    let usual = if seen.is_empty() { 1.0 } else { seen.iter().sum::<f64>() / seen.len() as f64 };
    let exposure = |at: usize| {
        let e = series.points[at].exposure;
        (e > 0.0).then(|| (e / usual).max(LEAST))
    };
    let places = 0..series.points.len();
    let scale: Vec<f64> = places.clone().map(|at| exposure(at).map_or(1.0, |e| 1.0 / e)).collect();
    let net: Vec<Option<f64>> = places
        .map(|at| {
            let sum = series.points[at].all.scores(MEASURE).sum;
            // What happened on a day without a document was read later: it counts as usual.
            (exposure(at).is_some() || series.points[at].all.events > 0).then(|| sum * scale[at])
        })
        .collect();
    let looks: Vec<Scores> = net
        .iter()
        .zip(&scale)
        .map(|(net, scale)| {
            net.map_or_else(Scores::default, |net| {
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 1 to a few thousand")]
                let events = (LOOKS / scale).round().clamp(1.0, 10_000.0) as u32;
                Scores { events, sum: net * f64::from(events), squares: net * net * f64::from(events) }
            })
        })
        .collect();
    Flow { level: fit(&looks, &net).map(|model| Level::of(model, &looks)), net, scale, usual }
}

fn fit(looks: &[Scores], net: &[Option<f64>]) -> Option<LevelModel> {
    let known: Vec<f64> = net.iter().copied().flatten().collect();
    if known.len() < 3 {
        return None;
    }
    #[allow(clippy::cast_precision_loss, reason = "few periods")]
    let n = known.len() as f64;
    let mean = known.iter().sum::<f64>() / n;
    let variance = known.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n;
    if variance < 1e-9 {
        return None;
    }
    let model = |x: &[f64]| LevelModel {
        event_variance: x[0].exp() * LOOKS,
        period_variance: 0.0,
        step_variance: (x[0] + x[1]).exp(),
        start: Start::Diffuse,
    };
    let start = [variance.ln(), RATIO.ln()];
    let cost = |x: &[f64]| {
        let prior = ((x[1] - RATIO.ln()) / SPREAD).powi(2);
        0.5 * prior - Level::of(model(x), looks).log_likelihood
    };
    let (best, _) = least(&start, 1.0, 120, cost);
    Some(model(&best))
}

/// What stays the same within a regime: how often there is conflict, and how often cooperation, for the coverage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Conduct {
    conflict: RateModel,
    cooperation: RateModel,
    /// Mean score of an event of conflict and of cooperation, times the usual exposure.
    scores: (f64, f64),
}

/// A period: events of conflict and of cooperation.
pub type Acts = (Count, Count);

impl Conduct {
    /// The acts of a series, and the model for them.
    #[must_use]
    pub fn of(series: &Series, usual: f64) -> (Self, Vec<Acts>) {
        use detente_record::QuadClass as Q;
        let count = |quads: [Q; 2]| -> Vec<Count> {
            series
                .points
                .iter()
                .map(|p| Count { events: quads.iter().map(|q| p.of_quad(*q)).sum(), exposure: p.exposure })
                .collect()
        };
        let conflict = count([Q::VerbalConflict, Q::MaterialConflict]);
        let cooperation = count([Q::VerbalCooperation, Q::MaterialCooperation]);
        let (mut sums, mut events) = ((0.0, 0.0), (0.0, 0.0));
        for (at, point) in series.points.iter().enumerate() {
            let (bad, good) = (f64::from(conflict[at].events), f64::from(cooperation[at].events));
            let total = bad + good;
            if total > 0.0 {
                // The scores are kept for all events of a period together: shared by number.
                let sum = point.all.scores(MEASURE).sum;
                if good == 0.0 {
                    sums.0 += sum;
                    events.0 += bad;
                } else if bad == 0.0 {
                    sums.1 += sum;
                    events.1 += good;
                }
            }
        }
        // Where no period has one kind alone: the middle of the scores of that kind's types.
        let mean = |sum: f64, n: f64, middle: f64| if n > 0.0 { sum / n } else { middle };
        let scores = (mean(sums.0, events.0, -5.0) * usual, mean(sums.1, events.1, 4.0) * usual);
        let model = Self { conflict: RateModel::of(&conflict), cooperation: RateModel::of(&cooperation), scores };
        (model, conflict.into_iter().zip(cooperation).collect())
    }
}

impl RegimeModel for Conduct {
    type Datum = Acts;
    type Run = (<RateModel as RegimeModel>::Run, <RateModel as RegimeModel>::Run);

    fn is_observed(&self, datum: Acts) -> bool {
        self.conflict.is_observed(datum.0)
    }

    fn fresh(&self) -> Self::Run {
        (self.conflict.fresh(), self.cooperation.fresh())
    }

    fn add(&self, run: &mut Self::Run, datum: Acts) -> f64 {
        self.conflict.add(&mut run.0, datum.0) + self.cooperation.add(&mut run.1, datum.1)
    }

    /// The sum of the scores of a period of usual coverage.
    fn estimate(&self, run: &Self::Run) -> Estimate {
        let (bad, good) = (self.conflict.estimate(&run.0), self.cooperation.estimate(&run.1));
        Estimate {
            mean: bad.mean * self.scores.0 + good.mean * self.scores.1,
            variance: bad.variance * self.scores.0.powi(2) + good.variance * self.scores.1.powi(2),
        }
    }
}

#[cfg(test)]
mod tests {
    use detente_record::EventType;
    use detente_relations::breaks::segment;
    use detente_relations::{Dyad, Exposure, Occurrence, Party, Step};

    use super::*;

    /// Weeks of one event each of some kind, with documents every week.
    fn series(acts: &[Option<(EventType, f32)>], documents: &[f64]) -> Series {
        let events: Vec<Occurrence> = acts
            .iter()
            .enumerate()
            .filter_map(|(week, act)| {
                let (root, score) = (*act)?;
                let day = i32::try_from(week).unwrap() * 7 + 4;
                let mut o = Occurrence::new(format!("e{week}"), day, Party::new("A"), Party::new("B"), root);
                o.plover = Some(score);
                Some(o)
            })
            .collect();
        let weeks = (0i32..).zip(documents).map(|(week, n)| (Step::Week.of(week * 7 + 4), *n));
        let last = i32::try_from(acts.len()).unwrap() * 7 - 3;
        let exposure = Exposure::new(Step::Week, weeks);
        Series::between(&Dyad::between("A", "B"), Step::Week, &exposure, 4, last, &events).unwrap()
    }

    #[test]
    fn acts_after_silence_are_a_fall() {
        let mut acts = vec![None; 30];
        acts.extend(vec![Some((EventType::Assault, -9.0)); 10]);
        let series = series(&acts, &[10.0; 40]);
        let flow = of(&series);
        let level = flow.level.unwrap();
        assert!(level.smoothed[5].mean > -1.0 && level.smoothed[37].mean < -6.0);
        let (model, data) = Conduct::of(&series, flow.usual);
        let cut = segment(&model, 26.0, &data);
        let found: Vec<_> = cut.sure(0.5).collect();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].at, 30);
        assert!(found[0].before.mean > -1.0 && found[0].after.mean < -6.0, "{found:?}");
    }

    #[test]
    fn more_news_is_not_more_war() {
        // Three times the documents, and with them three weeks of each four instead of one with an act.
        let acts: Vec<_> = (0..40)
            .map(|w| (if w < 20 { w % 4 == 0 } else { w % 4 != 0 }).then_some((EventType::Accuse, -4.0)))
            .collect();
        let documents: Vec<f64> = (0..40).map(|w| if w < 20 { 10.0 } else { 30.0 }).collect();
        let series = series(&acts, &documents);
        let (model, data) = Conduct::of(&series, of(&series).usual);
        assert_eq!(segment(&model, 26.0, &data).sure(0.5).count(), 0);
        let level = of(&series).level.unwrap();
        assert!((level.smoothed[5].mean - level.smoothed[35].mean).abs() < 1.0);
    }

    #[test]
    fn nothing_to_read_is_missing_and_nothing_happening_is_no_level() {
        let mut documents = vec![10.0; 10];
        documents[4] = 0.0;
        let silent = of(&series(&[None; 10], &documents));
        assert_eq!(silent.net.iter().filter(|n| n.is_none()).count(), 1);
        assert!(silent.level.is_none());
    }
}
