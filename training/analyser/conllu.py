"""Read CoNLL-U treebanks, with GUM's `Entity=` spans."""
import re
from dataclasses import dataclass, field

BRACKET = re.compile(r"\(([^()]+)\)?|([^()]+)\)")


@dataclass
class Sentence:
    """One sentence; heads are 0 for the root, else 1-based; entities are (first, last, type), 1-based inclusive."""
    id: str = ""
    words: list = field(default_factory=list)
    lemma: list = field(default_factory=list)
    upos: list = field(default_factory=list)
    xpos: list = field(default_factory=list)
    feats: list = field(default_factory=list)
    head: list = field(default_factory=list)
    deprel: list = field(default_factory=list)
    entities: list | None = None  # None: the treebank has no entity annotation
    soft: dict | None = None  # a teacher's probabilities, see teach.py
    raw: bool = False  # unlabelled text: nothing but `soft` is to be learnt

    def __len__(self):
        return len(self.words)


def read(path, entities=False):
    """All sentences of a file. Ranges (1-2) and empty nodes (8.1) are skipped. Gold trees only."""
    sentences, current, marks = [], Sentence(), []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# sent_id"):
                current.id = line.split("=", 1)[1].strip()
            elif line and not line.startswith("#"):
                col = line.split("\t")
                if "-" in col[0] or "." in col[0]:
                    continue
                current.words.append(col[1])
                current.lemma.append(col[2])
                current.upos.append(col[3])
                current.xpos.append(col[4])
                current.feats.append(col[5])
                current.head.append(int(col[6]))
                current.deprel.append(col[7])
                marks.append(entity_mark(col[9]))
            elif not line and current.words:
                if entities:
                    current.entities = entity_spans(marks)
                sentences.append(current)
                current, marks = Sentence(), []
    return sentences


def entity_mark(misc):
    """The bare bracket string of a token, or ''."""
    for part in misc.split("|"):
        if part.startswith("Entity="):
            return part[len("Entity="):]
    return ""


def entity_spans(marks):
    """Spans of one sentence from its brackets: `(id-type-...` opens, `id)` closes, `(id-type-...)` does both.

    Discontinuous mentions have ids such as 12[1/2] and are left out. One span may be opened twice with the
    same id (nested mentions of one thing): closings match the innermost.
    """
    open_, spans = {}, set()
    for at, mark in enumerate(marks, 1):
        for m in BRACKET.finditer(mark):
            if m.group(1) is not None:
                ident, kind = m.group(1).split("-")[:2]
                if "[" in ident:
                    continue
                if m.group(0).endswith(")"):
                    spans.add((at, at, kind))
                else:
                    open_.setdefault(ident, []).append((at, kind))
            else:
                ident = m.group(2)
                if open_.get(ident):
                    first, kind = open_[ident].pop()
                    spans.add((first, at, kind))
    return sorted(spans, key=lambda s: (s[0], -s[1], s[2]))


def span_head(first, last, head):
    """The first word of first..last whose head lies outside (1-based); `head` is 0-indexed by word - 1."""
    for word in range(first, last + 1):
        if not first <= head[word - 1] <= last:
            return word
    return last
