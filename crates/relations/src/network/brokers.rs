//! Who stands between others.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::graph::Network;

/// How often each actor lies on the shortest ways of friendship between two others, as a share of all pairs of others (0
/// to 1): betweenness by Brandes 2001, with the length of a bond one over its weight (Newman 2001); hostile bonds are no
/// ways. Several shortest ways share a pair's count.
#[must_use]
pub fn betweenness(network: &Network) -> Vec<f64> {
    let n = network.nodes.len();
    let mut near: Vec<Vec<(usize, f64)>> = vec![Vec::new(); n];
    for bond in network.bonds().iter().filter(|b| b.weight > 0.0) {
        near[bond.a].push((bond.b, 1.0 / bond.weight));
        near[bond.b].push((bond.a, 1.0 / bond.weight));
    }
    let mut between = vec![0.0; n];
    for source in 0..n {
        let (order, before, ways) = shortest(source, &near);
        let mut owed = vec![0.0; n];
        for &w in order.iter().rev() {
            for &v in &before[w] {
                owed[v] += ways[v] / ways[w] * (1.0 + owed[w]);
            }
            if w != source {
                between[w] += owed[w];
            }
        }
    }
    // Each pair was met from both its ends.
    #[allow(clippy::cast_precision_loss, reason = "few nodes")]
    let pairs = ((n.max(2) - 1) * (n.max(2) - 2)) as f64;
    if pairs > 0.0 {
        between.iter_mut().for_each(|b| *b /= pairs);
    }
    between
}

struct Reached {
    distance: f64,
    node: usize,
}

impl PartialEq for Reached {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Reached {}
impl PartialOrd for Reached {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Reached {
    fn cmp(&self, other: &Self) -> Ordering {
        other.distance.total_cmp(&self.distance).then(other.node.cmp(&self.node))
    }
}

/// Distances closer than this share of each other are the same.
const SAME: f64 = 1e-9;

/// The nodes in the order of their distance, for each those before it on a shortest way, and the number of shortest ways.
fn shortest(source: usize, near: &[Vec<(usize, f64)>]) -> (Vec<usize>, Vec<Vec<usize>>, Vec<f64>) {
    let n = near.len();
    let (mut distance, mut done) = (vec![f64::INFINITY; n], vec![false; n]);
    let (mut before, mut ways) = (vec![Vec::new(); n], vec![0.0; n]);
    let mut order = Vec::new();
    let mut heap = BinaryHeap::from([Reached { distance: 0.0, node: source }]);
    (distance[source], ways[source]) = (0.0, 1.0);
    while let Some(Reached { node, .. }) = heap.pop() {
        if done[node] {
            continue;
        }
        done[node] = true;
        order.push(node);
        for &(to, length) in &near[node] {
            let through = distance[node] + length;
            if done[to] {
                continue;
            }
            if distance[to].is_finite() && (through - distance[to]).abs() <= SAME * through {
                ways[to] += ways[node];
                before[to].push(node);
            } else if through < distance[to] {
                distance[to] = through;
                ways[to] = ways[node];
                before[to] = vec![node];
                heap.push(Reached { distance: through, node: to });
            }
        }
    }
    (order, before, ways)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::graph::{Network, Node, Tie};
    use crate::tally::{Measure, Scores};

    fn network(nodes: usize, pairs: &[(usize, usize, f64)]) -> Network {
        Network {
            from: 0,
            to: 0,
            measure: Measure::Plover,
            nodes: (0..nodes).map(|i| Node { code: format!("N{i}").into(), sent: 0, received: 0 }).collect(),
            ties: pairs
                .iter()
                .map(|(a, b, sum)| Tie {
                    actor: *a,
                    recipient: *b,
                    events: 1,
                    scores: Scores { events: 1, sum: *sum, squares: sum * sum },
                })
                .collect(),
        }
    }

    #[test]
    fn stars_paths_and_squares() {
        let star = network(5, &[(0, 1, 3.0), (0, 2, 3.0), (0, 3, 3.0), (4, 0, 3.0)]);
        assert_eq!(betweenness(&star), [1.0, 0.0, 0.0, 0.0, 0.0]);
        let path = network(4, &[(0, 1, 1.0), (1, 2, 2.0), (2, 3, 3.0)]);
        let b = betweenness(&path);
        assert!((b[1] - 2.0 / 3.0).abs() < 1e-12 && (b[2] - 2.0 / 3.0).abs() < 1e-12 && b[0] == 0.0);
        // Two equal ways round a square: each corner has half a pair of three.
        let square = network(4, &[(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0), (3, 0, 1.0)]);
        assert!(betweenness(&square).iter().all(|b| (b - 1.0 / 6.0).abs() < 1e-12));
        // A strong detour is shorter than a weak direct way; a hostile bond is no way at all.
        let detour = network(3, &[(0, 1, 9.0), (1, 2, 9.0), (0, 2, 1.0)]);
        assert_eq!(betweenness(&detour), [0.0, 1.0, 0.0]);
        let hostile = network(3, &[(0, 1, 9.0), (1, 2, -9.0)]);
        assert_eq!(betweenness(&hostile), [0.0; 3]);
        assert!(betweenness(&network(0, &[])).is_empty());
    }
}
