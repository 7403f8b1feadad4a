//! The closed lists of words that the tables of actors use.

use std::fmt;
use std::str::FromStr;

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "the codes are explained in knowledge/README.md")]
        pub enum $name { $($variant,)* }

        impl $name {
            /// Every value, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word used in the tables.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }
        }

        impl FromStr for $name {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, String> {
                match text {
                    $($code => Ok(Self::$variant),)*
                    _ => Err(format!("'{text}' is not known; known are {}", [$($code,)*].join(", "))),
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.code())
            }
        }
    };
}

named! {
    /// Kinds of rows in `states.tsv`.
    StateKind {
        State = "state", Territory = "territory", Partial = "partial", Historic = "historic", Region = "region",
    }
}

named! {
    /// Offices of `people*.tsv`.
    Office {
        HeadOfState = "head_of_state", HeadOfGovernment = "head_of_government", Leader = "leader", Deputy = "deputy",
        ForeignMinister = "foreign_minister", DefenceMinister = "defence_minister",
        InteriorMinister = "interior_minister", FinanceMinister = "finance_minister", Minister = "minister",
        Spokesperson = "spokesperson", MilitaryChief = "military_chief", IntelligenceChief = "intelligence_chief",
        Envoy = "envoy", Ambassador = "ambassador", LegislatureSpeaker = "legislature_speaker",
        Legislator = "legislator", Judge = "judge", Governor = "governor", Mayor = "mayor",
        PartyLeader = "party_leader", OppositionLeader = "opposition_leader", Relative = "relative",
        RebelLeader = "rebel_leader", ReligiousLeader = "religious_leader", Activist = "activist",
        Official = "official", IgoHead = "igo_head", Executive = "executive", Journalist = "journalist",
        Former = "former",
    }
}
