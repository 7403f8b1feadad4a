//! Asking the store: listings with filters, the whole story of one thing, timelines and series.

mod claims;
mod commitments;
mod documents;
mod events;
mod filed;
mod filter;
mod happenings;
mod past;
mod past_ledger;
mod reports;
mod series;
pub(crate) mod sql;
mod story;
mod table;

pub use filed::Filed;
pub use filter::{Filter, Order, Who};
pub use happenings::{Happening, SourceDocument};
pub use series::{Bucket, Point};
pub use story::Node;
pub use table::{Kind, Table, Value};
