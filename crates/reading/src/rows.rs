//! The parts of a reading, as plain rows: what JSON and CSV write, and what text, page and charts are made from.

use std::collections::BTreeSet;

use detente_memory::ask::Happening;
use detente_memory::day;
use detente_memory::ledger::Commitment;
use detente_record::QuadClass;
use detente_relations::{Day, Point};
use serde::Serialize;

/// One event.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EventRow {
    /// Its id, for `detente show`.
    pub id: String,
    /// Its first day.
    pub day: String,
    /// The same as a number, for drawing.
    #[serde(skip)]
    pub number: Day,
    /// Type of act.
    #[serde(rename = "type")]
    pub event_type: String,
    /// Its mode.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    /// What is said of it.
    pub status: String,
    /// How well it stands.
    pub standing: String,
    /// Codes of who acts.
    pub actors: Vec<String>,
    /// Codes of to whom.
    pub recipients: Vec<String>,
    /// PLOVER score.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// Number of documents.
    pub documents: u32,
    /// Number of independent origins.
    pub origins: u32,
    /// Countries whose voices say so.
    pub sides: Vec<String>,
    /// Names of its origins.
    pub said_by: Vec<String>,
    /// Who denies it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub denied_by: Vec<String>,
    /// Numbers and places on which its reports do not agree: of what, and each version.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contradictions: Vec<(String, Vec<String>)>,
    /// The clause of its first report.
    pub clause: String,
    /// Ids of its reports.
    #[serde(skip)]
    pub reports: Vec<String>,
}

impl EventRow {
    /// Of an event of the store.
    #[must_use]
    pub fn of(happening: &Happening) -> Self {
        let detail = &happening.detail;
        let codes = |list: &[detente_memory::fact::Party]| -> Vec<String> {
            list.iter().filter_map(|p| p.country.clone()).collect::<BTreeSet<_>>().into_iter().collect()
        };
        Self {
            id: happening.id.to_string(),
            day: day::text(happening.day),
            number: happening.day,
            event_type: happening.event_type.code().into(),
            mode: happening.mode.clone(),
            status: happening.status.code().into(),
            standing: happening.standing.code().into(),
            actors: codes(&detail.actors),
            recipients: codes(&detail.recipients),
            score: happening.score,
            documents: happening.documents,
            origins: happening.origins,
            sides: detail.sides.clone(),
            said_by: detail.origins.clone(),
            denied_by: detail.denied_by.clone(),
            contradictions: detail
                .contradictions
                .iter()
                .map(|c| (c.of.clone(), c.versions.iter().map(|(v, _)| v.clone()).collect()))
                .collect(),
            clause: one_line(&detail.clause),
            reports: detail.reports.clone(),
        }
    }

    /// Whether it is said to have happened, and not merely to come.
    #[must_use]
    pub fn is_past(&self) -> bool {
        matches!(self.status.as_str(), "happened" | "ongoing" | "failed")
    }

    /// Type and mode in one word or two.
    #[must_use]
    pub fn act(&self) -> String {
        match &self.mode {
            Some(mode) => format!("{} {mode}", self.event_type),
            None => self.event_type.clone(),
        }
    }
}

/// One period of a direction.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PointRow {
    /// The period: `2024-06-01`, `2024-W23`, `2024-06`.
    pub period: String,
    /// First and last day.
    #[serde(skip)]
    pub days: (Day, Day),
    /// Events.
    pub events: u32,
    /// Of those, what was said.
    pub words: u32,
    /// What was done.
    pub deeds: u32,
    /// What one side alone claims.
    pub claimed: u32,
    /// What both sides or independent origins say.
    pub corroborated: u32,
    /// Verbal cooperation, material cooperation, verbal conflict, material conflict.
    pub quads: [u32; 4],
    /// Acts yet to come: planned, threatened, promised.
    pub forward: u32,
    /// Sum of the PLOVER scores.
    pub score_sum: f64,
    /// Their mean.
    pub score_mean: Option<f64>,
    /// Documents behind the events.
    pub documents: u32,
    /// Documents of the store published in the period, of whatever they speak.
    pub coverage: f64,
    /// The sum of the scores for usual coverage; none where nothing was to be read.
    pub net: Option<f64>,
    /// The temperature, as all periods together show it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<LevelRow>,
    /// The tone: the level of the mean score.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tone: Option<LevelRow>,
}

/// A level with its bands.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct LevelRow {
    /// Its mean.
    pub mean: f64,
    /// The same as it was known at the time.
    pub at_the_time: f64,
    /// 80 per cent band.
    pub band80: (f64, f64),
    /// 95 per cent band.
    pub band95: (f64, f64),
}

impl PointRow {
    /// Of a point of a series.
    #[must_use]
    pub fn of(
        period: detente_relations::Period,
        point: &Point,
        net: Option<f64>,
        level: Option<LevelRow>,
        tone: Option<LevelRow>,
    ) -> Self {
        let quads = [
            QuadClass::VerbalCooperation,
            QuadClass::MaterialCooperation,
            QuadClass::VerbalConflict,
            QuadClass::MaterialConflict,
        ];
        Self {
            period: period.to_string(),
            days: (period.first_day(), period.last_day()),
            events: point.all.events,
            words: point.words.events,
            deeds: point.deeds.events,
            claimed: point.claimed().events,
            corroborated: point.corroborated().events,
            quads: quads.map(|q| point.of_quad(q)),
            forward: point.forward,
            score_sum: hundredths(point.all.plover.sum),
            score_mean: point.all.plover.mean().map(hundredths),
            documents: point.all.documents,
            coverage: point.exposure,
            net: net.map(hundredths),
            level,
            tone,
        }
    }
}

/// A threat, promise, plan or demand, and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CommitmentRow {
    /// Its id, for `detente show`.
    pub id: String,
    /// The day it was announced.
    pub announced: String,
    /// `threat`, `promise`, `plan` …
    pub kind: String,
    /// Type of act, with its mode.
    pub act_type: String,
    /// Codes of who committed.
    pub maker: Vec<String>,
    /// What is to be done, in the words of the text.
    pub act: String,
    /// On what condition.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition: Option<String>,
    /// By when, as the text says it or as a day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline: Option<String>,
    /// What became of it.
    pub state: String,
    /// Its steps.
    pub steps: Vec<StepRow>,
    /// Ids of the reports that opened it and show its steps.
    #[serde(skip)]
    pub reports: Vec<String>,
}

/// A step of a commitment.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StepRow {
    /// The day.
    pub day: String,
    /// What it became.
    pub state: String,
    /// Whether something of it was done by this step.
    pub done: bool,
    /// Whether it was given up or denied by this step.
    pub dropped: bool,
    /// Why the link is made.
    pub reason: String,
    /// How sure it is, 0 to 1.
    pub confidence: f64,
    /// Whether it stands without a person's word, or by one.
    pub confirmed: bool,
}

impl CommitmentRow {
    /// Of a commitment of the ledger.
    #[must_use]
    pub fn of(commitment: &Commitment) -> Self {
        let codes: BTreeSet<String> = commitment.maker.iter().filter_map(|p| p.country.clone()).collect();
        let deadline = commitment.deadline.as_ref().and_then(|d| d.to.clone().or_else(|| d.words.clone()));
        let evidence = commitment.steps.iter().flat_map(|s| s.evidence.iter().cloned());
        Self {
            id: commitment.id.clone(),
            announced: commitment.announced.clone(),
            kind: commitment.kind.clone(),
            act_type: match &commitment.mode {
                Some(mode) => format!("{} {mode}", commitment.event_type),
                None => commitment.event_type.clone(),
            },
            maker: codes.into_iter().collect(),
            act: one_line(&commitment.act),
            condition: commitment.condition.as_deref().map(one_line),
            deadline,
            state: commitment.state.code().into(),
            reports: commitment.opened_by.iter().cloned().chain(evidence).collect(),
            steps: commitment
                .steps
                .iter()
                .map(|s| StepRow {
                    day: s.date.clone(),
                    state: s.state.code().into(),
                    done: s.state.is_done(),
                    dropped: matches!(
                        s.state,
                        detente_memory::ledger::State::Dropped | detente_memory::ledger::State::Denied
                    ),
                    reason: s.reason.clone(),
                    confidence: (f64::from(s.confidence) * 100.0).round() / 100.0,
                    confirmed: s.confirmed,
                })
                .collect(),
        }
    }

    /// Whether it still stands open: nothing more is known, or it is under way.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(
            self.state.as_str(),
            "open" | "repeated" | "escalated" | "prepared" | "condition met" | "begun" | "suspended" | "resumed"
        )
    }
}

/// A number with two decimals.
#[must_use]
pub fn hundredths(x: f64) -> f64 {
    let x = (x * 100.0).round() / 100.0;
    if x == 0.0 { 0.0 } else { x }
}

/// Words without line breaks.
#[must_use]
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
