"""Full disks, folders and files without permission: exit status 5, the system's own words and the
file's name, and what was in use stays in use."""
import contextlib
import json
import os
import resource
import shutil
import subprocess

import editions
from house import CLEAR, STORAGE, House, Skip, Wrong, main

NOBODY = 65534
PAGE = 4096
RECORD = b'{"id":"1","name":"Example Person Ce"}\n'


@contextlib.contextmanager
def small_disk(house, options):
    """A tmpfs of its own, with a copy of the data folder; skipped where mounting is not allowed."""
    place = house.folder / "disk"
    place.mkdir(exist_ok=True)
    words = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(words, capture_output=True).returncode != 0:
        raise Skip("a tmpfs cannot be mounted here")
    other = House(house.command, house.folder)
    other.data = place / "data"
    try:
        shutil.copytree(house.data, other.data)
        yield other
    finally:
        subprocess.run(["umount", str(place)], check=True)


def free_pages(place):
    f = os.statvfs(place)
    return f.f_bavail * f.f_frsize // PAGE


def leave_pages(place, pages):
    """Fill the disk but for so many pages."""
    (place / "filler").unlink(missing_ok=True)
    with open(place / "filler", "wb") as f:
        while free_pages(place) > pages:
            f.write(b"x" * PAGE)
            f.flush()


def what_failed(run):
    """Which sort of file could not be written."""
    for sort in ("raw.zst", "meta.json", ".cds", ".set", "current"):
        if sort in run.err.split(": cannot")[0]:
            return sort
    return "folder"


def full(house):
    """A full disk, met at each write of an import, leaves the edition before in use"""
    content = editions.own(60, "Sample").replace(b",,DPRK", f",{editions.WALLET},DPRK".encode(), 1)
    new = house.files({"own.csv": content}) # none of its four parts is there already
    with small_disk(house, "size=1m") as disk:
        place, before = disk.data.parent, disk.status()
        failed = []
        for pages in range(100):
            (place / "filler").unlink(missing_ok=True)
            shutil.rmtree(disk.data) # parts that a failed import wrote whole would help the next
            shutil.copytree(house.data, disk.data)
            leave_pages(place, pages)
            r = disk.run("lists", "import", "own", *new)
            if r.code == CLEAR:
                break
            r.ends(STORAGE).says("No space left on device", disk.data)
            failed.append(what_failed(r))
            if disk.status() != before or disk.leftovers():
                r.fail(f"the edition in use changed, or {disk.leftovers()} was left")
            disk.check_whole()
        if disk.lists()["own"]["entries"] != 60:
            raise Wrong("the import that fitted is not in use")
        if not {"raw.zst", "meta.json", ".cds", ".set", "current"} <= set(failed):
            raise Wrong(f"the disk was full at {failed} only")
        disk.check_whole()
        return ", ".join(f"{sort} {failed.count(sort)}x" for sort in dict.fromkeys(failed))


def full_of_files(house):
    """A disk that takes no more files is met in the same way"""
    new = house.files({"own.csv": editions.own(60, "Sample")})
    count = sum(1 for _ in house.data.rglob("*")) + 3
    with small_disk(house, f"size=4m,nr_inodes={count}") as disk:
        before = disk.status()
        met = 0
        for inodes in range(count, count + 40):
            subprocess.run(["mount", "-o", f"remount,nr_inodes={inodes}", str(disk.data.parent)],
                           check=True, capture_output=True)
            r = disk.run("lists", "import", "own", *new)
            if r.code == CLEAR:
                break
            r.ends(STORAGE).says("No space left on device", disk.data)
            if disk.status() != before or disk.leftovers():
                r.fail("the edition in use changed, or something was left")
            disk.check_whole()
            met += 1
        if disk.lists()["own"]["entries"] != 60 or met < 3:
            raise Wrong(f"met {met} times only")
        return f"met {met} times"


def full_at_first(house):
    """A full disk in the first import of all leaves nothing in use, and says so"""
    new = house.files({"own.csv": editions.own(60)})
    shutil.rmtree(house.data)
    house.data.mkdir()
    with small_disk(house, "size=1m") as disk:
        for pages in range(100):
            leave_pages(disk.data.parent, pages)
            r = disk.run("lists", "import", "own", *new)
            if r.code == CLEAR:
                break
            r.ends(STORAGE).says("No space left on device")
            if "own" in disk.lists():
                r.fail("something is in use")
        if pages < 5:
            raise Wrong(f"met {pages} times only")
        disk.check_whole()


def read_only(house):
    """A disk that is mounted read-only can be screened with, and not imported to"""
    with small_disk(house, "size=4m") as disk:
        before = disk.status()
        subprocess.run(["mount", "-o", "remount,ro", str(disk.data.parent)], check=True)
        disk.take("own", {"own.csv": editions.own()}).ends(STORAGE).says("Read-only file system", disk.data)
        disk.screen(RECORD).ends(1).quiet()
        r = disk.run("doctor").ends(STORAGE)
        if "Read-only file system" not in r.out or disk.status() != before:
            r.fail("doctor does not say so")


def file_size_limit(house):
    """A limit on the size of files (ulimit -f) fails the write, not the process"""
    new = house.files({"own.csv": editions.own(60, "Sample")})
    before = house.status()
    met = 0
    for size in (0, 1, 100, 500, *(1000 * 2 ** n for n in range(10))):
        r = house.run("lists", "import", "own", *new,
                      preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))
        if r.code == CLEAR:
            break
        r.ends(STORAGE).says("File too large", house.data)
        met += 1
        if house.status() != before or house.leftovers():
            r.fail("the edition in use changed, or something was left")
    house.check_whole()
    if met < 5 or met > 13 or house.lists()["own"]["entries"] != 60:
        raise Wrong(f"met {met} times only")
    return f"met {met} times"


# --- permissions -------------------------------------------------------------------------------


def powerless(house):
    """A House whose commands run without root's power; the data folder belongs to them."""
    other = House(str(house.folder / "cordon"), house.folder)
    shutil.copy(house.command, other.command)
    if os.geteuid() == 0:
        for path in (house.folder, *house.folder.rglob("*")):
            os.chown(path, NOBODY, NOBODY)
        plain = other.run
        drop = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        other.run = lambda *args, **more: plain(*args, **drop, **more)
    try:
        other.run("lists", "status").ends(CLEAR)
    except (PermissionError, Wrong) as why:
        raise Skip(f"the command cannot be run without power here: {why}".splitlines()[0])
    return other


def modes(folder, of_folders, of_files):
    for path in (*folder.rglob("*"), folder):
        path.chmod(of_folders if path.is_dir() else of_files)


def no_write_permission(house):
    """A data folder without write permission can be screened with, and not imported to"""
    new = house.files({"own.csv": editions.own(60)})
    house = powerless(house)
    before = house.status()
    try:
        modes(house.data, 0o500, 0o400)
        house.run("lists", "import", "own", *new).ends(STORAGE).says("Permission denied", house.data)
        house.run("screen", "-", stdin=RECORD).ends(1)
        if house.status() != before:
            raise Wrong("the status changed")
        r = house.run("doctor").ends(STORAGE)
        if "cannot be written" not in r.out or "every byte as it was stored" not in r.out:
            r.fail("doctor does not say so")
        house.data.chmod(0o700)
        (house.data / "lock").chmod(0o600)
        for name in ("editions", "parts", "sets"): # what an import writes to, in its order
            house.run("lists", "import", "own", *new).ends(STORAGE).says("Permission denied",
                                                                         house.data / name)
            if house.status() != before or house.leftovers():
                raise Wrong("the edition in use changed, or something was left")
            for path in (house.data / name, *(house.data / name).rglob("*")):
                path.chmod(0o700 if path.is_dir() else 0o400)
        house.run("lists", "import", "own", *new).ends(CLEAR)
    finally:
        modes(house.data, 0o700, 0o600)
    house.check_whole()


def no_read_permission(house):
    """A data folder or part that may not be read is an error, never 'no match'"""
    house = powerless(house)
    house.write("records", RECORD)
    before = house.status()
    manifest = house.data / "sets" / (house.set_hash() + ".set")
    part = json.loads(manifest.read_bytes())["sources"][1]["parts"]["names"]
    places = [house.data, house.data / "current", house.data / "parts",
              house.data / "parts" / (part + ".cds"), house.data / "sets", manifest]
    for path in places:
        mode = path.stat().st_mode & 0o777
        path.chmod(0)
        try:
            for words in (["screen", house.folder / "records"], ["lists", "status"], ["show", "un_sc-KPi.001"]):
                r = house.run(*words).ends(STORAGE).says("Permission denied", house.data)
                if r.out:
                    r.fail("an answer")
            house.run("doctor").ends(STORAGE)
        finally:
            path.chmod(mode)
    if house.status() != before:
        raise Wrong("the status changed")


def unreadable_files(house):
    """Files that may not be read are named"""
    house = powerless(house)
    path = house.write("shut", RECORD)
    path.chmod(0)
    before = house.status()
    for words in (["lists", "import", "own", path], ["screen", path], ["compare", path],
                  ["screen", "--policy", path, "-"]):
        house.run(*words).ends(STORAGE).says(path, "Permission denied")
    house.write(".config/cordon/config", b"lang = ko\n").chmod(0)
    house.run("config").ends(STORAGE).says("config", "Permission denied")
    (house.folder / ".config/cordon/config").unlink()
    if house.status() != before:
        raise Wrong("the status changed")


def folders_that_cannot_be(house):
    """A data folder that is a file, or cannot be made, is an error"""
    other = powerless(house)
    new = other.files({"own.csv": editions.own()})
    for data, says in ((other.write("f", b"x"), "f"), (other.folder / "f/below", "f"),
                       (other.folder / "shut/below", "Permission denied")):
        other.data = data
        if data.name == "below" and data.parent.name == "shut":
            data.parent.mkdir(mode=0o500)
        r = other.run("lists", "import", "own", *new).ends(STORAGE).says(says)
        r = other.run("screen", "-", stdin=RECORD)
        if data.parent.name != "shut":
            r.ends(STORAGE).says(says)
        elif r.code == CLEAR:
            r.fail("clear without lists")


def nothing_imported(house):
    """With nothing imported no record is clear, and doctor says why"""
    shutil.rmtree(house.data)
    r = house.run("screen", "-", stdin=b'{"name":"Zed Quux"}').ends(4)
    if "UNDECIDED" not in r.out:
        r.fail("not undecided")
    if "never imported" not in house.run("doctor").ends(4).out:
        raise Wrong("doctor is silent")


if __name__ == "__main__":
    raise SystemExit(main([full, full_of_files, full_at_first, read_only, file_size_limit,
                           no_write_permission, no_read_permission, unreadable_files,
                           folders_that_cannot_be, nothing_imported]))
