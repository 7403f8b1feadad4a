//! The weights of an int8 linear layer, packed for the kernels.

/// 64 bytes, aligned: one register of weights.
#[derive(Clone, Copy, Debug)]
#[repr(C, align(64))]
struct Line([i8; 64]);

/// An int8 linear layer.
///
/// Outputs are padded to a multiple of 64. The weights lie in panels of 64 outputs; in a panel, for each group of four
/// inputs, the four weights of output 0, of output 1, and so on: `[panel][input / 4][output][4]`.
#[derive(Clone, Debug)]
pub(crate) struct Linear {
    /// Inputs, a multiple of 16.
    pub inputs: usize,
    /// Outputs with padding, a multiple of 64.
    pub outputs: usize,
    lines: Vec<Line>,
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
    /// Packs weights `[outputs, inputs]`. `inputs` is a multiple of 16 and the lengths fit; the caller has checked.
    pub(crate) fn pack(inputs: usize, weights: &[i8], scale: &[f32], bias: &[f32]) -> Self {
        let real = scale.len();
        let outputs = real.next_multiple_of(64);
        let mut lines = vec![Line([0; 64]); outputs * inputs / 64];
        let mut offset = vec![0; outputs];
        for (o, row) in weights.chunks_exact(inputs).enumerate() {
            let (panel, lane) = (o / 64, o % 64);
            let base = panel * inputs + lane / 16;
            for (k, group) in row.chunks_exact(4).enumerate() {
                lines[base + k * 4].0[lane % 16 * 4..][..4].copy_from_slice(group);
            }
            offset[o] = 128 * row.iter().map(|&w| i32::from(w)).sum::<i32>();
        }
        let pad = |v: &[f32]| {
            let mut v = v.to_vec();
            v.resize(outputs, 0.0);
            v
        };
        Self { inputs, outputs, lines, offset, scale: pad(scale), bias: pad(bias), gelu: vec![false; outputs / 64] }
    }

    /// Puts GELU behind the outputs `start..end`; `None` when they are no whole panels.
    pub(crate) fn activate(&mut self, start: usize, end: usize) -> Option<()> {
        if !start.is_multiple_of(64) || !end.is_multiple_of(64) {
            return None;
        }
        self.gelu.get_mut(start / 64..end / 64)?.fill(true);
        Some(())
    }

    /// The packed weights.
    pub(super) fn packed(&self) -> &[i8] {
        self.lines.as_flattened_bytes()
    }

    pub(super) fn panels(&self) -> usize {
        self.outputs / 64
    }

    /// Panics where the lengths do not fit, before unchecked access.
    pub(super) fn check(&self) {
        assert!(self.inputs.is_multiple_of(16) && self.outputs.is_multiple_of(64));
        assert!(self.lines.len() * 64 == self.outputs * self.inputs);
        assert!(self.offset.len() == self.outputs && self.scale.len() == self.outputs);
        assert!(self.bias.len() == self.outputs && self.gelu.len() * 64 == self.outputs);
    }
}

trait Flatten {
    fn as_flattened_bytes(&self) -> &[i8];
}

impl Flatten for Vec<Line> {
    fn as_flattened_bytes(&self) -> &[i8] {
        // SAFETY: a `Line` is 64 bytes without padding.
        unsafe { std::slice::from_raw_parts(self.as_ptr().cast(), self.len() * 64) }
    }
}
