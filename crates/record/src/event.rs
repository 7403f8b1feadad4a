//! Event types and quad classes.

use std::fmt;
use std::str::FromStr;

use crate::actor::codes;

codes! {
    /// The sixteen types of PLOVER 2.0 (manual, "Event Categories"), and one of our own, `INFLUENCE`.
    EventType {
        /// Agree to do something.
        Agree = "AGREE",
        /// Meet, visit, talk.
        Consult = "CONSULT",
        /// Praise, endorse, recognise, apologise.
        Support = "SUPPORT",
        /// Yield to a demand.
        Concede = "CONCEDE",
        /// Work together materially.
        Cooperate = "COOPERATE",
        /// Give aid.
        Aid = "AID",
        /// Withdraw, release, disarm, cease fire.
        Retreat = "RETREAT",
        /// Ask, demand, appeal.
        Request = "REQUEST",
        /// Disapprove, investigate, allege.
        Accuse = "ACCUSE",
        /// Refuse.
        Reject = "REJECT",
        /// Threaten.
        Threaten = "THREATEN",
        /// Demonstrate, riot, strike.
        Protest = "PROTEST",
        /// Reduce relations, expel, impose sanctions.
        Sanction = "SANCTION",
        /// Show force, move troops, test weapons.
        Mobilize = "MOBILIZE",
        /// Seize, arrest, restrict, attack by computer.
        Coerce = "COERCE",
        /// Use force.
        Assault = "ASSAULT",
        /// Ours: direct information or propaganda at another actor's people, against that actor's will.
        Influence = "INFLUENCE",
    }
}

codes! {
    /// Quad classes (PLOVER manual, "Quad category" of each type; `INFLUENCE` is material conflict by our definition).
    QuadClass {
        /// Verbal cooperation.
        VerbalCooperation = "verbal cooperation",
        /// Material cooperation.
        MaterialCooperation = "material cooperation",
        /// Verbal conflict.
        VerbalConflict = "verbal conflict",
        /// Material conflict.
        MaterialConflict = "material conflict",
    }
}

impl EventType {
    /// Its quad class.
    #[must_use]
    pub fn quad_class(self) -> QuadClass {
        match self {
            Self::Agree | Self::Consult | Self::Support | Self::Concede => QuadClass::VerbalCooperation,
            Self::Cooperate | Self::Aid | Self::Retreat => QuadClass::MaterialCooperation,
            Self::Request | Self::Accuse | Self::Reject | Self::Threaten => QuadClass::VerbalConflict,
            Self::Protest | Self::Sanction | Self::Mobilize | Self::Coerce | Self::Assault | Self::Influence => {
                QuadClass::MaterialConflict
            }
        }
    }
}

impl QuadClass {
    /// Its number, 1 to 4, as in GDELT's `QuadClass`.
    #[must_use]
    pub fn number(self) -> u8 {
        match self {
            Self::VerbalCooperation => 1,
            Self::MaterialCooperation => 2,
            Self::VerbalConflict => 3,
            Self::MaterialConflict => 4,
        }
    }
}
