//! What happened, as all reports of it together say.

use std::collections::{BTreeMap, BTreeSet};

use detente_record::{DocumentId, EventId, EventType, Identity, ReportId, Status};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::fact::{Fact, NO_DAY, Party, Realm, Tally, Timing};
use crate::join::Cluster;
use crate::origin::{self, Origin, Print};

/// How well an event stands, by who says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// Someone denies it.
    Disputed,
    /// Both the side that acts and the side that is acted upon say so.
    Confirmed,
    /// At least one origin that belongs to neither side says so, besides another.
    Corroborated,
    /// One origin of neither side says so, and nobody else.
    Reported,
    /// One side alone says so.
    Asserted,
}

impl Standing {
    /// As it is written.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Disputed => "disputed",
            Self::Confirmed => "confirmed",
            Self::Corroborated => "corroborated",
            Self::Reported => "reported",
            Self::Asserted => "asserted",
        }
    }

    /// All of them.
    pub const ALL: [Self; 5] = [Self::Disputed, Self::Confirmed, Self::Corroborated, Self::Reported, Self::Asserted];
}

/// Numbers of one thing that do not agree, kept side by side.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Contradiction {
    /// What is counted, or `place`.
    pub of: String,
    /// Each version and the reports that give it.
    pub versions: Vec<(String, Vec<String>)>,
}

/// Why two reports were joined.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// One report.
    pub a: String,
    /// The other.
    pub b: String,
    /// 0 to 1000; 600 is enough.
    pub points: i32,
    /// What the points are made of.
    pub why: String,
}

/// What of an event is no column of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
pub struct EventDetail {
    /// Who acted, of all reports.
    pub actors: Vec<Party>,
    /// To whom.
    pub recipients: Vec<Party>,
    /// Numbers, each version once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counts: Vec<Tally>,
    /// Where reports contradict each other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contradictions: Vec<Contradiction>,
    /// Names of its origins.
    pub origins: Vec<String>,
    /// Countries whose voices say so.
    pub sides: Vec<String>,
    /// Who denies it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub denied_by: Vec<String>,
    /// Why its reports were joined.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// Ids of its reports.
    pub reports: Vec<String>,
    /// The clause of its first report.
    pub clause: String,
    /// Whether a report names its day.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub dated: bool,
    /// Called off for a time only, in the words of a report.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub for_a_time: bool,
    /// Things used, sent, given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub things: Vec<String>,
    /// Content words of its reports, sorted, each once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
}

/// An event.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Derived from its first report.
    pub id: EventId,
    /// Of what was, or of what is to come.
    pub realm: Realm,
    /// Day of its cell.
    pub base: i32,
    /// What kind of act, as most reports have it.
    pub event_type: EventType,
    /// Its mode, as most reports that give one have it.
    pub mode: Option<String>,
    /// Whether it happened, as most say.
    pub status: Status,
    /// How well it stands.
    pub standing: Standing,
    /// First day.
    pub from: Option<i32>,
    /// Last day.
    pub to: Option<i32>,
    /// Place, as most reports have it.
    pub place: Option<String>,
    /// Number of documents.
    pub documents: usize,
    /// Number of outlets; documents without a known outlet count as one each text.
    pub outlets: usize,
    /// Number of independent origins.
    pub origins: usize,
    /// PLOVER score, mean of the reports'.
    pub score: Option<f64>,
    /// The rest.
    pub detail: EventDetail,
    /// Its reports, the first said first.
    pub members: Vec<ReportId>,
}

/// The event of a cluster.
#[must_use]
pub fn event(facts: &[Fact], cluster: &Cluster, prints: &FxHashMap<DocumentId, Print>) -> Event {
    let members: Vec<&Fact> = cluster.members.iter().map(|at| &facts[*at]).collect();
    let asserting: Vec<&Fact> = members.iter().filter(|f| f.status != Status::Denied).copied().collect();
    let basis = if asserting.is_empty() { &members } else { &asserting };
    let origins = origin::origins(basis, prints);
    let detail = detail(&members, basis, &origins, cluster);
    let scores: Vec<f64> = basis.iter().filter_map(|f| f.detail.score).collect();
    let (from, to) = days(basis, (cluster.day > NO_DAY).then_some(cluster.day));
    let event_type = most(basis.iter().map(|f| f.event_type)).unwrap_or(EventType::Consult);
    Event {
        id: id_of(members.first().map_or(ReportId::from_bytes([0; 10]), |f| f.id)),
        realm: members.first().map_or(Realm::Supposed, |f| f.realm()),
        base: cluster.day,
        event_type,
        mode: most(basis.iter().filter(|f| f.event_type == event_type).filter_map(|f| f.mode.clone())),
        status: status(basis),
        standing: standing(&members, &asserting, &origins, &detail),
        from,
        to,
        place: most(basis.iter().filter_map(|f| f.detail.place.clone())),
        documents: members.iter().map(|f| f.document).collect::<BTreeSet<_>>().len(),
        outlets: members
            .iter()
            .map(|f| f.outlet.clone().unwrap_or_else(|| f.document.to_string()))
            .collect::<BTreeSet<_>>()
            .len(),
        origins: origins.len(),
        #[allow(clippy::cast_precision_loss, reason = "few reports")]
        score: (!scores.is_empty()).then(|| (scores.iter().sum::<f64>() / scores.len() as f64 * 100.0).round() / 100.0),
        members: members.iter().map(|f| f.id).collect(),
        detail,
    }
}

/// What is said of it: what one report saw going on, a later one saw done.
fn status(basis: &[&Fact]) -> Status {
    if basis.iter().any(|f| f.status == Status::Happened) {
        return Status::Happened;
    }
    most(basis.iter().map(|f| f.status)).unwrap_or(Status::Possible)
}

/// The id of the event whose first report is this one.
#[must_use]
pub fn id_of(first: ReportId) -> EventId {
    EventId::from_identity(&Identity::of("event").with(first.as_bytes()))
}

fn detail(members: &[&Fact], basis: &[&Fact], origins: &[Origin], cluster: &Cluster) -> EventDetail {
    let gather = |of: fn(&Fact) -> &Vec<Party>| -> Vec<Party> {
        basis.iter().flat_map(|f| of(f)).cloned().collect::<BTreeSet<_>>().into_iter().collect()
    };
    let mut counts: Vec<Tally> = Vec::new();
    for tally in basis.iter().flat_map(|f| &f.detail.counts) {
        if !counts.contains(tally) {
            counts.push(tally.clone());
        }
    }
    counts.sort_by(|a, b| a.of.cmp(&b.of).then(a.low.total_cmp(&b.low)));
    let denied: BTreeSet<String> = members
        .iter()
        .filter(|f| f.status == Status::Denied)
        .map(|f| match (f.said_by(), f.detail.sources.last()) {
            (Some(country), _) => country.to_owned(),
            (None, Some(source)) => source.party.name.clone(),
            (None, None) => f.outlet.clone().unwrap_or_else(|| "its author".into()),
        })
        .collect();
    EventDetail {
        actors: gather(|f| &f.detail.actors),
        recipients: gather(|f| &f.detail.recipients),
        contradictions: contradictions(basis),
        counts,
        origins: origins.iter().map(|o| o.name.clone()).collect(),
        sides: origins.iter().filter_map(|o| o.country.clone()).collect::<BTreeSet<_>>().into_iter().collect(),
        denied_by: denied.into_iter().collect(),
        links: cluster
            .decisions
            .iter()
            .map(|d| Link { a: d.a.to_string(), b: d.b.to_string(), points: d.points, why: d.why.clone() })
            .collect(),
        reports: members.iter().map(|f| f.id.to_string()).collect(),
        clause: members.first().map_or_else(String::new, |f| f.detail.clause.clone()),
        dated: basis.iter().any(|f| f.timing == Timing::Exact),
        for_a_time: basis.iter().any(|f| f.detail.for_a_time),
        things: each_once(basis.iter().flat_map(|f| &f.detail.things)),
        words: each_once(basis.iter().flat_map(|f| &f.detail.words).take(MOST_WORDS)),
    }
}

/// So many words of its reports are kept with an event.
const MOST_WORDS: usize = 60;

fn each_once<'a>(words: impl Iterator<Item = &'a String>) -> Vec<String> {
    words.cloned().collect::<BTreeSet<_>>().into_iter().collect()
}

/// Counts of one thing that lie further apart than rounding, and different places.
fn contradictions(facts: &[&Fact]) -> Vec<Contradiction> {
    let mut versions: BTreeMap<String, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
    for fact in facts {
        for tally in &fact.detail.counts {
            let value = match tally.high {
                Some(high) if (high - tally.low).abs() > f64::EPSILON => format!("{}–{high}", tally.low),
                _ => tally.low.to_string(),
            };
            versions.entry(tally.of.clone()).or_default().entry(value).or_default().insert(fact.id.to_string());
        }
        if let Some(place) = &fact.detail.place {
            versions.entry("place".into()).or_default().entry(place.clone()).or_default().insert(fact.id.to_string());
        }
    }
    versions
        .into_iter()
        .filter(|(_, v)| v.len() > 1)
        .map(|(of, v)| Contradiction {
            of,
            versions: v.into_iter().map(|(value, reports)| (value, reports.into_iter().collect())).collect(),
        })
        .collect()
}

/// The days of an event: of the reports that name days; else of the cell.
fn days(facts: &[&Fact], cell: Option<i32>) -> (Option<i32>, Option<i32>) {
    let exact: Vec<&&Fact> = facts.iter().filter(|f| matches!(f.timing, Timing::Exact | Timing::Coarse)).collect();
    if exact.is_empty() {
        let by = facts.iter().filter_map(|f| f.to.or(f.from)).min();
        return (cell.or(by), by.or(cell));
    }
    (exact.iter().filter_map(|f| f.from).min(), exact.iter().filter_map(|f| f.to).max())
}

fn standing(members: &[&Fact], asserting: &[&Fact], origins: &[Origin], detail: &EventDetail) -> Standing {
    if !asserting.is_empty() && asserting.len() < members.len() {
        return Standing::Disputed;
    }
    let actors = crate::fact::countries(&detail.actors);
    let recipients = crate::fact::countries(&detail.recipients);
    let says = |side: &[&str]| origins.iter().any(|o| o.country.as_deref().is_some_and(|c| side.contains(&c)));
    let of_neither =
        |o: &&Origin| o.country.as_deref().is_none_or(|c| !actors.contains(&c) && !recipients.contains(&c));
    let others = origins.iter().filter(of_neither).count();
    let both = says(&actors)
        && origins
            .iter()
            .any(|o| o.country.as_deref().is_some_and(|c| recipients.contains(&c) && !actors.contains(&c)));
    match (both, others, origins.len()) {
        (true, ..) => Standing::Confirmed,
        (false, 1.., 2..) => Standing::Corroborated,
        (false, 1.., _) => Standing::Reported,
        _ => Standing::Asserted,
    }
}

/// The commonest value; of equally common ones the smallest.
fn most<T: Ord>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    let highest = counts.values().copied().max()?;
    counts.into_iter().find(|(_, n)| *n == highest).map(|(v, _)| v)
}
