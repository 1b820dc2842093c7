"""data/law/holidays.tsv to days: a country's public holidays, weekends taken off.

The rules that this knows stand at the head of that table; tests/test_law_deadline.c holds the
result to published calendars.
"""
import datetime
import sys

from table import rows

COLUMNS = "country name first last rule moves".split()
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SATURDAY, SUNDAY = 5, 6
ONE = datetime.timedelta(1)


def easter(year):
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return datetime.date(year, month, day + 1)


def nth(year, month, weekday, n):
    first = datetime.date(year, month, 1)
    return first + ONE * ((weekday - first.weekday()) % 7 + 7 * (n - 1))


def last(year, month, weekday):
    end = datetime.date(year + month // 12, month % 12 + 1, 1) - ONE
    return end - ONE * ((end.weekday() - weekday) % 7)


def days_of(rule, years):
    """The days that one rule names, before anything moves."""
    word, *rest = rule.split()
    if word in ("list", "around"):
        dates = [datetime.date.fromisoformat(d) for d in rest]
        if {d.year for d in dates} != set(years) and word == "around" or \
                not {d.year for d in dates} <= set(years):
            sys.exit(f"holidays: '{rule[:40]}' has dates for other years than its row")
        return [d + ONE * n for d in dates for n in ((-1, 0, 1) if word == "around" else (0,))]
    if word == "on":
        month, day = map(int, rest[0].split("-"))
        return [datetime.date(y, month, day) for y in years]
    if word == "nth":
        return [nth(y, int(rest[2]), DAYS.index(rest[1]), int(rest[0])) for y in years]
    if word == "last":
        return [last(y, int(rest[1]), DAYS.index(rest[0])) for y in years]
    if word == "easter":
        return [easter(y) + ONE * int(rest[0]) for y in years]
    sys.exit(f"holidays: no rule '{rule}'")


def moved(day, moves, taken):
    """Where the day off lies that stands for `day`, or None. `taken`: all days off so far."""
    weekday = day.weekday()
    if moves == "none":
        return None
    if moves == "nearest":
        return day - ONE if weekday == SATURDAY else day + ONE if weekday == SUNDAY else None
    if moves in ("next", "sunday"):
        if weekday != SUNDAY and not (moves == "next" and weekday == SATURDAY):
            return None
        is_free = (lambda d: d.weekday() < SATURDAY) if moves == "next" else (lambda d: True)
    elif moves in ("kr_sun", "kr_weekend"):
        meets = weekday < SATURDAY and taken.get(day, 0) > 1
        if weekday != SUNDAY and not (moves == "kr_weekend" and weekday == SATURDAY) and not meets:
            return None
        if meets:
            taken[day] = 1 # one day off for both
        is_free = lambda d: d.weekday() < SATURDAY
    else:
        sys.exit(f"holidays: no moves '{moves}'")
    while day in taken or not is_free(day):
        day += ONE
    return day


def calendars(path):
    """country -> (first year, last year, days off on weekdays, sorted)."""
    known, plain, bridges = {}, {}, {}
    for number, (country, name, first, final, rule, moves) in rows(path, COLUMNS):
        years = range(int(first), int(final) + 1)
        if name == "known":
            known[country] = (years[0], years[-1])
        elif country not in known:
            sys.exit(f"{path}:{number}: say first for which years {country} is known")
        elif rule == "bridge":
            bridges[country] = years
        else:
            plain.setdefault(country, []).extend((d, moves) for d in days_of(rule, years))
    found = {}
    for country, (first, final) in known.items():
        taken = {}
        for day, _ in plain[country]:
            taken[day] = taken.get(day, 0) + 1
        for day, moves in sorted(plain[country]):
            other = moved(day, moves, taken)
            if other is not None:
                taken[other] = 1
        for day in sorted(taken):
            between = day + ONE
            if between.year in bridges.get(country, ()) and between not in taken \
                    and day + 2 * ONE in taken and between.weekday() < SUNDAY:
                taken[between] = 1
        found[country] = (first, final, sorted(d for d in taken if d.weekday() < SATURDAY
                                               and first <= d.year <= final))
    return found
