"""Korean persons: who is one, and which of a list's aliases are spellings.

Pairs of a list are names that the list itself gives to one entry: some are other names, not other spellings, and these
are a kind of their own, told by a rule that knows no matcher (is_spelling). Persons who share a name on two lists are one.
"""
import re

from . import sources
from .sources import un_name
from .text import HANGUL, LATIN, is_name, letters


def consonants(text):
    """Classes of consonants of a Latin spelling: what no system of romanisation changes."""
    words = re.split("[ ,-]+", text)
    if len(words) > 1:
        return "".join(map(consonants, words))
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
    """Are two texts of consonants equal but for one l or n that one of them has more?"""
    long, short = (a, b) if len(a) >= len(b) else (b, a)
    return a == b or any(long[:i] + long[i + 1:] == short for i in range(len(long)) if long[i] in "ln")


def turned(text):
    """With the last word in front, where no comma says that the first one is the surname."""
    words = text.replace("-", " ").split()
    return text if "," in text or len(words) < 2 else " ".join(words[-1:] + words[:-1])


def is_spelling(a, b):
    """Can b be another spelling of a at all, or a slip in one?"""
    return any(is_near(consonants(x), consonants(y)) for x, y in ((a, b), (turned(a), b), (a, turned(b))))


class Surnames:
    def __init__(self, src):
        self.spelling, self.rr = {}, {r["hangul"]: r["rr"] for r in src.tsv("korean/syllables.tsv")}
        for r in src.tsv("korean/surnames.tsv"):
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
        plain = consonants(self.rr[hangul[1]] + self.rr[hangul[2]])
        return any(is_near(plain, consonants(rest)) for rest in rests)


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
    for r in s.src.tsv("names-kr-assembly/assembly20_names.tsv"):
        person = r["name_cn"]
        s.add("korean", "hangul-latin", person, r["name_kr"], r["name_en"])
        s.add("korean", "hanja-hangul", person, r["name_cn"], r["name_kr"])
        s.add("korean", "hanja-latin", person, r["name_cn"], r["name_en"])


def kofiu(s):
    for r in s.src.kofiu():
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
    for r in s.src.jsonl("jp-mof-2026-03-05/rows-dprk.jsonl"):
        cells = r["cells"]
        if not any("生年月日" in key for key in cells):
            continue
        kana, latin = (cells.get(k, "").split("\n")[0] for k in ("日本語表記", "英語表記"))
        if re.fullmatch("[ァ-ヶー・＝]+", kana) and is_name(latin):
            s.add("korean", "kana-latin", "mof " + latin, kana, latin)


def un(s):
    for i in s.src.un("INDIVIDUAL"):
        name = un_name(i)
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
    for r in s.src.rows(sources.SDN + "/sdn.csv"):
        if len(r) < 12 or r[2].strip() != "individual" or r[1] not in s.listed:
            continue
        for about, year in re.findall(r"DOB ((?:circa |[0-9]{1,2} )?(?:[A-Z][a-z]{2} )?)([12][0-9]{3})", r[11]):
            s.years.setdefault(r[1], []).append(year_range(year, 2 if "circa" in about else 0))


def ofac(s):
    for r in s.src.tsv("derived-us-dprk-2026-07/us_dprk.tsv"):
        if r["type"] not in ("individual", "person"):
            continue
        s.listed.setdefault(r["name"], len(s.listed))
        for alias in r["aliases"].split("|"):
            text = alias.strip().split(":", 1)[-1].strip()
            if is_name(text):
                s.add("korean", "latin-latin", "ofac " + r["name"], r["name"], text)
                s.queries.append(("latin", text, s.listed[r["name"]]))


def wikidata(s, surnames):
    rows = [r for r in s.src.tsv("names-wikidata-pairs/en-ko-fullnames.tsv") if r["korean_form"] == "K"]
    every, rows = rows, [r for r in rows if surnames.is_pair(r["hangul"], r["latin"])]
    s.rng.shuffle(rows)
    for r in rows[:800]:
        s.add("korean_wikidata", "hangul-latin", r["latin"], r["hangul"], r["latin"])
    taken = {letters(n) for n in s.listed}
    for before, some in (("", rows), ("any ", every)): # any: Chinese and stage names too
        for r in some:
            if letters(r["latin"]) not in taken:
                s.ordinary += [(before + "latin", r["latin"]), (before + "hangul", r["hangul"])]


def make(s):
    surnames = Surnames(s.src)
    assembly(s)
    kofiu(s)
    mof(s)
    un(s)
    ofac(s)
    ofac_years(s)
    wikidata(s, surnames)
    one_person(s)
    sort_aliases(s, surnames)
    lines = {i: n for n, i in s.listed.items()}
    s.queries = [(k, q, i) for k, q, i in s.queries
                 if surnames.is_korean(q) and surnames.is_korean(lines[i]) and is_spelling(lines[i], q)]


def files(s):
    """The list of Koreans and who is asked of it: name of the file, rows."""
    yield "list.txt", [(n,) for n in s.listed]
    yield "years.tsv", [(" ".join(sorted(set(s.years.get(n, ())))),) for n in s.listed]
    yield "queries.tsv", s.queries
    yield "ordinary.tsv", s.ordinary
