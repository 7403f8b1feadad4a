//! Who sides with whom.

use std::collections::BTreeMap;

use super::graph::{Bond, Network};
use crate::math::dice::Dice;

/// The actors of a network in blocs.
#[derive(Clone, Debug, PartialEq)]
pub struct Blocs {
    /// For each node the number of its bloc; the largest bloc is 0, and of equally large ones that of the first code.
    pub of: Vec<usize>,
    /// How many there are.
    pub count: usize,
    /// Signed modularity, -1 to 1: how much more friendship lies within blocs, and enmity between them, than the
    /// actors' own amounts of both would put there by chance (Gómez, Jensen & Arenas 2009, eq. 17).
    pub modularity: f64,
}

/// One sign of an undirected weighted graph; weights are at least 0.
#[derive(Clone, Debug)]
struct Sign {
    /// For each node its neighbours and weights; its own loop, counted once, with its own number.
    near: Vec<BTreeMap<usize, f64>>,
    strength: Vec<f64>,
    /// Twice the sum of all weights.
    total: f64,
}

impl Sign {
    fn new(near: Vec<BTreeMap<usize, f64>>) -> Self {
        let strength: Vec<f64> = near
            .iter()
            .enumerate()
            .map(|(i, n)| n.iter().map(|(j, w)| if *j == i { 2.0 * w } else { *w }).sum())
            .collect();
        Self { total: strength.iter().sum(), near, strength }
    }

    fn of(nodes: usize, bonds: &[Bond], sign: f64) -> Self {
        let mut near = vec![BTreeMap::new(); nodes];
        for bond in bonds.iter().filter(|b| b.weight * sign > 0.0) {
            *near[bond.a].entry(bond.b).or_insert(0.0) += bond.weight.abs();
            *near[bond.b].entry(bond.a).or_insert(0.0) += bond.weight.abs();
        }
        Self::new(near)
    }

    /// Weight inside each bloc less what chance would put there, summed.
    fn surplus(&self, of: &[usize]) -> f64 {
        if self.total <= 0.0 {
            return 0.0;
        }
        let blocs = of.iter().max().map_or(0, |m| m + 1);
        let (mut inside, mut strength) = (vec![0.0; blocs], vec![0.0; blocs]);
        for (i, near) in self.near.iter().enumerate() {
            strength[of[i]] += self.strength[i];
            for (j, w) in near {
                if of[*j] == of[i] {
                    inside[of[i]] += if *j == i { 2.0 * w } else { *w };
                }
            }
        }
        inside.iter().zip(&strength).map(|(i, s)| i - s * s / self.total).sum()
    }

    fn merged(&self, of: &[usize], blocs: usize) -> Self {
        let mut near = vec![BTreeMap::new(); blocs];
        for (i, neighbours) in self.near.iter().enumerate() {
            for (j, w) in neighbours {
                let (a, b) = (of[i], of[*j]);
                // Within a bloc each bond is met from both its ends, a loop once.
                let share = if a == b && i != *j { 0.5 } else { 1.0 };
                *near[a].entry(b).or_insert(0.0) += share * w;
            }
        }
        Self::new(near)
    }
}

/// How often the search begins anew, each time from another partition and with the actors in another order.
const STARTS: u64 = 24;

/// The blocs of a network: those of the highest signed modularity that moves of actors and mergers of blocs
/// (after Blondel et al. 2008) find from several starts. An actor without bonds is a bloc of its own.
#[must_use]
pub fn blocs(network: &Network) -> Blocs {
    let (nodes, bonds) = (network.nodes.len(), network.bonds());
    let (friends, foes) = (Sign::of(nodes, &bonds, 1.0), Sign::of(nodes, &bonds, -1.0));
    let whole = friends.total + foes.total;
    let worth = |of: &[usize]| if whole > 0.0 { (friends.surplus(of) - foes.surplus(of)) / whole } else { 0.0 };
    let mut best: (Vec<usize>, f64) = ((0..nodes).collect(), worth(&(0..nodes).collect::<Vec<_>>()));
    for seed in 0..STARTS {
        let of = search(&friends, &foes, seed);
        let value = worth(&of);
        if value > best.1 + 1e-12 {
            best = (of, value);
        }
    }
    let (of, count) = ordered(&best.0);
    Blocs { of, count, modularity: best.1 }
}

/// From a first partition: nodes move, blocs merge, nodes of the merged blocs move again, until nothing gains.
fn search(friends: &Sign, foes: &Sign, seed: u64) -> Vec<usize> {
    let (n, mut dice) = (friends.near.len(), Dice::new(seed));
    // Every node alone, or thrown into a few blocs.
    let few = usize::try_from(seed).unwrap_or(0) % 4 * 2;
    let mut of: Vec<usize> = (0..n).map(|i| if few == 0 { i } else { dice.below(few.min(n)) }).collect();
    // Every round gains, so this ends; the bound is for rounding.
    for _ in 0..100 {
        let before = of.clone();
        of = ordered(&moves(friends, foes, of, &mut dice)).0;
        loop {
            let count = of.iter().max().map_or(0, |m| m + 1);
            let alone: Vec<usize> = (0..count).collect();
            let (warm, cold) = (friends.merged(&of, count), foes.merged(&of, count));
            let (merged, left) = ordered(&moves(&warm, &cold, alone, &mut dice));
            of = of.iter().map(|bloc| merged[*bloc]).collect();
            if left == count {
                break;
            }
        }
        of = ordered(&of).0;
        if of == before {
            break;
        }
    }
    of
}

/// Moves single nodes to the bloc (an empty one too) where they gain most, until none gains. The numbers of blocs are below
/// the number of nodes, before and after.
fn moves(friends: &Sign, foes: &Sign, mut of: Vec<usize>, dice: &mut Dice) -> Vec<usize> {
    let n = friends.near.len();
    let (mut warm, mut cold, mut size) = (vec![0.0; n], vec![0.0; n], vec![0usize; n]);
    for (i, bloc) in of.iter().enumerate() {
        warm[*bloc] += friends.strength[i];
        cold[*bloc] += foes.strength[i];
        size[*bloc] += 1;
    }
    let mut order: Vec<usize> = (0..n).collect();
    for i in (1..n).rev() {
        order.swap(i, dice.below(i + 1));
    }
    let share = |own: f64, sum: f64, total: f64| if total > 0.0 { own * sum / total } else { 0.0 };
    let mut towards = vec![0.0; n];
    for _ in 0..100 {
        let mut still = true;
        for &i in &order {
            let here = of[i];
            warm[here] -= friends.strength[i];
            cold[here] -= foes.strength[i];
            size[here] -= 1;
            towards.fill(0.0);
            for (j, w) in friends.near[i].iter().filter(|(j, _)| **j != i) {
                towards[of[*j]] += w;
            }
            for (j, w) in foes.near[i].iter().filter(|(j, _)| **j != i) {
                towards[of[*j]] -= w;
            }
            let gain = |bloc: usize| {
                towards[bloc] - share(friends.strength[i], warm[bloc], friends.total)
                    + share(foes.strength[i], cold[bloc], foes.total)
            };
            let empty = size.iter().position(|s| *s == 0);
            let (mut best, mut most) = (here, gain(here));
            for bloc in (0..n).filter(|b| size[*b] > 0).chain(empty) {
                let gained = if size[bloc] == 0 { 0.0 } else { gain(bloc) };
                if gained > most + 1e-12 {
                    (best, most) = (bloc, gained);
                }
            }
            still &= best == here;
            of[i] = best;
            warm[best] += friends.strength[i];
            cold[best] += foes.strength[i];
            size[best] += 1;
        }
        if still {
            break;
        }
    }
    of
}

/// The blocs numbered by size, then by their first node.
fn ordered(of: &[usize]) -> (Vec<usize>, usize) {
    let mut sizes: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for (i, bloc) in of.iter().enumerate() {
        sizes.entry(*bloc).or_insert((0, i)).0 += 1;
    }
    let mut list: Vec<(usize, (usize, usize))> = sizes.into_iter().collect();
    list.sort_by_key(|(_, (size, first))| (std::cmp::Reverse(*size), *first));
    let number: BTreeMap<usize, usize> = list.iter().zip(0..).map(|((bloc, _), n)| (*bloc, n)).collect();
    (of.iter().map(|b| number[b]).collect(), number.len())
}

#[cfg(test)]
mod tests {
    use super::super::graph::{Node, Tie};
    use super::*;
    use crate::tally::{Measure, Scores};

    pub(crate) fn network(nodes: usize, pairs: &[(usize, usize, f64)]) -> Network {
        Network {
            from: 0,
            to: 0,
            measure: Measure::Plover,
            nodes: (0..nodes).map(|i| Node { code: format!("N{i}").into(), sent: 1, received: 1 }).collect(),
            ties: pairs
                .iter()
                .map(|(a, b, mean)| Tie {
                    actor: *a,
                    recipient: *b,
                    events: 3,
                    scores: Scores { events: 3, sum: 3.0 * mean, squares: 3.0 * mean * mean },
                })
                .collect(),
        }
    }

    /// All ways to put a few nodes into blocs: none is better than what the search finds.
    #[test]
    fn no_partition_is_better() {
        for seed in 0..25 {
            let mut dice = Dice::new(seed);
            let n = 7;
            let pairs: Vec<(usize, usize, f64)> = (0..n)
                .flat_map(|a| (a + 1..n).map(move |b| (a, b)))
                .map(|(a, b)| (a, b, dice.normal() * if dice.share() < 0.6 { 5.0 } else { 0.0 }))
                .collect();
            let net = network(n, &pairs);
            let found = blocs(&net);
            let bonds = net.bonds();
            let (friends, foes) = (Sign::of(n, &bonds, 1.0), Sign::of(n, &bonds, -1.0));
            let mut of = vec![0; n];
            let mut best = f64::NEG_INFINITY;
            loop {
                let value = (friends.surplus(&of) - foes.surplus(&of)) / (friends.total + foes.total);
                best = best.max(value);
                // The next string in which no number exceeds those before it by more than one.
                let Some(at) = (1..n).rev().find(|i| of[*i] <= *of[..*i].iter().max().unwrap_or(&0)) else { break };
                of[at] += 1;
                of[at + 1..].fill(0);
            }
            assert!((found.modularity - best).abs() < 1e-9, "seed {seed}: {} {best}", found.modularity);
        }
    }

    #[test]
    fn two_camps() {
        let mut pairs = Vec::new();
        for a in 0..10 {
            for b in a + 1..10 {
                pairs.push((a, b, if (a < 6) == (b < 6) { 4.0 } else { -4.0 }));
            }
        }
        let found = blocs(&network(11, &pairs));
        assert_eq!(found.of, [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2]);
        assert_eq!(found.count, 3);
        assert_eq!(blocs(&network(0, &[])).count, 0);
    }
}
