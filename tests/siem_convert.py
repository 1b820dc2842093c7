#!/usr/bin/env python3
"""The rules of rules/siem become queries of Splunk, Elastic and Kusto.

usage: siem_convert.py SOURCE        reports as TAP

The program is $CORDON_SIGMA, else `sigma`, else sigma-cli with its backends from the Python registry,
put into a temporary folder; each part is skipped by name when it cannot be had. Correlations are
asked of the backends that know them (Splunk and ES|QL); detections of all.
"""
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

RULES = Path(sys.argv[1]) / "rules" / "siem"
PACKAGES = ["sigma-cli", "pysigma-backend-splunk", "pysigma-backend-elasticsearch", "pysigma-backend-kusto"]
TARGETS = {"splunk": True, "esql": True, "lucene": False, "eql": False, "kusto": False}  # True: correlations too
LEAST = 15


def run(args, **more):
    return subprocess.run([str(a) for a in args], capture_output=True, text=True, check=False,
                          env={**os.environ, "COLUMNS": "400", "NO_COLOR": "1"}, **more)


def targets_of(sigma):
    text = run([sigma, "list", "targets"]).stdout
    return {t for t in TARGETS if any(line.split("|")[1:2] == [f" {t} ".ljust(len(line.split("|")[1]))]
                                      for line in text.splitlines() if line.count("|") > 2)}


def fetched(folder):
    """sigma-cli in a folder of its own; None when the registry does not answer."""
    try:
        venv.create(folder, with_pip=True)
        done = run([folder / "bin" / "pip", "install", "-q", "--retries", "0", "--timeout", "10", *PACKAGES],
                   timeout=180)
    except (OSError, subprocess.SubprocessError):
        return None
    return folder / "bin" / "sigma" if done.returncode == 0 else None


def converted(sigma, target, files):
    """How one run of the program ended, and the lines of its queries."""
    done = run([sigma, "convert", "-t", target, "--without-pipeline", *files])
    return done, [line for line in done.stdout.splitlines() if line.strip() and not line.startswith("Parsing ")]


def convert(sigma, target, files):
    """What does not become a query of this target. All at once, since the program takes a second to
    start; file by file only to say which one fails."""
    done, queries = converted(sigma, target, files)
    if done.returncode == 0 and len(queries) >= len(files):
        return [], len(files)
    wrong, made = [], 0
    for path in files:
        done, query = converted(sigma, target, [path])
        if done.returncode or not query:
            wrong.append(f"{path.name}: {(done.stderr or done.stdout).strip().splitlines()[-1:]}")
        else:
            made += 1
    return wrong, made


def main():
    files = sorted(RULES.glob("*.yml"))
    single = [p for p in files if "\ncorrelation:" not in p.read_text(encoding="utf-8")]
    print(f"1..{len(TARGETS)}")
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        sigma = os.environ.get("CORDON_SIGMA") or shutil.which("sigma")
        if not sigma or not targets_of(sigma):
            sigma = fetched(Path(folder) / "sigma")
        have = targets_of(sigma) if sigma else set()
        for number, (target, has_correlations) in enumerate(TARGETS.items(), 1):
            if target not in have:
                print(f"ok {number} - {target} # SKIP no sigma-cli with a backend for {target}")
                continue
            wrong, made = convert(sigma, target, files if has_correlations else single)
            if made < LEAST:
                wrong.append(f"{made} files, want {LEAST} at least")
            failed |= bool(wrong)
            print(f"{'not ok' if wrong else 'ok'} {number} - {target}: {made} rule files become queries")
            for line in wrong:
                print("# " + line)
    return 1 if failed else 0


sys.exit(main())
