#!/usr/bin/env python3
"""Write a small XLSX workbook out of a CSV file: make_workbook.py IN.csv OUT.xlsx [TITLE]

Dates become numbers of days in a date format, other numbers stay texts; a title stands above the header
and a hidden sheet before it, as reports of HR systems have them. The same input gives the same bytes.
"""
import csv
import datetime
import re
import sys
import zipfile
from xml.sax.saxutils import escape

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def letters(n):
    out = ""
    while n:
        n, rest = divmod(n - 1, 26)
        out = chr(65 + rest) + out
    return out


def serial(text):
    """Days since 1899-12-30, with the time as a fraction; None when it is no date."""
    m = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)(?: (\d\d):(\d\d):(\d\d))?", text)
    if not m:
        return None
    year, month, day, *clock = (int(g) if g else 0 for g in m.groups())
    days = (datetime.date(year, month, day) - datetime.date(1899, 12, 30)).days
    seconds = clock[0] * 3600 + clock[1] * 60 + clock[2]
    return repr(days + seconds / 86400) if seconds else str(days)


def main():
    rows = list(csv.reader(open(sys.argv[1], encoding="utf-8")))
    title = sys.argv[3] if len(sys.argv) > 3 else ""
    strings, places = [], {}
    out, at = [], 1
    if title:
        out.append(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{escape(title)}</t></is></c></row>')
        at = 3
    for row in rows:
        cells = ""
        for column, text in enumerate(row, 1):
            ref = f"{letters(column)}{at}"
            if not text:
                continue
            number = serial(text)
            if number:
                cells += f'<c r="{ref}" s="{2 if "." in number else 1}"><v>{number}</v></c>'
            else:
                place = places.setdefault(text, len(strings))
                if place == len(strings):
                    strings.append(text)
                cells += f'<c r="{ref}" t="s"><v>{place}</v></c>'
        out.append(f'<row r="{at}">{cells}</row>')
        at += 1
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>'
        '<sheet name="Notes" sheetId="1" state="hidden" r:id="r1"/>'
        '<sheet name="Report" sheetId="2" r:id="r2"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{REL}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{REL}/worksheet" Target="worksheets/sheet2.xml"/>'
        f'<Relationship Id="r3" Type="{REL}/styles" Target="styles.xml"/>'
        f'<Relationship Id="r4" Type="{REL}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" '
        'formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts><cellXfs count="3"><xf numFmtId="0"/>'
        '<xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}" count="{len(strings)}">'
        + "".join(f'<si><t xml:space="preserve">{escape(s)}</t></si>' for s in strings) + "</sst>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr">'
        "<is><t>Email</t></is></c></row></sheetData></worksheet>",
        "xl/worksheets/sheet2.xml": f'<worksheet xmlns="{MAIN}"><sheetData>' + "".join(out)
        + "</sheetData></worksheet>",
    }
    with zipfile.ZipFile(sys.argv[2], "w", zipfile.ZIP_DEFLATED) as z:
        for name, text in parts.items():
            z.writestr(zipfile.ZipInfo(name, (2026, 8, 31, 0, 0, 0)), HEAD + text, zipfile.ZIP_DEFLATED)


main()
