//! What resolving gives.

use detente_record::{Actor, ActorId, Mention};
use rustc_hash::FxHashMap;

use crate::coreference::Chain;

/// The mentions of a document and the actors they name.
#[derive(Clone, Debug, Default)]
pub struct Resolved {
    /// By sentence and head word.
    pub mentions: Vec<Mention>,
    /// Each once, by id.
    pub actors: Vec<Actor>,
    /// Who is who among all persons, places, organizations and things of the document, whether or not knowledge holds
    /// them; by first mention.
    pub chains: Vec<Chain>,
    /// The state whose media speak, when the publisher is a state's own.
    pub voice: Option<String>,
    /// Index into `mentions` by (sentence index, head word index).
    by_head: FxHashMap<(usize, usize), usize>,
    /// The head word of each mention.
    heads: Vec<usize>,
    /// Index into `actors`.
    by_id: FxHashMap<ActorId, usize>,
}

impl Resolved {
    /// The mention whose head is this word.
    #[must_use]
    pub fn at(&self, sentence: usize, word: usize) -> Option<&Mention> {
        self.by_head.get(&(sentence, word)).map(|at| &self.mentions[*at])
    }

    /// The place of the mention whose head is this word.
    pub(crate) fn index_at(&self, sentence: usize, word: usize) -> Option<usize> {
        self.by_head.get(&(sentence, word)).copied()
    }

    /// The actor of an id.
    #[must_use]
    pub fn actor(&self, id: ActorId) -> Option<&Actor> {
        self.by_id.get(&id).map(|at| &self.actors[*at])
    }

    /// The mentions with the index of their head word, in order.
    pub fn with_heads(&self) -> impl Iterator<Item = (usize, &Mention)> {
        self.heads.iter().copied().zip(&self.mentions)
    }

    pub(crate) fn mention_mut(&mut self, at: usize) -> &mut Mention {
        &mut self.mentions[at]
    }

    pub(crate) fn head_of(&self, at: usize) -> usize {
        self.heads[at]
    }

    pub(super) fn push(&mut self, mention: Mention, head: usize) {
        let key = (mention.sentence, head);
        if !self.by_head.contains_key(&key) {
            self.by_head.insert(key, self.mentions.len());
            self.mentions.push(mention);
            self.heads.push(head);
        }
    }

    pub(crate) fn add(&mut self, actor: Actor) -> ActorId {
        let id = actor.id;
        if !self.by_id.contains_key(&id) {
            self.by_id.insert(id, self.actors.len());
            self.actors.push(actor);
        }
        id
    }

    /// Forgets the actors that nothing names any more, and puts the others in the order of their ids.
    pub(super) fn close(&mut self) {
        let mut named: Vec<ActorId> =
            self.mentions.iter().flat_map(|m| m.resolution.proposed.iter().copied()).collect();
        named.sort_unstable();
        self.actors.retain(|a| named.binary_search(&a.id).is_ok());
        self.actors.sort_by_key(|a| a.id);
        self.by_id = self.actors.iter().enumerate().map(|(at, a)| (a.id, at)).collect();
    }
}
