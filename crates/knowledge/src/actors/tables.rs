//! All tables of actors together, the user's own over the shipped ones.

use std::borrow::Cow;
use std::hash::Hash;

use rustc_hash::FxHashSet;

use super::{Agent, Institution, InstitutionPattern, Organisation, PersonOffice, State};
use crate::fold;
use crate::petrarch::{self, Dictionary};
use crate::problem::Problem;

/// One file of actors, as read.
#[derive(Clone, Debug)]
pub struct ActorFile {
    /// Path in the knowledge folder, or as the user named it: outputs cite it.
    pub path: String,
    /// Its text.
    pub text: Cow<'static, str>,
    /// Whose it is and how it is written.
    pub origin: Origin,
}

/// Whose a file of actors is, and how it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A table that ships with the program.
    Shipped,
    /// A user's table: its entries replace the shipped ones of the same identity.
    Own,
    /// A dictionary of PETRARCH or TABARI: it adds and replaces nothing.
    Dictionary,
}

/// The entries of all tables of actors.
#[derive(Clone, Debug, Default)]
pub struct ActorTables {
    /// `states.tsv`.
    pub states: Vec<State>,
    /// `people*.tsv`.
    pub people: Vec<PersonOffice>,
    /// `institutions*.tsv`.
    pub institutions: Vec<Institution>,
    /// `institution_patterns.tsv`.
    pub patterns: Vec<InstitutionPattern>,
    /// `organisations*.tsv`, `armed_groups*.tsv`, `groups*.tsv`.
    pub organisations: Vec<Organisation>,
    /// `agents*.tsv`.
    pub agents: Vec<Agent>,
    /// Dictionaries of PETRARCH.
    pub dictionaries: Vec<Dictionary>,
    /// What is wrong with the files.
    pub problems: Vec<Problem>,
}

/// The kind of table that a file's name says it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TableKind {
    States,
    People,
    Institutions,
    Patterns,
    Organisations,
    Agents,
}

impl TableKind {
    /// Of a path; `None` for a file that is no table of actors.
    pub fn of(path: &str) -> Option<Self> {
        let name = path.rsplit('/').next().unwrap_or(path);
        let stem = name.strip_suffix(".tsv")?;
        let is = |word: &str| stem == word || stem.strip_prefix(word).is_some_and(|rest| rest.starts_with('-'));
        Some(if is("states") {
            Self::States
        } else if is("people") {
            Self::People
        } else if is("institution_patterns") {
            Self::Patterns
        } else if is("institutions") {
            Self::Institutions
        } else if is("organisations") || is("armed_groups") || is("groups") {
            Self::Organisations
        } else if is("agents") {
            Self::Agents
        } else {
            return None;
        })
    }
}

impl ActorTables {
    /// Reads files; the entries of a user's own replace those read before with the same identity. That is the id for
    /// states, institutions and organisations, the words for agents and patterns, and person and office for people:
    /// a user's lines for a person in an office stand in place of all shipped lines for that person in that office.
    #[must_use]
    pub fn read(files: &[ActorFile]) -> Self {
        let mut tables = Self::default();
        for file in files {
            if file.origin == Origin::Dictionary {
                let mut read = petrarch::read(&file.path, &file.text, &mut tables.problems);
                read.check_places(|code| tables.states.iter().any(|s| s.id == code), &mut tables.problems);
                tables.dictionaries.push(read);
            } else {
                tables.table(file);
            }
        }
        tables
    }

    fn table(&mut self, file: &ActorFile) {
        let (path, text, problems) = (file.path.as_str(), file.text.as_ref(), &mut self.problems);
        let own = file.origin == Origin::Own;
        match TableKind::of(path) {
            Some(TableKind::States) => {
                put(&mut self.states, State::read_all(path, text, problems), own, |s| s.id.clone());
            }
            Some(TableKind::People) => {
                let read = PersonOffice::read_all(path, text, problems);
                put(&mut self.people, read, own, |p| (p.key(), p.office));
            }
            Some(TableKind::Institutions) => {
                put(&mut self.institutions, Institution::read_all(path, text, problems), own, |i| i.id.clone());
            }
            Some(TableKind::Patterns) => {
                let read = InstitutionPattern::read_all(path, text, problems);
                put(&mut self.patterns, read, own, |p| fold::key(&p.pattern));
            }
            Some(TableKind::Organisations) => {
                put(&mut self.organisations, Organisation::read_all(path, text, problems), own, |o| o.id.clone());
            }
            Some(TableKind::Agents) => {
                put(&mut self.agents, Agent::read_all(path, text, problems), own, |a| fold::key(&a.noun));
            }
            None => {}
        }
    }

    /// The state of a code.
    #[must_use]
    pub fn state(&self, code: &str) -> Option<&State> {
        self.states.iter().find(|s| s.id == code)
    }
}

/// Adds what was read, in place of what has the same identity when it is the user's own.
fn put<T, K: Hash + Eq>(all: &mut Vec<T>, read: Vec<T>, own: bool, identity: impl Fn(&T) -> K) {
    if own {
        let replaced: FxHashSet<K> = read.iter().map(&identity).collect();
        all.retain(|entry| !replaced.contains(&identity(entry)));
    }
    all.extend(read);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str, origin: Origin) -> ActorFile {
        ActorFile { path: path.into(), text: Cow::Owned(text.into()), origin }
    }

    #[test]
    fn a_users_lines_stand_in_place_of_the_shipped_ones() {
        let head = "country\tname\taliases\toffice\ttitle\tsector\tfrom\tto\n";
        let shipped = format!(
            "{head}XXX\tAda B\t\thead_of_state\tPresident\tGOV\t2001\t\nXXX\tAda B\t\tdeputy\t\tGOV\t1999\t2001\n"
        );
        let own = format!("{head}XXX\tAda B\t\thead_of_state\tPresident\tGOV\t2001\t2005\n");
        let tables = ActorTables::read(&[
            file("actors/people-x.tsv", &shipped, Origin::Shipped),
            file("actors/people-own.tsv", &own, Origin::Own),
        ]);
        let lines: Vec<&str> = tables.people.iter().map(|p| p.entry.as_str()).collect();
        assert_eq!(lines, ["actors/people-x.tsv:3", "actors/people-own.tsv:2"]);
    }

    #[test]
    fn kinds_of_tables_by_name() {
        assert_eq!(TableKind::of("actors/people-own.tsv"), Some(TableKind::People));
        assert_eq!(TableKind::of("armed_groups.tsv"), Some(TableKind::Organisations));
        assert_eq!(TableKind::of("actors/institution_patterns.tsv"), Some(TableKind::Patterns));
        assert_eq!(TableKind::of("actors/peoples.tsv"), None);
        assert_eq!(TableKind::of("actors/people.txt"), None);
    }
}
