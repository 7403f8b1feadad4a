//! The kernels, written once over [`Lanes`].
//!
//! SAFETY of every block here: the lengths were checked by the callers in `kernel`, so all pointers stay within their
//! slices; the processor has what the implementation of [`Lanes`] needs, since a path is chosen only where it is there.

pub(super) use super::attention::attention;
use super::lanes::{Lanes, Pieces};
use super::{Gemm, Normalise};

/// `u · Φ(-u)` for `u` from 0 to 6, in 32 pieces of width 3/16; absolute error below 3e-8.
#[rustfmt::skip]
static TAIL: Pieces = [
    [
        -2.0967772e-9, 7.9806425e-2, 1.3268633e-1, 1.6137432e-1, 1.699705e-1, 1.6336003e-1, 1.4658132e-1, 1.24261916e-1,
        1.002108e-1, 7.720925e-2, 5.6993183e-2, 4.0383916e-2, 2.7505066e-2, 1.8024357e-2, 1.1372678e-2, 6.9128475e-3,
        4.049694e-3, 2.2871657e-3, 1.2456394e-3, 6.5432384e-4, 3.3156454e-4, 1.6209671e-4, 7.646392e-5, 3.480587e-5,
        1.5289485e-5, 6.481914e-6, 2.6521939e-6, 1.0474101e-6, 3.992576e-7, 1.4690191e-7, 5.217358e-8, 1.7886785e-8,
    ],
    [
        9.3750104e-2, 6.602583e-2, 4.0197592e-2, 1.7872741e-2, 1.4565987e-4, -1.2516412e-2, -2.0262323e-2, -2.3738008e-2,
        -2.3900582e-2, -2.1815838e-2, -1.8483562e-2, -1.4718902e-2, -1.109822e-2, -7.961115e-3, -5.450397e-3, -3.569438e-3,
        -2.239802e-3, -1.348343e-3, -7.7945524e-4, -4.330238e-4, -2.3132704e-4, -1.1889124e-4, -5.8811085e-5, -2.8009275e-5,
        -1.2847013e-5, -5.6763038e-6, -2.416478e-6, -9.913614e-7, -3.9199548e-7, -1.494134e-7, -5.4904742e-8, -1.9453077e-8,
    ],
    [
        -1.4026112e-2, -1.3541306e-2, -1.2157691e-2, -1.008318e-2, -7.613182e-3, -5.0689247e-3, -2.7365966e-3, -8.220999e-4,
        5.7002023e-4, 1.4327934e-3, 1.8342322e-3, 1.8855492e-3, 1.70979e-3, 1.4177614e-3, 1.0942591e-3, 7.9410116e-4,
        5.45271e-4, 3.5576723e-4, 2.2122296e-4, 1.313873e-4, 7.465397e-5, 4.0633648e-5, 2.1207725e-5, 1.0622697e-5,
        5.109768e-6, 2.361767e-6, 1.0494159e-6, 4.4844344e-7, 1.8436012e-7, 7.293824e-8, 2.777703e-8, 1.0184925e-8,
    ],
    [
        2.0151094e-6, 3.2731018e-4, 6.019589e-4, 7.87242e-4, 8.638726e-4, 8.3448057e-4, 7.2038977e-4, 5.542602e-4,
        3.712269e-4, 2.0118844e-4, 6.404651e-5, -3.156006e-5, -8.662093e-5, -1.0847052e-4, -1.07190055e-4, -9.2684364e-5,
        -7.289679e-5, -5.3151034e-5, -3.6317593e-5, -2.3414215e-5, -1.4308411e-5, -8.31509e-6, -4.6062955e-6, -2.4369351e-6,
        -1.233016e-6, -5.973465e-7, -2.7734785e-7, -1.2350986e-7, -5.278859e-8, -2.1666079e-8, -8.543354e-9, -3.2378917e-9,
    ],
    [
        8.043101e-5, 6.80799e-5, 4.6155074e-5, 1.940095e-5, -6.803213e-6, -2.7840986e-5, -4.0881325e-5, -4.526316e-5,
        -4.2229778e-5, -3.4215573e-5, -2.3990653e-5, -1.3943062e-5, -5.6634553e-6, 1.425623e-7, 3.495983e-6, 4.867594e-6,
        4.899927e-6, 4.2012375e-6, 3.2350367e-6, 2.2920033e-6, 1.5140847e-6, 9.4020555e-7, 5.5180095e-7, 3.0724203e-7,
        1.6275348e-7, 8.21965e-8, 3.964332e-8, 1.8283368e-8, 8.07199e-9, 3.4145349e-9, 1.3849515e-9, 5.3897187e-10,
    ],
];

/// `z · Φ(z)`, as `max(z, 0) - u · Φ(-u)` with `u = |z|`.
#[inline(always)]
pub(super) unsafe fn gelu<L: Lanes>(z: L) -> L {
    unsafe {
        let x = z.abs().mul(L::splat(16.0 / 3.0)).min(L::splat(31.999_99));
        z.max(L::splat(0.0)).sub(L::piecewise(x, &TAIL))
    }
}

/// `e^x` for `x <= 0`; zero below -87.
#[inline(always)]
pub(super) unsafe fn exp<L: Lanes>(x: L) -> L {
    unsafe {
        let x = x.max(L::splat(-87.0));
        let n = x.mul(L::splat(std::f32::consts::LOG2_E)).round();
        let r = x.sub(n.mul(L::splat(0.693_359_4))).sub(n.mul(L::splat(-2.121_944_4e-4)));
        let mut p = L::splat(1.987_569_1e-4);
        for c in [1.398_199_9e-3, 8.333_452e-3, 4.166_579_6e-2, 0.166_666_66, 0.500_000_06] {
            p = p.mul(r).add(L::splat(c));
        }
        p.mul(r).mul(r).add(r).add(L::splat(1.0)).times_two_to(n)
    }
}

/// Quantises one row; returns its greatest absolute value.
#[inline(always)]
pub(super) unsafe fn quantise_row<L: Lanes>(x: &[f32], q: &mut [u8]) -> f32 {
    unsafe {
        let mut most = L::splat(0.0);
        for i in (0..x.len()).step_by(16) {
            most = most.max(L::load(x.as_ptr().add(i)).abs());
        }
        let m = most.greatest();
        let inv = L::splat(if m > 0.0 { 127.0 / m } else { 0.0 });
        let (low, high) = (L::splat(-127.0), L::splat(127.0));
        for i in (0..x.len()).step_by(16) {
            let scaled = L::load(x.as_ptr().add(i)).mul(inv);
            scaled.max(low).min(high).store_offset_bytes(q.as_mut_ptr().add(i));
        }
        m
    }
}

#[inline(always)]
pub(super) unsafe fn quantise<L: Lanes>(x: &[f32], dim: usize, q: &mut [u8], scales: &mut [f32]) {
    for ((x, q), m) in x.chunks_exact(dim).zip(q.chunks_exact_mut(dim)).zip(scales) {
        *m = unsafe { quantise_row::<L>(x, q) };
    }
}

/// `x = LN(x + y)`, then quantised.
#[inline(always)]
pub(super) unsafe fn normalise<L: Lanes>(n: Normalise<'_>) {
    let dim = n.gain.len();
    #[expect(clippy::cast_precision_loss, reason = "a dimension")]
    let size = dim as f32;
    let rows = n.x.chunks_exact_mut(dim).zip(n.y.chunks_exact(dim)).zip(n.q.chunks_exact_mut(dim)).zip(n.scales);
    for (((x, y), q), m) in rows {
        unsafe {
            let mut total = L::splat(0.0);
            for i in (0..dim).step_by(16) {
                let v = L::load(x.as_ptr().add(i)).add(L::load(y.as_ptr().add(i)));
                v.store(x.as_mut_ptr().add(i));
                total = total.add(v);
            }
            let mean = L::splat(total.sum() / size);
            let mut square = L::splat(0.0);
            for i in (0..dim).step_by(16) {
                let d = L::load(x.as_ptr().add(i)).sub(mean);
                square = square.add(d.mul(d));
            }
            let scale = L::splat(1.0 / (square.sum() / size + n.eps).sqrt());
            for i in (0..dim).step_by(16) {
                let d = L::load(x.as_ptr().add(i)).sub(mean).mul(scale);
                let v = d.mul(L::load(n.gain.as_ptr().add(i))).add(L::load(n.bias.as_ptr().add(i)));
                v.store(x.as_mut_ptr().add(i));
            }
            *m = quantise_row::<L>(x, q);
        }
    }
}

/// From this many inputs on, a panel of weights outgrows the first-level cache: then tiles of twelve rows and 32 outputs
/// read each weight half as often as tiles of six rows and 64 outputs.
const WIDE: usize = 768;

/// `out = act(q · w)`, the int8 linear layer.
#[inline(always)]
pub(super) unsafe fn gemm<L: Lanes>(mut g: Gemm<'_>) {
    let rows = g.scales.len();
    for panel in 0..g.layer.panels() {
        unsafe {
            if L::TALL && g.layer.inputs >= WIDE {
                for half in 0..2 {
                    let mut row = 0;
                    while row + 12 <= rows {
                        gemm_tile::<L, 12, 2>(&mut g, panel, half * 2, row);
                        row += 12;
                    }
                    gemm_rest::<L, 2>(&mut g, panel, half * 2, row);
                }
            } else {
                gemm_rest::<L, 4>(&mut g, panel, 0, 0);
            }
        }
    }
}

/// The rows from `row` on, by six and then the rest.
#[inline(always)]
unsafe fn gemm_rest<L: Lanes, const C: usize>(g: &mut Gemm<'_>, panel: usize, block: usize, mut row: usize) {
    while row < g.scales.len() {
        let left = (g.scales.len() - row).min(6);
        unsafe {
            match left {
                1 => gemm_tile::<L, 1, C>(g, panel, block, row),
                2 => gemm_tile::<L, 2, C>(g, panel, block, row),
                3 => gemm_tile::<L, 3, C>(g, panel, block, row),
                4 => gemm_tile::<L, 4, C>(g, panel, block, row),
                5 => gemm_tile::<L, 5, C>(g, panel, block, row),
                _ => gemm_tile::<L, 6, C>(g, panel, block, row),
            }
        }
        row += left;
    }
}

#[inline(always)]
unsafe fn gemm_tile<L: Lanes, const R: usize, const C: usize>(
    g: &mut Gemm<'_>,
    panel: usize,
    block: usize,
    row: usize,
) {
    let layer = g.layer;
    unsafe {
        let weights = g.weights.as_ptr().add(panel * 64 * layer.inputs + 64 * block);
        let a = g.q.as_ptr().add(row * layer.inputs);
        let acc = L::tile::<R, C>(a, layer.inputs, weights, layer.inputs / 4);
        let activate = layer.gelu[panel];
        for (r, acc) in acc.into_iter().enumerate() {
            let factor = L::splat(*g.scales.get_unchecked(row + r) / 127.0);
            for (c, acc) in acc.into_iter().enumerate() {
                let o = panel * 64 + (block + c) * 16;
                let whole = L::int_sub(acc, L::int_load(layer.offset.as_ptr().add(o)));
                let scale = factor.mul(L::load(layer.scale.as_ptr().add(o)));
                let mut y = L::int_to_float(whole).mul(scale).add(L::load(layer.bias.as_ptr().add(o)));
                if activate {
                    y = gelu(y);
                }
                y.store(g.out.as_mut_ptr().add((row + r) * layer.outputs + o));
            }
        }
    }
}

/// `out[r][n] = sum over k of a[r][k] w[k][n]`, summed in the order of `k`; `n` a multiple of 16.
#[inline(always)]
pub(super) unsafe fn matmul<L: Lanes>(a: &[f32], inner: usize, w: &[f32], n: usize, out: &mut [f32]) {
    let rows = a.len() / inner;
    let mut row = 0;
    while row < rows {
        let left = (rows - row).min(4);
        unsafe {
            match left {
                1 => matmul_rows::<L, 1>(a, inner, w, n, out, row),
                2 => matmul_rows::<L, 2>(a, inner, w, n, out, row),
                3 => matmul_rows::<L, 3>(a, inner, w, n, out, row),
                _ => matmul_rows::<L, 4>(a, inner, w, n, out, row),
            }
        }
        row += left;
    }
}

#[inline(always)]
unsafe fn matmul_rows<L: Lanes, const R: usize>(
    a: &[f32],
    inner: usize,
    w: &[f32],
    n: usize,
    out: &mut [f32],
    row: usize,
) {
    unsafe {
        let mut column = 0;
        while column + 32 <= n {
            let mut acc = [[L::splat(0.0); 2]; R];
            for k in 0..inner {
                let w = w.as_ptr().add(k * n + column);
                let w = [L::load(w), L::load(w.add(16))];
                for (r, acc) in acc.iter_mut().enumerate() {
                    let x = L::splat(*a.get_unchecked((row + r) * inner + k));
                    acc[0] = acc[0].add(x.mul(w[0]));
                    acc[1] = acc[1].add(x.mul(w[1]));
                }
            }
            for (r, acc) in acc.into_iter().enumerate() {
                let to = out.as_mut_ptr().add((row + r) * n + column);
                acc[0].store(to);
                acc[1].store(to.add(16));
            }
            column += 32;
        }
        if column < n {
            let mut acc = [L::splat(0.0); R];
            for k in 0..inner {
                let w = L::load(w.as_ptr().add(k * n + column));
                for (r, acc) in acc.iter_mut().enumerate() {
                    *acc = acc.add(L::splat(*a.get_unchecked((row + r) * inner + k)).mul(w));
                }
            }
            for (r, acc) in acc.into_iter().enumerate() {
                acc.store(out.as_mut_ptr().add((row + r) * n + column));
            }
        }
    }
}

/// `x = x + scale * row`.
#[inline(always)]
pub(super) unsafe fn add_row<L: Lanes>(x: &mut [f32], row: &[i8], scale: f32) {
    unsafe {
        let scale = L::splat(scale);
        for i in (0..x.len()).step_by(16) {
            let v = L::load(x.as_ptr().add(i)).add(L::load_bytes(row.as_ptr().add(i)).mul(scale));
            v.store(x.as_mut_ptr().add(i));
        }
    }
}

/// `x = scale * word + position + case`.
#[inline(always)]
pub(super) unsafe fn embed<L: Lanes>(x: &mut [f32], word: &[i8], scale: f32, position: &[f32], case: &[f32]) {
    unsafe {
        let scale = L::splat(scale);
        for i in (0..x.len()).step_by(16) {
            let w = L::load_bytes(word.as_ptr().add(i)).mul(scale);
            let v = w.add(L::load(position.as_ptr().add(i))).add(L::load(case.as_ptr().add(i)));
            v.store(x.as_mut_ptr().add(i));
        }
    }
}

/// `z = gelu(a + b)` or, without `activate`, `a + b`.
#[inline(always)]
pub(super) unsafe fn add_gelu<L: Lanes>(a: &[f32], b: &[f32], out: &mut [f32]) {
    unsafe {
        for i in (0..out.len()).step_by(16) {
            let z = L::load(a.as_ptr().add(i)).add(L::load(b.as_ptr().add(i)));
            gelu(z).store(out.as_mut_ptr().add(i));
        }
    }
}
