//! Listing documents, and what was kept aside.

use detente_record::DocumentId;

use crate::ask::filter::{Filter, Order};
use crate::ask::sql::{self, Conditions};
use crate::ask::table::{Kind, Table, Value};
use crate::error::Result;
use crate::store::{Store, load};

const COLUMNS: [(&str, Kind); 10] = [
    ("id", Kind::Text),
    ("published", Kind::Day),
    ("outlet", Kind::Text),
    ("voice", Kind::Text),
    ("language", Kind::Text),
    ("headline", Kind::Text),
    ("url", Kind::Text),
    ("reports", Kind::Int),
    ("coder", Kind::Text),
    ("files", Kind::List),
];

const ASIDE: [(&str, Kind); 5] = [
    ("file", Kind::Text),
    ("line", Kind::Int),
    ("record", Kind::Int),
    ("severity", Kind::Text),
    ("problem", Kind::Text),
];

impl Store {
    /// Documents that a filter lets through. Its actor and recipient are those of a report in them.
    ///
    /// # Errors
    /// When the filter cannot be used or the database fails.
    pub fn documents(&self, filter: &Filter) -> Result<Table> {
        filter.check()?;
        let mut where_ = Conditions::default();
        let revision = filter.known_on.map(|m| self.revision_on(m)).transpose()?;
        where_.maybe("d.since <= ?", revision);
        where_.maybe("c.since <= ?", revision);
        match revision {
            Some(revision) => where_.with("(c.until IS NULL OR c.until > ?)", revision),
            None => where_.plain("c.until IS NULL"),
        }
        where_.maybe("d.published >= ?", filter.since);
        where_.maybe("d.published <= ?", filter.until);
        where_.maybe("d.outlet = ? COLLATE NOCASE", filter.outlet.clone());
        where_.maybe("d.key IN (SELECT rowid FROM document_text WHERE document_text MATCH ?)", filter.match_text());
        for (who, role) in [(&filter.actor, 0), (&filter.recipient, 1)] {
            where_.maybe(
                &format!(
                    "EXISTS (SELECT 1 FROM report r JOIN report_party p ON p.report = r.key AND p.role = {role}
                      AND p.day = coalesce(r.day, -1000000) WHERE r.document = d.key AND r.until IS NULL AND p.country = ?)"
                ),
                who.as_ref().map(|w| w.country.clone()),
            );
        }
        for event_type in filter.types.iter().take(1) {
            where_.with(
                "EXISTS (SELECT 1 FROM report r WHERE r.document = d.key AND r.until IS NULL AND r.type = ?)",
                event_type.clone(),
            );
        }
        let known = [("published", "d.published"), ("day", "d.published"), ("outlet", "d.outlet")];
        let default = Order { column: "published".into(), descending: true };
        let sql = format!(
            "SELECT d.id, d.published, d.outlet, d.voice, d.language, d.headline, d.url,
               (SELECT count(*) FROM report r WHERE r.coding = c.key AND r.document = d.key AND r.until IS c.until),
               c.coder, d.key
             FROM document d JOIN coding c ON c.document = d.key {} {}",
            where_.clause(),
            sql::tail(filter, &known, &default, "d.id")?
        );
        let mut statement = self.conn.prepare(&sql)?;
        let mut rows = statement.query(where_.values().as_slice())?;
        let mut table = Table::new(&COLUMNS);
        while let Some(row) = rows.next()? {
            let text = |at: usize| -> Result<Value> { Ok(Value::text(row.get::<_, Option<String>>(at)?)) };
            let files = self.sightings(row.get(9)?)?;
            table.rows.push(vec![
                Value::Text(DocumentId::from_bytes(load::bytes(row, 0)?).to_string()),
                Value::day(row.get(1)?),
                text(2)?,
                text(3)?,
                text(4)?,
                text(5)?,
                text(6)?,
                Value::Int(row.get(7)?),
                text(8)?,
                Value::List(files.into_iter().map(|(file, _, line)| place(&file, line)).collect()),
            ]);
        }
        table.cut(filter.limit);
        Ok(table)
    }

    /// What could not be read, with its problem.
    ///
    /// # Errors
    /// When the database fails.
    pub fn kept_aside(&self, filter: &Filter) -> Result<Table> {
        let mut statement = self
            .conn
            .prepare("SELECT file, line, record, severity, problem FROM aside ORDER BY file, line, record, problem")?;
        let mut rows = statement.query([])?;
        let mut table = Table::new(&ASIDE);
        while let Some(row) = rows.next()? {
            let number = |at: usize| -> Result<Value> {
                let n: i64 = row.get(at)?;
                Ok(if n == 0 { Value::Null } else { Value::Int(n) })
            };
            table.rows.push(vec![
                Value::Text(row.get(0)?),
                number(1)?,
                number(2)?,
                Value::Text(row.get(3)?),
                Value::Text(row.get(4)?),
            ]);
        }
        table.cut(filter.limit);
        Ok(table)
    }
}

pub(super) fn place(file: &str, line: i64) -> String {
    if line > 0 { format!("{file}:{line}") } else { file.to_owned() }
}
