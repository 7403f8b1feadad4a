"""Between the network and its shipped form: int8 tensors out of a checkpoint, and a network back from a model file."""
import numpy as np
import torch

from . import affix, batches, container, network
from .network import ARC, DIM, FFN, HEADS, LABEL, LAYERS, MAX_PIECES, MENTION, SLICES, TYPE
from .pieces import CASE_CLASSES, MAX_PIECES_PER_WORD, Pieces
from .quant import QLinear, weight_int8

RENAMED = {"arc_u": "arc.u", "arc_b": "arc.b", "men_u": "men.u", "men_bf": "men.bf", "men_bl": "men.bl", "men_b": "men.b",
           "label.weight": "label.w", "label.bias": "label.b", "kind.weight": "type.w", "kind.bias": "type.b"}
TABLES = ("word_emb.weight", "affix.weight")
LISTS = {"upos": "upos", "xpos": "xpos", "feats": "feats", "lemma": "lemma_scripts", "labels": "labels",
         "types": "entity_types"}


def padded(vector):
    return np.pad(vector, (0, -len(vector) % container.PANEL))


def tensors(weights):
    """{name in the file: array} of a state dict, in the order of the network."""
    out, weights = {}, dict(weights)
    folded = weights["heads.bias"].clone()
    folded[:DIM] += weights.pop("treebank")[0]
    weights["heads.bias"] = folded
    for name, value in weights.items():
        base, _, last = name.rpartition(".")
        if name in TABLES:
            q, scale = weight_int8(value)
            out[base + ".w"], out[base + ".s"] = q.to(torch.int8).numpy(), scale.numpy()
        elif name in RENAMED:
            out[RENAMED[name]] = value.numpy()
        elif last == "weight" and value.ndim == 2:
            q, scale = weight_int8(value)
            q = q.to(torch.int8).numpy()
            out[base + ".w"], out[base + ".s"] = container.pack(q), padded(scale.numpy())
            out[base + ".o"] = padded(128 * q.sum(axis=1, dtype=np.int32))
        elif last in ("weight", "bias") and base.endswith("_ln"):
            out[base + (".g" if last == "weight" else ".b")] = value.numpy()
        else:
            out[base + ".b" if last == "bias" else name] = padded(value.numpy()) if last == "bias" else value.numpy()
    return out


def words(vocab, table, upos):
    """The tensors of the vocabulary and of the table of lemmas: {(form, UPOS): lemma}."""
    entries = sorted((form, upos.index(u), lemma) for (form, u), lemma in table.items())
    lemmas = sorted(set(table.values()))
    place = {lemma: i for i, lemma in enumerate(lemmas)}
    keys = [bytes([u]) + form.encode("utf-8") for form, u, _ in entries]
    return {**container.strings("vocab", vocab), **container.strings("lemmas", lemmas),
            **container.strings("forms", [form for form, _, _ in entries], keys),
            "forms.upos": np.array([u for _, u, _ in entries], np.uint8),
            "forms.lemma": np.array([place[lemma] for _, _, lemma in entries], np.uint32)}


def header(lists, version, threshold):
    architecture = {"layers": LAYERS, "dim": DIM, "heads": HEADS, "ffn": FFN, "max_pieces": MAX_PIECES, "ln_eps": 1e-12,
                    "max_pieces_per_word": MAX_PIECES_PER_WORD, "case_classes": CASE_CLASSES, "arc_dim": ARC,
                    "label_dim": LABEL, "mention_dim": MENTION, "type_dim": TYPE, "affix_buckets": affix.BUCKETS}
    slices, at = [], 0
    for name, n, gelu in SLICES:
        slices.append([name, at, at + n, gelu])
        at += n
    return {"name": "detente-analyser", "version": version, "licence": "CC BY-SA 4.0", "architecture": architecture,
            "head_slices": slices, "entity_threshold": threshold, **{LISTS[k]: v for k, v in lists.items()}}


def write(path, weights, lists, vocab, table, version, threshold):
    """Writes the model file of a checkpoint."""
    container.write(path, header(lists, version, threshold),
                    {**tensors(weights), **words(vocab, table, lists["upos"])})


def load(path):
    """(network, Encoder, lemma table, threshold) from a model file; its int8 numbers are used as they stand."""
    head, arrays = container.read(path)
    lists = {k: head[v] for k, v in LISTS.items()}
    vocab = container.read_strings("vocab", arrays)
    model = network.Analyser(len(vocab), {k: len(v) for k, v in lists.items()})
    get = lambda name: torch.tensor(arrays[name], dtype=torch.float32)
    back = {v: k for k, v in RENAMED.items()}
    state, fixed = {"treebank": torch.zeros_like(model.treebank)}, {}
    sizes = {name: len(value) for name, value in model.state_dict().items()}
    for name in arrays:
        base, _, last = name.rpartition(".")
        if name in back:
            state[back[name]] = get(name)
        elif base in ("vocab", "lemmas", "forms") or last in ("s", "o"):
            continue
        elif last == "w" and arrays[name].ndim == 4:
            n = sizes[base + ".weight"]
            fixed[base] = (torch.tensor(container.unpack(arrays[name])[:n], dtype=torch.float32), get(base + ".s")[:n])
            state[base + ".weight"] = fixed[base][0] * fixed[base][1][:, None]
        elif last == "w":
            state[base + ".weight"] = get(name) * get(base + ".s")[:, None]
        elif last == "g" or (last == "b" and base):
            key = base + (".weight" if last == "g" else ".bias")
            state[key] = get(name)[:sizes[key]]
        else:
            state[name] = get(name)
    model.load_state_dict(state)
    for name, module in model.named_modules():
        if isinstance(module, QLinear) and name in fixed:
            module.fixed = fixed[name]
    model.word_emb.fixed = model.affix.fixed = True
    lemmas, forms = container.read_strings("lemmas", arrays), container.read_strings("forms", arrays)
    table = {(form, lists["upos"][u]): lemmas[k]
             for form, u, k in zip(forms, arrays["forms.upos"].tolist(), arrays["forms.lemma"].tolist())}
    return model, batches.Encoder(Pieces(vocab), lists), table, head["entity_threshold"]
