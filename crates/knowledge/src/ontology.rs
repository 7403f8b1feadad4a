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

/// A CAMEO code: its score, and what it is in PLOVER.
#[derive(Clone, Debug, PartialEq)]
pub struct CameoCode {
    /// The code: two digits for a root, three or four beneath it.
    pub code: String,
    /// Goldstein score, -10 to 10 (Goldstein 1992, as extended to the CAMEO codes).
    pub goldstein: f64,
    /// Names of the code, that of ICEWS first; none for numbers of an earlier edition.
    pub names: Vec<String>,
    /// PLOVER type (manual 2.0, "CAMEO to PLOVER translation"); none for statements and appeals.
    pub event_type: Option<EventType>,
    /// Mode of the type.
    pub mode: Option<String>,
}

impl CameoCode {
    pub(crate) fn read_all(file: &str, text: &str, problems: &mut Vec<Problem>) -> Vec<Self> {
        collect(file, text, &["code", "goldstein"], problems, |row| {
            Ok(Self {
                code: row.required("code")?.to_owned(),
                goldstein: row
                    .parse("goldstein")?
                    .ok_or_else(|| row.problem("goldstein", "is empty and must not be"))?,
                names: row.list("name"),
                event_type: row.parse("type")?,
                mode: (!row.cell("mode").is_empty()).then(|| row.cell("mode").to_owned()),
            })
        })
    }
}

/// What a type of event of another dataset is in PLOVER.
#[derive(Clone, Debug, PartialEq)]
pub struct ForeignType {
    /// Its kind, as the dataset writes it.
    pub label: String,
    /// Its kind below that; empty for all that are not listed.
    pub sub_label: String,
    /// PLOVER type; none for what is no event between actors.
    pub event_type: Option<EventType>,
    /// Mode of the type.
    pub mode: Option<String>,
}

impl ForeignType {
    pub(crate) fn read_all(file: &str, text: &str, problems: &mut Vec<Problem>) -> Vec<Self> {
        collect(file, text, &["event_type", "sub_event_type", "type", "mode"], problems, |row| {
            Ok(Self {
                label: row.required("event_type")?.to_owned(),
                sub_label: row.cell("sub_event_type").to_owned(),
                event_type: row.parse("type")?,
                mode: (!row.cell("mode").is_empty()).then(|| row.cell("mode").to_owned()),
            })
        })
    }
}
