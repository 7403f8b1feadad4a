//! The wire format of Detente: what leaves the program as JSON.
//!
//! The types here mirror those of `detente-record` and are kept apart from them, so that either can move. Every
//! output names its [`VERSION`]; `detente schema` prints the JSON Schema made from these types ([`schema`]).
//!
//! A field of three values ([`detente_record::Sought`]) is written as: key missing (nobody looked), `null` (looked
//! for and not there), or a value.

mod check;
mod convert;
mod types;

pub use check::{Fault, check};
pub use convert::{record, rejected};
pub use types::*;

/// Version of the wire format, `major.minor`: minor grows with additions, major with anything a reader could trip over.
pub const VERSION: &str = "1.0";

/// The JSON Schema (draft 2020-12) of one record.
#[must_use]
pub fn schema() -> serde_json::Value {
    let mut schema = schemars::schema_for!(Record).to_value();
    if let Some(object) = schema.as_object_mut() {
        object.insert("title".into(), "Detente record".into());
        object.insert("$id".into(), format!("urn:detente:record:{VERSION}").into());
    }
    schema
}
