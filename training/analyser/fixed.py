"""The float steps of the shipped program, operation for operation: `crates/language/src/analyse/kernel/generic.rs`.

Between two int8 layers a difference in the last bit can round an activation the other way, and that moves later
scores by far more than the last bit. So outputs can be compared closely only where both sides do the same float32
operations in the same order. `apply` makes a network (quant mode "exact") do so; it is slow and meant for parity data.
Sums run over 16 lanes that are then added in a tree; nothing is fused.
"""
import math
import struct
import types

import torch
import torch.nn.functional as F

from . import network, quant

WIDTH, PIECES = 16.0 / 3.0, 32


def f32(v):
    return struct.unpack("f", struct.pack("f", v))[0]


def tail_table():
    """[5][32]: u * Phi(-u) on pieces of width 3/16, quartics through the Chebyshev nodes of each piece."""
    value = lambda u: u * 0.5 * math.erfc(u / math.sqrt(2))
    nodes = [(math.cos((2 * k + 1) * math.pi / 10) + 1) / 2 for k in range(5)]
    rows = []
    for i in range(PIECES):
        rows.append(solve([[x ** j for j in range(5)] for x in nodes], [value((i + x) / WIDTH) for x in nodes]))
    return torch.tensor([[f32(row[j]) for row in rows] for j in range(5)], dtype=torch.float32)


def solve(matrix, right):
    """Gaussian elimination with pivots."""
    m = [row[:] + [y] for row, y in zip(matrix, right)]
    n = len(right)
    for i in range(n):
        p = max(range(i, n), key=lambda r: abs(m[r][i]))
        m[i], m[p] = m[p], m[i]
        for r in range(n):
            if r != i:
                f = m[r][i] / m[i][i]
                m[r] = [x - f * y for x, y in zip(m[r], m[i])]
    return [m[i][n] / m[i][i] for i in range(n)]


TAIL = tail_table()


def gelu(z):
    x = (z.abs() * f32(WIDTH)).clamp(max=f32(31.99999))
    i = x.long()
    t = x - i.float()
    y = TAIL[4][i]
    for c in (3, 2, 1, 0):
        y = y * t + TAIL[c][i]
    return z.clamp(min=0.0) - y


def exp(x):
    """For x <= 0."""
    x = x.clamp(min=-87.0)
    n = torch.round(x * f32(1.4426950408889634))
    r = x - n * f32(0.6933594) - n * f32(-2.1219444e-4)
    p = torch.full_like(r, f32(1.9875691e-4))
    for c in (1.3981999e-3, 8.333452e-3, 4.1665796e-2, 0.16666666, 0.50000006):
        p = p * r + f32(c)
    return (p * r * r + r + 1.0) * ((n.int() + 127) << 23).view(torch.float32)


def lanes(x):
    """The sum over the last axis (a multiple of 16): lanes first, then the tree."""
    x = x.unflatten(-1, (-1, 16))
    total = torch.zeros_like(x[..., 0, :])
    for i in range(x.shape[-2]):
        total = total + x[..., i, :]
    for width in (8, 4, 2, 1):
        total = total[..., :width] + total[..., width:2 * width]
    return total


def layer_norm(self, x):
    size = float(x.shape[-1])
    size = torch.full_like(x[..., :1], size)
    d = x - lanes(x) / size
    variance = lanes(d * d) / size + f32(self.eps)
    scale = 1.0 / torch.sqrt(variance.double()).float()  # torch's float32 root is not always the nearest
    return d * scale * self.weight + self.bias


def attention(q, k, v, mask):
    """[B, H, P, 32] each; mask [B, 1, 1, P] or None."""
    s = torch.zeros(*q.shape[:3], k.shape[2])
    for d in range(q.shape[-1]):
        s = s + q[..., d, None] * k[..., None, :, d]
    s = s * f32(0.1767767)
    if mask is not None:
        s = s.masked_fill(~mask, torch.finfo(torch.float32).min)
    e = exp(s - s.amax(dim=-1, keepdim=True))
    if mask is not None:
        e = e * mask
    total = lanes(F.pad(e, (0, -e.shape[-1] % 16)))
    c = torch.zeros_like(q)
    for j in range(k.shape[2]):
        c = c + e[..., j, None] * v[..., None, j, :]
    return c / total


def layer(self, x, mask):
    b, p, dim = x.shape
    q, k, v = self.qkv(x).view(b, p, 3, network.HEADS, dim // network.HEADS).permute(2, 0, 3, 1, 4)
    c = attention(q, k, v, mask).transpose(1, 2).reshape(b, p, dim)
    x = self.attn_ln(x + self.attn_out(c))
    return self.ffn_ln(x + self.ffn_out(gelu(self.ffn_in(x))))


def row_int8(x):
    """As quant.row_int8, but dividing 127 by m: `127.0 / m` is 127 times a rounded reciprocal in torch."""
    m = x.abs().amax(dim=-1, keepdim=True)
    inv = torch.where(m > 0, torch.full_like(m, 127.0) / m, torch.zeros_like(m))
    return torch.clamp(torch.round(x * inv), -127, 127), m / torch.full_like(m, 127.0)


def apply(model):
    """Make a network compute as the program does. Returns it."""
    quant.row_int8 = row_int8
    for module in model.modules():
        if isinstance(module, torch.nn.LayerNorm):
            module.forward = types.MethodType(layer_norm, module)
        elif isinstance(module, network.Layer):
            module.forward = types.MethodType(layer, module)
    plain = network.F
    network.F = types.SimpleNamespace(**{n: getattr(plain, n) for n in dir(plain) if not n.startswith("__")})
    network.F.gelu = gelu
    return model
