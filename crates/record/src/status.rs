//! Status: has it happened, according to whom, and how sure are they.

use std::fmt;
use std::str::FromStr;

use crate::actor::codes;

codes! {
    /// What a holder says of an event's being (after FactBank's polarity and certainty per source).
    Status {
        /// It took place.
        Happened = "happened",
        /// It is taking place.
        Ongoing = "ongoing",
        /// It is meant to take place.
        Planned = "planned",
        /// It is being made ready.
        Prepared = "prepared",
        /// It is held out as harm.
        Threatened = "threatened",
        /// It is asked for.
        Demanded = "demanded",
        /// It is pledged.
        Promised = "promised",
        /// It was planned and will not take place.
        Cancelled = "cancelled",
        /// It is said not to have taken place.
        Denied = "denied",
        /// It was tried without success.
        Failed = "failed",
        /// It is supposed for the sake of argument, or depends on a condition.
        Hypothetical = "hypothetical",
        /// It may have taken place or may yet.
        Possible = "possible",
    }
}

impl Status {
    /// Whether it speaks of something yet to come: what opens a commitment.
    #[must_use]
    pub fn is_forward(self) -> bool {
        matches!(self, Self::Planned | Self::Prepared | Self::Threatened | Self::Demanded | Self::Promised)
    }

    /// Whether it is held to be a fact.
    #[must_use]
    pub fn is_fact(self) -> bool {
        matches!(self, Self::Happened | Self::Ongoing)
    }
}

codes! {
    /// How sure the speaker is; how reliable the outlet is, is another matter.
    Certainty {
        /// Said flatly.
        Certain = "certain",
        /// "appears to", "is believed to", "likely".
        Probable = "probable",
        /// "may", "it is possible that".
        Possible = "possible",
        /// "it is unclear whether".
        Unclear = "unclear",
    }
}

/// What one holder of the attribution chain holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Index into the chain of holders; 0 is the author.
    pub holder: usize,
    /// The status.
    pub status: Status,
    /// How sure.
    pub certainty: Certainty,
}
