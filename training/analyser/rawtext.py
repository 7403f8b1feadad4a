"""Sentences of unlabelled news text for self-training, split into words in the treebanks' manner (roughly)."""
import csv
import json
import re
from pathlib import Path

SHORT = r"(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|Gov|Sen|Rep|Adm|Capt|Prof|St|No|Jan|Feb|Aug|Sept|Oct|Nov|Dec|vs|etc|Inc|Co|Corp|Ltd)"
PREFIX = "(?:anti|co|counter|ex|inter|mid|multi|non|post|pre|pro|re|semi|sub|trans|ultra|un|vice)"
BREAK = re.compile(r"(?<=[.!?])[\"\u201d')]*\s+(?=[\"\u201c'(]*[A-Z0-9])")
TOKEN = re.compile(
    rf"""https?://\S+ | (?:[A-Za-z]\.){{2,}} | \b{SHORT}\. | [ap]\.m\. | \d+(?:[.,:]\d+)*(?:st|nd|rd|th|s)? | \.\.\.|--+
    | \b(?i:{PREFIX})-[^\W\d_]+ | [^\W\d_]+(?=n['\u2019]t\b) | n['\u2019]t\b | ['\u2019](?:s|re|ve|ll|d|m|S)\b | [^\W_]+ | \S""", re.X)


def words(sentence):
    """Words of a sentence; contractions, hyphens and marks stand alone as in EWT and GUM."""
    return TOKEN.findall(sentence)


def sentences(text):
    for line in text.split("\n"):
        start, line = 0, re.sub(r"\s*-\s?0\s?-\s*$", "", line)
        for m in BREAK.finditer(line):
            before = line[start:m.start()]
            if re.search(rf"\b{SHORT}\.$", before):
                continue
            yield line[start:m.end()].strip()
            start = m.end()
        if line[start:].strip():
            yield line[start:].strip()


def news(data):
    """Word lists of 5 to 60 words, each once, in a fixed order: PLV sentences, CSIS descriptions, KCNA articles."""
    data, texts = Path(data), []
    with open(data / "relations" / "plv-train.tsv", encoding="utf-8") as file:
        texts += [row["sentence"] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]
    with open(data / "corpora" / "csis-provocations.csv", encoding="utf-8") as file:
        texts += [row["description"] or "" for row in csv.DictReader(file)]
    with open(data / "corpora" / "kcna-2024-01_09.jsonl", encoding="utf-8") as file:
        for line in file:
            article = json.loads(line)
            texts += [article["headline"] or "", article["text"] or ""]
    seen = {}
    for text in texts:
        for sentence in sentences(text):
            found = words(sentence)
            if 5 <= len(found) <= 60:
                seen.setdefault(tuple(found))
    return [list(s) for s in seen]
