"""The type network as shipped: int8 layers in the analyser's file format (training/SPEC.md, section 7), without word embeddings."""
import numpy as np
import torch

from analyser import container, network as base
from analyser.pieces import MAX_PIECES_PER_WORD
from analyser.quant import QLinear
from analyser.shipped import padded

import examples as book
import network

VERSION = "1"
BITS = 8  # of a weight in the file: 8, or 6 for a file a quarter smaller
LEVELS = 2 ** (BITS - 1) - 1


def quantise(weight):
    """(q, scale): q in -LEVELS..LEVELS as float32, scale [rows]; symmetric per row."""
    scale = weight.abs().amax(dim=1).clamp_min(1e-12) / LEVELS
    return torch.clamp(torch.round(weight / scale[:, None]), -LEVELS, LEVELS), scale


def coarse(model):
    """The network with its weights rounded as in the file."""
    for module in model.modules():
        if isinstance(module, QLinear):
            q, scale = quantise(module.weight.detach())
            module.weight.data.copy_(q * scale[:, None])
    return model


def six_bits(packed):
    """[..., 4] weights as [..., 3] bytes: each with 32 added, the first in the lowest bits."""
    u = packed.astype(np.uint32) + 32
    whole = (u[..., 0] & 63) | (u[..., 1] & 63) << 6 | (u[..., 2] & 63) << 12 | (u[..., 3] & 63) << 18
    return np.stack([(whole >> shift & 255).astype(np.uint8) for shift in (0, 8, 16)], axis=-1)


def from_six_bits(data):
    whole = data[..., 0].astype(np.int32) | data[..., 1].astype(np.int32) << 8 | data[..., 2].astype(np.int32) << 16
    return np.stack([(whole >> shift & 63) - 32 for shift in (0, 6, 12, 18)], axis=-1).astype(np.int8)


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
            q, scale = quantise(value)
            q = q.to(dtype=torch.int8).numpy()
            packed = container.pack(q)
            out[head + ".w"], out[head + ".s"] = six_bits(packed) if BITS == 6 else packed, padded(scale.numpy())
            out[head + ".o"] = padded(128 * q.sum(axis=1, dtype="int32"))
        elif last == "bias":
            out[head + ".b"] = padded(value.numpy())
        else:
            out[name] = value.numpy()
    return out


def write(model, path):
    architecture = {"layers": len(model.layer), "dim": base.DIM, "heads": base.HEADS, "ffn": base.FFN, "max_pieces": network.LONGEST,
                    "ln_eps": 1e-12, "max_pieces_per_word": MAX_PIECES_PER_WORD, "places": network.PLACES, "hidden": network.HIDDEN, "weight_bits": BITS}
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
            packed = arrays[head + ".w"]
            packed = from_six_bits(packed) if header["architecture"]["weight_bits"] == 6 else packed
            q = torch.tensor(container.unpack(packed)[:outputs], dtype=torch.float32)
            scale = get(head + ".s")[:outputs]
            state[name] = q * scale[:, None]
            model.get_submodule(head).fixed = (q, scale)
        elif last == "bias":
            state[name] = get(head + ".b")[:state[name].shape[0]]
        elif name in arrays:
            state[name] = get(name)
    model.load_state_dict(state)
    return model
