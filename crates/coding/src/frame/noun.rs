//! The frame of a noun, and of the light verb that carries it.

use detente_actors::Tree;
use detente_language::Upos;

use super::verb::verb;
use super::{Frame, loosen, named_as};

/// Verbs that only carry a noun that names the act ("hold talks", "stage a protest").
const LIGHT: &[&str] = &[
    "make",
    "hold",
    "conduct",
    "stage",
    "launch",
    "issue",
    "give",
    "deliver",
    "pay",
    "wage",
    "take",
    "have",
    "carry",
    "stage",
    "mount",
    "open",
    "begin",
    "start",
    "undertake",
    "perform",
    "do",
    "execute",
    "impose",
    "offer",
    "provide",
    "reach",
    "sign",
    "send",
    "file",
    "lodge",
    "express",
    "voice",
    "level",
    "hurl",
    "commit",
    "engage",
    "continue",
];

/// Verbs whose subject is also the subject of the act that their object names ("prepared a drill", "cancelled talks").
const SHARING: &[&str] = &[
    "prepare", "plan", "cancel", "scrap", "suspend", "postpone", "threaten", "promise", "propose", "announce", "halt",
    "stop", "end", "resume", "schedule", "delay", "seek", "attempt", "refuse", "escalate", "expand", "order",
    "approve",
];

pub(super) fn noun(tree: &Tree<'_>, at: usize) -> Frame {
    let mut frame = Frame { subject_rule: "no subject", ..Frame::default() };
    let owners: Vec<usize> = tree.by(at, "nmod:poss").collect();
    let mut of = Vec::new();
    for below in tree.by(at, "nmod").filter(|c| tree.word(*c).deprel != "nmod:poss") {
        match tree.case(below).as_deref() {
            Some("of") => of.push(below),
            Some("by") => {
                frame.subjects.push(below);
                frame.subject_rule = "by";
            }
            Some(preposition) => frame.obliques.push((preposition.to_owned(), below)),
            None => {}
        }
    }
    if frame.subjects.is_empty() && !owners.is_empty() {
        frame.subjects = owners;
        frame.subject_rule = "owner";
    }
    // "Britain is the largest donor to Malawi".
    if frame.subjects.is_empty() && tree.first(at, "cop").is_some() {
        frame.subjects = tree.by(at, "nsubj").collect();
        frame.subject_rule = "subject of the noun";
    }
    if frame.subjects.is_empty() {
        // "North Korean missile launches", "US-South Korean drills".
        frame.subjects = tree
            .by(at, "amod")
            .chain(tree.by(at, "compound"))
            .filter(|c| *c < at && !super::is_against(tree, *c))
            .collect();
        frame.subject_rule = "modifier";
    }
    // "anti-Pyongyang broadcasts".
    let against = tree.by(at, "amod").chain(tree.by(at, "compound")).filter(|c| super::is_against(tree, *c));
    frame.obliques.extend(against.map(|c| ("against".to_owned(), c)));
    frame.objects = of.into_iter().map(|o| named_as(tree, o)).collect();
    loosen(tree, &mut frame);
    // "the abduction of two soldiers by the militia", with "by" hung on the soldiers.
    if !matches!(frame.subject_rule, "by" | "owner") {
        let by: Vec<usize> = frame.with("by").collect();
        if !by.is_empty() {
            frame.subjects = by;
            frame.subject_rule = "by";
        }
    }
    let own = frame.obliques[..frame.own].iter().filter(|(p, _)| p != "by").count();
    frame.obliques.retain(|(p, _)| p != "by");
    frame.own = own;
    frame
        .objects
        .extend(tree.by(at, "compound").filter(|c| tree.word(*c).upos == Upos::Noun && !super::is_against(tree, *c)));
    // "they held talks": the subject of a light verb.
    let sharing = |verb: usize| {
        let lemma = tree.word(verb).lemma.to_lowercase();
        LIGHT.contains(&lemma.as_str()) || SHARING.contains(&lemma.as_str())
    };
    frame.complements = tree.by(at, "acl").filter(|c| tree.word(*c).deprel != "acl:relcl").collect();
    if matches!(tree.word(at).relation(), "obj" | "nsubj")
        && let Some(governor) = tree.head(at)
        && sharing(governor)
    {
        let above = verb(tree, governor);
        if above.objects.contains(&at) && !above.subjects.is_empty() {
            frame.subjects = above.subjects;
            frame.subject_rule = "subject of the verb that carries it";
            let own = above.own;
            frame.obliques.splice(frame.own..frame.own, above.obliques[..own].iter().cloned());
            frame.own += own;
            frame.obliques.extend(above.obliques.into_iter().skip(own));
        }
    }
    frame
}

/// Whether a noun is the object of a verb that only carries it.
#[must_use]
pub fn carried_by(tree: &Tree<'_>, at: usize) -> Option<usize> {
    let governor = tree.head(at)?;
    let light =
        LIGHT.contains(&tree.word(governor).lemma.to_lowercase().as_str()) && tree.word(governor).upos == Upos::Verb;
    (light && matches!(tree.word(at).deprel.as_str(), "obj" | "nsubj:pass")).then_some(governor)
}
