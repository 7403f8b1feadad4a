//! A sentence at work, what a phrase was found to be, and actors that knowledge does not hold by name.

use detente_knowledge::Office;
use detente_record::{Actor, ActorId, ActorKind, Document, Identity, MentionKind, Sector, Sought};

use crate::fold;
use crate::names::{Hit, Vantage};
use crate::phrases::Tree;

/// One sentence at work.
pub(super) struct Work<'a, 'k> {
    pub document: &'a Document,
    pub index: usize,
    pub tree: Tree<'a>,
    pub hits: Vec<Hit<'k>>,
    pub vantage: &'a Vantage,
}

impl<'k> Work<'_, 'k> {
    /// The name that covers a word.
    pub fn hit_at(&self, word: usize) -> Option<&Hit<'k>> {
        self.hits.iter().find(|h| h.words.contains(&word))
    }

    /// The lemma of a word, lower case.
    pub fn lemma(&self, word: usize) -> String {
        self.tree.word(word).lemma.to_lowercase()
    }
}

/// What a phrase was found to be.
pub(super) struct Found {
    pub actors: Vec<Actor>,
    pub kind: MentionKind,
    pub rule: &'static str,
    pub entry: Option<String>,
    pub candidates: Vec<String>,
    pub margin: f32,
}

impl Found {
    /// Open: a mention that is left to what follows, or to no one.
    pub fn open(kind: MentionKind, rule: &'static str) -> Self {
        Self { actors: Vec::new(), kind, rule, entry: None, candidates: Vec::new(), margin: 0.0 }
    }
}

/// The id of an actor that only this document knows.
pub(super) fn local_id(document: &Document, key: &str) -> ActorId {
    ActorId::from_identity(&Identity::of("actor of document").with(document.id.as_bytes()).with(key))
}

/// The people of a state.
pub(super) fn population(state: &Actor, words: &str) -> Actor {
    let country = state.country.found().cloned().unwrap_or_default();
    Actor {
        id: Actor::known_id(&format!("people:{country}")),
        name: words.to_owned(),
        kind: ActorKind::Population,
        country: state.country.clone(),
        sectors: vec![Sector::Cvl],
        role: Sought::NotSought,
        entry: state.entry.clone(),
    }
}

/// An institution, group or office of a state that knowledge does not hold by name.
pub(super) fn composed(
    country: &str,
    state: &str,
    noun: &str,
    kind: ActorKind,
    sectors: &[Sector],
    entry: &str,
) -> Actor {
    Actor {
        id: Actor::known_id(&format!("of:{country}:{}", fold::key(noun))),
        name: format!("{noun} of {state}"),
        kind,
        country: Sought::Found(country.to_owned()),
        sectors: sectors.to_vec(),
        role: Sought::NotSought,
        entry: Some(entry.to_owned()),
    }
}

/// Nouns for who heads something, with the offices they can mean, the likeliest first.
const OFFICES: &[(&str, &[Office])] = &[
    ("president", &[Office::HeadOfState]),
    ("prime minister", &[Office::HeadOfGovernment]),
    ("premier", &[Office::HeadOfGovernment]),
    ("chancellor", &[Office::HeadOfGovernment]),
    ("king", &[Office::HeadOfState]),
    ("queen", &[Office::HeadOfState]),
    ("emperor", &[Office::HeadOfState]),
    ("emir", &[Office::HeadOfState]),
    ("sultan", &[Office::HeadOfState]),
    ("pope", &[Office::HeadOfState]),
    ("general secretary", &[Office::PartyLeader]),
    ("supreme leader", &[Office::Leader, Office::HeadOfState]),
    ("leader", &[Office::Leader]),
    ("ruler", &[Office::Leader]),
    ("dictator", &[Office::Leader]),
    ("foreign minister", &[Office::ForeignMinister]),
    ("secretary of state", &[Office::ForeignMinister]),
    ("foreign secretary", &[Office::ForeignMinister]),
    ("defense minister", &[Office::DefenceMinister]),
    ("defence minister", &[Office::DefenceMinister]),
    ("defense secretary", &[Office::DefenceMinister]),
    ("secretary of defense", &[Office::DefenceMinister]),
    ("defence secretary", &[Office::DefenceMinister]),
];

/// The offices that a noun phrase can mean.
pub(super) fn offices(phrase: &str) -> &'static [Office] {
    OFFICES.iter().find(|(noun, _)| *noun == phrase).map_or(&[], |(_, offices)| offices)
}
