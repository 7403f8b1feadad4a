//! The openings of one act, taken together: all reports of one announcement open one commitment.

use std::collections::BTreeMap;

use detente_record::{CommitmentKind, DocumentId, EventId, EventType, Status};

use crate::error::Result;
use crate::event::Event;
use crate::fact::{Fact, Opening, Party, Realm, Timing, countries};
use crate::ledger::{Announcement, Happening};

/// An opening with the report that opened it.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The opening.
    pub opening: Opening,
    /// Its document.
    pub document: DocumentId,
    /// The report that opened it.
    pub fact: Fact,
    /// The event that this report is filed under.
    pub event: Option<EventId>,
}

/// The announcements that openings make, by day and id. `watched` gives the reports that stand in the words of an
/// opening's condition.
///
/// # Errors
/// When `watched` fails.
pub fn announcements(
    opened: Vec<Opened>,
    watched: &mut dyn FnMut(&Opened) -> Result<Vec<Fact>>,
) -> Result<Vec<Announcement>> {
    let mut groups: BTreeMap<Vec<u8>, Vec<Opened>> = BTreeMap::new();
    for one in opened {
        // Calling a thing off is a step of what was announced before, and announces nothing.
        if one.fact.status == Status::Cancelled || !stands(&one) {
            continue;
        }
        let key = one.event.map_or_else(|| one.opening.report.as_bytes().to_vec(), |e| e.as_bytes().to_vec());
        groups.entry(key).or_default().push(one);
    }
    let mut out = Vec::new();
    for mut group in groups.into_values() {
        group.sort_by_key(|o| (o.fact.said(), o.opening.id));
        let Some(first) = group.first() else { continue };
        let pick = |f: fn(&Opened) -> bool| group.iter().find(|o| f(o));
        let conditional = pick(|o| o.opening.detail.condition.is_some());
        let dated = pick(|o| o.opening.detail.deadline.is_some());
        let addressed = pick(|o| !o.opening.detail.addressee.is_empty()).unwrap_or(first);
        let watched = match conditional {
            Some(one) => watched(one)?,
            None => Vec::new(),
        };
        out.push(Announcement {
            id: first.opening.id,
            // A threat in one outlet is a threat, though another calls it a plan.
            kind: group.iter().map(|o| o.opening.kind).min().unwrap_or(CommitmentKind::Plan),
            opener: first.fact.clone(),
            opened_by: group.iter().map(|o| o.opening.report.to_string()).collect(),
            event: first.event.map(|e| e.to_string()),
            maker: first.opening.detail.maker.clone(),
            addressee: addressed.opening.detail.addressee.clone(),
            act: first.opening.detail.act.clone(),
            condition: conditional.and_then(|o| o.opening.detail.condition.clone()),
            watched,
            deadline: dated.and_then(to_come).or_else(|| planned(&group)),
            deadline_words: dated.and_then(|o| o.opening.detail.deadline_words.clone()),
        });
    }
    out.sort_by_key(|a| (a.day(), a.id));
    Ok(out)
}

/// Whether an opening is its maker's word to somebody else. What an adversary says that somebody is up to is an
/// allegation; what a state asks of its own people is no demand between states; nobody threatens himself.
fn stands(one: &Opened) -> bool {
    let Some(maker) = one.opening.detail.maker.iter().find_map(|p| p.country.as_deref()) else { return true };
    let others = |list: &[Party]| countries(list).into_iter().any(|c| c != maker);
    let own = |list: &[Party]| !countries(list).is_empty() && !others(list);
    match one.opening.kind {
        CommitmentKind::Demand => {
            others(&one.opening.detail.addressee)
                || others(&one.fact.detail.actors)
                || others(&one.fact.detail.recipients)
        }
        CommitmentKind::Threat => {
            // A bare threat names nothing that could be done, and whom it is meant for is easily misread.
            let bare = one.fact.event_type == EventType::Threaten;
            let alleged = one.fact.said_by().is_some_and(|c| c != maker);
            !alleged && (bare || !(own(&one.opening.detail.addressee) && own(&one.fact.detail.recipients)))
        }
        _ => true,
    }
}

/// The deadline of an opening, unless it is past when it is announced: then it is the day of saying so.
fn to_come(one: &Opened) -> Option<(Option<i32>, Option<i32>)> {
    let (from, to) = one.opening.detail.deadline?;
    let past = to.is_some_and(|to| one.fact.said().is_some_and(|said| to <= said));
    (!past).then_some((from, to))
}

/// The days for which an act is announced, where an opener names some to come: "will send, he said on Wednesday" is of
/// no Wednesday.
fn planned(group: &[Opened]) -> Option<(Option<i32>, Option<i32>)> {
    group.iter().map(|o| &o.fact).find_map(|fact| {
        let dated = fact.realm() == Realm::Forward && matches!(fact.timing, Timing::Exact | Timing::Coarse);
        let to = fact.to.or(fact.from).filter(|to| dated && fact.said().is_some_and(|said| said < *to))?;
        Some((fact.from, Some(to)))
    })
}

/// The reports of a document that stand in the words of a commitment's condition, of all its reports.
#[must_use]
pub fn watched(opening: &Opening, document: impl IntoIterator<Item = Fact>) -> Vec<Fact> {
    let Some(condition) = &opening.detail.condition else { return Vec::new() };
    let mut out: Vec<Fact> = document
        .into_iter()
        .filter(|f| f.id != opening.report && f.detail.start >= condition.start && f.detail.end <= condition.end)
        .collect();
    out.sort_by_key(|f| (f.detail.start, f.id));
    // "resume leaflet scattering": one act, though two words of it are reports.
    out.dedup_by(|b, a| a.event_type == b.event_type && a.mode == b.mode);
    out
}

impl From<&Event> for Happening {
    fn from(event: &Event) -> Self {
        Self {
            id: event.id.to_string(),
            realm: event.realm,
            event_type: event.event_type,
            mode: event.mode.clone(),
            status: event.status,
            standing: event.standing,
            day: event.from.or(event.to).unwrap_or(crate::fact::NO_DAY),
            place: event.place.clone(),
            score: event.score,
            detail: event.detail.clone(),
        }
    }
}
