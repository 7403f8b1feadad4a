//! Finding names in a sentence.
//!
//! In two steps, so that the folding and the look-up are done once: [`sight`] finds every name that knowledge holds and
//! the writing allows; [`select`] takes at each place the longest that is used on the day and from the vantage.

use std::ops::Range;

use detente_language::SentenceAnalysis;
use detente_record::ActorKind;
use jiff::civil::Date;

use crate::catalogue::{Catalogue, Name, NameKind};
use crate::fold::{self, Piece};

/// A name found in a sentence.
#[derive(Clone, Debug)]
pub struct Hit<'k> {
    /// The words it covers, wholly or in part.
    pub words: Range<usize>,
    /// Where it stands in the cleaned text.
    pub range: Range<usize>,
    /// What it can name, the best first.
    pub candidates: Vec<&'k Name>,
    /// Distance between the best and the next candidate, 0 to 1.
    pub margin: f32,
    /// Whether it stands behind a prefix that makes what follows another than itself: "anti-Taliban fighters",
    /// "pro-Russian separatists" are neither the Taliban nor Russia's.
    pub prefixed: bool,
}

impl<'k> Hit<'k> {
    /// The best candidate.
    #[must_use]
    pub fn best(&self) -> &'k Name {
        self.candidates[0]
    }
}

/// From where a document speaks: what decides between names that depend on the vantage.
#[derive(Clone, Debug, Default)]
pub struct Vantage {
    /// The day of the text.
    pub on: Option<Date>,
    /// Codes of states that the document is by or about, the most named first.
    pub states: Vec<String>,
    /// The state that it names at least three times and twice as often as any other.
    pub main: Option<String>,
    /// Entities that it names outright, by a name that can mean nothing else: what an abbreviation or a surname of
    /// several owners then means.
    pub outright: Vec<usize>,
    /// People of knowledge whom it names in full, each with the parts of the name by which texts go on.
    pub people: Vec<(String, usize)>,
    /// Abbreviations that it introduces in brackets behind a name that knowledge holds.
    pub short: Vec<(String, usize)>,
    /// Abbreviations that it introduces behind a name that knowledge does not hold, and that name.
    pub short_unknown: Vec<(String, String)>,
    /// Codes of states that it names as such, or whose people it names.
    pub named: Vec<String>,
    /// The state that it is at home in: that of its publisher, or the only one that it speaks of at length.
    pub home: Option<String>,
    /// Whether that is its publisher's.
    pub published: bool,
    /// Whether its publisher is the voice of that state.
    pub voice: bool,
    /// Last words of the names of people that the document gives in full, where they are not known to be anything
    /// else: "Jordan" is then Michael Jordan.
    pub bearers: Vec<String>,
}

/// Number of pieces, and the names that are written so.
type Spelled<'k> = (usize, Vec<&'k Name>);

/// The names of a sentence before the vantage is known.
#[derive(Clone, Debug, Default)]
pub struct Sighting<'k> {
    pieces: Vec<Piece>,
    /// By first piece; at each the names by number of pieces, the longest first, and whether a prefix stands before.
    spots: Vec<(usize, Vec<Spelled<'k>>, bool)>,
}

/// Finds the names in a sentence: at each place the longest that knowledge holds and the writing allows.
#[must_use]
pub fn find<'k>(catalogue: &'k Catalogue, text: &str, analysis: &SentenceAnalysis, vantage: &Vantage) -> Vec<Hit<'k>> {
    select(catalogue, analysis, &sight(catalogue, text, analysis), vantage)
}

/// Finds all names in a sentence that the writing allows.
#[must_use]
pub fn sight<'k>(catalogue: &'k Catalogue, text: &str, analysis: &SentenceAnalysis) -> Sighting<'k> {
    let Some(span) = analysis.span() else { return Sighting::default() };
    let Some(sentence) = span.slice(text) else { return Sighting::default() };
    let mut pieces = fold::pieces(sentence);
    for piece in &mut pieces {
        piece.range = piece.range.start + span.start..piece.range.end + span.start;
    }
    // In a headline set in capitals, capitals say nothing.
    let shouting = pieces.len() > 3 && pieces.iter().all(|p| p.capitals || p.text.len() < 2);
    let mut spots = Vec::new();
    let mut key = String::new();
    for at in 0..pieces.len() {
        let longest = catalogue.longest(&pieces[at].text).min(pieces.len() - at);
        let mut options = Vec::new();
        let prefixed = is_prefixed(text, span.start, pieces[at].range.start);
        for n in (1..=longest).rev() {
            // "anti-Taliban fighters" are not "Taliban fighters".
            if broken(&pieces[at..at + n], text) || (prefixed && !pieces[at + n - 1].capital) {
                continue;
            }
            key.clear();
            for piece in &pieces[at..at + n] {
                if !key.is_empty() {
                    key.push(' ');
                }
                key.push_str(&piece.text);
            }
            let allowed = |name: &&Name| written(&pieces, &(at..at + n), text, shouting, name);
            let names: Vec<&Name> = catalogue.named(&key).iter().filter(allowed).collect();
            if !names.is_empty() {
                options.push((n, names));
            }
        }
        if !options.is_empty() {
            spots.push((at, options, prefixed));
        }
    }
    Sighting { pieces, spots }
}

/// Takes at each place the longest name that is used on the day and from the vantage.
#[must_use]
pub fn select<'k>(
    catalogue: &Catalogue,
    analysis: &SentenceAnalysis,
    sighting: &Sighting<'k>,
    vantage: &Vantage,
) -> Vec<Hit<'k>> {
    let mut hits = Vec::new();
    let mut next = 0;
    for (at, options, prefixed) in &sighting.spots {
        if *at < next {
            continue;
        }
        let found = options.iter().find_map(|(n, names)| {
            let scored = fitting(catalogue, names, vantage);
            (!scored.is_empty()).then_some((*n, scored))
        });
        let Some((n, scored)) = found else { continue };
        let range = sighting.pieces[*at].range.start..sighting.pieces[*at + n - 1].range.end;
        let words = words_of(analysis, &range);
        if !words.is_empty() {
            let margin = match scored.as_slice() {
                [(best, _), (next, _), ..] => (best - next).clamp(0.0, 1.0),
                _ => 1.0,
            };
            let candidates = scored.into_iter().map(|(_, n)| n).collect();
            hits.push(Hit { words, range, candidates, margin, prefixed: *prefixed });
        }
        next = at + n;
    }
    hits
}

/// Prefixes that make what follows another than itself.
const PREFIXES: &[&str] = &["anti", "pro", "counter", "non", "post", "pre", "un", "trans", "extra", "quasi", "pseudo"];

/// Whether a name that begins here hangs behind such a prefix: "anti-Assad", "pro-Russian".
fn is_prefixed(text: &str, from: usize, at: usize) -> bool {
    let before = text[from..at].strip_suffix(['-', '–', '‑']);
    let word = before.map(|b| b.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_lowercase());
    word.is_some_and(|w| PREFIXES.contains(&w.as_str()))
}

/// Whether a name cannot run over these pieces: a comma, a full stop, a bracket stands between them.
fn broken(pieces: &[Piece], text: &str) -> bool {
    pieces.windows(2).any(|pair| {
        let gap = &text[pair[0].range.end..pair[1].range.start];
        gap.len() > 3
            || gap.contains([',', ';', ':', '(', ')', '"', '”', '“', '/', '?', '!', '\n'])
            || (gap.starts_with(". ") && pair[0].text.len() > 3)
    })
}

/// Whether the writing allows a name.
fn written(sentence: &[Piece], at: &Range<usize>, text: &str, shouting: bool, name: &Name) -> bool {
    let first = &sentence[at.start];
    if !shouting && ((name.capitals && !first.capitals) || (name.capital && !first.capital)) {
        return false;
    }
    if shouting && name.capitals && first.text.len() < 3 {
        return false;
    }
    !(name.article && part_of_name(sentence, at, text))
}

/// The names that the day and the vantage allow, scored, the best first.
fn fitting<'k>(catalogue: &Catalogue, names: &[&'k Name], vantage: &Vantage) -> Vec<(f32, &'k Name)> {
    let mut out: Vec<(f32, &Name)> = names
        .iter()
        .filter(|n| n.is_used(vantage.on))
        .filter(|n| n.from.is_empty() || n.from.iter().any(|code| vantage.states.contains(code)))
        .map(|n| (score(catalogue, n, vantage), *n))
        .collect();
    if out.len() > 1 {
        out.sort_by(|a, b| {
            b.0.total_cmp(&a.0).then_with(|| catalogue.entity(a.1.entity).key.cmp(&catalogue.entity(b.1.entity).key))
        });
        out.dedup_by_key(|(_, n)| (n.entity, n.kind));
    }
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
    const OUTRIGHT: f32 = 0.3;
    /// The more a state is named, the likelier its own.
    const RANK: f32 = 0.02;
    let entity = catalogue.entity(name.entity);
    let (role, held) = entity.role(vantage.on);
    let mut score = 0.1;
    if entity.kind == ActorKind::State && matches!(name.kind, NameKind::Name | NameKind::Adjective) {
        score += STATE;
    }
    if held {
        score += ON_THE_DAY;
    }
    if let Some(rank) = role.country.as_ref().and_then(|c| vantage.states.iter().position(|s| s == c)) {
        score += ABOUT;
        if entity.kind != ActorKind::State {
            score += RANK * f32::from(3 - u8::try_from(rank.min(3)).unwrap_or(3));
        }
    }
    if vantage.outright.contains(&name.entity) {
        score += OUTRIGHT;
    }
    score
}

/// The words that a range of text touches.
fn words_of(analysis: &SentenceAnalysis, range: &Range<usize>) -> Range<usize> {
    let start = analysis.words.partition_point(|w| w.span.end <= range.start);
    let end = analysis.words.partition_point(|w| w.span.start < range.end);
    start..end.max(start)
}
