"""Firms and vessels: names that one entry of a list has, and firms that nobody listed.

What stands in the list as another name of a firm may be another name altogether ("Changgwang Sinyong" for the Korea
Mining Development Trading Corporation): pairs with no word in common are kept apart as kind "other".
"""
import hashlib
import json
import re
import unicodedata

from . import sources
from .sources import uk_native, uk_names
from .text import SCRIPTS, couples, nearest, nearness, script_of, signs

ENTITY, VESSEL = "firm", "vessel"
ENTITY, VESSEL = "firm", "vessel"
WORDS = "Trading,Shipping,Logistics,Holdings,Group,International,Consulting,Services,Technologies,Software,Systems," \
        "Construction,Engineering,Industries,Partners,Capital,Foods,Motors,Electric,Plumbing,Media,Design,Marine," \
        "Export,Import,Energy,Mining,Textiles,Electronics,Pharmaceuticals,Insurance,Bank,Investments,Global".split(",")
FORMS = "Ltd,LLC,Inc,Co,Corp,GmbH,S.A.,Co Ltd,Pte Ltd,Limited,B.V.,Company".split(",")


def uk(src):
    for r in src.jsonl(sources.UK):
        kind = {"Entity": ENTITY, "Ship": VESSEL}.get(r["individual_entity_ship"])
        names = [n["name6"] for n in uk_names(r) if n.get("name6")] + uk_native(r)
        if kind and names:
            yield "uk " + r["unique_id"], kind, names


def au(src):
    for r in src.jsonl(sources.AU):
        kind = {"organization": ENTITY, "vessel": VESSEL}.get(r["entity_type"])
        if kind:
            yield "au " + r["reference"], kind, [n["text"] for n in r["names"]]


def ch(src):
    for r in src.jsonl(sources.CH):
        if r["entity_type"] == "organization":
            yield "ch " + r["ssid"], ENTITY, [n["full_name"] for n in r["names"] if n.get("full_name")]


def us(src):
    other = {}
    for r in src.rows("us-ofac-sdn-2025-12-24-partial/alt.csv"):
        if len(r) > 3:
            other.setdefault(r[0], []).append(r[3])
    for r in src.rows(sources.SDN + "/sdn.csv"):
        kind = {"-0-": ENTITY, "vessel": VESSEL}.get(r[2].strip()) if len(r) > 2 else None
        if kind:
            yield "us " + r[0], kind, [r[1]] + other.get(r[0], [])


def eu(src):
    for e in src.eu():
        if e["kind"] == "enterprise":
            yield "eu " + e["logical"], ENTITY, [n for n in e["names"] if n]


def un(src):
    for e in src.un("ENTITY"):
        names = [(e.findtext("FIRST_NAME") or "").strip()]
        names += [(a.findtext("ALIAS_NAME") or "").strip() for a in e.iter("ENTITY_ALIAS")]
        yield "un " + e.findtext("DATAID"), ENTITY, names + [(e.findtext("NAME_ORIGINAL_SCRIPT") or "").strip()]


def jp(src):
    for r in src.jsonl("jp-mof-2026-03-05/rows.jsonl.gz"):
        cells = r["cells"]
        names = [cells.get(k, "").split("\n")[0] for k in ("英語表記", "日本語表記")]
        if all(names) and not any("生年月日" in k for k in cells):
            yield f"jp {r['category']} {r['row']}", ENTITY, names


def kr(src):
    for r in src.kofiu():
        if r["type"] != "person":
            yield "kr " + r["kofiu_no"], ENTITY, r["names"].split("|")


def is_acronym(short, long):
    if " " in short.strip() or not 3 <= len(signs(short)) <= 8:
        return False
    initials = "".join(w[0] for w in re.split("[^0-9a-z]+", unicodedata.normalize("NFKD", long.lower())) if w)
    full = iter(signs(long))
    return signs(short)[:3] in initials or all(c in full for c in signs(short))


def kind_of(a, b):
    x, y = script_of(a), script_of(b)
    if x != y:
        return "-".join(sorted((x, y), key=[s for s, _ in SCRIPTS].index))
    if x == "latin":
        if is_acronym(a, b) or is_acronym(b, a):
            return "acronym"
        if nearness(signs(a), signs(b)) < 0.35:
            return "other"
    return x + "-" + x


def half(entity):
    return "" if hashlib.sha256(entity.encode()).digest()[0] & 1 else "_learn"


def entries(src):
    seen = set()
    for source in (us, un, uk, eu, jp, kr, au, ch):
        for entity, kind, names in source(src):
            names = [n.strip() for n in names if n and len(n.strip()) > 1 and script_of(n) != "other"]
            fresh = [n for n in dict.fromkeys(names)]
            if len(fresh) > 1:
                key = tuple(sorted(signs(n) for n in fresh))
                if key not in seen:
                    seen.add(key)
                    yield entity, kind, fresh


def pairs(src, rng):
    """label, set, kind, a, b."""
    all_names, known = {}, {}
    rows = list(entries(src))
    for entity, kind, names in rows:
        known[entity] = {signs(n) for n in names}
        for n in names:
            all_names.setdefault((entity[:2], kind, script_of(n)), []).append((entity, n, signs(n), couples(signs(n))))

    def others(entity, kind, name, count):
        """The nearest of some firms of a list that share no name: a list names a firm once."""
        pool = all_names[entity[:2], kind, script_of(name)]
        pool = rng.sample(pool, min(count, len(pool)))
        return [x[1] for x in nearest(signs(name), [x for x in pool if known[x[0]].isdisjoint(known[entity])])]
    done = set()
    for entity, kind, names in rows:
        for other in names[1:]:
            key = (signs(names[0]), signs(other))
            if key in done or key[0] == key[1]:
                continue
            done.add(key)
            how = kind_of(names[0], other)
            # the same firm stands on several lists: by its first name it falls into one half
            s = kind + half(signs(names[0]))
            if rng.random() > (0.35 if how == "latin-latin" else 1):
                continue
            yield 1, s, how, names[0], other
            for n in others(entity, kind, other, 200)[:2]:
                yield 0, s, how, names[0], n
        if kind == ENTITY and rng.random() < 0.2:  # and the nearest by letters of all its script
            for n in others(entity, kind, names[0], 800)[:1]:
                yield 0, kind + half(signs(names[0])), kind_of(names[0], names[0]), names[0], n


def listed(src):
    """Names of firms and vessels under the United States' and the United Nations' lists."""
    seen = {}
    for source in (us, un):
        for entity, kind, names in source(src):
            for n in names:
                if n.strip():
                    seen.setdefault((n.strip(), kind))
    return list(seen)


def ordinary(src, rng):
    """Firms on no list: script or culture, name."""
    surnames = (src.data / "names-us-census/surnames_us.txt").read_text().split()
    for _ in range(5000):
        k = rng.random()
        name = rng.choice(surnames)
        if k < 0.25:
            name += " & " + rng.choice(surnames)
        name += " " + rng.choice(WORDS)
        if k > 0.6:
            name += " " + rng.choice(WORDS)
        if rng.random() < 0.75:
            name += " " + rng.choice(FORMS)
        yield "words", name
    for _ in range(600):  # three and four letters, as firms call themselves
        name = "".join(rng.choice("ABCDEFGHIKLMNOPRSTUVW") for _ in range(rng.choice((3, 3, 4))))
        yield "acronyms", name + " " + rng.choice(WORDS + [""]) + " " + rng.choice(FORMS)
    text = (src.data / "crypto-tagpacks-graphsense/actors/graphsense.actorpack.yaml").read_text(encoding="utf-8")
    labels = set(re.findall(r"^\s*label: ['\"]?([^'\"\n]+)", text, re.M))
    tags = json.loads((src.data / "crypto-labels-etherscan-2023/combinedAllLabels.json").read_text(encoding="utf-8"))
    for tag in tags.values():
        name = re.sub(r"[:#(].*| \d+$", "", tag["name"]).strip()
        if len(name) > 2 and "sanction" not in str(tag["labels"]) and "0x" not in name:
            labels.add(name)
    labels = sorted(labels)
    for name in rng.sample(labels, min(5000, len(labels))):
        yield "labels", name
    for country, rows in sorted(surnames_by_country(src).items()):
        for name in rows:
            yield "by_country", f"{name} {rng.choice(WORDS)} {rng.choice(FORMS)}"


def surnames_by_country(src):
    found = {}
    for r in src.countries("surnames"):
        name = r["Romanized Name"] or r["Localized Name"] or ""
        if name and script_of(name) == "latin":
            found.setdefault(r["Country"], []).append(name)
    return {c: n[:40] for c, n in found.items()}


def rows(src, rng):
    """Lines of pairs.tsv."""
    return [(l, s, k, " ".join(a.split()), " ".join(b.split())) for l, s, k, a, b in pairs(src, rng)]


def files(src, rng):
    yield "firms_list.tsv", [(kind, name) for name, kind in listed(src)]
    yield "firms_ordinary.tsv", [(kind, " ".join(name.split())) for kind, name in ordinary(src, rng)]
