//! Resolves mentions to actors, as of the date of the text, or leaves them open.
//!
//! ```text
//! SentenceAnalysis ──names──▶ hits ──phrases──▶ Mention ──coreference──▶ Resolved (mentions, actors)
//! ```
//!
//! - [`fold`] makes two ways of writing one name equal.
//! - [`catalogue`] turns the tables of knowledge into entities and an index over their names.
//! - [`label`] resolves a text that is nothing but an actor.
//! - [`names`] finds names in a sentence: longest match, then date and vantage.
//! - [`phrases`] reads noun phrases off the dependency tree.
//! - [`resolve`] makes mentions of them and gives each its actor or none.
//! - [`coreference`] follows pronouns and descriptions back, within the document.

pub mod catalogue;
pub mod coreference;
pub mod label;
pub mod names;
pub mod phrases;
pub mod resolve;

pub use catalogue::{Catalogue, Entity};
pub use detente_knowledge::fold;
pub use phrases::Tree;
pub use resolve::{Resolved, Resolver};
