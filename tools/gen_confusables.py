"""data/confusables.tsv -> text/confusable_table.h: rows by code point.

usage: gen_confusables.py confusables.tsv out.h
"""
import sys

from table import rows, write

KIND = {"same": "LOOK_SAME", "near": "LOOK_NEAR", "drawn": "LOOK_DRAWN"}


def main(path, out):
    looks = {}
    for number, (cp, latin, kind, _) in rows(path, ["cp", "latin", "kind", "name"]):
        cp = int(cp, 16)
        if cp < 0x80 or cp in looks or kind not in KIND or not ("a" <= latin <= "z" and len(latin) == 1):
            sys.exit(f"{path}:{number}: odd row")
        looks[cp] = (latin, kind)
    lines = [f"    {{ 0x{cp:04X}, '{latin}', {KIND[kind]} }},\n" for cp, (latin, kind) in sorted(looks.items())]
    write(out, "data/confusables.tsv", ["static const struct look looks[] = {\n" + "".join(lines) + "};\n"])


main(*sys.argv[1:])
