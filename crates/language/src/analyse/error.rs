//! Why a model could not be loaded.

use std::io;
use std::path::PathBuf;

use super::UnknownName;

/// Why a model could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// The file could not be read.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system reports.
        source: io::Error,
    },
    /// It does not begin as a model does.
    #[error("not a model of Detente (it does not begin with DTNTMDL1)")]
    NotAModel,
    /// A format this program does not know.
    #[error("model format {found}, but this program reads format {known}")]
    Version {
        /// The file's.
        found: u32,
        /// The program's.
        known: u32,
    },
    /// The file ends too early, or goes on too long.
    #[error("the model is cut short or damaged: {expected} bytes expected, {found} found")]
    Length {
        /// What the header announces.
        expected: u64,
        /// What there is.
        found: u64,
    },
    /// The header is no JSON of the right shape.
    #[error("the model's header is damaged: {0}")]
    Header(#[from] serde_json::Error),
    /// The data do not have the checksum in the header.
    #[error("the model is damaged: its checksum is {found:08x}, not {expected:08x}")]
    Checksum {
        /// The file's.
        expected: u32,
        /// That of what is there.
        found: u32,
    },
    /// A tensor is not there.
    #[error("the model has no tensor {0:?}")]
    Missing(String),
    /// A tensor is not of the right type or shape, or lies outside the data.
    #[error("tensor {name:?} of the model {problem}")]
    Tensor {
        /// Which.
        name: String,
        /// What is wrong.
        problem: String,
    },
    /// A value the header gives does not fit.
    #[error("the model's header gives {0}")]
    Unfit(String),
    /// A tag or type this program does not know.
    #[error("the model's header: {0}")]
    Name(#[from] UnknownName),
}
