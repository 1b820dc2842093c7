#!/usr/bin/env python3
"""Make the samples of SDN_ADVANCED.XML from the legacy CSV of the same entries (run by hand).

usage: make_advanced_sample.py FOLDER-OF-CSV OUTPUT-FOLDER

Writes sdn_advanced_sample.xml (the schema's own namespace), sdn_advanced_sample_2024.xml (the
namespace of today's files) and the rows of the same entries as sdn.csv, alt.csv, add.csv and
sdn_comments.csv, so that a test can read both formats and compare the entities.

The entries are facts of OFAC's list of 2023-12-28. The CSV does not say when a party was listed:
the one event of each entry bears the edition's date and says so.
"""
import csv
import os
import re
import sys
from xml.sax.saxutils import escape, quoteattr

ENTRIES = """27307 27308 42498 29702 32313 40488 45808 22403 23164 40897 20545 27198 33936 26168
11970 19428 12625 25757 11581 23152""".split()
DATE = (2023, 12, 28)
SCHEMA_NS = "http://www.un.org/sanctions/1.0"
TODAY_NS = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ADVANCED_XML"

MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
DOCUMENTS = ("Passport", "National ID No.", "Tax ID No.", "Registration Number", "Registration ID",
             "Identification Number", "Legal Entity Number", "Government Gazette Number", "License",
             "Unified Social Credit Code (USCC)", "Vessel Registration Identification", "Company Number")
FEATURES = ("Gender", "Email Address", "Website", "SWIFT/BIC", "MMSI", "Phone Number",
            "Secondary sanctions risk:", "Additional Sanctions Information -", "Target Type",
            "Transactions Prohibited For Persons Owned or Controlled By U.S. Financial "
            "Institutions:", "Aircraft Manufacture Date", "Aircraft Mode S Transponder Code",
            "Aircraft Model", "Aircraft Operator", "Aircraft Serial Identification",
            "Nationality of Registration", "Organization Established Date", "Organization Type:")


class Table:
    """Numbers given to texts as they are met."""

    def __init__(self, first):
        self.first, self.ids = first, {}

    def __call__(self, text):
        return self.ids.setdefault(text, self.first + len(self.ids))


class Writer:
    def __init__(self):
        self.features, self.id_types = Table(8), Table(1571)
        self.countries, self.details = Table(11000), Table(91000)
        self.id = 100000
        self.locations, self.papers, self.parties = [], [], []
        self.ties, self.entries = [], []

    def next_id(self):
        self.id += 1
        return self.id

    # dates

    def point(self, tag, ymd):
        return (f"<{tag}><Year>{ymd[0]}</Year><Month>{ymd[1]}</Month><Day>{ymd[2]}</Day></{tag}>")

    def period(self, text):
        """A DatePeriod of OFAC's words, or None."""
        circa = text.startswith("circa ")
        text = text[6:] if circa else text
        ends = [self.day(t) for t in text.split(" to ")]
        if None in ends or len(ends) > 2:
            return None
        (low, month, day), (high, _, _) = (ends[0][0], ends[0][2], ends[0][3]), \
            (ends[-1][1], 0, 0)
        flags = (f'Approximate="{str(circa).lower()}" YearFixed="true" '
                 f'MonthFixed="{str(month).lower()}" DayFixed="{str(day).lower()}"')
        return ('<DatePeriod CalendarTypeID="1" YearFixed="false" MonthFixed="false" '
                f'DayFixed="false"><Start {flags}>{self.point("From", low)}'
                f'{self.point("To", low)}</Start><End {flags}>{self.point("From", high)}'
                f'{self.point("To", high)}</End></DatePeriod>')

    def day(self, text):
        m = re.fullmatch(r"(?:(\d\d) )?(?:([A-Z][a-z][a-z]) )?(\d{4})", text)
        if not m:
            return None
        year = int(m[3])
        month = MONTHS.index(m[2]) + 1 if m[2] else None
        last = [31, 29 if year % 4 == 0 else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        if m[1]:
            return ((year, month, int(m[1])),) * 2 + (True, True)
        if month:
            return (year, month, 1), (year, month, last[month - 1]), True, False
        return (year, 1, 1), (year, 12, 31), False, False

    # parts of a party

    def location(self, country, parts=()):
        lid = self.next_id()
        body = "".join(
            f'<LocationPart LocPartTypeID="{t}"><LocationPartValue Primary="true" '
            f'LocPartValueTypeID="1" LocPartValueStatusID="1"><Value>{escape(v)}</Value>'
            "</LocationPartValue></LocationPart>" for t, v in parts)
        if country:
            body = (f'<LocationCountry CountryID="{self.countries(country)}" '
                    'CountryRelevanceID="1"/>') + body
        self.locations.append(f'<Location ID="{lid}">{body}</Location>')
        return lid

    def feature(self, name, identity, text=None, period=None, location=None, coded=None):
        body = period or ""
        if text is not None:
            body += f'<VersionDetail DetailTypeID="1432">{escape(text)}</VersionDetail>'
        if coded is not None:
            body += ('<VersionDetail DetailTypeID="1431" '
                     f'DetailReferenceID="{self.details(coded)}"/>')
        if location is not None:
            body += f'<VersionLocation LocationID="{location}"/>'
        return (f'<Feature ID="{self.next_id()}" FeatureTypeID="{self.features(name)}">'
                f'<FeatureVersion ID="{self.next_id()}" ReliabilityID="1">{body}</FeatureVersion>'
                f'<IdentityReference IdentityID="{identity}" IdentityFeatureLinkTypeID="1"/>'
                "</Feature>")

    def paper(self, kind, number, country, issued, expires, identity):
        attr = f' IssuedBy-CountryID="{self.countries(country)}"' if country else ""
        dates = "".join(f'<DocumentDate IDRegDocDateTypeID="{t}">{self.period(d)}</DocumentDate>'
                        for t, d in ((1480, issued), (1481, expires)) if d)
        self.papers.append(
            f'<IDRegDocument ID="{self.next_id()}" IDRegDocTypeID="{self.id_types(kind)}" '
            f'IdentityID="{identity}"{attr} ValidityID="1"><IDRegistrationNo>{escape(number)}'
            f"</IDRegistrationNo>{dates}</IDRegDocument>")

    def alias(self, name, kind, groups, number, type_id, primary, weak):
        parts = [(name, groups["whole"])]
        if kind == "individual" and ", " in name:
            last, first = name.split(", ", 1)
            parts = [(last, groups["last"]), (first, groups["first"])]
        elif kind == "individual":
            parts = [(name, groups["last"])]
        body = "".join(
            f'<DocumentedNamePart><NamePartValue NamePartGroupID="{g}" ScriptID="215" '
            f'ScriptStatusID="1" Acronym="false">{escape(t)}</NamePartValue></DocumentedNamePart>'
            for t, g in parts)
        return (f'<Alias FixedRef="{number}" AliasTypeID="{type_id}" '
                f'Primary="{str(primary).lower()}" LowQuality="{str(weak).lower()}">'
                f'<DocumentedName ID="{self.next_id()}" FixedRef="{number}" '
                f'DocNameStatusID="{1 if primary else 2}">{body}</DocumentedName></Alias>')

    # a party

    def party(self, row, aliases, addresses, remarks, numbers):
        ent, name, kind, program = row[0], row[1], row[2].strip(), row[3]
        kind = "entity" if kind == "-0-" else kind
        identity = self.next_id()
        types = {"individual": {"last": 1520, "first": 1521, "whole": 1520},
                 "entity": {"whole": 1525}, "vessel": {"whole": 1526}, "aircraft": {"whole": 1528}}
        groups = {k: self.next_id() for k in types[kind] if kind != "individual" or k != "whole"}
        groups.setdefault("whole", groups.get("last"))
        names = [self.alias(name, kind, groups, ent, 1403, True, False)]
        for a in aliases:
            names.append(self.alias(a[3], kind, groups, a[1],
                                    1401 if a[2] == "fka" else 1400, False, False))
        features, title = [], row[4].strip()
        for a in addresses:
            parts = [(t, v.strip()) for t, v in ((1451, a[2]), (1454, a[3]))
                     if v.strip() != "-0-"]
            country = a[4].strip() if a[4].strip() != "-0-" else None
            if parts or country:
                features.append(self.feature("Location", identity,
                                             location=self.location(country, parts)))
        for piece in remarks:
            self.piece(piece, identity, ent, kind, groups, names, features, title, numbers)
        if title != "-0-":
            features.append(self.feature("Title", identity, title))
        vessel = (("Vessel Call Sign", 5), ("VESSEL TYPE", 6), ("Vessel Tonnage", 7),
                  ("Vessel Gross Registered Tonnage", 8), ("Vessel Owner", 10))
        for label, i in vessel:
            if row[i].strip() != "-0-":
                features.append(self.feature(label, identity, row[i]))
        if row[9].strip() != "-0-":
            features.append(self.feature("Vessel Flag", identity,
                                         location=self.location(row[9])))
        group_xml = "".join(f'<MasterNamePartGroup><NamePartGroup ID="{groups[k]}" '
                            f'NamePartTypeID="{t}"/></MasterNamePartGroup>'
                            for k, t in types[kind].items()
                            if kind != "individual" or k != "whole")
        subtype = {"individual": 4, "entity": 3, "vessel": 1, "aircraft": 2}[kind]
        self.parties.append(
            f'<DistinctParty FixedRef="{ent}"><Profile ID="{ent}" PartySubTypeID="{subtype}">'
            f'<Identity ID="{identity}" FixedRef="{ent}" Primary="true" False="false">'
            f'{"".join(names)}<NamePartGroups>{group_xml}</NamePartGroups></Identity>'
            f'{"".join(features)}</Profile></DistinctParty>')
        self.entry(ent, program)

    def piece(self, piece, identity, ent, kind, groups, names, features, title, numbers):
        text = re.sub(r"^alt\. ", "", piece)
        if text in title.split("; "):
            return
        m = re.fullmatch(r"a\.k\.a\. '(.*)'", text)
        if m:
            names.append(self.alias(m[1], kind, groups, self.next_id(), 1400, False, True))
            return
        m = re.fullmatch(r"Digital Currency Address - (\S+) (\S+)", text)
        if m:
            features.append(self.feature(f"Digital Currency Address - {m[1]}", identity, m[2]))
            return
        if text.startswith("DOB "):
            features.append(self.feature("Birthdate", identity, period=self.period(text[4:])))
            return
        for label, name in (("POB ", "Place of Birth"), ("nationality ", "Nationality Country"),
                            ("citizen ", "Citizenship Country")):
            if text.startswith(label):
                value = text[len(label):]
                place = {"text": value} if label == "POB " else {"location": self.location(value)}
                features.append(self.feature(name, identity, **place))
                return
        if text.startswith("Linked To: "):
            if text[11:] in numbers:
                self.tie(ent, numbers[text[11:]])
            return
        for label in DOCUMENTS:
            m = re.fullmatch(re.escape(label) + r" (.*?)(?: \((.*?)\))?(?: issued (.*?))?"
                             r"(?: expires (.*))?", text)
            if m:
                self.paper(label, m[1], m[2], m[3], m[4], identity)
                return
        for label in FEATURES:
            if text.startswith(label + " "):
                value = text[len(label) + 1:]
                if label == "Gender":
                    features.append(self.feature(label, identity, coded=value))
                elif label.endswith("Date"):
                    features.append(self.feature(label, identity, period=self.period(value)))
                else:
                    features.append(self.feature(label, identity, value))
                return
        print(f"{ent}: left out '{piece}'", file=sys.stderr)

    def tie(self, ent, other):
        self.ties.append((ent, other))

    def entry(self, ent, program):
        measures = "".join(
            f'<SanctionsMeasure ID="{self.next_id()}" SanctionsTypeID="1"><Comment>{escape(p)}'
            f'</Comment>{self.period("28 Dec 2023")}</SanctionsMeasure>'
            for p in program.split("] ["))
        date = "".join(f"<{t}>{v}</{t}>" for t, v in zip(("Year", "Month", "Day"), DATE))
        self.entries.append(
            f'<SanctionsEntry ID="{ent}" ProfileID="{ent}" ListID="1550"><EntryEvent '
            f'ID="{self.next_id()}" EntryEventTypeID="9"><Comment>date of the edition, not of the '
            f'listing</Comment><Date CalendarTypeID="1">{date}</Date></EntryEvent>{measures}'
            "</SanctionsEntry>")

    # the whole file

    def values(self):
        fixed = {
            "AliasType": {1400: "A.K.A.", 1401: "F.K.A.", 1403: "Name"},
            "CalendarType": {1: "Gregorian"},
            "Country": {v: k for k, v in self.countries.ids.items()},
            "CountryRelevance": {1: "Unknown"},
            "DecisionMakingBody": {1: ("Unknown", ' OrganisationID="1"')},
            "DetailReference": {v: k for k, v in self.details.ids.items()},
            "DetailType": {1431: "LOOKUP", 1432: "TEXT"},
            "DocNameStatus": {1: "Primary Latin", 2: "Latin"},
            "EntryEventType": {1: "Created", 9: "Edition"},
            "FeatureType": {v: (k, ' FeatureTypeGroupID="1"')
                            for k, v in self.features.ids.items()},
            "FeatureTypeGroup": {1: "Unknown"},
            "IDRegDocDateType": {1480: "Issue Date", 1481: "Expiration Date"},
            "IDRegDocType": {v: k for k, v in self.id_types.ids.items()},
            "IdentityFeatureLinkType": {1: "Unknown"},
            "List": {1550: "SDN List", 91507: "Consolidated List"},
            "LocPartType": {1451: "ADDRESS1", 1454: "CITY"},
            "LocPartValueStatus": {1: "Unknown"},
            "LocPartValueType": {1: "Unknown"},
            "NamePartType": {1520: "Last Name", 1521: "First Name", 1525: "Entity Name",
                             1526: "Vessel Name", 1528: "Aircraft Name"},
            "Organisation": {1: "OFAC"},
            "PartySubType": {1: ("Vessel", ' PartyTypeID="4"'), 2: ("Aircraft", ' PartyTypeID="4"'),
                             3: ("Unknown", ' PartyTypeID="2"'),
                             4: ("Unknown", ' PartyTypeID="1"')},
            "PartyType": {1: "Individual", 2: "Entity", 4: "Transport"},
            "RelationQuality": {1: "Unknown"},
            "RelationType": {15003: ("Associate Of", ' Symmetrical="false"')},
            "Reliability": {1: "Unknown"},
            "SanctionsProgram": {1: ("Unknown", ' SubsidiaryBodyID="1"')},
            "SanctionsType": {1: "Program"},
            "Script": {215: ("Latin", ' ScriptCode="Latn"')},
            "ScriptStatus": {1: "Unknown"},
            "SubsidiaryBody": {1: ("Unknown", ' Notional="false" DecisionMakingBodyID="1"')},
            "Validity": {1: "Valid"},
        }
        order = """AliasType AreaCode AreaCodeType CalendarType Country CountryRelevance
            DecisionMakingBody DetailReference DetailType DocNameStatus EntryEventType
            EntryLinkType ExRefType FeatureType FeatureTypeGroup IDRegDocDateType IDRegDocType
            IdentityFeatureLinkType LegalBasis LegalBasisType List LocPartType LocPartValueStatus
            LocPartValueType NamePartType Organisation PartySubType PartyType RelationQuality
            RelationType Reliability SanctionsProgram SanctionsType Script ScriptStatus
            SubsidiaryBody SupInfoType TargetType Validity""".split()
        out = []
        for name in order:
            rows = fixed.get(name, {})
            out.append(f"<{name}Values>")
            for number, text in rows.items():
                text, attrs = text if isinstance(text, tuple) else (text, "")
                out.append(f'<{name} ID="{number}"{attrs}>{escape(text)}</{name}>')
            out.append(f"</{name}Values>")
        return out

    def write(self, namespace):
        ties = [f'<ProfileRelationship ID="{900000 + i}" From-ProfileID="{a}" To-ProfileID="{b}" '
                f'RelationTypeID="15003" RelationQualityID="1" Former="false" '
                f'SanctionsEntryID="{a}"/>' for i, (a, b) in enumerate(self.ties)]
        date = "".join(f"<{t}>{v}</{t}>" for t, v in zip(("Year", "Month", "Day"), DATE))
        lines = ['<?xml version="1.0" encoding="utf-8"?>',
                 f"<Sanctions xmlns={quoteattr(namespace)} Version=\"3\">",
                 f'<DateOfIssue CalendarTypeID="1">{date}</DateOfIssue>', "<ReferenceValueSets>",
                 *self.values(), "</ReferenceValueSets>", "<Locations>", *self.locations,
                 "</Locations>", "<IDRegDocuments>", *self.papers, "</IDRegDocuments>",
                 "<DistinctParties>", *self.parties, "</DistinctParties>",
                 "<ProfileRelationships>", *ties, "</ProfileRelationships>", "<SanctionsEntries>",
                 *self.entries, "</SanctionsEntries>", "<SanctionsEntryLinks/>", "</Sanctions>", ""]
        return "\n".join(lines)


def rows_of(path, width):
    with open(path, encoding="ascii", newline="") as f:
        return [r for r in csv.reader(f) if len(r) == width and r[0] in ENTRIES]


def copy_rows(source, target):
    """The same entries' lines, byte for byte, and the closing mark."""
    with open(source, "rb") as f:
        lines = [x for x in f.read().split(b"\n") if x.split(b",")[0].decode("latin1") in ENTRIES]
    with open(target, "wb") as f:
        f.write(b"\n".join(x.rstrip(b"\r") + b"\r" for x in lines) + b"\n\x1a")


def main():
    source, target = sys.argv[1:3]
    sdn = rows_of(os.path.join(source, "sdn.csv"), 12)
    alt = rows_of(os.path.join(source, "alt.csv"), 5)
    add = rows_of(os.path.join(source, "add.csv"), 6)
    more = {r[0]: r[1] for r in rows_of(os.path.join(source, "sdn_comments.csv"), 2)}
    numbers = {r[1]: r[0] for r in sdn}
    w = Writer()
    for row in sdn:
        text = (row[11] if row[11].strip() != "-0-" else "") + more.get(row[0], "")
        remarks = [p.strip() for p in text.strip().removesuffix(".").split("; ") if p.strip()]
        w.party(row, [a for a in alt if a[0] == row[0]], [a for a in add if a[0] == row[0]],
                remarks, numbers)
    for name, namespace in (("sdn_advanced_sample.xml", SCHEMA_NS),
                            ("sdn_advanced_sample_2024.xml", TODAY_NS)):
        with open(os.path.join(target, name), "w", encoding="utf-8", newline="\n") as f:
            f.write(w.write(namespace))
    for name in ("sdn", "alt", "add", "sdn_comments"):
        copy_rows(os.path.join(source, name + ".csv"),
                  os.path.join(target, f"sdn_advanced_sample_{name}.csv"))


main()
