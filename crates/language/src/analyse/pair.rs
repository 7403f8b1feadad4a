//! A second network: what holds between two marked spans of a sentence.
//!
//! The sentence goes through an encoder of its own with marks around both spans; the rows of the sentence and of the two
//! marks go through a small head to the labels. It shares the analyser's pieces, word embeddings and kernels, and like
//! the analyser gives a sentence the same numbers on every processor, whatever is scored with it.

use std::fmt;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use super::Analyser;
use super::encoder::{Workspace, stack};
use super::error::ModelError;
use super::model::{Bytes, PairModel};

/// A sentence with two spans of words marked. A side that is not there is `None`.
#[derive(Clone, Debug)]
pub struct MarkedPair<'a> {
    /// The words.
    pub words: &'a [&'a str],
    /// Who acts.
    pub actor: Option<Range<usize>>,
    /// To whom.
    pub recipient: Option<Range<usize>>,
}

/// The network, ready to score. Share it between threads by reference.
pub struct PairScorer {
    model: PairModel,
    spaces: Mutex<Vec<Workspace>>,
}

impl fmt::Debug for PairScorer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PairScorer").field("version", &self.model.version).finish_non_exhaustive()
    }
}

/// Pieces of a marked sentence, with the place of each, and where the two opening marks stand.
#[derive(Debug, Default, PartialEq, Eq)]
struct Marked {
    ids: Vec<u32>,
    places: Vec<u8>,
    marks: [usize; 2],
}

/// Rows in a batch at most, unless one sentence alone has more.
const BATCH_ROWS: usize = 512;

impl PairScorer {
    /// Loads a model that is part of the program and goes with an analyser.
    ///
    /// # Errors
    /// When the bytes are no model, are damaged, or do not go with the analyser.
    pub fn from_static(bytes: &'static [u8], analyser: &Analyser) -> Result<Self, ModelError> {
        Ok(Self { model: PairModel::new(Bytes::Static(bytes), analyser.model())?, spaces: Mutex::default() })
    }

    /// Loads a model from bytes.
    ///
    /// # Errors
    /// As [`PairScorer::from_static`].
    pub fn from_bytes(bytes: Vec<u8>, analyser: &Analyser) -> Result<Self, ModelError> {
        Ok(Self { model: PairModel::new(Bytes::Owned(bytes), analyser.model())?, spaces: Mutex::default() })
    }

    /// The names of the labels, in the order of the scores.
    #[must_use]
    pub fn labels(&self) -> &[String] {
        &self.model.labels
    }

    /// The version of the model.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.model.version
    }

    /// The score (logit) of each label for each pair, in order. `analyser` must be the one it was loaded with.
    #[must_use]
    pub fn score(&self, analyser: &Analyser, pairs: &[MarkedPair<'_>]) -> Vec<Vec<f32>> {
        let marked: Vec<Marked> = pairs.iter().map(|p| self.mark(analyser, p)).collect();
        let mut out = Vec::with_capacity(pairs.len());
        let mut from = 0;
        while from < marked.len() {
            let mut rows = marked[from].ids.len();
            let mut to = from + 1;
            while to < marked.len() && rows + marked[to].ids.len() <= BATCH_ROWS {
                rows += marked[to].ids.len();
                to += 1;
            }
            out.extend(self.batch(analyser, &marked[from..to], rows));
            from = to;
        }
        out
    }

    fn batch(&self, analyser: &Analyser, batch: &[Marked], rows: usize) -> Vec<Vec<f32>> {
        let (shared, path, model) = (analyser.model(), analyser.kernel_path(), &self.model);
        let dim = shared.dim;
        let spaces = || self.spaces.lock().unwrap_or_else(PoisonError::into_inner);
        let mut ws = spaces().pop().unwrap_or_default();
        ws.fit(rows, dim);
        let places = batch.iter().flat_map(|s| s.ids.iter().zip(&s.places).enumerate());
        for ((position, (&id, &place)), x) in places.zip(ws.x.chunks_exact_mut(dim)) {
            let (row, scale) = shared.words.get(id as usize);
            let place = &model.place[usize::from(place) * dim..][..dim];
            path.embed(x, row, scale, &model.position[position * dim..][..dim], place);
        }
        ws.begin(path, &model.emb_norm, model.eps);
        let lengths: Vec<usize> = batch.iter().map(|s| s.ids.len()).collect();
        stack(&model.layers, dim, model.eps, path, &lengths, &mut ws);
        let mut joint = Vec::with_capacity(batch.len() * 3 * dim);
        let mut start = 0;
        for sentence in batch {
            for at in [0, sentence.marks[0], sentence.marks[1]] {
                joint.extend_from_slice(&ws.x[(start + at) * dim..][..dim]);
            }
            start += sentence.ids.len();
        }
        spaces().push(ws);
        let (mut q, mut scales) = (vec![0; joint.len()], vec![0.0; batch.len()]);
        path.quantise(&joint, 3 * dim, &mut q, &mut scales);
        let width = model.hidden.outputs;
        let mut hidden = vec![0.0; batch.len() * width];
        path.gemm(&q, &scales, &model.hidden, &mut hidden);
        let padded = model.out.padded;
        let mut scores = vec![0.0; batch.len() * padded];
        path.matmul(&hidden, width, &model.out.weights, padded, &mut scores);
        let one = |row: &[f32]| row.iter().zip(&model.out.bias).take(model.out.outputs).map(|(s, b)| s + b).collect();
        scores.chunks_exact(padded).map(one).collect()
    }

    /// Pieces and marks of a pair; a sentence that is too long is cut to the words about its marks.
    fn mark(&self, analyser: &Analyser, pair: &MarkedPair<'_>) -> Marked {
        let inside =
            |span: &Option<Range<usize>>| span.clone().filter(|s| s.start < s.end && s.end <= pair.words.len());
        let spans = [inside(&pair.actor), inside(&pair.recipient)];
        let whole: Vec<usize> = (0..pair.words.len()).collect();
        let mut marked = self.pieces(analyser, pair.words, &whole, &spans);
        let keep = self.model.max_pieces - 1;
        if marked.marks.iter().any(|m| *m >= keep) {
            marked = self.pieces(analyser, pair.words, &around(pair.words.len(), &spans), &spans);
        }
        if marked.marks.iter().any(|m| *m >= keep) {
            marked.marks = marked.marks.map(|m| if m < keep { m } else { 0 });
        }
        marked.ids.truncate(keep);
        marked.places.truncate(keep);
        marked.ids.push(analyser.model().vocabulary.sep);
        marked.places.push(0);
        marked
    }

    fn pieces(&self, analyser: &Analyser, words: &[&str], keep: &[usize], spans: &[Option<Range<usize>>; 2]) -> Marked {
        let vocabulary = &analyser.model().vocabulary;
        let mut out = Marked { ids: vec![vocabulary.cls], places: vec![0], marks: [0, 0] };
        let mut scratch = String::new();
        let sides = || spans.iter().zip([1u8, 2]).zip(0..2usize);
        for &at in keep {
            for ((span, place), k) in sides() {
                if span.as_ref().is_some_and(|s| s.start == at) {
                    out.marks[k] = out.ids.len();
                    out.ids.push(self.model.marks[2 * k]);
                    out.places.push(place);
                }
            }
            vocabulary.word(words[at], &mut scratch, &mut out.ids);
            let within = sides().rfind(|((s, _), _)| s.as_ref().is_some_and(|s| s.contains(&at)));
            out.places.resize(out.ids.len(), within.map_or(0, |((_, place), _)| place));
            for ((span, place), k) in sides().rev() {
                if span.as_ref().is_some_and(|s| s.end == at + 1) {
                    out.ids.push(self.model.marks[2 * k + 1]);
                    out.places.push(place);
                }
            }
        }
        out
    }
}

/// The words about the marks of a sentence that is too long.
fn around(words: usize, spans: &[Option<Range<usize>>; 2]) -> Vec<usize> {
    let starts = || spans.iter().flatten().map(|s| s.start);
    let start = starts().min().unwrap_or(0).saturating_sub(6);
    if starts().max().unwrap_or(0) <= start + 48 {
        return (start..words.min(start + 72)).collect();
    }
    let near = |at: usize| starts().any(|s| s.saturating_sub(12) <= at && at < s + 24);
    (0..words).filter(|at| near(*at)).collect()
}

#[cfg(test)]
mod tests;
