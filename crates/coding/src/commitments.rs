//! The commitments of one document: reports with a status that looks forward, joined when they are of one act.

use detente_actors::Resolved;
use detente_record::{
    Commitment, CommitmentKind, CommitmentState, Confidence, EventType, QuadClass, Report, Sought, Status, Step,
};

/// Opens and joins the commitments of a document, from its reports in order.
#[must_use]
pub fn of_document(reports: &[Report], resolved: &Resolved) -> Vec<Commitment> {
    let mut out: Vec<(Commitment, &Report)> = Vec::new();
    for report in reports {
        let Some(status) = report.status() else { continue };
        let cancelled = status == Status::Cancelled;
        let threat = report.event_type == EventType::Threaten && status.is_fact();
        let hostile_condition = report.condition.is_some() && status.is_forward();
        if !(status.is_forward() || cancelled || threat || hostile_condition) || !report.actors.is_found() {
            continue;
        }
        // What is only hoped for, or asked about, binds nobody.
        let kind = kind_of(report, status);
        let state = match status {
            Status::Prepared => CommitmentState::Prepared,
            Status::Cancelled => CommitmentState::Dropped,
            _ => CommitmentState::Open,
        };
        if let Some((commitment, _)) = out.iter_mut().find(|(_, opener)| same_act(opener, report, resolved)) {
            join(commitment, report, kind, state);
            continue;
        }
        let mut commitment = Commitment {
            id: Commitment::id_of(report.id),
            kind,
            opened_by: report.id,
            maker: report.actors.clone(),
            addressee: report.recipients.clone(),
            act: report.span,
            condition: Sought::looked(report.condition),
            deadline: Sought::NotSought,
            state: CommitmentState::Open,
            steps: Vec::new(),
        };
        join(&mut commitment, report, kind, state);
        out.push((commitment, report));
    }
    out.into_iter().map(|(c, _)| c).collect()
}

fn kind_of(report: &Report, status: Status) -> CommitmentKind {
    match status {
        Status::Threatened => CommitmentKind::Threat,
        Status::Promised => CommitmentKind::Promise,
        Status::Demanded if report.condition.is_some() => CommitmentKind::Ultimatum,
        Status::Demanded => CommitmentKind::Demand,
        _ if report.event_type == EventType::Threaten => CommitmentKind::Threat,
        // What conflicts and is announced against someone is a threat to them.
        _ if report.event_type.quad_class() == QuadClass::MaterialConflict && report.recipients.is_found() => {
            CommitmentKind::Threat
        }
        _ => CommitmentKind::Plan,
    }
}

fn join(commitment: &mut Commitment, report: &Report, kind: CommitmentKind, state: CommitmentState) {
    if kind == CommitmentKind::Threat {
        commitment.kind = kind;
    }
    if !commitment.addressee.is_found() {
        commitment.addressee = report.recipients.clone();
    }
    if !commitment.condition.is_found() {
        commitment.condition = Sought::looked(report.condition);
    }
    if state != CommitmentState::Open {
        commitment.steps.push(Step {
            state,
            report: report.id,
            reason: "same kind of act by the same maker in this text".into(),
            confidence: Confidence(0.6),
        });
        // What is dropped stays dropped within one text; what is prepared is further than what is open.
        if commitment.state != CommitmentState::Dropped {
            commitment.state = state;
        }
    }
}

/// Whether two reports are of one act: type and mode, a maker of the same state, no different addressee.
fn same_act(a: &Report, b: &Report, resolved: &Resolved) -> bool {
    let countries = |report: &Report, recipients: bool| -> Vec<String> {
        let list = if recipients { report.recipients.found() } else { report.actors.found() };
        let mut out: Vec<String> = list
            .into_iter()
            .flatten()
            .flat_map(|p| &p.actors)
            .filter_map(|id| resolved.actor(*id))
            .map(|a| a.country.found().cloned().unwrap_or_else(|| a.name.clone()))
            .collect();
        out.sort();
        out.dedup();
        out
    };
    if a.event_type != b.event_type || a.mode.found() != b.mode.found() {
        return false;
    }
    let makers = (countries(a, false), countries(b, false));
    let addressees = (countries(a, true), countries(b, true));
    !makers.0.is_empty()
        && makers.0 == makers.1
        && (addressees.0.is_empty() || addressees.1.is_empty() || addressees.0 == addressees.1)
}
