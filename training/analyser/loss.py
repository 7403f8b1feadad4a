"""The sum of the losses of all heads over one batch, from gold annotation and, where there is a teacher, from its
probabilities."""
import torch
import torch.nn.functional as F

from .batches import IGNORE

WEIGHTS = {"upos": 0.5, "xpos": 0.3, "feats": 0.5, "lemma": 0.5, "arc": 1.0, "label": 1.0, "mention": 1.2, "type": 1.2}
SMOOTHING = 0.03
NAMED = 0.3
SOFT = 0.5  # the teacher's share on annotated sentences; on raw text it is everything


def losses(model, batch):
    """{name: loss}, each per word of the batch."""
    out, parts = model(batch), {}
    for name in ("upos", "xpos", "feats", "lemma"):
        parts[name] = tag_loss(out[name], name, batch)
    parts["arc"], parts["label"] = tree_losses(model, out, batch)
    parts["mention"], parts["type"] = entity_losses(model, out, batch)
    return parts


def tag_loss(scores, name, batch):
    """Gold with label smoothing and, but for lemmas, the teacher's likeliest values."""
    gold, soft = shares(batch)
    chance = scores.log_softmax(-1)
    known = batch[name] != IGNORE
    own = (1 - SMOOTHING) * chance.gather(-1, batch[name].clamp_min(0)[..., None])[..., 0] + SMOOTHING * chance.mean(-1)
    if name == "lemma" or "soft" not in batch:
        return -(own * known).sum() / known.sum().clamp_min(1)
    which, likely = batch["soft"][name]
    taught = (chance.gather(-1, which) * likely).sum(-1)
    return -(own * known * gold[:, None] + taught * soft[:, None]).sum() / batch["words"].sum()


def shares(batch):
    """Weights of gold and teacher, per sentence."""
    soft = torch.where(batch["raw"], 1.0, SOFT if "soft" in batch else 0.0)
    return 1.0 - soft, soft


def tree_losses(model, out, batch):
    gold, soft = shares(batch)
    n = out["arc"].shape[1]
    rows = torch.arange(n + 1)
    allowed = (rows[None, None, :] <= batch["words"][:, None, None]) & (rows[None, None, :] != rows[None, 1:, None])
    chance = out["arc"].masked_fill(~allowed, -1e4).log_softmax(-1)
    where, word = (batch["head"] != IGNORE).nonzero(as_tuple=True)
    head = batch["head"][where, word]
    scores = model.label_scores(out, where, word + 1, head).log_softmax(-1)
    arc = -chance[where, word, head] * gold[where]
    target = batch["labels"][where, word].clamp_min(0)
    label = -((1 - SMOOTHING) * scores.gather(1, target[:, None])[:, 0] + SMOOTHING * scores.mean(-1)) * gold[where]
    if "soft" in batch:
        arc = arc - (batch["soft"]["arc"][where, word] * chance[where, word]).sum(-1) * soft[where]
        label = label - (batch["soft"]["label"][where, word] * scores).sum(-1) * soft[where]
    return arc.mean(), label.mean()


def entity_losses(model, out, batch):
    """Mentions over all pairs first <= last, types over the mentions. Gold annotation counts in annotated sentences."""
    gold, soft = shares(batch)
    gold = gold * batch["annotated"]
    n = out["mention"].shape[1]
    rows = torch.arange(1, n + 1)
    inside = rows[None, :] <= batch["words"][:, None]
    valid = ((rows[:, None] <= rows[None, :])[None] & inside[:, None, :]).float()
    spans = batch["spans"].long()
    target = torch.zeros_like(out["mention"])
    target[spans[:, 0], spans[:, 1] - 1, spans[:, 2] - 1] = 1.0
    bce = lambda t, w: (F.binary_cross_entropy_with_logits(out["mention"], t, reduction="none") * valid * w[:, None, None]).sum()
    words = batch["words"].sum()
    mention = bce(target, gold)
    kind = 0.0 * mention
    if len(spans):
        scores = model.type_scores(out, spans[:, 0], spans[:, 1], spans[:, 2], spans[:, 3])
        named = F.binary_cross_entropy_with_logits(scores[:, -1], batch["spans"][:, 5].float(), reduction="none")
        each = F.cross_entropy(scores[:, :-1], spans[:, 4], label_smoothing=SMOOTHING, reduction="none") + NAMED * named
        kind = kind + (each * gold[spans[:, 0]]).sum()
    if "soft" in batch:
        mention = mention + bce(batch["soft"]["mention"], soft)
        at, kinds = batch["soft"]["spans"], batch["soft"]["kinds"]
        if len(at):
            scores = model.type_scores(out, at[:, 0], at[:, 1], at[:, 2], at[:, 3])
            each = (-(kinds[:, :-1] * scores[:, :-1].log_softmax(-1)).sum(-1)
                    + NAMED * F.binary_cross_entropy_with_logits(scores[:, -1], kinds[:, -1], reduction="none"))
            kind = kind + (each * soft[at[:, 0]]).sum()
    return mention / words, kind / words * 3.0


def total(parts):
    return sum(WEIGHTS[k] * v for k, v in parts.items())
