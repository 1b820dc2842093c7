"""data/korean/*.tsv -> how hangul syllables are written, in each system and place.

usage: gen_korean.py data/korean korean_table.h korean_tree.h

  korean_table.h  what a row stands for: vectors, priors, hanja, the initial-sound rule
  korean_tree.h   which row a spelling is: a tree as a double array

A written syllable is a row. In each system and place it stands for a few hangul syllables, each with
  amp   its part of a unit vector over  P(spelling | syllable) * P(syllable)^0.35  (0..4095): two
        writings agree as far as the product of their vectors says
  post  P(syllable | spelling) in 1/255: what the agreement is worth
The model and its figures: knowledge of the field (names.md); the tables' sources: data/korean/README.md.
"""
import sys
from collections import defaultdict
from math import log2, sqrt
from pathlib import Path

from korean_spellings import (BASE, DUEUM, GIVEN1, GIVEN2, HANJA, SURNAME, SURNAMES, SYLLABLES, Channel, bare,
    cyrillic_spellings, free_spellings, initial_form, kana_letters, kana_spellings, marks, mix,
    northern_spellings, other_latin, pairs, table)

ATOM_TWO = 11172          # surnames of two syllables have atoms of their own behind all syllables
POWER = 0.35              # of the prior in the vectors
UNKNOWN_CB = 2400         # hundredths of a bit of a syllable that no name had: rarer than all that one had
KEEP, LEAST = 16, 0.003   # entries of a vector, and the least part of the largest
KEY_SHARE, KEY_MOST = 5, 8 # entries that make keys: those with a fifth of the largest, and no more than these
INITIAL_KEEP, INITIAL_KEYS, SURNAME_KEYS = 64, 32, 6 # of an initial: it stands for many syllables
KEYS_MAX = 192            # HYPOTHESIS_KEYS_MAX of name/model.h
RARE_COUNT = 0.02         # names had none of these syllables; they are written all the same (새롬)
FREE, NORTH, OTHER, PINYIN = range(4)


# --- the channels ------------------------------------------------------------------------------------

def priors():
    given = [defaultdict(float), defaultdict(float), defaultdict(float)]
    for r in SYLLABLES:
        least = RARE_COUNT if "is_rare" in r else 0.3
        given[GIVEN1][initial_form(r["hangul"])] += float(r["n_given1"]) + least
        given[GIVEN2][r["hangul"]] += float(r["n_given2"]) + least
    for r in SURNAMES:
        given[SURNAME][r["hangul"]] += float(r["n_candidates"]) + 0.3
    return [{h: n / sum(p.values()) for h, n in p.items()} for p in given]


PRIOR = priors()
RARE_LEAST = [0.0] + [0.25 / sum(float(r[c]) + (RARE_COUNT if "is_rare" in r else 0.3) for r in SYLLABLES) for c in ("n_given1", "n_given2")]
RARE_CB = round(-100 * log2(min(RARE_LEAST[1:])))
TWO = [r["hangul"] for r in SURNAMES if len(r["hangul"]) == 2]


def atom(h):
    return ATOM_TWO + TWO.index(h) if len(h) == 2 else ord(h) - BASE


def surname_channels():
    free, north, other, pinyin = (Channel() for _ in range(4))
    for r in SURNAMES:
        h = r["hangul"]
        seen = {bare(k): v for k, v in pairs(r["attested_latin_count"])}
        listed = [bare(s) for s in r["other_spellings"].split()]
        counted = dict(seen)
        for k, s in enumerate(listed):
            counted[s] = counted.get(s, 0) + 1.5 / (k + 2)
        for name, share in pairs(r["passport_share_2024"]):
            counted[name.lower()] = counted.get(name.lower(), 0) + 40 * share
        counted[r["rr"]] = counted.get(r["rr"], 0) + 0.6
        if len(h) == 1:
            for s, p in free_spellings(h, "").items():
                counted[bare(s)] = counted.get(bare(s), 0) + 1.5 * p
        total = sum(counted.values())
        for s, n in counted.items():
            free.add(s, h, n / total)
        for s, p in mix([(0.55, {s: 1 for s in r["dprk_plain"].split("|")[:1]}),
                         (0.15, {s: 1 for s in r["dprk_plain"].split("|")}),
                         (0.12, {bare(s): 1 for s in r["mr"].split("|")}),
                         (0.06, {marks(s): 1 for s in r["mr"].split("|")}),
                         (0.06, {s.replace("ŏ", "o").replace("ŭ", "u"): 1 for s in r["mr"].split("|")}),
                         (0.04, {bare(s): 1 for s in listed if s} or {r["rr"]: 1})]).items():
            north.add(s, h, p)
        cyr = dict(counted := {})
        kont = r["kontsevich"].split("|")
        for k, s in enumerate(kont):
            cyr[s] = cyr.get(s, 0) + 3.0 / (k + 1)
        for k, s in enumerate(r["cyrillic_diaspora"].split()):
            cyr[s] = cyr.get(s, 0) + 1.2 / (k + 1)
        if len(h) == 1:
            for s, p in cyrillic_spellings(h).items():
                cyr[s] = cyr.get(s, 0) + 1.0 * p
        total = sum(cyr.values())
        for s, n in cyr.items():
            other.add(s, h, n / total)
        kana = {kana_letters(s): 3.0 for s in r["kana"].split("|")}
        if len(h) == 1:
            for s, p in kana_spellings(h, SURNAME).items():
                kana[s] = kana.get(s, 0) + p
        total = sum(kana.values())
        for s, n in kana.items():
            other.add("~" + s, h, n / total)
        if len(h) == 1:
            for s, p in other_latin(h).items():
                other.add(s, h, 0.7 * p)
            for n in {v for v in (x.split("=")[1] for x in r["hangul_north"].split() if "=" in x) if len(v) == 1}:
                for s, p in other_latin(n).items():
                    other.add(s, h, 0.3 * p)
                for s, p in cyrillic_spellings(n).items():
                    other.add(s, h, 0.4 * p)
        for k, s in enumerate(r["pinyin"].split()):
            pinyin.add(s, h, 1.0 / (k + 1))
    return free, north, other, pinyin


def pinyin_of_syllables():
    """P(pinyin | syllable) by the characters that names are written with."""
    count = defaultdict(lambda: defaultdict(float))
    for r in HANJA:
        weight = 1.0 if r["korean_name_set"] else 0.15
        for reading in r["reading_north"].split():
            for p in r["pinyin_plain"].split()[:1]:
                count[reading][p] += weight
    return count


PINYIN_OF = pinyin_of_syllables()


def add_rare(free, north, other, h, a, place):
    """A syllable of no name: only its commonest spellings."""
    for s, p in free_spellings(h, "").items():
        if p >= 0.08:
            free.add(bare(s), a, p)
    for s, p in northern_spellings(h, place).items():
        if p >= 0.05:
            north.add(s, a, p)
    for s, p in kana_spellings(h, place).items():
        if p >= 0.2:
            other.add("~" + s, a, p)


def given_channels(place):
    free, north, other, pinyin = (Channel() for _ in range(4))
    for r in SYLLABLES:
        h = r["hangul"]
        a = initial_form(h) if place == GIVEN1 else h
        is_northern = a != h
        prior = float(r["n_given1"] if place == GIVEN1 else r["n_given2"])
        soft = 0.25 if is_northern and prior < 1 else 1.0 # of the South's ad hoc spellings
        if "is_rare" in r:
            add_rare(free, north, other, h, a, place)
            continue
        for s, p in free_spellings(h, r["attested_latin_count"]).items():
            free.add(bare(s), a, soft * p)
        for s, p in northern_spellings(h, place).items():
            north.add(s, a, p)
        for s, p in cyrillic_spellings(h).items():
            other.add(s, a, p)
        for s, p in kana_spellings(h, place).items():
            other.add("~" + s, a, p)
        for s, p in other_latin(h).items():
            other.add(s, a, p)
        counted = PINYIN_OF.get(h, {})
        total = sum(counted.values()) + 2
        for s, n in counted.items():
            pinyin.add(s, a, n / total)
        if place == GIVEN2 and h in DUEUM and DUEUM[h] != h: # 최룡해 is 최용해 in the South
            for s, p in northern_spellings(h, place).items():
                north.add(s, DUEUM[h], 0.1 * p)
    return free, north, other, pinyin


def vector(likelihood, place, keep=KEEP, keys=None):
    prior = PRIOR[place]
    floor = min(prior.values())
    amp, post = {}, {}
    for h, p in likelihood.items():
        q = prior.get(h, floor)
        amp[h] = p * q ** POWER
        post[h] = p * q
    length, total = sqrt(sum(x * x for x in amp.values())), sum(post.values())
    items = sorted(((x / length, h) for h, x in amp.items()), reverse=True)[:keep]
    kept = [(h, round(4095 * x), max(1, round(255 * post[h] / total))) for x, h in items if x >= LEAST * items[0][0]]
    kept = [k for k in kept if k[1] > 0]
    keys = keys or (SURNAME_KEYS if place == SURNAME else KEY_MOST)
    share = KEY_SHARE if keep == KEEP else 64
    return tuple(sorted((atom(h), a | (KEY if k < keys and a * share >= kept[0][1] else 0), b)
                        for k, (h, a, b) in enumerate(kept)))


KEY = 0x8000 # of amp: the entry makes keys


def letters(text):
    """The tree's bytes: Latin as it is, Cyrillic from 0x80, kana behind '~' in Latin letters."""
    out = []
    for c in text:
        n = ord(c)
        if 0x430 <= n < 0x460:
            out.append(0x80 + n - 0x430)
        elif n < 0x80:
            out.append(n)
        else:
            return None
    return bytes(out)


def build(channels):
    rows = {}
    for place, by_system in enumerate(channels):
        for system, channel in enumerate(by_system):
            for s, likelihood in channel.of.items():
                key = letters(s)
                if key is None or max(likelihood.values()) < 0.0002:
                    continue
                v = vector(likelihood, place)
                if v:
                    rows.setdefault(key, {})[place * 4 + system] = v, cost(likelihood, place)
    return rows


INITIAL_LATIN = [chr(97 + n) for n in range(26)] + ["ch", "kh", "th", "ph", "sh"]
INITIAL_CYRILLIC = [chr(0x430 + n) for n in range(32)]


def cost(likelihood, place):
    """How unlikely a spelling is in its system, whatever the syllable: hundredths of a bit / 10, in a byte."""
    prior = PRIOR[place]
    p = sum(p * prior.get(h, min(prior.values())) for h, p in likelihood.items())
    return max(0, min(255, round(-10 * log2(p))))


def initial_rows(channels):
    """`J.` and `\u0427.`: all syllables that are written so at their front."""
    out = []
    for systems, fronts in (((FREE, NORTH), INITIAL_LATIN), ((OTHER,), INITIAL_CYRILLIC)):
        for front in fronts:
            row = {}
            for place in (GIVEN1, GIVEN2):
                sums = defaultdict(float)
                for system in systems:
                    for s, likelihood in channels[place][system].of.items():
                        if s.startswith(front) and not (front in "ktpc" and s[1:2] == "h" and front != "c"):
                            for h, p in likelihood.items():
                                sums[h] += p / len(systems)
                sums = {h: p for h, p in sums.items() if p >= 0.05} # how some write it
                if sums:
                    row[place * 4 + systems[0]] = vector(sums, place, INITIAL_KEEP, INITIAL_KEYS), cost(sums, place)
            out.append(row)
    return out


ENDS = {"ng": 1, "m": 2, "n": 3, "l": 4}
STARTS = {"n": 1, "m": 2, "l": 3}
END_K, END_P, END_T, END_N, START_R, START_N = range(6)


def edges(key):
    """How a spelling ends and begins, and what it would be were it not assimilated: (end, start, [(kind, key)])"""
    kana, cyrillic = key[:1] == b"~", key[0] >= 0x80
    text = key.decode("latin-1")
    if cyrillic:
        text = "".join(chr(0x430 + b - 0x80) for b in key)
        ends, starts = {"\u043d": 3, "\u043c": 2, "\u043b\u044c": 4, "\u043b": 4}, {"\u043d": 1, "\u043c": 2, "\u043b": 3, "\u0440": 3}
        to = {"k": "\u043a", "p": "\u043f", "t": "\u0442", "n": "\u043d", "r": "\u0440"}
    else:
        ends = {"n": 3, "ru": 4, "r": 4} if kana else ENDS
        starts = {"n": 1, "m": 2, "r": 3} if kana else STARTS
        to = {c: c for c in "kptnr"}
    head, body = ("~", text[1:]) if kana else ("", text)
    end = next((e for e in sorted(ends, key=len, reverse=True) if body.endswith(e)), "")
    start = next((s for s in starts if body.startswith(s)), "")
    alt = []
    stem = body[:len(body) - len(end)]
    kinds = {1: [(END_K, "k")], 2: [(END_P, "p")], 3: [(END_T, "t")] + ([(END_K, "k"), (END_P, "p")] if kana or cyrillic else []),
             4: [(END_N, "n")]}.get(ends.get(end), [])
    alt += [(kind, head + stem + to[c]) for kind, c in kinds] if end else []
    alt += [(kind, head + stem + to[c] + "u") for kind, c in kinds if kana and c in "kp"] if end else []
    tail = body[len(start):]
    alt += [(kind, head + to[c] + tail) for kind, c in
            ({1: [(START_R, "r")], 3: [(START_R, "r"), (START_N, "n")]}.get(starts.get(start), []) if start else []) if c != start]
    return ends.get(end, 0), starts.get(start, 0), [(kind, letters(s)) for kind, s in alt]


def alphabet(key):
    """Tree and codes of a key: Latin 1.., Cyrillic 1.., kana as Latin in a tree of its own."""
    if key[:1] == b"~":
        return 2, [27 if b == 0x27 else b - 96 for b in key[1:]]
    if key[0] >= 0x80:
        return 1, [b - 0x7F for b in key]
    return 0, [27 if b == 0x27 else b - 96 for b in key]


def double_array(keys):
    """Slots (base, check, row): the child of slot n by code c is base[n] + c, if that slot's check is n."""
    roots = [{}, {}, {}]
    for number, key in enumerate(keys, 1):
        which, codes = alphabet(key)
        node = roots[which]
        for c in codes:
            node = node.setdefault(c, {})
        node[0] = number
    base, check, row = [0] * 4, [0, 0, 0, 0], [0] * 4
    taken = {0, 1, 2, 3}
    queue = [(1 + k, r) for k, r in enumerate(roots)]
    low = 4
    while queue:
        slot, node = queue.pop(0)
        row[slot] = node.get(0, 0)
        codes = sorted(c for c in node if c)
        if not codes:
            continue
        while low in taken:
            low += 1
        b = max(0, low - codes[0])
        while any(b + c in taken for c in codes):
            b += 1
        base[slot] = b
        while len(base) <= b + codes[-1]:
            base.append(0); check.append(0); row.append(0)
        for c in codes:
            taken.add(b + c)
            check[b + c] = slot
            queue.append((b + c, node[c]))
    while len(base) <= max(base) + 48: # any code may be asked for
        base.append(0); check.append(0); row.append(0)
    return base, check, row


def other_forms():
    """Forms of forms: 镇 is 鎮, which only as 鎭 has a Korean reading. A simplified character is read as its other forms
    are, and these as one another; not as the simplified one, which may stand for two characters (斗, 鬥)."""
    for r in table("../chinese/chars.tsv"):
        forms = r["forms"].split() or list(r["forms"])
        forms = [c for f in forms for c in f]
        for char in forms:
            yield r["char"], char
        for form in forms:
            for char in forms:
                yield form, char


def hanja_rows():
    variants = {}
    for r in table("hanja_variants.tsv"):
        variants.setdefault(r["variant"], r["traditional_with_hangul_reading"])
    known = {r["char"]: r for r in HANJA}
    out = {}
    for char, r in known.items():
        out[char] = [x for x in r["reading_north"].split()], r["surname_hangul"].split()
    for variant, char in variants.items():
        if variant not in out and char[:1] in out:
            out[variant] = out[char[:1]]
    for form, char in other_forms():
        if form not in out and char in out:
            out[form] = out[char]
    rows = []
    for char, (readings, surnames) in sorted(out.items()):
        if ord(char) > 0xFFFF or not readings:
            continue
        kept = [ord(x) - BASE for x in readings if len(x) == 1][:3]
        own = [ord(x) - BASE for x in surnames if len(x) == 1][:1]
        rows.append((ord(char), kept, own))
    return rows


def ints(kind, name, values):
    values = list(values)
    lines = [f"static const {kind} {name}[{len(values)}] = {{"]
    for i in range(0, len(values), 20):
        lines.append("    " + ",".join(map(str, values[i:i + 20])) + ",")
    return "\n".join(lines + ["};", ""])


def most_keys(rows, channels_count=4):
    """The most keys a reading can have: any two places of one system."""
    most = 0
    for system in range(channels_count):
        n = [0, 0, 0]
        for row in rows:
            for place in range(3):
                v = row.get(place * 4 + system)
                if v:
                    n[place] = max(n[place], sum(1 for e in v[0] if e[1] & KEY))
        most = max(most, n[0] * n[1] + n[0] * n[2] + n[1] * n[2])
    return most


def write_tree(keys):
    base, check, row = double_array(keys)
    if len(base) > 0xFFFF:
        sys.exit("gen_korean: the tree has too many slots")
    out = ["/* Made from data/korean/ by tools/gen_korean.py. */", "#include <stdint.h>", "",
           "/* Slot 1 is the root of Latin, 2 of Cyrillic, 3 of kana. */",
           "static const struct { uint16_t base, check, row; } ko_tree[] = {"]
    cells = [f"{{{b},{c},{r}}}" for b, c, r in zip(base, check, row)]
    out += ["    " + ",".join(cells[i:i + 12]) + "," for i in range(0, len(cells), 12)] + ["};", ""]
    Path(sys.argv[3]).write_text("\n".join(out), encoding="utf-8")


def main():
    channels = [surname_channels(), given_channels(GIVEN1), given_channels(GIVEN2)]
    by_key = build(channels)
    keys = sorted(by_key)
    write_tree(keys)
    number = {k: n for n, k in enumerate(keys, 1)}
    initials = initial_rows(channels)
    rows = [{}] + [by_key[k] for k in keys] + initials
    worst = max(most_keys(rows[:len(keys) + 1]), INITIAL_KEYS * SURNAME_KEYS)
    if worst > KEYS_MAX:
        sys.exit(f"gen_korean: a reading could have {worst} keys, {KEYS_MAX} are kept: names would be missed")
    vectors = {}
    for row in rows:
        for v, _ in row.values():
            vectors.setdefault(v, len(vectors))
    ordered = sorted(vectors, key=vectors.get)
    starts = [0]
    for v in ordered:
        starts.append(starts[-1] + len(v))
    seen = {atom(h) for place in (GIVEN1, GIVEN2) for h, p in PRIOR[place].items() if p >= RARE_LEAST[place]}
    rare = [0] + [int(not any(e[0] in seen for cell, v in by_key[k].items() if cell >= 4 for e in v[0])
                      and any(cell >= 4 for cell in by_key[k])) for k in keys] + [0] * len(initials)
    edge, alts = [0], []
    for k in keys:
        end, start, others = edges(k)
        edge.append(end | start << 3)
        for kind, other in others:
            if other in number:
                alts.append((number[k], kind, number[other]))
    edge += [0] * len(initials)
    alts.sort()
    out = ["/* Made from data/korean/ by tools/gen_korean.py. */", "#include <stdint.h>", "",
           f"enum {{ KO_ROWS = {len(rows)}, KO_INITIAL_LATIN = {len(keys) + 1}, KO_INITIAL_CYRILLIC = {len(keys) + 1 + len(INITIAL_LATIN)}, "
           f"KO_ATOM_TWO = {ATOM_TWO}, KO_ATOMS = {ATOM_TWO + len(TWO)}, KO_KEYS_MAX = {worst}, "
           f"KO_PRIOR_UNKNOWN = {UNKNOWN_CB}, KO_PRIOR_RARE = {RARE_CB}, KO_ALTS = {len(alts)} }};"]
    first, cells, masks, costs = [], [], [], []
    for row in rows:
        first.append(len(cells))
        masks.append(sum(1 << c for c in row))
        cells += [vectors[row[c][0]] for c in sorted(row)]
        costs += [row[c][1] for c in sorted(row)]
    if len(cells) > 0xFFFF or len(ordered) > 0xFFFF:
        sys.exit("gen_korean: too many vectors for 16 bits")
    out.append("/* A row's vectors: one a bit of its mask, place x 4 + system. */")
    out.append(ints("uint16_t", "ko_row_mask", masks))
    out.append(ints("uint16_t", "ko_row_first", first))
    out.append(ints("uint16_t", "ko_cell", cells))
    out.append(ints("uint8_t", "ko_cell_cost", costs))
    out.append(ints("uint8_t", "ko_row_rare", rare))
    out.append(ints("uint8_t", "ko_row_edge", edge))
    out.append(ints("uint16_t", "ko_alt_row", (a[0] for a in alts)))
    out.append(ints("uint8_t", "ko_alt_kind", (a[1] for a in alts)))
    out.append(ints("uint16_t", "ko_alt_to", (a[2] for a in alts)))
    out.append(ints("uint32_t" if starts[-1] > 0xFFFF else "uint16_t", "ko_vector_start", starts))
    entries = [f"{{{a},{m},{p}}}" for v in ordered for a, m, p in v]
    out.append("static const struct ko_entry ko_entry[] = {")
    out += ["    " + ",".join(entries[i:i + 10]) + "," for i in range(0, len(entries), 10)] + ["};", ""]
    out.append(ints("uint16_t", "ko_two", (ord(c) - BASE for h in TWO for c in h)))
    # priors, hundredths of a bit
    for place, name in ((SURNAME, "surname"), (GIVEN1, "given1"), (GIVEN2, "given2")):
        cb = [UNKNOWN_CB] * (ATOM_TWO + len(TWO))
        for h, p in PRIOR[place].items():
            cb[atom(h)] = round(-100 * log2(p))
            if cb[atom(h)] >= UNKNOWN_CB:
                sys.exit(f"gen_korean: {h} is as rare as what is unknown")
        out.append(ints("uint16_t", f"ko_prior_{name}", cb))
    south = list(range(ATOM_TWO))
    for north, s in DUEUM.items():
        south[ord(north) - BASE] = ord(s) - BASE
    changed = [(n, s) for n, s in enumerate(south) if n != s]
    out.append(ints("uint16_t", "ko_dueum_north", (n for n, _ in changed)))
    out.append(ints("uint16_t", "ko_dueum_south", (s for _, s in changed)))
    hanja = hanja_rows()
    said = {ord(r["hangul"]) - BASE for r in SYLLABLES if "is_rare" not in r} | {x for _, kept, _ in hanja for x in kept}
    said |= {ord(DUEUM.get(chr(BASE + x), chr(BASE + x))) - BASE for x in said}
    out.append(ints("uint32_t", "ko_said", (sum(1 << k for k in range(32) if 32 * w + k in said) for w in range(11172 // 32 + 1))))
    out.append(ints("uint16_t", "ko_hanja_char", (h[0] for h in hanja)))
    out.append(ints("uint16_t", "ko_hanja_reading", (x for h in hanja for x in (h[1] + [0xFFFF] * 3)[:3])))
    out.append(ints("uint16_t", "ko_hanja_surname", ((h[2] + [0xFFFF])[0] for h in hanja)))
    Path(sys.argv[2]).write_text("\n".join(out), encoding="utf-8")
    if "--stats" in sys.argv:
        print(len(rows), "rows", len(cells), "cells", len(ordered), "vectors", starts[-1], "entries", len(alts), "alts", worst, "keys", sum(rare), "rare")


main()
