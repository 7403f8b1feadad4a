//! Actors: who.

use std::fmt;
use std::str::FromStr;

use crate::ids::{ActorId, Identity};
use crate::sought::Sought;

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// Every value, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The code used in files and output.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.code())
            }
        }

        impl FromStr for $name {
            type Err = $crate::actor::UnknownCode;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($code => Ok(Self::$variant),)*
                    _ => Err($crate::actor::UnknownCode {
                        what: stringify!($name),
                        text: text.to_owned(),
                        known: &[$($code,)*],
                    }),
                }
            }
        }
    };
}
pub(crate) use codes;

/// A text that is none of a type's codes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{text}' is no {what}; known are {}", known.join(", "))]
pub struct UnknownCode {
    /// The type.
    pub what: &'static str,
    /// What was given.
    pub text: String,
    /// What would have been understood.
    pub known: &'static [&'static str],
}

codes! {
    /// What an actor is.
    ActorKind {
        /// A country, and the government that speaks for it.
        State = "state",
        /// A dependency, a partially recognised or a historic state.
        Territory = "territory",
        /// A world region or bloc.
        Region = "region",
        /// A government body: ministry, presidency, agency, parliament, court.
        Institution = "institution",
        /// Armed forces and their parts.
        Military = "military",
        /// A political party.
        Party = "party",
        /// Media that speak for a state.
        StateMedia = "state media",
        /// Media that do not.
        Media = "media",
        /// A person.
        Person = "person",
        /// The people of a state or place, or a part of it.
        Population = "population",
        /// An intergovernmental body.
        Igo = "igo",
        /// An international non-governmental organisation.
        Ngo = "ngo",
        /// A firm.
        Company = "company",
        /// An armed group that is no state's.
        ArmedGroup = "armed group",
        /// An ethnic or religious group.
        Identity = "identity group",
        /// Any other organisation.
        Organisation = "organisation",
        /// A group that the text does not name ("various groups", "protesters").
        Group = "group",
    }
}

codes! {
    /// PLOVER 2.0 sector codes (manual, "Sector Codes").
    Sector {
        /// Police.
        Cop = "COP",
        /// Executive.
        Gov = "GOV",
        /// Judiciary.
        Jud = "JUD",
        /// Legislature.
        Leg = "LEG",
        /// Military.
        Mil = "MIL",
        /// Paramilitary, not opposed to the government.
        Prm = "PRM",
        /// Political party.
        Pty = "PTY",
        /// Rebels.
        Reb = "REB",
        /// Intelligence.
        Spy = "SPY",
        /// Unidentified armed forces.
        Uaf = "UAF",
        /// Unidentified.
        Unk = "UNK",
        /// Agricultural labour.
        Agr = "AGR",
        /// Business.
        Bus = "BUS",
        /// Criminals.
        Crm = "CRM",
        /// Civilians.
        Cvl = "CVL",
        /// Education.
        Edu = "EDU",
        /// Former officials and elites.
        Eli = "ELI",
        /// Journalists and media.
        Jrn = "JRN",
        /// Labour.
        Lab = "LAB",
        /// Health.
        Med = "MED",
        /// Refugees.
        Ref = "REF",
        /// Opposition.
        Opp = "OPP",
        /// Partially recognised.
        Pre = "PRE",
        /// Religious.
        Rel = "REL",
        /// Civil society.
        Soc = "SOC",
    }
}

/// Someone or something that acts or is acted upon, in a role valid on the date of the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Actor {
    /// Derived from the knowledge entry, or from the document and first mention.
    pub id: ActorId,
    /// The name to show.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// Code of the state it belongs to (ISO 3166-1 alpha-3 or a code of `knowledge/actors/states.tsv`), or of the
    /// body it belongs to (`IGO-UN`).
    pub country: Sought<String>,
    /// PLOVER sectors, the primary one first.
    pub sectors: Vec<Sector>,
    /// The office held on the date of the text ("President").
    pub role: Sought<String>,
    /// Where knowledge holds it, as `file:line`; none for an actor of this document only.
    pub entry: Option<String>,
}

impl Actor {
    /// The id of an actor that knowledge holds under this key.
    #[must_use]
    pub fn known_id(key: &str) -> ActorId {
        ActorId::from_identity(&Identity::of("actor").with(key))
    }

    /// `PRK`, `PRK MIL`: country and primary sector, as far as they are known.
    #[must_use]
    pub fn code(&self) -> String {
        let mut code = self.country.found().cloned().unwrap_or_else(|| "---".into());
        if let Some(sector) = self.sectors.first() {
            code.push(' ');
            code.push_str(sector.code());
        }
        code
    }
}
