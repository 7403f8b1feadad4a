//! The tables of `knowledge/actors/`: one file here for each kind of entry.

mod agent;
mod codes;
mod institution;
mod organisation;
mod period;
mod person;
mod state;
mod tables;

pub use agent::Agent;
pub use codes::{Office, StateKind};
pub use institution::{Institution, InstitutionPattern};
pub use organisation::Organisation;
pub use period::{Dated, Period};
pub use person::PersonOffice;
pub use state::State;
pub(crate) use tables::TableKind;
pub use tables::{ActorFile, ActorTables, Origin};
