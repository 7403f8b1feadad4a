//! Institutions of states: `institutions*.tsv` and `institution_patterns.tsv`.

use detente_record::{ActorKind, Sector};

use super::{Office, Period};
use crate::problem::Problem;
use crate::table::{Row, collect, optional};

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
    /// The office that heads it.
    pub office: Option<Office>,
    /// `file:line`.
    pub entry: String,
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
    pub(crate) const COLUMNS: &'static [&'static str] = &["id", "country", "sector", "kind", "name", "aliases"];

    pub(crate) fn read_all(file: &str, text: &str, problems: &mut Vec<Problem>) -> Vec<Self> {
        collect(file, text, Self::COLUMNS, problems, |row| {
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
    pub(crate) const COLUMNS: &'static [&'static str] = &["pattern", "sector", "kind"];

    pub(crate) fn read_all(file: &str, text: &str, problems: &mut Vec<Problem>) -> Vec<Self> {
        collect(file, text, Self::COLUMNS, problems, |row| {
            Ok(Self {
                pattern: row.required("pattern")?.to_owned(),
                sectors: row.parse_list("sector")?,
                kind: institution_kind(row)?,
                kind_word: row.cell("kind").to_owned(),
                office: row.parse("office")?,
                entry: row.entry(),
            })
        })
    }
}
