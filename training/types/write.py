"""Writes data/patterns.tsv: marked sentences made from the patterns in patterns/ and the words of words.py. Seeded.

A line of a pattern file is `actor classes ; recipient classes ; sentence`. `[a|b]` is a choice, `{a}` and `{r}` the pair,
other names in braces are lists of words. NONE also gets pairs that stand in a sentence without doing anything to each other:
the roles of a one-sided act swapped, and actor and recipient of two different acts.
"""
import random
import re
from pathlib import Path

from words import CLASSES, COUNTRIES, DAYS, FIRST, INSIDE, LAST, LISTS, MONTHS, PREFIXES, SOURCES, TAILS

HERE = Path(__file__).resolve().parent
EACH = {"NONE": 12}
DEFAULT = 15
MUTUAL = {"CONSULT", "COOPERATE", "AGREE", "SUPPORT"}  # may hold in both directions: never swapped


class Writer:
    def __init__(self, seed):
        self.rng = random.Random(seed)

    def pick(self, options):
        return self.rng.choice(options)

    def words(self, text, country=None):
        """Fill the slots of a text that stand for words."""
        country = country or self.pick(COUNTRIES)

        def one(match):
            name = match.group(1)
            if name in LISTS:
                return self.pick(LISTS[name])
            first, last = self.pick(FIRST), self.pick(LAST)
            return {"c": lambda: self.pick(COUNTRIES)[0], "j": lambda: country[1], "k": lambda: country[2], "p": lambda: f"{first} {last}",
                    "l": lambda: last, "day": lambda: self.pick(DAYS), "month": lambda: self.pick(MONTHS),
                    "source": lambda: self.pick(SOURCES), "capital": lambda: country[2].upper(), "upper": lambda: country[2].upper(),
                    "num": lambda: str(self.rng.randint(1, 28)), "nn": lambda: str(self.rng.randint(60, 99)),
                    "n2": lambda: f"{self.rng.randint(0, 24):02}"}[name]()

        return re.sub(r"\{(\w+)\}", one, text)

    def actor(self, classes):
        kind = self.pick(classes.split())
        country = self.pick(COUNTRIES)
        text = self.pick(CLASSES[kind])
        text = re.sub(r"\{c\}", country[0], text, count=1)
        return self.words(text, country)

    def choices(self, text):
        while re.search(r"\[[^\[\]]*\]", text):
            text = re.sub(r"\[([^\[\]]*)\]", lambda m: self.pick(m.group(1).split("|")), text, count=1)
        return text

    def clause(self, pattern):
        """(clause with {a} and {r} left in, actor, recipient)"""
        actors, recipients, text = (part.strip() for part in pattern.split(";", 2))
        a, r = self.actor(actors), self.actor(recipients)
        while r == a:
            r = self.actor(recipients)
        text = self.choices(text)
        if "{a} and {r}" not in text and self.rng.random() < 0.5:
            inside = self.pick(INSIDE)
            # Only where the actor begins the clause: elsewhere the words would go astray.
            if text.startswith("{a} ") and "{a}'s" not in text:
                text = "{a}" + inside + text[3:]
        mask = text.replace("{a}", "\0").replace("{r}", "\1")
        return self.words(mask).replace("\0", "{a}").replace("\1", "{r}"), a, r

    def dress(self, text):
        prefix = self.words(self.pick(PREFIXES))
        if prefix and re.match(r"[A-Z][a-z]* (?!of )", text) and not prefix.rstrip().endswith("-"):
            text = text[0].lower() + text[1:]
        text = text.rstrip(".")
        tail = self.words(self.pick(TAILS))
        if " said" in text and "said" in tail:
            tail = ""
        whole = re.sub(r" +", " ", f"{prefix}{text}{tail}.").replace(" ,", ",").replace(" .", ".").replace(",,", ",").replace(",.", ".")
        return whole

    def finish(self, text, a, r):
        """Put the marked pair in, and the capital at the front."""
        text = re.sub(r" +", " ", text).replace(" ,", ",")
        inner = lambda name: name.rstrip(",")
        text = text.replace("{a}", f"<s>{inner(a)}</s>" + ("," if a.endswith(",") else ""))
        text = text.replace("{r}", f"<t>{inner(r)}</t>" + ("," if r.endswith(",") and not text.endswith("{r}.") else ""))
        text = text.replace(",,", ",").replace(",.", ".").replace(", 's", "'s").replace(",'s", "'s")
        return re.sub(r"(^|-- | - |: )((?:<[st]>)?)([a-z])", lambda m: m.group(1) + m.group(2) + m.group(3).upper(), text, count=1)


def patterns():
    out = {}
    for path in sorted((HERE / "patterns").glob("*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        out[path.stem] = [l for l in lines if l.strip() and not l.startswith("#")]
    return out


def main():
    w, book, rows = Writer(11), patterns(), []
    everything = [(root, p) for root, lines in book.items() if root != "NONE" for p in lines]
    for root, lines in book.items():
        for pattern in lines:
            for _ in range(EACH.get(root, DEFAULT)):
                text, a, r = w.clause(pattern)
                rows.append((w.finish(w.dress(text), a, r), root))
    for root, pattern in everything:
        if root not in MUTUAL and " and {r}" not in pattern:
            for _ in range(2):
                text, a, r = w.clause(pattern)
                swapped = text.replace("{a}", "\0").replace("{r}", "{a}").replace("\0", "{r}")
                rows.append((w.finish(w.dress(swapped), r, a), "NONE"))
    for _ in range(500):
        (_, one), (_, two) = w.pick(everything), w.pick(everything)
        (first, a, b), (second, c, d) = w.clause(one), w.clause(two)
        link = w.pick([" while ", " as ", "; ", ", and ", " after ", ", a day before "])
        left, right = w.pick([("{a}", b), (a, "{a}")]), w.pick([("{r}", d), (c, "{r}")])
        who = a if left[0] == "{a}" else b
        whom = c if right[0] == "{r}" else d
        mark = lambda text, a, r, side: text.replace("{a}", "\0").replace("{r}", "\1").replace("\0", a).replace("\1", r)
        text = mark(first, *left, 0) + link + mark(second, *right, 1)
        rows.append((w.finish(w.dress(text), who, whom), "NONE"))
    seen, out = set(), HERE / "data" / "patterns.tsv"
    with open(out, "w", encoding="utf-8") as file:
        file.write("sentence\troot\n")
        for sentence, root in rows:
            if sentence not in seen:
                seen.add(sentence)
                file.write(f"{sentence}\t{root}\n")
    print(f"{len(seen)} sentences in {out}")


if __name__ == "__main__":
    main()
