#!/usr/bin/env python3
"""Development sets of names from the data beside the tree, for bench_quality. Nothing here is a peer's benchmark.

usage: make_name_sets.py SHARED_DATA OUT_FOLDER

  pairs.tsv     label (1 one person, 0 two), set, kind, name, name; persons of one set are in no other
  list.txt      Korean persons under DPRK programmes, one a line: primary names
  queries.tsv   set, query, line of list.txt whose person it is
  ordinary.tsv  script, name of somebody who is on no list
  firms_list.tsv, firms_ordinary.tsv  listed firms and vessels with their kind; firms on no list

Pairs of a list are names that the list itself gives to one entry: some are other names, not other spellings, and stay
in. Each name has two of other people beside it as negatives, the nearest by letters. The same input gives the same bytes.
"""
import csv
import json
import random
import re
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import name_sets_firms

DATA, OUT = Path(sys.argv[1]), Path(sys.argv[2])
LATIN = re.compile(r"[A-Za-z' ,.ŏŭŎŬ’-]+")
HANGUL = re.compile(r"[가-힣]{2,4}")
NEGATIVES, POOL = 2, 300


def tsv(path):
    with open(DATA / path, encoding="utf-8", newline="") as f:
        yield from csv.DictReader(f, delimiter="\t")


def is_name(text):
    return LATIN.fullmatch(text) and len(text.split()) > 1


class Sets:
    def __init__(self):
        self.pairs = []    # set, kind, person, a, b
        self.listed = {}   # primary name of a Korean person -> line
        self.queries = []

    def add(self, name, kind, person, a, b):
        if a and b and a != b:
            self.pairs.append((name, kind, person, a, b))


def assembly(s):
    for r in tsv("names-kr-assembly/assembly20_names.tsv"):
        person = r["name_cn"]
        s.add("korean", "hangul-latin", person, r["name_kr"], r["name_en"])
        s.add("korean", "hanja-hangul", person, r["name_cn"], r["name_kr"])
        s.add("korean", "hanja-latin", person, r["name_cn"], r["name_en"])


def kofiu(s):
    for path in sorted((DATA / "kr-kofiu-dprk-2026-01").glob("*.tsv")):
        for r in tsv(path.relative_to(DATA)):
            if r["type"] != "person":
                continue
            names = [n.strip() for n in r["names"].split("|")]
            hangul, latin = [n for n in names if HANGUL.fullmatch(n)], [n for n in names if is_name(n)]
            for other in hangul[:1]:
                for n in latin[:1]:
                    s.add("korean", "hangul-latin", r["kofiu_no"], other, n)
            for n in latin[1:]:
                s.add("korean", "latin-latin", r["kofiu_no"], latin[0], n)


def mof(s):
    with open(DATA / "jp-mof-2026-03-05/rows-dprk.jsonl", encoding="utf-8") as f:
        for line in f:
            cells = json.loads(line)["cells"]
            if not any("生年月日" in key for key in cells):
                continue
            kana, latin = (cells.get(k, "").split("\n")[0] for k in ("日本語表記", "英語表記"))
            if re.fullmatch("[ァ-ヶー・＝]+", kana) and is_name(latin):
                s.add("korean", "kana-latin", "mof " + latin, kana, latin)


def un(s):
    for i in ET.parse(DATA / "un-sc-2026-02-27/consolidated.xml").getroot().iter("INDIVIDUAL"):
        name = " ".join(t for t in ((i.findtext(k) or "").strip() for k in
                                    ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")) if t)
        is_dprk = (i.findtext("UN_LIST_TYPE") or "").strip() == "DPRK"
        if is_dprk:
            s.listed.setdefault(name, len(s.listed))
        for alias in i.iter("INDIVIDUAL_ALIAS"):
            for part in re.split(r"[;]|\b[a-z]\)", alias.findtext("ALIAS_NAME") or ""):
                if not is_name(part.strip()):
                    continue
                s.add("korean" if is_dprk else "listed", "latin-latin", "un " + name, name, part.strip())
                if is_dprk:
                    s.queries.append(("latin", part.strip(), s.listed[name]))


def ofac(s):
    for r in tsv("derived-us-dprk-2026-07/us_dprk.tsv"):
        if r["type"] not in ("individual", "person"):
            continue
        s.listed.setdefault(r["name"], len(s.listed))
        for alias in r["aliases"].split("|"):
            text = alias.strip().split(":", 1)[-1].strip()
            if is_name(text):
                s.add("korean", "latin-latin", "ofac " + r["name"], r["name"], text)
                s.queries.append(("latin", text, s.listed[r["name"]]))


def wikidata(s, rng):
    rows = [r for r in tsv("names-wikidata-pairs/en-ko-fullnames.tsv") if r["korean_form"] == "K"]
    rng.shuffle(rows)
    for r in rows[:800]:
        s.add("korean_wikidata", "hangul-latin", r["latin"], r["hangul"], r["latin"])
    return rows


def tokens(s, rng):
    """Two words that two people have, as one made-up person's name in two scripts."""
    for path in sorted((DATA / "names-wikidata-pairs/tokens").glob("wd_*_80.tsv")):
        script = path.name.split("_")[1]
        if script == "korean":
            continue
        rows = []
        for line in path.read_text(encoding="utf-8").split("\n"):
            cells = line.split("\t")
            if len(cells) > 1 and len(cells[0]) > 3:
                rows.append((cells[0], cells[1].replace(" ", "")))
        rng.shuffle(rows)
        for k in range(600):
            (a, x), (b, y) = rows[2 * k], rows[2 * k + 1]
            gap = "・" if script in ("japanese", "katakana") else "·" if script == "chinese" else " "
            s.add(script, "native-latin", f"{script} {k}", x + gap + y, f"{a} {b}".title())


def letters(text):
    return re.sub(r"[^a-z가-힣一-龥ァ-ヶ]", "", text.lower())


def nearness(a, b):
    """How many pairs of neighbouring letters two texts have in common."""
    x, y = Counter(zip(a, a[1:])), Counter(zip(b, b[1:]))
    return 2 * sum((x & y).values()) / (sum(x.values()) + sum(y.values()) or 1)


def negatives(s, rng):
    by_kind = {}
    for name, kind, person, _, b in s.pairs:
        by_kind.setdefault((name, kind), []).append((person, b))
    for name, kind, person, a, b in s.pairs:
        pool = [x for x in by_kind[name, kind] if x[0] != person]
        pool = rng.sample(pool, min(POOL, len(pool)))
        pool.sort(key=lambda x, near=letters(b): (-nearness(near, letters(x[1])), x[1]))
        for _, other in [x for x in pool if letters(x[1]) != letters(b)][:NEGATIVES]:
            yield name, kind, a, other


def main():
    rng = random.Random(20261121)
    s = Sets()
    assembly(s)
    kofiu(s)
    mof(s)
    un(s)
    ofac(s)
    rows = wikidata(s, rng)
    tokens(s, rng)
    OUT.mkdir(parents=True, exist_ok=True)
    with open(OUT / "pairs.tsv", "w", encoding="utf-8") as f:
        for name, kind, _, a, b in s.pairs:
            f.write(f"1\t{name}\t{kind}\t{a}\t{b}\n")
        for name, kind, a, b in negatives(s, rng):
            f.write(f"0\t{name}\t{kind}\t{a}\t{b}\n")
        for row in name_sets_firms.write(DATA, OUT, random.Random(20261122)):
            f.write("\t".join(map(str, row)) + "\n")
    (OUT / "list.txt").write_text("".join(n + "\n" for n in s.listed), encoding="utf-8")
    (OUT / "queries.tsv").write_text("".join(f"{k}\t{q}\t{i}\n" for k, q, i in s.queries), encoding="utf-8")
    listed = {letters(n) for n in s.listed}
    with open(OUT / "ordinary.tsv", "w", encoding="utf-8") as f:
        for r in rows:
            if letters(r["latin"]) not in listed:
                f.write(f"latin\t{r['latin']}\nhangul\t{r['hangul']}\n")


main()
