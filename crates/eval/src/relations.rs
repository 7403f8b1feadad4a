//! The type of event between a marked actor and a marked recipient.
//!
//! The sentence goes through the whole chain. What the record says of the pair (`answer`) and what the type head says
//! of it are combined by [`combine`]; either can be missing.

mod answer;
mod combine;
mod pairs;
mod score;

pub use answer::{Answer, Fit, answers};
pub use combine::{Choice, Opinion, RULE, combine};
pub use pairs::{Pair, PairError, read, unmark};
pub use score::{Miss, Outcome, Relations};
