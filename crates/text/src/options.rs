//! What the caller decides about reading.

use detente_record::DateWitness;

use crate::dates::DateOrder;
use crate::fields::ColumnMap;
use crate::input::InputFormat;

/// What the caller decides about reading; the default is to find everything out from the input.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadOptions {
    /// The publication date of every document read; see [`crate::dates::parse`].
    pub published: Option<DateWitness>,
    /// The publisher of every document read.
    pub publisher: Option<String>,
    /// The address of every document read.
    pub url: Option<String>,
    /// The format of every file read, instead of the one that name and content tell.
    pub input_format: Option<InputFormat>,
    /// Which column or key holds what, instead of the usual names.
    pub column_map: ColumnMap,
    /// Which number of "05/06/2020" is the day; such a date is reported as ambiguous when this is not said.
    pub date_order: Option<DateOrder>,
    /// Largest file that is one document or one feed, in bytes after decompression.
    pub max_document_bytes: usize,
    /// Largest record of a file of many (a JSON line, a CSV row, an archive record), in bytes.
    pub max_record_bytes: usize,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            published: None,
            publisher: None,
            url: None,
            input_format: None,
            column_map: ColumnMap::default(),
            date_order: None,
            max_document_bytes: 64 << 20,
            max_record_bytes: 64 << 20,
        }
    }
}
