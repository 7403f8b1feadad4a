//! What can go wrong with a whole file. Damage of single rows is no error: they are kept aside.

use std::path::PathBuf;

/// Why a file could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum ExchangeError {
    /// The file cannot be read.
    #[error("cannot read {}: {source}", .path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The output cannot be written.
    #[error("cannot write: {0}")]
    Write(#[from] std::io::Error),
    /// The columns are not those of the format.
    #[error(
        "{}: no columns of {format} are found: {why}; the first line begins with '{start}'. Is it of another format, or does it lack its header?",
        .path.display()
    )]
    Columns {
        /// The file.
        path: PathBuf,
        /// The format.
        format: &'static str,
        /// What is missing.
        why: String,
        /// Beginning of the first line.
        start: String,
    },
    /// A column that `--map` names is not there.
    #[error("--map: {0}")]
    Map(String),
    /// A Parquet file is damaged or cannot be written.
    #[error("Parquet: {0}")]
    Parquet(#[from] ::parquet::errors::ParquetError),
    /// The store.
    #[error(transparent)]
    Store(#[from] detente_memory::MemoryError),
    /// The knowledge cannot be used.
    #[error("the tables of actors cannot be used: {0}")]
    Knowledge(String),
    /// What was asked for cannot be done.
    #[error("{0}")]
    Asked(String),
}

/// The result of reading or writing.
pub type Result<T> = std::result::Result<T, ExchangeError>;
