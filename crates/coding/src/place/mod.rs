//! Where it was: the place that a clause names.
//!
//! ```text
//! clause ──locative──▶ words that name its place ──names──▶ what the gazetteer holds ──choose──▶ Place, or left open
//! ```
//!
//! A place belongs to a clause when a preposition of place ties it to the verb or to a noun that only holds the event,
//! or when the act is of a kind that is done to places and a place is its object. The place of someone's own noun
//! phrase ("the embassy in Kabul") is not the event's, a state that acts is no place ("Pyongyang said"), and where
//! the document was written is not where the event was. A name with several bearers is decided by what stands beside
//! it and by the states that the text speaks of; where that does not decide, the name stays without country and
//! position.

mod choose;
mod locative;
mod names;
mod words;

use std::cell::OnceCell;

use detente_actors::Resolved;
use detente_record::{Document, EventType, Place, PlaceLevel, Sought};
use rustc_hash::FxHashMap;

use crate::sense::Clause;

/// The states that a document speaks of, counted when first asked for.
#[derive(Debug, Default)]
pub struct States {
    counted: OnceCell<FxHashMap<String, usize>>,
}

impl States {
    /// How often each state is named, by code.
    fn of(&self, resolved: &Resolved) -> &FxHashMap<String, usize> {
        self.counted.get_or_init(|| {
            let countries: FxHashMap<_, _> =
                resolved.actors.iter().filter_map(|a| Some((a.id, a.country.found()?.clone()))).collect();
            let mut counted = FxHashMap::default();
            for code in resolved.mentions.iter().flat_map(|m| &m.resolution.proposed).filter_map(|id| countries.get(id))
            {
                *counted.entry(code.clone()).or_insert(0) += 1;
            }
            counted
        })
    }
}

/// The place of the clause of a verb or noun: the most exact of those it names. `None` when it names none.
#[must_use]
pub fn of_clause(
    clause: &Clause<'_, '_>,
    at: usize,
    event_type: EventType,
    document: &Document,
    states: &States,
) -> Option<Place> {
    let mut found: Vec<Place> = locative::words(clause.tree, at, event_type)
        .into_iter()
        .filter_map(|word| place(clause, word, document, states))
        .collect();
    found.sort_by_key(|p| (p.level.is_none(), p.level, p.span));
    // A place that cannot be found is better than none, but not than one that can.
    found.into_iter().next()
}

/// The place that a word names, with what stands around it.
fn place(clause: &Clause<'_, '_>, word: locative::Located, document: &Document, states: &States) -> Option<Place> {
    let name = names::at(clause, word.word, document)?;
    if word.object && name.country.is_some() {
        return None;
    }
    let chosen = choose::choose(clause, &name, document, states);
    let open = || Place {
        span: name.span,
        name: document.slice(name.span).to_owned(),
        country: Sought::Absent,
        level: None,
        position: Sought::Absent,
        entry: None,
    };
    match chosen {
        choose::Chosen::Place(found) => {
            let country = match found.countries.as_slice() {
                [only] => Some(only.clone()),
                _ => None,
            };
            if word.object && matches!(found.level, PlaceLevel::Country | PlaceLevel::Sea) {
                return None;
            }
            Some(Place {
                span: name.span,
                name: found.name,
                country: Sought::looked(country),
                level: Some(found.level),
                position: Sought::Found(found.position),
                entry: Some(found.entry),
            })
        }
        choose::Chosen::Country(code) => {
            let (position, entry) = clause.lexicon.knowledge.places.country(&code)?;
            Some(Place {
                span: name.span,
                name: document.slice(name.span).to_owned(),
                country: Sought::Found(code),
                level: Some(PlaceLevel::Country),
                position: Sought::Found(position),
                entry: Some(entry),
            })
        }
        choose::Chosen::Open => Some(open()),
        choose::Chosen::NoPlace => None,
    }
}
