"""Between the network and its shipped form: int8 tensors out of a checkpoint, and a network back from a model file."""
import torch

from . import batches, container, network
from .network import ARC, DIM, FFN, HEADS, LABEL, LAYERS, MAX_PIECES, MENTION, SLICES, TYPE
from .pieces import CASE_CLASSES, MAX_PIECES_PER_WORD, Pieces
from .quant import QLinear, weight_int8

RENAMED = {"arc_u": "arc.u", "arc_b": "arc.b", "men_u": "men.u", "men_bf": "men.bf", "men_bl": "men.bl", "men_b": "men.b",
           "label.weight": "label.w", "label.bias": "label.b", "kind.weight": "type.w", "kind.bias": "type.b"}
LISTS = {"upos": "upos", "xpos": "xpos", "feats": "feats", "lemma": "lemma_scripts", "labels": "labels",
         "types": "entity_types"}


def tensors(weights):
    """{name in the file: array} of a state dict, in the order of the network."""
    out, weights = {}, dict(weights)
    folded = weights["heads.bias"].clone()
    folded[:DIM] += weights.pop("treebank")[0]
    weights["heads.bias"] = folded
    for name, value in weights.items():
        base, _, last = name.rpartition(".")
        if name == "word_emb.weight" or (last == "weight" and value.ndim == 2 and name not in RENAMED):
            q, scale = weight_int8(value)
            out[base + ".w"], out[base + ".s"] = q.to(torch.int8).numpy(), scale.numpy()
        elif name in RENAMED:
            out[RENAMED[name]] = value.numpy()
        elif last in ("weight", "bias") and base.endswith("_ln"):
            out[base + (".g" if last == "weight" else ".b")] = value.numpy()
        else:
            out[base + ".b" if last == "bias" else name] = value.numpy()
    return out


def header(lists, vocab, table, version, threshold):
    architecture = {"layers": LAYERS, "dim": DIM, "heads": HEADS, "ffn": FFN, "max_pieces": MAX_PIECES, "ln_eps": 1e-12,
                    "max_pieces_per_word": MAX_PIECES_PER_WORD, "case_classes": CASE_CLASSES, "arc_dim": ARC,
                    "label_dim": LABEL, "mention_dim": MENTION, "type_dim": TYPE}
    slices, at = [], 0
    for name, n, gelu in SLICES:
        slices.append([name, at, at + n, gelu])
        at += n
    return {"format": container.VERSION, "name": "detente-analyser", "version": version, "licence": "CC BY-SA 4.0",
            "architecture": architecture, "head_slices": slices, "entity_threshold": threshold,
            **{LISTS[k]: v for k, v in lists.items()}, "lemma_table": [[f, u, l] for (f, u), l in sorted(table.items())],
            "vocab": vocab}


def load(path):
    """(network, Encoder, lemma table, threshold) from a model file; its int8 numbers are used as they stand."""
    head, arrays = container.read(path)
    lists = {k: head[v] for k, v in LISTS.items()}
    model = network.Analyser(len(head["vocab"]), {k: len(v) for k, v in lists.items()})
    get = lambda name: torch.tensor(arrays[name], dtype=torch.float32)
    back = {v: k for k, v in RENAMED.items()}
    state = {"treebank": torch.zeros_like(model.treebank)}
    for name in arrays:
        base, _, last = name.rpartition(".")
        if name in back:
            state[back[name]] = get(name)
        elif last == "w":
            state[base + ".weight"] = get(name) * get(base + ".s")[:, None]
        elif last == "g" or (last == "b" and base):
            state[base + (".weight" if last == "g" else ".bias")] = get(name)
        elif last != "s":
            state[name] = get(name)
    model.load_state_dict(state)
    for name, module in model.named_modules():
        if isinstance(module, QLinear):
            module.fixed = (get(name + ".w"), get(name + ".s"))
    model.word_emb.fixed = True
    table = {(f, u): l for f, u, l in head["lemma_table"]}
    return model, batches.Encoder(Pieces(head["vocab"]), lists), table, head["entity_threshold"]
