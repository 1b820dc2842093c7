"""Sum the tests of several runs of `meson test`.

    test_sum.py FOLDER

FOLDER holds one copy of Meson's testlog.json a variant, and `broken`, the variants that could not
be built or run. Every single test of a program counts (TAP lines), not the program. A program that
ends badly without saying which test failed counts as one failure.
"""
import json
import pathlib
import re
import sys

LINE = re.compile(r"^(not )?ok\b\s*(\d+)?\s*-?\s*(.*?)(?:\s*#\s*(SKIP|TODO)\b\s*(.*))?$", re.I)
GOOD = {"OK", "EXPECTEDFAIL", "SKIP"}


def read_program(entry):
    """Passed, failed and skipped test names of one program."""
    program = entry["name"].split(" / ")[-1]
    passed, failed, skipped = [], [], []
    reason = ""
    planned = None
    for line in (entry.get("stdout") or "").splitlines():
        if line.startswith("skipped: "):
            reason = line[len("skipped: "):]
        plan = re.match(r"^1\.\.(\d+)", line)
        if plan:
            planned = int(plan.group(1))
        found = LINE.match(line)
        if not found:
            continue
        name = f"{program}: {found.group(3) or found.group(2)}"
        if (found.group(4) or "").upper() == "SKIP":
            why = found.group(5) or reason
            skipped.append(f"{name} ({why})" if why else name)
        elif found.group(1):
            failed.append(name)
        else:
            passed.append(name)
        reason = ""
    said = len(passed) + len(failed) + len(skipped)
    if entry["result"] not in GOOD and not failed:
        failed.append(f"{program}: ended with {entry['result']}, status {entry.get('returncode')}")
    elif planned is not None and said < planned:
        failed.append(f"{program}: only {said} of {planned} tests ran")
    elif said == 0:
        failed.append(f"{program}: ran no test")
    return passed, failed, skipped


def tail_of(entry, lines=25):
    text = (entry.get("stdout") or "") + (entry.get("stderr") or "")
    return [line for line in text.splitlines() if not line.startswith("ok ")][-lines:]


def main():
    folder = pathlib.Path(sys.argv[1])
    broken = folder / "broken"
    passed_count, failures, skips, details = 0, [], {}, []
    for log in sorted(folder.glob("*.json")):
        variant = log.stem
        counts = [0, 0, 0]
        for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
            entry = json.loads(line)
            passed, failed, skipped = read_program(entry)
            counts = [a + len(b) for a, b in zip(counts, (passed, failed, skipped))]
            passed_count += len(passed)
            failures += [f"{name} [{variant}]" for name in failed]
            if failed:
                details.append((f"{entry['name']} [{variant}]", tail_of(entry)))
            for name in skipped:
                skips.setdefault(name, []).append(variant)
        print(f"# {variant}: {counts[0]} passed, {counts[1]} failed, {counts[2]} skipped")
    if broken.exists():
        failures += [f"{name}: did not build or run" for name in broken.read_text().split()]
    for name, lines in details:
        print(f"\n--- {name}")
        print("\n".join(lines))
    if skips:
        print(f"\n{sum(len(v) for v in skips.values())} skipped")
        for name in sorted(skips):
            print(f"  {name} [{', '.join(skips[name])}]")
    if failures:
        print("\nfailed:")
        for name in failures:
            print(f"  {name}")
    print(f"\n{passed_count} passed, {len(failures)} failed")
    return 1 if failures or not passed_count else 0


sys.exit(main())
