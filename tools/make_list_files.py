"""Every list of a folder of collected sets, each as the file that its authority publishes.

usage: make_list_files.py DATA OUT

DATA holds the sets (DATA/un-sc-2026-02-27 ...). Those that are official files are copied, unpacked; those
that somebody converted are written back into the official layout, as far as their fields go. OUT/SOURCE/FILE
is what `cordon lists update --from OUT` and a mirror want; OUT/editions.tsv has source, edition and files, tab
separated. A set that is not there is left out and told.
"""
import csv
import gzip
import json
import shutil
import sys
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

UK_HEAD = (
    "Last Updated,Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Name type,"
    "Alias strength,Title,Name non-latin script,Non-latin script type,Non-latin script language,Regime Name,Designation "
    "Type,Designation source,Sanctions Imposed,Other Information,UK Statement of Reasons,Address Line 1,Address Line 2,"
    "Address Line 3,Address Line 4,Address Line 5,Address Line 6,Address Postal Code,Address Country,Phone number,"
    "Website,Email address,Date Designated,D.O.B,Nationality(/ies),National Identifier number,National Identifier "
    "additional information,Passport number,Passport additional information,Position,Gender,Town of birth,Country of "
    "birth,Type of entity,Subsidiaries,Parent company,Business registration number (s),IMO number,Current owner/operator "
    "(s),Previous owner/operator (s),Current believed flag of ship,Previous flags,Type of ship,Tonnage of ship,Length of "
    "ship,Year Built,Hull identification number (HIN)").split(",")
AU_HEAD = [
    "Reference", "Name of Individual or Entity", "Type", "Name Type", "Alias Strength", "Date of Birth",
    "Place of Birth", "Citizenship", "Address", "Additional Information", "Listing Information", "IMO Number",
    "Committees", "Control Date", "Instrument of Designation", "Targeted Financial Sanction", "Travel Ban",
    "Arms Embargo", "Maritime Restriction"]


def lines(path):
    with gzip.open(path, "rt", encoding="utf-8") as f:
        for line in f:
            yield json.loads(line)


def british_day(iso):
    return "/".join(reversed(iso.split("-"))) if iso else ""


def uk_rows(d):
    """One row a name and one an address, as the list repeats them."""
    same = {
        "Last Updated": british_day(d.get("last_updated", "")), "Unique ID": d["unique_id"],
        "OFSI Group ID": d.get("ofsi_group_id", ""), "UN Reference Number": d.get("un_reference_number", ""),
        "Regime Name": d.get("regime_name", ""), "Designation Type": d.get("individual_entity_ship", ""),
        "Designation source": d.get("designation_source", ""), "Sanctions Imposed": d.get("sanctions_imposed", ""),
        "Other Information": d.get("other_information", ""),
        "UK Statement of Reasons": d.get("uk_statement_of_reasons", ""),
        "Date Designated": british_day(d.get("date_designated", "")),
    }
    for n in (d.get("names") or {}).get("names", []):
        row = dict(same)
        for i in range(1, 7):
            row[f"Name {i}"] = n.get(f"name{i}", "")
        row["Name type"] = n.get("name_type", "")
        yield row
    for n in (d.get("non_latin_names") or {}).get("names", []):
        yield {**same, "Name non-latin script": n.get("name_non_latin_script", ""), "Name type": "Primary Name"}
    for a in (d.get("addresses") or {}).get("addresses", []):
        row = dict(same)
        for i in range(1, 7):
            row[f"Address Line {i}"] = a.get(f"address_line{i}", "")
        row["Address Postal Code"] = a.get("address_postal_code", "")
        row["Address Country"] = a.get("address_country", "")
        yield row


def make_uk(data, out):
    with open(out, "w", encoding="utf-8-sig", newline="") as f:
        f.write("Report Date: 20-Aug-2026\r\n")
        w = csv.DictWriter(f, UK_HEAD, restval="")
        w.writeheader()
        for d in lines(next(data.glob("*.jsonl.gz"))):
            w.writerows(uk_rows(d))


def au_rows(d):
    s = d.get("sanction", {})
    kind = {"person": "Individual", "organization": "Entity", "vessel": "Vessel"}.get(d["entity_type"], d["entity_type"])
    for i, n in enumerate(d["names"]):
        yield {
            "Reference": d["reference"] + ("" if i == 0 else "abcdefghijklmnopqrstuvwxyz"[i - 1] if i <= 26 else
                                           "z" + "abcdefghijklmnopqrstuvwxyz"[(i - 27) // 26 % 26] +
                                           "abcdefghijklmnopqrstuvwxyz"[(i - 27) % 26]),
            "Name of Individual or Entity": n["text"], "Type": kind,
            "Name Type": n.get("name_type", ""), "Alias Strength": n.get("alias_strength", ""),
            "Date of Birth": "; ".join(b.get("raw_value", "") for b in d.get("dates_of_birth", [])),
            "Place of Birth": "; ".join(b.get("raw_value", "") for b in d.get("places_of_birth", [])),
            "Citizenship": "; ".join(c if isinstance(c, str) else c.get("raw_value", c.get("country", ""))
                                     for c in d.get("citizenships", [])),
            "Address": d.get("address", ""), "Additional Information": d.get("additional_info", ""),
            "Listing Information": s.get("listing_information", ""), "IMO Number": d.get("imo_number", ""),
            "Committees": s.get("committees", ""), "Control Date": british_day(s.get("control_date", "")),
            "Instrument of Designation": s.get("instrument", ""),
            "Targeted Financial Sanction": s.get("targeted_financial_sanction", "").upper(),
            "Travel Ban": s.get("travel_ban", "").upper(), "Arms Embargo": s.get("arms_embargo", "").upper(),
            "Maritime Restriction": s.get("maritime_restriction", "").upper(),
        }


def make_au(data, out):
    with open(out, "w", encoding="utf-8-sig", newline="") as f:
        w = csv.DictWriter(f, AU_HEAD)
        w.writeheader()
        for d in lines(next(data.glob("*.jsonl.gz"))):
            w.writerows(au_rows(d))


def ch_target(d):
    kind = {"person": "individual", "organization": "entity"}.get(d["entity_type"], "object")
    number = d["ssid"]
    text = "".join(
        f'<name name-type="{"primary-name" if n.get("is_primary") else "alias"}" quality="good" lang="eng">'
        f'<name-part order="1" name-part-type="whole-name"><value>{escape(n["full_name"])}</value></name-part></name>'
        for n in d["names"])
    for b in d.get("birth_info", []):
        parts = (b.get("date") or "").split("-")
        at = "".join(f' {k}="{int(v)}"' for k, v in zip(("year", "month", "day"), parts) if v.isdigit())
        if at:
            text += f'<day-month-year{at} calendar="Gregorian" quality="good"/>'
    why = f"<justification>{escape(d['remarks'])}</justification>" if d.get("remarks") else ""
    return (f"<target ssid={quoteattr(number)}><sanctions-set-id>{d['sanctions_set_id']}</sanctions-set-id>"
            f'<{kind}><identity main="true">{text}</identity>{why}</{kind}>'
            f'<modification modification-type="listed"/></target>\n')


def make_ch(data, out):
    targets = list(lines(next(data.glob("*.jsonl.gz"))))
    sets = sorted({t["sanctions_set_id"] for t in targets}, key=int)
    with open(out, "w", encoding="utf-8") as f:
        f.write('<?xml version="1.0" encoding="UTF-8"?>\n<swiss-sanctions-list list-type="whole-list" date="2026-03-20">\n')
        for s in sets:
            name = "Democratic People's Republic of Korea" if s == "3978" else f"Programme of set {s}"
            key = "KP-UN" if s == "3978" else f"SET {s}"
            f.write(f'<sanctions-program ssid="9{s}" version-date="2026-03-20"><program-key lang="eng">{key}</program-key>'
                    f'<program-name lang="eng">{escape(name)}</program-name>'
                    f'<sanctions-set ssid="{s}" lang="eng">Annex</sanctions-set><origin>UN</origin></sanctions-program>\n')
        f.writelines(map(ch_target, targets))
        f.write("</swiss-sanctions-list>\n")


def make_kr(data, out):
    """The law database's answer: the notice's annex as running text."""
    with open(next(data.glob("*.tsv")), encoding="utf-8") as f:
        rows = list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))
    text = [f"금융거래등제한대상자 명단({len(rows)}명)"]
    for n, r in enumerate(rows, 1):
        names = r["names"].split("|")
        text.append(f"{n}. {names[0]}" + "".join(f"; a.k.a. {x}" for x in names[1:]) + " [DPRK]")
    with open(out, "w", encoding="utf-8") as f:
        f.write('<?xml version="1.0" encoding="UTF-8"?>\n<AdmRulService><행정규칙기본정보><행정규칙명>'
                "금융거래등제한대상자 지정 및 지정 취소에 관한 규정</행정규칙명><발령일자>20260114</발령일자>"
                "<발령번호>2026-2</발령번호><시행일자>20260122</시행일자></행정규칙기본정보>\n<별표><별표단위><별표내용>"
                "<![CDATA[" + "\n".join(text) + "]]></별표내용></별표단위></별표></AdmRulService>\n")


def copied(*patterns):
    def make(data, folder):
        for pattern in patterns:
            for path in sorted(data.glob(pattern)):
                name = path.name.removesuffix(".gz").replace(".rebuilt", "")
                if path.suffix == ".gz":
                    with gzip.open(path, "rb") as f, open(folder / name, "wb") as g:
                        shutil.copyfileobj(f, g)
                else:
                    shutil.copyfile(path, folder / name)
    return make


def written(name, make):
    return lambda data, folder: make(data, folder / name)


LISTS = [
    ("us_ofac_sdn", "us-ofac-sdn-2023-12-28", "2023-12-28", copied("*.csv")),
    ("us_ofac_cons", "us-ofac-sdn-xml", "", copied("*2025*.xml")),
    ("us_csl", "us-csl-2022", "2022-04-15", copied("*.csv.gz")),
    ("un_sc", "un-sc-2026-02-27", "", copied("*.xml")),
    ("eu_fsf", "eu-fsf-2026-05-01", "", copied("xmlFull*.xml.gz")),
    ("uk_fcdo", "uk-fcdo-2026-08-22", "", written("UK-Sanctions-List.csv", make_uk)),
    ("uk_ofsi", "uk-ofsi-2020-04-27", "", copied("*.csv")),
    ("jp_mof", "jp-mof-2026-03-05", "", copied("*.xlsx")),
    ("kr_kofiu", "kr-kofiu-dprk-2026-01", "", written("admrul.xml", make_kr)),
    ("ch_seco", "ch-seco-2026-03", "", written("seco.xml", make_ch)),
    ("au_dfat", "au-dfat-2026-08-22", "2026-08-21", written("Australian_Sanctions_Consolidated_List.csv", make_au)),
    ("ca_sema", "ca-sema-2025-05", "2025-03-20", copied("*.xml")),
]


def main(data, out):
    data, out = Path(data), Path(out)
    out.mkdir(parents=True, exist_ok=True)
    with open(out / "editions.tsv", "w", encoding="utf-8") as index:
        for source, name, edition, make in LISTS:
            if not (data / name).is_dir():
                print(f"{source}: no {data / name}", file=sys.stderr)
                continue
            folder = out / source
            folder.mkdir(exist_ok=True)
            make(data / name, folder)
            index.write("\t".join([source, edition, *(p.name for p in sorted(folder.iterdir()))]) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
