//! Finding names in a sentence.

use std::ops::Range;

use detente_language::SentenceAnalysis;
use detente_record::ActorKind;
use jiff::civil::Date;

use crate::catalogue::{Catalogue, Name, NameKind};
use crate::fold::{self, Piece};

/// A name found in a sentence.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The words it covers, wholly or in part.
    pub words: Range<usize>,
    /// Where it stands in the cleaned text.
    pub range: Range<usize>,
    /// What it can name, the best first.
    pub candidates: Vec<Name>,
    /// Distance between the best and the next candidate, 0 to 1.
    pub margin: f32,
}

impl Hit {
    /// The best candidate.
    #[must_use]
    pub fn best(&self) -> &Name {
        &self.candidates[0]
    }
}

/// From where a document speaks: what decides between names that depend on the vantage.
#[derive(Clone, Debug, Default)]
pub struct Vantage {
    /// The day of the text.
    pub on: Option<Date>,
    /// Codes of states that the document is by or about.
    pub states: Vec<String>,
}

/// Finds the names in a sentence: at each place the longest that knowledge holds and the writing allows.
#[must_use]
pub fn find(catalogue: &Catalogue, text: &str, analysis: &SentenceAnalysis, vantage: &Vantage) -> Vec<Hit> {
    let Some(span) = analysis.span() else { return Vec::new() };
    let Some(sentence) = span.slice(text) else { return Vec::new() };
    let mut pieces = fold::pieces(sentence);
    for piece in &mut pieces {
        piece.range = piece.range.start + span.start..piece.range.end + span.start;
    }
    // In a headline set in capitals, capitals say nothing.
    let shouting = pieces.len() > 3 && pieces.iter().all(|p| p.capitals || p.text.len() < 2);
    let mut hits = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let longest = catalogue.longest(&pieces[at].text).min(pieces.len() - at);
        let found = (1..=longest).rev().find_map(|n| {
            let candidates = fitting(catalogue, &pieces, at..at + n, text, vantage, shouting);
            (!candidates.is_empty()).then_some((n, candidates))
        });
        let Some((n, scored)) = found else {
            at += 1;
            continue;
        };
        let range = pieces[at].range.start..pieces[at + n - 1].range.end;
        let words = words_of(analysis, &range);
        if !words.is_empty() {
            let margin = match scored.as_slice() {
                [(best, _), (next, _), ..] => (best - next).clamp(0.0, 1.0),
                _ => 1.0,
            };
            hits.push(Hit { words, range, candidates: scored.into_iter().map(|(_, n)| n).collect(), margin });
        }
        at += n;
    }
    hits
}

/// The names of these pieces that the writing and the vantage allow, scored, the best first.
fn fitting(
    catalogue: &Catalogue,
    sentence: &[Piece],
    at: Range<usize>,
    text: &str,
    vantage: &Vantage,
    shouting: bool,
) -> Vec<(f32, Name)> {
    let pieces = &sentence[at.clone()];
    // A name does not run over a comma, a full stop or a bracket.
    for pair in pieces.windows(2) {
        let gap = &text[pair[0].range.end..pair[1].range.start];
        if gap.len() > 3 || gap.contains([',', ';', ':', '(', ')', '"', '”', '“', '/', '?', '!']) {
            return Vec::new();
        }
        if gap.starts_with(". ") && pair[0].text.len() > 3 {
            return Vec::new();
        }
    }
    let words: Vec<&str> = pieces.iter().map(|p| p.text.as_str()).collect();
    let mut out: Vec<(f32, Name)> = Vec::new();
    for name in catalogue.named(&words.join(" ")) {
        let first = &pieces[0];
        if !shouting && ((name.capitals && !first.capitals) || (name.capital && !first.capital)) {
            continue;
        }
        if shouting && name.capitals && first.text.len() < 3 {
            continue;
        }
        if name.article && part_of_name(sentence, &at, text) {
            continue;
        }
        if !name.from.is_empty() && !name.from.iter().any(|code| vantage.states.contains(code)) {
            continue;
        }
        out.push((score(catalogue, name, vantage), name.clone()));
    }
    out.sort_by(|a, b| {
        b.0.total_cmp(&a.0).then_with(|| catalogue.entity(a.1.entity).key.cmp(&catalogue.entity(b.1.entity).key))
    });
    out.dedup_by_key(|(_, n)| (n.entity, n.kind));
    out
}

/// Whether capitals stand right beside: "the South" is not in "South Hwanghae Province", "the West" not in "West Sea".
fn part_of_name(sentence: &[Piece], at: &Range<usize>, text: &str) -> bool {
    let beside = |a: usize, b: usize| matches!(&text[sentence[a].range.end..sentence[b].range.start], " " | "-");
    let after = at.end < sentence.len() && sentence[at.end].capital && beside(at.end - 1, at.end);
    let before = at.start > 1 && sentence[at.start - 1].capital && beside(at.start - 1, at.start);
    after || before
}

/// How well a candidate fits: 0 to 1. A state before all else, then who holds an office on the day, then who belongs
/// to a state that the document is about.
fn score(catalogue: &Catalogue, name: &Name, vantage: &Vantage) -> f32 {
    const STATE: f32 = 0.3;
    const ON_THE_DAY: f32 = 0.3;
    const ABOUT: f32 = 0.3;
    let entity = catalogue.entity(name.entity);
    let (role, held) = entity.role(vantage.on);
    let mut score = 0.1;
    if entity.kind == ActorKind::State && matches!(name.kind, NameKind::Name | NameKind::Adjective) {
        score += STATE;
    }
    if held {
        score += ON_THE_DAY;
    }
    if role.country.as_ref().is_some_and(|c| vantage.states.contains(c)) {
        score += ABOUT;
    }
    score
}

/// The words that a range of text touches.
fn words_of(analysis: &SentenceAnalysis, range: &Range<usize>) -> Range<usize> {
    let start = analysis.words.partition_point(|w| w.span.end <= range.start);
    let end = analysis.words.partition_point(|w| w.span.start < range.end);
    start..end.max(start)
}
