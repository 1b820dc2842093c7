#!/usr/bin/env python3
"""Make the report's style and script C text, with the hash its own policy names.

usage: gen_report.py REPORT.CSS REPORT.JS OUT.c
"""
import base64
import hashlib
import re
import sys


def c_text(name, text):
    """An array of numbers: string literals of this length are beyond what C promises."""
    data = text.encode() + b"\0"
    rows = [", ".join(str(b) for b in data[i:i + 24]) for i in range(0, len(data), 24)]
    return f"const char {name}[] = {{\n    " + ",\n    ".join(rows) + ",\n};\n"


def main():
    css_path, js_path, out = sys.argv[1:4]
    css = re.sub(r"/\*.*?\*/", "", open(css_path, encoding="utf-8").read(), flags=re.S)
    css = "\n".join(line.strip() for line in css.split("\n") if line.strip())
    js = open(js_path, encoding="utf-8").read().strip()
    for path, text in ((css_path, css), (js_path, js)):
        if not text.isascii() or re.search(r"</|url\(|@import|https?:", text):
            sys.exit(f"{path}: wants ASCII, no end tag and no address")
    digest = base64.b64encode(hashlib.sha256((js + "\n").encode()).digest()).decode()
    with open(out, "w", encoding="ascii") as f:
        f.write('/* Made from data/report by tools/gen_report.py. */\n#include "report/page.h"\n\n')
        f.write(c_text("report_css", css + "\n") + "\n" + c_text("report_js", js + "\n"))
        f.write(f'\nconst char report_js_sha256[] = "{digest}";\n')


main()
