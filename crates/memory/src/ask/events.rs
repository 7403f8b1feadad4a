//! Listing events.

use detente_record::EventId;

use crate::ask::filter::{Filter, Order};
use crate::ask::sql::{self, Conditions};
use crate::ask::table::{Kind, Table, Value};
use crate::error::{MemoryError, Result};
use crate::event::{EventDetail, Standing};
use crate::fact::{NO_DAY, Party, Realm, Tally, countries};
use crate::store::rows::{ACTOR, RECIPIENT};
use crate::store::{Store, load};

pub(super) const COLUMNS: [(&str, Kind); 19] = [
    ("id", Kind::Text),
    ("day", Kind::Day),
    ("to_day", Kind::Day),
    ("type", Kind::Text),
    ("mode", Kind::Text),
    ("status", Kind::Text),
    ("standing", Kind::Text),
    ("actors", Kind::List),
    ("recipients", Kind::List),
    ("place", Kind::Text),
    ("counts", Kind::List),
    ("reports", Kind::Int),
    ("documents", Kind::Int),
    ("outlets", Kind::Int),
    ("origins", Kind::Int),
    ("sides", Kind::List),
    ("denied_by", Kind::List),
    ("score", Kind::Real),
    ("clause", Kind::Text),
];

impl Store {
    /// Events that a filter lets through: what is said to have happened, unless it asks for another status.
    ///
    /// # Errors
    /// When the filter cannot be used or the database fails.
    pub fn events(&self, filter: &Filter) -> Result<Table> {
        filter.check()?;
        if let Some(moment) = filter.known_on {
            return self.events_known_on(filter, moment);
        }
        let mut where_ = Conditions::default();
        let (from, day) = driver(filter, &mut where_);
        rest(filter, &mut where_)?;
        let known = [
            ("day", day),
            ("reports", "e.reports"),
            ("origins", "e.origins"),
            ("outlets", "e.outlets"),
            ("score", "e.score"),
            ("type", "e.type"),
        ];
        let default = Order { column: "day".into(), descending: true };
        let tie = if day == "x.day" { "x.event" } else { "e.key" };
        let sql = format!(
            "SELECT e.id, e.day, e.to_day, e.type, e.mode, e.status, e.standing, e.place, e.reports, e.documents,
               e.outlets, e.origins, e.score, e.detail FROM {from} {} {}",
            where_.clause(),
            sql::tail(filter, &known, &default, tie)?
        );
        let mut statement = self.conn.prepare(&sql)?;
        let mut rows = statement.query(where_.values().as_slice())?;
        let mut table = Table::new(&COLUMNS);
        while let Some(row) = rows.next()? {
            let text = |at: usize| -> Result<Value> { Ok(Value::text(row.get::<_, Option<String>>(at)?)) };
            let number = |at: usize| -> Result<Value> { Ok(Value::Int(row.get(at)?)) };
            let detail: EventDetail =
                serde_json::from_str(&row.get::<_, String>(13)?).map_err(|e| MemoryError::damaged("an event", e))?;
            table.rows.push(vec![
                Value::Text(EventId::from_bytes(load::bytes(row, 0)?).to_string()),
                Value::day(row.get(1)?),
                Value::day(row.get(2)?),
                text(3)?,
                text(4)?,
                text(5)?,
                text(6)?,
                codes(&detail.actors),
                codes(&detail.recipients),
                text(7)?,
                tallies(&detail.counts),
                number(8)?,
                number(9)?,
                number(10)?,
                number(11)?,
                Value::List(detail.sides),
                Value::List(detail.denied_by),
                row.get::<_, Option<f64>>(12)?.map_or(Value::Null, Value::Real),
                Value::Text(detail.clause),
            ]);
        }
        table.cut(filter.limit);
        Ok(table)
    }
}

/// The table by which the events are found, and the column of the day there.
fn driver(filter: &Filter, where_: &mut Conditions) -> (&'static str, &'static str) {
    let days = |where_: &mut Conditions, column: &str| {
        where_.maybe(&format!("{column} >= ?"), filter.since.or_else(|| filter.until.map(|_| NO_DAY + 1)));
        where_.maybe(&format!("{column} <= ?"), filter.until);
    };
    match (&filter.actor, &filter.recipient) {
        (Some(actor), Some(recipient)) => {
            where_.with("x.actor = ?", actor.country.clone());
            where_.with("x.recipient = ?", recipient.country.clone());
            days(where_, "x.day");
            where_.one_of("x.type", &filter.types);
            ("event_dyad x CROSS JOIN event e ON e.key = x.event", "x.day")
        }
        (Some(who), None) | (None, Some(who)) => {
            where_.with("x.role = ?", if filter.actor.is_some() { ACTOR } else { RECIPIENT });
            where_.with("x.country = ?", who.country.clone());
            days(where_, "x.day");
            where_.one_of("e.type", &filter.types);
            ("event_party x CROSS JOIN event e ON e.key = x.event", "x.day")
        }
        (None, None) => {
            days(where_, "e.day");
            where_.one_of("e.type", &filter.types);
            ("event e", "e.day")
        }
    }
}

fn rest(filter: &Filter, where_: &mut Conditions) -> Result<()> {
    match filter.status_of_report()? {
        Some(status) => {
            where_.with("e.realm = ?", Realm::of(status).number());
            where_.with("e.status = ?", status.code());
        }
        None => where_.with("e.realm = ?", Realm::Fact.number()),
    }
    if let Some(standing) = &filter.standing {
        where_.with("e.standing = ?", standing_of(standing)?.code());
    }
    where_.maybe("e.mode = ?", filter.mode.clone());
    where_.maybe("e.place = ? COLLATE NOCASE", filter.place.clone());
    where_.maybe("e.origins >= ?", filter.min_origins.map(|n| i64::try_from(n).unwrap_or(i64::MAX)));
    where_.maybe(
        "e.key IN (SELECT r.event FROM report_text t JOIN report r ON r.key = t.rowid WHERE report_text MATCH ?)",
        filter.match_text(),
    );
    where_.maybe(
        "EXISTS (SELECT 1 FROM report r JOIN document d ON d.key = r.document
          WHERE r.event = e.key AND d.outlet = ? COLLATE NOCASE)",
        filter.outlet.clone(),
    );
    for (who, path) in [(&filter.actor, "actors"), (&filter.recipient, "recipients")] {
        if let Some(who) = who
            && who.sector.is_some()
        {
            where_.party("e.detail", path, who);
        }
    }
    Ok(())
}

pub(super) fn standing_of(text: &str) -> Result<Standing> {
    Standing::ALL.into_iter().find(|s| s.code() == text).ok_or_else(|| {
        let known: Vec<&str> = Standing::ALL.iter().map(|s| s.code()).collect();
        MemoryError::Filter(format!("'{text}' is no standing; known are {}", known.join(", ")))
    })
}

/// Countries with sectors, or names where no country is known; each once.
pub(super) fn codes(list: &[Party]) -> Value {
    let mut out: Vec<String> = countries(list).into_iter().map(str::to_owned).collect();
    if out.is_empty() {
        out = list.iter().map(|p| p.name.clone()).collect();
        out.dedup();
    }
    Value::List(out)
}

pub(super) fn tallies(list: &[Tally]) -> Value {
    Value::List(
        list.iter()
            .map(|t| match t.high {
                Some(high) if (high - t.low).abs() > f64::EPSILON => format!("{}–{high} {}", t.low, t.of),
                _ => format!("{} {}", t.low, t.of),
            })
            .collect(),
    )
}
