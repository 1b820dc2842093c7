"""Names of the real lists beside the tree, read alike."""
import json
import re
import xml.etree.ElementTree as ET
from collections import namedtuple

from . import sources
from .sources import uk_name, uk_names, uk_native, un_name

# names: first the primary one; births: ISO dates or years; country: ISO 3166 or ""
Entry = namedtuple("Entry", "source id kind names births country")
MONTHS = {m: i + 1 for i, m in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split())}


def unique(names):
    return list(dict.fromkeys(n for n in (re.sub(r"\s+", " ", x or "").strip(" ;") for x in names) if n))


def un(src):
    for kind, tag in (("person", "INDIVIDUAL"), ("org", "ENTITY")):
        for e in src.un(tag):
            names = [un_name(e)]
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


def ofac(src):
    aliases = {}
    for row in src.rows(sources.SDN_OLD + "/alt.csv"):
        if len(row) > 3:
            aliases.setdefault(row[0], []).append(row[3])
    kinds = {"individual": "person", "-0-": "org", "vessel": "vessel"}
    for row in src.rows(sources.SDN_OLD + "/sdn.csv"):
        if len(row) > 11 and row[2].strip() in kinds:
            country = re.search(r"nationality (\w+)", row[11])
            yield Entry("ofac", row[0], kinds[row[2].strip()], unique([row[1]] + aliases.get(row[0], [])),
                        ofac_birth(row[11]), country[1] if country else "")


def eu(src):
    for e in src.eu():
        yield Entry("eu", e["id"], "person" if e["kind"] == "person" else "org", unique(e["names"]),
                    [b for b in e["births"] if b], "")


def uk(src):
    kinds = {"Individual": "person", "Entity": "org", "Ship": "vessel"}
    for e in src.jsonl(sources.UK):
        names = [n for n in uk_names(e) if n.get("alias_strength") != "Low quality a.k.a"]
        names.sort(key=lambda n: n.get("name_type") != "Primary Name")
        births = re.findall(r'"(?:dob|date_of_birth)"[^\d]*"?(\d\d)/(\d\d)/(\d{4})', json.dumps(e))
        yield Entry("uk", e["unique_id"], kinds[e["individual_entity_ship"]],
                    unique([uk_name(n) for n in names] + uk_native(e)), [f"{y}-{m}-{d}" for d, m, y in births], "")


def canada(src):
    for k, r in enumerate(ET.parse(src.data / "ca-sema-2025-05/sema.xml").getroot().iter("record")):
        person = " ".join(x for x in (r.findtext("GivenName"), r.findtext("LastName")) if x)
        name = person or r.findtext("EntityOrShip") or r.findtext("Entity") or ""
        births = [r.findtext("DateOfBirthOrShipBuildDate") or ""]
        aliases = re.split(r"[;,]", r.findtext("Aliases") or "")
        if name:
            yield Entry("ca", str(k), "person" if person else "org", unique([name] + aliases),
                        [b for b in births if re.fullmatch(r"\d{4}(-\d\d-\d\d)?", b)], "")


def australia(src):
    for e in src.jsonl(sources.AU):
        kind = {"person": "person", "vessel": "vessel"}.get(e["entity_type"], "org")
        names = [n["text"] for n in e["names"] if n.get("alias_strength") != "Weak"]
        births = [d.get("raw_value", "")[:10] for d in e.get("dates_of_birth", [])]
        yield Entry("au", e["reference"], kind, unique(names), [b for b in births if re.match(r"\d{4}", b)], "")


def switzerland(src):
    for e in src.jsonl(sources.CH):
        names = unique(n["full_name"] for n in e["names"] if not n["full_name"].startswith("Entity "))
        births = [b.get("date", "") for b in e.get("birth_info", [])]
        if names:
            yield Entry("ch", e["ssid"], "person" if e["entity_type"] in ("person", "individual") else "org", names,
                        [b for b in births if re.match(r"\d{4}", b)], "")


def others(src):
    return [*canada(src), *australia(src), *switzerland(src)]
