"""A data folder to be mistreated, the command run on it, and the report as TAP.

A test is a function that takes a House and raises Wrong; its docstring is its name. Each gets a
folder of its own with the same three lists in use: us_ofac_sdn, un_sc, own.
"""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import editions

AS_OF = "2026-02-28"
CLEAR, REVIEW, USAGE, SYNTAX, UNDECIDED, STORAGE, LIMIT, BUG, INTERRUPTED = 0, 1, 2, 3, 4, 5, 6, 70, 130


class Wrong(Exception):
    pass


class Skip(Exception):
    pass


class Run:
    """What a run of the command left."""

    def __init__(self, args, code, out, err):
        self.args, self.code = args, code
        self.out, self.err = out.decode("utf-8", "replace"), err.decode("utf-8", "replace")

    def fail(self, what):
        raise Wrong(f"{what}\n  ran: {' '.join(map(str, self.args))}\n  exit: {self.code}\n"
                    f"  stdout: {self.out[:600]}\n  stderr: {self.err[:1200]}")

    def ends(self, code):
        if self.code != code:
            self.fail(f"want exit {code}")
        return self

    def says(self, *parts):
        for part in parts:
            if str(part) not in self.err:
                self.fail(f"want on stderr: {part}")
        return self

    def quiet(self):
        if self.err:
            self.fail("want nothing on stderr")
        return self

    def answers(self):
        return [json.loads(line) for line in self.out.splitlines()]


class House:
    def __init__(self, command, folder):
        self.command, self.folder = command, pathlib.Path(folder)
        self.data = self.folder / "data"
        self.env = {k: v for k, v in os.environ.items() if k.endswith("_OPTIONS") or k == "PATH"}
        self.env.update(HOME=str(self.folder), LC_ALL="C", TZ="UTC")

    def words(self, *args):
        return [self.command, "--data", str(self.data), "--as-of", AS_OF, *map(str, args)]

    def run(self, *args, stdin=b"", **more):
        """Run the command to its end. A crash is never an answer."""
        words = self.words(*args)
        r = subprocess.run(words, input=stdin, capture_output=True, env=self.env, cwd=self.folder,
                           timeout=300, **more)
        run = Run(args, r.returncode, r.stdout, r.stderr)
        if r.returncode < 0 or r.returncode not in (0, 1, 2, 3, 4, 5, 6, 130) or b"Sanitizer" in r.stderr \
                or b"runtime error:" in r.stderr:
            run.fail("the command crashed")
        return run

    def start(self, *args, **more):
        return subprocess.Popen(self.words(*args), env=self.env, cwd=self.folder, **more)

    def finish(self, process, seconds=60):
        """Wait for a started command that says little on stderr; (exit status, stderr)."""
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise Wrong(f"{process.args[5:]}: still running after {seconds} s")
        finally:
            err = process.stderr.read().decode("utf-8", "replace")
            for stream in (process.stdin, process.stdout, process.stderr):
                if stream:
                    stream.close()
        return process.returncode, err

    def write(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def files(self, content, folder="given"):
        """{"sdn.csv": bytes} as files; their paths in order."""
        shutil.rmtree(self.folder / folder, ignore_errors=True)
        return [self.write(f"{folder}/{name}", data) for name, data in content.items()]

    def take(self, source, content, *options):
        """Import {"name": bytes}."""
        if source == "opensanctions":
            options = ("--accept-licence", *options)
        return self.run("lists", "import", source, *options, *self.files(content))

    def status(self):
        return self.run("lists", "status", "--json").ends(CLEAR).out

    def set_hash(self):
        return json.loads(self.status())["set"]

    def lists(self):
        return {l["source"]: l for l in json.loads(self.status())["lists"]}

    def check_whole(self):
        """Every byte in use is as it was stored, and nothing half written lies about."""
        found = {}
        r = self.run("doctor", "--json")
        for f in json.loads(r.out)["findings"]:
            found[f["check"]] = f
        if not found.get("data set", {}).get("ok"):
            r.fail("doctor does not find the data set whole")
        return self

    def leftovers(self):
        return [str(p) for p in self.data.rglob("*.tmp")]

    def refuses(self, source, content, code, *says, options=()):
        """An import that must fail, and leave what was in use as it was."""
        before = self.status()
        r = self.take(source, content, *options).ends(code).says(*says)
        if r.out:
            r.fail("want nothing on stdout")
        if self.status() != before:
            r.fail("the edition in use changed")
        self.check_whole()
        if self.leftovers():
            r.fail(f"left behind: {self.leftovers()}")
        return r

    def screen(self, content, *options, name="records"):
        return self.run("screen", "--json", *options, self.write(name, content))


def seed(house):
    house.take("us_ofac_sdn", editions.ofac_csv(), "--edition", "2026-02-25").ends(CLEAR)
    house.take("un_sc", {"un.xml": editions.un_xml()}).ends(CLEAR)
    house.take("own", {"own.csv": editions.own()}).ends(CLEAR)


def say(text):
    print(text, flush=True)


def report(number, test, house):
    name = (test.__doc__ or test.__name__).strip().splitlines()[0].rstrip(".")
    try:
        note = test(house)
        say(f"ok {number} - {name}{': ' + note if note else ''}")
        return True
    except Skip as why:
        say(f"ok {number} - {name} # SKIP {why}")
        return True
    except Exception as why:  # whatever it is, the next test runs
        say(f"not ok {number} - {name}")
        for line in f"{type(why).__name__}: {why}".splitlines():
            say(f"# {line}")
        return False


def main(tests):
    command = os.path.abspath(sys.argv[1])
    wanted = sys.argv[2:]
    tests = [t for t in tests if not wanted or t.__name__ in wanted]
    top = tempfile.mkdtemp(prefix="cordon-bad-")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        template = House(command, top + "/seed")
        template.folder.mkdir()
        os.chmod(top, 0o755)
        seed(template)
        good = True
        say(f"1..{len(tests)}")
        for number, test in enumerate(tests, 1):
            house = House(command, f"{top}/{number}")
            shutil.copytree(template.folder, house.folder)
            good = report(number, test, house) and good
            shutil.rmtree(house.folder, ignore_errors=True)
        return 0 if good else 1
    finally:
        shutil.rmtree(top, ignore_errors=True)


def status_of(process):
    """The fields of /proc/PID/status; nothing where the system has no such file."""
    try:
        with open(f"/proc/{process.pid}/status", encoding="ascii", errors="replace") as f:
            return dict(line.rstrip("\n").split(":\t", 1) for line in f if ":\t" in line)
    except OSError:
        return {}


def until(process, is_so, what, seconds=60):
    """Look until it is so: a busy machine takes its time. Fails when the process ends before."""
    end = time.monotonic() + seconds
    while not is_so():
        if process.poll() is not None or time.monotonic() > end:
            raise Wrong(f"{process.args[5:]}: never {what}; exit {process.returncode}")
        time.sleep(0.01)


def until_it_catches(process, number):
    """Until the process has a handler for a signal."""
    if "SigCgt" not in status_of(process):
        time.sleep(2)
        return
    until(process, lambda: int(status_of(process).get("SigCgt", "0"), 16) >> (number - 1) & 1,
          f"caught signal {number}")


def until_it_waits(process, number):
    """The same, and then until the process does nothing but wait."""
    until_it_catches(process, number)
    seen = [0]

    def is_asleep():
        seen[0] = seen[0] + 1 if status_of(process).get("State", "S").startswith("S") else 0
        return seen[0] >= 10
    until(process, is_asleep, "waited")


class Clock:
    """Rounds until enough or until the time is up, but never fewer than `least`."""

    def __init__(self, rounds, seconds, least):
        self.rounds, self.least, self.end = rounds, least, time.monotonic() + seconds

    def __iter__(self):
        for i in range(self.rounds):
            if i >= self.least and time.monotonic() > self.end:
                return
            yield i
