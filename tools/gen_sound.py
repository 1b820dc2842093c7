"""data/sound/{letters,costs}.tsv -> name/sound_table.h.

usage: gen_sound.py letters.tsv costs.tsv out.h
"""
import sys

from table import numbers, rows, write

NAMES = ("A E I O U P B T D K G F V S Z SH ZH CH TS J H L R M N TH C1 C2 J1 CH1 W").split()
NUMBER = {n: i + 1 for i, n in enumerate(NAMES)}  # as enum sound_symbol
SYMBOLS = len(NAMES) + 1
FAMILIES = ["A E I O U", "P B", "F V W", "T D TH", "K G H C1 C2 J1 CH1", "S Z SH ZH CH TS J TH C1 C2 J1 CH1",
            "L", "R", "M", "N"]
NEVER, SAME_FAMILY = 255, 60
START, NOT_START, END, NOT_END = 1, 2, 4, 8
SOUNDS_MAX, PARTS_MAX = 3, 6
BLOCKS = [(0x61, 0x7A), (0x3B1, 0x3C9), (0x430, 0x52F), (0x561, 0x587), (0x10D0, 0x10F0)]


def costs(path):
    table = [[NEVER] * SYMBOLS for _ in range(SYMBOLS)]
    for family in FAMILIES[1:]:
        for a in family.split():
            for b in family.split():
                table[NUMBER[a]][NUMBER[b]] = SAME_FAMILY
    for i in range(SYMBOLS):
        table[i][i] = 0
    romanised = [row[:] for row in table]
    for number, (a, b, cost, own) in rows(path, ["a", "b", "cost", "romanised"]):
        if a not in NUMBER or b not in NUMBER or a == b or not 0 <= int(cost) < NEVER:
            sys.exit(f"{path}:{number}: odd row")
        table[NUMBER[a]][NUMBER[b]] = table[NUMBER[b]][NUMBER[a]] = int(cost)
        romanised[NUMBER[a]][NUMBER[b]] = romanised[NUMBER[b]][NUMBER[a]] = int(cost if own == "-" else own)
    return table, romanised


def block_of(letter):
    for i, (first, last) in enumerate(BLOCKS):
        if first <= ord(letter) <= last:
            return i
    return None


class Text:
    """Short texts end to end; each is a place and a length."""

    def __init__(self):
        self.bytes = bytearray()

    def put(self, text):
        data = text.encode("utf-8")
        at = self.bytes.find(data)
        if at < 0:
            at = len(self.bytes)
            self.bytes += data
        return at, len(data)


def read_where(where, path, number):
    flags, behind, before = 0, "", ""
    for part in where.split():
        if part in ("-", "^", "!^", "$", "!$"):
            flags |= {"-": 0, "^": START, "!^": NOT_START, "$": END, "!$": NOT_END}[part]
        elif part[0] == ">":
            before = part[1:]
        elif part[0] == "<":
            behind = part[1:]
        else:
            sys.exit(f"{path}:{number}: odd place {part!r}")
    return flags, behind, before


def read_sounds(sounds, path, number):
    ways = []
    for way in sounds.split("|"):
        symbols = [NUMBER.get(s) for s in way.split() if s != "-"]
        if None in symbols or len(symbols) > PARTS_MAX:
            sys.exit(f"{path}:{number}: odd sounds")
        ways.append(symbols)
    if not 1 <= len(ways) <= SOUNDS_MAX:
        sys.exit(f"{path}:{number}: too many ways")
    return ways


def rules(path, text):
    by_letter = {}
    for number, (spelling, where, sounds) in rows(path, ["spelling", "where", "sounds"]):
        if block_of(spelling[0]) is None:
            sys.exit(f"{path}:{number}: a letter of no block")
        flags, behind, before = read_where(where, path, number)
        ways = read_sounds(sounds, path, number)
        packed = [sum(s << (5 * i) for i, s in enumerate(w)) for w in ways]
        by_letter.setdefault(spelling[0], []).append(
            (text.put(spelling), flags, text.put(behind), text.put(before), packed))
    for letter in by_letter:  # longer spellings first; the file's order among equals
        by_letter[letter].sort(key=lambda r: -r[0][1])
    return by_letter


STEADY = "LRMN"  # sounded wherever they are written, and nowhere else; src/name/sound_letters.c knows their order


def unsteady(path):
    """Latin spellings for which that is not so, and letters that may begin a spelling with more sounds than letters."""
    exceptions, swells = [], set()
    for number, (spelling, _, sounds) in rows(path, ["spelling", "where", "sounds"]):
        if not spelling.isascii():
            continue
        for way in read_sounds(sounds, path, number):
            if any((s.lower() in spelling) != (NUMBER[s] in way) for s in STEADY):
                exceptions.append(spelling)
            if len(way) > len(spelling):
                if len(way) > len(spelling) + 1:
                    sys.exit(f"{path}:{number}: more than one sound too many")
                swells.add(spelling[0])
    return sorted(set(exceptions)), sorted(swells)


def main(letters, cost_file, out):
    text = Text()
    by_letter = rules(letters, text)
    lines, first, count = [], [], 0
    for i, (low, high) in enumerate(BLOCKS):
        for cp in range(low, high + 1):
            first.append(count)
            for spelling, flags, behind, before, packed in by_letter.get(chr(cp), []):
                ways = ", ".join(f"{p}u" for p in packed)
                lines.append(f"    {{ {spelling[0]}, {behind[0]}, {before[0]}, {spelling[1]}, {behind[1]}, "
                             f"{before[1]}, {flags}, {len(packed)}, {text.bytes[spelling[0] + 1] if spelling[1] > 1 else 0}, "
                             f"{{ {ways} }} }},")
                count += 1
    first.append(count)
    starts, at = [], 0
    for low, high in BLOCKS:
        starts.append(f"    {{ {low:#x}, {high:#x}, {at} }},")
        at += high - low + 1
    tables = zip(("sound_cost", "romanised_cost"), costs(cost_file))
    exceptions, swells = unsteady(letters)
    write(out, "data/sound/", [
        numbers("uint8_t", "rule_text", text.bytes),
        "static const struct rule rules[] = {\n" + "\n".join(lines) + "\n};\n",
        "static const struct block blocks[] = {\n" + "\n".join(starts) + "\n};\n",
        numbers("uint16_t", "rule_first", first),
        "static const struct unsteady unsteady[] = { " + ", ".join(f'{{ "{s}", {len(s)} }}' for s in exceptions) + " };\n"
        "/* LRMN, may have one sound more, may begin an unsteady spelling */\n",
        numbers("uint8_t", "steady_letter", [
            (1 << STEADY.find(c.upper()) if c.upper() in STEADY else 0) | (16 if c in swells else 0)
            | (32 if any(s[0] == c for s in exceptions) else 0) for c in "abcdefghijklmnopqrstuvwxyz"])])
    write(out.replace("sound_table.h", "sound_cost.h"), "data/sound/", [
        f"static const uint8_t {name}[{SYMBOLS}][{SYMBOLS}] = {{\n"
        + "\n".join("    { " + ", ".join(map(str, row)) + " }," for row in table) + "\n};\n" for name, table in tables])


main(*sys.argv[1:])
