//! How one word governs another, in the terms of the embedders' table.

use detente_actors::Tree;
use detente_language::Upos;
use detente_record::Status;

use super::lower;

/// The status of what is embedded: what ends it or makes it unreal wins; what announces it wins over a fact.
pub(super) fn combine(inside: Option<Status>, outside: Status) -> Status {
    match (inside, outside) {
        (None | Some(Status::Happened | Status::Ongoing | Status::Planned), outside) => outside,
        (
            Some(inside),
            Status::Cancelled | Status::Failed | Status::Denied | Status::Hypothetical | Status::Possible,
        ) => {
            if matches!(inside, Status::Cancelled | Status::Failed | Status::Denied) {
                inside
            } else {
                outside
            }
        }
        // "threatened to prepare", "preparing its threatened launch": what is further along.
        (Some(Status::Threatened), Status::Prepared | Status::Threatened) => outside,
        (Some(inside), Status::Planned | Status::Happened | Status::Ongoing) => inside,
        (Some(_), outside) => outside,
    }
}

pub(super) fn is_finite(tree: &Tree<'_>, at: usize) -> bool {
    tree.word(at).feats.has("VerbForm", "Fin")
        || tree.by(at, "aux").any(|a| tree.word(a).feats.has("VerbForm", "Fin"))
        || matches!(tree.word(at).xpos.as_str(), "VBD" | "VBZ" | "VBP")
}

pub(super) fn pos_of(tree: &Tree<'_>, at: usize) -> &'static str {
    match tree.word(at).upos {
        Upos::Verb | Upos::Aux => "verb",
        Upos::Noun | Upos::Propn => "noun",
        Upos::Adj => "adj",
        Upos::Adv => "adverb",
        _ => "other",
    }
}

/// The lemma with its particle, "carry out".
pub(super) fn phrasal(tree: &Tree<'_>, at: usize) -> String {
    let lemma = lower(tree, at);
    match tree.first(at, "compound:prt") {
        Some(particle) => format!("{lemma} {}", lower(tree, particle)),
        None => lemma,
    }
}

pub(super) fn takes_infinitive(tree: &Tree<'_>, at: usize) -> bool {
    tree.head(at).is_some_and(|h| matches!(tree.word(h).upos, Upos::Adj))
        && tree.by(at, "mark").any(|m| {
            // "ready to pay", "ready for paying".
            lower(tree, m) == "to" || (tree.word(at).xpos == "VBG" && matches!(lower(tree, m).as_str(), "for" | "of"))
        })
}

/// How a word hangs under another, in the terms of the column `takes`.
pub(super) fn manner(tree: &Tree<'_>, at: usize) -> Vec<String> {
    let word = tree.word(at);
    let mut out = Vec::new();
    match word.relation() {
        "xcomp" | "ccomp" | "csubj" | "acl" | "advcl" => {
            let marks: Vec<String> = tree.by(at, "mark").map(|m| lower(tree, m)).collect();
            if marks.iter().any(|m| m == "to") {
                out.push("inf".into());
            } else if word.xpos == "VBG" && tree.first(at, "aux").is_none() {
                out.push("ing".into());
            } else {
                out.push("that".into());
            }
            out.extend(marks);
            out.extend(tree.case(at));
            if word.relation() == "xcomp" && !out.iter().any(|o| o == "ing") {
                out.push("inf".into());
            }
            if word.relation() == "csubj" {
                out.push("subj".into());
            }
        }
        "obj" => out.push("obj".into()),
        "nsubj" if word.deprel == "nsubj:pass" => out.push("obj".into()),
        "nsubj" => out.push("subj".into()),
        "obl" | "nmod" => out.extend(tree.case(at)),
        _ => {}
    }
    out
}

/// The head words of who says so.
pub(super) fn subjects_of(tree: &Tree<'_>, at: usize) -> Vec<usize> {
    let found = crate::frame::frame(tree, at).subjects;
    found.into_iter().flat_map(|s| tree.coordinated(s)).collect()
}
