//! How much arithmetic an analysis takes, and how fast a core can do it: the two sides of a roofline.

use std::time::{Duration, Instant};

use super::analyser::Analyser;
use super::encoder::Pieces;
use super::kernel::{Linear, Path, pack};
use super::model::{Model, Stretch};

/// Multiply-adds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Words.
    pub words: u64,
    /// Pieces, with those that frame a sentence.
    pub pieces: u64,
    /// Of 8-bit integers: the linear layers.
    pub int8: u64,
    /// Of floats: attention, scores of pairs of words.
    pub float: u64,
}

impl Work {
    fn add_sentence(&mut self, model: &Model, pieces: &Pieces) {
        let (p, n) = (pieces.ids.len() as u64, pieces.words.len() as u64);
        let product = |l: &Linear| (l.inputs * l.outputs) as u64;
        self.words += n;
        self.pieces += p;
        for layer in &model.layers {
            let all = [&layer.qkv, &layer.attn_out, &layer.ffn_in, &layer.ffn_out];
            self.int8 += p * all.into_iter().map(product).sum::<u64>();
            self.float += 2 * p * p * model.dim as u64;
        }
        self.int8 += (n + 1) * product(&model.heads) + n * product(&model.tags);
        let (arc, mention) = (model.arc_b.len() as u64, model.men_first_bias.len() as u64);
        self.float += n * arc * (arc + n + 1) + n * mention * (mention + n);
        self.float += n * model.label.weights.len() as u64;
    }
}

impl Analyser {
    /// The arithmetic that analysing these sentences takes, long ones as if they were not split.
    #[must_use]
    pub fn work(&self, sentences: &[&[&str]]) -> Work {
        let mut out = Work::default();
        for words in sentences {
            out.add_sentence(self.model(), &Pieces::new(self.model(), words));
        }
        out
    }
}

impl Path {
    /// Int8 multiply-adds a second of one core, as measured for about `time` on products that stay in the first-level
    /// cache.
    #[must_use]
    pub fn peak(self, time: Duration) -> f64 {
        const INPUTS: usize = 256;
        const ROWS: usize = 24;
        let weights: Vec<i8> = (0..INPUTS * 64).map(|i| (i % 251) as u8 as i8 | 1).collect();
        let layer = Linear {
            inputs: INPUTS,
            outputs: 64,
            weights: Stretch::owned(pack(INPUTS, &weights)),
            offset: vec![0; 64],
            scale: vec![1.0; 64],
            bias: vec![0.0; 64],
            gelu: vec![false],
        };
        let q: Vec<u8> = (0..ROWS * INPUTS).map(|i| (i % 255) as u8).collect();
        let (scales, mut out) = (vec![1.0; ROWS], vec![0.0; ROWS * 64]);
        let start = Instant::now();
        let mut count = 0u64;
        while start.elapsed() < time || count == 0 {
            for _ in 0..100 {
                self.gemm(&q, &scales, &layer, &mut out);
            }
            count += 100;
        }
        std::hint::black_box(&out);
        #[expect(clippy::cast_precision_loss, reason = "a rate")]
        let done = (count * (ROWS * INPUTS * 64) as u64) as f64;
        done / start.elapsed().as_secs_f64()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_peak_is_measured() {
        for path in Path::available() {
            assert!(path.peak(Duration::from_millis(1)) > 1e6, "{path:?}");
        }
    }
}
