//! Reads reporting in: files, encodings, HTML, feeds, archives; cleaning with an alignment to the original; duplicates.
//!
//! ```text
//! bytes ──input──▶ source ──readers──▶ RawDocument ──clean──▶ Document
//! ```
//!
//! - [`Reader`] turns what the user names (files, directories, patterns, standard input) into a stream of
//!   [`RawDocument`]s in the order of the input, holding no more than one record.
//! - A [`ReadError`] says in plain words what was wrong, where, and what to do; the stream goes on after it.
//!
//! The stored original of a document is never changed after a reader has handed it over.

pub mod clean;
pub mod dates;
pub mod duplicate;
pub mod encoding;
pub mod error;
pub mod fields;
pub mod input;
pub mod language;
pub mod options;
mod page;
pub mod raw;
mod reader;
mod readers;

pub use clean::Cleaner;
pub use dates::{DateError, DateOrder};
pub use duplicate::DuplicateIndex;
pub use error::{Place, Problem, ReadError, Severity};
pub use fields::{ColumnMap, Role};
pub use input::InputFormat;
pub use options::ReadOptions;
pub use raw::{Layout, Markup, RawDocument};
pub use reader::{Documents, Reader};
