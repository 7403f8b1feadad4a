"""The closed lists the heads choose from, collected from the training parts only."""
from collections import Counter

from . import lemma

ENTITY_TYPES = ["person", "place", "organization", "event", "time", "object", "abstract", "animal", "plant", "substance"]
CURLY = str.maketrans({"'": "\u2019", '"': "\u201d"})


def collect(sentences, least=2):
    """{name: list}; feats and lemma scripts seen fewer than `least` times are left out."""
    upos, xpos, feats, deprel, scripts = (Counter() for _ in range(5))
    for s in sentences:
        upos.update(s.upos)
        xpos.update(s.xpos)
        feats.update(s.feats)
        deprel.update(s.deprel)
        for form, lem in zip(s.words, s.lemma):
            scripts[lemma.make(form, lem)] += 1
            if "'" in form:
                scripts[lemma.make(form.translate(CURLY), lem)] += 1
    common = lambda c: [k for k, n in sorted(c.items(), key=lambda kn: (-kn[1], kn[0])) if n >= least]
    return {"upos": sorted(upos), "xpos": sorted(k for k, n in xpos.items() if n >= least), "feats": common(feats),
            "lemma": common(scripts), "labels": sorted(deprel), "types": ENTITY_TYPES}
