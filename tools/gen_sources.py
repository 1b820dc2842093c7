"""data/sources.tsv -> list/source_table.h: the rows of the catalogue.

usage: gen_sources.py sources.tsv out.h
"""
import sys

from table import literal, rows, write

COLUMNS = ["id", "authority", "title", "formats", "tier", "licence", "rhythm", "fresh_days", "country",
           "canaries", "dprk", "shrink", "url", "link", "hosts", "cap_mib", "proven"]
NUMBERS = {"dprk": "has_dprk", "fresh_days": "fresh_days", "shrink": "shrink_least", "cap_mib": "cap_mib"}


def main(path, out):
    lines, ids = [], set()
    for number, cells in rows(path, COLUMNS):
        row = dict(zip(COLUMNS, cells))
        if row["id"] in ids or not row["id"]:
            sys.exit(f"{path}:{number}: id '{row['id']}' twice or empty")
        if row["tier"] not in ("designated", "named", "label"):
            sys.exit(f"{path}:{number}: unknown tier '{row['tier']}'")
        if row["dprk"] not in ("0", "1"):
            sys.exit(f"{path}:{number}: dprk is 1 or 0")
        ids.add(row["id"])
        fields = [f"        .{NUMBERS[c]} = {int(row[c])}u,\n" if c in NUMBERS
                  else f"        .{c} = STR_INIT({literal(row[c])}),\n" for c in COLUMNS]
        lines.append("    {\n" + "".join(fields) + "    },\n")
    write(out, "data/sources.tsv",
          ["static const struct list_source source_rows[] = {\n" + "".join(lines) + "};\n"])


main(*sys.argv[1:])
