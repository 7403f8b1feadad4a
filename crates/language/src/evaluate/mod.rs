//! Scores against a treebank, as the CoNLL 2018 shared task defines them.
//!
//! Gold and system must hold the same characters, white space aside; sentences and words are compared by the
//! characters they span, so a system may start from raw text. With the gold words given, words and sentences score
//! 100 and precision equals recall.

mod align;
mod entities;
mod treebank;

use crate::conllu::{Row, TreeSentence};

pub use align::Mismatch;
pub use entities::{EntityScores, Mention, entities};
pub use treebank::{Report, ReportError, treebank};

/// How many there were, how many were right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// In the gold standard.
    pub gold: usize,
    /// In the system's output.
    pub system: usize,
    /// Right.
    pub correct: usize,
}

impl Count {
    /// Per cent of the system's that are right.
    #[must_use]
    pub fn precision(self) -> f64 {
        percent(self.correct, self.system)
    }

    /// Per cent of the gold standard's that were found.
    #[must_use]
    pub fn recall(self) -> f64 {
        percent(self.correct, self.gold)
    }

    /// Harmonic mean of the two, in per cent.
    #[must_use]
    pub fn f1(self) -> f64 {
        percent(2 * self.correct, self.gold + self.system)
    }

    /// Adds another count.
    pub fn add(&mut self, other: Self) {
        self.gold += other.gold;
        self.system += other.system;
        self.correct += other.correct;
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of words")]
fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 }
}

/// The scores of a treebank.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scores {
    /// Sentences, by span.
    pub sentences: Count,
    /// Words, by span.
    pub words: Count,
    /// Universal parts of speech.
    pub upos: Count,
    /// Treebank-specific tags.
    pub xpos: Count,
    /// The universal morphological features, all of a word at once.
    pub feats: Count,
    /// Lemmas.
    pub lemma: Count,
    /// Heads.
    pub uas: Count,
    /// Heads with the universal part of the label.
    pub las: Count,
    /// As `las`, without punctuation (words whose gold label is `punct`).
    pub las_nopunct: Count,
    /// As `las`, over content words.
    pub clas: Count,
}

/// Scores `system` against `gold`.
///
/// # Errors
/// When the two do not hold the same characters.
pub fn score(gold: &[TreeSentence], system: &[TreeSentence]) -> Result<Scores, Mismatch> {
    let aligned = align::align(gold, system)?;
    let mut scores = Scores { sentences: aligned.sentences, ..Scores::default() };
    let base = Count { gold: aligned.gold.len(), system: aligned.system.len(), correct: 0 };
    for count in [
        &mut scores.words,
        &mut scores.upos,
        &mut scores.xpos,
        &mut scores.feats,
        &mut scores.lemma,
        &mut scores.uas,
        &mut scores.las,
    ] {
        *count = base;
    }
    let punctuated = |row: &Row| universal(&row.deprel) == "punct";
    scores.las_nopunct.gold = aligned.gold.iter().filter(|w| !punctuated(w.row)).count();
    scores.las_nopunct.system = aligned.system.iter().filter(|w| !punctuated(w.row)).count();
    scores.clas.gold = aligned.gold.iter().filter(|w| is_content(w.row)).count();
    scores.clas.system = aligned.system.iter().filter(|w| is_content(w.row)).count();
    for &(g, s) in &aligned.pairs {
        let (gold, system) = (&aligned.gold[g], &aligned.system[s]);
        scores.words.correct += 1;
        scores.upos.correct += usize::from(gold.row.upos == system.row.upos);
        scores.xpos.correct += usize::from(gold.row.xpos == system.row.xpos);
        scores.feats.correct += usize::from(universal_feats(gold.row) == universal_feats(system.row));
        scores.lemma.correct += usize::from(gold.row.lemma == "_" || gold.row.lemma == system.row.lemma);
        let head = match (gold.parent, system.parent) {
            (None, None) => true,
            (Some(g), Some(s)) => aligned.partner[g] == Some(s),
            _ => false,
        };
        let label = head && universal(&gold.row.deprel) == universal(&system.row.deprel);
        scores.uas.correct += usize::from(head);
        scores.las.correct += usize::from(label);
        scores.las_nopunct.correct += usize::from(label && !punctuated(gold.row));
        scores.clas.correct += usize::from(label && is_content(gold.row));
    }
    Ok(scores)
}

fn universal(deprel: &str) -> &str {
    deprel.split(':').next().unwrap_or_default()
}

/// Labels of content words, by the shared task's list.
fn is_content(row: &Row) -> bool {
    !matches!(universal(&row.deprel), "aux" | "cop" | "mark" | "det" | "clf" | "case" | "cc" | "punct")
}

/// The features the shared task counts.
fn universal_feats(row: &Row) -> Vec<(&str, &str)> {
    let mut feats: Vec<_> = row
        .feats
        .iter()
        .filter(|(name, _)| {
            matches!(
                *name,
                "PronType"
                    | "NumType"
                    | "Poss"
                    | "Reflex"
                    | "Foreign"
                    | "Abbr"
                    | "Gender"
                    | "Animacy"
                    | "Number"
                    | "Case"
                    | "Definite"
                    | "Degree"
                    | "VerbForm"
                    | "Mood"
                    | "Tense"
                    | "Aspect"
                    | "Voice"
                    | "Evident"
                    | "Polarity"
                    | "Person"
                    | "Polite"
            )
        })
        .collect();
    feats.sort_unstable();
    feats
}

#[cfg(test)]
mod tests;
