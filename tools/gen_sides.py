#!/usr/bin/env python3
"""Make src/engine/side_table.h from data/sides.tsv: which fields are a party's own word.

usage: gen_sides.py SIDES.TSV FIELDS.TSV GROUPS.TSV OUT.h
"""
import sys


def rows(path):
    with open(path, encoding="utf-8") as f:
        lines = [line.rstrip("\n").split("\t") for line in f if not line.startswith("#")]
    return lines[1:]


def main():
    path, fields_path, groups_path, out = sys.argv[1:5]
    fields = [r[0] for r in rows(fields_path) if r[0] != "-"]
    groups = [r[0] for r in rows(groups_path)]
    side = {}
    for row in rows(path):
        if len(row) != 2 or row[1] not in ("said", "seen") or row[0] in side:
            sys.exit(f"{path}: wants a path, once, and said or seen: {row}")
        if row[0] != "-" and row[0] not in fields and row[0] not in groups:
            sys.exit(f"{path}: no field or group '{row[0]}'")
        side[row[0]] = row[1]
    for group in groups + ["-"]:
        if group not in side:
            sys.exit(f"{path}: the group '{group}' has no row")
    with open(out, "w", encoding="ascii") as f:
        f.write("/* Made from data/sides.tsv. */\nstatic const bool side_is_seen[FIELD_COUNT] = {\n")
        for field in fields:
            group = field.split(".")[0] if "." in field else "-"
            if side.get(field, side[group]) == "seen":
                f.write(f"    [FIELD_{field.upper().replace('.', '_')}] = true,\n")
        f.write("};\n")


main()
