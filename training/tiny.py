"""Write a tiny model file of random weights: the seed of the fuzz target that reads models.

python3 training/tiny.py --out fuzz/seeds/model/tiny.dtm
"""
import argparse

import numpy as np

from analyser import container, shipped

DIM, BUCKETS = 64, 8
VOCAB = ["[CLS]", "[SEP]", "[UNK]", "kim", "fire", "##d", "##s", "a", ",", "."]
LISTS = {"upos": ["NOUN", "PUNCT", "VERB"], "xpos": ["NN", "VBD"], "feats": ["_", "Number=Sing"],
         "lemma_scripts": ["k|0||0|", "l|0||2|", "=be"], "labels": ["nsubj", "parataxis", "root"],
         "entity_types": ["person", "place"]}
TABLE = {("men", "NOUN"): "man", ("fired", "VERB"): "fire"}
SLICES = ("tag", "arc_dep", "arc_head", "lab_dep", "lab_head", "men_first", "men_last", "typ_first", "typ_last", "typ_head")


def main(argv=None):
    p = argparse.ArgumentParser()
    p.add_argument("--out", required=True)
    p = p.parse_args(argv)
    rng = np.random.default_rng(1)
    floats = lambda *shape: rng.normal(0, 0.1, shape).astype(np.float32)
    bytes_ = lambda *shape: rng.integers(-127, 128, shape, dtype=np.int8)
    tensors = {}

    def linear(name, outputs, inputs):
        w = bytes_(outputs, inputs)
        tensors[name + ".w"] = container.pack(w)
        tensors[name + ".s"] = shipped.padded(np.abs(floats(outputs)) * np.float32(0.01))
        tensors[name + ".b"] = shipped.padded(floats(outputs))
        tensors[name + ".o"] = shipped.padded(128 * w.sum(axis=1, dtype=np.int32))

    def norm(name):
        tensors[name + ".g"], tensors[name + ".b"] = floats(DIM), floats(DIM)

    for name, rows, width in (("word_emb", len(VOCAB), DIM), ("affix", BUCKETS, 2 * DIM)):
        tensors[name + ".w"], tensors[name + ".s"] = bytes_(rows, width), np.abs(floats(rows))
    tensors["pos_emb"], tensors["case_emb"] = floats(24, DIM), floats(10, DIM)
    norm("emb_ln")
    for name, outputs, inputs in (("qkv", 3 * DIM, DIM), ("attn_out", DIM, DIM), ("ffn_in", DIM, DIM), ("ffn_out", DIM, DIM)):
        linear("layer.0." + name, outputs, inputs)
    norm("layer.0.attn_ln")
    norm("layer.0.ffn_ln")
    linear("heads", len(SLICES) * DIM, DIM)
    linear("tags", sum(len(LISTS[k]) for k in ("upos", "xpos", "feats", "lemma_scripts")), DIM)
    for name in ("arc", "men"):
        tensors[name + ".u"] = floats(DIM, DIM)
    tensors["arc.b"], tensors["men.bf"], tensors["men.bl"], tensors["men.b"] = floats(DIM), floats(DIM), floats(DIM), floats(1)
    for name, outputs in (("label", len(LISTS["labels"])), ("type", len(LISTS["entity_types"]) + 1)):
        tensors[name + ".w"], tensors[name + ".b"] = floats(outputs, DIM), floats(outputs)
    tensors.update(shipped.words(VOCAB, TABLE, LISTS["upos"]))
    architecture = {"layers": 1, "dim": DIM, "heads": 2, "ffn": DIM, "max_pieces": 24, "ln_eps": 1e-12,
                    "max_pieces_per_word": 8, "case_classes": 10, "arc_dim": DIM, "label_dim": DIM, "mention_dim": DIM,
                    "type_dim": DIM, "affix_buckets": BUCKETS}
    slices = [[name, i * DIM, (i + 1) * DIM, i < 3] for i, name in enumerate(SLICES)]
    container.write(p.out, {"name": "tiny", "version": "1", "licence": "CC0-1.0", "architecture": architecture,
                            "head_slices": slices, "entity_threshold": 0.0, **LISTS}, tensors)


if __name__ == "__main__":
    main()
