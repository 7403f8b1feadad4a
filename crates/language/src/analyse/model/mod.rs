//! The model: weights ready for the kernels, and the closed lists its heads choose from.

mod bytes;
mod file;
mod pair;
mod stack;
mod strings;

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::kernel::Linear;
use super::lemma::{Lemmas, Script};
use super::pieces::Vocabulary;
use super::{EntityKind, Feats, ModelError, Upos};

pub(crate) use bytes::{Bytes, Stretch};
pub(crate) use pair::PairModel;
pub(crate) use strings::{Fnv, Strings};

/// A layer normalisation.
pub(crate) struct Norm {
    pub gain: Vec<f32>,
    pub bias: Vec<f32>,
}

/// One layer of the encoder.
pub(crate) struct Layer {
    pub qkv: Linear,
    pub attn_out: Linear,
    pub attn_norm: Norm,
    pub ffn_in: Linear,
    pub ffn_out: Linear,
    pub ffn_norm: Norm,
}

/// Columns of the joint head layer.
#[derive(Clone, Copy)]
pub(crate) struct Slices {
    pub tag: (usize, usize),
    pub arc_dep: (usize, usize),
    pub arc_head: (usize, usize),
    pub lab_dep: (usize, usize),
    pub lab_head: (usize, usize),
    pub men_first: (usize, usize),
    pub men_last: (usize, usize),
    pub typ_first: (usize, usize),
    pub typ_last: (usize, usize),
    pub typ_head: (usize, usize),
}

/// A float layer stored `[inputs][outputs padded to 16]`.
pub(crate) struct Small {
    pub outputs: usize,
    pub padded: usize,
    pub weights: Vec<f32>,
    pub bias: Vec<f32>,
}

/// A table of int8 rows, each with its scale.
pub(crate) struct Rows {
    pub width: usize,
    weights: Stretch,
    scale: Vec<f32>,
}

impl Rows {
    /// A row and its scale.
    pub(crate) fn get(&self, row: usize) -> (&[i8], f32) {
        (&self.weights.signed()[row * self.width..][..self.width], self.scale[row])
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.scale.len()
    }
}

/// Everything the network needs.
pub(crate) struct Model {
    pub name: String,
    pub version: String,
    pub licence: String,
    pub dim: usize,
    pub max_pieces: usize,
    pub eps: f32,
    pub vocabulary: Vocabulary,
    pub words: Rows,
    /// Rows of affixes: the first half for the input of the encoder, the second for the word rows. Not in every model.
    pub affixes: Option<Rows>,
    pub position: Vec<f32>,
    pub case: Vec<f32>,
    pub emb_norm: Norm,
    pub layers: Vec<Layer>,
    pub heads: Linear,
    pub slices: Slices,
    pub tags: Linear,
    pub arc_u: Vec<f32>,
    pub arc_b: Vec<f32>,
    pub label: Small,
    pub root_label: usize,
    /// The label by which the parts of a sentence that was split hang together.
    pub join_label: usize,
    pub men_u: Vec<f32>,
    pub men_first_bias: Vec<f32>,
    pub men_last_bias: Vec<f32>,
    pub men_bias: f32,
    pub kind: Small,
    pub threshold: f32,
    pub upos: Vec<Upos>,
    pub xpos: Vec<String>,
    pub feats: Vec<Feats>,
    pub scripts: Vec<Script>,
    pub labels: Vec<String>,
    pub kinds: Vec<EntityKind>,
    pub lemmas: Lemmas,
}

impl Model {
    /// Checks and unpacks a model.
    pub(crate) fn new(bytes: Bytes) -> Result<Self, ModelError> {
        let bytes = Arc::new(bytes);
        Self::unpack(&file::Opened::new(&bytes)?)
    }

    fn unpack(opened: &file::Opened<'_>) -> Result<Self, ModelError> {
        let h = &opened.header;
        let a = &h.architecture;
        check(h)?;
        let dim = a.dim;
        let norm = |name: &str| opened.norm(name, dim);
        let linear = |name: &str, outputs: usize, inputs: usize| opened.linear(name, outputs, inputs);
        let small = |name: &str, outputs: usize, inputs: usize| -> Result<Small, ModelError> {
            let weights = opened.floats(&format!("{name}.w"), &[outputs, inputs])?;
            let bias = opened.floats(&format!("{name}.b"), &[outputs])?;
            Ok(Small::new(&weights, bias, inputs))
        };
        let width = h.head_slices.iter().map(|s| s.2).max().unwrap_or(0);
        let mut heads = linear("heads", width, dim)?;
        let slices = slices(h, &mut heads)?;
        let tags = h.upos.len() + h.xpos.len() + h.feats.len() + h.lemma_scripts.len();
        let tag_dim = slices.tag.1 - slices.tag.0;
        let table = |name: &str, rows: usize, width: usize| -> Result<Rows, ModelError> {
            let weights = opened.tensor(&format!("{name}.w"), "i8", &[rows, width])?;
            Ok(Rows { width, weights, scale: opened.floats(&format!("{name}.s"), &[rows])? })
        };
        let vocabulary = Vocabulary::new(opened.strings("vocab")?, a.max_pieces_per_word)?;
        let root = h.labels.iter().position(|l| l == "root");
        let upos: Vec<Upos> = h.upos.iter().map(|s| s.parse()).collect::<Result<_, _>>()?;
        let lemmas = Lemmas::new(
            opened.strings("forms")?,
            opened.list("forms.upos", "u8")?,
            opened.list("forms.lemma", "u32")?,
            opened.strings("lemmas")?,
            &upos,
        )?;
        Ok(Self {
            name: h.name.clone(),
            version: h.version.clone(),
            licence: h.licence.clone(),
            dim,
            max_pieces: a.max_pieces,
            eps: a.ln_eps,
            words: table("word_emb", vocabulary.len(), dim)?,
            vocabulary,
            affixes: (a.affix_buckets > 0).then(|| table("affix", a.affix_buckets, 2 * dim)).transpose()?,
            position: opened.floats("pos_emb", &[a.max_pieces, dim])?,
            case: opened.floats("case_emb", &[a.case_classes, dim])?,
            emb_norm: norm("emb_ln")?,
            layers: opened.layers()?,
            heads,
            slices,
            tags: linear("tags", tags, tag_dim)?,
            arc_u: opened.floats("arc.u", &[a.arc_dim, a.arc_dim])?,
            arc_b: opened.floats("arc.b", &[a.arc_dim])?,
            label: small("label", h.labels.len(), a.label_dim)?,
            root_label: root.ok_or_else(|| ModelError::Unfit("no label \"root\"".to_owned()))?,
            join_label: h.labels.iter().position(|l| l == "parataxis").unwrap_or(0),
            men_u: opened.floats("men.u", &[a.mention_dim, a.mention_dim])?,
            men_first_bias: opened.floats("men.bf", &[a.mention_dim])?,
            men_last_bias: opened.floats("men.bl", &[a.mention_dim])?,
            men_bias: opened.floats("men.b", &[1])?[0],
            kind: small("type", h.entity_types.len() + 1, a.type_dim)?,
            threshold: h.entity_threshold,
            upos,
            xpos: h.xpos.clone(),
            feats: h.feats.iter().map(|s| Feats::new(s)).collect(),
            scripts: h
                .lemma_scripts
                .iter()
                .map(|s| Script::parse(s).ok_or_else(|| ModelError::Unfit(format!("the lemma script {s:?}"))))
                .collect::<Result<_, _>>()?,
            labels: h.labels.clone(),
            kinds: h.entity_types.iter().map(|s| s.parse()).collect::<Result<_, _>>()?,
            lemmas,
        })
    }
}

/// What the kernels take for granted of the sizes.
fn check(h: &file::Header<'_>) -> Result<(), ModelError> {
    let a = &h.architecture;
    let unfit = |what: String| Err(ModelError::Unfit(what));
    let sizes = [a.dim, a.ffn, a.arc_dim, a.label_dim, a.mention_dim, a.type_dim];
    if sizes.iter().any(|&s| s == 0 || !s.is_multiple_of(64) || s > 1 << 14) {
        return unfit(format!("sizes {sizes:?}, which are not multiples of 64 up to 16384"));
    }
    if a.heads * 32 != a.dim {
        return unfit(format!("{} attention heads for dimension {}, not 32 to each", a.heads, a.dim));
    }
    if !(3..=1 << 16).contains(&a.max_pieces) || a.max_pieces_per_word == 0 || a.max_pieces_per_word + 2 > a.max_pieces
    {
        return unfit(format!("at most {} pieces, {} in a word", a.max_pieces, a.max_pieces_per_word));
    }
    if a.case_classes < super::pieces::CASE_CLASSES {
        return unfit(format!("{} letter-case classes", a.case_classes));
    }
    let lists = [h.upos.len(), h.xpos.len(), h.feats.len(), h.lemma_scripts.len(), h.entity_types.len()];
    if lists.contains(&0) || h.labels.len() < 2 {
        return unfit("an empty list of tags, labels or types".to_owned());
    }
    if !a.ln_eps.is_finite() || !h.entity_threshold.is_finite() {
        return unfit("a number that is not finite".to_owned());
    }
    Ok(())
}

fn slices(h: &file::Header<'_>, heads: &mut Linear) -> Result<Slices, ModelError> {
    let a = &h.architecture;
    let map: FxHashMap<&str, (usize, usize)> = h.head_slices.iter().map(|s| (&*s.0, (s.1, s.2))).collect();
    for (name, start, end, gelu) in &h.head_slices {
        let fits = start < end && *end <= heads.outputs;
        if !fits || (*gelu && heads.activate(*start, *end).is_none()) {
            return Err(ModelError::Unfit(format!("the head slice {name:?} from {start} to {end}")));
        }
    }
    let find = |name: &str, size: usize| match map.get(name) {
        Some(&(start, end)) if end - start == size => Ok((start, end)),
        _ => Err(ModelError::Unfit(format!("no head slice {name:?} of size {size}"))),
    };
    let tag = map.get("tag").copied().filter(|(s, e)| (e - s).is_multiple_of(64));
    Ok(Slices {
        tag: tag.ok_or_else(|| ModelError::Unfit("no head slice \"tag\"".to_owned()))?,
        arc_dep: find("arc_dep", a.arc_dim)?,
        arc_head: find("arc_head", a.arc_dim)?,
        lab_dep: find("lab_dep", a.label_dim)?,
        lab_head: find("lab_head", a.label_dim)?,
        men_first: find("men_first", a.mention_dim)?,
        men_last: find("men_last", a.mention_dim)?,
        typ_first: find("typ_first", a.type_dim)?,
        typ_last: find("typ_last", a.type_dim)?,
        typ_head: find("typ_head", a.type_dim)?,
    })
}

impl Small {
    fn new(weights: &[f32], mut bias: Vec<f32>, inputs: usize) -> Self {
        let outputs = bias.len();
        let padded = outputs.next_multiple_of(16);
        let mut turned = vec![0.0; inputs * padded];
        for (o, row) in weights.chunks_exact(inputs).enumerate() {
            for (i, w) in row.iter().enumerate() {
                turned[i * padded + o] = *w;
            }
        }
        bias.resize(padded, 0.0);
        Self { outputs, padded, weights: turned, bias }
    }
}
