"""Japanese persons: councillors, and names put together of the tables that Cordon ships, in all systems of spelling."""
import csv
import re

from .sources import own_table

ROWS = {"": "アイウエオ", "k": "カキクケコ", "s": "サシスセソ", "t": "タチツテト", "n": "ナニヌネノ", "h": "ハヒフヘホ", "m": "マミムメモ", "y": "ヤ ユ ヨ",
        "r": "ラリルレロ", "w": "ワ   ヲ", "g": "ガギグゲゴ", "z": "ザジズゼゾ", "d": "ダヂヅデド", "b": "バビブベボ", "p": "パピプペポ"}
KUNREI = {k: c + v for c, cells in ROWS.items() for k, v in zip(cells, "aiueo") if k != " "} | {"ン": "n", "ヲ": "o", "ヂ": "zi", "ヅ": "zu"}
HEPBURN = KUNREI | {"シ": "shi", "チ": "chi", "ツ": "tsu", "フ": "fu", "ジ": "ji", "ヂ": "ji"}
KUNREI |= {k + s: KUNREI[k][0] + "y" + v for k in "キシチニヒミリギジビピ" for s, v in zip("ャュョ", "auo")}
HEPBURN |= {k + s: HEPBURN[k][:-1] + ("" if k in "シチジ" else "y") + v for k in "キシチニヒミリギジビピ" for s, v in zip("ャュョ", "auo")}
POLIVANOV = dict(zip(KUNREI, ({"a": "а", "i": "и", "u": "у", "e": "э", "o": "о", "n": "н"}.get(x, x) for x in KUNREI.values())))
POLIVANOV_ROWS = {"k": "к", "s": "с", "t": "т", "n": "н", "h": "х", "m": "м", "y": "", "r": "р", "w": "в", "g": "г", "z": "дз", "d": "д", "b": "б", "p": "п"}
for _k, _v in list(KUNREI.items()):
    if len(_v) > 1 and _v[1] == "y":
        POLIVANOV[_k] = POLIVANOV_ROWS[_v[0]] + {"a": "я", "u": "ю", "o": "ё"}[_v[2]]
    elif len(_v) > 1:
        POLIVANOV[_k] = {"ya": "я", "yu": "ю", "yo": "ё", "tu": "цу", "hu": "фу", "za": "дза"}.get(
            _v, POLIVANOV_ROWS[_v[0]] + {"a": "а", "i": "и", "u": "у", "e": "э", "o": "о"}[_v[1]])


def katakana(text):
    return "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in text)


def romaji(kana, system):
    """hepburn: no long vowels; macron, wapuro, kunrei (circumflex), passport (oh), polivanov"""
    table = KUNREI if system == "kunrei" else POLIVANOV if system == "polivanov" else HEPBURN
    out, i, hold = [], 0, False
    while i < len(kana):
        n = 2 if kana[i:i + 2] in table else 1
        if kana[i] == "ッ":
            hold, i = True, i + 1
            continue
        s = table[kana[i:i + n]]
        if hold:
            s, hold = ("t" if s.startswith("ch") else s[0]) + s, False
        if kana[i] == "ン" and kana[i + 1:i + 2] in tuple("アイウエオヤユヨ"):
            s += "ъ" if system == "polivanov" else "'" if system in ("macron", "wapuro", "kunrei") else ""
        last = out[-1][-1:] if out else ""
        u, o, is_cyr = ("у", "о", True) if system == "polivanov" else ("u", "o", False)
        if out and (kana[i] == "ウ" and last in (u, o, "ю", "ё") or kana[i] == "オ" and last == o):
            if system == "wapuro":
                out.append(s)
            elif system in ("macron", "kunrei"):
                mark = {"macron": {"o": "ō", "u": "ū"}, "kunrei": {"o": "ô", "u": "û"}}[system]
                out[-1] = out[-1][:-1] + mark.get(last, last)
            elif system == "passport" and last == "o" and kana[i + 1:i + 2] not in tuple("アイウエオ"):
                out.append("h")
        elif is_cyr and kana[i] == "イ" and last in tuple("аэоуяюё"):
            out.append("й")
        else:
            out.append(s)
        i += n
    text = "".join(out)
    if system == "hepburn":
        text = re.sub("n(?=[bmp])", "m", text) if len(text) % 2 else text
    return text


def forms(s, name, kanji, surname, given):
    person = re.sub("(?<=[オコソトノホモヨロゴゾドボポョ])[ウオ]|(?<=[ウクスツヌフムユルグズヅブプュ])ウ", "", surname + " " + given)
    def spelled(system):
        a, b = romaji(surname, system), romaji(given, system)
        way = s.rng.random()
        return f"{a} {b}".title() if way < 0.4 else f"{b} {a}".title() if way < 0.7 else f"{a.upper()}, {b.title()}" if way < 0.85 else f"{a.upper()} {b.title()}"
    systems = ["hepburn", "hepburn", "macron", "wapuro", "kunrei", "passport"]
    kana = surname + s.rng.choice(["・", " ", "　", ""]) + given
    latin = spelled(s.rng.choice(systems[:4]))
    if kanji:
        s.add(name, "kanji-kana", person, kanji, kana)
        s.add(name, "kanji-latin", person, kanji, latin)
    s.add(name, "kana-latin", person, kana, spelled(s.rng.choice(systems)))
    one, two = s.rng.sample(systems[1:], 2)
    s.add(name, "latin-latin", person, spelled(one), spelled(two))
    s.add(name, "cyrillic-latin", person, f"{romaji(surname, 'polivanov')} {romaji(given, 'polivanov')}".title(), latin)


def councillors(s):
    for r in s.src.tsv("names-jp-councillors/giin_names.tsv"):
        kanji, kana = r["kanji"].split("\u3000"), katakana(r["kana"]).split("\u3000")
        if len(kanji) == len(kana) == 2 and all(re.fullmatch("[ァ-ヶ]+", k) for k in kana) and "ー" not in r["kana"]:
            forms(s, "councillors", s.rng.choice(["", " ", "\u3000"]).join(kanji), *kana)


def made(s):
    """Names put together of the tables that Cordon ships: readings by how common they are. What the tables lack is not in here."""
    surnames, given = (own_table(f"japanese/{t}.tsv", csv.QUOTE_NONE) for t in ("surnames", "given"))
    weights = [2 ** (-int(r["cb"]) / 100) for r in surnames]
    def reading(cell):
        items = [x.split(":") for x in cell.split()]
        return s.rng.choices([k for k, _ in items], [float(n) for _, n in items])[0]
    for a in s.rng.choices(surnames, weights, k=600):
        b = s.rng.choice(given)
        x, y = reading(a["readings"]), reading(b["readings"])
        if all(c in KUNREI or c in "ャュョッ" for c in x + y):
            forms(s, "japanese_made", a["kanji"] + b["kanji"], x, y)
