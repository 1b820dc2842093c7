"""data/arabic/letters.tsv, costs.tsv and looks.tsv -> name/arabic_table.h and name/arabic_looks.h.

usage: gen_arabic.py letters.tsv costs.tsv looks.tsv out.h looks.h

Letters get numbers 1.. in the order of letters.tsv; symbols those of enum sound_symbol. Costs are one array a kind:
[script][where][letter][symbol], symbol 0: not spoken; and [script][where][symbol] of sounds that are not written. Groups of the skeleton are sets, bit 1 << group,
[script][where][letter].
"""
import sys

from table import numbers, rows, write

SCRIPTS = ["arabic", "hebrew"]
WHERE = ["first", "inside", "last"]
UNWRITTEN = ["front", "inside", "back", "front_vowel", "inside_vowel", "back_vowel", "late"]
SYMBOLS = ("- a e i o u p b t d k g f v s z sh zh ch ts j h l r m n th").split()  # as enum sound_symbol
GROUPS = "-btksjflrmnh"  # as enum group (arabic.c)
SLOTS, DEAREST = 32, 80
FIRST, LAST = 0x5D0, 0x6FF  # the letters of both scripts


def looks(path, out):
    """[first: ^ a..z][second: a..z][third: $ a..z], tenths of a bit."""
    table = [0] * (27 * 27 * 27)
    for line, (front, weights) in rows(path, ["front", "weights"]):
        first, second = ("^abcdefghijklmnopqrstuvwxyz".index(c) for c in front)
        row = list(map(int, weights.split()))
        if len(row) != 27 or not second:
            sys.exit(f"{path}:{line}: odd row")
        table[(first * 27 + second) * 27:(first * 27 + second + 1) * 27] = row
    write(out, "data/arabic/looks.tsv", [numbers("int8_t", "look_weight", table)])


def main(letters_path, costs_path, looks_path, out, looks_out):
    looks(looks_path, looks_out)
    group = [0] * (len(SCRIPTS) * len(WHERE) * SLOTS)
    number, code = {}, [0] * (LAST - FIRST + 1)
    count = {s: 0 for s in SCRIPTS}
    for line, (script, letters, *skeleton) in rows(letters_path, ["script", "letters", "front", "inside", "back"]):
        count[script] += 1
        number[script, letters[0]] = count[script]
        for where, ways in enumerate(skeleton):
            at = (SCRIPTS.index(script) * len(WHERE) + where) * SLOTS + count[script]
            group[at] = sum(1 << GROUPS.index(way) for way in ways)
        for letter in letters:
            if not FIRST <= ord(letter) <= LAST or code[ord(letter) - FIRST]:
                sys.exit(f"{letters_path}:{line}: {letter} is odd or stands twice")
            code[ord(letter) - FIRST] = count[script]
    if max(count.values()) >= SLOTS:
        sys.exit(f"{letters_path}: more classes than a symbol holds")
    said = [DEAREST] * (len(SCRIPTS) * len(WHERE) * SLOTS * SLOTS)
    unwritten = [DEAREST] * (len(SCRIPTS) * len(UNWRITTEN) * SLOTS)
    for line, (script, letter, where, sound, cost) in rows(costs_path, ["script", "letter", "where", "sound", "cost"]):
        s, symbol = SCRIPTS.index(script), SYMBOLS.index(sound)
        if letter == "+":
            unwritten[(s * len(UNWRITTEN) + UNWRITTEN.index(where)) * SLOTS + symbol] = int(cost)
        elif (script, letter) in number:
            at = (s * len(WHERE) + WHERE.index(where)) * SLOTS + number[script, letter]
            said[at * SLOTS + symbol] = int(cost)
        else:
            sys.exit(f"{costs_path}:{line}: no such letter")
    names = ["LETTER_%X = %d" % (ord(letter), n) for (_, letter), n in sorted(number.items())]
    enum = "enum {\n    " + ",\n    ".join(names) + ",\n};\n"
    enum += f"enum {{ LETTER_FIRST = {FIRST}, LETTER_LAST = {LAST} }};\n"
    write(out, "data/arabic/", [enum, numbers("uint8_t", "letter_code", code),
                                     numbers("uint16_t", "letter_groups", group),
                                     numbers("uint8_t", "said_cost", said),
                                     numbers("uint8_t", "unwritten_cost", unwritten)])


if __name__ == "__main__":
    main(*sys.argv[1:])
