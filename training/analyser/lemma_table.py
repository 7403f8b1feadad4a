"""The table (form, UPOS) -> lemma of words seen in training, which goes before the edit scripts."""
from collections import Counter, defaultdict
from pathlib import Path

SURE = 0.9
IRREGULAR = Path(__file__).resolve().parent.parent / "irregular.txt"


def make(parts):
    """From lists of sentences, the first that knows a word decides (EWT before GUM: their conventions differ).
    Kept where one lemma has at least nine tenths of the cases. Irregular forms that none of them knows are added."""
    table = {}
    for sentences in parts:
        seen = defaultdict(Counter)
        for s in sentences:
            for form, upos, lem in zip(s.words, s.upos, s.lemma):
                seen[form, upos][lem] += 1
        for key, counts in seen.items():
            lem, count = counts.most_common(1)[0]
            table.setdefault(key, lem if count >= SURE * sum(counts.values()) else None)
    for line in IRREGULAR.read_text(encoding="utf-8").splitlines():
        upos, lem, *forms = line.split(" ")
        for form in forms if upos != "#" else []:
            table.setdefault((form, upos), lem)
    return {key: lem for key, lem in table.items() if lem is not None and key[1] != "X"}
