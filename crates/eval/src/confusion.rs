//! Answers against gold over a set of classes: precision, recall, F1 and the confusion table.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Serialize;

/// The score of one class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct ClassScore {
    /// Share of the answers that are right, 0 to 1; 0 where there is none.
    pub precision: f64,
    /// Share of the gold that was found, 0 to 1.
    pub recall: f64,
    /// Their harmonic mean.
    pub f1: f64,
    /// How often gold has it.
    pub gold: usize,
    /// How often it was answered.
    pub answered: usize,
}

impl ClassScore {
    /// The score of a number of answers that are right, of answers, and of gold items that were found.
    #[must_use]
    pub fn of(right: usize, answered: usize, found: usize, gold: usize) -> Self {
        let (precision, recall) = (share(right, answered), share(found, gold));
        let sum = precision + recall;
        let f1 = if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 };
        Self { precision, recall, f1, gold, answered }
    }
}

/// `a` of `b`, 0 where `b` is 0.
#[must_use]
#[allow(clippy::cast_precision_loss, reason = "numbers of sentences")]
pub fn share(a: usize, b: usize) -> f64 {
    if b == 0 { 0.0 } else { a as f64 / b as f64 }
}

/// Gold and answer, counted. An item without an answer is counted under `none`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Confusion {
    counts: BTreeMap<(String, String), usize>,
}

impl Confusion {
    /// Counts one item.
    pub fn add(&mut self, gold: &str, answer: &str) {
        *self.counts.entry((gold.to_owned(), answer.to_owned())).or_default() += 1;
    }

    /// The classes that gold has, in order.
    #[must_use]
    pub fn classes(&self) -> BTreeSet<&str> {
        self.counts.keys().map(|(gold, _)| gold.as_str()).collect()
    }

    /// How often gold is one class and the answer another.
    #[must_use]
    pub fn count(&self, gold: &str, answer: &str) -> usize {
        self.counts.get(&(gold.to_owned(), answer.to_owned())).copied().unwrap_or_default()
    }

    /// The score of a class.
    #[must_use]
    pub fn class(&self, class: &str) -> ClassScore {
        let sum = |f: &dyn Fn(&str, &str) -> bool| -> usize {
            self.counts.iter().filter(|((g, a), _)| f(g, a)).map(|(_, n)| n).sum()
        };
        let right = self.count(class, class);
        ClassScore::of(right, sum(&|_, a| a == class), right, sum(&|g, _| g == class))
    }

    /// Mean of the F1 of the classes that gold has; 0 for no items.
    #[must_use]
    #[allow(clippy::cast_precision_loss, reason = "a handful of classes")]
    pub fn macro_f1(&self) -> f64 {
        let classes = self.classes();
        if classes.is_empty() {
            return 0.0;
        }
        classes.iter().map(|c| self.class(c).f1).sum::<f64>() / classes.len() as f64
    }

    /// Share of the items answered rightly.
    #[must_use]
    pub fn accuracy(&self) -> f64 {
        let right = self.counts.iter().filter(|((g, a), _)| g == a).map(|(_, n)| n).sum();
        share(right, self.counts.values().sum())
    }
}

impl fmt::Display for Confusion {
    /// A line for each class, then the table: a row for each class of gold, a column for each answer.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self.counts.keys().flat_map(|(g, a)| [g.len(), a.len()]).max().unwrap_or_default().max(5);
        writeln!(f, "{:width$}  precision  recall      F1   gold  answered", "type")?;
        for class in self.classes() {
            let s = self.class(class);
            writeln!(
                f,
                "{class:width$}  {:9.3} {:7.3} {:7.3} {:6} {:9}",
                s.precision, s.recall, s.f1, s.gold, s.answered
            )?;
        }
        let answers: BTreeSet<&str> = self.counts.keys().map(|(_, a)| a.as_str()).collect();
        writeln!(f, "\ngold (rows) and answer (columns)")?;
        write!(f, "{:width$}", "")?;
        for answer in &answers {
            let short: String = answer.chars().take(5).collect();
            write!(f, " {short:>5}")?;
        }
        writeln!(f)?;
        for class in self.classes() {
            write!(f, "{class:width$}")?;
            for answer in &answers {
                match self.count(class, answer) {
                    0 => write!(f, "     .")?,
                    n => write!(f, " {n:5}")?,
                }
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_those_counted_by_hand() {
        let mut table = Confusion::default();
        for (gold, answer) in [("A", "A"), ("A", "A"), ("A", "B"), ("B", "B"), ("B", "none")] {
            table.add(gold, answer);
        }
        let (a, b) = (table.class("A"), table.class("B"));
        assert_eq!((a.precision, a.recall), (1.0, 2.0 / 3.0));
        assert_eq!((b.precision, b.recall), (0.5, 0.5));
        assert!((table.macro_f1() - f64::midpoint(0.8, 0.5)).abs() < 1e-12);
        assert!((table.accuracy() - 0.6).abs() < 1e-12);
        assert!(table.to_string().contains("none"), "an answer that gold lacks has its column");
    }

    #[test]
    fn an_empty_table_scores_nothing() {
        let table = Confusion::default();
        assert_eq!((table.macro_f1(), table.accuracy()), (0.0, 0.0));
    }
}
