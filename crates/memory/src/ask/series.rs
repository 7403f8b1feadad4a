//! What two sides do to each other, along time.

use std::collections::BTreeMap;

use rusqlite::params;

use crate::ask::filter::{Filter, Who};
use crate::ask::table::{Kind, Table, Value};
use crate::day;
use crate::error::Result;
use crate::fact::NO_DAY;
use crate::store::Store;

/// The pieces of time that a series counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bucket {
    /// Days.
    Day,
    /// Weeks, from Monday.
    Week,
    /// Months.
    Month,
    /// Years.
    Year,
}

impl Bucket {
    /// The first day of the piece that a day lies in.
    #[must_use]
    pub fn start(self, number: i32) -> i32 {
        let date = day::date(number);
        match self {
            Self::Day => number,
            // 1 January 1970 was a Thursday.
            Self::Week => number - (number + 3).rem_euclid(7),
            Self::Month => number - i32::from(date.day()) + 1,
            Self::Year => number - i32::from(date.day_of_year()) + 1,
        }
    }
}

/// What one side did to the other in one piece of time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Point {
    /// Events.
    pub events: usize,
    /// Reports of them.
    pub reports: usize,
    /// Sum of the PLOVER scores.
    pub score: f64,
}

const COLUMNS: [(&str, Kind); 7] = [
    ("day", Kind::Day),
    ("actor", Kind::Text),
    ("recipient", Kind::Text),
    ("events", Kind::Int),
    ("reports", Kind::Int),
    ("score", Kind::Real),
    ("types", Kind::List),
];

const TIMELINE: [(&str, Kind); 9] = [
    ("day", Kind::Day),
    ("actor", Kind::Text),
    ("recipient", Kind::Text),
    ("what", Kind::Text),
    ("mode", Kind::Text),
    ("standing", Kind::Text),
    ("origins", Kind::Int),
    ("id", Kind::Text),
    ("text", Kind::Text),
];

impl Store {
    /// Events of a directed pair, counted: day, week, month or year, only those in which something was reported.
    ///
    /// # Errors
    /// When the database fails.
    pub fn series(
        &self,
        actor: &str,
        recipient: &str,
        bucket: Bucket,
        since: Option<i32>,
        until: Option<i32>,
    ) -> Result<Table> {
        let mut statement = self.conn.prepare_cached(
            "SELECT x.day, x.type, count(*), sum(e.reports), coalesce(sum(e.score), 0.0)
             FROM event_dyad x CROSS JOIN event e ON e.key = x.event
             WHERE x.actor = ? AND x.recipient = ? AND x.day BETWEEN ? AND ? AND e.realm = 0 GROUP BY x.day, x.type",
        )?;
        let mut points: BTreeMap<i32, (Point, BTreeMap<String, usize>)> = BTreeMap::new();
        let (from, to) = (since.unwrap_or(NO_DAY + 1), until.unwrap_or(i32::MAX));
        let mut rows = statement.query(params![actor, recipient, from, to])?;
        while let Some(row) = rows.next()? {
            let count = |at: usize| -> Result<usize> { Ok(usize::try_from(row.get::<_, i64>(at)?).unwrap_or(0)) };
            let (point, types) = points.entry(bucket.start(row.get(0)?)).or_default();
            point.events += count(2)?;
            point.reports += count(3)?;
            point.score += row.get::<_, f64>(4)?;
            *types.entry(row.get(1)?).or_default() += count(2)?;
        }
        let mut table = Table::new(&COLUMNS);
        for (start, (point, types)) in points {
            table.rows.push(vec![
                Value::day(Some(start)),
                Value::Text(actor.into()),
                Value::Text(recipient.into()),
                Value::count(point.events),
                Value::count(point.reports),
                Value::Real((point.score * 100.0).round() / 100.0),
                Value::List(types.into_iter().map(|(t, n)| format!("{t} {n}")).collect()),
            ]);
        }
        Ok(table)
    }

    /// What two sides did to each other and held out to each other, and what became of it, in the order of time.
    ///
    /// # Errors
    /// When the database fails.
    pub fn timeline(&self, a: &str, b: &str, filter: &Filter) -> Result<Table> {
        let mut rows: Vec<(String, usize, Vec<Value>)> = Vec::new();
        for (actor, recipient) in [(a, b), (b, a)] {
            let who = |code: &str| Some(Who { country: code.to_owned(), sector: None });
            let pair =
                Filter { actor: who(actor), recipient: who(recipient), limit: None, order: None, ..filter.clone() };
            let events = self.events(&pair)?;
            for row in &events.rows {
                let [id, day, _, what, mode, _, standing, ..] = row.as_slice() else { continue };
                let (origins, clause) = (row[14].clone(), row[18].clone());
                let line = vec![
                    day.clone(),
                    Value::Text(actor.into()),
                    Value::Text(recipient.into()),
                    what.clone(),
                    mode.clone(),
                    standing.clone(),
                    origins,
                    id.clone(),
                    clause,
                ];
                rows.push((day.plain(), 0, line));
            }
            let pair = Filter { types: Vec::new(), min_origins: None, standing: None, ..pair };
            for commitment in self.ledger(&Filter { status: None, ..pair })? {
                let line = |date: &str, what: String, origins: Value, text: String| {
                    vec![
                        Value::Text(date.to_owned()),
                        Value::Text(actor.into()),
                        Value::Text(recipient.into()),
                        Value::Text(what),
                        Value::text(commitment.mode.clone()),
                        Value::Null,
                        origins,
                        Value::Text(commitment.id.clone()),
                        Value::Text(text),
                    ]
                };
                let opened = format!("{} ({})", commitment.kind, commitment.event_type);
                rows.push((
                    commitment.announced.clone(),
                    1,
                    line(&commitment.announced, opened, Value::Null, commitment.act.clone()),
                ));
                for step in &commitment.steps {
                    let sure = if step.confirmed { "" } else { " (proposed)" };
                    let what = format!("{} {}{sure}", commitment.kind, step.state.code());
                    let text = format!("announced {}: {}", commitment.announced, step.reason);
                    rows.push((step.date.clone(), 2, line(&step.date, what, Value::Null, text)));
                }
            }
        }
        rows.sort_by(|x, y| (&x.0, x.1, x.2[7].plain()).cmp(&(&y.0, y.1, y.2[7].plain())));
        let mut table = Table::new(&TIMELINE);
        table.rows = rows.into_iter().map(|(_, _, row)| row).collect();
        table.cut(filter.limit);
        Ok(table)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_begin_where_they_should() {
        let of = |text: &str| day::parse(text).unwrap();
        assert_eq!(Bucket::Week.start(of("2024-05-29")), of("2024-05-27"));
        assert_eq!(Bucket::Week.start(of("2024-05-27")), of("2024-05-27"));
        assert_eq!(Bucket::Week.start(of("1969-12-31")), of("1969-12-29"));
        assert_eq!(Bucket::Month.start(of("2024-02-29")), of("2024-02-01"));
        assert_eq!(Bucket::Year.start(of("1958-12-31")), of("1958-01-01"));
    }
}
