//! Whole events for those who reckon with them: relations, exports.

use detente_record::{EventId, EventType, Status};
use rusqlite::params;

use crate::ask::events::standing_of;
use crate::error::{MemoryError, Result};
use crate::event::{EventDetail, Standing};
use crate::fact::{NO_DAY, Realm};
use crate::store::{Store, load};

/// An event as it stands in the store, with its parties.
#[derive(Clone, Debug, PartialEq)]
pub struct Happening {
    /// Its id, for `detente show`.
    pub id: EventId,
    /// Its first day; events without any day are not given out.
    pub day: i32,
    /// Its last day.
    pub to: i32,
    /// What kind of act.
    pub event_type: EventType,
    /// Its mode.
    pub mode: Option<String>,
    /// What is said of it.
    pub status: Status,
    /// Of what was, or of what is to come.
    pub realm: Realm,
    /// How well it stands.
    pub standing: Standing,
    /// Where.
    pub place: Option<String>,
    /// Whether actors and recipients do it to each other, as its first report has it.
    pub reciprocal: bool,
    /// Number of reports, of documents, of independent origins.
    pub reports: u32,
    /// Number of documents.
    pub documents: u32,
    /// Number of independent origins.
    pub origins: u32,
    /// PLOVER score, mean of the reports'.
    pub score: Option<f64>,
    /// The rest.
    pub detail: EventDetail,
}

impl Store {
    /// Every event from one day to another whose day is known: of what was and of what is to come, by day and id.
    ///
    /// # Errors
    /// When the database fails or holds what cannot be read.
    pub fn happenings(&self, since: Option<i32>, until: Option<i32>) -> Result<Vec<Happening>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT e.id, e.day, e.to_day, e.type, e.mode, e.status, e.realm, e.standing, e.place, e.reports,
               e.documents, e.origins, e.score, e.detail,
               coalesce((SELECT r.detail ->> '$.reciprocal' FROM report r WHERE r.event = e.key
                         ORDER BY r.id LIMIT 1), 0)
             FROM event e WHERE e.day BETWEEN ? AND ? ORDER BY e.day, e.id",
        )?;
        let mut rows = statement.query(params![since.unwrap_or(NO_DAY + 1), until.unwrap_or(i32::MAX)])?;
        let mut out = Vec::new();
        while let Some(row) = rows.next()? {
            let text = |at: usize| -> Result<String> { Ok(row.get(at)?) };
            let count = |at: usize| -> Result<u32> { Ok(u32::try_from(row.get::<_, i64>(at)?).unwrap_or(u32::MAX)) };
            let day: i32 = row.get(1)?;
            let status: Status = text(5)?.parse().map_err(|e| MemoryError::damaged("an event", e))?;
            out.push(Happening {
                id: EventId::from_bytes(load::bytes(row, 0)?),
                day,
                to: row.get::<_, Option<i32>>(2)?.unwrap_or(day),
                event_type: text(3)?.parse().map_err(|e| MemoryError::damaged("an event", e))?,
                mode: row.get(4)?,
                status,
                realm: Realm::of(status),
                standing: standing_of(&text(7)?)?,
                place: row.get(8)?,
                reports: count(9)?,
                documents: count(10)?,
                origins: count(11)?,
                score: row.get(12)?,
                detail: serde_json::from_str(&text(13)?).map_err(|e| MemoryError::damaged("an event", e))?,
                reciprocal: row.get::<_, i64>(14)? != 0,
            });
        }
        Ok(out)
    }

    /// How many documents were published on each day on which there are any: what there was to be read.
    ///
    /// # Errors
    /// When the database fails.
    pub fn coverage(&self) -> Result<Vec<(i32, u32)>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT d.published, count(*) FROM document d JOIN coding c ON c.document = d.key AND c.until IS NULL
             WHERE d.published IS NOT NULL GROUP BY d.published ORDER BY d.published",
        )?;
        let mut rows = statement.query([])?;
        let mut out = Vec::new();
        while let Some(row) = rows.next()? {
            out.push((row.get(0)?, u32::try_from(row.get::<_, i64>(1)?).unwrap_or(u32::MAX)));
        }
        Ok(out)
    }

    /// Documents behind some reports, by their ids: publisher, day, headline and address of each, each document once, by
    /// day and id.
    ///
    /// # Errors
    /// When the database fails or an id cannot be read.
    pub fn sources_of(&self, reports: &[String]) -> Result<Vec<SourceDocument>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT d.id, d.outlet, d.published, d.headline, d.url FROM report r JOIN document d ON d.key = r.document
             WHERE r.id = ? AND r.until IS NULL",
        )?;
        let mut out = std::collections::BTreeMap::new();
        for id in reports {
            let id: detente_record::ReportId = id.parse().map_err(|e| MemoryError::damaged("an id", e))?;
            let mut rows = statement.query([id.as_bytes().as_slice()])?;
            while let Some(row) = rows.next()? {
                let id = detente_record::DocumentId::from_bytes(load::bytes(row, 0)?);
                let document = SourceDocument {
                    id: id.to_string(),
                    outlet: row.get(1)?,
                    published: row.get(2)?,
                    headline: row.get(3)?,
                    url: row.get(4)?,
                };
                out.insert((document.published, id.to_string()), document);
            }
        }
        Ok(out.into_values().collect())
    }
}

/// A document that reports something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceDocument {
    /// Its id.
    pub id: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// When.
    pub published: Option<i32>,
    /// Its headline.
    pub headline: Option<String>,
    /// Its address.
    pub url: Option<String>,
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::made::{article, said};
    use crate::store::put::Batch;
    use crate::{Wait, Writer};

    #[test]
    fn events_with_their_parties_and_the_coverage() {
        let dir = tempfile::tempdir().unwrap();
        let mut writer = Writer::open(dir.path(), Wait::No, || {}).unwrap();
        let strike = said(EventType::Assault, Status::Happened, "ISR", "IRN").words("struck a site").on("2023-03-01");
        let plan = said(EventType::Aid, Status::Planned, "FRA", "IRN").words("will send aid").on("2023-03-09");
        let coded = vec![
            article("Daily", "2023-03-02", vec![strike.clone()]).coded().unwrap(),
            article("Herald", "2023-03-02", vec![strike]).coded().unwrap(),
            article("Herald", "2023-03-04", vec![plan]).coded().unwrap(),
        ];
        writer.commit(&Batch { coded, ..Batch::default() }, Timestamp::UNIX_EPOCH).unwrap();
        writer.settle().unwrap();
        let all = writer.happenings(None, None).unwrap();
        let strike = all.iter().find(|h| h.event_type == EventType::Assault).unwrap();
        assert_eq!((strike.realm, strike.reports, strike.documents), (Realm::Fact, 2, 2));
        assert_eq!(crate::day::text(strike.day), "2023-03-01");
        assert_eq!(strike.detail.actors[0].country.as_deref(), Some("ISR"));
        assert!(all.iter().any(|h| h.realm == Realm::Forward && h.event_type == EventType::Aid));
        assert!(writer.happenings(Some(strike.day + 1), Some(strike.day + 2)).unwrap().is_empty());
        let day = |text: &str| crate::day::parse(text).unwrap();
        assert_eq!(writer.coverage().unwrap(), [(day("2023-03-02"), 2), (day("2023-03-04"), 1)]);
        let sources = writer.sources_of(&strike.detail.reports).unwrap();
        assert_eq!(sources.iter().map(|s| s.outlet.as_deref()).collect::<Vec<_>>().len(), 2);
        assert!(sources.iter().any(|s| s.outlet.as_deref() == Some("Herald")));
    }
}
