//! Listing claims.

use detente_record::{ClaimId, EventId};

use crate::ask::filter::{Filter, Order};
use crate::ask::sql::{self, Conditions};
use crate::ask::table::{Kind, Table, Value};
use crate::claim::{Claim, ClaimDetail};
use crate::error::{MemoryError, Result};
use crate::event::Event;
use crate::store::{Store, load};

pub(super) const COLUMNS: [(&str, Kind); 10] = [
    ("id", Kind::Text),
    ("day", Kind::Day),
    ("holder", Kind::Text),
    ("country", Kind::Text),
    ("status", Kind::Text),
    ("type", Kind::Text),
    ("event", Kind::Text),
    ("appearances", Kind::Int),
    ("outlets", Kind::List),
    ("clause", Kind::Text),
];

impl Store {
    /// Claims that a filter lets through; its actor is the holder.
    ///
    /// # Errors
    /// When the filter cannot be used or the database fails.
    pub fn claims(&self, filter: &Filter) -> Result<Table> {
        filter.check()?;
        if let Some(moment) = filter.known_on {
            return self.claims_known_on(filter, moment);
        }
        let mut where_ = Conditions::default();
        where_.maybe("c.country = ?", filter.actor.as_ref().map(|w| w.country.clone()));
        where_.maybe(
            "EXISTS (SELECT 1 FROM event_party p WHERE p.role = 1 AND p.country = ? AND p.event = c.event
              AND p.day = coalesce(e.day, -1000000))",
            filter.recipient.as_ref().map(|w| w.country.clone()),
        );
        where_.maybe("c.day >= ?", filter.since);
        where_.maybe("c.day <= ?", filter.until);
        where_.one_of("c.type", &filter.types);
        where_.maybe("c.status = ?", filter.status_of_report()?.map(|s| s.code()));
        where_.maybe("e.mode = ?", filter.mode.clone());
        where_.maybe("e.origins >= ?", filter.min_origins.map(|n| i64::try_from(n).unwrap_or(i64::MAX)));
        where_.maybe(
            "c.event IN (SELECT r.event FROM report_text t JOIN report r ON r.key = t.rowid WHERE report_text MATCH ?)",
            filter.match_text(),
        );
        if let Some(who) = &filter.actor
            && let Some(sector) = &who.sector
        {
            where_.with("c.detail ->> '$.holder.sector' = ?", sector.clone());
        }
        let known = [("day", "c.day"), ("appearances", "c.appearances"), ("holder", "c.holder"), ("type", "c.type")];
        let default = Order { column: "day".into(), descending: true };
        let sql = format!(
            "SELECT c.id, c.day, c.holder, c.country, c.status, c.type, e.id, c.appearances, c.detail
             FROM claim c LEFT JOIN event e ON e.key = c.event {} {}",
            where_.clause(),
            sql::tail(filter, &known, &default, "c.id")?
        );
        let mut statement = self.conn.prepare(&sql)?;
        let mut rows = statement.query(where_.values().as_slice())?;
        let mut table = Table::new(&COLUMNS);
        while let Some(row) = rows.next()? {
            let text = |at: usize| -> Result<Value> { Ok(Value::text(row.get::<_, Option<String>>(at)?)) };
            let detail: ClaimDetail =
                serde_json::from_str(&row.get::<_, String>(8)?).map_err(|e| MemoryError::damaged("a claim", e))?;
            let event: Option<Vec<u8>> = row.get(6)?;
            table.rows.push(vec![
                Value::Text(ClaimId::from_bytes(load::bytes(row, 0)?).to_string()),
                Value::day(row.get(1)?),
                text(2)?,
                text(3)?,
                text(4)?,
                text(5)?,
                Value::text(event.and_then(|e| e.try_into().ok()).map(|e| EventId::from_bytes(e).to_string())),
                Value::Int(row.get(7)?),
                Value::List(detail.outlets),
                Value::Text(detail.clause),
            ]);
        }
        table.cut(filter.limit);
        Ok(table)
    }
}

pub(super) fn values(claim: &Claim, event: &Event) -> Vec<Value> {
    let detail = &claim.detail;
    vec![
        Value::Text(claim.id.to_string()),
        Value::day(claim.day),
        Value::Text(detail.holder.name.clone()),
        Value::text(detail.holder.country.clone()),
        Value::Text(claim.status.code().into()),
        Value::Text(claim.event_type.into()),
        Value::Text(event.id.to_string()),
        Value::count(detail.documents.len()),
        Value::List(detail.outlets.clone()),
        Value::Text(detail.clause.clone()),
    ]
}
