"""Write a checkpoint as the shipped int8 model file, and measure what the quantisation costs.

python3 training/export.py --data ../shared/data --checkpoint RUN/average.pt --out models/analyser.dtm
"""
import argparse
import json

import torch

from analyser import lemma_table, quant, shipped
from analyser.analyse import analyse
from analyser.batches import Encoder
from analyser.network import Analyser
from analyser.pieces import Pieces
from analyser.score import scores
from analyser.train import load_data


def measure(model, encoder, dev, table, threshold, mode):
    quant.set_mode(mode)
    found = {n: scores(gold, analyse(model, encoder, [s.words for s in gold], threshold, table=table))
             for n, gold in dev.items()}
    quant.set_mode("fp32")
    return found


def main(argv=None):
    a = argparse.ArgumentParser()
    a.add_argument("--data", required=True)
    a.add_argument("--checkpoint", required=True)
    a.add_argument("--out", required=True)
    a.add_argument("--version", default="1")
    a.add_argument("--threshold", type=float, default=0.0)
    a.add_argument("--scores", help="where to write the scores as JSON")
    a = a.parse_args(argv)
    torch.set_num_threads(1)
    kept = torch.load(a.checkpoint, weights_only=True)
    train, dev = load_data(a.data)
    table = lemma_table.make([[s for s in train if s.entities is None], [s for s in train if s.entities is not None]])
    plain = Analyser(len(kept["vocab"]), {k: len(v) for k, v in kept["lists"].items()})
    kept["weights"].setdefault("affix.weight", torch.zeros_like(plain.affix.weight))
    shipped.write(a.out, kept["weights"], kept["lists"], kept["vocab"], table, a.version, a.threshold)

    plain.load_state_dict(kept["weights"])
    encoder = Encoder(Pieces(kept["vocab"]), kept["lists"])
    out = {"fp32": measure(plain, encoder, dev, table, a.threshold, "fp32")}
    model, encoder, table, threshold = shipped.load(a.out)
    out["int8"] = measure(model, encoder, dev, table, threshold, "exact")
    out = {m: {p: {k: round(v, 2) for k, v in s.items()} for p, s in parts.items()} for m, parts in out.items()}
    if a.scores:
        with open(a.scores, "w", encoding="utf-8") as file:
            json.dump(out, file, indent=1)
    print(json.dumps(out, indent=1))


if __name__ == "__main__":
    main()
