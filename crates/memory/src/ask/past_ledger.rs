//! The ledger as it was known at a moment: made anew from the openings, reports and judgements that the store held
//! then.

use std::collections::BTreeMap;

use detente_record::{CommitmentId, DocumentId, EventId, ReportId};
use rustc_hash::FxHashMap;

use crate::ask::filter::Filter;
use crate::ask::sql::Conditions;
use crate::error::{MemoryError, Result};
use crate::fact::{Fact, Opening, Realm};
use crate::ledger::announce::{self, Opened};
use crate::ledger::{self, Commitment, HORIZON, Happening};
use crate::store::settle::{self, Verdicts};
use crate::store::{Store, load};

impl Store {
    /// Every commitment known at a moment that the maker and the days of a filter let through. Whatever else the
    /// filter asks for is the caller's to look at.
    pub(super) fn ledger_known_on(&self, filter: &Filter, moment: jiff::Timestamp) -> Result<Vec<Commitment>> {
        let revision = self.revision_on(moment)?;
        // What others of a maker's announcements came to matters too: a horizon on either side is looked at.
        let first = filter.since.map(|d| d - 2 * HORIZON);
        let last = filter.until.map(|d| d + 3 * HORIZON);
        let mut facts: FxHashMap<ReportId, (Fact, Option<EventId>)> = FxHashMap::default();
        let mut documents: FxHashMap<DocumentId, Vec<ReportId>> = FxHashMap::default();
        let mut happenings: Vec<Happening> = Vec::new();
        for cell in self.cells_on(revision, None, (first, last))? {
            for (cluster, event) in &cell.events {
                for at in &cluster.members {
                    let fact = &cell.facts[*at];
                    documents.entry(fact.document).or_default().push(fact.id);
                    facts.insert(fact.id, (fact.clone(), Some(event.id)));
                }
                if event.realm != Realm::Supposed {
                    happenings.push(event.into());
                }
            }
        }
        happenings.sort_by(|a, b| (a.day, &a.id).cmp(&(b.day, &b.id)));
        let mut makers: BTreeMap<String, Vec<Opened>> = BTreeMap::new();
        for (maker, document, opening) in self.openings_on(revision, filter)? {
            let Some((fact, event)) = facts.get(&opening.report) else { continue };
            let opened = Opened { opening, document, fact: fact.clone(), event: *event };
            makers.entry(maker).or_default().push(opened);
        }
        let verdicts = self.verdicts_on(revision)?;
        let mut out = Vec::new();
        for opened in makers.into_values() {
            let announcements = announce::announcements(opened, &mut |one| {
                let of = documents.get(&one.document).into_iter().flatten();
                Ok(announce::watched(&one.opening, of.filter_map(|id| facts.get(id)).map(|(f, _)| f.clone())))
            })?;
            for mut commitment in ledger::ledger(&announcements, &happenings) {
                settle::judged(&mut commitment, &verdicts);
                out.push(commitment);
            }
        }
        Ok(out)
    }

    fn openings_on(&self, revision: i64, filter: &Filter) -> Result<Vec<(String, DocumentId, Opening)>> {
        let mut where_ = Conditions::default();
        where_.with("o.since <= ?", revision);
        where_.with("(o.until IS NULL OR o.until > ?)", revision);
        where_.plain("o.maker IS NOT NULL");
        where_.maybe("o.maker = ?", filter.actor.as_ref().map(|w| w.country.clone()));
        where_.maybe("o.said >= ?", filter.since.map(|d| d - HORIZON));
        where_.maybe("o.said <= ?", filter.until.map(|d| d + HORIZON));
        let mut statement = self.conn.prepare(&format!(
            "SELECT o.maker, d.id, o.id, o.report, o.kind, o.detail FROM opening o JOIN document d ON d.key = o.document
             {} ORDER BY o.id",
            where_.clause()
        ))?;
        let mut rows = statement.query(where_.values().as_slice())?;
        let mut out = Vec::new();
        while let Some(row) = rows.next()? {
            let (kind, detail): (String, String) = (row.get(4)?, row.get(5)?);
            let opening = Opening {
                id: CommitmentId::from_bytes(load::bytes(row, 2)?),
                report: ReportId::from_bytes(load::bytes(row, 3)?),
                kind: kind.parse().map_err(|e| MemoryError::damaged("a commitment", e))?,
                detail: serde_json::from_str(&detail).map_err(|e| MemoryError::damaged("a commitment", e))?,
            };
            out.push((row.get(0)?, DocumentId::from_bytes(load::bytes(row, 1)?), opening));
        }
        Ok(out)
    }

    fn verdicts_on(&self, revision: i64) -> Result<Verdicts> {
        let mut statement = self.conn.prepare(
            "SELECT target, other, act FROM judgement
             WHERE since <= ?1 AND (until IS NULL OR until > ?1) AND other IS NOT NULL AND act IN ('accept', 'reject')",
        )?;
        let rows = statement.query_map([revision], settle::verdict)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The latest day of publication among the documents that the store held at a moment.
    pub(super) fn today_on(&self, moment: jiff::Timestamp) -> Result<Option<i32>> {
        let revision = self.revision_on(moment)?;
        Ok(self.conn.query_row("SELECT max(published) FROM document WHERE since <= ?", [revision], |r| r.get(0))?)
    }
}
