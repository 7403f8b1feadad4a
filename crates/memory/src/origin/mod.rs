//! Where a report comes from in the end: reprints, wire copies and "the agency said" are one origin.
//!
//! Two reports have one origin when their documents are reprints of each other (fingerprints that agree), or when
//! both rest on the same voice: the same state's officials or media, or the same named source. An outlet that quotes
//! a state agency adds no origin to that agency's own text.

use std::collections::BTreeMap;

use detente_record::DocumentId;
use rustc_hash::FxHashMap;

use crate::fact::Fact;

/// From this share of equal places two sketches are of one text; see `detente_text::duplicate`.
const REPRINT: f64 = detente_text::duplicate::NEAR_SIMILARITY;

/// What is known of a document for telling origins apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Print {
    /// Hash of the body.
    pub exact: Vec<u8>,
    /// MinHash signature of the body.
    pub sketch: Vec<u32>,
}

/// One origin of an event's reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// `voice:PRK`, `source:a-…`, or `text:d-…` for the first document of a text.
    pub name: String,
    /// The country that speaks through it; none for an outlet that is no state's voice.
    pub country: Option<String>,
    /// How many reports rest on it.
    pub reports: usize,
}

/// The origins of some reports, by name. `prints` holds what is known of their documents.
#[must_use]
pub fn origins(facts: &[&Fact], prints: &FxHashMap<DocumentId, Print>) -> Vec<Origin> {
    let texts = texts(facts, prints);
    let mut out: BTreeMap<String, Origin> = BTreeMap::new();
    for fact in facts {
        let (name, country) = name(fact, &texts);
        out.entry(name.clone()).or_insert(Origin { name, country, reports: 0 }).reports += 1;
    }
    out.into_values().collect()
}

/// The name of a report's origin and the country that speaks.
fn name(fact: &Fact, texts: &FxHashMap<DocumentId, DocumentId>) -> (String, Option<String>) {
    let text = texts.get(&fact.document).copied().unwrap_or(fact.document);
    if let Some(source) = fact.detail.sources.last() {
        if source.party.is_official() {
            let country = source.party.country.clone().unwrap_or_default();
            return (format!("voice:{country}"), Some(country));
        }
        if let Some(id) = source.party.id.as_ref().filter(|_| source.party.known) {
            return (format!("source:{id}"), source.party.country.clone());
        }
    }
    // A source that nobody knows rests on the word of the document that quotes it.
    match &fact.voice {
        Some(country) => (format!("voice:{country}"), Some(country.clone())),
        None => (format!("text:{text}"), None),
    }
}

/// For each document the first of those that share its text. Likeness is taken to be transitive: a reprint of a
/// reprint is one.
fn texts(facts: &[&Fact], prints: &FxHashMap<DocumentId, Print>) -> FxHashMap<DocumentId, DocumentId> {
    let mut documents: Vec<DocumentId> = facts.iter().map(|f| f.document).collect();
    documents.sort_unstable();
    documents.dedup();
    let mut first: Vec<usize> = (0..documents.len()).collect();
    for i in 0..documents.len() {
        for j in i + 1..documents.len() {
            let (Some(a), Some(b)) = (prints.get(&documents[i]), prints.get(&documents[j])) else { continue };
            if root(&first, i) != root(&first, j) && same_text(a, b) {
                let (x, y) = (root(&first, i), root(&first, j));
                first[x.max(y)] = x.min(y);
            }
        }
    }
    (0..documents.len()).map(|at| (documents[at], documents[root(&first, at)])).collect()
}

fn root(first: &[usize], mut at: usize) -> usize {
    while first[at] != at {
        at = first[at];
    }
    at
}

/// Whether two bodies are one text: equal to the letter, or of nearly the same shingles.
#[must_use]
pub fn same_text(a: &Print, b: &Print) -> bool {
    if !a.exact.is_empty() && a.exact == b.exact {
        return true;
    }
    if a.sketch.is_empty() || a.sketch.len() != b.sketch.len() {
        return false;
    }
    let equal = a.sketch.iter().zip(&b.sketch).filter(|(x, y)| x == y).count();
    #[allow(clippy::cast_precision_loss, reason = "a sketch has some hundred places")]
    let share = equal as f64 / a.sketch.len() as f64;
    share >= REPRINT
}
