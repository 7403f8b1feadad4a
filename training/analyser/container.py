"""The model file: SPEC.md section 7. Writes from a checkpoint, reads back to named arrays."""
import json
import struct
import zlib

import numpy as np

MAGIC, VERSION, ALIGN = b"DTNTMDL1", 2, 64
FRAME = 24  # magic, version, length of the header, checksum
DTYPES = {"i8": np.dtype("<i1"), "u8": np.dtype("<u1"), "i32": np.dtype("<i4"), "u32": np.dtype("<u4"),
          "f32": np.dtype("<f4")}
KINDS = {dtype.newbyteorder("="): kind for kind, dtype in DTYPES.items()}
PANEL = 64


def pack(weights):
    """Int8 weights [outputs, inputs] in the order of the kernels: panels of 64 outputs (the last filled up with zeros),
    in a panel the groups of four inputs, in a group the four weights of each output. Shape [panels, inputs / 4, 64, 4]."""
    outputs, inputs = weights.shape
    full = np.zeros((-(-outputs // PANEL) * PANEL, inputs), np.int8)
    full[:outputs] = weights
    return np.ascontiguousarray(full.reshape(-1, PANEL, inputs // 4, 4).transpose(0, 2, 1, 3))


def unpack(packed):
    """The weights [outputs with padding, inputs] of `pack`."""
    return packed.transpose(0, 2, 1, 3).reshape(packed.shape[0] * PANEL, -1)


def fnv(data, value=0x811C9DC5):
    """FNV-1a, 32 bits, of bytes (Fowler, Noll, Vo)."""
    for byte in data:
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def index(keys):
    """An open hash table over byte strings: slot -> number + 1, or 0. A power of two of slots, at most half of them full;
    a key is looked for from `fnv(key) mod slots` onwards."""
    slots = 1 << max(4, (2 * len(keys) - 1).bit_length())
    table = np.zeros(slots, np.uint32)
    for number, key in enumerate(keys):
        at = fnv(key) & (slots - 1)
        while table[at]:
            at = (at + 1) & (slots - 1)
        table[at] = number + 1
    return table


def strings(name, texts, keys=None):
    """The tensors of a list of strings: the text, where each ends, and the table by which one is found."""
    data = [t.encode("utf-8") for t in texts]
    return {f"{name}.text": np.frombuffer(b"".join(data), np.uint8),
            f"{name}.ends": np.cumsum([len(d) for d in data], dtype=np.uint32),
            f"{name}.index": index(data if keys is None else keys)}


def read_strings(name, tensors):
    text, start, out = tensors[f"{name}.text"].tobytes(), 0, []
    for end in tensors[f"{name}.ends"].tolist():
        out.append(text[start:end].decode("utf-8"))
        start = end
    return out


def write(path, header, tensors):
    """`tensors`: {name: array}. The header gets `tensors` and `data_bytes`."""
    chunks, table, offset = [], [], 0
    for name, array in tensors.items():
        kind = KINDS[array.dtype]
        data = np.ascontiguousarray(array, DTYPES[kind]).tobytes()
        gap = -offset % ALIGN
        chunks += [b"\0" * gap, data]
        offset += gap
        table.append({"name": name, "dtype": kind, "shape": list(array.shape), "offset": offset, "bytes": len(data)})
        offset += len(data)
    data = b"".join(chunks)
    header = dict(header, data_bytes=len(data), tensors=table)
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    rest = text + b"\0" * (-(FRAME + len(text)) % ALIGN) + data
    with open(path, "wb") as file:
        file.write(MAGIC + struct.pack("<IQI", VERSION, len(text), zlib.crc32(rest)) + rest)


def read(path):
    """(header, {name: array})"""
    with open(path, "rb") as file:
        blob = file.read()
    assert blob[:8] == MAGIC, "not a model file"
    version, length, checksum = struct.unpack_from("<IQI", blob, 8)
    assert version == VERSION, f"model format {version}, this reader knows {VERSION}"
    assert zlib.crc32(blob[FRAME:]) == checksum, "damaged"
    header = json.loads(blob[FRAME:FRAME + length])
    data = blob[(FRAME + length + ALIGN - 1) // ALIGN * ALIGN:]
    assert len(data) == header["data_bytes"], "cut short"
    tensors = {t["name"]: np.frombuffer(data, DTYPES[t["dtype"]], offset=t["offset"],
                                        count=t["bytes"] // DTYPES[t["dtype"]].itemsize).reshape(t["shape"])
               for t in header["tensors"]}
    return header, tensors
