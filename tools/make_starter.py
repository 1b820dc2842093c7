#!/usr/bin/env python3
"""Make data/starter/starter.tsv, the list of DPRK designations that Cordon carries along.

    tools/make_starter.py [SHARED]      default ../shared, the folder of collected public lists

Run by hand when the collected lists change; building Cordon needs only the table it writes. Facts
are joined by the issuer's own entry number, each row says which collections it stands on and how
old they are. What cannot be used is left out and counted, never guessed. The same input gives the
same bytes.
"""
import csv
import json
import re
import sys
from collections import Counter
from pathlib import Path

import starter_addr as addr

COLUMNS = ("source entry type name alias weak_alias previous_name birth_date birth_place "
           "nationality country gender passport national_id registration_number imo wallet email phone "
           "address program position listed_on fact_source fact_date").split()

# Tag of a collection -> date of its content; data/starter/README.md says what each is.
DATES = {
    "us_index": "2026-07-29",     # entry number, name, programme
    "us_aliases": "2025-12-24",   # alias and address tables
    "us_details": "2024-05-03",   # birth dates, documents, weak aliases, IMO numbers
    "us_wallets": "2026-07-10",   # wallet addresses
    "us_releases": "2026-03-12",  # dates of designation, aliases of the newest entries
    "kr_notice": "2026-01-14",    # annex of the Korean notice
    "us_complaint": "2025-06-05",
}
COURT = "US_DOJ_FORFEITURE_1:25-cv-01769"
HANGUL = re.compile(r"[\uac00-\ud7a3]")

COUNTRIES = {
    "Korea, North": "kp", "North Korea": "kp", "China": "cn", "Russia": "ru", "Taiwan": "tw",
    "Singapore": "sg", "Hong Kong": "hk", "Slovakia": "sk", "Turkey": "tr", "United Kingdom": "gb",
    "South Africa": "za", "Namibia": "na", "Kazakhstan": "kz", "Marshall Islands": "mh",
    "Vietnam": "vn", "Congo, Democratic Republic of the": "cd", "Burma": "mm", "Laos": "la",
    "United Arab Emirates": "ae", "Egypt": "eg", "Iran": "ir", "Syria": "sy", "Libya": "ly",
    "Germany": "de", "Georgia": "ge", "Thailand": "th", "Malaysia": "my", "Kuwait": "kw",
    "Qatar": "qa", "Oman": "om", "Poland": "pl", "Peru": "pe", "Panama": "pa", "Mongolia": "mn",
    "Latvia": "lv", "India": "in", "France": "fr", "Brazil": "br", "Algeria": "dz",
    "Samoa": "ws", "Virgin Islands, British": "vg", "Cambodia": "kh", "Indonesia": "id",
    "Japan": "jp", "Cyprus": "cy", "Ukraine": "ua", "Switzerland": "ch", "Macau": "mo",
    "Ethiopia": "et", "Belize": "bz", "Seychelles": "sc", "Austria": "at", "Italy": "it",
    "Bulgaria": "bg", "Equatorial Guinea": "gq", "Pakistan": "pk", "Angola": "ao",
    "Uganda": "ug", "Bangladesh": "bd", "Sudan": "sd", "Nigeria": "ng", "Senegal": "sn",
    "Belarus": "by", "Cuba": "cu",
}
MONTHS = {m: i + 1 for i, m in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split())}
TYPES = {"individual": "person", "entity": "organization", "vessel": "vessel",
         "aircraft": "aircraft", "개인": "person", "단체": "organization", "선박": "vessel",
         "항공기": "aircraft"}

# Labels of remarks that name a number of the party itself.
REGISTRATIONS = ("Tax ID No.", "Registration ID", "Registration Number", "Company Number",
                 "Identification Number", "Business Registration Number", "Business Number",
                 "Unified Social Credit Code (USCC)", "Commercial Registry Number",
                 "Enterprise Number", "Government Gazette Number")
NATIONAL_IDS = ("National ID No.", "Personal ID Card")


class Row(dict):
    """One line of the table: lists of values under column names."""

    def __init__(self, source, entry, kind, name):
        super().__init__({c: [] for c in COLUMNS})
        self["source"], self["entry"], self["type"] = [source], [entry], [kind]
        self["name"] = [name]
        self.facts = set()

    def add(self, column, value, fact):
        value = " ".join(value.replace("|", "/").split())
        if value and value != "-0-" and value not in self[column]:
            if column in ("alias", "weak_alias", "previous_name") and value in self["name"]:
                return
            self[column].append(value)
            self.facts.add(fact)

    def line(self):
        tags = [t for t in DATES if t in self.facts]
        self["fact_source"] = tags
        self["fact_date"] = [self["listed_on"][0] if t == "us_releases" and self["listed_on"]
                             else DATES[t] for t in tags]
        return "\t".join("|".join(self[c]) for c in COLUMNS)


def day(text):
    m = re.fullmatch(r"(?:(\d\d?) )?(?:(\w{3}) )?(\d{4})", text)
    if not m or (m[2] and m[2] not in MONTHS):
        return None
    return m[3] + (f"-{MONTHS[m[2]]:02}" if m[2] else "") + (f"-{int(m[1]):02}" if m[1] else "")


def birth_date(text):
    """'01 Aug 1979' 1979-08-01, 'circa 1965' ~1965, '1964 to 1966' 1964/1966."""
    circa = "~" if text.startswith("circa ") else ""
    ends = [day(t) for t in text.removeprefix("circa ").split(" to ")]
    if None in ends or len(ends) > 2:
        return None
    if len(ends) == 2:  # '01 Jan 1948 to 31 Dec 1948' is the list's way of writing a year
        if ends[0].endswith("-01-01") and ends[1].endswith("-12-31"):
            ends = [e[:4] for e in ends]
        if ends[0] == ends[1]:
            ends = ends[:1]
    return circa + "/".join(ends)


def with_country(text):
    """'654210197 (Korea, North) expires ...' -> 654210197@kp."""
    text = re.sub(r" (issued|expires) .*", "", text)
    m = re.fullmatch(r"(.*) \(([^()]+)\)", text)
    if m and m[2] in COUNTRIES:
        return f"{m[1]}@{COUNTRIES[m[2]]}"
    return text


def remark(row, piece, count):
    """One piece of an OFAC remark into its column."""
    piece = piece.removeprefix("alt. ")
    fact = "us_details"
    m = re.fullmatch(r"([anf])\.k\.a\. '(.*)'", piece)
    if m:
        row.add("previous_name" if m[1] == "f" else "weak_alias", m[2], fact)
        return
    m = re.match(r"(?:Vessel Registration Identification|Company Number|Identification Number) "
                 r"IMO (\d+)", piece)
    if m:
        if len(m[1]) == 7:
            row.add("imo", m[1], fact)
        else:
            count["IMO numbers left out: not seven digits"] += 1
        return
    for label, column in (("POB ", "birth_place"), ("Gender ", "gender"), ("Passport ", "passport"),
                          ("Phone Number ", "phone"), ("Email Address ", "email"),
                          ("EMAIL ", "email"), ("DOB ", "birth_date"),
                          ("nationality ", "nationality"), ("citizen ", "nationality"),
                          ("Nationality of Registration ", "country")):
        if not piece.startswith(label):
            continue
        value = piece[len(label):]
        if column == "birth_date":
            value = birth_date(value)
        elif column in ("nationality", "country"):
            value = COUNTRIES.get(value)
        elif column == "gender":
            value = value.lower()
        elif column == "passport":
            value = with_country(value)
        if value:
            row.add(column, value, fact)
        else:
            count["remark pieces left out: " + piece] += 1
        return
    for labels, column in ((REGISTRATIONS, "registration_number"), (NATIONAL_IDS, "national_id")):
        for label in labels:
            if piece.startswith(label + " "):
                person_id = column == "national_id" or row["type"] == ["person"]
                row.add("national_id" if person_id else column,
                        with_country(piece[len(label) + 1:]), fact)
                return


def read_sdn(data):
    """Newest details by entry number: (title, joined remarks, type)."""
    comments = {}
    for edition in ("us-ofac-sdn-2023-12-28", "us-ofac-sdn-2025-12-24-partial"):
        for r in csv.reader(open(data / edition / "sdn_comments.csv", encoding="latin-1")):
            if len(r) == 2:
                comments[r[0]] = r[1]
    found = {}
    for edition in ("us-ofac-sdn-2023-12-28", "us-ofac-sdn-2024-05-03"):
        for r in csv.reader(open(data / edition / "sdn.csv", encoding="latin-1")):
            if len(r) < 12:
                continue
            text = r[11]
            if len(text) >= 1000:  # cut there by the issuer, the rest stands in the comments
                text += comments.get(r[0], "")
                if r[0] not in comments:
                    text = text[:text.rfind("; ")]
            found[r[0]] = (r[4].strip(), text.rstrip("."), r[2])
    return found


def read_designations(path):
    """Entry numbers of section 1, and the date of designation where the page vouches for it."""
    numbers, dates = [], {}
    for line in path.read_text("utf-8").split("## 2.")[0].splitlines():
        cells = [c.strip() for c in line.strip("|").split("|")]
        if len(cells) != 7 or not re.match(r"\d{4}-", cells[0]):
            continue
        here = re.findall(r"\b\d{5}\b", cells[1])
        numbers += here
        m = re.match(r"r\b(?!.*\bc (date|rest))", cells[6])
        if m and "removed" not in cells[2]:
            dates.update(dict.fromkeys(here, cells[0][:10]))
    return numbers, dates


def add_places(row, places):
    for text in places:
        row.add("address", text, "us_aliases")
        for name, code in COUNTRIES.items():
            if text == name or text.endswith(", " + name):
                row.add("country", code, "us_aliases")


def us_rows(shared, count):
    data = shared / "data"
    sdn = read_sdn(data)
    index = json.loads((data / "index-us-un-eu-2026-07-29/sanctions_snapshot.json").read_text("utf-8"))["OFAC"]
    named, dates = read_designations(shared / "knowledge/designations.md")
    tables = {}
    for kind in ("alt", "add"):
        tables[kind] = list(csv.reader(open(data / f"us-ofac-sdn-2025-12-24-partial/{kind}.csv",
                                            encoding="latin-1")))
    rows = {}
    with open(data / "derived-us-dprk-2026-07/us_dprk.tsv", encoding="utf-8") as f:
        for r in csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE):
            row = rows[r["ent_num"]] = Row("us_ofac_sdn", r["ent_num"], TYPES[r["type"]], r["name"])
            row["program"] = r["programs"].split("; ")
            for text in filter(None, r["aliases"].split(" | ")):
                kind, name = text.split(":", 1)
                row.add("previous_name" if kind == "fka" else "alias", name, "us_aliases")
            add_places(row, filter(None, r["addresses"].split(" | ")))
    count["US entries under a DPRK programme"] = len(rows)

    # Under another programme, tied to the DPRK by the entry's own remark or by the release.
    remarked = {n for n, (_, text, _) in sdn.items() if "North Korea Sanctions Regulations" in text}
    others = sorted((set(named) | remarked) & set(index) - set(rows), key=int)
    for n in others:
        name, programs, kind = index[n]
        row = rows[n] = Row("us_ofac_sdn", n, TYPES[kind], name)
        row["program"] = programs.split("] [")
        for r in tables["alt"]:
            if r[0] == n and len(r) > 3:
                row.add("previous_name" if r[2] == "fka" else "alias", r[3], "us_aliases")
        add_places(row, [", ".join(v for v in (x.strip() for x in r[2:5]) if v != "-0-")
                         for r in tables["add"] if r[0] == n and len(r) > 4])
    count["US entries under another programme, tied to the DPRK by remark or release"] = len(others)
    count["entries named in designations.md and not on the index"] = len(set(named) - set(index))

    for n, row in rows.items():
        row.facts.add("us_index")
        if n in dates:
            row.add("listed_on", dates[n], "us_releases")
        if n in sdn:
            title, text, _ = sdn[n]
            row.add("position", title, "us_details")
            for piece in text.split("; "):
                remark(row, piece.strip(), count)
    # Newer than the alias table; from the release of 2026-03-12.
    for name in ("KOREA AMNOKGANG TECHNOLOGY DEVELOPMENT COMPANY",
                 "KOREA APROKGANG TECHNOLOGY COMPANY",
                 "YALU RIVER TECHNOLOGY DEVELOPMENT COMPANY"):
        rows["57056"].add("alias", name, "us_releases")
    return [rows[n] for n in sorted(rows, key=int)]


def published_case(data):
    """Lower-cased EVM address -> the writings of it in the collected OFAC copies."""
    found = {}
    sources = list((data / "crypto-ofac-by-asset-2024-09-27").glob("*.txt"))
    sources += list((data / "crypto-ofac-eth-2026-05-26").glob("*.csv"))
    sources += [data / "us-ofac-sdn-2023-12-28/sdn.csv", data / "us-ofac-sdn-2024-05-03/sdn.csv",
                data / "itworker/wallets_official.csv"]
    for path in sources:
        for a in re.findall(r"0x[0-9a-fA-F]{40}\b", path.read_text("latin-1")):
            found.setdefault(a.lower(), set()).add(a)
    return found


def wallet(text, chain, cases, count, who):
    """The address in the writing that passes its checksum, or None."""
    if chain == "evm":
        full = addr.eip55(text)
        if not full:
            count[f"{who} wallets left out: not an address"] += 1
            return None
        if full in cases.get(text.lower(), ()):
            count[f"{who} EVM addresses published with their EIP-55 checksum"] += 1
            return full
        if any(c != text.lower() for c in cases.get(text.lower(), ())):
            count[f"{who} EVM addresses whose published letter case fails EIP-55: kept in lower case"] += 1
            return text.lower()
        count[f"{who} EVM addresses published in lower case only: letter case added"] += 1
        return full
    if addr.base58check(text) == chain or addr.bech32(text) == chain:
        count[f"{who} base58check and bech32 addresses that pass"] += 1
        return text
    why = "lower-cased base58" if text == text.lower() else "checksum fails"
    count[f"{who} wallets left out: {why}"] += 1
    return None


def add_wallets(shared, rows, count):
    """OFAC addresses to their parties; returns rows of their own for the complaint's."""
    data = shared / "data"
    by_entry = {r["entry"][0]: r for r in rows}
    cases = published_case(data)
    court, listed = [], set()
    with open(data / "itworker/wallets_official.csv", encoding="utf-8", newline="") as f:
        lines = list(csv.DictReader(f))
    for r in (r for r in lines if r["basis"] == "US_OFAC_SDN"):
        count["OFAC wallet addresses read"] += 1
        text = wallet(r["address"], r["chain"], cases, count, "OFAC")
        if not text:
            continue
        by_entry[r["list_entry"]].add("wallet", text, "us_wallets")
        listed.add(text.lower())
        count["OFAC wallet addresses kept"] += 1
    for number, r in enumerate((r for r in lines if r["basis"] == COURT), 1):
        count["complaint wallet addresses read"] += 1
        if r["address"].lower() in listed:
            count["complaint wallets left out: already on the OFAC list"] += 1
            continue
        text = wallet(r["address"], r["chain"], cases, count, "complaint")
        if not text:
            continue
        row = Row("us_court", f"1:25-cv-01769/{number}", "wallet",
                  "Address named in US forfeiture complaint 1:25-cv-01769")
        row.add("wallet", text, "us_complaint")
        row.add("position", r["note"].split("; also")[0], "us_complaint")
        row["program"] = ["complaint"]
        row["listed_on"] = [DATES["us_complaint"]]
        court.append(row)
        count["complaint wallet addresses kept"] += 1
    assert len(listed) == count["OFAC wallet addresses kept"], "an address stands twice"
    return court


# --- Korea --------------------------------------------------------------------------------------

# Entries whose text in the collection is glued, mistyped or in given-name-first order, put right
# by hand: number -> (type, names). None: nothing left that names one party.
KR_FIXES = {
    "KF-610": ("organization", ["Daesong Credit Development Bank", "Koryo Credit Development Bank",
                                "Koryo Global Credit Bank", "Koryo Global Trust Bank",
                                "대성신용개발은행", "고려신용개발은행"]),
    "KF-611": ("organization", ["Kumgang Group Bank", "North East Asia Bank", "금강그룹은행",
                                "동북아은행"]),
    "KF-724": ("person", ["KWEK, Kee Seng"]),
    "KF-725": ("person", ["CHEN, Shih Huan"]),
    "KF-758": ("organization", ["KOREA CHOLSAN GENERAL TRADING CORPORATION", "CHKHOLSAN",
                                "CHOLSAN TRADING COMPANY", "CHOLSON LLC", "OOO ЧХОЛСАН",
                                "철산무역"]),
    "KF-790": ("person", ["김주원"]),
    "KF-797": ("person", ["김명진"]),
    "KF-815": ("person", ["YUN, Chol", "윤철"]),
    "KF-826": ("organization", ["RISANG TRADING COMPANY", "리상무역회사"]),
    "KF-875": ("person", ["신금철"]),
    "KF-877": ("person", ["리성진"]),
    "KF-893": None,  # "Technology Company Limited": the name proper was lost
    "KF-914": ("person", ["SIN, Jong Ho", "신정호"]),
    "KF-919": ("person", ["SUN, Feng"]),
}
AGENCIES = {"국가항공우주기술총국", "국방과학원", "동성금강은행", "대성신용개발은행"}  # glued to persons
# Dates of the Korean announcements, by the block of the annex and the hangul name.
KR_DATES = (
    ("2023-05-23", 764, 773, "김상만 김성일 전연근 유성혁 윤성일 동명기술무역회사 금성학원".split()),
    ("2024-12-26", 900, 914, "박흥룡 윤정식 리영림 김경일 강현철 김류성 리금형 한일남 박동현 신정호".split()),
)


def kr_date(text):
    m = re.fullmatch(r"(\w{3})\w* (\d{1,2}), (\d{4})|(\d{1,2}) (\w{3})\w* (\d{4})", text)
    if not m:
        return None
    return day(f"{m[2]} {m[1]} {m[3]}" if m[1] else f"{m[4]} {m[5]} {m[6]}")


def kr_name(name, kind):
    """List style: 'Kim Ryu Song' KIM, Ryu Song; 'Igor Aleksandrovich Michurin' MICHURIN, Igor ..."""
    if kind != "person" or HANGUL.search(name):
        return name
    if "," in name:
        last, first = name.split(",", 1)
    else:
        parts = name.split()
        turned = len(parts) > 2 and re.search(r"(ich|vna)$", parts[1])
        last, first = (parts[-1], " ".join(parts[:-1])) if turned else (parts[0], " ".join(parts[1:]))
    return f"{last.strip().upper()}, {first.strip()}" if first.strip() else last.strip()


def kr_entry(number, kind, names, count):
    births, clean = [], []
    for name in names:
        m = re.fullmatch(r"(.*?),? DOB (.*)", name)
        if m:
            name, born = m[1], kr_date(m[2])
            assert born, number
            births.append(born)
        if kind == "person" and name in AGENCIES:
            count["KoFIU agency names taken off a person"] += 1
            continue
        m = re.fullmatch(r"([A-Za-z' -]+) ([\uac00-\ud7a3]+)", name)
        clean += [m[1], m[2]] if m else [name]
    clean = list(dict.fromkeys(kr_name(n, kind) for n in clean))
    row = Row("kr_kofiu", number, kind, clean[0])
    row.facts.add("kr_notice")
    for name in clean[1:]:
        row.add("alias", name, "kr_notice")
    for born in births:
        row.add("birth_date", born, "kr_notice")
    row["program"] = ["KR-DPRK"]
    for date, first, last, hangul in KR_DATES:
        if first <= int(number[3:]) <= last and set(hangul) & set(clean):
            row["listed_on"] = [date]
    return row


def kr_rows(shared, count):
    rows = []
    path = shared / "data/kr-kofiu-dprk-2026-01/kofiu_dprk.tsv"
    with open(path, encoding="utf-8") as f:
        for r in csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE):
            number, names = r["kofiu_no"], r["names"].split("|")
            # Every entry that the collection calls a vessel is a shipping company.
            kind = {"person": "person", "org": "organization", "vessel": "organization"}[r["type"]]
            count["KoFIU shipping companies typed vessel, put right"] += r["type"] == "vessel"
            if number in KR_FIXES:
                count["KoFIU entries put right by hand"] += 1
                if KR_FIXES[number] is None:
                    count["KoFIU entries left out: name lost in the collection"] += 1
                    continue
                kind, names = KR_FIXES[number]
            rows.append(kr_entry(number, kind, names, count))
    return rows


def main():
    root = Path(__file__).resolve().parent.parent
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else root / "../shared"
    count = Counter()
    us = us_rows(shared, count)
    court = add_wallets(shared, us, count)
    rows = us + kr_rows(shared, count) + court
    text = "\t".join(COLUMNS) + "\n" + "".join(r.line() + "\n" for r in rows)
    (root / "data/starter/starter.tsv").write_text(text, "utf-8", newline="\n")

    designated = [r for r in rows if r["source"] != ["us_court"]]
    print("rows", len(rows), "bytes", len(text.encode()))
    for source in ("us_ofac_sdn", "kr_kofiu", "us_court"):
        kinds = Counter(r["type"][0] for r in rows if r["source"] == [source])
        print(source, sum(kinds.values()), dict(sorted(kinds.items())))
    print("designations", len(designated),
          dict(sorted(Counter(r["type"][0] for r in designated).items())))
    for column in COLUMNS[4:-2]:
        have = [r for r in designated if r[column]]
        print(f"with {column}", len(have), "values", sum(len(r[column]) for r in have))
    for what, n in sorted(count.items()):
        print(what, n)


if __name__ == "__main__":
    main()
