//! Why a report is in the record.

use detente_record::{Derivation, Participant, TextSpan};

use crate::frame::Frame;
use crate::sense::Fit;
use crate::status::Finding;

/// The tree that `detente explain` shows.
#[must_use]
pub fn derivation(
    fit: &Fit<'_>,
    frame: &Frame,
    finding: &Finding,
    trigger: TextSpan,
    actors: &[Participant],
    recipients: &[Participant],
) -> Derivation {
    let mode = fit.sense.mode.as_ref().map(|m| format!(" {m}")).unwrap_or_default();
    let sense = Derivation::step(format!("type {}{mode}", fit.sense.event_type))
        .rule(&fit.sense.id)
        .entry(&fit.sense.entry)
        .at(trigger);
    let mut root = Derivation::step("report").at(trigger).with(sense);
    for (name, list, rule) in
        [("actor", actors, frame.subject_rule), ("recipient", recipients, "argument of the sense")]
    {
        for participant in list {
            root = root
                .with(Derivation::step(format!("{name}: {}", participant.description)).rule(rule).at(participant.span));
        }
    }
    let mut status = Derivation::step("status and attribution");
    for step in &finding.steps {
        status = status.with(step.clone());
    }
    root.with(status)
}
