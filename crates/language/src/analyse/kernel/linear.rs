//! The weights of an int8 linear layer, as the kernels read them.

use super::super::model::Stretch;

/// An int8 linear layer.
///
/// Outputs are padded to a multiple of 64. The weights lie in panels of 64 outputs; in a panel, for each group of four
/// inputs, the four weights of output 0, of output 1, and so on: `[panel][input / 4][output][4]`. They are used where
/// they lie in the model file.
#[derive(Clone)]
pub(crate) struct Linear {
    /// Inputs, a multiple of 16.
    pub inputs: usize,
    /// Outputs with padding, a multiple of 64.
    pub outputs: usize,
    pub weights: Stretch,
    /// For each output, 128 times the sum of its weights: what the offset of the quantised inputs adds.
    pub offset: Vec<i32>,
    /// For each output, its scale.
    pub scale: Vec<f32>,
    /// For each output, its bias.
    pub bias: Vec<f32>,
    /// For each panel, whether GELU follows.
    pub gelu: Vec<bool>,
}

impl Linear {
    /// Puts GELU behind the outputs `start..end`; `None` when they are no whole panels.
    pub(crate) fn activate(&mut self, start: usize, end: usize) -> Option<()> {
        if !start.is_multiple_of(64) || !end.is_multiple_of(64) {
            return None;
        }
        self.gelu.get_mut(start / 64..end / 64)?.fill(true);
        Some(())
    }

    pub(super) fn panels(&self) -> usize {
        self.outputs / 64
    }

    /// The packed weights; panics where the lengths do not fit, before unchecked access.
    pub(super) fn checked(&self) -> &[i8] {
        let weights = self.weights.signed();
        assert!(self.inputs.is_multiple_of(16) && self.outputs.is_multiple_of(64));
        assert!(weights.len() == self.outputs * self.inputs);
        assert!(self.offset.len() == self.outputs && self.scale.len() == self.outputs);
        assert!(self.bias.len() == self.outputs && self.gelu.len() * 64 == self.outputs);
        weights
    }
}

/// Weights `[outputs, inputs]` in the order of the kernels, outputs filled up with zeros.
pub(crate) fn pack(inputs: usize, weights: &[i8]) -> Vec<u8> {
    let outputs = (weights.len() / inputs).next_multiple_of(64);
    let mut out = vec![0u8; outputs * inputs];
    for (o, row) in weights.chunks_exact(inputs).enumerate() {
        for (k, group) in row.chunks_exact(4).enumerate() {
            let at = o / 64 * 64 * inputs + k * 256 + o % 64 * 4;
            for (to, w) in out[at..at + 4].iter_mut().zip(group) {
                *to = w.cast_unsigned();
            }
        }
    }
    out
}
