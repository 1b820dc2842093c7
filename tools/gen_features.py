#!/usr/bin/env python3
"""Make src/evidence/feature_table.{h,c} from data/features.tsv.

usage: gen_features.py FEATURES.TSV OUT.h OUT.c
"""
import sys

from table import literal, rows

COLUMNS = "name type unit cost meaning absent".split()
TYPES = ("flag", "integer", "word")
COSTS = {"text": 0, "mailbox": 1, "exit_ip": 2, "payout": 5, "accomplice": 50, "legal": 50}


def read(path):
    out, seen = [], set()
    for number, cells in rows(path, COLUMNS):
        row = dict(zip(COLUMNS, cells))
        if row["type"] not in TYPES or row["cost"] not in COSTS or row["name"] in seen:
            sys.exit(f"{path}:{number}: odd row")
        if (row["unit"] == "-") != (row["type"] != "integer"):
            sys.exit(f"{path}:{number}: an integer has a unit, the others have none")
        seen.add(row["name"])
        out.append(row)
    return out


def constant(name):
    return "FEATURE_" + name.upper().replace(".", "_")


def main(path, header, source):
    features = read(path)
    with open(header, "w", encoding="utf-8") as out:
        out.write("/* Made from data/features.tsv. */\n#ifndef FEATURE_TABLE_H\n#define FEATURE_TABLE_H\n\n"
                  "enum feature {\n")
        for f in features:
            out.write(f"    {constant(f['name'])}, /* {f['meaning']} */\n")
        out.write("    FEATURE_COUNT,\n};\n\n#endif\n")
    with open(source, "w", encoding="utf-8") as out:
        out.write('/* Made from data/features.tsv. */\n#include "evidence/evidence.h"\n\n'
                  "/* clang-format off */\nconst struct feature_info feature_table[FEATURE_COUNT] = {\n")
        for f in features:
            unit = "" if f["unit"] == "-" else f["unit"]
            texts = ", ".join(f"STR_INIT({literal(t)})"
                              for t in (f["name"], unit, f["meaning"], f["absent"]))
            out.write(f"    [{constant(f['name'])}] = {{ {texts}, FEATURE_{f['type'].upper()}, "
                      f"{COSTS[f['cost']]}, {'true' if f['cost'] == 'legal' else 'false'} }},\n")
        out.write("};\n")


main(*sys.argv[1:])
