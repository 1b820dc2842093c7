#!/usr/bin/env python3
"""Development sets of names from the data beside the tree, for bench_quality. Nothing here is a peer's benchmark.

usage: make_name_sets.py SHARED_DATA OUT_FOLDER [SET...]

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
from pathlib import Path

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


HAN = re.compile("[一-龥]{2,4}")
ROOT = Path(__file__).resolve().parent.parent


def script_of(text):
    return ("han" if HAN.fullmatch(text) else "hangul" if re.search("[가-힣]", text) else "cyrillic" if re.search("[а-я]", text)
            else "latin")


def add_writings(s, name, person, writings):
    for i, a in enumerate(writings):
        for b in writings[:i]:
            kinds = sorted((script_of(a), script_of(b)))
            x, y = (b, a) if script_of(b) == kinds[0] else (a, b)
            s.add(name, "-".join(kinds), person, x, y)


def chinese(s):
    """Public figures (bench/), and whom lists write in Chinese characters beside letters."""
    with open(ROOT / "bench/names_chinese.tsv", encoding="utf-8") as f:
        for line in list(f)[1:]:
            name, others = line.rstrip("\n").split("\t")
            half = "chinese_a" if sum(map(ord, name)) % 2 else "chinese_b"
            add_writings(s, half, name, [name, *others.split("|")])
    listed = []
    with gzip.open(DATA / "uk-fcdo-2026-08-22/uk_designations.jsonl.gz", "rt", encoding="utf-8") as f:
        for d in map(json.loads, f):
            if d["individual_entity_ship"] != "Individual":
                continue
            native = [x["name_non_latin_script"].strip(" ()") for x in (d.get("non_latin_names") or {}).get("names", [])]
            latin = [" ".join(x.get(f"name{i}", "") for i in range(1, 7)) for x in d["names"]["names"]]
            listed.append((native, latin))
    with gzip.open(DATA / "eu-fsf-2026-05-01/xmlFullSanctionsList_1_1.rebuilt.xml.gz") as f:
        for e in ET.parse(f).getroot().iter():
            if e.tag.endswith("sanctionEntity"):
                names = [a.get("wholeName") or "" for a in e if a.tag.endswith("nameAlias")]
                listed.append(([n for n in names if HAN.fullmatch(n)], names))
    for native, latin in listed:
        for h in native:
            for text in dict.fromkeys(" ".join(t.split()) for t in latin):
                if HAN.fullmatch(h) and is_name(text):
                    s.add("chinese_list", "han-latin", h, h, text)
    family, given = {}, []
    for r in csv.DictReader(open(DATA / "names-by-country/common-surnames-by-country.csv", encoding="utf-8")):
        if r["Country"] in ("CN", "TW"):
            cell = family.setdefault(r["Name Group"], ([], []))
            cell[0].extend([r["Localized Name"]] if r["Localized Name"] else [])
            cell[1].append(r["Romanized Name"])
    for r in csv.DictReader(open(DATA / "names-by-country/common-forenames-by-country.csv", encoding="utf-8")):
        if r["Country"] in ("CN", "TW"):
            given.append((r["Localized Name"], r["Romanized Name"]))
    for i, (han, latin) in enumerate(family.values()):
        for k in range(6):  # a surname of one place, a given name of another
            h, g = given[(7 * i + 5 * k) % len(given)]
            s.add("chinese_made", "han-latin", h + han[0], han[0] + h, f"{latin[k % len(latin)]} {g}")
            s.add("chinese_made", "latin-latin", h + han[0], f"{latin[k % len(latin)]} {g}", f"{latin[(k + 1) % len(latin)]} {g}")


MARKS = str.maketrans("đĐ", "dD")


def vietnamese(s, rng):
    """Surnames of names-by-country with common given names: with marks and without, in both orders."""
    given = ("Văn Thị Minh Anh Hùng Dũng Tuấn Hải Nam Sơn Long Hoàng Đức Quang Thành Trung Kiên Cường Bình Hoa Lan Hương Thảo Linh Trang Ngọc Hà "
             "Mai Thu Hằng Phương Yến Oanh Nhung Xuân Đông Phúc Lộc Thọ Khánh Vinh Tâm Thanh Tú Quân Huy Bảo Khoa Toàn Đạt Thịnh Hậu").split()
    rows = [r for r in csv.DictReader(open(DATA / "names-by-country/common-surnames-by-country.csv", encoding="utf-8")) if r["Country"] == "VN"]
    for k in range(400):
        family = rows[0] if rng.random() < 0.38 else rng.choice(rows)
        name = family["Romanized Name"].split("/")[0]
        parts = [name, *rng.sample(given, 2 if k % 3 else 3)]
        full = " ".join(parts)
        bare = "".join(c for c in unicodedata.normalize("NFD", full.translate(MARKS)) if not unicodedata.combining(c))
        turned = bare.split()
        s.add("vietnamese", "marks", full, full, bare.upper() if k % 2 else bare)
        s.add("vietnamese", "order", full, full, " ".join([*turned[1:], turned[0]]))


def ordinary_chinese(rng, count):
    """Made-up people: a surname and two characters, as Pinyin, in characters, as Taiwan and Hong Kong write them."""
    sys.path.insert(0, str(ROOT / "tools"))
    import chinese_systems as rules

    def table(name):
        return list(csv.DictReader(open(ROOT / "data/chinese" / name, encoding="utf-8"), delimiter="\t"))
    chars = {r["char"]: r for r in table("chars.tsv")}
    surnames = [r for r in table("surnames.tsv") if len(r["surname"]) == 1]
    given = table("given.tsv")

    def top(made):
        return max(made, key=lambda t: (made[t], t))
    for _ in range(count):
        f = rng.choices(surnames, [float(r["per_100000"]) for r in surnames])[0]["surname"]
        g = [r["char"] for r in rng.choices(given, [float(r["per_100000"]) for r in given], k=2 if rng.random() < 0.8 else 1)]
        mandarin = [chars[f]["surname"] or chars[f]["mandarin"].split(":")[0], *(chars[c]["mandarin"].split(":")[0] for c in g)]
        yue = [chars[c]["cantonese"].split() for c in [f, *g]]
        made = {"han": f + "".join(g), "pinyin": mandarin[0].title() + " " + "".join(mandarin[1:]).title()}
        taiwan = [top(rules.taiwan(m)) for m in mandarin]
        made["taiwan"] = taiwan[0].title() + " " + "-".join(taiwan[1:]).title()
        if all(yue):
            hk = [top(rules.cantonese(y[0])) for y in yue]
            made["hongkong"] = hk[0].title() + " " + "-".join(hk[1:]).title()
        yield made, "".join(mandarin)


def chinese_negatives(s, rng):
    """The nearest of many made-up people beside each name; nobody who sounds the same."""
    people = list(ordinary_chinese(rng, 3000))
    pools = {k: [(m[k], sound, set(zip(letters(m[k]), letters(m[k])[1:])) | set(m[k][:1])) for m, sound in people if k in m]
             for k in ("han", "pinyin", "taiwan", "hongkong")}
    seen = set()
    for name, kind, person, a, b in s.pairs:
        if not name.startswith("chinese_") or (name, a) in seen:
            continue
        seen.add((name, a))
        sounds = {letters(x) for _, _, p, x, y in s.pairs if p == person for x in (x, y)}
        for pool in ("han", "pinyin", "taiwan", "hongkong"):
            other = b if script_of(b) == ("han" if pool == "han" else "latin") else a
            if script_of(other) != ("han" if pool == "han" else "latin"):
                continue
            text = letters(other)
            mine = set(zip(text, text[1:])) | set(other[:1])
            near = sorted(pools[pool], key=lambda x, m=mine: (-2 * len(m & x[2]) / (len(m) + len(x[2])), x[0]))[:12]
            near = [n for n, sound, _ in near if sound not in sounds and letters(n) not in sounds][:2]
            for n in near:
                kinds = sorted((script_of(a), script_of(n)))
                yield name, "-".join(kinds), *((a, n) if script_of(a) == kinds[0] else (n, a))


def letters(text):
    return re.sub(r"[^a-z가-힣一-龥ァ-ヶа-я]", "", text.lower())


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
    chinese(s)
    vietnamese(s, rng)
    if len(sys.argv) > 3:
        s.pairs = [p for p in s.pairs if p[0] in sys.argv[3:]]
    OUT.mkdir(parents=True, exist_ok=True)
    with open(OUT / "pairs.tsv", "w", encoding="utf-8") as f:
        for name, kind, _, a, b in s.pairs:
            f.write(f"1\t{name}\t{kind}\t{a}\t{b}\n")
        for name, kind, a, b in [*negatives(s, rng), *chinese_negatives(s, rng)]:
            f.write(f"0\t{name}\t{kind}\t{a}\t{b}\n")
    (OUT / "list.txt").write_text("".join(n + "\n" for n in s.listed), encoding="utf-8")
    (OUT / "queries.tsv").write_text("".join(f"{k}\t{q}\t{i}\n" for k, q, i in s.queries), encoding="utf-8")
    listed = {letters(n) for n in s.listed}
    with open(OUT / "ordinary.tsv", "w", encoding="utf-8") as f:
        for r in rows:
            if letters(r["latin"]) not in listed:
                f.write(f"latin\t{r['latin']}\nhangul\t{r['hangul']}\n")


main()
