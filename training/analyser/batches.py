"""Sentences to padded tensors, in batches of like length."""
import torch

from . import affix, augment, lemma
from .conllu import span_head
from .pieces import case_class

IGNORE = -100


class Encoder:
    """Turns sentences into tensors with a vocabulary (Pieces) and label lists."""

    def __init__(self, pieces, lists, word_dropout=0.0):
        self.pieces, self.lists, self.word_dropout = pieces, lists, word_dropout
        self.index = {name: {v: i for i, v in enumerate(values)} for name, values in lists.items()}
        self.scripts = {}

    def script(self, form, lem):
        key = (form, lem)
        if key not in self.scripts:
            self.scripts[key] = self.index["lemma"].get(lemma.make(form, lem), IGNORE)
        return self.scripts[key]

    def length(self, s):
        return 2 + sum(len(self.pieces.word(w)) for w in s.words)

    def inputs(self, words, rng=None):
        """Lists pieces, cases (length P) and first, last (N + 1), which words were masked, owners (P), affixes (N + 1)."""
        ids, cases, first, last, masked = [self.pieces.cls], [0], [0], [0], set()
        owners, affixes = [0], [(affix.BUCKETS,) * affix.COUNT]
        for at, w in enumerate(words):
            own = self.pieces.word(w)
            if rng is not None and rng.random() < self.word_dropout:
                own = (self.pieces.mask,)
                masked.add(at)
            first.append(len(ids))
            ids += own
            cases += [case_class(w)] * len(own)
            owners += [at + 1] * len(own)
            affixes.append(affix.affixes(w))
            last.append(len(ids) - 1)
        return ids + [self.pieces.sep], cases + [0], first, last, masked, owners + [0], affixes

    def targets(self, s, masked=()):
        get = lambda name, values: [self.index[name].get(v, IGNORE) for v in values]
        scripts = [IGNORE if i in masked else self.script(w, l) for i, (w, l) in enumerate(zip(s.words, s.lemma))]
        spans = [(i, j, span_head(i, j, s.head), self.index["types"][t], float(s.upos[span_head(i, j, s.head) - 1] == "PROPN"))
                 for i, j, t in s.entities or []]
        return {"upos": get("upos", s.upos), "xpos": get("xpos", s.xpos), "feats": get("feats", s.feats),
                "lemma": scripts, "head": s.head, "labels": get("labels", s.deprel), "spans": spans,
                "annotated": s.entities is not None, "raw": s.raw, "soft": s.soft}

    def batch(self, rows, targets=None):
        """Padded tensors of `inputs` rows and, where given, `targets`."""
        p, n = max(len(r[0]) for r in rows), max(len(r[2]) for r in rows) - 1
        pad = lambda values, to, fill=0: torch.tensor([v + [fill] * (to - len(v)) for v in values])
        out = {"pieces": pad([r[0] for r in rows], p), "cases": pad([r[1] for r in rows], p),
               "first": pad([r[2] for r in rows], n + 1), "last": pad([r[3] for r in rows], n + 1),
               "owners": pad([r[5] for r in rows], p),
               "affixes": pad([r[6] for r in rows], n + 1, (affix.BUCKETS,) * affix.COUNT)}
        out["mask"] = torch.tensor([[True] * len(r[0]) + [False] * (p - len(r[0])) for r in rows])
        out["treebank"] = torch.tensor([int(t["annotated"]) for t in targets] if targets else [0] * len(rows))
        out["words"] = torch.tensor([len(r[2]) - 1 for r in rows])
        if targets is not None:
            for name in ("upos", "xpos", "feats", "lemma", "head", "labels"):
                out[name] = pad([t[name] for t in targets], n, IGNORE)
            out["spans"] = torch.tensor([(b, *span) for b, t in enumerate(targets) for span in t["spans"]],
                                        dtype=torch.float64).reshape(-1, 6)
            out["annotated"] = torch.tensor([t["annotated"] for t in targets])
            out["raw"] = torch.tensor([t["raw"] for t in targets])
            if targets[0]["soft"] is not None:
                out["soft"] = soft_batch([t["soft"] for t in targets], n)
        return out


def soft_batch(softs, n):
    """Padded soft targets: arc [B, n, n + 1], label [B, n, L], mention [B, n, n], spans [S, 4], kinds [S, types + 1],
    and for each tag group its likeliest values and their probabilities [B, n, k]."""
    b, labels = len(softs), softs[0]["label"].shape[1]
    out = {"arc": torch.zeros(b, n, n + 1), "label": torch.zeros(b, n, labels), "mention": torch.zeros(b, n, n)}
    for k, soft in enumerate(softs):
        m = len(soft["label"])
        out["arc"][k, :m, :m + 1] = soft["arc"].float()
        out["label"][k, :m] = soft["label"].float()
        out["mention"][k, :m, :m] = soft["mention"].float()
    for name in ("upos", "xpos", "feats"):
        likely = softs[0][name][0].shape[1]
        which, chance = torch.zeros(b, n, likely, dtype=torch.long), torch.zeros(b, n, likely)
        for k, soft in enumerate(softs):
            which[k, :len(soft["label"])] = soft[name][0].long()
            chance[k, :len(soft["label"])] = soft[name][1].float()
        out[name] = (which, chance)
    spans = [(k, *span) for k, soft in enumerate(softs) for span in soft["spans"]]
    out["spans"] = torch.tensor([x[:4] for x in spans], dtype=torch.long).reshape(-1, 4)
    out["kinds"] = torch.stack([x[4] for x in spans]).float() if spans else torch.zeros(0, 1)
    return out


def groups(lengths, budget, rng=None):
    """Indices grouped so that longest * count <= budget, sorted by length (with some noise where rng is given)."""
    noise = (lambda: 0.0) if rng is None else (lambda: rng.uniform(-1.5, 1.5))
    order = sorted(range(len(lengths)), key=lambda i: (lengths[i] + noise(), i))
    out, longest = [[]], 0
    for i in order:
        longest = max(longest, lengths[i])
        if out[-1] and longest * (len(out[-1]) + 1) > budget:
            out.append([])
            longest = lengths[i]
        out[-1].append(i)
    if rng is not None:
        rng.shuffle(out)
    return out


def epoch(encoder, sentences, budget, rng, longest=200):
    """Training batches of one pass, augmented, in random order."""
    rows, targets = [], []
    for s in sentences:
        s = augment.change(s, rng)
        row = encoder.inputs(s.words, rng)
        if len(row[0]) <= longest:
            rows.append(row)
            targets.append(encoder.targets(s, row[4]))
    for group in groups([len(r[0]) for r in rows], budget, rng):
        yield encoder.batch([rows[i] for i in group], [targets[i] for i in group])
