//! Listing commitments, and reckoning what a maker's word is worth.

use crate::ask::filter::{Filter, Order};
use crate::ask::sql::{self, Conditions};
use crate::ask::table::{Kind, Table, Value};
use crate::error::{MemoryError, Result};
use crate::ledger::stats::{self, Statistic};
use crate::ledger::{Commitment, State};
use crate::store::Store;
use crate::store::settle::state_on;

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
        if filter.known_on.is_some() {
            return Err(MemoryError::Filter(
                "the ledger is kept for the present only; ask for the reports as known on that day".into(),
            ));
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
        if let Some(state) = &filter.status
            && !State::ALL.iter().any(|s| s.code() == state)
        {
            let known: Vec<&str> = State::ALL.iter().map(|s| s.code()).collect();
            return Err(MemoryError::Filter(format!("'{state}' is no state; known are {}", known.join(", "))));
        }
        let known = [("announced", "announced"), ("day", "announced"), ("maker", "maker"), ("kind", "kind")];
        let default = Order { column: "announced".into(), descending: false };
        // The state depends on the present day, and words and origins on other tables: these are looked at here.
        let unlimited = Filter { limit: None, ..filter.clone() };
        let sql = format!(
            "SELECT detail FROM commitment {} {}",
            where_.clause(),
            sql::tail(&unlimited, &known, &default, "id")?
        );
        let today = self.today()?;
        let words = filter.text.as_ref().map(|t| t.to_lowercase());
        let mut statement = self.conn.prepare(&sql)?;
        let mut rows = statement.query(where_.values().as_slice())?;
        let mut out = Vec::new();
        while let Some(row) = rows.next()? {
            let mut commitment: Commitment =
                serde_json::from_str(&row.get::<_, String>(0)?).map_err(|e| MemoryError::damaged("a commitment", e))?;
            commitment.state = state_on(&commitment, today);
            let text = format!("{} {}", commitment.act, commitment.condition.as_deref().unwrap_or_default());
            let wanted = filter.status.as_deref().is_none_or(|s| {
                s == commitment.state.code() || commitment.steps.iter().any(|step| step.state.code() == s)
            }) && (!filter.confirmed || commitment.steps.iter().any(|s| s.confirmed))
                && words
                    .as_ref()
                    .is_none_or(|w| w.split_whitespace().all(|w| text.to_lowercase().contains(w.trim_matches('"'))));
            if wanted {
                out.push(commitment);
            }
            if filter.limit.is_some_and(|limit| out.len() > limit) {
                break;
            }
        }
        Ok(out)
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
