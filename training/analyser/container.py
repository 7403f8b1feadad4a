"""The model file: SPEC.md section 7. Writes from a checkpoint, reads back to named arrays."""
import hashlib
import json
import struct

import numpy as np

MAGIC, VERSION, ALIGN = b"DTNTMDL1", 1, 64
DTYPES = {"i8": np.dtype("<i1"), "f32": np.dtype("<f4")}


def write(path, header, tensors):
    """`tensors`: {name: int8 or float32 array}. The header gets `tensors`, `data_bytes` and `data_sha256`."""
    chunks, table, offset = [], [], 0
    for name, array in tensors.items():
        kind = "i8" if array.dtype == np.int8 else "f32"
        data = np.ascontiguousarray(array, DTYPES[kind]).tobytes()
        gap = -offset % ALIGN
        chunks += [b"\0" * gap, data]
        offset += gap
        table.append({"name": name, "dtype": kind, "shape": list(array.shape), "offset": offset, "bytes": len(data)})
        offset += len(data)
    data = b"".join(chunks)
    header = dict(header, data_bytes=len(data), data_sha256=hashlib.sha256(data).hexdigest(), tensors=table)
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    start = MAGIC + struct.pack("<IQ", VERSION, len(text)) + text
    with open(path, "wb") as file:
        file.write(start + b"\0" * (-len(start) % ALIGN) + data)


def read(path):
    """(header, {name: array})"""
    with open(path, "rb") as file:
        blob = file.read()
    assert blob[:8] == MAGIC, "not a model file"
    version, length = struct.unpack_from("<IQ", blob, 8)
    assert version == VERSION, f"model format {version}, this reader knows {VERSION}"
    header = json.loads(blob[20:20 + length])
    start = (20 + length + ALIGN - 1) // ALIGN * ALIGN
    data = blob[start:]
    assert len(data) == header["data_bytes"] and hashlib.sha256(data).hexdigest() == header["data_sha256"], "damaged"
    tensors = {t["name"]: np.frombuffer(data, DTYPES[t["dtype"]], offset=t["offset"],
                                        count=t["bytes"] // DTYPES[t["dtype"]].itemsize).reshape(t["shape"])
               for t in header["tensors"]}
    return header, tensors
