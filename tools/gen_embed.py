#!/usr/bin/env python3
"""Make a C file that holds a data file's bytes: gen_embed.py FILE SYMBOL OUT.c"""
import hashlib
import sys


def main():
    path, symbol, out = sys.argv[1:4]
    data = open(path, "rb").read()
    rows = []
    for i in range(0, len(data), 24):
        rows.append("    " + ", ".join(str(b) for b in data[i:i + 24]) + ",")
    with open(out, "w", encoding="ascii") as f:
        f.write('/* Made by tools/gen_embed.py: do not edit. */\n#include "base/embed.h"\n\n'
                "static const unsigned char bytes[] = {\n" + "\n".join(rows) + "\n};\n\n"
                f"const struct embed {symbol} = {{ bytes, sizeof bytes }};\n"
                f'const char {symbol}_sha[] = "{hashlib.sha256(data).hexdigest()}";\n')


main()
