//! The type head: a trained opinion on what kind of event holds between an actor and a recipient of one sentence.
//!
//! [`TypeHead::score`] gives every label its probability for a marked pair, in the direction asked. Rules keep their
//! own opinion; who combines the two reads both. The head was trained on the labels of the relation data, which
//! know CONCEDE and RETREAT as one ([`Label::Yield`]) and count an act ahead as the word about it (a promise is AGREE,
//! a threat THREATEN, a refusal REJECT), as PLOVER does; see `training/types/README.md` and `models/CARD-types.md`.
//!
//! Cost: one pass through an encoder of the analyser's size for each pair, so ask only where it matters.

mod softmax;

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use detente_language::SentenceAnalysis;
use detente_language::analyse::{Analyser, MarkedPair, ModelError, PairScorer};
use detente_record::EventType;

/// What the head can say of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Label {
    /// A type other than CONCEDE and RETREAT.
    Type(EventType),
    /// CONCEDE or RETREAT: the data the head learnt from do not tell them apart.
    Yield,
    /// No act of the one towards the other in this direction.
    None,
}

impl Label {
    /// Whether an event of this type is what the label says.
    #[must_use]
    pub fn covers(self, event_type: EventType) -> bool {
        match self {
            Self::Type(own) => own == event_type,
            Self::Yield => matches!(event_type, EventType::Concede | EventType::Retreat),
            Self::None => false,
        }
    }

    /// Its name.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Type(event_type) => event_type.code(),
            Self::Yield => "YIELD",
            Self::None => "NONE",
        }
    }
}

impl From<EventType> for Label {
    fn from(event_type: EventType) -> Self {
        match event_type {
            EventType::Concede | EventType::Retreat => Self::Yield,
            other => Self::Type(other),
        }
    }
}

impl FromStr for Label {
    type Err = HeadError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "YIELD" => Ok(Self::Yield),
            "NONE" => Ok(Self::None),
            other => EventType::from_str(other).map(Self::Type).map_err(|_| HeadError::Label(other.to_owned())),
        }
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

/// A pair to be scored: ranges of the sentence's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Who acts, if anyone is marked.
    pub actor: Option<Range<usize>>,
    /// To whom, if anyone is marked.
    pub recipient: Option<Range<usize>>,
}

/// The labels with their probabilities, the likeliest first; they sum to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Opinion(Vec<(Label, f64)>);

impl Opinion {
    /// The labels with their probabilities, the likeliest first.
    #[must_use]
    pub fn labels(&self) -> &[(Label, f64)] {
        &self.0
    }

    /// The likeliest label and its probability.
    #[must_use]
    pub fn best(&self) -> (Label, f64) {
        self.0.first().copied().unwrap_or((Label::None, 0.0))
    }

    /// The probability of what a type stands for: for CONCEDE and for RETREAT that of [`Label::Yield`]; 0 for INFLUENCE,
    /// which the head does not know.
    #[must_use]
    pub fn of(&self, event_type: EventType) -> f64 {
        self.probability(Label::from(event_type))
    }

    /// The probability of a label.
    #[must_use]
    pub fn probability(&self, label: Label) -> f64 {
        self.0.iter().find(|(own, _)| *own == label).map_or(0.0, |(_, p)| *p)
    }
}

/// The head.
#[derive(Debug)]
pub struct TypeHead {
    scorer: PairScorer,
    labels: Vec<Label>,
}

/// Why a head cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum HeadError {
    /// The model is damaged or does not go with the analyser.
    #[error("the type model cannot be used: {0}")]
    Model(#[from] ModelError),
    /// It names a label that this program does not know.
    #[error("the type model names the type '{0}', which this program does not know")]
    Label(String),
}

impl TypeHead {
    /// The head of a model that is part of the program. It shares the analyser's pieces and word embeddings.
    ///
    /// # Errors
    /// When the model is damaged, does not go with the analyser, or names an unknown type.
    pub fn from_static(bytes: &'static [u8], analyser: &Analyser) -> Result<Self, HeadError> {
        Self::new(PairScorer::from_static(bytes, analyser)?)
    }

    /// The head of a model given as bytes.
    ///
    /// # Errors
    /// As [`TypeHead::from_static`].
    pub fn from_bytes(bytes: Vec<u8>, analyser: &Analyser) -> Result<Self, HeadError> {
        Self::new(PairScorer::from_bytes(bytes, analyser)?)
    }

    fn new(scorer: PairScorer) -> Result<Self, HeadError> {
        let labels = scorer.labels().iter().map(|l| l.parse::<Label>()).collect::<Result<Vec<Label>, HeadError>>()?;
        Ok(Self { scorer, labels })
    }

    /// What it says of pairs of an analysed sentence, in their order. The same pair gets the same numbers, whatever it is
    /// asked with and on whatever processor.
    #[must_use]
    pub fn score(&self, analyser: &Analyser, sentence: &SentenceAnalysis, pairs: &[Pair]) -> Vec<Opinion> {
        let words: Vec<&str> = sentence.words.iter().map(|w| w.form.as_str()).collect();
        self.score_words(analyser, &words, pairs)
    }

    /// As [`TypeHead::score`], from bare words.
    #[must_use]
    pub fn score_words(&self, analyser: &Analyser, words: &[&str], pairs: &[Pair]) -> Vec<Opinion> {
        let marked: Vec<MarkedPair<'_>> = pairs
            .iter()
            .map(|p| MarkedPair { words, actor: p.actor.clone(), recipient: p.recipient.clone() })
            .collect();
        self.scorer.score(analyser, &marked).iter().map(|scores| self.opinion(scores)).collect()
    }

    fn opinion(&self, scores: &[f32]) -> Opinion {
        let mut labels: Vec<(Label, f64)> = self.labels.iter().copied().zip(softmax::softmax(scores)).collect();
        labels.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Opinion(labels)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_types_or_yield_or_none() {
        for code in ["ACCUSE", "YIELD", "NONE", "COERCE"] {
            assert_eq!(code.parse::<Label>().unwrap().code(), code);
        }
        assert!("GREET".parse::<Label>().is_err());
        assert!(Label::Yield.covers(EventType::Retreat) && Label::Yield.covers(EventType::Concede));
        assert!(!Label::None.covers(EventType::Aid) && Label::from(EventType::Aid).covers(EventType::Aid));
    }

    #[test]
    fn an_opinion_answers_for_types() {
        let opinion = Opinion(vec![(Label::Yield, 0.7), (Label::Type(EventType::Aid), 0.2), (Label::None, 0.1)]);
        assert_eq!(opinion.best().0, Label::Yield);
        assert!((opinion.of(EventType::Concede) - 0.7).abs() < 1e-12);
        assert!(opinion.of(EventType::Influence).abs() < 1e-12);
    }
}
