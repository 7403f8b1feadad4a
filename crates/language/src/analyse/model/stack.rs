//! The layers of an encoder, out of a file.

use super::file::Opened;
use super::{Layer, Norm};
use crate::analyse::ModelError;
use crate::analyse::kernel::Linear;

impl Opened<'_> {
    /// A layer normalisation.
    pub(super) fn norm(&self, name: &str, dim: usize) -> Result<Norm, ModelError> {
        Ok(Norm { gain: self.floats(&format!("{name}.g"), &[dim])?, bias: self.floats(&format!("{name}.b"), &[dim])? })
    }

    /// An int8 linear layer.
    pub(super) fn linear(&self, name: &str, outputs: usize, inputs: usize) -> Result<Linear, ModelError> {
        let outputs = outputs.next_multiple_of(64);
        let sums = self.tensor(&format!("{name}.o"), "i32", &[outputs])?;
        Ok(Linear {
            inputs,
            outputs,
            weights: self.tensor(&format!("{name}.w"), "i8", &[outputs / 64, inputs / 4, 64, 4])?,
            offset: (0..outputs).map(|i| sums.number(i).cast_signed()).collect(),
            scale: self.floats(&format!("{name}.s"), &[outputs])?,
            bias: self.floats(&format!("{name}.b"), &[outputs])?,
            gelu: vec![false; outputs / 64],
        })
    }

    /// All layers of the encoder.
    pub(super) fn layers(&self) -> Result<Vec<Layer>, ModelError> {
        let a = &self.header.architecture;
        let layer = |i: usize| {
            let mut ffn_in = self.linear(&format!("layer.{i}.ffn_in"), a.ffn, a.dim)?;
            ffn_in.gelu.fill(true);
            Ok(Layer {
                qkv: self.linear(&format!("layer.{i}.qkv"), 3 * a.dim, a.dim)?,
                attn_out: self.linear(&format!("layer.{i}.attn_out"), a.dim, a.dim)?,
                attn_norm: self.norm(&format!("layer.{i}.attn_ln"), a.dim)?,
                ffn_in,
                ffn_out: self.linear(&format!("layer.{i}.ffn_out"), a.dim, a.ffn)?,
                ffn_norm: self.norm(&format!("layer.{i}.ffn_ln"), a.dim)?,
            })
        };
        (0..a.layers).map(layer).collect()
    }
}
