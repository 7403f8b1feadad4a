//! What was seen and not coded.

use std::fmt;
use std::str::FromStr;

use crate::actor::codes;
use crate::event::EventType;
use crate::span::TextSpan;

codes! {
    /// Why something that looked like an event was not coded.
    Reason {
        /// Sport, film, business, science, weather and other matter without politics.
        NotPolitical = "not political",
        /// Who acts or is acted on is not known to be an actor.
        NoActor = "no actor",
        /// A needed recipient is open.
        NoRecipient = "no recipient",
        /// Actors in a clause whose predicate has no sense.
        NoSense = "no sense",
        /// The word has senses, but the clause meets the restrictions of none.
        NoFit = "no fitting sense",
        /// Who acts is a thing or the weather.
        NoAgent = "no one acts",
        /// A state's own media on how its own people, party and government get on.
        Domestic = "domestic routine",
        /// A noun that nobody does to nobody: a topic.
        Topic = "topic",
    }
}

/// Something that looked like an event and was not coded.
#[derive(Clone, Debug, PartialEq)]
pub struct Rejected {
    /// Index of its sentence.
    pub sentence: usize,
    /// The word.
    pub trigger: TextSpan,
    /// Its lemma.
    pub lemma: String,
    /// The type it would have had.
    pub event_type: Option<EventType>,
    /// The sense it would have had, by its stable name.
    pub sense: Option<String>,
    /// Why not.
    pub reason: Reason,
    /// More about the reason: the domain, the word that gives it away.
    pub detail: Option<String>,
    /// Whether all was there but an actor or a sense: what knowledge could grow by.
    pub nearly: bool,
}
