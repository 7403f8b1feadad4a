"""The type network: a MiniLM encoder over a sentence with its pair marked, and a small head. README.md has the contract."""
from dataclasses import replace

import torch
import torch.nn.functional as F
from torch import nn

from analyser.drop import Drop
from analyser.network import DIM, MAX_PIECES, Layer, Regular
from analyser.quant import QEmbedding, QLinear

MARKS = ("[unused1]", "[unused2]", "[unused3]", "[unused4]")  # before and after the actor, before and after the recipient
LAYERS, LONGEST = 6, 160  # of MiniLM; pieces with both marks
PLACES = 3  # none, in the actor, in the recipient: what the analyser's case classes are to it
HIDDEN = 256


class TypeNet(nn.Module):
    """`layers` of MiniLM, then the rows of [CLS] and the two opening marks through one hidden layer to the labels."""

    def __init__(self, vocab_size, labels, layers=LAYERS, regular=Regular(attention=0.1)):
        super().__init__()
        self.word_emb = QEmbedding(vocab_size, DIM)
        self.word_emb.weight.requires_grad_(False)
        self.pos_emb = nn.Parameter(torch.zeros(MAX_PIECES, DIM))
        self.case_emb = nn.Parameter(torch.zeros(PLACES, DIM))
        self.emb_ln = nn.LayerNorm(DIM, eps=1e-12)
        self.layer = nn.ModuleList(Layer(regular) for _ in range(layers))
        self.hidden = QLinear(3 * DIM, HIDDEN)
        self.out = nn.Linear(HIDDEN, labels)
        self.drop, self.head_drop = Drop(regular.hidden), Drop(0.2)

    def load_minilm(self, state, layers=None):
        """Take the weights of a BertModel state dict: the layers named in `layers`, or the first ones."""
        with torch.no_grad():
            self.word_emb.weight.copy_(state["embeddings.word_embeddings.weight"])
            self.pos_emb.copy_(state["embeddings.position_embeddings.weight"]
                               + state["embeddings.token_type_embeddings.weight"][0])
            copy = lambda to, name: (to.weight.copy_(state[name + ".weight"]), to.bias.copy_(state[name + ".bias"]))
            copy(self.emb_ln, "embeddings.LayerNorm")
            for layer, i in zip(self.layer, layers or range(len(self.layer))):
                at = f"encoder.layer.{i}."
                for part in ("weight", "bias"):
                    qkv = [state[f"{at}attention.self.{n}.{part}"] for n in ("query", "key", "value")]
                    getattr(layer.qkv, part).copy_(torch.cat(qkv))
                copy(layer.attn_out, at + "attention.output.dense")
                copy(layer.attn_ln, at + "attention.output.LayerNorm")
                copy(layer.ffn_in, at + "intermediate.dense")
                copy(layer.ffn_out, at + "output.dense")
                copy(layer.ffn_ln, at + "output.LayerNorm")

    def lower(self, batch, layers):
        """The rows [B, P, 384] after the first `layers` layers."""
        pieces = batch["pieces"]
        x = self.word_emb(pieces) + self.pos_emb[:pieces.shape[1]] + self.case_emb[batch["places"]]
        x = self.drop(self.emb_ln(x))
        for layer in self.layer[:layers]:
            x = layer(x, visible(batch))
        return x

    def upper(self, x, batch, layers):
        """Scores [B, labels] from the rows after the first `layers` layers."""
        for layer in self.layer[layers:]:
            x = layer(x, visible(batch))
        rows = x.gather(1, batch["marks"][..., None].expand(-1, -1, DIM))
        h = torch.cat([x[:, 0], rows[:, 0], rows[:, 1]], dim=-1)
        return self.out(self.head_drop(F.gelu(self.hidden(self.head_drop(h)))))

    def forward(self, batch):
        """Scores [B, labels] of a batch: pieces, places [B, P], mask [B, P], marks [B, 2] (piece numbers)."""
        return self.upper(self.lower(batch, 0), batch, 0)


def visible(batch):
    """What attention may look at: none where every piece is there."""
    return None if bool(batch["mask"].all()) else batch["mask"][:, None, None, :]


def around(example, words=24):
    """The Example cut to the words about its marks: for sentences that are too long."""
    spans = [s for s in (example.actor, example.recipient) if s]
    start = max(0, min(s[0] for s in spans) - words // 4)
    gap = max(s[0] for s in spans) - start > 2 * words
    keep = sorted({i for s in spans for i in range(max(0, s[0] - words // 2), min(len(example.words), s[0] + words))}) if gap else \
        list(range(start, min(len(example.words), start + 3 * words)))
    place = {old: new for new, old in enumerate(keep)}
    cut = lambda s: s and (place[s[0]], place[s[0]] + sum(1 for i in range(*s) if i in place and place[i] - place[s[0]] == i - s[0]))
    return replace(example, words=[example.words[i] for i in keep], actor=cut(example.actor), recipient=cut(example.recipient))


def rows(pieces, example, longest=LONGEST):
    """(pieces, places, marks) of an Example. A side that is not there has its mark at [CLS]."""
    ids, places, marks = [pieces.cls], [0], [0, 0]
    spans = [example.actor, example.recipient]
    mark = [pieces.ids[m] for m in MARKS]
    for at, word in enumerate(example.words):
        for k, span in enumerate(spans):
            if span and span[0] == at:
                marks[k] = len(ids)
                ids.append(mark[2 * k])
                places.append(k + 1)
        own = pieces.word(word)
        inside = [k + 1 for k, span in enumerate(spans) if span and span[0] <= at < span[1]]
        ids += own
        places += [inside[-1] if inside else 0] * len(own)
        for k, span in reversed(list(enumerate(spans))):
            if span and span[1] == at + 1:
                ids.append(mark[2 * k + 1])
                places.append(k + 1)
    keep = longest - 1
    if max(marks) >= keep:
        return rows(pieces, around(example), longest)
    return ids[:keep] + [pieces.sep], places[:keep] + [0], marks


def batch(items):
    """Padded tensors of `rows`."""
    p = max(len(r[0]) for r in items)
    pad = lambda values: torch.tensor([v + [0] * (p - len(v)) for v in values])
    return {"pieces": pad([r[0] for r in items]), "places": pad([r[1] for r in items]),
            "marks": torch.tensor([r[2] for r in items]),
            "mask": torch.tensor([[True] * len(r[0]) + [False] * (p - len(r[0])) for r in items])}
