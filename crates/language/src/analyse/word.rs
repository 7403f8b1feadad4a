//! What the analyser says of a sentence.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;
use std::sync::Arc;

use detente_record::TextSpan;

/// A name that is none of a closed list.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name:?} is no {of}")]
pub struct UnknownName {
    /// What was given.
    pub name: String,
    /// What it should have been.
    pub of: &'static str,
}

macro_rules! names {
    ($(#[$doc:meta])* $type:ident, $of:literal, { $($(#[$vdoc:meta])* $variant:ident = $name:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $type {
            $($(#[$vdoc])* $variant,)*
        }

        impl $type {
            /// All of them, in the order of the declaration.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The name in treebanks and in the model.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl FromStr for $type {
            type Err = UnknownName;

            fn from_str(s: &str) -> Result<Self, UnknownName> {
                match s {
                    $($name => Ok(Self::$variant),)*
                    _ => Err(UnknownName { name: s.to_owned(), of: $of }),
                }
            }
        }
    };
}

names! {
    /// Part of speech, the seventeen of Universal Dependencies.
    Upos, "UPOS tag", {
        /// Adjective.
        Adj = "ADJ",
        /// Adposition.
        Adp = "ADP",
        /// Adverb.
        Adv = "ADV",
        /// Auxiliary.
        Aux = "AUX",
        /// Coordinating conjunction.
        Cconj = "CCONJ",
        /// Determiner.
        Det = "DET",
        /// Interjection.
        Intj = "INTJ",
        /// Noun.
        Noun = "NOUN",
        /// Numeral.
        Num = "NUM",
        /// Particle.
        Part = "PART",
        /// Pronoun.
        Pron = "PRON",
        /// Proper noun.
        Propn = "PROPN",
        /// Punctuation.
        Punct = "PUNCT",
        /// Subordinating conjunction.
        Sconj = "SCONJ",
        /// Symbol.
        Sym = "SYM",
        /// Verb.
        Verb = "VERB",
        /// Anything else.
        X = "X",
    }
}

names! {
    /// What an entity is, in the types of GUM.
    EntityKind, "entity type", {
        /// A person or a group of persons.
        Person = "person",
        /// A place, a country as territory included.
        Place = "place",
        /// An organization, a government or an army included.
        Organization = "organization",
        /// An event.
        Event = "event",
        /// A time or a date.
        Time = "time",
        /// A thing.
        Object = "object",
        /// Something abstract.
        Abstract = "abstract",
        /// An animal.
        Animal = "animal",
        /// A plant.
        Plant = "plant",
        /// A substance.
        Substance = "substance",
    }
}

/// Morphological features, in CoNLL-U order; cheap to clone.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Feats(Arc<str>);

impl Feats {
    /// From the sixth column of CoNLL-U; `_` and the empty string mean none.
    #[must_use]
    pub fn new(column: &str) -> Self {
        Self(Arc::from(if column.is_empty() { "_" } else { column }))
    }

    /// The value of a feature: `feats.get("Tense") == Some("Past")`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter().find_map(|(n, v)| (n == name).then_some(v))
    }

    /// Whether a feature has this value.
    #[must_use]
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.get(name) == Some(value)
    }

    /// All features as (name, value).
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.split('|').filter_map(|f| f.split_once('='))
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        &*self.0 == "_"
    }

    /// The sixth column of CoNLL-U.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Feats {
    fn default() -> Self {
        Self::new("_")
    }
}

impl fmt::Debug for Feats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Feats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A word and its place in the tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// Where it is in the cleaned text. Words do not overlap and come in order.
    pub span: TextSpan,
    /// As written.
    pub form: String,
    /// Dictionary form.
    pub lemma: String,
    /// Part of speech.
    pub upos: Upos,
    /// Penn Treebank tag.
    pub xpos: String,
    /// Morphological features.
    pub feats: Feats,
    /// Index in the sentence, from 0, of the word it depends on; `None` for the root.
    pub head: Option<usize>,
    /// Relation to the head, subtype included ("nsubj:pass", "obl:agent"); "root" for the root.
    pub deprel: String,
}

impl Word {
    /// The universal part of the relation: "nsubj" of "nsubj:pass".
    #[must_use]
    pub fn relation(&self) -> &str {
        self.deprel.split(':').next().unwrap_or_default()
    }
}

/// An entity: a run of words. Two entities may nest; they never cross.
#[derive(Clone, Debug, PartialEq)]
pub struct EntitySpan {
    /// Its words, by index in the sentence, from 0.
    pub words: Range<usize>,
    /// Where it is in the cleaned text.
    pub span: TextSpan,
    /// What it is.
    pub kind: EntityKind,
    /// Index of its syntactic head word.
    pub head: usize,
    /// Whether it is a name, not only a description.
    pub named: bool,
    /// The network's score for the span, above the model's threshold.
    pub score: f32,
}

/// What the analyser says of one sentence.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct SentenceAnalysis {
    /// The words, with the tree.
    pub words: Vec<Word>,
    /// The entities: by first word, the longer first.
    pub entities: Vec<EntitySpan>,
}

impl SentenceAnalysis {
    /// Index of the root word: the first word without a head. `None` for a sentence without words.
    #[must_use]
    pub fn root(&self) -> Option<usize> {
        self.words.iter().position(|w| w.head.is_none())
    }

    /// Indices of the words that depend directly on `word`, in order.
    pub fn children(&self, word: usize) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().filter(move |(_, w)| w.head == Some(word)).map(|(i, _)| i)
    }

    /// The text span from the first word to the last; `None` without words.
    #[must_use]
    pub fn span(&self) -> Option<TextSpan> {
        Some(self.words.first()?.span.cover(self.words.last()?.span))
    }
}

/// What the analyser says of a document, sentence by sentence, in the order of its sentences.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Analysis {
    /// One for each sentence.
    pub sentences: Vec<SentenceAnalysis>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_are_queried_by_name() {
        let feats = Feats::new("Mood=Ind|Number=Sing|Tense=Past");
        assert_eq!(feats.get("Tense"), Some("Past"));
        assert_eq!(feats.get("Tens"), None);
        assert!(feats.has("Mood", "Ind"));
        assert!(Feats::default().is_empty() && Feats::new("").iter().next().is_none());
    }

    #[test]
    fn names_round_trip() {
        for &tag in Upos::ALL {
            assert_eq!(tag.as_str().parse(), Ok(tag));
        }
        for &kind in EntityKind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(kind));
        }
        assert_eq!("FOO".parse::<Upos>().unwrap_err().to_string(), "\"FOO\" is no UPOS tag");
    }
}
