//! Mentions judged by hand: a table of places in documents with the right answer, and how the program does on them.
//!
//! ```text
//! file  record  start  end  words  answer
//! ```
//!
//! `record` is the number of the record in its file, `start` and `end` are characters of the stored original, `words`
//! the mention's own words. `answer` says who it is:
//!
//! - codes joined by `+` (`PRK`, `KOR MIL`, `PRK+KOR` for a set): the countries of all that is meant, with a sector
//!   where the mention is of a part of a state;
//! - a name in quotes (`"Kim Jong Un"`), followed by the country when it is known (`"Kim Jong Un" PRK`): a person or body;
//! - `open`: someone whom the text does not tell; `place`: a place where something is, not who acts; `none`: no one.
//!
//! A mention counts as **resolved** when the program proposes an actor with a country, an entry of knowledge or a name
//! of its own. Of those resolved, **right** are those whose actors are exactly the answer's. The share that is resolved
//! is over the mentions whose answer is a code or a name.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use detente_wire::{Actor, Mention, Record};
use serde::Serialize;

/// A line that is not understood.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("line {line}: {message}")]
pub struct MentionsError {
    /// From 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

/// Where a document stands: file name without folders, number of the record.
pub type Place = (String, usize);

/// Who a mention is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Codes of countries, each with a sector or none.
    Codes(Vec<(String, Option<String>)>),
    /// A name, with the country.
    Named(String, Option<String>),
    /// Nobody that could be told, a place, or no one at all.
    Nobody,
}

impl Answer {
    fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if matches!(text, "open" | "place" | "none") {
            return Ok(Self::Nobody);
        }
        if let Some(rest) = text.strip_prefix('"') {
            let (name, country) = rest.split_once('"').ok_or("the quote is not closed")?;
            let country = Some(country.trim()).filter(|c| !c.is_empty()).map(str::to_owned);
            return Ok(Self::Named(name.to_owned(), country));
        }
        let code = |part: &str| {
            let mut words = part.split_whitespace();
            let country = words.next().filter(|c| c.len() >= 3).ok_or(format!("'{part}' is no code"))?;
            Ok((country.to_owned(), words.next().map(str::to_owned)))
        };
        text.split('+').map(code).collect::<Result<_, String>>().map(Self::Codes)
    }
}

/// One judged mention.
#[derive(Clone, Debug)]
pub struct Judged {
    /// First character in the original.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Its words.
    pub words: String,
    /// The answer as written, and what it means.
    pub answer: (String, Answer),
}

/// The judged mentions by document.
#[derive(Clone, Debug, Default)]
pub struct Judgements {
    /// In the order of the places.
    pub by_place: BTreeMap<Place, Vec<Judged>>,
}

impl Judgements {
    /// Reads a table.
    ///
    /// # Errors
    /// The first line that has other than six cells, a number that is none, or an answer that is not understood.
    pub fn parse(text: &str) -> Result<Self, MentionsError> {
        let mut out = Self::default();
        for (n, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') || line.starts_with("file\t") {
                continue;
            }
            let fail = |message: String| MentionsError { line: n + 1, message };
            let cells: Vec<&str> = line.split('\t').collect();
            let [file, record, start, end, words, answer] = cells.as_slice() else {
                return Err(fail(format!("{} cells instead of 6", cells.len())));
            };
            let number = |text: &str| text.parse().map_err(|_| fail(format!("'{text}' is no number")));
            let place = ((*file).to_owned(), number(record)?);
            let judged = Judged {
                start: number(start)?,
                end: number(end)?,
                words: (*words).to_owned(),
                answer: ((*answer).to_owned(), Answer::parse(answer).map_err(fail)?),
            };
            out.by_place.entry(place).or_default().push(judged);
        }
        Ok(out)
    }
}

/// Where a record's document stands.
#[must_use]
pub fn place(record: &Record) -> Place {
    let file = record.document.file.rsplit(['/', '\\']).next().unwrap_or_default();
    (file.to_owned(), record.document.record.unwrap_or(1))
}

/// What was wrong, or not resolved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// File and record.
    pub at: String,
    /// The words.
    pub words: String,
    /// The answer.
    pub wanted: String,
    /// What the program says; empty: open.
    pub got: String,
    /// Its rule.
    pub rule: String,
}

/// Scores.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Mentions {
    /// Judged mentions met.
    pub judged: usize,
    /// Of the resolved, share that is right, 0 to 1.
    pub precision: f64,
    /// Of those with an answer, share that is resolved, 0 to 1.
    pub resolved: f64,
    /// Of those with an answer, share that is resolved and right, 0 to 1.
    pub accuracy: f64,
    /// Resolved.
    pub resolved_count: usize,
    /// Resolved and right.
    pub right_count: usize,
    /// With an answer.
    pub answered: usize,
    /// Wrong.
    pub wrong: Vec<Fault>,
    /// With an answer and left open.
    pub left_open: Vec<Fault>,
    /// Judged mentions that the program does not mark at all.
    pub unmarked: usize,
}

/// Adds up the scores of records.
#[derive(Default)]
pub struct Scorer {
    out: Mentions,
    resolved_with_answer: usize,
    right_with_answer: usize,
}

impl Scorer {
    /// Adds a record.
    pub fn add(&mut self, judgements: &Judgements, record: &Record) {
        let place = place(record);
        for judged in judgements.by_place.get(&place).into_iter().flatten() {
            self.judged(judged, record, &place);
        }
    }

    fn judged(&mut self, judged: &Judged, record: &Record, place: &Place) {
        self.out.judged += 1;
        let found = find(record, judged);
        self.out.unmarked += usize::from(found.is_none());
        let actors: Vec<&Actor> = found
            .into_iter()
            .flat_map(|m| &m.actors)
            .filter_map(|id| record.actors.iter().find(|a| &a.id == id))
            .collect();
        let known = |a: &&Actor| country(a).is_some() || a.entry.is_some();
        let named = found.is_some_and(|m| m.kind == "name") && !actors.is_empty();
        let resolved = actors.iter().any(known) || named;
        let right = resolved && is_right(&actors, &judged.answer.1);
        let answered = judged.answer.1 != Answer::Nobody;
        self.out.answered += usize::from(answered);
        self.out.resolved_count += usize::from(resolved);
        self.out.right_count += usize::from(right);
        self.resolved_with_answer += usize::from(answered && resolved);
        self.right_with_answer += usize::from(answered && right);
        let fault = || Fault {
            at: format!("{}:{} {}..{}", place.0, place.1, judged.start, judged.end),
            words: judged.words.clone(),
            wanted: judged.answer.0.clone(),
            got: actors.iter().map(|a| told(a)).collect::<Vec<_>>().join("; "),
            rule: found.map(|m| m.rule.clone()).unwrap_or_default(),
        };
        if resolved && !right {
            self.out.wrong.push(fault());
        } else if answered && !resolved {
            self.out.left_open.push(fault());
        }
    }

    /// The scores.
    #[must_use]
    pub fn finish(mut self) -> Mentions {
        #[expect(clippy::cast_precision_loss, reason = "counts of mentions")]
        let share = |a: usize, b: usize| if b == 0 { 0.0 } else { a as f64 / b as f64 };
        self.out.precision = share(self.out.right_count, self.out.resolved_count);
        self.out.resolved = share(self.resolved_with_answer, self.out.answered);
        self.out.accuracy = share(self.right_with_answer, self.out.answered);
        self.out
    }
}

/// The mention at a place; else the one whose head lies in it, the longest.
fn find<'r>(record: &'r Record, judged: &Judged) -> Option<&'r Mention> {
    let exact = record.mentions.iter().find(|m| (m.span.char_start, m.span.char_end) == (judged.start, judged.end));
    exact.or_else(|| {
        let inside = |m: &&Mention| judged.start <= m.head.char_start && m.head.char_end <= judged.end;
        record.mentions.iter().filter(inside).max_by_key(|m| m.span.char_end - m.span.char_start)
    })
}

fn country(actor: &Actor) -> Option<&str> {
    actor.country.as_ref().and_then(Option::as_deref)
}

fn told(actor: &Actor) -> String {
    format!("{} [{} {}]", actor.name, country(actor).unwrap_or("---"), actor.sectors.join(" "))
}

fn fold(text: &str) -> String {
    text.to_lowercase().replace(['-', '.', '\'', '’'], " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_right(actors: &[&Actor], answer: &Answer) -> bool {
    match answer {
        Answer::Nobody => false,
        Answer::Named(name, code) => {
            let [actor] = actors else { return false };
            let same = fold(&actor.name) == fold(name);
            same && code.as_deref().is_none_or(|c| country(actor).is_none_or(|k| k == c))
        }
        Answer::Codes(codes) => {
            let wanted: BTreeSet<&str> = codes.iter().map(|c| c.0.as_str()).collect();
            let got: BTreeSet<&str> = actors.iter().filter_map(|a| country(a)).collect();
            let in_sector = |a: &&Actor| {
                codes
                    .iter()
                    .filter(|c| Some(c.0.as_str()) == country(a))
                    .all(|c| c.1.as_ref().is_none_or(|s| a.sectors.contains(s) || (s == "GOV" && a.sectors.is_empty())))
            };
            wanted == got && actors.iter().all(in_sector)
        }
    }
}

impl fmt::Display for Mentions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} judged, {} with an answer; {} not marked", self.judged, self.answered, self.unmarked)?;
        writeln!(
            f,
            "right of the resolved      {:6.2}%  {} of {}",
            100.0 * self.precision,
            self.right_count,
            self.resolved_count
        )?;
        writeln!(f, "resolved of the answered   {:6.2}%", 100.0 * self.resolved)?;
        writeln!(f, "right of the answered      {:6.2}%", 100.0 * self.accuracy)?;
        for (title, faults) in [("wrong", &self.wrong), ("left open", &self.left_open)] {
            for m in faults {
                writeln!(f, "  {title}: {} '{}' wanted {}, got {} ({})", m.at, m.words, m.wanted, m.got, m.rule)?;
            }
        }
        Ok(())
    }
}

/// Draws mentions at random, the same for the same seed: a line for each, without an answer, with the words around it
/// and what the program says for whoever judges.
#[must_use]
pub fn draw(records: &[Record], count: usize, seed: u64) -> Vec<String> {
    let mut all: Vec<(usize, usize)> =
        records.iter().enumerate().flat_map(|(r, record)| (0..record.mentions.len()).map(move |m| (r, m))).collect();
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let mut out = Vec::new();
    while out.len() < count && !all.is_empty() {
        let at = usize::try_from(next() % all.len() as u64).unwrap_or_default();
        let (r, m) = all.swap_remove(at);
        let (record, mention) = (&records[r], &records[r].mentions[m]);
        let (file, number) = place(record);
        let chars: Vec<char> = record.document.original.chars().collect();
        let (start, end) = (mention.span.char_start, mention.span.char_end);
        let text = |a: usize, b: usize| {
            chars[a.min(chars.len())..b.min(chars.len())].iter().collect::<String>().replace(['\n', '\t'], " ")
        };
        let got: Vec<String> =
            mention.actors.iter().filter_map(|id| record.actors.iter().find(|a| &a.id == id)).map(told).collect();
        out.push(format!(
            "{file}\t{number}\t{start}\t{end}\t{}\t\t# {} [[{}]] {} => {} ({})",
            text(start, end),
            text(start.saturating_sub(160), start),
            text(start, end),
            text(end, end + 80),
            got.join("; "),
            mention.rule
        ));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_read_and_faults_told() {
        let text = "file\trecord\tstart\tend\twords\tanswer\na.csv\t2\t5\t9\tthey\tPRK+KOR MIL\na.csv\t2\t0\t3\tKim\t\"Kim Jong Un\" PRK\n";
        let table = Judgements::parse(text).unwrap();
        let rows = &table.by_place[&("a.csv".to_owned(), 2)];
        assert_eq!(rows[0].answer.1, Answer::Codes(vec![("PRK".into(), None), ("KOR".into(), Some("MIL".into()))]));
        assert_eq!(rows[1].answer.1, Answer::Named("Kim Jong Un".into(), Some("PRK".into())));
        let message = |text: &str| Judgements::parse(text).err().map(|e| e.to_string());
        assert_eq!(message("a\tb\n").as_deref(), Some("line 1: 2 cells instead of 6"));
        assert_eq!(message("a\tb\t1\t2\tx\tPRK\n").as_deref(), Some("line 1: 'b' is no number"));
        assert_eq!(message("a\t1\t1\t2\tx\tP\n").as_deref(), Some("line 1: 'P' is no code"));
    }
}
