#!/usr/bin/env python3
"""Make list/ofac_labels.c from data/ofac_labels.tsv at build time.

usage: gen_ofac_labels.py ofac_labels.tsv ftm.tsv OUT.c
"""
import re
import sys

HOWS = ["document", "passport", "wallet", "imo", "alias", "text", "date", "country", "place",
        "gender", "email", "url", "phone", "affiliation", "sanction", "sanction_date", "link", "note"]


def upper(name):
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).upper()


def vocabulary(path):
    schemas, props = {}, {}
    for line in open(path, encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        if cells[0] == "schema":
            schemas[cells[1]] = [] if cells[2] == "-" else cells[2].split(",")
        elif cells[0] == "prop":
            props.setdefault(cells[1], set()).add(cells[2])
    return schemas, props


def has(schemas, props, schema, prop):
    return prop in props.get(schema, ()) or any(
        has(schemas, props, up, prop) for up in schemas[schema])


def read(path, schemas, props):
    labels, roles = [], []
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        line = line.rstrip("\n")
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        where = f"{path}:{number}"
        if len(cells) != 5:
            sys.exit(f"{where}: {len(cells)} columns, want 5")
        label, how, schema, prop, typ = cells
        if len(label) < 2 or not label[0].isalpha() or not label.isascii():
            sys.exit(f"{where}: a label begins with a letter, is ASCII and has two bytes or more")
        if schema != "-" and schema not in schemas:
            sys.exit(f"{where}: no schema {schema}")
        if prop != "-" and schema != "-" and not has(schemas, props, schema, prop):
            sys.exit(f"{where}: {schema} has no property {prop}")
        if how == "role":
            roles.append(label.lower())
        elif how in HOWS:
            labels.append((label, how, schema, prop, typ))
        else:
            sys.exit(f"{where}: unknown way {how}")
    seen = set()
    for label, *_ in labels:
        if label.lower() in seen:
            sys.exit(f"{path}: {label} stands twice")
        seen.add(label.lower())
    return labels, sorted(set(roles))


def text(s):
    return '"' + s.replace("\\", "\\\\").replace('"', '\\"') + '"'


def main():
    src, ftm, out = sys.argv[1:4]
    schemas, props = vocabulary(ftm)
    labels, roles = read(src, schemas, props)
    labels.sort(key=lambda r: (r[0][0].lower(), -len(r[0]), r[0]))
    c = ["/* Made by tools/gen_ofac_labels.py from data/ofac_labels.tsv: do not edit. */",
         '#include "list/ofac_label.h"', "",
         "const struct ofac_label ofac_labels[] = {"]
    for label, how, schema, prop, typ in labels:
        s = "NONE" if schema == "-" else upper(schema)
        p = "NONE" if prop == "-" else upper(prop)
        t = "" if typ == "-" else typ
        c.append(f"    {{ STR_INIT({text(label)}), OFAC_{how.upper()}, FTM_SCHEMA_{s}, "
                 f"FTM_PROP_{p}, STR_INIT({text(t)}) }},")
    c += ["};", "", "/* where the labels of a letter begin; one past the last for the letter behind z */",
          "const uint16_t ofac_labels_from[27] = {"]
    letters = [r[0][0].lower() for r in labels]
    c.append("    " + ", ".join(str(sum(1 for x in letters if x < chr(97 + i)))
                                for i in range(27)) + ",")
    c += ["};", "", "const str ofac_roles[] = {"]
    c += [f"    STR_INIT({text(w)})," for w in roles]
    c += ["};", f"const size_t ofac_roles_count = {len(roles)};", ""]
    open(out, "w", encoding="utf-8").write("\n".join(c))


main()
