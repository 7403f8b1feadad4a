//! What can go wrong with a store.

use std::path::PathBuf;

/// Why a store could not do what was asked of it. Whatever the error, what was committed before it is intact.
#[derive(Debug, thiserror::Error)]
pub enum MemoryError {
    /// There is no store in the directory.
    #[error("there is no store in {}; `detente ingest FILE… --store {}` makes one", .0.display(), .0.display())]
    NoStore(PathBuf),
    /// The directory cannot be made or written.
    #[error("cannot write the store in {}", .path.display())]
    Directory {
        /// The directory.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// Another process writes.
    #[error("another process is writing to the store in {}; try again when it is done", .0.display())]
    Busy(PathBuf),
    /// The store was made by a newer program.
    #[error("the store has format {found}, and this program knows formats up to {known}; use a newer program")]
    Newer {
        /// Format of the store.
        found: i64,
        /// The newest that is known.
        known: i64,
    },
    /// The disk is full.
    #[error("the disk that holds the store is full; what was committed before is intact: make room and run it again")]
    Full,
    /// The store may not be written.
    #[error("the store may not be written: {0}; check the rights on the directory")]
    ReadOnly(String),
    /// The database reports something else.
    #[error("the store's database: {0}")]
    Database(rusqlite::Error),
    /// What is stored cannot be understood.
    #[error("the store holds {what} that cannot be read: {why}")]
    Damaged {
        /// What.
        what: String,
        /// Why.
        why: String,
    },
    /// Nothing has this id.
    #[error("the store holds nothing with the id '{0}'")]
    Unknown(String),
    /// Several things have an id that begins like this.
    #[error("'{prefix}' is the beginning of several ids: {}", .ids.join(", "))]
    Ambiguous {
        /// What was given.
        prefix: String,
        /// The first few that match.
        ids: Vec<String>,
    },
    /// No dataset has this name.
    #[error("the store holds no dataset '{name}'{}", if .known.is_empty() { "; `detente import` brings one in".to_owned() } else { format!("; it holds {}", .known.join(", ")) })]
    NoDataset {
        /// What was asked for.
        name: String,
        /// What there is.
        known: Vec<String>,
    },
    /// A judgement that cannot be made.
    #[error("{0}")]
    Judgement(String),
    /// A filter that cannot be used.
    #[error("{0}")]
    Filter(String),
}

impl From<rusqlite::Error> for MemoryError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        match error.sqlite_error_code() {
            Some(Code::DiskFull) => Self::Full,
            Some(Code::ReadOnly | Code::CannotOpen | Code::PermissionDenied) => Self::ReadOnly(error.to_string()),
            _ => Self::Database(error),
        }
    }
}

impl MemoryError {
    pub(crate) fn damaged(what: impl Into<String>, why: impl std::fmt::Display) -> Self {
        Self::Damaged { what: what.into(), why: why.to_string() }
    }
}

/// The result of asking the store.
pub type Result<T> = std::result::Result<T, MemoryError>;
