//! The joining of reports to events against clusters made by hand.
//!
//! Gold is a table of mentions, one a line: `cluster`, `half` (`development` or `test`), `document`, `start` and `end`
//! (bytes of the cleaned text), `type`; further columns are for people. Mentions of one cluster tell the same event.
//! A mention is **found** as the report of its document and type whose clause shares most with it, at least half of
//! the shorter of the two; each report serves one mention. Mentions that are not found were not coded so, which is not
//! the joining's fault: they are counted and left out.
//!
//! The score is **B³** (A. Bagga and B. Baldwin, "Algorithms for scoring coreference chains", 1998): for each mention
//! found, precision is the share of the found mentions in its event that are of its cluster, recall the share of the
//! found mentions of its cluster that are in its event; both are averaged over mentions. The halves are scored apart.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Serialize;

/// Share of the shorter clause that a report and a mention have in common at least.
const LEAST: f64 = 0.5;

/// A mention of the gold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Name of its cluster.
    pub cluster: String,
    /// `development` or `test`.
    pub half: Half,
    /// Id of the document.
    pub document: String,
    /// First byte of the clause in the cleaned text.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// PLOVER type.
    pub event_type: String,
    /// The clause, for people.
    pub text: String,
}

/// The halves of the gold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Half {
    /// Looked at while the joining is improved.
    Development,
    /// Never looked at.
    Test,
}

/// A report and the event it is filed under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    /// Id of the report.
    pub report: String,
    /// Id of its document.
    pub document: String,
    /// First byte of its clause in the cleaned text.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// PLOVER type.
    pub event_type: String,
    /// Id of its event.
    pub event: String,
}

/// Gold that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("line {line}: {why}")]
pub struct JoiningGoldError {
    /// Line of the file.
    pub line: usize,
    /// What is wrong.
    pub why: String,
}

/// Reads gold.
///
/// # Errors
/// When the header lacks a column, a line lacks a field, or a span is none.
pub fn parse(text: &str) -> Result<Vec<Mention>, JoiningGoldError> {
    let wrong = |line: usize, why: String| JoiningGoldError { line, why };
    let mut lines = text.lines().enumerate().filter(|(_, l)| !l.is_empty() && !l.starts_with('#'));
    let Some((at, header)) = lines.next() else { return Err(wrong(1, "there is no header".into())) };
    let columns: Vec<&str> = header.split('\t').collect();
    let column = |name: &str| {
        columns.iter().position(|c| *c == name).ok_or_else(|| wrong(at + 1, format!("there is no column '{name}'")))
    };
    let (cluster, half, document) = (column("cluster")?, column("half")?, column("document")?);
    let (start, end, event_type) = (column("start")?, column("end")?, column("type")?);
    let words = column("text").ok();
    let mut out = Vec::new();
    for (at, line) in lines {
        let fields: Vec<&str> = line.split('\t').collect();
        let field = |n: usize| {
            fields.get(n).copied().ok_or_else(|| wrong(at + 1, format!("there is no field '{}'", columns[n])))
        };
        let number = |n: usize| -> Result<usize, JoiningGoldError> {
            let text = field(n)?;
            text.parse().map_err(|_| wrong(at + 1, format!("'{text}' is no number of bytes")))
        };
        let mention = Mention {
            cluster: field(cluster)?.to_owned(),
            half: match field(half)? {
                "development" => Half::Development,
                "test" => Half::Test,
                other => return Err(wrong(at + 1, format!("'{other}' is no half: write development or test"))),
            },
            document: field(document)?.to_owned(),
            start: number(start)?,
            end: number(end)?,
            event_type: field(event_type)?.to_owned(),
            text: words.and_then(|n| fields.get(n)).map_or_else(String::new, |t| (*t).to_owned()),
        };
        if mention.start >= mention.end {
            return Err(wrong(at + 1, "the clause ends before it begins".into()));
        }
        out.push(mention);
    }
    Ok(out)
}

/// The score of one half.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct HalfScore {
    /// Clusters of the gold.
    pub clusters: usize,
    /// Of those, clusters of more than one mention.
    pub larger: usize,
    /// Mentions of the gold.
    pub mentions: usize,
    /// Mentions found among the reports.
    pub found: usize,
    /// B³ precision over those.
    pub precision: f64,
    /// B³ recall.
    pub recall: f64,
    /// Their harmonic mean.
    pub f1: f64,
    /// The F1 of filing every report under an event of its own, to compare with.
    pub f1_of_nothing_joined: f64,
}

/// The scores of both halves.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct JoiningScore {
    /// The half that was looked at.
    pub development: HalfScore,
    /// The half that was not.
    pub test: HalfScore,
    /// Clusters that were torn and events that hold several, of the halves asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<String>,
}

/// Scores the joining; errors are told for the halves in `errors_of`.
#[must_use]
pub fn score(gold: &[Mention], filed: &[Filed], errors_of: &[Half]) -> JoiningScore {
    let found = find(gold, filed);
    let mut out = JoiningScore::default();
    for half in [Half::Development, Half::Test] {
        let mentions: Vec<(&Mention, Option<&Filed>)> =
            gold.iter().zip(&found).filter(|(m, _)| m.half == half).map(|(m, f)| (m, f.map(|at| &filed[at]))).collect();
        let score = b_cubed(&mentions);
        match half {
            Half::Development => out.development = score,
            Half::Test => out.test = score,
        }
        if errors_of.contains(&half) {
            out.errors.extend(errors(&mentions));
        }
    }
    out
}

/// For each mention the report that it is found as.
fn find(gold: &[Mention], filed: &[Filed]) -> Vec<Option<usize>> {
    let mut by_document: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, report) in filed.iter().enumerate() {
        by_document.entry(&report.document).or_default().push(at);
    }
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (m, mention) in gold.iter().enumerate() {
        for &at in by_document.get(mention.document.as_str()).into_iter().flatten() {
            let report = &filed[at];
            let both = mention.end.min(report.end).saturating_sub(mention.start.max(report.start));
            let (a, b) = (mention.end - mention.start, report.end.saturating_sub(report.start));
            let share = ratio(both, a.min(b));
            if report.event_type == mention.event_type && share >= LEAST {
                pairs.push((ratio(both, a + b - both), m, at));
            }
        }
    }
    pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, &filed[x.2].report).cmp(&(y.1, &filed[y.2].report))));
    let mut out = vec![None; gold.len()];
    let mut used = BTreeSet::new();
    for (_, m, at) in pairs {
        if out[m].is_none() && used.insert(at) {
            out[m] = Some(at);
        }
    }
    out
}

fn b_cubed(mentions: &[(&Mention, Option<&Filed>)]) -> HalfScore {
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for (mention, _) in mentions {
        *sizes.entry(&mention.cluster).or_default() += 1;
    }
    let found: Vec<(&str, &str)> =
        mentions.iter().filter_map(|(m, f)| Some((m.cluster.as_str(), f.as_ref()?.event.as_str()))).collect();
    let count =
        |of: fn(&(&str, &str), &(&str, &str)) -> bool, x: &(&str, &str)| found.iter().filter(|y| of(x, y)).count();
    let (mut precision, mut recall, mut alone) = (0.0, 0.0, 0.0);
    for x in &found {
        let both = count(|a, b| a == b, x);
        let cluster = count(|a, b| a.0 == b.0, x);
        precision += ratio(both, count(|a, b| a.1 == b.1, x));
        recall += ratio(both, cluster);
        alone += ratio(1, cluster);
    }
    #[allow(clippy::cast_precision_loss, reason = "some hundred mentions")]
    let n = (found.len() as f64).max(1.0);
    let (precision, recall, alone) = (precision / n, recall / n, alone / n);
    HalfScore {
        clusters: sizes.len(),
        larger: sizes.values().filter(|n| **n > 1).count(),
        mentions: mentions.len(),
        found: found.len(),
        precision: round(precision),
        recall: round(recall),
        f1: round(mean(precision, recall)),
        f1_of_nothing_joined: round(mean(1.0, alone)),
    }
}

fn errors(mentions: &[(&Mention, Option<&Filed>)]) -> Vec<String> {
    let mut clusters: BTreeMap<&str, BTreeMap<&str, Vec<&Mention>>> = BTreeMap::new();
    let mut events: BTreeMap<&str, BTreeMap<&str, Vec<&Mention>>> = BTreeMap::new();
    for (mention, report) in mentions {
        let Some(report) = report else { continue };
        clusters.entry(&mention.cluster).or_default().entry(&report.event).or_default().push(mention);
        events.entry(&report.event).or_default().entry(&mention.cluster).or_default().push(mention);
    }
    let mut out = Vec::new();
    for (what, groups) in [("torn: cluster", clusters), ("run together: event", events)] {
        for (name, parts) in groups.iter().filter(|(_, parts)| parts.len() > 1) {
            out.push(format!("{what} {name}"));
            for (part, list) in parts {
                out.extend(list.iter().map(|m| format!("  {part}  {} {}  {}", m.document, m.event_type, m.text)));
            }
        }
    }
    for (mention, _) in mentions.iter().filter(|(_, report)| report.is_none()) {
        let Mention { cluster, document, event_type, text, .. } = mention;
        out.push(format!("not coded: {cluster}  {document} {event_type}  {text}"));
    }
    out
}

#[allow(clippy::cast_precision_loss, reason = "counts of mentions and bytes of a clause")]
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

fn mean(p: f64, r: f64) -> f64 {
    if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
}

fn round(x: f64) -> f64 {
    (x * 10_000.0).round() / 10_000.0
}

impl fmt::Display for JoiningScore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "             clusters  larger  mentions  found  precision  recall     F1  (nothing joined)")?;
        for (name, s) in [("development", &self.development), ("test", &self.test)] {
            writeln!(
                f,
                "{name:<11}  {:8}  {:6}  {:8}  {:5}  {:9.4}  {:6.4}  {:5.4}  ({:.4})",
                s.clusters, s.larger, s.mentions, s.found, s.precision, s.recall, s.f1, s.f1_of_nothing_joined
            )?;
        }
        for line in &self.errors {
            writeln!(f, "{line}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gold(lines: &[(&str, &str, usize, usize)]) -> Vec<Mention> {
        let mut text = "cluster\thalf\tdocument\tstart\tend\ttype\ttext\n".to_owned();
        for (cluster, document, start, end) in lines {
            text.push_str(&format!("{cluster}\ttest\t{document}\t{start}\t{end}\tAID\tx\n"));
        }
        parse(&text).unwrap()
    }

    fn filed(document: &str, start: usize, end: usize, event: &str) -> Filed {
        Filed {
            report: format!("r-{document}-{start}"),
            document: document.into(),
            start,
            end,
            event_type: "AID".into(),
            event: event.into(),
        }
    }

    #[test]
    fn b_cubed_as_defined() {
        // Bagga and Baldwin's example: 1-5, 6-7, 8-12 as truth; 1-5, 6-12 as answer: precision 76 %, recall 100 %.
        let truth = |n: usize| {
            if n <= 5 {
                "A"
            } else if n <= 7 {
                "B"
            } else {
                "C"
            }
        };
        let lines: Vec<(&str, String)> = (1..=12).map(|n| (truth(n), format!("d{n}"))).collect();
        let lines: Vec<(&str, &str, usize, usize)> = lines.iter().map(|(c, d)| (*c, d.as_str(), 0, 10)).collect();
        let reports: Vec<Filed> =
            (1..=12).map(|n| filed(&format!("d{n}"), 0, 10, if n <= 5 { "x" } else { "y" })).collect();
        let score = score(&gold(&lines), &reports, &[]);
        assert!((score.test.precision - 0.7619).abs() < 1e-4, "{score:?}");
        assert!((score.test.recall - 1.0).abs() < 1e-9);
        assert_eq!((score.test.clusters, score.test.larger, score.test.found), (3, 3, 12));
        assert_eq!(score.development, HalfScore::default());
    }

    #[test]
    fn a_mention_is_the_report_that_shares_most_with_it() {
        let gold = gold(&[("A", "d", 10, 30), ("A", "d", 40, 60), ("B", "e", 0, 10)]);
        let reports =
            [filed("d", 5, 30, "x"), filed("d", 12, 22, "y"), filed("d", 41, 80, "x"), filed("e", 8, 40, "z")];
        let score = score(&gold, &reports, &[Half::Test]);
        // The last shares two bytes of ten with its mention: it tells something else.
        assert_eq!((score.test.mentions, score.test.found), (3, 2));
        assert!((score.test.f1 - 1.0).abs() < 1e-9);
        assert_eq!(score.errors, ["not coded: B  e AID  x"]);
    }

    #[test]
    fn torn_and_run_together_are_told() {
        let gold = gold(&[("A", "d", 0, 10), ("A", "e", 0, 10), ("B", "f", 0, 10)]);
        let reports = [filed("d", 0, 10, "x"), filed("e", 0, 10, "y"), filed("f", 0, 10, "y")];
        let score = score(&gold, &reports, &[Half::Test]);
        assert!((score.test.recall - 2.0 / 3.0).abs() < 1e-4 && (score.test.precision - 2.0 / 3.0).abs() < 1e-4);
        let heads: Vec<&String> = score.errors.iter().filter(|l| !l.starts_with(' ')).collect();
        assert_eq!(heads, ["torn: cluster A", "run together: event y"]);
    }

    #[test]
    fn what_is_no_gold_is_told_with_its_line() {
        let head = "cluster\thalf\tdocument\tstart\tend\ttype\n";
        for (text, said) in [
            ("cluster\thalf\n", "line 1: there is no column 'document'"),
            (&format!("{head}A\ttest\td\t5\t3\tAID\n"), "line 2: the clause ends before it begins"),
            (&format!("{head}A\tboth\td\t5\t8\tAID\n"), "line 2: 'both' is no half: write development or test"),
            (&format!("{head}A\ttest\td\tx\t8\tAID\n"), "line 2: 'x' is no number of bytes"),
        ] {
            assert_eq!(parse(text).unwrap_err().to_string(), said);
        }
    }
}
