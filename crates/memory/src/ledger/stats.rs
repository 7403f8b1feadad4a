//! How far a maker's word can be relied on.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::day;
use crate::ledger::{Commitment, State};

/// Quantile of the normal distribution for an interval of 95 per cent.
const Z: f64 = 1.959_963_984_540_054;

/// What became of the commitments of one maker and kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Statistic {
    /// Country of the maker.
    pub maker: String,
    /// Kind of commitment.
    pub kind: String,
    /// How many.
    pub commitments: usize,
    /// How many of them were carried out, begun or carried out in part.
    pub carried_out: usize,
    /// Of those, how many by a confirmed step.
    pub confirmed: usize,
    /// Share carried out.
    pub share: f64,
    /// Bounds of the share (Wilson 1927, 95 per cent), honest for small numbers.
    pub interval: (f64, f64),
    /// Median number of days from the announcement.
    pub median_days: Option<f64>,
    /// How many were called off.
    pub dropped: usize,
    /// How many let their day pass.
    pub expired: usize,
    /// How many stand open.
    pub open: usize,
}

/// Statistics of each maker and kind, in that order.
#[must_use]
pub fn statistics(commitments: &[Commitment]) -> Vec<Statistic> {
    let mut groups: BTreeMap<(String, String), Vec<&Commitment>> = BTreeMap::new();
    for commitment in commitments {
        let Some(maker) = commitment.maker.iter().find_map(|p| p.country.clone()) else { continue };
        groups.entry((maker, commitment.kind.clone())).or_default().push(commitment);
    }
    groups.into_iter().map(|((maker, kind), list)| statistic(maker, kind, &list)).collect()
}

fn statistic(maker: String, kind: String, list: &[&Commitment]) -> Statistic {
    let mut days: Vec<i32> = Vec::new();
    let (mut confirmed, mut dropped, mut expired, mut open) = (0, 0, 0, 0);
    for commitment in list {
        let step = commitment.steps.iter().find(|s| s.state.is_done());
        if let Some(step) = step {
            confirmed += usize::from(step.confirmed);
            if let (Some(a), Some(b)) = (day::parse(&commitment.announced), day::parse(&step.date)) {
                days.push(b - a);
            }
        } else if matches!(commitment.state, State::Dropped | State::Denied) {
            dropped += 1;
        } else if commitment.state == State::Expired {
            expired += 1;
        } else if matches!(commitment.state, State::Open | State::Prepared | State::Suspended) {
            open += 1;
        }
    }
    days.sort_unstable();
    let interval = wilson(days.len(), list.len());
    #[allow(clippy::cast_precision_loss, reason = "counts of commitments")]
    let share = days.len() as f64 / list.len().max(1) as f64;
    Statistic {
        maker,
        kind,
        commitments: list.len(),
        carried_out: days.len(),
        confirmed,
        share,
        interval,
        median_days: median(&days),
        dropped,
        expired,
        open,
    }
}

fn median(sorted: &[i32]) -> Option<f64> {
    let middle = sorted.len() / 2;
    let upper = f64::from(*sorted.get(middle)?);
    if sorted.len() % 2 == 1 { Some(upper) } else { Some(f64::midpoint(f64::from(sorted[middle - 1]), upper)) }
}

/// The Wilson score interval of a share at 95 per cent (E. B. Wilson, "Probable inference, the law of succession, and
/// statistical inference", 1927). (0, 1) when there is nothing to count.
#[must_use]
#[allow(clippy::cast_precision_loss, reason = "counts of commitments")]
pub fn wilson(hits: usize, of: usize) -> (f64, f64) {
    if of == 0 {
        return (0.0, 1.0);
    }
    let n = of as f64;
    let p = hits as f64 / n;
    let z2 = Z * Z;
    let centre = p + z2 / (2.0 * n);
    let spread = Z * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z2 / n;
    (((centre - spread) / scale).max(0.0), ((centre + spread) / scale).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wilson_as_published() {
        // Newcombe 1998, table I: 81 of 263 is 0.2553 to 0.3662; 15 of 148 is 0.0624 to 0.1605; 0 of 20 is 0 to 0.1611.
        for (hits, of, low, high) in [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611)] {
            let (a, b) = wilson(hits, of);
            assert!((a - low).abs() < 5e-4 && (b - high).abs() < 5e-4, "{hits} of {of}: {a} {b}");
        }
        assert_eq!(wilson(0, 0), (0.0, 1.0));
    }

    #[test]
    fn medians() {
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[3]), Some(3.0));
        assert_eq!(median(&[1, 2, 4, 9]), Some(3.0));
    }
}
