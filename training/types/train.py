"""Trains the type head and writes it, in one command:

python3 training/types/train.py --data ../shared/data --knowledge knowledge --out models

With --validate it scores five-fold cross-validation on the relation data instead, and writes each pair's answer.
One thread; seeded.
"""
import argparse
import json
import random
import subprocess
import sys
from pathlib import Path

import paths
import torch
from safetensors.torch import load_file

from analyser import minilm
from analyser.pieces import Pieces

import examples as book
import fit
import network
import shipped

FOLDS = 5
FIRST = {"epochs": 2, "rate": 1.5e-4, "seed": 99}   # on what was written for it
SECOND = {"epochs": 12, "rate": 1e-4, "frozen": network.LAYERS}  # the head alone, on the relation data and some of what was written
MORE = 300                                          # sentences of NONE, and as many of the types


def written(knowledge):
    """All sentences written for this project."""
    out = []
    for path in sorted((paths.HERE / "data").glob("*.tsv")):
        out += book.table(path)
    return out + book.senses(knowledge / "events")


def first(pieces, state, extra, say, cache=None):
    """Weights after the first stage; kept in `cache` where it is given."""
    if cache and cache.exists():
        return torch.load(cache)
    model = network.TypeNet(len(pieces.vocab), len(book.ROOTS))
    model.load_minilm(state)
    fit.fit(model, pieces, extra, log=say, **FIRST)
    if cache:
        torch.save(model.state_dict(), cache)
    return model.state_dict()


def second(pieces, weights, pairs, extra, seed, say, known=None):
    """A network after the second stage."""
    model = network.TypeNet(len(pieces.vocab), len(book.ROOTS))
    model.load_state_dict(weights)
    none, some = ([e for e in extra if (e.root == "NONE") == is_none] for is_none in (True, False))
    rng = random.Random(1)
    return fit.fit(model, pieces, pairs + rng.sample(none, MORE) + rng.sample(some, MORE), seed=seed, log=say, known=known, **SECOND)


def validate(pieces, weights, pairs, extra, out, say, known=None):
    of, known = book.folds(pairs, FOLDS), {} if known is None else known
    scores = torch.zeros(len(pairs), len(book.ROOTS))
    for fold in range(FOLDS):
        model = second(pieces, weights, [e for e, f in zip(pairs, of) if f != fold], extra, fold + 1, say, known)
        test = [i for i, f in enumerate(of) if f == fold]
        scores[test] = fit.predict(model, pieces, [pairs[i] for i in test], frozen=SECOND["frozen"], known=known)
        done = [i for i, f in enumerate(of) if f <= fold]
        roots = [book.ROOTS[c] for c in scores[done].argmax(-1).tolist()]
        say(fit.report([pairs[i] for i in done], roots)[1].split("\n")[0])
    answer = [book.ROOTS[c] for c in scores.argmax(-1).tolist()]
    result, text = fit.report(pairs, answer)
    say(text)
    with open(out, "w", encoding="utf-8") as file:
        file.write("line\tfold\tgold\tanswer\t" + "\t".join(book.ROOTS) + "\n")
        for i, (e, a) in enumerate(zip(pairs, answer)):
            file.write(f"{i + 2}\t{of[i]}\t{e.root}\t{a}\t" + "\t".join(f"{p:.4f}" for p in scores[i].exp().tolist()) + "\n")
    return result


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--data", required=True, type=Path, help="the folder that holds relations/plv-train.tsv")
    p.add_argument("--knowledge", default=paths.ROOT / "knowledge", type=Path)
    p.add_argument("--out", default=paths.ROOT / "models", type=Path)
    p.add_argument("--work", default=paths.HERE.parent / "work", type=Path, help="the pretrained encoder and checkpoints go here")
    p.add_argument("--minilm", type=Path, help="folder with the encoder's model.safetensors and vocab.txt, if already there")
    p.add_argument("--validate", type=Path, metavar="FILE", help="cross-validate, and write the answers to FILE")
    p = p.parse_args()
    torch.set_num_threads(1)
    say = lambda line: print(line, flush=True)
    subprocess.run([sys.executable, str(paths.HERE / "write.py")], check=True)
    p.work.mkdir(parents=True, exist_ok=True)
    source = p.minilm or minilm.fetch(p.work / "minilm")
    pieces = Pieces((source / "vocab.txt").read_text(encoding="utf-8").split("\n")[:-1])
    extra = written(p.knowledge)
    pairs = book.table(p.data / "relations" / "plv-train.tsv")
    say(f"{len(pairs)} coded pairs, {len(extra)} written")
    weights = first(pieces, load_file(source / "model.safetensors"), extra, say, p.work / "types-first.pt")
    if p.validate:
        result = validate(pieces, weights, pairs, extra, p.validate, say)
        p.validate.with_suffix(".json").write_text(json.dumps(result, indent=1) + "\n")
        return
    model = second(pieces, weights, pairs, extra, 1, say)
    p.out.mkdir(parents=True, exist_ok=True)
    shipped.write(model, p.out / "types.dtm")
    say(f"wrote {p.out / 'types.dtm'}, {(p.out / 'types.dtm').stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
