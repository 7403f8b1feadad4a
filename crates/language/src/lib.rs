//! Analyses text: sentences, tokens, tags, dependencies, entities.
//!
//! ```text
//! Document ──sentences──▶ Sentence ──Analyser──▶ SentenceAnalysis (Word, EntitySpan)
//! ```
//!
//! - [`segment`] and [`tokenize`] work on text alone; every offset counts bytes of the text they were given.
//! - [`analyse`] runs the shipped network: tags, features, lemmas, a dependency tree and entities.
//! - [`first_look`] is the cheap gear: whether a sentence can matter, without the network.
//! - [`conllu`] reads and writes treebanks; [`evaluate`] scores against them.

pub mod analyse;
pub mod conllu;
pub mod evaluate;
pub mod first_look;
pub mod segment;
pub mod tokenize;

pub use analyse::{Analysis, EntityKind, EntitySpan, Feats, SentenceAnalysis, Upos, Word};
pub use segment::{sentences, split};
pub use tokenize::tokens;
