"""Imports that are killed, interrupted, and run at once: what is in use is always one whole edition."""
import fcntl
import random
import shutil
import signal
import subprocess
import time

import editions
from house import CLEAR, INTERRUPTED, STORAGE, Clock, Wrong, main, until_it_waits

ROWS = 4000
SEED = 20260228
SECONDS = 30


class Two:
    """Two editions of one list, large enough that an import can be met in the middle."""

    def __init__(self, house):
        self.house = house
        self.paths = {}
        self.hashes = {}
        for name, word in (("A", "Example"), ("B", "Sample")):
            self.paths[name] = house.write(f"{name}/own.csv", editions.own(ROWS, word))
        for name in "BA":
            began = time.monotonic()
            house.run("lists", "import", "own", self.paths[name]).ends(CLEAR)
            self.took = time.monotonic() - began
            self.hashes[house.set_hash()] = name
        self.longest = 1.3 * self.took

    def start(self, name):
        return self.house.start("lists", "import", "own", self.paths[name], stdout=subprocess.DEVNULL,
                                stderr=subprocess.PIPE)

    def in_use(self):
        """A or B, whole; anything else is a failure."""
        name = self.hashes.get(self.house.set_hash())
        if not name or self.house.lists()["own"]["entries"] != ROWS:
            raise Wrong(f"neither edition is in use: {self.house.status()}")
        self.house.check_whole()
        return name

    def settle(self):
        """A whole import leaves nothing of the broken ones."""
        self.house.run("lists", "import", "own", self.paths["A"]).ends(CLEAR)
        if self.in_use() != "A" or self.house.leftovers():
            raise Wrong(f"left behind: {self.house.leftovers()}")


def loop(house, number, rounds, check_end):
    """Signal imports at random moments. @return how many were met, how many had just finished"""
    two = Two(house)
    moment = random.Random(SEED)
    met = late = 0
    for i in Clock(rounds, SECONDS, 20):
        before = two.in_use()
        other = "B" if before == "A" else "A"
        p = two.start(other)
        time.sleep(moment.uniform(0, min(0.5, two.longest)))
        p.send_signal(number)
        code, err = house.finish(p)
        check_end(code, err)
        after = two.in_use()
        if code == CLEAR and after != other:
            raise Wrong("an import that ended well is not in use")
        if code not in (CLEAR, -signal.SIGKILL) and after != before:
            raise Wrong(f"exit {code}, and yet {after} is in use")
        met, late = met + (code != CLEAR), late + (code == CLEAR)
        two.longest *= 1.05 if code != CLEAR else 0.85  # other work on the machine comes and goes
        if i % 10 == 9:
            two.settle()
    two.settle()
    if met < (met + late) // 4:
        raise Wrong(f"only {met} of {met + late} imports were met")
    return f"{met} met, {late} had finished"


def killed(house):
    """kill -9 at any moment of an import leaves the old or the new edition, whole"""
    def end(code, err):
        if code not in (CLEAR, -signal.SIGKILL):
            raise Wrong(f"exit {code}: {err}")
    return loop(house, signal.SIGKILL, 120, end)


def interrupted(house):
    """Ctrl-C at any moment of an import ends with 130 and a word, and leaves an edition whole"""
    def end(code, err):
        is_told = code == INTERRUPTED and "interrupted" in err
        if not is_told and code not in (CLEAR, -signal.SIGINT):  # before it could catch signals
            raise Wrong(f"exit {code}: {err}")
    return loop(house, signal.SIGINT, 120, end)


def terminated(house):
    """SIGTERM does as Ctrl-C"""
    def end(code, err):
        if code not in (CLEAR, INTERRUPTED, -signal.SIGTERM):
            raise Wrong(f"exit {code}: {err}")
    return loop(house, signal.SIGTERM, 20, end)


def hung_up(house):
    """SIGHUP, of a terminal that is closed, does as Ctrl-C; under nohup it does nothing"""
    def end(code, err):
        if code not in (CLEAR, INTERRUPTED, -signal.SIGHUP):  # before it could catch signals
            raise Wrong(f"exit {code}: {err}")
    note = loop(house, signal.SIGHUP, 20, end)
    path = house.write("own.csv", editions.own(ROWS, "Other"))
    p = house.start("lists", "import", "own", path, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                    preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    for _ in range(5):
        p.send_signal(signal.SIGHUP)
        time.sleep(0.01)
    code, err = house.finish(p)
    if code != CLEAR:
        raise Wrong(f"under nohup: exit {code}: {err}")
    return note


def killed_at_first(house):
    """kill -9 in the first import of all leaves nothing in use, or the whole list"""
    path = house.write("own.csv", editions.own(ROWS))
    moment = random.Random(SEED)
    seen = set()
    for _ in Clock(40, 20, 10):
        shutil.rmtree(house.data, ignore_errors=True)
        p = house.start("lists", "import", "own", path, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        time.sleep(moment.uniform(0, 0.3))
        p.kill()
        house.finish(p)
        entries = house.lists().get("own", {"entries": 0})["entries"]
        if entries not in (0, ROWS):
            raise Wrong(f"{entries} entries are in use")
        seen.add(entries)
    house.run("lists", "import", "own", path).ends(CLEAR)
    house.check_whole()
    if house.leftovers():
        raise Wrong(f"left behind: {house.leftovers()}")
    return f"seen {sorted(seen)} entries in use"


def two_at_once(house):
    """Imports at once follow each other, and all are in use in the end"""
    for _ in range(5):
        shutil.rmtree(house.data, ignore_errors=True)
        given = {"us_ofac_sdn": house.files(editions.ofac_csv(200), "ofac"),
                 "un_sc": house.files({"un.xml": editions.un_xml(500)}, "un"),
                 "own": house.files({"own.csv": editions.own(3000)}, "own"),
                 "opensanctions": house.files({"e.json": editions.ftm(2000)}, "ftm")}
        started = [house.start("lists", "import", "--accept-licence", source, *paths, stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE) for source, paths in given.items()]
        for p in started:
            code, err = house.finish(p)
            if code != CLEAR:
                raise Wrong(f"exit {code}: {err}")
        lists = house.lists()
        counts = {source: lists[source]["entries"] for source in given if source in lists}
        if counts != {"us_ofac_sdn": 204, "un_sc": 502, "own": 3000, "opensanctions": 2000}:
            raise Wrong(f"in use: {counts}")
        house.check_whole()


def the_same_at_once(house):
    """The same list imported by several at once is in use once, whole"""
    two = Two(house)
    started = [two.start(name) for name in "ABAB"]
    for p in started:
        code, err = house.finish(p)
        if code != CLEAR:
            raise Wrong(f"exit {code}: {err}")
    two.in_use()


def read_while_imported(house):
    """Screenings during imports see one edition or the other, whole"""
    two = Two(house)
    record = house.write("records", b'{"id":"1","name":"Example Person Ce"}\n'
                                    b'{"id":"2","name":"Sample Person Ce"}\n')
    answers = {}
    for name in "AB":
        house.run("lists", "import", "own", two.paths[name]).ends(CLEAR)
        answers[house.run("screen", "--json", record).out] = name
    screenings = 0
    for i in range(4):
        p = two.start("AB"[i % 2])
        while p.poll() is None:
            r = house.run("screen", "--json", record)
            if r.out not in answers or r.err:
                r.fail("neither edition's answer")
            screenings += 1
        house.finish(p)
    if not screenings:
        raise Wrong("no screening met an import")
    return f"{screenings} screenings"


def between_steps(house):
    """A crash between any two steps of putting an edition in use leaves the old one or the new one, whole"""
    new = editions.un_xml(80, "SAMPLE").replace(b"2026-02-27", b"2026-02-28")
    old_hash = house.set_hash()
    before = house.folder / "before"
    shutil.copytree(house.data, before)
    house.take("un_sc", {"un.xml": new}).ends(CLEAR)
    new_hash = house.set_hash()
    after = house.folder / "after"
    house.data.rename(after)
    had = {p.relative_to(before) for p in before.rglob("*") if p.is_file()}
    steps = [p.relative_to(after) for p in after.rglob("*") if p.is_file() and p.name != "lock"]
    steps = [p for p in steps if p not in had or (after / p).read_bytes() != (before / p).read_bytes()]
    order = ["editions", "parts", "sets", "current"]  # clocks of files tick too slowly to tell neighbours apart
    steps.sort(key=lambda p: ((after / p).stat().st_mtime_ns, order.index(p.parts[0])))  # as they were written
    places = {p.parts[0] for p in steps}
    if steps[-1].name != "current" or not {"editions", "parts", "sets"} <= places:
        raise Wrong(f"not the steps of putting in use: {steps}")
    for done in range(len(steps) + 1):
        for half in (False, True):
            shutil.rmtree(house.data, ignore_errors=True)
            shutil.copytree(before, house.data)
            for p in steps[:done]:
                (house.data / p).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(after / p, house.data / p)
            if half and done < len(steps):  # and the next one was being written
                p = steps[done]
                (house.data / p).parent.mkdir(parents=True, exist_ok=True)
                content = (after / p).read_bytes()
                (house.data / p).with_name(f"{p.name}.123-456.tmp").write_bytes(content[:len(content) // 2])
            want = new_hash if done == len(steps) else old_hash
            if house.set_hash() != want:
                raise Wrong(f"after {[str(p) for p in steps[:done]]}: {house.status()[:300]}")
            house.check_whole()
            house.take("un_sc", {"un.xml": new}).ends(CLEAR)
            if house.set_hash() != new_hash or house.leftovers():
                raise Wrong(f"not made good after {done} steps: {house.leftovers()}")
            house.check_whole()
    return f"{len(steps)} steps"


def locked(house):
    """An import waits for another one, and Ctrl-C ends the wait"""
    path = house.files({"own.csv": editions.own(4)})[0]
    before = house.status()
    with open(house.data / "lock", "r+b") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for stop in (True, False):
            p = house.start("lists", "import", "own", path, stdout=subprocess.DEVNULL,
                            stderr=subprocess.PIPE)
            until_it_waits(p, signal.SIGINT)
            if p.poll() is not None:
                raise Wrong("it did not wait")
            if stop:
                p.send_signal(signal.SIGINT)
                code, err = house.finish(p)
                if code != INTERRUPTED or "interrupted" not in err or house.status() != before:
                    raise Wrong(f"exit {code}: {err}")
        if house.run("doctor").code == STORAGE:
            raise Wrong("doctor takes a running import for trouble")
    code, err = house.finish(p)
    if code != CLEAR or house.lists()["own"]["entries"] != 4:
        raise Wrong(f"exit {code}: {err}")


if __name__ == "__main__":
    raise SystemExit(main([killed, interrupted, terminated, hung_up, killed_at_first, two_at_once,
                           the_same_at_once, read_while_imported, between_steps, locked]))
