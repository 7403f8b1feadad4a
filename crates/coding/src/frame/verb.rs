//! The frame of a verb: passives, relative clauses, control, second objects and gerunds undone.

use detente_actors::Tree;
use detente_language::Upos;

use super::control::controller;
use super::{Frame, is_passive, is_relative, loosen, named_as, patient};

/// Verbs that take two objects, the first to whom.
const GIVING: &[&str] = &[
    "give",
    "promise",
    "offer",
    "grant",
    "deny",
    "send",
    "pay",
    "lend",
    "show",
    "tell",
    "ask",
    "award",
    "hand",
    "owe",
    "allow",
    "guarantee",
    "cost",
    "teach",
    "bring",
    "deliver",
    "supply",
    "sell",
    "serve",
    "deal",
    "inflict",
    "spare",
    "refuse",
    "pledge",
    "assure",
    "accord",
    "deal",
    "wish",
    "leave",
    "loan",
    "ship",
    "forgive",
    "issue",
    "provide",
];

/// Words that measure an act and are no object of it.
const MEASURES: &[&str] =
    &["dozen", "time", "hundred", "thousand", "score", "deal", "bit", "lot", "mile", "kilometre", "day", "year"];

pub(super) fn verb(tree: &Tree<'_>, at: usize) -> Frame {
    let mut frame = Frame { passive: is_passive(tree, at), ..Frame::default() };
    let relation = tree.word(at).relation();
    let antecedent = (tree.word(at).deprel == "acl:relcl" || relation == "acl").then(|| tree.head(at)).flatten();
    let resolve = |word: usize| if is_relative(tree, word) { antecedent.unwrap_or(word) } else { word };
    let mut surface: Vec<usize> = tree.by(at, "nsubj").filter(|s| tree.case(*s).is_none()).map(resolve).collect();
    let mut objects: Vec<usize> = tree.by(at, "obj").map(resolve).map(|o| named_as(tree, o)).collect();
    // A verb has one subject: a second one behind it is its object, whatever the analyser says.
    if surface.len() > 1 && !frame.passive && surface[0] < at {
        objects.extend(surface.split_off(1).into_iter().filter(|s| *s > at));
    }
    frame.indirect = tree.by(at, "iobj").map(resolve).collect();
    // "scattering rubbish dozens of times more": a measure is no second object.
    if objects.len() > 1 {
        let measure = |o: &usize| MEASURES.contains(&tree.word(*o).lemma.to_lowercase().as_str());
        objects = objects.iter().copied().enumerate().filter(|(n, o)| *n == 0 || !measure(o)).map(|(_, o)| o).collect();
    }
    // "halt wastepaper scattering": what stands before a gerund is its object, whatever it hangs on.
    if objects.is_empty() && tree.word(at).xpos == "VBG" && !frame.passive && at > 0 {
        let before = at - 1;
        let shared = tree.word(at).relation() == "xcomp"
            && tree.head(before) == tree.head(at)
            && tree.word(before).relation() == "obj";
        let own = tree.head(before) == Some(at) && tree.word(before).relation() == "compound";
        if (shared || own) && matches!(tree.word(before).upos, Upos::Noun | Upos::Propn) {
            objects.push(before);
        }
    }
    // "promised the miners safer shafts": of two objects the first is to whom.
    let gives = GIVING.contains(&tree.word(at).lemma.to_lowercase().as_str());
    if frame.indirect.is_empty() && objects.len() > 1 && !frame.passive && gives {
        frame.indirect.push(objects.remove(0));
    }
    // "asked him to leave", "asked Russia for troops": the only object is whom the verb is about, whatever it is called.
    if objects.is_empty() && !frame.passive {
        objects.clone_from(&frame.indirect);
    }
    frame.complements = tree.by(at, "xcomp").collect();
    // A phrase with a preposition is no subject either.
    let mistaken = tree.by(at, "nsubj").filter(|s| tree.case(*s).is_some());
    for oblique in tree.by(at, "obl").chain(mistaken) {
        let preposition = tree.case(oblique).unwrap_or_default();
        frame.obliques.push((preposition, resolve(oblique)));
    }
    frame.objects = objects;
    if frame.passive {
        let agents: Vec<usize> = tree
            .by(at, "obl")
            .chain(tree.by(at, "nsubj"))
            .filter(|o| tree.word(*o).deprel == "obl:agent" || tree.case(*o).as_deref() == Some("by"))
            .filter(|o| !matches!(tree.word(*o).upos, Upos::Num | Upos::Verb))
            .collect();
        // "were shot and killed by infiltrators": the agent behind the last of joined passives is that of all.
        let agents = if agents.is_empty() { agents_joined(tree, at) } else { agents };
        frame.obliques.retain(|(p, _)| p != "by");
        frame.subject_rule = if agents.is_empty() { "passive without agent" } else { "agent of the passive" };
        frame.subjects = agents;
        let patients = if surface.is_empty() { patient(tree, at) } else { surface };
        frame.objects = patients.into_iter().chain(frame.objects).collect();
    } else if surface.is_empty() {
        let (subjects, rule) = controller(tree, at, 0);
        frame.subjects = subjects;
        frame.subject_rule = rule;
    } else {
        frame.subjects = surface;
        frame.subject_rule = "subject";
        // "the leaflets that the group sent": the antecedent is the object.
        if frame.objects.is_empty()
            && tree.word(at).deprel == "acl:relcl"
            && let Some(noun) = antecedent
            && !frame.subjects.contains(&noun)
        {
            frame.objects.push(noun);
        }
    }
    loosen(tree, &mut frame);
    frame
}

/// The agents of the passive verbs that are joined to one and have no subject of their own.
fn agents_joined(tree: &Tree<'_>, at: usize) -> Vec<usize> {
    let joined = tree.by(at, "conj").filter(|c| {
        tree.word(*c).xpos == "VBN" && tree.first(*c, "nsubj").is_none() && tree.first(*c, "aux").is_none()
    });
    let by = |o: &usize| tree.word(*o).deprel == "obl:agent" || tree.case(*o).as_deref() == Some("by");
    joined
        .flat_map(|c| tree.by(c, "obl").filter(by).collect::<Vec<_>>())
        .filter(|o| !matches!(tree.word(*o).upos, Upos::Num | Upos::Verb))
        .collect()
}
