"""data/names/nicknames.tsv -> name/nickname_table.h.

usage: gen_nicknames.py nicknames.tsv out.h
"""
import sys

from table import numbers, rows, table, write

GROUPS_MAX = 4  # of one name: enum NICK_GROUPS_MAX


def main(path, out):
    groups = {}
    for group, (number, (names,)) in enumerate(rows(path, ["names"]), 1):
        words = names.split(" ")
        if len(words) < 2 or len(set(words)) != len(words):
            sys.exit(f"{path}:{number}: odd row")
        for w in words:
            groups.setdefault(w, []).append(group)
            if len(groups[w]) > GROUPS_MAX:
                sys.exit(f"{path}:{number}: '{w}' stands in more than {GROUPS_MAX} rows")
    keys = sorted(groups)
    write(out, "data/names/nicknames.tsv",
          [table("nickname_keys", keys),
           numbers("uint16_t", "nickname_groups",
                   (g for k in keys for g in (groups[k] + [0] * GROUPS_MAX)[:GROUPS_MAX]))])


main(*sys.argv[1:])
