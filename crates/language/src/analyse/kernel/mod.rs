//! The arithmetic of the network: int8 products, and float steps in a fixed order.
//!
//! Four paths, chosen when the program runs: AVX-512 with VNNI, AVX2 with VNNI, AVX2, plain Rust. All give the same bits: integer
//! sums are exact; float steps use only operations that IEEE 754 fixes to the last bit, in the same order everywhere.

mod attention;
#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod generic;
mod lanes;
mod linear;
mod portable;

#[cfg(test)]
mod tests;

pub(crate) use linear::{Linear, pack};

/// Which instructions the kernels use. The results are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Path {
    /// AVX-512 with VNNI.
    Avx512Vnni,
    /// AVX2 with VNNI.
    AvxVnni,
    /// AVX2.
    Avx2,
    /// No particular instructions.
    Portable,
}

impl Path {
    /// The paths this processor can take, the fastest first.
    #[must_use]
    pub fn available() -> Vec<Self> {
        let mut out = Vec::new();
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512vl")
                && is_x86_feature_detected!("avx512dq")
                && is_x86_feature_detected!("avx512vnni")
            {
                out.push(Self::Avx512Vnni);
            }
            if is_x86_feature_detected!("avx2") {
                if is_x86_feature_detected!("avxvnni") {
                    out.push(Self::AvxVnni);
                }
                out.push(Self::Avx2);
            }
        }
        out.push(Self::Portable);
        out
    }

    /// The fastest path of this processor.
    #[must_use]
    pub fn best() -> Self {
        Self::available()[0]
    }

    /// The name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Avx512Vnni => "AVX-512 VNNI",
            Self::AvxVnni => "AVX2 VNNI",
            Self::Avx2 => "AVX2",
            Self::Portable => "portable",
        }
    }
}

/// An int8 linear layer to be computed.
struct Gemm<'a> {
    q: &'a [u8],
    scales: &'a [f32],
    layer: &'a Linear,
    weights: &'a [i8],
    out: &'a mut [f32],
}

/// A layer normalisation with residual, and quantisation of its result.
struct Normalise<'a> {
    x: &'a mut [f32],
    y: &'a [f32],
    gain: &'a [f32],
    bias: &'a [f32],
    eps: f32,
    q: &'a mut [u8],
    scales: &'a mut [f32],
}

/// The attention of one sentence.
struct Heads<'a> {
    qkv: &'a [f32],
    dim: usize,
    keys: &'a mut [f32],
    weights: &'a mut [f32],
    out: &'a mut [f32],
}

macro_rules! paths {
    ($(fn $name:ident($($arg:ident: $type:ty),*);)*) => {
        #[cfg(target_arch = "x86_64")]
        mod with_avx512 {
            use super::*;
            $(
                #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512dq,avx512vnni")]
                pub(super) unsafe fn $name($($arg: $type),*) {
                    // SAFETY: the features are those of this function; the caller has checked the lengths.
                    unsafe { generic::$name::<std::arch::x86_64::__m512>($($arg),*) }
                }
            )*
        }
        #[cfg(target_arch = "x86_64")]
        mod with_avx2 {
            use super::*;
            $(
                #[target_feature(enable = "avx2")]
                pub(super) unsafe fn $name($($arg: $type),*) {
                    // SAFETY: the feature is that of this function; the caller has checked the lengths.
                    unsafe { generic::$name::<avx2::Halves<false>>($($arg),*) }
                }
            )*
        }
        #[cfg(target_arch = "x86_64")]
        mod with_avx_vnni {
            use super::*;
            $(
                #[target_feature(enable = "avx2,avxvnni")]
                pub(super) unsafe fn $name($($arg: $type),*) {
                    // SAFETY: the features are those of this function; the caller has checked the lengths.
                    unsafe { generic::$name::<avx2::Halves<true>>($($arg),*) }
                }
            )*
        }
        $(
            pub(super) fn $name(path: Path, $($arg: $type),*) {
                // SAFETY: a path is only chosen where `Path::available` lists it; the callers below check lengths.
                unsafe {
                    match path {
                        #[cfg(target_arch = "x86_64")]
                        Path::Avx512Vnni => with_avx512::$name($($arg),*),
                        #[cfg(target_arch = "x86_64")]
                        Path::AvxVnni => with_avx_vnni::$name($($arg),*),
                        #[cfg(target_arch = "x86_64")]
                        Path::Avx2 => with_avx2::$name($($arg),*),
                        _ => generic::$name::<portable::Plain>($($arg),*),
                    }
                }
            }
        )*
    };
}

mod run {
    use super::*;
    paths! {
        fn quantise(x: &[f32], dim: usize, q: &mut [u8], scales: &mut [f32]);
        fn normalise(n: Normalise<'_>);
        fn gemm(g: Gemm<'_>);
        fn matmul(a: &[f32], inner: usize, w: &[f32], n: usize, out: &mut [f32]);
        fn attention(h: Heads<'_>);
        fn add_row(x: &mut [f32], row: &[i8], scale: f32);
        fn embed(x: &mut [f32], word: &[i8], scale: f32, position: &[f32], case: &[f32]);
        fn add_gelu(a: &[f32], b: &[f32], out: &mut [f32]);
    }
}

impl Path {
    /// Quantises rows of `dim`: to `q` with 128 added, and each row's greatest absolute value to `scales`.
    pub(crate) fn quantise(self, x: &[f32], dim: usize, q: &mut [u8], scales: &mut [f32]) {
        assert!(dim.is_multiple_of(16) && x.len() == q.len() && x.len() == scales.len() * dim);
        run::quantise(self, x, dim, q, scales);
    }

    /// `x = LN(x + y)`, and quantises the result.
    #[expect(clippy::too_many_arguments, reason = "one step of the network and its operands")]
    pub(crate) fn normalise(
        self,
        x: &mut [f32],
        y: &[f32],
        gain: &[f32],
        bias: &[f32],
        eps: f32,
        q: &mut [u8],
        scales: &mut [f32],
    ) {
        let dim = gain.len();
        assert!(dim.is_multiple_of(16) && bias.len() == dim && x.len() == scales.len() * dim);
        assert!(y.len() == x.len() && q.len() == x.len());
        run::normalise(self, Normalise { x, y, gain, bias, eps, q, scales });
    }

    /// The int8 linear layer over quantised rows.
    pub(crate) fn gemm(self, q: &[u8], scales: &[f32], layer: &Linear, out: &mut [f32]) {
        assert!(q.len() == scales.len() * layer.inputs && out.len() == scales.len() * layer.outputs);
        run::gemm(self, Gemm { q, scales, layer, weights: layer.checked(), out });
    }

    /// `out[r][n] = sum over k of a[r][k] w[k][n]` with `inner` values of `k`; `n` is a multiple of 16.
    pub(crate) fn matmul(self, a: &[f32], inner: usize, w: &[f32], n: usize, out: &mut [f32]) {
        assert!(inner > 0 && a.len().is_multiple_of(inner) && n.is_multiple_of(16));
        assert!(w.len() == inner * n && out.len() == a.len() / inner * n);
        run::matmul(self, a, inner, w, n, out);
    }

    /// Attention over the rows of one sentence: `qkv` holds query, key and value of each.
    pub(crate) fn attention(self, qkv: &[f32], dim: usize, scratch: &mut Vec<f32>, out: &mut [f32]) {
        assert!(dim > 0 && dim.is_multiple_of(attention::HEAD) && qkv.len() == 3 * out.len());
        assert!(out.len().is_multiple_of(dim));
        if out.is_empty() {
            return;
        }
        let padded = (out.len() / dim).next_multiple_of(16);
        if scratch.len() < (attention::HEAD + 4) * padded {
            scratch.resize((attention::HEAD + 4) * padded, 0.0);
        }
        let (keys, weights) = scratch.split_at_mut(attention::HEAD * padded);
        run::attention(self, Heads { qkv, dim, keys, weights, out });
    }

    /// `x = x + scale * row`.
    pub(crate) fn add_row(self, x: &mut [f32], row: &[i8], scale: f32) {
        assert!(x.len().is_multiple_of(16) && row.len() == x.len());
        run::add_row(self, x, row, scale);
    }

    /// `x = scale * word + position + case`.
    pub(crate) fn embed(self, x: &mut [f32], word: &[i8], scale: f32, position: &[f32], case: &[f32]) {
        let dim = x.len();
        assert!(dim.is_multiple_of(16) && word.len() == dim && position.len() == dim && case.len() == dim);
        run::embed(self, x, word, scale, position, case);
    }

    /// `out = gelu(a + b)`.
    pub(crate) fn add_gelu(self, a: &[f32], b: &[f32], out: &mut [f32]) {
        assert!(out.len().is_multiple_of(16) && a.len() == out.len() && b.len() == out.len());
        run::add_gelu(self, a, b, out);
    }
}
