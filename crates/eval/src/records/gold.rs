//! Whole records that coders made of a sentence: who, what, to whom.

use serde::Deserialize;

use crate::root::{Root, UnknownRoot};

/// A record that coders made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gold {
    /// Its name in the file.
    pub id: String,
    /// The sentence.
    pub text: String,
    /// Who: countries, or `IGO` and `NGO` for bodies of no country.
    pub actors: Vec<String>,
    /// What.
    pub root: Root,
    /// To whom; empty where no recipient is given: then only actor and type count.
    pub recipients: Vec<String>,
}

/// A file of records that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum GoldError {
    /// It is no JSON, or lacks what a record must have.
    #[error("is no list of records: {0}")]
    Json(#[from] serde_json::Error),
    /// A type is not known.
    #[error("record {id}: {problem}")]
    Root {
        /// The record.
        id: String,
        /// What is wrong.
        problem: UnknownRoot,
    },
    /// A record says that nothing happened, which cannot be scored.
    #[error("record {0} has no type of event")]
    NoType(String),
}

#[derive(Deserialize)]
struct Entry {
    id: String,
    text: String,
    event: String,
    #[serde(default)]
    source: Side,
    #[serde(default)]
    target: Side,
}

/// A list of actors; in the file a recipient that lacks can also be an empty or a stray string.
#[derive(Deserialize)]
#[serde(untagged)]
enum Side {
    Actors(Vec<Actor>),
    Other(serde::de::IgnoredAny),
}

impl Default for Side {
    fn default() -> Self {
        Self::Actors(Vec::new())
    }
}

#[derive(Deserialize)]
struct Actor {
    #[serde(default)]
    code: Option<String>,
}

/// Reads a file of records.
///
/// # Errors
/// When it is no JSON of this shape, or names an unknown type.
pub fn read(text: &str) -> Result<Vec<Gold>, GoldError> {
    let entries: Vec<Entry> = serde_json::from_str(text)?;
    entries.into_iter().map(gold).collect()
}

fn gold(entry: Entry) -> Result<Gold, GoldError> {
    let root = Root::parse(&entry.event).map_err(|problem| GoldError::Root { id: entry.id.clone(), problem })?;
    let root = root.ok_or_else(|| GoldError::NoType(entry.id.clone()))?;
    // "{…}" marks the whole sentence as one unit.
    let text = entry.text.trim().trim_start_matches('{').trim_end_matches('}').to_owned();
    Ok(Gold { id: entry.id, text, actors: codes(entry.source), root, recipients: codes(entry.target) })
}

fn codes(side: Side) -> Vec<String> {
    let actors = match side {
        Side::Actors(actors) => actors,
        Side::Other(_) => Vec::new(),
    };
    let mut out: Vec<String> = actors.into_iter().filter_map(|a| a.code).map(|c| country(&c).to_owned()).collect();
    out.sort();
    out.dedup();
    out
}

/// A country code as it is compared: slips of the pen mended, older codes brought up to date, and a state that is no
/// more counted as its successor (coders gave Soviet and East German actors the codes of Russia and Germany).
#[must_use]
pub fn country(code: &str) -> &str {
    match code {
        "ITL" => "ITA",
        "JAP" => "JPN",
        "VTN" => "VNM",
        "ROM" => "ROU",
        "ZAR" => "COD",
        "GMY" | "GER" | "DDR" => "DEU",
        "SUN" => "RUS",
        "CSK" => "CZE",
        "TMP" => "TLS",
        "SCG" | "YUG" => "SRB",
        "KOS" | "KSV" => "XKX",
        "PAL" => "PSE",
        "SPN" => "ESP",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_shape_of_a_recipient() {
        let file = r#"[
            {"id": "a", "text": "{Italy threatened Spain.}", "event": "THREATEN",
             "source": [{"actorText": "Italy", "code": "ITL"}], "target": [{"code": "ESP", "sector": "GOV"}]},
            {"id": "b", "text": "Spain will hold talks.", "event": "DEMAND", "source": [{"code": "ESP"}], "target": ""},
            {"id": "c", "text": "Spain voted.", "event": "RETREAT", "source": [{"code": "ESP"}, {"code": "ESP"}]}
        ]"#;
        let gold = read(file).unwrap();
        assert_eq!(gold[0].text, "Italy threatened Spain.");
        assert_eq!(
            (gold[0].actors.as_slice(), gold[0].recipients.as_slice()),
            (&["ITA".into()][..], &["ESP".into()][..])
        );
        assert_eq!((gold[1].root.code(), gold[1].recipients.len()), ("REQUEST", 0));
        assert_eq!((gold[2].root, gold[2].actors.len()), (Root::Yield, 1));
    }

    #[test]
    fn a_fault_names_its_record() {
        let file = r#"[{"id": "a", "text": "x", "event": "GREET"}]"#;
        assert!(read(file).unwrap_err().to_string().starts_with("record a: 'GREET'"));
        assert!(read("{").is_err());
    }
}
