//! Minimising without derivatives.

/// Where a function of several variables is least, by the simplex method (Nelder & Mead 1965, with their coefficients:
/// reflection 1, expansion 2, contraction and shrinkage one half). Gives the best place found and its value; values that
/// are not numbers count as infinite.
#[must_use]
pub fn least(start: &[f64], size: f64, most_steps: usize, function: impl Fn(&[f64]) -> f64) -> (Vec<f64>, f64) {
    let value = |x: &[f64]| {
        let v = function(x);
        if v.is_nan() { f64::INFINITY } else { v }
    };
    let n = start.len();
    let mut simplex: Vec<(Vec<f64>, f64)> = Vec::with_capacity(n + 1);
    simplex.push((start.to_vec(), value(start)));
    for i in 0..n {
        let mut corner = start.to_vec();
        corner[i] += size;
        let v = value(&corner);
        simplex.push((corner, v));
    }
    for _ in 0..most_steps {
        simplex.sort_by(|a, b| a.1.total_cmp(&b.1));
        let (best, worst) = (simplex[0].1, simplex[n].1);
        if (worst - best).abs() < 1e-9 * (1.0 + best.abs()) {
            break;
        }
        #[allow(clippy::cast_precision_loss, reason = "a few dimensions")]
        let centre: Vec<f64> = (0..n).map(|i| simplex[..n].iter().map(|(x, _)| x[i]).sum::<f64>() / n as f64).collect();
        let along = |by: f64| -> Vec<f64> { centre.iter().zip(&simplex[n].0).map(|(c, w)| c + by * (c - w)).collect() };
        let reflected = along(1.0);
        let at_reflected = value(&reflected);
        if at_reflected < simplex[0].1 {
            let expanded = along(2.0);
            let at_expanded = value(&expanded);
            simplex[n] = if at_expanded < at_reflected { (expanded, at_expanded) } else { (reflected, at_reflected) };
        } else if at_reflected < simplex[n - 1].1 {
            simplex[n] = (reflected, at_reflected);
        } else {
            let contracted = along(if at_reflected < worst { 0.5 } else { -0.5 });
            let at_contracted = value(&contracted);
            if at_contracted < worst.min(at_reflected) {
                simplex[n] = (contracted, at_contracted);
            } else {
                let best = simplex[0].0.clone();
                for (corner, v) in simplex.iter_mut().skip(1) {
                    for (x, b) in corner.iter_mut().zip(&best) {
                        *x = f64::midpoint(*x, *b);
                    }
                    *v = value(corner);
                }
            }
        }
    }
    simplex.sort_by(|a, b| a.1.total_cmp(&b.1));
    simplex.swap_remove(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rosenbrock's valley has its floor at (1, 1).
    #[test]
    fn finds_the_floor_of_the_valley() {
        let valley = |x: &[f64]| 100.0 * (x[1] - x[0] * x[0]).powi(2) + (1.0 - x[0]).powi(2);
        let (x, v) = least(&[-1.2, 1.0], 0.5, 2000, valley);
        assert!((x[0] - 1.0).abs() < 1e-3 && (x[1] - 1.0).abs() < 1e-3 && v < 1e-6, "{x:?} {v}");
    }
}
