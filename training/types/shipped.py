"""The type network as shipped: int8 layers in the analyser's file format (training/SPEC.md, section 7), without word embeddings."""
import torch

from analyser import container, network as base
from analyser.pieces import MAX_PIECES_PER_WORD
from analyser.quant import weight_int8
from analyser.shipped import padded

import examples as book
import network

VERSION = "1"


def tensors(model):
    """{name in the file: array}"""
    out = {}
    for name, value in model.state_dict().items():
        head, _, last = name.rpartition(".")
        if name.startswith("word_emb"):
            continue
        if name == "pos_emb":
            out[name] = value[:network.LONGEST].numpy()
        elif head.endswith("_ln"):
            out[head + (".g" if last == "weight" else ".b")] = value.numpy()
        elif name == "out.weight":
            out["out.w"] = value.numpy()
        elif name == "out.bias":
            out["out.b"] = value.numpy()
        elif last == "weight":
            q, scale = weight_int8(value)
            q = q.to(dtype=torch.int8).numpy()
            out[head + ".w"], out[head + ".s"] = container.pack(q), padded(scale.numpy())
            out[head + ".o"] = padded(128 * q.sum(axis=1, dtype="int32"))
        elif last == "bias":
            out[head + ".b"] = padded(value.numpy())
        else:
            out[name] = value.numpy()
    return out


def write(model, path):
    architecture = {"layers": len(model.layer), "dim": base.DIM, "heads": base.HEADS, "ffn": base.FFN, "max_pieces": network.LONGEST,
                    "ln_eps": 1e-12, "max_pieces_per_word": MAX_PIECES_PER_WORD, "places": network.PLACES, "hidden": network.HIDDEN}
    header = {"name": "detente-types", "version": VERSION, "licence": "CC BY-SA 4.0", "architecture": architecture,
              "labels": book.ROOTS}
    container.write(path, header, tensors(model))


def read(path, words):
    """The network of a file, its int8 numbers used as they stand; `words`: the word embeddings of the encoder."""
    header, arrays = container.read(path)
    model = network.TypeNet(len(words), len(header["labels"]), layers=header["architecture"]["layers"])
    get = lambda name: torch.tensor(arrays[name], dtype=torch.float32)
    state = dict(model.state_dict(), **{"word_emb.weight": words})
    for name in state:
        head, _, last = name.rpartition(".")
        if name == "pos_emb":
            state[name][:network.LONGEST] = get(name)
        elif head.endswith("_ln"):
            state[name] = get(head + (".g" if last == "weight" else ".b"))
        elif head == "out":
            state[name] = get("out.w" if last == "weight" else "out.b")
        elif last == "weight" and head + ".w" in arrays:
            outputs = state[name].shape[0]
            q = torch.tensor(container.unpack(arrays[head + ".w"])[:outputs], dtype=torch.float32)
            scale = get(head + ".s")[:outputs]
            state[name] = q * scale[:, None]
            model.get_submodule(head).fixed = (q, scale)
        elif last == "bias":
            state[name] = get(head + ".b")[:state[name].shape[0]]
        elif name in arrays:
            state[name] = get(name)
    model.load_state_dict(state)
    return model
