//! The encoder over a batch of sentences. See `training/SPEC.md`, section 2.
//!
//! The linear layers take all rows of the batch together, attention takes each sentence alone; a row's result depends
//! on its sentence only.

use std::ops::Range;

use super::kernel::Path;
use super::model::{Layer, Model};
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
}

impl Pieces {
    pub(crate) fn new(model: &Model, words: &[&str]) -> Self {
        let vocabulary = &model.vocabulary;
        let mut out = Self { ids: vec![vocabulary.cls], cases: vec![0], words: Vec::with_capacity(words.len()) };
        let mut scratch = String::new();
        for word in words {
            let first = out.ids.len();
            vocabulary.word(word, &mut scratch, &mut out.ids);
            out.cases.resize(out.ids.len(), case_class(word));
            out.words.push((first, out.ids.len() - 1));
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
    size(&mut ws.x, rows * dim);
    size(&mut ws.y, rows * dim);
    size(&mut ws.q, rows * dim);
    size(&mut ws.scales, rows);
    size(&mut ws.context, rows * dim);
    let places = batch.iter().flat_map(|s| s.ids.iter().zip(&s.cases).enumerate());
    for ((position, (&id, &case)), x) in places.zip(ws.x.chunks_exact_mut(dim)) {
        let (id, case) = (id as usize, usize::from(case));
        let position = &model.position[position * dim..][..dim];
        path.embed(x, model.word(id), model.word_scale[id], position, &model.case[case * dim..][..dim]);
    }
    ws.y.fill(0.0);
    let norm = &model.emb_norm;
    path.normalise(&mut ws.x, &ws.y, &norm.gain, &norm.bias, model.eps, &mut ws.q, &mut ws.scales);
    let mut ranges: Vec<Range<usize>> = Vec::with_capacity(batch.len());
    let mut at = 0;
    for sentence in batch {
        ranges.push(at..at + sentence.ids.len());
        at += sentence.ids.len();
    }
    for layer in &model.layers {
        attend(model, path, layer, &ranges, ws);
        feed_forward(model, path, layer, ws);
    }
}

fn attend(model: &Model, path: Path, layer: &Layer, ranges: &[Range<usize>], ws: &mut Workspace) {
    let dim = model.dim;
    let wide = first(&mut ws.wide, ws.scales.len() * 3 * dim);
    path.gemm(&ws.q, &ws.scales, &layer.qkv, wide);
    for range in ranges {
        let qkv = &wide[range.start * 3 * dim..range.end * 3 * dim];
        path.attention(qkv, dim, &mut ws.scratch, &mut ws.context[range.start * dim..range.end * dim]);
    }
    path.quantise(&ws.context, dim, &mut ws.q, &mut ws.scales);
    path.gemm(&ws.q, &ws.scales, &layer.attn_out, &mut ws.y);
    let norm = &layer.attn_norm;
    path.normalise(&mut ws.x, &ws.y, &norm.gain, &norm.bias, model.eps, &mut ws.q, &mut ws.scales);
}

fn feed_forward(model: &Model, path: Path, layer: &Layer, ws: &mut Workspace) {
    let (dim, ffn) = (model.dim, layer.ffn_in.outputs);
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
    path.normalise(&mut ws.x, &ws.y, &norm.gain, &norm.bias, model.eps, &mut ws.q, &mut ws.scales);
}

/// The rows of one sentence for the heads: row 0 is the root, row `w` is word `w`.
pub(crate) fn word_rows(model: &Model, sentence: &Pieces, x: &[f32], out: &mut Vec<f32>) {
    let dim = model.dim;
    out.extend_from_slice(&x[..dim]);
    for &(first, last) in &sentence.words {
        let (a, b) = (&x[first * dim..][..dim], &x[last * dim..][..dim]);
        out.extend(a.iter().zip(b).map(|(a, b)| 0.5 * (a + b)));
    }
}
