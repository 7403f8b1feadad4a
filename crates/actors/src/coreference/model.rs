//! Weights of the evidence, and the choice they make.

use std::sync::LazyLock;

use super::discourse::Discourse;
use super::evidence::{Feature, Form};
use super::features;
use super::referent::Class;

/// The shipped weights; made by the example `train_coreference` of `detente-eval`.
const SHIPPED: &str = include_str!("weights.tsv");

/// Number of features, classes and forms; the last form is that of a first mention.
const F: usize = Feature::ALL.len();
const C: usize = Class::ALL.len();
const FORMS: usize = Form::ALL.len() + 1;
/// The row of a first mention.
const NEW: usize = Form::ALL.len();

/// Weights: for each class of mention and each form of candidate, one for each feature.
#[derive(Clone, Debug)]
pub struct Model {
    weights: Vec<f32>,
}

/// What the model makes of a mention.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Choice {
    /// The earlier mention it repeats; none for the first of a chain.
    pub antecedent: Option<usize>,
    /// Probability of its chain among all chains and being the first.
    pub probability: f32,
    /// Probability of the next best.
    pub next: f32,
}

/// Where the row of a class and form begins.
fn row(class: Class, form: usize) -> usize {
    (class as usize * FORMS + form) * F
}

impl Default for Model {
    fn default() -> Self {
        Self { weights: vec![0.0; C * FORMS * F] }
    }
}

impl Model {
    /// The shipped one.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static MODEL: LazyLock<Model> = LazyLock::new(|| Model::read(SHIPPED));
        &MODEL
    }

    /// Reads a table `class form feature weight`; a line of `*` for class or form counts for all. Lines that name
    /// what is not known are passed over.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut model = Self::default();
        for line in text.lines().filter(|l| !l.starts_with('#')) {
            let mut cells = line.split('\t');
            let (Some(class), Some(form), Some(feature), Some(weight)) =
                (cells.next(), cells.next(), cells.next(), cells.next().and_then(|w| w.parse::<f32>().ok()))
            else {
                continue;
            };
            let Some(feature) = Feature::ALL.iter().position(|f| f.as_str() == feature) else { continue };
            for c in Class::ALL.iter().filter(|c| class == "*" || c.as_str() == class) {
                for f in 0..FORMS {
                    let named = if f == NEW { form == "new" } else { form == "*" || Form::ALL[f].as_str() == form };
                    if named {
                        model.weights[row(*c, f) + feature] += weight;
                    }
                }
            }
        }
        model
    }

    pub(super) fn score(&self, class: Class, form: Option<Form>, found: &[Feature]) -> f32 {
        let row = row(class, form.map_or(NEW, |f| f as usize));
        let weights = &self.weights[row..row + F];
        found.iter().map(|f| weights[*f as usize]).sum()
    }

    /// The choice for a mention: by the sum of each chain's chances, its best mention standing for it.
    #[must_use]
    pub fn choose(&self, discourse: &Discourse<'_>, at: usize, space: &mut Space) -> Choice {
        let class = discourse.referents[at].class;
        features::new(discourse, at, &mut space.found);
        let first = self.score(class, None, &space.found);
        discourse.candidates(at, &mut space.candidates);
        space.scores.clear();
        let mut best = (first, None);
        let mut greatest = first;
        for &candidate in &space.candidates {
            features::pair(discourse, at, candidate, &mut space.found);
            let form = Form::of(&discourse.referents[candidate], &discourse.referents[at]);
            let score = self.score(class, Some(form), &space.found);
            greatest = greatest.max(score);
            // On ties the nearer.
            if score >= best.0 {
                best = (score, Some(candidate));
            }
            space.scores.push((discourse.chain_of[candidate], score));
        }
        // Chances of chains.
        let mut total = (first - greatest).exp();
        let fresh = total;
        space.chains.clear();
        for &(chain, score) in &space.scores {
            let chance = (score - greatest).exp();
            total += chance;
            match space.chains.iter_mut().find(|(c, _)| *c == chain) {
                Some((_, sum)) => *sum += chance,
                None => space.chains.push((chain, chance)),
            }
        }
        let mine = best.1.map(|c| discourse.chain_of[c]);
        let of = |chain: Option<usize>| match chain {
            None => fresh,
            Some(chain) => space.chains.iter().find(|(c, _)| *c == chain).map_or(0.0, |(_, s)| *s),
        };
        let probability = of(mine) / total;
        let others = space.chains.iter().filter(|(c, _)| Some(*c) != mine).map(|(_, s)| *s);
        let next = others.chain(mine.map(|_| fresh)).fold(0.0, f32::max) / total;
        Choice { antecedent: best.1, probability, next }
    }
}

/// Buffers of [`Model::choose`].
#[derive(Default)]
pub struct Space {
    pub(super) found: Vec<Feature>,
    pub(super) candidates: Vec<usize>,
    scores: Vec<(usize, f32)>,
    chains: Vec<(usize, f32)>,
}
