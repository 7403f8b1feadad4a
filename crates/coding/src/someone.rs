//! Someone who acts without being named: "He", "Thousands", "the two", a name that knowledge does not hold.

use detente_knowledge::{Argument, Sense};
use detente_language::{EntityKind, Upos};
use detente_record::EventType;

use crate::frame::Frame;
use crate::sense::Clause;
use crate::{aimed, means, topic};

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

/// Categories of things that are acts, words or favours of somebody.
const WORDS_AND_ACTS: &[&str] = &[
    "disapproval",
    "criticism",
    "policy",
    "position",
    "measure",
    "plan",
    "offer",
    "sanctions",
    "econ-sanction",
    "funding",
    "aidflow",
    "aid-word",
    "relief",
    "milaid",
    "pact",
    "hostility",
    "attack",
    "attack-word",
    "drills",
    "testweapon",
    "talks",
    "meeting",
    "restriction",
    "punishing",
    "violentharm",
    "yieldword",
    "badname",
    "dissent",
    "harm",
    "rights",
    "rights-word",
];

/// Nouns for what someone said or did, of which no sense is known.
const SAID: &[&str] = &[
    "word",
    "remark",
    "comment",
    "statement",
    "speech",
    "claim",
    "decision",
    "move",
    "step",
    "plan",
    "proposal",
    "idea",
    "report",
    "accusation",
    "allegation",
    "charge",
    "demand",
    "offer",
    "draft",
    "resolution",
    "ruling",
    "verdict",
    "award",
    "law",
    "bill",
    "vote",
    "election",
    "result",
    "act",
    "action",
    "behaviour",
    "behavior",
    "conduct",
    "policy",
    "position",
    "silence",
    "crackdown",
    "withdrawal",
    "deployment",
    "visit",
    "agreement",
    "deal",
    "letter",
    "film",
    "suggestion",
    "assertion",
    "version",
    "finding",
    "invitation",
    "request",
    "appeal",
    "threat",
    "warning",
    "ultimatum",
    "document",
];

/// Verbs that judge whatever they are said of, so that a pronoun may stand for it ("China opposes it").
const JUDGING: &[&str] = &[
    "oppose",
    "reject",
    "condemn",
    "denounce",
    "welcome",
    "praise",
    "criticize",
    "criticise",
    "deny",
    "dismiss",
    "support",
    "back",
    "endorse",
    "accept",
    "hail",
    "applaud",
    "slam",
    "deplore",
    "refuse",
    "decry",
    "rebuff",
    "commend",
    "laud",
    "condone",
    "deride",
    "ridicule",
    "refute",
    "repudiate",
    "lambast",
    "lambaste",
    "disavow",
    "approve",
];

/// Whether a pronoun stands where the object is that a verb of judgement needs.
#[must_use]
pub fn judges_it(clause: &Clause<'_, '_>, sense: &Sense, at: usize, frame: &Frame) -> bool {
    let of_judgement = matches!(sense.event_type, EventType::Reject | EventType::Accuse | EventType::Support);
    let it = |w: &usize| {
        let word = clause.tree.word(*w);
        word.upos == Upos::Pron
            && matches!(word.lemma.to_lowercase().as_str(), "it" | "this" | "that" | "they" | "such")
    };
    of_judgement
        && JUDGING.contains(&clause.tree.word(at).lemma.to_lowercase().as_str())
        && frame.objects.iter().any(it)
}

/// Whether an act of words, whose recipient is not named, is yet aimed at someone: "asked him to leave", "demanded that
/// India vacate the heights", "praised the attack", "blamed the other side".
#[must_use]
pub fn is_aimed(clause: &Clause<'_, '_>, sense: &Sense, at: usize, frame: &Frame) -> bool {
    let of_words = matches!(
        sense.event_type,
        EventType::Request
            | EventType::Accuse
            | EventType::Support
            | EventType::Reject
            | EventType::Agree
            | EventType::Threaten
            | EventType::Consult
    );
    let tree = clause.tree;
    let argument = |a: &Argument| -> Vec<usize> {
        match a {
            Argument::Object => frame.objects.clone(),
            Argument::IndirectObject => frame.indirect.clone(),
            Argument::Preposition(p) => frame.split(p).0,
            _ => Vec::new(),
        }
    };
    let places: Vec<usize> = sense.recipient.iter().flat_map(argument).collect();
    let person = |w: &usize| {
        let word = tree.word(*w);
        let lemma = word.lemma.to_lowercase();
        word.upos == Upos::Pron && (PRONOUNS.contains(&lemma.as_str()) || lemma == "other") && lemma != "it"
    };
    if places.iter().any(person) {
        return true;
    }
    // "sent rice to Mogadishu": a place where an argument would name whom it is done to.
    let place =
        |w: &usize| clause.resolved.at(clause.sentence, *w).is_some_and(|m| m.resolution.rule.ends_with("as a place"));
    if aimed::is_territorial(sense.event_type) && places.iter().any(place) {
        return true;
    }
    if !of_words {
        return false;
    }
    // "visited Belfast", "arrived in Bamako": a place of some state, which the report gives as its place.
    if sense.event_type == EventType::Consult {
        let somewhere = |w: &usize| tree.word(*w).upos == Upos::Propn && is_entity(clause, *w, &[EntityKind::Place]);
        return places.iter().any(somewhere);
    }
    let named = |w: &usize| {
        let word = tree.word(*w);
        word.upos == Upos::Noun
            && (SAID.contains(&word.lemma.to_lowercase().as_str())
                || clause.lexicon.knows(tree, *w)
                || WORDS_AND_ACTS.iter().any(|c| clause.is(*w, &format!("@{c}"))))
    };
    let judged =
        matches!(sense.event_type, EventType::Accuse | EventType::Support | EventType::Reject | EventType::Agree);
    let speaks = matches!(sense.event_type, EventType::Request | EventType::Threaten | EventType::Accuse);
    let asked = speaks && aimed::asked(tree, at).iter().any(|w| clause.is_actor(*w));
    asked || (judged && frame.objects.iter().any(named))
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
    if clause.of_conflict {
        return true;
    }
    let topics = topic::contexts(&clause.lexicon.contexts.found(clause.tree.words()));
    topics.iter().any(|t| OF_CONFLICT.contains(&t.as_str())) && !topics.iter().any(|t| t == "disasters")
}

/// The share of sentences of conflict that makes a document one of conflict.
const SHARE_OF_CONFLICT: usize = 4;

/// Whether a document is about fighting or force: a quarter of its sentences, and at least two, are.
#[must_use]
pub fn is_of_conflict(topics: &[Vec<String>]) -> bool {
    let of = |t: &&Vec<String>| t.iter().any(|t| OF_CONFLICT.contains(&t.as_str()));
    let count = topics.iter().filter(of).count();
    count >= 2 && count * SHARE_OF_CONFLICT >= topics.len()
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
