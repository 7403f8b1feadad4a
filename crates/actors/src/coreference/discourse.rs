//! A document's mentions and the chains found so far.

use detente_language::EntityKind;
use rustc_hash::{FxHashMap, FxHashSet};

use super::referent::{Class, Gender, Number, Referent, Role, Words};
use super::speech::Speeches;
use crate::phrases::Tree;

/// How many mentions back any mention looks.
const WINDOW: usize = 40;
/// How many mentions with a word in common it looks at, however far back.
const WITH_WORD: usize = 12;

/// The chain of a mention, with what its members show together.
#[derive(Clone, Debug)]
pub struct ChainState {
    /// Its mentions, in order.
    pub mentions: Vec<usize>,
    /// Their heads.
    pub heads: Vec<u32>,
    /// All their words.
    pub words: Vec<u32>,
    /// Their content, each as a whole.
    pub strings: Vec<Vec<u32>>,
    /// Their initials.
    pub initials: Vec<u32>,
    /// Classes of its mentions, as bits.
    pub classes: u32,
    /// The most telling gender.
    pub gender: Gender,
    /// The most telling number.
    pub number: Number,
    /// Whether one of them is a name.
    pub named: bool,
    /// What it is: of its first name, else of its first nominal, else of its first mention.
    pub kind: EntityKind,
    rank: u8,
}

impl ChainState {
    fn of(at: usize, m: &Referent) -> Self {
        let mut chain = Self {
            mentions: Vec::new(),
            heads: Vec::new(),
            words: Vec::new(),
            strings: Vec::new(),
            initials: Vec::new(),
            classes: 0,
            gender: m.gender,
            number: m.number,
            named: false,
            kind: m.kind,
            rank: 0,
        };
        chain.add(at, m);
        chain
    }

    fn add(&mut self, at: usize, m: &Referent) {
        self.mentions.push(at);
        self.classes |= 1 << m.class as u32;
        if !m.class.is_pronoun() {
            self.heads.push(m.head_word);
            self.words.extend(&m.content);
            if !self.strings.contains(&m.content) {
                self.strings.push(m.content.clone());
            }
            self.initials.extend(m.initials);
        }
        let rank = match m.class {
            c if c.is_name() => 3,
            c if c.is_pronoun() => 1,
            _ => 2,
        };
        if rank > self.rank {
            (self.kind, self.rank) = (m.kind, rank);
        }
        self.named |= rank == 3;
        let telling = |g: Gender| match g {
            Gender::He | Gender::She => 3,
            Gender::Thing => 2,
            Gender::Person => 1,
            Gender::Unknown => 0,
        };
        if telling(m.gender) > telling(self.gender) {
            self.gender = m.gender;
        }
        if self.number == Number::Either {
            self.number = m.number;
        }
    }
}

/// A document's mentions, in order, and the chains of those looked at so far.
pub struct Discourse<'a> {
    /// One for each sentence.
    pub trees: &'a [Tree<'a>],
    /// All mentions, by sentence, first word, the longer first.
    pub referents: Vec<Referent>,
    /// For each quotation the mention that speaks.
    pub speakers: Vec<Option<usize>>,
    /// Chain of each mention looked at.
    pub chain_of: Vec<usize>,
    /// The chains.
    pub chains: Vec<ChainState>,
    /// Mentions by head word.
    pub by_head: FxHashMap<u32, Vec<usize>>,
    /// Mentions by any content word.
    pub by_word: FxHashMap<u32, Vec<usize>>,
    /// Contents seen.
    pub strings: FxHashSet<Vec<u32>>,
    /// Initials seen.
    pub initials: FxHashSet<u32>,
    /// Classes seen, as bits.
    pub classes: u32,
}

impl<'a> Discourse<'a> {
    /// The mentions of a document.
    #[must_use]
    pub fn new(trees: &'a [Tree<'a>], speeches: &Speeches) -> Self {
        let mut words = Words::default();
        let mut referents = Vec::new();
        for (sentence, tree) in trees.iter().enumerate() {
            let mut last = None;
            for span in &tree.analysis().entities {
                if last == Some(&span.words) || span.words.is_empty() || span.words.end > tree.words().len() {
                    continue;
                }
                last = Some(&span.words);
                let mut referent = Referent::new(tree, sentence, span, &mut words);
                referent.speech = speeches.at(sentence, span.head);
                referents.push(referent);
            }
        }
        let speakers = speeches
            .list
            .iter()
            .map(|s| {
                let (sentence, head) = s.speaker?;
                // The longest mention with this head.
                referents.iter().position(|r| r.sentence == sentence && r.head == head)
            })
            .collect();
        Self {
            trees,
            chain_of: Vec::with_capacity(referents.len()),
            referents,
            speakers,
            chains: Vec::new(),
            by_head: FxHashMap::default(),
            by_word: FxHashMap::default(),
            strings: FxHashSet::default(),
            initials: FxHashSet::default(),
            classes: 0,
        }
    }

    /// Forgets the chains.
    pub fn reset(&mut self) {
        self.chain_of.clear();
        self.chains.clear();
        self.by_head.clear();
        self.by_word.clear();
        self.strings.clear();
        self.initials.clear();
        self.classes = 0;
    }

    /// The chain of a mention looked at before.
    #[must_use]
    pub fn chain(&self, mention: usize) -> &ChainState {
        &self.chains[self.chain_of[mention]]
    }

    /// What a mention may repeat: the mentions shortly before it, and those with a word of its own.
    pub fn candidates(&self, at: usize, out: &mut Vec<usize>) {
        out.clear();
        let m = &self.referents[at];
        let from = at.saturating_sub(WINDOW);
        if !m.class.is_pronoun() {
            let mut add = |list: Option<&Vec<usize>>| {
                if let Some(list) = list {
                    out.extend(list.iter().rev().filter(|c| **c < from).take(WITH_WORD));
                }
            };
            add(self.by_head.get(&m.head_word));
            if let Some(last) = m.content.last() {
                add(self.by_word.get(last));
            }
            if let Some(first) = m.content.first() {
                add(self.by_word.get(first));
            }
            add(m.initials.and_then(|i| self.by_word.get(&i)));
            out.sort_unstable();
            out.dedup();
        }
        out.extend(from..at);
        out.retain(|c| !self.is_barred(at, *c));
    }

    /// Whether grammar forbids two mentions to be the same: the object of a verb is not its subject ("Green greeted
    /// him"), unless it is reflexive; no more is any other mention of that subject.
    fn is_barred(&self, at: usize, candidate: usize) -> bool {
        let m = &self.referents[at];
        let argument = |r: &Referent| matches!(r.role, Role::Subject | Role::Object);
        if !m.class.is_pronoun() || m.reflexive || m.role != Role::Object || m.governor.is_none() {
            return false;
        }
        self.chain(candidate)
            .mentions
            .iter()
            .rev()
            .map(|c| &self.referents[*c])
            .take_while(|r| r.sentence == m.sentence)
            .any(|r| r.governor == m.governor && argument(r) && !r.inside(m))
    }

    /// The mention that speaks where a first person singular stands, or that person's earlier "I" in the quotation.
    #[must_use]
    pub fn speaks(&self, at: usize) -> Option<usize> {
        let m = &self.referents[at];
        let speech = m.speech.filter(|_| m.class == Class::I)?;
        let earlier = (0..at).rev().take_while(|c| m.sentence - self.referents[*c].sentence < 8).find(|c| {
            let c = &self.referents[*c];
            c.class == Class::I && c.speech == Some(speech)
        });
        earlier.or(self.speakers[speech].filter(|s| *s < at))
    }

    /// Puts a mention into the chain of an earlier one, or into a new one.
    pub fn put(&mut self, at: usize, antecedent: Option<usize>) {
        let m = &self.referents[at];
        let chain = match antecedent {
            Some(earlier) => {
                let chain = self.chain_of[earlier];
                self.chains[chain].add(at, m);
                chain
            }
            None => {
                self.chains.push(ChainState::of(at, m));
                self.chains.len() - 1
            }
        };
        self.chain_of.push(chain);
        self.classes |= 1 << m.class as u32;
        if m.class.is_pronoun() {
            return;
        }
        self.by_head.entry(m.head_word).or_default().push(at);
        for word in &m.content {
            let list = self.by_word.entry(*word).or_default();
            if list.last() != Some(&at) {
                list.push(at);
            }
        }
        if let Some(initials) = m.initials {
            self.initials.insert(initials);
            let list = self.by_word.entry(initials).or_default();
            if list.last() != Some(&at) {
                list.push(at);
            }
        }
        self.strings.insert(m.content.clone());
    }

    /// Whether a class is one that never looks back.
    #[must_use]
    pub fn looks_back(&self, at: usize) -> bool {
        self.referents[at].class != Class::Someone
    }
}
