"""Damaged records, pairs of names, policies and settings: what cannot be read is undecided and told
with file and line, the others are answered, and nothing left out is silent."""
import json
import os
import signal
import subprocess
import time

from house import (CLEAR, INTERRUPTED, LIMIT, STORAGE, SYNTAX, UNDECIDED, USAGE, Wrong, main,
                   until_it_catches, until_it_waits)

GOOD = b'{"id":"good","name":"Zed Quux"}\n'
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def verdicts(run):
    return [a["verdict"] for a in run.answers()]


def check(house, content, code, want, *says):
    """Screen and compare the verdicts; an error must be in the answer and on stderr."""
    r = house.screen(content).ends(code).says(*says)
    if verdicts(r) != want:
        r.fail(f"want verdicts {want}")
    unread = [a for a in r.answers() if "error" in a]
    for a in unread:
        if a["verdict"] != "undecided" or not a["error"].get("line") or not a["error"]["message"]:
            r.fail("an error without verdict undecided, line or message")
    if r.err.count("\n") != len(unread):
        r.fail("want one message for each unreadable record")
    return r


def refused(house, content, code, *says):
    """The file as a whole cannot be read: no answer at all."""
    r = house.screen(content).ends(code).says(*says)
    if r.out:
        r.fail("want no answer")


# --- JSON ----------------------------------------------------------------------------------------


def json_lines(house):
    """A broken JSON line costs itself alone"""
    for broken, says in (
            (b'{"id":"2","name":}', "records:2:18"), (b'{"id":"2","name":"A', "records:2:"),
            (b'{"id":"2" "name":"A"}', "records:2:"), (b'{"id":"2","name":"Jos\xe9"}', "UTF-8"),
            (b'{"id":"2","name":"\\ud800x"}', "surrogate"), (b"[1,2]", "records:2:1"),
            (b'{"id":"2","nmae":"A"}', "'nmae'; did you mean 'name'"),
            (b'{"id":"2","name":"A","name":"B"}', "twice"), (b'{"id":"2","name":true}', "true"),
            (b'{"id":"2","name":"\0"}', "records:2:19"), (b"hello", "records:2:1"),
            (b'{"id":"2","birth_date":{"value":"1980","prof":"self"}}', "prof")):
        check(house, GOOD + broken + b"\n" + GOOD, SYNTAX, ["clear", "undecided", "clear"],
              "records:2", says)
    check(house, GOOD + b'{"id":"2","name":"A', SYNTAX, ["clear", "undecided"], "records:2:")


def json_array(house):
    """A JSON array that is cut or broken says so"""
    one = GOOD.strip()
    check(house, b"[" + one + b"," + one + b"]", CLEAR, ["clear", "clear"])
    check(house, b"[" + one + b',\n{"id":"2","na', SYNTAX, ["clear", "undecided"], "records:2")
    check(house, b"[" + one, SYNTAX, ["clear", "undecided"], "records:1", "does not end")
    check(house, b"[" + one + b" " + one + b"]", SYNTAX, ["clear", "undecided"], "',' is missing")
    check(house, b"[" + one + b"] x", SYNTAX, ["clear", "undecided"], "behind the array")
    check(house, b"[" + one + b",5]", SYNTAX, ["clear", "undecided"], "records:1:", "object")


def json_deep(house):
    """JSON nested 10,000 deep reaches a limit and costs itself alone"""
    deep = b"[" * 10000 + b"]" * 10000
    check(house, GOOD + b'{"x_y_z":' + deep + b"}\n" + GOOD, LIMIT,
          ["clear", "undecided", "clear"], "records:2:", "deep")
    check(house, GOOD + b'{"name":' + deep + b"}\n" + GOOD, SYNTAX,
          ["clear", "undecided", "clear"], "records:2:")
    check(house, b"[" * 10000, SYNTAX, ["undecided"], "records:1:")
    obj = b'{"a":' * 10000 + b"1" + b"}" * 10000
    check(house, GOOD + obj + b"\n" + GOOD, LIMIT, ["clear", "undecided", "clear"], "records:2:")


def too_long(house):
    """Records, values and names above their caps reach a limit and cost themselves alone"""
    for size in (2_000_000, 70_000, 3_000):
        long = b'{"id":"2","name":"' + b"ab " * (size // 3) + b'"}\n'
        check(house, GOOD + long + GOOD, LIMIT, ["clear", "undecided", "clear"], "records:2")
    check(house, b"id,name\n1,Zed Quux\n2," + b"a" * 2_000_000 + b"\n3,Zed Quux\n", LIMIT,
          ["clear", "undecided", "clear"], "records:3")
    refused(house, b"a" * 2_000_000, LIMIT, "records:1")
    many = json.dumps({"name": [f"Zed Quux {n}" for n in range(200)]}).encode()
    r = house.screen(many).ends(LIMIT)
    if "64" not in r.out or verdicts(r) != ["undecided"]:
        r.fail("want the limit in the answer")


# --- CSV -----------------------------------------------------------------------------------------


def csv_rows(house):
    """A broken CSV row costs itself alone"""
    for broken, says in ((b'2,"Yak Bee', "quote"), (b"2", "1 columns"), (b"2,a,b", "3 columns"),
                         (b"2,Jos\xe9", "UTF-8"), (b'2,"Yak"Bee', "quote"), (b"2,J\0o", "zero byte")):
        check(house, b"id,name\n1,Zed Quux\n" + broken + b"\n3,Zed Quux\n", SYNTAX,
              ["clear", "undecided", "clear"], "records:3", says)


def csv_header(house):
    """An unknown column is refused with the nearest known one; a table without a header too"""
    refused(house, b"id,nmae\n1,Zed Quux\n", SYNTAX, "records:1", "'nmae'; did you mean 'name'")
    refused(house, b"id,name,name\n1,a,b\n", SYNTAX, "records:1", "twice")
    refused(house, b"1,Zed Quux\n", SYNTAX, "records:1", "header")
    refused(house, b'id,"name\n1,Zed Quux\n', SYNTAX, "records:1", "quote")
    refused(house, b"id,name,str\xe9\n1,a,b\n", SYNTAX, "records:1", "column 3", "UTF-8")
    refused(house, b"id,name\r1,Zed Quux\r", SYNTAX, "records:1")
    check(house, "id,name\n1,Zed Quux\n".encode("utf-16"), CLEAR, ["clear"])
    refused(house, b"\x1f\x8b\x08\0\0\0", SYNTAX, "records:1")
    refused(house, b"<html></html>", SYNTAX, "records:1")
    r = check(house, b"id,name,shoe size\n1,Zed Quux,44\n", CLEAR, ["clear"])
    if "shoe size" not in r.out:
        r.fail("the column that was not compared is not named")


def end_marks(house):
    """Byte-order marks, 0x1A and line ends of other systems"""
    check(house, b"\xef\xbb\xbf" + GOOD, CLEAR, ["clear"])
    check(house, b"\xef\xbb\xbfid,name\r\n1,Zed Quux\r\n\x1a", CLEAR, ["clear"])
    check(house, b"id,name\n1,Zed Quux\x1a", CLEAR, ["clear"])
    check(house, GOOD.replace(b"\n", b"\r\n"), CLEAR, ["clear"])
    check(house, GOOD + b"\x1a", SYNTAX, ["clear", "undecided"], "records:2:1", "0x1A")


def empty(house):
    """An empty file is no screening"""
    for nothing in (b"", b"\n\n", b"[]", b"id,name\n"):
        refused(house, nothing, SYNTAX, "records", "no record")
    house.run("screen", "-").ends(SYNTAX).says("standard input", "no record")
    house.run("compare", "-").ends(SYNTAX).says("standard input", "no pair")


# --- what was not compared is said ---------------------------------------------------------------


def not_compared(house):
    """What a record gives and Cordon cannot compare stands in the answer"""
    for field, value, check_id, verdict in (
            ("birth_date", "31/02/1980", "birth_date", "clear"),
            ("birth_date", "03/04/1980", "birth_date", "clear"),
            ("nationality", "Atlantis", "fields", "clear"), ("passport", "---", "fields", "clear"),
            ("sex", "banana", "fields", "clear"), ("shoe_size", "44", "fields", "clear"),
            ("wallet", "0x1234", "wallet", "undecided"), ("alias", "***", "record", "undecided")):
        r = house.screen(json.dumps({"name": "Zed Quux", field: value}).encode())
        a = r.answers()[0]
        said = [c for c in a["checks"] if c["id"] == check_id and c["state"] != "done" and c.get("why")]
        if a["verdict"] != verdict or not said:
            r.fail(f"{field} {value!r}: want verdict {verdict} and a check '{check_id}' that says why")
        people = house.run("screen", house.folder / "records").out
        if said[0]["why"].split()[-1] not in people:
            r.fail(f"people are not told: {people}")


def year_alone(house):
    """00/00/1980 is the year 1980"""
    near = house.screen(b'{"name":"Example Ce","birth_date":"00/00/1970"}').answers()[0]
    far = house.screen(b'{"name":"Example Ce","birth_date":"00/00/1930"}').answers()[0]
    states = [a["hits"][0]["fields"]["birth_date"]["state"] for a in (near, far)]
    if states[0] == states[1] or any("birth_date" == c["id"] for c in near["checks"]):
        raise Wrong(f"birth dates are {states}")


def one_bad_wallet(house):
    """A wallet that cannot be read keeps a record undecided, however good its name and other wallet"""
    record = {"name": "Zed Quux", "wallet": ["0x098B716B8Aaf21512996dC57EB0615e2383E2f96",
                                             "0x098B716B8Aaf21512996dC57EB0615e2383E2f9", "1BadChecksum"]}
    r = house.screen(json.dumps(record).encode())
    if verdicts(r)[0] == "clear" or r.code == CLEAR:
        r.fail("clear with a wallet unread")


def nothing_given(house):
    """A record without a name, number or wallet is undecided"""
    for record in (b'{"id":"1"}', b'{"name":""}', b'{"name":"---"}', b'{"birth_date":"1980"}'):
        check(house, record, UNDECIDED, ["undecided"])


# --- pairs ---------------------------------------------------------------------------------------


def pairs(house):
    """A pair that cannot be compared gets no number, the others do"""
    for broken, code, says in (
            (b"alone", SYNTAX, "a tab"), (b"a\tb\tperson\tx", SYNTAX, "three"),
            (b"a\tb\tpesron", SYNTAX, "pesron"), (b"---\tb", SYNTAX, "'---'"), (b"\tb", SYNTAX, "blank"),
            (b"a\tJos\xe9", SYNTAX, "UTF-8"), (b"a" * 3000 + b"\tb", LIMIT, "3000"),
            (b"a" * 900000 + b"\tb", LIMIT, "longer"), (b'{"a":"x"}', SYNTAX, "a and b"),
            (b'{"a":"x","b":', SYNTAX, "JSON"), (b'{"a":"x","c":"y"}', SYNTAX, "'c'")):
        for form in ([], ["--json"]):
            text = b"Ri Jun Il\tRi Jun Il\n" + broken + b"\nA B\tA B\n"
            r = house.run("compare", *form, "-", stdin=text).ends(code).says("standard input:2", says)
            lines = r.out.splitlines()
            good = [l for l in lines if l.endswith("\t10000") or '"name_bp":10000' in l]
            if len(lines) != 3 or len(good) != 2 or "error" not in lines[1]:
                r.fail("want two numbers and an error between")


# --- policies and settings -----------------------------------------------------------------------


def policies(house):
    """A policy that is cut, empty, doubled or misspelt is refused with its line"""
    with open(ROOT + "/data/policy.tsv", "rb") as f:
        whole = f.read()
    last = whole.count(b"\n") + 1
    house.write("records", GOOD)

    def ends(content, code, *says):
        path = house.write("policy.tsv", content)
        house.run("screen", "--policy", path, house.folder / "records").ends(code).says(*says)

    ends(whole, CLEAR)
    ends(b"\xef\xbb\xbf" + whole.replace(b"\n", b"\r\n"), CLEAR)
    for nothing in (b"", b"\n", b"# a comment\n", whole[:whole.index(b"\n", len(whole) // 2) + 1]):
        ends(nothing, SYNTAX, "policy.tsv", "does not say")
    ends(whole + b"possible_bpp\t1\n", SYNTAX, f"policy.tsv:{last}", "'possible_bpp'", "'possible_bp'")
    ends(whole + b"limit\t20\n", SYNTAX, f"policy.tsv:{last}", "twice")
    ends(whole + b"\0", SYNTAX, f"policy.tsv:{last}")
    ends(whole.replace(b"\npossible_bp\t", b"\npossible_bp\t9"), SYNTAX, "policy.tsv:", "10000")
    ends(whole.replace(b"\nname\tdefault", b"\nname\td\xe9faut"), SYNTAX, "policy.tsv:", "UTF-8")
    ends(whole.replace(b"us_ofac_sdn,un_sc", b"us_ofac_sdn,un_scc"), SYNTAX, "policy.tsv:", "un_scc")
    ends(whole.replace(b"accept_starter\tno", b"accept_starter\tmaybe"), SYNTAX, "policy.tsv:", "yes or no")
    for path, code in (("/nope", STORAGE), ("/", STORAGE), ("/dev/null", STORAGE)):
        house.run("screen", "--policy", path, house.folder / "records").ends(code).says(path)


def settings(house):
    """Settings that cannot be are refused with their line"""
    def ends(content, code, *says):
        house.write(".config/cordon/config", content)
        house.run("config").ends(code).says(*says)

    ends(b"lang = ko\n", CLEAR)
    ends(b"\xef\xbb\xbflang = ko\r\n", CLEAR)
    for content, says in ((b"\nlagn = ko\n", ":2: unknown setting 'lagn'; did you mean 'lang'"),
                          (b"lang ko\n", ":1: 'lang ko'"), (b"lang = ko\nlang = ja\n", ":2: setting 'lang'"),
                          (b"lang = k\0o\n", ":1: "), (b"threads = 0\n", ":1: threads"),
                          (b"lang = xx\n", ":1: lang"), (b"data = here\n", ":1: data"),
                          ("lang = ko\n".encode("utf-16"), ":1: ")):
        ends(content, USAGE, "/.config/cordon/config", says)
    ends(b"#" * 70000, LIMIT, "larger")
    os.remove(house.folder / ".config/cordon/config")
    os.mkdir(house.folder / ".config/cordon/config")
    house.run("config").ends(STORAGE).says("config", "folder")


def endless_names(house):
    """A record whose names take endless work ends soon, is limited, and leaves the next one alone"""
    words = ("maria", "marian", "mariam", "mario")
    name = lambda seed: " ".join(words[(seed * 7 + i * i) % 4] for i in range(60))
    house.take("own", {"own.csv": ("id,name,type\n" + "".join(
        f"A{n},{name(n)},person\n" for n in range(700)) + "Z1,Zuzana Quuxova,person\n").encode()}).ends(CLEAR)
    heavy = [" ".join(words[(n * 5 + i * 3 + i * i) % 4] for i in range(59)) + " zed" for n in range(64)]
    records = [{"id": "heavy", "name": heavy}, {"id": "light", "name": "Zuzana Quuxova"},
               {"id": "none", "name": "Zed Quux"}]
    began = time.monotonic()
    r = house.screen("".join(json.dumps(x) + "\n" for x in records).encode(), "--only", "own")
    if time.monotonic() - began > 100:
        raise Wrong(f"it took {time.monotonic() - began:.0f} s")
    heavy, light, none = r.answers()
    check = {c["id"]: c for c in heavy["checks"]}.get("names", {})
    if (check.get("state"), check.get("required"), check.get("reason")) != ("limited", True, "limit_reached"):
        raise Wrong(f"checks: {heavy['checks']}")
    if heavy["verdict"] == "clear" or light["hits"][0]["entity_id"] != "own-Z1" or none["verdict"] != "clear":
        raise Wrong(f"{heavy['verdict']}, {light['verdict']}, {none['verdict']}")
    if house.screen(json.dumps(records[0]).encode(), "--only", "own", name="again").answers()[0] != heavy:
        raise Wrong("another answer to the same record")


# --- files and pipes -----------------------------------------------------------------------------


def files_that_are_none(house):
    """Missing files and folders instead of files"""
    for command in ("screen", "compare"):
        house.run(command, house.folder / "nope").ends(STORAGE).says("nope", "No such file")
        house.run(command, house.folder).ends(STORAGE).says(house.folder, "folder")
        house.run(command, house.write("f", b"") / "x").ends(STORAGE).says("f/x")
    house.run("screen", "/dev/null").ends(SYNTAX).says("/dev/null", "no record")


def wrong_lists(house):
    """Lists that are not known, or required and missing"""
    path = house.write("records", GOOD)
    house.run("screen", "--only", "un_scc", path).ends(USAGE).says("un_scc")
    house.run("screen", "--require", "un_scc", path).ends(USAGE).says("un_scc")
    r = house.run("screen", "--json", "--require", "opensanctions", path).ends(UNDECIDED)
    if "opensanctions" not in r.out:
        r.fail("the missing list is not named")


def reader_goes_away(house):
    """A reader that closes the pipe early ends it quietly and soon, and not as clear"""
    path = house.write("many", GOOD * 20000)
    for form in (["--json"], []):
        p = house.start("screen", *form, path, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        p.stdout.readline()
        p.stdout.close()
        if house.finish(p, 20) != (STORAGE, ""):
            raise Wrong(f"exit {p.returncode}, or not quiet")
    shell = f'{house.command} --data {house.data} screen --json {path} | head -1 | wc -l'
    r = subprocess.run(["sh", "-c", shell], capture_output=True, env=house.env, timeout=60)
    if r.stdout.strip() != b"1" or r.stderr:
        raise Wrong(f"{r.stdout} {r.stderr}")


def reader_goes_away_from_an_idle_input(house):
    """A closed pipe ends it although its input never ends"""
    p = house.start("screen", "--json", "-", stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE)
    p.stdin.write(GOOD)
    p.stdin.flush()
    if b"clear" not in p.stdout.readline():
        raise Wrong("no answer before the input ends")
    p.stdout.close()
    p.stdin.write(GOOD)
    p.stdin.flush()
    if house.finish(p, 20) != (STORAGE, ""):
        raise Wrong(f"exit {p.returncode}, or not quiet")


def interrupted(house):
    """Ctrl-C ends a screening with 130 and a word, also one that waits for input"""
    fifo = house.folder / "fifo"
    os.mkfifo(fifo)
    yes = subprocess.Popen(["yes", GOOD.decode().strip()], stdout=subprocess.PIPE)
    try:
        for words, stdin in ((["screen", "-"], subprocess.PIPE), (["compare", "-"], subprocess.PIPE),
                             (["screen", fifo], None), (["screen", "--json", "-"], yes.stdout)):
            p = house.start(*words, stdin=stdin, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            (until_it_catches if stdin is yes.stdout else until_it_waits)(p, signal.SIGINT)
            p.send_signal(signal.SIGINT)
            code, err = house.finish(p, 20)
            if code != INTERRUPTED or "interrupted" not in err:
                raise Wrong(f"{words}: exit {code}: {err}")
    finally:
        yes.stdout.close()
        yes.wait(20)


def closed_streams(house):
    """Closed standard streams are failures, and never hand their number to a file"""
    path = house.write("records", GOOD)
    own = house.files({"own.csv": open(house.folder / "given/own.csv", "rb").read()})[0]
    before = house.status()
    for words in (f"screen {path}", f"screen --json {path}", f"lists import own {own}", "lists status"):
        for close in (">&-", ">&- 2>&-", "<&- >&- 2>&-"):
            shell = f"exec {house.command} --data {house.data} --as-of 2026-02-28 {words} {close}"
            r = subprocess.run(["sh", "-c", shell], capture_output=True, env=house.env, timeout=60)
            if r.returncode != STORAGE:
                raise Wrong(f"{words} {close}: exit {r.returncode}")
    if house.status() != before or (house.data / "lock").read_bytes():
        raise Wrong("something was written into the data folder")
    house.check_whole()
    r = subprocess.run(["sh", "-c", f"exec {house.command} --data {house.data} screen - <&-"],
                       capture_output=True, env=house.env, timeout=60)
    if r.returncode != STORAGE or b"standard input" not in r.stderr:
        raise Wrong(f"exit {r.returncode}: {r.stderr}")


def full_output(house):
    """An answer that meets a full disk ends with 5 and one message"""
    path = house.write("records", GOOD)
    for words in (["screen", path], ["screen", "--json", path], ["lists", "status"], ["doctor"]):
        with open("/dev/full", "wb") as full:
            code, err = house.finish(house.start(*words, stdout=full, stderr=subprocess.PIPE))
        told = [l for l in err.splitlines() if "No space left" in l]
        if code != STORAGE or len(told) != 1:
            raise Wrong(f"{words}: exit {code}: {err}")


if __name__ == "__main__":
    raise SystemExit(main([
        json_lines, json_array, json_deep, too_long, csv_rows, csv_header, end_marks, empty,
        not_compared, year_alone, one_bad_wallet, nothing_given, pairs, policies, settings,
        endless_names,
        files_that_are_none, wrong_lists, reader_goes_away, reader_goes_away_from_an_idle_input,
        interrupted, closed_streams, full_output]))
