"""The multi-task network: MiniLM encoder, tag heads, biaffine arcs, labels and mentions. SPEC.md sections 2 to 4.

Arcs: Dozat & Manning 2017, "Deep biaffine attention for neural dependency parsing".
Mentions: after Yu, Bohnet & Poesio 2020, "Named entity recognition as dependency parsing".
Encoder: MiniLM (Wang et al. 2020), sentence-transformers/all-MiniLM-L6-v2.
"""
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn

from . import affix
from .drop import Drop
from .quant import QLinear, QEmbedding, QBag

DIM, LAYERS, HEADS, FFN, MAX_PIECES = 384, 6, 12, 1536, 512
ARC, LABEL, MENTION, TYPE = 256, 256, 128, 128
SLICES = [("tag", DIM, True), ("arc_dep", ARC, True), ("arc_head", ARC, True), ("lab_dep", LABEL, False),
          ("lab_head", LABEL, False), ("men_first", MENTION, True), ("men_last", MENTION, True),
          ("typ_first", TYPE, False), ("typ_last", TYPE, False), ("typ_head", TYPE, False)]


@dataclass
class Regular:
    """How hard training is made: dropout rates (hidden, attention, word rows, heads) and what is left as pretrained."""
    hidden: float = 0.1
    attention: float = 0.1
    rows: float = 0.1
    heads: float = 0.33
    affixes: float = 0.15
    learn_embeddings: bool = False  # rare words would be learnt by heart


LIGHT = Regular(attention=0.0, rows=0.0, heads=0.25, learn_embeddings=True)


class Layer(nn.Module):
    """A post-norm BERT layer; x is [B, P, 384], mask [B, 1, 1, P] true where there is a piece."""

    def __init__(self, regular):
        super().__init__()
        self.qkv, self.attn_out = QLinear(DIM, 3 * DIM), QLinear(DIM, DIM)
        self.ffn_in, self.ffn_out = QLinear(DIM, FFN), QLinear(FFN, DIM)
        self.attn_ln, self.ffn_ln = nn.LayerNorm(DIM, eps=1e-12), nn.LayerNorm(DIM, eps=1e-12)
        self.drop, self.attention_drop = Drop(regular.hidden), Drop(regular.attention)

    def forward(self, x, mask):
        b, p, _ = x.shape
        q, k, v = self.qkv(x).view(b, p, 3, HEADS, DIM // HEADS).permute(2, 0, 3, 1, 4)
        s = (q * (DIM // HEADS) ** -0.5) @ k.transpose(2, 3)
        if mask is not None:
            s = s.masked_fill(~mask, torch.finfo(s.dtype).min)
        c = self.attention_drop(s.softmax(-1)) @ v
        c = c.transpose(1, 2).reshape(b, p, DIM)
        x = self.attn_ln(x + self.drop(self.attn_out(c)))
        return self.ffn_ln(x + self.drop(self.ffn_out(F.gelu(self.ffn_in(x)))))


class Analyser(nn.Module):
    """`sizes`: how many upos, xpos, feats, lemma, labels, types."""

    def __init__(self, vocab_size, sizes, regular=Regular()):
        super().__init__()
        self.sizes = sizes
        self.word_emb = QEmbedding(vocab_size, DIM)
        self.word_emb.weight.requires_grad_(regular.learn_embeddings)
        self.pos_emb = nn.Parameter(torch.zeros(MAX_PIECES, DIM))
        self.case_emb = nn.Parameter(torch.zeros(10, DIM))
        self.affix = QBag(affix.BUCKETS, 2 * DIM)  # one half for the input, one for the word rows
        self.emb_ln = nn.LayerNorm(DIM, eps=1e-12)
        self.layer = nn.ModuleList(Layer(regular) for _ in range(LAYERS))
        self.heads = QLinear(DIM, sum(n for _, n, _ in SLICES))
        self.treebank = nn.Parameter(torch.zeros(2, DIM))  # EWT, GUM: added to the tag slice; EWT's is folded in when shipped
        self.tags = QLinear(DIM, sizes["upos"] + sizes["xpos"] + sizes["feats"] + sizes["lemma"])
        self.arc_u = nn.Parameter(torch.randn(ARC, ARC) * 0.5 / ARC ** 0.5)
        self.arc_b = nn.Parameter(torch.zeros(ARC))
        self.label = nn.Linear(LABEL, sizes["labels"])
        self.men_u = nn.Parameter(torch.randn(MENTION, MENTION) * 0.5 / MENTION ** 0.5)
        self.men_bf, self.men_bl = nn.Parameter(torch.zeros(MENTION)), nn.Parameter(torch.zeros(MENTION))
        self.men_b = nn.Parameter(torch.full((1,), -2.0))
        self.kind = nn.Linear(TYPE, sizes["types"] + 1)
        self.drop, self.row_drop, self.head_drop = Drop(regular.hidden), Drop(regular.rows), Drop(regular.heads)
        self.affix_drop = regular.affixes

    def load_minilm(self, state):
        """Take the encoder weights from a BertModel state dict; token type 0 goes into the positions."""
        with torch.no_grad():
            self.word_emb.weight.copy_(state["embeddings.word_embeddings.weight"])
            self.pos_emb.copy_(state["embeddings.position_embeddings.weight"]
                               + state["embeddings.token_type_embeddings.weight"][0])
            copy = lambda to, name: (to.weight.copy_(state[name + ".weight"]), to.bias.copy_(state[name + ".bias"]))
            copy(self.emb_ln, "embeddings.LayerNorm")
            for i, layer in enumerate(self.layer):
                at = f"encoder.layer.{i}."
                for part in ("weight", "bias"):
                    qkv = [state[f"{at}attention.self.{n}.{part}"] for n in ("query", "key", "value")]
                    getattr(layer.qkv, part).copy_(torch.cat(qkv))
                copy(layer.attn_out, at + "attention.output.dense")
                copy(layer.attn_ln, at + "attention.output.LayerNorm")
                copy(layer.ffn_in, at + "intermediate.dense")
                copy(layer.ffn_out, at + "output.dense")
                copy(layer.ffn_ln, at + "output.LayerNorm")

    def word_rows(self, batch):
        """Root and word rows [B, N + 1, 384] from pieces, cases, owners [B, P], first, last [B, N + 1] and affixes
        [B, N + 1, 7]. An owner is the row of the word that a piece belongs to; row 0 has no affixes."""
        pieces, affixes = batch["pieces"], batch["affixes"]
        if self.training and self.affix_drop:
            affixes = affixes.masked_fill(torch.rand(affixes.shape) < self.affix_drop, affix.BUCKETS)
        outer, inner = self.affix(affixes).split(DIM, dim=-1)
        outer = outer.gather(1, batch["owners"][..., None].expand(-1, -1, DIM))
        x = (self.word_emb(pieces) + self.pos_emb[:pieces.shape[1]]) + (self.case_emb[batch["cases"]] + outer)
        x = self.drop(self.emb_ln(x))
        mask = batch["mask"][:, None, None, :]
        mask = None if bool(mask.all()) else mask
        for layer in self.layer:
            x = layer(x, mask)
        at = lambda index: x.gather(1, index[..., None].expand(-1, -1, DIM))
        return 0.5 * (at(batch["first"]) + at(batch["last"])) + inner

    def forward(self, batch):
        """Scores of everything that needs no tree: a dict of tensors (arc [B, N, N + 1], mention [B, N, N], tag
        groups [B, N, n], and the slices that labels and types need)."""
        g = self.heads(self.row_drop(self.word_rows(batch)))
        g = torch.cat([g[..., :DIM] + self.treebank[batch["treebank"]][:, None], g[..., DIM:]], dim=-1)
        s = {}
        for (name, _, gelu), part in zip(SLICES, g.split([n for _, n, _ in SLICES], dim=-1)):
            s[name] = self.head_drop(F.gelu(part) if gelu else part)
        tags = self.tags(s["tag"][:, 1:])
        names = ("upos", "xpos", "feats", "lemma")
        out = dict(zip(names, tags.split([self.sizes[n] for n in names], dim=-1)))
        dep, head = s["arc_dep"][:, 1:], s["arc_head"]
        out["arc"] = (dep @ self.arc_u + self.arc_b) @ head.transpose(1, 2)
        first, last = s["men_first"][:, 1:], s["men_last"][:, 1:]
        out["mention"] = ((first @ self.men_u + self.men_bl) @ last.transpose(1, 2)
                          + (first @ self.men_bf)[:, :, None] + self.men_b)
        out.update({n: s[n] for n in ("lab_dep", "lab_head", "typ_first", "typ_last", "typ_head")})
        return out

    def label_scores(self, out, batch, word, head):
        """[M, n_labels] for M arcs: batch index, dependent row and head row (rows: 0 is the root)."""
        return self.label(F.gelu(out["lab_dep"][batch, word] + out["lab_head"][batch, head]))

    def type_scores(self, out, batch, first, last, head):
        """[M, n_types + 1] for M spans given as rows."""
        return self.kind(F.gelu(out["typ_first"][batch, first] + out["typ_last"][batch, last]
                                + out["typ_head"][batch, head]))
