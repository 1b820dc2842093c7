"""Damaged lists at the door of `cordon lists import`: file, line and cause are named, the exit
status is right, and the edition before stays in use."""
import editions
from house import CLEAR, LIMIT, STORAGE, SYNTAX, UNDECIDED, USAGE, Clock, Skip, Wrong, main

import json
import os
import pathlib
import shutil
import subprocess

UN = editions.un_xml()
OWN = editions.own()
FTM = editions.ftm()
SDN = editions.ofac_csv()
SDN_XML = editions.ofac_xml()
LAUGHS = ("<?xml version='1.0'?>\n<!DOCTYPE x [\n<!ENTITY a 'ha'>\n" +
          "".join(f"<!ENTITY {b} '{(f'&{a};') * 10}'>\n" for a, b in zip("abcdefgh", "bcdefghi")) +
          "]>\n")


def un(content):
    return "un_sc", {"un.xml": content}


def own(content):
    return "own", {"own.csv": content}


def ftm(content):
    return "opensanctions", {"e.json": content}


def sdn_xml(content):
    return "us_ofac_sdn", {"sdn.xml": content}


def sdn(**changed):
    files = dict(SDN)
    for name, change in changed.items():
        files[name + ".csv"] = change(files[name + ".csv"])
    return "us_ofac_sdn", files


def swap(old, new, count=1):
    return lambda content: content.replace(old, new, count)


# --- XML ---------------------------------------------------------------------------------------


def xml_cut_anywhere(house):
    """XML cut off at any of forty places is refused with its line"""
    for source, whole in ((un, UN), (sdn_xml, SDN_XML)):
        for cut in range(len(whole) // 20, len(whole) - 2, len(whole) // 20):
            house.refuses(*source(whole[:cut]), SYNTAX, f".xml:{whole[:cut].count(10) + 1}:")


def xml_raw_ampersand(house):
    """A raw & in XML is refused with line and column"""
    house.refuses(*un(UN.replace(b"EXAMPLE", b"EX & CO", 1)), SYNTAX, "un.xml:4:", "raw '&'")
    house.refuses(*sdn_xml(SDN_XML.replace(b"EXAMPLE", b"A&B", 1)), SYNTAX, "sdn.xml:3:")


def xml_raw_ampersand_as_published(house):
    """The UN list of 2024-10-17 with its raw & is refused"""
    shared = pathlib.Path(os.environ.get("CORDON_SHARED", "../shared"))
    path = shared / "data/bad-input/un-2024-10-17-raw-ampersand.xml"
    if not path.exists():
        raise Skip("no shared data")
    house.refuses("un_sc", {"un.xml": path.read_bytes()}, SYNTAX, "un.xml:", "raw '&'")


def xml_billion_laughs(house):
    """A billion laughs is refused before it laughs"""
    tail = "<CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL><FIRST_NAME>&i;</FIRST_NAME>"
    house.refuses(*un((LAUGHS + tail).encode()), SYNTAX, "un.xml:2:", "DOCTYPE")
    house.refuses(*sdn_xml((LAUGHS + "<sdnList>&i;").encode()), SYNTAX, "sdn.xml:2:", "DOCTYPE")


def xml_external_entity(house):
    """An external entity is refused, and its file is not read"""
    secret = house.write("secret", b"TOP-SECRET")
    for declared in (f"<!DOCTYPE x [<!ENTITY e SYSTEM 'file://{secret}'>]>",
                     f"<!DOCTYPE x SYSTEM 'file://{secret}'>",
                     f"<!DOCTYPE x [<!ENTITY % p SYSTEM 'file://{secret}'> %p;]>"):
        text = UN.decode().replace("<CONSOLIDATED", declared + "<CONSOLIDATED", 1)
        r = house.refuses(*un(text.replace("EXAMPLE", "&e;").encode()), SYNTAX, "un.xml:2:", "DOCTYPE")
        if "TOP-SECRET" in r.err:
            r.fail("the file was read")


def xml_encoding(house):
    """XML in a wrong encoding is refused; UTF-16 that says so is read"""
    house.refuses(*un(UN.replace(b"EXAMPLE", b"EXAMPL\xc9", 1)), SYNTAX, "un.xml:4:")
    house.refuses(*un(UN.replace(b"UTF-8", b"windows-1251", 1)), SYNTAX, "un.xml:1:", "windows-1251")
    house.refuses(*un(UN.replace(b"EXAMPLE", b"EXA\0MPLE", 1)), SYNTAX, "un.xml:4:")
    house.refuses(*un(UN + b"\x1a"), SYNTAX, f"un.xml:{UN.count(10) + 1}:")
    house.take(*un(UN.decode().replace("UTF-8", "UTF-16").encode("utf-16"))).ends(CLEAR)


def xml_entities_unknown(house):
    """An entity that nothing defines is refused"""
    house.refuses(*un(UN.replace(b"EXAMPLE", b"&eacute;", 1)), SYNTAX, "un.xml:4:", "entity")


def xml_twice(house):
    """An entry that stands twice is refused with both lines"""
    house.refuses(*un(UN.replace(b"KPi.002", b"KPi.001")), SYNTAX, "un.xml:6", "KPi.001",
                  "lines 4 and 6")
    house.refuses(*sdn_xml(SDN_XML.replace(b"9002", b"9001")), SYNTAX, "sdn.xml:4", "9001")


def xml_deep(house):
    """XML nested 10,000 deep reaches a limit"""
    deep = b"<a>" * 10000 + b"</a>" * 10000
    house.refuses(*un(UN.replace(b"EXAMPLE", deep, 1)), LIMIT, "un.xml:4:")


def xml_of_another_list(house):
    """Another list, a web page, a shortened list are refused"""
    house.refuses(*un(SDN_XML), SYNTAX, "un.xml:2:", "sdnList")
    house.refuses(*sdn_xml(UN), SYNTAX, "sdn.xml:2:", "CONSOLIDATED_LIST")
    page = b"<!DOCTYPE html>\n<html><body>Access denied</body></html>"
    house.refuses(*un(page), SYNTAX, "un.xml:1:", "web page")
    house.refuses(*sdn_xml(page), SYNTAX, "sdn.xml:1:", "web page")
    house.refuses(*sdn_xml(SDN_XML.replace(b"Count>6", b"Count>7")), UNDECIDED, "sdn.xml", "7 entries")
    house.refuses(*un((editions.UN_HEAD + editions.UN_TAIL).encode()), UNDECIDED, "un.xml", "no entry")
    house.refuses("un_sc", {"a.xml": UN, "b.xml": UN}, USAGE, "2 were given")


def xml_unreadable_date(house):
    """A birth date 00/00/1980 in the UN list is kept as a note, and told with its line"""
    house.take(*un(UN.replace(b"<DATE>1970-01-02", b"<DATE>00/00/1980", 1))).ends(CLEAR).says(
        "un.xml:5", "KPi.001", "00/00/1980")
    if "00/00/1980" not in house.run("show", "un_sc-KPi.001").ends(CLEAR).out:
        raise Wrong("the note is not there")


# --- OFAC's CSV --------------------------------------------------------------------------------


def csv_missing_quote(house):
    """A missing quote in OFAC's CSV is refused with its line"""
    house.refuses(*sdn(sdn=swap(b'","individual"', b',"individual"')), SYNTAX, "sdn.csv:1")
    house.refuses(*sdn(sdn=swap(b'9002,"EXAMPLE', b"9002,EXAMPLE")), SYNTAX, "sdn.csv:2")
    house.refuses(*sdn(alt=swap(b'"aka"', b'"aka')), SYNTAX, "alt.csv:1")


def csv_end_mark(house):
    """0x1A at the end is OFAC's end mark; text behind it, or no mark, is told"""
    house.take(*sdn()).ends(CLEAR)
    unmarked = {name: b[:-1] for name, b in SDN.items() if b != b"\x1a"}
    house.take("us_ofac_sdn", unmarked).ends(CLEAR).says("sdn.csv", "0x1A")
    for name in unmarked:
        house.refuses("us_ofac_sdn", {**SDN, name: unmarked[name]}, UNDECIDED,
                      f"'{name}' lacks the end mark (0x1A) that other files have")
    house.take("us_ofac_sdn", {**SDN, "sdn.csv": unmarked["sdn.csv"]}, "--accept", "converted").ends(
        CLEAR).says("taken although doubtful, as 'converted'", "lacks the end mark")
    behind = SDN["sdn.csv"].count(10) + 1
    house.refuses(*sdn(sdn=lambda b: b + b"9,"), SYNTAX, f"sdn.csv:{behind}")
    house.refuses(*sdn(sdn=lambda b: b + b"\x1a"), SYNTAX, f"sdn.csv:{behind}")


def csv_cut(house):
    """OFAC's CSV cut inside a row or between two is refused with its line"""
    whole = SDN["sdn.csv"]
    for cut in range(20, len(whole) - 3, 38):
        house.refuses(*sdn(sdn=lambda b, c=cut: b[:c]), SYNTAX, f"sdn.csv:{whole[:cut].count(10) + 1}")
    for rows in (1, 2, 3):
        end = len(b"".join(whole.splitlines(True)[:rows]))
        house.refuses(*sdn(sdn=lambda b, c=end: b[:c]), UNDECIDED, f"sdn.csv:{rows}", "was cut")
        for cut in (end - 1, end - 2):
            house.refuses(*sdn(sdn=lambda b, c=cut: b[:c]), SYNTAX, f"sdn.csv:{rows}", "last row")
    for name in ("sdn.csv", "alt.csv", "add.csv"):
        whole = SDN[name]
        for cut in range(1, len(whole)):
            is_between = whole[:cut].endswith(b"\n")
            if cut % 7 and not is_between and not whole[:cut].endswith(b"\r"):
                continue
            house.refuses("us_ofac_sdn", {**SDN, name: whole[:cut]},
                          UNDECIDED if is_between else SYNTAX, name)


def csv_encoding(house):
    """OFAC's CSV in a wrong encoding, or with zero bytes, is refused"""
    house.refuses(*sdn(sdn=swap(b"EXAMPLE", b"EXAMPL\xc9")), SYNTAX, "sdn.csv:1:13", "UTF-8")
    house.refuses(*sdn(sdn=lambda b: b.decode().encode("utf-16")), SYNTAX, "sdn.csv:1:1", "UTF-16")
    house.refuses(*sdn(add=swap(b"Example", b"Ex\0mple")), SYNTAX, "add.csv:1", "zero byte")
    house.refuses(*sdn(sdn=lambda b: b.replace(b"\r\n", b"\r")), SYNTAX, "sdn.csv:1")


def csv_empty(house):
    """Empty files are refused, bare end marks are warned about"""
    house.refuses(*sdn(sdn=lambda b: b""), SYNTAX, "sdn.csv", "empty")
    house.refuses(*sdn(alt=lambda b: b"\r\n"), SYNTAX, "alt.csv", "empty")
    house.refuses(*sdn(sdn=lambda b: b"\x1a"), SYNTAX, "no SDN file")
    for source in (un, own, ftm, sdn_xml):
        for nothing in (b"", b"\n \n"):
            house.refuses(*source(nothing), SYNTAX, "empty")
    house.refuses(*sdn(alt=lambda b: b"\x1a"), UNDECIDED, "0 aliases (4 in use)")
    house.take(*sdn(alt=lambda b: b"\x1a"), "--accept", "no aliases today").ends(CLEAR).says(
        "alt.csv", "no rows")


def csv_twice(house):
    """A number that stands twice in OFAC's CSV is refused with both lines"""
    house.refuses(*sdn(sdn=swap(b"9002,", b"9001,")), SYNTAX, "sdn.csv:2", "lines 1 and 2")


def csv_strange_rows(house):
    """Rows that are no rows, and files that are not the four, are refused"""
    house.refuses(*sdn(sdn=swap(b"9002,", b"90x2,")), SYNTAX, "sdn.csv:2:1", "90x2")
    house.refuses(*sdn(alt=lambda b: SDN["add.csv"]), SYNTAX, "alt.csv", "two ADD")
    house.refuses("us_ofac_sdn", {"alt.csv": SDN["alt.csv"]}, SYNTAX, "alt.csv", "no SDN file")
    house.refuses("us_ofac_sdn", {"sdn.csv": b"a,b,c\n1,2,3\n"}, SYNTAX, "sdn.csv:1", "3 columns")
    house.refuses("us_ofac_sdn", {"sdn.csv": OWN}, SYNTAX, "sdn.csv:1")
    house.refuses("us_ofac_sdn", {"sdn.csv": b"\x1f\x8b\x08\0"}, SYNTAX, "sdn.csv:1")
    house.take(*sdn(alt=lambda b: b.replace(b"\x1a", b'8888,9,"aka","X",-0- \r\n\x1a'))).ends(
        CLEAR).says("alt.csv:5", "8888")


def csv_odd_values(house):
    """A malformed wallet in OFAC's CSV is matched as text, and told with its line"""
    house.take(*sdn(sdn=swap(b"DOB 17 May 1970", b"Digital Currency Address - ETH 0x1234")),
               "--edition", "2026-02-25").ends(CLEAR).says("sdn.csv:1", "9001", "0x1234", "malformed")
    verdict = house.screen(b'{"wallet":"0x1234"}').answers()[0]["verdict"]
    if verdict != "stop":
        raise Wrong(f"the wallet as listed gives {verdict}")


# --- an own list -------------------------------------------------------------------------------


def own_columns(house):
    """An unknown column is refused, the nearest known one is named"""
    house.refuses(*own(swap(b"passport", b"pasport")(OWN)), SYNTAX, "own.csv:1:39", "'pasport'", "'passport'")
    house.refuses(*own(swap(b"birth_date", b"birthdate")(OWN)), SYNTAX, "own.csv:1", "'birth_date'")
    house.refuses(*own(swap(b"alias", b"name")(OWN)), SYNTAX, "own.csv:1:14", "twice")
    house.refuses(*own(b"id,alias,country\nE1,x,kp\n"), SYNTAX, "own.csv:1", "no column 'name'")


def own_twice(house):
    """An id that stands twice is refused with both lines"""
    house.refuses(*own(swap(b"E2,", b"E1,")(OWN)), SYNTAX, "own.csv:3", "lines 2 and 3")
    house.refuses(*own(swap(b"E2,", b",")(OWN)), SYNTAX, "own.csv:3:1", "'id' is empty")


def own_dates(house):
    """00/00/1980 is the year 1980; a day that is none, or can be read in two ways, is refused"""
    house.refuses(*own(swap(b"1951-05-17", b"31/02/1980")(OWN)), SYNTAX, "own.csv:2:46", "31/02/1980")
    house.refuses(*own(swap(b"1951-05-17", b"03/04/1980")(OWN)), SYNTAX, "own.csv:2:46", "two ways")
    house.refuses(*own(swap(b"1951-05-17", b"00/13/1980")(OWN)), SYNTAX, "own.csv:2:46")
    house.take(*own(swap(b"1951-05-17", b"00/00/1980")(OWN))).ends(CLEAR)
    if '"birthDate","value":"1980",' not in house.run("show", "--json", "own-E1").ends(CLEAR).out:
        raise Wrong("not the year alone")


def own_values(house):
    """Other values that cannot be meant are refused with line and column"""
    house.refuses(*own(swap(b",kp,", b",Atlantis,")(OWN)), SYNTAX, "own.csv:2:57", "Atlantis")
    house.refuses(*own(swap(b",person,", b",persn,")(OWN)), SYNTAX, "own.csv:2", "person")
    house.refuses(*own(swap(b"X100001", b"none")(OWN)), SYNTAX, "own.csv:2", "'none'")
    house.refuses(*own(swap(b"X100001,", b"X100001,0x 1234")(OWN)), SYNTAX, "own.csv:2", "wallet")
    house.take(*own(swap(b"X100001,", b"X100001,0x1234")(OWN))).ends(CLEAR).says(
        "own.csv:2", "E1", "0x1234", "malformed")


def own_shape(house):
    """Quotes, columns, encoding and end of an own list"""
    house.refuses(*own(swap(b"Example Person", b'"Example Person')(OWN)), SYNTAX, "own.csv:2:4", "quote")
    house.refuses(*own(swap(b",made up,2024-01-02", b"")(OWN)), SYNTAX, "own.csv:2", "9 columns")
    house.refuses(*own(OWN[:-30]), SYNTAX, "own.csv:4", "7 columns")
    house.refuses(*own(swap(b"Example", b"Exampl\xe9")(OWN)), SYNTAX, "own.csv:2:10", "UTF-8")
    house.refuses(*own(OWN.decode().encode("utf-16")), SYNTAX, "own.csv:1:1", "UTF-8")
    house.refuses(*own(swap(b"Example", b"Ex\0mple")(OWN)), SYNTAX, "own.csv:2:6", "zero byte")
    house.refuses(*own(editions.OWN_HEAD.encode()), UNDECIDED, "own.csv", "no entry")
    house.take(*own(OWN + b"\x1a")).ends(CLEAR)
    house.take(*own(OWN.replace(b",", b";"))).ends(CLEAR)


# --- FollowTheMoney ----------------------------------------------------------------------------


def ftm_shape(house):
    """Damaged JSON lines of a list are refused with line and column"""
    house.refuses(*ftm(FTM[:-30]), SYNTAX, "e.json:3:")
    house.refuses(*ftm(FTM.replace(b"NK-2", b"NK-1")), SYNTAX, "e.json:2", "lines 1 and 2")
    house.refuses(*ftm(FTM.replace(b"Example", b"Ex\xe9", 1)), SYNTAX, "e.json:1:", "UTF-8")
    house.refuses(*ftm(FTM.replace(b"Example", b"Ex\0", 1)), SYNTAX, "e.json:1:")
    house.refuses(*ftm(FTM + b"\x1a"), SYNTAX, "e.json:4:1", "0x1A")
    house.refuses(*ftm(FTM + b'{"id":"q"}\n'), SYNTAX, "e.json:4", "schema")
    house.refuses(*ftm(FTM + b'{"id":"q","id":"r"}\n'), SYNTAX, "e.json:4", "twice")
    house.refuses(*ftm(b"[" + FTM.replace(b"\n", b",\n") + b"]"), SYNTAX, "e.json:1")
    house.refuses(*ftm(FTM.decode().encode("utf-16")), SYNTAX, "e.json")


def ftm_deep(house):
    """JSON nested 10,000 deep reaches a limit"""
    deep = b"[" * 10000 + b"]" * 10000
    line = b'{"id":"d","schema":"Person","properties":{"name":' + deep + b"}}\n"
    house.refuses(*ftm(FTM + line), LIMIT, "e.json:4:", "deep")


# --- the command line --------------------------------------------------------------------------


def asks_that_cannot_be(house):
    """Unknown sources, wrong dates, no files and too many"""
    house.refuses("us_ofac_sd", {"a": b"x"}, USAGE, "us_ofac_sd")
    house.refuses(*own(OWN), USAGE, "2024-02-31", options=["--edition", "2024-02-31"])
    house.refuses("own", {}, USAGE, "FILE")
    house.refuses("own", {str(n): OWN for n in range(257)}, USAGE, "256 files")


def files_that_are_none(house):
    """Missing files, folders, devices"""
    before = house.status()
    house.run("lists", "import", "own", house.folder / "nope").ends(STORAGE).says("nope", "No such file")
    house.run("lists", "import", "own", house.folder).ends(STORAGE).says(house.folder, "folder")
    fifo = house.folder / "fifo"
    os.mkfifo(fifo)
    for path, what in ((fifo, "a pipe"), ("/dev/null", "a device"), ("/dev/zero", "a device")):
        house.run("lists", "import", "own", path).ends(STORAGE).says(path, f"is {what}, not a file")
    house.run("lists", "import", "own", house.write("f", OWN) / "x").ends(STORAGE).says("f/x")
    if house.status() != before:
        raise Wrong("the edition in use changed")


# --- editions that are not believed --------------------------------------------------------------


def smaller_than_before(house):
    """An edition with a tenth less than the one in use is refused with the figures; a reason takes it"""
    house.take("un_sc", {"un.xml": editions.un_xml(100)}).ends(CLEAR)
    house.refuses("un_sc", {"un.xml": editions.un_xml(80)}, UNDECIDED, "82 entries (102 in use)",
                  "82 entries under DPRK programmes (102 in use)", "--accept REASON")
    house.refuses("un_sc", {"un.xml": editions.un_xml(80)}, USAGE, "reason", options=["--accept", " "])
    house.take("un_sc", {"un.xml": editions.un_xml(80)}, "--accept", "a true delisting").ends(
        CLEAR).says("taken although doubtful, as 'a true delisting': 82 entries (102 in use)")
    l = house.lists()["un_sc"]
    if l["accepted"] != "a true delisting" or "82 entries (102 in use)" not in l["doubts"]:
        raise Wrong(f"lists status says {l['accepted']}, {l['doubts']}")
    house.run("lists", "status").ends(CLEAR).says("a true delisting")
    answer = house.screen(b'{"name":"Zed Quux"}').answers()[0]
    if [l.get("accepted") for l in answer["provenance"]["lists"] if l["source"] == "un_sc"] != ["a true delisting"]:
        raise Wrong(f"provenance: {answer['provenance']}")
    meta = next(p for p in (house.data / "editions/un_sc").glob("*/meta.json")
                if "accepted" in p.read_text())
    if json.loads(meta.read_text())["accepted"]["reason"] != "a true delisting":
        raise Wrong(meta.read_text())
    if "a true delisting" not in house.run("doctor").out:
        raise Wrong("doctor does not say it")


def ofac_without_its_files(house):
    """OFAC's list with a file of few rows, or of none, does not replace the whole one"""
    house.take("us_ofac_sdn", editions.ofac_csv(100), "--edition", "2026-02-26").ends(CLEAR)
    few = editions.ofac_csv(80)
    whole = editions.ofac_csv(100)
    for name, what in (("alt.csv", "80 aliases (100 in use)"), ("add.csv", "80 addresses (100 in use)")):
        house.refuses("us_ofac_sdn", {**whole, name: few[name]}, UNDECIDED, what)
    house.refuses("us_ofac_sdn", {n: b for n, b in whole.items() if n != "alt.csv"}, UNDECIDED,
                  "0 aliases (100 in use)")
    house.refuses("us_ofac_sdn", few, UNDECIDED, "84 entries (104 in use)", "84 entries under DPRK")
    if house.lists()["us_ofac_sdn"]["lacks"]:
        raise Wrong("the whole edition lacks nothing")
    house.take("us_ofac_sdn", {"sdn.csv": whole["sdn.csv"]}, "--edition", "2026-02-27", "--accept", "no other file").ends(CLEAR)
    if house.lists()["us_ofac_sdn"]["lacks"] != ["address", "alias", "country", "previousName"]:
        raise Wrong(house.lists()["us_ofac_sdn"]["lacks"])
    house.run("lists", "status").ends(CLEAR).says("us_ofac_sdn: this edition does not carry: address, alias")


def canaries(house):
    """A list without an entry that every true edition has is refused, also the first of all"""
    shutil.rmtree(house.data)
    r = house.take("un_sc", {"un.xml": UN.replace(b"KPe.001", b"XX.001")}).ends(UNDECIDED)
    r.says("no entry KPe.001, which every true edition has")
    house.take(*sdn(sdn=swap(b"27307,", b"27308,"))).ends(UNDECIDED).says("no entry 27307")
    house.take(*sdn_xml(SDN_XML.replace(b"9345", b"9346"))).ends(UNDECIDED).says("no entry 9345")
    if (house.data / "current").read_text() != "none\n":
        raise Wrong("something is in use")


def older_than_before(house):
    """An edition older than the one in use is refused"""
    house.refuses("us_ofac_sdn", editions.ofac_csv(5), UNDECIDED, "it is of 2026-02-24, older",
                  "(2026-02-25)", options=["--edition", "2026-02-24"])
    house.refuses(*un(editions.un_xml(4).replace(b"2026-02-27", b"2026-02-20")), UNDECIDED, "of 2026-02-20")


# --- what is told about an edition ----------------------------------------------------------------


def warnings_are_kept(house):
    """All warnings that are said to stand in meta.json stand there"""
    for count, kept in ((25, 25), (300, 300), (1500, 1000)):
        rows = "".join(f"W{n},,wallet,0x{n:039x}\n" for n in range(count))
        r = house.take("own", {"own.csv": ("id,name,type,wallet\n" + rows).encode()}).ends(CLEAR)
        r.says(f"{count - 20} more like these; " + ("all" if count == kept else f"the first {kept}"))
        meta = max((house.data / "editions/own").glob("*/meta.json"), key=os.path.getmtime)
        content = json.loads(meta.read_bytes())
        if len(content["warnings"]) != kept or content["counts"]["warnings"] != count:
            raise Wrong(f"{len(content['warnings'])} of {content['counts']['warnings']} warnings")


def long_names(house):
    """A listed name above the caps is found by its parts, counted, and told in every answer"""
    words = [editions.letters(n * 7 + 1000) for n in range(1, 150)]
    packed = "; ".join(f"{a} {b} {c}" for a, b, c in zip(words[::3], words[1::3], words[2::3]))
    head = b"id,name,type\n"
    rows = f"L1,{' '.join(words)},organization\nL2,{packed},person\nL3,{'x' * 5000},person\nL4,Short One,person\n"
    house.take("own", {"own.csv": head + rows.encode()}).ends(CLEAR).says(
        "own.csv:2: entry L1: a name of", "own.csv:3: entry L2", "own.csv:4: entry L3")
    if house.lists()["own"]["long_names"] != 3:
        raise Wrong("not counted")
    if "3 names are too long" not in house.run("doctor").out:
        raise Wrong("doctor does not tell")
    asked = [(" ".join(words[:60]), "own-L1"), (" ".join(words[-50:]), "own-L1"),
             (" ".join(words[40:90]), "own-L1"), (" ".join(words[3:6]), "own-L2"),
             ("x" * 1000, None), ("Short One", "own-L4")]
    records = "".join(json.dumps({"name": name}) + "\n" for name, _ in asked).encode()
    for (name, want), a in zip(asked, house.screen(records, "--require", "own").answers()):
        told = [l.get("long_names") for l in a["provenance"]["lists"] if l["source"] == "own"]
        if told != [3] or want and want not in [h["entity_id"] for h in a["hits"]]:
            raise Wrong(f"{name[:60]}: {told}, {[h['entity_id'] for h in a['hits']]}")


def file_names_in_capitals(house):
    """SDN.CSV and sdn.csv are the same edition"""
    house.take("us_ofac_sdn", SDN).ends(CLEAR)
    small = house.lists()["us_ofac_sdn"]["raw_sha256"]
    house.take("us_ofac_sdn", {n.upper() if n != "alt.csv" else n: b for n, b in SDN.items()}).ends(CLEAR)
    if house.lists()["us_ofac_sdn"]["raw_sha256"] != small:
        raise Wrong("another hash")
    house.check_whole()
    if "SDN.CSV:1" not in house.run("show", "us_ofac_sdn-9001").out:
        raise Wrong("show does not name the file as it was given")


def shown_in_vain(house):
    """An entry that no list has is wrong usage, and no trouble of the storage"""
    house.run("show", "us_ofac_sdn-1").ends(USAGE).says("no entity 'us_ofac_sdn-1'")
    house.run("show", "--ftm", "nosuch").ends(USAGE).says("nosuch")


def grows_while_read(house):
    """A file that is still being written to is refused, never taken in part"""
    path = house.write("slow.csv", editions.own(20000))
    total = path.stat().st_size
    changed = 0
    for _ in Clock(100, 15, 1):
        p = house.start("lists", "import", "own", path, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        with open(path, "ab") as f:
            while p.poll() is None:
                f.write(b"\n")
                f.flush()
        code, err = house.finish(p)
        if code not in (CLEAR, STORAGE) or (code == STORAGE and "changed while it was read" not in err):
            raise Wrong(f"exit {code}: {err}")
        changed += code == STORAGE
        if house.lists()["own"]["entries"] not in (3, 20000):
            raise Wrong("half a list")
        os.truncate(path, total)
        if changed == 3:
            break
    house.check_whole()
    return f"{changed} met in the act"


if __name__ == "__main__":
    raise SystemExit(main([
        xml_cut_anywhere, xml_raw_ampersand, xml_raw_ampersand_as_published, xml_billion_laughs,
        xml_external_entity, xml_encoding, xml_entities_unknown, xml_twice, xml_deep,
        xml_of_another_list, xml_unreadable_date, csv_missing_quote, csv_end_mark, csv_cut,
        csv_encoding, csv_empty, csv_twice, csv_strange_rows, csv_odd_values, own_columns, own_twice,
        own_dates, own_values, own_shape, ftm_shape, ftm_deep, asks_that_cannot_be,
        files_that_are_none, smaller_than_before, ofac_without_its_files, canaries,
        older_than_before, warnings_are_kept, long_names, file_names_in_capitals, shown_in_vain,
        grows_while_read]))
