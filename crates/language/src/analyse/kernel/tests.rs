//! All paths give the same bits, and the right values.

use super::super::model::Stretch;
use super::*;

/// Numbers without a pattern, from -1 to 1.
struct Numbers(u64);

impl Numbers {
    fn bits(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn float(&mut self) -> f32 {
        (self.bits() >> 40) as f32 / (1u64 << 23) as f32 - 1.0
    }

    fn floats(&mut self, n: usize, scale: f32) -> Vec<f32> {
        (0..n).map(|_| self.float() * scale).collect()
    }

    fn linear(&mut self, inputs: usize, outputs: usize) -> (Vec<i8>, Linear) {
        let weights: Vec<i8> = (0..inputs * outputs).map(|_| (self.bits() % 255) as i8).map(|w| w.max(-127)).collect();
        let padded = outputs.next_multiple_of(64);
        let pad = |mut v: Vec<f32>| {
            v.resize(padded, 0.0);
            v
        };
        let mut offset = vec![0; padded];
        for (o, row) in offset.iter_mut().zip(weights.chunks_exact(inputs)) {
            *o = 128 * row.iter().map(|&w| i32::from(w)).sum::<i32>();
        }
        let linear = Linear {
            inputs,
            outputs: padded,
            weights: Stretch::owned(pack(inputs, &weights)),
            offset,
            scale: pad(self.floats(outputs, 1e-3)),
            bias: pad(self.floats(outputs, 1.0)),
            gelu: vec![false; padded / 64],
        };
        (weights, linear)
    }
}

/// Runs `f` on every path and checks that all bits agree; returns the result.
fn same(f: impl Fn(Path) -> Vec<f32>) -> Vec<f32> {
    let expected = f(Path::Portable);
    for path in Path::available() {
        let found = f(path);
        let bits = |v: &[f32]| v.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
        assert_eq!(bits(&found), bits(&expected), "{path:?} differs");
    }
    expected
}

#[test]
fn gemm_is_exact_and_equal() {
    let mut numbers = Numbers(7);
    for (rows, inputs, outputs) in [(1, 384, 64), (6, 384, 128), (13, 1536, 70), (5, 16, 3)] {
        let (weights, mut linear) = numbers.linear(inputs, outputs);
        linear.activate(0, 64).unwrap();
        let x = numbers.floats(rows * inputs, 3.0);
        let run = |path: Path| {
            let (mut q, mut scales) = (vec![0; x.len()], vec![0.0; rows]);
            path.quantise(&x, inputs, &mut q, &mut scales);
            let mut out = vec![0.0; rows * linear.outputs];
            path.gemm(&q, &scales, &linear, &mut out);
            out.extend(q.iter().map(|&b| f32::from(b)));
            out.extend(&scales);
            out
        };
        let out = same(run);
        // One output by hand, without GELU where the panel has none.
        let (r, o) = (rows - 1, outputs - 1);
        let q = &out[rows * linear.outputs + r * inputs..][..inputs];
        let acc: i32 = q.iter().zip(&weights[o * inputs..]).map(|(&q, &w)| (q as i32 - 128) * i32::from(w)).sum();
        let scale = out[out.len() - rows + r];
        let mut y = acc as f32 * (scale / 127.0 * linear.scale[o]) + linear.bias[o];
        if o < 64 {
            y = gelu(f64::from(y)) as f32;
        }
        assert!((out[r * linear.outputs + o] - y).abs() < 1e-5, "{} {y}", out[r * linear.outputs + o]);
    }
}

/// By the series of erf.
fn gelu(z: f64) -> f64 {
    let x = (z / std::f64::consts::SQRT_2).clamp(-6.0, 6.0);
    let (mut term, mut sum) = (x, x);
    for n in 1..200 {
        term *= -x * x / f64::from(n);
        sum += term / f64::from(2 * n + 1);
    }
    0.5 * z * (1.0 + sum * std::f64::consts::FRAC_2_SQRT_PI)
}

#[test]
fn gelu_is_close() {
    let x: Vec<f32> = (-40..40).map(|i| i as f32 * 0.1).collect();
    let zero = vec![0.0; x.len()];
    let out = same(|path| {
        let mut out = vec![0.0; x.len()];
        path.add_gelu(&x, &zero, &mut out);
        out
    });
    for (x, y) in x.iter().zip(out) {
        assert!((gelu(f64::from(*x)) - f64::from(y)).abs() < 1e-6, "{x} {y}");
    }
    let far: Vec<f32> = (0..16).map(|i| [9.0, -9.0, 1e6, -1e6][i % 4]).collect();
    let out = same(|path| {
        let mut out = vec![0.0; far.len()];
        path.add_gelu(&far, &[0.0; 16], &mut out);
        out
    });
    assert!(far.iter().zip(out).all(|(x, y)| (x.max(0.0) - y).abs() < 1e-6));
}

#[test]
fn normalise_is_equal() {
    let mut numbers = Numbers(11);
    let (rows, dim) = (5, 384);
    let (x, y) = (numbers.floats(rows * dim, 2.0), numbers.floats(rows * dim, 1.0));
    let (gain, bias) = (numbers.floats(dim, 1.0), numbers.floats(dim, 1.0));
    let out = same(|path| {
        let mut x = x.clone();
        let (mut q, mut scales) = (vec![0; x.len()], vec![0.0; rows]);
        path.normalise(&mut x, &y, &gain, &bias, 1e-12, &mut q, &mut scales);
        x.extend(q.iter().map(|&b| f32::from(b)));
        x.extend(scales);
        x
    });
    let row: Vec<f64> = x.iter().zip(&y).take(dim).map(|(a, b)| f64::from(a + b)).collect();
    let mean = row.iter().sum::<f64>() / dim as f64;
    let variance = row.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / dim as f64;
    let first = (row[0] - mean) / variance.sqrt() * f64::from(gain[0]) + f64::from(bias[0]);
    assert!((f64::from(out[0]) - first).abs() < 1e-5);
}

#[test]
fn attention_is_equal_and_sums_to_one() {
    let mut numbers = Numbers(13);
    let dim = 64;
    for rows in [1, 4, 16, 17, 35] {
        let mut qkv = numbers.floats(rows * 3 * dim, 4.0);
        let out = same(|path| {
            let mut out = vec![0.0; rows * dim];
            path.attention(&qkv, dim, &mut Vec::new(), &mut out);
            out
        });
        // Against double precision, one row and head.
        let (r, head) = (rows - 1, 1);
        let at = |j: usize, part: usize, d: usize| f64::from(qkv[(3 * j + part) * dim + head * 32 + d]);
        let score = |j| (0..32).map(|d| at(r, 0, d) * at(j, 1, d)).sum::<f64>() / 32f64.sqrt();
        let weights: Vec<f64> = (0..rows).map(|j| score(j).exp()).collect();
        let total: f64 = weights.iter().sum();
        let expected: f64 = (0..rows).map(|j| weights[j] / total * at(j, 2, 5)).sum();
        assert!((f64::from(out[r * dim + head * 32 + 5]) - expected).abs() < 1e-4);
        // Where all values are one, so is the result.
        for (i, x) in qkv.iter_mut().enumerate() {
            if i / dim % 3 == 2 {
                *x = 1.0;
            }
        }
        let ones = same(|path| {
            let mut out = vec![0.0; rows * dim];
            path.attention(&qkv, dim, &mut vec![f32::NAN; 7], &mut out);
            out
        });
        assert!(ones.iter().all(|x| (x - 1.0).abs() < 1e-5));
    }
}

#[test]
fn matmul_is_equal_and_right() {
    let mut numbers = Numbers(17);
    for (rows, inner, n) in [(1, 3, 16), (7, 256, 48), (4, 8, 64)] {
        let (a, w) = (numbers.floats(rows * inner, 1.0), numbers.floats(inner * n, 1.0));
        let out = same(|path| {
            let mut out = vec![0.0; rows * n];
            path.matmul(&a, inner, &w, n, &mut out);
            out
        });
        let (r, c) = (rows - 1, n - 1);
        let expected: f64 = (0..inner).map(|k| f64::from(a[r * inner + k]) * f64::from(w[k * n + c])).sum();
        assert!((f64::from(out[r * n + c]) - expected).abs() < 1e-4);
    }
}

#[test]
fn embed_is_equal() {
    let mut numbers = Numbers(19);
    let word: Vec<i8> = (0..48).map(|_| numbers.bits() as i8).collect();
    let (position, case) = (numbers.floats(48, 1.0), numbers.floats(48, 1.0));
    same(|path| {
        let mut x = vec![0.0; 48];
        path.embed(&mut x, &word, 0.013, &position, &case);
        x
    });
}
