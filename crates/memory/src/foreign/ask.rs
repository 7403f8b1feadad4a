//! Listing events of other datasets.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};

use crate::ask::sql::{self, Conditions};
use crate::ask::{Filter, Kind, Order, Table, Value};
use crate::error::{MemoryError, Result};
use crate::foreign::put::event_type;
use crate::foreign::{Detail, Event, Side, whole};
use crate::store::Store;

/// An event and where it came from.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The event.
    pub event: Event,
    /// File, as the user named it.
    pub file: String,
    /// Line on which its row begins.
    pub line: u64,
}

const COLUMNS: [(&str, Kind); 30] = [
    ("origin", Kind::Text),
    ("id", Kind::Text),
    ("day", Kind::Day),
    ("type", Kind::Text),
    ("mode", Kind::Text),
    ("quad", Kind::Text),
    ("cameo", Kind::Text),
    ("label", Kind::Text),
    ("actor", Kind::Text),
    ("actor_sector", Kind::Text),
    ("actor_name", Kind::Text),
    ("actor_code", Kind::Text),
    ("recipient", Kind::Text),
    ("recipient_sector", Kind::Text),
    ("recipient_name", Kind::Text),
    ("recipient_code", Kind::Text),
    ("score", Kind::Real),
    ("goldstein", Kind::Real),
    ("place", Kind::Text),
    ("place_country", Kind::Text),
    ("latitude", Kind::Real),
    ("longitude", Kind::Real),
    ("mentions", Kind::Int),
    ("sources", Kind::Int),
    ("articles", Kind::Int),
    ("fatalities", Kind::Int),
    ("source", Kind::Text),
    ("url", Kind::Text),
    ("file", Kind::Text),
    ("line", Kind::Int),
];

const MENTIONS: [(&str, Kind); 9] = [
    ("origin", Kind::Text),
    ("event", Kind::Int),
    ("day", Kind::Day),
    ("source", Kind::Text),
    ("sentence", Kind::Int),
    ("confidence", Kind::Int),
    ("url", Kind::Text),
    ("file", Kind::Text),
    ("line", Kind::Int),
];

const WHAT: &str = "e.id, e.day, e.type, e.mode, e.cameo, w.text, e.score, e.goldstein, e.detail, a.name, a.code,
  a.country, a.sector, r.name, r.code, r.country, r.sector, f.name, e.line FROM foreign_event e";
const WITH: &str = "LEFT JOIN foreign_side a ON a.key = e.actor LEFT JOIN foreign_side r ON r.key = e.recipient
  LEFT JOIN foreign_word w ON w.key = e.label JOIN foreign_file f ON f.key = e.file";

impl Store {
    /// Events of another dataset that a filter lets through, the latest first unless it says otherwise; for a dataset
    /// of mentions, the mentions. Place and outlet are looked up in the dataset's own words; the words of `text` must
    /// all occur in its label or note.
    ///
    /// # Errors
    /// When the dataset is not there, the filter asks for what other datasets do not tell, or the database fails.
    pub fn foreign_events(&self, dataset: &str, filter: &Filter) -> Result<Table> {
        let state = self.foreign_dataset(dataset)?;
        if state.format.ends_with("mentions") {
            return self.foreign_mentions(dataset, state.key, filter);
        }
        let mut table = Table::new(&COLUMNS);
        self.foreign_each(dataset, filter, |found| {
            table.rows.push(line(dataset, found));
            Ok::<(), MemoryError>(())
        })?;
        table.cut(filter.limit);
        Ok(table)
    }

    /// Calls `each` with every event of another dataset that a filter lets through, in the filter's order.
    ///
    /// # Errors
    /// As [`Store::foreign_events`], and what `each` returns.
    pub fn foreign_each<E: From<MemoryError>>(
        &self,
        dataset: &str,
        filter: &Filter,
        mut each: impl FnMut(Found) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let run = || -> Result<(String, Conditions)> {
            filter.check()?;
            refuse(filter)?;
            let key = self.foreign_dataset(dataset)?.key;
            let where_ = conditions(filter, key);
            let known = [
                ("day", "e.day"),
                ("line", "e.line"),
                ("score", "e.score"),
                ("goldstein", "e.goldstein"),
                ("type", "e.type"),
                ("id", "e.id"),
            ];
            let default = Order { column: "day".into(), descending: true };
            let tail = sql::tail(filter, &known, &default, "e.key")?;
            Ok((format!("SELECT {WHAT} {WITH} {} {tail}", where_.clause()), where_))
        };
        let (sql, where_) = run()?;
        let mut statement = self.conn.prepare(&sql).map_err(MemoryError::from)?;
        let mut rows = statement.query(where_.values().as_slice()).map_err(MemoryError::from)?;
        while let Some(row) = rows.next().map_err(MemoryError::from)? {
            each(found(row)?)?;
        }
        Ok(())
    }

    /// Mentions of events of GDELT 2.
    fn foreign_mentions(&self, dataset: &str, key: i64, filter: &Filter) -> Result<Table> {
        let asks = Filter { since: None, until: None, outlet: None, order: None, limit: None, ..filter.clone() };
        if asks != Filter::default() {
            return Err(MemoryError::Filter("mentions are found by day and outlet only".into()));
        }
        let mut where_ = Conditions::default();
        where_.with("m.dataset = ?", key);
        where_.maybe("m.day >= ?", filter.since);
        where_.maybe("m.day <= ?", filter.until);
        where_.maybe("m.source = ? COLLATE NOCASE", filter.outlet.clone());
        let known = [("day", "m.day"), ("event", "m.event"), ("line", "m.line")];
        let default = Order { column: "day".into(), descending: true };
        let tail = sql::tail(filter, &known, &default, "m.key")?;
        let sql = format!(
            "SELECT m.event, m.day, m.source, m.sentence, m.confidence, m.url, f.name, m.line FROM foreign_mention m
             JOIN foreign_file f ON f.key = m.file {} {tail}",
            where_.clause()
        );
        let mut statement = self.conn.prepare(&sql)?;
        let mut rows = statement.query(where_.values().as_slice())?;
        let mut table = Table::new(&MENTIONS);
        while let Some(row) = rows.next()? {
            let text = |at: usize| -> Result<Value> { Ok(Value::text(row.get::<_, Option<String>>(at)?)) };
            let int =
                |at: usize| -> Result<Value> { Ok(row.get::<_, Option<i64>>(at)?.map_or(Value::Null, Value::Int)) };
            table.rows.push(vec![
                Value::Text(dataset.to_owned()),
                int(0)?,
                Value::day(row.get(1)?),
                text(2)?,
                int(3)?,
                int(4)?,
                text(5)?,
                text(6)?,
                int(7)?,
            ]);
        }
        table.cut(filter.limit);
        Ok(table)
    }
}

/// What other datasets do not tell cannot be asked for.
fn refuse(filter: &Filter) -> Result<()> {
    let asked = [
        ("status", filter.status.is_some()),
        ("standing", filter.standing.is_some()),
        ("kind", filter.kind.is_some()),
        ("number of origins", filter.min_origins.is_some()),
        ("confirmation", filter.confirmed),
        ("day on which it was known", filter.known_on.is_some()),
    ];
    match asked.iter().find(|(_, asked)| *asked) {
        Some((what, _)) => Err(MemoryError::Filter(format!("events of other datasets have no {what}"))),
        None => Ok(()),
    }
}

fn conditions(filter: &Filter, dataset: i64) -> Conditions {
    let mut where_ = Conditions::default();
    where_.with("e.dataset = ?", dataset);
    match (&filter.actor, &filter.recipient) {
        // The pairs are ordered by actor: each actor there is, with the recipient, is one step into the index.
        (None, Some(who)) => {
            where_.with(
                "e.actor_country IN (SELECT '' UNION SELECT country FROM foreign_year WHERE dataset = ? AND role = 0)",
                dataset,
            );
            where_.with("e.recipient_country = ?", who.country.clone());
        }
        (actor, recipient) => {
            where_.maybe("e.actor_country = ?", actor.as_ref().map(|w| w.country.clone()));
            where_.maybe("e.recipient_country = ?", recipient.as_ref().map(|w| w.country.clone()));
        }
    }
    where_.maybe("a.sector = ?", filter.actor.as_ref().and_then(|w| w.sector.clone()));
    where_.maybe("r.sector = ?", filter.recipient.as_ref().and_then(|w| w.sector.clone()));
    where_.maybe("e.day >= ?", filter.since);
    where_.maybe("e.day <= ?", filter.until);
    where_.one_of("e.type", &filter.types);
    where_.maybe("e.mode = ?", filter.mode.clone());
    where_.maybe("e.detail ->> '$.place' = ? COLLATE NOCASE", filter.place.clone());
    where_.maybe("e.detail ->> '$.source' = ? COLLATE NOCASE", filter.outlet.clone());
    for word in filter.text.iter().flat_map(|t| t.split_whitespace()) {
        where_.with(
            "(coalesce(w.text, '') || ' ' || coalesce(e.detail ->> '$.note', '')) LIKE '%' || ? || '%' ESCAPE '\\'",
            word.trim_matches('"').replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"),
        );
    }
    where_
}

/// The event of an identity.
pub(super) fn one(conn: &Connection, dataset: i64, identity: i64) -> Result<Option<Found>> {
    let sql = format!("SELECT {WHAT} {WITH} WHERE e.dataset = ? AND e.identity = ?");
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query([dataset, identity])?;
    rows.next()?.map(found).transpose()
}

fn found(row: &Row<'_>) -> Result<Found> {
    let filled =
        |at: usize| -> Result<Option<String>> { Ok(row.get::<_, Option<String>>(at)?.filter(|text| !text.is_empty())) };
    let side = |at: usize| -> Result<Side> {
        Ok(Side { name: filled(at)?, code: filled(at + 1)?, country: filled(at + 2)?, sector: filled(at + 3)? })
    };
    let id = match row.get_ref(0)? {
        ValueRef::Integer(n) => Some(n.to_string()),
        ValueRef::Text(text) => Some(String::from_utf8_lossy(text).into_owned()),
        _ => None,
    };
    let detail: Option<String> = row.get(8)?;
    let detail = match detail {
        Some(text) => serde_json::from_str(&text).map_err(|e| MemoryError::damaged("an event's detail", e))?,
        None => Detail::default(),
    };
    Ok(Found {
        event: Event {
            id,
            day: row.get(1)?,
            event_type: event_type(&row.get::<_, String>(2)?),
            mode: row.get(3)?,
            cameo: row.get(4)?,
            label: row.get(5)?,
            score: whole(row.get(6)?),
            goldstein: whole(row.get(7)?),
            detail,
            actor: side(9)?,
            recipient: side(13)?,
        },
        file: row.get(17)?,
        line: u64::try_from(row.get::<_, i64>(18)?).unwrap_or(0),
    })
}

fn line(dataset: &str, found: Found) -> Vec<Value> {
    let Found { event, file, line } = found;
    let int = |n: Option<i64>| n.map_or(Value::Null, Value::Int);
    let real = |x: Option<f64>| x.map_or(Value::Null, Value::Real);
    let quad = event.quad().map(|q| q.code());
    let detail = event.detail;
    vec![
        Value::Text(dataset.to_owned()),
        Value::text(event.id),
        Value::day(Some(event.day)),
        Value::text(event.event_type.map(|t| t.code())),
        Value::text(event.mode),
        Value::text(quad),
        Value::text(event.cameo),
        Value::text(event.label),
        Value::text(event.actor.country),
        Value::text(event.actor.sector),
        Value::text(event.actor.name),
        Value::text(event.actor.code),
        Value::text(event.recipient.country),
        Value::text(event.recipient.sector),
        Value::text(event.recipient.name),
        Value::text(event.recipient.code),
        real(event.score),
        real(event.goldstein),
        Value::text(detail.place),
        Value::text(detail.place_country),
        real(detail.latitude),
        real(detail.longitude),
        int(detail.mentions),
        int(detail.sources),
        int(detail.articles),
        int(detail.fatalities),
        Value::text(detail.source),
        Value::text(detail.url),
        Value::Text(file),
        Value::Int(i64::try_from(line).unwrap_or(i64::MAX)),
    ]
}
