"""Train the network and keep a running average of its weights."""
import argparse
import json
import math
import random
import time
from dataclasses import replace
from pathlib import Path

import torch
from safetensors.torch import load_file

from . import batches, conllu, labels, loss, quant, rawtext, teach
from .analyse import analyse
from .network import LIGHT, Analyser, Regular
from .pieces import Pieces
from .score import scores


def optimiser(model, encoder_rate, head_rate, decay=0.9):
    """AdamW; the encoder's rate falls by `decay` per layer towards the input; no weight decay on vectors."""
    depth = {"word_emb": 0, "pos_emb": 0, "emb_ln": 0, "layer": None}
    groups = {}
    for name, p in model.named_parameters():
        if not p.requires_grad:
            continue
        parts = name.split(".")
        if parts[0] == "layer":
            rate = encoder_rate * decay ** (5 - int(parts[1]))
        elif parts[0] in depth:
            rate = encoder_rate * decay ** 6
        else:
            rate = head_rate
        wd = 0.01 if p.ndim > 1 and "emb" not in name and parts[0] != "affix" else 0.0
        groups.setdefault((rate, wd), []).append(p)
    return torch.optim.AdamW([{"params": ps, "lr": rate, "weight_decay": wd} for (rate, wd), ps in groups.items()],
                             betas=(0.9, 0.98), fused=True)


class Average:
    """Exponential moving average of all weights (Polyak & Juditsky 1992), with warm-up; taken every few steps."""
    EVERY = 4

    def __init__(self, model, decay):
        self.decay, self.step = decay, 0
        self.weights = {k: v.detach().clone() for k, v in model.state_dict().items()}

    def update(self, model):
        self.step += 1
        if self.step % self.EVERY:
            return
        keep = min(self.decay, (1 + self.step) / (10 + self.step)) ** self.EVERY
        state = model.state_dict()
        torch._foreach_lerp_(list(self.weights.values()), [state[k] for k in self.weights], 1 - keep)


def evaluate(model, weights, encoder, parts, mode="fp32"):
    """Scores of the averaged weights on each development part."""
    own = {k: v.clone() for k, v in model.state_dict().items()}
    model.load_state_dict(weights)
    quant.set_mode(mode)
    out = {}
    for name, gold in parts.items():
        out[name] = scores(gold, analyse(model, encoder, [s.words for s in gold]))
    quant.set_mode("fp32")
    model.load_state_dict(own)
    model.train()
    return out


def load_data(data):
    """(training sentences, {name: development sentences})"""
    data = Path(data) / "treebank"
    train = conllu.read(data / "ewt-train.conllu") + conllu.read(data / "gum-train.conllu", entities=True)
    dev = {"ewt": conllu.read(data / "ewt-dev.conllu"), "gum": conllu.read(data / "gum-dev.conllu", entities=True)}
    return train, dev


def teacher(path, lists, vocab, regular=Regular()):
    """The network of a checkpoint with the same lists."""
    kept = torch.load(path, weights_only=True)
    assert kept["lists"] == lists, "the teacher knows other labels"
    model = Analyser(len(vocab), {k: len(v) for k, v in lists.items()}, regular)
    kept["weights"].setdefault("affix.weight", torch.zeros_like(model.affix.weight))  # the first networks had none
    model.load_state_dict(kept["weights"])
    return model


def save(path, weights, lists, vocab, notes):
    torch.save({"weights": weights, "lists": lists, "vocab": vocab, "notes": notes}, path)


def main(argv=None):
    a = argparse.ArgumentParser()
    a.add_argument("--data", required=True)
    a.add_argument("--minilm", required=True, help="folder with model.safetensors and vocab.txt")
    a.add_argument("--out", required=True, help="folder for checkpoints and log")
    a.add_argument("--epochs", type=float, default=5)
    a.add_argument("--stop-after", type=int, default=0, help="end after this many passes of a longer schedule")
    a.add_argument("--encoder-rate", type=float, default=1.5e-4)
    a.add_argument("--head-rate", type=float, default=1e-3)
    a.add_argument("--budget", type=int, default=1024)
    a.add_argument("--average", type=float, nargs="*", default=[0.998], help="decay of each running average kept")
    a.add_argument("--warm", type=float, default=0.06, help="share of the steps in which the learning rate rises")
    a.add_argument("--hold", type=float, default=0.0, help="share of the steps after which the learning rate falls")
    a.add_argument("--resume", action="store_true", help="go on from the folder's state.pt")
    a.add_argument("--quantised-from", type=float, default=2.0, help="share of the steps after which int8 is simulated")
    a.add_argument("--seed", type=int, default=1)
    a.add_argument("--word-dropout", type=float, default=0.08)
    a.add_argument("--light", action="store_true", help="little regularisation, as for the first teacher")
    a.add_argument("--start", help="checkpoint to go on from (a second cycle), instead of MiniLM")
    a.add_argument("--no-affixes", action="store_true", help="leave the table of affixes at zero, as the first networks did")
    a.add_argument("--soft", type=float, default=loss.SOFT, help="the teachers' share on annotated sentences")
    a.add_argument("--teachers", nargs="*", default=[], help="checkpoints whose averaged opinion is learnt too")
    a.add_argument("--raw", type=float, default=0.0, help="share of the raw news sentences added to each pass")
    a.add_argument("--limit", type=int, default=0)
    a = a.parse_args(argv)
    torch.set_num_threads(1)
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    out = Path(a.out)
    out.mkdir(parents=True, exist_ok=True)
    log = lambda **kv: print(json.dumps(kv), flush=True)

    train, dev = load_data(a.data)
    vocab = Path(a.minilm, "vocab.txt").read_text(encoding="utf-8").split("\n")[:30522]
    lists = labels.collect(train)
    if a.limit:
        train = train[::max(1, len(train) // a.limit)]
    encoder = batches.Encoder(Pieces(vocab), lists, a.word_dropout)
    news = [teach.raw(words) for words in rawtext.news(a.data)] if a.raw else []
    if a.teachers:
        if not (out / "soft.pt").exists():
            teach.soften([teacher(path, lists, vocab) for path in a.teachers], encoder, train + news)
            torch.save([(s.head, s.soft) for s in train + news], out / "soft.pt")
        for s, (s.head, s.soft) in zip(train + news, torch.load(out / "soft.pt", weights_only=True)):
            pass
        log(softened=len(train) + len(news))
    regular = LIGHT if a.light else Regular()
    if a.no_affixes:
        regular = replace(regular, affixes=1.0)
    loss.SOFT = a.soft
    if a.start:
        model = teacher(a.start, lists, vocab, regular)
    else:
        model = Analyser(len(vocab), {k: len(v) for k, v in lists.items()}, regular)
        model.load_minilm(load_file(Path(a.minilm, "model.safetensors")))
    averages = [Average(model, decay) for decay in a.average]
    opt = optimiser(model, a.encoder_rate, a.head_rate)
    sample = lambda: train + rng.sample(news, int(a.raw * len(news)))
    per_epoch = sum(1 for _ in batches.groups([encoder.length(s) for s in sample()], a.budget))
    steps = int(per_epoch * a.epochs)
    warm, hold = max(1, int(a.warm * steps)), max(int(a.warm * steps), int(a.hold * steps))
    rate = lambda k: k / warm if k < warm else 1.0 if k < hold else max(0.02, (steps - k) / (steps - hold))
    schedule = torch.optim.lr_scheduler.LambdaLR(opt, rate)
    log(sentences=len(train), steps=steps, **{k: len(v) for k, v in lists.items()})

    step, first, began, seen = 0, 0, time.time(), {}
    if a.resume:
        kept = torch.load(out / "state.pt", weights_only=True)
        step, first = kept["step"], kept["epoch"]
        model.load_state_dict(kept["model"])
        opt.load_state_dict(kept["optimiser"])
        for average, weights in zip(averages, kept["averages"]):
            average.weights, average.step = weights, step
        version, numbers, rest = kept["random"]
        rng.setstate((version, tuple(numbers), rest))
        torch.set_rng_state(kept["torch"])
        schedule = torch.optim.lr_scheduler.LambdaLR(opt, rate, last_epoch=step - 1)
    for number in range(first, math.ceil(a.epochs)):
        model.train()
        for batch in batches.epoch(encoder, sample(), a.budget, rng):
            if step == int(a.quantised_from * steps):
                quant.set_mode("train")
            parts = loss.losses(model, batch)
            opt.zero_grad(set_to_none=True)
            loss.total(parts).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0, foreach=True)
            opt.step()
            schedule.step()
            for average in averages:
                average.update(model)
            step += 1
            for k, v in parts.items():
                seen[k] = 0.98 * seen.get(k, v.item()) + 0.02 * v.item()
            if step % 50 == 0:
                log(step=step, rate=round(rate(step), 3), minutes=round((time.time() - began) / 60, 1), **{k: round(v, 3) for k, v in seen.items()})
            if step >= steps:
                break
        torch.save({"step": step, "epoch": number + 1, "model": model.state_dict(), "optimiser": opt.state_dict(),
                    "averages": [average.weights for average in averages], "random": rng.getstate(),
                    "torch": torch.get_rng_state()}, out / "state.pt")
        for k, average in enumerate(averages):
            save(out / ("average.pt" if k == 0 else f"average{k + 1}.pt"), average.weights, lists, vocab,
                 {"epoch": number + 1, "step": step, "args": vars(a)})
            mode = quant.MODE["mode"]
            found = evaluate(model, average.weights, encoder, dev)
            quant.set_mode(mode)
            log(epoch=number + 1, average=average.decay, minutes=round((time.time() - began) / 60, 1),
                **{f"{part}.{k}": round(v, 2) for part, s in found.items() for k, v in s.items() if ":" not in k})
        if step >= steps or number + 1 == a.stop_after:
            break
    (out / "done").touch()


if __name__ == "__main__":
    main()
