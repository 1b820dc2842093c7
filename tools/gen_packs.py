#!/usr/bin/env python3
"""Make a C file that holds the rule packs' bytes: gen_packs.py ROOT OUT.c FILE...

Names are the paths below ROOT; files stand in the order of their names.
"""
import pathlib
import sys


def main(root, out, *files):
    names = sorted(str(pathlib.Path(f).resolve().relative_to(pathlib.Path(root).resolve()))
                   for f in files)
    with open(out, "w", encoding="ascii") as f:
        f.write('/* Made by tools/gen_packs.py: do not edit. */\n#include "base/embed.h"\n\n')
        for i, name in enumerate(names):
            data = (pathlib.Path(root) / name).read_bytes()
            f.write(f"static const unsigned char pack_{i}[] = {{\n")
            for at in range(0, len(data), 24):
                f.write("    " + ", ".join(str(b) for b in data[at:at + 24]) + ",\n")
            f.write("};\n")
        f.write("\nconst struct embed_file embed_packs[] = {\n")
        for i, name in enumerate(names):
            f.write(f'    {{ "{name}", {{ pack_{i}, sizeof pack_{i} }} }},\n')
        f.write(f"    {{ 0, {{ 0, 0 }} }},\n}};\nconst size_t embed_packs_count = {len(names)};\n")


main(*sys.argv[1:])
