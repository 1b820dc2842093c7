#!/usr/bin/env python3
"""Development sets of names from the data beside the tree, for bench_quality. Nothing here is a peer's benchmark.

usage: make_name_sets.py SHARED_DATA OUT_FOLDER [SET...]

  pairs.tsv     label (1 one person, 0 two), set, kind, name, name; persons of one set are in no other
  list.txt      Korean persons under DPRK programmes, one a line: primary names
  years.tsv     for each line of list.txt the birth years that the list allows, "1955-1955 1960-1962"; empty: not said
  queries.tsv   set, query, line of list.txt whose person it is
  ordinary.tsv  script, name of somebody who is on no list
  firms_list.tsv, firms_ordinary.tsv  listed firms and vessels with their kind; firms on no list

Pairs of a list are names that the list itself gives to one entry: some are other names, not other spellings. Of Korean
ones these are a kind of their own, told by a rule that knows no matcher (is_spelling). Persons who share a name on two
lists are one. Each name has two of other people beside it as negatives, the nearest by letters. The same input gives the
same bytes.
"""
import csv
import gzip
import hashlib
import json
import random
import re
import sys
import unicodedata
import xml.etree.ElementTree as ET
from functools import lru_cache
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path

import name_sets_firms

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
        self.years = {}    # primary name -> ranges of birth years
        self.any = []

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


# --- Korean persons: who is one, and which aliases are spellings ---------------------------------

def skeleton(text):
    """Classes of consonants of a Latin spelling: what no system of romanisation changes."""
    words = re.split("[ ,-]+", text)
    if len(words) > 1:
        return "".join(map(skeleton, words))
    out = ""
    text = letters(text)
    for old, new in (("ch", "c"), ("sh", "s"), ("tz", "c"), ("ng", "n"), ("x", "ks")):
        text = text.replace(old, new)
    for c in text:
        kind = {"g": "k", "q": "k", "j": "c", "z": "c", "d": "t", "b": "p", "f": "p", "v": "p", "r": "l"}.get(c, c)
        if kind in "kctpsmnl" and (not out or out[-1] != kind):
            out += kind
    return out


def is_near(a, b):
    """Are two skeletons equal but for one l or n that one of them has more?"""
    long, short = (a, b) if len(a) >= len(b) else (b, a)
    return a == b or any(long[:i] + long[i + 1:] == short for i in range(len(long)) if long[i] in "ln")


def turned(text):
    """With the last word in front, where no comma says that the first one is the surname."""
    words = text.replace("-", " ").split()
    return text if "," in text or len(words) < 2 else " ".join(words[-1:] + words[:-1])


def is_spelling(a, b):
    """Can b be another spelling of a at all, or a slip in one?"""
    return any(is_near(skeleton(x), skeleton(y)) for x, y in ((a, b), (turned(a), b), (a, turned(b))))


class Surnames:
    def __init__(self):
        self.spelling, self.rr = {}, {r["hangul"]: r["rr"] for r in tsv("korean/syllables.tsv")}
        for r in tsv("korean/surnames.tsv"):
            seen = {x.rsplit(":", 1)[0] for x in r["attested_latin_count"].split()} | set(r["other_spellings"].split())
            seen |= {x.split(":")[0].lower() for x in r["passport_share_2024"].split()}
            for key in ("rr", "mr", "dprk_plain"):
                seen |= set(r[key].split("|"))
            self.spelling[r["hangul"]] = {letters(x.replace("ŏ", "o").replace("ŭ", "u")) for x in seen}
        self.all = {x for s in self.spelling.values() for x in s}

    def is_korean(self, latin):
        words = [letters(w) for w in latin.replace("-", " ").split()]
        return len(words) > 1 and (words[0] in self.all or words[-1] in self.all)

    def is_pair(self, hangul, latin):
        """A Korean name of three syllables and a spelling of it: no Chinese person's, no stage name."""
        own = self.spelling.get(hangul[0])
        words = [letters(w) for w in latin.split()]
        if not own or len(hangul) != 3 or not LATIN.fullmatch(latin) or not 2 <= len(words) <= 3:
            return False
        if not all(h in self.rr for h in hangul[1:]):
            return False
        rests = ["".join(words[1:])] if words[0] in own else []
        if words[-1] in own:
            rests.append("".join(words[:-1]))
        plain = skeleton(self.rr[hangul[1]] + self.rr[hangul[2]])
        return any(is_near(plain, skeleton(rest)) for rest in rests)


def one_person(s):
    """Two lists' entries that share a name are one person, or namesakes that no name tells apart."""
    up = {}

    def root(x):
        while up.setdefault(x, x) != x:
            x = up[x]
        return x
    by_name = {}
    for name, kind, person, a, b in s.pairs:
        if not name.startswith("korean"):
            continue
        for text in (a, b):
            key = re.sub("^リ(?=[ャュョ])", "", letters(text)).replace("ャ", "ヤ").replace("ュ", "ユ").replace("ョ", "ヨ")
            up[root(by_name.setdefault((name, key), person))] = root(person)
    s.pairs = [(n, k, root(p) if n.startswith("korean") else p, a, b) for n, k, p, a, b in s.pairs]


def sort_aliases(s, surnames):
    out = []
    for name, kind, person, a, b in s.pairs:
        if name == "korean" and kind.endswith("-latin"):
            is_ours = all(surnames.is_korean(x) for x in (a, b) if LATIN.fullmatch(x))
            if not is_ours:
                name = "koreas_foreigners"
            elif kind == "latin-latin" and not is_spelling(a, b):
                name, kind = "korean_other", "latin-latin"
        out.append((name, kind, person, a, b))
    s.pairs = out


def year_range(text, slack):
    return f"{int(text) - slack}-{int(text) + slack}"


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
            for d in i.iter("INDIVIDUAL_DATE_OF_BIRTH"):
                year = (d.findtext("YEAR") or (d.findtext("DATE") or "")[:4]).strip()
                slack = 0 if (d.findtext("TYPE_OF_DATE") or "") == "EXACT" else 2
                if year.isdigit():
                    s.years.setdefault(name, []).append(year_range(year, slack))
                elif (d.findtext("FROM_YEAR") or "").isdigit() and (d.findtext("TO_YEAR") or "").isdigit():
                    s.years.setdefault(name, []).append(f"{d.findtext('FROM_YEAR')}-{d.findtext('TO_YEAR')}")
        for alias in i.iter("INDIVIDUAL_ALIAS"):
            for part in re.split(r"[;]|\b[a-z]\)", alias.findtext("ALIAS_NAME") or ""):
                if not is_name(part.strip()):
                    continue
                s.add("korean" if is_dprk else "listed", "latin-latin", "un " + name, name, part.strip())
                if is_dprk:
                    s.queries.append(("latin", part.strip(), s.listed[name]))


def ofac_years(s):
    with open(DATA / "us-ofac-sdn-2024-05-03/sdn.csv", encoding="utf-8", errors="replace", newline="") as f:
        for r in csv.reader(f):
            if len(r) < 12 or r[2].strip() != "individual" or r[1] not in s.listed:
                continue
            for about, year in re.findall(r"DOB ((?:circa |[0-9]{1,2} )?(?:[A-Z][a-z]{2} )?)([12][0-9]{3})", r[11]):
                s.years.setdefault(r[1], []).append(year_range(year, 2 if "circa" in about else 0))


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


def wikidata(s, rng, surnames):
    rows = [r for r in tsv("names-wikidata-pairs/en-ko-fullnames.tsv") if r["korean_form"] == "K"]
    for r in rows: # Chinese and stage names too
        s.any.append(r)
    rows = [r for r in rows if surnames.is_pair(r["hangul"], r["latin"])]
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


NATIVE = re.compile("[\u0590-\u06ff]")
CULTURES = (("persian", "Iran"), ("pashto", "Afghan"), ("urdu", "Pakistan"))


def native_names(s):
    """Names that lists give in Arabic or Hebrew script with the primary name in Latin letters. Half of the persons:
    tools/make_arabic.py learns from the others."""
    found = {}
    for i in ET.parse(DATA / "un-sc-2026-02-27/consolidated.xml").getroot().iter("INDIVIDUAL"):
        latin = " ".join(t for t in ((i.findtext(k) or "").strip() for k in
                                     ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")) if t)
        nations = " ".join(v.text or "" for n in i.iter("NATIONALITY") for v in n.iter("VALUE"))
        found.setdefault(bare(i.findtext("NAME_ORIGINAL_SCRIPT") or ""), (latin, nations))
    with gzip.open(DATA / "uk-fcdo-2026-08-22/uk_designations.jsonl.gz", "rt", encoding="utf-8") as f:
        for line in f:
            e = json.loads(line)
            native = [n.get("name_non_latin_script") or "" for n in (e.get("non_latin_names") or {}).get("names", [])]
            own = [n for n in e["names"]["names"] if "primary" in n["name_type"].lower()]
            if e["individual_entity_ship"] != "Individual" or len(native) != 1 or not own:
                continue
            latin = " ".join(own[0][k].strip() for k in ("name1", "name2", "name3", "name4", "name5", "name6")
                             if own[0].get(k))
            found.setdefault(bare(native[0]), (latin, e["regime_name"]))
    with gzip.open(DATA / "au-dfat-2026-08-22/au_entries.jsonl.gz", "rt", encoding="utf-8") as f:
        for line in f:
            e = json.loads(line)
            native = [n["text"] for n in e["names"] if n["name_type"] == "Original Script"]
            own = [n["text"] for n in e["names"] if n["name_type"] == "Primary Name"]
            if e["entity_type"] == "person" and len(native) == 1 and own:
                found.setdefault(bare(native[0]), (own[0], e.get("additional_info") or ""))
    for native, (latin, said) in found.items():
        if not NATIVE.search(native) or " " not in native or not is_tested(native):
            continue
        culture = next((c for c, word in CULTURES if word in said), "arabic")
        s.add("hebrew" if native[0] < "\u0600" else culture, "listed-latin", "native " + native, native, latin)


def bare(text):
    return re.sub(r"\s+", " ", re.sub(r"\(.*?\)|[:;\"\u200e\u200f]", " ", text)).strip(" .,،-")


def is_tested(native):
    return hashlib.md5(re.sub(r"[^\u0590-\u06ff]", "", native).encode()).digest()[0] % 2


CYRILLIC = re.compile(r"[А-яЁёІіЇїЄєҐґЎўЂђЈјЉљЊњЋћЏџ' .’-]+")
GREEK = re.compile(r"[Ͱ-Ͽἀ-῿ .-]+")


def is_respelled(a, b):
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
        if sorted(n.lower().split()) != sorted(latin[0].lower().split()) and is_respelled(latin[0], n):
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


# --- Japanese ------------------------------------------------------------------------------------------

ROWS = {"": "アイウエオ", "k": "カキクケコ", "s": "サシスセソ", "t": "タチツテト", "n": "ナニヌネノ", "h": "ハヒフヘホ", "m": "マミムメモ", "y": "ヤ ユ ヨ",
        "r": "ラリルレロ", "w": "ワ   ヲ", "g": "ガギグゲゴ", "z": "ザジズゼゾ", "d": "ダヂヅデド", "b": "バビブベボ", "p": "パピプペポ"}
KUNREI = {k: c + v for c, cells in ROWS.items() for k, v in zip(cells, "aiueo") if k != " "} | {"ン": "n", "ヲ": "o", "ヂ": "zi", "ヅ": "zu"}
HEPBURN = KUNREI | {"シ": "shi", "チ": "chi", "ツ": "tsu", "フ": "fu", "ジ": "ji", "ヂ": "ji"}
KUNREI |= {k + s: KUNREI[k][0] + "y" + v for k in "キシチニヒミリギジビピ" for s, v in zip("ャュョ", "auo")}
HEPBURN |= {k + s: HEPBURN[k][:-1] + ("" if k in "シチジ" else "y") + v for k in "キシチニヒミリギジビピ" for s, v in zip("ャュョ", "auo")}
POLIVANOV = dict(zip(KUNREI, ({"a": "а", "i": "и", "u": "у", "e": "э", "o": "о", "n": "н"}.get(x, x) for x in KUNREI.values())))
POLIVANOV_ROWS = {"k": "к", "s": "с", "t": "т", "n": "н", "h": "х", "m": "м", "y": "", "r": "р", "w": "в", "g": "г", "z": "дз", "d": "д", "b": "б", "p": "п"}
for _k, _v in list(KUNREI.items()):
    if len(_v) > 1 and _v[1] == "y":
        POLIVANOV[_k] = POLIVANOV_ROWS[_v[0]] + {"a": "я", "u": "ю", "o": "ё"}[_v[2]]
    elif len(_v) > 1:
        POLIVANOV[_k] = {"ya": "я", "yu": "ю", "yo": "ё", "tu": "цу", "hu": "фу", "za": "дза"}.get(
            _v, POLIVANOV_ROWS[_v[0]] + {"a": "а", "i": "и", "u": "у", "e": "э", "o": "о"}[_v[1]])


def katakana(text):
    return "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in text)


def romaji(kana, system):
    """hepburn: no long vowels; macron, wapuro, kunrei (circumflex), passport (oh), polivanov"""
    table = KUNREI if system == "kunrei" else POLIVANOV if system == "polivanov" else HEPBURN
    out, i, hold = [], 0, False
    while i < len(kana):
        n = 2 if kana[i:i + 2] in table else 1
        if kana[i] == "ッ":
            hold, i = True, i + 1
            continue
        s = table[kana[i:i + n]]
        if hold:
            s, hold = ("t" if s.startswith("ch") else s[0]) + s, False
        if kana[i] == "ン" and kana[i + 1:i + 2] in tuple("アイウエオヤユヨ"):
            s += "ъ" if system == "polivanov" else "'" if system in ("macron", "wapuro", "kunrei") else ""
        last = out[-1][-1:] if out else ""
        u, o, is_cyr = ("у", "о", True) if system == "polivanov" else ("u", "o", False)
        if out and (kana[i] == "ウ" and last in (u, o, "ю", "ё") or kana[i] == "オ" and last == o):
            if system == "wapuro":
                out.append(s)
            elif system in ("macron", "kunrei"):
                mark = {"macron": {"o": "ō", "u": "ū"}, "kunrei": {"o": "ô", "u": "û"}}[system]
                out[-1] = out[-1][:-1] + mark.get(last, last)
            elif system == "passport" and last == "o" and kana[i + 1:i + 2] not in tuple("アイウエオ"):
                out.append("h")
        elif is_cyr and kana[i] == "イ" and last in tuple("аэоуяюё"):
            out.append("й")
        else:
            out.append(s)
        i += n
    text = "".join(out)
    if system == "hepburn":
        text = re.sub("n(?=[bmp])", "m", text) if len(text) % 2 else text
    return text


def japanese_forms(s, name, rng, kanji, surname, given):
    person = re.sub("(?<=[オコソトノホモヨロゴゾドボポョ])[ウオ]|(?<=[ウクスツヌフムユルグズヅブプュ])ウ", "", surname + " " + given)
    def spelled(system):
        a, b = romaji(surname, system), romaji(given, system)
        way = rng.random()
        return f"{a} {b}".title() if way < 0.4 else f"{b} {a}".title() if way < 0.7 else f"{a.upper()}, {b.title()}" if way < 0.85 else f"{a.upper()} {b.title()}"
    systems = ["hepburn", "hepburn", "macron", "wapuro", "kunrei", "passport"]
    kana = surname + rng.choice(["・", " ", "　", ""]) + given
    latin = spelled(rng.choice(systems[:4]))
    if kanji:
        s.add(name, "kanji-kana", person, kanji, kana)
        s.add(name, "kanji-latin", person, kanji, latin)
    s.add(name, "kana-latin", person, kana, spelled(rng.choice(systems)))
    one, two = rng.sample(systems[1:], 2)
    s.add(name, "latin-latin", person, spelled(one), spelled(two))
    s.add(name, "cyrillic-latin", person, f"{romaji(surname, 'polivanov')} {romaji(given, 'polivanov')}".title(), latin)


def councillors(s, rng):
    for r in tsv("names-jp-councillors/giin_names.tsv"):
        kanji, kana = r["kanji"].split("\u3000"), katakana(r["kana"]).split("\u3000")
        if len(kanji) == len(kana) == 2 and all(re.fullmatch("[ァ-ヶ]+", k) for k in kana) and "ー" not in r["kana"]:
            japanese_forms(s, "councillors", rng, rng.choice(["", " ", "\u3000"]).join(kanji), *kana)


def made_japanese(s, rng):
    """Names put together of the tables that Cordon ships: readings by how common they are. What the tables lack is not in here."""
    tables = Path(__file__).resolve().parent.parent / "data/japanese"
    def rows(name):
        with open(tables / name, encoding="utf-8", newline="") as f:
            return list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))
    surnames, given = rows("surnames.tsv"), rows("given.tsv")
    weights = [2 ** (-int(r["cb"]) / 100) for r in surnames]
    def reading(cell):
        items = [x.split(":") for x in cell.split()]
        return rng.choices([k for k, _ in items], [float(n) for _, n in items])[0]
    for a in rng.choices(surnames, weights, k=600):
        b = rng.choice(given)
        x, y = reading(a["readings"]), reading(b["readings"])
        if all(c in KUNREI or c in "ャュョッ" for c in x + y):
            japanese_forms(s, "japanese_made", rng, a["kanji"] + b["kanji"], x, y)


@lru_cache(None)
def letters(text):
    return re.sub(r"[^a-z가-힣一-龥ぁ-ゖァ-ヶа-я]", "", text.lower())


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


@lru_cache(None)
def neighbours(text):
    return frozenset(zip(text, text[1:]))


def nearness(a, b):
    """How many pairs of neighbouring letters two texts have in common."""
    x, y = neighbours(a), neighbours(b)
    return 2 * len(x & y) / (len(x) + len(y) or 1)


def negatives(s, rng):
    by_kind = {}
    for name, kind, person, _, b in s.pairs:
        by_kind.setdefault((name, kind), []).append((person, b))
    known = {}
    for _, _, person, a, b in s.pairs:
        known.setdefault(person, set()).update(" ".join(sorted(plain(n).split())) for n in (a, b))
    for name, kind, person, a, b in s.pairs:
        if name == "korean_other":
            continue
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
    surnames = Surnames()
    ofac_years(s)
    rows = wikidata(s, rng, surnames)
    one_person(s)
    sort_aliases(s, surnames)
    tokens(s, rng)
    native_names(s)
    lists(s)
    countries(s, rng)
    councillors(s, rng)
    made_japanese(s, rng)
    chinese(s)
    vietnamese(s, rng)
    s.thin(rng)
    if len(sys.argv) > 3:
        s.pairs = [p for p in s.pairs if p[0] in sys.argv[3:]]
    OUT.mkdir(parents=True, exist_ok=True)
    with open(OUT / "pairs.tsv", "w", encoding="utf-8") as f:
        for name, kind, _, a, b in s.pairs:
            f.write(f"1\t{name}\t{kind}\t{a}\t{b}\n")
        for name, kind, a, b in [*negatives(s, rng), *chinese_negatives(s, rng)]:
            f.write(f"0\t{name}\t{kind}\t{a}\t{b}\n")
        for row in name_sets_firms.write(DATA, OUT, random.Random(20261122)):
            f.write("\t".join(map(str, row)) + "\n")
    (OUT / "list.txt").write_text("".join(n + "\n" for n in s.listed), encoding="utf-8")
    (OUT / "years.tsv").write_text("".join(" ".join(sorted(set(s.years.get(n, [])))) + "\n" for n in s.listed), encoding="utf-8")
    lines = {i: n for n, i in s.listed.items()}
    spelled = [(k, q, i) for k, q, i in s.queries if surnames.is_korean(q) and surnames.is_korean(lines[i]) and is_spelling(lines[i], q)]
    (OUT / "queries.tsv").write_text("".join(f"{k}\t{q}\t{i}\n" for k, q, i in spelled), encoding="utf-8")
    listed = {letters(n) for n in s.listed}
    with open(OUT / "ordinary.tsv", "w", encoding="utf-8") as f:
        for r in rows:
            if letters(r["latin"]) not in listed:
                f.write(f"latin\t{r['latin']}\nhangul\t{r['hangul']}\n")
        for r in s.any:
            if letters(r["latin"]) not in listed:
                f.write(f"any latin\t{r['latin']}\nany hangul\t{r['hangul']}\n")


main()
