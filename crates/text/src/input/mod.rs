//! From what the user names to streams of plain bytes: files, directories, patterns, standard input, compression.

mod binary;
mod compressed;
mod expand;
mod format;
mod sniff;
mod source;

pub use format::InputFormat;

pub(crate) use compressed::gunzip;
pub(crate) use expand::{Expand, Found};
pub(crate) use source::{ByteStream, Source};

use crate::error::{Place, Problem, ReadError};

/// An I/O error at a place, in plain words.
pub(crate) fn io_problem(place: Place, error: &std::io::Error) -> ReadError {
    let problem = compressed::damage(error).unwrap_or_else(|| match error.kind() {
        std::io::ErrorKind::NotFound => Problem::NotFound,
        std::io::ErrorKind::PermissionDenied => Problem::Unreadable("permission denied".into()),
        std::io::ErrorKind::IsADirectory => Problem::Unreadable("it is a directory".into()),
        _ => Problem::Unreadable(error.to_string()),
    });
    ReadError::new(place, problem)
}
