//! Entities by exact span.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Count;

/// An entity to be compared: the words it spans, from 0, and its type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mention {
    /// Sentence it stands in.
    pub sentence: usize,
    /// First word.
    pub start: usize,
    /// One past the last word.
    pub end: usize,
    /// Type.
    pub kind: String,
}

impl Mention {
    /// A mention of these words.
    #[must_use]
    pub fn new(sentence: usize, words: &Range<usize>, kind: &str) -> Self {
        Self { sentence, start: words.start, end: words.end, kind: kind.to_owned() }
    }
}

/// Scores of entities by exact span.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntityScores {
    /// Span and type, all types.
    pub typed: Count,
    /// Span alone.
    pub spans: Count,
    /// Span and type, for each type.
    pub by_kind: BTreeMap<String, Count>,
}

impl EntityScores {
    /// Span and type over some types.
    #[must_use]
    pub fn over(&self, kinds: &[&str]) -> Count {
        let mut out = Count::default();
        for kind in kinds {
            out.add(self.by_kind.get(*kind).copied().unwrap_or_default());
        }
        out
    }
}

/// Scores entities of the same sentences and words.
#[must_use]
pub fn entities(gold: &[Mention], system: &[Mention]) -> EntityScores {
    let mut scores = EntityScores::default();
    let mut left: BTreeMap<&Mention, usize> = BTreeMap::new();
    for mention in gold {
        *left.entry(mention).or_default() += 1;
        scores.by_kind.entry(mention.kind.clone()).or_default().gold += 1;
    }
    for mention in system {
        let count = scores.by_kind.entry(mention.kind.clone()).or_default();
        count.system += 1;
        if let Some(n) = left.get_mut(mention).filter(|n| **n > 0) {
            *n -= 1;
            count.correct += 1;
        }
    }
    for count in scores.by_kind.values() {
        scores.typed.add(*count);
    }
    scores.spans = Count { gold: gold.len(), system: system.len(), correct: 0 };
    let mut left: BTreeMap<(usize, usize, usize), usize> = BTreeMap::new();
    for m in gold {
        *left.entry((m.sentence, m.start, m.end)).or_default() += 1;
    }
    for m in system {
        if let Some(n) = left.get_mut(&(m.sentence, m.start, m.end)).filter(|n| **n > 0) {
            *n -= 1;
            scores.spans.correct += 1;
        }
    }
    scores
}
