//! Tests of the pair scorer: against the training code's own numbers, on every kind of processor. They need the shipped
//! models, and say so and pass when these are absent.

use std::path::PathBuf;
use std::sync::OnceLock;

use serde::Deserialize;

use super::*;
use crate::analyse::KernelPath;

/// Scores may differ by this much from the reference, in logits.
const TOLERANCE: f32 = 1e-3;

#[derive(Deserialize)]
struct Case {
    words: Vec<String>,
    actor: Option<(usize, usize)>,
    recipient: Option<(usize, usize)>,
    scores: Vec<f32>,
}

impl Case {
    fn words(&self) -> Vec<&str> {
        self.words.iter().map(String::as_str).collect()
    }
}

fn pair<'a>(case: &Case, words: &'a [&'a str]) -> MarkedPair<'a> {
    let range = |span: Option<(usize, usize)>| span.map(|(from, to)| from..to);
    MarkedPair { words, actor: range(case.actor), recipient: range(case.recipient) }
}

fn root(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

fn load(path: KernelPath) -> (Analyser, PairScorer) {
    let analyser = Analyser::from_static(detente_model::analyser()).unwrap().on(path).unwrap();
    let scorer = PairScorer::from_bytes(detente_model::types().to_vec(), &analyser).unwrap();
    (analyser, scorer)
}

/// The shipped models.
fn shipped() -> Option<&'static (Analyser, PairScorer)> {
    static SHIPPED: OnceLock<(Analyser, PairScorer)> = OnceLock::new();
    Some(SHIPPED.get_or_init(|| load(KernelPath::best())))
}

fn cases() -> Vec<Case> {
    let text = std::fs::read_to_string(root("training/types/parity.jsonl")).unwrap();
    text.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

fn score(models: &(Analyser, PairScorer), cases: &[Case]) -> Vec<Vec<f32>> {
    let words: Vec<Vec<&str>> = cases.iter().map(Case::words).collect();
    let pairs: Vec<MarkedPair<'_>> = cases.iter().zip(&words).map(|(c, w)| pair(c, w)).collect();
    models.1.score(&models.0, &pairs)
}

#[test]
fn scores_are_those_of_the_training_code() {
    let Some(models) = shipped() else { return };
    let cases = cases();
    assert!(cases.len() > 30, "{} cases", cases.len());
    let found = score(models, &cases);
    for (case, found) in cases.iter().zip(&found) {
        assert_eq!(found.len(), case.scores.len());
        let worst = found.iter().zip(&case.scores).fold(0.0f32, |m, (a, b)| m.max((a - b).abs()));
        assert!(worst < TOLERANCE, "{worst} in {:?}", case.words);
    }
}

#[test]
fn neighbours_and_processors_change_nothing() {
    let Some(models) = shipped() else { return };
    let cases = cases();
    let together = score(models, &cases);
    for (case, expected) in cases.iter().zip(&together).step_by(7) {
        let words = case.words();
        let alone = models.1.score(&models.0, &[pair(case, &words)]);
        assert_eq!(&alone[0], expected);
    }
    for path in KernelPath::available() {
        assert!(score(&load(path), &cases[..12]) == together[..12], "{}", path.as_str());
    }
}

#[test]
fn direction_matters() {
    let Some((analyser, scorer)) = shipped() else { return };
    let words = ["Ruritania", "bombed", "Graustark", "on", "Monday", "."];
    let forth = MarkedPair { words: &words, actor: Some(0..1), recipient: Some(2..3) };
    let back = MarkedPair { words: &words, actor: Some(2..3), recipient: Some(0..1) };
    let scores = scorer.score(analyser, &[forth, back]);
    let assault = scorer.labels().iter().position(|l| l == "ASSAULT").unwrap();
    assert!(scores[0][assault] > scores[1][assault] + 1.0, "{scores:?}");
}

#[test]
fn odd_input_is_scored_all_the_same() {
    let Some((analyser, scorer)) = shipped() else { return };
    let words: Vec<&str> = std::iter::repeat_n("antidisestablishmentarianism", 400).collect();
    let pairs = [
        MarkedPair { words: &[], actor: None, recipient: None },
        MarkedPair { words: &words, actor: Some(2..3), recipient: Some(390..400) },
        MarkedPair { words: &words, actor: Some(0..400), recipient: None },
        MarkedPair { words: &words[..3], actor: Some(1..9), recipient: Some(2..2) },
        MarkedPair { words: &words[..3], actor: Some(0..2), recipient: Some(0..3) },
    ];
    for scores in scorer.score(analyser, &pairs) {
        assert_eq!(scores.len(), scorer.labels().len());
        assert!(scores.iter().all(|s| s.is_finite()));
    }
}

#[test]
fn a_damaged_model_is_refused() {
    let Some((analyser, _)) = shipped() else { return };
    let bytes = detente_model::types().to_vec();
    let mut flipped = bytes.clone();
    let last = flipped.len() - 1;
    flipped[last] ^= 1;
    assert!(matches!(PairScorer::from_bytes(flipped, analyser), Err(ModelError::Checksum { .. })));
    assert!(PairScorer::from_bytes(bytes[..bytes.len() / 2].to_vec(), analyser).is_err());
    let other = detente_model::analyser().to_vec();
    assert!(PairScorer::from_bytes(other, analyser).is_err());
}
