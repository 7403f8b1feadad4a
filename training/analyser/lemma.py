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


VOWELS = "aeiou"
INFLECTED = ("VBD", "VBG", "VBN", "VBZ")


def doubled(s):
    """Whether a stem ends in the same consonant twice."""
    return len(s) > 3 and s[-1] == s[-2] and s[-1] not in VOWELS


def bare(s):
    """A syllable with one vowel letter and one consonant at its end ("wag", "fin"): without an e the consonant would have
    been doubled before -ed and -ing. `qu` counts as a consonant."""
    s = s.replace("qu", "q")
    return (len(s) >= 2 and s[-1] not in VOWELS + "wxy" and s[-2] in VOWELS + "y"
            and not any(c in VOWELS + "y" for c in s[:-2]))


def has_e(s):
    """Whether the spelling of a stem is such that its verb ends in e."""
    s = s.replace("qu", "q")
    if len(s) < 3:
        return False
    last, before, single = s[-1], s[-2], s[-2] in VOWELS and s[-3] not in VOWELS
    if last in "cvu" or (last in "sz" and before != last) or (last == "g" and before in "dlr"):
        return True
    if last == "l":
        return before not in VOWELS + "lrw"
    if last in "dk":
        return single
    return single and (s[-2:] in ("at", "ut", "ir", "ur")) and any(c in VOWELS for c in s[:-2])


def stems(s):
    """What a verb or an adjective may have been before -ed, -ing, -er, -est: undoubled, plain, with its e back."""
    return ([s[:-1]] if doubled(s) or (s.endswith("ck") and len(s) > 4) else []) + [s, s + "e"]


def regular(form, upos):
    """(lemmas that regular inflection allows for a form, the one to take where none of them is a known word or None,
    whether that one is sure)"""
    f = lower(form)
    if upos == "VERB":
        for ending in ("ing", "ed"):
            stem = f[:-len(ending)]
            if not f.endswith(ending) or (ending == "ed" and f.endswith("ied")):
                continue
            if bare(stem):
                return [], stem + "e", True
            undoubled = doubled(stem) and stem[-1] not in "lsfz"
            return stems(stem), stem[:-1] if undoubled else stem + "e" if has_e(stem) else None, False
        if f.endswith("ied"):
            return [f[:-3] + "y", f[:-1]], f[:-3] + "y" if len(f) > 4 else None, False
    if upos in ("VERB", "NOUN"):
        if f.endswith("ies"):
            return [f[:-3] + "y", f[:-1]], f[:-3] + "y" if len(f) > 4 else None, False
        if f.endswith("ves") and upos == "NOUN":
            return [f[:-1], f[:-3] + "f", f[:-3] + "fe"], None, False
        if f.endswith("es"):
            hissing = f[:-2].endswith(("ch", "sh", "ss", "x", "zz"))
            return [f[:-1], f[:-2]], f[:-2] if hissing else None, False
        if f.endswith("men") and upos == "NOUN":
            return [f[:-2] + "an"], f[:-2] + "an", False
        if f.endswith("s"):
            return [f[:-1]], None, False
    if upos in ("ADJ", "ADV"):
        for ending in ("iest", "ier"):
            if f.endswith(ending):
                return [f[:-len(ending)] + "y"], None, False
        for ending in ("est", "er"):
            if f.endswith(ending):
                return stems(f[:-len(ending)]), None, False
    return [], None, False


class Lexicon(set):
    """Known lemmas: whole-word pieces of letters, and the table's lemmas; `lemmas` are these alone."""


def lexicon(vocab, table):
    out = Lexicon({piece for piece in vocab if piece.isalpha()} | set(table.values()))
    out.lemmas = set(table.values())
    return out


def shortened(lemma, known):
    """A stretched word ("sooooo") as it should be: runs of three and more of a letter cut to two or to one."""
    for times in (2, 1):
        short = re.sub(r"([a-z])\1\1+", lambda m: m[1] * times, lemma)
        if short != lemma and short in known.lemmas:
            return short
    return lemma


def choose(form, upos, xpos, script, table, known):
    """The lemma of a word (SPEC.md section 5)."""
    found = plain(form, upos, xpos, script, table, known)
    if upos != "PROPN":
        found = shortened(found, known)
    if upos != "PROPN" and xpos in ("NNP", "NNPS") and form[:1] != lower(form[:1]):
        return upper(found[:1]) + found[1:]
    return found


def plain(form, upos, xpos, script, table, known):
    """The lemma but for the capital of words within names: table, addresses, numbers, script, repair."""
    found = table.get((form, upos))
    if found is None and upos != "PROPN":
        found = table.get((lower(form), upos))
    if found is not None:
        return found
    if "://" in form or "@" in form or form.startswith("www."):
        return form
    if upos == "NUM" and re.fullmatch("[0-9]{1,3}(,[0-9]{3})+", form):
        return form.replace(",", "")
    result = apply(script, form)
    cut = not script.startswith("=") and not script.endswith("|0|")
    if not cut and not (upos == "VERB" and xpos in INFLECTED and result == lower(form)):
        return result
    candidates, default, sure = regular(form, upos)
    if sure:
        return default
    is_known = lambda word: word in known or ("-" in word and word.rsplit("-", 1)[1] in known)
    if cut and is_known(result):
        return result
    for candidate in candidates:
        if len(candidate) >= 3 and is_known(candidate):
            return candidate
    return default or result
