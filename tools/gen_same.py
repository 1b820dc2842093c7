#!/usr/bin/env python3
"""data/same/{names,nations}.tsv -> evidence/same_table.h: names and nationalities for the sameness proof.

usage: gen_same.py names.tsv nations.tsv out.h
"""
import sys
import unicodedata

from table import literal, rows, write

# scripts whose names can stand for one another's, as enum rename_script; the first word of Unicode's names of their signs
SCRIPTS = ["", "LATIN", "CYRILLIC", "GREEK", "HANGUL", "CJK", "ARABIC", "HEBREW", "DEVANAGARI", "BENGALI", "TAMIL",
           "THAI", "MYANMAR", "KHMER", "GEORGIAN", "ARMENIAN", "ETHIOPIC"]
LETTERS = {"ł": "l", "đ": "d", "ø": "o", "ı": "i", "ß": "ss", "æ": "ae"}


def plain(path, number, word):
    """As text_token.plain: small letters without marks."""
    folded = "".join(LETTERS.get(c, c) for c in word.lower())
    folded = "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))
    if not (folded.isascii() and folded.isalpha() and len(folded) > 1):
        sys.exit(f"{path}:{number}: {word!r} is no word of Latin letters")
    return folded


def main():
    names, nations, out = sys.argv[1:]
    words, cultures, lands = [], [], []
    for number, (culture, given, family) in rows(names, ["culture", "given", "family"]):
        first, native, halves = len(words), 0, [given.split("|"), family.split("|")]
        for word in halves[0] + halves[1]:
            latin, _, own = word.partition("/")
            if own:
                native = SCRIPTS.index(unicodedata.name(own[0]).split()[0])
            words.append("    { STR_INIT(%s), STR_INIT(%s), STR_INIT(%s) },\n"
                         % (literal(latin), literal(plain(names, number, latin)), literal(own)))
        cultures.append("    { STR_INIT(%s), %d, %d, %d, %d },\n"
                        % (literal(culture), first, len(halves[0]), len(halves[1]), native))
    for _, cells in rows(nations, ["code", "code3", "zone", "name"]):
        lands.append("    { %s },\n" % ", ".join(f"STR_INIT({literal(c)})" for c in cells))
    write(out, "data/same", ["static const struct same_word same_words[] = {\n", *words, "};\n",
                             "static const struct same_culture same_cultures[] = {\n", *cultures, "};\n",
                             "static const struct same_nation same_nations[] = {\n", *lands, "};\n"])


main()
