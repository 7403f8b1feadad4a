//! How the weights are made: a log-linear ranker of antecedents, trained with costs (Durrett and Klein 2013, "Easy
//! Victories and Uphill Battles in Coreference Resolution") by AdaGrad. The same result every time.

use std::fmt::Write as _;

use rustc_hash::FxHashMap;

use super::discourse::Discourse;
use super::evidence::{Feature, Form};
use super::features;
use super::model::{Model, Space};
use super::referent::Class;

/// What a wrong decision costs: a link for a first mention, a first mention for a link, a link to a wrong chain.
const FALSE_LINK: f32 = 0.5;
const FALSE_NEW: f32 = 1.6;
const WRONG_LINK: f32 = 1.0;
/// Step of AdaGrad and weight of the L1 penalty.
const STEP: f32 = 0.06;
const PENALTY: f32 = 0.004;

/// A document to learn from.
pub struct Lesson<'a> {
    /// Its mentions.
    pub discourse: Discourse<'a>,
    /// The true chain of each; none for a mention that the gold does not have.
    pub gold: Vec<Option<usize>>,
}

/// A weight with its backing off: for all, for the class, for class and form.
#[derive(Default)]
struct Weights {
    numbers: FxHashMap<(u8, u8, Feature), usize>,
    names: Vec<(u8, u8, Feature)>,
    values: Vec<f32>,
    gradients: Vec<f32>,
}

const ALL: u8 = u8::MAX;
const NEW: u8 = 100;

impl Weights {
    fn number(&mut self, name: (u8, u8, Feature)) -> usize {
        if let Some(&n) = self.numbers.get(&name) {
            return n;
        }
        let n = self.values.len();
        self.numbers.insert(name, n);
        self.names.push(name);
        self.values.push(0.0);
        self.gradients.push(1e-4);
        n
    }

    fn numbers(&mut self, class: Class, form: Option<Form>, found: &[Feature], out: &mut Vec<usize>) {
        out.clear();
        let form = form.map_or(NEW, |f| f as u8);
        for feature in found {
            let any = if form == NEW { NEW } else { ALL };
            out.push(self.number((ALL, any, *feature)));
            out.push(self.number((class as u8, any, *feature)));
            if form != NEW {
                out.push(self.number((class as u8, form, *feature)));
            }
        }
    }

    fn update(&mut self, n: usize, gradient: f32) {
        self.gradients[n] += gradient * gradient;
        let step = STEP / self.gradients[n].sqrt();
        let value = self.values[n] - step * gradient;
        let shrunk = (value.abs() - step * PENALTY).max(0.0);
        self.values[n] = shrunk.copysign(value);
    }

    fn table(&self) -> String {
        let mut lines: Vec<(String, f32)> = Vec::new();
        for (&(class, form, feature), value) in self.names.iter().zip(&self.values) {
            if value.abs() < 0.005 {
                continue;
            }
            let class = Class::ALL.get(class as usize).map_or("*", |c| c.as_str());
            let form = match form {
                ALL => "*",
                NEW => "new",
                form => Form::ALL[form as usize].as_str(),
            };
            lines.push((format!("{class}\t{form}\t{}", feature.as_str()), *value));
        }
        lines.sort_by(|a, b| a.0.cmp(&b.0));
        let mut out = String::from("class\tform\tfeature\tweight\n");
        for (line, value) in lines {
            let _ = writeln!(out, "{line}\t{value:.3}");
        }
        out
    }
}

/// Trains; the result is the content of `weights.tsv`.
#[must_use]
pub fn train(lessons: &mut [Lesson<'_>], epochs: usize) -> String {
    let mut weights = Weights::default();
    let mut space = Space::default();
    for epoch in 0..epochs {
        // At first along the true chains, then along its own.
        let own = (epoch >= epochs / 3).then(|| Model::read(&weights.table()));
        for lesson in &mut *lessons {
            lesson.discourse.reset();
            let mut last: FxHashMap<usize, usize> = FxHashMap::default();
            for at in 0..lesson.discourse.referents.len() {
                let gold = lesson.gold[at];
                let speaker = lesson.discourse.speaks(at);
                if lesson.discourse.looks_back(at) && speaker.is_none() {
                    step(&mut weights, lesson, at, &mut space);
                }
                let antecedent = match &own {
                    Some(_) if speaker.is_some() => speaker,
                    Some(model) if lesson.discourse.looks_back(at) => {
                        model.choose(&lesson.discourse, at, &mut space).antecedent
                    }
                    _ => gold.and_then(|g| last.get(&g).copied()),
                };
                lesson.discourse.put(at, antecedent);
                if let Some(gold) = gold {
                    last.insert(gold, at);
                }
            }
        }
    }
    weights.table()
}

/// One mention.
fn step(weights: &mut Weights, lesson: &Lesson<'_>, at: usize, space: &mut Space) {
    let discourse = &lesson.discourse;
    let class = discourse.referents[at].class;
    discourse.candidates(at, &mut space.candidates);
    let right = |c: usize| lesson.gold[at].is_some() && lesson.gold[at] == lesson.gold[c];
    let any = space.candidates.iter().any(|c| right(*c));
    // Candidate, weights, score with its cost, whether right; the first is being new.
    let mut options: Vec<(Vec<usize>, f32, bool)> = Vec::with_capacity(space.candidates.len() + 1);
    features::new(discourse, at, &mut space.found);
    let mut numbers = Vec::new();
    weights.numbers(class, None, &space.found, &mut numbers);
    let sum = |weights: &Weights, numbers: &[usize]| numbers.iter().map(|n| weights.values[*n]).sum::<f32>();
    let score = sum(weights, &numbers) + if any { FALSE_NEW } else { 0.0 };
    options.push((numbers, score, !any));
    for &candidate in &space.candidates {
        features::pair(discourse, at, candidate, &mut space.found);
        let form = Form::of(&discourse.referents[candidate], &discourse.referents[at]);
        let mut numbers = Vec::new();
        weights.numbers(class, Some(form), &space.found, &mut numbers);
        let cost = match (right(candidate), any) {
            (true, _) => 0.0,
            (false, true) => WRONG_LINK,
            (false, false) => FALSE_LINK,
        };
        let score = sum(weights, &numbers) + cost;
        options.push((numbers, score, right(candidate)));
    }
    let greatest = options.iter().map(|o| o.1).fold(f32::MIN, f32::max);
    let all: f32 = options.iter().map(|o| (o.1 - greatest).exp()).sum();
    let good: f32 = options.iter().filter(|o| o.2).map(|o| (o.1 - greatest).exp()).sum();
    let mut gradients: FxHashMap<usize, f32> = FxHashMap::default();
    let mut touched: Vec<usize> = Vec::new();
    for (numbers, score, right) in &options {
        let e = (score - greatest).exp();
        let gradient = e / all - if *right { e / good.max(1e-20) } else { 0.0 };
        if gradient.abs() < 1e-6 {
            continue;
        }
        for n in numbers {
            let sum = gradients.entry(*n).or_insert_with(|| {
                touched.push(*n);
                0.0
            });
            *sum += gradient;
        }
    }
    for n in touched {
        weights.update(n, gradients[&n]);
    }
}
