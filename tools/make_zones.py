#!/usr/bin/env python3
"""Make data/zones.tsv and data/places.tsv from the tz database of this machine and a list of cities.

usage: make_zones.py ZONEINFO CITIES.TXT ZONES.TSV PLACES.TSV

Run by hand when the tz database changes; the files are committed, so that an answer never hangs on
the machine it is made on. CITIES.TXT: "@Zone country" lines, below them "Name lat lon [alias|alias]"
with ';' between.
"""
import datetime
import re
import struct
import sys
from pathlib import Path

FIRST, LAST = 2016, 2037  # years that are kept exactly
UTC = datetime.timezone.utc


def read_tzif(path):
    """([(time, offset)], offset before the first, footer) of a TZif file, its 64-bit part."""
    data = path.read_bytes()
    if data[:4] != b"TZif" or data[4:5] < b"2":
        return None

    def header(at):
        return struct.unpack(">6I", data[at + 20:at + 44])
    isut, isstd, leap, times, types, chars = header(0)
    at = 44 + times * 5 + types * 6 + chars + leap * 8 + isstd + isut
    isut, isstd, leap, times, types, chars = header(at)
    at += 44
    when = struct.unpack(f">{times}q", data[at:at + 8 * times])
    which = data[at + 8 * times:at + 9 * times]
    at += 9 * times
    offsets = [struct.unpack(">i", data[at + 6 * i:at + 6 * i + 4])[0] for i in range(types)]
    at += types * 6 + chars + leap * 12 + isstd + isut
    footer = data[at:].strip(b"\n").decode("ascii")
    moves = [(t, offsets[i] // 60) for t, i in zip(when, which)]
    return moves, offsets[0] // 60, footer


def minutes(text):
    """[+-]h[h[h]][:mm] as minutes."""
    m = re.fullmatch(r"([+-]?)(\d+)(?::(\d+))?(?::00)?", text)
    return (-1 if m[1] == "-" else 1) * (int(m[2]) * 60 + int(m[3] or 0))


def read_footer(text):
    """(standard, summer, begin, end) of a POSIX rule; begin and end (month, week, day, minute)."""
    m = re.fullmatch(r"(?:<[^>]*>|[A-Za-z]+)([+-]?[\d:]+)(?:(?:<[^>]*>|[A-Za-z]+)([+-]?[\d:]+)?"
                     r",(M[\d./:+-]+),(M[\d./:+-]+))?", text)
    standard = -minutes(m[1])
    if not m[3]:
        return standard, standard, None, None
    summer = -minutes(m[2]) if m[2] else standard + 60
    ends = []
    for part in (m[3], m[4]):
        day, _, clock = part.partition("/")
        month, week, weekday = map(int, day[1:].split("."))
        ends.append((month, week, weekday, minutes(clock) if clock else 120))
    return standard, summer, ends[0], ends[1]


def moment(year, rule, offset):
    month, week, weekday, minute = rule
    first = datetime.date(year, month, 1)
    day = first + datetime.timedelta((weekday - first.isoweekday()) % 7 + 7 * (week - 1))
    while day.month != month:
        day -= datetime.timedelta(7)
    at = datetime.datetime(day.year, day.month, day.day, tzinfo=UTC)
    return int(at.timestamp()) + 60 * (minute - offset)


def by_rule(rule):
    standard, summer, begin, end = rule
    out = []
    if begin:
        for year in range(FIRST, LAST + 1):
            out += [(moment(year, begin, standard), summer), (moment(year, end, summer), standard)]
    return sorted(out)


def describe(path):
    """(rule, before): the rule in force and the explicit changes until it is, as text."""
    read = read_tzif(path)
    if not read:
        return None
    moves, offset, footer = read
    start = int(datetime.datetime(FIRST, 1, 1, tzinfo=UTC).timestamp())
    stop = int(datetime.datetime(LAST, 12, 31, tzinfo=UTC).timestamp())
    for t, o in moves:
        if t <= start:
            offset = o
    moves = [(t, o) for t, o in moves if start < t <= stop]
    kept, now = [], offset
    for t, o in moves:  # changes of the name alone are none
        if o != now:
            kept.append((t, o))
        now = o
    rule = read_footer(footer)
    want = [m for m in by_rule(rule) if start < m[0] <= stop]
    same = 0
    while same < min(len(kept), len(want)) and kept[-1 - same] == want[-1 - same]:
        same += 1
    if same == len(kept) == len(want):
        return rule, ""
    while True:  # behind the last odd change the rule must make no other than those that were
        odd = kept[:len(kept) - same]
        behind = [m for m in want if m[0] > (odd[-1][0] if odd else start)]
        if same == 0 or (odd and behind == kept[len(kept) - same:]):
            break
        same -= 1
    text = [f"={offset}"]
    for t, o in odd:
        text.append(datetime.datetime.fromtimestamp(t, UTC).strftime("%Y-%m-%dT%H:%MZ") + f"={o}")
    return rule, " ".join(text)


def rule_text(rule):
    standard, summer, begin, end = rule

    def day(d):
        return "-" if d is None else f"M{d[0]}.{d[1]}.{d[2]}/{d[3]}"
    return [str(standard), str(summer), day(begin), day(end)]


def zones(root):
    grouped = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if not path.is_file() or re.match(r"posix/|right/|Factory|localtime|posixrules|.*\.", name):
            continue
        found = describe(path)
        if found:
            rule, before = found
            grouped.setdefault((*rule_text(rule), before or "-"), []).append(name)
    return grouped


def degrees(text):
    """+DDMM[SS] or +DDDMM[SS] as hundredths of a degree."""
    sign, digits = (-1 if text[0] == "-" else 1), text[1:]
    wide = 3 if len(digits) in (5, 7) else 2
    d, m, s = int(digits[:wide]), int(digits[wide:wide + 2]), int(digits[wide + 2:] or 0)
    return sign * round((d * 3600 + m * 60 + s) / 36)


def places(root, cities):
    out = {}
    for line in (root / "zone.tab").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        country, at, zone = line.split("\t")[:3]
        if country == "AQ":
            continue
        lat, lon = re.fullmatch(r"([+-]\d+)([+-]\d+)", at).groups()
        name = zone.rsplit("/", 1)[1].replace("_", " ")
        out[name, country.lower()] = (degrees(lat), degrees(lon), zone, "-")
    zone = country = None
    for line in cities.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        if line.startswith("@"):
            zone, country = line[1:].split()
            continue
        for city in line.split(";"):
            m = re.fullmatch(r"(.+?) (-?\d+\.\d+) (-?\d+\.\d+)(?: (.+))?", city.strip())
            if not m:
                sys.exit(f"odd city: {city}")
            lat, lon = (int(x.replace(".", "")) for x in (m[2], m[3]))
            old = out.get((m[1], country))
            out[m[1], country] = (old or (lat, lon, zone, ""))[:3] + (m[4] or "-",)
    return out


def main(root, cities, zones_out, places_out):
    root, version = Path(root), "unknown"
    for line in (root / "tzdata.zi").read_text(encoding="utf-8").splitlines()[:1]:
        version = line.split()[-1]
    with open(zones_out, "w", encoding="utf-8", newline="\n") as f:
        f.write(f"""# Time zones: offset east of Greenwich in minutes, in winter and summer, and when that changes.
# Made by tools/make_zones.py from the tz database {version} (public domain); exact for {FIRST} to {LAST}.
# begin, end: Mmonth.week.weekday/minute of summer time, as POSIX has it, week 5 the last; minute of the
#   local clock before the change. "-": no summer time.
# before: changes that do not follow the rule, "=offset" at the beginning of {FIRST}, then time=offset; behind
#   the last of them the rule holds.
# src: tzdata
""")
        f.write("standard\tsummer\tbegin\tend\tbefore\tzones\n")
        for key, names in sorted(zones(root).items(), key=lambda kv: kv[1][0]):
            f.write("\t".join([*key, "|".join(names)]) + "\n")
    with open(places_out, "w", encoding="utf-8", newline="\n") as f:
        f.write(f"""# Places: where a claimed city lies and what its clocks show; every country's zones are those of its places.
# lat, lon: hundredths of a degree, north and east positive. Made by tools/make_zones.py: the places of
# zone.tab of the tz database {version} (public domain), and large cities by us (to a tenth of a degree or better).
# src: tzdata places-ours
""")
        f.write("name\tcountry\tlat\tlon\tzone\taliases\n")
        for (name, country), row in sorted(places(root, Path(cities)).items()):
            f.write("\t".join([name, country, *map(str, row)]) + "\n")


main(*sys.argv[1:])
