//! Listing reports.

use detente_record::{EventId, ReportId};

use crate::ask::events::{codes, tallies};
use crate::ask::filter::{Filter, Order};
use crate::ask::sql::{self, Conditions};
use crate::ask::table::{Kind, Table, Value};
use crate::error::Result;
use crate::fact::NO_DAY;
use crate::store::Store;
use crate::store::load::{self, COLUMNS as ROW};
use crate::store::rows::{ACTOR, RECIPIENT};

const COLUMNS: [(&str, Kind); 18] = [
    ("id", Kind::Text),
    ("day", Kind::Day),
    ("to_day", Kind::Day),
    ("published", Kind::Day),
    ("type", Kind::Text),
    ("mode", Kind::Text),
    ("status", Kind::Text),
    ("actors", Kind::List),
    ("recipients", Kind::List),
    ("place", Kind::Text),
    ("counts", Kind::List),
    ("sources", Kind::List),
    ("outlet", Kind::Text),
    ("document", Kind::Text),
    ("event", Kind::Text),
    ("verdict", Kind::Text),
    ("confidence", Kind::Real),
    ("clause", Kind::Text),
];

impl Store {
    /// Reports that a filter lets through.
    ///
    /// # Errors
    /// When the filter cannot be used or the database fails.
    pub fn reports(&self, filter: &Filter) -> Result<Table> {
        filter.check()?;
        let mut where_ = Conditions::default();
        let (from, day) = driver(filter, &mut where_);
        match filter.known_on {
            None => where_.plain("r.until IS NULL"),
            Some(moment) => {
                let revision = self.revision_on(moment)?;
                where_.with("r.since <= ?", revision);
                where_.with("(r.until IS NULL OR r.until > ?)", revision);
            }
        }
        where_.maybe("r.status = ?", filter.status_of_report()?.map(|s| s.code()));
        where_.maybe("r.mode = ?", filter.mode.clone());
        where_.maybe("r.place = ? COLLATE NOCASE", filter.place.clone());
        where_.maybe("d.outlet = ? COLLATE NOCASE", filter.outlet.clone());
        where_.maybe("e.origins >= ?", filter.min_origins.map(|n| i64::try_from(n).unwrap_or(i64::MAX)));
        where_.maybe(
            "r.key IN (SELECT rowid FROM report_text WHERE report_text MATCH ?)",
            filter.match_text().filter(|_| filter.known_on.is_none()),
        );
        if filter.known_on.is_some() {
            // The index of words holds what holds now.
            for word in filter.text.iter().flat_map(|t| t.split_whitespace()) {
                where_.with("instr(lower(r.detail ->> '$.clause'), ?) > 0", word.trim_matches('"').to_lowercase());
            }
        }
        if filter.confirmed {
            where_.plain("r.verdict IN ('accept', 'fix')");
        }
        for (who, path) in [(&filter.actor, "actors"), (&filter.recipient, "recipients")] {
            if let Some(who) = who
                && (who.sector.is_some() || filter.known_on.is_some())
            {
                where_.party("r.detail", path, who);
            }
        }
        let known = [("day", day), ("published", "d.published"), ("type", "r.type"), ("status", "r.status")];
        let default = Order { column: "day".into(), descending: true };
        let tie = if day == "x.day" { "x.report" } else { "r.key" };
        let sql = format!(
            "SELECT {ROW}, e.id FROM {from} JOIN document d ON d.key = r.document LEFT JOIN event e ON e.key = r.event
             {} {}",
            where_.clause(),
            sql::tail(filter, &known, &default, tie)?
        );
        let mut statement = self.conn.prepare(&sql)?;
        let mut rows = statement.query(where_.values().as_slice())?;
        let mut table = Table::new(&COLUMNS);
        while let Some(row) = rows.next()? {
            let loaded = load::loaded(row)?;
            let event: Option<Vec<u8>> = row.get(15)?;
            let event = event.and_then(|e| e.try_into().ok()).map(|e| EventId::from_bytes(e).to_string());
            table.rows.push(values(&loaded, event));
        }
        table.cut(filter.limit);
        Ok(table)
    }

    /// The last revision at a moment.
    pub(super) fn revision_on(&self, moment: jiff::Timestamp) -> Result<i64> {
        let mut statement = self.conn.prepare("SELECT n, at FROM revision ORDER BY n DESC")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let at: String = row.get(1)?;
            if at.parse::<jiff::Timestamp>().is_ok_and(|at| at <= moment) {
                return Ok(row.get(0)?);
            }
        }
        Ok(0)
    }
}

fn driver(filter: &Filter, where_: &mut Conditions) -> (&'static str, &'static str) {
    let days = |where_: &mut Conditions, column: &str| {
        where_.maybe(&format!("{column} >= ?"), filter.since.or_else(|| filter.until.map(|_| NO_DAY + 1)));
        where_.maybe(&format!("{column} <= ?"), filter.until);
    };
    match (&filter.actor, &filter.recipient) {
        (Some(actor), Some(recipient)) if filter.known_on.is_none() => {
            where_.with("x.actor = ?", actor.country.clone());
            where_.with("x.recipient = ?", recipient.country.clone());
            days(where_, "x.day");
            where_.one_of("x.type", &filter.types);
            ("report_dyad x CROSS JOIN report r ON r.key = x.report", "x.day")
        }
        (Some(who), None) | (None, Some(who)) if filter.known_on.is_none() => {
            where_.with("x.role = ?", if filter.actor.is_some() { ACTOR } else { RECIPIENT });
            where_.with("x.country = ?", who.country.clone());
            days(where_, "x.day");
            where_.one_of("r.type", &filter.types);
            ("report_party x CROSS JOIN report r ON r.key = x.report", "x.day")
        }
        _ => {
            days(where_, "r.day");
            where_.one_of("r.type", &filter.types);
            ("report r", "r.day")
        }
    }
}

fn values(loaded: &load::Loaded, event: Option<String>) -> Vec<Value> {
    let fact = &loaded.fact;
    let detail = &fact.detail;
    let sources = detail.sources.iter().map(|s| match &s.party.country {
        Some(country) => format!("{} ({country})", s.party.name),
        None => s.party.name.clone(),
    });
    vec![
        Value::Text(ReportId::to_string(&fact.id)),
        Value::day(fact.day()),
        Value::day(fact.to),
        Value::day(fact.published),
        Value::Text(fact.event_type.code().into()),
        Value::text(fact.mode.clone()),
        Value::Text(fact.status.code().into()),
        codes(&detail.actors),
        codes(&detail.recipients),
        Value::text(detail.place.clone()),
        tallies(&detail.counts),
        Value::List(sources.collect()),
        Value::text(fact.outlet.clone()),
        Value::Text(fact.document.to_string()),
        Value::text(event),
        Value::text(loaded.verdict.clone()),
        Value::Real((f64::from(detail.confidence) * 1000.0).round() / 1000.0),
        Value::Text(detail.clause.clone()),
    ]
}
