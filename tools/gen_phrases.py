#!/usr/bin/env python3
"""data/labels/{message_phrases,editors,forwarder_words}.tsv -> evidence/phrase_table.h.

usage: gen_phrases.py message_phrases.tsv editors.tsv forwarder_words.tsv out.h

A phrase becomes its words with one blank between, folded as the text will be; phrases that match by
whole words are found by their first word.
"""
import itertools
import re
import sys
import unicodedata

from table import literal, numbers, rows, table, write

CLASSES = ["off_platform", "other_account", "borrow", "prompt", "prepay", "threat"]  # as phrase_class
EDITORS = ["", "maker", "image", "pdf", "scanner"]  # as enum editor
EXPANDED_MAX = 1500


def expand(phrase, is_parted):
    """Every choice of "{a|b} c"; where blanks part words, a choice of single words that is not the
    first stays one word, "{a|b}"."""
    parts = []
    for part in re.split(r"(\{[^}]*\})", phrase):
        if not part.startswith("{"):
            parts.append([part])
        elif is_parted and parts[-1][0].endswith(" ") and not re.search("[ *]", part):
            parts.append(["{" + "|".join(sorted({fold(w) for w in part[1:-1].split("|")})) + "}"])
        else:
            parts.append(part[1:-1].split("|"))
    for choice in itertools.product(*parts):
        yield "".join(choice)


def fold(text):
    """evidence/phrase.c does the same: letters and digits, '*' kept, apostrophes gone."""
    out = []
    for c in unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()):
        if unicodedata.category(c)[0] in "LMN" or c in "*{|}":
            out.append(c)
        elif c not in "'\u2019`":
            out.append(" ")
    return " ".join("".join(out).split())


def by_word(name, phrases):
    """Phrases in the order of their first word, and where those of each word begin."""
    phrases = sorted(phrases)
    firsts = sorted({p.split(" ")[0] for p, _ in phrases})
    if "*" in firsts:
        sys.exit(f"{name}: a phrase cannot begin with any word")
    at = {}
    for i, (phrase, _) in enumerate(phrases):
        at.setdefault(phrase.split(" ")[0], i)
    begins = [at[w] for w in firsts] + [len(phrases)]
    body = "".join(f"    {{ STR_INIT({literal(p)}), {c} }},\n" for p, c in phrases)
    return [table(f"{name}_first", firsts), numbers("uint16_t", f"{name}_begin", begins),
            f"static const struct phrase {name}_rows[] = {{\n{body}}};\n"]


def plain_list(name, phrases):
    body = "".join(f"    {{ STR_INIT({literal(p)}), {c} }},\n" for p, c in sorted(phrases))
    return f"static const struct phrase {name}_rows[] = {{\n{body}}};\n"


def messages(path):
    found = {"word": {}, "ko": {}, "ja": {}}
    for number, (phrase, cls, language) in rows(path, ["phrase", "class", "language"]):
        if cls not in CLASSES or language not in ("en", "id", "ko", "ja"):
            sys.exit(f"{path}:{number}: odd row")
        kind = found["word" if language in ("en", "id") else language]
        for text in expand(phrase, language != "ja"):
            text = fold(text)
            while text.endswith(" *"):
                text = text[:-2]
            if language == "ja":
                text = text.replace(" ", "")
            if not text or kind.setdefault(text, CLASSES.index(cls)) != CLASSES.index(cls):
                sys.exit(f"{path}:{number}: '{text}' has two classes")
    if sum(map(len, found.values())) > EXPANDED_MAX:
        sys.exit(f"{path}: {sum(map(len, found.values()))} phrases")
    return found


def words(path, number_of):
    return [(fold(text), number_of(cls)) for _, (text, cls) in rows(path, ["words", "class"])]


def main(message_path, editor_path, forwarder_path, out):
    found = messages(message_path)
    places = words(forwarder_path, lambda cls: 1)
    write(out, "data/labels", [
        "struct phrase {\n    str     words;\n    uint8_t cls;\n};\n",
        *by_word("message", found["word"].items()),
        plain_list("korean", found["ko"].items()),
        plain_list("japanese", found["ja"].items()),
        *by_word("editor", words(editor_path, EDITORS.index)),
        *by_word("place", [p for p in places if p[0].isascii()]),
        plain_list("place_other", [p for p in places if not p[0].isascii()])])


main(*sys.argv[1:])
