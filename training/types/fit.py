"""Training one type network, and scoring it."""
import random
import time

import torch
import torch.nn.functional as F
from torch.nn.utils.rnn import pad_sequence

from analyser.batches import groups

import network
from examples import QUAD, ROOTS


def encode(pieces, examples):
    return [network.rows(pieces, e) for e in examples]


def lowest(model, items, layers, known, budget=4096):
    """The rows of each item after the first layers, without dropout. `known` keeps them by the item, for the next time."""
    model.eval()
    todo = [i for i, r in enumerate(items) if (tuple(r[0]), tuple(r[1])) not in known]
    with torch.no_grad():
        for group in groups([len(items[i][0]) for i in todo], budget) if todo else []:
            some = [items[todo[g]] for g in group]
            for r, x in zip(some, model.lower(network.batch(some), layers)):
                known[tuple(r[0]), tuple(r[1])] = x[:len(r[0])].clone()
    return [known[tuple(r[0]), tuple(r[1])] for r in items]


def fit(model, pieces, examples, epochs, rate=1e-4, seed=1, budget=1024, smooth=0.1, log=None, rank=0.8, frozen=0, known=None):
    """Train on examples for a number of passes. `rank`: how much slower each lower layer learns; `frozen`: how many layers,
    from the lowest, stay as they are; `known`: their rows, kept between calls that begin with the same weights."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    depth = len(model.layer)
    named = []
    for name, p in model.named_parameters():
        if not p.requires_grad:
            continue
        level = int(name.split(".")[1]) if name.startswith("layer.") else (-1 if "emb" in name else depth)
        if level < frozen and frozen:
            continue
        scale = rank ** max(0, depth - 1 - level) if level < depth else 5.0
        named.append({"params": [p], "lr": rate * scale, "base": rate * scale,
                      "weight_decay": 0.01 if p.ndim > 1 and "emb" not in name else 0.0})
    optimiser = torch.optim.AdamW(named)
    items = encode(pieces, examples)
    below = lowest(model, items, frozen, {} if known is None else known) if frozen else None
    steps = epochs * len(groups([len(r[0]) for r in items], budget))
    step, start = 0, time.time()
    model.train()
    for epoch in range(epochs):
        total = n = 0.0
        for group in groups([len(r[0]) for r in items], budget, rng):
            scale = min(1.0, (step + 1) / (0.1 * steps)) * max(0.0, 1.0 - step / (1.02 * steps))
            for g in optimiser.param_groups:
                g["lr"] = g["base"] * scale
            batch = network.batch([items[i] for i in group])
            x = pad_sequence([below[i] for i in group], batch_first=True) if frozen else model.lower(batch, 0)
            out = model.upper(x, batch, frozen)
            gold = torch.tensor([ROOTS.index(examples[i].root) for i in group])
            weight = torch.tensor([examples[i].weight for i in group])
            loss = (F.cross_entropy(out, gold, label_smoothing=smooth, reduction="none") * weight).sum() / weight.sum()
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([p for g in optimiser.param_groups for p in g["params"]], 1.0)
            optimiser.step()
            step += 1
            total, n = total + loss.item() * len(group), n + len(group)
        if log:
            log(f"  pass {epoch + 1}: loss {total / n:.3f}, {time.time() - start:.0f} s")
    return model


def predict(model, pieces, examples, budget=4096, frozen=0, known=None):
    """Log-probabilities [n, labels], in order. `frozen` and `known` as for `fit`."""
    items = encode(pieces, examples)
    below = lowest(model, items, frozen, {} if known is None else known) if frozen else None
    model.eval()
    out = torch.zeros(len(items), len(ROOTS))
    with torch.inference_mode():
        for group in groups([len(r[0]) for r in items], budget):
            batch = network.batch([items[i] for i in group])
            x = pad_sequence([below[i] for i in group], batch_first=True) if frozen else model.lower(batch, 0)
            out[group] = model.upper(x, batch, frozen).log_softmax(-1)
    return out


def f1(gold, answer, labels):
    """Macro-F1 over `labels`, and each label's (precision, recall, F1, count)."""
    each = {}
    for label in labels:
        hit = sum(g == a == label for g, a in zip(gold, answer))
        said, real = sum(a == label for a in answer), sum(g == label for g in gold)
        p, r = hit / said if said else 0.0, hit / real if real else 0.0
        each[label] = (p, r, 2 * p * r / (p + r) if p + r else 0.0, real)
    return sum(v[2] for v in each.values()) / len(each), each


def report(examples, answer):
    """Scores of answers (roots) as a dict, and a table."""
    gold = [e.root for e in examples]
    macro, each = f1(gold, answer, [r for r in ROOTS if r in gold])
    quad, _ = f1([QUAD[g] for g in gold], [QUAD[a] for a in answer], sorted({QUAD[g] for g in gold}))
    side = lambda r: "cooperation" if QUAD[r] in (1, 2) else "conflict" if QUAD[r] else "none"
    sides, _ = f1([side(g) for g in gold], [side(a) for a in answer], sorted({side(g) for g in gold}))
    accuracy = sum(g == a for g, a in zip(gold, answer)) / len(gold)
    text = [f"root macro-F1 {macro:.4f}  accuracy {accuracy:.4f}  quad {quad:.4f}  sides {sides:.4f}"]
    text += [f"  {k:10} P {v[0]:.3f} R {v[1]:.3f} F {v[2]:.3f} n {v[3]}" for k, v in each.items()]
    return {"root": macro, "accuracy": accuracy, "quad": quad, "sides": sides}, "\n".join(text)
