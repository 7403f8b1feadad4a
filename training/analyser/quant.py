"""Int8 layers: weights per output channel, activations per token row. SPEC.md section 2.

`mode` is "fp32" (plain), "train" (fake quantisation, gradients straight through) or "exact"
(the integers of the shipped file, summed exactly in float64).
"""
import torch
import torch.nn.functional as F
from torch import nn

MODE = {"mode": "fp32"}


def set_mode(mode):
    MODE["mode"] = mode


def weight_int8(weight):
    """(q, scale): q in -127..127 as float32, scale [rows]; symmetric per row."""
    scale = weight.abs().amax(dim=1).clamp_min(1e-12) / 127.0
    return torch.clamp(torch.round(weight / scale[:, None]), -127, 127), scale


def row_int8(x):
    """(q, step) of activations: one scale per row (the last axis), round half to even."""
    m = x.abs().amax(dim=-1, keepdim=True)
    inv = torch.where(m > 0, 127.0 / m, torch.zeros_like(m))
    return torch.clamp(torch.round(x * inv), -127, 127), m / 127.0


class QLinear(nn.Linear):
    """A linear layer that can run as the shipped int8 one; `fixed` holds (q, scale) when read from a model file."""
    fixed = None

    def forward(self, x):
        mode = MODE["mode"]
        if mode == "fp32":
            return F.linear(x, self.weight, self.bias)
        wq, ws = self._weights()
        xq, step = row_int8(x.detach())
        if mode == "exact":
            acc = (xq.double() @ wq.double().T).float()
            return acc * (step * ws) + self.bias
        w = self.weight + (wq * ws[:, None] - self.weight).detach()
        x = x + (xq * step - x).detach()
        return F.linear(x, w, self.bias)

    def _weights(self):
        return self.fixed or weight_int8(self.weight.detach())


class QBag(nn.Module):
    """Sums of rows of a table, int8 per row when quantised; number `rows` stands for no row. Starts from zero."""
    fixed = False

    def __init__(self, rows, dim):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(rows, dim))

    def forward(self, ids):
        rows, dim = self.weight.shape
        table = F.pad(self.weight, (0, 0, 0, 1))
        if self.training:
            return F.embedding_bag(ids.flatten(0, -2), table, mode="sum", padding_idx=rows).view(*ids.shape[:-1], dim)
        if MODE["mode"] != "fp32" and not self.fixed:
            q, scale = weight_int8(table)
            table = q * scale[:, None]
        total = torch.zeros(*ids.shape[:-1], dim)
        for k in range(ids.shape[-1]):
            total = total + F.embedding(ids[..., k], table)
        return total


class QEmbedding(nn.Embedding):
    """Word embeddings, int8 per row when quantised; `fixed` says that the rows are such already."""
    fixed = False

    def forward(self, ids):
        rows = F.embedding(ids, self.weight)
        if MODE["mode"] == "fp32" or self.fixed:
            return rows
        flat = rows.detach().reshape(-1, rows.shape[-1])
        q, scale = weight_int8(flat)
        return rows + ((q * scale[:, None]).view_as(rows) - rows).detach()
