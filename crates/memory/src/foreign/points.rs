//! Events along time: for series, comparisons and forecasts.

use detente_record::{EventType, QuadClass};
use rusqlite::params;

use crate::ask::{Kind, Table, Value};
use crate::error::Result;
use crate::fact::NO_DAY;
use crate::foreign::put::event_type;
use crate::foreign::whole;
use crate::store::Store;

/// What a series needs of one event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Day.
    pub day: i32,
    /// PLOVER type; none for what PLOVER has no type for (statements, appeals).
    pub event_type: Option<EventType>,
    /// Quad class of the type, or of the CAMEO code where there is none.
    pub quad: Option<QuadClass>,
    /// PLOVER score, -10 to 10.
    pub score: Option<f64>,
    /// Goldstein score, -10 to 10; none for ours.
    pub goldstein: Option<f64>,
}

/// Events of one country in one year.
#[derive(Clone, Debug, PartialEq)]
pub struct CountryYear {
    /// The country.
    pub country: String,
    /// Whether it acts; else it is acted upon.
    pub acts: bool,
    /// The year.
    pub year: i16,
    /// Events.
    pub events: i64,
    /// Sum of the PLOVER scores.
    pub score: f64,
    /// Sum of the Goldstein scores.
    pub goldstein: f64,
}

const YEARS: [(&str, Kind); 7] = [
    ("origin", Kind::Text),
    ("country", Kind::Text),
    ("role", Kind::Text),
    ("year", Kind::Int),
    ("events", Kind::Int),
    ("score", Kind::Real),
    ("goldstein", Kind::Real),
];

impl Store {
    /// The events of another dataset in which one side acts upon the other, in the order of days.
    ///
    /// # Errors
    /// When the dataset is not there or the database fails.
    pub fn foreign_points(
        &self,
        dataset: &str,
        actor: &str,
        recipient: &str,
        since: Option<i32>,
        until: Option<i32>,
    ) -> Result<Vec<Point>> {
        let key = self.foreign_dataset(dataset)?.key;
        let mut statement = self.conn.prepare_cached(
            "SELECT day, type, quad, score, goldstein FROM foreign_event
             WHERE dataset = ? AND actor_country = ? AND recipient_country = ? AND day BETWEEN ? AND ?
             ORDER BY day, type, quad, score, goldstein",
        )?;
        let (from, to) = (since.unwrap_or(i32::MIN), until.unwrap_or(i32::MAX));
        let mut rows = statement.query(params![key, actor, recipient, from, to])?;
        let mut points = Vec::new();
        while let Some(row) = rows.next()? {
            points.push(point(row, 0)?);
        }
        Ok(points)
    }

    /// Calls `each` with every event of another dataset that has an actor and a recipient: actor, recipient, point; in
    /// the order of actors, recipients, days. One pass over an index, so that 20 million take seconds.
    ///
    /// # Errors
    /// When the dataset is not there or the database fails.
    pub fn foreign_dyads(&self, dataset: &str, mut each: impl FnMut(&str, &str, Point)) -> Result<()> {
        let key = self.foreign_dataset(dataset)?.key;
        let mut statement = self.conn.prepare(
            "SELECT day, type, quad, score, goldstein, actor_country, recipient_country FROM foreign_event
             WHERE dataset = ? AND actor_country > '' AND recipient_country > ''
             ORDER BY actor_country, recipient_country, day, type, quad, score, goldstein",
        )?;
        let mut rows = statement.query([key])?;
        while let Some(row) = rows.next()? {
            let text = |at: usize| -> Result<String> { Ok(row.get_ref(at)?.as_str().unwrap_or_default().to_owned()) };
            each(&text(5)?, &text(6)?, point(row, 0)?);
        }
        Ok(())
    }

    /// Our own events in which one side acts upon the other and which are said to have happened, in the order of days.
    ///
    /// # Errors
    /// When the database fails.
    pub fn own_points(
        &self,
        actor: &str,
        recipient: &str,
        since: Option<i32>,
        until: Option<i32>,
    ) -> Result<Vec<Point>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT x.day, x.type, e.score FROM event_dyad x CROSS JOIN event e ON e.key = x.event
             WHERE x.actor = ? AND x.recipient = ? AND x.day BETWEEN ? AND ? AND e.realm = 0
             ORDER BY x.day, x.type, e.id",
        )?;
        let (from, to) = (since.unwrap_or(NO_DAY + 1), until.unwrap_or(i32::MAX));
        let mut rows = statement.query(params![actor, recipient, from, to])?;
        let mut points = Vec::new();
        while let Some(row) = rows.next()? {
            let kind = event_type(&row.get::<_, String>(1)?);
            points.push(Point {
                day: row.get(0)?,
                event_type: kind,
                quad: kind.map(EventType::quad_class),
                score: row.get(2)?,
                goldstein: None,
            });
        }
        Ok(points)
    }

    /// First and last day of our own events that are said to have happened.
    ///
    /// # Errors
    /// When the database fails.
    pub fn own_days(&self) -> Result<Option<(i32, i32)>> {
        let ends: (Option<i32>, Option<i32>) = self.conn.query_row(
            "SELECT (SELECT min(day) FROM event WHERE realm = 0 AND day > ?1),
               (SELECT max(day) FROM event WHERE realm = 0)",
            [NO_DAY],
            |r| Ok((r.get(0)?, r.get(1)?)),
        )?;
        Ok(ends.0.zip(ends.1))
    }

    /// Events of each country in each year, as actor and as recipient, of one dataset or of all. Sums are kept as
    /// events come in: the answer does not depend on how many there are.
    ///
    /// # Errors
    /// When the dataset is not there or the database fails.
    pub fn foreign_years(&self, dataset: Option<&str>) -> Result<Vec<(String, CountryYear)>> {
        let key = dataset.map(|d| self.foreign_dataset(d)).transpose()?.map(|d| d.key);
        let mut statement = self.conn.prepare(
            "SELECT d.name, y.country, y.role, y.year, sum(y.events), sum(y.score), sum(y.goldstein)
             FROM foreign_year y JOIN foreign_dataset d ON d.key = y.dataset WHERE ?1 IS NULL OR y.dataset = ?1
             GROUP BY d.name, y.country, y.role, y.year ORDER BY d.name, y.country, y.role, y.year",
        )?;
        let mut rows = statement.query([key])?;
        let mut years = Vec::new();
        while let Some(row) = rows.next()? {
            years.push((
                row.get(0)?,
                CountryYear {
                    country: row.get(1)?,
                    acts: row.get::<_, i64>(2)? == 0,
                    year: row.get(3)?,
                    events: row.get(4)?,
                    score: whole(row.get(5)?).unwrap_or(0.0),
                    goldstein: whole(row.get(6)?).unwrap_or(0.0),
                },
            ));
        }
        Ok(years)
    }

    /// [`Store::foreign_years`] as a listing.
    ///
    /// # Errors
    /// When the dataset is not there or the database fails.
    pub fn foreign_years_table(&self, dataset: Option<&str>) -> Result<Table> {
        let mut table = Table::new(&YEARS);
        for (origin, year) in self.foreign_years(dataset)? {
            table.rows.push(vec![
                Value::Text(origin),
                Value::Text(year.country),
                Value::Text(if year.acts { "actor" } else { "recipient" }.into()),
                Value::Int(year.year.into()),
                Value::Int(year.events),
                Value::Real(year.score),
                Value::Real(year.goldstein),
            ]);
        }
        Ok(table)
    }
}

fn point(row: &rusqlite::Row<'_>, at: usize) -> Result<Point> {
    let kind = row.get_ref(at + 1)?.as_str().unwrap_or_default();
    Ok(Point {
        day: row.get(at)?,
        event_type: event_type(kind),
        quad: QuadClass::ALL.iter().copied().find(|q| row.get(at + 2).is_ok_and(|n: u8| q.number() == n)),
        score: whole(row.get(at + 3)?),
        goldstein: whole(row.get(at + 4)?),
    })
}
