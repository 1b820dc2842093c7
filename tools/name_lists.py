"""Names of the real lists beside the tree, read alike: for the sets that bench_quality measures on.

The readers take what the measure needs and no more; Cordon's own readers stand in src/list/."""
import csv
import gzip
import json
import re
import unicodedata
import xml.etree.ElementTree as ET
from collections import namedtuple

# names: first the primary one; births: ISO dates or years; country: ISO 3166 or ""
Entry = namedtuple("Entry", "source id kind names births country")
SPACE = "{http://eu.europa.ec/fpi/fsd/export}"
MONTHS = {m: i + 1 for i, m in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split())}


def unique(names):
    return list(dict.fromkeys(n for n in (re.sub(r"\s+", " ", x or "").strip(" ;") for x in names) if n))


def un(data, edition="un-sc-2026-02-27"):
    root = ET.parse(data / edition / "consolidated.xml").getroot()
    for kind, tag in (("person", "INDIVIDUAL"), ("org", "ENTITY")):
        for e in root.iter(tag):
            parts = [(e.findtext(k) or "").strip() for k in ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")]
            names = [" ".join(p for p in parts if p)]
            for alias in e.iter(tag + "_ALIAS"):
                if (alias.findtext("QUALITY") or "") != "Low":
                    names += re.split(r";|\b[a-z]\)", alias.findtext("ALIAS_NAME") or "")
            births = [d.findtext("DATE") or d.findtext("YEAR") for d in e.iter("INDIVIDUAL_DATE_OF_BIRTH")]
            yield Entry("un", e.findtext("REFERENCE_NUMBER"), kind, unique(names), [b for b in births if b],
                        e.findtext("NATIONALITY/VALUE") or "")


def ofac_birth(remarks):
    m = re.search(r"DOB (?:(\d\d) )?(?:([A-Z][a-z]{2}) )?(\d{4})", remarks)
    if not m:
        return []
    day, month, year = m.groups()
    return [f"{year}-{MONTHS[month]:02}-{day}" if day and month else year]


def ofac(data, edition="us-ofac-sdn-2023-12-28"):
    aliases = {}
    for row in csv.reader(open(data / edition / "alt.csv", encoding="latin-1")):
        if len(row) > 3:
            aliases.setdefault(row[0], []).append(row[3])
    kinds = {"individual": "person", "-0-": "org", "vessel": "vessel"}
    for row in csv.reader(open(data / edition / "sdn.csv", encoding="latin-1")):
        if len(row) > 11 and row[2].strip() in kinds:
            country = re.search(r"nationality (\w+)", row[11])
            yield Entry("ofac", row[0], kinds[row[2].strip()], unique([row[1]] + aliases.get(row[0], [])),
                        ofac_birth(row[11]), country[1] if country else "")


def eu(data):
    root = ET.parse(gzip.open(data / "eu-fsf-2026-05-01/xmlFullSanctionsList_1_1.rebuilt.xml.gz")).getroot()
    for e in root.iter(SPACE + "sanctionEntity"):
        kind = "person" if e.find(SPACE + "subjectType").get("code") == "person" else "org"
        births = [b.get("birthdate") or b.get("year") for b in e.iter(SPACE + "birthdate")]
        yield Entry("eu", e.get("euReferenceNumber"), kind, unique(a.get("wholeName") for a in e.iter(SPACE + "nameAlias")),
                    [b for b in births if b], "")


def uk(data):
    kinds = {"Individual": "person", "Entity": "org", "Ship": "vessel"}
    for line in gzip.open(data / "uk-fcdo-2026-08-22/uk_designations.jsonl.gz", "rt", encoding="utf-8"):
        e = json.loads(line)
        names = [n for n in (e.get("names") or {}).get("names", []) if n.get("alias_strength") != "Low quality a.k.a"]
        names.sort(key=lambda n: n.get("name_type") != "Primary Name")
        text = [" ".join(n[f"name{i}"] for i in range(1, 7) if n.get(f"name{i}")) for n in names]
        text += [n.get("name_non_latin_script") for n in (e.get("non_latin_names") or {}).get("names", [])]
        births = re.findall(r'"(?:dob|date_of_birth)"[^\d]*"?(\d\d)/(\d\d)/(\d{4})', line)
        yield Entry("uk", e["unique_id"], kinds[e["individual_entity_ship"]], unique(text),
                    [f"{y}-{m}-{d}" for d, m, y in births], "")


def others(data):
    """Canada, Australia, Switzerland."""
    for k, r in enumerate(ET.parse(data / "ca-sema-2025-05/sema.xml").getroot().iter("record")):
        person = " ".join(x for x in (r.findtext("GivenName"), r.findtext("LastName")) if x)
        name = person or r.findtext("EntityOrShip") or r.findtext("Entity") or ""
        births = [r.findtext("DateOfBirthOrShipBuildDate") or ""]
        aliases = re.split(r"[;,]", r.findtext("Aliases") or "")
        if name:
            yield Entry("ca", str(k), "person" if person else "org", unique([name] + aliases),
                        [b for b in births if re.fullmatch(r"\d{4}(-\d\d-\d\d)?", b)], "")
    for line in gzip.open(data / "au-dfat-2026-08-22/au_entries.jsonl.gz", "rt", encoding="utf-8"):
        e = json.loads(line)
        kind = {"person": "person", "vessel": "vessel"}.get(e["entity_type"], "org")
        names = [n["text"] for n in e["names"] if n.get("alias_strength") != "Weak"]
        births = [d.get("raw_value", "")[:10] for d in e.get("dates_of_birth", [])]
        yield Entry("au", e["reference"], kind, unique(names), [b for b in births if re.match(r"\d{4}", b)], "")
    for line in gzip.open(data / "ch-seco-2026-03/ch_targets.jsonl.gz", "rt", encoding="utf-8"):
        e = json.loads(line)
        names = unique(n["full_name"] for n in e["names"] if not n["full_name"].startswith("Entity "))
        births = [b.get("date", "") for b in e.get("birth_info", [])]
        if names:
            yield Entry("ch", e["ssid"], "person" if e["entity_type"] in ("person", "individual") else "org", names,
                        [b for b in births if re.match(r"\d{4}", b)], "")


def plain(text):
    text = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss").replace("ø", "o").replace("ł", "l").replace("ı", "i"))
    return "".join(c for c in text if not unicodedata.combining(c))


def words(text):
    return re.findall(r"[^\W_]+", plain(text).replace("'", "").replace("’", "").replace("`", ""))


def is_latin(text):
    return bool(re.fullmatch(r"[a-z0-9' ,.\-/&()\"’`]+", plain(text))) and any(c.isalpha() for c in text)


def edits(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a):
        last, row[0] = row[0], i + 1
        for j, y in enumerate(b):
            last, row[j + 1] = row[j + 1], min(row[j + 1] + 1, row[j] + 1, last + (x != y))
    return row[-1]


def skeleton(word):
    """Its consonants, those that spellings confuse taken as one: to tell namesakes from near names."""
    for a, b in (("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("sh", "s"), ("ch", "c"), ("zh", "z"), ("dj", "j"),
                 ("ph", "f"), ("ck", "k"), ("q", "k"), ("c", "k"), ("w", "v"), ("x", "ks"), ("z", "s")):
        word = word.replace(a, b)
    return re.sub(r"(.)\1+", r"\1", word[:1] + re.sub("[aeiouyhj]", "", word[1:]))
