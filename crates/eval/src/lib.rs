//! Measures Detente against gold data. One file per kind of gold; each gives a value that prints as text and as JSON.

pub mod account;
pub mod actors;
pub mod confusion;
pub mod entities;
pub mod joining;
pub mod ledger;
pub mod mentions;
pub mod records;
pub mod relations;
pub mod root;
pub mod spans;
pub mod traps;

pub use account::{Account, Key, KeyError};
pub use actors::{ActorScores, Gold};
pub use entities::Entities;
pub use records::Records;
pub use relations::Relations;
