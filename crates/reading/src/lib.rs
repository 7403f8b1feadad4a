//! What a store says of a relation, put together and written.
//!
//! ```text
//! store ──source──▶ occurrences ──relations──▶ series, level, breaks, norm
//!                                                  │
//!   text, Markdown, page, charts ◀── Relation, Brief ◀┘ (plain rows; each opens to event ids)
//! ```
//!
//! - [`source`] turns joined events (never single reports) into what relations reckon with, and says how much there was
//!   to be read.
//! - [`relation()`] puts both directions together; [`month`] what an editor wants of one month.
//! - [`text`], [`markdown`] and [`page`] write them; [`charts`] makes their charts, with the module that draws
//!   everywhere.

pub mod breaks;
pub mod charts;
pub mod flow;
pub mod ledger;
pub mod markdown;
pub mod month;
pub mod norm;
pub mod outlook;
pub mod page;
pub mod relation;
pub mod rows;
pub mod source;
pub mod text;
pub mod web;
mod words;

pub use month::{Brief, brief};
pub use relation::{Course, Question, ReadingError, Relation, relation};
pub use source::{Source, side};
