"""The first 32 bits of SHA-256 over the word tables and the code that reads them: an index built with others is told apart.

usage: gen_table_version.py FILE... MACRO OUTPUT
"""
import hashlib
import sys


def main():
    digest = hashlib.sha256()
    for path in sys.argv[1:-2]:
        with open(path, "rb") as f:
            digest.update(f.read().replace(b"\r\n", b"\n"))
            digest.update(b"\0")
    with open(sys.argv[-1], "w", encoding="utf-8", newline="\n") as out:
        out.write("/* Made by tools/gen_table_version.py. */\n")
        out.write(f"#define {sys.argv[-2]} 0x{digest.hexdigest()[:8]}u\n")


main()
