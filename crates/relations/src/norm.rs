//! What is usual: a period against the dyad's own past.

use crate::calendar::Step;

/// A period against those before it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Norm {
    /// How many past periods there were to compare with (those with a value).
    pub periods: usize,
    /// Their mean.
    pub mean: f64,
    /// Their standard deviation (divisor n - 1).
    pub spread: f64,
    /// Distance of the period from their mean, in standard deviations of a new value: `spread × √(1 + 1/n)`; none where all
    /// past values are the same.
    pub z: Option<f64>,
    /// Share of them below the period's value, those equal to it counted half; 0 to 1.
    pub percentile: f64,
}

/// How many periods 4 and 52 weeks are. Months give 1 and 12, and 1 is too short to compare with.
#[must_use]
pub fn windows(step: Step) -> [usize; 2] {
    match step {
        Step::Day => [28, 364],
        Step::Week => [4, 52],
        Step::Month => [1, 12],
    }
}

/// The period at a place against so many before it (fewer at the beginning). None when it has no value itself, or fewer
/// than three of those before have.
#[must_use]
pub fn norm(values: &[Option<f64>], at: usize, window: usize) -> Option<Norm> {
    let value = (*values.get(at)?)?;
    let past: Vec<f64> = values[at.saturating_sub(window)..at].iter().copied().flatten().collect();
    if past.len() < 3 {
        return None;
    }
    #[allow(clippy::cast_precision_loss, reason = "few periods")]
    let n = past.len() as f64;
    let mean = past.iter().sum::<f64>() / n;
    let spread = (past.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt();
    let below: f64 = past
        .iter()
        .map(|v| match v.total_cmp(&value) {
            std::cmp::Ordering::Less => 1.0,
            std::cmp::Ordering::Equal => 0.5,
            std::cmp::Ordering::Greater => 0.0,
        })
        .sum();
    let z = (spread > 1e-12).then(|| (value - mean) / (spread * (1.0 + 1.0 / n).sqrt()));
    Some(Norm { periods: past.len(), mean, spread, z, percentile: below / n })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn against_the_past() {
        let values = [Some(1.0), Some(3.0), None, Some(2.0), Some(2.0), Some(5.0)];
        let n = norm(&values, 5, 52).unwrap();
        assert_eq!((n.periods, n.mean, n.percentile), (4, 2.0, 1.0));
        let spread = (2.0_f64 / 3.0).sqrt();
        assert!((n.z.unwrap() - 3.0 / (spread * 1.25_f64.sqrt())).abs() < 1e-12);
        assert!(norm(&values, 5, 2).is_none() && norm(&values, 2, 52).is_none() && norm(&values, 9, 4).is_none());
        assert_eq!(norm(&[Some(2.0); 5], 4, 52).unwrap().z, None);
        assert_eq!(norm(&[Some(2.0); 5], 4, 52).unwrap().percentile, 0.5);
    }
}
