//! How far a network has split into camps.

use std::collections::BTreeMap;

use super::blocs::{Blocs, blocs};
use super::graph::Network;
use crate::calendar::{Period, Step};
use crate::occurrence::Occurrence;
use crate::tally::Measure;

/// How far a network has split into camps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Polarisation {
    /// Actors.
    pub actors: usize,
    /// Pairs of them with scored events.
    pub bonds: usize,
    /// Blocs.
    pub blocs: usize,
    /// Signed modularity of the blocs.
    pub modularity: f64,
    /// Share of the weight of all bonds that is hostile, 0 to 1.
    pub hostility: f64,
    /// Share of the weight of all bonds that contradicts the blocs: hostile within one or friendly between two, 0 to 1
    /// (the weighted line index of balance, Harary 1959, over the total).
    pub frustration: f64,
    /// Share of closed triads that are balanced, an even number of their bonds hostile (Cartwright & Harary 1956); none
    /// without closed triads.
    pub balance: Option<f64>,
}

/// Of a network and its blocs.
#[must_use]
pub fn polarisation(network: &Network, blocs: &Blocs) -> Polarisation {
    let bonds = network.bonds();
    let (mut total, mut hostile, mut against) = (0.0, 0.0, 0.0);
    let mut signs: Vec<BTreeMap<usize, bool>> = vec![BTreeMap::new(); network.nodes.len()];
    for bond in &bonds {
        let weight = bond.weight.abs();
        total += weight;
        let foe = bond.weight < 0.0;
        hostile += if foe { weight } else { 0.0 };
        against += if foe == (blocs.of[bond.a] == blocs.of[bond.b]) { weight } else { 0.0 };
        if bond.weight != 0.0 {
            signs[bond.a].insert(bond.b, foe);
        }
    }
    let (mut triads, mut balanced) = (0u32, 0u32);
    for near in &signs {
        for (b, first) in near {
            for (c, second) in near.range(b + 1..) {
                if let Some(third) = signs[*b].get(c) {
                    triads += 1;
                    balanced += u32::from((u8::from(*first) + u8::from(*second) + u8::from(*third)) % 2 == 0);
                }
            }
        }
    }
    let share = |part: f64| if total > 0.0 { part / total } else { 0.0 };
    Polarisation {
        actors: network.nodes.len(),
        bonds: bonds.len(),
        blocs: blocs.count,
        modularity: blocs.modularity,
        hostility: share(hostile),
        frustration: share(against),
        balance: (triads > 0).then(|| f64::from(balanced) / f64::from(triads)),
    }
}

/// Of every period from the first to the last event, those without events too.
#[must_use]
pub fn over_time(step: Step, measure: Measure, least: u32, occurrences: &[Occurrence]) -> Vec<(Period, Polarisation)> {
    let mut by_period: BTreeMap<i32, Vec<&Occurrence>> = BTreeMap::new();
    for occurrence in occurrences {
        by_period.entry(step.of(occurrence.day).index).or_default().push(occurrence);
    }
    let (Some(first), Some(last)) = (by_period.keys().next().copied(), by_period.keys().last().copied()) else {
        return Vec::new();
    };
    (first..=last)
        .map(|index| {
            let period = Period { step, index };
            let own = by_period.remove(&index).unwrap_or_default();
            let network = Network::of(period.first_day(), period.last_day(), measure, least, own);
            (period, polarisation(&network, &blocs(&network)))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::occurrence::Party;
    use detente_record::EventType;

    fn event(at: i32, actor: &str, recipient: &str, score: f32) -> Occurrence {
        let mut o = Occurrence::new(format!("e{at}"), at, Party::new(actor), Party::new(recipient), EventType::Consult);
        o.plover = Some(score);
        o
    }

    #[test]
    fn camps_form() {
        // In the first month everyone is friendly; in the second A and B stand against C and D.
        let names = ["A", "B", "C", "D"];
        let mut events = Vec::new();
        let mut at = 0;
        for month in 0..2 {
            for (i, a) in names.iter().enumerate() {
                for (j, b) in names.iter().enumerate().filter(|(j, _)| *j != i) {
                    let friendly = month == 0 || (i < 2) == (j < 2);
                    let mut e = event(at, a, b, if friendly { 3.0 } else { -5.0 });
                    e.day = month * 31;
                    events.push(e);
                    at += 1;
                }
            }
        }
        let months = over_time(Step::Month, Measure::Plover, 1, &events);
        assert_eq!(months.len(), 2);
        let (before, after) = (months[0].1, months[1].1);
        assert_eq!((before.hostility, before.blocs, before.balance), (0.0, 1, Some(1.0)));
        assert_eq!((after.blocs, after.frustration, after.balance), (2, 0.0, Some(1.0)));
        assert!(after.modularity > before.modularity + 0.3 && after.hostility > 0.5);
    }

    #[test]
    fn three_foes_are_out_of_balance() {
        let events = [event(0, "A", "B", -5.0), event(1, "B", "C", -5.0), event(2, "C", "A", -5.0)];
        let network = Network::of(0, 9, Measure::Plover, 1, &events);
        assert_eq!(polarisation(&network, &blocs(&network)).balance, Some(0.0));
        assert!(over_time(Step::Month, Measure::Plover, 1, &[]).is_empty());
    }
}
