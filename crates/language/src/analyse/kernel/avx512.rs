//! Sixteen numbers at a time with AVX-512 and its byte dot product (VNNI).

use std::arch::x86_64::*;

use super::lanes::{Lanes, Pieces};

/// The entries of a table at sixteen places. SAFETY: as below.
#[inline(always)]
unsafe fn pick(table: &[f32; 32], i: __m512i) -> __m512 {
    unsafe {
        let from = table.as_ptr();
        _mm512_permutex2var_ps(_mm512_loadu_ps(from), i, _mm512_loadu_ps(from.add(16)))
    }
}

// SAFETY of the whole implementation: the intrinsics need AVX-512 F, BW, VL, DQ and VNNI, which the caller has checked
// for; only the loads and stores touch memory, at pointers the caller vouches for.
impl Lanes for __m512 {
    type Int = __m512i;
    const TALL: bool = true;

    #[inline(always)]
    unsafe fn splat(x: f32) -> Self {
        unsafe { _mm512_set1_ps(x) }
    }
    #[inline(always)]
    unsafe fn load(from: *const f32) -> Self {
        unsafe { _mm512_loadu_ps(from) }
    }
    #[inline(always)]
    unsafe fn store(self, to: *mut f32) {
        unsafe { _mm512_storeu_ps(to, self) }
    }
    #[inline(always)]
    unsafe fn add(self, other: Self) -> Self {
        unsafe { _mm512_add_ps(self, other) }
    }
    #[inline(always)]
    unsafe fn sub(self, other: Self) -> Self {
        unsafe { _mm512_sub_ps(self, other) }
    }
    #[inline(always)]
    unsafe fn mul(self, other: Self) -> Self {
        unsafe { _mm512_mul_ps(self, other) }
    }
    #[inline(always)]
    unsafe fn div(self, other: Self) -> Self {
        unsafe { _mm512_div_ps(self, other) }
    }
    #[inline(always)]
    unsafe fn max(self, other: Self) -> Self {
        unsafe { _mm512_max_ps(self, other) }
    }
    #[inline(always)]
    unsafe fn min(self, other: Self) -> Self {
        unsafe { _mm512_min_ps(self, other) }
    }
    #[inline(always)]
    unsafe fn abs(self) -> Self {
        unsafe { _mm512_abs_ps(self) }
    }
    #[inline(always)]
    unsafe fn round(self) -> Self {
        unsafe { _mm512_roundscale_ps::<{ _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC }>(self) }
    }
    #[inline(always)]
    unsafe fn times_two_to(self, n: Self) -> Self {
        unsafe {
            let bits = _mm512_slli_epi32::<23>(_mm512_add_epi32(_mm512_cvtps_epi32(n), _mm512_set1_epi32(127)));
            _mm512_mul_ps(self, _mm512_castsi512_ps(bits))
        }
    }
    #[inline(always)]
    unsafe fn store_offset_bytes(self, to: *mut u8) {
        unsafe {
            let whole = _mm512_add_epi32(_mm512_cvtps_epi32(self), _mm512_set1_epi32(128));
            _mm_storeu_si128(to.cast(), _mm512_cvtepi32_epi8(whole));
        }
    }
    #[inline(always)]
    unsafe fn load_bytes(from: *const i8) -> Self {
        unsafe { _mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(_mm_loadu_si128(from.cast()))) }
    }
    #[inline(always)]
    unsafe fn piecewise(x: Self, table: &Pieces) -> Self {
        unsafe {
            let i = _mm512_cvttps_epi32(x);
            let t = _mm512_sub_ps(x, _mm512_cvtepi32_ps(i));
            let mut y = pick(&table[4], i);
            for c in [3, 2, 1, 0] {
                y = _mm512_add_ps(_mm512_mul_ps(y, t), pick(&table[c], i));
            }
            y
        }
    }
    #[inline(always)]
    unsafe fn int_load(from: *const i32) -> Self::Int {
        unsafe { _mm512_loadu_si512(from.cast()) }
    }
    #[inline(always)]
    unsafe fn int_sub(a: Self::Int, b: Self::Int) -> Self::Int {
        unsafe { _mm512_sub_epi32(a, b) }
    }
    #[inline(always)]
    unsafe fn int_to_float(a: Self::Int) -> Self {
        unsafe { _mm512_cvtepi32_ps(a) }
    }
    #[inline(always)]
    unsafe fn tile<const R: usize, const C: usize>(
        a: *const u8,
        stride: usize,
        panel: *const i8,
        k4: usize,
    ) -> [[Self::Int; C]; R] {
        unsafe {
            let mut acc = [[_mm512_setzero_si512(); C]; R];
            for k in 0..k4 {
                let w = panel.add(256 * k);
                let mut weights = [_mm512_setzero_si512(); C];
                for (c, weights) in weights.iter_mut().enumerate() {
                    *weights = _mm512_loadu_si512(w.add(64 * c).cast());
                }
                for (r, acc) in acc.iter_mut().enumerate() {
                    let x = _mm512_set1_epi32(a.add(r * stride + 4 * k).cast::<i32>().read_unaligned());
                    for (acc, w) in acc.iter_mut().zip(weights) {
                        *acc = _mm512_dpbusd_epi32(*acc, x, w);
                    }
                }
            }
            acc
        }
    }
    #[inline(always)]
    unsafe fn sum(self) -> f32 {
        unsafe {
            let x = _mm256_add_ps(_mm512_castps512_ps256(self), _mm512_extractf32x8_ps::<1>(self));
            let x = _mm_add_ps(_mm256_castps256_ps128(x), _mm256_extractf128_ps::<1>(x));
            let x = _mm_add_ps(x, _mm_movehl_ps(x, x));
            _mm_cvtss_f32(_mm_add_ss(x, _mm_shuffle_ps::<1>(x, x)))
        }
    }
    #[inline(always)]
    unsafe fn greatest(self) -> f32 {
        unsafe {
            let x = _mm256_max_ps(_mm512_castps512_ps256(self), _mm512_extractf32x8_ps::<1>(self));
            let x = _mm_max_ps(_mm256_castps256_ps128(x), _mm256_extractf128_ps::<1>(x));
            let x = _mm_max_ps(x, _mm_movehl_ps(x, x));
            _mm_cvtss_f32(_mm_max_ss(x, _mm_shuffle_ps::<1>(x, x)))
        }
    }
}
