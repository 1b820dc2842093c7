"""data/chinese/*.tsv -> name/chinese_table.h, name/chinese_tree.h: how the syllables of Chinese names are written, in each system.

usage: gen_chinese.py data/chinese data/korean table.h tree.h

A written syllable is a row. As a surname and in given names, in each system, it stands for a few syllables of
Mandarin, and, within systems of another language, for a few of that language's own (Cantonese syllables, characters):
  amp   its part of a unit vector over  P(spelling | atom) * P(atom)^0.35  (0..4095)
  post  P(atom | spelling) in 1/255: what an agreement is worth
Sources of the tables: data/chinese/README.md; the rules: chinese_systems.py.
"""
import sys
import unicodedata
from collections import defaultdict
from math import log2, sqrt
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import chinese_systems as rules  # noqa: E402

DIR, KOREAN = Path(sys.argv[1]), Path(sys.argv[2])
POWER, KEEP, LEAST = 0.5, 12, 0.02
PINYIN, WADE, CANTO, SEA, VIET, OTHER, MIXED = range(7)
SYSTEMS, PLACES = 7, 2
OTHER_CHARS = 0.25        # people in 100,000 of a character that is in no table of names
NO = 0xFFFF


def table(path):
    lines = path.read_text(encoding="utf-8").split("\n")
    head = lines[0].split("\t")
    return [dict(zip(head, line.split("\t"))) for line in lines[1:] if line]


CHARS, SURNAMES, GIVEN = table(DIR / "chars.tsv"), table(DIR / "surnames.tsv"), table(DIR / "given.tsv")
KOREAN_SYLLABLES = {r["hangul"] for r in table(KOREAN / "syllables.tsv") if sum(int(r[k] or 0) for k in ("n_given1", "n_given2")) > 2} | {r["hangul"] for r in table(KOREAN / "surnames.tsv")}

# --- characters -----------------------------------------------------------------------------------------

ROW = {r["char"]: i for i, r in enumerate(CHARS)}
FOLD = dict(ROW)
for i, r in enumerate(CHARS):
    for c in r["forms"]:
        FOLD.setdefault(c, i)
TWO = [r["surname"] for r in SURNAMES if len(r["surname"]) == 2]
HAN_ROWS = len(CHARS) + len(TWO)


def mandarin_of(row):
    cells = [c.split(":") for c in row["mandarin"].split()]
    total = sum(int(n) for _, n in cells)
    return {m: int(n) / total for m, n in cells}


ATOMS = sorted({m for r in CHARS for m in mandarin_of(r) if len(m) > 1 or m in "aeo"} | {r["surname"] for r in CHARS if r["surname"]})
ATOMS += TWO
ATOM = {m: i for i, m in enumerate(ATOMS)}
YUE = sorted({y for r in CHARS for y in r["cantonese"].split()} | set(TWO))
YUE_NO = {y: i for i, y in enumerate(YUE)}


def readings(c, place):
    if len(c) == 2:
        return {c: 1.0}
    row = CHARS[FOLD[c]]
    if place == 0 and row["surname"]:
        return {row["surname"]: 1.0}
    out = {m: p for m, p in mandarin_of(row).items() if m in ATOM}
    total = sum(out.values())
    return {m: p / total for m, p in out.items() if total}


def cantonese_of(c):
    return [c] if len(c) == 2 else CHARS[FOLD[c]]["cantonese"].split()[:2]


share = [defaultdict(float), defaultdict(float)]
for r in SURNAMES:
    share[0][r["surname"]] += float(r["per_100000"])
for r in GIVEN:
    share[1][CHARS[FOLD[r["char"]]]["char"]] += float(r["per_100000"])
for r in CHARS:
    share[1][r["char"]] += OTHER_CHARS
TOTAL = [sum(s.values()) for s in share]

prior = [defaultdict(float), defaultdict(float)]
for place in (0, 1):
    for c, n in share[place].items():
        for m, p in readings(c, place).items():
            prior[place][m] += n * p / TOTAL[place]

# --- spellings: joint[system][place][spelling][atom], and over the system's own atoms --------------------

joint = [[defaultdict(lambda: defaultdict(float)) for _ in range(PLACES)] for _ in range(SYSTEMS)]
own = [[defaultdict(lambda: defaultdict(float)) for _ in range(PLACES)] for _ in range(SYSTEMS)]


def add(system, place, spelling, c, p, own_atom=None):
    """The character c is written so, by a share of people."""
    for m, q in readings(c, place).items():
        joint[system][place][spelling][m] += p * q
    if own_atom is not None:
        own[system][place][spelling][own_atom] += p


def add_syllable(system, place, spelling, m, p):
    joint[system][place][spelling][m] += p * prior[place][m]


KANA_MARK, HANGUL_MARK = "~", "^"


def hangul_letters(text):
    """Lead, vowel and tail of each syllable as bytes the reader makes too."""
    out = HANGUL_MARK
    for c in text:
        n = ord(c) - 0xAC00
        out += chr(1 + n // 588) + chr(0x20 + n // 28 % 21) + chr(0x40 + n % 28)
    return out


def cyrillic_letters(text):
    return "".join(chr(0x80 + ord(c) - 0x430) for c in text)


for m in ATOMS[: len(ATOMS) - len(TWO)]:
    if m in ("m", "n", "ng", "hng"):
        continue
    for place in (0, 1):
        if not prior[place][m]:
            continue
        for system, made in ((PINYIN, rules.pinyin(m)), (WADE, rules.taiwan(m))):
            for text, p in made.items():
                add_syllable(system, place, text, m, p)
        for text, p in rules.palladius(m).items():
            add_syllable(OTHER, place, cyrillic_letters(text), m, p)
        for text, p in rules.kana(m).items():
            add_syllable(OTHER, place, KANA_MARK + text, m, p)
        for text, p in rules.hangul(m).items():
            add_syllable(OTHER, place, hangul_letters(text), m, p)

for r in SURNAMES:
    c, n = r["surname"], float(r["per_100000"]) / TOTAL[0]
    if len(c) == 2:
        parts = [next(iter(readings(x, 1))) for x in c]
        add(PINYIN, 0, "".join(parts), c, n)
        add(OTHER, 0, cyrillic_letters("".join(next(iter(rules.palladius(x))) for x in parts)), c, n)
    for system, cell in ((WADE, "wade"), (CANTO, "cantonese"), (SEA, "sea"), (VIET, "vietnamese")):
        texts = r[cell].split()
        for i, text in enumerate(texts):
            p = n * 0.8 ** i / sum(0.8 ** k for k in range(len(texts)))
            if system == CANTO:
                for y in cantonese_of(c)[:1]:
                    add(system, 0, text, c, p, YUE_NO[y])
            elif system == SEA:
                add(system, 0, text, c, p, FOLD[c] if len(c) == 1 else len(CHARS) + TWO.index(c))
            else:
                add(system, 0, text, c, p * (0.5 if system == WADE else 1))
            if system != VIET:
                add(MIXED, 0, text, c, p)
    for i, y in enumerate(cantonese_of(c)):
        if len(c) == 1:
            for text, p in rules.cantonese(y).items():
                if p >= 0.02:
                    add(CANTO, 0, text, c, n * p * (0.3 if i == 0 else 0.03), YUE_NO[y])

for c, n in share[1].items():
    n /= TOTAL[1]
    yue = cantonese_of(c)
    for i, y in enumerate(yue):
        for text, p in rules.cantonese(y).items():
            if p >= 0.02 and (n * p > 2e-6 or len(text) > 2):
                add(CANTO, 1, text, c, n * p * (1 if len(yue) == 1 else (0.8, 0.2)[i]), YUE_NO[y])
sea = {r["char"]: r["sea"].split() for r in GIVEN if r["sea"]}
for c, texts in sea.items():
    c = CHARS[FOLD[c]]["char"]
    n = share[1][c] / TOTAL[1]
    for i, text in enumerate(texts):
        add(SEA, 1, text, c, n * 0.8 ** i / sum(0.8 ** k for k in range(len(texts))), FOLD[c])
heard = defaultdict(list)  # who sounds the same in Mandarin and in Cantonese does so in Hokkien, nearly always
for c, texts in sea.items():
    row = CHARS[FOLD[c]]
    if row["cantonese"]:
        heard[row["mandarin"].split(":")[0], row["cantonese"].split()[0]] += texts[:3]
has_sea = {FOLD[c] for c in sea}
for r in CHARS:
    n = share[1][r["char"]] / TOTAL[1]
    if ROW[r["char"]] not in has_sea and r["cantonese"] and n > 1e-5:
        texts = list(dict.fromkeys(heard[r["mandarin"].split(":")[0], r["cantonese"].split()[0]]))[:5]
        for text in texts:
            add(SEA, 1, text, r["char"], n * 0.5 / len(texts), ROW[r["char"]])
            has_sea.add(ROW[r["char"]])
for system, part in ((CANTO, 0.15), (WADE, 0.1)):  # families of Southeast Asia write these too
    for text, atoms in joint[system][1].items():
        if len(text) > 1 and "'" not in text:
            for m, p in atoms.items():
                joint[SEA][1][text][m] += p * part
VIETNAM = {"nguyen": 38, "tran": 11, "le": 9.5, "pham": 7.1, "hoang": 2.6, "huynh": 2.5, "phan": 4.5, "vu": 2, "vo": 1.9, "dang": 2.1, "bui": 2,
           "do": 1.4, "ho": 1.3, "ngo": 1.3, "duong": 1, "ly": 0.5}  # people in 100 of Vietnam
viet_of = {}
for r in CHARS:
    texts = r["vietnamese"].split()
    if share[1][r["char"]] > 1 or r["char"] in share[0]:
        viet_of[ROW[r["char"]]] = texts
        for text in texts:
            if text.isascii():
                add(VIET, 1, text, r["char"], share[1][r["char"]] / TOTAL[1] / len(texts))
for text, atoms in joint[VIET][0].items():
    total = sum(atoms.values())
    for m in atoms:
        atoms[m] *= VIETNAM.get(text, 0.1) / 100 / total
for place in (0, 1):
    for text in joint[VIET][place]:
        own[VIET][place][text][text] = 1.0  # as written, numbered below
for text, atoms in list(joint[PINYIN][1].items()) + list(joint[WADE][1].items()):
    for m, p in atoms.items():
        joint[MIXED][1][text][m] += p / 2
for text, atoms in list(joint[WADE][0].items()):
    for m, p in atoms.items():
        joint[MIXED][0][text][m] += p / 4
for text, atoms in list(joint[PINYIN][0].items()):  # Gao Chih-ming
    for m, p in atoms.items():
        joint[MIXED][0][text][m] += p / 4
for system in (WADE, CANTO, SEA, MIXED, VIET):  # one letter is an initial
    for place in (0, 1):
        for text in [t for t in joint[system][place] if len(t) == 1 and t != "i"]:
            del joint[system][place][text]
            own[system][place].pop(text, None)
for text in [t for t in joint[PINYIN][1] if len(t) == 1 and t != "e"]:
    joint[PINYIN][1].pop(text)
    joint[PINYIN][0].pop(text, None)

# --- vectors --------------------------------------------------------------------------------------------

vectors, numbers = [], {}


def vector(cells, weight):
    """Entries by atom; the number of the vector, 1 or more."""
    raw = {a: p / weight[a] * weight[a] ** POWER for a, p in cells.items() if p > 0 and weight[a] > 0}
    if not raw:
        return 0
    top = max(raw.values())
    best = sorted(raw.items(), key=lambda x: (-x[1], x[0]))[:KEEP]
    best = [(a, x) for a, x in best if x >= LEAST * top]
    norm = sqrt(sum(x * x for _, x in best))
    total = sum(cells.values())
    key = tuple(sorted((a, max(1, round(4095 * x / norm)), round(255 * cells[a] / total)) for a, x in best))
    if key not in numbers:
        vectors.append(key)
        numbers[key] = len(vectors)
    return numbers[key]


spellings = sorted({t for s in joint for place in s for t in place})
ROW_OF = {t: i + 1 for i, t in enumerate(spellings)}
rows = len(spellings) + 1
main = [0] * (rows * PLACES * SYSTEMS)
mine = [0] * (rows * PLACES * 3)
by_number = [{ATOM[m]: p for m, p in prior[place].items()} for place in (0, 1)]
for system in range(SYSTEMS):
    for place in range(PLACES):
        mass = defaultdict(float)
        for cells in own[system][place].values():
            for a, p in cells.items():
                mass[a] += p
        for text, cells in joint[system][place].items():
            at = (ROW_OF[text] * PLACES + place)
            main[at * SYSTEMS + system] = vector({ATOM[m]: p for m, p in cells.items()}, by_number[place])
            if system in (CANTO, SEA):
                mine[at * 3 + system - CANTO] = vector(own[system][place][text], mass)
            elif system == VIET:
                mine[at * 3 + 2] = vector({ROW_OF[text]: 1.0}, {ROW_OF[text]: 1.0})

# --- the tree -------------------------------------------------------------------------------------------

tree = [{"letter": 0, "child": {}, "row": 0}]
for text in spellings:
    node = 0
    for c in text:
        if c not in tree[node]["child"]:
            tree.append({"letter": ord(c), "child": {}, "row": 0})
            tree[node]["child"][c] = len(tree) - 1
        node = tree[node]["child"][c]
    tree[node]["row"] = ROW_OF[text]
order, place_of = [0], {0: 0}
for node in order:
    for c in sorted(tree[node]["child"]):
        place_of[tree[node]["child"][c]] = len(order)
        order.append(tree[node]["child"][c])
letters, child, sibling, row = [], [], [], []
nexts = {}
for node in order:
    kids = [place_of[tree[node]["child"][c]] for c in sorted(tree[node]["child"])]
    for a, b in zip(kids, kids[1:]):
        nexts[a] = b
    letters.append(tree[node]["letter"])
    child.append(kids[0] if kids else 0)
    row.append(tree[node]["row"])
sibling = [nexts.get(i, 0) for i in range(len(order))]
first = [0] * 256
n = child[0]
while n:
    first[letters[n]] = n
    n = sibling[n]

# --- characters as vectors ------------------------------------------------------------------------------


def cb(p):
    return min(2400, round(-100 * log2(p))) if p > 0 else 2400


forms = sorted((ord(c), i) for c, i in FOLD.items())
han_atom, han_amp, han_yue, han_viet, han_code = [], [], [], [], []
han_cb = [[], []]
surname_atom = []
for i in range(HAN_ROWS):
    c = CHARS[i]["char"] if i < len(CHARS) else TWO[i - len(CHARS)]
    for place in (0, 1):
        han_cb[place].append(cb(share[place].get(c, 0) / TOTAL[place]))
    read = sorted(((ATOM[m], p) for m, p in readings(c, 1).items()), key=lambda x: -x[1])[:3] if len(c) == 1 else [(ATOM[c], 1.0)]
    read += [(NO, 0)] * (3 - len(read))
    norm = sqrt(sum(p * p for _, p in read)) or 1
    han_atom += [a for a, _ in read]
    han_amp += [round(4095 * p / norm) for _, p in read]
    surname_atom.append(ATOM.get(CHARS[i]["surname"], NO) if i < len(CHARS) else ATOM[c])
    yue = [YUE_NO[y] for y in cantonese_of(c)][:2]
    han_yue += yue + [NO] * (2 - len(yue))
    texts = viet_of.get(i, []) if i < len(CHARS) else []
    extra = next((r["vietnamese"].split() for r in SURNAMES if r["surname"] == c), [])
    texts = [t for t in dict.fromkeys(extra + texts) if t in ROW_OF][:3]
    han_viet += [ROW_OF[t] for t in texts] + [NO] * (3 - len(texts))
    han_code += [ord(c[0]), ord(c[1]) if len(c) == 2 else 0]

masks = []
for place in (0, 1):
    for r in range(rows):
        at = r * PLACES + place
        is_two = not place and r and any(m in TWO for s in range(SYSTEMS) for m in joint[s][0].get(spellings[r - 1], ()))
        masks.append(sum(1 << s for s in range(SYSTEMS) if main[at * SYSTEMS + s]) | is_two << 7)
like = []
for r in range(rows):
    text = spellings[r - 1] if r else ""
    for place in (0, 1):
        like += [min(255, round(-10 * log2(p))) if (p := sum(joint[s][place].get(text, {}).values())) else 255 for s in range(SYSTEMS)]
rare = []
for r in range(rows):
    text = spellings[r - 1] if r else ""
    best = max((sum(joint[s][0][text].values()) for s in range(SYSTEMS) if text in joint[s][0]), default=0)
    rare.append(cb(best))

fold = []
for code in list(range(0xC0, 0x250)) + list(range(0x1E00, 0x1F00)):
    c = unicodedata.normalize("NFD", chr(code).lower())
    base = {"đ": "d", "ø": "o", "ł": "l", "ı": "i", "æ": "a"}.get(c[0], c[0])
    if c.startswith("u\u0308"):
        base = "v"
    fold.append(ord(base) if base.isascii() and base.isalpha() else 0)

# --- out ------------------------------------------------------------------------------------------------

out = ["/* Made by tools/gen_chinese.py of data/chinese. Do not edit. */", "#ifndef NAME_CHINESE_TABLE_H", "#define NAME_CHINESE_TABLE_H",
       "#include <stdint.h>",
       f"enum {{ CN_ROWS = {rows}, CN_ATOMS = {len(ATOMS)}, CN_HAN_CHARS = {len(CHARS)}, CN_HAN_ROWS = {HAN_ROWS}, CN_TWO = {len(TWO)} }};"]


def array(kind, name, values):
    out.append(f"static const {kind} {name}[] = {{")
    for i in range(0, len(values), 24):
        out.append(" " + ",".join(str(v) for v in values[i:i + 24]) + ",")
    out.append("};")



assert len(order) < 65536 and len(vectors) < 65536
array("uint16_t", "cn_row_main", main)
array("uint16_t", "cn_row_own", mine)
array("uint8_t", "cn_row_systems", masks)
array("uint16_t", "cn_row_surname_cb", rare)
array("uint8_t", "cn_row_like", like)
starts, atoms, amps, posts = [0], [], [], []
for v in vectors:
    for a, x, p in v:
        atoms.append(a)
        amps.append(x)
        posts.append(p)
    starts.append(len(atoms))
array("uint32_t", "cn_vector_start", starts)
array("uint16_t", "cn_entry_atom", atoms)
array("uint16_t", "cn_entry_amp", amps)
array("uint8_t", "cn_entry_post", posts)
array("uint16_t", "cn_prior_surname", [cb(prior[0].get(m, 0)) for m in ATOMS])
array("uint16_t", "cn_prior_given", [cb(prior[1].get(m, 0)) for m in ATOMS])
array("uint16_t", "cn_form_code", [c for c, _ in forms])
array("uint16_t", "cn_form_row", [i for _, i in forms])
array("uint16_t", "cn_han_atom", han_atom)
array("uint16_t", "cn_han_amp", han_amp)
array("uint16_t", "cn_han_surname", surname_atom)
array("uint16_t", "cn_han_yue", han_yue)
array("uint16_t", "cn_han_viet", han_viet)
array("uint16_t", "cn_han_code", han_code)
middle = sorted(ROW_OF[t] for t in ("van", "thi"))
out.append(f"enum {{ CN_ROW_THI = {middle[0]}, CN_ROW_VAN = {middle[1]} }};")
array("uint8_t", "cn_han_sea", [int(i in has_sea or i >= len(CHARS)) for i in range(HAN_ROWS)])
array("uint16_t", "cn_han_surname_cb_table", han_cb[0])
array("uint16_t", "cn_han_given_cb", han_cb[1])
out.append("static const char *const cn_atom_text[] = {")
out += [f'"{"".join(next(iter(readings(x, 1))) for x in m) if m in TWO else m}",' for m in ATOMS]
out.append("};")
out.append("#endif")
Path(sys.argv[3]).write_text("\n".join(out) + "\n", encoding="utf-8")

out = ["/* Made by tools/gen_chinese.py of data/chinese. Do not edit. */", "#ifndef NAME_CHINESE_TREE_H", "#define NAME_CHINESE_TREE_H",
       "#include <stdint.h>"]
array("uint8_t", "cn_node_letter", letters)
array("uint16_t", "cn_node_child", child)
array("uint16_t", "cn_node_next", sibling)
array("uint16_t", "cn_node_row", row)
array("uint16_t", "cn_tree_first", first)
array("uint8_t", "cn_latin_fold", fold)
korean = [0] * 1400
for h in KOREAN_SYLLABLES:
    if len(h) == 1:
        korean[(ord(h) - 0xAC00) // 8] |= 1 << (ord(h) - 0xAC00) % 8
array("uint8_t", "cn_korean_syllables", korean)
out.append("#endif")
Path(sys.argv[4]).write_text("\n".join(out) + "\n", encoding="utf-8")
