//! The knowledge of Detente: the tables under `knowledge/`, read with line-numbered problems.
//!
//! The shipped files are compiled into the program, so nothing is looked up at run time; a user's own files are read
//! beside them with [`Knowledge::with`]. A faulty line is left out and reported as a [`Problem`]; it never stops the
//! rest.

mod actors;
pub mod audit;
pub mod fold;
pub mod image;
mod lexicon;
mod ontology;
pub mod petrarch;
mod places;
mod plural;
mod problem;
mod senses;
mod shipped;
mod table;
mod units;

pub use actors::{
    ActorTables, Agent, Dated, Institution, InstitutionPattern, Office, Organisation, Period, PersonOffice, State,
    StateKind,
};
pub use lexicon::{Effect, Embedder, IrregularVerb, ReadingCue, ThingName, TopicCue};
pub use ontology::{CameoCode, ForeignType, TypeScore};
pub use places::{Gazetteer, GazetteerPlace};
pub use plural::plural;
pub use problem::Problem;
pub use senses::{Argument, Codebook, Example, Governs, Phrase, Sense, Unless};
pub use shipped::Knowledge;
pub use table::{Row, Table};
pub use units::{Unit, UnitKind};
