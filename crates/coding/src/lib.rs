//! Codes analysed sentences, with their actors resolved, to reports, commitments and assessments.
//!
//! ```text
//! tree ──frame──▶ Frame ──sense──▶ type and mode ──roles──▶ participants
//!                   └──status──▶ attribution and status per holder
//! reports ──commitments──▶ Commitment        tree ──assessments──▶ Assessment
//! ```
//!
//! - [`lexicon`] indexes the senses, embedding words and things of knowledge by lemma.
//! - [`frame`] reads subject, object and oblique arguments of a verb, noun or adjective off the tree: passive,
//!   control, relative clauses, coordination and light verbs undone.
//! - [`sense`] chooses the sense that fits a frame best.
//! - [`aimed`] finds recipients that no argument names but the clause gives.
//! - [`roles`] turns arguments into participants, things and counts, all from the clause itself.
//! - [`status`] walks from the act upwards through what embeds it: who says so, and is it so.
//! - [`time`] normalises expressions of time against the document's date.
//! - [`topic`] tells what a sentence is about; [`refusal`] what is said will not be done.
//! - [`report`] makes a report of one act from these, or says why it is none; [`attribution`] names who says so,
//!   [`voice`] who speaks in a quotation that began sentences before.
//! - [`coder`] goes through a document; [`commitments`] and [`assessments`] read the document's own ledger and verdicts.
//!
//! Coding does no input or output and keeps no state between documents.

pub mod aimed;
mod arguments;
pub mod assessments;
pub mod attribution;
pub mod coder;
pub mod commitments;
pub mod counts;
mod derive;
pub mod frame;
mod inflect;
pub mod lexicon;
mod means;
pub mod place;
pub mod refusal;
mod reject;
pub mod report;
pub mod roles;
pub mod sense;
mod someone;
pub mod status;
pub mod time;
pub mod topic;
pub mod type_head;
pub mod voice;

pub use coder::{Coded, Coder};
