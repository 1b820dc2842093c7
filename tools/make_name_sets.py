#!/usr/bin/env python3
"""Development sets of names from the data beside the tree, for bench_quality. Nothing here is a peer's benchmark.

usage: make_name_sets.py SHARED_DATA OUT_FOLDER

  pairs.tsv     label (1 one person, 0 two), set, kind, name, name; persons of one set are in no other
  list.txt      Korean persons under DPRK programmes, one a line: primary names
  queries.tsv   set, query, line of list.txt whose person it is
  ordinary.tsv  script, name of somebody who is on no list

Pairs of a list are names that the list itself gives to one entry: some are other names, not other spellings, and stay
in. Each name has two of other people beside it as negatives, the nearest by letters. The same input gives the same bytes.
"""
import csv
import gzip
import json
import random
import re
import sys
import unicodedata
import xml.etree.ElementTree as ET
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path

DATA, OUT = Path(sys.argv[1]), Path(sys.argv[2])
LATIN = re.compile(r"[A-Za-z' ,.ŏŭŎŬ’-]+")
HANGUL = re.compile(r"[가-힣]{2,4}")
NEGATIVES, POOL, KIND_MAX = 2, 300, 800


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


    def thin(self, rng):
        """Keep at most KIND_MAX pairs of a list's kind."""
        by_kind = {}
        for p in self.pairs:
            by_kind.setdefault(p[:2], []).append(p)
        self.pairs = [p for (name, _), pairs in by_kind.items()
                      for p in (rng.sample(pairs, KIND_MAX) if name in ("uk", "eu", "au") and len(pairs) > KIND_MAX
                                else pairs)]


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


CYRILLIC = re.compile(r"[А-яЁёІіЇїЄєҐґЎўЂђЈјЉљЊњЋћЏџ' .’-]+")
GREEK = re.compile(r"[Ͱ-Ͽἀ-῿ .-]+")


def is_spelling(a, b):
    """Is it another spelling, and not another name? Each word of the shorter has a partner with half of its letters."""
    x, y = sorted((re.sub('[^a-z ]', '', plain(t).replace('-', ' ')).split() for t in (a, b)), key=len)
    near = [max(SequenceMatcher(None, w, v).ratio() for v in y) for w in x]
    return len(x) > 1 and len(y) - len(x) < 2 and min(near) > 0.5


def plain(text):
    text = unicodedata.normalize("NFD", text.lower().replace("ł", "l"))
    return "".join(c for c in text if not unicodedata.combining(c))


def of_list(s, name, person, names):
    """Pairs of a listed person's names: the first Latin one with each in another alphabet, and with each other Latin one."""
    latin = [n for n in names if is_name(n) or re.fullmatch(r"[A-Za-zÀ-ɏ' ,.’-]+", n) and len(n.split()) > 1]
    slavic = [n for n in names if CYRILLIC.fullmatch(n) and len(n.split()) > 1]
    greek = [n for n in names if GREEK.fullmatch(n) and len(n.split()) > 1]
    for n in slavic:
        for m in latin[:1]:
            s.add(name, "cyrillic-latin", person, n, m)
    for n in greek:
        for m in latin[:1]:
            s.add(name, "greek-latin", person, n, m)
    for n in latin[1:]:
        if sorted(n.lower().split()) != sorted(latin[0].lower().split()) and is_spelling(latin[0], n):
            s.add(name, "latin-slavic" if slavic else "latin-latin", person, latin[0], n)


def lists(s):
    with gzip.open(DATA / "uk-fcdo-2026-08-22/uk_designations.jsonl.gz", "rt", encoding="utf-8") as f:
        for r in map(json.loads, f):
            if r.get("individual_entity_ship") != "Individual" or "orea" in r.get("regime_name", ""):
                continue
            names = []
            for n in (r.get("names") or {}).get("names", []):
                names.append(" ".join(n[k] for k in ("name1", "name2", "name3", "name4", "name5", "name6") if n.get(k)))
            for n in (r.get("non_latin_names") or {}).get("names", []):
                names.append(n.get("name_non_latin_script", "").strip())
            of_list(s, "uk", "uk " + r["unique_id"], names)
    path = DATA / "eu-fsf-2026-05-01/xmlFullSanctionsList_1_1.rebuilt.xml.gz"
    with gzip.open(path, "rb") as f:
        for e in ET.parse(f).getroot():
            kind = next((x for x in e if x.tag.endswith("subjectType")), None)
            if kind is None or kind.get("code") != "person" or "programme=\"PRK" in ET.tostring(e, "unicode"):
                continue
            of_list(s, "eu", "eu " + e.get("euReferenceNumber", e.get("logicalId", "")),
                    [x.get("wholeName").strip() for x in e if x.tag.endswith("nameAlias")])
    with gzip.open(DATA / "au-dfat-2026-08-22/au_entries.jsonl.gz", "rt", encoding="utf-8") as f:
        for r in map(json.loads, f):
            if r["entity_type"] == "person" and "orea" not in json.dumps(r):
                of_list(s, "au", "au " + r["reference"], [n["text"].strip() for n in r["names"]])


def countries(s, rng):
    """Frequent names of a country, two and two, in its letters and as that country writes them in Latin ones."""
    def read(file):
        names = {}
        with open(DATA / "names-by-country" / file, encoding="utf-8", newline="") as f:
            for r in csv.DictReader(f):
                native, latin = r["Localized Name"].strip(), r["Romanized Name"].strip()
                if native and native != latin and not re.search("[A-Za-z /,(]", native) and re.fullmatch("[A-Za-z'-]+", latin):
                    names.setdefault(r["Country"], []).append((native, latin))
        return names
    first, last = read("common-forenames-by-country.csv"), read("common-surnames-by-country.csv")
    for c in sorted(set(first) & set(last)):
        if not re.search("[Ͱ-ӿ԰-֏Ⴀ-ჿ]", first[c][0][0]):
            continue
        for k in range(60):
            (a, x), (b, y) = rng.choice(first[c]), rng.choice(last[c])
            s.add("country " + c, "native-latin", f"{a} {b}", f"{a} {b}", f"{x} {y}")


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
    known = {}
    for _, _, person, a, b in s.pairs:
        known.setdefault(person, set()).update(" ".join(sorted(plain(n).split())) for n in (a, b))
    for name, kind, person, a, b in s.pairs:
        # who shares a name with this person may be the same, listed twice
        pool = [x for x in by_kind[name, kind] if x[0] != person and not known[x[0]] & known[person]]
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
    lists(s)
    countries(s, rng)
    s.thin(rng)
    OUT.mkdir(parents=True, exist_ok=True)
    with open(OUT / "pairs.tsv", "w", encoding="utf-8") as f:
        for name, kind, _, a, b in s.pairs:
            f.write(f"1\t{name}\t{kind}\t{a}\t{b}\n")
        for name, kind, a, b in negatives(s, rng):
            f.write(f"0\t{name}\t{kind}\t{a}\t{b}\n")
    (OUT / "list.txt").write_text("".join(n + "\n" for n in s.listed), encoding="utf-8")
    (OUT / "queries.tsv").write_text("".join(f"{k}\t{q}\t{i}\n" for k, q, i in s.queries), encoding="utf-8")
    listed = {letters(n) for n in s.listed}
    with open(OUT / "ordinary.tsv", "w", encoding="utf-8") as f:
        for r in rows:
            if letters(r["latin"]) not in listed:
                f.write(f"latin\t{r['latin']}\nhangul\t{r['hangul']}\n")


main()
