//! Who says so: the same claim by the same holder, in however many outlets, is one claim with its appearances.

use std::collections::{BTreeMap, BTreeSet};

use detente_record::{ClaimId, Identity, Status};
use serde::{Deserialize, Serialize};

use crate::fact::{Fact, Party};
use crate::join::Cluster;

/// What of a claim is no column of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
pub struct ClaimDetail {
    /// The holder, as first named.
    pub holder: Party,
    /// Ids of the reports that carry it.
    pub reports: Vec<String>,
    /// Ids of the documents in which it appears.
    pub documents: Vec<String>,
    /// The outlets.
    pub outlets: Vec<String>,
    /// The clause as it first appeared.
    pub clause: String,
}

/// A claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Derived from holder, status and first report.
    pub id: ClaimId,
    /// What the holder says of it.
    pub status: Status,
    /// The first day on which it appeared.
    pub day: Option<i32>,
    /// The type of act that is claimed.
    pub event_type: &'static str,
    /// The rest.
    pub detail: ClaimDetail,
}

/// The claims that the reports of a cluster carry.
#[must_use]
pub fn claims(facts: &[Fact], cluster: &Cluster) -> Vec<Claim> {
    let mut held: BTreeMap<(String, Status), Vec<(&Fact, Party)>> = BTreeMap::new();
    for at in &cluster.members {
        let fact = &facts[*at];
        let Some((key, party)) = holder(fact) else { continue };
        held.entry((key, fact.status)).or_default().push((fact, party));
    }
    held.into_iter()
        .map(|((key, status), said)| {
            let (first, holder) = &said[0];
            let documents: BTreeSet<String> = said.iter().map(|(f, _)| f.document.to_string()).collect();
            let outlets: BTreeSet<String> = said.iter().filter_map(|(f, _)| f.outlet.clone()).collect();
            Claim {
                id: ClaimId::from_identity(
                    &Identity::of("claim").with(&key).with(status.code()).with(first.id.as_bytes()),
                ),
                status,
                day: first.said(),
                event_type: first.event_type.code(),
                detail: ClaimDetail {
                    holder: holder.clone(),
                    reports: said.iter().map(|(f, _)| f.id.to_string()).collect(),
                    documents: documents.into_iter().collect(),
                    outlets: outlets.into_iter().collect(),
                    clause: first.detail.clause.clone(),
                },
            }
        })
        .collect()
}

/// Who holds it, and the key under which the same holder is known: a state through any of its officials, a named
/// source, or an unnamed one within its document.
fn holder(fact: &Fact) -> Option<(String, Party)> {
    let Some(source) = fact.detail.sources.last() else {
        let country = fact.voice.clone()?;
        let name = fact.outlet.clone().unwrap_or_else(|| country.clone());
        let party = Party { name, country: Some(country.clone()), kind: "state media".into(), ..Party::default() };
        return Some((format!("voice:{country}"), party));
    };
    let party = source.party.clone();
    let key = match (&party.country, &party.id) {
        (Some(country), _) if party.is_official() => format!("voice:{country}"),
        (_, Some(id)) if party.known => format!("source:{id}"),
        _ => format!("unnamed:{}:{}", fact.document, party.name.to_lowercase()),
    };
    Some((key, party))
}
