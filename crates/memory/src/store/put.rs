//! Putting documents in: only ever adding.

use detente_record::DocumentId;
use detente_text::RawDocument;
use detente_wire as wire;
use jiff::Timestamp;
use rusqlite::{OptionalExtension, Transaction, params};

use crate::day;
use crate::error::{MemoryError, Result};
use crate::fact::Fact;
use crate::flatten::{Flat, flatten, found, outlet};
use crate::store::derive::Touched;
use crate::store::judge;
use crate::store::{Writer, source};

/// Where a document or a problem stood in the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// The file as the user named it.
    pub file: String,
    /// Number of the record in it, where it has several.
    pub record: Option<usize>,
    /// Line on which it begins.
    pub line: Option<usize>,
}

/// A document that was read and coded.
#[derive(Debug)]
pub struct Coded {
    /// As the reader handed it over.
    pub raw: RawDocument,
    /// Its record.
    pub record: wire::Record,
    /// The state whose voice its publisher is.
    pub voice: Option<String>,
}

/// A piece of the input that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// Where it stood.
    pub at: Sighting,
    /// `error` or `warning`.
    pub severity: String,
    /// What is wrong, in plain words.
    pub problem: String,
}

/// What is put in at once: all of it, or nothing.
#[derive(Debug, Default)]
pub struct Batch {
    /// New documents.
    pub coded: Vec<Coded>,
    /// Documents that are in the store already, seen once more: name of the source, and where.
    pub seen: Vec<([u8; 10], Sighting)>,
    /// What could not be read.
    pub aside: Vec<Aside>,
}

impl Batch {
    /// Whether there is nothing to put in.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.coded.is_empty() && self.seen.is_empty() && self.aside.is_empty()
    }
}

/// What a batch added.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// Documents.
    pub documents: usize,
    /// Documents coded anew with another result.
    pub recoded: usize,
    /// Reports.
    pub reports: usize,
    /// Documents of the batch that were there already.
    pub known: usize,
    /// Pieces of the input kept aside.
    pub aside: usize,
}

impl std::ops::AddAssign for Added {
    fn add_assign(&mut self, other: Self) {
        self.documents += other.documents;
        self.recoded += other.recoded;
        self.reports += other.reports;
        self.known += other.known;
        self.aside += other.aside;
    }
}

impl Writer {
    /// Whether a source is in the store.
    ///
    /// # Errors
    /// When the database fails.
    pub fn knows(&self, name: &[u8; 10]) -> Result<bool> {
        Ok(self
            .conn
            .prepare_cached("SELECT 1 FROM document WHERE source = ?")?
            .query_row([name.as_slice()], |_| Ok(()))
            .optional()?
            .is_some())
    }

    /// Whether a source was seen at this place.
    ///
    /// # Errors
    /// When the database fails.
    pub fn saw(&self, name: &[u8; 10], at: &Sighting) -> Result<bool> {
        let number = |n: Option<usize>| i64::try_from(n.unwrap_or(0)).unwrap_or(i64::MAX);
        Ok(self
            .conn
            .prepare_cached(
                "SELECT 1 FROM sighting s JOIN document d ON d.key = s.document
                 WHERE d.source = ? AND s.file = ? AND s.record = ? AND s.line = ?",
            )?
            .exists(params![name.as_slice(), at.file, number(at.record), number(at.line)])?)
    }

    /// Puts a batch in and joins what it touches, in one transaction. Nothing is written for what is there already.
    ///
    /// # Errors
    /// When the database fails; then nothing of the batch is in the store.
    pub fn commit(&mut self, batch: &Batch, now: Timestamp) -> Result<Added> {
        let mut added = Added::default();
        let tx = self.conn_mut().transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let mut put = Put { revision: Revision::new(now, "ingest"), tx, touched: Touched::default() };
        for coded in &batch.coded {
            if put.document(coded, &mut added)? {
                added.documents += 1;
            } else {
                added.known += 1;
            }
        }
        for (name, at) in &batch.seen {
            added.known += 1;
            let document: Option<i64> = put
                .tx
                .prepare_cached("SELECT key FROM document WHERE source = ?")?
                .query_row([name.as_slice()], |r| r.get(0))
                .optional()?;
            if let Some(document) = document {
                put.sighting(document, at)?;
            }
        }
        for aside in &batch.aside {
            added.aside += usize::from(put.aside(aside)?);
        }
        put.finish()?;
        Ok(added)
    }

    /// Puts in a new coding of documents that are there; one whose record is as before changes nothing.
    ///
    /// # Errors
    /// When the database fails or a document is not there; then nothing was changed.
    pub fn recode(&mut self, records: &[wire::Record], now: Timestamp) -> Result<Added> {
        let mut added = Added::default();
        let tx = self.conn_mut().transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let mut put = Put { revision: Revision::new(now, "recode"), tx, touched: Touched::default() };
        for record in records {
            let id: DocumentId = record.document.id.parse().map_err(|e| MemoryError::damaged("an id", e))?;
            let (document, voice): (i64, Option<String>) = put
                .tx
                .prepare_cached("SELECT key, voice FROM document WHERE id = ?")?
                .query_row([id.as_bytes().as_slice()], |r| Ok((r.get(0)?, r.get(1)?)))
                .optional()?
                .ok_or_else(|| MemoryError::Unknown(record.document.id.clone()))?;
            if put.coding(document, record, voice.as_deref(), &mut added)? {
                added.recoded += 1;
            }
        }
        put.finish()?;
        Ok(added)
    }
}

/// A revision that is made when the first row needs it.
pub(crate) struct Revision {
    number: Option<i64>,
    now: Timestamp,
    what: &'static str,
}

impl Revision {
    pub(crate) fn new(now: Timestamp, what: &'static str) -> Self {
        Self { number: None, now, what }
    }

    pub(crate) fn number(&mut self, tx: &Transaction<'_>) -> Result<i64> {
        if let Some(number) = self.number {
            return Ok(number);
        }
        tx.execute("INSERT INTO revision(at, what) VALUES (?, ?)", params![self.now.to_string(), self.what])?;
        let number = tx.last_insert_rowid();
        self.number = Some(number);
        Ok(number)
    }
}

pub(crate) struct Put<'c> {
    pub(crate) tx: Transaction<'c>,
    pub(crate) revision: Revision,
    pub(crate) touched: Touched,
}

impl Put<'_> {
    /// Joins what was touched, and commits.
    pub(crate) fn finish(self) -> Result<()> {
        crate::store::derive::derive(&self.tx, &self.touched)?;
        Ok(self.tx.commit()?)
    }

    /// Whether the document was new.
    fn document(&mut self, coded: &Coded, added: &mut Added) -> Result<bool> {
        let kept = source::keep(&coded.raw)?;
        let doc = &coded.record.document;
        let id: DocumentId = doc.id.parse().map_err(|e| MemoryError::damaged("an id", e))?;
        let at = Sighting {
            file: coded.raw.provenance.file.clone(),
            record: coded.raw.provenance.record,
            line: coded.raw.provenance.line,
        };
        let known: Option<i64> = self
            .tx
            .prepare_cached("SELECT key FROM document WHERE id = ?1 OR source = ?2")?
            .query_row(params![id.as_bytes().as_slice(), kept.name.as_slice()], |r| r.get(0))
            .optional()?;
        if let Some(key) = known {
            self.sighting(key, &at)?;
            return Ok(false);
        }
        let since = self.revision.number(&self.tx)?;
        let print = found(&doc.fingerprint);
        let exact: Option<Vec<u8>> = print.map(|p| p.exact.clone().into_bytes());
        let sketch: Option<Vec<u8>> = print.map(|p| p.sketch.iter().flat_map(|n| n.to_le_bytes()).collect());
        let headline = found(&doc.headline).map(|h| h.value.clone());
        self.tx
            .prepare_cached(
                "INSERT INTO document(id, source, since, outlet, voice, published, url, headline, language, exact, sketch, raw)
                 VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
            )?
            .execute(params![
                id.as_bytes().as_slice(),
                kept.name.as_slice(),
                since,
                outlet(doc),
                coded.voice,
                doc.published.as_deref().and_then(day::parse),
                found(&doc.canonical_url).or(found(&doc.url)).map(|u| u.value.clone()),
                headline,
                found(&doc.language).map(|l| l.code.clone()),
                exact,
                sketch,
                kept.bytes,
            ])?;
        let key = self.tx.last_insert_rowid();
        self.tx
            .prepare_cached("INSERT INTO document_text(rowid, headline, body) VALUES (?,?,?)")?
            .execute(params![key, headline, doc.text])?;
        self.sighting(key, &at)?;
        self.coding(key, &coded.record, coded.voice.as_deref(), added)?;
        Ok(true)
    }

    fn sighting(&mut self, document: i64, at: &Sighting) -> Result<()> {
        let number = |n: Option<usize>| i64::try_from(n.unwrap_or(0)).unwrap_or(i64::MAX);
        let place = params![document, at.file, number(at.record), number(at.line)];
        let known = self
            .tx
            .prepare_cached("SELECT 1 FROM sighting WHERE document = ? AND file = ? AND record = ? AND line = ?")?
            .exists(place)?;
        if !known {
            let since = self.revision.number(&self.tx)?;
            self.tx
                .prepare_cached("INSERT INTO sighting(document, file, record, line, since) VALUES (?,?,?,?,?)")?
                .execute(params![document, at.file, number(at.record), number(at.line), since])?;
        }
        Ok(())
    }

    fn aside(&mut self, aside: &Aside) -> Result<bool> {
        let number = |n: Option<usize>| i64::try_from(n.unwrap_or(0)).unwrap_or(i64::MAX);
        let (record, line) = (number(aside.at.record), number(aside.at.line));
        let known = self
            .tx
            .prepare_cached("SELECT 1 FROM aside WHERE file = ? AND record = ? AND line = ? AND problem = ?")?
            .exists(params![aside.at.file, record, line, aside.problem])?;
        if known {
            return Ok(false);
        }
        let since = self.revision.number(&self.tx)?;
        self.tx
            .prepare_cached("INSERT INTO aside(file, record, line, severity, problem, since) VALUES (?,?,?,?,?,?)")?
            .execute(params![aside.at.file, record, line, aside.severity, aside.problem, since])?;
        Ok(true)
    }

    /// Adds a coding and ends the one before it; false when it says the same.
    fn coding(&mut self, document: i64, record: &wire::Record, voice: Option<&str>, added: &mut Added) -> Result<bool> {
        let json = stored_form(record)?;
        let before: Option<(i64, Vec<u8>, String)> = self
            .tx
            .prepare_cached("SELECT key, record, coder FROM coding WHERE document = ? AND until IS NULL")?
            .query_row([document], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
            .optional()?;
        if let Some((_, bytes, coder)) = &before
            && *coder == record.coder
            && source::unpack(bytes)? == json
        {
            return Ok(false);
        }
        let now = self.revision.number(&self.tx)?;
        if let Some((key, ..)) = before {
            self.tx.execute("UPDATE coding SET until = ? WHERE key = ?", params![now, key])?;
            self.tx.execute("UPDATE opening SET until = ? WHERE coding = ? AND until IS NULL", params![now, key])?;
            let mut rows = self.tx.prepare_cached("SELECT key FROM report WHERE coding = ? AND until IS NULL")?;
            let keys: Vec<i64> = rows.query_map([key], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?;
            drop(rows);
            for key in keys {
                self.end_report(key, now)?;
            }
        }
        self.tx
            .prepare_cached("INSERT INTO coding(document, coder, since, record) VALUES (?,?,?,?)")?
            .execute(params![document, record.coder, now, source::pack(&json)?])?;
        let coding = self.tx.last_insert_rowid();
        let Flat { facts, openings } = flatten(record, voice)?;
        for fact in &facts {
            let verdict = judge::verdict_on(&self.tx, fact.id)?;
            self.report(document, coding, fact, verdict.as_ref(), now)?;
            added.reports += 1;
        }
        for opening in &openings {
            let said = facts.iter().find(|f| f.id == opening.report).and_then(Fact::said);
            self.opening(document, coding, opening, said, now)?;
        }
        Ok(true)
    }
}

/// The record without what depends on where and in which run it was read.
fn stored_form(record: &wire::Record) -> Result<Vec<u8>> {
    let mut record = record.clone();
    record.document.file = String::new();
    record.document.record = None;
    record.document.line = None;
    record.document.duplicate = None;
    serde_json::to_vec(&record).map_err(|e| MemoryError::damaged("a record", e))
}
