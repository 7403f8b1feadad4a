//! Shows records to people: the brief in the terminal, the page in a browser, a derivation as a tree.
//!
//! Everything here reads the wire format, so a stored record is shown as well as a fresh one.

pub mod brief;
pub mod explain;
pub mod page;
pub mod tree;
pub mod words;

pub use brief::{Style, brief};
pub use explain::explain;
pub use page::page;
