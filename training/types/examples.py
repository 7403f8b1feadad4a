"""Marked sentences: reading, folding, labels.

A marked sentence has its actor between <s> and </s> and its recipient, where there is one, between <t> and </t>.
"""
import csv
import random
import re
import tomllib
from dataclasses import dataclass

ROOTS = ["ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST", "REJECT",
         "REQUEST", "SANCTION", "SUPPORT", "THREATEN", "YIELD", "NONE"]
QUAD = {"AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "COOPERATE": 2, "AID": 2, "YIELD": 2, "REQUEST": 3, "ACCUSE": 3,
        "REJECT": 3, "THREATEN": 3, "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4, "NONE": 0}
MERGED = {"CONCEDE": "YIELD", "RETREAT": "YIELD", "NEUTRAL": "NONE"}
TOKEN = re.compile(r"</?[st]>|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*|\d+(?:[.,]\d+)*|[^\w\s]|_")


@dataclass
class Example:
    """`words` of the sentence; `actor` and `recipient` are (from, to) word ranges or None; `origin` is its file."""
    words: list
    actor: tuple | None
    recipient: tuple | None
    root: str
    origin: str
    weight: float = 1.0

    @property
    def text(self):
        return " ".join(self.words)


def parse(marked, root, origin, weight=1.0):
    """An Example of a marked sentence. Of several marks of one kind the first counts."""
    words, spans, open_ = [], {}, {}
    for token in TOKEN.findall(marked):
        if token in ("<s>", "<t>"):
            open_[token[1]] = len(words)
        elif token in ("</s>", "</t>"):
            kind = token[2]
            if kind in open_ and kind not in spans and open_[kind] < len(words):
                spans[kind] = (open_[kind], len(words))
        else:
            words.append(token)
    root = MERGED.get(root, root)
    assert root in ROOTS, f"{origin}: unknown label {root}"
    return Example(words, spans.get("s"), spans.get("t"), root, origin, weight)


def table(path, weight=1.0):
    """Examples of a tab-separated file with the columns `marked_sentence` (or `sentence`) and `root`."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader((l for l in file if not l.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE))
    text = "marked_sentence" if rows and "marked_sentence" in rows[0] else "sentence"
    root = "gold_root" if rows and "gold_root" in rows[0] else "root"
    return [parse(r[text], r[root], path.name, weight) for r in rows]


def senses(folder, weight=1.0):
    """The marked examples of the senses in knowledge/events: <a> is the actor, <r> the recipient."""
    out = []
    for path in sorted(folder.glob("*.toml")):
        book = tomllib.loads(path.read_text(encoding="utf-8"))
        root = book["type"]
        if MERGED.get(root, root) not in ROOTS:
            continue
        for sense in book.get("sense", []):
            for marked in sense.get("examples", []):
                if "<a>" in marked:
                    marked = re.sub(r"(</?)a>", r"\1s>", re.sub(r"(</?)r>", r"\1t>", marked))
                    out.append(parse(marked, root, path.name, weight))
    return out


def folds(examples, count, seed=0):
    """A fold number for each example; sentences that share more than half of their words share the fold."""
    sets = [frozenset(w.lower() for w in e.words if w.isalpha()) for e in examples]
    parent = list(range(len(examples)))

    def find(i):
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, a in enumerate(sets):
        for j in range(i):
            if len(a & sets[j]) > 0.5 * len(a | sets[j]):
                parent[find(i)] = find(j)
    groups = {}
    for i in range(len(examples)):
        groups.setdefault(find(i), []).append(i)
    order = sorted(groups.values())
    random.Random(seed).shuffle(order)
    order.sort(key=len, reverse=True)
    # Classes are spread evenly: each group goes to the fold that has least of its first label, then least in all.
    load, of = {}, [0] * len(examples)
    total = [0] * count
    for group in order:
        root = examples[group[0]].root
        fold = min(range(count), key=lambda f: (load.get((root, f), 0), total[f], f))
        load[root, fold] = load.get((root, fold), 0) + len(group)
        total[fold] += len(group)
        for i in group:
            of[i] = fold
    return of
