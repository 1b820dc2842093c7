#!/usr/bin/env python3
"""Make src/record/record_fields.{h,c} from data/fields.tsv and data/groups.tsv.

usage: gen_fields.py FIELDS.TSV GROUPS.TSV OUT.h OUT.c
"""
import sys

COLUMNS = "path type unit many class since aliases ftm meaning".split()
TYPES = ("word kind schema proof name name_part date address gender country identifier email phone "
         "url wallet text money currency ip time number flag zone hash other").split()
CLASSES = "none personal identifier contact financial".split()
NAME_MAX = 64  # bytes of a folded name; RECORD_NAME_MAX


def fold(name, groups):
    """Must agree with fold() in record_key.c."""
    folded = bytearray()
    group, dot, rest = name.partition(".")
    if dot and group in groups:
        folded, name = bytearray((group + ".").encode()), rest
    for byte in name.encode():
        if byte in b" _-.'/:()":
            continue
        folded.append(byte + 32 if 65 <= byte <= 90 else byte)
    return bytes(folded)


def hash_of(folded):
    """FNV-1a, 32 bit. Must agree with hash_of() in record_key.c."""
    h = 2166136261
    for byte in folded:
        h = ((h ^ byte) * 16777619) & 0xFFFFFFFF
    return h ^ (h >> 15)


def die(path, number, what):
    sys.exit(f"{path}:{number}: {what}")


def read(path):
    rows = []
    with open(path, encoding="utf-8") as f:
        lines = [(n, line.rstrip("\n")) for n, line in enumerate(f, 1) if not line.startswith("#")]
    if lines[0][1].split("\t") != COLUMNS:
        die(path, lines[0][0], "columns are not " + " ".join(COLUMNS))
    for number, line in lines[1:]:
        cells = line.split("\t")
        if len(cells) != len(COLUMNS):
            die(path, number, f"{len(cells)} columns, not {len(COLUMNS)}")
        row = dict(zip(COLUMNS, cells), line=number)
        if row["type"] not in TYPES:
            die(path, number, f"unknown type '{row['type']}'")
        if row["class"] not in CLASSES:
            die(path, number, f"unknown class '{row['class']}'")
        if row["many"] not in ("one", "many"):
            die(path, number, "many is 'one' or 'many'")
        for key in ("aliases", "ftm"):
            row[key] = [] if row[key] == "-" else row[key].split("|")
        rows.append(row)
    return rows


def read_groups(path):
    with open(path, encoding="utf-8") as f:
        lines = [line.rstrip("\n").split("\t") for line in f if not line.startswith("#")]
    if lines[0] != ["group", "meaning"]:
        sys.exit(f"{path}: columns are not group, meaning")
    return lines[1:]


def group_of(path):
    return path.split(".")[0] if "." in path else ""


def constant(path):
    return "FIELD_" + path.upper().replace(".", "_")


def names(path, fields, groups):
    """Every folded name with the field it means; two fields cannot share one."""
    table, spelled = {}, {}
    for row in fields:
        own = [] if row["path"] == "-" else [row["path"]]
        for name in own + row["aliases"] + row["ftm"]:
            key = fold(name, {g for g, _ in groups})
            if not key or len(key) > NAME_MAX:
                die(path, row["line"], f"name '{name}' is empty or too long")
            if table.setdefault(key, row["path"]) != row["path"]:
                die(path, row["line"], f"'{name}' names both {table[key]} and {row['path']}")
            spelled.setdefault(key, name)
    return table, spelled


def c_str(text):
    data = text if isinstance(text, bytes) else text.encode()
    out = ""
    for byte in data:
        plain = 0x20 <= byte < 0x7F and byte not in b'"\\?'
        out += chr(byte) if plain else f"\\{byte:03o}"
    return f'"{out}"'


def write_header(out, fields, groups):
    out.write("/* Made from data/fields.tsv and data/groups.tsv. */\n#ifndef RECORD_FIELDS_H\n#define RECORD_FIELDS_H\n\n")
    out.write("/** A field of a record. */\nenum record_field {\n")
    out.write("    FIELD_NONE = 0, /* known or unknown, but not read */\n")
    for row in fields:
        if row["path"] != "-":
            out.write(f"    {constant(row['path'])}, /* {row['meaning']} */\n")
    out.write("    FIELD_COUNT,\n};\n\n")
    for what, words in (("type", TYPES), ("class", CLASSES)):
        out.write(f"enum record_{what} {{\n")
        for word in words:
            out.write(f"    FIELD_{what.upper()}_{word.upper()},\n")
        out.write("};\n\n")
    out.write("/** A group of a dossier: several values about one thing. */\nenum record_group {\n")
    out.write("    GROUP_NONE = 0, /* the record itself */\n")
    for name, meaning in groups:
        out.write(f"    GROUP_{name.upper()}, /* {meaning} */\n")
    out.write("    GROUP_COUNT,\n};\n\n#endif\n")


def write_source(out, fields, groups, table, spelled):
    size = 64
    while size < 3 * len(table):
        size *= 2
    out.write('/* Made from data/fields.tsv. */\n#include "record/record_key.h"\n\n')
    out.write("/* clang-format off */\nconst struct record_field_info record_fields[FIELD_COUNT] = {\n")
    for row in fields:
        if row["path"] == "-":
            continue
        unit = "" if row["unit"] == "-" else row["unit"]
        strings = [row["path"], unit, "|".join(row["aliases"]), "|".join(row["ftm"]), row["meaning"]]
        path, unit, aliases, ftm, meaning = (f"STR_INIT({c_str(s)})" for s in strings)
        out.write(f"    [{constant(row['path'])}] = {{ {path}, {unit}, {aliases}, {ftm}, {meaning}, "
                  f"FIELD_TYPE_{row['type'].upper()}, FIELD_CLASS_{row['class'].upper()}, "
                  f"{row['since']}, {'true' if row['many'] == 'many' else 'false'}, "
                  f"GROUP_{(group_of(row['path']) or 'none').upper()} }},\n")
    out.write("};\n\n")
    out.write("const str record_groups[GROUP_COUNT] = {\n")
    for name, _ in groups:
        out.write(f"    [GROUP_{name.upper()}] = STR_INIT({c_str(name)}),\n")
    out.write("};\n\n")
    ordered = sorted(table)
    out.write(f"const size_t record_name_count = {len(ordered)};\n")
    out.write("const struct record_name record_names[] = {\n")
    for key in ordered:
        field = "FIELD_NONE" if table[key] == "-" else constant(table[key])
        out.write(f"    {{ STR_INIT({c_str(key)}), STR_INIT({c_str(spelled[key])}), {field} }},\n")
    slots = [0] * size
    for number, key in enumerate(ordered):
        at = hash_of(key) % size
        while slots[at]:
            at = (at + 1) % size
        slots[at] = number + 1
    out.write(f"}};\n\nconst uint32_t record_slot_mask = {size - 1};\n")
    out.write("const uint16_t record_slots[] = {")
    for i, slot in enumerate(slots):
        out.write(("\n    " if i % 16 == 0 else " ") + f"{slot},")
    out.write("\n};\n")


def main():
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    fields, groups = read(sys.argv[1]), read_groups(sys.argv[2])
    unknown = {group_of(r["path"]) for r in fields} - {name for name, _ in groups} - {""}
    if unknown:
        sys.exit(f"{sys.argv[1]}: groups that {sys.argv[2]} lacks: {', '.join(sorted(unknown))}")
    table, spelled = names(sys.argv[1], fields, groups)
    with open(sys.argv[3], "w", encoding="utf-8") as out:
        write_header(out, fields, groups)
    with open(sys.argv[4], "w", encoding="utf-8") as out:
        write_source(out, fields, groups, table, spelled)


main()
