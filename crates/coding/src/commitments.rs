//! The commitments of one document: what its actors hold out, undertake, plan and demand, joined when they are of one act.
//!
//! Two kinds of report open one. A report of an act yet to come ("will send ships") commits whoever is to do it. A report of
//! the word itself ("threatened", "pledged", "agreed", "demanded") commits whoever gave it; where both tell of one act
//! ("pledged to send ships"), the act to come is the commitment and the word says of what kind it is.

use detente_actors::Resolved;
use detente_record::{
    ActorId, Commitment, CommitmentKind, CommitmentState, Confidence, EventType, Participant, QuadClass, Report,
    Sought, Status, Step, TextSpan, When,
};

/// A report that may open a commitment, with what its sentence says beside it.
pub struct Opener<'r> {
    /// The report.
    pub report: &'r Report,
    /// The status that its own word gives to what it governs ("pledge": promised), by `lexicon/embedders.tsv`.
    pub gives: Option<Status>,
    /// Whether its words set a demand a term or a penalty ("ultimatum", "24 hours to leave").
    pub final_demand: bool,
    /// By when.
    pub deadline: Option<When>,
    /// Whether its words commit nobody: what an act already done is for ("seized a ship to search it"), or a noun that only
    /// speaks of someone's words ("after the North's threat").
    pub in_passing: bool,
}

/// Opens and joins the commitments of a document, from its reports in order.
#[must_use]
pub fn of_document(openers: &[Opener<'_>], resolved: &Resolved) -> Vec<Commitment> {
    let mut out: Vec<(Commitment, &Report)> = Vec::new();
    for opener in openers {
        let report = opener.report;
        let Some(status) = report.status() else { continue };
        // The word that holds out the act: "pledged" above "to send".
        let word = openers.iter().find(|w| holds_out(w, report));
        let is_word = is_word(opener);
        if opener.in_passing {
            continue;
        }
        // A demand is the word's: what is asked for is no act of whoever asks.
        let asks = is_word && report.event_type == EventType::Request;
        if status == Status::Demanded && word.is_some_and(|w| w.report.event_type == EventType::Request) {
            continue;
        }
        if is_word && !asks && openers.iter().any(|other| holds_out(opener, other.report)) {
            continue;
        }
        let Some(kind) = (if is_word { kind_of_word(opener) } else { kind_of_act(report, status, word, resolved) })
        else {
            continue;
        };
        // What is demanded is demanded by someone else than who is to do it.
        let maker_of = word.filter(|_| status == Status::Demanded).map_or(report, |w| w.report);
        let Some(maker) = maker_of.actors.found().cloned().or_else(|| speaker(report, status, resolved)) else {
            continue;
        };
        let addressee = addressee(report, word, status);
        let condition = report.condition.or_else(|| word.and_then(|w| w.report.condition));
        let state = match status {
            Status::Prepared => CommitmentState::Prepared,
            Status::Cancelled => CommitmentState::Dropped,
            _ => CommitmentState::Open,
        };
        if let Some((commitment, _)) = out.iter_mut().find(|(c, first)| {
            // What was called off before and is held out again on a condition is held out anew.
            let anew = c.state == CommitmentState::Dropped && state == CommitmentState::Open && condition.is_some();
            c.maker.is_found() && same_act(first, report, resolved) && alike(c.kind, kind) && !anew
        }) {
            join(commitment, opener, addressee, condition, kind, state);
            continue;
        }
        let mut commitment = Commitment {
            id: Commitment::id_of(report.id),
            kind,
            opened_by: report.id,
            maker: Sought::looked(Some(maker)),
            addressee: Sought::looked(None),
            act: report.span,
            condition: Sought::looked(None),
            deadline: Sought::looked(opener.deadline.clone().or_else(|| word.and_then(|w| w.deadline.clone()))),
            state: CommitmentState::Open,
            steps: Vec::new(),
        };
        join(&mut commitment, opener, addressee, condition, kind, state);
        out.push((commitment, report));
    }
    out.into_iter().map(|(c, _)| c).collect()
}

/// "Mounds of filth will be scattered over the South": a hostile act yet to come that a speaker announces against another
/// state, saying of nobody else that he will do it, is the speaker's.
fn speaker(report: &Report, status: Status, resolved: &Resolved) -> Option<Vec<Participant>> {
    let hostile = report.event_type.quad_class() == QuadClass::MaterialConflict;
    let country = |id: &ActorId| resolved.actor(*id).and_then(|a| a.country.found());
    let holder = report.attribution.chain.last().filter(|_| report.attribution.chain.len() > 1)?;
    let own = holder.actors.iter().find_map(country)?;
    let others = report.recipients.found()?.iter().flat_map(|p| &p.actors).filter_map(country).any(|c| c != own);
    if !hostile || !status.is_forward() || status == Status::Demanded || !others {
        return None;
    }
    let mention = resolved.mentions.iter().find(|m| Some(m.id) == holder.mention)?;
    Some(vec![Participant {
        mention: mention.id,
        span: mention.span,
        actors: holder.actors.clone(),
        description: holder.description.clone(),
    }])
}

/// Whether a report is of a word that commits its speaker, and was uttered.
fn is_word(opener: &Opener<'_>) -> bool {
    let report = opener.report;
    let uttered = report.held.iter().any(|h| h.status.is_fact());
    let of_words = matches!(report.event_type, EventType::Threaten | EventType::Agree | EventType::Request);
    of_words && uttered && report.actors.is_found()
}

/// Whether the word of `word` governs the act of `act`: within its clause, to come, and not another's.
fn holds_out(word: &Opener<'_>, act: &Report) -> bool {
    let inside = |outer: TextSpan, inner: TextSpan| outer.start <= inner.start && inner.end <= outer.end;
    let forward = act.status().is_some_and(Status::is_forward);
    is_word(word)
        && word.report.id != act.id
        && word.report.sentence == act.sentence
        && word.report.trigger.start < act.trigger.start
        && forward
        && inside(word.report.span, act.trigger)
        && (word.report.event_type == EventType::Request || shares(&word.report.actors, &act.actors))
}

fn shares(a: &Sought<Vec<Participant>>, b: &Sought<Vec<Participant>>) -> bool {
    let ids = |list: &Sought<Vec<Participant>>| -> Vec<ActorId> {
        list.found().into_iter().flatten().flat_map(|p| p.actors.iter().copied()).collect()
    };
    let (a, b) = (ids(a), ids(b));
    a.iter().any(|id| b.contains(id))
}

/// The kind of commitment that a word makes by itself.
fn kind_of_word(opener: &Opener<'_>) -> Option<CommitmentKind> {
    let report = opener.report;
    Some(match report.event_type {
        EventType::Threaten if opener.final_demand => CommitmentKind::Ultimatum,
        EventType::Threaten => CommitmentKind::Threat,
        EventType::Request if opener.final_demand || report.condition.is_some() => CommitmentKind::Ultimatum,
        EventType::Request => CommitmentKind::Demand,
        _ if report.reciprocal || parties(report) > 1 => CommitmentKind::Agreement,
        // "vowed to pass sanctions unless": a vow under a condition is a threat.
        _ if opener.gives == Some(Status::Threatened) && report.condition.is_some() => CommitmentKind::Threat,
        _ => match opener.gives {
            Some(Status::Planned | Status::Prepared) => CommitmentKind::Plan,
            Some(Status::Threatened) | None if report.event_type != EventType::Agree => return None,
            _ => CommitmentKind::Promise,
        },
    })
}

/// How many different parties do it.
fn parties(report: &Report) -> usize {
    let mut each: Vec<&[ActorId]> = report.actors.found().into_iter().flatten().map(|p| p.actors.as_slice()).collect();
    each.sort_unstable();
    each.dedup();
    each.len()
}

/// The kind of commitment that an act yet to come is, by its status and by the word above it; `None` when it binds nobody.
fn kind_of_act(
    report: &Report,
    status: Status,
    word: Option<&Opener<'_>>,
    resolved: &Resolved,
) -> Option<CommitmentKind> {
    let harm = matches!(report.event_type, EventType::Assault | EventType::Coerce | EventType::Influence);
    let conflict = report.event_type.quad_class() == QuadClass::MaterialConflict;
    let good = matches!(report.event_type.quad_class(), QuadClass::MaterialCooperation)
        || matches!(report.event_type, EventType::Support);
    let conditional = report.condition.is_some();
    // In one's own word, an act is held out; in another's it is only said to be planned.
    let side = |id: &ActorId| resolved.actor(*id).and_then(|a| a.country.found());
    let own_word = report.attribution.chain.last().is_some_and(|h| {
        let makers = report.actors.found().into_iter().flatten().flat_map(|p| &p.actors);
        makers.into_iter().any(|a| h.actors.iter().any(|own| own == a || (side(a).is_some() && side(a) == side(own))))
    });
    if let Some(word) = word
        && (status != Status::Cancelled)
    {
        let kind = kind_of_word(word)?;
        return Some(match kind {
            CommitmentKind::Promise | CommitmentKind::Agreement | CommitmentKind::Plan
                if harm && report.recipients.is_found() =>
            {
                CommitmentKind::Threat
            }
            CommitmentKind::Agreement if !word.report.reciprocal => CommitmentKind::Promise,
            kind => kind,
        });
    }
    Some(match status {
        Status::Threatened if good => CommitmentKind::Promise,
        Status::Threatened => CommitmentKind::Threat,
        Status::Promised if harm && report.recipients.is_found() => CommitmentKind::Threat,
        Status::Promised => CommitmentKind::Promise,
        // Whoever asks for it is not known here: the word of asking opens the demand.
        Status::Demanded => return None,
        Status::Cancelled => CommitmentKind::Plan,
        status if status.is_forward() => match report.event_type {
            EventType::Threaten => CommitmentKind::Threat,
            _ if harm && report.recipients.is_found() => CommitmentKind::Threat,
            _ if conflict && conditional => CommitmentKind::Threat,
            _ if good && conditional && own_word => CommitmentKind::Promise,
            _ => CommitmentKind::Plan,
        },
        _ => return None,
    })
}

/// To whom: those it is done to, else those to whom the word is said; of a demand, those who are to do it.
fn addressee(report: &Report, word: Option<&Opener<'_>>, status: Status) -> Option<Vec<Participant>> {
    let found = |list: &Sought<Vec<Participant>>| list.found().cloned();
    match word {
        Some(word) if status == Status::Demanded => found(&word.report.recipients).or_else(|| found(&report.actors)),
        Some(word) => found(&report.recipients).or_else(|| found(&word.report.recipients)),
        None => found(&report.recipients),
    }
}

/// Whether two kinds can be of one commitment: what was planned may be threatened, what is agreed may be promised.
fn alike(a: CommitmentKind, b: CommitmentKind) -> bool {
    let asks = |k: CommitmentKind| matches!(k, CommitmentKind::Demand | CommitmentKind::Ultimatum);
    asks(a) == asks(b)
}

fn join(
    commitment: &mut Commitment,
    opener: &Opener<'_>,
    addressee: Option<Vec<Participant>>,
    condition: Option<TextSpan>,
    kind: CommitmentKind,
    state: CommitmentState,
) {
    if kind == CommitmentKind::Threat && commitment.kind == CommitmentKind::Plan {
        commitment.kind = kind;
    }
    if !commitment.addressee.is_found() {
        commitment.addressee = Sought::looked(addressee);
    }
    if !commitment.condition.is_found() {
        commitment.condition = Sought::looked(condition);
    }
    if !commitment.deadline.is_found() {
        commitment.deadline = Sought::looked(opener.deadline.clone());
    }
    if state != CommitmentState::Open {
        commitment.steps.push(Step {
            state,
            report: opener.report.id,
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
    // Words of the same kind are of one act only where they say the same.
    if matches!(a.event_type, EventType::Threaten | EventType::Agree | EventType::Request) && a.sentence != b.sentence {
        return false;
    }
    let makers = (countries(a, false), countries(b, false));
    let addressees = (countries(a, true), countries(b, true));
    !makers.0.is_empty()
        && makers.0 == makers.1
        && (addressees.0.is_empty() || addressees.1.is_empty() || addressees.0 == addressees.1)
}
