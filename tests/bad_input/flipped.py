"""Flipped, cut and lost bytes in the data folder: refused with what and where, exit status 5, never a
crash and never another answer; importing the list again mends it."""
import hashlib
import json
import os
import random
import shutil
import struct
import subprocess

import editions
from house import CLEAR, STORAGE, Skip, Wrong, main

RECORDS = (b'{"id":"1","name":"Example Person Ce"}\n{"id":"2","passport":"X100002"}\n'
           b'{"id":"3","name":"Zed Quux"}\n{"id":"4","wallet":"0x098B716B8Aaf21512996dC57EB0615e2383E2f96"}\n')
HEADER, ROW = 64, 48
EDITIONS = {"us_ofac_sdn": (editions.ofac_csv(), ["--edition", "2026-02-25"]),
            "un_sc": ({"un.xml": editions.un_xml()}, []),
            "own": ({"own.csv": editions.own().replace(
                b",,DPRK", f",{editions.WALLET},DPRK".encode(), 1)}, [])}


class Stored:
    """What is in use: its files, and the answers it gives."""

    def __init__(self, house):
        self.house, self.turn = house, 0
        for source in EDITIONS:
            self.again(source)
        self.records = house.write("records", RECORDS)
        self.hash = house.set_hash()
        self.current = house.data / "current"
        self.manifest = house.data / "sets" / (self.hash + ".set")
        self.sources = json.loads(self.manifest.read_bytes())["sources"]
        self.answer = self.screen()
        if [a["verdict"] == "clear" for a in self.answer.answers()] != [False, False, True, False]:
            self.answer.fail("not the answers that were expected")

    def again(self, source):
        content, options = EDITIONS[source]
        return self.house.take(source, content, *options).ends(CLEAR)

    def screen(self):
        return self.house.run("screen", "--json", self.records)

    def part(self, source, role):
        return self.house.data / "parts" / (source["parts"][role] + ".cds")

    def raw(self, source):
        return next((self.house.data / "editions" / source["source"]).glob("*/raw.zst"))

    def refused(self, *says):
        """Commands that need the data set say what is wrong, and end with 5: screen and doctor each
        time, the others in turn."""
        self.turn += 1
        others = (["lists", "status", "--json"], ["show", "un_sc-KPi.001"])
        for words in (["screen", "--json", self.records], others[self.turn % 2]):
            r = self.house.run(*words).ends(STORAGE).says(*says)
            if r.out:
                r.fail("an answer from damaged data")
        r = self.house.run("doctor", "--json").ends(STORAGE)
        for part in says:
            if str(part) not in r.out:
                r.fail(f"doctor does not say {part}")

    def mended(self, source):
        self.again(source)
        if self.house.set_hash() != self.hash or self.screen().out != self.answer.out:
            raise Wrong("importing again gives another data set")
        self.house.check_whole()


def flip(path, at, bit=0x40):
    content = bytearray(path.read_bytes())
    content[at] ^= bit
    path.write_bytes(content)


def sections(content):
    """(tag, offset, length) of a part's sections."""
    count = struct.unpack_from("<I", content, 12)[0]
    for i in range(count):
        row = content[HEADER + i * ROW:HEADER + (i + 1) * ROW]
        yield (row[:8].rstrip(b"\0").decode(), *struct.unpack_from("<QQ", row, 16))


def every_section(house):
    """A flipped byte in each section of each of the parts is found, with its section and place"""
    s = Stored(house)
    seen = 0
    for source in s.sources:
        for role in source["parts"]:
            path = s.part(source, role)
            whole = path.read_bytes()
            for tag, offset, length in sections(whole):
                for at in {offset, offset + length // 2, offset + length - 1} if length else ():
                    flip(path, at)
                    s.refused(path, f"section '{tag}'", f"bytes {offset} to", role, "again")
                    path.write_bytes(whole)
                    seen += 1
            flip(path, sum(next(sections(whole))[1:]) - 1)
            s.mended(source["source"])
    return f"{seen} bytes"


def every_header(house):
    """A flipped byte in a part's header, section table or padding is found"""
    s = Stored(house)
    source = s.sources[0]
    for role in source["parts"]:
        path = s.part(source, role)
        whole = path.read_bytes()
        parts = list(sections(whole))
        places = {0: "magic", 7: "magic", 10: "", 12: "", 17: "long", 30: "section table", 50: "byte"}
        places.update({HEADER + i * ROW + at: "section table" for i in range(len(parts))
                       for at in (0, 8, 10, 16, 24, 32, 47)})
        places.update({offset + length: "byte" for _, offset, length in parts if length % 64})
        for at, says in places.items():
            flip(path, at)
            s.refused(path, says)
            path.write_bytes(whole)


def another_version(house):
    """A part of another version is made anew from the kept edition, with the same answers"""
    s = Stored(house)
    for role in s.sources[0]["parts"]:
        flip(s.part(s.sources[0], role), 8)
    if s.screen().out != s.answer.out or s.house.set_hash() != s.hash:
        raise Wrong("another answer")
    house.check_whole()


def another_version_refuses(house):
    """A kept edition that another version took and this one refuses is named, and mended by an import"""
    s = Stored(house)
    own = next(e for e in s.sources if e["source"] == "own")
    manifest = json.loads(s.manifest.read_bytes())
    bad = EDITIONS["own"][0]["own.csv"].replace(b"1951-05-17", b"31/02/1980")
    head = b'{"files":[{"name":"own.csv","bytes":%d}]}\n' % len(bad)
    packed = subprocess.run(["zstd", "-c", "-"], input=head + bad, capture_output=True).stdout \
        if shutil.which("zstd") else b""
    if not packed:
        raise Skip("no zstd command here")
    digest = hashlib.sha256(bad).hexdigest()
    folder = s.raw(own).parent
    (folder / "raw.zst").write_bytes(packed)
    folder.rename(folder.with_name(folder.name[:-12] + digest[:12]))
    next(e for e in manifest["sources"] if e["source"] == "own")["raw"] = digest
    text = json.dumps(manifest, separators=(",", ":"), ensure_ascii=False).encode()
    s.manifest.with_name(hashlib.sha256(text).hexdigest() + ".set").write_bytes(text)
    s.current.write_text(hashlib.sha256(text).hexdigest() + "\n")
    flip(s.part(own, "names"), 8)
    house.run("screen", "-").ends(STORAGE).says("kept edition of 'own'", "own.csv:2", "31/02/1980", "again")
    s.mended("own")


def cut_and_lost(house):
    """A part that is cut, empty, lost, or another part is found and mended"""
    s = Stored(house)
    for source in s.sources:
        for role in source["parts"]:
            path = s.part(source, role)
            whole = path.read_bytes()
            for content in (b"", whole[:40], whole[:len(whole) // 2], whole[:-1], whole + b"\0"):
                path.write_bytes(content)
                s.refused(path, role, "again")
            path.unlink()
            s.refused(path, "missing", role, "again")
            s.mended(source["source"])
    one, other = s.part(s.sources[0], "names"), s.part(s.sources[0], "wallets")
    one.write_bytes(other.read_bytes())
    house.run("lists", "status").ends(STORAGE).says("again")
    s.mended(s.sources[0]["source"])


def current(house):
    """A damaged or lost 'current' is found; any import finds the other lists again"""
    s = Stored(house)
    whole = s.current.read_bytes()
    flipped = [bytes(b ^ (0x40 if i == at else 0) for i, b in enumerate(whole)) for at in (0, 33, 63, 64)]
    one_digit = bytes([whole[0] ^ 1]) + whole[1:]
    for content in flipped + [one_digit, b"", b"none", whole[:-1], whole + b"x", b"../../etc/passwd\n"]:
        s.current.write_bytes(content)
        s.refused(house.data, "import any list again")
    s.current.unlink()
    s.refused(s.current, "missing")
    for number, source in enumerate(EDITIONS):
        if number:
            s.current.write_bytes(b"damaged")
        r = s.again(source)
        r.says(*(f"'{other}' was made anew" for other in EDITIONS if other != source))
        s.mended(source)


def manifest(house):
    """A damaged or lost manifest is found; any import finds the other lists again"""
    s = Stored(house)
    whole = s.manifest.read_bytes()
    for at in range(0, len(whole), len(whole) // 40):
        flip(s.manifest, at)
        s.refused(s.manifest, "manifest is damaged")
        s.manifest.write_bytes(whole)
    for content in (b"", whole[:-1], whole + b"\n", None):
        s.manifest.unlink() if content is None else s.manifest.write_bytes(content)
        s.refused(s.manifest, "manifest")
        s.again("own").says("'us_ofac_sdn' was made anew", "'un_sc' was made anew")
        s.mended("own")


def manifest_and_kept(house):
    """With the manifest and a kept edition damaged, that list is asked for, and none is dropped"""
    s = Stored(house)
    whole = s.manifest.read_bytes()
    un = next(e for e in s.sources if e["source"] == "un_sc")
    flip(s.manifest, 10)
    flip(s.raw(un), 60)
    content, options = EDITIONS["own"]
    house.take("own", content, *options).ends(STORAGE).says(s.raw(un), "import 'un_sc' again")
    s.refused(s.manifest)
    s.again("un_sc").says("'own' was made anew")
    s.mended("own")
    if s.manifest.read_bytes() != whole:
        raise Wrong("another manifest")


def kept_editions(house):
    """A damaged kept edition is found by doctor, answers stay, importing again mends it"""
    s = Stored(house)
    for source in s.sources:
        path = s.raw(source)
        whole = path.read_bytes()
        damaged = [whole[:-3], b"", whole[:10], None]
        damaged += [whole[:at] + bytes([whole[at] ^ 0x20]) + whole[at + 1:]
                    for at in range(0, len(whole), max(1, len(whole) // 25))]
        for content in damaged:
            path.unlink() if content is None else path.write_bytes(content)
            r = house.run("doctor", "--json").ends(STORAGE)
            if str(path) not in r.out or f"import '{source['source']}' again" not in r.out:
                r.fail("doctor does not name the kept edition")
            if s.screen().out != s.answer.out:
                raise Wrong("another answer")
        s.mended(source["source"])


def what_is_no_file(house):
    """A pipe, a device or a folder in the place of a stored file is told at once, with its name"""
    s = Stored(house)
    source = s.sources[0]
    places = [s.part(source, role) for role in source["parts"]] + [s.current, s.manifest]
    for path in places:
        whole = path.read_bytes()
        for put, says in ((os.mkfifo, "a pipe"), (os.mkdir, "a folder"),
                          (lambda p: p.symlink_to("/dev/zero"), "a device")):
            path.unlink()
            put(path)
            s.refused(path, f"is {says}, not a file")
            path.rmdir() if path.is_dir() else path.unlink()
            path.write_bytes(whole)
    raw = s.raw(source)
    raw.unlink()
    os.mkfifo(raw)
    r = house.run("doctor", "--json").ends(STORAGE)
    if str(raw) not in r.out or "is a pipe" not in r.out:
        r.fail("doctor does not name the kept edition")
    lock = house.data / "lock"
    lock.unlink()
    os.mkfifo(lock)
    house.take("own", EDITIONS["own"][0]).ends(STORAGE).says("lock", "is a pipe")
    lock.unlink()
    s.mended(source["source"])


def exchanged(house):
    """A part that is whole, and another one than was stored, is found when the set is opened"""
    s = Stored(house)
    other = {"us_ofac_sdn": editions.ofac_csv(6, "Another"), "un_sc": {"un.xml": editions.un_xml(6, "ANOTHER")},
             "own": {"own.csv": editions.own(6, "Another")}}
    stored = {(e["source"], r): s.part(e, r).read_bytes() for e in s.sources for r in e["parts"]}
    for source, content in other.items():
        house.take(source, content, *EDITIONS[source][1]).ends(CLEAR)
    now = json.loads((house.data / "sets" / (house.set_hash() + ".set")).read_bytes())["sources"]
    seen = 0
    for e in now:
        for role in e["parts"]:
            path = s.part(e, role)
            whole = path.read_bytes()
            if whole == stored[e["source"], role]:
                continue  # nothing of it differs between the two editions
            path.write_bytes(stored[e["source"], role])
            s.refused(path, "another part", role, f"'{e['source']}'", "again")
            path.write_bytes(whole)
            seen += 1
    if seen < 8:
        raise Wrong(f"only {seen} parts differ")


def anywhere(house):
    """Bytes flipped anywhere: refused, made anew, or not in use; never another answer"""
    s = Stored(house)
    chance = random.Random(20260228)
    files = [p for p in house.data.rglob("*") if p.is_file() and p.name != "lock"]
    for _ in range(300):
        path = chance.choice(files)
        whole = path.read_bytes()
        for _ in range(chance.choice((1, 1, 2, 8))):
            flip(path, chance.randrange(len(whole)), 1 << chance.randrange(8))
        if path.read_bytes() != whole:
            r = s.screen()
            if r.code != STORAGE and r.out != s.answer.out:
                r.fail(f"another answer after damage in {path}")
        path.write_bytes(whole)


if __name__ == "__main__":
    raise SystemExit(main([every_section, every_header, another_version,
                           another_version_refuses, cut_and_lost, current,
                           manifest, manifest_and_kept, kept_editions, what_is_no_file, exchanged,
                           anywhere]))
