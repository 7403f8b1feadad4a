//! Which reports are of one event.
//!
//! **A pure function.** [`join`] takes all reports of a family of acts over some days and says which belong
//! together; neither the order of the input nor what was joined before enters. So the store may join whatever days
//! were touched, and gets what joining everything would give.
//!
//! **Cells.** Reports can be of one event only when they are of one family of acts, one [`Realm`] (what was, what is
//! to come, what is supposed) and one day. A report that names its day is filed under it. One that says no more than
//! that it was so by the day of its document ([`Timing::ByDocument`]) goes to the day, up to [`LAG`] days before,
//! of the dated report that it fits best ([`anchors`]), else it stays under the day of its document. Nothing further
//! away can change a cell: that is what makes joining local.
//!
//! **Clusters.** Within a cell, pairs are scored ([`score::weigh`]) and the best pairs joined first, as long as the
//! two groups fit on the average and no pair of them is impossible (agglomerative clustering, average linkage with
//! constraints). Scores are whole numbers and ties fall by id, so the result is the same on every machine.
//!
//! **People.** What a person holds together is joined whatever the score, what a person keeps apart never is.
//!
//! [`Realm`]: crate::fact::Realm
//! [`Timing::ByDocument`]: crate::fact::Timing::ByDocument

mod cluster;
mod score;

use detente_record::{EventType, ReportId};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::fact::{Fact, Timing};

pub use cluster::Decision;
pub use score::{ENOUGH, View, weigh};

/// A report without a date of its own can be of an event so many days before its document.
pub const LAG: i32 = 3;
/// Points that each of these days costs: the nearer day is the likelier one.
const DAY_APART: i32 = 50;

/// The name of the family of acts whose reports can be of one event: one outlet's test of a missile is another's
/// shot.
#[must_use]
pub fn family(event_type: EventType) -> &'static str {
    match event_type {
        EventType::Mobilize | EventType::Assault => "ARMED",
        EventType::Aid | EventType::Cooperate => "AID",
        other => other.code(),
    }
}

/// What people said of pairs of reports.
#[derive(Clone, Debug, Default)]
pub struct Wishes {
    /// Of one event.
    pub together: Vec<(ReportId, ReportId)>,
    /// Not of one event.
    pub apart: FxHashSet<(ReportId, ReportId)>,
}

impl Wishes {
    /// Whether a person keeps two reports apart.
    #[must_use]
    pub fn keeps_apart(&self, a: ReportId, b: ReportId) -> bool {
        !self.apart.is_empty() && (self.apart.contains(&(a, b)) || self.apart.contains(&(b, a)))
    }
}

/// Reports of one event.
#[derive(Clone, Debug, PartialEq)]
pub struct Cluster {
    /// Indices into the facts given, by day said and id.
    pub members: Vec<usize>,
    /// The day of its cell; below [`NO_DAY`](crate::fact::NO_DAY) when it has none.
    pub day: i32,
    /// Why they were joined, in the order in which they were.
    pub decisions: Vec<Decision>,
}

/// Joins the reports of one family and realm. Of reports near either end of the days given the surroundings are
/// missing: the caller keeps the clusters of those days only whose surroundings of [`LAG`] days he gave.
#[must_use]
pub fn join(facts: &[Fact], wishes: &Wishes) -> Vec<Cluster> {
    let mut cells: FxHashMap<i32, Vec<usize>> = FxHashMap::default();
    for (at, anchor) in anchors(facts).into_iter().enumerate() {
        cells.entry(anchor).or_default().push(at);
    }
    let mut clusters = Vec::new();
    for (day, mut members) in cells {
        members.sort_unstable_by_key(|at| facts[*at].id);
        clusters.extend(cluster::cluster(facts, &members, wishes).into_iter().map(|(members, decisions)| Cluster {
            members,
            day,
            decisions,
        }));
    }
    hold_together(facts, &mut clusters, wishes);
    for cluster in &mut clusters {
        cluster.members.sort_unstable_by_key(|at| (facts[*at].said().unwrap_or(i32::MAX), facts[*at].id));
    }
    clusters.sort_unstable_by_key(|c| (c.day, c.members.first().map(|at| facts[*at].id)));
    clusters
}

/// The day of each report's cell.
#[must_use]
pub fn anchors(facts: &[Fact]) -> Vec<i32> {
    let mut exact: FxHashMap<i32, Vec<View<'_>>> = FxHashMap::default();
    for fact in facts.iter().filter(|f| f.timing == Timing::Exact) {
        exact.entry(fact.base()).or_default().push(View::new(fact));
    }
    facts
        .iter()
        .map(|fact| {
            let base = fact.base();
            if fact.timing != Timing::ByDocument {
                return base;
            }
            let view = View::new(fact);
            let best = (base - LAG..=base)
                .filter_map(|day| {
                    let points =
                        exact.get(&day)?.iter().filter_map(|other| weigh(&view, other, &mut |_, _| {})).max()?;
                    let points = points - (base - day) * DAY_APART;
                    (points >= ENOUGH).then_some((points, day))
                })
                .max();
            best.map_or(base, |(_, day)| day)
        })
        .collect()
}

/// Joins the clusters that people hold together.
fn hold_together(facts: &[Fact], clusters: &mut Vec<Cluster>, wishes: &Wishes) {
    if wishes.together.is_empty() {
        return;
    }
    let mut home: FxHashMap<ReportId, usize> = FxHashMap::default();
    for (number, cluster) in clusters.iter().enumerate() {
        home.extend(cluster.members.iter().map(|at| (facts[*at].id, number)));
    }
    let mut pairs = wishes.together.clone();
    pairs.sort_unstable();
    let mut root: Vec<usize> = (0..clusters.len()).collect();
    for (a, b) in pairs {
        let (Some(&x), Some(&y)) = (home.get(&a), home.get(&b)) else { continue };
        let (x, y) = (find(&mut root, x), find(&mut root, y));
        if x == y {
            continue;
        }
        let order = |number: usize| (clusters[number].day, facts[clusters[number].members[0]].id);
        let (into, from) = if order(x) <= order(y) { (x, y) } else { (y, x) };
        root[from] = into;
        let moved = std::mem::replace(&mut clusters[from], Cluster { members: vec![], day: 0, decisions: vec![] });
        clusters[into].members.extend(moved.members);
        clusters[into].decisions.extend(moved.decisions);
        clusters[into].decisions.push(Decision { a, b, points: 1000, why: "a person holds them together".into() });
    }
    clusters.retain(|c| !c.members.is_empty());
}

fn find(root: &mut [usize], mut at: usize) -> usize {
    while root[at] != at {
        root[at] = root[root[at]];
        at = root[at];
    }
    at
}

#[cfg(test)]
mod tests;
