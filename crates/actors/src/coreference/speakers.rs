//! First persons: inside a quotation, or in the prose of a state's own voice, "I" is the speaker and "we" the
//! speaker's side.

use detente_record::{Actor, ActorId, ActorKind};

use super::speech::Speeches;
use crate::catalogue::Catalogue;
use crate::names::Vantage;
use crate::resolve::Resolved;

/// What "I" and "we" are where they stand.
pub(super) fn first_person(
    catalogue: &Catalogue,
    speeches: &Speeches,
    resolved: &mut Resolved,
    vantage: &Vantage,
    (sentence, head): (usize, usize),
    lemma: &str,
) -> Option<(Vec<ActorId>, &'static str, f32)> {
    /// A speaker whom the grammar of the quotation gives.
    const SPEAKER: f32 = 0.8;
    /// Prose of a publisher that speaks for a state.
    const VOICE: f32 = 0.5;
    let singular = matches!(lemma, "i" | "my" | "me" | "mine" | "myself");
    let plural = matches!(lemma, "we" | "our" | "us" | "ours" | "ourselves");
    if !singular && !plural {
        return None;
    }
    if speeches.at(sentence, head).is_none() {
        let home = vantage.home.as_deref().filter(|_| plural && vantage.voice)?;
        let state = catalogue.state(home)?.actor(vantage.on);
        return Some((vec![resolved.add(state)], "side of the voice that publishes", VOICE));
    }
    let (at, word) = speeches.speaker(sentence, head)?;
    let speaker = match resolved.at(at, word)?.resolution.proposed.as_slice() {
        [one] => resolved.actor(*one)?.clone(),
        _ => return None,
    };
    if singular {
        return (speaker.kind == ActorKind::Person).then(|| (vec![speaker.id], "speaker of the quotation", SPEAKER));
    }
    let side = side(catalogue, &speaker, vantage)?;
    Some((vec![resolved.add(side)], "side of the speaker", SPEAKER))
}

/// For whom someone speaks: an official for the state, a body without a state for itself.
fn side(catalogue: &Catalogue, speaker: &Actor, vantage: &Vantage) -> Option<Actor> {
    use detente_record::Sector as S;
    let official = |s: &S| matches!(s, S::Gov | S::Mil | S::Leg | S::Spy | S::Cop | S::Jud);
    let speaks =
        matches!(speaker.kind, ActorKind::State | ActorKind::Institution | ActorKind::Military | ActorKind::StateMedia)
            || speaker.sectors.iter().any(official);
    match speaker.country.found() {
        Some(code) if speaks => {
            let entity = catalogue.state(code).or_else(|| catalogue.with_key(&format!("organisation:{code}")))?;
            Some(entity.actor(vantage.on))
        }
        _ => (!speaks && speaker.kind != ActorKind::Person).then(|| speaker.clone()),
    }
}
