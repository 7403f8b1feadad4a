//! Who is who within a document.
//!
//! Two steps. [`chains`] puts the mentions of all persons, places, organizations and things into chains: a log-linear
//! ranker over the evidence of `features` takes each mention in turn and gives it the earlier mention that it repeats
//! best, or none. [`rules`] then gives the open mentions of actors what the chains and the grammar say, where they are
//! sure enough.

mod descriptions;
mod discourse;
mod evidence;
mod features;
mod grammar;
mod kinds;
pub mod learn;
mod lists;
mod model;
mod referent;
pub mod rules;
mod speakers;
pub mod speech;

use std::ops::Range;

use detente_language::{EntityKind, SentenceAnalysis};
use detente_record::{ActorId, ActorKind};
use rustc_hash::FxHashMap;

pub use discourse::Discourse;
pub use model::Model;
use model::Space;
use referent::Class;
pub use speech::Speeches;

use crate::phrases::Tree;

/// A mention in its chain.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Index of the sentence.
    pub sentence: usize,
    /// Its words.
    pub words: Range<usize>,
    /// Its head word.
    pub head: usize,
    /// Whether it is a name.
    pub named: bool,
    /// Whether it is a pronoun.
    pub pronoun: bool,
    /// Probability that it belongs to this chain, by the ranker, 0 to 1.
    pub probability: f32,
    /// How much more probable that is than the next best, 0 to 1.
    pub margin: f32,
}

/// The mentions of one person, place, organization or thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    /// What it is.
    pub kind: EntityKind,
    /// Its mentions, in the order of the text.
    pub links: Vec<Link>,
}

/// Finds the chains of a document, by first mention. `identity` says whom knowledge holds the name with this head for,
/// by sentence and word, and what that is: the same are one chain ("the United States", "USA"), others never.
#[must_use]
pub fn chains(
    model: &Model,
    trees: &[Tree<'_>],
    speeches: &Speeches,
    identity: &dyn Fn(usize, usize) -> Option<(ActorId, ActorKind)>,
) -> Vec<Chain> {
    let mut discourse = Discourse::new(trees, speeches);
    let mut space = Space::default();
    let mut sure = Vec::with_capacity(discourse.referents.len());
    let mut told: FxHashMap<usize, EntityKind> = FxHashMap::default();
    let mut last_of: FxHashMap<ActorId, usize> = FxHashMap::default();
    let mut known: FxHashMap<usize, ActorId> = FxHashMap::default();
    for at in 0..discourse.referents.len() {
        let m = &discourse.referents[at];
        let own = m.class.is_name().then(|| identity(m.sentence, m.head)).flatten();
        if m.class.is_name() {
            let by_actor = own.and_then(|(_, kind)| kinds::by_actor(kind));
            let by_head =
                || (m.words.len() > 1).then(|| kinds::by_head(&trees[m.sentence].word(m.head).form)).flatten();
            // It mends what a person, place or body is taken for, but makes no abstract thing one of them.
            let one_of_three = |k| matches!(k, EntityKind::Person | EntityKind::Place | EntityKind::Organization);
            if let Some(kind) = by_actor.or_else(by_head).filter(|_| one_of_three(m.kind)) {
                told.insert(at, kind);
            }
        }
        let own = own.map(|(id, _)| id);
        let (mut antecedent, mut certainty) = (None, (1.0, 1.0));
        if let Some(earlier) = own.and_then(|own| last_of.get(&own).copied()) {
            antecedent = Some(earlier);
        } else if let Some(speaker) = discourse.speaks(at) {
            antecedent = Some(speaker);
        } else if discourse.looks_back(at) {
            let choice = model.choose(&discourse, at, &mut space);
            let other = choice.antecedent.and_then(|c| known.get(&discourse.chain_of[c]));
            if own.is_none() || other.is_none() {
                antecedent = choice.antecedent;
                certainty = (choice.probability, (choice.probability - choice.next).max(0.0));
            }
        }
        discourse.put(at, antecedent);
        sure.push(certainty);
        if let Some(own) = own {
            last_of.insert(own, at);
            known.entry(discourse.chain_of[at]).or_insert(own);
        }
    }
    join_speakers(&mut discourse);
    let link = |at: usize| {
        let m = &discourse.referents[at];
        Link {
            sentence: m.sentence,
            words: m.words.clone(),
            head: m.head,
            named: m.class.is_name(),
            pronoun: m.class.is_pronoun(),
            probability: sure[at].0,
            margin: sure[at].1,
        }
    };
    let chain = |c: &discourse::ChainState| Chain {
        kind: kind(&discourse, c, &told),
        links: c.mentions.iter().map(|at| link(*at)).collect(),
    };
    discourse.chains.iter().filter(|c| !c.mentions.is_empty()).map(chain).collect()
}

/// "\"I will not resign,\" Hale said": a chain of nothing but a quotation's "I" is its speaker's, who is named behind it.
fn join_speakers(discourse: &mut Discourse<'_>) {
    for chain in 0..discourse.chains.len() {
        let own = &discourse.chains[chain].mentions;
        if own.is_empty() || own.iter().any(|at| discourse.referents[*at].class != Class::I) {
            continue;
        }
        let speaker = own.iter().find_map(|at| discourse.speakers[discourse.referents[*at].speech?]);
        let Some(target) = speaker.map(|s| discourse.chain_of[s]).filter(|t| *t != chain) else { continue };
        let moved = std::mem::take(&mut discourse.chains[chain].mentions);
        for at in &moved {
            discourse.chain_of[*at] = target;
        }
        let list = &mut discourse.chains[target].mentions;
        list.extend(moved);
        list.sort_unstable();
    }
}

/// What the members of a chain are, by vote: names count more than nominals, these more than pronouns, but for "he" and
/// "she", who are persons; what knowledge or its own words tell of a name (`told`, by mention) counts twice as much as
/// what the analyser takes it for. On ties what its first name is.
fn kind(discourse: &Discourse<'_>, chain: &discourse::ChainState, told: &FxHashMap<usize, EntityKind>) -> EntityKind {
    let mut votes: Vec<(EntityKind, u32)> = vec![(chain.kind, 1)];
    for at in &chain.mentions {
        let m = &discourse.referents[*at];
        let (kind, weight) = match m.class {
            Class::He | Class::She => (EntityKind::Person, 3),
            _ if told.contains_key(at) => (told[at], 8),
            c if c.is_name() => (m.kind, 4),
            c if c.is_pronoun() => (m.kind, 1),
            _ => (m.kind, 2),
        };
        match votes.iter_mut().find(|(k, _)| *k == kind) {
            Some((_, sum)) => *sum += weight,
            None => votes.push((kind, weight)),
        }
    }
    votes.iter().rev().max_by_key(|(_, sum)| *sum).map_or(chain.kind, |(k, _)| *k)
}

/// Which sentences begin a new block: a line break stands before them.
#[must_use]
pub fn breaks(text: &str, analyses: &[SentenceAnalysis]) -> Vec<bool> {
    let mut end = 0;
    analyses
        .iter()
        .map(|a| {
            let Some(span) = a.span() else { return false };
            let new = text.get(end..span.start).is_none_or(|gap| gap.contains('\n'));
            end = span.end;
            new
        })
        .collect()
}
