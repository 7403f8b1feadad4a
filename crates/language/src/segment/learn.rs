//! How the weights of [`crate::segment`] are made: logistic regression, the same result every time.

use std::collections::BTreeSet;

use super::boundary::{Bars, ends_by, walk};
use super::feature::{FEATURES, Place, SLOTS};
use crate::conllu::{TreeSentence, raw_documents};
use crate::tokenize::{Cut, cuts};

pub use super::boundary::{BARS, Bars as BoundaryBars};

/// One unit of a stored weight.
const UNIT: f32 = 1.0 / 16.0;

/// How the weights are learnt.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Passes over the examples.
    pub passes: usize,
    /// Size of the first steps.
    pub rate: f32,
    /// How strongly weights are drawn to zero.
    pub decay: f32,
    /// Share of the features left out at random, in 256ths: no few of them can be relied on.
    pub dropped: u64,
}

/// The plan by which the shipped weights were made.
pub const PLAN: Plan = Plan { passes: 6, rate: 0.1, decay: 3e-3, dropped: 0 };

/// A document of a treebank: its text, its words, and how its sentences end.
pub struct Lesson {
    text: String,
    cuts: Vec<Cut>,
    /// For each word, whether a sentence ends before it.
    bounds: Vec<bool>,
    /// Sentences as ranges of characters other than white space.
    sentences: BTreeSet<(usize, usize)>,
    /// For each word, the characters before it.
    before: Vec<usize>,
    characters: usize,
}

/// The documents of a treebank, to learn from or to measure on.
#[must_use]
pub fn lessons(treebank: &[TreeSentence]) -> Vec<Lesson> {
    raw_documents(treebank).into_iter().map(|d| Lesson::new(d.text, &treebank[d.sentences])).collect()
}

impl Lesson {
    fn new(text: String, sentences: &[TreeSentence]) -> Self {
        let chars = |form: &str| form.chars().filter(|c| !c.is_whitespace()).count();
        let length = |s: &TreeSentence| -> usize {
            let multi = |i: usize| s.multiwords.iter().any(|m| m.first <= i && i <= m.last);
            let single = s.words.iter().enumerate().filter(|(i, _)| !multi(i + 1));
            single.map(|(_, w)| chars(&w.form)).sum::<usize>()
                + s.multiwords.iter().map(|m| chars(&m.form)).sum::<usize>()
        };
        let mut at = 0;
        let range = |s: &TreeSentence| {
            let start = at;
            at += length(s);
            (start, at)
        };
        let sentences: BTreeSet<(usize, usize)> = sentences.iter().map(range).collect();
        let starts: BTreeSet<usize> = sentences.iter().map(|s| s.0).collect();
        let cuts = cuts(&text);
        let mut characters = 0;
        let mut before = Vec::with_capacity(cuts.len());
        for cut in &cuts {
            before.push(characters);
            characters += chars(&text[cut.range()]);
        }
        let bounds = before.iter().map(|b| starts.contains(b)).collect();
        Self { text, cuts, bounds, sentences, before, characters }
    }

    fn examples(&self, out: &mut Vec<([u16; FEATURES], bool)>) {
        let decide = |place: &Place<'_>, i: usize, length: usize| {
            out.push((place.features(i, length), self.bounds[i]));
            self.bounds[i]
        };
        walk(&self.text, &self.cuts, decide, |_| {});
    }
}

/// Counts for the F1 of sentences: those found, those there are, those right.
#[derive(Clone, Copy, Debug, Default)]
pub struct Found {
    /// Found by the splitter.
    pub found: usize,
    /// In the treebank.
    pub there: usize,
    /// The same in both.
    pub right: usize,
}

impl Found {
    /// F1 in per cent.
    #[expect(clippy::cast_precision_loss, reason = "counts of sentences")]
    #[must_use]
    pub fn f1(&self) -> f64 {
        200.0 * self.right as f64 / (self.found + self.there).max(1) as f64
    }
}

/// Measures weights on documents.
#[must_use]
pub fn measure(weights: &[u8], bars: Bars, lessons: &[&Lesson]) -> Found {
    let mut out = Found::default();
    let Ok(weights) = <&[u8; SLOTS]>::try_from(weights) else { return out };
    for lesson in lessons {
        out.there += lesson.sentences.len();
        let mut from = 0;
        let mut sentence = |start: usize, end: usize| {
            out.found += 1;
            out.right += usize::from(lesson.sentences.contains(&(start, end)));
        };
        ends_by(weights, bars, &lesson.text, &lesson.cuts, |end| {
            sentence(from, lesson.before[end]);
            from = lesson.before[end];
        });
        sentence(from, lesson.characters);
    }
    out
}

/// Trains on documents; the result is the content of `boundary.bin`.
#[must_use]
pub fn train(lessons: &[&Lesson], plan: Plan) -> Vec<u8> {
    let mut examples: Vec<([u16; FEATURES], bool)> = Vec::new();
    for lesson in lessons {
        lesson.examples(&mut examples);
    }
    let mut weights = vec![0f32; SLOTS];
    let mut gradients = vec![1e-2f32; SLOTS]; // AdaGrad
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut state = 0x2545_F491_4F6C_DD1Du64;
    let mut random = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let whole = 256.0 / (256 - plan.dropped.min(255)) as f32;
    for _ in 0..plan.passes {
        for i in (1..order.len()).rev() {
            order.swap(i, (random() % (i as u64 + 1)) as usize);
        }
        for &i in &order {
            let (features, boundary) = &examples[i];
            let mut kept = [0u16; FEATURES];
            let mut count = 0;
            for &f in features {
                if random() >> 40 & 255 >= plan.dropped {
                    kept[count] = f;
                    count += 1;
                }
            }
            let sum: f32 = kept[..count].iter().map(|&f| weights[f as usize]).sum::<f32>() * whole;
            let error = 1.0 / (1.0 + (-sum).exp()) - if *boundary { 1.0 } else { 0.0 };
            for &f in &kept[..count] {
                let f = f as usize;
                let gradient = error + plan.decay * weights[f];
                gradients[f] += gradient * gradient;
                weights[f] -= plan.rate * gradient / gradients[f].sqrt();
            }
        }
    }
    weights.iter().map(|w| (w / UNIT).round().clamp(-127.0, 127.0) as i8 as u8).collect()
}
