//! Refusals: a cooperative act that an actor says it will not do is an act of its own.
//!
//! "Tehran will not halt enrichment" is no RETREAT that did not happen but a REJECT that did (PLOVER 2.0 manual,
//! "REJECT": all rejections and refusals).

use detente_actors::Tree;
use detente_knowledge::Sense;
use detente_record::{EventType, Held, Status};

use crate::frame::carried_by;

/// The mode of the refusal of an act; `None` when a refusal of such an act is none. A sense of REJECT that is worded
/// as a negation ("will not budge") is a refusal already.
#[must_use]
pub fn of(sense: &Sense, lemma: &str) -> Option<Option<String>> {
    match sense.event_type {
        EventType::Reject => Some(sense.mode.clone()),
        EventType::Concede | EventType::Retreat => Some(Some("yield".into())),
        EventType::Aid | EventType::Cooperate => Some(Some("assist".into())),
        EventType::Consult => Some(Some("meet".into())),
        EventType::Agree | EventType::Support => Some(None),
        _ if is_worded(sense, lemma) => Some(sense.mode.clone()),
        _ => None,
    }
}

/// Whether a sense holds the "not" itself ("not recognise", "will never tolerate"), so that it does not negate.
#[must_use]
pub fn is_worded(sense: &Sense, lemma: &str) -> bool {
    let negative = |w: &String| matches!(w.as_str(), "not" | "no" | "never");
    let mut own = sense.verbs.iter().filter(|v| v.head.eq_ignore_ascii_case(lemma)).peekable();
    own.peek().is_some() && own.all(|v| v.rest.iter().any(negative))
}

/// Whether a clause says that its subject will not do it.
#[must_use]
pub fn refuses(tree: &Tree<'_>, at: usize) -> bool {
    let clause = carried_by(tree, at).unwrap_or(at);
    let will = tree.by(clause, "aux").any(|a| {
        matches!(tree.word(a).lemma.to_lowercase().as_str(), "will" | "shall" | "would" | "wo" | "'ll" | "going")
    });
    let not = tree.children(clause).iter().any(|c| {
        let form = tree.word(*c).form.to_lowercase();
        matches!(form.as_str(), "not" | "n't" | "n’t" | "never")
            || (form == "longer" && tree.word(*c).relation() == "advmod")
    });
    will && not
}

/// What the holders hold of the refusal: whoever denied the act asserts the refusal; for the author it is a fact when
/// the one who refuses says so himself or no one else stands between.
#[must_use]
pub fn held(held: &[Held], own_word: bool) -> Vec<Held> {
    held.iter()
        .map(|h| {
            let asserted = h.status == Status::Denied || own_word;
            Held { status: if asserted { Status::Happened } else { h.status }, ..h.clone() }
        })
        .collect()
}
