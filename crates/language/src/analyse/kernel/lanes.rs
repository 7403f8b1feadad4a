//! Sixteen numbers at a time, the same arithmetic on every processor.
//!
//! Every operation here is one that IEEE 754 defines to the last bit (or one on integers), and nothing is contracted to
//! a fused multiply-add. So the implementations give equal bits, which the tests of `kernel` check.

/// A table of 32 pieces of quartic polynomials: `[coefficient][piece]`.
pub(super) type Pieces = [[f32; 32]; 5];

/// Sixteen `f32`.
///
/// # Safety
/// The processor must have the features the implementation is for; pointers must be valid for sixteen elements.
pub(super) trait Lanes: Copy {
    /// Sixteen `i32`.
    type Int: Copy;
    /// Whether layers with many inputs are better computed in tiles of twelve rows and two blocks than of six and four.
    const TALL: bool;

    unsafe fn splat(x: f32) -> Self;
    unsafe fn load(from: *const f32) -> Self;
    unsafe fn store(self, to: *mut f32);
    unsafe fn add(self, other: Self) -> Self;
    unsafe fn sub(self, other: Self) -> Self;
    unsafe fn mul(self, other: Self) -> Self;
    unsafe fn div(self, other: Self) -> Self;
    /// The greater; arguments are never NaN.
    unsafe fn max(self, other: Self) -> Self;
    /// The smaller; arguments are never NaN.
    unsafe fn min(self, other: Self) -> Self;
    unsafe fn abs(self) -> Self;
    /// To the nearest integer, ties to even.
    unsafe fn round(self) -> Self;
    /// `self * 2^n`, for whole `n` from -126 to 127, by adding to the exponent of 1.
    unsafe fn times_two_to(self, n: Self) -> Self;
    /// To the nearest integer (ties to even), 128 more, as bytes: for values within -127..=127.
    unsafe fn store_offset_bytes(self, to: *mut u8);
    /// From sixteen `i8`.
    unsafe fn load_bytes(from: *const i8) -> Self;
    /// The value of the piecewise polynomial: `x` from 0 up to but not including 32 selects piece `floor(x)`, and the
    /// polynomial is evaluated at `x - floor(x)`.
    unsafe fn piecewise(x: Self, table: &Pieces) -> Self;

    unsafe fn int_load(from: *const i32) -> Self::Int;
    unsafe fn int_sub(a: Self::Int, b: Self::Int) -> Self::Int;
    unsafe fn int_to_float(a: Self::Int) -> Self;
    /// Products of `R` rows of `a` (bytes, `stride` apart) with `C` blocks of sixteen outputs of a panel of packed
    /// weights (256 bytes for each of `k4` groups of four inputs; `panel` points to the first block): exact sums.
    unsafe fn tile<const R: usize, const C: usize>(
        a: *const u8,
        stride: usize,
        panel: *const i8,
        k4: usize,
    ) -> [[Self::Int; C]; R];

    /// The sum of the lanes: lane `i` and lane `i + 8`, then `i + 4`, `i + 2`, `i + 1`.
    #[inline(always)]
    unsafe fn sum(self) -> f32 {
        let mut v = [0f32; 16];
        // SAFETY: `v` holds sixteen; features by the caller's contract.
        unsafe { self.store(v.as_mut_ptr()) };
        for width in [8, 4, 2, 1] {
            for i in 0..width {
                v[i] += v[i + width];
            }
        }
        v[0]
    }

    /// The greatest of the lanes.
    #[inline(always)]
    unsafe fn greatest(self) -> f32 {
        let mut v = [0f32; 16];
        // SAFETY: `v` holds sixteen; features by the caller's contract.
        unsafe { self.store(v.as_mut_ptr()) };
        for width in [8, 4, 2, 1] {
            for i in 0..width {
                v[i] = if v[i] > v[i + width] { v[i] } else { v[i + width] };
            }
        }
        v[0]
    }
}
