//! What knowledge holds, as the resolver sees it: entities with their roles, and names.

use detente_record::{Actor, ActorId, ActorKind, Sector, Sought};
use jiff::civil::Date;

use crate::actors::{Office, Period};

/// How a name names its entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// Its name.
    Name,
    /// The adjective of a state ("North Korean").
    Adjective,
    /// A noun for the people of a state ("North Koreans").
    People,
    /// A capital or house that can stand for a government.
    Metonym,
}

impl NameKind {
    pub(super) const ALL: [Self; 4] = [Self::Name, Self::Adjective, Self::People, Self::Metonym];
}

/// A role of an entity for a time.
#[derive(Clone, Debug)]
pub struct Role {
    /// The office, for persons.
    pub office: Option<Office>,
    /// Its title.
    pub title: String,
    /// State or organisation it is of.
    pub country: Option<String>,
    /// PLOVER sectors in this role.
    pub sectors: Vec<Sector>,
    /// When.
    pub period: Period,
    /// `file:line`.
    pub entry: String,
}

/// Someone or something that knowledge holds.
#[derive(Clone, Debug)]
pub struct Entity {
    /// Key of its identity, hashed into the actor's id.
    pub key: String,
    /// Name to show.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// Its roles; at least one.
    pub roles: Vec<Role>,
    /// Codes of the states that it stands for, when it is a set of states.
    pub members: Vec<String>,
}

impl Entity {
    /// The role held on a day, of several the highest office (a prime minister who leads a party is prime minister),
    /// else the last one before it, else the first: with whether it was held on the day.
    #[must_use]
    pub fn role(&self, on: Option<Date>) -> (&Role, bool) {
        let rank = |r: &&Role| match r.office {
            // Who someone is related to, or once was, says less than any office.
            Some(Office::Relative | Office::Former) if on.is_some() => usize::MAX,
            Some(office) if on.is_some() => office as usize,
            _ => 0,
        };
        if let Some(role) = self.roles.iter().filter(|r| r.period.holds(on)).min_by_key(rank) {
            return (role, true);
        }
        let before = self.roles.iter().filter(|r| on.is_none_or(|day| r.period.to.is_some_and(|to| to <= day)));
        (before.max_by_key(|r| r.period.to).unwrap_or(&self.roles[0]), false)
    }

    /// The actor it is on a day. A person out of office is a former official (PLOVER: ELI).
    #[must_use]
    pub fn actor(&self, on: Option<Date>) -> Actor {
        let (role, held) = self.role(on);
        let mut sectors = role.sectors.clone();
        // Other offices of the same state on the day.
        if held && on.is_some() && self.kind == ActorKind::Person {
            let others = self.roles.iter().filter(|r| r.period.holds(on) && r.country == role.country);
            for sector in others.flat_map(|r| &r.sectors) {
                if !sectors.contains(sector) && *sector != Sector::Eli {
                    sectors.push(*sector);
                }
            }
        }
        let left =
            !held && self.kind == ActorKind::Person && on.is_some_and(|d| role.period.to.is_some_and(|t| t <= d));
        Actor {
            id: Actor::known_id(&self.key),
            name: self.name.clone(),
            kind: self.kind,
            country: Sought::looked(role.country.clone()),
            sectors: if left { vec![Sector::Eli] } else { sectors },
            role: if self.kind == ActorKind::Person {
                Sought::looked((held && !role.title.is_empty()).then(|| role.title.clone()))
            } else {
                Sought::NotSought
            },
            entry: Some(role.entry.clone()),
        }
    }

    /// Stands for a row that cannot be decoded.
    pub(super) fn damaged() -> Self {
        let role = Role {
            office: None,
            title: String::new(),
            country: None,
            sectors: Vec::new(),
            period: Period::default(),
            entry: String::new(),
        };
        Self {
            key: String::new(),
            name: String::new(),
            kind: ActorKind::Organisation,
            roles: vec![role],
            members: Vec::new(),
        }
    }

    /// The id of its actor.
    #[must_use]
    pub fn id(&self) -> ActorId {
        Actor::known_id(&self.key)
    }
}

/// One name of one entity.
#[derive(Clone, Debug)]
pub struct Name {
    /// Index of the entity.
    pub entity: usize,
    /// How it names.
    pub kind: NameKind,
    /// Whether it must be written in capitals ("WHO").
    pub capitals: bool,
    /// Whether it must begin with a capital.
    pub capital: bool,
    /// Whether it is written with the article ("the North"): then it is no part of a longer name.
    pub article: bool,
    /// Codes of the states from whose texts the name works; empty: from anywhere.
    pub from: Vec<String>,
    /// When the name is used; empty: always. A surname alone and "President Moon" are used while the person is in an
    /// office with which the name is given, the name of a body from the day on which it bears it.
    pub periods: Vec<Period>,
    /// `file:line`.
    pub entry: String,
}

impl Name {
    /// Whether the name is used in a text of this day; an unknown day excludes nothing.
    #[must_use]
    pub fn is_used(&self, on: Option<Date>) -> bool {
        on.is_none() || self.periods.is_empty() || self.periods.iter().any(|p| p.holds(on))
    }
}
