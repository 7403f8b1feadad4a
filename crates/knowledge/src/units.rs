//! Words for numbers, hedges, units and outcomes: `knowledge/lexicon/units.tsv`.

use std::str::FromStr;

use crate::problem::Problem;
use crate::table::collect;

/// What a row of `units.tsv` holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnitKind {
    /// A number word, exact or vague.
    Number,
    /// Words before or after a number that loosen it; the value is the hedge's code.
    Hedge,
    /// A unit of measure; the value is its name.
    Unit,
    /// A currency; the value is its ISO 4217 code.
    Money,
    /// What becomes of those that are counted ("killed"), by the words that say so.
    Outcome,
}

impl FromStr for UnitKind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Ok(match text {
            "number" => Self::Number,
            "hedge" => Self::Hedge,
            "unit" => Self::Unit,
            "money" => Self::Money,
            "outcome" => Self::Outcome,
            other => return Err(format!("'{other}' is none of number, hedge, unit, money, outcome")),
        })
    }
}

/// One row: words that mean one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// What it is.
    pub kind: UnitKind,
    /// The hedge, unit, currency or outcome; empty for a number.
    pub value: String,
    /// Words, lower case; of outcomes and units lemmas.
    pub words: Vec<String>,
    /// The lowest value of a number word.
    pub low: Option<f64>,
    /// The highest value of a number word; none for a vague one.
    pub high: Option<f64>,
    /// `file:line`.
    pub entry: String,
}

impl Unit {
    pub(crate) fn read_all(file: &str, text: &str, problems: &mut Vec<Problem>) -> Vec<Self> {
        collect(file, text, &["kind", "value", "words", "low", "high"], problems, |row| {
            let kind = row.parse("kind")?.ok_or_else(|| row.problem("kind", "is empty and must not be"))?;
            let low = row.parse("low")?;
            if kind == UnitKind::Number {
                if low.is_none() {
                    return Err(row.problem("low", "is empty: a number word needs its lowest value"));
                }
            } else {
                row.required("value")?;
            }
            row.required("words")?;
            Ok(Self {
                kind,
                value: row.cell("value").to_owned(),
                words: row.list("words").iter().map(|w| w.to_lowercase()).collect(),
                low,
                high: row.parse("high")?,
                entry: row.entry(),
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_without_value_is_told() {
        let mut problems = Vec::new();
        let text = "kind\tvalue\twords\tlow\thigh\nnumber\t\tdozen\t12\t12\nnumber\t\tumpteen\t\t\nunit\t\tx\t\t\n";
        assert_eq!(Unit::read_all("units.tsv", text, &mut problems).len(), 1);
        assert_eq!(problems.len(), 2, "{problems:?}");
    }
}
