//! Bringing files into the store: streaming, in batches, each row accounted for, going on where an earlier run ended.

use std::borrow::Cow;
use std::io;
use std::path::Path;

use detente_memory::Writer;
use detente_memory::foreign::{Aside, Batch, Cache, Counts, FileState, Keyed, MentionRow, Position, Row};
use jiff::Timestamp;
use serde::Serialize;

use crate::codes::{Codes, System};
use crate::dates::DateOrder;
use crate::error::{ExchangeError, Result};
use crate::format::Format;
use crate::input;
use crate::layout::{Layout, Role};
use crate::mentions::Columns;
use crate::plover::{self, Objects};
use crate::records::{Record, Records, Separator, cells};
use crate::row::{self, Notes, note};

/// Rows that are put in at once when nothing else is asked for: a kill costs at most these.
pub const BATCH: usize = 20_000;
/// Characters of a row that are kept with what is put aside.
const SHOWN: usize = 400;

/// What is known of the files.
#[derive(Clone, Debug)]
pub struct Options {
    /// Their format.
    pub format: Format,
    /// Name of the dataset.
    pub dataset: String,
    /// Which column holds what, where the names do not tell.
    pub map: Vec<(Role, String)>,
    /// Code system of states, where it is not the format's.
    pub countries: Option<System>,
    /// Which number of `05/06/2020` comes first.
    pub order: Option<DateOrder>,
    /// Rows that are put in at once.
    pub batch: usize,
}

impl Options {
    /// Of a format, with what is usual.
    #[must_use]
    pub fn new(format: Format) -> Self {
        Self { format, dataset: format.name().into(), map: Vec::new(), countries: None, order: None, batch: BATCH }
    }
}

/// What became of a file.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct Report {
    /// The file.
    pub file: String,
    /// Its dataset.
    pub dataset: String,
    /// What became of all its rows: `rows = imported + duplicate + aside`.
    #[serde(flatten)]
    pub counts: Counts,
    /// Rows of them that this run read.
    pub read_now: u64,
    /// Whether all of it was in already.
    pub known: bool,
    /// Line at which this run went on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resumed_at: Option<u64>,
    /// How often each small damage was mended; such rows are imported.
    pub mended: Notes,
}

/// Imports a file. `progress` is told the bytes (after decompression) and rows of each batch.
///
/// # Errors
/// When the file cannot be read, its columns are not those of the format, or the store cannot be written. Whatever was
/// put in before stays, and the next run goes on from there.
pub fn import(
    writer: &mut Writer,
    codes: &mut Codes<'_>,
    path: &Path,
    options: &Options,
    now: Timestamp,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Report> {
    let name = path.to_string_lossy().into_owned();
    let before = if name == "-" { None } else { writer.foreign_file(&options.dataset, &name)? };
    let mut source = Source::open(path, options)?;
    let mut resumed = None;
    if let Some(state) = before {
        // An earlier run that ended before its first batch has nothing to skip.
        if (state.counts.rows == 0 && state.position.bytes == 0)
            || source.skip_to(&state.position).map_err(|source| read(path, source))?
        {
            resumed = Some(state);
        } else {
            // Another file under the same name: read from its beginning, as a file of its own.
            source = Source::open(path, options)?;
        }
    }
    let mut run = Run {
        writer,
        options,
        file: None,
        name: &name,
        now,
        counts: resumed.as_ref().map(|s| s.counts).unwrap_or_default(),
        notes: resumed.as_ref().map(|s| s.notes.clone()).unwrap_or_default(),
        cache: Cache::default(),
        read_now: 0,
    };
    run.file = resumed.as_ref().map(|s| s.key);
    let mut batch = Batch::default();
    let mut bytes = resumed.as_ref().map_or(0, |s| s.position.bytes);
    loop {
        let more = source.next(&mut batch, codes, options, &mut run.notes).map_err(|source| read(path, source))?;
        let size = batch.rows.len() + batch.mentions.len() + batch.aside.len();
        if !more || size >= options.batch {
            batch.position = source.position(!more);
            let known = resumed.as_ref().is_some_and(|s| s.position.done && size == 0 && !more);
            if known {
                break;
            }
            let position = batch.position.bytes;
            run.put(&mut batch)?;
            progress(position.saturating_sub(bytes), size as u64);
            bytes = position;
        }
        if !more {
            break;
        }
    }
    Ok(report(run, resumed))
}

fn report(run: Run<'_>, resumed: Option<FileState>) -> Report {
    Report {
        file: run.name.to_owned(),
        dataset: run.options.dataset.clone(),
        counts: run.counts,
        read_now: run.read_now,
        known: run.read_now == 0 && resumed.as_ref().is_some_and(|s| s.position.done),
        resumed_at: resumed.map(|s| s.position.line + 1).filter(|_| run.read_now > 0),
        mended: run.notes,
    }
}

fn read(path: &Path, source: io::Error) -> ExchangeError {
    ExchangeError::Read { path: path.to_owned(), source }
}

struct Run<'r> {
    writer: &'r mut Writer,
    options: &'r Options,
    file: Option<i64>,
    name: &'r str,
    now: Timestamp,
    counts: Counts,
    notes: Notes,
    cache: Cache,
    read_now: u64,
}

impl Run<'_> {
    fn put(&mut self, batch: &mut Batch) -> Result<()> {
        let file = match self.file {
            Some(file) => file,
            None => {
                let format = self.options.format.name();
                let file = self.writer.foreign_begin(&self.options.dataset, format, self.name, self.now)?;
                self.file = Some(file);
                file
            }
        };
        batch.notes.clone_from(&self.notes);
        let counts = self.writer.foreign_put(file, batch, &mut self.cache)?;
        self.read_now += counts.rows;
        self.counts += counts;
        *batch = Batch::default();
        Ok(())
    }
}

/// A file that is being read.
enum Source {
    Table {
        records: Records,
        layout: Box<Layout>,
        first: Option<Record>,
    },
    Mentions {
        records: Records,
        columns: Columns,
        first: Option<Record>,
    },
    Json {
        objects: Objects,
        hash: Vec<u8>,
        line: u64,
    },
    Rows {
        rows: Box<dyn Iterator<Item = Result<Vec<String>>>>,
        layout: Box<Layout>,
        hash: Vec<u8>,
        line: u64,
    },
    /// All of it is in.
    Over(Position),
}

impl Source {
    fn open(path: &Path, options: &Options) -> Result<Self> {
        let columns = |why: String, start: &str| {
            if why.starts_with("there is no column") {
                return ExchangeError::Map(why);
            }
            ExchangeError::Columns {
                path: path.to_owned(),
                format: options.format.name(),
                why,
                start: shown(start, 60),
            }
        };
        let layout = |first: &[Cow<'_, str>], start: &str| {
            Layout::of(options.format, first, &options.map, options.countries)
                .map(Box::new)
                .map_err(|why| columns(why, start))
        };
        match options.format {
            Format::Plover => {
                let hash = whole(path)?;
                return Ok(Self::Json { objects: Objects::new(input::open(path)?), hash, line: 0 });
            }
            Format::Parquet => {
                let (header, rows) = crate::parquet::read(path)?;
                let names: Vec<Cow<'_, str>> = header.iter().map(|h| Cow::Borrowed(h.as_str())).collect();
                let layout = layout(&names, &header.join(","))?;
                return Ok(Self::Rows { rows: Box::new(rows), layout, hash: whole(path)?, line: 1 });
            }
            _ => {}
        }
        let separator = match options.format {
            Format::Gdelt1 | Format::Gdelt2 | Format::Icews | Format::Polecat => Some(Separator::Tab),
            _ => None,
        };
        let stream = input::open(path)?;
        let mut records = Records::new(stream, separator).map_err(|source| read(path, source))?;
        let first = records.read_next().map_err(|source| read(path, source))?;
        let Some(first) = first else { return Err(columns("the file is empty".into(), "")) };
        let names = cells(&first.text, records.separator());
        if options.format == Format::Gdelt2Mentions {
            let columns = Columns::of(&names).map_err(|why| columns(why, &first.text))?;
            let first = (!columns.header).then_some(first);
            return Ok(Self::Mentions { records, columns, first });
        }
        let layout = layout(&names, &first.text)?;
        drop(names);
        let first = (!layout.header).then_some(first);
        Ok(Self::Table { records, layout, first })
    }

    fn position(&self, done: bool) -> Position {
        match self {
            Self::Table { records, .. } | Self::Mentions { records, .. } => records.position(done),
            Self::Json { hash, line, .. } | Self::Rows { hash, line, .. } => {
                Position { bytes: *line, line: *line, done, hash: if done { hash.clone() } else { Vec::new() } }
            }
            Self::Over(position) => position.clone(),
        }
    }

    /// Reads on to a position; whether the file is the same up to there. JSON and Parquet that were read in part are
    /// read again from the beginning: rows that are in are known by their ids.
    fn skip_to(&mut self, position: &Position) -> io::Result<bool> {
        match self {
            Self::Table { records, first, .. } | Self::Mentions { records, first, .. } => {
                if position.bytes == 0 {
                    return Ok(false);
                }
                // The first record is read already; it is part of what was read then.
                *first = None;
                records.skip_to(position)
            }
            Self::Json { hash, .. } | Self::Rows { hash, .. } => {
                let same = position.done && *hash == position.hash;
                if same {
                    *self = Self::Over(position.clone());
                }
                Ok(same)
            }
            Self::Over(_) => Ok(true),
        }
    }

    /// Adds the next row to the batch; false when there is none.
    fn next(
        &mut self,
        batch: &mut Batch,
        codes: &mut Codes<'_>,
        options: &Options,
        notes: &mut Notes,
    ) -> io::Result<bool> {
        match self {
            Self::Table { records, layout, first } => {
                let record = match first.take() {
                    Some(record) => record,
                    None => match records.read_next()? {
                        Some(record) => record,
                        None => return Ok(false),
                    },
                };
                let separator = records.separator();
                take(batch, &record, notes, |notes| {
                    let cells = cells(&record.text, separator);
                    row::events(&cells, &record.text, layout, options.order, codes, notes)
                });
                Ok(true)
            }
            Self::Mentions { records, columns, first } => {
                let record = match first.take() {
                    Some(record) => record,
                    None => match records.read_next()? {
                        Some(record) => record,
                        None => return Ok(false),
                    },
                };
                match columns.mention(&cells(&record.text, records.separator()), &record.text) {
                    Ok(mention) => batch.mentions.push(MentionRow { line: record.line, mention }),
                    Err(reason) => batch.aside.push(aside(record.line, reason, &record.text)),
                }
                Ok(true)
            }
            Self::Json { objects, line, .. } => {
                let Some(object) = objects.read_next()? else { return Ok(false) };
                *line = object.line;
                match plover::events(&object.text, options.order, codes, notes) {
                    Ok(events) => push(batch, object.line, &object.text, events),
                    Err(reason) => batch.aside.push(aside(object.line, reason, &object.text)),
                }
                Ok(true)
            }
            Self::Over(_) => Ok(false),
            Self::Rows { rows, layout, line, .. } => {
                let Some(row) = rows.next() else { return Ok(false) };
                let cells = row.map_err(io::Error::other)?;
                *line += 1;
                let raw = cells.join("\u{1f}");
                let cells: Vec<Cow<'_, str>> = cells.iter().map(|c| Cow::Borrowed(c.as_str())).collect();
                match row::events(&cells, &raw, layout, options.order, codes, notes) {
                    Ok(events) => push(batch, *line, &raw, events),
                    Err(reason) => batch.aside.push(aside(*line, reason, &raw)),
                }
                Ok(true)
            }
        }
    }
}

/// The hash of a whole file; none of standard input.
fn whole(path: &Path) -> Result<Vec<u8>> {
    if path.as_os_str() == "-" {
        return Ok(Vec::new());
    }
    let mut hasher = blake3::Hasher::new();
    let mut file = std::fs::File::open(path).map_err(|source| read(path, source))?;
    io::copy(&mut file, &mut hasher).map_err(|source| read(path, source))?;
    Ok(hasher.finalize().as_bytes().to_vec())
}

fn take(
    batch: &mut Batch,
    record: &Record,
    notes: &mut Notes,
    events: impl FnOnce(&mut Notes) -> std::result::Result<Vec<Keyed>, String>,
) {
    if record.cut {
        return batch.aside.push(aside(record.line, "its line is longer than a megabyte".into(), &record.text));
    }
    // What a row that is kept aside would have noted is not counted.
    let mut own = Notes::new();
    if record.recoded {
        note(&mut own, "rows that are no UTF-8, read as Latin-1");
    }
    if record.torn {
        note(&mut own, "quotes that never close");
    }
    match events(&mut own) {
        Ok(events) => {
            push(batch, record.line, &record.text, events);
            for (what, n) in own {
                *notes.entry(what).or_default() += n;
            }
        }
        Err(reason) => batch.aside.push(aside(record.line, reason, &record.text)),
    }
}

fn push(batch: &mut Batch, line: u64, text: &str, events: Vec<Keyed>) {
    batch.rows.push(Row { line, text: shown(text, SHOWN), events });
}

fn aside(line: u64, reason: String, row: &str) -> Aside {
    Aside { line, reason, row: shown(row, SHOWN) }
}

fn shown(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}
