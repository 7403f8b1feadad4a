//! The ledger of commitments against an answer key.
//!
//! A key names its sources and lists commitments with what became of them. **A commitment is found** when the ledger
//! holds one of the same maker country and type (and mode, where the key gives one), announced within the key's
//! tolerance. Each commitment of the ledger is used for one of the key. **A step is found** when that commitment has a
//! step of the same state whose date lies within the step's tolerance, and which cites a report from one of the
//! step's sources. **Precision** is the share of right steps among all that the ledger gives the commitments found.
//! What the ledger holds beyond the key, of the same makers, addressees and days, is listed for a person to judge.

use std::fmt;

use detente_memory::day;
use detente_memory::ledger::{Commitment, Step};
use serde::{Deserialize, Serialize};

/// An answer key.
#[derive(Clone, Debug, Deserialize)]
pub struct LedgerKey {
    /// Its name.
    #[serde(default)]
    pub name: String,
    /// Files, relative to the key.
    pub sources: Vec<String>,
    /// First and last day.
    pub window: (String, String),
    /// Days by which an announcement may be off.
    pub tolerance_days: i32,
    /// What the ledger should hold.
    pub commitments: Vec<KeyCommitment>,
}

/// A commitment of a key.
#[derive(Clone, Debug, Deserialize)]
pub struct KeyCommitment {
    /// Its name in the key.
    pub id: String,
    /// Country of the maker.
    pub maker: String,
    /// Country of the addressee.
    pub addressee: Option<String>,
    /// Day.
    pub announced: String,
    /// Type.
    #[serde(rename = "type")]
    pub event_type: String,
    /// Mode, where it matters.
    pub mode: Option<String>,
    /// In the key's words.
    #[serde(default)]
    pub act: String,
    /// What became of it.
    #[serde(default)]
    pub steps: Vec<KeyStep>,
}

/// A step of a key.
#[derive(Clone, Debug, Deserialize)]
pub struct KeyStep {
    /// State.
    pub state: String,
    /// Day.
    pub date: String,
    /// Days by which it may be off.
    #[serde(default)]
    pub tolerance_days: i32,
    /// The sources of which one must be cited, by the beginning of their file's name; any when none is named.
    #[serde(default)]
    pub sources: Vec<String>,
}

/// A key that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LedgerKeyError {
    /// It does not parse.
    #[error("is no answer key for the ledger: {0}")]
    Json(#[from] serde_json::Error),
    /// A date that is none.
    #[error("{place}: '{date}' is no date; write it as 2024-05-26")]
    Date {
        /// Where.
        place: String,
        /// What stands there.
        date: String,
    },
}

impl LedgerKey {
    /// Reads a key.
    ///
    /// # Errors
    /// When it is no JSON of the right form, or holds a date that is none.
    pub fn parse(text: &str) -> Result<Self, LedgerKeyError> {
        let key: Self = serde_json::from_str(text)?;
        let check = |place: &str, date: &str| match day::parse(date) {
            Some(_) => Ok(()),
            None => Err(LedgerKeyError::Date { place: place.to_owned(), date: date.to_owned() }),
        };
        check("window", &key.window.0)?;
        check("window", &key.window.1)?;
        for commitment in &key.commitments {
            check(&commitment.id, &commitment.announced)?;
            for step in &commitment.steps {
                check(&commitment.id, &step.date)?;
            }
        }
        Ok(key)
    }
}

/// How many of the key's commitments were found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct CommitmentScore {
    /// Found.
    pub found: usize,
    /// In the key.
    pub total: usize,
    /// Share found.
    pub recall: f64,
}

/// How many of the key's steps were found, and how many that were given are right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct StepScore {
    /// Found.
    pub found: usize,
    /// In the key.
    pub total: usize,
    /// Share found.
    pub recall: f64,
    /// Steps of the commitments found that are in the key.
    pub right: usize,
    /// Steps that the ledger gives the commitments found.
    pub given: usize,
    /// Share right; 1 when none is given.
    pub precision: f64,
}

/// The score of a ledger against a key.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct LedgerScore {
    /// Name of the key.
    pub name: String,
    /// Commitments.
    pub commitments: CommitmentScore,
    /// Steps.
    pub steps: StepScore,
    /// What was missed or is not in the key, and why.
    pub remarks: Vec<String>,
    /// What the ledger holds beyond the key.
    pub beyond: Vec<String>,
}

/// Scores a ledger. `sources_of` gives the names of the files in which a report stands, by its id.
#[must_use]
pub fn score(key: &LedgerKey, ledger: &[Commitment], sources_of: &dyn Fn(&str) -> Vec<String>) -> LedgerScore {
    let mut out = LedgerScore { name: key.name.clone(), ..LedgerScore::default() };
    let mut used: Vec<&str> = Vec::new();
    let (mut right, mut given) = (0, 0);
    for wanted in &key.commitments {
        out.commitments.total += 1;
        out.steps.total += wanted.steps.len();
        let best = ledger
            .iter()
            .filter(|c| !used.contains(&c.id.as_str()) && is_it(key, wanted, c))
            .map(|c| (found_steps(wanted, c, sources_of), c))
            .max_by(|(a, x), (b, y)| {
                let rank = |steps: &[bool], c: &Commitment| {
                    let found = steps.iter().filter(|s| **s).count();
                    let wrong = c.steps.len() - right_steps(wanted, c, sources_of).min(c.steps.len());
                    (
                        found,
                        std::cmp::Reverse((wrong, apart(&wanted.announced, &c.announced))),
                        std::cmp::Reverse(c.id.clone()),
                    )
                };
                rank(a, x).cmp(&rank(b, y))
            });
        let Some((steps, commitment)) = best else {
            out.remarks.push(format!("{}: not in the ledger: {}", wanted.id, wanted.act));
            continue;
        };
        used.push(&commitment.id);
        out.commitments.found += 1;
        out.steps.found += steps.iter().filter(|s| **s).count();
        for (step, _) in wanted.steps.iter().zip(&steps).filter(|(_, found)| !**found) {
            out.remarks
                .push(format!("{} ({}): no step '{}' about {}", wanted.id, commitment.id, step.state, step.date));
        }
        given += commitment.steps.len();
        for step in &commitment.steps {
            if wanted.steps.iter().any(|w| is_step(w, step, sources_of)) {
                right += 1;
            } else {
                out.remarks.push(format!(
                    "{} ({}): '{}' of {} is not in the key: {}",
                    wanted.id,
                    commitment.id,
                    step.state.code(),
                    step.date,
                    step.reason
                ));
            }
        }
    }
    out.commitments.recall = share(out.commitments.found, out.commitments.total);
    out.steps = StepScore {
        right,
        given,
        recall: share(out.steps.found, out.steps.total),
        precision: share(right, given),
        ..out.steps
    };
    let beyond = |c: &&Commitment| {
        !used.contains(&c.id.as_str())
            && c.announced >= key.window.0
            && c.announced <= key.window.1
            && key
                .commitments
                .iter()
                .any(|w| has(&c.maker, &w.maker) && w.addressee.as_ref().is_none_or(|a| has(&c.addressee, a)))
    };
    out.beyond = ledger
        .iter()
        .filter(beyond)
        .map(|c| {
            format!(
                "{} {} {} {} {}: {} [{}]",
                c.id,
                c.announced,
                c.kind,
                c.event_type,
                c.mode.as_deref().unwrap_or("-"),
                c.act,
                c.state.code()
            )
        })
        .collect();
    out
}

fn has(list: &[detente_memory::fact::Party], country: &str) -> bool {
    list.iter().any(|p| p.country.as_deref() == Some(country))
}

fn is_it(key: &LedgerKey, wanted: &KeyCommitment, held: &Commitment) -> bool {
    has(&held.maker, &wanted.maker)
        && held.event_type == wanted.event_type
        && wanted.mode.as_ref().is_none_or(|m| held.mode.as_ref() == Some(m))
        && apart(&wanted.announced, &held.announced) <= key.tolerance_days
}

fn found_steps(wanted: &KeyCommitment, held: &Commitment, sources_of: &dyn Fn(&str) -> Vec<String>) -> Vec<bool> {
    wanted.steps.iter().map(|w| held.steps.iter().any(|s| is_step(w, s, sources_of))).collect()
}

fn right_steps(wanted: &KeyCommitment, held: &Commitment, sources_of: &dyn Fn(&str) -> Vec<String>) -> usize {
    held.steps.iter().filter(|s| wanted.steps.iter().any(|w| is_step(w, s, sources_of))).count()
}

fn is_step(wanted: &KeyStep, held: &Step, sources_of: &dyn Fn(&str) -> Vec<String>) -> bool {
    wanted.state == held.state.code()
        && apart(&wanted.date, &held.date) <= wanted.tolerance_days
        && (wanted.sources.is_empty()
            || held
                .evidence
                .iter()
                .flat_map(|r| sources_of(r))
                .any(|file| wanted.sources.iter().any(|s| names(s, &file))))
}

/// Whether a name of the key is that of a file: `kcna` of `kcna-2024-01_09.jsonl`.
fn names(source: &str, file: &str) -> bool {
    file.strip_prefix(source).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// Days between two dates; very many when one is none.
fn apart(a: &str, b: &str) -> i32 {
    match (day::parse(a), day::parse(b)) {
        (Some(a), Some(b)) => (a - b).abs(),
        _ => i32::MAX,
    }
}

#[allow(clippy::cast_precision_loss, reason = "counts of commitments and steps")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { (part as f64 / whole as f64 * 10_000.0).round() / 10_000.0 }
}

impl fmt::Display for LedgerScore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (c, s) = (&self.commitments, &self.steps);
        writeln!(f, "{}", self.name)?;
        writeln!(f, "commitments  {:3} of {:3} found", c.found, c.total)?;
        writeln!(
            f,
            "steps        {:3} of {:3} found, {:3} of {:3} given are right",
            s.found, s.total, s.right, s.given
        )?;
        for remark in &self.remarks {
            writeln!(f, "  {remark}")?;
        }
        if !self.beyond.is_empty() {
            writeln!(f, "beyond the key, to be judged by hand:")?;
        }
        for line in &self.beyond {
            writeln!(f, "  {line}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use detente_memory::fact::Party;
    use detente_memory::ledger::State;

    const KEY: &str = r#"{"name": "n", "sources": ["a-1.csv"], "window": ["2021-05-01", "2021-06-30"],
        "tolerance_days": 1, "commitments": [
        {"id": "A", "maker": "ARM", "addressee": "AZE", "announced": "2021-05-02", "type": "INFLUENCE",
         "mode": "leaflets", "steps": [
           {"state": "carried out", "date": "2021-05-10", "tolerance_days": 2, "sources": ["a"]},
           {"state": "suspended", "date": "2021-05-20"}]},
        {"id": "B", "maker": "ARM", "addressee": "AZE", "announced": "2021-06-02", "type": "THREATEN"}]}"#;

    fn commitment(id: &str, announced: &str, event_type: &str, mode: Option<&str>, steps: Vec<Step>) -> Commitment {
        let side = |code: &str| vec![Party { name: code.into(), country: Some(code.into()), ..Party::default() }];
        Commitment {
            id: id.into(),
            kind: "threat".into(),
            event_type: event_type.into(),
            mode: mode.map(str::to_owned),
            maker: side("ARM"),
            addressee: side("AZE"),
            act: String::new(),
            condition: None,
            announced: announced.into(),
            deadline: None,
            state: State::Open,
            steps,
            opened_by: Vec::new(),
        }
    }

    fn step(state: State, date: &str, report: &str) -> Step {
        Step {
            state,
            date: date.into(),
            event: None,
            evidence: vec![report.into()],
            reason: String::new(),
            confidence: 0.9,
            confirmed: true,
        }
    }

    fn files(report: &str) -> Vec<String> {
        vec![if report == "r-a" { "a-1.csv".into() } else { "ab.csv".into() }]
    }

    #[test]
    fn by_maker_day_type_and_mode_and_steps_by_source() {
        let key = LedgerKey::parse(KEY).unwrap();
        let ledger = [
            commitment(
                "c-1",
                "2021-05-03",
                "INFLUENCE",
                Some("leaflets"),
                vec![step(State::CarriedOut, "2021-05-12", "r-a"), step(State::Repeated, "2021-05-12", "r-a")],
            ),
            commitment("c-2", "2021-05-04", "INFLUENCE", Some("leaflets"), vec![]),
            commitment("c-3", "2021-06-02", "INFLUENCE", None, vec![]),
        ];
        let score = score(&key, &ledger, &files);
        assert_eq!((score.commitments.found, score.commitments.total), (1, 2));
        assert_eq!((score.steps.found, score.steps.total, score.steps.right, score.steps.given), (1, 2, 1, 2));
        assert_eq!(score.beyond.len(), 2);
    }

    #[test]
    fn a_step_from_another_source_or_day_is_none() {
        let key = LedgerKey::parse(KEY).unwrap();
        for wrong in [step(State::CarriedOut, "2021-05-12", "r-b"), step(State::CarriedOut, "2021-05-13", "r-a")] {
            let ledger = [commitment("c-1", "2021-05-02", "INFLUENCE", Some("leaflets"), vec![wrong])];
            let score = score(&key, &ledger, &files);
            assert_eq!((score.steps.found, score.steps.right, score.steps.given), (0, 0, 1));
        }
    }

    #[test]
    fn one_of_the_ledger_serves_one_of_the_key() {
        let twice = KEY.replace("\"2021-06-02\", \"type\": \"THREATEN\"", "\"2021-05-02\", \"type\": \"INFLUENCE\"");
        let key = LedgerKey::parse(&twice).unwrap();
        let ledger = [commitment("c-1", "2021-05-02", "INFLUENCE", Some("leaflets"), vec![])];
        assert_eq!(score(&key, &ledger, &files).commitments.found, 1);
    }

    #[test]
    fn a_bad_date_is_told() {
        let error = LedgerKey::parse(&KEY.replace("2021-05-20", "soon")).unwrap_err();
        assert_eq!(error.to_string(), "A: 'soon' is no date; write it as 2024-05-26");
    }
}
