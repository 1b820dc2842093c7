"""data/label_topics.tsv -> list/label_topic_table.h: topics of wallet labels, their classes and words.

usage: gen_label_topics.py label_topics.tsv out.h
"""
import sys

from table import literal, rows, write

CLASSES = ("other", "service", "returned", "risk", "crime", "dprk")


def main(path, out):
    lines, seen = [], set()
    for number, (topic, klass, words) in rows(path, ["topic", "class", "words"]):
        if klass not in CLASSES:
            sys.exit(f"{path}:{number}: unknown class '{klass}'")
        for word in words.split("|") + ["topic " + topic]:
            if word in seen or not word or word != word.lower():
                sys.exit(f"{path}:{number}: '{word}' is empty, twice or not in small letters")
            seen.add(word)
        lines.append(f"    {{ STR_INIT({literal(topic)}), LABEL_{klass.upper()}, STR_INIT({literal(words)}) }},\n")
    write(out, "data/label_topics.tsv",
          ["static const struct label_topic label_topics[] = {\n" + "".join(lines) + "};\n"])


main(*sys.argv[1:])
