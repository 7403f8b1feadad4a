"""Lemma edit scripts (after Straka 2018, UDPipe 2.0), written as in SPEC.md section 6."""
import re
from difflib import SequenceMatcher


def lower(text):
    """Each character by itself, so that no letter depends on its neighbours (final sigma)."""
    return "".join(c.lower() for c in text)


def upper(text):
    return "".join(c.upper() for c in text)


CASES = (("l", lower), ("k", lambda s: s), ("t", lambda s: upper(s[:1]) + lower(s[1:])), ("u", upper))
BY_NAME = dict(CASES)


def make(form, lemma):
    """The cheapest script that turns form into lemma; on a tie lowercase, keep, title, upper in this order."""
    best, best_cost = None, None
    for name, change in CASES:
        cased = change(form)
        m = SequenceMatcher(None, cased, lemma, autojunk=False).find_longest_match()
        if m.size == 0:
            continue
        ps, ss = m.a, len(cased) - m.a - m.size
        pa, sa = lemma[:m.b], lemma[m.b + m.size:]
        cost = ps + ss + len(pa) + len(sa)
        if cost > m.size + 1 and len(lemma) > 1 and cost > 2:
            continue
        if best is None or cost < best_cost:
            best, best_cost = (name, ps, pa, ss, sa), cost
    if best is None or any(c in best[2] + best[4] for c in "|="):
        return "=" + lemma
    return "|".join(map(str, best))


def apply(script, form):
    """The lemma that a script gives for a form."""
    if script.startswith("="):
        return script[1:]
    case, ps, pa, ss, sa = script.split("|")
    cased, ps, ss = BY_NAME[case](form), int(ps), int(ss)
    if ps + ss > len(cased):
        return cased
    return pa + cased[ps:len(cased) - ss] + sa


def stems(s):
    """A stem as it may have stood before a suffix: undoubled, plain, with its e back."""
    doubled = len(s) > 3 and s[-1] == s[-2] and s[-1] not in "aeiou"
    return ([s[:-1]] if doubled else []) + [s, s + "e"]


def regular(form, upos):
    """Lemmas that regular inflection allows for a form."""
    f = lower(form)
    if upos == "VERB":
        if f.endswith("ing"):
            return stems(f[:-3])
        if f.endswith("ied"):
            return [f[:-3] + "y"]
        if f.endswith("ed"):
            return stems(f[:-2])
    if upos in ("VERB", "NOUN"):
        if f.endswith("ies"):
            return [f[:-3] + "y"]
        if f.endswith("es"):
            return [f[:-1], f[:-2]]
        if f.endswith("men") and upos == "NOUN":
            return [f[:-2] + "an"]
        if f.endswith("s"):
            return [f[:-1]]
    if upos in ("ADJ", "ADV"):
        for ending in ("iest", "ier"):
            if f.endswith(ending):
                return [f[:-len(ending)] + "y"]
        for ending in ("est", "er"):
            if f.endswith(ending):
                return stems(f[:-len(ending)])
    return []


def lexicon(vocab, table):
    """Known lemmas: whole-word pieces of letters, and the table's lemmas."""
    return {piece for piece in vocab if piece.isalpha()} | set(table.values())


def choose(form, upos, script, table, known):
    """The lemma of a word: table, numbers, script, repair (SPEC.md section 5)."""
    found = table.get((form, upos))
    if found is None and upos != "PROPN":
        found = table.get((lower(form), upos))
    if found is not None:
        return found
    if upos == "NUM" and re.fullmatch("[0-9]{1,3}(,[0-9]{3})+", form):
        return form.replace(",", "")
    result = apply(script, form)
    if not script.startswith("=") and not script.endswith("|0|") and result not in known:
        for candidate in regular(form, upos):
            if len(candidate) >= 3 and candidate in known:
                return candidate
    return result
