//! The network over a marked pair, out of a file. See `training/types/README.md`.

use std::sync::Arc;

use super::file::Opened;
use super::{Bytes, Layer, Model, Norm, Small};
use crate::analyse::ModelError;
use crate::analyse::kernel::Linear;

/// The pieces that stand before and after the actor, before and after the recipient.
const MARKS: [&str; 4] = ["[unused1]", "[unused2]", "[unused3]", "[unused4]"];
/// None, in the actor, in the recipient.
const PLACES: usize = 3;

/// Everything the network needs besides the analyser's pieces and word embeddings.
pub(crate) struct PairModel {
    pub version: String,
    pub labels: Vec<String>,
    pub max_pieces: usize,
    pub eps: f32,
    pub marks: [u32; 4],
    pub position: Vec<f32>,
    pub place: Vec<f32>,
    pub emb_norm: Norm,
    pub layers: Vec<Layer>,
    pub hidden: Linear,
    pub out: Small,
}

impl PairModel {
    /// Checks and unpacks a model that is to share the words of another.
    pub(crate) fn new(bytes: Bytes, shared: &Model) -> Result<Self, ModelError> {
        let bytes = Arc::new(bytes);
        let opened = Opened::new(&bytes)?;
        let (h, a) = (&opened.header, &opened.header.architecture);
        let sizes = a.dim == shared.dim
            && a.heads * 32 == a.dim
            && a.ffn > 0
            && a.ffn.is_multiple_of(64)
            && a.hidden > 0
            && a.hidden.is_multiple_of(64)
            && a.places == PLACES
            && a.layers > 0
            && (16..=1 << 16).contains(&a.max_pieces)
            && a.ln_eps.is_finite()
            && !h.labels.is_empty();
        if !sizes {
            return Err(ModelError::Unfit(format!("sizes that do not go with the analyser's: {a:?}")));
        }
        let mut marks = [0; 4];
        for (to, mark) in marks.iter_mut().zip(MARKS) {
            let found = shared.vocabulary.number(mark);
            *to = found.ok_or_else(|| ModelError::Unfit(format!("no piece {mark:?} in the analyser")))?;
        }
        let mut hidden = opened.linear("hidden", a.hidden, 3 * a.dim)?;
        hidden.gelu.fill(true);
        let labels = h.labels.len();
        let weights = opened.floats("out.w", &[labels, a.hidden])?;
        Ok(Self {
            version: h.version.clone(),
            labels: h.labels.clone(),
            max_pieces: a.max_pieces,
            eps: a.ln_eps,
            marks,
            position: opened.floats("pos_emb", &[a.max_pieces, a.dim])?,
            place: opened.floats("case_emb", &[PLACES, a.dim])?,
            emb_norm: opened.norm("emb_ln", a.dim)?,
            layers: opened.layers()?,
            hidden,
            out: Small::new(&weights, opened.floats("out.b", &[labels])?, a.hidden),
        })
    }
}
