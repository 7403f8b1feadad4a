//! The derived tables, made anew where facts changed.

use std::collections::{BTreeMap, BTreeSet};

use detente_record::{DocumentId, EventId, Identity, ReportId};
use rusqlite::{Connection, params};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::claim::{self, Claim};
use crate::error::{MemoryError, Result};
use crate::event::{self, Event};
use crate::fact::{Fact, NO_DAY, countries};
use crate::join::{self, LAG, Wishes};
use crate::store::judge;
use crate::store::load::{self, Loaded, bytes};
use crate::store::rows::{ACTOR, RECIPIENT, SOURCE, pairs};

/// Days in one piece of joining at most, so that joining everything needs little memory.
const PIECE: i32 = 64;

/// What changed: the cells whose reports, and the makers whose ledger.
#[derive(Debug, Default)]
pub(crate) struct Touched {
    cells: BTreeMap<(&'static str, i64), BTreeSet<i32>>,
    ledger: BTreeSet<(String, i32)>,
}

impl Touched {
    /// A report was added, changed or ended.
    pub(crate) fn report(&mut self, fact: &Fact) {
        self.cells.entry((join::family(fact.event_type), fact.realm().number())).or_default().insert(fact.base());
        let day = fact.day();
        for country in fact.actor_countries().into_iter().chain(fact.said_by()) {
            self.ledger(country, day);
        }
    }

    /// What a maker promised or did by a day has changed.
    pub(crate) fn ledger(&mut self, maker: &str, day: Option<i32>) {
        if let Some(day) = day {
            self.ledger.insert((maker.to_owned(), day));
        }
    }
}

/// Makes anew what was touched.
pub(crate) fn derive(conn: &Connection, touched: &Touched) -> Result<()> {
    if !touched.cells.is_empty() {
        let wishes = judge::wishes(conn)?;
        for ((family, realm), days) in &touched.cells {
            // What is touched lies in runs of neighbouring days; each run is joined by itself.
            let mut run: BTreeSet<i32> = BTreeSet::new();
            for day in days {
                if let (Some(first), Some(last)) = (run.first(), run.last())
                    && (day - last > 2 * LAG || day - first > PIECE)
                {
                    rejoin(conn, family, *realm, &run, &wishes)?;
                    run.clear();
                }
                run.insert(*day);
            }
            rejoin(conn, family, *realm, &run, &wishes)?;
        }
    }
    let mut due = conn.prepare_cached("INSERT OR IGNORE INTO ledger_due(maker, day) VALUES (?,?)")?;
    for (maker, day) in &touched.ledger {
        due.execute(params![maker, day])?;
    }
    Ok(())
}

/// Joins the cells that reports filed under `bases` can change.
fn rejoin(conn: &Connection, family: &str, realm: i64, bases: &BTreeSet<i32>, wishes: &Wishes) -> Result<()> {
    let Some(surroundings) = surroundings(conn, family, realm, bases, wishes)? else { return Ok(()) };
    let Surroundings { loaded, affected } = surroundings;
    let facts: Vec<Fact> = loaded.iter().map(|l| l.fact.clone()).collect();
    let rows: FxHashMap<ReportId, (i64, Option<i64>)> = loaded.iter().map(|l| (l.fact.id, (l.key, l.event))).collect();
    let clusters = join::join(&facts, wishes);
    let before = before(conn, family, realm, &affected)?;
    let mut events = Vec::new();
    for cluster in clusters.iter().filter(|c| affected.contains(&c.day)) {
        let mut documents: Vec<DocumentId> = cluster.members.iter().map(|at| facts[*at].document).collect();
        documents.sort_unstable();
        documents.dedup();
        let prints = if documents.len() > 1 { load::prints(conn, &documents)? } else { FxHashMap::default() };
        let event = event::event(&facts, cluster, &prints);
        let row = EventRow::new(&event, family)?;
        events.push((event, row, cluster));
    }
    // What changed goes before anything comes, since what comes may have taken over its claims.
    let same: FxHashSet<i64> = events
        .iter()
        .filter_map(|(event, row, _)| before.get(&event.id).filter(|(_, print)| *print == row.print))
        .map(|(key, _)| *key)
        .collect();
    for (key, _) in before.values().filter(|(key, _)| !same.contains(key)) {
        remove(conn, *key)?;
    }
    let mut file = conn.prepare_cached("UPDATE report SET event = ? WHERE key = ?")?;
    for (event, row, cluster) in &events {
        let key = match before.get(&event.id) {
            Some((key, _)) if same.contains(key) => *key,
            _ => row.insert(conn, event, &claim::claims(&facts, cluster))?,
        };
        for member in &event.members {
            if let Some((report, filed)) = rows.get(member)
                && *filed != Some(key)
            {
                file.execute(params![key, report])?;
            }
        }
    }
    Ok(())
}

struct Surroundings {
    loaded: Vec<Loaded>,
    /// The cells to make anew.
    affected: BTreeSet<i32>,
}

/// The reports that joining the touched cells needs, those included that people hold together with them.
fn surroundings(
    conn: &Connection,
    family: &str,
    realm: i64,
    bases: &BTreeSet<i32>,
    wishes: &Wishes,
) -> Result<Option<Surroundings>> {
    if bases.is_empty() {
        return Ok(None);
    }
    let mut bases = bases.clone();
    loop {
        let affected: BTreeSet<i32> = bases.iter().flat_map(|b| b - LAG..=b + LAG).collect();
        let mut ranges: Vec<(i32, i32)> = Vec::new();
        for base in &bases {
            match ranges.last_mut() {
                Some((_, to)) if base - 2 * LAG <= *to + 1 => *to = base + 2 * LAG,
                _ => ranges.push((base - 2 * LAG, base + 2 * LAG)),
            }
        }
        let mut loaded = Vec::new();
        for (from, to) in ranges {
            loaded.extend(load::cell(conn, family, realm, from, to)?);
        }
        if wishes.together.is_empty() {
            return Ok(Some(Surroundings { loaded, affected }));
        }
        let here: FxHashSet<ReportId> = loaded.iter().map(|l| l.fact.id).collect();
        let missing: Vec<ReportId> = wishes
            .together
            .iter()
            .filter(|(a, b)| here.contains(a) != here.contains(b))
            .map(|(a, b)| if here.contains(a) { *b } else { *a })
            .collect();
        let known = bases.len();
        for other in load::reports(conn, &missing)? {
            let fact = &other.fact;
            if join::family(fact.event_type) == family && fact.realm().number() == realm {
                bases.insert(fact.base());
            }
        }
        if bases.len() == known {
            return Ok(Some(Surroundings { loaded, affected }));
        }
    }
}

/// The events of the affected cells as they are: key and print by id.
fn before(
    conn: &Connection,
    family: &str,
    realm: i64,
    affected: &BTreeSet<i32>,
) -> Result<FxHashMap<EventId, (i64, Vec<u8>)>> {
    let mut statement =
        conn.prepare_cached("SELECT key, id, print FROM event WHERE family = ? AND realm = ? AND base = ?")?;
    let mut out = FxHashMap::default();
    for base in affected {
        let mut rows = statement.query(params![family, realm, base])?;
        while let Some(row) = rows.next()? {
            out.insert(EventId::from_bytes(bytes(row, 1)?), (row.get(0)?, row.get(2)?));
        }
    }
    Ok(out)
}

/// Removes an event and what hangs on it; the reports that were filed under it are filed anew by the caller.
fn remove(conn: &Connection, key: i64) -> Result<()> {
    let (detail, day, event_type): (String, Option<i32>, String) = conn
        .prepare_cached("SELECT detail, day, type FROM event WHERE key = ?")?
        .query_row([key], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
    let detail: event::EventDetail = serde_json::from_str(&detail).map_err(|e| MemoryError::damaged("an event", e))?;
    let day = day.unwrap_or(NO_DAY);
    let (actors, recipients) = (countries(&detail.actors), countries(&detail.recipients));
    for (role, list) in [(ACTOR, &actors), (RECIPIENT, &recipients)] {
        for country in list {
            conn.prepare_cached("DELETE FROM event_party WHERE role=? AND country=? AND day=? AND event=?")?
                .execute(params![role, country, day, key])?;
        }
    }
    for country in &detail.sides {
        conn.prepare_cached("DELETE FROM event_party WHERE role=? AND country=? AND day=? AND event=?")?
            .execute(params![SOURCE, country, day, key])?;
    }
    for (actor, recipient) in pairs(&actors, &recipients) {
        conn.prepare_cached("DELETE FROM event_dyad WHERE actor=? AND recipient=? AND day=? AND type=? AND event=?")?
            .execute(params![actor, recipient, day, event_type, key])?;
    }
    conn.prepare_cached("DELETE FROM claim WHERE event = ?")?.execute([key])?;
    conn.prepare_cached("DELETE FROM event WHERE key = ?")?.execute([key])?;
    Ok(())
}

struct EventRow {
    family: String,
    detail: String,
    print: Vec<u8>,
}

impl EventRow {
    fn new(event: &Event, family: &str) -> Result<Self> {
        let detail = serde_json::to_string(&event.detail).map_err(|e| MemoryError::damaged("an event", e))?;
        let print = Identity::of("event row")
            .with(&detail)
            .with(format!(
                "{:?}",
                (
                    event.base,
                    event.event_type,
                    &event.mode,
                    event.status,
                    event.standing,
                    (event.from, event.to, &event.place),
                    (event.documents, event.outlets, event.origins, event.score),
                )
            ))
            .finish()
            .to_vec();
        Ok(Self { family: family.to_owned(), detail, print })
    }

    fn insert(&self, conn: &Connection, event: &Event, claims: &[Claim]) -> Result<i64> {
        let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        conn.prepare_cached(
            "INSERT INTO event(id, family, realm, base, type, mode, status, standing, day, to_day, place, reports,
               documents, outlets, origins, score, detail, print) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        )?
        .execute(params![
            event.id.as_bytes().as_slice(),
            self.family,
            event.realm.number(),
            event.base,
            event.event_type.code(),
            event.mode,
            event.status.code(),
            event.standing.code(),
            event.from.or(event.to),
            event.to,
            event.place,
            number(event.members.len()),
            number(event.documents),
            number(event.outlets),
            number(event.origins),
            event.score,
            self.detail,
            self.print,
        ])?;
        let key = conn.last_insert_rowid();
        let day = event.from.or(event.to).unwrap_or(NO_DAY);
        let (actors, recipients) = (countries(&event.detail.actors), countries(&event.detail.recipients));
        let sides: Vec<&str> = event.detail.sides.iter().map(String::as_str).collect();
        for (role, list) in [(ACTOR, &actors), (RECIPIENT, &recipients), (SOURCE, &sides)] {
            for country in list {
                conn.prepare_cached("INSERT OR IGNORE INTO event_party(role, country, day, event) VALUES (?,?,?,?)")?
                    .execute(params![role, country, day, key])?;
            }
        }
        for (actor, recipient) in pairs(&actors, &recipients) {
            conn.prepare_cached(
                "INSERT OR IGNORE INTO event_dyad(actor, recipient, day, type, event) VALUES (?,?,?,?,?)",
            )?
            .execute(params![actor, recipient, day, event.event_type.code(), key])?;
        }
        for claim in claims {
            insert_claim(conn, key, claim)?;
        }
        Ok(key)
    }
}

fn insert_claim(conn: &Connection, event: i64, claim: &Claim) -> Result<()> {
    let detail = serde_json::to_string(&claim.detail).map_err(|e| MemoryError::damaged("a claim", e))?;
    conn.prepare_cached(
        "INSERT INTO claim(id, event, holder, country, type, status, day, appearances, detail)
         VALUES (?,?,?,?,?,?,?,?,?)",
    )?
    .execute(params![
        claim.id.as_bytes().as_slice(),
        event,
        claim.detail.holder.name,
        claim.detail.holder.country,
        claim.event_type,
        claim.status.code(),
        claim.day,
        i64::try_from(claim.detail.documents.len()).unwrap_or(i64::MAX),
        detail,
    ])?;
    Ok(())
}
