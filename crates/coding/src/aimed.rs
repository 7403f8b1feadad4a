//! Recipients that no argument names but the clause still gives: whoever must meet the condition of a threat, and the
//! foreign country on whose ground an act is done.

use detente_actors::Tree;
use detente_knowledge::{Argument, Sense};
use detente_language::Upos;
use detente_record::{ActorKind, Document, EventType, Participant};

use crate::frame::{self, Frame};
use crate::roles;
use crate::sense::Clause;
use crate::status;

/// Types that are done to a country by being done on its ground ("bombed a depot in Syria", "eased the curfew in
/// Montenegro").
#[must_use]
pub fn is_territorial(event_type: EventType) -> bool {
    matches!(
        event_type,
        EventType::Assault
            | EventType::Aid
            | EventType::Coerce
            | EventType::Concede
            | EventType::Retreat
            | EventType::Sanction
            | EventType::Mobilize
            | EventType::Protest
    )
}

/// The state of the place where an argument would name whom it is done to: "arrived in Bamako", "sent rice to Mogadishu".
/// Only a state that the document names besides; a place alone names nobody.
#[must_use]
pub fn hosts(
    clause: &Clause<'_, '_>,
    sense: &Sense,
    frame: &Frame,
    actors: &[(usize, Participant)],
    document: &Document,
) -> Vec<(usize, Participant)> {
    if !(sense.event_type == EventType::Consult || is_territorial(sense.event_type)) || sense.reciprocal {
        return Vec::new();
    }
    let resolved = clause.resolved;
    let words = sense.recipient.iter().flat_map(|argument| match argument {
        Argument::Object => frame.objects.clone(),
        Argument::Preposition(p) => frame.split(p).0,
        _ => Vec::new(),
    });
    let host = |word: usize| {
        let mention = resolved.at(clause.sentence, word)?;
        if !mention.resolution.rule.ends_with("as a place") {
            return None;
        }
        let name = mention.resolution.candidates.first()?;
        let state = resolved.actors.iter().find(|a| a.kind == ActorKind::State && a.name == *name)?;
        let own = actors.iter().flat_map(|(_, p)| &p.actors).filter_map(|id| resolved.actor(*id));
        if own.into_iter().any(|a| a.country == state.country) {
            return None;
        }
        let mut participant = roles::participant(resolved, clause.sentence, word, document)?;
        participant.actors = vec![state.id];
        Some((word, participant))
    };
    words.filter_map(host).collect()
}

/// The recipients that the clause gives beside its arguments.
#[must_use]
pub fn beside(
    clause: &Clause<'_, '_>,
    at: usize,
    frame: &Frame,
    event_type: EventType,
    actors: &[(usize, Participant)],
    document: &Document,
) -> Vec<(usize, Participant)> {
    let words = if matches!(event_type, EventType::Request | EventType::Accuse) {
        asked(clause.tree, at)
    } else if event_type == EventType::Threaten {
        let subjects = conditioned(clause.tree, at);
        // "if South Korean ships cross": whose they are.
        let owners = clause.owners(&subjects);
        let conditioned: Vec<usize> = subjects.into_iter().chain(owners).collect();
        // "warned that Washington was preparing to arm them".
        if conditioned.is_empty() { asked(clause.tree, at) } else { conditioned }
    } else if matches!(event_type, EventType::Support | EventType::Consult) {
        got(clause.tree, at)
    } else if is_territorial(event_type) {
        ground(clause.tree, frame)
    } else {
        Vec::new()
    };
    let words = if words.is_empty() {
        answered(clause.tree, at).into_iter().filter(|w| clause.is_actor(*w)).collect()
    } else {
        words
    };
    let hostile = matches!(
        event_type,
        EventType::Assault | EventType::Influence | EventType::Coerce | EventType::Sanction | EventType::Mobilize
    );
    // "if the South resumes, we will scatter": against whom the condition is set.
    let words = if words.is_empty() && hostile {
        let above = clause.tree.head(at).filter(|_| clause.tree.word(at).relation() == "advcl");
        std::iter::once(at).chain(above).flat_map(|act| conditioned(clause.tree, act)).collect()
    } else {
        words
    };
    let country = |word: usize| -> Option<&String> {
        let mention = clause.resolved.at(clause.sentence, word)?;
        clause.resolved.actor(*mention.resolution.proposed.first()?)?.country.found()
    };
    // A speaker in another sentence has no word here.
    let actors: Vec<&(usize, Participant)> = actors.iter().filter(|(w, _)| *w != usize::MAX).collect();
    let own: Vec<&String> = actors.iter().filter_map(|(w, _)| country(*w)).collect();
    words
        .into_iter()
        .flat_map(|w| clause.tree.coordinated(w))
        .filter(|w| clause.is_actor(*w) && roles::can_act(clause.resolved, clause.sentence, *w))
        .filter(|w| country(*w).is_some_and(|c| !own.is_empty() && !own.contains(&c)))
        .filter_map(|w| roles::participant(clause.resolved, clause.sentence, w, document).map(|p| (w, p)))
        .collect()
}

/// Subjects of the condition that a threat makes: "if the South resumes", "unless Kabul frees them".
fn conditioned(tree: &Tree<'_>, at: usize) -> Vec<usize> {
    let below = tree.by(at, "xcomp").chain(tree.by(at, "ccomp"));
    std::iter::once(at)
        .chain(below)
        .filter_map(|act| status::condition_clause(tree, act))
        .flat_map(|condition| frame::frame(tree, condition).subjects)
        .collect()
}

/// Whom an act answers: "will respond to the South by scattering rubbish", "hit back at Israel by firing rockets".
fn answered(tree: &Tree<'_>, at: usize) -> Vec<usize> {
    const ANSWERS: &[&str] =
        &["respond", "retaliate", "react", "reply", "answer", "counter", "hit", "strike", "punish", "correspond"];
    let by = tree.by(at, "mark").any(|m| tree.word(m).lemma.eq_ignore_ascii_case("by"));
    let above = tree.head(at).filter(|h| by && ANSWERS.contains(&tree.word(*h).lemma.to_lowercase().as_str()));
    above
        .map(|h| {
            let to = tree.by(h, "obl").filter(|o| matches!(tree.case(*o).as_deref(), Some("to" | "against" | "at")));
            to.chain(tree.by(h, "obj")).collect()
        })
        .unwrap_or_default()
}

/// Who is to do what is asked for: "demanded that India vacate the heights", "called for the South to stop".
#[must_use]
pub fn asked(tree: &Tree<'_>, at: usize) -> Vec<usize> {
    let clauses = tree
        .by(at, "ccomp")
        .chain(tree.by(at, "xcomp"))
        .chain(tree.by(at, "advcl").filter(|c| tree.by(*c, "mark").any(|m| tree.word(m).lemma == "for")));
    clauses
        .filter(|c| tree.word(*c).upos == Upos::Verb)
        .flat_map(|c| if frame::is_passive(tree, c) { Vec::new() } else { tree.by(c, "nsubj").collect::<Vec<_>>() })
        .collect()
}

/// Who got what was sent: "Kim replied to a message sent by Putin", "a letter received from him".
fn got(tree: &Tree<'_>, at: usize) -> Vec<usize> {
    const GOT: &[&str] = &["reply", "respond", "answer", "receive", "get", "thank", "acknowledge"];
    let word = tree.word(at);
    let passive = word.relation() == "acl" && word.deprel != "acl:relcl" && frame::is_passive(tree, at);
    let Some(governor) = passive.then(|| tree.head(at)).flatten().and_then(|noun| tree.head(noun)) else {
        return Vec::new();
    };
    if GOT.contains(&tree.word(governor).lemma.to_lowercase().as_str()) {
        frame::frame(tree, governor).subjects
    } else {
        Vec::new()
    }
}

/// Where it is done: "in Syria" beside the verb or its object.
fn ground(tree: &Tree<'_>, frame: &Frame) -> Vec<usize> {
    let inside = |w: usize| {
        tree.by(w, "nmod").filter(|c| {
            matches!(tree.case(*c).as_deref(), Some("in" | "inside" | "across" | "throughout"))
                && tree.word(*c).upos == Upos::Propn
        })
    };
    let mut out: Vec<usize> = frame.objects.iter().flat_map(|o| inside(*o)).collect();
    out.extend(
        frame
            .obliques
            .iter()
            .filter(|(p, w)| {
                matches!(p.as_str(), "in" | "inside" | "across" | "throughout") && tree.word(*w).upos == Upos::Propn
            })
            .map(|(_, w)| *w),
    );
    out
}
