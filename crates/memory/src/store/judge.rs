//! What people say of the record: accepted, rejected, fixed, split, merged. A judgement is a row of its own; it
//! overwrites nothing and can be withdrawn.

use detente_record::{EventId, EventType, Identity, JudgementId, ReportId, Status};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use crate::day;
use crate::error::{MemoryError, Result};
use crate::fact::{Fact, Party, Timing};
use crate::flatten::flatten;
use crate::join::{self, Wishes};
use crate::store::derive::Touched;
use crate::store::put::{Put, Revision};
use crate::store::{Store, Writer, load};

/// A report that is right as it stands.
pub const ACCEPTED: &str = "accept";
/// A report that is none.
pub const REJECTED: &str = "reject";
/// A report that is right once changed.
pub const FIXED: &str = "fix";
/// Two reports that are not of one event.
pub const SPLIT: &str = "split";
/// Two reports that are of one event.
pub const MERGED: &str = "merge";

/// What a person changes of a report; what is not given stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// Type of act.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub event_type: Option<String>,
    /// Mode; empty for none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    /// Status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Countries that act, `KOR+USA`; empty for none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// Countries acted upon.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipient: Option<String>,
    /// The day, `2024-05-28`, or first and last, `2024-05-28..2024-06-02`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<String>,
    /// The place; empty for none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

impl Change {
    /// Whether every value can be understood.
    ///
    /// # Errors
    /// [`MemoryError::Judgement`], in plain words.
    pub fn check(&self) -> Result<()> {
        let wrong = |why: String| MemoryError::Judgement(why);
        if let Some(t) = &self.event_type {
            t.parse::<EventType>().map_err(|e| wrong(e.to_string()))?;
        }
        if let Some(s) = &self.status {
            s.parse::<Status>().map_err(|e| wrong(e.to_string()))?;
        }
        if let Some(d) = &self.day
            && days(d).is_none()
        {
            return Err(wrong(format!("'{d}' is no day: write 2024-05-28, or 2024-05-28..2024-06-02")));
        }
        if *self == Self::default() {
            return Err(wrong(
                "a fix must change something: type, mode, status, actor, recipient, day or place".into(),
            ));
        }
        Ok(())
    }
}

fn days(text: &str) -> Option<(i32, i32)> {
    let (from, to) = text.split_once("..").unwrap_or((text, text));
    let (from, to) = (day::parse(from)?, day::parse(to)?);
    (from <= to).then_some((from, to))
}

/// What a person holds of one report.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// `accept`, `reject` or `fix`.
    pub act: String,
    /// What was fixed.
    pub change: Change,
}

impl Verdict {
    /// Changes a report as the person does.
    pub fn apply(&self, fact: &mut Fact) {
        let change = &self.change;
        if let Some(t) = change.event_type.as_deref().and_then(|t| t.parse().ok()) {
            fact.event_type = t;
        }
        if let Some(mode) = &change.mode {
            fact.mode = (!mode.is_empty()).then(|| mode.clone());
        }
        if let Some(s) = change.status.as_deref().and_then(|s| s.parse().ok()) {
            fact.status = s;
        }
        if let Some(actor) = &change.actor {
            fact.detail.actors = parties(actor);
        }
        if let Some(recipient) = &change.recipient {
            fact.detail.recipients = parties(recipient);
        }
        if let Some((from, to)) = change.day.as_deref().and_then(days) {
            fact.from = Some(from);
            fact.to = Some(to);
            fact.timing = if to - from <= 1 { Timing::Exact } else { Timing::Coarse };
        }
        if let Some(place) = &change.place {
            fact.detail.place = (!place.is_empty()).then(|| place.clone());
        }
    }
}

fn parties(codes: &str) -> Vec<Party> {
    codes
        .split('+')
        .map(str::trim)
        .filter(|c| !c.is_empty())
        .map(|code| {
            let (country, sector) = code.split_once(' ').map_or((code, None), |(c, s)| (c, Some(s.to_owned())));
            Party {
                name: country.to_owned(),
                country: Some(country.to_owned()),
                kind: if sector.is_none() { "state".into() } else { "institution".into() },
                sector,
                ..Party::default()
            }
        })
        .collect()
}

/// A judgement as it is stored and exported.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Judgement {
    /// Its id.
    pub id: String,
    /// Who judged.
    pub who: String,
    /// When.
    pub at: String,
    /// `accept`, `reject`, `fix`, `split`, `merge`.
    pub act: String,
    /// What was judged: a report, or a commitment.
    pub target: String,
    /// The other report of a split or merge; the step of a commitment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other: Option<String>,
    /// What was fixed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Change>,
    /// Why, in the person's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Who judges, and why.
#[derive(Clone, Debug)]
pub struct Judge {
    /// Name.
    pub who: String,
    /// Why, in his words.
    pub note: Option<String>,
    /// When.
    pub now: Timestamp,
}

/// The verdict that holds on a report.
pub(crate) fn verdict_on(conn: &Connection, report: ReportId) -> Result<Option<Verdict>> {
    let row: Option<(String, Option<String>)> = conn
        .prepare_cached(
            "SELECT act, change FROM judgement WHERE target = ? AND until IS NULL
             AND act IN ('accept', 'reject', 'fix') AND other IS NULL",
        )?
        .query_row([report.to_string()], |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()?;
    let Some((act, change)) = row else { return Ok(None) };
    let change = match change {
        Some(text) => serde_json::from_str(&text).map_err(|e| MemoryError::damaged("a judgement", e))?,
        None => Change::default(),
    };
    Ok(Some(Verdict { act, change }))
}

/// What people hold together and apart.
pub(crate) fn wishes(conn: &Connection) -> Result<Wishes> {
    let mut statement = conn.prepare_cached(
        "SELECT act, target, other FROM judgement WHERE act IN ('split', 'merge') AND until IS NULL ORDER BY id",
    )?;
    let mut rows = statement.query([])?;
    let mut wishes = Wishes::default();
    while let Some(row) = rows.next()? {
        let (act, a, b): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let (Ok(a), Ok(b)) = (a.parse::<ReportId>(), b.parse::<ReportId>()) else { continue };
        if act == MERGED {
            wishes.together.push((a.min(b), a.max(b)));
        } else {
            wishes.apart.insert((a.min(b), a.max(b)));
        }
    }
    Ok(wishes)
}

impl Writer {
    /// A person accepts, rejects or fixes a report. An earlier verdict of anyone on it is withdrawn, and stays on
    /// record.
    ///
    /// # Errors
    /// When the report is not there, a fix cannot be understood, or the database fails.
    pub fn judge_report(&mut self, report: ReportId, act: &str, change: Option<&Change>, judge: &Judge) -> Result<()> {
        if let Some(change) = change {
            change.check()?;
        }
        self.judging(judge, |put, now| {
            type Row = (i64, i64, i64, Vec<u8>, Option<String>);
            let row: Option<Row> = put
                .tx
                .query_row(
                    "SELECT r.key, r.document, r.coding, c.record, d.voice FROM report r
                     JOIN coding c ON c.key = r.coding JOIN document d ON d.key = r.document
                     WHERE r.id = ? AND r.until IS NULL",
                    [report.as_bytes().as_slice()],
                    |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?)),
                )
                .optional()?;
            let (key, document, coding, record, voice) = row.ok_or_else(|| MemoryError::Unknown(report.to_string()))?;
            withdraw(&put.tx, &report.to_string(), None, now)?;
            insert(&put.tx, judge, now, act, &report.to_string(), None, change)?;
            // The row is made anew from what the coder found, so that verdicts do not pile up.
            let flat = flatten(&load::open_record(&record)?, voice.as_deref())?;
            let found = flat.facts.iter().find(|f| f.id == report);
            let fact = found.ok_or_else(|| MemoryError::damaged("a record", "a report of it is missing"))?;
            put.end_report(key, now)?;
            let verdict = verdict_on(&put.tx, report)?;
            put.report(document, coding, fact, verdict.as_ref(), now)
        })
    }

    /// A person holds two reports, or two events by their first reports, together.
    ///
    /// # Errors
    /// When they are of different kinds of act, or the database fails.
    pub fn merge(&mut self, a: ReportId, b: ReportId, judge: &Judge) -> Result<()> {
        self.pair(MERGED, SPLIT, a, &[b], judge)
    }

    /// A person keeps a report apart from others.
    ///
    /// # Errors
    /// When one is not there, or the database fails.
    pub fn split(&mut self, report: ReportId, from: &[ReportId], judge: &Judge) -> Result<()> {
        self.pair(SPLIT, MERGED, report, from, judge)
    }

    fn pair(&mut self, act: &str, opposite: &str, a: ReportId, others: &[ReportId], judge: &Judge) -> Result<()> {
        self.judging(judge, |put, now| {
            for b in others.iter().filter(|b| **b != a) {
                let (x, y) = (a.min(*b).to_string(), a.max(*b).to_string());
                let both = load::reports(&put.tx, &[a, *b])?;
                let [one, other] = both.as_slice() else {
                    let missing = if both.iter().any(|l| l.fact.id == a) { *b } else { a };
                    return Err(MemoryError::Unknown(missing.to_string()));
                };
                let kind = |f: &Fact| (join::family(f.event_type), f.realm());
                if act == MERGED && kind(&one.fact) != kind(&other.fact) {
                    return Err(MemoryError::Judgement(format!(
                        "{x} is {} ({}) and {y} is {} ({}): reports of one event are of one kind of act and status; \
                         fix one of them first",
                        one.fact.event_type, one.fact.status, other.fact.event_type, other.fact.status
                    )));
                }
                put.touched.report(&one.fact);
                put.touched.report(&other.fact);
                put.tx.execute(
                    "UPDATE judgement SET until = ? WHERE act IN (?, ?) AND target = ? AND other = ? AND until IS NULL",
                    params![now, act, opposite, x, y],
                )?;
                insert(&put.tx, judge, now, act, &x, Some(&y), None)?;
            }
            Ok(())
        })
    }

    /// A person accepts or rejects a step of a commitment, named `state@2024-05-28`.
    ///
    /// # Errors
    /// When the database fails.
    pub fn judge_step(&mut self, commitment: &str, step: &str, act: &str, judge: &Judge) -> Result<()> {
        self.judging(judge, |put, now| {
            withdraw(&put.tx, commitment, Some(step), now)?;
            insert(&put.tx, judge, now, act, commitment, Some(step), None)?;
            let row: Option<(String, Option<i32>)> = put
                .tx
                .query_row("SELECT maker, announced FROM commitment WHERE id = ?", [id_bytes(commitment)?], |r| {
                    Ok((r.get(0)?, r.get(1)?))
                })
                .optional()?;
            let (maker, announced) = row.ok_or_else(|| MemoryError::Unknown(commitment.to_owned()))?;
            put.touched.ledger(&maker, announced);
            Ok(())
        })
    }

    fn judging(&mut self, judge: &Judge, f: impl FnOnce(&mut Put<'_>, i64) -> Result<()>) -> Result<()> {
        let tx = self.conn_mut().transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let mut put = Put { revision: Revision::new(judge.now, "judgement"), tx, touched: Touched::default() };
        let now = put.revision.number(&put.tx)?;
        f(&mut put, now)?;
        put.finish()
    }
}

impl Store {
    /// The judgements that hold, in the order in which they were made.
    ///
    /// # Errors
    /// When the database fails.
    pub fn judgements(&self) -> Result<Vec<Judgement>> {
        let mut statement = self.conn.prepare(
            "SELECT id, who, at, act, target, other, change, note FROM judgement WHERE until IS NULL ORDER BY key",
        )?;
        let mut rows = statement.query([])?;
        let mut out = Vec::new();
        while let Some(row) = rows.next()? {
            let change: Option<String> = row.get(6)?;
            out.push(Judgement {
                id: JudgementId::from_bytes(load::bytes(row, 0)?).to_string(),
                who: row.get(1)?,
                at: row.get(2)?,
                act: row.get(3)?,
                target: row.get(4)?,
                other: row.get(5)?,
                change: change
                    .map(|c| serde_json::from_str(&c).map_err(|e| MemoryError::damaged("a judgement", e)))
                    .transpose()?,
                note: row.get(7)?,
            });
        }
        Ok(out)
    }

    /// Ids of the reports of an event, the first said first.
    ///
    /// # Errors
    /// When there is no such event or the database fails.
    pub fn reports_of(&self, event: EventId) -> Result<Vec<ReportId>> {
        let detail: Option<String> = self
            .conn
            .query_row("SELECT detail FROM event WHERE id = ?", [event.as_bytes().as_slice()], |r| r.get(0))
            .optional()?;
        let detail = detail.ok_or_else(|| MemoryError::Unknown(event.to_string()))?;
        let detail: crate::event::EventDetail =
            serde_json::from_str(&detail).map_err(|e| MemoryError::damaged("an event", e))?;
        detail.reports.iter().map(|r| r.parse().map_err(|e| MemoryError::damaged("an event", e))).collect()
    }
}

/// The bytes of a commitment's id.
fn id_bytes(commitment: &str) -> Result<Vec<u8>> {
    let id: detente_record::CommitmentId =
        commitment.parse().map_err(|_| MemoryError::Unknown(commitment.to_owned()))?;
    Ok(id.as_bytes().to_vec())
}

fn withdraw(conn: &Connection, target: &str, other: Option<&str>, now: i64) -> Result<()> {
    conn.execute(
        "UPDATE judgement SET until = ? WHERE target = ? AND other IS ? AND until IS NULL",
        params![now, target, other],
    )?;
    Ok(())
}

fn insert(
    conn: &Connection,
    judge: &Judge,
    now: i64,
    act: &str,
    target: &str,
    other: Option<&str>,
    change: Option<&Change>,
) -> Result<()> {
    let change =
        change.map(|c| serde_json::to_string(c).map_err(|e| MemoryError::damaged("a judgement", e))).transpose()?;
    let at = judge.now.to_string();
    let id = JudgementId::from_identity(
        &Identity::of("judgement")
            .with(&judge.who)
            .with(&at)
            .with(now.to_le_bytes())
            .with(act)
            .with(target)
            .with_option(other)
            .with_option(change.as_deref()),
    );
    conn.execute(
        "INSERT INTO judgement(id, since, who, at, act, target, other, change, note) VALUES (?,?,?,?,?,?,?,?,?)",
        params![id.as_bytes().as_slice(), now, judge.who, at, act, target, other, change, judge.note],
    )?;
    Ok(())
}
