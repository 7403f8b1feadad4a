//! The tables of `knowledge/ontology/`.

use detente_record::EventType;

use crate::problem::Problem;
use crate::table::collect;

/// PLOVER score and default CAMEO code of a type or of one of its modes.
#[derive(Clone, Debug)]
pub struct TypeScore {
    /// The type.
    pub event_type: EventType,
    /// The mode; none for the type as a whole.
    pub mode: Option<String>,
    /// PLOVER score (manual, "Numeric conflict/cooperation scores").
    pub score: f64,
    /// The CAMEO code to give where a sense names none.
    pub cameo: String,
    /// `file:line`.
    pub entry: String,
}

impl TypeScore {
    pub(crate) fn read_all(file: &str, text: &str, problems: &mut Vec<Problem>) -> Vec<Self> {
        collect(file, text, &["type", "mode", "score", "cameo"], problems, |row| {
            Ok(Self {
                event_type: row.parse("type")?.ok_or_else(|| row.problem("type", "is empty and must not be"))?,
                mode: (!row.cell("mode").is_empty()).then(|| row.cell("mode").to_owned()),
                score: row.parse("score")?.ok_or_else(|| row.problem("score", "is empty and must not be"))?,
                cameo: row.cell("cameo").to_owned(),
                entry: row.entry(),
            })
        })
    }
}

/// Goldstein scores by CAMEO code (Goldstein 1992, as published with the CAMEO codes).
pub(crate) fn goldstein(file: &str, text: &str, problems: &mut Vec<Problem>) -> Vec<(String, f64)> {
    collect(file, text, &["code", "goldstein"], problems, |row| {
        let score = row.parse("goldstein")?.ok_or_else(|| row.problem("goldstein", "is empty and must not be"))?;
        Ok((row.required("code")?.to_owned(), score))
    })
}
