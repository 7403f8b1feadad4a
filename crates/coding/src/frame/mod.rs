//! Frames: the arguments of a predicate, with the grammar undone.

use detente_actors::Tree;
use detente_language::Upos;

use crate::voice::Voice;

mod control;
mod noun;
mod verb;

pub use control::governor;
pub use noun::carried_by;

use control::controller;

/// What a predicate governs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// Who does it: head words; several only when they come from different places ("'s" and "by").
    pub subjects: Vec<usize>,
    /// What it is done to.
    pub objects: Vec<usize>,
    /// To whom something is given.
    pub indirect: Vec<usize>,
    /// Prepositional arguments, nearest first.
    pub obliques: Vec<(String, usize)>,
    /// How many of those, from the first, are the predicate's own; the rest stand under its arguments.
    pub own: usize,
    /// Acts that it governs as infinitives ("threatened to attack").
    pub complements: Vec<usize>,
    /// Whether the clause is passive.
    pub passive: bool,
    /// Who says so: subjects of the verb whose clause of speech this predicate heads.
    pub said_by: Vec<usize>,
    /// Who speaks, when the predicate stands in a quotation or statement that another sentence gives to its speaker.
    pub voice: Option<Voice>,
    /// How the subject was found, for the derivation.
    pub subject_rule: &'static str,
}

impl Frame {
    /// The arguments of a preposition, the predicate's own apart from those under its arguments.
    #[must_use]
    pub fn split(&self, preposition: &str) -> (Vec<usize>, Vec<usize>) {
        let of = |list: &[(String, usize)]| list.iter().filter(|(p, _)| p == preposition).map(|(_, w)| *w).collect();
        let own = self.own.min(self.obliques.len());
        (of(&self.obliques[..own]), of(&self.obliques[own..]))
    }

    /// The arguments of a preposition.
    pub fn with<'f>(&'f self, preposition: &'f str) -> impl Iterator<Item = usize> + 'f {
        self.obliques.iter().filter(move |(p, _)| p == preposition).map(|(_, w)| *w)
    }
}

/// The frame of a predicate.
#[must_use]
pub fn frame(tree: &Tree<'_>, at: usize) -> Frame {
    let mut frame = match tree.word(at).upos {
        Upos::Noun | Upos::Propn => noun::noun(tree, at),
        _ => verb::verb(tree, at),
    };
    if let Some(says) = said_in(tree, at) {
        frame.said_by = tree.by(says, "nsubj").collect();
        if frame.said_by.is_empty() {
            frame.said_by = controller(tree, says, 0).0;
        }
    }
    frame
}

/// The verb whose clause of speech a predicate heads: "claimed that … are behind it".
#[must_use]
pub fn said_in(tree: &Tree<'_>, at: usize) -> Option<usize> {
    // "said the South would be held accountable": what an infinitive or a predicate stands under is what is said.
    let mut top = at;
    for _ in 0..3 {
        match tree.head(top) {
            Some(head) if tree.word(top).relation() == "xcomp" => top = head,
            _ => break,
        }
    }
    let head = tree.head(top)?;
    (tree.word(top).relation() == "ccomp" && tree.word(head).upos == Upos::Verb).then_some(head)
}

fn is_relative(tree: &Tree<'_>, at: usize) -> bool {
    let word = tree.word(at);
    word.feats.has("PronType", "Rel")
        || (word.upos == Upos::Pron && matches!(word.lemma.to_lowercase().as_str(), "which" | "who" | "that" | "whom"))
}

/// "what they call leaflets of punishment", "what he described as a warning": the name given stands for "what".
fn named_as(tree: &Tree<'_>, at: usize) -> usize {
    if !tree.word(at).lemma.eq_ignore_ascii_case("what") {
        return at;
    }
    let clause = tree.by(at, "acl").next();
    let named = clause.and_then(|c| {
        tree.by(c, "obl")
            .find(|o| tree.case(*o).as_deref() == Some("as"))
            .or_else(|| tree.by(c, "xcomp").find(|x| tree.is_nominal(*x)))
    });
    named.unwrap_or(at)
}

/// Prepositions that name a party to an act wherever in its phrase they stand.
const PARTY: &[&str] = &[
    "by", "to", "from", "against", "with", "between", "among", "for", "on", "into", "at", "toward", "towards", "over",
];

/// Adds the phrases under the arguments that can be the act's own: "leaflets to the South", "agreed on a truce with
/// the rebels", "the loan from Riyadh to Cairo". They come last, so that a phrase of the act itself is preferred.
fn loosen(tree: &Tree<'_>, frame: &mut Frame) {
    frame.own = frame.obliques.len();
    let mut queue: Vec<usize> = frame.objects.clone();
    queue.extend(frame.obliques.iter().filter(|(p, _)| p != "by").map(|(_, w)| *w));
    let mut at = 0;
    while at < queue.len() && at < 24 {
        for below in tree.by(queue[at], "nmod").filter(|b| tree.word(*b).deprel != "nmod:poss") {
            let Some(preposition) = tree.case(below) else { continue };
            let known = frame.obliques.iter().any(|(_, w)| *w == below);
            if !known && PARTY.contains(&preposition.as_str()) {
                frame.obliques.push((preposition, below));
            }
            if !known && !queue.contains(&below) {
                queue.push(below);
            }
        }
        // "anti-DPRK leaflets": whom what is sent is meant for.
        let against = tree.by(queue[at], "amod").chain(tree.by(queue[at], "compound")).filter(|c| is_against(tree, *c));
        frame.obliques.extend(against.map(|c| ("against".to_owned(), c)));
        at += 1;
    }
}

/// Whether a clause is passive.
#[must_use]
pub fn is_passive(tree: &Tree<'_>, at: usize) -> bool {
    let word = tree.word(at);
    if tree
        .children(at)
        .iter()
        .any(|c| matches!(tree.word(*c).deprel.as_str(), "nsubj:pass" | "aux:pass" | "csubj:pass"))
    {
        return true;
    }
    // "was discovered and killed by the guards": a participle joined to a passive, without a subject of its own.
    if word.relation() == "conj"
        && word.xpos == "VBN"
        && tree.first(at, "nsubj").is_none()
        && tree.first(at, "aux").is_none()
        && tree.first(at, "obj").is_none()
        && tree.head(at).is_some_and(|h| is_passive(tree, h))
    {
        return true;
    }
    // "leaflets sent by the group": a past participle that modifies a noun.
    word.relation() == "acl"
        && word.deprel != "acl:relcl"
        && word.xpos == "VBN"
        && tree.first(at, "obj").is_none()
        && tree.first(at, "aux").is_none()
}

/// The patient of a passive that has no subject of its own.
fn patient(tree: &Tree<'_>, at: usize) -> Vec<usize> {
    match tree.word(at).relation() {
        "acl" | "amod" => tree.head(at).into_iter().collect(),
        "conj" => {
            tree.head(at).filter(|h| is_passive(tree, *h)).map(|h| verb::verb(tree, h).objects).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

/// "anti-Pyongyang", "anti-U.S.": against whom a thing is, never whose it is.
#[must_use]
pub fn is_against(tree: &Tree<'_>, at: usize) -> bool {
    let form = tree.word(at).form.to_lowercase();
    form.strip_prefix("anti-").is_some_and(|rest| !rest.is_empty())
}
