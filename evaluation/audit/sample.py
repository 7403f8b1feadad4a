#!/usr/bin/env python3
"""Draw reports, or sentences, at random for an audit by hand, and compute the audit's figures.

    python3 sample.py --detente PATH --n 300 --seed 1            reports, half of them from each file
    python3 sample.py --detente PATH --n 200 --seed 2 --sentences  sentences, coded or not, with what was coded
    python3 sample.py --score reports-300.tsv                     figures of judgements on reports
    python3 sample.py --score recall-100.tsv                      figures of judgements on sentences

Reads the KCNA and the CSIS file of the shared data through `detente read --format jsonl`. The draw is made from the
list sorted by file, id and record, so it depends only on the seed and on what the program coded. Standard library only.
"""

import argparse
import csv
import json
import math
import random
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILES = {"kcna": "kcna-2024-01_09.jsonl", "csis": "csis-provocations.csv"}
CORPORA = ROOT.parent / "shared" / "data" / "corpora"
COLUMNS = ["type", "actor", "recipient", "status", "real", "attribution", "date", "place"]


def read(detente: str, corpora: Path, threads: int, saved: Path | None) -> dict[str, list[dict]]:
    """Documents of each file, as the program records them; kept in `saved` and read from there when present."""
    found = {}
    for name, file in FILES.items():
        keep = saved / f"{name}.jsonl" if saved else None
        if keep and keep.exists():
            text = keep.read_text(encoding="utf-8")
        else:
            command = [detente, "read", str(corpora / file), "--format", "jsonl", "--threads", str(threads)]
            done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
            if done.returncode not in (0, 1):
                sys.exit(f"{' '.join(command)}\nfailed: {done.stderr.strip()}")
            text = done.stdout
            if keep:
                keep.write_text(text, encoding="utf-8")
        found[name] = [json.loads(line) for line in text.split("\n") if line]
    return found


def sentence(document: dict, number: int) -> dict | None:
    """The sentence of this number, or nothing where the document has none (numbers may repeat: the last one counts)."""
    return {s["number"]: s for s in document["sentences"]}.get(number)


def participant(side: list[dict] | None) -> str:
    """Actors or recipients of a report: words and codes; "open" where there are none."""
    if not side:
        return "open"
    return " + ".join(f"{one['span']['text']} [{'; '.join(one['codes'])}]" for one in side)


def senses(step: dict) -> list[str]:
    """Sense ids of a derivation: the rule of its step that gives the type."""
    own = [step["rule"]] if step["step"].startswith("type ") and "rule" in step else []
    return own + [rule for part in step.get("parts", []) for rule in senses(part)]


def coding(report: dict) -> str:
    """What the report says, in a few lines."""
    chain = " > ".join(
        f"{one['description']} ({one['channel']}, {one['status']}, {one['certainty']})" for one in report["attribution"]
    )
    time = report["time"] or {}
    place = report["place"] or {}
    when = f"{time.get('from')}..{time.get('to')} {time.get('precision')} from {time.get('basis')}" if time else "open"
    return "\n".join(
        [
            f"  {report['type']} {report['mode'] or ''} {report['status']}"
            f"  «{report['trigger']['text']}»  {' '.join(senses(report['derivation']))}",
            f"  A {participant(report['actors'])}  R {participant(report['recipients'])}"
            + ("  (reciprocal)" if report.get("reciprocal") else ""),
            f"  by {chain}",
            f"  at {when}  in {place.get('name', 'open')} ({place.get('country')})",
        ]
    )


def shown(name: str, document: dict, number: int, identity: str, context: bool) -> str:
    """Heading and text of a sentence, with its neighbours when wanted."""
    here = sentence(document, number)
    lines = [f"{identity}  {name}:{document['document']['record']}:{number}  {here['id'] if here else '?'}"
             f"  published {document['document']['published']}"]
    for offset in (-1, 0, 1) if context else (0,):
        near = sentence(document, number + offset)
        if near:
            lines.append(f"  {'=' if offset == 0 else '~'} {' '.join(near['span']['text'].split())}")
    return "\n".join(lines)


def draw_reports(documents: dict[str, list[dict]], n: int, seed: int) -> list[tuple[str, dict, dict]]:
    """Reports, `n / 2` from each file, in the order drawn."""
    dice = random.Random(seed)
    drawn = []
    for name in FILES:
        all_of_file = [(name, d, r) for d in documents[name] for r in d["reports"]]
        all_of_file.sort(key=lambda one: (one[2]["id"], one[1]["document"]["record"]))
        drawn += dice.sample(all_of_file, min(n // 2, len(all_of_file)))
    dice.shuffle(drawn)
    return drawn


def draw_sentences(documents: dict[str, list[dict]], n: int, seed: int) -> list[tuple[str, dict, int]]:
    """Sentences of both files together, in the order drawn, headings left out."""
    pool = [
        (name, d, s["number"])
        for name in FILES
        for d in documents[name]
        for s in d["sentences"]
        if s["block"] == "paragraph"
    ]
    pool.sort(key=lambda one: (one[0], sentence(one[1], one[2])["id"], one[1]["document"]["record"]))
    return random.Random(seed).sample(pool, min(n, len(pool)))


def wilson(right: int, total: int) -> str:
    """Share in per cent with its 95% Wilson interval."""
    if total == 0:
        return "none"
    z, p = 1.96, right / total
    middle = (p + z * z / (2 * total)) / (1 + z * z / total)
    half = z * math.sqrt(p * (1 - p) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    return f"{right} of {total} = {100 * p:.1f}% ({100 * (middle - half):.1f} to {100 * (middle + half):.1f})"


def rows(path: Path) -> list[dict]:
    """Lines of a table of judgements."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t"))


def score_reports(table: list[dict]) -> None:
    """Figures of a precision audit: y right, n wrong, - not judged."""
    for row in table:
        for column in COLUMNS:
            if row[column] not in ("y", "n", "-"):
                sys.exit(f"report {row['report']}: column {column} holds {row[column]!r}, not y, n or -")
    for name, part in [("all", table)] + [(f, [r for r in table if r["file"] == f]) for f in FILES]:
        print(f"{name}: {len(part)} reports")
        roles = [r for r in part if r["type"] != "-"]
        right = sum(all(r[c] != "n" for c in ("type", "actor", "recipient")) for r in roles)
        print(f"  type and roles together    {wilson(right, len(roles))}")
        for column in COLUMNS:
            judged = [r for r in part if r[column] != "-"]
            label = {"real": "happened or only said", "status": "status, exact"}.get(column, column)
            print(f"  {label:26} {wilson(sum(r[column] == 'y' for r in judged), len(judged))}")


def score_recall(table: list[dict]) -> None:
    """Figures of a recall audit: events a careful coder codes, and those the program found."""
    for name in ("all", *FILES):
        part = [r for r in table if name in ("all", r["file"])]
        keys = {(r["file"], r["record"], r["sentence"]) for r in part}
        for column, label in (("found", "type and roles right"), ("found_type", "type right")):
            hit = {(r["file"], r["record"], r["sentence"]) for r in part if r[column] == "y"}
            print(f"{name}: sentences with an event found, {label}: {wilson(len(hit), len(keys))}")
            print(f"{name}: events found, {label}: {wilson(sum(r[column] == 'y' for r in part), len(part))}")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--detente", default=str(ROOT / "target/release/detente"), help="program to audit")
    parser.add_argument("--corpora", type=Path, default=CORPORA, help="folder of the two files")
    parser.add_argument("--n", type=int, default=300, help="how many to draw")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--saved", type=Path, help="folder to keep the program's output in, and to read it from")
    parser.add_argument("--sentences", action="store_true", help="draw sentences instead of reports")
    parser.add_argument("--context", action="store_true", help="print the sentences before and after too")
    parser.add_argument("--score", type=Path, help="table of judgements to compute figures from")
    options = parser.parse_args()
    if options.score:
        table = rows(options.score)
        (score_recall if table and "found" in table[0] else score_reports)(table)
        return
    documents = read(options.detente, options.corpora, options.threads, options.saved)
    if options.sentences:
        for place, (name, document, number) in enumerate(draw_sentences(documents, options.n, options.seed), 1):
            print(shown(name, document, number, f"#{place}", options.context))
            for report in document["reports"]:
                if report["sentence"] == number:
                    print(coding(report))
            print()
        return
    for place, (name, document, report) in enumerate(draw_reports(documents, options.n, options.seed), 1):
        print(shown(name, document, report["sentence"], f"#{place} {report['id']}", options.context))
        print(coding(report))
        print()


if __name__ == "__main__":
    main()
