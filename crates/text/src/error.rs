//! What can be wrong with input, in plain words.

use std::fmt;

use crate::dates::DateError;

/// How grave a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is wrong; told so that nothing is passed over in silence (records of an archive that hold no text).
    Note,
    /// The document is read, but something of it is missing or doubtful.
    Warning,
    /// A document, or a whole file, is not read.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// Where in the input a problem is.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Place {
    /// The file as the user named it; `-` for standard input.
    pub file: String,
    /// Line, from 1.
    pub line: Option<usize>,
    /// Number of the record, from 1.
    pub record: Option<usize>,
    /// Byte offset in the uncompressed file.
    pub offset: Option<u64>,
    /// The field of the record, by the name it has there.
    pub field: Option<String>,
}

impl Place {
    /// A whole file.
    #[must_use]
    pub fn file(file: impl Into<String>) -> Self {
        Self { file: file.into(), ..Self::default() }
    }

    /// A record of it.
    #[must_use]
    pub fn record(mut self, record: usize) -> Self {
        self.record = Some(record);
        self
    }

    /// The line on which it begins.
    #[must_use]
    pub fn line(mut self, line: usize) -> Self {
        self.line = Some(line);
        self
    }

    /// The byte at which it begins.
    #[must_use]
    pub fn offset(mut self, offset: u64) -> Self {
        self.offset = Some(offset);
        self
    }

    /// A field of it.
    #[must_use]
    pub fn field(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.file == "-" { "standard input" } else { &self.file })?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(record) = self.record {
            write!(f, ", record {record}")?;
        }
        if let Some(offset) = self.offset {
            write!(f, ", byte {offset}")?;
        }
        if let Some(field) = &self.field {
            write!(f, ", field '{field}'")?;
        }
        Ok(())
    }
}

/// A problem met while reading, and where.
///
/// `Display` gives one line: the place, what is wrong, and what to do about it. The stream goes on after it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct ReadError {
    /// How grave it is.
    pub severity: Severity,
    /// Where it is.
    pub place: Box<Place>,
    /// What is wrong.
    pub problem: Problem,
}

impl ReadError {
    /// A problem at a place, as grave as such problems are.
    #[must_use]
    pub fn new(place: Place, problem: Problem) -> Self {
        Self { severity: problem.severity(), place: Box::new(place), problem }
    }

    /// What the user can do about it.
    #[must_use]
    pub fn advice(&self) -> Option<String> {
        self.problem.advice()
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.problem)?;
        match self.advice() {
            Some(advice) => write!(f, "; {advice}"),
            None => Ok(()),
        }
    }
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// There is no such file.
    #[error("there is no such file or directory")]
    NotFound,
    /// The operating system refuses.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// A pattern that is none.
    #[error("is no valid file pattern: {0}")]
    BadPattern(String),
    /// A pattern that nothing matches.
    #[error("no file matches this pattern")]
    NoMatch,
    /// A directory without files that can be read.
    #[error("the directory holds no file that can be read")]
    EmptyDirectory,
    /// Files of a directory that were passed over.
    #[error("{0} files with endings not known here were passed over")]
    SkippedFiles(usize),
    /// No bytes, or only space.
    #[error("the file is empty")]
    Empty,
    /// A table without rows.
    #[error("the table has a header and no rows")]
    NoRows,
    /// No text.
    #[error("is not text: it seems to be {0}")]
    Binary(String),
    /// Larger than allowed.
    #[error("{what} is larger than {}", size(*limit))]
    TooLarge {
        /// What is.
        what: &'static str,
        /// The limit in bytes.
        limit: usize,
    },
    /// The compressed stream is broken.
    #[error("the {kind} data is damaged or cut off: {detail}; what stands after it is lost")]
    Damaged {
        /// Which compression.
        kind: &'static str,
        /// What the decoder says.
        detail: String,
    },
    /// A JSON text that does not parse.
    #[error("is no valid JSON: {detail} (column {column})")]
    Json {
        /// What the parser says.
        detail: String,
        /// Column in bytes, from 1.
        column: usize,
    },
    /// A JSON value that is no object.
    #[error("is {0}, not a JSON object with a text in it")]
    NotAnObject(&'static str),
    /// A CSV record that cannot be taken apart.
    #[error("the record cannot be taken apart: {0}")]
    Csv(String),
    /// No field of the record is known to hold the text.
    #[error("no field is known to hold the text; the fields are {}", list(.0))]
    NoTextField(Vec<String>),
    /// A column named by the user is not there.
    #[error("there is no column '{wanted}' for the {role}; the columns are {}", list(columns))]
    MissingColumn {
        /// The column asked for.
        wanted: String,
        /// What it should hold.
        role: &'static str,
        /// The columns there are.
        columns: Vec<String>,
    },
    /// A row with too few or too many fields.
    #[error("the row has {found} fields and the header {expected}")]
    RowLength {
        /// Fields of the row.
        found: usize,
        /// Fields of the header.
        expected: usize,
    },
    /// A record whose text is empty.
    #[error("the record holds no text")]
    NoText,
    /// A date that is no date.
    #[error("{0}; read without this date")]
    BadDate(DateError),
    /// Characters that could not be decoded.
    #[error("{count} {} not valid {encoding} and replaced by U+FFFD", if *count == 1 { "place was" } else { "places were" })]
    Replaced {
        /// The encoding used.
        encoding: &'static str,
        /// How many.
        count: usize,
    },
    /// The encoding was guessed.
    #[error("says no encoding and is not UTF-8; read as {0}, a guess from its bytes")]
    GuessedEncoding(&'static str),
    /// The declared encoding is wrong.
    #[error("says that it is {declared}, but its bytes are not; read as {used}")]
    WrongEncoding {
        /// What it says.
        declared: String,
        /// What was used.
        used: &'static str,
    },
    /// A feed, or an entry of one, that cannot be taken apart.
    #[error("the feed cannot be taken apart: {0}")]
    Feed(String),
    /// A broken record of an archive.
    #[error("the archive record is broken: {0}")]
    Warc(String),
    /// Records of an archive that were passed over.
    #[error("passed over {0}")]
    SkippedRecords(String),
}

impl Problem {
    /// How grave such a problem is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::SkippedFiles(_) | Self::SkippedRecords(_) => Severity::Note,
            Self::BadDate(_)
            | Self::Replaced { .. }
            | Self::GuessedEncoding(_)
            | Self::WrongEncoding { .. }
            | Self::RowLength { .. }
            | Self::EmptyDirectory
            | Self::NoRows => Severity::Warning,
            _ => Severity::Error,
        }
    }

    /// What the user can do about it.
    #[must_use]
    pub fn advice(&self) -> Option<String> {
        Some(match self {
            Self::NotFound => "check the name, and quote patterns that hold *, ? or [".into(),
            Self::BadDate(error) => error.advice().into(),
            Self::Binary(_) => "convert it to text first".into(),
            Self::TooLarge { what: "the record", .. } => {
                "look for a quote or a bracket left open, or raise --max-record-bytes".into()
            }
            Self::TooLarge { .. } => "split it, or raise --max-document-bytes".into(),
            Self::Damaged { .. } => "fetch or compress the file again".into(),
            Self::NoTextField(_) => "say which one does with --map text=NAME".into(),
            Self::MissingColumn { .. } => "correct --map".into(),
            Self::GuessedEncoding(_) | Self::WrongEncoding { .. } => "convert the file to UTF-8 to be sure".into(),
            Self::Feed(_) => "say another format with --input-format if it is no feed".into(),
            Self::SkippedFiles(_) => "name them one by one to read them all the same".into(),
            Self::NoMatch => "quote the pattern so that the shell leaves it alone".into(),
            _ => return None,
        })
    }
}

/// The first names of a list.
fn list(names: &[String]) -> String {
    const SHOWN: usize = 12;
    if names.is_empty() {
        return "none".into();
    }
    let mut text: Vec<String> =
        names
            .iter()
            .take(SHOWN)
            .map(|n| {
                if n.chars().count() > 40 {
                    format!("{}…", n.chars().take(39).collect::<String>())
                } else {
                    n.clone()
                }
            })
            .collect();
    if names.len() > SHOWN {
        text.push(format!("and {} more", names.len() - SHOWN));
    }
    text.join(", ")
}

/// A number of bytes in words.
fn size(bytes: usize) -> String {
    const MIB: usize = 1 << 20;
    if bytes >= MIB && bytes.is_multiple_of(MIB) { format!("{} MiB", bytes / MIB) } else { format!("{bytes} bytes") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use detente_record::Witness;

    #[test]
    fn one_line_with_place_problem_and_advice() {
        let bad = crate::dates::parse("2024-02-30", Witness::Given, None).unwrap_err();
        let error = ReadError::new(Place::file("a.jsonl").line(3).record(3).field("date"), Problem::BadDate(bad));
        assert_eq!(
            error.to_string(),
            "a.jsonl:3, record 3, field 'date': '2024-02-30' is no date: February 2024 has 29 days; read without this \
             date; write the date as year-month-day, or give it with --published"
        );
        assert_eq!(error.severity, Severity::Warning);
        let large = ReadError::new(Place::file("-"), Problem::TooLarge { what: "the document", limit: 64 << 20 });
        assert_eq!(
            large.to_string(),
            "standard input: the document is larger than 64 MiB; split it, or raise --max-document-bytes"
        );
    }
}
