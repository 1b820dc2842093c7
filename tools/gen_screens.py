#!/usr/bin/env python3
"""Make src/engine/screen_table.{h,c} from data/screens.tsv: what of a record is compared with the lists.

usage: gen_screens.py SCREENS.TSV FIELDS.TSV OUT.h OUT.c
"""
import sys

from table import literal, rows

# The party itself, then those that a record names.
ROLES = ("self payee bank signer recipient returner counterparty payer referee pictured correspondent "
         "invoicer officer owner").split()
FORMS = ("none name org nick party birth_date birth_place sex country address wallet handle mrz barcode "
         "document passport national_id tax registration number imo mmsi call_sign swift lei iban account "
         "email phone").split()
OF_OTHERS = "name org party wallet account swift registration email phone".split()


def read(path, fields):
    known = {line.split("\t")[0] for line in open(fields, encoding="utf-8") if not line.startswith("#")}
    out, seen = [], set()
    for number, (field, role, form) in rows(path, ["field", "role", "as"]):
        if field not in known or field in seen:
            sys.exit(f"{path}:{number}: '{field}' is no field, or stands twice")
        if role not in ROLES or form not in FORMS or form == "none":
            sys.exit(f"{path}:{number}: unknown role '{role}' or form '{form}'")
        if role != "self" and form not in OF_OTHERS:
            sys.exit(f"{path}:{number}: of another party, '{form}' is not compared")
        seen.add(field)
        out.append((field, role, form))
    return out


def constant(field):
    return "FIELD_" + field.upper().replace(".", "_")


def main(path, fields, header, source):
    table = read(path, fields)
    with open(header, "w", encoding="utf-8") as out:
        out.write("/* Made from data/screens.tsv. */\n#ifndef SCREEN_TABLE_H\n#define SCREEN_TABLE_H\n\n"
                  '#include "record/record.h"\n\n'
                  "/** Whom a value of a record is about. */\nenum party_role {\n")
        out.writelines(f"    PARTY_{role.upper()},\n" for role in ROLES)
        out.write("    PARTY_ROLE_COUNT,\n};\n\n/** As what a value is compared with the lists. */\nenum screen_form {\n")
        out.writelines(f"    FORM_{form.upper()},\n" for form in FORMS)
        out.write("};\n\nstruct screen_row {\n    uint8_t form; /* enum screen_form */\n"
                  "    uint8_t role; /* enum party_role */\n};\n\n"
                  "extern const struct screen_row screen_table[FIELD_COUNT];\n"
                  "extern const str               party_roles[PARTY_ROLE_COUNT]; /* \"payee\" */\n\n#endif\n")
    with open(source, "w", encoding="utf-8") as out:
        out.write('/* Made from data/screens.tsv. */\n#include "engine/screen_table.h"\n\n'
                  "/* clang-format off */\nconst struct screen_row screen_table[FIELD_COUNT] = {\n")
        out.writelines(f"    [{constant(field)}] = {{ FORM_{form.upper()}, PARTY_{role.upper()} }},\n"
                       for field, role, form in table)
        out.write("};\n\nconst str party_roles[PARTY_ROLE_COUNT] = {\n")
        out.writelines(f"    [PARTY_{role.upper()}] = STR_INIT({literal(role)}),\n" for role in ROLES)
        out.write("};\n")


main(*sys.argv[1:])
