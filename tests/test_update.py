"""`cordon lists update` against real web servers on loopback. usage: test_update.py CORDON [TEST...]

Every case says who answered how, what the command made of it, and that the edition in use stayed in use.
"""
import fcntl
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "bad_input"))
import editions  # noqa: E402
from house import (CLEAR, INTERRUPTED, LIMIT, STORAGE, SYNTAX, UNDECIDED, USAGE, House, Skip, Wrong, report, say)  # noqa: E402

import web  # noqa: E402

QUICK = ("--tries", "1", "--stall", "10", "--timeout", "20")
SHARED = pathlib.Path(os.environ.get("CORDON_SHARED", "../shared")) / "data"
SERVERS = {}


def nginx():
    return SERVERS["nginx"]


def rogue():
    return SERVERS["rogue"]


def un(count=40, day="2026-02-27", word="EXAMPLE"):
    return editions.un_xml(count, word).replace(b"2026-02-27", day.encode())


class Desk(House):
    """A data folder whose lists come over the net. Time is the machine's: servers tell theirs."""

    def __init__(self, command, folder):
        super().__init__(command, folder)
        self.env.update(SERVERS["guard"].settings(), TMPDIR=str(self.folder))
        self.as_of = None

    def words(self, *args):
        when = ["--as-of", self.as_of] if self.as_of else []
        words = [self.command, "--data", str(self.data), *when, *map(str, args)]
        for word in words:  # the guard: nothing that is typed names another machine
            host = re.match(r"https?://([^/:]*)", word)
            if host and not re.fullmatch(r"127\.0\.0\.\d+", host[1]):
                raise Wrong(f"{word} is not on loopback")
        return words

    def addresses(self, rows):
        """{source: url, or (url, link, hosts, cap)} as a file of addresses."""
        lines = []
        for source, row in rows.items():
            row = (row,) if isinstance(row, str) else row
            for url in re.findall(r"https?://([^/:\t]*)", "\t".join(row)):
                if not re.fullmatch(r"127\.0\.0\.\d+", url):
                    raise Wrong(f"{url} is not on loopback")
            lines.append("\t".join((source,) + row))
        return self.write("addresses.tsv", ("# ours\n" + "\n".join(lines) + "\n").encode())

    def update(self, *args, mode="update"):
        """Run it with --json; ({source: result}, run)."""
        run = self.run("lists", mode, "--json", *args)
        found = {o["source"]: o for o in json.loads(run.out)["sources"]} if run.out else {}
        return found, run

    def from_mirror(self, *args):
        return self.update("--mirror", nginx().url(), *args)

    def at(self, rows, *args, quick=QUICK):
        rows = {"un_sc": rows} if isinstance(rows, (str, tuple)) else rows
        return self.update("--addresses", self.addresses(rows), *quick, *rows, *args)

    def has_un(self, content=None):
        """Publish the UN list on the mirror and take it."""
        nginx().put("un_sc/consolidated.xml", content or un())
        found, run = self.from_mirror("un_sc")
        run.ends(CLEAR)
        return found["un_sc"]

    def keeps(self, rows, code, result, *says, quick=QUICK):
        """An update of un_sc that must not change what is in use."""
        before = self.status_of("un_sc")
        found, run = self.at(rows, quick=quick)
        run.ends(code)
        one = found["un_sc"]
        expect(one["result"], result, one)
        for part in says:
            if part not in one["why"]:
                raise Wrong(f"want in why: {part}; got: {one['why']}")
        after = self.status_of("un_sc")
        for key in ("edition", "raw_sha256", "entries"):
            expect(after[key], before[key], "in use")
        if self.leftovers():
            raise Wrong(f"left behind: {self.leftovers()}")
        return one

    def status_of(self, source):
        return self.lists()[source]

    def note(self, source):
        return json.loads((self.data / "fetch" / source / "state.json").read_text())


def expect(got, want, what=""):
    if got != want:
        raise Wrong(f"want {want!r}, got {got!r}: {what}")


# --- what is well ------------------------------------------------------------------------------------


def fetched_then_unchanged(desk):
    """200 puts a list in use, 304 leaves it, a new edition replaces it"""
    one = desk.has_un()
    expect((one["result"], one["edition"], one["before"]), ("updated", "2026-02-27", None))
    before = desk.set_hash()
    found, run = desk.from_mirror("un_sc")
    expect((run.ends(CLEAR).code, found["un_sc"]["result"]), (0, "unchanged"))
    expect(nginx().log()[-1], ("/un_sc/consolidated.xml", 304))
    expect(desk.set_hash(), before)
    one = desk.has_un(un(41, "2026-03-01"))
    expect((one["result"], one["edition"], one["before"], one["entries"]), ("updated", "2026-03-01", "2026-02-27", 44))
    expect(nginx().log()[-1], ("/un_sc/consolidated.xml", 200))
    status = desk.status_of("un_sc")
    expect((status["last_result"], status["last_check"][:4] >= "2026", status["proven"]), ("updated", True, None))


def asks_without_marks_for_another(desk):
    """Marks of one edition are not sent when another is in use, nor to another address"""
    desk.has_un()
    desk.take("un_sc", {"un.xml": un(42)}).ends(CLEAR)
    expect(desk.has_un(un())["result"], "updated")
    expect(nginx().log()[-1][1], 200)
    found, _ = desk.at(nginx().url("packed/un_sc/consolidated.xml"))
    expect((found["un_sc"]["result"], nginx().log()[-1][1]), ("unchanged", 200), "the same bytes from elsewhere")


def same_bytes_without_marks(desk):
    """A server without ETag: the same bytes are unchanged; a 304 nobody asked for is a failure"""
    rogue().body = un()
    expect(desk.at(rogue().url("plain/a"))[0]["un_sc"]["result"], "updated")
    expect(desk.at(rogue().url("plain/a"))[0]["un_sc"]["result"], "unchanged")
    if "If-" in rogue().requests[-1]:
        raise Wrong("a condition without a mark")
    desk.keeps(rogue().url("lie/x"), STORAGE, "failed", "answered 304")


def only_get(desk):
    """Nothing but GET is sent, with a plain name and no cookie, credential or referer"""
    rogue().body = un()
    desk.write(".netrc", b"machine 127.0.0.1 login somebody password secret\n")
    desk.at(rogue().url("plain/get"))
    head = rogue().requests[-1]
    names = sorted(line.split(":")[0].lower() for line in head.splitlines()[1:] if line)
    expect(head.split()[0], "GET")
    expect(names, ["accept", "accept-encoding", "host", "user-agent"])


def packed(desk):
    """gzip is unpacked, also in several pieces, and its weak ETag is sent back"""
    nginx().put("un_sc/consolidated.xml", un())
    url = nginx().url("packed/un_sc/consolidated.xml")
    expect(desk.at(url)[0]["un_sc"]["result"], "updated")
    expect(desk.at(url)[0]["un_sc"]["result"], "unchanged")
    expect(nginx().log()[-1][1], 304)
    rogue().body = un(43)
    expect(desk.at(rogue().url("packed/x"))[0]["un_sc"]["entries"], 46)


def real_lists(desk):
    """The real lists under the official names: taken, brought forward, not brought back"""
    old, new = SHARED / "un-sc-2025-04-19", SHARED / "un-sc-2026-02-27"
    sdn = SHARED / "us-ofac-sdn-2023-12-28"
    if not (old.exists() and new.exists() and sdn.exists()):
        raise Skip("no shared data")
    one = desk.has_un(next(old.glob("*.xml")).read_bytes())
    expect((one["edition"], one["persons"], one["entries"], one["dprk_entries"]), ("2025-04-19", 684, 877, 155))
    one = desk.has_un(next(new.glob("*.xml")).read_bytes())
    expect((one["edition"], one["before"], one["persons"]), ("2026-02-27", "2025-04-19", 730))
    nginx().put("un_sc/consolidated.xml", next(old.glob("*.xml")).read_bytes())
    found, run = desk.from_mirror("un_sc")
    run.ends(UNDECIDED)
    if "older than the edition in use" not in found["un_sc"]["why"]:
        raise Wrong(found)
    medium = desk.folder / "medium" / "us_ofac_sdn"
    medium.mkdir(parents=True)
    for path in sdn.glob("*.csv"):
        shutil.copy(path, medium / path.name.upper())
    found, run = desk.update("--from", desk.folder / "medium")
    run.ends(CLEAR)
    expect((found["us_ofac_sdn"]["entries"], found["us_ofac_sdn"]["aliases"]), (13821, 17091))


# --- redirects ----------------------------------------------------------------------------------------


def redirects_inside(desk):
    """Redirects to the source's own hosts are followed, three of them"""
    nginx().put("un_sc/consolidated.xml", un())
    expect(desk.at(nginx().url("inside"))[0]["un_sc"]["result"], "updated")
    expect(desk.at(nginx().url("three"))[0]["un_sc"]["result"], "unchanged")
    row = (nginx().url("outside"), "", "127.0.0.1,127.0.0.2")
    expect(desk.at(row)[0]["un_sc"]["result"], "unchanged", "a second host of the list")


def redirects_refused(desk):
    """A redirect out of the hosts, round and round, to a file or with a password is refused"""
    desk.has_un()
    before = len([p for p, _ in nginx().log() if p == "/un_sc/consolidated.xml"])
    desk.keeps(nginx().url("outside"), UNDECIDED, "refused", "redirected to host '127.0.0.2'", "127.0.0.1")
    desk.keeps(nginx().url("loop"), UNDECIDED, "refused", "more than 3 redirects")
    desk.keeps(nginx().url("file"), UNDECIDED, "refused", "no web server's address")
    desk.keeps(nginx().url("user"), UNDECIDED, "refused", "a user's name in it")
    desk.keeps(nginx().url("nowhere"), STORAGE, "failed", "answered 302")
    expect(len([p for p, _ in nginx().log() if p == "/un_sc/consolidated.xml"]), before, "asked elsewhere")
    expect(len([p for p, _ in nginx().log() if p == "/loop"]), 4)


def tls(desk):
    """https: a certificate that nobody vouches for is refused, and so is a redirect down to http"""
    if not nginx().ca:
        raise Skip("no openssl to make a certificate with")
    desk.has_un()
    desk.keeps(nginx().tls_url("un_sc/consolidated.xml"), STORAGE, "failed", "certificate")
    ca = ("--ca", nginx().ca, *QUICK)
    expect(desk.at(nginx().tls_url("un_sc/consolidated.xml"), quick=ca)[0]["un_sc"]["result"], "unchanged")
    desk.keeps(nginx().tls_url("down"), UNDECIDED, "refused", "http", quick=ca)


# --- answers ------------------------------------------------------------------------------------------


def answers(desk):
    """404 and 403 are final; 503 is asked again; each by name"""
    desk.has_un()
    two = ("--tries", "2")
    desk.keeps(nginx().url("gone/list.xml"), STORAGE, "failed", "/gone/list.xml: answered 404, not found", quick=two)
    desk.keeps(nginx().url("forbidden"), STORAGE, "failed", "answered 403", quick=two)
    desk.keeps(nginx().url("unavailable"), STORAGE, "failed", "answered 503, service unavailable", quick=two)
    paths = [p for p, _ in nginx().log()]
    expect((paths.count("/gone/list.xml"), paths.count("/forbidden"), paths.count("/unavailable")), (1, 1, 2))


def tries_again(desk):
    """500 and then 200 is well; 429 waits as long as the server asks; a day is too long"""
    rogue().body = un()
    three = ("--tries", "3")
    expect(desk.at(rogue().url("flaky/a"), quick=three)[0]["un_sc"]["result"], "updated")
    expect(rogue().count("flaky/a"), 2)
    began = time.monotonic()
    expect(desk.at(rogue().url("busy/a"), quick=three)[0]["un_sc"]["result"], "unchanged")
    if not 1.9 < time.monotonic() - began < 15:
        raise Wrong("Retry-After was not obeyed")
    desk.keeps(rogue().url("tomorrow/a"), STORAGE, "failed", "answered 429, too many requests", quick=three)
    expect(rogue().count("tomorrow/a"), 1)


def on_the_way(desk):
    """Slow, silent, endless, dripping, cut off, nobody there: each fails by name, and the others go on"""
    desk.has_un()
    rogue().body = editions.own(4)
    closed = web.free_port()
    nginx().put("us_court/list.csv", editions.own(50))
    rows = {
        "us_ofac_sdn": nginx().url("slow/us_court/list.csv"),
        "us_ofac_cons": rogue().url("silent/a"),
        "eu_fsf": (rogue().url("endless/a"), "", "", "3"),
        "uk_fcdo": rogue().url("drip/a"),
        "ch_seco": rogue().url("short/a"),
        "ca_sema": rogue().url("chunk/a"),
        "us_csl": rogue().url("open/a"),
        "id_dppspm": f"http://127.0.0.1:{closed}/a",
        "us_fincen_311": rogue().url("packedhalf/a"),
        "au_dfat": rogue().url("brotli/a"),
        "wallet_labels": (rogue().url("bomb/a"), "", "", "40"),
        "graphsense": (rogue().url("huge/a"), "", "", "40"),
        "us_court": rogue().url("plain/b"),
        "un_sc": nginx().url("un_sc/consolidated.xml"),
    }
    want = {
        "us_ofac_sdn": "too slow|did not end", "us_ofac_cons": "silent for 3 s|did not end",
        "eu_fsf": "larger than 3 MiB", "uk_fcdo": "did not end within 6 s", "ch_seco": "cut off after", "ca_sema": "cut off after",
        "us_csl": "did not say where the file ends", "id_dppspm": "connect",
        "us_fincen_311": "its packed form ends too early", "au_dfat": "packed in a way",
        "wallet_labels": "larger than 40 MiB", "graphsense": "larger than 40 MiB",
    }
    found, run = desk.at(rows, "--jobs", "14", quick=("--tries", "1", "--stall", "3", "--timeout", "6"))
    run.ends(STORAGE)
    for source, words in want.items():
        one = found[source]
        if one["result"] not in ("failed", "refused") or not any(w in one["why"] for w in words.split("|")):
            raise Wrong(f"{source}: want {words!r}: {one['result']}: {one['why']}")
        expect(one["result"] == "refused", "larger" in words, source)
    expect((found["us_court"]["result"], found["un_sc"]["result"]), ("updated", "unchanged"))
    expect(sorted(s for s, l in desk.lists().items() if not l["starter"]), ["un_sc", "us_court"])
    if desk.leftovers() or list(desk.data.glob("fetch/*/new")):
        raise Wrong("left behind")
    expect(desk.note("ch_seco")["result"], "failed")


# --- contents -----------------------------------------------------------------------------------------


def not_to_be_believed(desk):
    """A web page, half a file, a tenth less, no canary, an older list: refused, and kept to be looked at"""
    desk.has_un()
    url = nginx().url("un_sc/consolidated.xml")
    desk.keeps(nginx().url("login"), SYNTAX, "refused", "a web page came instead of the list")
    whole = un(60, "2026-03-01")
    cases = (
        (whole[:len(whole) // 2], SYNTAX, "consolidated.xml:"),
        (un(35, "2026-03-01"), UNDECIDED, "38 entries (43 in use)"),
        (whole.replace(b"KPe.001", b"KPe.999"), UNDECIDED, "no entry KPe.001, which every true edition has"),
        (un(60, "2026-02-20"), UNDECIDED, "older than the edition in use (2026-02-27)"),
        (editions.own(50), SYNTAX, ""),
        (b"", SYNTAX, "empty"),
    )
    for content, code, words in cases:
        nginx().put("un_sc/consolidated.xml", content)
        one = desk.keeps(url, code, "refused", words)
        expect((pathlib.Path(one["kept"]) / "consolidated.xml").read_bytes(), content)
        if "--accept" in one["why"]:
            raise Wrong(one["why"])
        status = desk.status_of("un_sc")
        expect((status["last_result"], status["last_why"]), ("refused", one["why"]))


def accepted(desk):
    """lists accept takes what was refused, with a reason that stays; then it is unchanged"""
    desk.has_un()
    desk.run("lists", "accept", "un_sc", "--reason", "why not").ends(USAGE).says("refused nothing")
    nginx().put("un_sc/consolidated.xml", un(20, "2026-03-01"))
    found, run = desk.from_mirror("un_sc")
    run.ends(UNDECIDED).says("cordon lists accept un_sc --reason")
    desk.run("lists", "accept", "un_sc").ends(USAGE).says("--reason")
    desk.run("lists", "accept", "nobody", "--reason", "x").ends(USAGE).says("unknown source")
    kept = desk.data / "fetch/un_sc/refused/consolidated.xml"
    content = kept.read_bytes()
    kept.write_bytes(content.replace(b"EXAMPLE", b"ANOTHER"))
    desk.run("lists", "accept", "un_sc", "--reason", "seen").ends(STORAGE).says("does not hold what was refused")
    kept.write_bytes(content)
    desk.run("lists", "accept", "un_sc", "--reason", "seen on the site, A. B.").ends(CLEAR)
    status = desk.status_of("un_sc")
    expect((status["entries"], status["accepted"]), (23, "seen on the site, A. B."))
    found, _ = desk.from_mirror("un_sc")
    expect((found["un_sc"]["result"], nginx().log()[-1][1]), ("unchanged", 304))
    desk.run("lists", "accept", "un_sc", "--reason", "again").ends(USAGE)


def one_fails(desk):
    """Of two sources one fails: the other is in use, and the status says so"""
    nginx().put("un_sc/consolidated.xml", un())
    found, run = desk.from_mirror("un_sc", "us_ofac_sdn", *QUICK)
    run.ends(STORAGE)
    expect((found["un_sc"]["result"], found["us_ofac_sdn"]["result"]), ("updated", "failed"))
    shutil.rmtree(nginx().www / "us_ofac_sdn", ignore_errors=True)
    found, run = desk.from_mirror(*QUICK)  # by default: what is in use and what is required
    expect(sorted(found), ["un_sc", "us_ofac_sdn"])
    table = desk.run("lists", "update", "--mirror", nginx().url(), *QUICK).ends(STORAGE).out
    for words in ("un_sc", "unchanged", "us_ofac_sdn", "failed", "answered 404"):
        if words not in table:
            raise Wrong(table)


def clocks(desk):
    """A clock that is a day off, ours or the list's, is said, and nothing becomes fresh"""
    desk.has_un()
    good = desk.note("un_sc")["good_s"]
    rogue().body = un(45, "2026-03-02")
    desk.keeps(rogue().url("longago/a"), UNDECIDED, "refused", "by the server's clock 2022-01-01; set the clock")
    desk.as_of = "2025-01-01"
    desk.keeps(nginx().url("un_sc/consolidated.xml"), UNDECIDED, "refused", "by this machine's clock or --as-of it is 2025-01-01")
    medium = desk.write("medium/un_sc/un.xml", rogue().body).parents[1]
    found, run = desk.update("--from", medium)
    if "last fetched on" not in found["un_sc"]["why"]:
        raise Wrong(found)
    if "lists accept" in run.err:  # a clock is set, and no list is accepted for it
        raise Wrong(run.err)
    expect(desk.note("un_sc")["good_s"], good)
    fresh = Desk(desk.command, desk.folder / "other")
    fresh.folder.mkdir()
    fresh.as_of = "2026-02-25"
    found, run = fresh.update("--from", medium)
    run.ends(UNDECIDED)
    if "no edition can be later than 2026-02-26" not in found["un_sc"]["why"]:
        raise Wrong(found)


def a_year_off_by_hand(desk):
    """By hand too: a clock that jumps a year, back or ahead, is told and takes nothing in silence"""
    desk.as_of = "2026-03-01"
    desk.take("un_sc", {"un.xml": un()}).ends(CLEAR)
    before = desk.set_hash()
    desk.as_of = "2025-03-01"
    r = desk.take("un_sc", {"un.xml": un(41, "2026-03-01")}).ends(UNDECIDED)
    r.says("it is of 2026-03-01, and by the clock no edition can be later than 2025-03-02", "--accept REASON")
    expect(desk.set_hash(), before)
    expect(desk.status_of("un_sc")["state"], "ahead of the clock")
    desk.as_of = "2027-03-01"
    expect(desk.status_of("un_sc")["state"], "stale")
    desk.take("un_sc", {"un.xml": un(41, "2028-03-01")}).ends(UNDECIDED).says("by the clock no edition can be later than 2027-03-02")
    desk.take("un_sc", {"un.xml": un(41, "2028-03-01")}, "--accept", "a slip of theirs, A. B.").ends(CLEAR)
    expect("2027-03-02" in desk.status_of("un_sc")["doubts"], True)


def replaced_by_hand(desk):
    """A failure is told until another edition comes into use, whatever way it came"""
    desk.has_un()
    desk.keeps(nginx().url("gone/list.xml"), STORAGE, "failed", "answered 404")
    desk.run("lists", "status").says("un_sc: the last update failed to fetch it")
    desk.take("un_sc", {"un.xml": un()}).ends(CLEAR)  # what is in use already: nothing is newer by it
    desk.run("lists", "status").says("un_sc: the last update failed to fetch it")
    desk.take("un_sc", {"un.xml": un(41, "2026-03-01")}).ends(CLEAR)
    status = desk.status_of("un_sc")
    expect((status["last_result"], status["last_why"]), ("replaced", None))
    if "failed" in (r := desk.run("lists", "status")).err + r.out:
        raise Wrong(r.err + r.out)
    desk.keeps(nginx().url("gone/list.xml"), STORAGE, "failed", "answered 404")
    desk.run("lists", "status").says("un_sc: the last update failed to fetch it")


def undated(desk):
    """Files without a date are said to be so, the day may be given, and given for what is in use already"""
    desk.as_of = "2026-03-01"
    for name, content in editions.ofac_csv().items():
        desk.write(f"medium/us_ofac_sdn/{name}", content)
    medium = ("--from", desk.folder / "medium")
    found, run = desk.update(*medium)
    one = found["us_ofac_sdn"]
    expect((run.ends(CLEAR).code, one["edition"]), (0, "unknown"))
    expect("say the day with --edition us_ofac_sdn=DATE" in one["note"], True, one)
    expect(desk.status_of("us_ofac_sdn")["state"], "age unknown")
    r = desk.take("us_ofac_sdn", editions.ofac_csv()).ends(CLEAR)
    r.says("the files say no date", "say the day with --edition")
    found, run = desk.update(*medium, "--edition", "us_ofac_sdn=2026-02-27")
    one = found["us_ofac_sdn"]
    expect((run.ends(CLEAR).code, one["result"], one["edition"], one["note"]), (0, "updated", "2026-02-27", None))
    expect(desk.status_of("us_ofac_sdn")["state"], "fresh")
    found, run = desk.update(*medium, "--edition", "us_ofac_sdn=2026-02-27")
    expect(found["us_ofac_sdn"]["result"], "unchanged")
    found, run = desk.update(*medium, "--edition", "us_ofac_sdn=2026-03-27")
    run.ends(UNDECIDED)
    expect("no edition can be later than 2026-03-02" in found["us_ofac_sdn"]["why"], True, found)
    desk.run("lists", "accept", "us_ofac_sdn", "--reason", "it is").ends(CLEAR)
    expect((desk.status_of("us_ofac_sdn")["edition"], desk.status_of("us_ofac_sdn")["dated"]), ("2026-03-27", None))
    desk.run("lists", "update", *medium, "--edition", "us_ofac_sdn=27.2.2026").ends(USAGE).says("'27.2.2026' is no date")
    desk.run("lists", "update", *medium, "--edition", "us_ofac_snd=2026-02-27").ends(USAGE).says("unknown source")
    desk.run("lists", "update", *medium, "--edition", "2026-02-27").ends(USAGE).says("SOURCE=DATE")


def licences(desk):
    """A list for non-commercial use alone is not fetched before somebody keeps to its licence"""
    nginx().put("opensanctions/entities.ftm.json", editions.ftm(40))
    asked = len(nginx().log())
    found, run = desk.from_mirror("opensanctions")
    run.ends(UNDECIDED)
    if "--accept-licence" not in found["opensanctions"]["why"] or len(nginx().log()) != asked:
        raise Wrong(found)
    found, run = desk.from_mirror("opensanctions", "--accept-licence")
    expect((run.ends(CLEAR).code, found["opensanctions"]["result"]), (0, "updated"))
    expect(desk.from_mirror("opensanctions")[0]["opensanctions"]["result"], "unchanged")


# --- ways to the file ---------------------------------------------------------------------------------


def dated_page(desk):
    """The newest dated file that a page links to is taken, with the date of its name"""
    page = ('<html><a href="./list20260101.csv">old</a> <a href=\'list20260305.csv?x=1\'>new</a>'
            '<a href="list20269999.csv">no day</a><a href="other20270101.csv">other</a></html>')
    nginx().put("jp/list.html", page.encode())
    nginx().put("jp/list20260305.csv", editions.own(5))
    row = {"own": (nginx().url("jp/list.html"), "list{date}.csv", "127.0.0.1")}
    found, run = desk.at(row)
    run.ends(CLEAR)
    expect((found["own"]["result"], found["own"]["edition"], found["own"]["entries"]), ("updated", "2026-03-05", 5))
    expect(desk.at(row)[0]["own"]["result"], "unchanged")
    expect(nginx().log()[-1], ("/jp/list20260305.csv?x=1", 304))
    nginx().put("jp/list.html", b'<a href="http://127.0.0.2:1/list20260401.csv">elsewhere</a>')
    found, run = desk.at(row)
    if "not one of this source's" not in found["own"]["why"]:
        raise Wrong(found)
    nginx().put("jp/list.html", b"<html>moved</html>")
    found, run = desk.at(row)
    if "links to no file 'list{date}.csv'" not in found["own"]["why"]:
        raise Wrong(found)


def two_steps_and_key(desk):
    """An API of two steps with a key: the greatest number is taken, and the key is never told"""
    nginx().put("api/search.xml", b"<r><a><ID>7</ID></a><a><ID>12</ID></a><ID><![CDATA[9]]></ID></r>")
    nginx().put("api/doc", editions.own(6))
    base = nginx().url("api")
    row = {"own": (f"{base}/search.xml?OC={{key}}&q=이름", f"<ID> {base}/doc?OC={{key}}&ID={{id}}", "127.0.0.1")}
    found, run = desk.at(row)
    expect((run.code, found["own"]["result"]), (STORAGE, "failed"))
    if "--key own=FILE" not in found["own"]["why"]:
        raise Wrong(found)
    key = desk.write("law.key", b"s3cr3t key\n")
    found, run = desk.at(row, "--key", f"own={key}")
    expect((run.ends(CLEAR).code, found["own"]["entries"]), (0, 6))
    asked = [p for p, _ in nginx().log()][-2:]
    expect(asked, ["/api/search.xml?OC=s3cr3t%20key&q=%EC%9D%B4%EB%A6%84", "/api/doc?OC=s3cr3t%20key&ID=12"])
    row = {"own": (f"{base}/gone.xml?OC={{key}}", row["own"][1], "127.0.0.1")}
    found, again = desk.at(row, "--key", f"own={key}")
    text = run.out + run.err + again.out + again.err
    text += "".join(p.read_text() for p in desk.data.rglob("state.json"))
    if "s3cr3t" in text or "answered 404" not in again.out:
        raise Wrong(f"the key was told, or no reason: {text}")


def from_folder(desk):
    """--from takes what lies on a medium through the same checks"""
    medium = desk.folder / "medium"
    desk.write("medium/un_sc/consolidated.xml", un())
    for name, content in editions.ofac_csv().items():
        desk.write(f"medium/us_ofac_sdn/{name}", content)
    found, run = desk.update("--from", medium)
    run.ends(CLEAR)
    expect({s: o["result"] for s, o in found.items()}, {"un_sc": "updated", "us_ofac_sdn": "updated"})
    expect(found["us_ofac_sdn"]["edition"], "unknown")
    desk.write("medium/un_sc/consolidated.xml", un(20, "2026-03-01"))
    found, run = desk.update("--from", medium)
    run.ends(UNDECIDED)
    expect({s: o["result"] for s, o in found.items()}, {"un_sc": "refused", "us_ofac_sdn": "unchanged"})
    desk.run("lists", "accept", "un_sc", "--reason", "seen").ends(CLEAR)
    desk.update("--from", medium, "eu_fsf")[1].ends(STORAGE)
    desk.write("medium/jp_mof/anything.xlsx", b"not a workbook")  # the page names a CSV, but people keep workbooks
    if "anything.xlsx" not in desk.update("--from", medium, "jp_mof")[0]["jp_mof"]["why"]:
        raise Wrong("a file of another name than the page's is not taken from a folder")
    desk.run("lists", "update", "--from", desk.folder / "nowhere").ends(STORAGE).says("is no folder")
    (desk.folder / "empty").mkdir()
    desk.run("lists", "update", "--from", desk.folder / "empty").ends(STORAGE).says("no folder with the name")


def dry_run(desk):
    """--dry-run says what would change and changes nothing"""
    desk.has_un()
    nginx().put("un_sc/consolidated.xml", un(60, "2026-03-01"))

    def tree():
        return {p: p.read_bytes() for p in desk.folder.rglob("*") if p.is_file()}
    before = tree()
    found, run = desk.from_mirror("un_sc", "--dry-run")
    one = found["un_sc"]
    expect((run.ends(CLEAR).code, one["result"], one["edition"], one["before"], one["entries"]),
           (0, "would update", "2026-03-01", "2026-02-27", 63))
    nginx().put("un_sc/consolidated.xml", un(20, "2026-03-01"))
    found, run = desk.from_mirror("un_sc", "--dry-run")
    expect((run.ends(UNDECIDED).code, found["un_sc"]["result"], found["un_sc"]["kept"]), (UNDECIDED, "refused", None))
    expect(tree() == before, True, "a dry run wrote")


def self_test(desk):
    """selftest fetches and reads, imports nothing, and only the authority's own address proves"""
    nginx().put("un_sc/consolidated.xml", un())
    found, run = desk.update("--mirror", nginx().url(), "un_sc", mode="selftest")
    expect((run.ends(CLEAR).code, found["un_sc"]["result"], found["un_sc"]["entries"]), (0, "passed", 43))
    expect([s for s, l in desk.lists().items() if not l["starter"]], [])
    page = desk.run("lists", "selftest", "--markdown", "--mirror", nginx().url(), *QUICK).out
    for part in "Self test of", "| `un_sc` | passed |", "| `eu_fsf` | failed |", "opensanctions (its licence was not accepted)":
        if part not in page:
            raise Wrong(page)
    if "| `opensanctions`" in page:
        raise Wrong(page)

    def proven():
        rows = json.loads(desk.run("lists", "sources", "--json").ends(CLEAR).out)["sources"]
        return {r["source"]: r for r in rows}["un_sc"]
    expect(proven()["proven"], None)
    url = proven()["address"]
    desk.write("data/fetch/un_sc/state.json", json.dumps({"proven": "2026-09-01", "proven_url": url}).encode())
    expect(proven()["proven"], "2026-09-01")
    desk.write("data/fetch/un_sc/state.json", json.dumps({"proven": "2026-09-01", "proven_url": url + "x"}).encode())
    expect(proven()["proven"], None)
    desk.write("data/fetch/un_sc/state.json", b"{\"proven\": ")
    expect(proven()["proven"], None, "a damaged note")
    expect(desk.has_un()["result"], "updated", "written anew")


# --- all at once, and in the middle -----------------------------------------------------------------------


def readers_never_wait(desk):
    """Readers beside updates always see one whole edition, and are never told to wait"""
    desk.has_un()
    names = {desk.set_hash()}
    stop = threading.Event()
    seen, faults = set(), []

    def read():
        while not stop.is_set():
            try:
                status = json.loads(desk.run("lists", "status", "--json").ends(CLEAR).out)
                seen.add((status["set"], {l["source"]: l for l in status["lists"]}["un_sc"]["entries"]))
            except Exception as why:  # told below
                faults.append(why)
                return
    readers = [threading.Thread(target=read) for _ in range(2)]
    for r in readers:
        r.start()
    for i in range(8):
        desk.has_un(un(50 + i % 2, f"2026-03-{i + 1:02}"))
        names.add(desk.set_hash())
    stop.set()
    for r in readers:
        r.join()
    if faults:
        raise faults[0]
    if not {s for s, _ in seen} <= names or not {n for _, n in seen} <= {43, 53, 54}:
        raise Wrong(f"seen: {seen}")
    desk.check_whole()
    record = desk.write("records", b'{"id":"1","name":"Example Person Ce"}\n')
    with open(desk.data / "lock", "r+b") as one, open(desk.data / "fetch/lock", "r+b") as two:
        fcntl.flock(one, fcntl.LOCK_EX)  # an import and an update that do not end
        fcntl.flock(two, fcntl.LOCK_EX)
        began = time.monotonic()
        for words in (("lists", "status"), ("screen", record), ("lists", "links"), ("lists", "editions"), ("lists", "diff", "un_sc")):
            desk.run(*words)
        if time.monotonic() - began > 20:  # writers wait thirty seconds for each other
            raise Wrong("a reader waited")
    return f"{len(seen)} editions seen"


def interrupted(desk):
    """Ctrl-C while a list comes ends with 130 at once, and leaves what was in use"""
    desk.has_un()
    before = desk.status_of("un_sc")
    path = desk.addresses({"un_sc": (rogue().url("drip/z"), "", "", "900"), "eu_fsf": rogue().url("silent/z")})
    p = desk.start("lists", "update", "--addresses", path, "un_sc", "eu_fsf", stdout=subprocess.DEVNULL,
                   stderr=subprocess.PIPE)
    end = time.monotonic() + 20
    while not (rogue().count("drip/z") and rogue().count("silent/z")) and time.monotonic() < end:
        time.sleep(0.02)
    time.sleep(0.2)
    began = time.monotonic()
    p.send_signal(signal.SIGINT)
    code, err = desk.finish(p)
    if code != INTERRUPTED or "interrupted" not in err or time.monotonic() - began > 5:
        raise Wrong(f"exit {code} after {time.monotonic() - began:.1f} s: {err}")
    expect(desk.status_of("un_sc")["raw_sha256"], before["raw_sha256"])
    expect(desk.has_un(un(45, "2026-03-01"))["result"], "updated")
    if desk.leftovers() or list(desk.data.glob("fetch/*/new")):
        raise Wrong("left behind")


def killed(desk):
    """kill -9 while a list comes leaves what was in use; the next update clears away"""
    desk.has_un()
    path = desk.addresses({"un_sc": (rogue().url("drip/k"), "", "", "900")})
    p = desk.start("lists", "update", "--addresses", path, "un_sc", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    end = time.monotonic() + 20
    while not list(desk.data.glob("fetch/un_sc/new/*")) and time.monotonic() < end:
        time.sleep(0.02)
    p.kill()
    desk.finish(p)
    expect(desk.status_of("un_sc")["entries"], 43)
    expect(desk.has_un(un(45, "2026-03-01"))["result"], "updated")
    if desk.leftovers() or list(desk.data.glob("fetch/*/new")):
        raise Wrong("left behind")


def two_at_once(desk):
    """Two updates of one folder take turns"""
    nginx().put("un_sc/consolidated.xml", un())
    runs = [desk.start("lists", "update", "un_sc", "--mirror", nginx().url(), stdout=subprocess.DEVNULL,
                       stderr=subprocess.PIPE) for _ in range(3)]
    for p in runs:
        code, err = desk.finish(p)
        if code != CLEAR:
            raise Wrong(f"exit {code}: {err}")
    desk.check_whole()


def wrong_usage(desk):
    """What cannot be asked is said before anything is"""
    asked = len(nginx().log())
    mirror = ("--mirror", nginx().url())
    desk.run("lists", "update", "un_scc", *mirror).ends(USAGE).says("unknown source 'un_scc'")
    desk.run("lists", "update", "own").ends(USAGE).says("'own' has no address")
    desk.run("lists", "update", *mirror, "--from", desk.folder).ends(USAGE).says("not from both")
    desk.run("lists", "update", "--mirror", "ftp://127.0.0.1/").ends(USAGE).says("https://host/folder")
    desk.run("lists", "update", "un_sc", "--key", "un_sc").ends(USAGE).says("SOURCE=FILE")
    desk.run("lists", "update", "un_sc", "--key", "un_sc=nowhere", *mirror).ends(STORAGE).says("nowhere")
    desk.run("lists", "update", "--jobs", "17").ends(USAGE)
    desk.run("lists", "update", "--addresses", "nowhere", "un_sc").ends(STORAGE)
    expect(len(nginx().log()), asked)


def no_library(desk):
    """Without libcurl the package is named, files from a folder are taken, and everything else works"""
    linked = subprocess.run(["ldd", desk.command], capture_output=True, text=True).stdout
    if "libcurl" in linked:
        raise Wrong("libcurl is linked, not loaded")
    other = re.search(r"libz\.so\S* => (\S+)", linked)
    if not other:
        raise Skip("no library to stand in its place")
    for name in ("libcurl-gnutls.so.4", "libcurl.so.4", "libcurl-nss.so.4"):
        desk.write(f"lib/{name}", pathlib.Path(other[1]).read_bytes())
    desk.env["LD_LIBRARY_PATH"] = str(desk.folder / "lib")
    desk.run("lists", "update", "un_sc", "--mirror", nginx().url()).ends(USAGE).says("libcurl3-gnutls", "--from")
    medium = desk.write("medium/un_sc/consolidated.xml", un()).parents[1]
    expect(desk.update("--from", medium)[0]["un_sc"]["result"], "updated")
    desk.run("lists", "status").ends(CLEAR)


def through_a_proxy(desk):
    """The proxy of the environment is asked for what is not here, by CONNECT alone; --proxy wins over it"""
    guard, other = SERVERS["guard"], web.Guard()
    before = len(guard.requests)
    found, run = desk.update("un_sc", *QUICK)
    run.ends(STORAGE)
    heads = guard.requests[before:]
    expect([h.split("\r\n")[0] for h in heads], ["CONNECT scsanctions.un.org:443 HTTP/1.1"])
    found, run = desk.update("un_sc", *QUICK, "--proxy", f"http://127.0.0.1:{other.port}")
    expect((len(guard.requests) - before, len(other.requests)), (1, 1))
    del guard.requests[before:]  # these were meant
    other.stop()


def nothing_left_the_machine(desk):
    """No test reached for another machine"""
    if SERVERS["guard"].requests:
        raise Wrong(SERVERS["guard"].requests)


TESTS = [fetched_then_unchanged, asks_without_marks_for_another, same_bytes_without_marks, only_get, packed, real_lists,
         redirects_inside, redirects_refused, tls, answers, tries_again, on_the_way, not_to_be_believed, accepted,
         one_fails, clocks, a_year_off_by_hand, replaced_by_hand, undated, licences, dated_page, two_steps_and_key, from_folder, dry_run, self_test, readers_never_wait,
         interrupted, killed, two_at_once, wrong_usage, no_library, through_a_proxy, nothing_left_the_machine]


def main():
    command = os.path.abspath(sys.argv[1])
    tests = [t for t in TESTS if not sys.argv[2:] or t.__name__ in sys.argv[2:]]
    if not web.NGINX:
        say("1..0 # SKIP no nginx")
        return 0
    top = pathlib.Path(tempfile.mkdtemp(prefix="cordon-update-"))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        SERVERS.update(guard=web.Guard(), rogue=web.Rogue(), nginx=web.Nginx(top / "nginx"))
        say(f"1..{len(tests)}")
        good = True
        for number, test in enumerate(tests, 1):
            desk = Desk(command, top / str(number))
            desk.folder.mkdir()
            good = report(number, test, desk) and good
            shutil.rmtree(desk.folder, ignore_errors=True)
        return 0 if good else 1
    finally:
        for server in SERVERS.values():
            server.stop()
        shutil.rmtree(top, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
