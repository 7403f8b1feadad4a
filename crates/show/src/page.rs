//! The self-contained page.

use detente_wire::Record;

/// One page of records.
#[must_use]
pub fn page(_records: &[Record]) -> String {
    String::new()
}
