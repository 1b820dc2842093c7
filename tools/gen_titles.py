"""data/titles.tsv -> name/particle_table.h.

usage: gen_titles.py titles.tsv out.h
"""
import sys

from table import numbers, rows, table, write

CLASS = {"title": 1, "particle": 2, "half": 3}  # as enum name_particle


def main(path, out):
    words = {}
    for number, (token, cls, _) in rows(path, ["token", "class", "language"]):
        if token in words or cls not in CLASS or not token:
            sys.exit(f"{path}:{number}: odd row")
        words[token] = CLASS[cls]
    keys = sorted(words)
    write(out, "data/titles.tsv", [table("particle_keys", keys),
                                   numbers("uint8_t", "particle_class",
                                           (words[k] for k in keys))])


main(*sys.argv[1:])
