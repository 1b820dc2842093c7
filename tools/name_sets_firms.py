"""Firms and vessels for make_name_sets.py: names that one entry of a list has, and firms that nobody listed.

What stands in the list as another name of a firm may be another name altogether ("Changgwang Sinyong" for the Korea
Mining Development Trading Corporation): pairs with no word in common are kept apart as kind "other".
"""
import csv
import functools
import gzip
import hashlib
import json
import re
import unicodedata
import xml.etree.ElementTree as ET

SCRIPTS = [("hangul", "[가-힣]"), ("kana", "[ァ-ヺ]"), ("han", "[一-龥]"), ("arabic", "[\u0600-\u06ff]"),
           ("cyrillic", "[Ѐ-ӿ]"), ("latin", "[A-Za-z]")]
ENTITY, VESSEL = "firm", "vessel"
WORDS = "Trading,Shipping,Logistics,Holdings,Group,International,Consulting,Services,Technologies,Software,Systems," \
        "Construction,Engineering,Industries,Partners,Capital,Foods,Motors,Electric,Plumbing,Media,Design,Marine," \
        "Export,Import,Energy,Mining,Textiles,Electronics,Pharmaceuticals,Insurance,Bank,Investments,Global".split(",")
FORMS = "Ltd,LLC,Inc,Co,Corp,GmbH,S.A.,Co Ltd,Pte Ltd,Limited,B.V.,Company".split(",")


def script_of(text):
    for name, letters in SCRIPTS:
        if re.search(letters, text):
            return name
    return "other"


def lines(path):
    with gzip.open(path, "rt", encoding="utf-8") as f:
        for line in f:
            yield json.loads(line)


def uk(data):
    for r in lines(data / "uk-fcdo-2026-08-22/uk_designations.jsonl.gz"):
        kind = {"Entity": ENTITY, "Ship": VESSEL}.get(r["individual_entity_ship"])
        names = [n["name6"] for n in (r.get("names") or {}).get("names", []) if n.get("name6")]
        native = (r.get("non_latin_names") or {}).get("names", [])
        names += [n["name_non_latin_script"] for n in native if n.get("name_non_latin_script")]
        if kind and names:
            yield "uk " + r["unique_id"], kind, names


def au(data):
    for r in lines(data / "au-dfat-2026-08-22/au_entries.jsonl.gz"):
        kind = {"organization": ENTITY, "vessel": VESSEL}.get(r["entity_type"])
        if kind:
            yield "au " + r["reference"], kind, [n["text"] for n in r["names"]]


def ch(data):
    for r in lines(data / "ch-seco-2026-03/ch_targets.jsonl.gz"):
        if r["entity_type"] == "organization":
            yield "ch " + r["ssid"], ENTITY, [n["full_name"] for n in r["names"] if n.get("full_name")]


def us(data):
    other = {}
    with open(data / "us-ofac-sdn-2025-12-24-partial/alt.csv", encoding="utf-8", errors="replace") as f:
        for r in csv.reader(f):
            if len(r) > 3:
                other.setdefault(r[0], []).append(r[3])
    with open(data / "us-ofac-sdn-2024-05-03/sdn.csv", encoding="utf-8", errors="replace") as f:
        for r in csv.reader(f):
            if len(r) < 3:
                continue
            kind = {"-0-": ENTITY, "vessel": VESSEL}.get(r[2].strip())
            if kind:
                yield "us " + r[0], kind, [r[1]] + other.get(r[0], [])


def eu(data):
    entity = None
    with gzip.open(data / "eu-fsf-2026-05-01/xmlFullSanctionsList_1_1.rebuilt.xml.gz") as f:
        for _, e in ET.iterparse(f):
            tag = e.tag.split("}")[-1]
            if tag != "sanctionEntity":
                continue
            entity = {c.tag.split("}")[-1]: c for c in e}
            if entity["subjectType"].get("code") == "enterprise":
                names = [c.get("wholeName") for c in e if c.tag.endswith("nameAlias") and c.get("wholeName")]
                yield "eu " + e.get("logicalId"), ENTITY, names
            e.clear()


def un(data):
    for e in ET.parse(data / "un-sc-2026-02-27/consolidated.xml").getroot().iter("ENTITY"):
        names = [(e.findtext("FIRST_NAME") or "").strip()]
        names += [(a.findtext("ALIAS_NAME") or "").strip() for a in e.iter("ENTITY_ALIAS")]
        yield "un " + e.findtext("DATAID"), ENTITY, names + [(e.findtext("NAME_ORIGINAL_SCRIPT") or "").strip()]


def jp(data):
    for r in lines(data / "jp-mof-2026-03-05/rows.jsonl.gz"):
        cells = r["cells"]
        if any("生年月日" in k for k in cells):
            continue
        names = [cells.get(k, "").split("\n")[0] for k in ("英語表記", "日本語表記")]
        if all(names):
            yield f"jp {r['category']} {r['row']}", ENTITY, names


def kr(data):
    for path in sorted((data / "kr-kofiu-dprk-2026-01").glob("*.tsv")):
        with open(path, encoding="utf-8", newline="") as f:
            for r in csv.DictReader(f, delimiter="\t"):
                if r["type"] != "person":
                    yield "kr " + r["kofiu_no"], ENTITY, r["names"].split("|")


@functools.cache
def letters(text):
    text = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in text if c.isalnum())


def words(text):
    text = unicodedata.normalize("NFKD", text.lower())
    return [w for w in re.split(r"[^0-9a-z]+", text) if w]


def is_acronym(short, long):
    if " " in short.strip() or not 3 <= len(letters(short)) <= 8:
        return False
    initials = "".join(w[0] for w in words(long))
    full = iter(letters(long))
    return letters(short)[:3] in initials or all(c in full for c in letters(short))


@functools.cache
def couples(text):
    text = letters(text)
    return frozenset(text[i:i + 2] for i in range(len(text) - 1))


def nearness(a, b):
    x, y = couples(a), couples(b)
    return 2 * len(x & y) / (len(x) + len(y) or 1)


def kind_of(a, b):
    x, y = script_of(a), script_of(b)
    if x != y:
        return "-".join(sorted((x, y), key=[s for s, _ in SCRIPTS].index))
    if x == "latin":
        if is_acronym(a, b) or is_acronym(b, a):
            return "acronym"
        if nearness(a, b) < 0.35:
            return "other"
    return x + "-" + x


def half(entity):
    return "" if hashlib.sha256(entity.encode()).digest()[0] & 1 else "_learn"


def entries(data):
    seen = set()
    for source in (us, un, uk, eu, jp, kr, au, ch):
        for entity, kind, names in source(data):
            names = [n.strip() for n in names if n and len(n.strip()) > 1 and script_of(n) != "other"]
            fresh = [n for n in dict.fromkeys(names)]
            if len(fresh) > 1:
                key = tuple(sorted(letters(n) for n in fresh))
                if key not in seen:
                    seen.add(key)
                    yield entity, kind, fresh


def pairs(data, rng):
    """label, set, kind, a, b."""
    by_name, all_names = {}, {}
    rows = list(entries(data))
    for entity, kind, names in rows:
        for n in names:
            by_name.setdefault(letters(n), set()).add(entity)
            all_names.setdefault((entity[:2], kind, script_of(n)), []).append((entity, n))
    firsts = {}
    for entity, kind, names in rows:
        firsts[entity] = {letters(n) for n in names}
    done = set()
    for entity, kind, names in rows:
        for other in names[1:]:
            key = (letters(names[0]), letters(other))
            if key in done or key[0] == key[1]:
                continue
            done.add(key)
            how = kind_of(names[0], other)
            # the same firm stands on several lists: by its first name it falls into one half
            s = kind + half(letters(names[0]))
            if rng.random() > (0.35 if how == "latin-latin" else 1):
                continue
            yield 1, s, how, names[0], other
            pool = all_names[entity[:2], kind, script_of(other)]  # a list names a firm once
            pool = rng.sample(pool, min(200, len(pool)))
            pool = [x for x in pool if firsts[x[0]].isdisjoint(firsts[entity])]
            pool.sort(key=lambda x: (-nearness(other, x[1]), x[1]))
            for _, n in pool[:2]:
                yield 0, s, how, names[0], n
        if kind == ENTITY and rng.random() < 0.2:  # and the nearest by letters of all its script
            pool = all_names[entity[:2], kind, script_of(names[0])]
            pool = rng.sample(pool, min(800, len(pool)))
            pool = [x for x in pool if firsts[x[0]].isdisjoint(firsts[entity])]
            near = pool and max(pool, key=lambda x: (nearness(names[0], x[1]), x[1]))
            if near:
                yield 0, kind + half(letters(names[0])), kind_of(names[0], names[0]), names[0], near[1]


def listed(data):
    """Names of firms and vessels under the United States' and the United Nations' lists."""
    seen = {}
    for source in (us, un):
        for entity, kind, names in source(data):
            for n in names:
                if n.strip():
                    seen.setdefault((n.strip(), kind))
    return list(seen)


def ordinary(data, rng):
    """Firms on no list: script or culture, name."""
    surnames = (data / "names-us-census/surnames_us.txt").read_text().split()[:]
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
    text = (data / "crypto-tagpacks-graphsense/actors/graphsense.actorpack.yaml").read_text(encoding="utf-8")
    labels = set(re.findall(r"^\s*label: ['\"]?([^'\"\n]+)", text, re.M))
    tags = json.loads((data / "crypto-labels-etherscan-2023/combinedAllLabels.json").read_text(encoding="utf-8"))
    for tag in tags.values():
        name = re.sub(r"[:#(].*| \d+$", "", tag["name"]).strip()
        if len(name) > 2 and "sanction" not in str(tag["labels"]) and "0x" not in name:
            labels.add(name)
    labels = sorted(labels)
    for name in rng.sample(labels, min(5000, len(labels))):
        yield "labels", name
    for country, rows in sorted(surnames_by_country(data).items()):
        for name in rows:
            yield "by_country", f"{name} {rng.choice(WORDS)} {rng.choice(FORMS)}"


def surnames_by_country(data):
    found = {}
    with open(data / "names-by-country/common-surnames-by-country.csv", encoding="utf-8", newline="") as f:
        for r in csv.DictReader(f):
            name = r.get("Romanized Name") or r.get("Localized Name") or ""
            if name and script_of(name) == "latin":
                found.setdefault(r.get("Country", ""), []).append(name)
    return {c: n[:40] for c, n in found.items()}


def write(data, out, rng):
    """firms.list, firms.ordinary beside pairs.tsv; @return its lines for firms and vessels."""
    with open(out / "firms_list.tsv", "w", encoding="utf-8") as f:
        for name, kind in listed(data):
            f.write(f"{kind}\t{name}\n")
    with open(out / "firms_ordinary.tsv", "w", encoding="utf-8") as f:
        for kind, name in ordinary(data, rng):
            f.write(f"{kind}\t{' '.join(name.split())}\n")
    return [(l, s, k, " ".join(a.split()), " ".join(b.split())) for l, s, k, a, b in pairs(data, rng)]
