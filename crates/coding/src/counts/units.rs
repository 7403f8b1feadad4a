//! The words of `knowledge/lexicon/units.tsv`, indexed.

use detente_knowledge::{Unit, UnitKind};
use detente_record::Hedge;
use rustc_hash::FxHashMap;

/// Words for numbers, hedges, units, money and outcomes.
#[derive(Debug, Default)]
pub struct Units<'k> {
    words: FxHashMap<(UnitKind, &'k str), &'k Unit>,
    /// Hedges, the longest first, as words.
    hedges: Vec<(Vec<&'k str>, Hedge)>,
}

impl<'k> Units<'k> {
    /// Indexes the rows.
    #[must_use]
    pub fn new(rows: &'k [Unit]) -> Self {
        let mut units = Self::default();
        for row in rows {
            for word in &row.words {
                if row.kind == UnitKind::Hedge {
                    if let Ok(hedge) = row.value.parse() {
                        units.hedges.push((word.split_whitespace().collect(), hedge));
                    }
                } else {
                    units.words.entry((row.kind, word)).or_insert(row);
                }
            }
        }
        units.hedges.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        units
    }

    /// The row of a lower-case word or lemma.
    #[must_use]
    pub fn row(&self, kind: UnitKind, word: &str) -> Option<&'k Unit> {
        self.words.get(&(kind, word)).copied()
    }

    /// The hedge whose words end right before `at`, and where they begin.
    #[must_use]
    pub fn hedge_before(&self, words: &[String], at: usize) -> Option<(Hedge, usize)> {
        self.hedges.iter().filter(|(hedge, _)| !hedge.first().is_some_and(|w| matches!(*w, "or" | "and"))).find_map(
            |(hedge, kind)| {
                let start = at.checked_sub(hedge.len())?;
                words.get(start..at)?.iter().zip(hedge).all(|(a, b)| a == b).then_some((*kind, start))
            },
        )
    }

    /// The hedge whose words begin at `at` ("or more"), and where they end.
    #[must_use]
    pub fn hedge_after(&self, words: &[String], at: usize) -> Option<(Hedge, usize)> {
        self.hedges.iter().filter(|(hedge, _)| hedge.first().is_some_and(|w| matches!(*w, "or" | "and"))).find_map(
            |(hedge, kind)| {
                let end = at + hedge.len();
                words.get(at..end)?.iter().zip(hedge).all(|(a, b)| a == b).then_some((*kind, end))
            },
        )
    }
}
