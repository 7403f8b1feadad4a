//! A hash of what a store holds, however it came to hold it: in whatever order, in however many pieces.
//!
//! Clock times, revision numbers and keys of rows do not enter; the past of codings and judgements does not either.

use detente_record::Identity;
use rusqlite::types::ValueRef;

use crate::error::Result;
use crate::store::{Store, source};

/// One table or query, each of whose rows enters in the order given. A column named `z…` is decompressed.
const PARTS: [(&str, &str); 11] = [
    (
        "documents",
        "SELECT id, outlet, voice, published, url, headline, language, exact, sketch, raw AS z_raw FROM document ORDER BY id",
    ),
    (
        "sightings",
        "SELECT d.id, s.file, s.record, s.line FROM sighting s JOIN document d ON d.key = s.document ORDER BY 1, 2, 3, 4",
    ),
    ("aside", "SELECT file, record, line, severity, problem FROM aside ORDER BY file, record, line, problem"),
    (
        "codings",
        "SELECT d.id, c.coder, c.record AS z_record FROM coding c JOIN document d ON d.key = c.document
         WHERE c.until IS NULL ORDER BY d.id",
    ),
    (
        "reports",
        "SELECT r.id, r.verdict, r.type, r.mode, r.status, r.from_day, r.to_day, r.timing, r.base, r.detail, e.id
         FROM report r LEFT JOIN event e ON e.key = r.event WHERE r.until IS NULL ORDER BY r.id",
    ),
    (
        "events",
        "SELECT id, family, realm, base, type, mode, status, standing, day, to_day, place, reports, documents, outlets,
           origins, score, detail FROM event ORDER BY id",
    ),
    ("claims", "SELECT id, holder, country, type, status, day, appearances, detail FROM claim ORDER BY id"),
    ("commitments", "SELECT id, kind, type, mode, maker, announced, state, detail FROM commitment ORDER BY id"),
    (
        "judgements",
        "SELECT act, target, other, change FROM judgement WHERE until IS NULL ORDER BY target, other, act, change",
    ),
    (
        "foreign events",
        "SELECT d.name, e.identity, e.id, e.day, e.type, e.mode, e.cameo, w.text, e.score, e.goldstein, e.detail, a.name,
           a.code, a.country, a.sector, r.name, r.code, r.country, r.sector
         FROM foreign_event e JOIN foreign_dataset d ON d.key = e.dataset LEFT JOIN foreign_side a ON a.key = e.actor
         LEFT JOIN foreign_side r ON r.key = e.recipient LEFT JOIN foreign_word w ON w.key = e.label
         ORDER BY d.name, e.identity",
    ),
    (
        "foreign mentions",
        "SELECT d.name, m.identity, m.event, m.day, m.source, m.url, m.sentence, m.confidence, m.tone
         FROM foreign_mention m JOIN foreign_dataset d ON d.key = m.dataset ORDER BY d.name, m.identity",
    ),
];

/// What a store holds.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Digest {
    /// Rows of each part.
    pub rows: Vec<(&'static str, usize)>,
    /// The hash of each part.
    pub parts: Vec<(&'static str, String)>,
    /// The hash of all.
    pub all: String,
    /// Days whose reports the ledger has not taken in yet; then the hash is not final.
    pub due: usize,
}

impl Store {
    /// The hash of what the store holds.
    ///
    /// # Errors
    /// When the database fails or holds what cannot be read.
    pub fn digest(&self) -> Result<Digest> {
        let mut rows = Vec::new();
        let mut parts = Vec::new();
        let mut all = Identity::of("store");
        for (name, sql) in PARTS {
            let (count, hash) = self.part(sql)?;
            all = all.with(name).with(&hash);
            rows.push((name, count));
            parts.push((name, hash));
        }
        let due: i64 = self.conn.query_row("SELECT count(*) FROM ledger_due", [], |r| r.get(0))?;
        Ok(Digest { rows, parts, all: hex(&all.finish()), due: usize::try_from(due).unwrap_or(0) })
    }

    fn part(&self, sql: &str) -> Result<(usize, String)> {
        let mut statement = self.conn.prepare(sql)?;
        let columns: Vec<bool> = statement.column_names().iter().map(|n| n.starts_with("z_")).collect();
        let mut hash = Identity::of("rows");
        let mut count = 0;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            count += 1;
            for (at, packed) in columns.iter().enumerate() {
                hash = match row.get_ref(at)? {
                    ValueRef::Null => hash.with([0]),
                    ValueRef::Integer(n) => hash.with([1]).with(n.to_le_bytes()),
                    ValueRef::Real(x) => hash.with([2]).with(x.to_bits().to_le_bytes()),
                    ValueRef::Text(text) => hash.with([3]).with(text),
                    ValueRef::Blob(bytes) if *packed => hash.with([4]).with(source::unpack(bytes)?),
                    ValueRef::Blob(bytes) => hash.with([4]).with(bytes),
                };
            }
        }
        Ok((count, hex(&hash.finish())))
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
