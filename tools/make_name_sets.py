#!/usr/bin/env python3
"""Development sets of names from the data beside the tree, for bench_quality. Nothing here is a peer's benchmark.

usage: make_name_sets.py SHARED_DATA OUT_FOLDER [SET...]     with SETs, only pairs of these
       make_name_sets.py --open data/starter/starter.tsv bench/sets

  pairs.tsv     label (1 one party, 0 two), set, kind, name, name; persons of one set are in no other. Sets called
                firm* hold firms, vessel* vessels, all others persons; *_learn is the half that tables were learnt from
  list.txt      Korean persons under DPRK programmes, one a line: primary names
  years.tsv     for each line of list.txt the birth years that the list allows, "1955-1955 1960-1962"; empty: not said
  queries.tsv   script, query, line of list.txt whose person it is
  ordinary.tsv  script, name of somebody who is on no list
  firms_list.tsv, firms_ordinary.tsv  listed firms and vessels with their kind; firms on no list
  general.tsv   half (learn, report), label, class, kind (person, org), name, name
  people.tsv    group of cultures, how the name was made, birth date, name
  all.csv       entries of EU, UK, Canada, Australia and Switzerland in Cordon's own form

The same input gives the same bytes. The parts stand in tools/name_sets/.
"""
import csv
import random
import sys
from pathlib import Path

from name_sets import arabic, chinese, firms, general, japanese, korean, lists, people, slavic, vietnamese
from name_sets.common import Sets
from name_sets.sources import Sources

SEED = 20261121


def write(path, rows):
    with open(path, "w", encoding="utf-8") as f:
        for row in rows:
            f.write("\t".join(map(str, row)) + "\n")


def make_pairs(src, out, only, firm_rows):
    """Pairs of all sets in one fixed order, for they draw from one generator."""
    s = Sets(src, random.Random(SEED))
    korean.make(s)
    slavic.tokens(s)
    arabic.make(s)
    slavic.lists(s)
    slavic.countries(s)
    japanese.councillors(s)
    japanese.made(s)
    chinese.public_figures(s)
    chinese.listed(s)
    chinese.made(s)
    vietnamese.make(s)
    s.thin()
    s.pairs = [p for p in s.pairs if not only or p[0] in only]
    rows = [(1, name, kind, a, b) for name, kind, _, a, b in s.pairs]
    rows += [(0, *row) for row in (*s.negatives(), *chinese.negatives(s))]
    write(out / "pairs.tsv", rows + firm_rows)
    for name, lines in korean.files(s):
        write(out / name, lines)


def make_people(src, out):
    main_lists = [e for read in (lists.un, lists.ofac, lists.eu, lists.uk) for e in read(src)]
    others = lists.others(src)
    crowd = people.make(src, main_lists + others, random.Random(SEED))
    write(out / "people.tsv", crowd)
    write(out / "general.tsv", general.make_general(main_lists, crowd, random.Random(SEED + 1)))
    with open(out / "all.csv", "w", encoding="utf-8", newline="") as f:
        csv.writer(f).writerows(people.lists_file([e for e in main_lists if e.source in ("eu", "uk") and e.names] + others))


def main():
    if sys.argv[1] == "--open":
        write(Path(sys.argv[3]) / "general.tsv", general.make_open(sys.argv[2]))
        return
    src, out, only = Sources(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]
    out.mkdir(parents=True, exist_ok=True)
    rng, firm_rows = random.Random(SEED + 1), []
    if not only or any(name.startswith(("firm", "vessel")) for name in only):
        for name, lines in firms.files(src, rng):
            write(out / name, lines)
        firm_rows = [row for row in firms.rows(src, rng) if not only or row[1] in only]
    make_pairs(src, out, only, firm_rows)
    if not only:
        make_people(src, out)


main()
