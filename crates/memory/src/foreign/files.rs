//! Which datasets and files are in, and how many of their rows.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use rusqlite::{OptionalExtension, Row, params};
use serde::Serialize;

use crate::ask::{Kind, Table, Value};
use crate::error::{MemoryError, Result};
use crate::foreign::Position;
use crate::store::Store;

/// What became of rows: `rows = imported + duplicate + aside`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Rows, without the header and empty lines.
    pub rows: u64,
    /// Rows that brought something new.
    pub imported: u64,
    /// Rows that say what another row of the dataset says.
    pub duplicate: u64,
    /// Rows kept aside with a reason.
    pub aside: u64,
    /// Events: more than rows imported, where a row has several actors or recipients.
    pub events: u64,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.rows += other.rows;
        self.imported += other.imported;
        self.duplicate += other.duplicate;
        self.aside += other.aside;
        self.events += other.events;
    }
}

/// A file of a dataset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileState {
    /// Its key.
    pub key: i64,
    /// Its dataset.
    pub dataset: String,
    /// Its name, as the user gave it.
    pub name: String,
    /// What became of its rows.
    pub counts: Counts,
    /// How often each small damage was mended.
    pub notes: BTreeMap<String, u64>,
    /// How far it was read.
    pub position: Position,
}

/// A dataset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatasetState {
    /// Its key.
    pub key: i64,
    /// Its name.
    pub name: String,
    /// Its format.
    pub format: String,
    /// Its first and last day; none when it holds no events.
    pub days: Option<(i32, i32)>,
}

const FILES: [(&str, Kind); 10] = [
    ("dataset", Kind::Text),
    ("format", Kind::Text),
    ("file", Kind::Text),
    ("rows", Kind::Int),
    ("imported", Kind::Int),
    ("duplicate", Kind::Int),
    ("aside", Kind::Int),
    ("events", Kind::Int),
    ("complete", Kind::Text),
    ("mended", Kind::List),
];

const ASIDE: [(&str, Kind); 5] =
    [("dataset", Kind::Text), ("file", Kind::Text), ("line", Kind::Int), ("reason", Kind::Text), ("row", Kind::Text)];

const FILE: &str = "SELECT f.key, d.name, f.name, f.rows, f.imported, f.duplicate, f.aside, f.events, f.notes, f.bytes,
  f.line, f.hash, f.done, d.format FROM foreign_file f JOIN foreign_dataset d ON d.key = f.dataset";

impl Store {
    /// The dataset of a name.
    ///
    /// # Errors
    /// [`MemoryError::NoDataset`] when there is none.
    pub fn foreign_dataset(&self, name: &str) -> Result<DatasetState> {
        let known: Option<(i64, String)> = self
            .conn
            .query_row("SELECT key, format FROM foreign_dataset WHERE name = ?", [name], |r| Ok((r.get(0)?, r.get(1)?)))
            .optional()?;
        let Some((key, format)) = known else {
            let mut statement = self.conn.prepare("SELECT name FROM foreign_dataset ORDER BY name")?;
            let known = statement.query_map([], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?;
            return Err(MemoryError::NoDataset { name: name.to_owned(), known });
        };
        let end = |way: &str| -> Result<Option<i32>> {
            let sql = format!("SELECT day FROM foreign_event WHERE dataset = ? ORDER BY day {way} LIMIT 1");
            Ok(self.conn.query_row(&sql, [key], |r| r.get(0)).optional()?)
        };
        let days = end("ASC")?.zip(end("DESC")?);
        Ok(DatasetState { key, name: name.to_owned(), format, days })
    }

    /// The last file of this name in a dataset.
    ///
    /// # Errors
    /// When the database fails.
    pub fn foreign_file(&self, dataset: &str, name: &str) -> Result<Option<FileState>> {
        let sql = format!("{FILE} WHERE d.name = ? AND f.name = ? ORDER BY f.key DESC LIMIT 1");
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query(params![dataset, name])?;
        rows.next()?.map(state).transpose()
    }

    /// All files, with what became of their rows.
    ///
    /// # Errors
    /// When the database fails.
    pub fn foreign_files(&self) -> Result<Table> {
        let mut statement = self.conn.prepare(&format!("{FILE} ORDER BY d.name, f.key"))?;
        let mut rows = statement.query([])?;
        let mut table = Table::new(&FILES);
        while let Some(row) = rows.next()? {
            let format: String = row.get(13)?;
            let file = state(row)?;
            let count = |n: u64| Value::Int(i64::try_from(n).unwrap_or(i64::MAX));
            table.rows.push(vec![
                Value::Text(file.dataset),
                Value::Text(format),
                Value::Text(file.name),
                count(file.counts.rows),
                count(file.counts.imported),
                count(file.counts.duplicate),
                count(file.counts.aside),
                count(file.counts.events),
                Value::Text(if file.position.done { "yes" } else { "no" }.into()),
                Value::List(file.notes.iter().map(|(note, n)| format!("{note} {n}")).collect()),
            ]);
        }
        Ok(table)
    }

    /// Rows that were kept aside, with their reasons.
    ///
    /// # Errors
    /// When the dataset is not there or the database fails.
    pub fn foreign_aside(&self, dataset: Option<&str>, limit: Option<usize>) -> Result<Table> {
        let key = dataset.map(|d| self.foreign_dataset(d)).transpose()?.map(|d| d.key);
        let most = limit.map_or(-1, |n| i64::try_from(n.saturating_add(1)).unwrap_or(-1));
        let mut statement = self.conn.prepare(
            "SELECT d.name, f.name, a.line, a.reason, a.row FROM foreign_aside a JOIN foreign_file f ON f.key = a.file
             JOIN foreign_dataset d ON d.key = f.dataset WHERE ?1 IS NULL OR d.key = ?1
             ORDER BY d.name, f.key, a.line, a.key LIMIT ?2",
        )?;
        let mut rows = statement.query(params![key, most])?;
        let mut table = Table::new(&ASIDE);
        while let Some(row) = rows.next()? {
            let text = |at: usize| -> Result<Value> { Ok(Value::Text(row.get(at)?)) };
            table.rows.push(vec![text(0)?, text(1)?, Value::Int(row.get(2)?), text(3)?, text(4)?]);
        }
        table.cut(limit);
        Ok(table)
    }
}

fn state(row: &Row<'_>) -> Result<FileState> {
    let number = |at: usize| -> Result<u64> { Ok(u64::try_from(row.get::<_, i64>(at)?).unwrap_or(0)) };
    Ok(FileState {
        key: row.get(0)?,
        dataset: row.get(1)?,
        name: row.get(2)?,
        counts: Counts {
            rows: number(3)?,
            imported: number(4)?,
            duplicate: number(5)?,
            aside: number(6)?,
            events: number(7)?,
        },
        notes: serde_json::from_str(&row.get::<_, String>(8)?).map_err(|e| MemoryError::damaged("notes", e))?,
        position: Position {
            bytes: number(9)?,
            line: number(10)?,
            hash: row.get::<_, Option<Vec<u8>>>(11)?.unwrap_or_default(),
            done: row.get(12)?,
        },
    })
}
