"""Training one type network, and scoring it."""
import random
import time

import torch
import torch.nn.functional as F

from analyser.batches import groups

import network
from examples import QUAD, ROOTS


def encode(pieces, examples):
    return [network.rows(pieces, e) for e in examples]


def fit(model, pieces, examples, epochs, rate=1e-4, seed=1, budget=1024, smooth=0.1, log=None, rank=0.8, average=0.0,
        change=None):
    """Train on examples for a number of passes. `rank`: how much slower each lower layer learns."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    depth = len(model.layer)
    named = []
    for name, p in model.named_parameters():
        if not p.requires_grad:
            continue
        level = int(name.split(".")[1]) if name.startswith("layer.") else (-1 if "emb" in name else depth)
        scale = rank ** max(0, depth - 1 - level) if level < depth else 5.0
        named.append({"params": [p], "lr": rate * scale, "base": rate * scale,
                      "weight_decay": 0.01 if p.ndim > 1 and "emb" not in name else 0.0})
    optimiser = torch.optim.AdamW(named)
    fixed = encode(pieces, examples)
    steps = epochs * len(groups([len(r[0]) for r in fixed], budget))
    step, start = 0, time.time()
    mean, count = None, 0
    model.train()
    for epoch in range(epochs):
        now, items = examples, fixed
        if change is not None and epoch:
            now = [change(e, rng) for e in examples]
            items = encode(pieces, now)
        total = n = 0.0
        for group in groups([len(r[0]) for r in items], budget, rng):
            scale = min(1.0, (step + 1) / (0.1 * steps)) * max(0.0, 1.0 - step / (1.02 * steps))
            for g in optimiser.param_groups:
                g["lr"] = g["base"] * scale
            out = model(network.batch([items[i] for i in group]))
            gold = torch.tensor([ROOTS.index(now[i].root) for i in group])
            weight = torch.tensor([now[i].weight for i in group])
            loss = (F.cross_entropy(out, gold, label_smoothing=smooth, reduction="none") * weight).sum() / weight.sum()
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([p for g in optimiser.param_groups for p in g["params"]], 1.0)
            optimiser.step()
            step += 1
            total, n = total + loss.item() * len(group), n + len(group)
            if average and step > (1 - average) * steps:
                state = {k: v.detach().clone() for k, v in model.state_dict().items() if k != "word_emb.weight"}
                mean = state if mean is None else {k: mean[k] + v for k, v in state.items()}
                count += 1
        if log:
            log(f"  pass {epoch + 1}: loss {total / n:.3f}, {time.time() - start:.0f} s")
    if mean is not None:
        model.load_state_dict({k: v / count for k, v in mean.items()}, strict=False)
    return model


def predict(model, pieces, examples, budget=4096):
    """Log-probabilities [n, labels], in order."""
    model.eval()
    items = encode(pieces, examples)
    out = torch.zeros(len(items), len(ROOTS))
    with torch.inference_mode():
        for group in groups([len(r[0]) for r in items], budget):
            out[group] = model(network.batch([items[i] for i in group])).log_softmax(-1)
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
