"""Per-relation table of the shipped model on the development parts: where trees go wrong.

python3 training/errors.py --data ../shared/data --model models/analyser.dtm
"""
import argparse

import torch

from analyser import quant, shipped
from analyser.analyse import analyse
from analyser.score import relation_table, scores
from analyser.train import load_data


def main(argv=None):
    p = argparse.ArgumentParser()
    p.add_argument("--data", required=True)
    p.add_argument("--model", required=True)
    p = p.parse_args(argv)
    torch.set_num_threads(1)
    model, encoder, table, threshold = shipped.load(p.model)
    quant.set_mode("exact")
    for name, gold in load_data(p.data)[1].items():
        found = analyse(model, encoder, [s.words for s in gold], threshold, table=table)
        print(name, {k: round(v, 2) for k, v in scores(gold, found).items()})
        print(f"{'relation':16}{'words':>7}{'head':>8}{'recall':>8}{'precision':>11}")
        for d, count, arc, both, precision in relation_table(gold, found):
            if count >= 20:
                print(f"{d:16}{count:7}{arc:8.1f}{both:8.1f}{precision:11.1f}")


if __name__ == "__main__":
    main()
