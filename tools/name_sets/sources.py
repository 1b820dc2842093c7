"""The files of the data folder, each read once however many sets take from it.

Cordon's own readers stand in src/list/; these take what the measure needs and no more."""
import csv
import gzip
import json
import xml.etree.ElementTree as ET
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
UN = "un-sc-2026-02-27/consolidated.xml"
SDN, SDN_OLD = "us-ofac-sdn-2024-05-03", "us-ofac-sdn-2023-12-28"
UK = "uk-fcdo-2026-08-22/uk_designations.jsonl.gz"
AU = "au-dfat-2026-08-22/au_entries.jsonl.gz"
CH = "ch-seco-2026-03/ch_targets.jsonl.gz"
EU = "eu-fsf-2026-05-01/xmlFullSanctionsList_1_1.rebuilt.xml.gz"


def table(path, delimiter="\t", quoting=csv.QUOTE_MINIMAL):
    with open(path, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f, delimiter=delimiter, quoting=quoting))


def own_table(name, quoting=csv.QUOTE_MINIMAL):
    """A table that Cordon ships."""
    return table(ROOT / "data" / name, quoting=quoting)


class Sources:
    def __init__(self, data):
        self.data = Path(data)
        for read in ("tsv", "jsonl", "rows", "un", "eu", "countries", "kofiu"):
            setattr(self, read, cache(getattr(self, read)))

    def tsv(self, path):
        return table(self.data / path)

    def countries(self, what):
        """Common names by country: what is forenames or surnames."""
        return table(self.data / f"names-by-country/common-{what}-by-country.csv", ",")

    def jsonl(self, path):
        opened = gzip.open if path.endswith(".gz") else open
        with opened(self.data / path, "rt", encoding="utf-8") as f:
            return [json.loads(line) for line in f]

    def rows(self, path):
        with open(self.data / path, encoding="utf-8", errors="replace", newline="") as f:
            return list(csv.reader(f))

    def kofiu(self):
        """Notices of the Republic of Korea on the DPRK."""
        paths = sorted((self.data / "kr-kofiu-dprk-2026-01").glob("*.tsv"))
        return [r for path in paths for r in table(path)]

    def un(self, tag):
        """Entries of the UN: tag is INDIVIDUAL or ENTITY."""
        return list(ET.parse(self.data / UN).getroot().iter(tag))

    def eu(self):
        """Each entry of the EU as its id, its kind, whole names, birth dates, and whether it is of the DPRK programme."""
        found = []
        with gzip.open(self.data / EU) as f:
            for _, e in ET.iterparse(f):
                if not e.tag.endswith("}sanctionEntity"):
                    continue
                space = e.tag.split("}")[0] + "}"
                kind = e.find(space + "subjectType")
                found.append({
                    "id": e.get("euReferenceNumber"), "logical": e.get("logicalId"), "kind": kind.get("code") if kind is not None else "",
                    "names": [a.get("wholeName") or "" for a in e.iter(space + "nameAlias")],
                    "births": [b.get("birthdate") or b.get("year") for b in e.iter(space + "birthdate")],
                    "is_dprk": any(x.get("programme", "").startswith("PRK") for x in e.iter())})
                e.clear()
        return found


# --- what several sets take from one entry ---------------------------------------------------------

def un_name(e):
    parts = ((e.findtext(k) or "").strip() for k in ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"))
    return " ".join(p for p in parts if p)


def uk_names(e):
    return (e.get("names") or {}).get("names", [])


def uk_name(n):
    return " ".join(n[f"name{i}"].strip() for i in range(1, 7) if n.get(f"name{i}"))


def uk_native(e):
    names = (e.get("non_latin_names") or {}).get("names", [])
    return [n["name_non_latin_script"].strip() for n in names if n.get("name_non_latin_script")]
