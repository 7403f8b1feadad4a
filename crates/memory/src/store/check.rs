//! Whether a store is as it must be.

use detente_record::EventId;
use rustc_hash::FxHashMap;

use crate::error::{MemoryError, Result};
use crate::event::EventDetail;
use crate::store::{Store, load, source};

/// A rule that a store must keep, as a query that counts what breaks it.
const RULES: [(&str, &str); 16] = [
    (
        "a document has a coding that holds now, and one only",
        "SELECT count(*) FROM document d WHERE (SELECT count(*) FROM coding c WHERE c.document = d.key AND c.until IS NULL) != 1",
    ),
    (
        "a document was seen somewhere",
        "SELECT count(*) FROM document d WHERE NOT EXISTS (SELECT 1 FROM sighting s WHERE s.document = d.key)",
    ),
    (
        "a coding is of a document",
        "SELECT count(*) FROM coding c WHERE NOT EXISTS (SELECT 1 FROM document d WHERE d.key = c.document)",
    ),
    (
        "a report that holds now is of a coding that does",
        "SELECT count(*) FROM report r JOIN coding c ON c.key = r.coding WHERE r.until IS NULL AND c.until IS NOT NULL",
    ),
    (
        "a report that holds now holds once",
        "SELECT count(*) FROM (SELECT id FROM report WHERE until IS NULL GROUP BY id HAVING count(*) > 1)",
    ),
    (
        "a report that holds now is of one event, unless a person rejected it",
        "SELECT count(*) FROM report WHERE until IS NULL AND (event IS NULL) != (verdict IS 'reject')",
    ),
    (
        "a report that no longer holds is of no event",
        "SELECT count(*) FROM report WHERE until IS NOT NULL AND event IS NOT NULL",
    ),
    (
        "the event of a report exists and is of its kind",
        "SELECT count(*) FROM report r LEFT JOIN event e ON e.key = r.event
      WHERE r.event IS NOT NULL AND (e.key IS NULL OR e.family != r.family OR e.realm != r.realm)",
    ),
    (
        "an event has as many reports as it says",
        "SELECT count(*) FROM event e WHERE e.reports != (SELECT count(*) FROM report r WHERE r.event = e.key)",
    ),
    (
        "an event has no more origins than reports, no more outlets than documents",
        "SELECT count(*) FROM event WHERE origins > reports OR outlets > documents OR documents > reports OR origins < 1",
    ),
    (
        "a claim is of an event",
        "SELECT count(*) FROM claim c WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.key = c.event)",
    ),
    (
        "what finds reports by who takes part finds what holds now",
        "SELECT count(*) FROM report_party p WHERE NOT EXISTS (SELECT 1 FROM report r WHERE r.key = p.report AND r.until IS NULL)",
    ),
    (
        "what finds reports by the pair finds what holds now",
        "SELECT count(*) FROM report_dyad p WHERE NOT EXISTS (SELECT 1 FROM report r WHERE r.key = p.report AND r.until IS NULL)",
    ),
    (
        "what finds events by who takes part finds events",
        "SELECT count(*) FROM event_party p WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.key = p.event)",
    ),
    (
        "what finds events by the pair finds events",
        "SELECT count(*) FROM event_dyad p WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.key = p.event)",
    ),
    (
        "no revision is later than the last",
        "SELECT count(*) FROM report WHERE since > (SELECT coalesce(max(n), 0) FROM revision)
      OR until > (SELECT coalesce(max(n), 0) FROM revision) OR until < since",
    ),
];

/// A rule that is broken.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Fault {
    /// The rule.
    pub rule: String,
    /// How often it is broken.
    pub count: usize,
    /// The first thing that breaks it, where it can be named.
    pub example: Option<String>,
}

impl Store {
    /// The rules that the store breaks: those of the database, of the tables, and of each stored record.
    ///
    /// # Errors
    /// When the database fails.
    pub fn check(&self) -> Result<Vec<Fault>> {
        let mut faults = Vec::new();
        let whole: String = self.conn.query_row("PRAGMA integrity_check(1)", [], |r| r.get(0))?;
        if whole != "ok" {
            faults.push(Fault { rule: "the database is whole".into(), count: 1, example: Some(whole) });
        }
        for (rule, sql) in RULES.into_iter().chain(crate::foreign::RULES) {
            let count: i64 = self.conn.query_row(sql, [], |r| r.get(0))?;
            if count > 0 {
                faults.push(Fault { rule: rule.into(), count: usize::try_from(count).unwrap_or(1), example: None });
            }
        }
        self.check_records(&mut faults)?;
        self.check_members(&mut faults)?;
        Ok(faults)
    }

    /// Every record is what the wire format asks for, and its source opens.
    fn check_records(&self, faults: &mut Vec<Fault>) -> Result<()> {
        let mut statement = self.conn.prepare(
            "SELECT d.id, c.record, d.raw FROM coding c JOIN document d ON d.key = c.document WHERE c.until IS NULL",
        )?;
        let mut rows = statement.query([])?;
        let (mut records, mut sources) = (Broken::default(), Broken::default());
        while let Some(row) = rows.next()? {
            let id = detente_record::DocumentId::from_bytes(load::bytes(row, 0)?).to_string();
            match load::open_record(&row.get::<_, Vec<u8>>(1)?) {
                Ok(record) if record.document.id != id => records.add(&id, "it is of another document"),
                Ok(record) => {
                    if let Some(fault) = detente_wire::check(&record).first() {
                        records.add(&id, &fault.to_string());
                    }
                }
                Err(error) => records.add(&id, &error.to_string()),
            }
            if let Err(error) = source::open(&row.get::<_, Vec<u8>>(2)?, detente_record::Provenance::default()) {
                sources.add(&id, &error.to_string());
            }
        }
        records.tell("a stored record is one of the wire format", faults);
        sources.tell("a stored source can be opened", faults);
        Ok(())
    }

    /// Every event lists the reports that are filed under it.
    fn check_members(&self, faults: &mut Vec<Fault>) -> Result<()> {
        let mut filed: FxHashMap<i64, Vec<String>> = FxHashMap::default();
        let mut statement = self.conn.prepare("SELECT event, id FROM report WHERE event IS NOT NULL")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let id = detente_record::ReportId::from_bytes(load::bytes(row, 1)?);
            filed.entry(row.get(0)?).or_default().push(id.to_string());
        }
        let mut wrong = Broken::default();
        let mut statement = self.conn.prepare("SELECT key, id, detail FROM event")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let id = EventId::from_bytes(load::bytes(row, 1)?).to_string();
            let detail: EventDetail =
                serde_json::from_str(&row.get::<_, String>(2)?).map_err(|e| MemoryError::damaged("an event", e))?;
            let mut said = detail.reports;
            let mut found = filed.remove(&row.get::<_, i64>(0)?).unwrap_or_default();
            said.sort();
            found.sort();
            if said != found {
                wrong.add(&id, "its list of reports differs");
            }
        }
        wrong.tell("an event lists the reports that are filed under it", faults);
        Ok(())
    }
}

#[derive(Default)]
struct Broken {
    count: usize,
    example: Option<String>,
}

impl Broken {
    fn add(&mut self, id: &str, why: &str) {
        self.count += 1;
        self.example.get_or_insert_with(|| format!("{id}: {why}"));
    }

    fn tell(self, rule: &str, faults: &mut Vec<Fault>) {
        if self.count > 0 {
            faults.push(Fault { rule: rule.into(), count: self.count, example: self.example });
        }
    }
}
