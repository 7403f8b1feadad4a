//! The compact form in which entities and names are stored.

use detente_record::{ActorKind, Sector};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Entity, Key, Name, NameKind, Role};
use crate::actors::{Agent, InstitutionPattern, Office, Period};

/// `file:line`, the file by its index.
type Entry = (u16, u32);

/// The two ends of a period as [`days`]; 0 for an open end.
type Days = (u32, u32);

#[derive(Serialize, Deserialize)]
pub(super) struct EntityRow<'a> {
    key: &'a str,
    name: &'a str,
    kind: u8,
    #[serde(borrow)]
    roles: Vec<RoleRow<'a>>,
    members: Vec<&'a str>,
}

#[derive(Serialize, Deserialize)]
struct RoleRow<'a> {
    office: Option<u8>,
    title: &'a str,
    country: Option<&'a str>,
    sectors: &'a [u8],
    period: Days,
    entry: Entry,
}

#[derive(Serialize, Deserialize)]
pub(super) struct KeyRow<'a> {
    longest: u8,
    #[serde(borrow)]
    names: Vec<NameRow<'a>>,
    agent: Option<AgentRow<'a>>,
    pattern: Option<PatternRow<'a>>,
}

#[derive(Serialize, Deserialize)]
struct NameRow<'a> {
    entity: u32,
    kind: u8,
    flags: u8,
    #[serde(borrow)]
    from: Vec<&'a str>,
    periods: Vec<Days>,
    entry: Entry,
}

#[derive(Serialize, Deserialize)]
struct AgentRow<'a> {
    noun: &'a str,
    plural: Option<&'a str>,
    sectors: &'a [u8],
    kind: u8,
    ambiguous: bool,
    entry: Entry,
}

#[derive(Serialize, Deserialize)]
struct PatternRow<'a> {
    pattern: &'a str,
    sectors: &'a [u8],
    kind: u8,
    kind_word: &'a str,
    office: Option<u8>,
    entry: Entry,
}

const CAPITALS: u8 = 1;
const CAPITAL: u8 = 2;
const ARTICLE: u8 = 4;

/// Where in a list a value stands.
fn position<T: PartialEq>(all: &[T], value: &T) -> u8 {
    all.iter().position(|v| v == value).and_then(|at| u8::try_from(at).ok()).unwrap_or_default()
}

fn sector_bytes(sectors: &[Sector]) -> Vec<u8> {
    sectors.iter().map(|s| position(Sector::ALL, s)).collect()
}

fn sectors(bytes: &[u8]) -> Vec<Sector> {
    bytes.iter().filter_map(|b| Sector::ALL.get(usize::from(*b)).copied()).collect()
}

fn kind(byte: u8) -> ActorKind {
    ActorKind::ALL.get(usize::from(byte)).copied().unwrap_or(ActorKind::Organisation)
}

fn office(byte: Option<u8>) -> Option<Office> {
    Office::ALL.get(usize::from(byte?)).copied()
}

/// Days since the first day of the year 1, plus one.
fn days(date: Option<Date>) -> u32 {
    date.map_or(0, |d| {
        let since = d.duration_since(FIRST).as_hours() / 24;
        u32::try_from(since.max(0)).unwrap_or_default() + 1
    })
}

const FIRST: Date = jiff::civil::date(1, 1, 1);

fn date(days: u32) -> Option<Date> {
    let since = i64::from(days.checked_sub(1)?);
    FIRST.checked_add(jiff::Span::new().try_days(since).ok()?).ok()
}

fn span(period: &Period) -> Days {
    (days(period.from), days(period.to))
}

fn period((from, to): Days) -> Period {
    Period { from: date(from), to: date(to) }
}

/// The files that entries cite: turns entries into pairs and back.
#[derive(Default)]
pub(super) struct Files {
    pub names: Vec<String>,
}

impl Files {
    fn pair(&mut self, entry: &str) -> Entry {
        let (file, line) = entry.rsplit_once(':').unwrap_or((entry, "0"));
        let at = self.names.iter().position(|f| f == file).unwrap_or_else(|| {
            self.names.push(file.to_owned());
            self.names.len() - 1
        });
        (u16::try_from(at).unwrap_or(u16::MAX), line.parse().unwrap_or_default())
    }

    fn entry(&self, (file, line): Entry) -> String {
        format!("{}:{line}", self.names.get(usize::from(file)).map_or("", String::as_str))
    }
}

/// The stored form of an entity.
pub(super) fn encode_entity(entity: &Entity, files: &mut Files) -> Result<Vec<u8>, postcard::Error> {
    let sectors: Vec<Vec<u8>> = entity.roles.iter().map(|r| sector_bytes(&r.sectors)).collect();
    let roles = entity
        .roles
        .iter()
        .zip(&sectors)
        .map(|(role, sectors)| RoleRow {
            office: role.office.map(|o| position(Office::ALL, &o)),
            title: &role.title,
            country: role.country.as_deref(),
            sectors,
            period: span(&role.period),
            entry: files.pair(&role.entry),
        })
        .collect();
    let row = EntityRow {
        key: &entity.key,
        name: &entity.name,
        kind: position(ActorKind::ALL, &entity.kind),
        roles,
        members: entity.members.iter().map(String::as_str).collect(),
    };
    postcard::to_allocvec(&row)
}

/// An entity from its stored form.
pub(super) fn decode_entity(bytes: &[u8], files: &Files) -> Option<Entity> {
    let row: EntityRow<'_> = postcard::from_bytes(bytes).ok()?;
    let roles = row
        .roles
        .iter()
        .map(|role| Role {
            office: office(role.office),
            title: role.title.to_owned(),
            country: role.country.map(str::to_owned),
            sectors: sectors(role.sectors),
            period: period(role.period),
            entry: files.entry(role.entry),
        })
        .collect();
    Some(Entity {
        key: row.key.to_owned(),
        name: row.name.to_owned(),
        kind: kind(row.kind),
        roles,
        members: row.members.iter().map(|m| (*m).to_owned()).collect(),
    })
}

/// The stored form of a key.
pub(super) fn encode_key(key: &Key, files: &mut Files) -> Result<Vec<u8>, postcard::Error> {
    let names = key
        .names
        .iter()
        .map(|name| NameRow {
            entity: u32::try_from(name.entity).unwrap_or(u32::MAX),
            kind: position(&NameKind::ALL, &name.kind),
            flags: u8::from(name.capitals) * CAPITALS
                + u8::from(name.capital) * CAPITAL
                + u8::from(name.article) * ARTICLE,
            from: name.from.iter().map(String::as_str).collect(),
            periods: name.periods.iter().map(span).collect(),
            entry: files.pair(&name.entry),
        })
        .collect();
    let agent_sectors = key.agent.as_ref().map(|a| sector_bytes(&a.sectors)).unwrap_or_default();
    let pattern_sectors = key.pattern.as_ref().map(|p| sector_bytes(&p.sectors)).unwrap_or_default();
    let row = KeyRow {
        longest: u8::try_from(key.longest).unwrap_or(u8::MAX),
        names,
        agent: key.agent.as_ref().map(|a| AgentRow {
            noun: &a.noun,
            plural: a.plural.as_deref(),
            sectors: &agent_sectors,
            kind: position(ActorKind::ALL, &a.kind),
            ambiguous: a.ambiguous,
            entry: files.pair(&a.entry),
        }),
        pattern: key.pattern.as_ref().map(|p| PatternRow {
            pattern: &p.pattern,
            sectors: &pattern_sectors,
            kind: position(ActorKind::ALL, &p.kind),
            kind_word: &p.kind_word,
            office: p.office.map(|o| position(Office::ALL, &o)),
            entry: files.pair(&p.entry),
        }),
    };
    postcard::to_allocvec(&row)
}

/// A key from its stored form.
pub(super) fn decode_key(bytes: &[u8], files: &Files) -> Option<Key> {
    let row: KeyRow<'_> = postcard::from_bytes(bytes).ok()?;
    let names = row
        .names
        .into_iter()
        .filter_map(|name| {
            Some(Name {
                entity: usize::try_from(name.entity).ok()?,
                kind: *NameKind::ALL.get(usize::from(name.kind))?,
                capitals: name.flags & CAPITALS != 0,
                capital: name.flags & CAPITAL != 0,
                article: name.flags & ARTICLE != 0,
                from: name.from.into_iter().map(str::to_owned).collect(),
                periods: name.periods.into_iter().map(period).collect(),
                entry: files.entry(name.entry),
            })
        })
        .collect();
    Some(Key {
        longest: usize::from(row.longest),
        names,
        agent: row.agent.map(|a| Agent {
            noun: a.noun.to_owned(),
            plural: a.plural.map(str::to_owned),
            sectors: sectors(a.sectors),
            kind: kind(a.kind),
            ambiguous: a.ambiguous,
            entry: files.entry(a.entry),
        }),
        pattern: row.pattern.map(|p| InstitutionPattern {
            pattern: p.pattern.to_owned(),
            sectors: sectors(p.sectors),
            kind: kind(p.kind),
            kind_word: p.kind_word.to_owned(),
            office: office(p.office),
            entry: files.entry(p.entry),
        }),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_come_back() {
        for text in ["0001-01-01", "1863-09-16", "1970-01-01", "2024-02-29", "9999-12-31"] {
            let day: Option<Date> = text.parse().ok();
            assert_eq!(date(days(day)), day, "{text}");
        }
        assert_eq!(date(days(None)), None);
    }
}
