#!/usr/bin/env python3
"""data/labels/passports.tsv -> evidence/passport_table.h: numbers and lengths by issuer.

usage: gen_passports.py passports.tsv out.h
"""
import datetime
import re
import sys

from table import literal, rows, table, write


def days(text, otherwise):
    if not text:
        return otherwise
    return (datetime.date.fromisoformat(text) - datetime.date(1970, 1, 1)).days


def main(path, out):
    issuers, patterns, lengths = [], [], []
    for number, (issuer, cell, years) in sorted(rows(path, ["issuer", "numbers", "years"]),
                                                key=lambda r: r[1][0]):
        first_pattern, first_length, less = len(patterns), len(lengths), False
        for part in cell.split("|") if cell != "-" else ():
            text, _, span = part.partition("@")
            if not re.fullmatch(r"[9AXa-z]{5,12}", text):
                sys.exit(f"{path}:{number}: odd pattern {text}")
            begin, _, end = span.partition("/")
            patterns.append(f"{{ {literal(text)}, {days(begin, 'INT32_MIN')},"
                            f" {days(end, 'INT32_MAX')} }}")
        for part in years.split("|") if years != "-" else ():
            if part == "less":
                less = True
                continue
            length = re.fullmatch(r"(\d+)(?:\+(\d+)m)?", part)
            if not length:
                sys.exit(f"{path}:{number}: odd length {part}")
            lengths.append(f"{{ {length[1]}, {length[2] or 0} }}")
        issuers.append((issuer, f"{{ {first_pattern}, {len(patterns) - first_pattern},"
                                f" {first_length}, {len(lengths) - first_length},"
                                f" {str(less).lower()} }}"))
    write(out, "data/labels/passports.tsv", [
        table("passport_issuers", [i for i, _ in issuers]),
        "static const struct { char text[13]; int32_t from, until; } passport_patterns[] = {\n    "
        + ",\n    ".join(patterns) + "\n};\n",
        "static const struct { uint8_t years, months_more; } passport_lengths[] = {\n    "
        + ",\n    ".join(lengths) + "\n};\n",
        "static const struct {\n    uint16_t pattern, patterns, length, lengths;\n    bool     less;\n}"
        " passport_rules[] = {\n    " + ",\n    ".join(r for _, r in issuers) + "\n};\n"])


main(*sys.argv[1:])
