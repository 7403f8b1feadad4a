//! The layers of an encoder, out of a file.

use super::file::Opened;
use super::{Layer, Norm, Stretch};
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
        let (name_w, panels) = (format!("{name}.w"), [outputs / 64, inputs / 4, 64]);
        let weights = match self.header.architecture.weight_bits {
            0 | 8 => self.tensor(&name_w, "i8", &[panels[0], panels[1], panels[2], 4])?,
            6 => six_bits(&self.tensor(&name_w, "u8", &[panels[0], panels[1], panels[2], 3])?),
            other => return Err(ModelError::Unfit(format!("weights of {other} bits"))),
        };
        let sums = self.tensor(&format!("{name}.o"), "i32", &[outputs])?;
        Ok(Linear {
            inputs,
            outputs,
            weights,
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

/// Four weights of six bits, each 32 more than the weight, lie in three bytes, the first in the lowest bits.
fn six_bits(packed: &Stretch) -> Stretch {
    let bytes = packed.as_slice();
    let mut out = Vec::with_capacity(bytes.len() / 3 * 4);
    for group in bytes.chunks_exact(3) {
        let all = u32::from_le_bytes([group[0], group[1], group[2], 0]);
        out.extend([0, 6, 12, 18].map(|shift| ((all >> shift & 63) as u8).wrapping_sub(32)));
    }
    Stretch::owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_bits_hold_weights_from_minus_31_to_31() {
        let weights = [-31i8, 31, 0, -1, 5, -32, 1, 30];
        let groups = weights.chunks_exact(4).flat_map(|g| {
            let all = g.iter().rev().fold(0u32, |all, w| all << 6 | (i32::from(*w) + 32).cast_unsigned());
            all.to_le_bytes().into_iter().take(3)
        });
        assert_eq!(six_bits(&Stretch::owned(groups.collect())).signed(), weights);
    }
}
