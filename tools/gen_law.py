#!/usr/bin/env python3
"""data/law/*.tsv -> law_table.h, law_table.c: cards, record keeping, words and holidays.

usage: gen_law.py DATA_FOLDER OUT.h OUT.c

Refuses to make anything when a card breaks the rules of its table, or when the four languages do not
hold the same ids, the same sums and dates, and the same numbers: the build fails, not the reader.
"""
import re
import sys

from law_holidays import calendars
from table import literal, rows

LANGS = ("en", "ko", "ja", "id")
CARD = "id jurisdiction class show basis check stages applies deadline as_of instrument source".split()
RECORD = "id jurisdiction years basis check instrument source".split()
CLASSES = "general duty penalty deadline fair context contact".split()
LINKS = "payer bank platform payee currency staff".split()
STAGES = "application interview onboarding working payment vendor permit".split()
MONTHS = {"en": "January February March April May June July August September October November "
                "December".split(),
          "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November "
                "Desember".split()}
COINS = {"ko": {"usd": "달러", "krw": "원", "jpy": "엔"}, "ja": {"usd": "ドル", "krw": "ウォン", "jpy": "円"}}


def fail(text):
    sys.exit(f"gen_law: {text}")


# --- texts ------------------------------------------------------------------------------------------

def date_text(lang, year, month, day):
    """A day, a month, or a day of every year; parts that are not said are 0."""
    if lang in ("ko", "ja"):
        signs = "년월일" if lang == "ko" else "年月日"
        return (" " if lang == "ko" else "").join(
            f"{n}{sign}" for n, sign in zip((year, month, day), signs) if n)
    return " ".join(([str(day)] if day else []) + [MONTHS[lang][month - 1]] + ([str(year)] if year else []))


def money_text(lang, coin, amount):
    if lang in ("ko", "ja"):
        many = amount >= 10000 and amount % 10000 == 0
        number = f"{amount // 10000:,}{'만' if lang == 'ko' else '万'}" if many else f"{amount:,}"
        return number + (" " if lang == "ko" and many else "") + COINS[lang][coin]
    if amount >= 10 ** 6:
        text = f"{amount / 10 ** 6:g} {'million' if lang == 'en' else 'juta'}"
        return f"{coin.upper()} " + (text if lang == "en" else text.replace(".", ","))
    text = f"{amount:,}"
    return f"{coin.upper()} " + (text if lang == "en" else text.replace(",", "."))


PLACE = re.compile(r"\{([^{}]*)\}")


def filled(lang, where, text):
    def one(m):
        inside = m[1]
        if re.fullmatch(r"(usd|krw|jpy):[1-9]\d*", inside):
            return money_text(lang, inside[:3], int(inside[4:]))
        d = re.fullmatch(r"(?:(\d{4})-)?(\d\d)(?:-(\d\d))?", inside)
        if not d or not (d[1] or d[3]):
            fail(f"{where}: odd placeholder {m[0]}")
        return date_text(lang, int(d[1] or 0), int(d[2]), int(d[3] or 0))
    out = PLACE.sub(one, text)
    if "{" in out or "}" in out:
        fail(f"{where}: a brace without its partner")
    return out


def figures(text):
    """What must be the same in all languages: placeholders and all other numbers."""
    return sorted(PLACE.findall(text)), sorted(re.findall(r"\d+", PLACE.sub("", text)))


def read_texts(folder, ids):
    """id -> column -> four texts."""
    raw = {}
    for lang in LANGS:
        path, seen = f"{folder}/texts.{lang}.tsv", set()
        for number, (key, *cells) in rows(path, ["id", "title", "text", "deadline"]):
            if key in seen or any(c != c.strip() or not c for c in cells):
                fail(f"{path}:{number}: {key} twice, or with an empty or padded text")
            seen.add(key)
            raw.setdefault(key, {})[lang] = (f"{path}:{number}", cells)
        if seen != ids:
            fail(f"{path}: too many or too few: {sorted(seen ^ ids)}")
    texts = {}
    for key, of in raw.items():
        for lang in LANGS:
            where, cells = of[lang]
            for here, english in zip(cells, of["en"][1]):
                if figures(here) != figures(english) or (here == "-") != (english == "-"):
                    fail(f"{where}: {key}: has {figures(here)}, English {figures(english)}")
        texts[key] = [[("" if of[lang][1][i] == "-" else filled(lang, of[lang][0], of[lang][1][i]))
                       for lang in LANGS] for i in range(3)]
    return texts


def read_words(folder):
    words = {}
    for number, (key, *cells) in rows(f"{folder}/words.tsv", ["word", *LANGS]):
        if key in words or not all(cells):
            fail(f"words.tsv:{number}: {key}")
        words[key] = cells
    return words


# --- rows ----------------------------------------------------------------------------------------

def mask(where, cell, names, everything):
    if cell == everything:
        return (1 << len(names)) - 1
    words = cell.split()
    if not words or any(w not in names for w in words):
        fail(f"{where}: '{cell}' is not of {names}")
    return sum(1 << names.index(w) for w in words)


def checks_of(where, row, checks):
    """The basis says what is to be checked: nothing, some parts, or all."""
    found = 0 if row["check"] == "-" else mask(where, row["check"], checks, None)
    whole = 1 << checks.index("all")
    fits = {"r": not found, "c": found == whole, "r+c": found and not found & whole}
    if not fits.get(row["basis"]):
        fail(f"{where}: basis {row['basis']} does not go with check {row['check']}")
    return found


def month_day(where, text):
    m = re.fullmatch(r"(\d\d)-(\d\d)", text)
    return int(m[1]) * 100 + int(m[2]) if m else fail(f"{where}: '{text}' is no day of the year")


def deadline(where, cell, calendar_names):
    """kind, first number, second number, calendar."""
    word, *rest = cell.split(":")
    if cell == "-":
        return "LAW_DUE_NONE", 0, 0, ""
    if cell in ("at_once", "open"):
        return f"LAW_DUE_{cell.upper()}", 0, 0, ""
    if word == "business" and len(rest) == 2 and rest[1] in calendar_names:
        return "LAW_DUE_BUSINESS", int(rest[0]), 0, rest[1]
    if word == "calendar" and len(rest) in (1, 2):
        return "LAW_DUE_CALENDAR", int(rest[0]), int(rest[1]) if rest[1:] else 0, ""
    if word == "yearly" and len(rest) == 2:
        return "LAW_DUE_YEARLY", month_day(where, rest[0]), month_day(where, rest[1]), ""
    fail(f"{where}: no deadline '{cell}'")


def read_cards(folder, jurisdictions):
    cards = []
    for number, cells in rows(f"{folder}/cards.tsv", CARD):
        where, row = f"cards.tsv:{number}", dict(zip(CARD, cells))
        is_open = row["class"] in ("general", "fair") # shown beside a red flag too
        if not re.fullmatch(r"[a-z][a-z0-9_]*", row["id"]) or row["id"] in (c["id"] for c in cards):
            fail(f"{where}: id twice or odd")
        if row["class"] not in CLASSES or row["jurisdiction"] not in jurisdictions \
                or row["show"] not in (("risk",) if is_open else ("confirmed", "fact")):
            fail(f"{where}: class, jurisdiction or show; only general and fair cards are shown at risk")
        if (row["class"] == "general") != row["id"].endswith("_general") or \
                (row["class"] == "fair") != row["id"].startswith("fair_"):
            fail(f"{where}: {row['id']} is not called as its class is")
        if row["class"] == "fair" and (row["applies"], row["stages"]) != ("always", "any"):
            fail(f"{where}: fair cards are shown with every hit")
        if (row["deadline"] == "-") == (row["class"] == "deadline"):
            fail(f"{where}: class deadline and a deadline go together")
        if not re.fullmatch(r"\d{4}-\d\d", row["as_of"]) or not row["instrument"] or not row["source"]:
            fail(f"{where}: as_of, instrument or source")
        cards.append(row)
    return cards


# --- writing -----------------------------------------------------------------------------------------

def s(text):
    return f"STR_INIT({literal(text)})"


def four(texts):
    return "{ " + ",\n        ".join(s(t) for t in texts) + " }"


def enum(name, prefix, names, extra=""):
    lines = "".join(f"    {prefix}{n.upper()},\n" for n in names)
    return f"enum {name} {{\n{lines}{extra}}};\n\n"


def main(folder, header, source):
    places, jurisdictions = [], []
    for _, (name, countries, coins) in rows(f"{folder}/jurisdictions.tsv",
                                            "jurisdiction countries currencies".split()):
        places += [(c, len(jurisdictions)) for c in (countries.split() + coins.split())
                   if c not in ("any", "-")]
        jurisdictions.append(name)
    words = read_words(folder)
    checks = [w[6:] for w in words if w.startswith("check.")]
    for want in [f"class.{c}" for c in CLASSES] + [f"jurisdiction.{j}" for j in jurisdictions]:
        if want not in words:
            fail(f"words.tsv lacks {want}")
    cards = read_cards(folder, jurisdictions)
    records = [dict(zip(RECORD, cells)) for _, cells in rows(f"{folder}/records.tsv", RECORD)]
    texts = read_texts(folder, {r["id"] for r in cards + records})
    days = calendars(f"{folder}/holidays.tsv")
    days["eu"] = (0, 0, []) # no days of its own: weekends only, and never said to be exact

    with open(header, "w", encoding="utf-8", newline="\n") as f:
        f.write("/* Made from data/law at build time; edit that. */\n#ifndef LAW_LAW_TABLE_H\n"
                "#define LAW_LAW_TABLE_H\n\n"
                + enum("law_jurisdiction", "LAW_", jurisdictions, "    LAW_JURISDICTION_COUNT,\n")
                + f"enum {{ LAW_CARD_COUNT = {len(cards)}, LAW_RECORD_COUNT = {len(records)} }};\n\n#endif\n")

    with open(source, "w", encoding="utf-8", newline="\n") as f:
        f.write('/* Made from data/law at build time; edit that. */\n#include "law/law_tables.h"\n\n'
                "/* clang-format off */\nconst struct law_card law_card_table[LAW_CARD_COUNT] = {\n")
        for row in cards:
            where = f"cards.tsv: {row['id']}"
            title, text, due_text = texts[row["id"]]
            kind, first, second, calendar = deadline(where, row["deadline"], days)
            if (kind == "LAW_DUE_NONE") != (due_text[0] == ""):
                fail(f"{where}: a deadline and its words go together")
            always = row["applies"] == "always"
            f.write(f"    {{ .id = {s(row['id'])}, .jurisdiction = LAW_{row['jurisdiction'].upper()},\n"
                    f"      .class_id = {s(row['class'])}, .is_risk = {str(row['show'] == 'risk').lower()},\n"
                    f"      .is_fact = {str(row['show'] == 'fact').lower()},\n"
                    f"      .is_general = {str(row['class'] == 'general').lower()}, .is_fair = {str(row['class'] == 'fair').lower()},\n"
                    f"      .is_always = {str(always).lower()},\n"
                    f"      .checks = {checks_of(where, row, checks)}u,\n"
                    f"      .links = {mask(where, 'any' if always else row['applies'], LINKS, 'any')},\n"
                    f"      .stages = {mask(where, row['stages'], STAGES, 'any')},\n"
                    f"      .due = {{ {kind}, {first}, {second}, {s(calendar)} }},\n"
                    f"      .as_of = {s(row['as_of'])}, .instrument = {s(row['instrument'])},\n"
                    f"      .source = {s(row['source'])},\n"
                    f"      .title = {four(title)},\n      .text = {four(text)},\n"
                    f"      .due_text = {four(due_text)} }},\n")
        f.write("};\n\nconst struct law_record law_record_table[LAW_RECORD_COUNT] = {\n")
        for row in records:
            where = f"records.tsv: {row['id']}"
            title, text, due_text = texts[row["id"]]
            if any(due_text) or row["jurisdiction"] not in jurisdictions:
                fail(f"{where}: a deadline or an odd jurisdiction")
            f.write(f"    {{ .id = {s(row['id'])}, .jurisdiction = LAW_{row['jurisdiction'].upper()},\n"
                    f"      .years = {int(row['years'])}, .checks = {checks_of(where, row, checks)}u,\n"
                    f"      .instrument = {s(row['instrument'])}, .source = {s(row['source'])},\n"
                    f"      .title = {four(title)},\n      .text = {four(text)} }},\n")
        f.write("};\n\nconst struct law_word law_words[] = {\n")
        for key in sorted(words): # ASCII: the order of str_cmp
            f.write(f"    {{ {s(key)},\n      {four(words[key])} }},\n")
        f.write(f"}};\nconst size_t law_word_count = {len(words)};\n\n")
        f.write("const str law_check_names[] = { " + ", ".join(s(c) for c in checks)
                + f" }};\nconst size_t law_check_count = {len(checks)};\n\n")
        f.write("const str law_jurisdiction_names[LAW_JURISDICTION_COUNT] = { "
                + ", ".join(s(j) for j in jurisdictions) + " };\n\n")
        f.write("const struct law_place law_places[] = {\n")
        for code, jurisdiction in places:
            f.write(f"    {{ {s(code)}, LAW_{jurisdictions[jurisdiction].upper()} }},\n")
        f.write(f"}};\nconst size_t law_place_count = {len(places)};\n\n")
        for country, (_, _, off) in sorted(days.items()):
            numbers = [str((d - d.replace(year=1970, month=1, day=1)).days) for d in off] or ["0"]
            f.write(f"static const int32_t days_{country}[] = {{\n")
            for i in range(0, len(numbers), 16):
                f.write("    " + ",".join(numbers[i:i + 16]) + ",\n")
            f.write("};\n")
        f.write("const struct law_calendar law_calendars[] = {\n")
        for country, (first, final, off) in sorted(days.items()):
            f.write(f"    {{ {s(country)}, {first}, {final}, days_{country}, {len(off)} }},\n")
        f.write(f"}};\nconst size_t law_calendar_count = {len(days)};\n")


main(*sys.argv[1:])
