//! The chain: raw document → document → sentences → analyses → mentions and actors → reports.
//!
//! [`Chain`] holds what every step needs and nothing else; it is shared by all threads. Documents go through in
//! chunks ([`Chain::stream`]): each chunk is cleaned, analysed and coded in parallel and comes out in the order in
//! which it went in, so memory stays flat and the output does not depend on the number of threads.

pub mod examples;
mod stream;

use detente_actors::{Catalogue, Resolver};
use detente_coding::Coder;
use detente_coding::type_head::{HeadError, TypeHead};
use detente_knowledge::Knowledge;
use detente_knowledge::image::ImageError;
use detente_language::SentenceAnalysis;
use detente_language::analyse::{Analyser, ModelError};
use detente_record::{Document, Record, Sentence, Sought};
use detente_text::{Cleaner, DuplicateIndex, RawDocument};
use rayon::prelude::*;

pub use detente_coding::type_head;
pub use detente_model::analyser as shipped_model;
pub use stream::{Outcome, Stream};

/// The language that is coded, ISO 639-3.
const CODED: &str = "eng";

/// Everything needed to turn raw documents into records.
pub struct Chain {
    cleaner: Cleaner,
    catalogue: Catalogue,
    coder: Coder<'static>,
    analyser: Analyser,
    types: TypeHead,
}

/// Why a chain cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum ChainError {
    /// The model cannot be used.
    #[error("the model that ships with the program cannot be used")]
    Model(#[from] ModelError),
    /// The type head cannot be used.
    #[error("the type head that ships with the program cannot be used")]
    Types(#[from] HeadError),
    /// The tables of actors cannot be used.
    #[error("the tables of actors cannot be used")]
    Actors(#[from] ImageError),
}

/// A document on its way through the chain.
struct Work {
    document: Document,
    sentences: Vec<Sentence>,
    analyses: Vec<SentenceAnalysis>,
}

impl Chain {
    /// The chain over the shipped knowledge and the shipped model.
    ///
    /// # Errors
    /// When the model in the program is damaged.
    pub fn shipped() -> Result<Self, ChainError> {
        Self::over(Knowledge::shipped())
    }

    /// The chain over this knowledge and the shipped model.
    ///
    /// # Errors
    /// When the model in the program is damaged, or the tables are too large.
    pub fn over(knowledge: &'static Knowledge) -> Result<Self, ChainError> {
        Self::with(knowledge, Analyser::from_static(detente_model::analyser())?)
    }

    /// The chain over this knowledge and this analyser.
    ///
    /// # Errors
    /// When the tables are too large.
    pub fn with(knowledge: &'static Knowledge, analyser: Analyser) -> Result<Self, ChainError> {
        let catalogue = Catalogue::new(knowledge)?;
        let types = TypeHead::from_static(detente_model::types(), &analyser)?;
        // The cleaner's index of names takes as long to make as all the rest.
        let (cleaner, coder) = std::thread::scope(|scope| {
            let cleaner = scope.spawn(|| Cleaner::new(catalogue.people().map(str::to_owned)));
            let coder = Coder::new(knowledge);
            (cleaner.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), coder)
        });
        Ok(Self { cleaner, catalogue, coder, analyser, types })
    }

    /// The analyser.
    #[must_use]
    pub fn analyser(&self) -> &Analyser {
        &self.analyser
    }

    /// The type head; it goes with [`Chain::analyser`].
    #[must_use]
    pub fn types(&self) -> &TypeHead {
        &self.types
    }

    /// The actors of its knowledge.
    #[must_use]
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// Resolves mentions over the knowledge of the chain.
    #[must_use]
    pub fn resolver(&self) -> Resolver<'_> {
        Resolver::new(&self.catalogue)
    }

    /// Cleans one document.
    #[must_use]
    pub fn clean(&self, raw: RawDocument) -> Document {
        self.cleaner.document(raw)
    }

    /// The record of one document.
    #[must_use]
    pub fn record(&self, raw: RawDocument) -> Record {
        let mut records = self.records(vec![raw], &mut DuplicateIndex::new());
        records.remove(0)
    }

    /// The records of a chunk of documents, in their order. `seen` recognises those that repeat an earlier one.
    #[must_use]
    pub fn records(&self, raw: Vec<RawDocument>, seen: &mut DuplicateIndex) -> Vec<Record> {
        let mut documents: Vec<Document> = raw.into_par_iter().map(|r| self.cleaner.document(r)).collect();
        for document in &mut documents {
            document.duplicate = Sought::looked(seen.check(document));
        }
        let mut work: Vec<Work> = documents
            .into_par_iter()
            .map(|document| {
                let sentences = detente_language::sentences(&document);
                Work { document, sentences, analyses: Vec::new() }
            })
            .collect();
        self.analyse(&mut work);
        work.into_par_iter().map(|w| self.code(w)).collect()
    }

    /// Analyses the sentences of a chunk together, so that sentences of one length share a batch.
    fn analyse(&self, work: &mut [Work]) {
        let coded: Vec<usize> = (0..work.len()).filter(|at| is_coded(&work[*at].document)).collect();
        let input: Vec<(&Document, &[Sentence])> =
            coded.iter().map(|at| (&work[*at].document, work[*at].sentences.as_slice())).collect();
        let analyses: Vec<_> = self.analyser.analyse_documents(&input);
        for (at, analysis) in coded.into_iter().zip(analyses) {
            work[at].analyses = analysis.sentences;
        }
    }

    fn code(&self, work: Work) -> Record {
        let Work { document, sentences, analyses } = work;
        let resolved = Resolver::new(&self.catalogue).resolve(&document, &sentences, &analyses);
        let coded = self.coder.code(&document, &sentences, &analyses, &resolved);
        let mut mentions = resolved.mentions;
        mentions.sort_by_key(|m| (m.span, m.id));
        mentions.dedup_by_key(|m| m.id);
        Record {
            document,
            sentences,
            mentions,
            actors: resolved.actors,
            reports: coded.reports,
            commitments: coded.commitments,
            assessments: coded.assessments,
            rejected: coded.rejected,
        }
    }
}

/// Whether a document is in the language that is coded, or in one that could not be told.
#[must_use]
pub fn is_coded(document: &Document) -> bool {
    document.metadata.language.found().is_none_or(|l| l.code == CODED)
}
