//! The encoder over a batch of sentences. See `training/SPEC.md`, section 2.
//!
//! The linear layers take all rows of the batch together, attention takes each sentence alone; a row's result depends
//! on its sentence only.

use std::ops::Range;

use super::affix::{self, affixes};
use super::kernel::Path;
use super::model::{Layer, Model, Norm};
use super::pieces::case_class;

/// A sentence as pieces.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pieces {
    /// The pieces, `[CLS]` and `[SEP]` included.
    pub ids: Vec<u32>,
    /// The letter-case class of each.
    pub cases: Vec<u8>,
    /// For each word, its first and its last piece.
    pub words: Vec<(usize, usize)>,
    /// For each word, the rows of its affixes; none where the model has no such table.
    pub affixes: Vec<[Option<usize>; affix::COUNT]>,
}

impl Pieces {
    pub(crate) fn new(model: &Model, words: &[&str]) -> Self {
        let vocabulary = &model.vocabulary;
        let mut out = Self {
            ids: vec![vocabulary.cls],
            cases: vec![0],
            words: Vec::with_capacity(words.len()),
            affixes: Vec::new(),
        };
        let mut scratch = String::new();
        for word in words {
            let first = out.ids.len();
            vocabulary.word(word, &mut scratch, &mut out.ids);
            out.cases.resize(out.ids.len(), case_class(word));
            out.words.push((first, out.ids.len() - 1));
        }
        if let Some(table) = &model.affixes {
            let rows = |word: &&str| affixes(word).map(|hash| hash.map(|h| h as usize % table.len()));
            out.affixes = words.iter().map(rows).collect();
        }
        out.ids.push(vocabulary.sep);
        out.cases.push(0);
        out
    }
}

/// Rows of the feed-forward step taken together: its wide rows then stay in the second-level cache.
const BLOCK: usize = 96;

/// Buffers that are used again from batch to batch.
#[derive(Default)]
pub(crate) struct Workspace {
    pub x: Vec<f32>,
    y: Vec<f32>,
    wide: Vec<f32>,
    context: Vec<f32>,
    pub q: Vec<u8>,
    wide_q: Vec<u8>,
    pub scales: Vec<f32>,
    wide_scales: Vec<f32>,
    scratch: Vec<f32>,
}

impl Workspace {
    /// Makes room for a number of rows.
    pub(crate) fn fit(&mut self, rows: usize, dim: usize) {
        for buffer in [&mut self.x, &mut self.y, &mut self.context] {
            size(buffer, rows * dim);
        }
        size(&mut self.q, rows * dim);
        size(&mut self.scales, rows);
    }

    /// Normalises and quantises the rows before the first layer.
    pub(crate) fn begin(&mut self, path: Path, norm: &Norm, eps: f32) {
        self.y.fill(0.0);
        path.normalise(&mut self.x, &self.y, &norm.gain, &norm.bias, eps, &mut self.q, &mut self.scales);
    }
}

/// Sets the length of a buffer whose contents will be overwritten.
pub(crate) fn size<T: Copy + Default>(buffer: &mut Vec<T>, len: usize) {
    buffer.resize(len, T::default());
}

/// The first `len` elements of a buffer whose contents will be overwritten; it grows, but never shrinks.
fn first<T: Copy + Default>(buffer: &mut Vec<T>, len: usize) -> &mut [T] {
    if buffer.len() < len {
        buffer.resize(len, T::default());
    }
    &mut buffer[..len]
}

/// Encodes a batch: afterwards `ws.x` holds the rows of all sentences, one after the other.
pub(crate) fn encode(model: &Model, path: Path, batch: &[&Pieces], ws: &mut Workspace) {
    let dim = model.dim;
    let rows: usize = batch.iter().map(|s| s.ids.len()).sum();
    ws.fit(rows, dim);
    let mut at = 0;
    for sentence in batch {
        let end = at + sentence.ids.len() * dim;
        embed(model, path, sentence, &mut ws.x[at..end]);
        at = end;
    }
    ws.begin(path, &model.emb_norm, model.eps);
    let lengths: Vec<usize> = batch.iter().map(|s| s.ids.len()).collect();
    stack(&model.layers, dim, model.eps, path, &lengths, ws);
}

/// Takes normalised and quantised rows through the layers; `lengths` says how many belong to each sentence.
pub(crate) fn stack(layers: &[Layer], dim: usize, eps: f32, path: Path, lengths: &[usize], ws: &mut Workspace) {
    let mut ranges: Vec<Range<usize>> = Vec::with_capacity(lengths.len());
    let mut at = 0;
    for length in lengths {
        ranges.push(at..at + length);
        at += length;
    }
    for layer in layers {
        attend(dim, eps, path, layer, &ranges, ws);
        feed_forward(dim, eps, path, layer, ws);
    }
}

/// The rows of one sentence before the first layer.
fn embed(model: &Model, path: Path, sentence: &Pieces, x: &mut [f32]) {
    let dim = model.dim;
    let mut own = vec![0.0; dim];
    let mut piece = |at: usize, own: &[f32]| {
        let (row, scale) = model.words.get(sentence.ids[at] as usize);
        let position = &model.position[at * dim..][..dim];
        path.embed(&mut x[at * dim..][..dim], row, scale, position, own);
    };
    let case = |at: usize| &model.case[usize::from(sentence.cases[at]) * dim..][..dim];
    let last = sentence.ids.len() - 1;
    piece(0, case(0));
    piece(last, case(last));
    for (i, &(first, last)) in sentence.words.iter().enumerate() {
        affix_sum(model, path, sentence, i, 0..dim, &mut own);
        for (to, case) in own.iter_mut().zip(case(first)) {
            *to += case;
        }
        for at in first..=last {
            piece(at, &own);
        }
    }
}

/// The sum of columns of the affix rows of a word.
fn affix_sum(model: &Model, path: Path, sentence: &Pieces, word: usize, columns: Range<usize>, out: &mut [f32]) {
    out.fill(0.0);
    let (Some(table), Some(rows)) = (&model.affixes, sentence.affixes.get(word)) else { return };
    for row in rows.iter().flatten() {
        let (row, scale) = table.get(*row);
        path.add_row(out, &row[columns.clone()], scale);
    }
}

fn attend(dim: usize, eps: f32, path: Path, layer: &Layer, ranges: &[Range<usize>], ws: &mut Workspace) {
    let wide = first(&mut ws.wide, ws.scales.len() * 3 * dim);
    path.gemm(&ws.q, &ws.scales, &layer.qkv, wide);
    for range in ranges {
        let qkv = &wide[range.start * 3 * dim..range.end * 3 * dim];
        path.attention(qkv, dim, &mut ws.scratch, &mut ws.context[range.start * dim..range.end * dim]);
    }
    path.quantise(&ws.context, dim, &mut ws.q, &mut ws.scales);
    path.gemm(&ws.q, &ws.scales, &layer.attn_out, &mut ws.y);
    let norm = &layer.attn_norm;
    path.normalise(&mut ws.x, &ws.y, &norm.gain, &norm.bias, eps, &mut ws.q, &mut ws.scales);
}

fn feed_forward(dim: usize, eps: f32, path: Path, layer: &Layer, ws: &mut Workspace) {
    let ffn = layer.ffn_in.outputs;
    let rows = ws.scales.len();
    for from in (0..rows).step_by(BLOCK) {
        let to = rows.min(from + BLOCK);
        let wide = first(&mut ws.wide, (to - from) * ffn);
        let wide_q = first(&mut ws.wide_q, (to - from) * ffn);
        let scales = first(&mut ws.wide_scales, to - from);
        path.gemm(&ws.q[from * dim..to * dim], &ws.scales[from..to], &layer.ffn_in, wide);
        path.quantise(wide, ffn, wide_q, scales);
        path.gemm(wide_q, scales, &layer.ffn_out, &mut ws.y[from * dim..to * dim]);
    }
    let norm = &layer.ffn_norm;
    path.normalise(&mut ws.x, &ws.y, &norm.gain, &norm.bias, eps, &mut ws.q, &mut ws.scales);
}

/// The rows of one sentence for the heads: row 0 is the root, row `w` is word `w`.
pub(crate) fn word_rows(model: &Model, path: Path, sentence: &Pieces, x: &[f32], out: &mut Vec<f32>) {
    let dim = model.dim;
    let mut own = vec![0.0; dim];
    out.extend_from_slice(&x[..dim]);
    for (i, &(first, last)) in sentence.words.iter().enumerate() {
        affix_sum(model, path, sentence, i, dim..2 * dim, &mut own);
        let (a, b) = (&x[first * dim..][..dim], &x[last * dim..][..dim]);
        out.extend(a.iter().zip(b).zip(&own).map(|((a, b), own)| 0.5 * (a + b) + own));
    }
}
