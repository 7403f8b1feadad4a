//! What looks like an event and is none, or lacks something.

use detente_actors::{Resolved, Tree};
use detente_knowledge::Sense;
use detente_language::Upos;
use detente_record::{Actor, ActorKind, EventType, Participant, Reason, Rejected, Sector};

use crate::frame::{self, Frame};
use crate::sense::{Clause, Fit, Miss};

/// A rejection of the word at `at`.
#[must_use]
pub fn rejected(
    clause: &Clause<'_, '_>,
    at: usize,
    sense: Option<&Sense>,
    reason: Reason,
    detail: Option<String>,
) -> Rejected {
    let word = clause.tree.word(at);
    Rejected {
        sentence: clause.sentence,
        trigger: word.span,
        lemma: word.lemma.clone(),
        event_type: sense.map(|s| s.event_type),
        sense: sense.map(|s| s.id.clone()),
        reason,
        detail,
        nearly: matches!(reason, Reason::NoActor | Reason::NoRecipient | Reason::NoSense),
    }
}

/// The rejection of a word none of whose senses fit: for the sense that came closest.
#[must_use]
pub fn no_fit(clause: &Clause<'_, '_>, at: usize, misses: &[(&Sense, Miss)]) -> Rejected {
    let (sense, miss) = misses
        .iter()
        .max_by_key(|(sense, miss)| (*miss, std::cmp::Reverse(&sense.id)))
        .map_or((None, Miss::Object), |(s, m)| (Some(*s), *m));
    let reason = match miss {
        Miss::Actor => Reason::NoActor,
        Miss::Recipient => Reason::NoRecipient,
        _ => Reason::NoFit,
    };
    rejected(clause, at, sense, reason, Some(miss.to_string()))
}

/// "The firm met its targets": what is met is no one.
#[must_use]
pub fn no_partner(fit: &Fit<'_>, frame: &Frame) -> bool {
    fit.sense.recipient.contains(&detente_knowledge::Argument::Object)
        && fit.sense.object.is_empty()
        && !frame.objects.is_empty()
}

/// Whether no one with a part in politics takes part, as far as one sees: unnamed firms, schools, doctors and farmers
/// alone, or one unnamed private person against another.
#[must_use]
pub fn is_private(actors: &[Participant], recipients: &[Participant], resolved: &Resolved) -> bool {
    let of = |list: &[Participant]| -> Vec<&Actor> {
        list.iter().flat_map(|p| &p.actors).filter_map(|id| resolved.actor(*id)).collect()
    };
    let (actors, recipients) = (of(actors), of(recipients));
    let unnamed = |a: &&Actor| a.entry.is_none() && !a.country.is_found();
    let sector = |a: &Actor| a.sectors.first().copied();
    let trade =
        |a: &&Actor| unnamed(a) && matches!(sector(a), Some(Sector::Bus | Sector::Edu | Sector::Med | Sector::Agr));
    let person = |a: &&Actor| {
        unnamed(a)
            && a.kind == ActorKind::Person
            && matches!(sector(a), None | Some(Sector::Cvl | Sector::Unk | Sector::Bus | Sector::Edu | Sector::Med))
    };
    !actors.is_empty()
        && ((recipients.is_empty() && actors.iter().all(trade))
            || (actors.iter().all(person) && recipients.iter().all(|a| person(a) || trade(a))))
}

/// Words by which a state's own media call the other side.
const HOSTILE: &[&str] = &["enemy", "enemies", "hostile", "aggressor", "imperialist", "invader", "puppet"];

/// Whether a state's own media tell how its leaders, party, army and people get on with each other: visits to building
/// sites, loyalty, thanks, resolutions, calls to work. What force does to people, and what is said to another side,
/// is never routine; where the sentence names no other side, neither battles of the past nor marches are events.
#[must_use]
pub fn is_domestic(
    sense: &Sense,
    actors: &[Participant],
    recipients: &[Participant],
    clause: &Clause<'_, '_>,
    in_statement: bool,
) -> bool {
    let resolved = clause.resolved;
    let Some(home) = &resolved.voice else { return false };
    let gentle = !matches!(
        sense.event_type,
        EventType::Assault
            | EventType::Coerce
            | EventType::Protest
            | EventType::Threaten
            | EventType::Sanction
            | EventType::Reject
            | EventType::Retreat
            | EventType::Influence
    );
    // Weapons and drills are aimed abroad even where no one is named.
    let shown = sense.event_type == EventType::Mobilize && recipients.is_empty() && !sense.routine;
    let hostile = |a: &Actor| {
        let name = a.name.to_lowercase();
        HOSTILE.iter().any(|w| name.contains(w))
    };
    let own = |p: &Participant| {
        !p.actors.is_empty()
            && p.actors.iter().filter_map(|id| resolved.actor(*id)).all(|a| {
                a.country.found() == Some(home)
                    || (a.entry.is_none() && !a.country.is_found() && a.kind != ActorKind::State && !hostile(a))
            })
    };
    // A press statement is addressed to another side, whoever its sentence names: "We are going to halt it for a time".
    if !actors.iter().chain(recipients).all(own) || (in_statement && !gentle) {
        return false;
    }
    if gentle && !shown && !actors.is_empty() && !sense.routine {
        return true;
    }
    let routine =
        sense.routine || (gentle && !shown) || matches!(sense.event_type, EventType::Assault | EventType::Protest);
    routine && !names_another_side(clause, home, &hostile)
}

/// Whether a sentence names anyone of another state, or an enemy.
fn names_another_side(clause: &Clause<'_, '_>, home: &str, hostile: &dyn Fn(&Actor) -> bool) -> bool {
    let resolved = clause.resolved;
    let here = resolved.mentions.iter().filter(|m| m.sentence == clause.sentence);
    here.flat_map(|m| &m.resolution.proposed).filter_map(|id| resolved.actor(*id)).any(|a| {
        let abroad = a.country.found().is_some_and(|c| c != home);
        abroad || hostile(a) || (a.entry.is_some() && !a.country.is_found() && a.kind == ActorKind::Igo)
    })
}

/// Whether a participant is a body, not a person or people.
#[must_use]
pub fn is_body(one: &Participant, resolved: &Resolved) -> bool {
    let body = |a: &Actor| !matches!(a.kind, ActorKind::Person | ActorKind::Population | ActorKind::Group);
    !one.actors.is_empty() && one.actors.iter().filter_map(|id| resolved.actor(*id)).all(body)
}

/// Whether a participant is of the country of all that do it.
#[must_use]
pub fn is_compatriot(one: &Participant, actors: &[(usize, Participant)], resolved: &Resolved) -> bool {
    let country = |p: &Participant| -> Vec<String> {
        let of = |id: &detente_record::ActorId| resolved.actor(*id)?.country.found().cloned();
        p.actors.iter().filter_map(of).collect()
    };
    let mine = country(one);
    let theirs: Vec<String> = actors.iter().flat_map(|(_, p)| country(p)).collect();
    !mine.is_empty() && !theirs.is_empty() && mine.iter().chain(&theirs).all(|c| *c == mine[0])
}

/// A verb that no sense and no embedder knows, between two actors: what the knowledge lacks.
#[must_use]
pub fn no_sense(clause: &Clause<'_, '_>, at: usize) -> Option<Rejected> {
    let tree: &Tree<'_> = clause.tree;
    let word = tree.word(at);
    let lemma = word.lemma.to_lowercase();
    if word.upos != Upos::Verb || clause.lexicon.embeds(&lemma) || clause.lexicon.knows(tree, at) {
        return None;
    }
    let frame = frame::frame(tree, at);
    let acts = |words: &[usize]| {
        words
            .iter()
            .flat_map(|w| tree.coordinated(*w))
            .filter(|w| clause.is_actor(*w))
            .map(|w| clause.resolved.at(clause.sentence, w).map(|m| m.resolution.proposed.clone()))
            .collect::<Vec<_>>()
    };
    let aimed: Vec<usize> = frame
        .objects
        .iter()
        .copied()
        .chain(frame.indirect.iter().copied())
        .chain(frame.obliques.iter().map(|o| o.1))
        .collect();
    let (subjects, others) = (acts(&frame.subjects), acts(&aimed));
    let differs = subjects.iter().any(|s| others.iter().any(|o| o != s));
    differs.then(|| rejected(clause, at, None, Reason::NoSense, None))
}
