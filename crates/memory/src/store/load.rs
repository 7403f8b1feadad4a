//! From rows to facts.

use detente_record::{CommitmentId, DocumentId, ReportId};
use detente_wire as wire;
use rusqlite::{Connection, OptionalExtension, Row, ToSql, params};
use rustc_hash::FxHashMap;

use crate::error::{MemoryError, Result};
use crate::fact::{Fact, Opening, Timing};
use crate::origin::Print;
use crate::store::{Store, source};

/// What a row of `report`, joined with its document, gives.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// Key of the row.
    pub key: i64,
    /// Key of the event it is filed under.
    pub event: Option<i64>,
    /// A person's verdict.
    pub verdict: Option<String>,
    /// The report.
    pub fact: Fact,
}

/// Columns for [`loaded`], from `report r JOIN document d ON d.key = r.document`.
pub(crate) const COLUMNS: &str = "r.key, r.event, r.verdict, r.id, d.id, d.published, d.voice, d.outlet, r.type, r.mode, \
                                  r.status, r.from_day, r.to_day, r.timing, r.detail";

/// Reads a row of [`COLUMNS`].
pub(crate) fn loaded(row: &Row<'_>) -> Result<Loaded> {
    let text = |at: usize| -> Result<String> { Ok(row.get(at)?) };
    let detail: String = row.get(14)?;
    Ok(Loaded {
        key: row.get(0)?,
        event: row.get(1)?,
        verdict: row.get(2)?,
        fact: Fact {
            id: ReportId::from_bytes(bytes(row, 3)?),
            document: DocumentId::from_bytes(bytes(row, 4)?),
            published: row.get(5)?,
            voice: row.get(6)?,
            outlet: row.get(7)?,
            event_type: text(8)?.parse().map_err(|e| MemoryError::damaged("a report", e))?,
            mode: row.get(9)?,
            status: text(10)?.parse().map_err(|e| MemoryError::damaged("a report", e))?,
            from: row.get(11)?,
            to: row.get(12)?,
            timing: Timing::of(row.get(13)?),
            detail: serde_json::from_str(&detail).map_err(|e| MemoryError::damaged("a report", e))?,
        },
    })
}

/// The 10 bytes of an id.
pub(crate) fn bytes(row: &Row<'_>, at: usize) -> Result<[u8; 10]> {
    let blob: Vec<u8> = row.get(at)?;
    blob.try_into().map_err(|_| MemoryError::damaged("an id", "it is not 10 bytes long"))
}

/// All rows of a query of [`COLUMNS`].
pub(crate) fn all(conn: &Connection, sql: &str, params: &[&dyn ToSql]) -> Result<Vec<Loaded>> {
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let mut out = Vec::new();
    while let Some(row) = rows.next()? {
        out.push(loaded(row)?);
    }
    Ok(out)
}

/// The reports of a family and realm filed under some days, without those a person rejected.
pub(crate) fn cell(conn: &Connection, family: &str, realm: i64, from: i32, to: i32) -> Result<Vec<Loaded>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM report r JOIN document d ON d.key = r.document
         WHERE r.family = ? AND r.realm = ? AND r.base BETWEEN ? AND ? AND r.until IS NULL
           AND r.verdict IS NOT 'reject'"
    );
    all(conn, &sql, &[&family, &realm, &from, &to])
}

/// The row of a key with its verdict.
pub(crate) fn fact_of_key(conn: &Connection, key: i64) -> Result<(Fact, Option<String>)> {
    let sql = format!("SELECT {COLUMNS} FROM report r JOIN document d ON d.key = r.document WHERE r.key = ?");
    let found = all(conn, &sql, &[&key])?.pop().ok_or_else(|| MemoryError::damaged("a report", "its row is gone"))?;
    Ok((found.fact, found.verdict))
}

/// The rows of some reports that hold now.
pub(crate) fn reports(conn: &Connection, ids: &[ReportId]) -> Result<Vec<Loaded>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM report r JOIN document d ON d.key = r.document WHERE r.id = ? AND r.until IS NULL"
    );
    let mut out = Vec::new();
    for id in ids {
        out.extend(all(conn, &sql, &[&id.as_bytes().as_slice()])?);
    }
    Ok(out)
}

/// Fingerprints of some documents.
pub(crate) fn prints(conn: &Connection, documents: &[DocumentId]) -> Result<FxHashMap<DocumentId, Print>> {
    let mut statement = conn.prepare_cached("SELECT exact, sketch FROM document WHERE id = ?")?;
    let mut out = FxHashMap::default();
    for id in documents {
        type Row = (Option<Vec<u8>>, Option<Vec<u8>>);
        let row: Option<Row> =
            statement.query_row([id.as_bytes().as_slice()], |r| Ok((r.get(0)?, r.get(1)?))).optional()?;
        if let Some((exact, sketch)) = row {
            let sketch = sketch.unwrap_or_default();
            let sketch = sketch.chunks_exact(4).map(|c| u32::from_le_bytes([c[0], c[1], c[2], c[3]])).collect();
            out.insert(*id, Print { exact: exact.unwrap_or_default(), sketch });
        }
    }
    Ok(out)
}

/// An opening with the day it was said and the source's document.
#[derive(Clone, Debug)]
pub(crate) struct LoadedOpening {
    pub(crate) opening: Opening,
    pub(crate) document: DocumentId,
}

/// The openings of a maker said on some days.
pub(crate) fn openings(conn: &Connection, maker: &str, from: i32, to: i32) -> Result<Vec<LoadedOpening>> {
    let mut statement = conn.prepare_cached(
        "SELECT o.id, o.report, d.id, o.kind, o.detail FROM opening o JOIN document d ON d.key = o.document
         WHERE o.maker = ? AND o.said BETWEEN ? AND ? AND o.until IS NULL ORDER BY o.id",
    )?;
    let mut rows = statement.query(params![maker, from, to])?;
    let mut out = Vec::new();
    while let Some(row) = rows.next()? {
        let kind: String = row.get(3)?;
        let detail: String = row.get(4)?;
        out.push(LoadedOpening {
            document: DocumentId::from_bytes(bytes(row, 2)?),
            opening: Opening {
                id: CommitmentId::from_bytes(bytes(row, 0)?),
                report: ReportId::from_bytes(bytes(row, 1)?),
                kind: kind.parse().map_err(|e| MemoryError::damaged("a commitment", e))?,
                detail: serde_json::from_str(&detail).map_err(|e| MemoryError::damaged("a commitment", e))?,
            },
        });
    }
    Ok(out)
}

impl Store {
    /// The record of a document as it is coded now, with the place where it was first seen; none for a document that
    /// the store does not hold.
    ///
    /// # Errors
    /// When the database fails or holds what cannot be read.
    pub fn record(&self, document: DocumentId) -> Result<Option<wire::Record>> {
        let row: Option<(i64, Vec<u8>)> = self
            .conn
            .prepare_cached(
                "SELECT d.key, c.record FROM document d JOIN coding c ON c.document = d.key
                 WHERE d.id = ? AND c.until IS NULL",
            )?
            .query_row([document.as_bytes().as_slice()], |r| Ok((r.get(0)?, r.get(1)?)))
            .optional()?;
        let Some((key, bytes)) = row else { return Ok(None) };
        let mut record = open_record(&bytes)?;
        let place = self.sightings(key)?.into_iter().next();
        if let Some((file, number, line)) = place {
            record.document.file = file;
            record.document.record = (number > 0).then(|| usize::try_from(number).unwrap_or(0));
            record.document.line = (line > 0).then(|| usize::try_from(line).unwrap_or(0));
        }
        Ok(Some(record))
    }

    /// Where a document was seen, in order: file, record, line; 0 where there is none.
    pub(crate) fn sightings(&self, document: i64) -> Result<Vec<(String, i64, i64)>> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT file, record, line FROM sighting WHERE document = ? ORDER BY file, record, line")?;
        let rows = statement.query_map([document], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The key and id of each document, in order of the key, from after a key on; at most `limit`.
    ///
    /// # Errors
    /// When the database fails.
    pub fn documents_after(&self, key: i64, limit: usize) -> Result<Vec<(i64, DocumentId)>> {
        let mut statement =
            self.conn.prepare_cached("SELECT key, id FROM document WHERE key > ? ORDER BY key LIMIT ?")?;
        let mut rows = statement.query(params![key, i64::try_from(limit).unwrap_or(i64::MAX)])?;
        let mut out = Vec::new();
        while let Some(row) = rows.next()? {
            out.push((row.get(0)?, DocumentId::from_bytes(bytes(row, 1)?)));
        }
        Ok(out)
    }

    /// The source of a document as it was read, for coding it anew.
    ///
    /// # Errors
    /// When the database fails or holds what cannot be read.
    pub fn source(&self, key: i64) -> Result<detente_text::RawDocument> {
        let raw: Vec<u8> = self.conn.query_row("SELECT raw FROM document WHERE key = ?", [key], |r| r.get(0))?;
        let place = self.sightings(key)?.into_iter().next().unwrap_or_default();
        let number = |n: i64| usize::try_from(n).ok().filter(|n| *n > 0);
        source::open(&raw, detente_record::Provenance { file: place.0, record: number(place.1), line: number(place.2) })
    }
}

pub(crate) fn open_record(bytes: &[u8]) -> Result<wire::Record> {
    serde_json::from_slice(&source::unpack(bytes)?).map_err(|e| MemoryError::damaged("a record", e))
}
