//! Every report with the event it is filed under, for scoring the joining.

use std::collections::BTreeMap;

use detente_record::EventId;

use crate::error::Result;
use crate::event;
use crate::fact::Fact;
use crate::flatten::flatten;
use crate::join;
use crate::store::{Store, judge, load};

/// A report and its event.
#[derive(Clone, Debug)]
pub struct Filed {
    /// The report.
    pub fact: Fact,
    /// The event; none for what a person rejected.
    pub event: Option<EventId>,
}

impl Store {
    /// The reports that hold now, each with its event, in no particular order.
    ///
    /// # Errors
    /// When the database fails or holds what cannot be read.
    pub fn filed(&self) -> Result<Vec<Filed>> {
        let sql = format!(
            "SELECT {}, e.id FROM report r JOIN document d ON d.key = r.document LEFT JOIN event e ON e.key = r.event
             WHERE r.until IS NULL",
            load::COLUMNS
        );
        let mut statement = self.conn.prepare(&sql)?;
        let mut rows = statement.query([])?;
        let mut out = Vec::new();
        while let Some(row) = rows.next()? {
            let event: Option<Vec<u8>> = row.get(15)?;
            let event = event.and_then(|e| e.try_into().ok()).map(EventId::from_bytes);
            out.push(Filed { fact: load::loaded(row)?.fact, event });
        }
        Ok(out)
    }

    /// The stored records joined anew by this program, as if they had just come in; what people held together and
    /// apart stays so, what they fixed or rejected does not count. The store is not changed.
    ///
    /// # Errors
    /// When the database fails or holds what cannot be read.
    pub fn joined_anew(&self) -> Result<Vec<Filed>> {
        let mut statement = self.conn.prepare(
            "SELECT c.record, d.voice FROM coding c JOIN document d ON d.key = c.document
             WHERE c.until IS NULL ORDER BY d.id",
        )?;
        let mut rows = statement.query([])?;
        let mut cells: BTreeMap<(&'static str, i64), Vec<Fact>> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let record = load::open_record(&row.get::<_, Vec<u8>>(0)?)?;
            let voice: Option<String> = row.get(1)?;
            for fact in flatten(&record, voice.as_deref())?.facts {
                let cell = (join::family(fact.event_type), fact.realm().number());
                cells.entry(cell).or_default().push(fact);
            }
        }
        let wishes = judge::wishes(&self.conn)?;
        let mut out = Vec::new();
        for facts in cells.into_values() {
            for cluster in join::join(&facts, &wishes) {
                let event = cluster.members.first().map(|at| event::id_of(facts[*at].id));
                out.extend(cluster.members.iter().map(|at| Filed { fact: facts[*at].clone(), event }));
            }
        }
        Ok(out)
    }
}
