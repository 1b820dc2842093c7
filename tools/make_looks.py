#!/usr/bin/env python3
"""Which words look romanised from Arabic, Persian or Pashto -> data/arabic/looks.tsv: runs of three letters, weighed.

usage: make_looks.py SHARED_DATA data/arabic/looks.tsv

A weight is how much oftener such words have the run than other names, in tenths of a bit. Only weights of runs come out of it.
"""
import collections
import csv
import math
import os
import re
import sys

from make_freq import listed_names, tokens

COUNTRIES = set("AE AF BH DJ DZ EG EH IQ IR JO KM KW LB LY MA MR OM PK PS QA SA SD SO SY TN YE".split())
LETTERS = "$abcdefghijklmnopqrstuvwxyz"
PSEUDO, SMALL, MOST = 1500, 0.7, 40


def words(data):
    """Words that do, and words that do not."""
    theirs, others = set(), set()
    for native, latin in listed_names(data).items():
        if re.search("[\u0600-\u06ff]", native):
            theirs.update(tokens(latin))
    for name, column in (("common-forenames-by-country.csv", 11), ("common-surnames-by-country.csv", 5)):
        for row in list(csv.reader(open(os.path.join(data, "names-by-country", name), encoding="utf-8")))[1:]:
            (theirs if row[0] in COUNTRIES else others).update(tokens(row[column]))
    for line in open(os.path.join(data, "names-wikidata-pairs/tokens/wd_russian_80.tsv"), encoding="utf-8"):
        others.update(tokens(line.split("\t")[0]))
    folder = os.path.join(data, "names-us-census")
    for name in sorted(os.listdir(folder)):
        for line in open(os.path.join(folder, name), encoding="utf-8", errors="replace"):
            found = re.match("[A-Za-z]+", line)
            others.update([found[0].lower()] if found else [])
    def fit(some):
        return sorted(w for w in some if re.fullmatch("[a-z]{3,}", w))
    return fit(theirs), fit(others - theirs)


def runs(word):
    word = f"^{word}$"
    return [word[i:i + 3] for i in range(len(word) - 2)]


def main(data, out):
    count = [collections.Counter(r for w in some for r in runs(w)) for some in words(data)]
    total = [sum(c.values()) for c in count]
    more = total[1] / total[0]
    def weight(run):
        p = (count[0][run] + SMALL) / (total[0] + PSEUDO)
        q = (count[1][run] + SMALL * more) / (total[1] + PSEUDO * more)
        return max(-MOST, min(MOST, round(10 * math.log2(p / q)))) if count[0][run] or count[1][run] else 0
    with open(out, "w", encoding="utf-8") as f:
        f.write("# How much oftener words romanised from Arabic, Persian and Pashto have a run of three letters than other names.\n"
                "# Made by tools/make_looks.py; do not edit by hand.\n"
                "# front    the first two; ^ is the beginning of the word\n"
                "# weights  tenths of a bit for each third: the end of the word, a .. z\n"
                "front\tweights\n")
        for a in "^" + LETTERS[1:]:
            for b in LETTERS[1:]:
                row = [weight(a + b + c) for c in LETTERS]
                if any(row):
                    f.write(f"{a}{b}\t{' '.join(map(str, row))}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
