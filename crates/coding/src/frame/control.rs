//! Subjects of clauses that have none of their own.

use detente_actors::Tree;
use detente_language::Upos;

use super::{is_passive, is_relative};

/// Verbs whose object is the subject of the infinitive after them ("urged Seoul to stop").
const OBJECT_CONTROL: &[&str] = &[
    "ask",
    "urge",
    "order",
    "tell",
    "force",
    "allow",
    "call",
    "press",
    "compel",
    "enable",
    "warn",
    "persuade",
    "invite",
    "request",
    "permit",
    "get",
    "cause",
    "lead",
    "help",
    "encourage",
    "instruct",
    "command",
    "direct",
    "want",
    "expect",
    "make",
    "let",
    "see",
    "authorize",
    "pressure",
    "push",
    "require",
    "advise",
    "challenge",
    "remind",
    "convince",
    "beg",
];

/// The greatest number of steps upwards through a chain of clauses.
const STEPS: usize = 12;

/// What a word hangs under. "accused the South of sending": an analyser may hang the act on the name beside it; it
/// belongs to the verb.
#[must_use]
pub fn governor(tree: &Tree<'_>, at: usize) -> Option<usize> {
    let head = tree.head(at)?;
    let word = tree.word(at);
    let marked = |m: usize| matches!(tree.word(m).lemma.as_str(), "of" | "for" | "from" | "against");
    let misplaced = word.relation() == "acl"
        && word.deprel != "acl:relcl"
        && tree.word(head).upos == Upos::Propn
        && matches!(tree.word(head).deprel.as_str(), "obj" | "nsubj:pass" | "obl")
        && tree.by(at, "mark").any(marked);
    if misplaced { tree.head(head) } else { Some(head) }
}

/// The subject of a clause that has none of its own.
pub(super) fn controller(tree: &Tree<'_>, at: usize, steps: usize) -> (Vec<usize>, &'static str) {
    let none = (Vec::new(), "no subject");
    let word = tree.word(at);
    let Some(head) = governor(tree, at) else { return none };
    if steps > STEPS || tree.children(at).iter().any(|c| tree.word(*c).relation() == "expl") {
        return none;
    }
    let of = |verb: usize| {
        if is_passive(tree, verb) {
            // "was told to leave": who was told.
            let patients: Vec<usize> = tree.by(verb, "nsubj").collect();
            if patients.is_empty() { controller(tree, verb, steps + 1).0 } else { patients }
        } else {
            let own: Vec<usize> = tree.by(verb, "nsubj").filter(|s| !is_relative(tree, *s)).collect();
            if own.is_empty() { verb_subjects(tree, verb, steps + 1) } else { own }
        }
    };
    let relation = if tree.head(at) == Some(head) { word.relation() } else { "advcl" };
    match relation {
        "conj" if matches!(tree.word(head).upos, Upos::Verb | Upos::Adj | Upos::Aux | Upos::Noun) => {
            if is_passive(tree, head) && !is_passive(tree, at) {
                return (tree.by(head, "nsubj").collect(), "subject of the verb it is joined to");
            }
            (of(head), "subject of the verb it is joined to")
        }
        "xcomp" => {
            let object = tree.first(head, "obj").or_else(|| tree.first(head, "iobj"));
            let lemma = tree.word(head).lemma.to_lowercase();
            match object {
                Some(object) if OBJECT_CONTROL.contains(&lemma.as_str()) => (vec![object], "object of the verb above"),
                _ => (of(head), "subject of the verb above"),
            }
        }
        // "accused the South of sending": who is accused sends.
        "advcl"
            if tree
                .by(at, "mark")
                .any(|m| matches!(tree.word(m).lemma.as_str(), "of" | "for" | "from" | "against")) =>
        {
            match tree.first(head, "obj").or_else(|| tree.by(head, "nsubj:pass").next()) {
                Some(object) => (vec![object], "object of the verb above"),
                None => (of(head), "subject of the clause above"),
            }
        }
        "advcl" | "parataxis" => (of(head), "subject of the clause above"),
        "ccomp"
            if word.feats.has("VerbForm", "Inf")
                || word.feats.has("VerbForm", "Ger")
                || tree.by(at, "aux").any(|a| tree.word(a).xpos == "VBG") =>
        {
            (of(head), "subject of the verb above")
        }
        "acl" if matches!(tree.word(head).upos, Upos::Noun | Upos::Propn | Upos::Pron) => {
            let participle = word.feats.has("VerbForm", "Part") || word.xpos == "VBG";
            let marked = tree.first(at, "mark").is_some();
            if word.deprel == "acl:relcl" || (participle && !marked) {
                return (vec![head], "noun it describes");
            }
            // "its plan to send", "they scrapped plans to send", "preparations for launching".
            let owner: Vec<usize> = tree.by(head, "nmod:poss").collect();
            if !owner.is_empty() {
                return (owner, "owner of the noun above");
            }
            match tree.head(head) {
                Some(governor) if matches!(tree.word(head).relation(), "obj" | "obl" | "xcomp") => {
                    (of(governor), "subject of the verb above the noun")
                }
                _ => none,
            }
        }
        _ => none,
    }
}

pub(super) fn verb_subjects(tree: &Tree<'_>, at: usize, steps: usize) -> Vec<usize> {
    if tree.word(at).deprel == "acl:relcl" && tree.by(at, "nsubj").any(|s| is_relative(tree, s)) {
        return tree.head(at).into_iter().collect();
    }
    controller(tree, at, steps).0
}
