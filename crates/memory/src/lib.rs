//! The memory of Detente: from many documents to events, claims and the ledger of commitments.
//!
//! ```text
//! records ──store──▶ reports ──join──▶ events ──ledger──▶ commitments with their steps
//!                       └──────origin, claim──▶ who says so, how independently
//! ```
//!
//! - [`store`] keeps documents, records and judgements in one directory, and only ever adds to them.
//! - [`join`] says which reports are of one event; [`origin`], [`event`] and [`claim`] what these reports together
//!   say, and whose word it is.
//! - [`ledger`] follows threats, promises and plans through what is reported later.
//! - [`foreign`] keeps events of other datasets beside all this, and apart from it.
//! - [`ask`] answers questions.
//!
//! Joining and ledger are pure functions of what holds now: the same documents give the same store in any order of
//! arrival, with any interruptions.

pub mod ask;
pub mod claim;
pub mod day;
pub mod error;
pub mod event;
pub mod fact;
pub mod flatten;
pub mod foreign;
pub mod join;
pub mod ledger;
pub mod made;
pub mod origin;
pub mod store;
mod words;

pub use error::{MemoryError, Result};
pub use store::{Store, Wait, Writer};
