#!/usr/bin/env python3
"""Make src/engine/score_table.h from data/score.tsv: what a name's evidence is worth.

usage: gen_score.py SCORE.TSV OUT.h
"""
import sys


def main():
    path, out = sys.argv[1:3]
    with open(path, encoding="utf-8") as f:
        rows = [line.rstrip("\n").split("\t") for line in f if not line.startswith("#")]
    corners = [(int(a), int(b)) for a, b in rows[1:]]
    for (a, x), (b, y) in zip(corners, corners[1:]):
        if a >= b or x >= y:
            sys.exit(f"{path}: both columns rise: {a} {x}, {b} {y}")
    if len(corners) < 2:
        sys.exit(f"{path}: wants two corners or more")
    with open(out, "w", encoding="ascii") as f:
        f.write("/* Made from data/score.tsv. */\nstatic const struct { int32_t info_cb, worth_cb; } name_worth[] = {\n")
        f.writelines(f"    {{ {a}, {b} }},\n" for a, b in corners)
        f.write("};\n")


main()
