//! What two sides committed to towards each other.

use detente_memory::Store;
use detente_memory::ask::{Filter, Who};
use detente_memory::ledger::Commitment;
use detente_memory::ledger::stats::{self, Statistic};
use detente_relations::Dyad;

use crate::relation::ReadingError;
use crate::rows::CommitmentRow;
use crate::source;

/// The commitments of one side towards the other, by the day of their announcement.
///
/// # Errors
/// When the store cannot be read.
pub fn of(store: &Store, way: &Dyad) -> Result<Vec<CommitmentRow>, ReadingError> {
    let mut out: Vec<CommitmentRow> = whole(store, way)?.iter().map(CommitmentRow::of).collect();
    out.sort_by(|a, b| (&a.announced, &a.id).cmp(&(&b.announced, &b.id)));
    Ok(out)
}

/// What became of the commitments of one side towards the other, by maker and kind.
///
/// # Errors
/// When the store cannot be read.
pub fn kept(store: &Store, way: &Dyad) -> Result<Vec<Statistic>, ReadingError> {
    Ok(stats::statistics(&whole(store, way)?))
}

/// Each commitment once, by its id.
fn whole(store: &Store, way: &Dyad) -> Result<Vec<Commitment>, ReadingError> {
    let who = |code: &String| Some(Who { country: code.clone(), sector: None });
    let mut all = Vec::new();
    for maker in source::codes(&way.actor) {
        for addressee in source::codes(&way.recipient) {
            let filter = Filter { actor: who(&maker), recipient: who(&addressee), ..Filter::default() };
            all.extend(store.ledger(&filter)?);
        }
    }
    all.sort_by(|a, b| a.id.cmp(&b.id));
    all.dedup_by(|a, b| a.id == b.id);
    Ok(all)
}
