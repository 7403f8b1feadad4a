"""Small seeded changes to training sentences, so that the analyser bears headlines and other typography."""
from copy import copy

DASHES = {"--": "\u2014", "-": "\u2013", "...": "\u2026"}
SMALL = {"DET", "ADP", "CCONJ", "PART", "PUNCT", "SYM"}


def change(sentence, rng):
    """The sentence, or a changed copy. About one in four is changed."""
    s = sentence
    dice = rng.random()
    if dice < 0.05:
        s = with_words(s, [w.upper() for w in s.words])
    elif dice < 0.08:
        s = with_words(s, [w.lower() for w in s.words])
    elif dice < 0.12:
        s = with_words(s, [w if u in SMALL and i else w[:1].upper() + w[1:]
                           for i, (w, u) in enumerate(zip(s.words, s.upos))])
    if rng.random() < 0.10:
        s = with_words(s, curly(s.words))
    if rng.random() < 0.06:
        s = without_last_mark(s)
    return s


def with_words(s, words):
    s = copy(s)
    s.words = words
    return s


def curly(words):
    """Typographic quotation marks, apostrophes, dashes."""
    out, inside = [], False
    for w in words:
        if w == '"':
            inside = not inside
            w = "\u201c" if inside else "\u201d"
        elif w == "'":
            w = "\u2019"
        elif w in DASHES:
            w = DASHES[w]
        else:
            w = w.replace("'", "\u2019")
        out.append(w)
    return out


def without_last_mark(s):
    """Drop a final full stop or the like that nothing hangs on."""
    n = len(s)
    if n < 4 or s.words[-1] not in ".!?" or s.deprel[-1] not in ("punct", "") or n in s.head:
        return s
    s = copy(s)
    for name in ("words", "lemma", "upos", "xpos", "feats", "head", "deprel"):
        setattr(s, name, getattr(s, name)[:-1])
    if s.entities is not None:
        s.entities = [e for e in s.entities if e[1] < n]
    if s.soft is not None:
        soft = s.soft
        s.soft = {"arc": soft["arc"][:n - 1, :n], "label": soft["label"][:n - 1],
                  **{k: (soft[k][0][:n - 1], soft[k][1][:n - 1]) for k in ("upos", "xpos", "feats")}, "mention": soft["mention"][:n - 1, :n - 1],
                  "spans": [x for x in soft["spans"] if x[1] < n]}
    return s
