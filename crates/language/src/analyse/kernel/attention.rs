//! Attention, written once over [`Lanes`].
//!
//! SAFETY of every block here: as in `generic`.

use super::Heads;
use super::generic::exp;
use super::lanes::Lanes;

/// Attention of all heads over the rows of one sentence.
#[inline(always)]
pub(super) unsafe fn attention<L: Lanes>(h: Heads<'_>) {
    let rows = h.qkv.len() / (3 * h.dim);
    let padded = rows.next_multiple_of(16);
    for head in 0..h.dim / HEAD {
        for j in 0..rows {
            let key = &h.qkv[(3 * j + 1) * h.dim + head * HEAD..][..HEAD];
            for (d, x) in key.iter().enumerate() {
                h.keys[d * padded + j] = *x;
            }
        }
        for d in 0..HEAD {
            h.keys[d * padded + rows..(d + 1) * padded].fill(0.0);
        }
        let mut row = 0;
        while row < rows {
            let left = (rows - row).min(4);
            unsafe {
                match left {
                    1 => attention_rows::<L, 1>(&mut *h.keys, &mut *h.weights, h.qkv, h.dim, head, row, h.out),
                    2 => attention_rows::<L, 2>(&mut *h.keys, &mut *h.weights, h.qkv, h.dim, head, row, h.out),
                    3 => attention_rows::<L, 3>(&mut *h.keys, &mut *h.weights, h.qkv, h.dim, head, row, h.out),
                    _ => attention_rows::<L, 4>(&mut *h.keys, &mut *h.weights, h.qkv, h.dim, head, row, h.out),
                }
            }
            row += left;
        }
    }
}

/// Dimensions of one attention head.
pub(super) const HEAD: usize = 32;

/// Sixteen ones, sixteen zeros: from `16 - n`, a mask of the first `n` lanes.
static INSIDE: [f32; 32] = {
    let mut mask = [0.0; 32];
    let mut i = 0;
    while i < 16 {
        mask[i] = 1.0;
        i += 1;
    }
    mask
};

/// Products of `R` queries, `stride` apart, with `16 * C` keys (turned, `padded` apart), in the order of dimensions.
#[inline(always)]
unsafe fn scores<L: Lanes, const R: usize, const C: usize>(
    keys: *const f32,
    padded: usize,
    query: *const f32,
    stride: usize,
) -> [[L; C]; R] {
    unsafe {
        let mut acc = [[L::splat(0.0); C]; R];
        for d in 0..HEAD {
            let mut k = [L::splat(0.0); C];
            for (c, k) in k.iter_mut().enumerate() {
                *k = L::load(keys.add(d * padded + 16 * c));
            }
            for (r, acc) in acc.iter_mut().enumerate() {
                let q = L::splat(*query.add(r * stride + d));
                for (acc, k) in acc.iter_mut().zip(k) {
                    *acc = acc.add(q.mul(k));
                }
            }
        }
        acc
    }
}

#[inline(always)]
unsafe fn attention_rows<L: Lanes, const R: usize>(
    keys: &mut [f32],
    weights: &mut [f32],
    qkv: &[f32],
    dim: usize,
    head: usize,
    row: usize,
    out: &mut [f32],
) {
    let rows = qkv.len() / (3 * dim);
    let padded = rows.next_multiple_of(16);
    unsafe {
        let query = |r: usize| qkv.as_ptr().add(3 * (row + r) * dim + head * HEAD);
        let scale = L::splat(0.176_776_7); // 1 / sqrt(32)
        let mut j = 0;
        while j + 32 <= padded {
            let acc = scores::<L, R, 2>(keys.as_ptr().add(j), padded, query(0), 3 * dim);
            for (r, acc) in acc.into_iter().enumerate() {
                let to = weights.as_mut_ptr().add(r * padded + j);
                acc[0].mul(scale).store(to);
                acc[1].mul(scale).store(to.add(16));
            }
            j += 32;
        }
        if j < padded {
            let acc = scores::<L, R, 1>(keys.as_ptr().add(j), padded, query(0), 3 * dim);
            for (r, [acc]) in acc.into_iter().enumerate() {
                acc.mul(scale).store(weights.as_mut_ptr().add(r * padded + j));
            }
        }
        let mut total = [0f32; R];
        for (r, total) in total.iter_mut().enumerate() {
            let weights = &mut weights[r * padded..(r + 1) * padded];
            weights[rows..].fill(f32::MIN);
            let mut most = L::load(weights.as_ptr());
            for j in (16..padded).step_by(16) {
                most = most.max(L::load(weights.as_ptr().add(j)));
            }
            let most = L::splat(most.greatest());
            let mut lanes = L::splat(0.0);
            for j in (0..padded).step_by(16) {
                let mut e = exp(L::load(weights.as_ptr().add(j)).sub(most));
                if j + 16 > rows {
                    // Beyond the sentence: nothing at all.
                    e = e.mul(L::load(INSIDE.as_ptr().add(16 - (rows - j))));
                }
                e.store(weights.as_mut_ptr().add(j));
                lanes = lanes.add(e);
            }
            *total = lanes.sum();
        }
        let mut acc = [[L::splat(0.0); 2]; R];
        for j in 0..rows {
            let v = qkv.as_ptr().add((3 * j + 2) * dim + head * HEAD);
            let v = [L::load(v), L::load(v.add(16))];
            for (r, acc) in acc.iter_mut().enumerate() {
                let w = L::splat(*weights.get_unchecked(r * padded + j));
                acc[0] = acc[0].add(w.mul(v[0]));
                acc[1] = acc[1].add(w.mul(v[1]));
            }
        }
        for (r, acc) in acc.into_iter().enumerate() {
            let to = out.as_mut_ptr().add((row + r) * dim + head * HEAD);
            let total = L::splat(total[r]);
            acc[0].div(total).store(to);
            acc[1].div(total).store(to.add(16));
        }
    }
}
