"""Write the reference outputs of the shipped model for the Rust parity test (SPEC.md section 8).

python3 training/parity.py --model models/analyser.dtm --out training/parity/parity.jsonl
"""
import argparse
import json
from pathlib import Path

import numpy as np
import torch

from analyser import fixed, quant, shipped
from analyser.analyse import analyse

SENTENCES = Path(__file__).resolve().parent / "parity" / "sentences.txt"
# What a line of text cannot hold, or nobody would write in one.
ODD = [["\u0001"], ["7"], ["\U0001F600", "\U0001F680\U0001F680"], ["1", "2,000", "3.5", "2024-05-28"], ["\u5317\u671d\u9bae"],
       ["http://www.example.org/a-very/long_path?with=many&parts=1.html", "is", "down", "."],
       ["KIM", "JONG", "UN", "VISITS", "PYONGYANG"], ["Stra\u00dfe", "caf\u00e9", "\u0130stanbul", "\u03a3\u03af\u03c3\u03c5\u03c6\u03bf\u03c2"],
       ["x" * 120, "stops"], ["ComradeKim", "Jong", "Uninvited", "him", "."], ["."], ["(", ")", "--", "\u2014", "\u2026"],
       ["No", "\u00ad", "\u200b", "\ufffd", "problem"], ["the"] * 90]


WHOLE = 100  # the program splits longer sentences, and this does not


def sentences(path):
    """The sentences of a file, one a line, with single spaces between the words; no more than WHOLE words of each."""
    return [line.split(" ")[:WHOLE] for line in path.read_text(encoding="utf-8").removesuffix("\n").split("\n")]


def gap(row):
    """Distance between the best and the second best of a row."""
    top = np.sort(row[np.isfinite(row)])
    return float(top[-1] - top[-2]) if len(top) > 1 else float("inf")


def margin(a, threshold):
    """The smallest distance of any decision of a sentence from going the other way; 0 where the tree was not greedy."""
    s, n = a.scores, len(a.words)
    gaps = [gap(row) for k in ("upos", "xpos", "feats", "lemma") for row in s[k]]
    arc = s["joint"].copy()
    gaps += [float(np.abs(row - row.max() + 4.0).min()) for row in s["arc"]] if n > 1 else []
    arc[np.arange(n), np.arange(1, n + 1)] = -np.inf
    gaps += [gap(row) for row in arc] if n > 1 else []
    if arc.argmax(axis=1).tolist() != a.head:
        gaps.append(0.0)
    gaps += [gap(row) for row, h in zip(s["label"], a.head) if h]
    upper = s["mention"][np.triu_indices(n)]
    gaps.append(float(np.abs(upper - threshold).min()))
    inside = [(i, j, s["mention"][i, j]) for i in range(n) for j in range(i, n) if s["mention"][i, j] > threshold]
    gaps += [abs(float(x[2] - y[2])) for x in inside for y in inside if x[0] < y[0] <= x[1] < y[1]]
    if s["type"] is not None:
        gaps += [gap(row[:-1]) for row in s["type"]] + [abs(float(row[-1])) for row in s["type"]]
    return min(gaps)


def line(ident, a, threshold):
    s = a.scores
    r = lambda v: round(float(v), 4)
    return {"id": ident, "words": a.words, "upos": a.upos, "xpos": a.xpos, "feats": a.feats, "lemma": a.lemma,
            "head": a.head, "deprel": a.deprel, "entities": [list(e) for e in a.entities],
            "arc": [r(s["arc"][d, h]) for d, h in enumerate(a.head)], "upos_score": [r(row.max()) for row in s["upos"]],
            "mention": [r(f[2]) for f in s["found"]], "margin": round(margin(a, threshold), 5)}


def main(argv=None):
    p = argparse.ArgumentParser()
    p.add_argument("--model", required=True)
    p.add_argument("--out", required=True)
    p = p.parse_args(argv)
    torch.set_num_threads(1)
    named = [(f"sentence-{k}", words) for k, words in enumerate(sentences(SENTENCES), 1)]
    named += [(f"odd-{k}", words) for k, words in enumerate(ODD)]
    model, encoder, table, threshold = shipped.load(p.model)
    quant.set_mode("exact")
    fixed.apply(model)
    found = analyse(model, encoder, [words for _, words in named], threshold, table=table, raw=True)
    Path(p.out).parent.mkdir(parents=True, exist_ok=True)
    with open(p.out, "w", encoding="utf-8") as file:
        for (ident, _), a in zip(named, found):
            file.write(json.dumps(line(ident, a, threshold), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
