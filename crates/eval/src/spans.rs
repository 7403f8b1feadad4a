//! Codes of marked actors: the records of the PLOVER gold standard (`plover-gsr-*.json`) give for each source and target
//! the words that name it, a country code and often a sector.
//!
//! The marked words are looked up with the whole text as context. Rules of scoring:
//!
//! - **country**: right when one of the actors that the words were resolved to is of that country; for the code `IGO`
//!   when it is an intergovernmental body. Three codes that are no ISO codes are read as what they mean (`ITL` Italy,
//!   `JAP` Japan, `VTN` Vietnam).
//! - **sector**: right when the country is right and, where the gold names a sector, the actor has it among its own; a
//!   state as such counts as `GOV`, since in PLOVER an actor without a sector is the state's government. Of a sector
//!   with an ethnic group behind it (`CVLalb`) the sector counts. Where the gold names none, the country decides.
//! - All records carry the date 2000-01-01, whenever what they tell happened: it is read as "not known".
//! - Words that do not stand in the text as marked ("U.S. ... negotiators") are looked for by their last part; when
//!   that is not there either, they are read as a text of their own.

use std::fmt;

use detente_actors::{Resolved, Resolver, label};
use detente_language::analyse::Analyser;
use detente_record::{
    Actor, ActorKind, Alignment, Block, BlockKind, DateWitness, Document, Metadata, Precision, Provenance, Sought,
    TextSpan, Witness,
};
use serde::{Deserialize, Serialize};

/// What stands for a date in records that have none.
const NO_DATE: &str = "2000-01-01";

/// One record of the gold.
#[derive(Clone, Debug, Deserialize)]
struct Gold {
    #[serde(default)]
    id: String,
    #[serde(default)]
    date: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    source: serde_json::Value,
    #[serde(default)]
    target: serde_json::Value,
}

/// A marked actor.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Marked {
    actor_text: String,
    code: String,
    #[serde(default)]
    sector: Option<String>,
}

/// Records that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("is no list of PLOVER records: {0}")]
pub struct SpansError(#[from] serde_json::Error);

/// Share that was right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Accuracy {
    /// 0 to 1.
    pub accuracy: f64,
    /// How many.
    pub right: usize,
    /// Of how many.
    pub of: usize,
}

impl Accuracy {
    fn add(&mut self, right: bool) {
        self.right += usize::from(right);
        self.of += 1;
        #[expect(clippy::cast_precision_loss, reason = "a share for people")]
        let share = self.right as f64 / self.of as f64;
        self.accuracy = share;
    }
}

/// One marked actor that came out wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Missed {
    /// The record.
    pub id: String,
    /// The marked words.
    pub text: String,
    /// The gold's code and sector.
    pub wanted: String,
    /// What came out.
    pub got: String,
}

/// Scores of marked actors.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Codes {
    /// Right to the country.
    pub country: Accuracy,
    /// Right to the country and the sector.
    pub sector: Accuracy,
    /// Those given any country.
    pub resolved: Accuracy,
    /// What was wrong.
    pub missed: Vec<Missed>,
}

/// Scores the program on a list of records.
///
/// # Errors
/// When the text is no JSON list of records.
pub fn score(analyser: &Analyser, resolver: &Resolver<'_>, json: &str) -> Result<Codes, SpansError> {
    let mut out = Codes::default();
    for gold in serde_json::from_str::<Vec<Gold>>(json)? {
        let marked = [&gold.source, &gold.target].into_iter().filter_map(serde_json::Value::as_array).flatten();
        for marked in marked.filter_map(|m| serde_json::from_value::<Marked>(m.clone()).ok()) {
            let actors = look_up(analyser, resolver, &gold, &marked.actor_text);
            let in_country: Vec<&Actor> = actors.iter().filter(|a| is_country(a, &marked.code)).collect();
            let sector = marked.sector.as_deref().filter(|s| !s.is_empty());
            let in_sector = in_country.iter().any(|a| sector.is_none_or(|s| has_sector(a, s)));
            out.country.add(!in_country.is_empty());
            out.sector.add(in_sector);
            out.resolved.add(actors.iter().any(|a| a.country.is_found()));
            if !in_sector {
                let codes: Vec<String> = actors.iter().map(Actor::code).collect();
                out.missed.push(Missed {
                    id: gold.id.clone(),
                    text: marked.actor_text,
                    wanted: format!("{} {}", marked.code, sector.unwrap_or_default()).trim_end().to_owned(),
                    got: codes.join("; "),
                });
            }
        }
    }
    Ok(out)
}

fn is_country(actor: &Actor, code: &str) -> bool {
    let code = match code {
        "ITL" => "ITA",
        "JAP" => "JPN",
        "VTN" => "VNM",
        other => other,
    };
    actor.country.found().is_some_and(|c| c == code || (code == "IGO" && c.starts_with("IGO-")))
        || (code == "IGO" && actor.kind == ActorKind::Igo)
}

fn has_sector(actor: &Actor, sector: &str) -> bool {
    let sector = match sector.get(..3).unwrap_or(sector) {
        "MOS" => "REL",
        other => other,
    };
    let state =
        matches!(actor.kind, ActorKind::State | ActorKind::Territory | ActorKind::Igo) && actor.sectors.is_empty();
    actor.sectors.iter().any(|s| s.code() == sector) || (sector == "GOV" && state)
}

/// The actors of marked words.
fn look_up(analyser: &Analyser, resolver: &Resolver<'_>, gold: &Gold, words: &str) -> Vec<Actor> {
    let find = |part: &str| gold.text.find(part).map(|at| TextSpan::new(at, at + part.len()));
    // Marked as an actor: a capital is then a government, wherever it stands.
    let alone = || label::resolve(resolver.catalogue(), words, None).map(|l| l.actor).into_iter().collect();
    let last = words.rsplit("...").next().unwrap_or(words).trim();
    if let Some(span) = find(words).or_else(|| find(last)) {
        let found = of_span(&read(analyser, resolver, &gold.text, &gold.date), span);
        return if found.is_empty() { alone() } else { found };
    }
    // Not in the text: read as a text of its own, the record behind it as context.
    let text = format!("{words}.\n{}", gold.text);
    let found = of_span(&read(analyser, resolver, &text, &gold.date), TextSpan::new(0, words.len()));
    if found.is_empty() { alone() } else { found }
}

fn read(analyser: &Analyser, resolver: &Resolver<'_>, text: &str, date: &str) -> Resolved {
    let document = document(text, date);
    let sentences = detente_language::sentences(&document);
    let analyses = analyser.analyse_document(&document, &sentences).sentences;
    resolver.resolve(&document, &sentences, &analyses)
}

/// The actors of the outermost mention whose head lies in the span; when it is open, of the others in it, outer first.
fn of_span(resolved: &Resolved, span: TextSpan) -> Vec<Actor> {
    let mut inside: Vec<_> = resolved.mentions.iter().filter(|m| span.contains(m.head)).collect();
    inside.sort_by_key(|m| (std::cmp::Reverse(m.span.len()), m.span.start));
    let whole: Vec<_> = inside.iter().filter(|m| m.span.contains(span)).copied().collect();
    for mention in whole.iter().rev().chain(&inside) {
        let actors: Vec<Actor> =
            mention.resolution.proposed.iter().filter_map(|id| resolved.actor(*id)).cloned().collect();
        if actors.iter().any(|a| a.country.is_found() || a.kind == ActorKind::Igo) {
            return actors;
        }
    }
    Vec::new()
}

fn document(text: &str, date: &str) -> Document {
    let mut metadata = Metadata::default();
    if let Some(day) = Some(date).filter(|d| *d != NO_DATE).and_then(|d| d.parse().ok()) {
        metadata.dates.push(DateWitness {
            date: day,
            precision: Precision::Day,
            raw: date.to_owned(),
            witness: Witness::Given,
        });
    }
    Document {
        id: Document::id_of(text, &metadata),
        original: text.to_owned(),
        alignment: Alignment::identity(text.len()),
        blocks: blocks(text),
        text: text.to_owned(),
        metadata,
        provenance: Provenance::default(),
        fingerprint: Sought::NotSought,
        duplicate: Sought::NotSought,
        mended: Vec::new(),
    }
}

/// A paragraph for each line.
fn blocks(text: &str) -> Vec<Block> {
    let mut at = 0;
    let block = |line: &str| {
        let span = TextSpan::new(at, at + line.len());
        at = span.end + 1;
        Block { kind: BlockKind::Paragraph, span }
    };
    text.split('\n').map(block).filter(|b| !b.span.is_empty()).collect()
}

impl fmt::Display for Codes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, share) in
            [("country", self.country), ("country and sector", self.sector), ("resolved", self.resolved)]
        {
            writeln!(f, "{name:20} {:6.2}%  {} of {}", 100.0 * share.accuracy, share.right, share.of)?;
        }
        for m in &self.missed {
            let got = if m.got.is_empty() { "open" } else { &m.got };
            writeln!(f, "  {:26} {:40} wanted {}, {got}", m.id, m.text, m.wanted)?;
        }
        Ok(())
    }
}
