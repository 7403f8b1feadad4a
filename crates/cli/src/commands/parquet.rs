//! Listings as Apache Parquet: text, days and numbers as optional columns, several words as a list.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use detente_memory::ask::{Kind, Table, Value};
use detente_memory::day;
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{Type, TypePtr};

use crate::exit::Exit;

/// Writes a listing to a file; Parquet cannot be read from a terminal.
pub fn write(table: &Table, out: Option<&Path>) -> Result<Exit> {
    let Some(path) = out else { bail!("--format parquet needs a file to write to: --out FILE") };
    let file = File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
    to(table, file).with_context(|| path.display().to_string())?;
    Ok(Exit::Done)
}

fn to(table: &Table, out: impl Write + Send) -> Result<()> {
    let fields = table.columns.iter().map(|(name, kind)| field(name, *kind)).collect::<Result<Vec<_>>>()?;
    let schema = Arc::new(Type::group_type_builder("listing").with_fields(fields).build()?);
    let properties = Arc::new(WriterProperties::builder().set_compression(Compression::SNAPPY).build());
    let mut writer = SerializedFileWriter::new(out, schema, properties)?;
    let mut group = writer.next_row_group()?;
    for (at, (_, kind)) in table.columns.iter().enumerate() {
        let mut column = group.next_column()?.context("there are fewer columns than in the schema")?;
        fill(&mut column, *kind, table.rows.iter().map(|row| &row[at]))?;
        column.close()?;
    }
    group.close()?;
    writer.close()?;
    Ok(())
}

fn field(name: &str, kind: Kind) -> Result<TypePtr> {
    let plain = |physical: Physical, logical: Option<LogicalType>| {
        Type::primitive_type_builder(name, physical)
            .with_repetition(Repetition::OPTIONAL)
            .with_logical_type(logical)
            .build()
    };
    let field = match kind {
        Kind::Text => plain(Physical::BYTE_ARRAY, Some(LogicalType::String))?,
        Kind::Day => plain(Physical::INT32, Some(LogicalType::Date))?,
        Kind::Int => plain(Physical::INT64, None)?,
        Kind::Real => plain(Physical::DOUBLE, None)?,
        Kind::List => {
            let element = Type::primitive_type_builder("element", Physical::BYTE_ARRAY)
                .with_repetition(Repetition::REQUIRED)
                .with_logical_type(Some(LogicalType::String))
                .build()?;
            let list = Type::group_type_builder("list")
                .with_repetition(Repetition::REPEATED)
                .with_fields(vec![Arc::new(element)])
                .build()?;
            Type::group_type_builder(name)
                .with_repetition(Repetition::REQUIRED)
                .with_logical_type(Some(LogicalType::List))
                .with_fields(vec![Arc::new(list)])
                .build()?
        }
    };
    Ok(Arc::new(field))
}

fn fill<'t>(
    column: &mut SerializedColumnWriter<'_>,
    kind: Kind,
    values: impl Iterator<Item = &'t Value>,
) -> Result<()> {
    let (mut defined, mut repeated): (Vec<i16>, Vec<i16>) = (Vec::new(), Vec::new());
    let mut there = |is: bool| defined.push(i16::from(is));
    match kind {
        Kind::Text => {
            let mut data = Vec::new();
            for value in values {
                let text = value.plain();
                there(*value != Value::Null);
                if *value != Value::Null {
                    data.push(ByteArray::from(text.into_bytes()));
                }
            }
            column.typed::<ByteArrayType>().write_batch(&data, Some(&defined), None)?;
        }
        Kind::Day => {
            let mut data = Vec::new();
            for value in values {
                let number = day::parse(&value.plain());
                there(number.is_some());
                data.extend(number);
            }
            column.typed::<Int32Type>().write_batch(&data, Some(&defined), None)?;
        }
        Kind::Int => {
            let mut data = Vec::new();
            for value in values {
                let number = if let Value::Int(n) = value { Some(*n) } else { None };
                there(number.is_some());
                data.extend(number);
            }
            column.typed::<Int64Type>().write_batch(&data, Some(&defined), None)?;
        }
        Kind::Real => {
            let mut data = Vec::new();
            for value in values {
                let number = if let Value::Real(x) = value { Some(*x) } else { None };
                there(number.is_some());
                data.extend(number);
            }
            column.typed::<DoubleType>().write_batch(&data, Some(&defined), None)?;
        }
        Kind::List => {
            let mut data = Vec::new();
            for value in values {
                let list: &[String] = if let Value::List(list) = value { list } else { &[] };
                if list.is_empty() {
                    there(false);
                    repeated.push(0);
                }
                for (at, text) in list.iter().enumerate() {
                    there(true);
                    repeated.push(i16::from(at > 0));
                    data.push(ByteArray::from(text.clone().into_bytes()));
                }
            }
            column.typed::<ByteArrayType>().write_batch(&data, Some(&defined), Some(&repeated))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use parquet::file::reader::{FileReader, SerializedFileReader};

    #[test]
    fn what_was_written_is_read() {
        let table = Table {
            columns: vec![
                ("id", Kind::Text),
                ("day", Kind::Day),
                ("reports", Kind::Int),
                ("score", Kind::Real),
                ("actors", Kind::List),
            ],
            rows: vec![
                vec![
                    Value::Text("e-1".into()),
                    Value::Text("2024-05-28".into()),
                    Value::Int(3),
                    Value::Real(-7.5),
                    Value::List(vec!["ARM".into(), "AZE".into()]),
                ],
                vec![Value::Text("e-2".into()), Value::Null, Value::Null, Value::Null, Value::List(vec![])],
            ],
            more: false,
        };
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("t.parquet");
        write(&table, Some(&path)).unwrap();
        let reader = SerializedFileReader::new(File::open(&path).unwrap()).unwrap();
        let rows: Vec<String> = reader.get_row_iter(None).unwrap().map(|r| r.unwrap().to_string()).collect();
        assert_eq!(rows.len(), 2);
        assert!(rows[0].contains("2024-05-28") && rows[0].contains("[\"ARM\", \"AZE\"]"), "{}", rows[0]);
        assert!(rows[1].contains("day: null") && rows[1].contains("actors: []"), "{}", rows[1]);
    }

    #[test]
    fn never_to_the_terminal() {
        let table = Table { columns: vec![], rows: vec![], more: false };
        assert!(write(&table, None).unwrap_err().to_string().contains("--out"));
    }
}
