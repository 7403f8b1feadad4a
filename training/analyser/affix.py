"""Beginnings and endings of words, hashed: SPEC.md section 1. They tell the network the shape of words that are one piece."""
from functools import lru_cache

from .container import fnv
from .lemma import lower

BUCKETS = 8192
ENDINGS, BEGINNINGS = (2, 3, 4, 5), (2, 3, 4)
COUNT = len(ENDINGS) + len(BEGINNINGS)
DIGITS = str.maketrans("123456789\u2019", "000000000'")


@lru_cache(maxsize=None)
def affixes(word):
    """COUNT bucket numbers; BUCKETS stands for none, where the word is too short."""
    marked = "^" + lower(word).translate(DIGITS) + "$"
    n = len(marked)
    parts = [marked[n - k:] if k <= n else None for k in ENDINGS] + [marked[:k] if k < n else None for k in BEGINNINGS]
    return tuple(BUCKETS if p is None else fnv(p.encode("utf-8", "replace")) % BUCKETS for p in parts)
