"""Chinese persons: public figures, whom lists write in characters, and made-up ones as four places spell them."""
import re
import sys

from . import sources
from .sources import ROOT, own_table, uk_name, uk_names, uk_native
from .text import HAN, Near, couples, is_name, letters

sys.path.insert(0, str(ROOT / "tools"))
import chinese_systems as rules


def writing_of(text):
    return ("han" if HAN.fullmatch(text) else "hangul" if re.search("[가-힣]", text) else "cyrillic" if re.search("[а-я]", text)
            else "latin")


def add_writings(s, name, person, writings):
    for i, a in enumerate(writings):
        for b in writings[:i]:
            kinds = sorted((writing_of(a), writing_of(b)))
            x, y = (b, a) if writing_of(b) == kinds[0] else (a, b)
            s.add(name, "-".join(kinds), person, x, y)


def public_figures(s):
    with open(ROOT / "bench/names_chinese.tsv", encoding="utf-8") as f:
        for line in list(f)[1:]:
            name, others = line.rstrip("\n").split("\t")
            half = "chinese_a" if sum(map(ord, name)) % 2 else "chinese_b"
            add_writings(s, half, name, [name, *others.split("|")])


def listed(s):
    written = [([n.strip(" ()") for n in uk_native(e)], [uk_name(n) for n in uk_names(e)])
               for e in s.src.jsonl(sources.UK) if e["individual_entity_ship"] == "Individual"]
    written += [(e["names"], e["names"]) for e in s.src.eu()]
    for native, latin in written:
        for h in filter(HAN.fullmatch, native):
            for text in filter(is_name, dict.fromkeys(" ".join(t.split()) for t in latin)):
                s.add("chinese_list", "han-latin", h, h, text)


def made(s):
    """A surname of one place, a given name of another."""
    family, given = {}, []
    for r in s.src.countries("surnames"):
        if r["Country"] in ("CN", "TW"):
            cell = family.setdefault(r["Name Group"], ([], []))
            cell[0].extend([r["Localized Name"]] if r["Localized Name"] else [])
            cell[1].append(r["Romanized Name"])
    for r in s.src.countries("forenames"):
        if r["Country"] in ("CN", "TW"):
            given.append((r["Localized Name"], r["Romanized Name"]))
    for i, (han, latin) in enumerate(family.values()):
        for k in range(6):
            h, g = given[(7 * i + 5 * k) % len(given)]
            one, two = latin[k % len(latin)], latin[(k + 1) % len(latin)]
            s.add("chinese_made", "han-latin", h + han[0], han[0] + h, f"{one} {g}")
            s.add("chinese_made", "latin-latin", h + han[0], f"{one} {g}", f"{two} {g}")


def ordinary(rng, count):
    """Made-up people: a surname and two characters, as Pinyin, in characters, as Taiwan and Hong Kong write them."""
    chars = {r["char"]: r for r in own_table("chinese/chars.tsv")}
    surnames = [r for r in own_table("chinese/surnames.tsv") if len(r["surname"]) == 1]
    given = own_table("chinese/given.tsv")
    often, given_often = ([float(r["per_100000"]) for r in rows] for rows in (surnames, given))

    def top(made):
        return max(made, key=lambda t: (made[t], t))
    for _ in range(count):
        f = rng.choices(surnames, often)[0]["surname"]
        g = [r["char"] for r in rng.choices(given, given_often, k=2 if rng.random() < 0.8 else 1)]
        mandarin = [chars[f]["surname"] or chars[f]["mandarin"].split(":")[0], *(chars[c]["mandarin"].split(":")[0] for c in g)]
        yue = [chars[c]["cantonese"].split() for c in [f, *g]]
        made = {"han": f + "".join(g), "pinyin": mandarin[0].title() + " " + "".join(mandarin[1:]).title()}
        taiwan = [top(rules.taiwan(m)) for m in mandarin]
        made["taiwan"] = taiwan[0].title() + " " + "-".join(taiwan[1:]).title()
        if all(yue):
            hk = [top(rules.cantonese(y[0])) for y in yue]
            made["hongkong"] = hk[0].title() + " " + "-".join(hk[1:]).title()
        yield made, "".join(mandarin)


def negatives(s):
    """The nearest of many made-up people beside each name; nobody who sounds the same."""
    people = list(ordinary(s.rng, 3000))
    pools = {k: [(m[k], sound) for m, sound in people if k in m] for k in ("han", "pinyin", "taiwan", "hongkong")}
    near_of = {k: Near((n, couples(letters(n)) | {n[:1]}) for n, _ in pool) for k, pool in pools.items()}
    seen, sounds = set(), {}
    for _, _, person, a, b in s.pairs:
        sounds.setdefault(person, set()).update((letters(a), letters(b)))
    for name, kind, person, a, b in s.pairs:
        if not name.startswith("chinese_") or (name, a) in seen:
            continue
        seen.add((name, a))
        for pool in pools:
            other = b if writing_of(b) == ("han" if pool == "han" else "latin") else a
            if writing_of(other) != ("han" if pool == "han" else "latin"):
                continue
            mine = couples(letters(other)) | {other[:1]}
            near = (pools[pool][i] for i in near_of[pool].find(mine, 12))
            near = [n for n, sound in near if sound not in sounds[person] and letters(n) not in sounds[person]]
            for n in near[:2]:
                kinds = sorted((writing_of(a), writing_of(n)))
                yield name, "-".join(kinds), *((a, n) if writing_of(a) == kinds[0] else (n, a))
