//! Putting events of other datasets in.

use detente_record::EventType;
use jiff::Timestamp;
use rusqlite::types::{ToSqlOutput, Value as Sql};
use rusqlite::{OptionalExtension, Transaction, params};
use rustc_hash::FxHashMap;

use crate::day;
use crate::error::{MemoryError, Result};
use crate::foreign::files::Counts;
use crate::foreign::{Detail, Event, Side, hundredths, type_code};
use crate::store::Writer;

/// What makes an event the same as another of its dataset.
#[derive(Clone, Debug, PartialEq)]
pub struct Keyed {
    /// From the dataset's id, or a hash of the row where it has none.
    pub identity: i64,
    /// The event.
    pub event: Event,
}

/// One row of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Line on which it begins.
    pub line: u64,
    /// As it is written, shortened: told where it is kept aside.
    pub text: String,
    /// What it holds.
    pub events: Vec<Keyed>,
}

/// That an event was spoken of somewhere (the mentions table of GDELT 2).
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// From all that it says.
    pub identity: i64,
    /// `GLOBALEVENTID` of the event.
    pub event: i64,
    /// Day of publication.
    pub day: i32,
    /// Who published it.
    pub source: Option<String>,
    /// Where.
    pub url: Option<String>,
    /// Number of the sentence in the document.
    pub sentence: Option<i64>,
    /// How sure the dataset is, 0 to 100.
    pub confidence: Option<i64>,
    /// Tone of the document.
    pub tone: Option<f64>,
}

/// One row of a file of mentions.
#[derive(Clone, Debug, PartialEq)]
pub struct MentionRow {
    /// Line on which it begins.
    pub line: u64,
    /// What it holds.
    pub mention: Mention,
}

/// A row that could not be imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// Line on which it begins.
    pub line: u64,
    /// Why, in plain words.
    pub reason: String,
    /// The row, shortened.
    pub row: String,
}

/// What rows of a file hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Events.
    Events,
    /// Mentions of events.
    Mentions,
}

/// How far a file was read.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Position {
    /// Bytes, after decompression.
    pub bytes: u64,
    /// Lines.
    pub line: u64,
    /// BLAKE3 of those bytes.
    pub hash: Vec<u8>,
    /// Whether that is all of it.
    pub done: bool,
}

/// What is put in at once: all of it, or nothing.
#[derive(Debug, Default)]
pub struct Batch {
    /// Rows of events.
    pub rows: Vec<Row>,
    /// Rows of mentions.
    pub mentions: Vec<MentionRow>,
    /// Rows that could not be read.
    pub aside: Vec<Aside>,
    /// How often each small damage was mended, so far in this file.
    pub notes: std::collections::BTreeMap<String, u64>,
    /// How far the file was read for it.
    pub position: Position,
}

/// Keys of sides and words that were looked up before. Thrown away when a commit fails.
#[derive(Debug, Default)]
pub struct Cache {
    sides: FxHashMap<Side, i64>,
    words: FxHashMap<String, i64>,
}

impl Cache {
    /// So many are kept.
    const MOST: usize = 400_000;
}

impl Writer {
    /// Adds what was read of a file, in one transaction: a kill costs at most one batch. Rows that are in the dataset
    /// already are counted as duplicates; one that has the id of another event is kept aside.
    ///
    /// # Errors
    /// When the database fails; then nothing of the batch is in.
    pub fn foreign_put(&mut self, file: i64, batch: &Batch, cache: &mut Cache) -> Result<Counts> {
        let tx = self.conn_mut().transaction()?;
        let dataset: i64 = tx.query_row("SELECT dataset FROM foreign_file WHERE key = ?", [file], |r| r.get(0))?;
        let mut put = Put { tx: &tx, dataset, file, cache, years: FxHashMap::default(), counts: Counts::default() };
        for row in &batch.rows {
            put.row(row)?;
        }
        for row in &batch.mentions {
            put.mention(row)?;
        }
        for aside in &batch.aside {
            put.aside(aside)?;
        }
        put.years()?;
        let counts = put.counts;
        let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let notes = serde_json::to_string(&batch.notes).map_err(|e| MemoryError::damaged("notes", e))?;
        tx.prepare_cached(
            "UPDATE foreign_file SET done = ?, bytes = ?, line = ?, hash = ?, rows = rows + ?, imported = imported + ?,
               duplicate = duplicate + ?, aside = aside + ?, events = events + ?, notes = ? WHERE key = ?",
        )?
        .execute(params![
            batch.position.done,
            number(batch.position.bytes),
            number(batch.position.line),
            batch.position.hash,
            number(counts.rows),
            number(counts.imported),
            number(counts.duplicate),
            number(counts.aside),
            number(counts.events),
            notes,
            file
        ])?;
        tx.commit()?;
        Ok(counts)
    }

    /// Begins a file of a dataset and gives its key. The dataset is made when there is none of this name.
    ///
    /// # Errors
    /// When the dataset was made from files of another format, or the database fails.
    pub fn foreign_begin(&mut self, dataset: &str, format: &str, file: &str, now: Timestamp) -> Result<i64> {
        let tx = self.conn_mut().transaction()?;
        let known: Option<(i64, String)> = tx
            .query_row("SELECT key, format FROM foreign_dataset WHERE name = ?", [dataset], |r| {
                Ok((r.get(0)?, r.get(1)?))
            })
            .optional()?;
        let key = match known {
            Some((key, known)) if known == format => key,
            Some((_, known)) => {
                return Err(MemoryError::Filter(format!(
                    "the dataset '{dataset}' was made from {known} files; give this one another name with --dataset"
                )));
            }
            None => {
                tx.execute("INSERT INTO foreign_dataset(name, format) VALUES (?, ?)", [dataset, format])?;
                tx.last_insert_rowid()
            }
        };
        let what = format!("import of {file} into {dataset}");
        tx.execute("INSERT INTO revision(at, what) VALUES (?, ?)", params![now.to_string(), what])?;
        let since = tx.last_insert_rowid();
        tx.execute(
            "INSERT INTO foreign_file(dataset, name, since, done, bytes, line, hash, rows, imported, duplicate, aside,
               events, notes) VALUES (?, ?, ?, 0, 0, 0, NULL, 0, 0, 0, 0, 0, '{}')",
            params![key, file, since],
        )?;
        let file = tx.last_insert_rowid();
        tx.commit()?;
        Ok(file)
    }
}

/// Role, country, year and type of a sum.
type YearKey = (u8, String, i16, &'static str);

struct Put<'t, 'c> {
    tx: &'t Transaction<'c>,
    dataset: i64,
    file: i64,
    cache: &'t mut Cache,
    years: FxHashMap<YearKey, (i64, i64, i64)>,
    counts: Counts,
}

impl Put<'_, '_> {
    fn row(&mut self, row: &Row) -> Result<()> {
        self.counts.rows += 1;
        let mut new = 0;
        for keyed in &row.events {
            if self.event(row.line, keyed)? {
                new += 1;
            } else if let Some(other) = self.differs(keyed)? {
                self.counts.rows -= 1;
                self.counts.events += new;
                return self.aside(&Aside { line: row.line, reason: other, row: row.text.clone() });
            }
        }
        self.counts.events += new;
        if new > 0 {
            self.counts.imported += 1;
        } else {
            self.counts.duplicate += 1;
        }
        Ok(())
    }

    /// Adds an event; false when its identity is there already.
    fn event(&mut self, line: u64, keyed: &Keyed) -> Result<bool> {
        let event = &keyed.event;
        let (actor, recipient) = (self.side(&event.actor)?, self.side(&event.recipient)?);
        let label = event.label.as_deref().map(|l| self.word(l)).transpose()?;
        let (score, goldstein) = (hundredths(event.score), hundredths(event.goldstein));
        let country = |side: &Side| side.country.clone().unwrap_or_default();
        let (from, to) = (country(&event.actor), country(&event.recipient));
        let code = type_code(event.event_type);
        let added = self
            .tx
            .prepare_cached(
                "INSERT INTO foreign_event(dataset, identity, id, file, line, day, actor, recipient, actor_country,
                   recipient_country, type, quad, mode, cameo, label, score, goldstein, detail)
                 VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING",
            )?
            .execute(params![
                self.dataset,
                keyed.identity,
                id(event.id.as_deref()),
                self.file,
                i64::try_from(line).unwrap_or(i64::MAX),
                event.day,
                actor,
                recipient,
                from,
                to,
                code,
                event.quad().map_or(0, |q| q.number()),
                event.mode,
                event.cameo,
                label,
                score,
                goldstein,
                detail(&event.detail)?,
            ])?;
        if added == 0 {
            return Ok(false);
        }
        let year = day::date(event.day).year();
        for (role, country) in [(0, from), (1, to)] {
            if !country.is_empty() {
                let sums = self.years.entry((role, country, year, code)).or_default();
                sums.0 += 1;
                sums.1 += score.unwrap_or(0);
                sums.2 += goldstein.unwrap_or(0);
            }
        }
        Ok(true)
    }

    /// Why an event whose identity is there already is another one; none when it is the same.
    fn differs(&self, keyed: &Keyed) -> Result<Option<String>> {
        let store = super::ask::one(self.tx, self.dataset, keyed.identity)?;
        let Some(found) = store else { return Ok(None) };
        Ok((found.event != keyed.event).then(|| {
            let id = keyed.event.id.as_deref().unwrap_or("its hash");
            format!("its id {id} is that of another event, of {} line {}", found.file, found.line)
        }))
    }

    fn mention(&mut self, row: &MentionRow) -> Result<()> {
        let m = &row.mention;
        self.counts.rows += 1;
        let added = self
            .tx
            .prepare_cached(
                "INSERT INTO foreign_mention(dataset, identity, file, line, event, day, source, url, sentence, confidence,
                   tone) VALUES (?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING",
            )?
            .execute(params![
                self.dataset,
                m.identity,
                self.file,
                i64::try_from(row.line).unwrap_or(i64::MAX),
                m.event,
                m.day,
                m.source,
                m.url,
                m.sentence,
                m.confidence,
                m.tone
            ])?;
        if added > 0 {
            self.counts.imported += 1;
        } else {
            self.counts.duplicate += 1;
        }
        Ok(())
    }

    fn aside(&mut self, aside: &Aside) -> Result<()> {
        self.counts.rows += 1;
        self.counts.aside += 1;
        let line = i64::try_from(aside.line).unwrap_or(i64::MAX);
        self.tx
            .prepare_cached("INSERT INTO foreign_aside(file, line, reason, row) VALUES (?,?,?,?)")?
            .execute(params![self.file, line, aside.reason, aside.row])?;
        Ok(())
    }

    /// The key of a side; 0 for one of which nothing is told.
    fn side(&mut self, side: &Side) -> Result<i64> {
        if side.is_empty() {
            return Ok(0);
        }
        if let Some(key) = self.cache.sides.get(side) {
            return Ok(*key);
        }
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let values = [text(&side.name), text(&side.code), text(&side.country), text(&side.sector)];
        self.tx
            .prepare_cached(
                "INSERT INTO foreign_side(name, code, country, sector) VALUES (?,?,?,?) ON CONFLICT DO NOTHING",
            )?
            .execute(params![values[0], values[1], values[2], values[3]])?;
        let key: i64 = self
            .tx
            .prepare_cached("SELECT key FROM foreign_side WHERE name = ? AND code = ? AND country = ? AND sector = ?")?
            .query_row(params![values[0], values[1], values[2], values[3]], |r| r.get(0))?;
        if self.cache.sides.len() >= Cache::MOST {
            self.cache.sides.clear();
        }
        self.cache.sides.insert(side.clone(), key);
        Ok(key)
    }

    fn word(&mut self, text: &str) -> Result<i64> {
        if let Some(key) = self.cache.words.get(text) {
            return Ok(*key);
        }
        self.tx.prepare_cached("INSERT INTO foreign_word(text) VALUES (?) ON CONFLICT DO NOTHING")?.execute([text])?;
        let key: i64 =
            self.tx.prepare_cached("SELECT key FROM foreign_word WHERE text = ?")?.query_row([text], |r| r.get(0))?;
        if self.cache.words.len() >= Cache::MOST {
            self.cache.words.clear();
        }
        self.cache.words.insert(text.to_owned(), key);
        Ok(key)
    }

    /// Adds the sums of this batch to those of the years.
    fn years(&mut self) -> Result<()> {
        let mut years: Vec<_> = std::mem::take(&mut self.years).into_iter().collect();
        years.sort_unstable();
        let mut statement = self.tx.prepare_cached(
            "INSERT INTO foreign_year(dataset, country, role, year, type, events, score, goldstein)
             VALUES (?1,?2,?3,?4,?5,?6,?7,?8) ON CONFLICT DO UPDATE
             SET events = events + ?6, score = score + ?7, goldstein = goldstein + ?8",
        )?;
        for ((role, country, year, code), (events, score, goldstein)) in years {
            statement.execute(params![self.dataset, country, role, year, code, events, score, goldstein])?;
        }
        Ok(())
    }
}

/// An id as it is stored: a number takes less room, where writing it gives the same text again.
fn id(id: Option<&str>) -> ToSqlOutput<'_> {
    match id {
        None => ToSqlOutput::Owned(Sql::Null),
        Some(text) => match text.parse::<i64>() {
            Ok(number) if number.to_string() == text => ToSqlOutput::Owned(Sql::Integer(number)),
            _ => ToSqlOutput::from(text),
        },
    }
}

fn detail(detail: &Detail) -> Result<Option<String>> {
    if *detail == Detail::default() {
        return Ok(None);
    }
    serde_json::to_string(detail).map(Some).map_err(|e| MemoryError::damaged("an event's detail", e))
}

/// The type of a stored code.
pub(super) fn event_type(code: &str) -> Option<EventType> {
    code.parse().ok()
}
