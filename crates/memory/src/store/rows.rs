//! Rows of reports and openings, and what finds them.

use rusqlite::params;

use crate::error::{MemoryError, Result};
use crate::fact::{Fact, NO_DAY, Opening};
use crate::join;
use crate::store::judge::{self, Verdict};
use crate::store::put::Put;

/// Who acts.
pub(crate) const ACTOR: i64 = 0;
/// Who is acted upon.
pub(crate) const RECIPIENT: i64 = 1;
/// Who says so.
pub(crate) const SOURCE: i64 = 2;
/// Rows by which a report is found by who takes part.
pub(crate) fn party_rows(fact: &Fact) -> Vec<(i64, String, i32)> {
    let d = fact.day().unwrap_or(NO_DAY);
    let mut out = Vec::new();
    for (role, list) in [(ACTOR, fact.actor_countries()), (RECIPIENT, fact.recipient_countries())] {
        out.extend(list.into_iter().map(|c| (role, c.to_owned(), d)));
    }
    out.extend(fact.detail.sources.iter().filter_map(|s| s.party.country.clone()).map(|c| (SOURCE, c, d)));
    out.sort();
    out.dedup();
    out
}

/// Rows by which a report is found by the pair.
pub(crate) fn dyad_rows(fact: &Fact) -> Vec<(String, String, i32)> {
    let d = fact.day().unwrap_or(NO_DAY);
    pairs(&fact.actor_countries(), &fact.recipient_countries()).into_iter().map(|(a, r)| (a, r, d)).collect()
}

/// Each actor with each other recipient.
pub(crate) fn pairs(actors: &[&str], recipients: &[&str]) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for a in actors {
        for r in recipients.iter().filter(|r| r != &a) {
            out.push(((*a).to_owned(), (*r).to_owned()));
        }
    }
    out
}

impl Put<'_> {
    /// Ends a row of a report; it stays for those who ask what was known before.
    pub(crate) fn end_report(&mut self, key: i64, now: i64) -> Result<()> {
        let (fact, verdict) = crate::store::load::fact_of_key(&self.tx, key)?;
        self.touched.report(&fact);
        self.tx
            .prepare_cached("UPDATE report SET until = ?, event = NULL WHERE key = ?")?
            .execute(params![now, key])?;
        if verdict.as_deref() != Some(judge::REJECTED) {
            for (role, country, d) in party_rows(&fact) {
                self.tx
                    .prepare_cached("DELETE FROM report_party WHERE role=? AND country=? AND day=? AND report=?")?
                    .execute(params![role, country, d, key])?;
            }
            for (a, r, d) in dyad_rows(&fact) {
                self.tx
                    .prepare_cached(
                        "DELETE FROM report_dyad WHERE actor=? AND recipient=? AND day=? AND type=? AND report=?",
                    )?
                    .execute(params![a, r, d, fact.event_type.code(), key])?;
            }
        }
        self.tx.prepare_cached("DELETE FROM report_text WHERE rowid = ?")?.execute([key])?;
        Ok(())
    }

    /// Adds a row of a report as a person's verdict, if there is one, leaves it.
    pub(crate) fn report(
        &mut self,
        document: i64,
        coding: i64,
        fact: &Fact,
        verdict: Option<&Verdict>,
        now: i64,
    ) -> Result<()> {
        let mut fact = fact.clone();
        if let Some(verdict) = verdict {
            verdict.apply(&mut fact);
        }
        let fact = &fact;
        let verdict = verdict.map(|v| v.act.as_str());
        let detail = serde_json::to_string(&fact.detail).map_err(|e| MemoryError::damaged("a report", e))?;
        self.tx
            .prepare_cached(
                "INSERT INTO report(id, document, coding, since, verdict, type, mode, status, from_day, to_day, timing,
                   family, realm, base, day, place, detail) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            )?
            .execute(params![
                fact.id.as_bytes().as_slice(),
                document,
                coding,
                now,
                verdict,
                fact.event_type.code(),
                fact.mode,
                fact.status.code(),
                fact.from,
                fact.to,
                fact.timing.number(),
                join::family(fact.event_type),
                fact.realm().number(),
                fact.base(),
                fact.day(),
                fact.detail.place,
                detail,
            ])?;
        let key = self.tx.last_insert_rowid();
        self.tx
            .prepare_cached("INSERT INTO report_text(rowid, clause) VALUES (?,?)")?
            .execute(params![key, fact.detail.clause])?;
        self.touched.report(fact);
        if verdict == Some(judge::REJECTED) {
            return Ok(());
        }
        for (role, country, d) in party_rows(fact) {
            self.tx
                .prepare_cached("INSERT OR IGNORE INTO report_party(role, country, day, report) VALUES (?,?,?,?)")?
                .execute(params![role, country, d, key])?;
        }
        for (a, r, d) in dyad_rows(fact) {
            self.tx
                .prepare_cached(
                    "INSERT OR IGNORE INTO report_dyad(actor, recipient, day, type, report) VALUES (?,?,?,?,?)",
                )?
                .execute(params![a, r, d, fact.event_type.code(), key])?;
        }
        Ok(())
    }

    pub(crate) fn opening(
        &mut self,
        document: i64,
        coding: i64,
        opening: &Opening,
        said: Option<i32>,
        now: i64,
    ) -> Result<()> {
        let detail = serde_json::to_string(&opening.detail).map_err(|e| MemoryError::damaged("a commitment", e))?;
        let maker = opening.detail.maker.iter().find_map(|p| p.country.clone());
        let addressee = opening.detail.addressee.iter().find_map(|p| p.country.clone());
        if let Some(maker) = &maker {
            self.touched.ledger(maker, said);
        }
        self.tx
            .prepare_cached(
                "INSERT INTO opening(id, report, document, coding, since, kind, maker, addressee, said, detail)
                 VALUES (?,?,?,?,?,?,?,?,?,?)",
            )?
            .execute(params![
                opening.id.as_bytes().as_slice(),
                opening.report.as_bytes().as_slice(),
                document,
                coding,
                now,
                opening.kind.code(),
                maker,
                addressee,
                said,
                detail
            ])?;
        Ok(())
    }
}
