//! Coverage of the actors of an event list: how often is the country of an actor known, and right?
//!
//! The list has a column `source` and a column `target` (as ICEWS writes them); every event counts for both of its
//! actors. Three sorts of string are told apart:
//!
//! - **generic**: a common noun with a name in brackets, `Citizen (North Korea)`. Right is the country of that name in
//!   the gold; where the brackets hold a body ("Militant (Boko Haram)"), the country of that body there.
//! - **states**: the name of a state alone, `South Korea`.
//! - **named**: a plain personal name, `Shinzo Abe`; **organisations**: a plain name of a body.
//!
//! A plain name does not say its country, so what is right is read from a gold file, written by hand. Strings that the
//! gold does not hold are counted apart and in no accuracy.

use std::fmt;

use detente_actors::{Catalogue, label};
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde::Serialize;

/// The gold that is kept beside the program, for the list of ICEWS of September 2018.
pub const GOLD: &str = include_str!("../../../evaluation/icews-actors.tsv");

/// Sort of string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Generic,
    State,
    Named,
    Organisation,
}

/// Why an event list or its gold cannot be used.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ActorsError {
    /// A column is missing.
    #[error("the first line names no column '{0}'")]
    Column(&'static str),
    /// A line of the gold is not understood.
    #[error("line {line} of the gold: {message}")]
    Gold {
        /// From 1.
        line: usize,
        /// What is wrong.
        message: String,
    },
}

/// What is right: countries by name, each with its sort.
#[derive(Debug, Default)]
pub struct Gold {
    names: FxHashMap<String, (Sort, Vec<String>)>,
}

impl Gold {
    /// Reads a table `kind name country`; kinds are `state`, `person` and `organisation`.
    ///
    /// # Errors
    /// When a line has no three cells or another kind.
    pub fn parse(text: &str) -> Result<Self, ActorsError> {
        let mut gold = Self::default();
        for (at, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') || line.starts_with("kind\t") {
                continue;
            }
            let fault = |message: String| ActorsError::Gold { line: at + 1, message };
            let mut cells = line.split('\t').map(str::trim);
            let (Some(kind), Some(name), Some(countries)) = (cells.next(), cells.next(), cells.next()) else {
                return Err(fault("has fewer than three cells".into()));
            };
            let sort = match kind {
                "state" => Sort::State,
                "person" => Sort::Named,
                "organisation" => Sort::Organisation,
                other => return Err(fault(format!("'{other}' is none of state, person, organisation"))),
            };
            gold.names.insert(name.to_owned(), (sort, countries.split('|').map(str::to_owned).collect()));
        }
        Ok(gold)
    }

    /// The sort of a string, and the countries that are right for it.
    fn of(&self, text: &str) -> Option<(Sort, &[String])> {
        if let Some((sort, countries)) = self.names.get(text) {
            return Some((*sort, countries));
        }
        let inner = &text[text.rfind('(')? + 1..];
        let (_, countries) = self.names.get(inner.trim_end().strip_suffix(')')?)?;
        Some((Sort::Generic, countries))
    }
}

/// Counts of one sort, weighted by events.
#[derive(Clone, Debug, Default, Serialize, PartialEq)]
pub struct Share {
    /// Right of those that the gold holds, 0 to 1.
    pub accuracy: f64,
    /// Right of those that were resolved, 0 to 1.
    pub precision: f64,
    /// Mentions in events that the gold holds.
    pub events: usize,
    /// Of them, those given a country.
    pub resolved: usize,
    /// Of them, those given the right one, or rightly none.
    pub right: usize,
    /// Different strings.
    pub strings: usize,
    /// Of those given a country, those given the right one: not those for which none is right.
    #[serde(skip)]
    exact: usize,
}

impl Share {
    fn add(&mut self, events: usize, resolved: bool, right: bool) {
        self.events += events;
        self.resolved += if resolved { events } else { 0 };
        self.right += if right { events } else { 0 };
        self.exact += if right && resolved { events } else { 0 };
        self.strings += 1;
    }

    #[expect(clippy::cast_precision_loss, reason = "a share for people")]
    fn close(&mut self) {
        self.accuracy = self.right as f64 / self.events.max(1) as f64;
        self.precision = self.exact as f64 / self.resolved.max(1) as f64;
    }
}

/// A string that was not resolved to its country.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct Miss {
    /// The string.
    pub text: String,
    /// Its events.
    pub events: usize,
    /// What is right.
    pub wanted: String,
    /// What came out; empty: left open.
    pub got: String,
}

/// The coverage of a list.
#[derive(Clone, Debug, Default, Serialize, PartialEq)]
pub struct ActorScores {
    /// Strings that name a country, or a body of one, in brackets.
    pub generic: Share,
    /// Names of states.
    pub states: Share,
    /// Personal names.
    pub named: Share,
    /// Names of bodies.
    pub organisations: Share,
    /// What the gold does not hold: mentions, those of them that were given a country, strings. Their `right` and
    /// shares are 0, since nobody has judged them.
    pub unjudged: Share,
    /// The misses, most events first.
    pub misses: Vec<Miss>,
}

/// Scores an event list.
///
/// # Errors
/// When the list lacks a column.
pub fn score(catalogue: &Catalogue, events: &str, gold: &Gold) -> Result<ActorScores, ActorsError> {
    let mut lines = events.lines();
    let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let column = |name: &'static str| {
        header.iter().position(|c| c.trim().eq_ignore_ascii_case(name)).ok_or(ActorsError::Column(name))
    };
    let (source, target) = (column("source")?, column("target")?);
    let date = column("date").ok();
    // The day of the first event of a string stands for all: lists cover weeks, offices last for years.
    let mut counts: FxHashMap<&str, (usize, Option<Date>)> = FxHashMap::default();
    for line in lines {
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        let day = date.and_then(|at| cells.get(at)).and_then(|d| d.parse().ok());
        for text in [source, target].into_iter().filter_map(|at| cells.get(at)).filter(|t| !t.is_empty()) {
            counts.entry(text).or_insert((0, day)).0 += 1;
        }
    }
    let mut scores = ActorScores::default();
    let mut strings: Vec<_> = counts.into_iter().collect();
    strings.sort_unstable();
    for (text, (events, day)) in strings {
        let found = label::resolve(catalogue, text, day);
        let got = found.and_then(|l| l.actor.country.found().cloned()).unwrap_or_default();
        let Some((sort, wanted)) = gold.of(text) else {
            scores.unjudged.add(events, !got.is_empty(), false);
            continue;
        };
        let right = is_right(wanted, &got);
        match sort {
            Sort::Generic => &mut scores.generic,
            Sort::State => &mut scores.states,
            Sort::Named => &mut scores.named,
            Sort::Organisation => &mut scores.organisations,
        }
        .add(events, !got.is_empty(), right);
        if !right {
            scores.misses.push(Miss { text: text.to_owned(), events, wanted: wanted.join("|"), got });
        }
    }
    let shares =
        [&mut scores.generic, &mut scores.states, &mut scores.named, &mut scores.organisations, &mut scores.unjudged];
    for share in shares {
        share.close();
    }
    scores.misses.sort_by(|a, b| b.events.cmp(&a.events).then_with(|| a.text.cmp(&b.text)));
    Ok(scores)
}

fn is_right(wanted: &[String], got: &str) -> bool {
    wanted.iter().any(|w| match w.as_str() {
        "IGO" => got.starts_with("IGO-"),
        "NGO" => got.is_empty() || got.starts_with("NGO"),
        w => w == got,
    })
}

impl fmt::Display for ActorScores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:38}{:>8}{:>10}{:>10}{:>9}{:>9}", "", "right", "precision", "mentions", "resolved", "strings")?;
        let rows = [
            ("with a country or body in brackets", &self.generic),
            ("states", &self.states),
            ("personal names", &self.named),
            ("organisations", &self.organisations),
            ("not in the gold", &self.unjudged),
        ];
        for (name, share) in rows {
            let shares = if std::ptr::eq(share, &self.unjudged) {
                format!("{:>8}{:>10}", "-", "-")
            } else {
                format!("{:>7.2}%{:>9.2}%", 100.0 * share.accuracy, 100.0 * share.precision)
            };
            writeln!(f, "{name:38}{shares}{:>10}{:>9}{:>9}", share.events, share.resolved, share.strings)?;
        }
        if !self.misses.is_empty() {
            writeln!(f, "\nMisses with the most events:")?;
        }
        for miss in self.misses.iter().take(30) {
            let got = if miss.got.is_empty() { "open" } else { &miss.got };
            writeln!(f, "  {:>5}  {:44} wanted {}, {got}", miss.events, miss.text, miss.wanted)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use detente_knowledge::Knowledge;

    use super::*;

    const EVENTS: &str = "date\tsource\tevent\ttarget\n\
        2018-09-01\tCitizen (North Korea)\tx\tShinzo Abe\n\
        2018-09-01\tSouth Korea\tx\tNobody Known\n\
        2018-09-02\tCitizen (North Korea)\tx\tUnjudged Thing\n";

    #[test]
    fn counts_by_sort_and_by_event() -> Result<(), Box<dyn std::error::Error>> {
        let gold = Gold::parse(
            "kind\tname\tcountry\nstate\tNorth Korea\tPRK\nstate\tSouth Korea\tKOR\nperson\tShinzo Abe\tJPN\nperson\tNobody Known\tGBR|USA\n",
        )?;
        let scores = score(&Catalogue::new(Knowledge::shipped())?, EVENTS, &gold)?;
        assert_eq!((scores.generic.events, scores.generic.right), (2, 2));
        assert_eq!((scores.states.events, scores.states.right), (1, 1));
        assert_eq!((scores.named.events, scores.named.resolved, scores.named.right), (2, 1, 1));
        assert_eq!((scores.unjudged.events, scores.unjudged.strings), (1, 1));
        assert_eq!(scores.misses.len(), 1);
        assert_eq!((scores.misses[0].text.as_str(), scores.misses[0].wanted.as_str()), ("Nobody Known", "GBR|USA"));
        Ok(())
    }

    #[test]
    fn a_wrong_country_is_no_hit() -> Result<(), Box<dyn std::error::Error>> {
        let gold = Gold::parse("state\tNorth Korea\tKOR\nperson\tShinzo Abe\tIGO\n")?;
        let scores = score(&Catalogue::new(Knowledge::shipped())?, EVENTS, &gold)?;
        assert_eq!((scores.generic.right, scores.named.right), (0, 0));
        Ok(())
    }

    #[test]
    fn faults_are_told() -> Result<(), Box<dyn std::error::Error>> {
        assert_eq!(
            Gold::parse("x\ty\tz\n").err().map(|e| e.to_string()).as_deref(),
            Some("line 1 of the gold: 'x' is none of state, person, organisation")
        );
        let catalogue = Catalogue::new(Knowledge::shipped())?;
        assert_eq!(score(&catalogue, "a\tb\n", &Gold::default()).err(), Some(ActorsError::Column("source")));
        Ok(())
    }
}
