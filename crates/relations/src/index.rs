//! All directed pairs of actors at once.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use crate::calendar::{Day, Step};
use crate::dyad::Dyad;
use crate::occurrence::{Occurrence, Party};
use crate::series::{Exposure, Series, SeriesError};

/// A directed pair of codes and how many events it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DyadCount {
    /// Code of who acts.
    pub actor: SmolStr,
    /// Code of to whom.
    pub recipient: SmolStr,
    /// Events, those yet to come among them.
    pub events: usize,
}

/// Occurrences by directed pair of codes, so that many series can be taken without reading all events each time.
#[derive(Clone, Debug)]
pub struct Index<'a> {
    occurrences: &'a [Occurrence],
    pairs: BTreeMap<(SmolStr, SmolStr), Vec<u32>>,
    days: Option<(Day, Day)>,
}

impl<'a> Index<'a> {
    /// Over some occurrences, at most 4 thousand million of them. What an actor does to itself is a pair too.
    #[must_use]
    pub fn new(occurrences: &'a [Occurrence]) -> Self {
        let mut pairs: BTreeMap<(SmolStr, SmolStr), Vec<u32>> = BTreeMap::new();
        for (at, occurrence) in occurrences.iter().enumerate() {
            let Ok(at) = u32::try_from(at) else { break };
            let mut file = |actors: &[Party], recipients: &[Party]| {
                for actor in actors {
                    for recipient in recipients {
                        let list = pairs.entry((actor.code.clone(), recipient.code.clone())).or_default();
                        if list.last() != Some(&at) {
                            list.push(at);
                        }
                    }
                }
            };
            file(&occurrence.actors, &occurrence.recipients);
            if occurrence.reciprocal {
                file(&occurrence.recipients, &occurrence.actors);
            }
        }
        let days = occurrences.iter().map(|o| o.day).min().zip(occurrences.iter().map(|o| o.day).max());
        Self { occurrences, pairs, days }
    }

    /// First and last day of all occurrences.
    #[must_use]
    pub fn days(&self) -> Option<(Day, Day)> {
        self.days
    }

    /// Every directed pair, by its codes.
    pub fn dyads(&self) -> impl Iterator<Item = DyadCount> + '_ {
        self.pairs.iter().map(|((actor, recipient), list)| DyadCount {
            actor: actor.clone(),
            recipient: recipient.clone(),
            events: list.len(),
        })
    }

    /// The occurrences of a pair, in the order in which they were given.
    pub fn events(&self, actor: &str, recipient: &str) -> impl Iterator<Item = &'a Occurrence> + '_ {
        self.pairs
            .get(&(SmolStr::new(actor), SmolStr::new(recipient)))
            .into_iter()
            .flatten()
            .filter_map(|at| self.occurrences.get(*at as usize))
    }

    /// The series of a pair over the days of all occurrences, so that all series of an index have the same periods.
    ///
    /// # Errors
    /// When there are no occurrences at all, or too many periods.
    pub fn series(&self, actor: &str, recipient: &str, step: Step, exposure: &Exposure) -> Result<Series, SeriesError> {
        let dyad = Dyad::between(actor, recipient);
        let (from, to) = self.days.ok_or_else(|| SeriesError::Empty(dyad.to_string()))?;
        Series::between(&dyad, step, exposure, from, to, self.events(actor, recipient))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use detente_record::EventType;

    #[test]
    fn the_index_agrees_with_the_dyads() {
        let names = ["A", "B", "C"];
        let events: Vec<Occurrence> = (0..60i32)
            .map(|i| {
                let at = usize::try_from(i).unwrap();
                let mut o = Occurrence::new(
                    format!("e{i}"),
                    i * 3,
                    Party::new(names[at % 3]),
                    Party::new(names[(at / 3) % 3]),
                    EventType::ALL[at % 17],
                );
                o.reciprocal = i % 7 == 0;
                if i % 5 == 0 {
                    o.recipients.push(Party::new("B"));
                }
                o
            })
            .collect();
        let index = Index::new(&events);
        let exposure = Exposure::of(Step::Month, &events);
        assert!(index.dyads().count() >= 8);
        for pair in index.dyads() {
            let taken = index.series(&pair.actor, &pair.recipient, Step::Month, &exposure).unwrap();
            let dyad = Dyad::between(pair.actor.clone(), pair.recipient.clone());
            let (from, to) = index.days().unwrap();
            assert_eq!(taken, Series::between(&dyad, Step::Month, &exposure, from, to, &events).unwrap());
            assert_eq!(taken.points.iter().map(|p| p.all.events as usize).sum::<usize>(), pair.events);
        }
    }
}
