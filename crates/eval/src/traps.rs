//! Traps: sentences that must yield no event, or no event that has happened.

use std::fmt;

use detente_wire::Record;
use serde_json::{Value, json};

/// What a sentence must not yield.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// No event at all: sport, film, business, metaphor.
    None,
    /// No event that anyone holds to have happened, but for the types that are allowed: plans, threats, denials.
    Unreal,
    /// No event that the author holds to have happened: what is only said, thought or denied by others.
    Claim,
}

/// One trap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trap {
    /// Line in the file.
    pub line: usize,
    /// What it must not yield.
    pub kind: Kind,
    /// Types that may be held to have happened: the threat that announces a strike.
    pub allowed: Vec<String>,
    /// What it tries: "sport", "conditional".
    pub theme: String,
    /// The sentence.
    pub sentence: String,
}

/// A line of a trap file that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct TrapError {
    line: usize,
    message: String,
}

/// Reads a table with the columns `kind` (`none`, `unreal` or `claim`), `allowed` (types separated by a bar), `theme`,
/// `sentence`; lines that begin with `#` are comments.
///
/// # Errors
/// At the first line that cannot be read.
pub fn read(text: &str) -> Result<Vec<Trap>, TrapError> {
    let mut out = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let error = |message: &str| TrapError { line: at + 1, message: message.to_owned() };
        if line.trim().is_empty() || line.starts_with('#') || line.starts_with("kind\t") {
            continue;
        }
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        let [kind, allowed, theme, sentence] = cells.as_slice() else {
            return Err(error("must have four cells: kind, allowed, theme, sentence"));
        };
        let kind = match *kind {
            "none" => Kind::None,
            "unreal" => Kind::Unreal,
            "claim" => Kind::Claim,
            other => return Err(error(&format!("'{other}' is none of none, unreal, claim"))),
        };
        out.push(Trap {
            line: at + 1,
            kind,
            allowed: allowed.split('|').map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned).collect(),
            theme: (*theme).to_owned(),
            sentence: (*sentence).to_owned(),
        });
    }
    Ok(out)
}

/// What a trap caught: each wrong report in words; empty when none fell in.
#[must_use]
pub fn caught(trap: &Trap, record: &Record) -> Vec<String> {
    let real = |status: &str| matches!(status, "happened" | "ongoing");
    record
        .reports
        .iter()
        .filter(|r| match trap.kind {
            Kind::None => !trap.allowed.contains(&r.event_type),
            Kind::Unreal => {
                !trap.allowed.contains(&r.event_type)
                    && (real(&r.status) || r.attribution.iter().any(|h| real(&h.status)))
            }
            Kind::Claim => {
                !trap.allowed.contains(&r.event_type) && r.attribution.first().is_some_and(|h| real(&h.status))
            }
        })
        .map(|r| {
            let rule = r.derivation.parts.first().and_then(|p| p.rule.clone()).unwrap_or_default();
            format!("{} {} '{}' ({rule})", r.event_type, r.status, r.trigger.clean())
        })
        .collect()
}

/// The score of a file of traps.
#[derive(Clone, Debug, Default)]
pub struct Traps {
    /// All traps.
    pub total: usize,
    /// Those that something fell into, with what.
    pub fallen: Vec<(Trap, Vec<String>)>,
    /// By theme: fallen and all.
    pub themes: Vec<(String, usize, usize)>,
}

impl Traps {
    /// Scores records against traps, one for one.
    #[must_use]
    pub fn of(traps: &[Trap], records: &[Record]) -> Self {
        let mut score = Self { total: traps.len(), ..Self::default() };
        for (trap, record) in traps.iter().zip(records) {
            let wrong = caught(trap, record);
            let fell = usize::from(!wrong.is_empty());
            match score.themes.iter_mut().find(|(theme, _, _)| *theme == trap.theme) {
                Some((_, fallen, all)) => {
                    *fallen += fell;
                    *all += 1;
                }
                None => score.themes.push((trap.theme.clone(), fell, 1)),
            }
            if fell > 0 {
                score.fallen.push((trap.clone(), wrong));
            }
        }
        score.themes.sort();
        score
    }

    /// Share of traps that something fell into.
    #[must_use]
    #[allow(clippy::cast_precision_loss, reason = "hundreds of traps")]
    pub fn rate(&self) -> f64 {
        if self.total == 0 { 0.0 } else { self.fallen.len() as f64 / self.total as f64 }
    }

    /// One stable object: `traps`, `fallen`, `rate`, `themes`.
    #[must_use]
    pub fn json(&self) -> Value {
        let themes: serde_json::Map<String, Value> = self
            .themes
            .iter()
            .map(|(theme, fallen, all)| (theme.clone(), json!({"fallen": fallen, "total": all})))
            .collect();
        json!({"traps": self.total, "fallen": self.fallen.len(), "rate": self.rate(), "themes": themes})
    }

    /// Each trap that something fell into.
    #[must_use]
    pub fn errors(&self) -> String {
        self.fallen.iter().fold(String::new(), |out, (trap, wrong)| {
            format!("{out}line {} [{}] {}\n    {}\n", trap.line, trap.theme, trap.sentence, wrong.join("\n    "))
        })
    }
}

impl fmt::Display for Traps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (theme, fallen, all) in &self.themes {
            writeln!(f, "{theme:<24} {fallen:>4} of {all:>4}")?;
        }
        writeln!(f, "{:<24} {:>4} of {:>4}  {:.1} %", "all", self.fallen.len(), self.total, self.rate() * 100.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_or_named() {
        let traps = read("kind\tallowed\ttheme\tsentence\nnone\t\tsport\tThe Reds beat the Blues.\n# x\nunreal\tTHREATEN|ACCUSE\tthreat\tIt may attack.\n").expect("reads");
        assert_eq!(traps.len(), 2);
        assert_eq!(traps[1].allowed, ["THREATEN", "ACCUSE"]);
        assert_eq!(traps[1].line, 4);
        assert_eq!(
            read("none\tx\n").expect_err("too few").to_string(),
            "line 1: must have four cells: kind, allowed, theme, sentence"
        );
        assert!(read("maybe\t\tx\ty\n").is_err());
    }
}
