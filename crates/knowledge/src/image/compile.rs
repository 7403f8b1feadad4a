//! From the tables of actors to an image.

use std::collections::BTreeMap;

use detente_record::{ActorKind, Sector};
use fst::MapBuilder;
use rustc_hash::FxHashMap;

use super::people::{homes, is_bound, office_key, parts_of, squeezed_key, stateless};
use super::rows::{self, Files};
use super::{Entity, ImageError, Key, MAGIC, Name, NameKind, Role, Rows, push_number, skeleton};
use crate::actors::{ActorTables, Institution, Organisation, Period, PersonOffice, State, StateKind};
use crate::fold;
use crate::petrarch::{DictionaryActor, DictionaryCode, Head};

/// Compiles the tables.
///
/// # Errors
/// When an entry is too large to be stored.
pub fn compile(tables: &ActorTables) -> Result<Vec<u8>, ImageError> {
    // A part of a state that has no code of its own is coded as the state, and a partially recognised one as the state
    // that claims it (PLOVER manual, "Partially recognized entities").
    let parts = tables
        .states
        .iter()
        .filter(|s| s.kind == StateKind::Partial || s.kind == StateKind::Territory && s.codes[0].is_empty());
    let whole = parts.filter_map(|s| Some((s.id.clone(), s.part_of.clone()?))).collect();
    let mut draft = Draft { whole, homes: homes(tables), parts: parts_of(tables), ..Draft::default() };
    for state in &tables.states {
        draft.state(state);
    }
    for person in &tables.people {
        draft.person(person);
    }
    for body in &tables.institutions {
        draft.institution(body);
    }
    for body in &tables.organisations {
        draft.organisation(body);
    }
    for agent in &tables.agents {
        for form in [agent.noun.as_str(), &agent.plural()] {
            draft.key(fold::key(form)).agent.get_or_insert_with(|| agent.clone());
        }
    }
    for pattern in &tables.patterns {
        draft.key(fold::key(&pattern.pattern)).pattern.get_or_insert_with(|| pattern.clone());
    }
    for dictionary in &tables.dictionaries {
        for actor in &dictionary.actors {
            draft.dictionary_actor(actor);
        }
        for agent in &dictionary.agents {
            for form in [agent.noun.as_str(), &agent.plural()] {
                draft.key(fold::key(form)).agent.get_or_insert_with(|| agent.clone());
            }
        }
    }
    draft.write(tables)
}

/// Entities and names as they are gathered.
#[derive(Default)]
struct Draft {
    /// The states of which parts are.
    whole: FxHashMap<String, String>,
    /// Keys of people of one state, by their keys without the state.
    homes: FxHashMap<String, String>,
    /// Keys of people on the lines of a part of a state, or of what came before it, and theirs on the state's own lines.
    parts: FxHashMap<String, String>,
    entities: Vec<Entity>,
    by_id: FxHashMap<String, usize>,
    keys: BTreeMap<String, Key>,
}

impl Draft {
    /// The state as which a code is coded.
    fn whole(&self, code: &str) -> String {
        self.whole.get(code).map_or(code, String::as_str).to_owned()
    }

    fn key(&mut self, folded: String) -> &mut Key {
        self.keys.entry(folded).or_default()
    }

    fn add(&mut self, id: String, name: &str, kind: ActorKind, role: Role) -> usize {
        if let Some(&at) = self.by_id.get(&id) {
            self.entities[at].roles.push(role);
            return at;
        }
        let at = self.entities.len();
        self.entities.push(Entity {
            key: id.clone(),
            name: name.to_owned(),
            kind,
            roles: vec![role],
            members: Vec::new(),
        });
        self.by_id.insert(id, at);
        at
    }

    fn name(&mut self, entity: usize, name: &str, kind: NameKind, from: &[String], used: Option<Period>, entry: &str) {
        let stripped = name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name);
        let pieces = fold::pieces(stripped.trim_end_matches('-'));
        let Some(first) = pieces.first() else { return };
        let longest = &mut self.key(first.text.clone()).longest;
        *longest = pieces.len().max(*longest);
        let folded = fold::join(&pieces);
        let names = &mut self.key(folded).names;
        if let Some(known) = names.iter_mut().find(|n| n.entity == entity && n.kind == kind && n.from == from) {
            match used {
                None => known.periods.clear(),
                Some(period) if !known.periods.is_empty() && !known.periods.contains(&period) => {
                    known.periods.push(period);
                }
                Some(_) => {}
            }
            return;
        }
        names.push(Name {
            entity,
            kind,
            capitals: pieces.len() == 1 && first.capitals && first.text.len() <= 6,
            capital: first.capital,
            article: stripped.len() < name.len(),
            from: from.to_vec(),
            periods: used.into_iter().collect(),
            entry: entry.to_owned(),
        });
    }

    fn state(&mut self, state: &State) {
        let kind = match state.kind {
            StateKind::State => ActorKind::State,
            StateKind::Region => ActorKind::Region,
            StateKind::Territory | StateKind::Partial | StateKind::Historic => ActorKind::Territory,
        };
        let country = (state.kind != StateKind::Region).then(|| self.whole(&state.id));
        let role = Role {
            office: None,
            title: String::new(),
            country,
            sectors: if state.kind == StateKind::Partial { vec![Sector::Pre] } else { Vec::new() },
            period: state.period,
            entry: state.entry.clone(),
        };
        let entity = self.add(format!("state:{}", state.id), &state.name, kind, role);
        self.entities[entity].members.clone_from(&state.members);
        let metonyms: Vec<String> = state.capital.iter().chain(&state.government).cloned().collect();
        let kinds = [
            (&state.names, NameKind::Name),
            (&state.adjectives, NameKind::Adjective),
            (&state.people, NameKind::People),
            (&metonyms, NameKind::Metonym),
        ];
        for (names, kind) in kinds {
            for name in names {
                self.name(entity, name, kind, &[], None, &state.entry);
            }
        }
        for (name, from) in &state.local {
            self.name(entity, name, NameKind::Name, from, None, &state.entry);
        }
    }

    fn person(&mut self, person: &PersonOffice) {
        let role = Role {
            office: Some(person.office),
            title: person.title.clone(),
            country: Some(self.whole(&person.country)),
            sectors: person.sectors.clone(),
            period: person.period,
            entry: person.entry.clone(),
        };
        // Who leads a body is the one person of that name whom a state knows.
        let own = person.key();
        let own = self.parts.get(&own).cloned().unwrap_or(own);
        let key = if self.by_id.contains_key(&format!("state:{}", person.country)) {
            own
        } else {
            self.homes.get(&stateless(&own, &person.country)).cloned().unwrap_or(own)
        };
        let entity = self.add(key, &person.name, ActorKind::Person, role);
        self.name(entity, &person.name, NameKind::Name, &[], None, &person.entry);
        for alias in &person.aliases {
            let used = is_bound(alias).then_some(person.period);
            self.name(entity, alias, NameKind::Name, &[], used, &person.entry);
        }
        for name in std::iter::once(&person.name).chain(&person.aliases) {
            let words: Vec<String> = fold::pieces(name).into_iter().map(|p| p.text).collect();
            let names = &mut self.key(squeezed_key(&words)).names;
            if words.len() > 1 && !names.iter().any(|n| n.entity == entity) {
                names.push(plain(entity, Vec::new(), &person.entry));
            }
            if !skeleton::is_transliterated(&person.country) {
                continue;
            }
            if let Some(key) = skeleton::skeleton_key(&words) {
                let names = &mut self.key(key).names;
                if !names.iter().any(|n| n.entity == entity) {
                    names.push(plain(entity, Vec::new(), &person.entry));
                }
            }
        }
        let holder = plain(entity, vec![person.period], &person.entry);
        self.key(office_key(&person.country, person.office)).names.push(holder);
    }

    fn institution(&mut self, body: &Institution) {
        let role = Role {
            office: None,
            title: String::new(),
            country: Some(self.whole(&body.country)),
            sectors: body.sectors.clone(),
            period: body.period,
            entry: body.entry.clone(),
        };
        let entity = self.add(format!("institution:{}", body.id), &body.name, body.kind, role);
        self.body_names(entity, &body.name, &body.aliases, body.period, &body.entry);
    }

    fn organisation(&mut self, body: &Organisation) {
        let role = Role {
            office: None,
            title: String::new(),
            // A body of many states is its own "country", as in CAMEO and PLOVER.
            country: if body.kind == ActorKind::Igo {
                Some(body.id.clone())
            } else {
                body.country.as_deref().map(|c| self.whole(c))
            },
            sectors: body.sectors.clone(),
            period: body.period,
            entry: body.entry.clone(),
        };
        let entity = self.add(format!("organisation:{}", body.id), &body.name, body.kind, role);
        self.body_names(entity, &body.name, &body.aliases, body.period, &body.entry);
    }

    /// A body's names hold from the first day on; texts go on using them when the body has another name or is gone.
    fn body_names(&mut self, entity: usize, name: &str, aliases: &[String], period: Period, entry: &str) {
        let used = period.from.map(|from| Period { from: Some(from), to: None });
        for name in std::iter::once(name).chain(aliases.iter().map(String::as_str)) {
            self.name(entity, name, NameKind::Name, &[], used, entry);
        }
    }

    /// An actor of a dictionary: joined to the one that knowledge holds under one of its names, else a new one.
    fn dictionary_actor(&mut self, actor: &DictionaryActor) {
        let (Some(first), Some(code)) = (actor.names.first(), actor.codes.first()) else { return };
        let known = actor.names.iter().find_map(|(name, _)| self.known(name, &actor.codes));
        let dated = actor.codes.iter().any(|c| c.period != Period::default());
        let roles = actor.codes.iter().map(role_of);
        let entity = if let Some(at) = known {
            self.entities[at].roles.extend(roles);
            at
        } else {
            let kind = match code.kind {
                // One of whom a code holds only for a time is a person in an office.
                ActorKind::Institution | ActorKind::Military | ActorKind::Organisation if dated => ActorKind::Person,
                kind => kind,
            };
            let id = format!("dictionary:{}:{}", code.code, fold::key(&first.0));
            let mut at = 0;
            for role in roles {
                at = self.add(id.clone(), &first.0, kind, role);
            }
            at
        };
        for (name, entry) in &actor.names {
            self.name(entity, name, NameKind::Name, &[], None, entry);
        }
    }

    /// The one entity that bears a name and is of a state or body of the codes.
    fn known(&self, name: &str, codes: &[DictionaryCode]) -> Option<usize> {
        let names = &self.keys.get(&fold::key(name))?.names;
        let same = |country: Option<&str>, code: &DictionaryCode| match (&code.head, country) {
            (Head::Place(place) | Head::Firm(Some(place)), Some(country)) => place == country,
            (Head::Igo(_), Some(country)) => country.starts_with("IGO-"),
            (Head::Nowhere | Head::Ngo | Head::Firm(None) | Head::Armed, _) => true,
            _ => false,
        };
        let mut fitting = names.iter().filter(|n| {
            let roles = &self.entities[n.entity].roles;
            n.kind == NameKind::Name
                && n.from.is_empty()
                && roles.iter().any(|r| codes.iter().any(|c| same(r.country.as_deref(), c)))
        });
        let first = fitting.next()?.entity;
        fitting.all(|n| n.entity == first).then_some(first)
    }

    fn write(self, tables: &ActorTables) -> Result<Vec<u8>, ImageError> {
        let mut files = Files::default();
        let mut names = MapBuilder::memory();
        let mut key_rows = Vec::with_capacity(self.keys.len());
        for (at, (folded, key)) in self.keys.iter().filter(|(folded, _)| !folded.is_empty()).enumerate() {
            names.insert(folded, at as u64)?;
            key_rows.push(rows::encode_key(key, &mut files)?);
        }
        let mut ids = MapBuilder::memory();
        let mut sorted: Vec<(usize, &Entity)> = self.entities.iter().enumerate().collect();
        sorted.sort_unstable_by(|a, b| a.1.key.cmp(&b.1.key));
        for (at, entity) in sorted {
            ids.insert(&entity.key, at as u64)?;
        }
        let entity_rows =
            self.entities.iter().map(|e| rows::encode_entity(e, &mut files)).collect::<Result<Vec<_>, _>>()?;
        let mut people: Vec<&str> = tables
            .people
            .iter()
            .flat_map(|p| std::iter::once(&p.name).chain(&p.aliases))
            .map(String::as_str)
            .filter(|name| name.contains(' ') && !name.contains('\n'))
            .collect();
        people.sort_unstable();
        people.dedup();
        let parts = [
            files.names.join("\n").into_bytes(),
            names.into_inner()?,
            ids.into_inner()?,
            Rows::join(&key_rows),
            Rows::join(&entity_rows),
            people.join("\n").into_bytes(),
        ];
        let mut out = MAGIC.to_vec();
        for part in &parts {
            push_number(&mut out, part.len());
        }
        for part in &parts {
            out.extend_from_slice(part);
        }
        Ok(out)
    }
}

/// A name that leads to an entity and asks nothing of the writing.
fn plain(entity: usize, periods: Vec<Period>, entry: &str) -> Name {
    Name {
        entity,
        kind: NameKind::Name,
        capitals: false,
        capital: false,
        article: false,
        from: Vec::new(),
        periods,
        entry: entry.to_owned(),
    }
}

fn role_of(code: &DictionaryCode) -> Role {
    let country = match &code.head {
        Head::Place(place) | Head::Firm(Some(place)) => Some(place.clone()),
        Head::Igo(body) => Some(body.as_ref().map_or_else(|| "IGO".to_owned(), |b| format!("IGO-{b}"))),
        _ => None,
    };
    Role {
        office: None,
        title: String::new(),
        country,
        sectors: code.sectors.clone(),
        period: code.period,
        entry: code.entry.clone(),
    }
}
