//! Sixteen numbers at a time with AVX2, as two halves.
//!
//! With VNNI the byte products are one instruction (`vpdpbusd`); without it they are widened to 16 bits first
//! (`vpmaddwd`), so nothing saturates, unlike `vpmaddubsw`.

use std::arch::x86_64::*;

use super::lanes::{Lanes, Pieces};

/// Groups of four inputs that are widened at a time.
const STEP: usize = 96;

/// Sixteen `f32` in two registers; whether the processor has VNNI.
#[derive(Clone, Copy)]
pub(super) struct Halves<const VNNI: bool>(__m256, __m256);

// These are functions and not closures, since a closure does not inherit the features of the function around it, and
// the intrinsics would be called one by one. SAFETY: as below.

#[inline(always)]
unsafe fn power_of_two(n: __m256) -> __m256 {
    unsafe {
        let bits = _mm256_add_epi32(_mm256_cvtps_epi32(n), _mm256_set1_epi32(127));
        _mm256_castsi256_ps(_mm256_slli_epi32::<23>(bits))
    }
}

#[inline(always)]
unsafe fn widen(from: *const i8) -> __m256 {
    unsafe { _mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(_mm_loadl_epi64(from.cast()))) }
}

#[inline(always)]
unsafe fn piecewise(x: __m256, table: &Pieces) -> __m256 {
    unsafe {
        let i = _mm256_cvttps_epi32(x);
        let t = _mm256_sub_ps(x, _mm256_cvtepi32_ps(i));
        let i = _mm256_and_si256(i, _mm256_set1_epi32(31));
        let mut y = _mm256_i32gather_ps::<4>(table[4].as_ptr(), i);
        for c in [3, 2, 1, 0] {
            y = _mm256_add_ps(_mm256_mul_ps(y, t), _mm256_i32gather_ps::<4>(table[c].as_ptr(), i));
        }
        y
    }
}

/// The two parts of eight sums, added.
#[inline(always)]
unsafe fn add_parts(x: [__m256i; 2]) -> __m256i {
    unsafe { _mm256_permute4x64_epi64::<0b11_01_10_00>(_mm256_hadd_epi32(x[0], x[1])) }
}

// SAFETY of the whole implementation: the intrinsics need AVX2, which the caller has checked for; only the loads and
// stores touch memory, at pointers the caller vouches for.
impl<const VNNI: bool> Lanes for Halves<VNNI> {
    type Int = (__m256i, __m256i);
    const TALL: bool = false;

    #[inline(always)]
    unsafe fn splat(x: f32) -> Self {
        unsafe { Self(_mm256_set1_ps(x), _mm256_set1_ps(x)) }
    }
    #[inline(always)]
    unsafe fn load(from: *const f32) -> Self {
        unsafe { Self(_mm256_loadu_ps(from), _mm256_loadu_ps(from.add(8))) }
    }
    #[inline(always)]
    unsafe fn store(self, to: *mut f32) {
        unsafe {
            _mm256_storeu_ps(to, self.0);
            _mm256_storeu_ps(to.add(8), self.1);
        }
    }
    #[inline(always)]
    unsafe fn add(self, other: Self) -> Self {
        unsafe { Self(_mm256_add_ps(self.0, other.0), _mm256_add_ps(self.1, other.1)) }
    }
    #[inline(always)]
    unsafe fn sub(self, other: Self) -> Self {
        unsafe { Self(_mm256_sub_ps(self.0, other.0), _mm256_sub_ps(self.1, other.1)) }
    }
    #[inline(always)]
    unsafe fn mul(self, other: Self) -> Self {
        unsafe { Self(_mm256_mul_ps(self.0, other.0), _mm256_mul_ps(self.1, other.1)) }
    }
    #[inline(always)]
    unsafe fn div(self, other: Self) -> Self {
        unsafe { Self(_mm256_div_ps(self.0, other.0), _mm256_div_ps(self.1, other.1)) }
    }
    #[inline(always)]
    unsafe fn max(self, other: Self) -> Self {
        unsafe { Self(_mm256_max_ps(self.0, other.0), _mm256_max_ps(self.1, other.1)) }
    }
    #[inline(always)]
    unsafe fn min(self, other: Self) -> Self {
        unsafe { Self(_mm256_min_ps(self.0, other.0), _mm256_min_ps(self.1, other.1)) }
    }
    #[inline(always)]
    unsafe fn abs(self) -> Self {
        unsafe {
            let sign = _mm256_set1_ps(-0.0);
            Self(_mm256_andnot_ps(sign, self.0), _mm256_andnot_ps(sign, self.1))
        }
    }
    #[inline(always)]
    unsafe fn round(self) -> Self {
        const MODE: i32 = _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC;
        unsafe { Self(_mm256_round_ps::<MODE>(self.0), _mm256_round_ps::<MODE>(self.1)) }
    }
    #[inline(always)]
    unsafe fn times_two_to(self, n: Self) -> Self {
        unsafe { Self(_mm256_mul_ps(self.0, power_of_two(n.0)), _mm256_mul_ps(self.1, power_of_two(n.1))) }
    }
    #[inline(always)]
    unsafe fn store_offset_bytes(self, to: *mut u8) {
        unsafe {
            let offset = _mm256_set1_epi32(128);
            let a = _mm256_add_epi32(_mm256_cvtps_epi32(self.0), offset);
            let b = _mm256_add_epi32(_mm256_cvtps_epi32(self.1), offset);
            // 1..=255 fits; packing works within halves, so the quarters are put in order afterwards.
            let words = _mm256_permute4x64_epi64::<0b11_01_10_00>(_mm256_packus_epi32(a, b));
            let low = _mm256_castsi256_si128(words);
            let high = _mm256_extracti128_si256::<1>(words);
            _mm_storeu_si128(to.cast(), _mm_packus_epi16(low, high));
        }
    }
    #[inline(always)]
    unsafe fn load_bytes(from: *const i8) -> Self {
        unsafe { Self(widen(from), widen(from.add(8))) }
    }
    #[inline(always)]
    unsafe fn piecewise(x: Self, table: &Pieces) -> Self {
        unsafe { Self(piecewise(x.0, table), piecewise(x.1, table)) }
    }
    #[inline(always)]
    unsafe fn int_load(from: *const i32) -> Self::Int {
        unsafe { (_mm256_loadu_si256(from.cast()), _mm256_loadu_si256(from.add(8).cast())) }
    }
    #[inline(always)]
    unsafe fn int_sub(a: Self::Int, b: Self::Int) -> Self::Int {
        unsafe { (_mm256_sub_epi32(a.0, b.0), _mm256_sub_epi32(a.1, b.1)) }
    }
    #[inline(always)]
    unsafe fn int_to_float(a: Self::Int) -> Self {
        unsafe { Self(_mm256_cvtepi32_ps(a.0), _mm256_cvtepi32_ps(a.1)) }
    }
    #[inline(always)]
    unsafe fn tile<const R: usize, const C: usize>(
        a: *const u8,
        stride: usize,
        panel: *const i8,
        k4: usize,
    ) -> [[Self::Int; C]; R] {
        unsafe { if VNNI { tile_vnni(a, stride, panel, k4) } else { tile_widened(a, stride, panel, k4) } }
    }
}

// SAFETY of both: as above.

#[inline(always)]
unsafe fn tile_vnni<const R: usize, const C: usize>(
    a: *const u8,
    stride: usize,
    panel: *const i8,
    k4: usize,
) -> [[(__m256i, __m256i); C]; R] {
    unsafe {
        let zero = _mm256_setzero_si256();
        let mut out = [[(zero, zero); C]; R];
        // One block of sixteen outputs after the other: six rows of it and its weights fit into the registers.
        for c in 0..C {
            let mut acc = [[zero; 2]; R];
            for k in 0..k4 {
                let w = panel.add(256 * k + 64 * c);
                let low = _mm256_loadu_si256(w.cast());
                let high = _mm256_loadu_si256(w.add(32).cast());
                for (r, acc) in acc.iter_mut().enumerate() {
                    let x = _mm256_set1_epi32(a.add(r * stride + 4 * k).cast::<i32>().read_unaligned());
                    acc[0] = _mm256_dpbusd_avx_epi32(acc[0], x, low);
                    acc[1] = _mm256_dpbusd_avx_epi32(acc[1], x, high);
                }
            }
            for (out, acc) in out.iter_mut().zip(acc) {
                out[c] = (acc[0], acc[1]);
            }
        }
        out
    }
}

#[inline(always)]
unsafe fn tile_widened<const R: usize, const C: usize>(
    a: *const u8,
    stride: usize,
    panel: *const i8,
    k4: usize,
) -> [[(__m256i, __m256i); C]; R] {
    unsafe {
        let zero = _mm256_setzero_si256();
        // For each row and each eight outputs, the sum in two parts (inputs 0 and 1, inputs 2 and 3 of a group).
        let mut acc = [[[zero; 2]; 8]; R];
        let mut wide = [[0i16; 4 * STEP]; R];
        let mut from = 0;
        while from < k4 {
            let groups = (k4 - from).min(STEP);
            for (r, wide) in wide.iter_mut().enumerate() {
                let a = a.add(r * stride + 4 * from);
                for (i, x) in wide[..4 * groups].iter_mut().enumerate() {
                    *x = i16::from(*a.add(i));
                }
            }
            for half in 0..2 * C {
                let mut part = [[zero; 2]; R];
                for (part, acc) in part.iter_mut().zip(&acc) {
                    *part = acc[half];
                }
                for k in 0..groups {
                    let w = panel.add(256 * (from + k) + 32 * half);
                    let low = _mm256_cvtepi8_epi16(_mm_loadu_si128(w.cast()));
                    let high = _mm256_cvtepi8_epi16(_mm_loadu_si128(w.add(16).cast()));
                    for (part, wide) in part.iter_mut().zip(&wide) {
                        let x = _mm256_set1_epi64x(wide.as_ptr().add(4 * k).cast::<i64>().read_unaligned());
                        part[0] = _mm256_add_epi32(part[0], _mm256_madd_epi16(x, low));
                        part[1] = _mm256_add_epi32(part[1], _mm256_madd_epi16(x, high));
                    }
                }
                for (part, acc) in part.into_iter().zip(&mut acc) {
                    acc[half] = part;
                }
            }
            from += groups;
        }
        let mut out = [[(zero, zero); C]; R];
        for (out, acc) in out.iter_mut().zip(acc) {
            for (c, out) in out.iter_mut().enumerate() {
                *out = (add_parts(acc[2 * c]), add_parts(acc[2 * c + 1]));
            }
        }
        out
    }
}
