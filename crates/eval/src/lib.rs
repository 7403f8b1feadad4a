//! Measures Detente against gold data. One file per kind of gold; each gives a value that prints as text and as JSON.

pub mod account;

pub use account::{Account, Key, KeyError};
