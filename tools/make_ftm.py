#!/usr/bin/env python3
"""Write data/ftm.tsv from the followthemoney package (run by hand to move to a newer version).

usage: make_ftm.py FOLLOWTHEMONEY.whl > data/ftm.tsv     (needs PyYAML)
"""
import sys
import zipfile

import yaml


def main():
    wheel = sys.argv[1]
    version = wheel.rsplit("/", 1)[-1].split("-")[1]
    schemas = {}
    with zipfile.ZipFile(wheel) as z:
        for name in sorted(z.namelist()):
            if "/schema/" in name and name.endswith((".yaml", ".yml")):
                schemas.update(yaml.safe_load(z.read(name)))
    out = [
        f"# FollowTheMoney's vocabulary, version {version} (MIT; NOTICE): facts only.",
        "# schema<TAB>name<TAB>parents, comma separated<TAB>edge|abstract|-",
        "# prop<TAB>schema<TAB>name<TAB>type<TAB>range of an entity property or -",
    ]
    for name in sorted(schemas):
        s = schemas[name]
        kind = "edge" if s.get("edge") else "abstract" if s.get("abstract") else "-"
        out.append(f"schema\t{name}\t{','.join(s.get('extends') or []) or '-'}\t{kind}")
    for name in sorted(schemas):
        for prop, p in sorted((schemas[name].get("properties") or {}).items()):
            out.append(f"prop\t{name}\t{prop}\t{p.get('type') or 'string'}\t{p.get('range') or '-'}")
    print("\n".join(out))


main()
