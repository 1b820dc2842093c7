"""data/countries.tsv -> base/country_table.h: keys of all writings, and the codes with names.

usage: gen_countries.py countries.tsv out.h
"""
import sys
import unicodedata

from table import literal, numbers, rows, table, write

LETTERS = {"Lu", "Ll", "Lt", "Lo", "Nd", "Nl", "No"}


def key(text):
    """A writing reduced to what counts; base/country.c does the same."""
    text = unicodedata.normalize("NFKD", text.replace("&", "and")).casefold()
    text = unicodedata.normalize("NFKD", text)
    return "".join(c for c in text if unicodedata.category(c) in LETTERS
                   or unicodedata.category(c) in ("Mn", "Mc") and not unicodedata.combining(c))


def main(path, out):
    codes, of_key = [], {}
    for number, (code, alpha3, name, spellings) in rows(path, ["code", "alpha3", "name",
                                                               "spellings"]):
        codes.append((code, name))
        for text in [code, alpha3, name] + spellings.split("|"):
            k = key(text)
            if not k:
                if text:
                    sys.exit(f"{path}:{number}: '{text}' has no letter")
                continue
            if of_key.setdefault(k, len(codes) - 1) != len(codes) - 1:
                sys.exit(f"{path}:{number}: '{text}' is also a writing of"
                         f" {codes[of_key[k]][0]}")
    keys = sorted(of_key)
    lines = "".join(f"    {{ STR_INIT({literal(c)}), STR_INIT({literal(n)}) }},\n"
                    for c, n in codes)
    write(out, "data/countries.tsv", [
        table("country_keys", keys),
        numbers("uint16_t", "country_of_key", (of_key[k] for k in keys)),
        "static const struct { str code, name; } country_rows[] = {\n" + lines + "};\n"])


main(*sys.argv[1:])
