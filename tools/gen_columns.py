#!/usr/bin/env python3
"""Make a C table out of data/columns.tsv: gen_columns.py COLUMNS.TSV FIELDS.TSV OUT.c"""
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import table

KINDS = ("applicant worker vendor payee payment account wallet login device bid contract message "
         "transfer").split()
LANGS = ["en", "ko", "ja", "id"]


def fold(name):
    """Small letters and digits, a blank between words but not inside CJK: must agree with fold() in names.c."""
    out = ""
    for word in re.findall(r"[a-z]+|[0-9]+|[^\x00-\x7f]+", "".join(c.lower() if c < "\x7f" else c for c in name)):
        is_joined = not out or (word[0] > "\x7f" and out[-1] > "\x7f")
        out += word if is_joined else " " + word
    return out


def main():
    path, fields, out = sys.argv[1:4]
    known = {line.split("\t")[0] for line in open(fields, encoding="utf-8") if not line.startswith("#")}
    rows, seen = [], {}
    for number, (field, key, kinds, lang, names) in table.rows(path, ["field", "key", "kinds", "lang", "names"]):
        if field not in "+!" and re.sub(r"_\d+\.", ".", field) not in known:
            sys.exit(f"{path}:{number}: no field '{field}'")
        if lang not in LANGS:
            sys.exit(f"{path}:{number}: unknown language '{lang}'")
        mask = 0
        for kind in [] if kinds == "-" else kinds.split(","):
            if kind not in KINDS:
                sys.exit(f"{path}:{number}: unknown kind '{kind}'")
            mask |= 1 << (KINDS.index(kind) + 1)
        for name in names.split("|"):
            folded = fold(name)
            if not folded:
                sys.exit(f"{path}:{number}: empty name")
            place = (folded, mask, field if field in "+!" else "")
            if seen.setdefault(place, field) != field:
                sys.exit(f"{path}:{number}: '{name}' already means {seen[place]}")
            rows.append((folded, field, "" if key == "-" else key, mask, lang))
    rows.sort(key=lambda r: (r[0], -r[3], r[1], r[4]))
    kept = []
    for row in rows:  # one name in two languages: once
        if not kept or kept[-1][:4] != row[:4]:
            kept.append(row)
    with open(out, "w", encoding="utf-8") as f:
        f.write('/* Made from data/columns.tsv. */\n#include "map/names.h"\n\n')
        f.write("const struct name_row name_rows[] = {\n")
        for folded, field, key, mask, lang in kept:
            text = "".join(c if c < "\x7f" else "".join(f"\\{b:03o}" for b in c.encode()) for c in folded)
            f.write(f'    {{ STR_INIT("{text}"), STR_INIT("{field}"), STR_INIT("{key}"), {mask}, "{lang}" }},\n')
        f.write(f"}};\nconst size_t name_row_count = {len(kept)};\n")


main()
