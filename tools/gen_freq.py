"""data/freq/persons.tsv and words.tsv -> name/freq_table.h.

usage: gen_freq.py persons.tsv words.tsv out.h
"""
import sys

from table import numbers, rows, table, write


def columns(path, name):
    bits = {}
    for number, (token, cb) in rows(path, ["token", "cb"]):
        if token in bits or not token or not 0 < int(cb) < 65536:
            sys.exit(f"{path}:{number}: odd row")
        bits[token] = int(cb)
    keys = sorted(bits)
    return [table(name + "_keys", keys),
            numbers("uint16_t", name + "_cb", (bits[k] for k in keys))]


def main(persons, words, out):
    write(out, "data/freq/", columns(persons, "person") + columns(words, "word"))


main(*sys.argv[1:])
