#!/usr/bin/env python3
"""Make entity/ftm.h and entity/ftm_table.c from data/ftm.tsv at build time.

usage: gen_ftm.py ftm.tsv OUT.h OUT.c
"""
import re
import sys

TYPES = {
    "string": "STRING", "name": "NAME", "date": "DATE", "country": "COUNTRY",
    "identifier": "IDENTIFIER", "address": "ADDRESS", "entity": "ENTITY", "gender": "GENDER",
    "topic": "TOPIC", "email": "EMAIL", "phone": "PHONE", "url": "URL", "text": "TEXT",
}


def upper(name):
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).upper()


def read(path):
    schemas, props = {}, []
    for line in open(path, encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        if line.startswith("#") or not line.strip():
            continue
        if cells[0] == "schema":
            schemas[cells[1]] = [] if cells[2] == "-" else cells[2].split(",")
        elif cells[0] == "prop":
            props.append((cells[2], cells[1], cells[3]))
        else:
            sys.exit(f"{path}: unknown row {line!r}")
    return schemas, props


def ancestors(schemas, name, seen):
    if name not in seen:
        seen.add(name)
        for p in schemas[name]:
            ancestors(schemas, p, seen)
    return seen


def kind(up):
    if "Person" in up:
        return "PERSON"
    if "Vessel" in up:
        return "VESSEL"
    if "Airplane" in up:
        return "AIRCRAFT"
    return None


def schema_kind(schemas, name, up):
    k = kind(up)
    if k:
        return k
    if up & {"Organization", "Company", "PublicBody"}:
        return "ORGANIZATION"
    if name in ("LegalEntity", "Thing", "Asset", "Vehicle"):
        return "UNKNOWN"
    return "OTHER"


def main():
    src, out_h, out_c = sys.argv[1:4]
    schemas, rows = read(src)
    names = sorted(schemas)
    props = {}
    for prop, schema, typ in rows:  # one id a name; a type other than string wins
        if props.get(prop, "string") == "string":
            props[prop] = typ
    plist = sorted(props)
    h = ["/* Made by tools/gen_ftm.py from data/ftm.tsv: do not edit. */",
         "#ifndef ENTITY_FTM_H", "#define ENTITY_FTM_H", "",
         "enum ftm_schema {", "    FTM_SCHEMA_NONE = 0,"]
    h += [f"    FTM_SCHEMA_{upper(n)}," for n in names]
    h += ["    FTM_SCHEMA_COUNT", "};", "", "enum ftm_prop {", "    FTM_PROP_NONE = 0,"]
    h += [f"    FTM_PROP_{upper(p)}," for p in plist]
    h += ["    FTM_PROP_COUNT", "};", "", "#endif", ""]
    c = ["/* Made by tools/gen_ftm.py from data/ftm.tsv: do not edit. */",
         '#include "entity/ftm_table.h"', "",
         "const struct ftm_schema_row ftm_schema_table[FTM_SCHEMA_COUNT] = {",
         "    [FTM_SCHEMA_NONE] = { .name = STR_INIT(\"\") },"]
    for n in names:
        up = ancestors(schemas, n, set())
        bits = [0, 0]
        for a in up:
            i = names.index(a) + 1
            bits[i // 64] |= 1 << (i % 64)
        c.append(f"    [FTM_SCHEMA_{upper(n)}] = {{ STR_INIT(\"{n}\"), "
                 f"KIND_{schema_kind(schemas, n, up)}, {{ {bits[0]:#x}u, {bits[1]:#x}u }} }},")
    c += ["};", "", "const struct ftm_prop_row ftm_prop_table[FTM_PROP_COUNT] = {",
          "    [FTM_PROP_NONE] = { .name = STR_INIT(\"\") },"]
    for p in plist:
        c.append(f"    [FTM_PROP_{upper(p)}] = {{ STR_INIT(\"{p}\"), "
                 f"FTM_TYPE_{TYPES.get(props[p], 'OTHER')} }},")
    c += ["};", ""]
    if len(names) >= 127:
        sys.exit("more schemas than the ancestor bits hold")
    open(out_h, "w", encoding="utf-8").write("\n".join(h))
    open(out_c, "w", encoding="utf-8").write("\n".join(c))


main()
