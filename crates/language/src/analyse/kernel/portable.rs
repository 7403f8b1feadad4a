//! Sixteen numbers at a time in plain Rust.

use super::lanes::{Lanes, Pieces};

/// Sixteen `f32` in an array.
#[derive(Clone, Copy)]
pub(super) struct Plain([f32; 16]);

#[inline(always)]
fn map(a: Plain, f: impl Fn(f32) -> f32) -> Plain {
    Plain(a.0.map(f))
}

#[inline(always)]
fn zip(a: Plain, b: Plain, f: impl Fn(f32, f32) -> f32) -> Plain {
    let mut out = a.0;
    for (x, y) in out.iter_mut().zip(b.0) {
        *x = f(*x, y);
    }
    Plain(out)
}

// SAFETY of the whole implementation: only the loads and stores touch memory, at pointers the caller vouches for.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "in range")]
impl Lanes for Plain {
    type Int = [i32; 16];
    const TALL: bool = false;

    #[inline(always)]
    unsafe fn splat(x: f32) -> Self {
        Self([x; 16])
    }
    #[inline(always)]
    unsafe fn load(from: *const f32) -> Self {
        // SAFETY: the caller gives sixteen elements.
        Self(unsafe { from.cast::<[f32; 16]>().read_unaligned() })
    }
    #[inline(always)]
    unsafe fn store(self, to: *mut f32) {
        // SAFETY: the caller gives sixteen elements.
        unsafe { to.cast::<[f32; 16]>().write_unaligned(self.0) }
    }
    #[inline(always)]
    unsafe fn add(self, other: Self) -> Self {
        zip(self, other, |a, b| a + b)
    }
    #[inline(always)]
    unsafe fn sub(self, other: Self) -> Self {
        zip(self, other, |a, b| a - b)
    }
    #[inline(always)]
    unsafe fn mul(self, other: Self) -> Self {
        zip(self, other, |a, b| a * b)
    }
    #[inline(always)]
    unsafe fn div(self, other: Self) -> Self {
        zip(self, other, |a, b| a / b)
    }
    #[inline(always)]
    unsafe fn max(self, other: Self) -> Self {
        zip(self, other, |a, b| if a > b { a } else { b })
    }
    #[inline(always)]
    unsafe fn min(self, other: Self) -> Self {
        zip(self, other, |a, b| if a < b { a } else { b })
    }
    #[inline(always)]
    unsafe fn abs(self) -> Self {
        map(self, f32::abs)
    }
    #[inline(always)]
    unsafe fn round(self) -> Self {
        map(self, f32::round_ties_even)
    }
    #[inline(always)]
    unsafe fn times_two_to(self, n: Self) -> Self {
        zip(self, n, |a, n| a * f32::from_bits(((n as i32 + 127) as u32) << 23))
    }
    #[inline(always)]
    unsafe fn store_offset_bytes(self, to: *mut u8) {
        let bytes = self.0.map(|x| (x.round_ties_even() as i32 + 128) as u8);
        // SAFETY: the caller gives sixteen bytes.
        unsafe { to.cast::<[u8; 16]>().write_unaligned(bytes) }
    }
    #[inline(always)]
    unsafe fn load_bytes(from: *const i8) -> Self {
        // SAFETY: the caller gives sixteen bytes.
        Self(unsafe { from.cast::<[i8; 16]>().read_unaligned() }.map(f32::from))
    }
    #[inline(always)]
    unsafe fn piecewise(x: Self, table: &Pieces) -> Self {
        map(x, |x| {
            let i = x as i32;
            let t = x - i as f32;
            let i = (i as usize) & 31;
            let mut y = table[4][i];
            for c in [3, 2, 1, 0] {
                y = y * t + table[c][i];
            }
            y
        })
    }
    #[inline(always)]
    unsafe fn int_load(from: *const i32) -> Self::Int {
        // SAFETY: the caller gives sixteen elements.
        unsafe { from.cast::<[i32; 16]>().read_unaligned() }
    }
    #[inline(always)]
    unsafe fn int_sub(a: Self::Int, b: Self::Int) -> Self::Int {
        let mut out = a;
        for (x, y) in out.iter_mut().zip(b) {
            *x = x.wrapping_sub(y);
        }
        out
    }
    #[inline(always)]
    unsafe fn int_to_float(a: Self::Int) -> Self {
        Self(a.map(|x| x as f32))
    }
    #[inline(always)]
    unsafe fn tile<const R: usize, const C: usize>(
        a: *const u8,
        stride: usize,
        panel: *const i8,
        k4: usize,
    ) -> [[Self::Int; C]; R] {
        let mut acc = [[[0i32; 16]; C]; R];
        for k in 0..k4 {
            // SAFETY: the caller gives `R` rows of `4 * k4` bytes and a panel of `256 * k4`, `C` blocks from here.
            let weights = unsafe { panel.add(256 * k).cast::<[[[i8; 4]; 16]; C]>().read_unaligned() };
            for (r, acc) in acc.iter_mut().enumerate() {
                // SAFETY: as above.
                let x = unsafe { a.add(r * stride + 4 * k).cast::<[u8; 4]>().read_unaligned() }.map(i32::from);
                for (acc, block) in acc.iter_mut().zip(&weights) {
                    for (acc, w) in acc.iter_mut().zip(block) {
                        let w = w.map(i32::from);
                        *acc = acc.wrapping_add(x[0] * w[0] + x[1] * w[1] + x[2] * w[2] + x[3] * w[3]);
                    }
                }
            }
        }
        acc
    }
}
