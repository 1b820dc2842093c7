"""data/japanese/*.tsv -> name/japanese_table.h (names by sound), name/japanese_kanji_table.h (names in kanji).

usage: gen_japanese.py data/japanese table.h kanji_table.h

A reading is a string of morae, one code each (src/name/mora.h); folded, long vowels are bits beside it. Readings of
surnames are numbered, those of one folded form side by side, the commonest first. What is likely is told in
hundredths of a bit. Counts and shares: data/japanese/README.md.
"""
import sys
from collections import defaultdict
from math import log2
from pathlib import Path

from table import numbers, rows, table, write

DIR = Path(sys.argv[1])
PLAIN = ["", "k", "s", "t", "n", "h", "m", "y", "r", "w", "g", "z", "d", "b", "p"]
YOON = ["k", "s", "t", "n", "h", "m", "r", "g", "z", "b", "p"]
FIRST_YOON, N, Q = 76, 120, 121
GIVEN_MOST = 6            # morae of a given name that a reading holds
NAMES_CB = 1300           # what a given name is worth that one spelling in the dictionary has, at most
HALF_LEAST = 2            # surnames that begin or end with a reading, for it to make others
ADD, NANORI = 0.15, 1.5   # counts of a character's readings that no name of the dictionary has; of those that names are known to have


def kana_codes():
    cells = {"": "アイウエオ", "k": "カキクケコ", "s": "サシスセソ", "t": "タチツテト", "n": "ナニヌネノ", "h": "ハヒフヘホ", "m": "マミムメモ", "y": "ヤ ユ ヨ",
             "r": "ラリルレロ", "w": "ワ    ", "g": "ガギグゲゴ", "z": "ザジズゼゾ", "d": "ダ  デド", "b": "バビブベボ", "p": "パピプペポ"}
    out = {k: 1 + 5 * r + v for r, c in enumerate(PLAIN) for v, k in enumerate(cells[c]) if k != " "}
    for r, c in enumerate(YOON):
        for v, small in enumerate("ャュェョ"):
            out[cells[c][1] + small] = FIRST_YOON + 4 * r + v
    out |= {"ヂ": out["ジ"], "ヅ": out["ズ"], "ヲ": out["オ"], "ヰ": out["イ"], "ヱ": out["エ"], "ン": N, "ッ": Q, "ヵ": out["カ"], "ヶ": out["ケ"]}
    for small in "ャュョ":
        out["ヂ" + small] = out["ジ" + small]
    return out


CODES = kana_codes()


def raw(kana):
    """Codes of katakana, None when it has other sounds."""
    out, i = [], 0
    while i < len(kana):
        for n in (2, 1):
            if kana[i:i + n] in CODES:
                out.append(CODES[kana[i:i + n]])
                i += n
                break
        else:
            return None
    return out


def vowel(code):
    if code < FIRST_YOON:
        return (code - 1) % 5
    return (0, 2, 3, 4)[(code - FIRST_YOON) % 4] if code < N else -1


def fold(codes):
    """-> codes without long vowels, n and a vowel as one (しんいち is spelled Shinichi); where they are long"""
    out, is_long = [], 0
    for c in codes:
        at = len(out) - 1
        if at >= 0 and not is_long >> at & 1 and (c == 3 and vowel(out[at]) in (2, 4) or c == 5 and vowel(out[at]) == 4):
            is_long |= 1 << at
        elif at >= 0 and out[at] == N and c <= 5:
            out[at] = 20 + c
        elif at >= 0 and out[at] == N and c in (36, 38, 40):
            out[at] = FIRST_YOON + 12 + {36: 0, 38: 1, 40: 3}[c]
        else:
            out.append(c)
    return bytes(out), is_long


def devoiced(codes):
    """Rendaku aside: the first mora stays."""
    plain = {10: 1, 11: 2, 12: 3, 13: 5, 14: 5}
    yoon = {7: 0, 8: 1, 9: 4, 10: 4}
    out = [codes[0]]
    for c in codes[1:]:
        if c < FIRST_YOON:
            r, v = divmod(c - 1, 5)
            out.append(1 + 5 * plain.get(r, r) + v)
        elif c < N:
            r, v = divmod(c - FIRST_YOON, 4)
            out.append(FIRST_YOON + 4 * yoon.get(r, r) + v)
        else:
            out.append(c)
    return bytes(out)


def number_of(codes):
    """A name that the tables lack, as a number: japanese.c counts the same."""
    h = 2166136261
    for c in devoiced(codes):
        h = (h ^ c) * 16777619 & 0xFFFFFFFF
    return 0x8000 | ((h ^ h >> 15) & 0x7FFF)


def cells(text):
    for item in text.split():
        reading, n = item.rsplit(":", 1)
        yield reading, float(n)


def cb(p):
    return max(0, round(-100 * log2(p)))


VARIANT = {v: f for _, (v, f) in rows(DIR / "variants.tsv", ["variant", "form"]) if ord(f) <= 0xFFFF}


def form(kanji):
    return "".join(VARIANT.get(c, c) for c in kanji)


def surnames():
    """folded kanji -> {reading: share of people}"""
    out = defaultdict(lambda: defaultdict(float))
    for _, (kanji, readings, bits) in rows(DIR / "surnames.tsv", ["kanji", "readings", "cb"]):
        for reading, n in cells(readings):
            codes = raw(reading)
            if codes and len(fold(codes)[0]) <= 8:
                out[form(kanji)][tuple(codes)] += 2 ** (-int(bits) / 100) * n / 1000
    return out


def given():
    out = defaultdict(lambda: defaultdict(float))
    for _, (kanji, readings) in rows(DIR / "given.tsv", ["kanji", "readings"]):
        for reading, n in cells(readings):
            codes = raw(reading)
            if codes and len(fold(codes)[0]) <= GIVEN_MOST:
                out[form(kanji)][tuple(codes)] += n / 1000
    for _, (kanji, readings) in rows(DIR / "modern.tsv", ["kanji", "readings"]): # the first is as common as all others
        listed = readings.split()
        for at, reading in enumerate(listed):
            out[form(kanji)][tuple(raw(reading))] += 1.0 / (1 if at == 0 else len(listed) - 1)
    return out


def text(codes):
    return bytes(codes).decode("ascii")


def starts(lists):
    out = [0]
    for x in lists:
        out.append(out[-1] + len(x))
    return out


def halves(names):
    """Folded readings that surnames begin and end with: cut where the characters' readings meet."""
    of = {}
    for _, (c, _, surname, _) in rows(DIR / "characters.tsv", ["character", "given", "surname", "other"]):
        of[c] = {tuple(raw(r)) for r, n in cells(surname) if raw(r)}
    head, tail = defaultdict(set), defaultdict(set)

    def spells(part, codes):
        return not codes if not part else any(spells(part[1:], codes[len(r):]) for r in of.get(part[0], ()) if codes[:len(r)] == r)
    for kanji, readings in names.items():
        for codes in readings if len(kanji) > 1 else ():
            for cut in range(1, len(kanji)):
                for at in range(1, len(codes)):
                    if spells(kanji[:cut], codes[:at]) and spells(kanji[cut:], codes[at:]):
                        head[fold(codes[:at])[0]].add(kanji)
                        tail[devoiced(b"\0" + fold(codes[at:])[0])[1:]].add(kanji)
    return [sorted(k for k, v in t.items() if len(v) >= HALF_LEAST) for t in (head, tail)]


def surname_parts(names):
    share = defaultdict(float)
    for readings in names.values():
        for codes, p in readings.items():
            share[codes] += p
    by_fold = defaultdict(lambda: defaultdict(list))
    for codes, p in share.items():
        f, is_long = fold(codes)
        by_fold[f][is_long].append((p, codes))
    folds = sorted(by_fold)
    exact, first = [], [0]
    for f in folds:
        for p, is_long, codes in sorted(((sum(x[0] for x in v), k, max(v)[1]) for k, v in by_fold[f].items()), reverse=True):
            exact.append((f, is_long, codes, p)) # オオノ and オウノ are one
        first.append(len(exact))
    if len(exact) >= 0x8000:
        sys.exit("gen_japanese: too many readings of surnames")
    number = {(f, is_long): i for i, (f, is_long, _, _) in enumerate(exact)}
    classes = {}
    keys = sorted(names)
    lists = []
    for k in keys:
        total, merged = sum(names[k].values()), defaultdict(float)
        for codes, p in names[k].items():
            merged[number[fold(codes)]] += p / total
        lists.append(sorted(((cb(p), i) for i, p in merged.items())))
    place = {f: i for i, f in enumerate(folds)}
    return [table("ja_fold", [text(f) for f in folds]),
            numbers("uint16_t", "ja_fold_first", first),
            numbers("uint16_t", "ja_fold_class", (classes.setdefault(devoiced(f), len(classes)) for f in folds)),
            numbers("uint16_t", "ja_fold_number", (number_of(f) for f in folds)),
            numbers("uint16_t", "ja_exact_fold", (place[e[0]] for e in exact)),
            numbers("uint8_t", "ja_exact_long", (e[1] for e in exact)),
            numbers("uint32_t", "ja_exact_from", starts([e[2] for e in exact])),
            numbers("uint8_t", "ja_exact_code", (c for e in exact for c in e[2])),
            numbers("uint16_t", "ja_exact_cb", (min(cb(e[3]), NAMES_CB + 200) for e in exact)),
            *(table(name, [text(f) for f in half]) for name, half in zip(("ja_head", "ja_tail"), halves(names))),
            ], [table("ja_surname", keys),
            numbers("uint16_t", "ja_surname_cb", (cb(sum(names[k].values())) for k in keys)),
            numbers("uint32_t", "ja_surname_from", starts(lists)),
            numbers("uint16_t", "ja_surname_exact", (i for x in lists for _, i in x)),
            numbers("uint16_t", "ja_surname_share", (c for x in lists for c, _ in x)),
            ], len(exact), len(keys)


def given_parts(names):
    share, by_fold = defaultdict(float), defaultdict(dict)
    for readings in names.values():
        total = sum(readings.values())
        for codes, p in readings.items():
            share[codes] += p / total
    for codes, p in share.items():
        by_fold[fold(codes)[0]][codes] = p
    folds = sorted(by_fold)
    count = sum(share.values())
    codes = sorted(share)
    number = {c: i for i, c in enumerate(codes)}
    best = [number[max(by_fold[f].items(), key=lambda x: (x[1], x[0]))[0]] for f in folds]
    keys = sorted(names)
    lists = [sorted((cb(p / sum(names[k].values())), number[c]) for c, p in names[k].items()) for k in keys]
    return [table("ja_given_fold", [text(f) for f in folds]),
            numbers("uint16_t", "ja_given_fold_cb", (min(cb(sum(by_fold[f].values()) / count), NAMES_CB) for f in folds)),
            numbers("uint16_t", "ja_given_fold_reading", best),
            numbers("uint32_t", "ja_reading_from", starts(codes)),
            numbers("uint8_t", "ja_reading_code", (x for c in codes for x in c)),
            ], [table("ja_given", keys),
            numbers("uint32_t", "ja_given_from", starts(lists)),
            numbers("uint16_t", "ja_given_reading", (i for x in lists for _, i in x)),
            numbers("uint16_t", "ja_given_share", (c for x in lists for c, _ in x)),
            ]


def character_parts():
    """Of each character: readings in given names, then in surnames: codes, and how likely."""
    chars, lists = [], []
    nanori = {c: readings.split() for _, (c, readings) in rows(DIR / "nanori.tsv", ["character", "readings"])}
    for _, (c, given_, surname, other) in sorted(rows(DIR / "characters.tsv", ["character", "given", "surname", "other"]), key=lambda x: x[1][0]):
        if ord(c) > 0xFFFF:
            continue
        chars.append(ord(c))
        for cell, more in ((given_, nanori.get(c, [])), (surname, [])):
            count = {}
            for reading, n in cells(cell):
                if raw(reading):
                    count[tuple(raw(reading))] = n
            for reading in more:
                count.setdefault(tuple(raw(reading)), 0)
                count[tuple(raw(reading))] += NANORI
            for reading in other.split():
                if raw(reading):
                    count.setdefault(tuple(raw(reading)), ADD)
            total = sum(count.values())
            kept = sorted(((cb(n / total), r) for r, n in count.items()))[:16]
            lists.append(kept)
    parts, at = [], [0]
    for x in lists:
        for bits, codes in x:
            parts.append((min(bits, 65535), codes))
        at.append(len(parts))
    return [numbers("uint16_t", "ja_char", chars),
            numbers("uint16_t", "ja_char_from", at),
            numbers("uint16_t", "ja_part_cb", (p[0] for p in parts)),
            numbers("uint8_t", "ja_part_code", (x for p in parts for x in (list(p[1]) + [0] * 4)[:4])),
            ], len(chars)


def main(sound_out, kanji_out):
    surname_sounds, surname_kanji, exacts, kanji = surname_parts(surnames())
    given_sounds, given_kanji = given_parts(given())
    parts, chars = character_parts()
    folded = sorted((ord(v), ord(f)) for v, f in VARIANT.items())
    variants = [numbers("uint32_t", "ja_variant", (x for x, _ in folded)), numbers("uint16_t", "ja_variant_form", (x for _, x in folded))]
    head = "#include \"base/table.h\"\n\nenum {{ {} }};\n"
    write(sound_out, "data/japanese/", [head.format(f"JA_EXACTS = {exacts}, JA_GIVEN_UNKNOWN_CB = {NAMES_CB}"), *surname_sounds, *given_sounds])
    write(kanji_out, "data/japanese/", [head.format(f"JA_SURNAMES = {kanji}, JA_CHARS = {chars}"), *surname_kanji, *given_kanji, *parts, *variants])


main(sys.argv[2], sys.argv[3])
