//! Organisations, armed groups and peoples that are no state's institution.

use detente_record::{ActorKind, Sector};

use super::Period;
use crate::problem::Problem;
use crate::table::{collect, optional};

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
    /// Codes of the states where it acts.
    pub area: Vec<String>,
    /// Whose voice it is.
    pub speaks_for: Option<String>,
    /// When it exists.
    pub period: Period,
    /// `file:line`.
    pub entry: String,
}

impl Organisation {
    pub(crate) const COLUMNS: &'static [&'static str] = &["id", "kind", "sector", "name", "aliases"];

    pub(crate) fn read_all(file: &str, text: &str, problems: &mut Vec<Problem>) -> Vec<Self> {
        collect(file, text, Self::COLUMNS, problems, |row| {
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
                area: row.list("area"),
                speaks_for: optional(row.cell("speaks_for")),
                period: Period::read(row)?,
                entry: row.entry(),
            })
        })
    }
}
