//! Who towards whom.

use std::collections::BTreeSet;
use std::fmt;

use detente_record::Sector;
use smol_str::SmolStr;

use crate::occurrence::{Occurrence, Party};

/// One side of a relation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// A state or body by its code, with all its sectors.
    Actor(SmolStr),
    /// One sector of a state or body: its army, its media.
    Sector(SmolStr, Sector),
    /// Several states or bodies taken as one, under a name of the reader's.
    Group {
        /// The name to show.
        name: String,
        /// Their codes.
        members: BTreeSet<SmolStr>,
    },
    /// Everyone but the other side; as a recipient, nobody named as well (a missile test has no recipient).
    World,
}

impl Side {
    /// A state or body by its code.
    #[must_use]
    pub fn actor(code: impl Into<SmolStr>) -> Self {
        Self::Actor(code.into())
    }

    /// A group.
    #[must_use]
    pub fn group<C: Into<SmolStr>>(name: impl Into<String>, members: impl IntoIterator<Item = C>) -> Self {
        Self::Group { name: name.into(), members: members.into_iter().map(Into::into).collect() }
    }

    /// Whether a party belongs to this side; the world takes everyone.
    #[must_use]
    pub fn holds(&self, party: &Party) -> bool {
        match self {
            Self::Actor(code) => *code == party.code,
            Self::Sector(code, sector) => *code == party.code && party.sector == Some(*sector),
            Self::Group { members, .. } => members.contains(&party.code),
            Self::World => true,
        }
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Actor(code) => f.pad(code),
            Self::Sector(code, sector) => write!(f, "{code} {sector}"),
            Self::Group { name, .. } => f.pad(name),
            Self::World => f.pad("world"),
        }
    }
}

/// A directed pair.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dyad {
    /// Who acts.
    pub actor: Side,
    /// To whom.
    pub recipient: Side,
}

impl Dyad {
    /// From one side to another.
    #[must_use]
    pub fn new(actor: Side, recipient: Side) -> Self {
        Self { actor, recipient }
    }

    /// From one state or body to another, by their codes.
    #[must_use]
    pub fn between(actor: impl Into<SmolStr>, recipient: impl Into<SmolStr>) -> Self {
        Self::new(Side::actor(actor), Side::actor(recipient))
    }

    /// The other direction.
    #[must_use]
    pub fn reversed(&self) -> Self {
        Self::new(self.recipient.clone(), self.actor.clone())
    }

    /// Whether an event belongs to it, in this direction.
    #[must_use]
    pub fn holds(&self, occurrence: &Occurrence) -> bool {
        self.one_way(&occurrence.actors, &occurrence.recipients)
            || (occurrence.reciprocal && self.one_way(&occurrence.recipients, &occurrence.actors))
    }

    fn one_way(&self, actors: &[Party], recipients: &[Party]) -> bool {
        let actor = match &self.actor {
            Side::World => actors.iter().any(|p| !self.recipient.holds(p)) || self.recipient == Side::World,
            side => actors.iter().any(|p| side.holds(p)),
        };
        actor
            && match &self.recipient {
                Side::World => {
                    recipients.is_empty()
                        || recipients.iter().any(|p| !self.actor.holds(p) || self.actor == Side::World)
                }
                side => recipients.iter().any(|p| side.holds(p)),
            }
    }
}

impl fmt::Display for Dyad {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} → {}", self.actor, self.recipient)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use detente_record::EventType;

    fn event(actor: &str, recipient: Option<&str>) -> Occurrence {
        let mut o = Occurrence::new("e", 0, Party::new(actor), Party::new(""), EventType::Mobilize);
        o.recipients = recipient.map(Party::new).into_iter().collect();
        o
    }

    #[test]
    fn a_dyad_has_a_direction() {
        let e = event("PRK", Some("KOR"));
        assert!(Dyad::between("PRK", "KOR").holds(&e));
        assert!(!Dyad::between("KOR", "PRK").holds(&e));
        let mutual = Occurrence { reciprocal: true, ..e };
        assert!(Dyad::between("KOR", "PRK").holds(&mutual));
    }

    #[test]
    fn the_world_is_everyone_else() {
        let outward = Dyad::new(Side::actor("PRK"), Side::World);
        assert!(outward.holds(&event("PRK", Some("KOR"))));
        assert!(outward.holds(&event("PRK", None)));
        assert!(!outward.holds(&event("PRK", Some("PRK"))));
        assert!(!outward.holds(&event("KOR", Some("PRK"))));
        let inward = outward.reversed();
        assert!(inward.holds(&event("KOR", Some("PRK"))));
        assert!(!inward.holds(&event("PRK", Some("PRK"))));
        assert!(Dyad::new(Side::World, Side::World).holds(&event("PRK", Some("PRK"))));
    }

    #[test]
    fn sectors_and_groups() {
        let army = Side::Sector("PRK".into(), Sector::Mil);
        assert!(army.holds(&Party::new("PRK").with_sector(Sector::Mil)));
        assert!(!army.holds(&Party::new("PRK").with_sector(Sector::Gov)));
        let allies = Side::group("allies", ["KOR", "USA", "JPN"]);
        assert!(Dyad::new(Side::actor("PRK"), allies).holds(&event("PRK", Some("JPN"))));
    }
}
