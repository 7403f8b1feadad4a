//! The best tree: a maximum spanning arborescence with one root (Chu & Liu 1965, Edmonds 1967).

/// Taken from every arc out of the root: the best tree then has exactly one.
const ROOT_COST: f64 = 10_000.0;

/// Heads of the words 1..=n for scores `s[d][h]` (row `d` is word `d + 1`, column 0 the root; `stride` apart): the
/// arborescence from 0 with the greatest sum and exactly one child of 0. On ties the lower head wins.
pub(crate) fn tree(scores: &[f32], n: usize, stride: usize) -> Vec<usize> {
    let greedy: Vec<usize> = (0..n).map(|d| best(&scores[d * stride..=d * stride + n], d + 1)).collect();
    if greedy.iter().filter(|&&h| h == 0).count() == 1 && ring(&greedy).is_empty() {
        return greedy;
    }
    let mut full = vec![f64::NEG_INFINITY; (n + 1) * (n + 1)];
    for d in 1..=n {
        for h in 0..=n {
            if h != d {
                full[d * (n + 1) + h] = f64::from(scores[(d - 1) * stride + h]);
            }
        }
        full[d * (n + 1)] -= ROOT_COST;
    }
    arborescence(full, n + 1).split_off(1)
}

/// The best head but `own`; the first on ties.
fn best(row: &[f32], own: usize) -> usize {
    let mut best = usize::from(own == 0);
    for (h, s) in row.iter().enumerate() {
        if h != own && *s > row[best] {
            best = h;
        }
    }
    best
}

/// The nodes of one cycle, or none; `heads[i]` is the head of node `i + 1`, 0 the root.
fn ring(heads: &[usize]) -> Vec<usize> {
    let mut seen = vec![0; heads.len() + 1];
    seen[0] = usize::MAX;
    for start in 1..=heads.len() {
        let mut node = start;
        while seen[node] == 0 {
            seen[node] = start;
            node = heads[node - 1];
        }
        if seen[node] == start {
            let mut out = vec![node];
            let mut at = heads[node - 1];
            while at != node {
                out.push(at);
                at = heads[at - 1];
            }
            return out;
        }
    }
    Vec::new()
}

/// Heads of all nodes for scores `s[d][h]` of `n` nodes; node 0 is the root, its own entry is 0.
fn arborescence(s: Vec<f64>, n: usize) -> Vec<usize> {
    let mut heads = vec![0; n];
    for d in 1..n {
        heads[d] = argmax(s[d * n..(d + 1) * n].iter().copied());
    }
    let ring = ring(&heads[1..]);
    if ring.is_empty() {
        return heads;
    }
    let mut inside = vec![false; n];
    for &r in &ring {
        inside[r] = true;
    }
    let rest: Vec<usize> = (0..n).filter(|&i| !inside[i]).collect();
    // Contract the ring to one node, the last: an arc into it counts its gain over the ring's own arc, an arc out of
    // it is the best of its members'.
    let enter: Vec<usize> =
        rest.iter().map(|&h| argmax(ring.iter().map(|&r| s[r * n + h] - s[r * n + heads[r]]))).collect();
    let leave: Vec<usize> = rest.iter().map(|&d| argmax(ring.iter().map(|&r| s[d * n + r]))).collect();
    let k = rest.len();
    let mut small = vec![f64::NEG_INFINITY; (k + 1) * (k + 1)];
    for (i, &d) in rest.iter().enumerate().skip(1) {
        for (j, &h) in rest.iter().enumerate() {
            small[i * (k + 1) + j] = s[d * n + h];
        }
        small[i * (k + 1) + k] = s[d * n + ring[leave[i]]];
    }
    for (j, &h) in rest.iter().enumerate() {
        let r = ring[enter[j]];
        small[k * (k + 1) + j] = s[r * n + h] - s[r * n + heads[r]];
    }
    drop(s);
    let found = arborescence(small, k + 1);
    for i in 1..k {
        heads[rest[i]] = if found[i] == k { ring[leave[i]] } else { rest[found[i]] };
    }
    let entry = found[k];
    heads[ring[enter[entry]]] = rest[entry];
    heads
}

/// Index of the greatest; the first on ties, 0 for nothing.
fn argmax(values: impl Iterator<Item = f64>) -> usize {
    let mut best = (0, f64::NEG_INFINITY);
    for (i, v) in values.enumerate() {
        if v > best.1 {
            best = (i, v);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn is_tree(heads: &[usize]) -> bool {
        heads.iter().filter(|&&h| h == 0).count() == 1 && ring(heads).is_empty()
    }

    fn total(scores: &[f32], heads: &[usize]) -> f64 {
        heads.iter().enumerate().map(|(d, &h)| f64::from(scores[d * (heads.len() + 1) + h])).sum()
    }

    /// By trying all.
    fn brute(scores: &[f32], n: usize) -> f64 {
        let mut heads = vec![0; n];
        let mut most = f64::NEG_INFINITY;
        loop {
            if heads.iter().enumerate().all(|(d, &h)| h != d + 1) && is_tree(&heads) {
                most = most.max(total(scores, &heads));
            }
            let Some(i) = heads.iter().position(|&h| h < n) else { return most };
            heads[i] += 1;
            heads[..i].fill(0);
        }
    }

    #[test]
    fn greedy_when_it_is_a_tree() {
        // word 1 under word 2, word 2 the root
        assert_eq!(tree(&[0.0, 0.0, 5.0, 5.0, 0.0, 0.0], 2, 3), [2, 0]);
        assert_eq!(tree(&[1.0, 9.0], 1, 2), [0]);
        assert!(tree(&[], 0, 1).is_empty());
    }

    proptest! {
        #[test]
        fn is_the_best_tree(n in 1usize..6, seed in proptest::collection::vec(-8i8..8, 42)) {
            let scores: Vec<f32> = (0..n * (n + 1)).map(|i| f32::from(seed[i])).collect();
            let heads = tree(&scores, n, n + 1);
            prop_assert!(is_tree(&heads), "{heads:?}");
            prop_assert!((total(&scores, &heads) - brute(&scores, n)).abs() < 1e-9);
        }
    }
}
