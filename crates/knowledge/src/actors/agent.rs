//! Common nouns for people and bodies: `agents.tsv`.

use detente_record::{ActorKind, Sector};

use crate::plural::plural;
use crate::problem::Problem;
use crate::table::{collect, optional};

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
    /// Whether the note says that the noun often means something else ("force", "cell"): such a noun is an actor only
    /// where something beside it says so.
    pub ambiguous: bool,
    /// `file:line`.
    pub entry: String,
}

impl Agent {
    pub(crate) const COLUMNS: &'static [&'static str] = &["noun", "plural", "sector", "kind"];

    /// The plural: as given, else by rule.
    #[must_use]
    pub fn plural(&self) -> String {
        self.plural.clone().unwrap_or_else(|| plural(&self.noun))
    }

    pub(crate) fn read_all(file: &str, text: &str, problems: &mut Vec<Problem>) -> Vec<Self> {
        collect(file, text, Self::COLUMNS, problems, |row| {
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
                ambiguous: row.cell("note").starts_with("ambiguous"),
                entry: row.entry(),
            })
        })
    }
}
