//! The tables, and how a store of an older format becomes one of the present.
//!
//! Two kinds of table. **Facts** are only ever added to: `revision`, `document`, `sighting`, `aside`, `coding`,
//! `report`, `opening`, `judgement`. A row that no longer holds gets the revision that ended it in `until` and stays.
//! **Derived** tables are a function of the facts that hold now, and are made anew from them where these change:
//! `event`, `claim`, `commitment` and all that serve only to find things.
//!
//! Tables named `foreign_…` hold events of other datasets (see [`crate::foreign`]) and never meet the others.
//!
//! Days are numbers, counted from 1 January 1970. Ids are their 10 bytes. Texts of any length are zstd-compressed.

use rusqlite::{Connection, params};

use crate::error::{MemoryError, Result};

/// The present format.
pub const FORMAT: i64 = 3;

/// The first format; a store begins here and is brought forward, so that old and new stores have the same tables.
const FIRST: &str = "
CREATE TABLE revision(n INTEGER PRIMARY KEY, at TEXT NOT NULL, what TEXT NOT NULL);
CREATE TABLE document(
  key INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, source BLOB NOT NULL UNIQUE, since INTEGER NOT NULL,
  outlet TEXT, voice TEXT, published INTEGER, url TEXT, headline TEXT, language TEXT,
  exact BLOB, sketch BLOB, raw BLOB NOT NULL);
CREATE INDEX document_published ON document(published);
CREATE TABLE sighting(
  document INTEGER NOT NULL, file TEXT NOT NULL, record INTEGER NOT NULL, line INTEGER NOT NULL, since INTEGER NOT NULL,
  PRIMARY KEY(document, file, record, line)) WITHOUT ROWID;
CREATE TABLE aside(
  file TEXT NOT NULL, record INTEGER NOT NULL, line INTEGER NOT NULL, severity TEXT NOT NULL, problem TEXT NOT NULL,
  since INTEGER NOT NULL, PRIMARY KEY(file, record, line, problem)) WITHOUT ROWID;
CREATE TABLE coding(
  key INTEGER PRIMARY KEY, document INTEGER NOT NULL, coder TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER,
  record BLOB NOT NULL);
CREATE UNIQUE INDEX coding_now ON coding(document) WHERE until IS NULL;
CREATE TABLE report(
  key INTEGER PRIMARY KEY, id BLOB NOT NULL, document INTEGER NOT NULL, coding INTEGER NOT NULL,
  since INTEGER NOT NULL, until INTEGER, verdict TEXT,
  type TEXT NOT NULL, mode TEXT, status TEXT NOT NULL, from_day INTEGER, to_day INTEGER, timing INTEGER NOT NULL,
  family TEXT NOT NULL, realm INTEGER NOT NULL, base INTEGER, day INTEGER, place TEXT, detail TEXT NOT NULL,
  event INTEGER);
CREATE INDEX report_id ON report(id);
CREATE INDEX report_document ON report(document);
CREATE INDEX report_cell ON report(family, realm, base) WHERE until IS NULL;
CREATE INDEX report_day ON report(day) WHERE until IS NULL;
CREATE INDEX report_type ON report(type, day) WHERE until IS NULL;
CREATE INDEX report_event ON report(event) WHERE event IS NOT NULL;
CREATE TABLE opening(
  key INTEGER PRIMARY KEY, id BLOB NOT NULL, report BLOB NOT NULL, document INTEGER NOT NULL, coding INTEGER NOT NULL,
  since INTEGER NOT NULL, until INTEGER, kind TEXT NOT NULL, maker TEXT, addressee TEXT, said INTEGER,
  detail TEXT NOT NULL);
CREATE INDEX opening_addressee ON opening(addressee, said) WHERE until IS NULL;
CREATE INDEX opening_document ON opening(document);
CREATE INDEX opening_maker ON opening(maker, said) WHERE until IS NULL;
CREATE TABLE judgement(
  key INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, since INTEGER NOT NULL, until INTEGER,
  who TEXT NOT NULL, at TEXT NOT NULL, act TEXT NOT NULL, target TEXT NOT NULL, other TEXT, change TEXT, note TEXT);
CREATE INDEX judgement_target ON judgement(target);

CREATE TABLE event(
  key INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, family TEXT NOT NULL, realm INTEGER NOT NULL, base INTEGER,
  type TEXT NOT NULL, mode TEXT, status TEXT NOT NULL, standing TEXT NOT NULL, day INTEGER, to_day INTEGER, place TEXT,
  reports INTEGER NOT NULL, documents INTEGER NOT NULL, outlets INTEGER NOT NULL, origins INTEGER NOT NULL,
  score REAL, detail TEXT NOT NULL, print BLOB NOT NULL);
CREATE INDEX event_cell ON event(family, realm, base);
CREATE INDEX event_day ON event(realm, day);
CREATE INDEX event_type ON event(type, realm, day);
CREATE TABLE report_party(
  role INTEGER NOT NULL, country TEXT NOT NULL, day INTEGER NOT NULL, report INTEGER NOT NULL,
  PRIMARY KEY(role, country, day, report)) WITHOUT ROWID;
CREATE TABLE report_dyad(
  actor TEXT NOT NULL, recipient TEXT NOT NULL, day INTEGER NOT NULL, type TEXT NOT NULL, report INTEGER NOT NULL,
  PRIMARY KEY(actor, recipient, day, type, report)) WITHOUT ROWID;
CREATE TABLE event_party(
  role INTEGER NOT NULL, country TEXT NOT NULL, day INTEGER NOT NULL, event INTEGER NOT NULL,
  PRIMARY KEY(role, country, day, event)) WITHOUT ROWID;
CREATE TABLE event_dyad(
  actor TEXT NOT NULL, recipient TEXT NOT NULL, day INTEGER NOT NULL, type TEXT NOT NULL, event INTEGER NOT NULL,
  PRIMARY KEY(actor, recipient, day, type, event)) WITHOUT ROWID;
CREATE TABLE claim(
  key INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, event INTEGER, holder TEXT NOT NULL, country TEXT,
  type TEXT NOT NULL, status TEXT NOT NULL, day INTEGER, appearances INTEGER NOT NULL, detail TEXT NOT NULL);
CREATE INDEX claim_event ON claim(event);
CREATE INDEX claim_country ON claim(country, day);
CREATE TABLE commitment(
  key INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, kind TEXT NOT NULL, type TEXT NOT NULL, mode TEXT,
  maker TEXT NOT NULL, addressee TEXT, announced INTEGER NOT NULL, state TEXT NOT NULL, detail TEXT NOT NULL);
CREATE INDEX commitment_maker ON commitment(maker, announced);
CREATE TABLE ledger_due(maker TEXT NOT NULL, day INTEGER NOT NULL, PRIMARY KEY(maker, day)) WITHOUT ROWID;
CREATE VIRTUAL TABLE document_text USING fts5(headline, body, content='', contentless_delete=1, tokenize='porter unicode61');
";

/// Format 2: reports are found by place and by the words of their clause.
const SECOND: &str = "
CREATE INDEX report_place ON report(place COLLATE NOCASE, day) WHERE until IS NULL AND place IS NOT NULL;
CREATE VIRTUAL TABLE report_text USING fts5(clause, content='', contentless_delete=1, tokenize='porter unicode61');
";

/// Format 3: events of other datasets, apart from ours. They are facts and are only ever added to; `foreign_year` is
/// derived from them. Scores are in hundredths; a side is '' where it has none.
const THIRD: &str = "
CREATE TABLE foreign_dataset(key INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, format TEXT NOT NULL);
CREATE TABLE foreign_file(
  key INTEGER PRIMARY KEY, dataset INTEGER NOT NULL, name TEXT NOT NULL, since INTEGER NOT NULL,
  done INTEGER NOT NULL, bytes INTEGER NOT NULL, line INTEGER NOT NULL, hash BLOB,
  rows INTEGER NOT NULL, imported INTEGER NOT NULL, duplicate INTEGER NOT NULL, aside INTEGER NOT NULL,
  events INTEGER NOT NULL, notes TEXT NOT NULL);
CREATE INDEX foreign_file_name ON foreign_file(dataset, name);
CREATE TABLE foreign_aside(
  key INTEGER PRIMARY KEY, file INTEGER NOT NULL, line INTEGER NOT NULL, reason TEXT NOT NULL, row TEXT NOT NULL);
CREATE INDEX foreign_aside_file ON foreign_aside(file, line);
CREATE TABLE foreign_side(
  key INTEGER PRIMARY KEY, name TEXT NOT NULL, code TEXT NOT NULL, country TEXT NOT NULL, sector TEXT NOT NULL,
  UNIQUE(name, code, country, sector));
CREATE TABLE foreign_word(key INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
CREATE TABLE foreign_event(
  key INTEGER PRIMARY KEY, dataset INTEGER NOT NULL, identity INTEGER NOT NULL, id, file INTEGER NOT NULL,
  line INTEGER NOT NULL, day INTEGER NOT NULL, actor INTEGER NOT NULL, recipient INTEGER NOT NULL,
  actor_country TEXT NOT NULL, recipient_country TEXT NOT NULL, type TEXT NOT NULL, quad INTEGER NOT NULL, mode TEXT,
  cameo TEXT, label INTEGER, score INTEGER, goldstein INTEGER, detail TEXT);
CREATE UNIQUE INDEX foreign_event_identity ON foreign_event(dataset, identity);
CREATE INDEX foreign_event_day ON foreign_event(dataset, day);
CREATE INDEX foreign_event_dyad ON foreign_event(
  dataset, actor_country, recipient_country, day, type, quad, score, goldstein);
CREATE TABLE foreign_mention(
  key INTEGER PRIMARY KEY, dataset INTEGER NOT NULL, identity INTEGER NOT NULL, file INTEGER NOT NULL,
  line INTEGER NOT NULL, event INTEGER NOT NULL, day INTEGER NOT NULL, source TEXT, url TEXT, sentence INTEGER,
  confidence INTEGER, tone REAL);
CREATE UNIQUE INDEX foreign_mention_identity ON foreign_mention(dataset, identity);
CREATE INDEX foreign_mention_event ON foreign_mention(event);
CREATE TABLE foreign_year(
  dataset INTEGER NOT NULL, country TEXT NOT NULL, role INTEGER NOT NULL, year INTEGER NOT NULL, type TEXT NOT NULL,
  events INTEGER NOT NULL, score INTEGER NOT NULL, goldstein INTEGER NOT NULL,
  PRIMARY KEY(dataset, country, role, year, type)) WITHOUT ROWID;
";

/// Brings a database to the present format, in one transaction for each step.
///
/// # Errors
/// [`MemoryError::Newer`] for a store of a newer program.
pub fn migrate(conn: &mut Connection) -> Result<()> {
    let found = format_of(conn)?;
    if found > FORMAT {
        return Err(MemoryError::Newer { found, known: FORMAT });
    }
    for step in found..FORMAT {
        let tx = conn.transaction()?;
        match step {
            0 => tx.execute_batch(FIRST)?,
            1 => {
                tx.execute_batch(SECOND)?;
                fill_report_text(&tx)?;
            }
            2 => tx.execute_batch(THIRD)?,
            _ => {}
        }
        tx.pragma_update(None, "user_version", step + 1)?;
        tx.commit()?;
    }
    Ok(())
}

/// The format of a database; 0 for an empty one.
///
/// # Errors
/// When it is no database.
pub fn format_of(conn: &Connection) -> Result<i64> {
    Ok(conn.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Makes a database of format 2: for the test that old stores open.
///
/// # Errors
/// When the database refuses.
#[cfg(test)]
pub(crate) fn second_format(conn: &Connection) -> Result<()> {
    conn.execute_batch(FIRST)?;
    conn.execute_batch(SECOND)?;
    conn.pragma_update(None, "user_version", 2)?;
    Ok(())
}

/// Makes a database of format 1, as the first program made it: for the test that old stores open.
///
/// # Errors
/// When the database refuses.
#[cfg(test)]
pub(crate) fn first_format(conn: &Connection) -> Result<()> {
    conn.execute_batch(FIRST)?;
    conn.pragma_update(None, "user_version", 1)?;
    Ok(())
}

fn fill_report_text(conn: &Connection) -> Result<()> {
    let mut from = conn.prepare("SELECT key, detail FROM report WHERE until IS NULL")?;
    let mut into = conn.prepare("INSERT INTO report_text(rowid, clause) VALUES (?, ?)")?;
    let mut rows = from.query([])?;
    while let Some(row) = rows.next()? {
        let (key, detail): (i64, String) = (row.get(0)?, row.get(1)?);
        let detail: crate::fact::Detail =
            serde_json::from_str(&detail).map_err(|e| MemoryError::damaged("a report", e))?;
        into.execute(params![key, detail.clause])?;
    }
    Ok(())
}
