//! Scores of answers for marked pairs.

use std::fmt;

use serde_json::{Value, json};

use super::combine::Choice;
use super::pairs::Pair;
use crate::confusion::{Confusion, share};
use crate::root::Root;

/// How a pair without relation, and one without an answer, is named.
const NONE: &str = "NONE";

/// A pair with its answer.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The pair.
    pub pair: Pair,
    /// The answer, if any.
    pub choice: Option<Choice>,
}

/// An answer that differs from gold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    /// Line of the file, from 1.
    pub line: usize,
    /// What coders gave.
    pub gold: &'static str,
    /// What was answered.
    pub answer: &'static str,
    /// Why.
    pub why: String,
    /// The sentence, marked.
    pub sentence: String,
}

/// The score of a file of pairs.
#[derive(Clone, Debug, Default)]
pub struct Relations {
    /// Types.
    pub root: Confusion,
    /// Quad classes, 0 for none.
    pub quad: Confusion,
    /// Whether there is a relation.
    pub binary: Confusion,
    /// Cooperation, conflict or none.
    pub sides: Confusion,
    /// Pairs.
    pub pairs: usize,
    /// Pairs for which there was an answer.
    pub with_answer: usize,
    /// What was answered wrongly or not at all.
    pub misses: Vec<Miss>,
}

impl Relations {
    /// Scores outcomes.
    #[must_use]
    pub fn of(outcomes: &[Outcome]) -> Self {
        let mut out = Self { pairs: outcomes.len(), ..Self::default() };
        for Outcome { pair, choice } in outcomes {
            let answer = choice.as_ref().and_then(|c| c.root);
            out.with_answer += usize::from(choice.is_some());
            let (gold, said) = (name(pair.root), name(answer));
            out.root.add(gold, said);
            out.quad.add(&pair.quad.to_string(), &answer.map_or(0, Root::quad).to_string());
            out.binary.add(relation(pair.quad > 0), relation(answer.is_some()));
            out.sides.add(side(pair.quad), side(answer.map_or(0, Root::quad)));
            if gold != said {
                let why =
                    choice.as_ref().map_or_else(|| "no report of the pair, no head".to_owned(), |c| c.why.clone());
                out.misses.push(Miss { line: pair.line, gold, answer: said, why, sentence: marked(pair) });
            }
        }
        out
    }

    /// Share of the pairs for which there was an answer, 0 to 1.
    #[must_use]
    pub fn answered(&self) -> f64 {
        share(self.with_answer, self.pairs)
    }

    /// The scores as one object; with the misses where `errors` is set.
    #[must_use]
    pub fn json(&self, errors: bool) -> Value {
        let classes: serde_json::Map<String, Value> =
            self.root.classes().into_iter().map(|c| (c.to_owned(), json!(self.root.class(c)))).collect();
        let mut value = json!({
            "root": { "macro_f1": self.root.macro_f1(), "accuracy": self.root.accuracy(), "types": classes },
            "quad": { "macro_f1": self.quad.macro_f1() },
            "binary": { "macro_f1": self.binary.macro_f1() },
            "sides": { "macro_f1": self.sides.macro_f1() },
            "answered": self.answered(),
            "pairs": self.pairs,
        });
        if errors {
            let list = self.misses.iter().map(
                |m| json!({ "line": m.line, "gold": m.gold, "answer": m.answer, "why": m.why, "sentence": m.sentence }),
            );
            value["errors"] = list.collect();
        }
        value
    }

    /// The misses as lines.
    #[must_use]
    pub fn errors(&self) -> String {
        use fmt::Write;
        let mut out = String::new();
        for m in &self.misses {
            let _ = writeln!(out, "line {}: {} read as {}: {}\n    {}", m.line, m.gold, m.answer, m.why, m.sentence);
        }
        out
    }
}

impl fmt::Display for Relations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.root)?;
        writeln!(f)?;
        for (name, value) in [
            ("types, macro-F1", self.root.macro_f1()),
            ("types, accuracy", self.root.accuracy()),
            ("quad classes, macro-F1", self.quad.macro_f1()),
            ("relation or none, macro-F1", self.binary.macro_f1()),
            ("cooperation or conflict, macro-F1", self.sides.macro_f1()),
            ("answered", self.answered()),
        ] {
            writeln!(f, "{name:34} {value:.4}")?;
        }
        writeln!(f, "{:34} {}", "pairs", self.pairs)
    }
}

fn name(root: Option<Root>) -> &'static str {
    root.map_or(NONE, Root::code)
}

fn relation(there: bool) -> &'static str {
    if there { "relation" } else { NONE }
}

fn side(quad: u8) -> &'static str {
    match quad {
        0 => NONE,
        1 | 2 => "cooperation",
        _ => "conflict",
    }
}

/// The sentence with its marks, for reading.
fn marked(pair: &Pair) -> String {
    let mut at: Vec<(usize, &str)> = Vec::new();
    for (spans, open, close) in [(&pair.actor, "[actor ", "]"), (&pair.recipient, "[recipient ", "]")] {
        at.extend(spans.iter().flat_map(|s| [(s.start, open), (s.end, close)]));
    }
    at.sort_by_key(|(place, mark)| (*place, *mark != "]"));
    let mut out = pair.sentence.clone();
    for (place, mark) in at.into_iter().rev() {
        out.insert_str(place, mark);
    }
    out
}

#[cfg(test)]
mod tests {
    use detente_record::EventType;

    use super::super::pairs::read;
    use super::*;

    #[test]
    fn scores_answers() {
        let pairs = read(
            "marked_sentence\troot\tpenta\n<s>A</s> met <t>B</t>.\tCONSULT\t1\n<s>A</s> hit <t>B</t>.\tASSAULT\t4\n\
             <s>A</s> and <t>B</t>.\tNONE\t0\n",
        )
        .unwrap();
        let choice = |root| Some(Choice { root, why: String::new() });
        let outcomes: Vec<Outcome> = pairs
            .into_iter()
            .zip([choice(Some(Root::Of(EventType::Consult))), None, choice(None)])
            .map(|(pair, choice)| Outcome { pair, choice })
            .collect();
        let score = Relations::of(&outcomes);
        assert!((score.answered() - 2.0 / 3.0).abs() < 1e-12);
        assert!((score.root.accuracy() - 2.0 / 3.0).abs() < 1e-12);
        assert_eq!(score.misses.len(), 1);
        assert_eq!(score.misses[0].sentence, "[actor A] hit [recipient B].");
        let json = score.json(false);
        for key in ["/root/macro_f1", "/root/accuracy", "/quad/macro_f1", "/binary/macro_f1", "/answered"] {
            assert!(json.pointer(key).is_some_and(Value::is_number), "{key}");
        }
    }
}
