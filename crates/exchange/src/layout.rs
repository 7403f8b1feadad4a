//! Which column holds what: the columns of each format, found by their names or, without a header, by their order.

mod columns;

use crate::codes::System;
use crate::format::Format;

pub use columns::{GDELT1, ICEWS, ICEWS_SHORT, MENTIONS, POLECAT, gdelt2};
use columns::{Names, OF_ACLED, OF_CSV, OF_GDELT, OF_ICEWS, OF_POLECAT};

macro_rules! roles {
    ($($(#[$doc:meta])* $name:ident = $word:literal,)*) => {
        /// What a column holds.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Role { $($(#[$doc])* $name,)* }

        impl Role {
            /// All of them, in the order in which our own tables have them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Its name in our own tables and in mappings.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }
        }
    };
}

roles! {
    /// The dataset's id.
    Id = "id",
    /// The day.
    Day = "day",
    /// PLOVER type.
    Type = "type",
    /// Its mode.
    Mode = "mode",
    /// Contexts of PLOVER, several in a cell.
    Contexts = "contexts",
    /// CAMEO code.
    Cameo = "cameo",
    /// The dataset's words for the kind of event.
    Label = "label",
    /// More of them.
    SubLabel = "sub_label",
    /// PLOVER score.
    Score = "score",
    /// Goldstein score.
    Goldstein = "goldstein",
    /// Name of the actor.
    ActorName = "actor_name",
    /// Its code in the dataset.
    ActorCode = "actor_code",
    /// Its state.
    ActorCountry = "actor_country",
    /// Its state's number in the Correlates of War.
    ActorCow = "actor_cow",
    /// Its sector.
    ActorSector = "actor_sector",
    /// Name of the recipient.
    RecipientName = "recipient_name",
    /// Its code in the dataset.
    RecipientCode = "recipient_code",
    /// Its state.
    RecipientCountry = "recipient_country",
    /// Its state's number in the Correlates of War.
    RecipientCow = "recipient_cow",
    /// Its sector.
    RecipientSector = "recipient_sector",
    /// Place: a town, or all that is told.
    Place = "place",
    /// The district it is in.
    District = "district",
    /// The province it is in.
    Province = "province",
    /// The state it is in.
    PlaceCountry = "place_country",
    /// Degrees north.
    Latitude = "latitude",
    /// Degrees east.
    Longitude = "longitude",
    /// How often it is mentioned.
    Mentions = "mentions",
    /// By how many sources.
    Sources = "sources",
    /// In how many articles.
    Articles = "articles",
    /// Tone of the articles.
    Tone = "tone",
    /// People killed.
    Fatalities = "fatalities",
    /// Who published it.
    Source = "source",
    /// Where it can be read.
    Url = "url",
    /// The text or a note.
    Note = "note",
}

/// The columns of our own tables.
pub fn own() -> impl Iterator<Item = Role> {
    Role::ALL.iter().copied().filter(|r| {
        !matches!(r, Role::SubLabel | Role::ActorCow | Role::RecipientCow | Role::District | Role::Province)
    })
}

/// The columns of a file: which cell holds what.
#[derive(Clone, Debug)]
pub struct Layout {
    /// The format.
    pub format: Format,
    /// Code system of the states of actors and recipients.
    pub countries: System,
    /// Code system of the state of the place.
    pub places: System,
    /// Cells that a whole row has.
    pub width: usize,
    /// Whether the first record is the header.
    pub header: bool,
    at: Vec<Option<usize>>,
}

impl Layout {
    /// The cell of a role.
    #[must_use]
    pub fn at(&self, role: Role) -> Option<usize> {
        self.at[role as usize]
    }

    /// Of a format, from the first record of a file and a mapping of roles to columns.
    ///
    /// # Errors
    /// In plain words, what is missing.
    pub fn of(
        format: Format,
        first: &[impl AsRef<str>],
        map: &[(Role, String)],
        countries: Option<System>,
    ) -> Result<Self, String> {
        let first: Vec<String> = first.iter().map(|c| squeeze(c.as_ref())).collect();
        let (names, systems): (Names, _) = match format {
            Format::Gdelt1 | Format::Gdelt2 => (OF_GDELT, (System::Cameo, System::Fips)),
            Format::Icews => (OF_ICEWS, (System::Name, System::Name)),
            Format::Polecat => (OF_POLECAT, (System::Any, System::Any)),
            Format::Acled => (OF_ACLED, (System::Name, System::Name)),
            _ => (OF_CSV, (System::Any, System::Any)),
        };
        let by_order = |columns: &[&str]| columns.iter().map(|c| squeeze(c)).collect::<Vec<_>>();
        let date = |at: usize| first.get(at).is_some_and(|c| crate::dates::day(c, None).is_ok());
        let number = |at: usize| first.get(at).is_some_and(|c| c.parse::<i64>().is_ok());
        // Without a header: the columns in their order.
        let positional = match format {
            Format::Gdelt1 if number(0) => Some(by_order(&GDELT1)),
            Format::Gdelt2 if number(0) => Some(by_order(&gdelt2())),
            Format::Icews if date(0) => Some(by_order(&ICEWS_SHORT)),
            Format::Icews if number(0) && date(1) => Some(by_order(&ICEWS)),
            Format::Polecat if date(1) => Some(by_order(&POLECAT)),
            _ => None,
        };
        let header = positional.is_none();
        let columns = positional.unwrap_or(first);
        let mut at = vec![None; Role::ALL.len()];
        for (role, names) in names {
            at[*role as usize] = names.iter().find_map(|n| columns.iter().position(|c| *c == squeeze(n)));
        }
        for (role, column) in map {
            let found = columns.iter().position(|c| *c == squeeze(column));
            let Some(found) = found else {
                return Err(format!("there is no column '{column}'; the columns are {}", columns.join(", ")));
            };
            at[*role as usize] = Some(found);
        }
        let layout = Self {
            format,
            countries: countries.unwrap_or(systems.0),
            places: countries.filter(|_| format == Format::Csv).unwrap_or(systems.1),
            width: columns.len(),
            header,
            at,
        };
        let has = |roles: &[Role]| roles.iter().any(|r| layout.at(*r).is_some());
        if !has(&[Role::Day]) {
            return Err("none holds the day".into());
        }
        if !has(&[Role::Cameo, Role::Type, Role::Label]) {
            return Err("none holds the kind of event".into());
        }
        if !has(&[
            Role::ActorName,
            Role::ActorCode,
            Role::ActorCountry,
            Role::ActorCow,
            Role::RecipientName,
            Role::RecipientCode,
            Role::RecipientCountry,
            Role::RecipientCow,
        ]) {
            return Err("none holds an actor or recipient".into());
        }
        Ok(layout)
    }
}

/// Names of columns are compared without case, blanks, underscores and signs around them.
pub(crate) fn squeeze(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect::<String>()
        + if name.chars().any(|c| c.is_ascii_alphanumeric()) { "" } else { name.trim() }
}

/// Reads a mapping: `day=when,actor_country=who`.
///
/// # Errors
/// In plain words.
pub fn mapping(text: &str) -> Result<Vec<(Role, String)>, String> {
    text.split(',')
        .filter(|part| !part.trim().is_empty())
        .map(|part| {
            let (role, column) = part.split_once('=').ok_or_else(|| format!("'{part}' is no ROLE=COLUMN"))?;
            let role = Role::ALL.iter().find(|r| r.name() == role.trim()).ok_or_else(|| {
                let known: Vec<&str> = Role::ALL.iter().map(|r| r.name()).collect();
                format!("'{}' is no role; known are {}", role.trim(), known.join(", "))
            })?;
            Ok((*role, column.trim().to_owned()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn with_a_header_and_without() {
        let short = Layout::of(Format::Icews, &["date", "source", "event", "target"], &[], None).unwrap();
        assert!(short.header);
        assert_eq!(short.at(Role::RecipientName), Some(3));
        let bare = Layout::of(Format::Icews, &["2018-08-29", "China", "Make statement", "Laos"], &[], None).unwrap();
        assert!(!bare.header);
        assert_eq!(bare.at(Role::Label), Some(2));
        let full = Layout::of(Format::Icews, &ICEWS, &[], None).unwrap();
        assert_eq!((full.at(Role::Cameo), full.at(Role::Place)), (Some(6), Some(14)));
        let gdelt = Layout::of(Format::Gdelt2, &["669666350", "20070704"], &[], None).unwrap();
        assert_eq!((gdelt.header, gdelt.width, gdelt.at(Role::Url)), (false, 61, Some(60)));
        assert_eq!(gdelt.at(Role::Latitude), Some(56));
        assert_eq!(Layout::of(Format::Polecat, &POLECAT, &[], None).unwrap().at(Role::ActorSector), Some(10));
    }

    #[test]
    fn a_mapping_names_columns() {
        let map = mapping("day=When,actor_country=Who,label=What").unwrap();
        let layout = Layout::of(Format::Csv, &["what", "who", "when"], &map, None).unwrap();
        assert_eq!(layout.at(Role::Day), Some(2));
        assert!(mapping("dday=x").unwrap_err().contains("no role"));
        assert!(mapping("day").unwrap_err().contains("ROLE=COLUMN"));
        let missing = Layout::of(Format::Csv, &["what"], &map, None).unwrap_err();
        assert!(missing.contains("'When'"), "{missing}");
    }

    #[test]
    fn what_is_missing_is_told() {
        assert!(Layout::of(Format::Csv, &["a", "b"], &[], None).unwrap_err().contains("day"));
        assert!(Layout::of(Format::Csv, &["date", "b"], &[], None).unwrap_err().contains("kind"));
        assert!(Layout::of(Format::Csv, &["date", "cameo"], &[], None).unwrap_err().contains("actor"));
    }

    #[test]
    fn our_own_tables_are_understood() {
        let columns: Vec<&str> = own().map(Role::name).collect();
        let layout = Layout::of(Format::Csv, &columns, &[], None).unwrap();
        for (at, role) in own().enumerate() {
            assert_eq!(layout.at(role), Some(at), "{}", role.name());
        }
    }
}
