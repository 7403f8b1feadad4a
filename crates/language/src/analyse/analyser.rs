//! The analyser: a model and the way from words to an analysis.

use std::fmt;
use std::ops::Range;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use detente_record::{Document, Sentence, TextSpan};
use rayon::prelude::*;

use super::encoder::{Pieces, Workspace, encode, word_rows};
use super::heads::{Decided, HeadSpace, decide};
use super::kernel;
use super::lemma::Tagged;
use super::long;
use super::mend::mend;
use super::model::{Bytes, Model};
use super::{Analysis, EntitySpan, ModelError, SentenceAnalysis, Word};

/// Rows of the encoder taken together: enough to use the weights well, few enough for the caches.
const BATCH_ROWS: usize = 512;

/// The last hidden states of one sentence, for further heads.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Hidden {
    /// Length of a row.
    pub dim: usize,
    rows: Vec<f32>,
}

impl Hidden {
    /// The row that stands for the whole sentence; empty for a sentence without words.
    #[must_use]
    pub fn sentence(&self) -> &[f32] {
        self.rows.get(..self.dim).unwrap_or_default()
    }

    /// The row of a word, by index from 0.
    #[must_use]
    pub fn word(&self, index: usize) -> Option<&[f32]> {
        self.rows.get((index + 1) * self.dim..(index + 2) * self.dim)
    }

    /// Number of words.
    #[must_use]
    pub fn words(&self) -> usize {
        self.rows.len().checked_div(self.dim).unwrap_or(0).saturating_sub(1)
    }
}

/// Buffers for one batch.
#[derive(Default)]
struct Space {
    encoder: Workspace,
    heads: HeadSpace,
    rows: Vec<f32>,
}

/// A loaded model, ready to analyse. Share it between threads by reference.
pub struct Analyser {
    model: Model,
    path: kernel::Path,
    spaces: Mutex<Vec<Space>>,
}

impl fmt::Debug for Analyser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Analyser").field("name", &self.name()).field("version", &self.version()).finish_non_exhaustive()
    }
}

/// A sentence, or a part of one that is too long, as it goes through the network.
struct Part {
    sentence: usize,
    pieces: Pieces,
}

/// What the network says of a part.
pub(super) struct Outcome {
    pub decided: Decided,
    pub hidden: Hidden,
}

/// What is wanted of the network.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Want {
    Decisions,
    Hidden,
    Both,
}

impl Analyser {
    /// Loads a model file, by memory map.
    ///
    /// # Errors
    /// When the file cannot be read, is no model, is damaged, or is of another format.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, ModelError> {
        Self::new(Bytes::map(path.as_ref())?)
    }

    /// Loads a model that is part of the program.
    ///
    /// # Errors
    /// As [`Analyser::load`].
    pub fn from_static(bytes: &'static [u8]) -> Result<Self, ModelError> {
        Self::new(Bytes::Static(bytes))
    }

    /// Loads a model from bytes.
    ///
    /// # Errors
    /// As [`Analyser::load`].
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, ModelError> {
        Self::new(Bytes::Owned(bytes))
    }

    fn new(bytes: Bytes) -> Result<Self, ModelError> {
        Ok(Self { model: Model::new(bytes)?, path: kernel::Path::best(), spaces: Mutex::default() })
    }

    /// The model, for networks that share its words.
    pub(super) fn model(&self) -> &Model {
        &self.model
    }

    /// The model's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.model.name
    }

    /// The model's version.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.model.version
    }

    /// The licence the model is under.
    #[must_use]
    pub fn licence(&self) -> &str {
        &self.model.licence
    }

    /// The instructions it runs on.
    #[must_use]
    pub fn kernel_path(&self) -> kernel::Path {
        self.path
    }

    /// The same analyser on other instructions; `None` when this processor lacks them. The results are the same.
    #[must_use]
    pub fn on(self, path: kernel::Path) -> Option<Self> {
        kernel::Path::available().contains(&path).then_some(Self { path, ..self })
    }

    /// Analyses sentences given as words. The spans of the words count in the sentence's words joined by single spaces.
    ///
    /// Batches are spread over the threads of the current `rayon` pool.
    #[must_use]
    pub fn analyse(&self, sentences: &[&[&str]]) -> Vec<SentenceAnalysis> {
        let outcomes = self.run(sentences, Want::Decisions);
        sentences.iter().zip(outcomes).map(|(words, o)| self.mended(words, &joined(words), &o.decided)).collect()
    }

    /// As [`Analyser::analyse`], with the hidden states for further heads.
    #[must_use]
    pub fn analyse_hidden(&self, sentences: &[&[&str]]) -> Vec<(SentenceAnalysis, Hidden)> {
        let outcomes = self.run(sentences, Want::Both);
        let pair = |(words, o): (&&[&str], Outcome)| (self.mended(words, &joined(words), &o.decided), o.hidden);
        sentences.iter().zip(outcomes).map(pair).collect()
    }

    /// The hidden states alone.
    #[must_use]
    pub fn encode(&self, sentences: &[&[&str]]) -> Vec<Hidden> {
        self.run(sentences, Want::Hidden).into_iter().map(|o| o.hidden).collect()
    }

    /// Analyses a document's sentences. The spans of the words count in the document's cleaned text.
    #[must_use]
    pub fn analyse_document(&self, document: &Document, sentences: &[Sentence]) -> Analysis {
        self.analyse_documents(&[(document, sentences)]).pop().unwrap_or_default()
    }

    /// Analyses several documents together, which is faster than one by one and gives the same.
    #[must_use]
    pub fn analyse_documents(&self, documents: &[(&Document, &[Sentence])]) -> Vec<Analysis> {
        let words: Vec<Vec<&str>> = documents
            .iter()
            .flat_map(|(d, sentences)| sentences.iter().map(|s| s.tokens.iter().map(|t| d.slice(t.span)).collect()))
            .collect();
        let slices: Vec<&[&str]> = words.iter().map(Vec::as_slice).collect();
        let mut outcomes = slices.iter().zip(self.run(&slices, Want::Decisions));
        let mut out = Vec::with_capacity(documents.len());
        for (_, sentences) in documents {
            let one = |sentence: &Sentence| {
                let (words, outcome) = outcomes.next()?;
                let spans: Vec<TextSpan> = sentence.tokens.iter().map(|t| t.span).collect();
                Some(self.mended(words, &spans, &outcome.decided))
            };
            out.push(Analysis { sentences: sentences.iter().map_while(one).collect() });
        }
        out
    }

    /// Runs the network: for each sentence, in order, what it says.
    pub(super) fn run(&self, sentences: &[&[&str]], want: Want) -> Vec<Outcome> {
        let mut parts: Vec<Part> = Vec::with_capacity(sentences.len());
        for (sentence, words) in sentences.iter().enumerate() {
            let pieces = Pieces::new(&self.model, words);
            if words.len() <= long::WHOLE && pieces.ids.len() <= self.model.max_pieces {
                parts.push(Part { sentence, pieces });
                continue;
            }
            let counts: Vec<usize> = pieces.words.iter().map(|(first, last)| last - first + 1).collect();
            for range in long::split(words, &counts, self.model.max_pieces - 2) {
                parts.push(Part { sentence, pieces: Pieces::new(&self.model, &words[range]) });
            }
        }
        // Alike lengths together; on ties in the order given. What is batched with what changes no result.
        let mut order: Vec<usize> = (0..parts.len()).collect();
        order.sort_by_key(|&i| parts[i].pieces.ids.len());
        let batches = batches(&order, &parts);
        let run = |range: &Range<usize>| -> Vec<(usize, Outcome)> {
            let batch = &order[range.clone()];
            let inputs: Vec<&Pieces> = batch.iter().map(|&i| &parts[i].pieces).collect();
            batch.iter().copied().zip(self.batch(&inputs, want)).collect()
        };
        let done: Vec<Vec<(usize, Outcome)>> = if batches.len() > 1 && rayon::current_num_threads() > 1 {
            batches.par_iter().map(run).collect()
        } else {
            batches.iter().map(run).collect()
        };
        let mut by_part: Vec<Option<Outcome>> = Vec::new();
        by_part.resize_with(parts.len(), || None);
        for (i, outcome) in done.into_iter().flatten() {
            by_part[i] = Some(outcome);
        }
        let mut by_sentence: Vec<Vec<Outcome>> = Vec::new();
        by_sentence.resize_with(sentences.len(), Vec::new);
        for (part, outcome) in parts.iter().zip(by_part) {
            by_sentence[part.sentence].extend(outcome);
        }
        by_sentence.into_iter().map(|parts| self.join(parts)).collect()
    }

    fn join(&self, mut parts: Vec<Outcome>) -> Outcome {
        if parts.len() == 1
            && let Some(only) = parts.pop()
        {
            return only;
        }
        let dim = self.model.dim;
        let mut hidden = Hidden { dim, rows: Vec::new() };
        for (i, part) in parts.iter().enumerate() {
            let from = if i == 0 { 0 } else { dim.min(part.hidden.rows.len()) };
            hidden.rows.extend_from_slice(&part.hidden.rows[from..]);
        }
        let decided = parts.into_iter().map(|p| p.decided).collect();
        Outcome { decided: long::join(decided, self.model.join_label), hidden }
    }

    /// Runs one batch.
    fn batch(&self, inputs: &[&Pieces], want: Want) -> Vec<Outcome> {
        let spaces = || self.spaces.lock().unwrap_or_else(PoisonError::into_inner);
        let mut space = spaces().pop().unwrap_or_default();
        let dim = self.model.dim;
        encode(&self.model, self.path, inputs, &mut space.encoder);
        space.rows.clear();
        let mut at = 0;
        for pieces in inputs {
            word_rows(&self.model, self.path, pieces, &space.encoder.x[at * dim..], &mut space.rows);
            at += pieces.ids.len();
        }
        let counts: Vec<usize> = inputs.iter().map(|p| p.words.len()).collect();
        let mut decided = if want == Want::Hidden {
            Vec::new()
        } else {
            decide(&self.model, self.path, &space.rows, &counts, &mut space.heads)
        }
        .into_iter();
        let mut out = Vec::with_capacity(inputs.len());
        let mut at = 0;
        for n in counts {
            let rows = &space.rows[at * dim..(at + n + 1) * dim];
            let rows = if want == Want::Decisions { Vec::new() } else { rows.to_vec() };
            out.push(Outcome { decided: decided.next().unwrap_or_default(), hidden: Hidden { dim, rows } });
            at += n + 1;
        }
        spaces().push(space);
        out
    }

    /// The analysis, with what is known to go wrong put right.
    fn mended(&self, words: &[&str], spans: &[TextSpan], decided: &Decided) -> SentenceAnalysis {
        let mut analysis = self.assemble(words, spans, decided);
        mend(&mut analysis);
        analysis
    }

    /// Numbers to names.
    fn assemble(&self, words: &[&str], spans: &[TextSpan], decided: &Decided) -> SentenceAnalysis {
        let model = &self.model;
        let word = |(i, (form, span)): (usize, (&&str, &TextSpan))| {
            let upos = model.upos[decided.upos[i]];
            let tagged = Tagged { form, upos, xpos: &model.xpos[decided.xpos[i]] };
            Word {
                span: *span,
                form: (*form).to_owned(),
                lemma: model.lemmas.lemma(&tagged, &model.scripts[decided.scripts[i]], |w| model.vocabulary.is_word(w)),
                upos,
                xpos: model.xpos[decided.xpos[i]].clone(),
                feats: model.feats[decided.feats[i]].clone(),
                head: decided.heads[i].checked_sub(1),
                deprel: model.labels[decided.labels[i]].clone(),
            }
        };
        let entity = |e: &super::heads::DecidedEntity| EntitySpan {
            words: e.span.first..e.span.last + 1,
            span: spans[e.span.first].cover(spans[e.span.last]),
            kind: model.kinds[e.kind],
            head: e.head,
            named: e.named,
            score: e.span.score,
        };
        SentenceAnalysis {
            words: words.iter().zip(spans).enumerate().map(word).collect(),
            entities: decided.entities.iter().map(entity).collect(),
        }
    }
}

/// Ranges of `order` of at most `BATCH_ROWS` rows, or one sentence.
fn batches(order: &[usize], parts: &[Part]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let (mut from, mut rows) = (0, 0);
    for (at, &i) in order.iter().enumerate() {
        let more = parts[i].pieces.ids.len();
        if at > from && rows + more > BATCH_ROWS {
            out.push(from..at);
            (from, rows) = (at, 0);
        }
        rows += more;
    }
    if from < order.len() {
        out.push(from..order.len());
    }
    out
}

/// Spans of words joined by single spaces.
fn joined(words: &[&str]) -> Vec<TextSpan> {
    let mut at = 0;
    let place = |word: &&str| {
        let span = TextSpan::new(at, at + word.len());
        at = span.end + 1;
        span
    };
    words.iter().map(place).collect()
}

#[cfg(test)]
mod tests;
