//! CSV and TSV: each row a document, what its columns hold told by the header or the user.

use std::io::{self, BufRead, Read};

use csv::ByteRecord;

use super::record::Fields;
use super::{Context, Out, Steps};
use crate::encoding::RecordDecoder;
use crate::error::{Place, Problem, ReadError};
use crate::fields::Role;
use crate::input::{ByteStream, InputFormat, io_problem};

/// A table.
pub(super) struct Delimited {
    context: Context,
    rows: csv::Reader<Fuse>,
    decoder: RecordDecoder,
    header: Option<Header>,
    row: ByteRecord,
    record: usize,
    ended: bool,
    /// Lines end with carriage return and line feed; of these the CSV reader counts the second part one row late.
    crlf: bool,
}

/// The header, by what its columns hold.
struct Header {
    names: Vec<String>,
    roles: Vec<Option<Role>>,
}

impl Delimited {
    pub(super) fn new(context: Context, head: &[u8], mut stream: ByteStream) -> Self {
        if head.starts_with(b"\xEF\xBB\xBF") {
            stream.consume(3);
        }
        let tab = context.format == InputFormat::Tsv;
        let delimiter = if tab { b'\t' } else { delimiter(head) };
        let fuse = Fuse { stream, left: 0, blown: false };
        let rows = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .quoting(!(tab && quotes_are_text(head)))
            .from_reader(fuse);
        let decoder = RecordDecoder::new(head);
        let crlf = memchr::memchr(b'\n', head).is_some_and(|at| at > 0 && head.get(at - 1) == Some(&b'\r'));
        Self { context, rows, decoder, header: None, row: ByteRecord::new(), record: 0, ended: false, crlf }
    }

    /// Reads a row into `self.row`; none at the end or after an error, which has been said.
    fn read(&mut self, out: &mut Out) -> Option<Place> {
        let limit = self.context.options.max_record_bytes;
        self.rows.get_mut().left = limit.saturating_add(READ_AHEAD);
        let late = |at: &csv::Position| u64::from(self.crlf && at.byte() > 0);
        let line_of = |at: &csv::Position| usize::try_from(at.line() + late(at)).unwrap_or(usize::MAX);
        let line = line_of(self.rows.position());
        let record = self.record;
        let here = |context: &Context| {
            let place = context.place().line(line);
            if record > 0 { place.record(record) } else { place }
        };
        let read = self.rows.read_byte_record(&mut self.row);
        if self.rows.get_ref().blown || self.row.as_slice().len() > limit {
            self.context.say(out, here(&self.context), Problem::TooLarge { what: "the record", limit });
            self.ended = self.rows.get_ref().blown;
            return None;
        }
        match read {
            Ok(true) => {
                let line = self.row.position().map_or(line, line_of);
                let place = self.context.place().line(line);
                Some(if record > 0 { place.record(record) } else { place })
            }
            Ok(false) => {
                self.ended = true;
                if self.record == 1 && self.header.is_some() {
                    self.context.say(out, self.context.place(), Problem::NoRows);
                }
                None
            }
            Err(error) => {
                self.ended = true;
                let said = match error.into_kind() {
                    csv::ErrorKind::Io(error) => io_problem(here(&self.context), &error),
                    other => ReadError::new(here(&self.context), Problem::Csv(format!("{other:?}"))),
                };
                out.push_back(Err(said));
                None
            }
        }
    }

    /// The fields of the current row as text, and what has to be said of their encoding.
    fn decode(&mut self) -> (Vec<String>, Vec<Problem>, &'static str) {
        if std::str::from_utf8(self.row.as_slice()).is_ok() {
            let fields = self.row.iter().map(|f| String::from_utf8_lossy(f).into_owned()).collect();
            return (fields, Vec::new(), "UTF-8");
        }
        // All fields at once, so that one encoding is chosen for the row; NUL keeps them apart in any of them.
        let joined = self.row.iter().collect::<Vec<_>>().join(&0);
        let decoded = self.decoder.decode(joined);
        (decoded.text.split('\0').map(str::to_owned).collect(), decoded.problems, decoded.encoding)
    }

    /// Reads the header and says what is wrong with it; false when no row can be read with it.
    fn start(&mut self, out: &mut Out) -> bool {
        let Some(place) = self.read(out) else {
            if out.is_empty() {
                self.context.say(out, self.context.place(), Problem::Empty);
            }
            return false;
        };
        let (names, problems, _) = self.decode();
        for problem in problems {
            self.context.say(out, place.clone(), problem);
        }
        let names: Vec<String> = names.iter().map(|n| n.trim().to_owned()).collect();
        let found = self.context.options.column_map.choose(&names.iter().map(String::as_str).collect::<Vec<_>>());
        for (role, wanted) in self.context.options.column_map.iter() {
            if !found.iter().any(|(r, _)| *r == role) {
                let wanted = wanted.to_owned();
                self.context.say(out, place, Problem::MissingColumn { wanted, role: role.name(), columns: names });
                return false;
            }
        }
        if !found.iter().any(|(role, _)| *role == Role::Text) {
            self.context.say(out, place, Problem::NoTextField(names));
            return false;
        }
        let mut roles = vec![None; names.len()];
        for (role, index) in found {
            if let Some(slot) = roles.get_mut(index) {
                *slot = Some(role);
            }
        }
        self.header = Some(Header { names, roles });
        true
    }
}

impl Steps for Delimited {
    fn step(&mut self, out: &mut Out) -> bool {
        if self.header.is_none() {
            return self.start(out);
        }
        self.record += 1;
        let Some(place) = self.read(out) else { return !self.ended };
        if self.row.len() == 1 && self.row.as_slice().trim_ascii().is_empty() {
            self.record -= 1;
            return true;
        }
        let (values, problems, encoding) = self.decode();
        let Some(header) = &self.header else { return false };
        for problem in problems {
            self.context.say(out, place.clone(), problem);
        }
        if values.len() != header.names.len() {
            let problem = Problem::RowLength { found: values.len(), expected: header.names.len() };
            self.context.say(out, place.clone(), problem);
        }
        let mut fields = Fields { encoding: Some(encoding), ..Fields::default() };
        for (index, value) in values.into_iter().enumerate() {
            let name = header.names.get(index).filter(|n| !n.is_empty()).cloned();
            let name = name.unwrap_or_else(|| format!("column {}", index + 1));
            match header.roles.get(index).copied().flatten() {
                Some(role) => fields.roles.push((role, name, value)),
                None if value.is_empty() => {}
                None => fields.extra.push((name, value)),
            }
        }
        fields.put(&self.context, &place, out);
        true
    }
}

/// The delimiter that the first line has most of, outside quotes.
fn delimiter(head: &[u8]) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0usize), (b';', 0), (b'\t', 0), (b'|', 0)];
    for &byte in head {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if !quoted => {
                if let Some((_, count)) = counts.iter_mut().find(|(d, _)| *d == byte) {
                    *count += 1;
                }
            }
            _ => {}
        }
    }
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(d, _)| *d)
}

/// Whether the quotes of a tab-separated file are part of its text: a field begins with one and does not end with one,
/// although its line has as many fields as the first.
fn quotes_are_text(head: &[u8]) -> bool {
    let tabs = |line: &[u8]| memchr::memchr_iter(b'\t', line).count();
    let mut lines = head.split(|b| *b == b'\n').map(|l| l.strip_suffix(b"\r").unwrap_or(l));
    let Some(columns) = lines.next().map(tabs) else { return false };
    lines
        .filter(|line| tabs(line) == columns)
        .any(|line| line.split(|b| *b == b'\t').any(|f| f.starts_with(b"\"") && (f.len() == 1 || !f.ends_with(b"\""))))
}

/// What the CSV reader may take from the stream before it looks at it.
const READ_AHEAD: usize = 64 * 1024;

/// A stream that ends when a record takes too much of it, so that a quote left open cannot fill the memory.
struct Fuse {
    stream: ByteStream,
    left: usize,
    blown: bool,
}

impl Read for Fuse {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            self.blown = true;
            return Ok(0);
        }
        let count = self.stream.read(out)?;
        self.left = self.left.saturating_sub(count);
        Ok(count)
    }
}
