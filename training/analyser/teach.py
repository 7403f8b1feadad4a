"""Soft targets for distillation: what one or more trained networks (the teachers) say about sentences.

Averages the teachers' probabilities of tags, arcs, labels, mentions and mention types (Hinton et al. 2015; for parsers
Kuncoro et al. 2016). Lemmas are learnt from the treebanks alone.
"""
import torch

from . import decode
from .batches import groups
from .conllu import Sentence, span_head

LIKELY = 8  # values kept per tag group


def soften(models, encoder, sentences, budget=4096):
    """Set `soft` on each sentence: arc [N, N + 1], label [N, L] at the arcs of `head`, mention [N, N] as float16
    tensors, each tag group as (values, probabilities) [N, LIKELY], spans [(first, last, head word, type probabilities and named probability)]. Sentences whose `head` is
    empty (raw text) get the teachers' tree first. Gold spans are kept where the sentence has them."""
    rows = [encoder.inputs(s.words) for s in sentences]
    for model in models:
        model.eval()
    with torch.inference_mode():
        for group in groups([len(r[0]) for r in rows], budget):
            batch = encoder.batch([rows[i] for i in group])
            batch["treebank"] = torch.tensor([int(sentences[i].entities is not None) for i in group])
            outs = [model(batch) for model in models]
            for b, i in enumerate(group):
                soften_one(models, outs, b, sentences[i])


def soften_one(models, outs, b, s):
    n = len(s)
    rows = torch.arange(n)
    arc = 0
    for out in outs:
        score = out["arc"][b, :n, :n + 1].clone()
        score[rows, rows + 1] = -1e4
        arc = arc + score.softmax(-1) / len(outs)
    if not s.head:
        s.head = decode.tree(arc.clamp_min(1e-9).log().numpy())
    where, head = torch.full((n,), b), torch.tensor(s.head)
    label = sum(m.label_scores(o, where, rows + 1, head).softmax(-1) for m, o in zip(models, outs)) / len(outs)
    mention = sum(o["mention"][b, :n, :n].sigmoid() for o in outs) / len(outs)
    if s.entities is None:
        found = [(i, j) for i, j, _ in decode.spans((mention / (1 - mention + 1e-6)).clamp_min(1e-6).log().numpy())]
    else:
        found = [(i, j) for i, j, _ in s.entities]
    spans = [(i, j, span_head(i, j, s.head)) for i, j in found]
    if spans:
        f, l, h = (torch.tensor([x[k] for x in spans]) for k in range(3))
        at = torch.full_like(f, b)
        kinds = 0
        for m, o in zip(models, outs):
            score = m.type_scores(o, at, f, l, h)
            kinds = kinds + torch.cat([score[:, :-1].softmax(-1), score[:, -1:].sigmoid()], dim=-1) / len(outs)
        spans = [(*x, k.half()) for x, k in zip(spans, kinds)]
    tags = {}
    for name in ("upos", "xpos", "feats"):
        chance, which = (sum(o[name][b, :n].softmax(-1) for o in outs) / len(outs)).topk(LIKELY, dim=-1)
        tags[name] = (which.short(), (chance / chance.sum(-1, keepdim=True)).half())
    s.soft = {**tags, "arc": arc.half(), "label": label.half(), "mention": mention.half(), "spans": spans}


def raw(words):
    """A sentence without annotation."""
    s = Sentence(words=words)
    n = len(words)
    s.lemma, s.upos, s.xpos, s.feats, s.deprel, s.raw = [""] * n, [""] * n, [""] * n, [""] * n, [""] * n, True
    return s
