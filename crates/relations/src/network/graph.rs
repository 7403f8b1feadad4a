//! Who has to do with whom.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use crate::calendar::Day;
use crate::occurrence::{Occurrence, Party, Realm};
use crate::tally::{Measure, Scores};

/// An actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its code.
    pub code: SmolStr,
    /// Events in which it acts towards another.
    pub sent: u32,
    /// Events in which another acts towards it.
    pub received: u32,
}

/// What one actor does to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Tie {
    /// Place of who acts among the nodes.
    pub actor: usize,
    /// Place of to whom.
    pub recipient: usize,
    /// Events.
    pub events: u32,
    /// Their scores.
    pub scores: Scores,
}

/// How two actors stand with each other, both directions taken together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bond {
    /// Place of the one among the nodes.
    pub a: usize,
    /// Place of the other, always higher.
    pub b: usize,
    /// `mean score / 10 × ln(1 + scored events)`: negative for hostility. The logarithm keeps the pairs that are written
    /// about most from outweighing all others.
    pub weight: f64,
}

/// A network of directed ties.
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    /// Its first day.
    pub from: Day,
    /// Its last day.
    pub to: Day,
    /// Which score the ties carry.
    pub measure: Measure,
    /// The actors, by code.
    pub nodes: Vec<Node>,
    /// The ties, by actor and recipient.
    pub ties: Vec<Tie>,
}

impl Network {
    /// Of the events between two days (inclusive). What an actor does to itself, what is yet to come, and ties of fewer
    /// than `least` events are left out.
    #[must_use]
    pub fn of<'a>(
        from: Day,
        to: Day,
        measure: Measure,
        least: u32,
        occurrences: impl IntoIterator<Item = &'a Occurrence>,
    ) -> Self {
        let mut own: Vec<&Occurrence> =
            occurrences.into_iter().filter(|o| o.realm == Realm::Happened && (from..=to).contains(&o.day)).collect();
        // Sums depend on the order of what is summed: it must not be the caller's.
        own.sort_by(|a, b| (a.day, &a.id).cmp(&(b.day, &b.id)));
        own.dedup_by(|a, b| a.id == b.id);
        let mut ties: BTreeMap<(SmolStr, SmolStr), (u32, Scores)> = BTreeMap::new();
        for o in own {
            let score = measure.of(o);
            let mut pairs = pairs(&o.actors, &o.recipients);
            if o.reciprocal {
                pairs.extend(self::pairs(&o.recipients, &o.actors));
            }
            pairs.sort();
            pairs.dedup();
            for pair in pairs {
                let tie = ties.entry(pair).or_default();
                tie.0 += 1;
                tie.1.add(score);
            }
        }
        ties.retain(|_, tie| tie.0 >= least);
        let mut nodes: BTreeMap<SmolStr, Node> = BTreeMap::new();
        for ((actor, recipient), (events, _)) in &ties {
            nodes.entry(actor.clone()).or_insert_with(|| Node::new(actor)).sent += events;
            nodes.entry(recipient.clone()).or_insert_with(|| Node::new(recipient)).received += events;
        }
        let places: BTreeMap<SmolStr, usize> = nodes.keys().cloned().zip(0..).collect();
        let ties = ties
            .into_iter()
            .map(|((actor, recipient), (events, scores))| Tie {
                actor: places[&actor],
                recipient: places[&recipient],
                events,
                scores,
            })
            .collect();
        Self { from, to, measure, nodes: nodes.into_values().collect(), ties }
    }

    /// How each pair of actors stands with each other; pairs without a scored event are left out.
    #[must_use]
    pub fn bonds(&self) -> Vec<Bond> {
        let mut pairs: BTreeMap<(usize, usize), Scores> = BTreeMap::new();
        for tie in &self.ties {
            let key = (tie.actor.min(tie.recipient), tie.actor.max(tie.recipient));
            pairs.entry(key).or_default().merge(&tie.scores);
        }
        pairs
            .into_iter()
            .filter_map(|((a, b), scores)| {
                Some(Bond { a, b, weight: scores.mean()? / 10.0 * f64::from(scores.events).ln_1p() })
            })
            .collect()
    }
}

impl Node {
    fn new(code: &SmolStr) -> Self {
        Self { code: code.clone(), sent: 0, received: 0 }
    }
}

fn pairs(actors: &[Party], recipients: &[Party]) -> Vec<(SmolStr, SmolStr)> {
    actors
        .iter()
        .flat_map(|a| recipients.iter().map(move |r| (a.code.clone(), r.code.clone())))
        .filter(|(a, r)| a != r)
        .collect()
}
