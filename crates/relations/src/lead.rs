//! Words and deeds: whether one leads the other.

use crate::math::normal::quantile;

/// How two series go together at a distance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lag {
    /// So many periods the second series comes after the first; negative: before it.
    pub periods: i32,
    /// Correlation, -1 to 1.
    pub correlation: f64,
    /// Its 95% interval (Fisher 1921).
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

/// How one series leads or follows another.
#[derive(Clone, Debug, PartialEq)]
pub struct Lead {
    /// Every distance, in order.
    pub lags: Vec<Lag>,
    /// The strongest one, if it would be so strong by chance at any of the distances in fewer than 1 of 20 cases
    /// (Bonferroni).
    pub strongest: Option<Lag>,
}

/// The cross-correlation of two series of counts of the same length, up to so many periods apart. Counts are taken by their
/// roots, which evens their variance (Anscombe 1948), and each series is stripped of what its own last period tells
/// (Haugh 1976), so that two series that merely both have long waves do not seem to lead each other. None for
/// fewer than 20 periods, or where one of the series never changes.
#[must_use]
pub fn lead(first: &[f64], second: &[f64], furthest: u32) -> Option<Lead> {
    let n = first.len().min(second.len());
    if n < 20 {
        return None;
    }
    let (a, b) = (stripped(&first[..n])?, stripped(&second[..n])?);
    let furthest = furthest.min(u32::try_from(n / 4).unwrap_or(u32::MAX));
    let reach = i32::try_from(furthest).unwrap_or(i32::MAX);
    let lags: Vec<Lag> = (-reach..=reach).map(|lag| at_lag(&a, &b, lag)).collect();
    let strict = quantile(1.0 - 0.025 / f64::from(2 * furthest + 1));
    let strongest = lags
        .iter()
        .filter(|l| {
            let pairs = a.len() - l.periods.unsigned_abs() as usize;
            #[allow(clippy::cast_precision_loss, reason = "few periods")]
            let error = 1.0 / (pairs as f64 - 3.0).sqrt();
            l.correlation.atanh().abs() > strict * error
        })
        .fold(None::<&Lag>, |best, l| match best {
            Some(b) if b.correlation.abs() >= l.correlation.abs() => Some(b),
            _ => Some(l),
        })
        .copied();
    Some(Lead { lags, strongest })
}

/// The roots of counts without what each period's root owes to the one before; scaled to mean 0 and mean square 1.
fn stripped(counts: &[f64]) -> Option<Vec<f64>> {
    let roots: Vec<f64> = counts.iter().map(|c| (c.max(0.0) + 0.375).sqrt()).collect();
    let roots = scaled(&roots)?;
    let own: f64 = roots.windows(2).map(|w| w[0] * w[1]).sum::<f64>() / roots.iter().map(|r| r * r).sum::<f64>();
    let left: Vec<f64> = roots.windows(2).map(|w| w[1] - own * w[0]).collect();
    scaled(&left)
}

fn scaled(values: &[f64]) -> Option<Vec<f64>> {
    #[allow(clippy::cast_precision_loss, reason = "few periods")]
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let spread = (values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / n).sqrt();
    (spread > 1e-9).then(|| values.iter().map(|v| (v - mean) / spread).collect())
}

fn at_lag(a: &[f64], b: &[f64], lag: i32) -> Lag {
    let n = a.len();
    let by = lag.unsigned_abs() as usize;
    let sum: f64 = if lag >= 0 {
        a[..n - by].iter().zip(&b[by..]).map(|(x, y)| x * y).sum()
    } else {
        a[by..].iter().zip(&b[..n - by]).map(|(x, y)| x * y).sum()
    };
    #[allow(clippy::cast_precision_loss, reason = "few periods")]
    let pairs = (n - by) as f64;
    let correlation = (sum / pairs).clamp(-0.999_999, 0.999_999);
    let half = quantile(0.975) / (pairs - 3.0).sqrt();
    Lag {
        periods: lag,
        correlation,
        low: (correlation.atanh() - half).tanh(),
        high: (correlation.atanh() + half).tanh(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::dice::Dice;

    /// Acts that follow threats by three weeks are found to; independent series with long waves of their own seldom
    /// seem to lead each other.
    #[test]
    fn found_where_it_is_and_seldom_where_not() {
        let (mut found, mut false_alarms) = (0, 0);
        for seed in 0..100 {
            let mut dice = Dice::new(seed);
            let mut waves = || {
                let mut log_rate: f64 = 0.0;
                (0..160)
                    .map(|_| {
                        log_rate = 0.6 * log_rate + 0.6 * dice.normal();
                        f64::from(dice.poisson((1.0 + log_rate).exp()))
                    })
                    .collect::<Vec<f64>>()
            };
            let (threats, other) = (waves(), waves());
            let acts: Vec<f64> = (0..160usize)
                .map(|t| f64::from(dice.poisson(0.5 + 0.5 * t.checked_sub(3).map_or(2.0, |s| threats[s]))))
                .collect();
            found += u32::from(lead(&threats, &acts, 8).unwrap().strongest.is_some_and(|l| l.periods == 3));
            false_alarms += u32::from(lead(&threats, &other, 8).unwrap().strongest.is_some());
        }
        println!("found {found} of 100, false alarms {false_alarms} of 100");
        assert!(found >= 90 && false_alarms <= 12, "found {found}, false alarms {false_alarms}");
    }

    #[test]
    fn too_short_or_flat() {
        assert!(lead(&[1.0; 10], &[1.0; 10], 3).is_none());
        assert!(lead(&[1.0; 40], &[1.0; 40], 3).is_none());
    }
}
