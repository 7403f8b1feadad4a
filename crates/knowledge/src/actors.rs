//! Typed entries of `knowledge/actors/`.

use std::fmt;
use std::str::FromStr;

use detente_record::{ActorKind, Sector};
use jiff::civil::Date;

use crate::problem::Problem;
use crate::table::{Row, Table};

/// A date of knowledge: a year, a month or a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dated {
    /// The first day it can mean.
    pub first: Date,
}

impl FromStr for Dated {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let refuse = || format!("'{text}' is no date: write YYYY, YYYY-MM or YYYY-MM-DD");
        let mut parts = text.split('-');
        let mut number = |least, default| match parts.next() {
            None => Ok(default),
            Some(p) if p.len() >= least => p.parse::<i16>().map_err(|_| refuse()),
            Some(_) => Err(refuse()),
        };
        let (year, month, day) = (number(4, 0)?, number(2, 1)?, number(2, 1)?);
        if parts.next().is_some() {
            return Err(refuse());
        }
        let small = |n: i16| i8::try_from(n).map_err(|_| refuse());
        let first = Date::new(year, small(month)?, small(day)?).map_err(|e| format!("{}: {e}", refuse()))?;
        Ok(Self { first })
    }
}

/// When an entry holds: from its first day to before the first day it no longer does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Period {
    /// First day, open when none.
    pub from: Option<Date>,
    /// First day after, open when none.
    pub to: Option<Date>,
}

impl Period {
    /// Whether it holds on a day; on an unknown day, whether it holds still.
    #[must_use]
    pub fn holds(&self, on: Option<Date>) -> bool {
        match on {
            Some(day) => self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day < to),
            None => self.to.is_none(),
        }
    }

    fn read(row: &Row<'_, '_>) -> Result<Self, Problem> {
        let from: Option<Dated> = row.parse("from")?;
        let to: Option<Dated> = row.parse("to")?;
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            return Err(row.problem("to", "lies before 'from'"));
        }
        Ok(Self { from: from.map(|d| d.first), to: to.map(|d| d.first) })
    }
}

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "the codes are explained in knowledge/README.md")]
        pub enum $name { $($variant,)* }

        impl $name {
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

/// A state, territory or region.
#[derive(Clone, Debug)]
pub struct State {
    /// The code used everywhere else.
    pub id: String,
    /// What it is.
    pub kind: StateKind,
    /// Short name.
    pub name: String,
    /// Names: short, official, other.
    pub names: Vec<String>,
    /// Nouns for its people.
    pub people: Vec<String>,
    /// Adjectives.
    pub adjectives: Vec<String>,
    /// Capitals, whose names can stand for the government.
    pub capital: Vec<String>,
    /// Other places and houses that stand for the government.
    pub government: Vec<String>,
    /// Names that work from some vantage only, with the codes from whose texts they work.
    pub local: Vec<(String, Vec<String>)>,
    /// Other code systems: ISO alpha-2, COW, Gleditsch-Ward, FIPS 10-4.
    pub codes: [String; 4],
    /// What it belongs to.
    pub part_of: Option<String>,
    /// For a region that stands for a set of states ("the two Koreas"): their codes.
    pub members: Vec<String>,
    /// When it exists.
    pub period: Period,
    /// `file:line`.
    pub entry: String,
}

/// One person in one office.
#[derive(Clone, Debug)]
pub struct PersonOffice {
    /// State or organisation.
    pub country: String,
    /// Name to show; with `country` the identity of the person.
    pub name: String,
    /// Other ways of writing it.
    pub aliases: Vec<String>,
    /// The office.
    pub office: Office,
    /// Its title in the words of news.
    pub title: String,
    /// PLOVER sectors.
    pub sectors: Vec<Sector>,
    /// When held.
    pub period: Period,
    /// `file:line`.
    pub entry: String,
}

/// A named institution of a state.
#[derive(Clone, Debug)]
pub struct Institution {
    /// Its id.
    pub id: String,
    /// The state.
    pub country: String,
    /// PLOVER sectors.
    pub sectors: Vec<Sector>,
    /// What it is.
    pub kind: ActorKind,
    /// The kind in the table's own words.
    pub kind_word: String,
    /// Name to show.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Whose voice it is.
    pub speaks_for: Option<String>,
    /// When it exists under this name.
    pub period: Period,
    /// `file:line`.
    pub entry: String,
}

/// A generic name that becomes an institution when a state is known.
#[derive(Clone, Debug)]
pub struct InstitutionPattern {
    /// The words.
    pub pattern: String,
    /// PLOVER sectors.
    pub sectors: Vec<Sector>,
    /// What it is.
    pub kind: ActorKind,
    /// The kind in the table's own words.
    pub kind_word: String,
    /// `file:line`.
    pub entry: String,
}

/// An organisation, armed group or people that is no state's institution.
#[derive(Clone, Debug)]
pub struct Organisation {
    /// Its id.
    pub id: String,
    /// What it is.
    pub kind: ActorKind,
    /// The kind in the table's own words.
    pub kind_word: String,
    /// PLOVER sectors.
    pub sectors: Vec<Sector>,
    /// Home state.
    pub country: Option<String>,
    /// Name to show.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Whose voice it is.
    pub speaks_for: Option<String>,
    /// When it exists.
    pub period: Period,
    /// `file:line`.
    pub entry: String,
}

/// A common noun for people or bodies.
#[derive(Clone, Debug)]
pub struct Agent {
    /// Singular, lower case.
    pub noun: String,
    /// Plural, when not regular.
    pub plural: Option<String>,
    /// PLOVER sectors.
    pub sectors: Vec<Sector>,
    /// What it is: person, group, population or institution.
    pub kind: ActorKind,
    /// `file:line`.
    pub entry: String,
}

pub(crate) fn collect<'t, T>(
    file: &str,
    text: &'t str,
    wanted: &[&str],
    problems: &mut Vec<Problem>,
    read: impl Fn(&Row<'_, 't>) -> Result<T, Problem>,
) -> Vec<T> {
    let table = Table::read(file, text, wanted, problems);
    let mut out = Vec::new();
    for row in table.rows() {
        match read(&row) {
            Ok(value) => out.push(value),
            Err(problem) => problems.push(problem),
        }
    }
    out
}

fn optional(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

impl State {
    pub(crate) fn read_all(file: &str, text: &str, problems: &mut Vec<Problem>) -> Vec<Self> {
        collect(file, text, &["id", "kind", "name", "names", "people", "adjectives", "capital"], problems, |row| {
            let name = row.required("name")?.to_owned();
            let mut names = vec![name.clone()];
            names.extend(optional(row.cell("official")));
            names.extend(row.list("names"));
            let mut local = Vec::new();
            for text in row.list("local") {
                let Some((surface, from)) = text.split_once('@') else {
                    return Err(row.problem("local", format!("'{text}' lacks '@' and the codes it is used from")));
                };
                local.push((surface.trim().to_owned(), from.split(',').map(|c| c.trim().to_owned()).collect()));
            }
            Ok(Self {
                id: row.required("id")?.to_owned(),
                kind: row.parse("kind")?.ok_or_else(|| row.problem("kind", "is empty and must not be"))?,
                name,
                names,
                people: row.list("people"),
                adjectives: row.list("adjectives"),
                capital: row.list("capital"),
                government: row.list("government"),
                local,
                codes: ["iso2", "cow", "gw", "fips"].map(|c| row.cell(c).to_owned()),
                part_of: optional(row.cell("part_of")),
                members: row.list("members"),
                period: Period::read(row)?,
                entry: row.entry(),
            })
        })
    }
}

impl PersonOffice {
    pub(crate) fn read_all(file: &str, text: &str, problems: &mut Vec<Problem>) -> Vec<Self> {
        collect(file, text, &["country", "name", "aliases", "office", "title", "sector"], problems, |row| {
            Ok(Self {
                country: row.required("country")?.to_owned(),
                name: row.required("name")?.to_owned(),
                aliases: row.list("aliases"),
                office: row.parse("office")?.ok_or_else(|| row.problem("office", "is empty and must not be"))?,
                title: row.cell("title").to_owned(),
                sectors: row.parse_list("sector")?,
                period: Period::read(row)?,
                entry: row.entry(),
            })
        })
    }
}

/// What the kinds of `institutions*.tsv` and `institution_patterns.tsv` are in the record's terms.
fn institution_kind(row: &Row<'_, '_>) -> Result<ActorKind, Problem> {
    Ok(match row.required("kind")? {
        "military" | "branch" | "command" | "unit" => ActorKind::Military,
        "party" => ActorKind::Party,
        "state_media" => ActorKind::StateMedia,
        "news_agency" | "newspaper" | "broadcaster" => {
            if row.cell("speaks_for").is_empty() {
                ActorKind::Media
            } else {
                ActorKind::StateMedia
            }
        }
        "company" => ActorKind::Company,
        "think_tank" | "university" => ActorKind::Organisation,
        "presidency" | "cabinet" | "ministry" | "parliament" | "court" | "central_bank" | "police" | "intelligence"
        | "border_guard" | "nuclear_agency" | "space_agency" | "election_body" | "prosecutor" | "agency"
        | "local_government" | "site" => ActorKind::Institution,
        other => return Err(row.problem("kind", format!("'{other}' is not known; see knowledge/README.md"))),
    })
}

impl Institution {
    pub(crate) fn read_all(file: &str, text: &str, problems: &mut Vec<Problem>) -> Vec<Self> {
        collect(file, text, &["id", "country", "sector", "kind", "name", "aliases"], problems, |row| {
            Ok(Self {
                id: row.required("id")?.to_owned(),
                country: row.required("country")?.to_owned(),
                sectors: row.parse_list("sector")?,
                kind: institution_kind(row)?,
                kind_word: row.cell("kind").to_owned(),
                name: row.required("name")?.to_owned(),
                aliases: row.list("aliases"),
                speaks_for: optional(row.cell("speaks_for")),
                period: Period::read(row)?,
                entry: row.entry(),
            })
        })
    }
}

impl InstitutionPattern {
    pub(crate) fn read_all(file: &str, text: &str, problems: &mut Vec<Problem>) -> Vec<Self> {
        collect(file, text, &["pattern", "sector", "kind"], problems, |row| {
            Ok(Self {
                pattern: row.required("pattern")?.to_owned(),
                sectors: row.parse_list("sector")?,
                kind: institution_kind(row)?,
                kind_word: row.cell("kind").to_owned(),
                entry: row.entry(),
            })
        })
    }
}

impl Organisation {
    pub(crate) fn read_all(file: &str, text: &str, problems: &mut Vec<Problem>) -> Vec<Self> {
        collect(file, text, &["id", "kind", "sector", "name", "aliases"], problems, |row| {
            let kind_word = row.required("kind")?;
            let kind = match kind_word {
                "igo" => ActorKind::Igo,
                "ngo" => ActorKind::Ngo,
                "firm" => ActorKind::Company,
                "armed_group" | "militia" | "criminal" => ActorKind::ArmedGroup,
                "ethnic" | "religious_group" => ActorKind::Identity,
                "civil_society" | "activist" | "defector" | "exile" | "union" | "religious" | "movement" => {
                    ActorKind::Organisation
                }
                other => return Err(row.problem("kind", format!("'{other}' is not known; see knowledge/README.md"))),
            };
            Ok(Self {
                id: row.required("id")?.to_owned(),
                kind,
                kind_word: kind_word.to_owned(),
                sectors: row.parse_list("sector")?,
                country: optional(row.cell("country")),
                name: row.required("name")?.to_owned(),
                aliases: row.list("aliases"),
                speaks_for: optional(row.cell("speaks_for")),
                period: Period::read(row)?,
                entry: row.entry(),
            })
        })
    }
}

impl Agent {
    pub(crate) fn read_all(file: &str, text: &str, problems: &mut Vec<Problem>) -> Vec<Self> {
        collect(file, text, &["noun", "plural", "sector", "kind"], problems, |row| {
            let kind = match row.required("kind")? {
                "person" => ActorKind::Person,
                "group" => ActorKind::Group,
                "population" => ActorKind::Population,
                "institution" => ActorKind::Institution,
                other => return Err(row.problem("kind", format!("'{other}' is not known; see knowledge/README.md"))),
            };
            Ok(Self {
                noun: row.required("noun")?.to_lowercase(),
                plural: optional(row.cell("plural")),
                sectors: row.parse_list("sector")?,
                kind,
                entry: row.entry(),
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_end_before_the_successor_begins() {
        let text = "country\tname\taliases\toffice\ttitle\tsector\tfrom\tto\n\
                    KOR\tA\t\thead_of_state\tPresident\tGOV\t2017-05-10\t2022-05-10\n\
                    KOR\tB\t\thead_of_state\tPresident\tGOV\t2022\t2021\n\
                    KOR\tC\t\tking\tKing\tGOV\t\t\n";
        let mut problems = Vec::new();
        let people = PersonOffice::read_all("p.tsv", text, &mut problems);
        assert_eq!(people.len(), 1);
        let day = |t: &str| t.parse::<Date>().ok();
        assert!(people[0].period.holds(day("2017-05-10")));
        assert!(!people[0].period.holds(day("2022-05-10")));
        assert!(!people[0].period.holds(None));
        assert_eq!(problems[0].to_string(), "p.tsv:3: column 'to': lies before 'from'");
        assert!(problems[1].to_string().starts_with("p.tsv:4: column 'office': 'king' is not known"));
    }
}
