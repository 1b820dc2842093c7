"""data/vocabulary.tsv -> name/vocabulary_table.h: words and stems as keys, with their concepts.

usage: gen_vocabulary.py vocabulary.tsv out.h
"""
import sys

from table import numbers, rows, table, write

CLASSES = ["stop", "form", "generic", "light", "core"]  # as enum word_class of name/vocabulary.h, from 1 on


def class_of(name, where):
    if name.startswith("num") and name[3:].isdigit():
        return len(CLASSES) + 1, int(name[3:])
    if name not in CLASSES:
        sys.exit(f"{where}: no such class")
    return CLASSES.index(name) + 1, None


# Cyrillic in Latin letters, as passports, libraries and firms' own signs have it.
LETTERS = dict(zip("абвгдезиклмнопрстуфхцчшщъыьэіїєґ", "a b v g d e z i k l m n o p r s t u f kh ts ch sh shch  y  e i i ie g"
                   .split(" ")))
WAYS = [{"ж": "zh", "ю": "yu", "я": "ya"}, {"ж": "zh", "ю": "iu", "я": "ia"}, {"ж": "j", "ю": "ju", "я": "ja", "х": "h", "ц": "c"}]
LATIN_LETTERS_MIN = 5  # shorter ones are words of other languages too


def in_latin(word):
    for way in WAYS:
        text = "".join(way.get(c) or LETTERS.get(c, c) for c in word)
        if text.rstrip("*").isascii() and len(text.rstrip("*")) >= LATIN_LETTERS_MIN + text.endswith("*"):
            yield text
            if text.endswith("ii"):  # folded from -ий
                yield text[:-2] + "iy"
                yield text[:-2] + "y"


def main(path, out):
    concepts, words, language, meaning = {}, {}, {}, {}
    for number, (concept, cls, lang, text) in rows(path, ["concept", "class", "language", "words"]):
        kind, value = class_of(cls, f"{path}:{number}")
        place = concepts.setdefault(concept, (len(concepts) + 1, kind, value))
        if place[1:] != (kind, value):
            sys.exit(f"{path}:{number}: {concept} has another class above")
        for word in text.split(" "):
            if not word or word in words:
                sys.exit(f"{path}:{number}: '{word}' stands above")
            words[word] = place[0]
            language[word] = lang
            if lang == "en" and not word.endswith("*"):
                meaning.setdefault(place[0], word)
    for word, place in sorted(words.items()):
        if "а" <= word[0] <= "ґ":
            for text in in_latin(word):
                words.setdefault(text, place)
                language.setdefault(text, language[word])
    keys = sorted(words)
    order = sorted(concepts.values())
    for name, place in concepts.items():
        meaning.setdefault(place[0], name.replace("_", " "))
    for place in concepts.values():
        if place[1] == class_of("light", path)[0]:  # places
            meaning[place[0]] = meaning[place[0]].capitalize()
    languages = sorted(set(language.values()))
    glued = [k for k in keys if ord(k[0]) > 0x2E00 and not k.endswith("*")]  # written without blanks
    write(out, "data/vocabulary.tsv", [
        f"enum {{ CONCEPTS = {len(order)}, GLUED_WORD_BYTES_MAX = {max(len(k.encode()) for k in glued)} }};\n",
        table("vocabulary_keys", keys),
        numbers("uint16_t", "vocabulary_concept_of", (words[k] for k in keys)),
        f"static const char vocabulary_languages[{len(languages)}][4] = {{ {', '.join(chr(34) + x + chr(34) for x in languages)} }};\n",
        numbers("uint8_t", "vocabulary_language_of", (languages.index(language[k]) for k in keys)),
        "static const char *const concept_meaning[] = {\n    \"\",\n" + "".join(f'    "{meaning[c[0]]}",\n' for c in order) + "};\n",
        numbers("uint8_t", "concept_class", [0] + [c[1] for c in order]),
        numbers("uint16_t", "concept_number", [0] + [c[2] or 0 for c in order])])


main(*sys.argv[1:])
