//! Our own events in the shape of other datasets', for writing them out.

use std::collections::BTreeSet;

use detente_record::EventId;

use crate::ask::{Filter, Value};
use crate::error::{MemoryError, Result};
use crate::event::EventDetail;
use crate::fact::{NO_DAY, Party};
use crate::foreign::put::event_type;
use crate::foreign::{Detail, Event, Side};
use crate::store::Store;

impl Store {
    /// Calls `each` with our own events that a filter lets through, in its order: one for each pair of actor and
    /// recipient, the second and later with `/2`, `/3` … after their id. Gives the number of events that were left out
    /// because no day is known for them.
    ///
    /// # Errors
    /// When the filter cannot be used or the database fails, and what `each` returns.
    pub fn own_each<E: From<MemoryError>>(
        &self,
        filter: &Filter,
        mut each: impl FnMut(Event) -> std::result::Result<(), E>,
    ) -> std::result::Result<usize, E> {
        if filter.known_on.is_some() {
            let why = "events are written out as the store holds them now";
            return Err(MemoryError::Filter(why.into()).into());
        }
        let listing = self.events(filter)?;
        let at = listing.columns.iter().position(|(name, _)| *name == "id").unwrap_or(0);
        let mut without_day = 0;
        for row in &listing.rows {
            let Some(Value::Text(id)) = row.get(at) else { continue };
            match self.own(id)? {
                Some(events) => events.into_iter().try_for_each(&mut each)?,
                None => without_day += 1,
            }
        }
        Ok(without_day)
    }

    /// The pairs of an event; none when it has no day.
    fn own(&self, id: &str) -> Result<Option<Vec<Event>>> {
        let key: EventId = id.parse().map_err(|e| MemoryError::damaged("an id", e))?;
        type Columns = (Option<i32>, String, Option<String>, Option<String>, [i64; 3], Option<f64>, String);
        let (day, kind, mode, place, [reports, documents, outlets], score, detail): Columns = self
            .conn
            .prepare_cached(
                "SELECT day, type, mode, place, reports, documents, outlets, score, detail FROM event WHERE id = ?",
            )?
            .query_row([key.as_bytes().as_slice()], |r| {
                let counts = [r.get(4)?, r.get(5)?, r.get(6)?];
                Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, counts, r.get(7)?, r.get(8)?))
            })?;
        let Some(day) = day.filter(|d| *d > NO_DAY) else { return Ok(None) };
        let detail: EventDetail = serde_json::from_str(&detail).map_err(|e| MemoryError::damaged("an event", e))?;
        let base = Event {
            day,
            event_type: event_type(&kind),
            mode,
            score,
            detail: Detail {
                place,
                mentions: Some(reports),
                articles: Some(documents),
                sources: Some(outlets),
                note: Some(detail.clause.clone()).filter(|c| !c.is_empty()),
                ..Detail::default()
            },
            ..Event::default()
        };
        let (actors, recipients) = (sides(&detail.actors), sides(&detail.recipients));
        let mut events: Vec<Event> = Vec::new();
        for actor in &actors {
            for recipient in &recipients {
                let one = actors.len() * recipients.len() == 1;
                if !one && !actor.is_empty() && actor.country == recipient.country && actor.name == recipient.name {
                    continue;
                }
                let id = if events.is_empty() { id.to_owned() } else { format!("{id}/{}", events.len() + 1) };
                events.push(Event { id: Some(id), actor: actor.clone(), recipient: recipient.clone(), ..base.clone() });
            }
        }
        Ok(Some(events))
    }
}

/// One side for each state or body, by the first party of it; one for each party without one.
fn sides(parties: &[Party]) -> Vec<Side> {
    let mut seen = BTreeSet::new();
    let mut out: Vec<Side> = Vec::new();
    for party in parties {
        if seen.insert(party.country.clone().unwrap_or_else(|| format!("?{}", party.name))) {
            out.push(Side {
                name: Some(party.name.clone()).filter(|n| !n.is_empty()),
                code: None,
                country: party.country.clone(),
                sector: party.sector.clone(),
            });
        }
    }
    if out.is_empty() {
        out.push(Side::default());
    }
    out
}
