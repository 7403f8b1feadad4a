"""From words to WordPiece ids and case classes: SPEC.md section 1."""
import unicodedata
from functools import lru_cache

MAX_PIECES_PER_WORD = 8
CASE_CLASSES = 10
CJK = ((0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F),
       (0x2B740, 0x2B81F), (0x2B920, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F))


def case_class(form):
    """One of 1..9; the table is in SPEC.md."""
    letters = [c for c in form if c.isalpha()]
    digits = any("0" <= c <= "9" for c in form)
    if not letters:
        return 2 if digits else 1
    if digits:
        return 9
    upper = sum(c.isupper() for c in letters)
    if upper == 0:
        return 3
    if len(letters) == 1:
        return 6
    if upper == len(letters):
        return 5
    if letters[0].isupper():
        return 4 if upper == 1 else 7
    return 8


def is_punctuation(c):
    o = ord(c)
    return 33 <= o <= 47 or 58 <= o <= 64 or 91 <= o <= 96 or 123 <= o <= 126 or unicodedata.category(c)[0] == "P"


def basic_parts(word):
    """Clean, strip accents, lowercase, split at white space and punctuation (BertNormalizer, BertPreTokenizer)."""
    out = []
    for c in word:
        if c in "\t\n\r" or c.isspace():
            out.append(" ")
        elif c not in "\0\ufffd" and unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co"):
            out.append(f" {c} " if any(a <= ord(c) <= b for a, b in CJK) else c)
    text = unicodedata.normalize("NFD", "".join(out))
    text = "".join(c.lower() for c in text if unicodedata.category(c) != "Mn")
    parts, part = [], ""
    for c in text:
        if c.isspace() or is_punctuation(c):
            if part:
                parts.append(part)
            part = ""
            if not c.isspace():
                parts.append(c)
        else:
            part += c
    if part:
        parts.append(part)
    return parts


class Pieces:
    """WordPiece over a vocabulary (a list of pieces)."""

    def __init__(self, vocab):
        self.vocab = vocab
        self.ids = {piece: i for i, piece in enumerate(vocab)}
        self.cls, self.sep, self.unk = (self.ids[t] for t in ("[CLS]", "[SEP]", "[UNK]"))
        self.mask = self.ids.get("[MASK]", self.unk)
        self.word = lru_cache(maxsize=None)(self._word)

    def _part(self, part):
        if len(part) > 100:
            return [self.unk]
        ids, start = [], 0
        while start < len(part):
            for end in range(len(part), start, -1):
                found = self.ids.get(("##" if start else "") + part[start:end])
                if found is not None:
                    ids.append(found)
                    start = end
                    break
            else:
                return [self.unk]
        return ids

    def _word(self, word):
        """Ids of one word: at least one, at most MAX_PIECES_PER_WORD."""
        ids = [i for part in basic_parts(word) for i in self._part(part)]
        return tuple(ids[:MAX_PIECES_PER_WORD]) or (self.unk,)
