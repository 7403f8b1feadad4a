//! Checks of the tables of actors against each other: what a reader of one line cannot see.

use std::collections::BTreeMap;
use std::fmt;

use detente_record::ActorKind;
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::actors::{ActorTables, Office, Period, PersonOffice, StateKind};
use crate::fold;

/// What kind of thing is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingKind {
    /// A line or cell that cannot be read.
    Syntax,
    /// A code or id that no table holds.
    Dangling,
    /// Two people in one office at a time.
    Overlap,
    /// Nobody in an office for a time.
    Gap,
    /// One name for two.
    Ambiguous,
    /// Perhaps two people taken for one.
    Merged,
}

impl FindingKind {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Syntax => "syntax",
            Self::Dangling => "dangling",
            Self::Overlap => "overlap",
            Self::Gap => "gap",
            Self::Ambiguous => "ambiguous",
            Self::Merged => "merged",
        }
    }

    /// Whether the tables are wrong; what is no fault may be as it is in the world.
    #[must_use]
    pub fn is_fault(self) -> bool {
        matches!(self, Self::Syntax | Self::Dangling)
    }
}

/// Something found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// `file:line`, or the file.
    pub entry: String,
    /// What kind of thing it is.
    pub kind: FindingKind,
    /// In words.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = if self.kind.is_fault() { "fault" } else { "warning" };
        write!(f, "{}: {severity}: {}: {}", self.entry, self.kind.word(), self.message)
    }
}

/// Offices that one person at a time holds.
const SINGLE: [Office; 2] = [Office::HeadOfState, Office::HeadOfGovernment];
/// Days that two holders may overlap, or nobody holds, while dates are only known to the month.
const SLACK: i32 = 62;
/// First year from which offices should have no gaps.
const SINCE: i16 = 1990;
/// Years between the first and the last beginning of a person's offices that make one doubt it is one person.
const CAREER: i16 = 62;

/// All that is found, in the order of files and lines.
#[must_use]
pub fn audit(tables: &ActorTables) -> Vec<Finding> {
    let mut findings: Vec<Finding> = tables
        .problems
        .iter()
        .map(|p| {
            let entry = if p.line > 0 { format!("{}:{}", p.file, p.line) } else { p.file.clone() };
            let column = p.column.as_ref().map(|c| format!("column '{c}': ")).unwrap_or_default();
            Finding { entry, kind: FindingKind::Syntax, message: format!("{column}{}", p.message) }
        })
        .collect();
    dangling(tables, &mut findings);
    offices(tables, &mut findings);
    ambiguous(tables, &mut findings);
    merged(tables, &mut findings);
    findings.sort_by_cached_key(|f| {
        let (file, line) = f.entry.rsplit_once(':').unwrap_or((&f.entry, "0"));
        (file.to_owned(), line.parse::<usize>().unwrap_or_default(), f.kind, f.message.clone())
    });
    findings.dedup();
    findings
}

fn dangling(tables: &ActorTables, findings: &mut Vec<Finding>) {
    let ids: FxHashSet<&str> = tables
        .states
        .iter()
        .map(|s| s.id.as_str())
        .chain(tables.institutions.iter().map(|i| i.id.as_str()))
        .chain(tables.organisations.iter().map(|o| o.id.as_str()))
        .collect();
    let mut need = |entry: &str, column: &str, id: &str| {
        if !ids.contains(id) {
            let message = format!("column '{column}': '{id}' is the id of no state, institution or organisation");
            findings.push(Finding { entry: entry.to_owned(), kind: FindingKind::Dangling, message });
        }
    };
    for state in &tables.states {
        state.part_of.iter().for_each(|id| need(&state.entry, "part_of", id));
        state.members.iter().for_each(|id| need(&state.entry, "members", id));
        state.local.iter().flat_map(|(_, from)| from).for_each(|id| need(&state.entry, "local", id));
    }
    tables.people.iter().for_each(|p| need(&p.entry, "country", &p.country));
    for body in &tables.institutions {
        need(&body.entry, "country", &body.country);
        body.speaks_for.iter().for_each(|id| need(&body.entry, "speaks_for", id));
    }
    for body in &tables.organisations {
        body.country.iter().for_each(|id| need(&body.entry, "country", id));
        body.area.iter().for_each(|id| need(&body.entry, "area", id));
        body.speaks_for.iter().for_each(|id| need(&body.entry, "speaks_for", id));
    }
}

/// Overlaps and gaps in the offices that one person at a time holds.
fn offices(tables: &ActorTables, findings: &mut Vec<Finding>) {
    let mut held: BTreeMap<(&str, Office), Vec<&PersonOffice>> = BTreeMap::new();
    for person in tables.people.iter().filter(|p| SINGLE.contains(&p.office)) {
        held.entry((&person.country, person.office)).or_default().push(person);
    }
    let states: FxHashMap<&str, Period> =
        tables.states.iter().filter(|s| s.kind == StateKind::State).map(|s| (s.id.as_str(), s.period)).collect();
    for ((country, office), mut people) in held {
        if !states.contains_key(country) {
            continue;
        }
        people.sort_by_key(|p| (p.period.from, p.period.to));
        let leaders: Vec<Period> = tables
            .people
            .iter()
            .filter(|p| p.office == Office::Leader && p.country == country)
            .map(|p| p.period)
            .collect();
        let mut last: Option<&PersonOffice> = None;
        for person in people {
            if let Some(before) = last {
                compare(office, before, person, &leaders, findings);
            }
            // Who stays longest is compared with who comes next.
            if last.is_none_or(|l| l.period.to.is_some_and(|to| person.period.to.is_none_or(|t| t > to))) {
                last = Some(person);
            }
        }
    }
}

/// Compares two holders of an office who follow each other. Who rules without a formal office fills a gap.
fn compare(
    office: Office,
    before: &PersonOffice,
    next: &PersonOffice,
    leaders: &[Period],
    findings: &mut Vec<Finding>,
) {
    let country = &next.country;
    let Some(from) = next.period.from else { return };
    let end = before.period.to;
    let days = |a: Date, b: Date| (b - a).get_days();
    match end {
        Some(end) if days(end, from) > SLACK && from.year() >= SINCE => {
            let gap = Period { from: Some(end), to: Some(from) };
            if leaders.iter().any(|l| l.overlaps(&gap)) {
                return;
            }
            let message = format!(
                "{country} has no {office} from {end} ({} leaves) to {from} ({} comes)",
                before.name, next.name
            );
            findings.push(Finding { entry: next.entry.clone(), kind: FindingKind::Gap, message });
        }
        _ if end.is_none_or(|end| days(from, end) > SLACK) && before.key() != next.key() => {
            let until = end.map_or_else(|| "now".to_owned(), |d| d.to_string());
            let message = format!(
                "{country} has two holders of {office}: {} until {until} ({}) and {} from {from}",
                before.name, before.entry, next.name
            );
            findings.push(Finding { entry: next.entry.clone(), kind: FindingKind::Overlap, message });
        }
        _ => {}
    }
}

/// Who bears a name.
struct Bearer<'a> {
    key: String,
    /// Within which names are compared.
    scope: &'a str,
    period: Period,
    entry: &'a str,
    name: &'a str,
}

/// Names that two bodies bear at a time, and short names that two people of one state are called by at a time.
fn ambiguous(tables: &ActorTables, findings: &mut Vec<Finding>) {
    let patterns: FxHashSet<String> = tables.patterns.iter().map(|p| fold::key(&p.pattern)).collect();
    let mut bearers: BTreeMap<String, Vec<Bearer<'_>>> = BTreeMap::new();
    let institutions = tables.institutions.iter().map(|i| (&i.id, &i.name, &i.aliases, i.period, &i.entry));
    let organisations = tables.organisations.iter().filter(|o| o.kind != ActorKind::Identity);
    let organisations = organisations.map(|o| (&o.id, &o.name, &o.aliases, o.period, &o.entry));
    for (id, name, aliases, period, entry) in institutions.chain(organisations) {
        for text in std::iter::once(name).chain(aliases) {
            let folded = fold::key(text);
            // What many states have is told apart by the state beside it.
            if !patterns.contains(&folded) {
                let bearer = Bearer { key: id.clone(), scope: "", period, entry, name };
                bearers.entry(folded).or_default().push(bearer);
            }
        }
    }
    for person in &tables.people {
        for alias in &person.aliases {
            let bearer = Bearer {
                key: person.key(),
                scope: &person.country,
                period: person.period,
                entry: &person.entry,
                name: &person.name,
            };
            bearers.entry(fold::key(alias)).or_default().push(bearer);
        }
    }
    for (folded, all) in &bearers {
        let mut told: FxHashSet<(&str, &str)> = FxHashSet::default();
        for (at, one) in all.iter().enumerate() {
            for other in &all[at + 1..] {
                let same = one.key == other.key || one.scope != other.scope || !one.period.overlaps(&other.period);
                if same || !told.insert((&one.key, &other.key)) {
                    continue;
                }
                let message = format!("'{folded}' is {} and also {} ({})", other.name, one.name, one.entry);
                findings.push(Finding { entry: other.entry.to_owned(), kind: FindingKind::Ambiguous, message });
            }
        }
    }
}

/// People whose offices lie so far apart that they may be two.
fn merged(tables: &ActorTables, findings: &mut Vec<Finding>) {
    let mut people: BTreeMap<String, Vec<&PersonOffice>> = BTreeMap::new();
    for person in &tables.people {
        people.entry(person.key()).or_default().push(person);
    }
    for rows in people.values() {
        let begins = || rows.iter().filter_map(|r| r.period.from.map(|d| (d.year(), r)));
        let (Some((first, a)), Some((last, b))) = (begins().min_by_key(|(y, _)| *y), begins().max_by_key(|(y, _)| *y))
        else {
            continue;
        };
        if last - first > CAREER {
            let message = format!(
                "{} takes offices from {first} ({}) to {last}: if these are two people, give 'born'",
                b.name, a.entry
            );
            findings.push(Finding { entry: b.entry.clone(), kind: FindingKind::Merged, message });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::Knowledge;

    use super::*;

    fn found(people: &str) -> Vec<String> {
        let mut knowledge = Knowledge::default();
        knowledge
            .with("actors/states.tsv", "id\tkind\tname\tnames\tpeople\tadjectives\tcapital\nAAA\tstate\tA\t\t\t\t\n");
        let head = "country\tname\taliases\toffice\ttitle\tsector\tfrom\tto\n";
        knowledge.with("actors/people.tsv", &format!("{head}{people}"));
        audit(knowledge.actors()).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn gaps_and_overlaps_are_told_with_their_lines() {
        let lines = found(
            "AAA\tAda\t\thead_of_state\t\tGOV\t2000\t2004\nAAA\tBob\t\thead_of_state\t\tGOV\t2005\t2010\n\
             AAA\tCyd\t\thead_of_state\t\tGOV\t2009\t\nAAA\tDee\t\thead_of_government\t\tGOV\t2009\t\n",
        );
        assert_eq!(
            lines,
            [
                "actors/people.tsv:3: warning: gap: AAA has no head_of_state from 2004-01-01 (Ada leaves) to 2005-01-01 (Bob comes)",
                "actors/people.tsv:4: warning: overlap: AAA has two holders of head_of_state: Bob until 2010-01-01 (actors/people.tsv:3) and Cyd from 2009-01-01",
            ]
        );
    }

    #[test]
    fn ids_that_do_not_exist_are_faults() {
        let lines = found("AAB\tAda\t\tminister\t\tGOV\t2000\t\n");
        assert_eq!(
            lines,
            [
                "actors/people.tsv:2: fault: dangling: column 'country': 'AAB' is the id of no state, institution or organisation"
            ]
        );
    }

    #[test]
    fn short_names_of_two_people_at_a_time_are_told() {
        let lines = found(
            "AAA\tAda Smith\tSmith\tminister\t\tGOV\t2000\t2004\nAAA\tBob Smith\tSmith\tminister\t\tGOV\t2003\t2010\n\
             AAA\tCyd Smith\tSmith\tminister\t\tGOV\t2011\t\nAAA\tOld Man\t\tminister\t\tGOV\t1940\t1941\nAAA\tOld Man\t\tminister\t\tGOV\t2020\t\n",
        );
        assert_eq!(lines.len(), 2, "{lines:#?}");
        assert!(lines[0].contains("'smith' is Bob Smith and also Ada Smith"), "{}", lines[0]);
        assert!(lines[1].contains("merged: Old Man"), "{}", lines[1]);
    }
}
