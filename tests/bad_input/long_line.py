"""Lines without an end: constant memory, a limit that is told, and the other records answered."""
import subprocess
import threading

import editions
from house import LIMIT, SYNTAX, Wrong, main

MIB = 1 << 20
GOOD = b'{"id":"good","name":"Zed Quux"}\n'
ROOM_KIB = 48 << 10  # above what a screening of one record takes; ours: it is 20 MiB with two threads


def peak_kib(pid):
    """Most memory that a process took so far; 0 where the system does not tell."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii") as f:
            return next((int(l.split()[1]) for l in f if l.startswith("VmHWM:")), 0)
    except OSError:
        return 0


def feed(process, pieces, peak):
    """Write all; look at the memory while the other side still waits for more."""
    try:
        for piece, times in pieces:
            for _ in range(times):
                process.stdin.write(piece)
        process.stdin.flush()
        peak.append(peak_kib(process.pid))
    except BrokenPipeError:
        pass
    finally:
        process.stdin.close()


def is_sanitized(house):
    with open(house.command, "rb") as f:
        return b"__asan_init" in f.read()


def run(house, words, pieces):
    """Run with a stream as input. @return exit status, stdout, stderr, KiB of memory at most"""
    out, err = house.folder / "out", house.folder / "err"
    peak = [0]
    with open(out, "wb") as o, open(err, "wb") as e:
        p = house.start(*words, stdin=subprocess.PIPE, stdout=o, stderr=e)
        feeder = threading.Thread(target=feed, args=(p, pieces, peak))
        feeder.start()
        p.wait(200)
        feeder.join()
    return p.returncode, out.read_text(), err.read_text(), peak[-1]


def check(house, name, pieces, records, code, *says, words=("screen", "--json", "-")):
    """`records` lines are answered, one of them with an error, in no more memory than a small input."""
    small = run(house, words, [(GOOD if words[0] == "screen" else b"A\tA\n", 1)])[3]
    got, out, err, most = run(house, words, pieces)
    lines = out.splitlines()
    good = [l for l in lines if '"clear"' in l or l.endswith("10000")]
    if got != code or len(lines) != records or len(good) != records - 1:
        raise Wrong(f"{name}: exit {got}, {len(lines)} answers, {len(good)} good: {err[:500]}")
    for part in says:
        if part not in err:
            raise Wrong(f"{name}: want on stderr: {part}\n{err[:500]}")
    if most - small > ROOM_KIB and not is_sanitized(house):
        raise Wrong(f"{name}: {most} KiB; a small input takes {small}")
    return f"{most >> 10} MiB"


def a_gigabyte(house):
    """A line of 1 GB in JSON Lines"""
    return check(house, "lines", [(GOOD, 1), (b'{"id":"2","name":"', 1), (b"a" * MIB, 1024),
                                  (b'"}\n' + GOOD, 1)], 3, LIMIT, "standard input:2")


def other_forms(house):
    """Values of 128 MB in a JSON array, JSON over lines, CSV, and CSV behind an open quote"""
    rows = b"id,name\n1,Zed Quux\n"
    one = GOOD.strip()
    check(house, "array", [(b"[" + one + b',{"name":"', 1), (b"a" * MIB, 128), (b'"},' + one + b"]", 1)],
          3, LIMIT, "standard input:1")
    check(house, "over lines", [(b'{\n"name":"Zed Quux"}\n{"name":\n"', 1), (b"a\\n" * MIB, 43),
                                (b'"\n}\n' + GOOD, 1)], 3, LIMIT, "standard input:3")
    check(house, "row", [(rows + b"2,", 1), (b"a" * MIB, 128), (b"\n3,Zed Quux\n", 1)], 3, LIMIT,
          "standard input:3")
    check(house, "quoted cell", [(rows + b'2,"', 1), (b"a" * MIB, 128), (b'"\n3,Zed Quux\n', 1)], 3, LIMIT,
          "standard input:3")
    check(house, "brackets", [(GOOD, 1), (b"[" * MIB, 128), (b"\n" + GOOD, 1)], 3, LIMIT, "standard input:2")


def open_quotes(house):
    """A quote that never closes costs its own line in a long CSV"""
    count = 20000
    rows = b"".join(b"%d,Zed Quux\n" % n for n in range(1000))
    got, out, err, most = run(house, ("screen", "--json", "-"),
                              [(b"id,name\n", 1), (b'x,"Yak Bee\n', 1), (rows, count // 1000)])
    lines = out.splitlines()
    if got != SYNTAX or len(lines) != count + 1 or "standard input:2" not in err:
        raise Wrong(f"exit {got}, {len(lines)} answers: {err[:300]}")


def without_line_end(house):
    """128 MB without a line end and without a form"""
    for byte in (b"a", b"\0", b"\xff", b",", b"{", b"[", b" "):
        got, out, err, most = run(house, ("screen", "--json", "-"), [(byte * MIB, 128)])
        if got not in (LIMIT, SYNTAX) or "standard input" not in err or '"clear"' in out:
            raise Wrong(f"{byte}: exit {got}: {out[:200]} {err[:300]}")
        if most > 2 * ROOM_KIB and not is_sanitized(house):
            raise Wrong(f"{byte}: {most} KiB")


def pairs(house):
    """A line of 1 GB among pairs of names"""
    return check(house, "pairs", [(b"A\tA\n", 1), (b"a" * MIB, 1024), (b"\tb\nA\tA\n", 1)], 3, LIMIT,
                 "standard input:2", words=("compare", "-"))


def lists(house):
    """Lines of 64 MB in lists reach a limit, and the edition before stays in use"""
    long = b"a" * (64 * MIB)
    for source, name, content, says in (
            ("own", "own.csv", editions.own() + b"E9," + long + b",person,,,,,,,,\n", "own.csv:5"),
            ("un_sc", "un.xml", editions.un_xml().replace(b"EXAMPLE", long, 1), "un.xml:4"),
            ("un_sc", "un.xml", editions.un_xml().replace(b"<DATAID>", b"<!--" + long + b"--><DATAID>", 1),
             "un.xml:4"),
            ("opensanctions", "e.json", editions.ftm() + b'{"id":"x","schema":"Person","properties":{"name":"'
             + long + b'"}}\n', "e.json:4"),
            ("us_ofac_sdn", "sdn.xml", editions.ofac_xml().replace(b"EXAMPLE", long, 1), "sdn.xml:3")):
        house.refuses(source, {name: content}, LIMIT, says)
    files = editions.ofac_csv()
    files["sdn.csv"] = files["sdn.csv"].replace(b"EXAMPLE", long, 1)
    house.refuses("us_ofac_sdn", files, LIMIT, "sdn.csv:1")


if __name__ == "__main__":
    raise SystemExit(main([a_gigabyte, other_forms, open_quotes, without_line_end, pairs, lists]))
