//! Other people's event data: reading it into the store, beside our own and apart from it, and writing ours out in the
//! formats of the field.
//!
//! ```text
//! file ─input─▶ bytes ─records─▶ cells ─layout─▶ roles ─row─▶ Event ─import─▶ store
//!                                        (codes: states, CAMEO, sectors)
//! store ─▶ Event ─keeps─▶ what the format can hold ─write─▶ file
//! ```
//!
//! Every row of a file is accounted for: imported, duplicate, or kept aside with its line and the reason.

pub mod codes;
pub mod compare;
pub mod dates;
pub mod error;
pub mod format;
pub mod import;
pub mod input;
pub mod keeps;
pub mod layout;
mod mentions;
pub mod parquet;
pub mod plover;
pub mod records;
pub mod row;
pub mod write;

pub use codes::Codes;
pub use error::{ExchangeError, Result};
pub use format::Format;
