//! Someone who acts without being named: "He", "Thousands", "the two", a name that knowledge does not hold.

use detente_language::{EntityKind, Upos};

use crate::frame::Frame;
use crate::sense::Clause;
use crate::{means, topic};

/// Words that count or stand for people where no noun does: a closed class of the grammar.
const COUNTED: &[&str] = &[
    "thousand", "hundred", "dozen", "score", "ten", "million", "many", "some", "several", "few", "other", "another",
    "all", "both", "two", "three", "four", "five", "each", "one", "most", "none", "everyone", "somebody", "someone",
    "those", "crowd", "people", "pair", "trio", "couple", "handful", "majority", "minority", "victim", "side",
];

/// Pronouns for those who act; "it" too, since states and bodies are "it".
const PRONOUNS: &[&str] = &["he", "she", "they", "we", "i", "it", "who", "you"];

/// Whether the word at `at` heads someone who can act, though nobody that is known.
#[must_use]
pub fn is_someone(clause: &Clause<'_, '_>, at: usize) -> bool {
    let word = clause.tree.word(at);
    let lemma = word.lemma.to_lowercase();
    match word.upos {
        Upos::Pron => PRONOUNS.contains(&lemma.as_str()) || COUNTED.contains(&lemma.as_str()),
        Upos::Num | Upos::Noun | Upos::Det | Upos::Adj => {
            COUNTED.contains(&lemma.as_str()) || is_entity(clause, at, &[EntityKind::Organization])
        }
        Upos::Propn => !is_entity(clause, at, &[EntityKind::Place, EntityKind::Time, EntityKind::Event]),
        _ => false,
    }
}

/// Whether the analyser sees an entity of one of the kinds that the word heads.
fn is_entity(clause: &Clause<'_, '_>, at: usize, kinds: &[EntityKind]) -> bool {
    let analysis = clause.tree.analysis();
    analysis.entities.iter().any(|e| e.head == at && kinds.contains(&e.kind))
}

/// Whether someone unnamed does it: as the subject, or as the agent that a passive leaves out.
#[must_use]
pub fn does(clause: &Clause<'_, '_>, frame: &Frame) -> bool {
    frame.subjects.iter().flat_map(|s| clause.tree.coordinated(*s)).any(|s| is_someone(clause, s))
}

/// Verbs of harm that accidents do as well.
const ALSO_ACCIDENTS: &[&str] = &[
    "kill", "wound", "injure", "hurt", "burn", "destroy", "damage", "hit", "maim", "crush", "bury", "flatten", "wreck",
];

/// Contexts of PLOVER in which harm is done by someone.
const OF_CONFLICT: &[&str] = &["military", "terrorism", "peacekeeping", "repression", "territory"];

/// Whether a passive without agent tells what someone did: "was abducted"; "were killed" only by weapons or where the
/// sentence is about fighting or force, not in an accident.
#[must_use]
pub fn is_deliberate(clause: &Clause<'_, '_>, at: usize, frame: &Frame) -> bool {
    let lemma = clause.tree.word(at).lemma.to_lowercase();
    if !ALSO_ACCIDENTS.contains(&lemma.as_str()) || means::mode(clause, at, frame).is_some() {
        return true;
    }
    let topics = topic::contexts(&clause.lexicon.contexts.found(clause.tree.words()));
    topics.iter().any(|t| OF_CONFLICT.contains(&t.as_str())) && !topics.iter().any(|t| t == "disasters")
}

/// Verbs of which an act is the subject when it comes about ("clashes resumed", "a siege began").
const COMES_ABOUT: &[&str] = &[
    "resume",
    "erupt",
    "break",
    "begin",
    "start",
    "continue",
    "follow",
    "take",
    "occur",
    "happen",
    "intensify",
    "escalate",
    "spread",
    "rage",
    "flare",
    "go",
    "explode",
    "shake",
    "rock",
    "hit",
    "kill",
    "wound",
    "injure",
    "leave",
    "destroy",
    "last",
    "claim",
    "cause",
    "come",
    "end",
    "cease",
    "subside",
    "force",
    "drive",
    "displace",
    "damage",
];

/// Prepositions under which an act is told as one that took place ("after the shelling of a market").
const PRESUPPOSED: &[&str] = &["after", "since", "during", "following", "amid", "despite", "in", "by", "from", "over"];

/// Whether the noun at `at` tells an act that came about, whoever did it: "clashes resumed", "the shelling of a market",
/// "after a coup".
#[must_use]
pub fn comes_about(clause: &Clause<'_, '_>, at: usize, frame: &Frame) -> bool {
    let tree = clause.tree;
    let word = tree.word(at);
    let above = tree.head(at);
    if word.relation() == "nsubj"
        && above.is_some_and(|v| COMES_ABOUT.contains(&tree.word(v).lemma.to_lowercase().as_str()))
    {
        return true;
    }
    let done_to = !frame.objects.is_empty() && tree.by(at, "nmod").any(|n| tree.case(n).as_deref() == Some("of"));
    let definite =
        tree.by(at, "det").any(|d| matches!(tree.word(d).lemma.to_lowercase().as_str(), "the" | "a" | "this"));
    let placed =
        frame.obliques.iter().any(|(p, _)| matches!(p.as_str(), "on" | "in" | "at" | "near" | "outside" | "against"));
    let after =
        matches!(word.relation(), "obl" | "nmod") && tree.case(at).is_some_and(|c| PRESUPPOSED.contains(&c.as_str()));
    (definite && done_to)
        || (after && (done_to || placed || definite))
        || (word.relation() == "obj" && definite && (done_to || placed))
}
