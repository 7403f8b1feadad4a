//! The ledger brought up to date for the makers and days that were touched.

use std::collections::{BTreeMap, BTreeSet};

use detente_record::{EventId, EventType};
use rusqlite::{Connection, params};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::error::{MemoryError, Result};
use crate::event::Standing;
use crate::fact::Realm;
use crate::ledger::announce::{self, Opened};
use crate::ledger::{self, Announcement, Commitment, HORIZON, Happening, SLIP, State, Step};
use crate::store::load::{self, COLUMNS, LoadedOpening, bytes};
use crate::store::rows::ACTOR;
use crate::store::{Writer, judge};

/// Announcements of so many days are brought up to date at once.
const PIECE: i32 = 366;

impl Writer {
    /// Brings the ledger up to date with all that was committed. Gives how many makers were looked at; nothing is
    /// written when nothing is due.
    ///
    /// # Errors
    /// When the database fails; what was due stays due.
    pub fn settle(&mut self) -> Result<usize> {
        let due = due(&self.conn)?;
        if due.is_empty() {
            return Ok(0);
        }
        let tx = self.conn_mut().transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        for (maker, days) in &due {
            for (from, to) in pieces(days) {
                settle(&tx, maker, from, to)?;
            }
        }
        tx.execute("DELETE FROM ledger_due", [])?;
        tx.commit()?;
        Ok(due.len())
    }
}

/// Days on which something changed, by the maker whose announcements it can concern: of the one who acted, and of
/// those who committed themselves towards him.
fn due(conn: &Connection) -> Result<BTreeMap<String, BTreeSet<i32>>> {
    let mut out: BTreeMap<String, BTreeSet<i32>> = BTreeMap::new();
    let mut statement = conn.prepare("SELECT maker, day FROM ledger_due")?;
    let rows = statement.query_map([], |r| Ok((r.get::<_, String>(0)?, r.get::<_, i32>(1)?)))?;
    for row in rows {
        let (country, day) = row?;
        out.entry(country).or_default().insert(day);
    }
    let mut towards = conn.prepare(
        "SELECT DISTINCT maker FROM opening
         WHERE addressee = ? AND said BETWEEN ? AND ? AND until IS NULL AND maker IS NOT NULL AND maker != addressee",
    )?;
    let mut more: Vec<(String, BTreeSet<i32>)> = Vec::new();
    for (country, days) in &out {
        let (Some(first), Some(last)) = (days.first(), days.last()) else { continue };
        let makers = towards.query_map(params![country, first - HORIZON, last], |r| r.get::<_, String>(0))?;
        for maker in makers {
            more.push((maker?, days.clone()));
        }
    }
    for (maker, days) in more {
        out.entry(maker).or_default().extend(days);
    }
    Ok(out)
}

/// Runs of days on which announcements can be concerned, none longer than a piece and a horizon.
fn pieces(days: &BTreeSet<i32>) -> Vec<(i32, i32)> {
    let mut out: Vec<(i32, i32)> = Vec::new();
    for day in days {
        match out.last_mut() {
            Some((from, to)) if day - HORIZON <= *to + 1 && day - *from <= PIECE => *to = *day,
            Some((_, to)) => {
                let from = (*to + 1).max(day - HORIZON);
                out.push((from, *day));
            }
            None => out.push((day - HORIZON, *day)),
        }
    }
    out
}

/// Makes the commitments anew that a maker announced on some days.
fn settle(conn: &Connection, maker: &str, from: i32, to: i32) -> Result<()> {
    let any = conn
        .prepare_cached("SELECT 1 FROM opening WHERE maker = ? AND said BETWEEN ? AND ? AND until IS NULL")?
        .exists(params![maker, from, to])?;
    conn.prepare_cached("DELETE FROM commitment WHERE maker = ? AND announced BETWEEN ? AND ?")?
        .execute(params![maker, from, to])?;
    if !any {
        return Ok(());
    }
    // What others of the maker's announcements came to matters too: a horizon on either side is looked at.
    let (first, last) = (from - HORIZON, to + HORIZON);
    let announcements = announcements(conn, maker, first, last)?;
    let mut countries: BTreeSet<String> = BTreeSet::from([maker.to_owned()]);
    for announcement in &announcements {
        let parties = announcement.addressee.iter().chain(&announcement.maker);
        let watched = announcement.watched.iter().flat_map(|w| &w.detail.actors);
        let doers = announcement.opener.detail.actors.iter();
        countries.extend(parties.chain(watched).chain(doers).filter_map(|p| p.country.clone()));
    }
    let happenings = happenings(conn, &countries, &ledger::types_of(&announcements), first, last + HORIZON)?;
    let verdicts = verdicts(conn)?;
    for mut commitment in ledger::ledger(&announcements, &happenings) {
        let Some(announced) = crate::day::parse(&commitment.announced) else { continue };
        if !(from..=to).contains(&announced) {
            continue;
        }
        judged(&mut commitment, &verdicts);
        insert(conn, &commitment, maker, announced)?;
    }
    Ok(())
}

/// What people said of steps: by commitment and step, whether it stands.
pub(crate) type Verdicts = FxHashMap<(String, String), bool>;

fn verdicts(conn: &Connection) -> Result<Verdicts> {
    let mut statement = conn.prepare_cached(
        "SELECT target, other, act FROM judgement
         WHERE until IS NULL AND other IS NOT NULL AND act IN ('accept', 'reject')",
    )?;
    let rows = statement.query_map([], verdict)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A row of commitment, step and act.
pub(crate) fn verdict(row: &rusqlite::Row<'_>) -> rusqlite::Result<((String, String), bool)> {
    Ok(((row.get(0)?, row.get(1)?), row.get::<_, String>(2)? == judge::ACCEPTED))
}

pub(crate) fn judged(commitment: &mut Commitment, verdicts: &Verdicts) {
    if verdicts.is_empty() {
        return;
    }
    let id = commitment.id.clone();
    commitment.steps.retain_mut(|step| match verdicts.get(&(id.clone(), step.name())) {
        Some(true) => {
            step.confirmed = true;
            true
        }
        Some(false) => false,
        None => true,
    });
    commitment.state = ledger::state_after(&commitment.steps);
}

fn insert(conn: &Connection, commitment: &Commitment, maker: &str, announced: i32) -> Result<()> {
    let id: detente_record::CommitmentId = commitment.id.parse().map_err(|e| MemoryError::damaged("an id", e))?;
    let detail = serde_json::to_string(commitment).map_err(|e| MemoryError::damaged("a commitment", e))?;
    conn.prepare_cached(
        "INSERT OR REPLACE INTO commitment(id, kind, type, mode, maker, addressee, announced, state, detail)
         VALUES (?,?,?,?,?,?,?,?,?)",
    )?
    .execute(params![
        id.as_bytes().as_slice(),
        commitment.kind,
        commitment.event_type,
        commitment.mode,
        maker,
        commitment.addressee.iter().find_map(|p| p.country.clone()),
        announced,
        commitment.state.code(),
        detail,
    ])?;
    Ok(())
}

/// The announcements of a maker, openings of one event as one.
fn announcements(conn: &Connection, maker: &str, from: i32, to: i32) -> Result<Vec<Announcement>> {
    let mut opener = conn.prepare_cached(&format!(
        "SELECT {COLUMNS}, e.id FROM report r JOIN document d ON d.key = r.document LEFT JOIN event e ON e.key = r.event
         WHERE r.id = ? AND r.until IS NULL AND r.verdict IS NOT 'reject'"
    ))?;
    let mut opened = Vec::new();
    for LoadedOpening { opening, document } in load::openings(conn, maker, from, to)? {
        let mut rows = opener.query([opening.report.as_bytes().as_slice()])?;
        let Some(row) = rows.next()? else { continue };
        let fact = load::loaded(row)?.fact;
        let event: Option<Vec<u8>> = row.get(15)?;
        let event = event.and_then(|e| e.try_into().ok()).map(EventId::from_bytes);
        opened.push(Opened { opening, document, fact, event });
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM report r JOIN document d ON d.key = r.document
         WHERE d.id = ? AND r.until IS NULL AND r.verdict IS NOT 'reject'"
    );
    announce::announcements(opened, &mut |one| {
        let document = load::all(conn, &sql, &[&one.document.as_bytes().as_slice()])?;
        Ok(announce::watched(&one.opening, document.into_iter().map(|l| l.fact)))
    })
}

/// Events of some types in which some countries act, on some days.
fn happenings(
    conn: &Connection,
    countries: &BTreeSet<String>,
    types: &BTreeSet<EventType>,
    from: i32,
    to: i32,
) -> Result<Vec<Happening>> {
    let types: Vec<String> = types.iter().map(|t| format!("'{}'", t.code())).collect();
    let mut statement = conn.prepare_cached(&format!(
        "SELECT e.id, e.realm, e.type, e.mode, e.status, e.standing, e.day, e.place, e.score, e.detail
         FROM event_party p JOIN event e ON e.key = p.event
         WHERE p.role = ? AND p.country = ? AND p.day BETWEEN ? AND ? AND e.realm < 2 AND e.type IN ({})",
        types.join(",")
    ))?;
    let mut seen: FxHashSet<[u8; 10]> = FxHashSet::default();
    let mut out = Vec::new();
    for country in countries {
        let mut rows = statement.query(params![ACTOR, country, from, to])?;
        while let Some(row) = rows.next()? {
            let id = bytes(row, 0)?;
            if !seen.insert(id) {
                continue;
            }
            let text = |at: usize| -> Result<String> { Ok(row.get(at)?) };
            let realm: i64 = row.get(1)?;
            let standing = text(5)?;
            out.push(Happening {
                id: EventId::from_bytes(id).to_string(),
                realm: if realm == Realm::Fact.number() { Realm::Fact } else { Realm::Forward },
                event_type: text(2)?.parse().map_err(|e| MemoryError::damaged("an event", e))?,
                mode: row.get(3)?,
                status: text(4)?.parse().map_err(|e| MemoryError::damaged("an event", e))?,
                standing: Standing::ALL.into_iter().find(|s| s.code() == standing).unwrap_or(Standing::Asserted),
                day: row.get(6)?,
                place: row.get(7)?,
                score: row.get(8)?,
                detail: serde_json::from_str(&text(9)?).map_err(|e| MemoryError::damaged("an event", e))?,
            });
        }
    }
    out.sort_by(|a, b| (a.day, &a.id).cmp(&(b.day, &b.id)));
    Ok(out)
}

/// Brings a commitment up to a day: one whose deadline has passed without anything done is expired.
pub fn bring_up_to(commitment: &mut Commitment, today: Option<i32>) {
    let deadline = commitment.deadline.as_ref().and_then(|d| d.to.as_deref()).and_then(crate::day::parse);
    if let (State::Open | State::Prepared, Some(deadline), Some(today)) = (commitment.state, deadline, today)
        && today > deadline + SLIP
    {
        commitment.state = State::Expired;
        commitment.steps.push(Step {
            state: State::Expired,
            date: crate::day::text(deadline + 1),
            event: None,
            evidence: Vec::new(),
            reason: "its time has passed, and nothing was reported of it".into(),
            confidence: 0.7,
            confirmed: false,
        });
    }
}
