"""data/orgforms.tsv -> name/orgform_table.h: forms as keys, with class and place.

usage: gen_orgforms.py orgforms.tsv out.h
"""
import sys
from collections import Counter

from table import literal, numbers, rows, table, write

# As the bits of name/orgform.c.
PLACE = {"suffix": 1, "prefix": 2, "either": 3, "any": 7}
GLUED = 8


WORD_LETTERS_MIN = 5  # FORM_WORD_LETTERS_MIN of name/orgform.h


def long_words(forms):
    counts = Counter(w for f, _, _ in forms for w in f.split() if len(w) >= WORD_LETTERS_MIN)
    return sorted(counts, key=lambda w: (-counts[w], w))


def main(path, out):
    forms, classes = [], []
    columns = ["form", "class", "language", "place", "glued"]
    for number, (form, cls, _, place, glued) in rows(path, columns):
        if form != " ".join(form.split()) or place not in PLACE or glued not in ("yes", "no"):
            sys.exit(f"{path}:{number}: odd row")
        if cls not in classes:
            classes.append(cls)
        forms.append((form, cls, PLACE[place] | (GLUED if glued == "yes" else 0)))
    forms.sort()
    words = long_words(forms)
    if any(c.isdigit() for w in words for c in w) or max(map(len, words)) > 255:
        sys.exit(f"{path}: a word with digits or of more than 255 letters")
    write(out, "data/orgforms.tsv", [
        f"enum {{ FORM_TOKENS_MAX = {max(len(f.split()) for f, _, _ in forms)},"
        f" FORM_BYTES_MAX = {max(len(f.encode()) for f, _, _ in forms)},"
        f" GLUED_BYTES_MAX = {max(len(f.encode()) for f, _, p in forms if p & GLUED)} }};\n",
        table("form_keys", [f for f, _, _ in forms]),
        numbers("uint8_t", "form_class", (classes.index(c) for _, c, _ in forms)),
        numbers("uint8_t", "form_place", (p for _, _, p in forms)),
        "static const str form_words[] = {\n"
        + "".join(f"    STR_INIT({literal(w)}),\n" for w in words) + "};\n",
        numbers("uint8_t", "form_word_letters", map(len, words)),
        "static const str class_names[] = {\n"
        + "".join(f"    STR_INIT({literal(c)}),\n" for c in classes) + "};\n"])


main(*sys.argv[1:])
