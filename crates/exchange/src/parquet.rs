//! Our own table as Apache Parquet: every column text, as in the CSV, but for the day and the numbers.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use detente_memory::day;
use detente_memory::foreign::Event;
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type};
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use parquet::record::Field;
use parquet::schema::types::{Type, TypePtr};

use crate::codes::Codes;
use crate::error::{ExchangeError, Result};
use crate::format::Format;
use crate::keeps::keeps;
use crate::layout::{self, Role};

/// Rows of a group: what is held in memory at once.
const GROUP: usize = 50_000;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Day,
    Number,
}

fn kind(role: Role) -> Kind {
    match role {
        Role::Day => Kind::Day,
        Role::Score
        | Role::Goldstein
        | Role::Latitude
        | Role::Longitude
        | Role::Mentions
        | Role::Sources
        | Role::Articles
        | Role::Tone
        | Role::Fatalities => Kind::Number,
        _ => Kind::Text,
    }
}

fn field(role: Role) -> Result<TypePtr> {
    let (physical, logical) = match kind(role) {
        Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Day => (Physical::INT32, Some(LogicalType::Date)),
        Kind::Number => (Physical::DOUBLE, None),
    };
    let field = Type::primitive_type_builder(role.name(), physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical)
        .build()?;
    Ok(Arc::new(field))
}

/// Writes events, in groups.
pub struct Export<'k, 'c, W: Write + Send> {
    out: SerializedFileWriter<W>,
    codes: &'c Codes<'k>,
    rows: Vec<Vec<String>>,
    count: usize,
}

impl<'k, 'c, W: Write + Send> Export<'k, 'c, W> {
    /// Begins.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn new(out: W, codes: &'c Codes<'k>) -> Result<Self> {
        let fields = layout::own().map(field).collect::<Result<Vec<_>>>()?;
        let schema = Arc::new(Type::group_type_builder("events").with_fields(fields).build()?);
        let properties = Arc::new(WriterProperties::builder().set_compression(Compression::SNAPPY).build());
        Ok(Self { out: SerializedFileWriter::new(out, schema, properties)?, codes, rows: Vec::new(), count: 0 })
    }

    /// Writes an event; false when it says too little to be one.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn event(&mut self, event: &Event) -> Result<bool> {
        let Some(kept) = keeps(Format::Parquet, event, self.codes) else { return Ok(false) };
        self.rows.push(crate::write::own(&kept));
        self.count += 1;
        if self.rows.len() >= GROUP {
            self.flush()?;
        }
        Ok(true)
    }

    fn flush(&mut self) -> Result<()> {
        let rows = std::mem::take(&mut self.rows);
        if rows.is_empty() {
            return Ok(());
        }
        let mut group = self.out.next_row_group()?;
        for (at, role) in layout::own().enumerate() {
            let Some(mut column) = group.next_column()? else {
                return Err(ExchangeError::Asked("there are fewer columns than in the schema".into()));
            };
            let cells = || rows.iter().map(|row| row[at].as_str());
            let there: Vec<i16> = cells().map(|c| i16::from(!c.is_empty())).collect();
            let full = || cells().filter(|c| !c.is_empty());
            match kind(role) {
                Kind::Text => {
                    let data: Vec<ByteArray> = full().map(ByteArray::from).collect();
                    column.typed::<ByteArrayType>().write_batch(&data, Some(&there), None)?;
                }
                Kind::Day => {
                    let data: Vec<i32> = full().filter_map(day::parse).collect();
                    column.typed::<Int32Type>().write_batch(&data, Some(&there), None)?;
                }
                Kind::Number => {
                    let data: Vec<f64> = full().filter_map(|c| c.parse().ok()).collect();
                    column.typed::<DoubleType>().write_batch(&data, Some(&there), None)?;
                }
            }
            column.close()?;
        }
        group.close()?;
        Ok(())
    }

    /// Ends, and gives how many were written.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn finish(mut self) -> Result<usize> {
        self.flush()?;
        self.out.close()?;
        Ok(self.count)
    }
}

/// The header of a Parquet file and its rows, as text.
///
/// # Errors
/// When it cannot be read.
pub fn read(path: &Path) -> Result<(Vec<String>, impl Iterator<Item = Result<Vec<String>>> + use<>)> {
    let file = File::open(path).map_err(|source| ExchangeError::Read { path: path.to_owned(), source })?;
    let reader = SerializedFileReader::new(file)?;
    let schema = reader.metadata().file_metadata().schema_descr();
    let header: Vec<String> = schema.root_schema().get_fields().iter().map(|f| f.name().to_owned()).collect();
    let rows = reader.into_iter().map(|row| {
        let row = row?;
        Ok(row.get_column_iter().map(|(_, field)| text(field)).collect())
    });
    Ok((header, rows))
}

fn text(field: &Field) -> String {
    match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        Field::Bytes(bytes) => bytes.as_utf8().map(str::to_owned).unwrap_or_default(),
        Field::Date(number) => day::text(*number),
        Field::Double(x) => x.to_string(),
        Field::Float(x) => x.to_string(),
        other => other.to_string(),
    }
}
