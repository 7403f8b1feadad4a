//! The heads: from word rows to decisions. See `training/SPEC.md`, sections 4 and 5.

use super::encoder::size;
use super::entity::{self, Kept};
use super::kernel::Path;
use super::model::{Model, Small};
use super::tree::tree;

/// The decisions on one sentence, as numbers into the model's lists; words count from 0, heads from 1 with 0 the root.
#[derive(Clone, Debug, Default)]
pub(crate) struct Decided {
    pub upos: Vec<usize>,
    pub xpos: Vec<usize>,
    pub feats: Vec<usize>,
    pub scripts: Vec<usize>,
    pub heads: Vec<usize>,
    pub labels: Vec<usize>,
    pub entities: Vec<DecidedEntity>,
    /// Score of each word's head.
    pub arc_scores: Vec<f32>,
    /// Score of each word's part of speech.
    pub upos_scores: Vec<f32>,
}

/// A decided entity.
#[derive(Clone, Debug)]
pub(crate) struct DecidedEntity {
    pub span: Kept,
    pub head: usize,
    pub kind: usize,
    pub named: bool,
}

/// Buffers of the heads.
#[derive(Default)]
pub(crate) struct HeadSpace {
    q: Vec<u8>,
    scales: Vec<f32>,
    all: Vec<f32>,
    tag_in: Vec<f32>,
    tags: Vec<f32>,
    a: Vec<f32>,
    b: Vec<f32>,
    c: Vec<f32>,
    d: Vec<f32>,
    joint: Vec<f32>,
    near: Vec<(usize, usize)>,
}

/// Decides a batch: `rows` holds the word rows of all sentences, `counts` the number of words of each.
pub(crate) fn decide(model: &Model, path: Path, rows: &[f32], counts: &[usize], hs: &mut HeadSpace) -> Vec<Decided> {
    let dim = model.dim;
    let total = rows.len() / dim;
    let width = model.heads.outputs;
    size(&mut hs.q, rows.len());
    size(&mut hs.scales, total);
    size(&mut hs.all, total * width);
    path.quantise(rows, dim, &mut hs.q, &mut hs.scales);
    path.gemm(&hs.q, &hs.scales, &model.heads, &mut hs.all);

    let (from, to) = model.slices.tag;
    hs.tag_in.clear();
    let mut at = 0;
    for &n in counts {
        for row in hs.all[at * width..].chunks_exact(width).skip(1).take(n) {
            hs.tag_in.extend_from_slice(&row[from..to]);
        }
        at += n + 1;
    }
    let words = hs.tag_in.len() / (to - from);
    size(&mut hs.q, hs.tag_in.len());
    size(&mut hs.scales, words);
    size(&mut hs.tags, words * model.tags.outputs);
    path.quantise(&hs.tag_in, to - from, &mut hs.q, &mut hs.scales);
    path.gemm(&hs.q, &hs.scales, &model.tags, &mut hs.tags);

    let all = std::mem::take(&mut hs.all);
    let tags = std::mem::take(&mut hs.tags);
    let (mut row, mut word) = (0, 0);
    let mut out = Vec::with_capacity(counts.len());
    for &n in counts {
        let mut decided = Decided::default();
        tag(model, &tags[word * model.tags.outputs..][..n * model.tags.outputs], &mut decided);
        let rows = Rows { all: &all[row * width..][..(n + 1) * width], width };
        if n > 0 {
            arcs(model, path, &rows, n, hs, &mut decided);
            labels(model, path, &rows, n, hs, &mut decided);
            mentions(model, path, &rows, n, hs, &mut decided);
        }
        out.push(decided);
        row += n + 1;
        word += n;
    }
    hs.all = all;
    hs.tags = tags;
    out
}

/// The outputs of the joint head layer for one sentence.
struct Rows<'a> {
    all: &'a [f32],
    width: usize,
}

impl<'a> Rows<'a> {
    fn get(&self, row: usize, slice: (usize, usize)) -> &'a [f32] {
        &self.all[row * self.width + slice.0..row * self.width + slice.1]
    }

    /// A slice of the rows, turned: `[column][row - from]`, rows padded to a multiple of 16.
    fn turned(&self, from: usize, slice: (usize, usize), out: &mut Vec<f32>) -> usize {
        let rows = self.all.len() / self.width - from;
        let padded = rows.next_multiple_of(16);
        let columns = slice.1 - slice.0;
        out.clear();
        out.resize(columns * padded, 0.0);
        for r in 0..rows {
            for (c, x) in self.get(r + from, slice).iter().enumerate() {
                out[c * padded + r] = *x;
            }
        }
        padded
    }
}

fn tag(model: &Model, tags: &[f32], out: &mut Decided) {
    let sizes = [model.upos.len(), model.xpos.len(), model.feats.len(), model.scripts.len()];
    for row in tags.chunks_exact(model.tags.outputs) {
        let mut at = 0;
        let [upos, xpos, feats, script] = sizes.map(|size| {
            let best = argmax(&row[at..at + size]);
            at += size;
            best
        });
        out.upos.push(upos);
        out.upos_scores.push(row[upos]);
        out.xpos.push(xpos);
        out.feats.push(feats);
        out.scripts.push(script);
    }
}

/// `s[d][h] = (dep[d] · u + b) · head[h]`.
fn arcs(model: &Model, path: Path, rows: &Rows<'_>, n: usize, hs: &mut HeadSpace, out: &mut Decided) {
    let slices = &model.slices;
    let inner = model.arc_b.len();
    gather(rows, n, slices.arc_dep, &mut hs.a);
    let padded = rows.turned(0, slices.arc_head, &mut hs.b);
    biaffine(path, &hs.a, &model.arc_u, &model.arc_b, &hs.b, inner, padded, &mut hs.c, &mut hs.d);
    weigh_labels(model, path, rows, n, padded, hs);
    out.heads = tree(&hs.joint, n, padded);
    out.arc_scores = out.heads.iter().enumerate().map(|(d, &h)| hs.d[d * padded + h]).collect();
}

/// How far below a word's best arc another is still weighed by its label.
const NEAR: f32 = 4.0;

/// `joint`: the arc scores, and where several heads are near each other, the log-probability of the best label under each:
/// arc and label are decided together. What is not near counts as a label of probability e⁻⁴.
fn weigh_labels(model: &Model, path: Path, rows: &Rows<'_>, n: usize, padded: usize, hs: &mut HeadSpace) {
    hs.joint.clear();
    hs.joint.extend_from_slice(&hs.d[..n * padded]);
    hs.near.clear();
    for d in 0..n {
        let scores = &mut hs.joint[d * padded..=d * padded + n];
        let others = |h: &usize| *h != d + 1;
        let best = (0..=n).filter(others).map(|h| scores[h]).fold(f32::MIN, f32::max);
        let from = hs.near.len();
        hs.near.extend((0..=n).filter(others).filter(|h| scores[*h] > best - NEAR).map(|h| (d, h)));
        if hs.near.len() == from + 1 {
            hs.near.truncate(from);
            continue;
        }
        for (h, score) in scores.iter_mut().enumerate() {
            *score -= if *score > best - NEAR && h != d + 1 { 0.0 } else { NEAR };
        }
    }
    let (dep, head) = (model.slices.lab_dep, model.slices.lab_head);
    let inner = dep.1 - dep.0;
    size(&mut hs.a, hs.near.len() * inner);
    for ((d, h), z) in hs.near.iter().zip(hs.a.chunks_exact_mut(inner)) {
        path.add_gelu(rows.get(d + 1, dep), rows.get(*h, head), z);
    }
    small(path, &model.label, &hs.a, inner, &mut hs.b);
    for ((d, h), row) in hs.near.iter().zip(hs.b.chunks_exact(model.label.padded)) {
        hs.joint[d * padded + h] += label_probability(&row[..model.label.outputs], model.root_label, *h == 0);
    }
}

/// The log-probability of the best label that an arc may have: `root` from the root and only from there. In 64 bits and by
/// a portable library, for the same bits on every machine.
fn label_probability(row: &[f32], root: usize, from_root: bool) -> f32 {
    let top = f64::from(row.iter().copied().fold(f32::MIN, f32::max));
    let sum: f64 = row.iter().map(|x| libm::exp(f64::from(*x) - top)).sum();
    let allowed = row.iter().enumerate().filter(|(label, _)| (*label == root) == from_root);
    let best = allowed.map(|(_, x)| *x).fold(f32::MIN, f32::max);
    (f64::from(best) - top - libm::log(sum)) as f32
}

/// Rows 1..=n of a slice, one after the other.
fn gather(rows: &Rows<'_>, n: usize, slice: (usize, usize), out: &mut Vec<f32>) {
    out.clear();
    for d in 1..=n {
        out.extend_from_slice(rows.get(d, slice));
    }
}

/// `out = (a · u + bias) · turned`.
#[expect(clippy::too_many_arguments, reason = "operands and buffers")]
fn biaffine(
    path: Path,
    a: &[f32],
    u: &[f32],
    bias: &[f32],
    turned: &[f32],
    inner: usize,
    padded: usize,
    middle: &mut Vec<f32>,
    out: &mut Vec<f32>,
) {
    size(middle, a.len());
    path.matmul(a, inner, u, inner, middle);
    for row in middle.chunks_exact_mut(inner) {
        for (x, b) in row.iter_mut().zip(bias) {
            *x += b;
        }
    }
    size(out, a.len() / inner * padded);
    path.matmul(middle, inner, turned, padded, out);
}

fn labels(model: &Model, path: Path, rows: &Rows<'_>, n: usize, hs: &mut HeadSpace, out: &mut Decided) {
    let (dep, head) = (model.slices.lab_dep, model.slices.lab_head);
    let inner = dep.1 - dep.0;
    size(&mut hs.a, n * inner);
    for (d, z) in hs.a.chunks_exact_mut(inner).enumerate() {
        path.add_gelu(rows.get(d + 1, dep), rows.get(out.heads[d], head), z);
    }
    small(path, &model.label, &hs.a, inner, &mut hs.b);
    for (d, row) in hs.b.chunks_exact_mut(model.label.padded).enumerate() {
        out.labels.push(if out.heads[d] == 0 {
            model.root_label
        } else {
            row[model.root_label] = f32::MIN;
            argmax(&row[..model.label.outputs])
        });
    }
}

fn small(path: Path, layer: &Small, z: &[f32], inner: usize, out: &mut Vec<f32>) {
    size(out, z.len() / inner * layer.padded);
    path.matmul(z, inner, &layer.weights, layer.padded, out);
    for row in out.chunks_exact_mut(layer.padded) {
        for (x, b) in row.iter_mut().zip(&layer.bias) {
            *x += b;
        }
    }
}

fn mentions(model: &Model, path: Path, rows: &Rows<'_>, n: usize, hs: &mut HeadSpace, out: &mut Decided) {
    let slices = &model.slices;
    let inner = model.men_first_bias.len();
    gather(rows, n, slices.men_first, &mut hs.a);
    let padded = rows.turned(1, slices.men_last, &mut hs.b);
    biaffine(path, &hs.a, &model.men_u, &model.men_last_bias, &hs.b, inner, padded, &mut hs.c, &mut hs.d);
    let mut spans = Vec::new();
    for i in 0..n {
        let first = &hs.a[i * inner..][..inner];
        let own: f32 = first.iter().zip(&model.men_first_bias).fold(0.0, |sum, (x, w)| sum + x * w) + model.men_bias;
        for (j, score) in hs.d[i * padded..][..n].iter().enumerate().skip(i) {
            let score = score + own;
            if score > model.threshold {
                spans.push(Kept { first: i, last: j, score });
            }
        }
    }
    let kept = entity::decode(spans);
    if kept.is_empty() {
        return;
    }
    let inner = slices.typ_first.1 - slices.typ_first.0;
    size(&mut hs.a, kept.len() * inner);
    size(&mut hs.b, inner);
    let ends: Vec<usize> = kept.iter().map(|k| entity::head(&out.heads, k.first, k.last)).collect();
    for ((k, &head), z) in kept.iter().zip(&ends).zip(hs.a.chunks_exact_mut(inner)) {
        let (first, last) = (rows.get(k.first + 1, slices.typ_first), rows.get(k.last + 1, slices.typ_last));
        for (b, (x, y)) in hs.b.iter_mut().zip(first.iter().zip(last)) {
            *b = x + y;
        }
        path.add_gelu(&hs.b, rows.get(head + 1, slices.typ_head), z);
    }
    small(path, &model.kind, &hs.a, inner, &mut hs.b);
    let kinds = model.kinds.len();
    for ((span, head), row) in kept.into_iter().zip(ends).zip(hs.b.chunks_exact(model.kind.padded)) {
        out.entities.push(DecidedEntity { span, head, kind: argmax(&row[..kinds]), named: row[kinds] > 0.0 });
    }
}

/// Index of the greatest, the first on ties.
fn argmax(row: &[f32]) -> usize {
    let mut best = 0;
    for (i, x) in row.iter().enumerate() {
        if *x > row[best] {
            best = i;
        }
    }
    best
}
