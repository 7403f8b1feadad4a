//! A query put together from a filter.

use rusqlite::types::ToSql;

use crate::ask::filter::{Filter, Order, Who};
use crate::error::{MemoryError, Result};

/// Conditions and their values, in the order in which they stand in the query.
#[derive(Default)]
pub(crate) struct Conditions {
    clauses: Vec<String>,
    values: Vec<Box<dyn ToSql>>,
}

impl Conditions {
    /// Adds a condition without values.
    pub(crate) fn plain(&mut self, clause: &str) {
        self.clauses.push(clause.to_owned());
    }

    /// Adds a condition with one value.
    pub(crate) fn with(&mut self, clause: &str, value: impl ToSql + 'static) {
        self.clauses.push(clause.to_owned());
        self.values.push(Box::new(value));
    }

    /// Adds a condition with one value, when there is one.
    pub(crate) fn maybe(&mut self, clause: &str, value: Option<impl ToSql + 'static>) {
        if let Some(value) = value {
            self.with(clause, value);
        }
    }

    /// The column holds one of the values.
    pub(crate) fn one_of(&mut self, column: &str, values: &[String]) {
        if values.is_empty() {
            return;
        }
        self.clauses.push(format!("{column} IN ({})", vec!["?"; values.len()].join(",")));
        for value in values {
            self.values.push(Box::new(value.clone()));
        }
    }

    /// The list of parties under a path of a JSON column holds the country and sector.
    pub(crate) fn party(&mut self, column: &str, path: &str, who: &Who) {
        let mut clause =
            format!("EXISTS (SELECT 1 FROM json_each({column}, '$.{path}') j WHERE j.value ->> 'country' = ?");
        self.values.push(Box::new(who.country.clone()));
        if let Some(sector) = &who.sector {
            clause.push_str(" AND j.value ->> 'sector' = ?");
            self.values.push(Box::new(sector.clone()));
        }
        clause.push(')');
        self.clauses.push(clause);
    }

    /// `WHERE …`, or nothing.
    pub(crate) fn clause(&self) -> String {
        if self.clauses.is_empty() { String::new() } else { format!("WHERE {}", self.clauses.join(" AND ")) }
    }

    /// The values, for binding.
    pub(crate) fn values(&self) -> Vec<&dyn ToSql> {
        self.values.iter().map(AsRef::as_ref).collect()
    }
}

/// `ORDER BY … LIMIT …` for the order asked for, or else `default`; `known` maps names of columns to expressions.
/// One row more than the limit is asked for, to see whether there are more.
pub(crate) fn tail(filter: &Filter, known: &[(&str, &str)], default: &Order, tie: &str) -> Result<String> {
    let order = filter.order.as_ref().unwrap_or(default);
    let Some((_, expression)) = known.iter().find(|(name, _)| *name == order.column) else {
        let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        return Err(MemoryError::Filter(format!(
            "cannot sort by '{}'; known are {}, each with a minus before it for the largest first",
            order.column,
            names.join(", ")
        )));
    };
    let way = if order.descending { "DESC" } else { "ASC" };
    let mut tail = format!("ORDER BY {expression} {way}, {tie} {way}");
    if let Some(limit) = filter.limit {
        tail.push_str(&format!(" LIMIT {}", limit.saturating_add(1)));
    }
    Ok(tail)
}
