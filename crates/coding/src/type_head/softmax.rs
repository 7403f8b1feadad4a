//! Probabilities out of scores, with the same bits everywhere: the standard library's `exp` is the platform's.

/// Probabilities in proportion to `e^score`.
pub(super) fn softmax(scores: &[f32]) -> Vec<f64> {
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let powers: Vec<f64> = scores.iter().map(|s| exp(f64::from(*s) - f64::from(most))).collect();
    let total: f64 = powers.iter().sum();
    powers.into_iter().map(|p| p / total).collect()
}

/// `e^x` for `x <= 0`, to about 15 digits: `x = n ln 2 + r`, then the Taylor series of `e^r`.
fn exp(x: f64) -> f64 {
    if x < -700.0 {
        return 0.0;
    }
    let n = (x * std::f64::consts::LOG2_E).round();
    let r = x - n * std::f64::consts::LN_2;
    let mut sum = 1.0;
    for k in (1..=14).rev() {
        sum = 1.0 + sum * r / f64::from(k);
    }
    let mut out = sum;
    let mut halvings = -n;
    while halvings >= 1.0 {
        out *= 0.5;
        halvings -= 1.0;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_are_those_of_the_library() {
        for i in 0..2000 {
            let x = -0.05 * f64::from(i);
            let known = x.exp();
            assert!((exp(x) - known).abs() <= 1e-13 * known.max(1e-300), "{x}");
        }
        assert!(exp(-1e9).abs() < f64::MIN_POSITIVE);
    }

    #[test]
    fn probabilities_sum_to_one() {
        let p = softmax(&[1.0, -3.0, 0.5, 12.0]);
        assert!((p.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        assert!(p[3] > p[0] && p[0] > p[2] && p[2] > p[1]);
    }
}
