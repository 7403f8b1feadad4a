//! Derivations: why a thing is in the record, as a tree.

use crate::span::TextSpan;

/// One step of reasoning and the steps below it.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Derivation {
    /// The step in words: "type THREATEN", "actor by subject".
    pub step: String,
    /// The rule, by its stable name.
    pub rule: Option<String>,
    /// The knowledge entry, as `file:line`.
    pub entry: Option<String>,
    /// The text it rests on.
    pub span: Option<TextSpan>,
    /// A model's score, where one was asked.
    pub score: Option<f32>,
    /// What it was built from.
    pub parts: Vec<Derivation>,
}

impl Derivation {
    /// A step in words.
    #[must_use]
    pub fn step(step: impl Into<String>) -> Self {
        Self { step: step.into(), ..Self::default() }
    }

    /// Names the rule.
    #[must_use]
    pub fn rule(mut self, rule: impl Into<String>) -> Self {
        self.rule = Some(rule.into());
        self
    }

    /// Names the knowledge entry.
    #[must_use]
    pub fn entry(mut self, entry: impl Into<String>) -> Self {
        self.entry = Some(entry.into());
        self
    }

    /// Names the text.
    #[must_use]
    pub fn at(mut self, span: TextSpan) -> Self {
        self.span = Some(span);
        self
    }

    /// Adds a part.
    #[must_use]
    pub fn with(mut self, part: Self) -> Self {
        self.parts.push(part);
        self
    }
}
