//! Counts: how many events to expect.

use crate::math::log_sum;

/// Degrees of forgetting that are averaged over: what share of the evidence lasts from period to period.
pub const LASTS: [f64; 5] = [0.7, 0.85, 0.95, 0.985, 1.0];

/// A gamma distribution of a rate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gamma {
    /// Shape: as many events as it is worth.
    pub shape: f64,
    /// Rate parameter: as much exposure as it is worth.
    pub rate: f64,
}

impl Gamma {
    /// Its mean.
    #[must_use]
    pub fn mean(self) -> f64 {
        self.shape / self.rate
    }

    /// Logarithm of the probability of a count over some exposure: negative binomial.
    #[must_use]
    pub fn log_probability(self, count: f64, exposure: f64) -> f64 {
        let none = self.shape * (self.rate / (self.rate + exposure)).ln();
        if count == 0.0 {
            return none;
        }
        libm::lgamma(self.shape + count) - libm::lgamma(self.shape) - libm::lgamma(count + 1.0)
            + none
            + count * (exposure / (self.rate + exposure)).ln()
    }
}

/// For each degree of forgetting what is known of the rate after a history, and how well it foretold it.
#[must_use]
pub fn filter(prior: Gamma, counts: &[u32], exposure: &[f64]) -> [(Gamma, f64); LASTS.len()] {
    LASTS.map(|lasts| {
        let (mut now, mut ever, mut log_likelihood) = (prior, prior, 0.0);
        for (count, exposure) in counts.iter().zip(exposure) {
            let count = f64::from(*count);
            // What is forgotten returns to the long-run rate, with the weight of one event.
            let back = Gamma { shape: 1.0, rate: 1.0 / ever.mean() };
            now = Gamma {
                shape: lasts * now.shape + (1.0 - lasts) * back.shape,
                rate: lasts * now.rate + (1.0 - lasts) * back.rate,
            };
            if *exposure <= 0.0 {
                continue;
            }
            log_likelihood += now.log_probability(count, *exposure);
            now = Gamma { shape: now.shape + count, rate: now.rate + exposure };
            ever = Gamma { shape: ever.shape + count, rate: ever.rate + exposure };
        }
        (now, log_likelihood)
    })
}

/// Shares of the degrees of forgetting, from their prior shares and how well they did.
#[must_use]
pub fn shares(prior: &[f64; LASTS.len()], filtered: &[(Gamma, f64); LASTS.len()]) -> [f64; LASTS.len()] {
    let logs: Vec<f64> = prior.iter().zip(filtered).map(|(p, (_, l))| p.ln() + l).collect();
    let all = log_sum(&logs);
    std::array::from_fn(|i| (logs[i] - all).exp())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::dice::Dice;

    #[test]
    fn probabilities_add_up() {
        let gamma = Gamma { shape: 1.3, rate: 0.4 };
        let all: f64 = (0..400u32).map(|n| gamma.log_probability(f64::from(n), 2.0).exp()).sum();
        assert!((all - 1.0).abs() < 1e-9);
    }

    /// A rate that jumps is followed by those who forget, one that stays by those who do not.
    #[test]
    fn forgetting_is_learnt() {
        let mut dice = Dice::new(1);
        let prior = Gamma { shape: 1.0, rate: 1.0 };
        let steady: Vec<u32> = (0..200).map(|_| dice.poisson(3.0)).collect();
        let jumpy: Vec<u32> = (0..200).map(|i| dice.poisson(if i / 25 % 2 == 0 { 1.0 } else { 9.0 })).collect();
        let exposure = vec![1.0; 200];
        let even = [0.2; LASTS.len()];
        let calm = shares(&even, &filter(prior, &steady, &exposure));
        let wild = shares(&even, &filter(prior, &jumpy, &exposure));
        assert!(calm[3] + calm[4] > 0.9, "{calm:?}");
        assert!(wild[0] + wild[1] > 0.9, "{wild:?}");
    }
}
