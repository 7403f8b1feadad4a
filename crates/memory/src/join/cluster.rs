//! Agglomerative clustering of the reports of one cell.

use detente_record::ReportId;

use crate::fact::Fact;
use crate::join::Wishes;
use crate::join::score::{ENOUGH, View, weigh};

/// Why two groups of reports were joined: the pair that did it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// One report.
    pub a: ReportId,
    /// The other.
    pub b: ReportId,
    /// Points of the pair, in thousandths.
    pub points: i32,
    /// What they are made of.
    pub why: String,
}

/// Groups that fit worse than this on the average stay apart, whatever their best pair.
const AVERAGE: i32 = ENOUGH - 100;
/// Larger cells are not compared pair by pair, but each report with the founders of the groups.
const LARGE: usize = 700;

/// The clusters of `members`, which are in the order of their ids, each with its decisions.
pub(super) fn cluster(facts: &[Fact], members: &[usize], wishes: &Wishes) -> Vec<(Vec<usize>, Vec<Decision>)> {
    if members.len() > LARGE {
        return by_founders(facts, members, wishes);
    }
    let n = members.len();
    let views: Vec<View<'_>> = members.iter().map(|at| View::new(&facts[*at])).collect();
    // Points of each pair; MIN for a pair that cannot be.
    let mut points = vec![i32::MIN; n * n];
    let mut pairs: Vec<(i32, usize, usize)> = Vec::new();
    for i in 0..n {
        for j in i + 1..n {
            let Some(p) = points_of(&views[i], &views[j], wishes) else { continue };
            points[i * n + j] = p;
            points[j * n + i] = p;
            if p >= ENOUGH {
                pairs.push((p, i, j));
            }
        }
    }
    pairs.sort_unstable_by_key(|(p, i, j)| (-p, *i, *j));
    let mut home: Vec<usize> = (0..n).collect();
    let mut groups: Vec<Vec<usize>> = (0..n).map(|i| vec![i]).collect();
    let mut decisions: Vec<Vec<Decision>> = vec![Vec::new(); n];
    for (p, i, j) in pairs {
        let (x, y) = (home[i].min(home[j]), home[i].max(home[j]));
        if x == y || !fit(&points, n, &groups[x], &groups[y]) {
            continue;
        }
        let moved = std::mem::take(&mut groups[y]);
        for at in &moved {
            home[*at] = x;
        }
        groups[x].extend(moved);
        let more = std::mem::take(&mut decisions[y]);
        decisions[x].extend(more);
        decisions[x].push(decision(&facts[members[i]], &facts[members[j]], p));
    }
    groups
        .into_iter()
        .zip(decisions)
        .filter(|(group, _)| !group.is_empty())
        .map(|(group, decisions)| (group.into_iter().map(|at| members[at]).collect(), decisions))
        .collect()
}

/// Whether two groups fit on the average, and no pair of them is impossible.
fn fit(points: &[i32], n: usize, a: &[usize], b: &[usize]) -> bool {
    let mut sum = 0_i64;
    for x in a {
        for y in b {
            let p = points[x * n + y];
            if p == i32::MIN {
                return false;
            }
            sum += i64::from(p);
        }
    }
    let pairs = i64::try_from(a.len() * b.len()).unwrap_or(i64::MAX);
    sum >= i64::from(AVERAGE) * pairs
}

/// For a cell of very many reports: each goes, in the order of ids, to the group whose founder it fits best.
fn by_founders(facts: &[Fact], members: &[usize], wishes: &Wishes) -> Vec<(Vec<usize>, Vec<Decision>)> {
    let mut groups: Vec<(Vec<usize>, Vec<Decision>)> = Vec::new();
    let mut founders: Vec<View<'_>> = Vec::new();
    for &at in members {
        let view = View::new(&facts[at]);
        let best = groups
            .iter()
            .zip(&founders)
            .enumerate()
            .filter_map(|(number, ((group, _), founder))| {
                let p = points_of(founder, &view, wishes)?;
                let clash = !wishes.apart.is_empty()
                    && group.iter().any(|other| wishes.keeps_apart(facts[*other].id, facts[at].id));
                (p >= ENOUGH && !clash).then_some((p, std::cmp::Reverse(number)))
            })
            .max();
        match best {
            Some((p, std::cmp::Reverse(number))) => {
                let founder = groups[number].0[0];
                groups[number].0.push(at);
                groups[number].1.push(decision(&facts[founder], &facts[at], p));
            }
            None => {
                groups.push((vec![at], Vec::new()));
                founders.push(view);
            }
        }
    }
    groups
}

fn points_of(a: &View<'_>, b: &View<'_>, wishes: &Wishes) -> Option<i32> {
    if wishes.keeps_apart(a.fact.id, b.fact.id) {
        return None;
    }
    weigh(a, b, &mut |_, _| {})
}

fn decision(a: &Fact, b: &Fact, points: i32) -> Decision {
    let mut why = String::new();
    weigh(&View::new(a), &View::new(b), &mut |what, p| {
        if !why.is_empty() {
            why.push_str(", ");
        }
        why.push_str(what);
        why.push_str(&format!(" {p:+}"));
    });
    Decision { a: a.id, b: b.id, points, why }
}
