#!/usr/bin/env python3
"""Make a C file of the mappings in data/maps: gen_maps.py OUT.c FILE.json..."""
import json
import sys
from pathlib import Path


def main():
    out, paths = sys.argv[1], sorted(Path(p) for p in sys.argv[2:])
    rows, texts = [], []
    for number, path in enumerate(paths):
        data = path.read_bytes()
        said = json.loads(data)
        if said.get("name") != path.stem:
            sys.exit(f"{path}: its name is '{said.get('name')}'")
        if not said.get("title") or not said.get("source") or not said.get("signature"):
            sys.exit(f"{path}: a shipped mapping has title, source and signature")
        title = "".join(f"\\{b:03o}" if b > 126 or chr(b) in '"\\?' else chr(b) for b in said["title"].encode())
        lines = [", ".join(str(b) for b in data[i:i + 24]) for i in range(0, len(data), 24)]
        texts.append(f"static const unsigned char text_{number}[] = {{\n    " + ",\n    ".join(lines) + "\n};\n")
        rows.append(f'    {{ STR_INIT("{path.stem}"), STR_INIT("{title}"), text_{number}, sizeof text_{number} }},\n')
    with open(out, "w", encoding="ascii") as f:
        f.write('/* Made by tools/gen_maps.py: do not edit. */\n#include "map/shipped.h"\n\n')
        f.write("\n".join(texts) + "\nconst struct shipped_map shipped_maps[] = {\n" + "".join(rows) + "};\n")
        f.write(f"const size_t shipped_map_count = {len(rows)};\n")


main()
