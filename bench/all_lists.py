"""All lists into one data set: time, memory and counts.

usage: all_lists.py CORDON DATA [WORK]

DATA is a folder of collected sets (tools/make_list_files.py says which). Each list is imported alone, in a
process of its own, into one new data folder; a row for each and one for all are printed, tab separated.
Exit status 1 when all together took more processor time, or any of them more memory, than the aims say: time of
the processors, since that of the wall clock tells what else the machine was doing, and on an idle one is less.
"""
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
COUNTS = ["entries", "persons", "organizations", "vessels", "aircraft", "others", "aliases", "weak_aliases",
          "addresses", "wallets", "dprk_entries", "warnings"]
MOST_SECONDS, MOST_GB = 15.0, 1.0  # the aims
CONVERTED = {"uk_fcdo", "au_dfat", "ch_seco", "kr_kofiu"}  # by others, who left birth dates out: doubtful by right


def timed(args):
    """Seconds, those of the processors, and MiB of one process; ends when it fails."""
    begin = time.monotonic()
    quiet = os.open(os.devnull, os.O_WRONLY)
    pid = os.posix_spawn(args[0], args, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, quiet, 1),
                                                                  (os.POSIX_SPAWN_DUP2, quiet, 2)])
    os.close(quiet)
    _, status, usage = os.wait4(pid, 0)
    if status:
        sys.exit(f"failed: {' '.join(args)}")
    return time.monotonic() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def run(cordon, data, work):
    lists, folder = Path(work) / "lists", str(Path(work) / "data")
    subprocess.run([sys.executable, str(HERE.parent / "tools" / "make_list_files.py"), data, str(lists)], check=True)
    rows, seconds, cpu, most = {}, 0.0, 0.0, 0.0
    for line in (lists / "editions.tsv").read_text(encoding="utf-8").splitlines():
        source, edition, *names = line.split("\t")
        files = [str(lists / source / n) for n in names]
        when = ["--edition", edition] if edition else []
        when += ["--accept", "another's conversion"] if source in CONVERTED else []
        took, busy, mib = timed([cordon, "--data", folder, "--plain", "lists", "import", source, *files, *when])
        rows[source] = [f"{sum(map(os.path.getsize, files)) / 1e6:.1f}", f"{took:.2f}", f"{busy:.2f}", f"{mib:.0f}"]
        seconds, cpu, most = seconds + took, cpu + busy, max(most, mib)
    status = json.loads(subprocess.run([cordon, "--data", folder, "lists", "status", "--json"], check=True,
                                       capture_output=True).stdout)
    print("\t".join(["source", "MB", "seconds", "cpu", "MiB", *COUNTS]))
    for row in status["lists"]:
        if row["source"] in rows:
            print("\t".join([row["source"], *rows[row["source"]], *(str(row[c]) for c in COUNTS)]))
    size = sum(f.stat().st_size for f in Path(folder).rglob("*.cds")) / 1e6
    print(f"all\t\t{seconds:.2f}\t{cpu:.2f}\t{most:.0f}\tparts {size:.0f} MB")
    gb = most * 1.048576 / 1000
    if cpu >= MOST_SECONDS or gb >= MOST_GB:
        sys.exit(f"above the aims: {cpu:.1f} s of {MOST_SECONDS:.0f}, {gb:.2f} GB of {MOST_GB:.0f}")


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    if not os.path.isdir(sys.argv[2]):
        print(f"skipped: no collected lists in {sys.argv[2]}")
        sys.exit(77)
    if len(sys.argv) == 4:
        run(os.path.abspath(sys.argv[1]), sys.argv[2], sys.argv[3])
    else:
        with tempfile.TemporaryDirectory() as place:
            run(os.path.abspath(sys.argv[1]), sys.argv[2], place)
