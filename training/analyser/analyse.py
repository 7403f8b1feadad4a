"""Run a network over sentences of words and decode everything."""
import torch

from . import decode, lemma
from .batches import groups
from .conllu import Sentence, span_head


class Analysis(Sentence):
    """A Sentence as analysed; entities are (first, last, type, named)."""


def analyse(model, encoder, word_lists, threshold=0.0, budget=2048, table=None, raw=False):
    """An Analysis per list of words, in order. `raw`: also keep the scores (for parity and self-training)."""
    model.eval()
    rows = [encoder.inputs(words) for words in word_lists]
    result, known = [None] * len(rows), lemma.lexicon(encoder.pieces.vocab, table or {})
    with torch.inference_mode():
        for group in groups([len(r[0]) for r in rows], budget):
            batch = encoder.batch([rows[i] for i in group])
            out = model(batch)
            for b, i in enumerate(group):
                result[i] = one(model, encoder, out, b, word_lists[i], threshold, table or {}, known, raw)
    return result


def one(model, encoder, out, b, words, threshold, table, known, raw):
    """Decode sentence b of a batch."""
    n, lists, a = len(words), encoder.lists, Analysis()
    pick = {name: out[name][b, :n].argmax(-1).tolist() for name in ("upos", "xpos", "feats", "lemma")}
    a.words = words
    for name in ("upos", "xpos", "feats"):
        setattr(a, name, [lists[name][k] for k in pick[name]])
    a.scripts = [lists["lemma"][k] for k in pick["lemma"]]
    a.lemma = [lemma.choose(*word, table, known) for word in zip(words, a.upos, a.xpos, a.scripts)]
    arc = out["arc"][b, :n, :n + 1].numpy()
    root = lists["labels"].index("root")
    near = decode.near(arc)
    joint = arc.copy()
    if near:
        d, h = (torch.tensor([pair[k] for pair in near]) for k in (0, 1))
        weights = model.label_scores(out, torch.full_like(d, b), d + 1, h).numpy()
        joint = decode.joint(arc, near, weights, root)
    a.head = decode.tree(joint)
    word = torch.arange(1, n + 1)
    where = torch.full_like(word, b)
    scores = model.label_scores(out, where, word, torch.tensor(a.head))
    scores[:, root] = float("-inf")
    a.deprel = ["root" if h == 0 else lists["labels"][k] for h, k in zip(a.head, scores.argmax(-1).tolist())]
    mention = out["mention"][b, :n, :n].numpy()
    found = decode.spans(mention, threshold)
    a.entities = []
    types = None
    if found:
        f, l = (torch.tensor([s[k] for s in found]) for k in (0, 1))
        h = torch.tensor([span_head(s[0], s[1], a.head) for s in found])
        types = model.type_scores(out, torch.full_like(f, b), f, l, h)
        a.entities = [(s[0], s[1], lists["types"][t], bool(named > 0))
                      for s, t, named in zip(found, types[:, :-1].argmax(-1).tolist(), types[:, -1].tolist())]
    if raw:
        a.scores = {"arc": arc, "joint": joint, "label": scores.numpy(), "mention": mention, "found": found,
                    "type": None if types is None else types.numpy(),
                    **{k: out[k][b, :n].numpy() for k in ("upos", "xpos", "feats", "lemma")}}
    return a
