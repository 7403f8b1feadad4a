//! From the store to what relations reckon with.

use detente_memory::ask::Happening;
use detente_memory::event::Standing as Stands;
use detente_memory::fact::Realm as Told;
use detente_memory::{Result, Store};
use detente_record::{Sector, Status};
use detente_relations::{Day, Exposure, Occurrence, Party, Realm, Side, Standing, Step};
use smallvec::SmallVec;

/// What counts of events are held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Per {
    /// The documents that there were to read.
    Documents,
    /// Time alone.
    Time,
}

impl Per {
    /// As it is written.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Documents => "documents",
            Self::Time => "time",
        }
    }
}

/// What was read from a store: its events, and how much there was to be read.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// The events, as the store has them.
    pub happenings: Vec<Happening>,
    /// The same as relations see them, at the same places.
    pub occurrences: Vec<Occurrence>,
    /// Documents by day of publication.
    pub coverage: Vec<(Day, u32)>,
    by_id: std::collections::HashMap<String, usize>,
}

impl Source {
    /// Reads the events of some days; of all days until the last document when none are given.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn read(store: &Store, since: Option<Day>, until: Option<Day>) -> Result<Self> {
        let mut source = Self { coverage: store.coverage()?, ..Self::default() };
        // Nothing can have happened after the last document told of it: a later day was misread.
        let last = source.coverage.iter().map(|(day, _)| *day).max();
        let until = last.map(|last| until.map_or(last, |u| u.min(last))).or(until);
        for happening in store.happenings(since, until)? {
            if let Some(occurrence) = occurrence(&happening) {
                source.by_id.insert(occurrence.id.to_string(), source.occurrences.len());
                source.happenings.push(happening);
                source.occurrences.push(occurrence);
            }
        }
        Ok(source)
    }

    /// What counts of events are held against: the number of documents of each period; or time alone where there are
    /// documents on fewer than half of the days, as in a list of incidents, since their number does not tell then how
    /// much there was to read.
    #[must_use]
    pub fn exposure(&self, step: Step, days: (Day, Day)) -> (Per, Exposure) {
        let inside = || self.coverage.iter().filter(|(d, _)| (days.0..=days.1).contains(d));
        if i64::try_from(inside().count()).unwrap_or(i64::MAX) * 2 < i64::from(days.1) - i64::from(days.0) + 1 {
            return (Per::Time, Exposure::default());
        }
        let mut volumes = std::collections::BTreeMap::new();
        for (day, documents) in inside() {
            *volumes.entry(step.of(*day)).or_insert(0.0) += f64::from(*documents);
        }
        (Per::Documents, Exposure::new(step, volumes))
    }

    /// An event by its id.
    #[must_use]
    pub fn of(&self, id: &str) -> Option<&Happening> {
        self.by_id.get(id).and_then(|at| self.happenings.get(*at))
    }

    /// Whether anyone of a side takes part in any event.
    #[must_use]
    pub fn knows(&self, side: &Side) -> bool {
        self.occurrences.iter().any(|o| o.actors.iter().chain(&o.recipients).any(|p| side.holds(p)))
    }
}

/// An event of the store as relations see it; none for what is merely supposed, and for what all reports deny.
///
/// An event of which a part of the reports deny that it was is one, and disputed. What was tried and failed happened.
#[must_use]
#[allow(clippy::cast_possible_truncation, reason = "scores from -10 to 10")]
pub fn occurrence(happening: &Happening) -> Option<Occurrence> {
    let realm = match happening.realm {
        Told::Fact if happening.status != Status::Denied => Realm::Happened,
        Told::Forward => Realm::Forward,
        _ => return None,
    };
    let id = happening.id.to_string();
    let root = happening.event_type;
    let mut occurrence = Occurrence::new(id, happening.day, Party::new(""), Party::new(""), root);
    occurrence.actors = parties(&happening.detail.actors);
    occurrence.recipients = parties(&happening.detail.recipients);
    if occurrence.actors.is_empty() {
        return None;
    }
    occurrence.reciprocal = happening.reciprocal;
    occurrence.plover = happening.score.map(|s| s as f32);
    occurrence.standing = match happening.standing {
        Stands::Disputed => Standing::Disputed,
        Stands::Confirmed => Standing::Confirmed,
        Stands::Corroborated => Standing::Corroborated,
        Stands::Reported => Standing::Reported,
        Stands::Asserted => Standing::Asserted,
    };
    occurrence.realm = realm;
    occurrence.reports = happening.reports.max(1);
    occurrence.documents = happening.documents.max(1);
    Some(occurrence)
}

/// Those of a known country, each country and sector once.
fn parties(list: &[detente_memory::fact::Party]) -> SmallVec<[Party; 1]> {
    let mut out: SmallVec<[Party; 1]> = list
        .iter()
        .filter_map(|p| {
            let party = Party::new(p.country.as_deref()?);
            Some(match p.sector.as_deref().and_then(|s| s.parse::<Sector>().ok()) {
                Some(sector) => party.with_sector(sector),
                None => party,
            })
        })
        .collect();
    out.sort();
    out.dedup();
    out
}

/// Why words name no side.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SideError {
    /// Nothing was written.
    #[error("a side is a code such as PRK, a sector of it (PRK:MIL), a group (KOR+USA+JPN) or 'world'")]
    Empty,
    /// The part after the colon is no sector.
    #[error("'{0}' is no sector of PLOVER; known are GOV, MIL, and so on (PRK:MIL is the army of PRK)")]
    Sector(String),
}

/// A side as it is written on the command line: `PRK`, `PRK:MIL`, `KOR+USA+JPN`, `world`.
///
/// # Errors
/// [`SideError`], in plain words.
pub fn side(text: &str) -> std::result::Result<Side, SideError> {
    let text = text.trim();
    if text.eq_ignore_ascii_case("world") {
        return Ok(Side::World);
    }
    let codes: Vec<String> =
        text.split('+').map(|c| c.trim().to_uppercase()).filter(|c| !c.is_empty() && c != ":").collect();
    match codes.as_slice() {
        [] => Err(SideError::Empty),
        [one] => match one.split_once(':') {
            None => Ok(Side::actor(one.as_str())),
            Some(("", _)) => Err(SideError::Empty),
            Some((code, sector)) => {
                let known = sector.parse().map_err(|_| SideError::Sector(sector.to_owned()))?;
                Ok(Side::Sector(code.into(), known))
            }
        },
        several => Ok(Side::group(several.join("+"), several.iter().map(String::as_str))),
    }
}

/// The codes that a side is made of; none of the world.
#[must_use]
pub fn codes(side: &Side) -> Vec<String> {
    match side {
        Side::Actor(code) | Side::Sector(code, _) => vec![code.to_string()],
        Side::Group { members, .. } => members.iter().map(ToString::to_string).collect(),
        Side::World => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn sides_as_written() {
        assert_eq!(side("prk").unwrap(), Side::actor("PRK"));
        assert_eq!(side("PRK:MIL").unwrap(), Side::Sector("PRK".into(), Sector::Mil));
        assert_eq!(side("World").unwrap(), Side::World);
        assert_eq!(codes(&side("KOR+usa + JPN").unwrap()), ["JPN", "KOR", "USA"]);
        assert_eq!(side(" "), Err(SideError::Empty));
        assert_eq!(side("PRK:XYZ"), Err(SideError::Sector("XYZ".into())));
    }

    proptest! {
        #[test]
        fn any_words_are_a_side_or_an_error(text in any::<String>()) {
            if let Ok(side) = side(&text) {
                prop_assert!(side == Side::World || !codes(&side).is_empty());
            }
        }
    }
}
