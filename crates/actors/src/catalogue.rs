//! Entities of knowledge and the index over their names.

use detente_knowledge::{Agent, InstitutionPattern, Knowledge, Office, Period, StateKind};
use detente_record::{Actor, ActorId, ActorKind, Sector, Sought};
use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::fold;

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
    /// The role held on a day, else the last one before it, else the first: with whether it was held on the day.
    #[must_use]
    pub fn role(&self, on: Option<Date>) -> (&Role, bool) {
        if let Some(role) = self.roles.iter().find(|r| r.period.holds(on)) {
            return (role, true);
        }
        let before = self.roles.iter().filter(|r| on.is_none_or(|day| r.period.to.is_some_and(|to| to <= day)));
        (before.max_by_key(|r| r.period.to).unwrap_or(&self.roles[0]), false)
    }

    /// The actor it is on a day. A person out of office is a former official (PLOVER: ELI).
    #[must_use]
    pub fn actor(&self, on: Option<Date>) -> Actor {
        let (role, held) = self.role(on);
        let left =
            !held && self.kind == ActorKind::Person && on.is_some_and(|d| role.period.to.is_some_and(|t| t <= d));
        Actor {
            id: Actor::known_id(&self.key),
            name: self.name.clone(),
            kind: self.kind,
            country: Sought::looked(role.country.clone()),
            sectors: if left { vec![Sector::Eli] } else { role.sectors.clone() },
            role: if self.kind == ActorKind::Person {
                Sought::looked((held && !role.title.is_empty()).then(|| role.title.clone()))
            } else {
                Sought::NotSought
            },
            entry: Some(role.entry.clone()),
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
    /// `file:line`.
    pub entry: String,
}

/// Entities and the index over their names; common nouns and patterns of institutions.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    entities: Vec<Entity>,
    by_key: FxHashMap<String, usize>,
    names: FxHashMap<String, Vec<Name>>,
    longest: FxHashMap<String, usize>,
    agents: FxHashMap<String, Agent>,
    patterns: FxHashMap<String, InstitutionPattern>,
}

impl Catalogue {
    /// Builds the catalogue of all knowledge.
    #[must_use]
    pub fn new(knowledge: &Knowledge) -> Self {
        let mut catalogue = Self::default();
        for state in &knowledge.states {
            let kind = match state.kind {
                StateKind::State => ActorKind::State,
                StateKind::Region => ActorKind::Region,
                StateKind::Territory | StateKind::Partial | StateKind::Historic => ActorKind::Territory,
            };
            let sectors = if state.kind == StateKind::Partial { vec![Sector::Pre] } else { Vec::new() };
            let country = match (state.kind, &state.part_of) {
                (StateKind::Region, _) => None,
                // PLOVER manual, "Partially recognized entities": coded as the state that claims them.
                (StateKind::Partial, Some(of)) => Some(of.clone()),
                _ => Some(state.id.clone()),
            };
            let role = Role {
                office: None,
                title: String::new(),
                country,
                sectors,
                period: state.period,
                entry: state.entry.clone(),
            };
            let entity = catalogue.add(format!("state:{}", state.id), &state.name, kind, role);
            catalogue.entities[entity].members.clone_from(&state.members);
            for name in &state.names {
                catalogue.name(entity, name, NameKind::Name, &[], &state.entry);
            }
            for name in &state.adjectives {
                catalogue.name(entity, name, NameKind::Adjective, &[], &state.entry);
            }
            for name in &state.people {
                catalogue.name(entity, name, NameKind::People, &[], &state.entry);
            }
            for name in state.capital.iter().chain(&state.government) {
                catalogue.name(entity, name, NameKind::Metonym, &[], &state.entry);
            }
            for (name, from) in &state.local {
                catalogue.name(entity, name, NameKind::Name, from, &state.entry);
            }
        }
        for person in &knowledge.people {
            let role = Role {
                office: Some(person.office),
                title: person.title.clone(),
                country: Some(person.country.clone()),
                sectors: person.sectors.clone(),
                period: person.period,
                entry: person.entry.clone(),
            };
            let key = format!("person:{}:{}", person.country, fold::key(&person.name));
            let entity = catalogue.add(key, &person.name, ActorKind::Person, role);
            for name in std::iter::once(&person.name).chain(&person.aliases) {
                catalogue.name(entity, name, NameKind::Name, &[], &person.entry);
            }
        }
        for body in &knowledge.institutions {
            let role = Role {
                office: None,
                title: String::new(),
                country: Some(body.country.clone()),
                sectors: body.sectors.clone(),
                period: body.period,
                entry: body.entry.clone(),
            };
            let entity = catalogue.add(format!("institution:{}", body.id), &body.name, body.kind, role);
            for name in std::iter::once(&body.name).chain(&body.aliases) {
                catalogue.name(entity, name, NameKind::Name, &[], &body.entry);
            }
        }
        for body in &knowledge.organisations {
            let role = Role {
                office: None,
                title: String::new(),
                // A body of many states is its own "country", as in CAMEO and PLOVER.
                country: if body.kind == ActorKind::Igo { Some(body.id.clone()) } else { body.country.clone() },
                sectors: body.sectors.clone(),
                period: body.period,
                entry: body.entry.clone(),
            };
            let entity = catalogue.add(format!("organisation:{}", body.id), &body.name, body.kind, role);
            for name in std::iter::once(&body.name).chain(&body.aliases) {
                catalogue.name(entity, name, NameKind::Name, &[], &body.entry);
            }
        }
        for agent in &knowledge.agents {
            let plural = agent.plural.clone().unwrap_or_else(|| plural_of(&agent.noun));
            for form in [&agent.noun, &plural] {
                catalogue.agents.entry(fold::key(form)).or_insert_with(|| agent.clone());
            }
        }
        for pattern in &knowledge.patterns {
            catalogue.patterns.entry(fold::key(&pattern.pattern)).or_insert_with(|| pattern.clone());
        }
        catalogue
    }

    fn add(&mut self, key: String, name: &str, kind: ActorKind, role: Role) -> usize {
        if let Some(&at) = self.by_key.get(&key) {
            self.entities[at].roles.push(role);
            return at;
        }
        let at = self.entities.len();
        self.entities.push(Entity {
            key: key.clone(),
            name: name.to_owned(),
            kind,
            roles: vec![role],
            members: Vec::new(),
        });
        self.by_key.insert(key, at);
        at
    }

    fn name(&mut self, entity: usize, name: &str, kind: NameKind, from: &[String], entry: &str) {
        let stripped = name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name);
        let pieces = fold::pieces(stripped.trim_end_matches('-'));
        let Some(first) = pieces.first() else { return };
        let longest = self.longest.entry(first.text.clone()).or_default();
        *longest = pieces.len().max(*longest);
        let words: Vec<&str> = pieces.iter().map(|p| p.text.as_str()).collect();
        let names = self.names.entry(words.join(" ")).or_default();
        if names.iter().any(|n| n.entity == entity && n.kind == kind && n.from == from) {
            return;
        }
        names.push(Name {
            entity,
            kind,
            capitals: pieces.len() == 1 && first.capitals && first.text.len() <= 6,
            capital: first.capital,
            article: stripped.len() < name.len(),
            from: from.to_vec(),
            entry: entry.to_owned(),
        });
    }

    /// All entities.
    #[must_use]
    pub fn entities(&self) -> &[Entity] {
        &self.entities
    }

    /// The entity of an index.
    #[must_use]
    pub fn entity(&self, at: usize) -> &Entity {
        &self.entities[at]
    }

    /// The entity of a state's code.
    #[must_use]
    pub fn state(&self, code: &str) -> Option<&Entity> {
        self.by_key.get(&format!("state:{code}")).map(|at| &self.entities[*at])
    }

    /// Names by folded key.
    #[must_use]
    pub fn named(&self, key: &str) -> &[Name] {
        self.names.get(key).map_or(&[], Vec::as_slice)
    }

    /// Greatest number of pieces of a name that begins with this piece; 0 when none does.
    #[must_use]
    pub fn longest(&self, first: &str) -> usize {
        self.longest.get(first).copied().unwrap_or_default()
    }

    /// The common noun of a folded key.
    #[must_use]
    pub fn agent(&self, key: &str) -> Option<&Agent> {
        self.agents.get(key)
    }

    /// The pattern of an institution of a folded key.
    #[must_use]
    pub fn pattern(&self, key: &str) -> Option<&InstitutionPattern> {
        self.patterns.get(key)
    }

    /// The name of an institution of this state under this key, which may be ambiguous among states.
    #[must_use]
    pub fn institution_of(&self, key: &str, country: &str, on: Option<Date>) -> Option<&Entity> {
        self.named(key).iter().map(|n| &self.entities[n.entity]).find(|e| {
            matches!(e.kind, ActorKind::Institution | ActorKind::Military | ActorKind::Party | ActorKind::StateMedia)
                && e.roles.iter().any(|r| r.country.as_deref() == Some(country) && r.period.holds(on))
        })
    }
}

/// The regular plural of an English noun phrase.
fn plural_of(noun: &str) -> String {
    let ends = |s: &str| noun.ends_with(s);
    if ends("y") && !["ay", "ey", "oy", "uy"].iter().any(|s| ends(s)) {
        return format!("{}ies", &noun[..noun.len() - 1]);
    }
    if ["s", "x", "z", "ch", "sh"].iter().any(|s| ends(s)) {
        return format!("{noun}es");
    }
    format!("{noun}s")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals() {
        assert_eq!(plural_of("deputy"), "deputies");
        assert_eq!(plural_of("envoy"), "envoys");
        assert_eq!(plural_of("witness"), "witnesses");
        assert_eq!(plural_of("defector"), "defectors");
    }
}
