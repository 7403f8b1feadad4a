//! A whole treebank, from gold words and from raw text.

use detente_record::TextSpan;

use super::{EntityScores, Mention, Mismatch, Scores, entities, score};
use crate::analyse::{Analyser, SentenceAnalysis};
use crate::conllu::{ConlluError, TreeSentence, from_analysis, raw_documents};
use crate::segment::split_cuts;

/// The scores of an analyser on a treebank.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// With the treebank's words and sentences given.
    pub gold: Scores,
    /// From raw text.
    pub raw: Scores,
    /// Entities, with the words given; `None` where the treebank marks none.
    pub entities: Option<EntityScores>,
}

/// Why a treebank could not be scored.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// Its entities do not parse.
    #[error(transparent)]
    Conllu(#[from] ConlluError),
    /// The analysis does not hold the treebank's characters.
    #[error(transparent)]
    Mismatch(#[from] Mismatch),
}

/// Scores an analyser on a treebank.
///
/// # Errors
/// When the treebank's entities do not parse.
pub fn treebank(analyser: &Analyser, gold: &[TreeSentence]) -> Result<Report, ReportError> {
    let words: Vec<Vec<&str>> = gold.iter().map(TreeSentence::forms).collect();
    let slices: Vec<&[&str]> = words.iter().map(Vec::as_slice).collect();
    let found = analyser.analyse(&slices);
    let system: Vec<TreeSentence> = gold.iter().zip(&found).map(|(g, f)| with_words(g, f)).collect();
    Ok(Report {
        gold: score(gold, &system)?,
        raw: score(gold, &from_raw(analyser, gold))?,
        entities: compare(gold, &found)?,
    })
}

/// A gold sentence with the system's columns.
fn with_words(gold: &TreeSentence, found: &SentenceAnalysis) -> TreeSentence {
    let mut out = gold.clone();
    for (row, word) in out.words.iter_mut().zip(&found.words) {
        row.lemma.clone_from(&word.lemma);
        row.upos = word.upos;
        row.xpos.clone_from(&word.xpos);
        row.feats = word.feats.clone();
        row.head = word.head.map_or(0, |h| h + 1);
        row.deprel.clone_from(&word.deprel);
    }
    out
}

/// The treebank's text, segmented and analysed.
fn from_raw(analyser: &Analyser, gold: &[TreeSentence]) -> Vec<TreeSentence> {
    let mut out = Vec::new();
    for document in raw_documents(gold) {
        let text = document.text.as_str();
        let (cuts, groups) = split_cuts(text);
        let words: Vec<Vec<&str>> =
            groups.iter().map(|g| cuts[g.clone()].iter().map(|c| &text[c.range()]).collect()).collect();
        let slices: Vec<&[&str]> = words.iter().map(Vec::as_slice).collect();
        for (mut analysis, group) in analyser.analyse(&slices).into_iter().zip(groups) {
            for (word, cut) in analysis.words.iter_mut().zip(&cuts[group]) {
                word.span = TextSpan::new(cut.start, cut.end);
            }
            out.push(from_analysis(&analysis, text));
        }
    }
    out
}

fn compare(gold: &[TreeSentence], found: &[SentenceAnalysis]) -> Result<Option<EntityScores>, ConlluError> {
    let (mut expected, mut given) = (Vec::new(), Vec::new());
    for (i, (gold, found)) in gold.iter().zip(found).enumerate() {
        expected.extend(gold.entities()?.iter().map(|e| Mention::new(i, &e.words, &e.kind)));
        given.extend(found.entities.iter().map(|e| Mention::new(i, &e.words, e.kind.as_str())));
    }
    Ok((!expected.is_empty()).then(|| entities(&expected, &given)))
}
