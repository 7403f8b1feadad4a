//! Listing commitments, and reckoning what a maker's word is worth.

use crate::ask::filter::{Filter, Order, Who};
use crate::ask::sql::{self, Conditions};
use crate::ask::table::{Kind, Table, Value};
use crate::day;
use crate::error::{MemoryError, Result};
use crate::fact::Party;
use crate::ledger::stats::{self, Statistic};
use crate::ledger::{Commitment, State};
use crate::store::Store;
use crate::store::settle::bring_up_to;

use super::events::codes;

const COLUMNS: [(&str, Kind); 13] = [
    ("id", Kind::Text),
    ("announced", Kind::Day),
    ("kind", Kind::Text),
    ("type", Kind::Text),
    ("mode", Kind::Text),
    ("maker", Kind::List),
    ("addressee", Kind::List),
    ("state", Kind::Text),
    ("steps", Kind::List),
    ("act", Kind::Text),
    ("condition", Kind::Text),
    ("deadline", Kind::Text),
    ("opened_by", Kind::List),
];

impl Store {
    /// Commitments that a filter lets through, as a listing; its actor is the maker, its recipient the addressee, its
    /// status what became of them.
    ///
    /// # Errors
    /// When the filter cannot be used or the database fails.
    pub fn commitments(&self, filter: &Filter) -> Result<Table> {
        let mut table = Table::new(&COLUMNS);
        for commitment in self.ledger(filter)? {
            let steps = commitment.steps.iter().map(|s| {
                let proposed = if s.confirmed { "" } else { ", proposed" };
                format!("{} {} ({:.2}{proposed})", s.date, s.state.code(), s.confidence)
            });
            let deadline = commitment.deadline.as_ref().map(|d| match (&d.to, &d.words) {
                (Some(to), _) => to.clone(),
                (None, Some(words)) => words.clone(),
                (None, None) => d.from.clone().unwrap_or_default(),
            });
            table.rows.push(vec![
                Value::Text(commitment.id.clone()),
                Value::Text(commitment.announced.clone()),
                Value::Text(commitment.kind.clone()),
                Value::Text(commitment.event_type.clone()),
                Value::text(commitment.mode.clone()),
                codes(&commitment.maker),
                codes(&commitment.addressee),
                Value::Text(commitment.state.code().into()),
                Value::List(steps.collect()),
                Value::Text(commitment.act.clone()),
                Value::text(commitment.condition.clone()),
                Value::text(deadline),
                Value::List(commitment.opened_by.clone()),
            ]);
        }
        table.cut(filter.limit);
        Ok(table)
    }

    /// Commitments that a filter lets through, whole.
    ///
    /// # Errors
    /// When the filter cannot be used or the database fails.
    pub fn ledger(&self, filter: &Filter) -> Result<Vec<Commitment>> {
        filter.check()?;
        if let Some(state) = &filter.status
            && !State::ALL.iter().any(|s| s.code() == state)
        {
            let known: Vec<&str> = State::ALL.iter().map(|s| s.code()).collect();
            return Err(MemoryError::Filter(format!("'{state}' is no state; known are {}", known.join(", "))));
        }
        if let Some(moment) = filter.known_on {
            return self.past(filter, moment);
        }
        let mut where_ = Conditions::default();
        where_.maybe("maker = ?", filter.actor.as_ref().map(|w| w.country.clone()));
        where_.maybe("announced >= ?", filter.since);
        where_.maybe("announced <= ?", filter.until);
        where_.maybe("kind = ?", filter.kind.clone());
        where_.maybe("mode = ?", filter.mode.clone());
        where_.one_of("type", &filter.types);
        if let Some(who) = &filter.recipient {
            where_.party("detail", "addressee", who);
        }
        if let Some(who) = &filter.actor
            && who.sector.is_some()
        {
            where_.party("detail", "maker", who);
        }
        // The state depends on the present day, and words on the whole text: these are looked at here.
        let unlimited = Filter { limit: None, ..filter.clone() };
        let sql = format!(
            "SELECT detail FROM commitment {} {}",
            where_.clause(),
            sql::tail(&unlimited, &ORDERS, &by_day(), "id")?
        );
        let today = self.today()?;
        let mut statement = self.conn.prepare(&sql)?;
        let mut rows = statement.query(where_.values().as_slice())?;
        let mut out = Vec::new();
        while let Some(row) = rows.next()? {
            let mut commitment: Commitment =
                serde_json::from_str(&row.get::<_, String>(0)?).map_err(|e| MemoryError::damaged("a commitment", e))?;
            bring_up_to(&mut commitment, today);
            if lets_through(filter, &commitment) {
                out.push(commitment);
            }
            if filter.limit.is_some_and(|limit| out.len() > limit) {
                break;
            }
        }
        Ok(out)
    }

    fn past(&self, filter: &Filter, moment: jiff::Timestamp) -> Result<Vec<Commitment>> {
        let today = self.today_on(moment)?;
        let mut list = self.ledger_known_on(filter, moment)?;
        for commitment in &mut list {
            bring_up_to(commitment, today);
        }
        list.retain(|c| {
            let announced = day::parse(&c.announced);
            let maker = c.maker.iter().find_map(|p| p.country.as_ref());
            filter.actor.as_ref().is_none_or(|w| maker == Some(&w.country) && (w.sector.is_none() || has(&c.maker, w)))
                && filter.recipient.as_ref().is_none_or(|w| has(&c.addressee, w))
                && filter.since.is_none_or(|d| announced >= Some(d))
                && filter.until.is_none_or(|d| announced.is_some_and(|a| a <= d))
                && filter.kind.as_ref().is_none_or(|k| *k == c.kind)
                && filter.mode.as_ref().is_none_or(|m| c.mode.as_ref() == Some(m))
                && (filter.types.is_empty() || filter.types.contains(&c.event_type))
                && lets_through(filter, c)
        });
        let order = filter.order.clone().unwrap_or_else(by_day);
        // The same names as in a query, and the same words about one that is none.
        sql::tail(&Filter { order: Some(order.clone()), ..Filter::default() }, &ORDERS, &by_day(), "id")?;
        let maker = |c: &Commitment| c.maker.iter().find_map(|p| p.country.clone());
        match order.column.as_str() {
            "maker" => list.sort_by_key(|c| (maker(c), c.id.clone())),
            "kind" => list.sort_by_key(|c| (c.kind.clone(), c.id.clone())),
            _ => list.sort_by_key(|c| (c.announced.clone(), c.id.clone())),
        }
        if order.descending {
            list.reverse();
        }
        list.truncate(filter.limit.map_or(usize::MAX, |l| l.saturating_add(1)));
        Ok(list)
    }

    /// What became of the commitments that a filter lets through, by maker and kind.
    ///
    /// # Errors
    /// When the filter cannot be used or the database fails.
    pub fn statistics(&self, filter: &Filter) -> Result<Vec<Statistic>> {
        Ok(stats::statistics(&self.ledger(&Filter { limit: None, ..filter.clone() })?))
    }

    /// The latest day of publication in the store: its present.
    pub(crate) fn today(&self) -> Result<Option<i32>> {
        Ok(self.conn.query_row("SELECT max(published) FROM document", [], |r| r.get(0))?)
    }
}

/// What a listing can be ordered by.
const ORDERS: [(&str, &str); 4] =
    [("announced", "announced"), ("day", "announced"), ("maker", "maker"), ("kind", "kind")];

fn by_day() -> Order {
    Order { column: "announced".into(), descending: false }
}

fn has(list: &[Party], who: &Who) -> bool {
    list.iter().any(|p| {
        p.country.as_ref() == Some(&who.country) && who.sector.as_ref().is_none_or(|s| p.sector.as_ref() == Some(s))
    })
}

/// State, confirmation and words.
fn lets_through(filter: &Filter, commitment: &Commitment) -> bool {
    let text = format!("{} {}", commitment.act, commitment.condition.as_deref().unwrap_or_default()).to_lowercase();
    filter
        .status
        .as_deref()
        .is_none_or(|s| s == commitment.state.code() || commitment.steps.iter().any(|step| step.state.code() == s))
        && (!filter.confirmed || commitment.steps.iter().any(|s| s.confirmed))
        && filter
            .text
            .as_ref()
            .is_none_or(|w| w.to_lowercase().split_whitespace().all(|w| text.contains(w.trim_matches('"'))))
}
