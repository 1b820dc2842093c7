"""Ordinary people of many countries, who are on no list, and the lists that they are screened against."""
import re
from collections import Counter, defaultdict

from .sources import table
from .text import is_latin, plain, skeleton, words

GROUPS = {
    "chinese": "CN TW", "japanese": "JP", "vietnamese": "VN", "english": "US GB AU NZ CA IE JM IM GG JE GI", "german": "DE AT CH LI LU",
    "nordic": "NO SE DK FI IS FO GL", "french": "FR BE MC HT PF", "dutch": "NL SR", "iberian": "ES PT AD", "italian": "IT SM MT",
    "latin american": "MX CL AR CO PE VE EC BO PY UY CR CU DO GT SV PA PR BR", "slavic": "RU UA BY PL CZ SK BG RS HR BA MK ME SI",
    "baltic": "LT LV EE", "balkan": "RO MD HU GR AL XK CY", "turkic": "TR AZ KZ KG", "caucasian": "AM GE", "arab": "EG SA AE IQ JO KW LB LY MA DZ TN",
    "persian": "IR TJ", "south asian": "IN PK BD NP LK", "filipino": "PH", "hebrew": "IL",
}
MILLIONS = {"CN": 1410, "IN": 1410, "US": 335, "PK": 240, "BR": 215, "BD": 171, "RU": 144, "MX": 128, "JP": 124, "PH": 115, "EG": 111, "VN": 98,
            "IR": 88, "TR": 85, "DE": 84, "GB": 67, "FR": 65, "IT": 59, "KR": 52, "CO": 52, "ES": 48, "AR": 46, "DZ": 45, "UA": 37, "IQ": 44, "PL": 38,
            "CA": 39, "MA": 37, "SA": 36, "PE": 34, "MY": 34, "NP": 31, "VE": 28, "AU": 26, "TW": 24, "LK": 22, "CL": 20, "KZ": 19, "RO": 19}
PEOPLE = 50000


def by_country(src):
    first, last = defaultdict(list), defaultdict(list)
    for r in src.countries("forenames"):
        n = r["Romanized Name"] or r["Localized Name"]
        if is_latin(n):
            first[r["Country"], r["Gender"]].append((n, int(r["Index"] or 20)))
    groups = set()
    for r in src.countries("surnames"):
        n = (r["Romanized Name"] or r["Localized Name"]).split("/")[0]
        if is_latin(n) and (r["Country"], r["Name Group"], n) not in groups:
            groups.add((r["Country"], r["Name Group"], n))
            last[r["Country"]].append((n, int(r["Rank"] or r["Index"] or 50)))
    return first, last


def draw(pool, rng):
    """By rank: the commonest is met most."""
    return rng.choices([n for n, _ in pool], [1 / (k + 3) ** 0.6 for _, k in pool])[0]


def token_surnames(src, script, pattern, least):
    out = []
    for line in open(src.data / f"names-wikidata-pairs/tokens/wd_{script}_80.tsv", encoding="utf-8"):
        roman, _, n = line.rstrip("\n").split("\t")
        if int(n) >= least and re.search(pattern, roman) and is_latin(roman):
            out.append((roman.title(), max(1, 400 // int(n))))
    return out


def composed(src, rng):
    """One person at a time, as group and name: forename and surname of one country, never across countries."""
    first, last = by_country(src)
    russian = token_surnames(src, "russian", r"(ov|ev|[knt]in|shin|ova|eva|[knt]ina|skiy|skaya|enko|chuk)$", 4)
    group_of = {c: g for g, cs in GROUPS.items() for c in cs.split()}
    countries = sorted({c for c, _ in first} & set(group_of))
    weight = [MILLIONS.get(c, 5) ** 0.5 for c in countries]
    while True:
        c = rng.choices(countries, weight)[0]
        sex = rng.choice("FM")
        fore = first[c, sex] or first[c, "M" if sex == "F" else "F"]
        group = group_of[c]
        if group == "arab" or c == "PK": # father's and grandfather's names stand where others have surnames
            men = first[c, "M"] or fore
            men = men + [n for k in ("EG", "SA", "IQ", "JO", "LY", "DZ", "MA", "TN") for n in first[k, "M"][:12]] if group == "arab" else men
            parts = [draw(fore, rng), draw(men, rng)] + ([draw(men, rng)] if rng.random() < 0.6 else [])
        elif c == "RU" or c in ("UA", "BY"):
            sur = rng.choice(russian)[0] if rng.random() < 0.8 or not last[c] else draw(last[c], rng)
            if sex == "F" and re.search("(ov|ev|in)$", sur):
                sur += "a"
            if sex == "M":
                sur = re.sub("(ov|ev|in)a$", r"\1", sur)
            father = draw(first["RU", "M"], rng)
            patronym = re.sub("[aiyeo]+$", "", father) + ("ovna" if sex == "F" else "ovich")
            parts = [draw(fore, rng)] + ([patronym] if rng.random() < 0.5 else []) + [sur]
        elif not last[c] or not fore:
            continue
        else:
            parts = [draw(fore, rng), draw(last[c], rng)]
            if group in ("iberian", "latin american", "filipino") and rng.random() < 0.6:
                parts.append(draw(last[c], rng))
            elif rng.random() < 0.2 and group not in ("chinese", "japanese"):
                parts.insert(1, draw(fore, rng))
            if group in ("chinese", "vietnamese") and rng.random() < 0.6:
                parts = parts[1:] + parts[:1]
        if len({plain(p) for p in parts}) == len(parts):
            yield group, "composed", " ".join(parts)


def birth(rng):
    return f"{rng.randrange(1950, 2004)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"


class Listed:
    """Names of listed persons, to leave out well-known people of Wikidata who are listed: they are found rightly."""

    def __init__(self, entries):
        self.by = defaultdict(list)
        for e in entries:
            for n in e.names if e.kind == "person" else ():
                bones = Counter(skeleton(w) for w in words(n))
                for w in bones:
                    self.by[w].append(bones)

    def has(self, name):
        mine = Counter(skeleton(w) for w in words(name))
        rare = min(mine, key=lambda w: len(self.by[w]), default="")
        return any(not mine - other for other in self.by[rare])


def make(src, entries, rng):
    rows, listed = [], Listed(entries)
    add = lambda group, how, name: rows.append((group, how, birth(rng), name))
    full = src.tsv("names-wikidata-pairs/en-ko-fullnames.tsv")
    full = [r for r in full if len(r["latin"].split()) > 1 and is_latin(r["latin"])]
    korean = [r for r in full if r["korean_form"] == "K"]
    world = [r for r in full if r["korean_form"] != "K" and not listed.has(r["latin"])]
    for r in rng.sample(korean, 3500):
        add("korean", "real", r["latin"])
    for r in rng.sample(korean, 1000):
        add("korean hangul", "real", r["hangul"])
    for r in rng.sample(world, 9000):
        add("wikidata world", "real", r["latin"])
    for r in table(src.data / "names-kp-assembly/names.csv", ","):
        add("korean north", "real", r["name"])
    for r in src.tsv("names-kr-assembly/assembly20_names.tsv"):
        add("korean", "real", r["name_en"])
    first = (src.data / "names-us-census/first_names_us.txt").read_text().split()
    sur = (src.data / "names-us-census/surnames_us.txt").read_text().split()
    for _ in range(8000): # ranks are not in the source: a rare surname is as likely as a common one
        add("english", "census", f"{rng.choice(first)} {rng.choice(sur)}")
    seen = Counter(r[3] for r in rows)
    for group, how, name in composed(src, rng):
        if len(rows) == PEOPLE:
            break
        seen[name] += 1
        if seen[name] <= 3: # few names are known of many countries: no more than three people have one
            add(group, how, name)
    return rows


def lists_file(entries):
    """Rows of a list in Cordon's own form, for lists that are not read yet."""
    kinds = {"person": "person", "org": "organization", "vessel": "vessel"}
    yield "id", "name", "type", "alias", "birth_date"
    for e in entries:
        clean = [n.replace("|", " ")[:400] for n in e.names]
        births = "|".join(sorted({b for b in e.births if re.fullmatch(r"\d{4}(-\d\d-\d\d)?", b)})[:5])
        yield (f"{e.source}-{e.id}", clean[0], kinds[e.kind], "|".join(clean[1:50]), births if e.kind == "person" else "")
