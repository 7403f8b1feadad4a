//! Change points of a whole history.

use super::model::RegimeModel;
use super::online::Online;
use crate::level::Estimate;

/// A change point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Break {
    /// Place of the first point of the new regime, where it is most probable.
    pub at: usize,
    /// Probability that there is a change in the stretch that holds 95% of its place, given the whole history and whatever
    /// other changes there are.
    pub probability: f64,
    /// The first point of the new regime lies between these two places (inclusive) with 80% probability, if there is
    /// exactly one change between the neighbouring breaks. Periods that say nothing before an observed one count as possible places.
    pub from: usize,
    /// The last of these places.
    pub to: usize,
    /// Mean or rate of the regime before.
    pub before: Estimate,
    /// Mean or rate of the regime after.
    pub after: Estimate,
}

/// A stretch without change.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Regime {
    /// Its first point.
    pub from: usize,
    /// Its last point.
    pub to: usize,
    /// Its mean or rate.
    pub level: Estimate,
}

/// A history cut into regimes.
#[derive(Clone, Debug, PartialEq)]
pub struct Segmentation {
    /// The regimes of the most probable segmentation, in order.
    pub regimes: Vec<Regime>,
    /// The breaks between them, in order, whatever their probability.
    pub breaks: Vec<Break>,
    /// For each point the probability that a new regime begins there (0 where nothing was observed).
    pub probability: Vec<f64>,
}

impl Segmentation {
    /// The breaks of at least this probability.
    pub fn sure(&self, probability: f64) -> impl Iterator<Item = &Break> {
        self.breaks.iter().filter(move |b| b.probability >= probability)
    }
}

/// How much of a break's place its interval holds.
const WITHIN: f64 = 0.8;
/// How much of it the stretch holds over which its probability is summed.
const NEARLY_ALL: f64 = 0.95;

/// Cuts a history into regimes that last `regime_length` observed periods on average.
#[must_use]
pub fn segment<M: RegimeModel + Clone>(model: &M, regime_length: f64, history: &[M::Datum]) -> Segmentation {
    // Places of the observed periods.
    let places: Vec<usize> = (0..history.len()).filter(|i| model.is_observed(history[*i])).collect();
    let n = places.len();
    let mut result = Segmentation { regimes: Vec::new(), breaks: Vec::new(), probability: vec![0.0; history.len()] };
    if n == 0 {
        return result;
    }
    let pass = |order: &mut dyn Iterator<Item = usize>| {
        let mut online = Online::new(model.clone(), regime_length);
        let (mut evidence, mut starts) = (vec![0.0], vec![0]);
        for place in order {
            online.push(history[place]);
            evidence.push(online.evidence());
            starts.push(online.best().0);
        }
        (evidence, starts, online.change_weight())
    };
    let (forward, starts, change) = pass(&mut places.iter().copied());
    let (backward, _, _) = pass(&mut places.iter().rev().copied());
    // Before the observation number k (from 1 on) a new regime begins with this probability.
    let chance: Vec<f64> = (0..n)
        .map(|k| if k == 0 { 0.0 } else { (change + forward[k] + backward[n - k] - forward[n]).exp().min(1.0) })
        .collect();
    for (k, place) in places.iter().enumerate() {
        result.probability[*place] = chance[k];
    }
    let mut cuts = Vec::new();
    let mut end = n;
    while end > 0 {
        let start = starts[end];
        cuts.push((start, end));
        end = start;
    }
    cuts.reverse();
    let last = history.len() - 1;
    for (i, (start, end)) in cuts.iter().enumerate() {
        let mut run = model.fresh();
        for place in &places[*start..*end] {
            model.add(&mut run, history[*place]);
        }
        let from = if i == 0 { 0 } else { places[*start] };
        let to = if *end == n { last } else { places[*end] - 1 };
        result.regimes.push(Regime { from, to, level: model.estimate(&run) });
    }
    for (i, pair) in cuts.windows(2).enumerate() {
        let (low, cut, high) = (pair[0].0, pair[1].0, pair[1].1);
        let data: Vec<M::Datum> = places[low..high].iter().map(|place| history[*place]).collect();
        let share = single(model, &data);
        // `share[k]` is of a change just before the observation number `low + 1 + k`.
        let (from, to) = interval(&share, cut - low - 1, WITHIN);
        let (widest, furthest) = interval(&share, cut - low - 1, NEARLY_ALL);
        let mass: f64 = chance[low + 1 + widest..=low + 1 + furthest].iter().sum();
        result.breaks.push(Break {
            at: places[cut],
            probability: mass.min(1.0),
            from: places[low + from] + 1,
            to: places[low + 1 + to],
            before: result.regimes[i].level,
            after: result.regimes[i + 1].level,
        });
    }
    result
}

/// Where the change is, if there is exactly one in these observations: a share for each place but the first.
fn single<M: RegimeModel>(model: &M, data: &[M::Datum]) -> Vec<f64> {
    let sums = |order: &mut dyn Iterator<Item = &M::Datum>| {
        let mut run = model.fresh();
        let mut sum = 0.0;
        order
            .map(|d| {
                sum += model.add(&mut run, *d);
                sum
            })
            .collect::<Vec<f64>>()
    };
    let (forward, backward) = (sums(&mut data.iter()), sums(&mut data.iter().rev()));
    let n = data.len();
    let joint: Vec<f64> = (1..n).map(|k| forward[k - 1] + backward[n - k - 1]).collect();
    let all = crate::math::log_sum(&joint);
    joint.iter().map(|j| (j - all).exp()).collect()
}

/// The stretch around a place that holds so much, grown towards the larger neighbour.
fn interval(share: &[f64], place: usize, holds: f64) -> (usize, usize) {
    let (mut from, mut to, mut held) = (place, place, share[place]);
    while held < holds && (from > 0 || to + 1 < share.len()) {
        let left = if from > 0 { share[from - 1] } else { -1.0 };
        let right = share.get(to + 1).copied().unwrap_or(-1.0);
        if left >= right {
            from -= 1;
            held += left;
        } else {
            to += 1;
            held += right;
        }
    }
    (from, to)
}

#[cfg(test)]
mod tests {
    use super::super::model::{Count, RateModel, ScoreModel};
    use super::*;
    use crate::math::log_sum;
    use crate::tally::Scores;
    use proptest::prelude::*;

    fn score(mean: f64, events: u32) -> Scores {
        Scores { events, sum: mean * f64::from(events), squares: mean * mean * f64::from(events) }
    }

    /// Every segmentation of a short history written out: the definition itself.
    fn by_hand(model: &ScoreModel, length: f64, history: &[Scores]) -> (Vec<f64>, f64, u32) {
        let n = history.len();
        let (mut weights, hazard) = (Vec::new(), 1.0 / length);
        for cuts in 0u32..1 << (n - 1) {
            let mut run = model.fresh();
            let mut weight = model.add(&mut run, history[0]);
            for (i, datum) in history.iter().enumerate().skip(1) {
                if cuts >> (i - 1) & 1 == 1 {
                    weight += hazard.ln();
                    run = model.fresh();
                } else {
                    weight += (1.0 - hazard).ln();
                }
                weight += model.add(&mut run, *datum);
            }
            weights.push(weight);
        }
        let all = log_sum(&weights);
        let chances = (0..n)
            .map(|i| {
                (0u32..)
                    .zip(&weights)
                    .filter(|(cuts, _)| i > 0 && cuts >> (i - 1) & 1 == 1)
                    .map(|(_, w)| (w - all).exp())
                    .sum()
            })
            .collect();
        let best = (0u32..).zip(&weights).fold((0, f64::NEG_INFINITY), |a, (c, w)| if *w > a.1 { (c, *w) } else { a });
        (chances, all, best.0)
    }

    proptest! {
        #[test]
        fn exact_like_the_definition(values in prop::collection::vec((-9.0f64..9.0, 1u32..6), 2..9), length in 1.5f64..30.0) {
            let history: Vec<Scores> = values.iter().map(|(m, n)| score(*m, *n)).collect();
            let model = ScoreModel { event_variance: 6.0, period_variance: 0.3, prior: Estimate { mean: 0.5, variance: 9.0 } };
            let (chances, all, best) = by_hand(&model, length, &history);
            let mut online = Online::new(model, length);
            history.iter().for_each(|d| online.push(*d));
            prop_assert!((online.evidence() - all).abs() < 1e-9);
            let cut = segment(&model, length, &history);
            for (ours, theirs) in cut.probability.iter().zip(&chances) {
                prop_assert!((ours - theirs).abs() < 1e-9, "{:?} {:?}", cut.probability, chances);
            }
            let found: u32 = cut.breaks.iter().map(|b| 1 << (b.at - 1)).sum();
            prop_assert_eq!(found, best);
            prop_assert!((online.run_lengths().iter().map(|r| r.1).sum::<f64>() - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn a_gap_widens_the_interval() {
        let mut history: Vec<Scores> = (0..12).map(|i| score(if i < 6 { 4.0 } else { -4.0 }, 8)).collect();
        history[5] = Scores::default();
        history[6] = Scores::default();
        let cut = segment(&ScoreModel::of(&history), 12.0, &history);
        assert_eq!(cut.breaks.len(), 1);
        let found = cut.breaks[0];
        assert!((found.from, found.at, found.to) == (5, 7, 7) && found.probability > 0.9, "{found:?}");
        assert!(found.before.mean > 3.0 && found.after.mean < -3.0);
        assert_eq!((cut.regimes[0].from, cut.regimes[0].to, cut.regimes[1].to), (0, 6, 11));
    }

    #[test]
    fn more_news_is_not_more_war() {
        let steady: Vec<Count> = (0..40u32)
            .map(|i| {
                if i < 20 {
                    Count { events: 4 + i % 2, exposure: 100.0 }
                } else {
                    Count { events: 20 + i % 3, exposure: 450.0 }
                }
            })
            .collect();
        let none = segment(&RateModel::of(&steady), 26.0, &steady);
        assert!(none.sure(0.5).next().is_none(), "{:?}", none.breaks);
        let bare: Vec<Count> = steady.iter().map(|c| Count { exposure: 100.0, ..*c }).collect();
        let cut = segment(&RateModel::of(&bare), 26.0, &bare);
        assert_eq!(cut.sure(0.5).map(|b| b.at).collect::<Vec<_>>(), [20]);
    }

    #[test]
    fn nothing_is_no_panic() {
        let none: [Scores; 0] = [];
        assert!(segment(&ScoreModel::of(&none), 26.0, &none).regimes.is_empty());
        let silent = [Scores::default(); 3];
        assert_eq!(segment(&ScoreModel::of(&silent), 26.0, &silent).probability, [0.0; 3]);
        assert!(Online::new(ScoreModel::of(&silent), 0.0).present().is_none());
    }
}
