//! What name of a place a word heads.

use std::ops::Range;

use detente_knowledge::GazetteerPlace;
use detente_language::{EntityKind, Upos};
use detente_record::{ActorKind, Document, MentionKind, PlaceLevel, TextSpan};

use super::words::is_site;
use crate::sense::Clause;

/// A name with all that bear it.
#[derive(Clone, Debug)]
pub struct Name {
    /// Its words.
    pub words: Range<usize>,
    /// The head of its phrase.
    pub head: usize,
    /// Where it is.
    pub span: TextSpan,
    /// Places of the gazetteer.
    pub places: Vec<GazetteerPlace>,
    /// Code of the state that the name was resolved to.
    pub country: Option<String>,
    /// Whether the analyser takes it for a place.
    pub is_place: bool,
}

/// The greatest number of words of a name.
const LONGEST: usize = 6;

/// The name that a word heads: the longest that the gazetteer holds, or what the analyser takes for a place.
#[must_use]
pub fn at(clause: &Clause<'_, '_>, word: usize, document: &Document) -> Option<Name> {
    let tree = clause.tree;
    let phrase = tree.phrase(word);
    let named = |w: usize| tree.word(w).upos == Upos::Propn;
    let start = phrase.start.max(word.saturating_sub(LONGEST));
    let phrase = start..phrase.end.min(word + LONGEST);
    // "Helmand province", "the Galwan valley": the name stands before the noun, when that is a kind of place; not in
    // "the U.S. tanker".
    let site = is_site(&tree.word(word).lemma.to_lowercase());
    let before =
        |w: &usize| *w < word && named(*w) && tree.head(*w) == Some(word) && tree.word(*w).deprel == "compound";
    let core = if named(word) { Some(word) } else { phrase.clone().rev().find(|w| site && before(w)) };
    let country = state(clause, word);
    let is_place = tree
        .analysis()
        .entities
        .iter()
        .any(|e| e.kind == EntityKind::Place && e.named && core.is_some_and(|core| e.words.contains(&core)));
    let places = &clause.lexicon.knowledge.places;
    // Few places are written small: "the military demarcation line", "the inter-Korean border".
    let lowly = matches!(tree.word(word).lemma.as_str(), "line" | "zone" | "border" | "parallel" | "frontier");
    let found = windows(&phrase, word, core).into_iter().find_map(|window| {
        let first = tree.word(window.start);
        let capital = window.clone().any(|w| tree.word(w).form.starts_with(char::is_uppercase));
        if matches!(first.upos, Upos::Det | Upos::Adp | Upos::Punct | Upos::Num)
            || !(capital || (lowly && window.len() > 1))
        {
            return None;
        }
        let name = tree.span(window.clone()).slice(&document.text)?;
        let mut found = places.named(name);
        // "Kabul airport" is in Kabul; but nobody is in a state because its name stands before a noun.
        let suffix = (window.end == word && !named(word)).then(|| tree.word(word).lemma.to_lowercase());
        if let Some(levels) = suffix.as_deref().and_then(levels)
            && found.iter().any(|p| levels.contains(&p.level))
        {
            found.retain(|p| levels.contains(&p.level));
        }
        (!found.is_empty()).then_some((window, found))
    });
    // "Khan Younis" is no person of that name; "Kim" is.
    let well_known =
        found.iter().any(|(_, places)| places.iter().any(|p| p.main && p.entry.starts_with("places/named")));
    if country.is_none() && !well_known && is_other_actor(clause, word) {
        return None;
    }
    let (words, found) = match found {
        Some(found) => found,
        None if country.is_some() || (is_place && core.is_some()) => {
            (name_words(clause, core.unwrap_or(word), &phrase), Vec::new())
        }
        None => return None,
    };
    Some(Name { span: tree.span(words.clone()), words, head: word, places: found, country, is_place })
}

/// Levels that a kind of place can have.
fn levels(noun: &str) -> Option<&'static [PlaceLevel]> {
    Some(match noun {
        "province" | "state" | "governorate" | "oblast" | "prefecture" | "region" | "department" | "division" => {
            &[PlaceLevel::Division, PlaceLevel::Region]
        }
        "city" | "town" | "village" | "district" | "camp" | "airport" | "port" | "base" => {
            &[PlaceLevel::City, PlaceLevel::Point]
        }
        "valley" | "peninsula" | "island" | "islands" => &[PlaceLevel::Region, PlaceLevel::Point],
        _ => return None,
    })
}

/// Runs of words of a phrase that can be the name, the longest first; those with the head or the name before it.
fn windows(phrase: &Range<usize>, head: usize, core: Option<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    for length in (1..=LONGEST.min(phrase.len())).rev() {
        for start in phrase.start..=phrase.end - length {
            let window = start..start + length;
            let holds = match core {
                Some(core) => window.contains(&core),
                None => window.contains(&head) && length > 1,
            };
            if holds {
                out.push(window);
            }
        }
    }
    out
}

/// The words of a name that the gazetteer does not hold: those written with capitals around its head.
fn name_words(clause: &Clause<'_, '_>, core: usize, phrase: &Range<usize>) -> Range<usize> {
    let tree = clause.tree;
    let kept = |w: usize| {
        tree.word(w).form.starts_with(char::is_uppercase) || matches!(tree.word(w).form.as_str(), "-" | "al" | "el")
    };
    let (mut start, mut end) = (core, core + 1);
    while start > phrase.start && kept(start - 1) {
        start -= 1;
    }
    while end < phrase.end && kept(end) {
        end += 1;
    }
    start..end
}

/// The state that a word names outright.
pub(super) fn state(clause: &Clause<'_, '_>, word: usize) -> Option<String> {
    let mention = clause.resolved.at(clause.sentence, word)?;
    let [only] = mention.resolution.proposed.as_slice() else { return None };
    let actor = clause.resolved.actor(*only)?;
    let names = matches!(mention.kind, MentionKind::Name | MentionKind::Modifier);
    (names && matches!(actor.kind, ActorKind::State | ActorKind::Territory))
        .then(|| actor.country.found().cloned())
        .flatten()
}

/// Whether a word names someone who is no place: "in Congress", "with the Taliban".
fn is_other_actor(clause: &Clause<'_, '_>, word: usize) -> bool {
    clause.resolved.at(clause.sentence, word).is_some_and(|mention| {
        mention.resolution.proposed.iter().filter_map(|id| clause.resolved.actor(*id)).any(|a| match a.kind {
            ActorKind::State | ActorKind::Territory | ActorKind::Region => false,
            ActorKind::Institution | ActorKind::Population | ActorKind::Organisation => {
                mention.kind == MentionKind::Name && a.entry.is_some()
            }
            _ => true,
        })
    })
}
