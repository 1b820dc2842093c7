"""data/scripts/letters.tsv -> text/letter_table.h: rows by code point.

usage: gen_scripts.py letters.tsv out.h
"""
import sys

from table import rows, write

SCRIPTS = ["north", "south", "thai", "lao", "khmer", "burmese", "ethiopic", "letters"]
KINDS = ["cons", "vowel", "sign", "before", "carrier", "kill", "join", "medial", "coda", "nasal", "silent", "nukta",
         "mute", "syllable"]


def main(path, out):
    letters = {}
    for number, (script, cp, kind, latin, last, _) in rows(path, ["script", "cp", "kind", "latin", "last", "name"]):
        cp = int(cp, 16)
        latin, last = ("" if x == "-" else x for x in (latin, last))
        if script not in SCRIPTS or kind not in KINDS or cp in letters or max(len(latin), len(last)) > 3:
            sys.exit(f"{path}:{number}: odd row")
        letters[cp] = f"    {{ 0x{cp:04X}, WAY_{script.upper()}, KIND_{kind.upper()}, \"{latin}\", \"{last}\" }},\n"
    write(out, "data/scripts/letters.tsv",
          ["static const struct letter letters[] = {\n" + "".join(letters[cp] for cp in sorted(letters)) + "};\n"])


main(*sys.argv[1:])
