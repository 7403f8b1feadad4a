//! How the weights of [`crate::segment`] are made: logistic regression, the same result every time.

use super::boundary::walk;
use super::feature::{FEATURES, SLOTS};
use crate::conllu::{TreeSentence, raw_documents};
use crate::tokenize::cuts;

/// One unit of a stored weight.
const UNIT: f32 = 1.0 / 16.0;

/// Trains on treebanks; the result is the content of `boundary.bin`.
#[must_use]
pub fn train(treebanks: &[Vec<TreeSentence>], epochs: usize) -> Vec<u8> {
    let mut examples: Vec<([u16; FEATURES], bool)> = Vec::new();
    for treebank in treebanks {
        for document in raw_documents(treebank) {
            collect(&document.text, &treebank[document.sentences.clone()], &mut examples);
        }
    }
    let mut weights = vec![0f32; SLOTS];
    let mut gradients = vec![1e-6f32; SLOTS]; // AdaGrad
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut state = 0x2545_F491_4F6C_DD1Du64;
    for _ in 0..epochs {
        for i in (1..order.len()).rev() {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            order.swap(i, (state % (i as u64 + 1)) as usize);
        }
        for &i in &order {
            let (features, boundary) = &examples[i];
            let sum: f32 = features.iter().map(|&f| weights[f as usize]).sum();
            let error = 1.0 / (1.0 + (-sum).exp()) - if *boundary { 1.0 } else { 0.0 };
            for &f in features {
                let f = f as usize;
                let gradient = error + 1e-3 * weights[f];
                gradients[f] += gradient * gradient;
                weights[f] -= 0.15 * gradient / gradients[f].sqrt();
            }
        }
    }
    weights.iter().map(|w| (w / UNIT).round().clamp(-127.0, 127.0) as i8 as u8).collect()
}

/// The places of a document that the model is asked about, and whether each is a boundary.
fn collect(text: &str, sentences: &[TreeSentence], examples: &mut Vec<([u16; FEATURES], bool)>) {
    // Boundaries as counts of characters, white space aside.
    let length = |s: &TreeSentence| -> usize {
        let multi = |i: usize| s.multiwords.iter().find(|m| m.first <= i && i <= m.last);
        let chars = |form: &str| form.chars().filter(|c| !c.is_whitespace()).count();
        let single = s.words.iter().enumerate().filter(|(i, _)| multi(i + 1).is_none());
        single.map(|(_, w)| chars(&w.form)).sum::<usize>() + s.multiwords.iter().map(|m| chars(&m.form)).sum::<usize>()
    };
    let mut at = 0;
    let ends: std::collections::BTreeSet<usize> = sentences
        .iter()
        .map(|s| {
            at += length(s);
            at
        })
        .collect();
    let cuts = cuts(text);
    let mut count = 0;
    let before: Vec<usize> = cuts
        .iter()
        .map(|c| {
            let own = count;
            count += text[c.range()].chars().filter(|c| !c.is_whitespace()).count();
            own
        })
        .collect();
    let decide = |place: &super::feature::Place<'_>, i: usize, length: usize| {
        let boundary = ends.contains(&before[i]);
        examples.push((place.features(i, length), boundary));
        boundary
    };
    walk(text, &cuts, decide, |_| {});
}
