"""Learn data/arabic/costs.tsv: what letters of scripts without vowels sound like.

Run by hand when a source or the reading of Latin letters changes, not by the build; README.md of data/arabic says how.
    python3 tools/make_arabic.py ../shared/data LIBRARY data/arabic

LIBRARY is a shared library of src/name/{arabic,sound,sound_letters,key}.c: words are heard as Cordon hears them.

Pairs of words are aligned letter by sound by the cheapest way of the costs so far, costs are counted anew, four times
(hard expectation maximisation): first on pairs of labels of Wikidata, whose names come from everywhere, then for Arabic on
words of listed persons, aligned within their names. Half of the persons are learnt from; make_name_sets.py tests with
the others.
"""
import collections
import copy
import ctypes
import gzip
import hashlib
import json
import math
import random
import re
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from fold import plain, tokens
from gen_arabic import SYMBOLS, UNWRITTEN, WHERE
from make_freq import arabic_words

LETTERS, SOUNDS = 32, 27 # spoken plainly: enum sound_symbol without letters of several sounds
VOWELS = {1, 2, 3, 4, 5}
MOST = 80
FAR = 12     # what Wikidata knows of a letter and listed persons do not costs so much more
LATE = {"a": 0, "e": 5, "i": 10, "o": 35, "u": 35} # ours: before the last letter a long vowel is written, u most often
SCRIPT = {"arabic": 7, "hebrew": 8}                # enum text_script


class Sound(ctypes.Structure):
    _fields_ = [("code", ctypes.c_uint64), ("length", ctypes.c_uint8), ("cls", ctypes.c_uint8)]

    def symbols(self):
        return tuple(self.code >> (5 * k) & 31 for k in range(self.length))


class Str(ctypes.Structure):
    _fields_ = [("data", ctypes.c_char_p), ("len", ctypes.c_size_t)]


class Ear:
    """Words to symbols, by the library."""

    def __init__(self, path):
        self.lib = ctypes.CDLL(path)
        self.lib.sounds_of.argtypes = [Str, ctypes.c_int, Sound * 3]
        self.lib.sounds_of.restype = self.lib.sound_plainly.restype = ctypes.c_size_t
        self.known = {}

    def sounds(self, word, script):
        text, ret = plain(word).encode(), (Sound * 3)()
        return [ret[i] for i in range(self.lib.sounds_of(Str(text, len(text)), script, ret))]

    def letters(self, word):
        script = SCRIPT["hebrew" if word < "\u0600" else "arabic"]
        return [s.symbols() for s in self.sounds(word, script)]

    def ways(self, word):
        """A Latin word in each way it may be spoken."""
        if word not in self.known:
            out = []
            for s in self.sounds(word, 1):
                ret = (Sound * 2)()
                for i in range(self.lib.sound_plainly(ctypes.byref(s), ret)):
                    if ret[i].symbols() not in out:
                        out.append(ret[i].symbols())
            self.known[word] = out
        return self.known[word]


class Model:
    """Bits: of a letter said as a sound, of a silent one, of a sound that is not written."""

    def __init__(self):
        self.said = [[[12.0] * SOUNDS for _ in range(LETTERS)] for _ in range(3)]
        self.silent = [[9.0] * LETTERS for _ in range(3)]
        self.unwritten = [[3.0 if x in VOWELS else 10.0 for x in range(SOUNDS)] for _ in range(6)]


def where(i, n):
    return 0 if i == 0 else 2 if i == n - 1 else 1


def gap(i, n, behind_vowel):
    return (0 if i == 0 else 2 if i == n else 1) + 3 * behind_vowel


def align(m, a, b):
    """The cheapest way of saying letters a as sounds b, and its steps."""
    n, k, far = len(a), len(b), 1e9
    cost = [[[far, far] for _ in range(k + 1)] for _ in range(n + 1)]
    back = {}
    cost[0][0][0] = 0

    def lower(i, j, v, by, step):
        if by < cost[i][j][v]:
            cost[i][j][v], back[i, j, v] = by, step

    for i in range(n + 1):
        for j in range(k + 1):
            for v in (0, 1):
                d = cost[i][j][v]
                if d >= far:
                    continue
                if i < n:
                    p = where(i, n)
                    lower(i + 1, j, v, d + m.silent[p][a[i]], (i, j, v))
                    if j < k:
                        lower(i + 1, j + 1, 0, d + m.said[p][a[i]][b[j]], (i, j, v))
                if j < k:
                    lower(i, j + 1, int(b[j] in VOWELS), d + m.unwritten[gap(i, n, v)][b[j]], (i, j, v))
    v = 0 if cost[n][k][0] <= cost[n][k][1] else 1
    at, steps = (n, k, v), []
    while at != (0, 0, 0):
        i, j, last = back[at]
        if at[0] > i and at[1] > j:
            steps.append(("said", where(i, n), a[i], b[j]))
        elif at[0] > i:
            steps.append(("silent", where(i, n), a[i], 0))
        else:
            steps.append(("unwritten", gap(i, n, last), 0, b[j]))
        at = (i, j, last)
    return cost[n][k][v], steps


def count_anew(m, pairs, is_first):
    """One round. Pairs that cost far too much are not the same word."""
    said = [[[0.0] * SOUNDS for _ in range(LETTERS)] for _ in range(3)]
    silent = [[0.0] * LETTERS for _ in range(3)]
    unwritten = [[0.0] * SOUNDS for _ in range(6)]
    slots = [0.0] * 3
    for a, b, weight in pairs:
        slots = [slots[0] + weight, slots[1] + weight * max(len(a) - 1, 1), slots[2] + weight]
        cost, steps = align(m, a, b)
        if not is_first and cost > 2.5 * (len(a) + len(b)) + 4:
            continue
        for kind, p, letter, sound in steps:
            if kind == "said":
                said[p][letter][sound] += weight
            elif kind == "silent":
                silent[p][letter] += weight
            else:
                unwritten[p][sound] += weight
    for letter in range(1, LETTERS):
        everywhere = [sum(said[p][letter][x] for p in range(3)) for x in range(SOUNDS)]
        nowhere = sum(silent[p][letter] for p in range(3))
        total, prior = sum(everywhere) + nowhere + 2, 20
        for p in range(3):
            here = sum(said[p][letter]) + silent[p][letter] + prior
            for x in range(1, SOUNDS):
                m.said[p][letter][x] = -math.log2((said[p][letter][x] + prior * (everywhere[x] + .02) / total) / here)
            m.silent[p][letter] = -math.log2((silent[p][letter] + prior * (nowhere + .05) / total) / here)
    vowels = [sum(unwritten[q][x] for x in VOWELS) for q in range(3)]
    for q in range(6):
        room = (slots[q] if q < 3 else vowels[q - 3]) + 20
        for x in range(1, SOUNDS):
            m.unwritten[q][x] = -math.log2((unwritten[q][x] + .3) / room)


def learn(m, pairs, rounds):
    for i in range(rounds):
        chosen = [(a, min(ways, key=lambda b: align(m, a, b)[0]), w) for a, ways, w in pairs]
        count_anew(m, chosen, i == 0)
        count_anew(m, chosen, False)


# What a reader of the scripts would guess, to begin with: sounds by likelihood.
START = {
    "arabic": "ا:a e i o u|ب:b p|پ:p|ت:t th d|ث:th s t|ج:j g zh|چ:ch ts|ح:h|خ:h k|د:d t|ذ:z d|ر:r|ز:z|ژ:zh j|س:s|"
              "ش:sh|ض:d z|ظ:z d|ع:a i u e|غ:g h|ف:f v|ق:k g|ك:k g|گ:g|ل:l|م:m|ن:n|ه:h a e|و:v u o|ي:i e|ى:a i",
    "hebrew": "א:a e i o u|ב:b v|ג:g j|ד:d|ה:h a e|ו:v o u|ז:z|ח:h ch|ט:t|י:i e j|כ:k h|ל:l|מ:m|נ:n|ס:s|ע:a e i o|"
              "פ:p f|צ:ts s z|ק:k|ר:r|ש:sh s|ת:t th",
}


def start(script, number):
    m = Model()
    for row in START[script].split("|"):
        letter, sounds = row.split(":")
        for p in range(3):
            for rank, sound in enumerate(sounds.split()):
                m.said[p][number[letter]][SYMBOLS.index(sound)] = 1.0 + rank
    return m


def labels(data, script, ear):
    rows = []
    for line in open(data / f"names-wikidata-pairs/tokens/wd_{script}_80.tsv", encoding="utf-8"):
        roman, letters, n = line.rstrip("\n").split("\t")
        a, b = ear.letters(letters.replace(" ", "")), ear.ways(roman)
        if a and b and len(a[-1]) > 1 and len(b[0]) > 1:
            rows.append((max(a, key=len), b, min(1 + math.log2(int(n)), 4)))
    random.shuffle(rows)
    return rows


# --- listed persons ------------------------------------------------------------------------------------------

def listed(data):
    """(names in Arabic script, names in Latin letters) of each entry of the lists that have both."""
    arabic = re.compile("[\u0600-\u06ff]")
    for person in ElementTree.parse(data / "un-sc-2026-02-27/consolidated.xml").getroot().iter("INDIVIDUAL"):
        own = " ".join(person.findtext(k) or "" for k in ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"))
        yield ([person.findtext("NAME_ORIGINAL_SCRIPT") or ""],
               [own] + [a.text or "" for a in person.iter("ALIAS_NAME")])
    for line in gzip.open(data / "uk-fcdo-2026-08-22/uk_designations.jsonl.gz", "rt", encoding="utf-8"):
        e = json.loads(line)
        if e["individual_entity_ship"] == "Individual":
            native = (e.get("non_latin_names") or {}).get("names", [])
            yield ([n.get("name_non_latin_script") or "" for n in native],
                   [" ".join(n.get("name%d" % k) or "" for k in range(1, 7)) for n in e["names"]["names"]])
    for line in gzip.open(data / "au-dfat-2026-08-22/au_entries.jsonl.gz", "rt", encoding="utf-8"):
        e = json.loads(line)
        texts = [n["text"] for n in e["names"]] if e["entity_type"] == "person" else []
        yield [t for t in texts if arabic.search(t)], [t for t in texts if not arabic.search(t)]
    space = "{http://eu.europa.ec/fpi/fsd/export}"
    path = data / "eu-fsf-2026-05-01/xmlFullSanctionsList_1_1.rebuilt.xml.gz"
    for e in ElementTree.parse(gzip.open(path)).getroot().iter(space + "sanctionEntity"):
        if e.find(space + "subjectType").get("code") == "person":
            texts = [a.get("wholeName") for a in e.iter(space + "nameAlias")]
            yield [t for t in texts if arabic.search(t)], [t for t in texts if t.isascii()]


def is_learnt(native):
    """The other half of make_name_sets.py's is_tested."""
    return not hashlib.md5(re.sub(r"[^\u0590-\u06ff]", "", native).encode()).digest()[0] % 2


def pairs_of_words(m, people, ear, most):
    """Words of one person's names, paired one to one while they are cheap."""
    count = collections.Counter()
    for native, latin in people:
        for x in native:
            words = [w for w in arabic_words(x) if ear.letters(w)]
            for y in latin:
                others = [w for w in tokens(y) if w not in ("al", "el", "ul", "ur", "ad", "as") and ear.ways(w)]
                near = sorted((align(m, a, b)[0] / (len(a) + len(b)), i, j, a) for i, w in enumerate(words)
                              for j, o in enumerate(others) for a in ear.letters(w) for b in ear.ways(o))
                done_i, done_j = set(), set()
                for cost, i, j, a in near:
                    if cost > most:
                        break
                    if i not in done_i and j not in done_j:
                        done_i.add(i)
                        done_j.add(j)
                        count[a, others[j]] += 1
    return [(a, ear.ways(o), 4 * (1 + math.log2(n))) for (a, o), n in count.items()]


# --- costs ---------------------------------------------------------------------------------------------------

def costs(m):
    """Tenths of a bit above the commonest way. Which short vowel is meant tells little; a last vowel is written."""
    c = Model()
    for p in range(3):
        for letter in range(1, LETTERS):
            least = min(m.said[p][letter][1:] + [m.silent[p][letter]])
            c.said[p][letter] = [99] + [round(10 * (x - least)) for x in m.said[p][letter][1:]]
            c.silent[p][letter] = round(10 * (m.silent[p][letter] - least))
    for q in range(6):
        for x in range(1, SOUNDS):
            v = 10 * m.unwritten[q][x]
            last = 30 if SYMBOLS[x] == "e" else 75 # French writes a silent e: Djermane
            if x not in VOWELS:
                v = min(max(v, 65), MOST)
            else:
                v = [min(max(v - 40, 15) / 2, 30), min(max(v - 27, 0) / 3, 12), last, v - 20, v - 20, v - 20][q]
                v = min(v, last if q == 2 else 50)
            c.unwritten[q][x] = round(v)
    return c


def cheapest(c, other):
    for p in range(3):
        for letter in range(1, LETTERS):
            c.silent[p][letter] = min(c.silent[p][letter], other.silent[p][letter] + FAR)
            c.said[p][letter] = [min(x, y + FAR) for x, y in zip(c.said[p][letter], other.said[p][letter])]


HEAD = """\
# What a letter of a script without vowels may sound like, and what that costs. Learnt by tools/make_arabic.py
# (README.md says from what); do not edit by hand.
# script  arabic or hebrew
# letter  the first of its class in letters.tsv; + is no letter: a sound that is not written
# where   first, inside or last letter of the word; of +: before the first letter, inside, behind the last, and the
#         same behind a sound that is not written either; late: before the last letter, where a long vowel is written
# sound   enum sound_symbol (src/name/sound.h) in small letters; - is none: the letter is not spoken
# cost    tenths of a bit, 0 for the letter's commonest sound; what has no row costs 80
script\tletter\twhere\tsound\tcost
"""


def write(f, script, number, c):
    for letter, at in sorted(number.items(), key=lambda x: x[1]):
        for p in range(3):
            row = [(c.silent[p][at], "-")] + [(c.said[p][at][x], SYMBOLS[x]) for x in range(1, SOUNDS)]
            for cost, sound in sorted(row):
                if cost < MOST:
                    f.write(f"{script}\t{letter}\t{WHERE[p]}\t{sound}\t{cost}\n")
    for sound, cost in sorted(LATE.items()):
        f.write(f"{script}\t+\tlate\t{sound}\t{cost}\n")
    for q in range(6):
        for cost, x in sorted((c.unwritten[q][x], x) for x in range(1, SOUNDS)):
            if cost < MOST:
                f.write(f"{script}\t+\t{UNWRITTEN[q]}\t{SYMBOLS[x]}\t{cost}\n")


def main(data, library, out):
    data, out, ear = Path(data), Path(out), Ear(library)
    random.seed(1)
    numbers = {"arabic": {}, "hebrew": {}}
    for line in open(out / "letters.tsv", encoding="utf-8"):
        cells = line.split("\t")
        if cells[0] in numbers:
            numbers[cells[0]][cells[1][0]] = len(numbers[cells[0]]) + 1
    with open(out / "costs.tsv", "w", encoding="utf-8", newline="\n") as f:
        f.write(HEAD)
        for script in numbers:
            m = start(script, numbers[script])
            rows = labels(data, script, ear)
            learn(m, rows[:16000], 4)
            c = costs(m)
            if script == "arabic":
                people = [([n for n in native if is_learnt(n)], latin) for native, latin in listed(data)]
                general, c_general = m, c
                for most in (1.6, 1.5):
                    pairs = pairs_of_words(m, people, ear, most)
                    m = copy.deepcopy(general)
                    learn(m, pairs + [(a, b, .15) for a, b, _ in rows[:5000]], 3)
                c = costs(m)
                alef, e = numbers[script]["ا"], SYMBOLS.index("e")
                c.said[1][alef][e] = min(c.said[1][alef][e], 30) # Jamel, Kamel: the Maghreb's long a
                ya, a = numbers[script]["ي"], SYMBOLS.index("a")
                c.said[2][ya][a] = min(c.said[2][ya][a], 40) # Persian writes ى so
                cheapest(c, c_general)
                c.said[1][ya][a] = max(c.said[1][ya][a], 65) # Husain is not Hassan
                c.silent[1][ya] = max(c.silent[1][ya], 65)
            write(f, script, numbers[script], c)


if __name__ == "__main__":
    main(*sys.argv[1:])
