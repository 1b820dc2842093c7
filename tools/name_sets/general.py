"""The general screening set: pairs of which Cordon says whether a name alone is "possible".

A case's half (learn, report) is by the entry that it is made from. Positives "alias" are names that a list gives one entry,
where at least two words can be two spellings (most other aliases are other names altogether; they are found through the
alias table, not by likeness); negatives "near" are names of two entries of one list that are nearest by letters. Those whose
words have equal consonants are namesakes, which no matcher can tell apart, and left out. The rest are made by rule.
"""
import random
import re
import zlib
from collections import Counter, defaultdict
from functools import cache

from . import lists
from .sources import table
from .text import edits, is_latin, plain, share, skeleton, words

SEED = 20261121
LIGHT = set("al el bin ibn abu abd de la von van der the of and for co ltd llc company limited corporation corp inc".split())


def half(key):
    return "learn" if zlib.crc32(key.encode()) & 1 else "report"


# --- what is one name, what is two ---------------------------------------------------------------

def ratio(a, b):
    return 1 - edits(a, b) / max(len(a), len(b))


def is_variant(a, b):
    """Could these be two spellings of one name? Each full word of the shorter one has a partner."""
    x, y = ([w for w in words(t) if w not in LIGHT and len(w) > 1] for t in (a, b))
    if len(x) > len(y):
        x, y = y, x
    if len(x) < 2 or sorted(x) == sorted(y) and len(x) < 2:
        return False
    left, sum_ = list(y), 0.0
    for w in sorted(x, key=len, reverse=True):
        best = max(left, key=lambda v: ratio(w, v))
        if ratio(w, best) < 0.5:
            return False
        sum_ += ratio(w, best)
        left.remove(best)
    return sum_ / len(x) >= 0.65


def is_namesake(a, b):
    x, y = (sorted(filter(None, (skeleton(w) for w in words(t) if w not in LIGHT))) for t in (a, b))
    small, large = (Counter(x), Counter(y)) if len(x) < len(y) else (Counter(y), Counter(x))
    return not small - large or not small


# --- slips and other writings, by rule ------------------------------------------------------------

KEYS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"]
NEAR = {c: (row[i - 1:i] + row[i + 1:i + 2]) for row in KEYS for i, c in enumerate(row)}
TITLES = ["Mr", "Dr.", "Mrs.", "Prof", "Sheikh", "General", "Haji", "Eng."]
SOUNDS = [("kh", "h"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("y", "i"), ("i", "y"), ("ei", "ey"), ("aa", "a"), ("dh", "d"),
          ("gh", "g"), ("q", "k"), ("w", "v"), ("ph", "f"), ("x", "ks"), ("ck", "k"), ("ai", "ay"), ("sky", "skiy"),
          ("ev", "yev"), ("mohammed", "muhammad"), ("mohammad", "muhammad"), ("ahmed", "ahmad"), ("hussein", "husain"),
          ("ss", "s"), ("mm", "m"), ("ll", "l"), ("o", "u"), ("e", "i"), ("j", "dj"), ("ts", "tz"), ("u", "oo"), ("i", "ee")]
CITIES = "Dubai Tehran Moscow Beijing Dandong Damascus Baghdad Karachi Istanbul Beirut Minsk Caracas Hamburg London".split()


def slip_word(w, rng):
    at = rng.randrange(1, len(w)) if rng.random() < 0.95 else 0
    c, dice = w[at].lower(), rng.random()
    if dice < 0.30:
        return w[:at] + rng.choice(NEAR.get(c) or "e") + w[at + 1:]
    if dice < 0.60:
        return w[:at] + w[at + 1:]
    if dice < 0.75 or at + 1 >= len(w):
        return w[:at] + w[at] + w[at:]
    return w[:at] + w[at + 1] + w[at] + w[at + 2:]


def slip(name, rng):
    parts = name.split(" ")
    for _ in range(2 if rng.random() < 0.15 else 1):
        can = [i for i, p in enumerate(parts) if sum(c.isalpha() for c in p) >= 4]
        if not can:
            return None
        i = rng.choice(can)
        parts[i] = slip_word(parts[i], rng)
    return " ".join(parts)


def respell(name, rng):
    low = name.lower()
    can = [p for p in SOUNDS if p[0] in low]
    for a, b in rng.sample(can, min(len(can), rng.choice((1, 1, 2)))):
        low = low.replace(a, b, 1)
    return low.title() if can else None


def noise(name, rng):
    dice = rng.randrange(6)
    if dice == 0:
        return f"{rng.choice(TITLES)} {name}"
    if dice == 1:
        return name.upper() if name != name.upper() else name.lower()
    if dice == 2:
        return re.sub(r"[-']", " ", name) if re.search(r"[-']", name) else "".join(c + rng.choice("\u0301\u0302\u0308") if c in "aeo" else c for c in name)
    if dice == 3:
        return name.replace(" ", "  ").replace(",", " ,") + rng.choice((".", ",", " -"))
    if dice == 4:
        return name.replace(" ", "_" if rng.random() < 0.3 else "-", 1)
    return f'"{name}" ({rng.choice(("Mr", "f", "m", "Ms"))})' if rng.random() < 0.3 else f"'{name}'"


def straight(name):
    """First Last of LAST, First."""
    last, comma, first = name.partition(", ")
    return f"{first} {last}" if comma else name


def reorder(name, rng):
    if "," in name:
        return straight(name)
    parts = name.split()
    return f"{parts[-1]}, {' '.join(parts[:-1])}" if rng.random() < 0.5 else " ".join(parts[-1:] + parts[:-1])


def lacks(name, rng):
    parts = straight(name).split()
    if len(parts) < 3:
        return None
    del parts[rng.randrange(1, len(parts) - 1)]
    return " ".join(parts) if len([p for p in parts if p.lower() not in LIGHT]) > 1 else None


def initial(name, rng):
    parts = straight(name).split()
    if len(parts) < 3 or len(parts[1]) < 2:
        return None
    parts[1] = parts[1][0] + "."
    return " ".join(parts)


def joined(name, rng):
    """Two parts of the given names, or of the surname, written together."""
    if "-" in name:
        return name.replace("-", rng.choice(("", " ")), 1)
    last, comma, first = name.partition(", ")
    parts = first.split() if comma and len(first.split()) > 1 else last.split()
    if len(parts) < (2 if comma else 3):
        return None
    at = rng.randrange(len(parts) - (1 if comma else 2))
    parts[at:at + 2] = [parts[at] + parts[at + 1].lower()]
    if not comma:
        return " ".join(parts)
    return f"{last}, {' '.join(parts)}" if first.split() != parts and len(first.split()) > 1 else f"{first} {' '.join(parts)}"


def joined_words(name, rng):
    parts = name.split()
    can = [i for i in range(len(parts) - 1) if parts[i].isalpha() and parts[i + 1].isalpha() and plain(parts[i]) not in LIGHT | {"joint", "stock"}]
    if "-" in name or not can:
        return name.replace("-", "", 1) if "-" in name else None
    at = rng.choice(can)
    return " ".join(parts[:at] + [parts[at] + parts[at + 1].lower()] + parts[at + 2:])


FORMS = [("limited", "ltd"), ("ltd.", "limited"), ("ltd", "limited"), ("company", "co."), ("co.", "company"), ("llc", ""), ("corporation", "corp"),
         ("corp.", "corporation"), ("inc.", ""), ("gmbh", ""), ("ojsc", "oao"), ("jsc", "ao"), ("co", "company"), ("fze", ""), ("sal", "s.a.l.")]


def other_form(name, rng):
    low = name.lower()
    can = [(a, b) for a, b in FORMS if re.search(rf"\b{re.escape(a)}(?!\w)", low)]
    if not can:
        return f"{name} {rng.choice(('Ltd', 'LLC', 'Co., Ltd.'))}"
    a, b = rng.choice(can)
    return re.sub(r"[ ,]+$", "", re.sub(rf"\b{re.escape(a)}(?!\w)", b, low, count=1)).strip().title()


def other_order(name, rng):
    parts = name.split()
    if len(parts) < 3:
        return None
    at = rng.randrange(1, len(parts))
    return " ".join(parts[at:] + parts[:at])


def and_sign(name, rng):
    if " & " in name:
        return name.replace(" & ", " and ")
    if re.search(" and ", name, re.I):
        return re.sub(" and ", " & ", name, flags=re.I)
    return noise(name, rng)


# --- the general set ------------------------------------------------------------------------------

class General:
    def __init__(self):
        self.cases, self.seen = [], set()

    def add(self, key, label, what, kind, a, b):
        if a and b and a != b and (a, b) not in self.seen and len(a) < 120 and len(b) < 120:
            self.seen.add((a, b))
            self.cases.append((half(key), label, what, "org" if kind != "person" else kind, a, b))
            return True
        return False

    def fill(self, count, entries, label, what, make):
        done = 0
        for e in entries:
            if done == count:
                break
            for a, b in make(e):
                if self.add(e.source + e.id, label, what, e.kind, a, b):
                    done += 1
                    break


def by_rule(change, rng):
    return lambda e: [(e.names[0], change(e.names[0], rng))]


def alias_pairs(e, rng):
    names = [n for n in e.names if is_latin(n)]
    out = [(names[0], n) for n in names[1:] if words(n) != words(names[0]) and is_variant(names[0], n)] if names else []
    rng.shuffle(out)
    return out


@cache
def bigrams(text):
    """Pairs of letters, a second one of the same apart."""
    t, seen = "".join(words(text)), Counter()
    found = []
    for two in zip(t, t[1:]):
        seen[two] += 1
        found.append((two, seen[two]))
    return frozenset(found)


class Near:
    """The nearest other names by letters, among those that share a word's first four letters."""

    def __init__(self, items):
        self.items, self.by = items, defaultdict(list)
        self.grams = [bigrams(n) for _, n in items]
        for i, (_, n) in enumerate(items):
            for w in set(w[:4] for w in words(n) if w not in LIGHT and len(w) > 2):
                self.by[w].append(i)

    def find(self, key, name, count, rng):
        pool = set()
        for w in sorted({w[:4] for w in words(name) if w not in LIGHT and len(w) > 2}):
            ids = self.by[w]
            pool.update(ids if len(ids) < 200 else rng.sample(ids, 200))
        g = bigrams(name)
        best = sorted((i for i in pool if self.items[i][0] != key), key=lambda i: (-share(g, self.grams[i]), i))
        return [self.items[i] for i in best[:count]]


def near_pairs(near, names_of, rng):
    def make(e):
        for key, other in near.find(e.id, e.names[0], 6, rng):
            if any(is_namesake(a, b) for a in names_of[e.id] for b in names_of[key] if is_latin(a) and is_latin(b)):
                continue
            yield e.names[0], other
    return make


def same_surname(e, by_last, rng):
    last = words(e.names[0].split(",")[0] if "," in e.names[0] else e.names[0].split()[-1])
    for o in rng.sample(by_last[tuple(last)], min(8, len(by_last[tuple(last)]))):
        if o.id != e.id and not is_namesake(e.names[0], o.names[0]):
            yield straight(e.names[0]), straight(o.names[0])


def sibling(e, forenames, rng):
    """The surname kept, the forename another that people of this list's country have."""
    first = straight(e.names[0]).split()
    pool = forenames[e.country] if len(forenames[e.country]) > 20 else forenames[""]
    if len(first) < 2:
        return
    for _ in range(4):
        other = [rng.choice(pool)] + first[1:] if len(first) == 2 else [rng.choice(pool)] + first[-1:]
        if not is_namesake(" ".join(first), " ".join(other)):
            yield " ".join(first), " ".join(other)


def other_number(e, rng):
    a, b = rng.sample(range(1, 30), 2)
    m = re.search(r"\b\d{1,4}\b", e.names[0])
    if m:
        yield e.names[0], e.names[0][:m.start()] + str(int(m[0]) + a) + e.names[0][m.end():]
    if e.kind == "vessel" or rng.random() < 0.3:
        yield f"{e.names[0]} {a}", f"{e.names[0]} {b}"


def other_branch(e, rng):
    if len(e.names[0]) > 60:
        return
    a, b = rng.sample(CITIES, 2)
    yield f"{e.names[0]} {a} Branch", f"{e.names[0]} {b} Branch"


def other_word(e, stock, rng):
    parts = re.sub(r"[^\w\s&'-]", " ", e.names[0]).split()
    can = [i for i, p in enumerate(parts) if len(p) > 3 and plain(p) not in LIGHT and plain(p) not in stock["light"]]
    if 2 <= len(parts) <= 5 and can:
        i, new = rng.choice(can), rng.choice(stock["names"])
        if plain(new) != plain(parts[i]) and ratio(plain(new), plain(parts[i])) < 0.6:
            yield " ".join(parts), " ".join(parts[:i] + [new.title()] + parts[i + 1:])


def make_general(entries, people, rng):
    g = General()
    latin = [e for e in entries if e.names and is_latin(e.names[0]) and 4 < len(e.names[0]) < 100]
    persons = [e for e in latin if e.kind == "person" and len(words(e.names[0])) > 1]
    orgs = [e for e in latin if e.kind != "person" and len(words(e.names[0])) > 1]
    for pool in (persons, orgs):
        rng.shuffle(pool)
    again = lambda pool: rng.sample(pool, len(pool))
    g.fill(560, persons, 1, "alias", lambda e: alias_pairs(e, rng))
    for what, count, change in (("order", 130, reorder), ("noise", 180, noise), ("missing", 180, lacks), ("initial", 100, initial),
                                ("joined", 130, joined), ("typo", 260, slip), ("spelling", 220, respell)):
        g.fill(count, again(persons), 1, what, by_rule(change, rng))
    g.fill(360, orgs, 1, "alias", lambda e: alias_pairs(e, rng))
    for what, count, change in (("order", 50, other_order), ("noise", 80, and_sign), ("form", 110, other_form), ("joined", 50, joined_words), ("typo", 120, slip)):
        g.fill(count, again(orgs), 1, what, by_rule(change, rng))
    for pool, counts in ((persons, {"un": 150, "ofac": 250, "eu": 100, "uk": 150, "us_ofac_sdn": 60, "kr_kofiu": 40, "made": 30}),
                         (orgs, {"un": 60, "ofac": 150, "eu": 80, "uk": 80, "us_ofac_sdn": 60, "kr_kofiu": 40, "made": 30})):
        for source, count in counts.items():
            mine = [e for e in pool if e.source == source]
            names_of = {e.id: e.names for e in mine}
            near = Near([(e.id, e.names[0]) for e in mine])
            g.fill(count, again(mine), 0, "near", near_pairs(near, names_of, rng))
    by_last, forenames = defaultdict(list), defaultdict(list)
    for e in persons:
        if e.source in ("ofac", "us_ofac_sdn") and "," in e.names[0]:
            by_last[tuple(words(e.names[0].split(",")[0]))].append(e)
            first = straight(e.names[0]).split()[0]
            forenames[e.country].append(first.title())
            forenames[""].append(first.title())
    us = [e for e in persons if e.source in ("ofac", "us_ofac_sdn") and "," in e.names[0]]
    g.fill(260, again(us), 0, "same surname", lambda e: same_surname(e, by_last, rng))
    g.fill(260, again(us), 0, "sibling", lambda e: sibling(e, forenames, rng))
    near = Near([(None, p[3]) for p in people])
    names_of = {None: []}
    g.fill(300, again(persons), 0, "ordinary", lambda e: [(e.names[0], n) for _, n in near.find(e.id, e.names[0], 4, rng) if not is_namesake(e.names[0], n)])
    count = Counter(w for e in orgs for w in set(words(e.names[0])))
    stock = {"light": {w for w, n in count.items() if n > 40}, "names": sorted(w for w, n in count.items() if n == 2 and len(w) > 4 and w.isalpha())}
    g.fill(120, again(orgs), 0, "one word", lambda e: other_word(e, stock, rng))
    g.fill(90, again(orgs), 0, "number", lambda e: other_number(e, rng))
    g.fill(80, again(orgs), 0, "branch", lambda e: other_branch(e, rng))
    return g.cases


# --- the part that is committed -------------------------------------------------------------------

SYLLABLES = "ka ri mo tan sel vi dor en lu bar shi no pet ra kim zu wal gri fen os".split()
WORDS = "Musterbau Exampla Fabrikon Zanzaboree Gizmotron Widgetal Quibbleton Sprocketa Dingwell Noodlera Bumblefin Turnipol".split()
KINDS = "Trading Shipping Electronics Holding Foods Insurance Machinery Textile Bank Mining".split()


def made_up(rng):
    """People and firms that nobody is: syllables, and words of a joke."""
    word = lambda n: "".join(rng.choice(SYLLABLES) for _ in range(n)).title()
    for k in range(160):
        name = [word(rng.choice((2, 3))) for _ in range(rng.choice((2, 3, 3)))]
        yield lists.Entry("made", f"p{k}", "person", [" ".join(name)], [], "")
    for k in range(60):
        name = rng.sample(WORDS, 1) + [word(2)] + rng.sample(KINDS, 1) + rng.choice((["Co.", "Ltd."], ["LLC"], []))
        yield lists.Entry("made", f"o{k}", "org", [" ".join(name)], [], "")


def make_open(starter):
    """The part that is committed, bench/sets/."""
    rng = random.Random(SEED)
    kinds = {"person": "person", "organization": "org", "vessel": "vessel"}
    entries = list(made_up(rng))
    for r in table(starter):
        names = lists.unique([r["name"]] + r["alias"].split("|"))
        if names and r["type"] in kinds:
            entries.append(lists.Entry(r["source"], r["entry"], kinds[r["type"]], names, [], "kp"))
    people = [("made up", "made up", "", e.names[0]) for e in made_up(random.Random(SEED + 1)) if e.kind == "person"]
    cases, count, kept = make_general(entries, people, rng), Counter(), []
    for c in cases:
        count[c[1:4]] += 1
        if count[c[1:4]] <= 30:
            kept.append(c)
    return kept
