//! States, territories and regions: `states.tsv`.

use super::{Period, StateKind};
use crate::problem::Problem;
use crate::table::{collect, optional};

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

impl State {
    pub(crate) const COLUMNS: &'static [&'static str] =
        &["id", "kind", "name", "names", "people", "adjectives", "capital"];

    pub(crate) fn read_all(file: &str, text: &str, problems: &mut Vec<Problem>) -> Vec<Self> {
        collect(file, text, Self::COLUMNS, problems, |row| {
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
