//! Sentences that text, page and Markdown share.

use crate::breaks::BreakRow;
use crate::month::CourseRow;
use crate::relation::{ChangeRow, Direction, Relation};
use crate::rows::{CommitmentRow, EventRow};

/// A signed number with a true minus.
pub(crate) fn signed(x: f64) -> String {
    let text = format!("{:.1}", x.abs());
    match x {
        _ if text == "0.0" => text,
        x if x < 0.0 => format!("−{text}"),
        _ => format!("+{text}"),
    }
}

/// A number with one decimal and a true minus.
pub(crate) fn number(x: f64) -> String {
    signed(x).trim_start_matches('+').to_owned()
}

/// A probability as per cent.
pub(crate) fn percent(p: f64) -> String {
    format!("{:.0} %", (p * 100.0).clamp(0.0, 100.0))
}

/// The change against last month.
pub(crate) fn change(change: &ChangeRow) -> String {
    let sure = change.fell.max(1.0 - change.fell);
    let way = if change.by < 0.0 { "lower" } else { "higher" };
    format!(
        "{} {} {way} than in {} ({} to {}; {} sure): {}",
        change.course.arrow(),
        number(change.by.abs()),
        change.from,
        signed(change.band80.0),
        signed(change.band80.1),
        percent(sure),
        change.course.code()
    )
}

/// A break, without its events.
pub(crate) fn break_line(found: &BreakRow) -> String {
    let mark = if found.worsens() { "▼" } else { "▲" };
    format!(
        "{mark} {} ({} to {}, {}): {} from {} to {}",
        found.day,
        found.from,
        found.to,
        percent(found.probability),
        found.of,
        number(found.before),
        number(found.after)
    )
}

/// Who says so, of an event.
pub(crate) fn said_by(event: &EventRow, name: &dyn Fn(&str) -> String) -> String {
    let mut text = event.standing.clone();
    if !event.sides.is_empty() {
        let sides: Vec<String> = event.sides.iter().map(|s| name(s)).collect();
        text = format!("{text}, says {}", sides.join(" and "));
    }
    if !event.denied_by.is_empty() {
        let deny: Vec<String> = event.denied_by.iter().map(|s| name(s)).collect();
        text = format!("{text}; {} denies it", deny.join(" and "));
    }
    if event.documents > 1 {
        text = format!("{text}; {} documents", event.documents);
    }
    text
}

/// A commitment in one line.
pub(crate) fn commitment(row: &CommitmentRow) -> String {
    let mut text = format!("{} {} {}: {}", row.announced, row.kind, row.act_type, row.act);
    if let Some(condition) = &row.condition {
        text = format!("{text} (condition: {condition})");
    }
    if let Some(deadline) = &row.deadline {
        text = format!("{text} (by: {deadline})");
    }
    text
}

/// The latest step of a commitment.
pub(crate) fn step(row: &CommitmentRow) -> Option<String> {
    let step = row.steps.last()?;
    let sure = if step.confirmed { "" } else { ", proposed" };
    Some(format!("{} on {}{sure}: {}", step.state, step.day, step.reason))
}

/// How a direction went, in a word.
pub(crate) fn course(row: &CourseRow) -> &'static str {
    row.course.map_or("too little is known to say", super::relation::Course::code)
}

/// What the figures rest on.
pub(crate) fn basis(relation: &Relation, direction: &Direction) -> String {
    format!(
        "{} events from {} to {}, by {}; {} acts yet to come are not among them",
        direction.events, relation.days.0, relation.days.1, relation.by, direction.forward
    )
}

/// How the figures were made.
pub(crate) fn method(relation: &Relation) -> Vec<String> {
    let by = &relation.by;
    let mut out = vec![
        "Events are joined reports, each counted once. Scores are those of PLOVER 2.0, −10 (worst) to 10 (best)."
            .to_owned(),
        format!(
            "Temperature: the scores of a {by} summed, for usual coverage (counts are held against {}); a local level model \
             of it, surer with more coverage, wider without; Kalman filter and smoother, variances fitted to this relation \
             (Harvey 1989; Durbin and Koopman 2012). Tone: the same of the mean score of a {by}'s events.",
            relation.per
        ),
        format!(
            "Breaks: exact Bayesian change points of the rates of conflict and cooperation against {}, and of the mean \
             score (Fearnhead 2006); only those with probability of at least one half are told, each with the days \
             between which it lies with 80 % probability.",
            relation.per
        ),
        "The course is called deteriorated or improved where the change of the temperature is that way with probability of at \
         least 0.9, and unchanged otherwise."
            .to_owned(),
    ];
    for direction in &relation.directions {
        if let Some(model) = &direction.model {
            out.push(format!(
                "{} → {}: variance of a {by} of usual coverage {:.2}, of the temperature's steps {:.3}; log-likelihood {:.1}.",
                direction.actor,
                direction.recipient,
                model.event_variance / crate::flow::LOOKS,
                model.step_variance,
                model.log_likelihood
            ));
        }
    }
    out
}
