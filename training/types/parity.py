"""Writes parity.jsonl: what the shipped type network says of some sentences of data/written.tsv, by the program's own
arithmetic (training/analyser/fixed.py). The program's tests compare themselves with it.

python3 training/types/parity.py --minilm DIR --model models/types.dtm
"""
import argparse
import json
from pathlib import Path

import paths
import torch
from safetensors.torch import load_file

from analyser import fixed
from analyser.pieces import Pieces
from analyser.quant import set_mode

import examples as book
import network
import shipped

EVERY = 9


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--minilm", required=True, type=Path)
    p.add_argument("--model", default=paths.ROOT / "models" / "types.dtm", type=Path)
    p = p.parse_args()
    pieces = Pieces((p.minilm / "vocab.txt").read_text(encoding="utf-8").split("\n")[:-1])
    state = load_file(p.minilm / "model.safetensors")
    model = shipped.read(p.model, state["embeddings.word_embeddings.weight"])
    model.eval()
    set_mode("exact")
    plain = network.F
    fixed.apply(model)
    network.F = type("Same operations as the program's", (), {"gelu": staticmethod(fixed.gelu)})
    chosen = book.table(paths.HERE / "data" / "written.tsv")[::EVERY]
    long = chosen[0]
    filler = "Reporters waited outside the hall while it rained .".split() * 24
    chosen.append(book.Example(filler + long.words + filler, *[s and (s[0] + len(filler), s[1] + len(filler)) for s in
                               (long.actor, long.recipient)], long.root, "long"))
    with open(paths.HERE / "parity.jsonl", "w", encoding="utf-8") as file, torch.inference_mode():
        for e in chosen:
            scores = model(network.batch([network.rows(pieces, e)]))[0]
            file.write(json.dumps({"words": e.words, "actor": e.actor, "recipient": e.recipient,
                                   "scores": [round(v, 5) for v in scores.tolist()]}, ensure_ascii=False) + "\n")
    network.F = plain


if __name__ == "__main__":
    main()
