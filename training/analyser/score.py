"""Scores by the CoNLL 2018 shared task's definitions (Zeman et al. 2018), for gold tokens; entities by exact span."""
from collections import Counter

FUNCTIONAL = {"aux", "cop", "mark", "det", "clf", "case", "cc", "punct"}
CORE_TYPES = ("person", "place", "organization")


def universal(label):
    return label.split(":")[0]


def scores(gold, found):
    """{name: percent} over parallel lists of gold sentences and analyses."""
    hit, content_gold, content_found, content_hit, n, open_words, open_hit = Counter(), 0, 0, 0, 0, 0, 0
    for g, f in zip(gold, found):
        for k in range(len(g)):
            n += 1
            arc = g.head[k] == f.head[k]
            las = arc and universal(g.deprel[k]) == universal(f.deprel[k])
            hit["uas"] += arc
            hit["las"] += las
            hit["las_full"] += arc and g.deprel[k] == f.deprel[k]
            for name in ("upos", "xpos", "feats", "lemma"):
                hit[name] += getattr(g, name)[k] == getattr(f, name)[k] or (name == "lemma" and g.lemma[k] == "_")
            gold_content = universal(g.deprel[k]) not in FUNCTIONAL
            found_content = universal(f.deprel[k]) not in FUNCTIONAL
            content_gold += gold_content
            content_found += found_content
            content_hit += gold_content and found_content and las
            if universal(g.deprel[k]) != "punct":
                open_words += 1
                open_hit += las
    out = {name: 100 * hit[name] / n for name in ("upos", "xpos", "feats", "lemma", "uas", "las", "las_full")}
    out["las_nopunct"] = 100 * open_hit / open_words
    out["clas"] = 200 * content_hit / (content_gold + content_found)
    if any(g.entities is not None for g in gold):
        out.update(entity_scores(gold, found))
    return out


def f1(gold, found):
    hit = len(gold & found)
    return 200 * hit / max(1, len(gold) + len(found))


def entity_scores(gold, found):
    """Exact span and type: person, place, organization together (all mentions; named only), all types, spans alone."""
    want, have, want_named, have_named = set(), set(), set(), set()
    for k, (g, f) in enumerate(zip(gold, found)):
        if g.entities is None:
            continue
        for i, j, t in g.entities:
            want.add((k, i, j, t))
            head = next((w for w in range(i, j + 1) if not i <= g.head[w - 1] <= j), j)
            if g.upos[head - 1] == "PROPN":
                want_named.add((k, i, j, t))
        for i, j, t, named in f.entities:
            have.add((k, i, j, t))
            if named:
                have_named.add((k, i, j, t))
    core = lambda s: {e for e in s if e[3] in CORE_TYPES}
    out = {"entity_f1": f1(core(want), core(have)), "entity_f1_named": f1(core(want_named), core(have_named)),
           "entity_f1_all_types": f1(want, have), "entity_f1_span": f1({e[:3] for e in want}, {e[:3] for e in have})}
    for t in sorted({e[3] for e in want}):
        out["entity_f1:" + t] = f1({e for e in want if e[3] == t}, {e for e in have if e[3] == t})
    return out


def relation_table(gold, found):
    """[(label, count, recall of arc, recall of arc and label, precision)] by universal+subtype gold label."""
    count, arc, both, said = Counter(), Counter(), Counter(), Counter()
    for g, f in zip(gold, found):
        for k in range(len(g)):
            d = g.deprel[k]
            count[d] += 1
            said[f.deprel[k]] += 1
            if g.head[k] == f.head[k]:
                arc[d] += 1
                both[d] += f.deprel[k] == d
    return [(d, c, 100 * arc[d] / c, 100 * both[d] / c, 100 * both[d] / max(1, said[d])) for d, c in count.most_common()]
