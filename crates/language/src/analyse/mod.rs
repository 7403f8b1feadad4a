//! The analysis of sentences: the types, and the analyser that makes them.
//!
//! [`Analyser`] runs the shipped network in plain Rust: BERT pieces, a six-layer encoder with int8 weights, and heads
//! for tags, features, lemmas, a dependency tree and entities. A sentence's analysis depends on that sentence alone,
//! to the last bit: not on its neighbours, the number of threads or the processor.

mod affix;
mod analyser;
mod encoder;
mod entity;
mod error;
mod heads;
mod kernel;
mod lemma;
mod long;
mod mend;
mod model;
mod pair;
mod pieces;
mod tree;
mod word;
mod work;

pub use analyser::{Analyser, Hidden};
pub use error::ModelError;
pub use kernel::Path as KernelPath;
pub use pair::{MarkedPair, PairScorer};
pub use word::{Analysis, EntityKind, EntitySpan, Feats, SentenceAnalysis, UnknownName, Upos, Word};
pub use work::Work;
