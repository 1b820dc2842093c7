"""How a syllable of Mandarin, or one of Cantonese, is written in each system: rules, no lists of names.

Each function gives the spellings of one syllable with their shares. Systems: Hanyu Pinyin (ISO 7098), Wade-Giles,
Tongyong Pinyin, Palladius (Cyrillic), katakana as the press and lists of Japan write Mandarin, the hangul of
the Korean rules for foreign words (1986), Jyutping, and the Hong Kong government's and Macau's ways with Cantonese.
"""
INITIALS = ["zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c", "s"]


def split(m):
    """zhuang -> zh, uang; yuan -> "", van; finals as they sound."""
    if m[0] == "y":
        rest = m[1:]
        if rest.startswith("u"):
            return "", "v" + rest[1:]
        if rest == "i" or rest.startswith("i"):
            return "", rest
        return "", {"ong": "iong", "ou": "iu"}.get(rest, "i" + rest)
    if m[0] == "w":
        return "", {"u": "u", "ei": "ui", "en": "un", "eng": "ueng"}.get(m[1:], "u" + m[1:])
    for i in INITIALS:
        if m.startswith(i):
            f = m[len(i):]
            if i in ("j", "q", "x") and f.startswith("u"):
                f = "v" + f[1:]
            return i, f
    return "", m


def pinyin(m):
    if m in ("lv", "nv"):
        return {m: 0.5, m[0] + "yu": 0.3, m[0] + "u": 0.2}
    if m in ("lve", "nve"):
        return {m: 0.5, m[0] + "ue": 0.5}
    return {m: 1.0}


WADE_FINAL = {"ian": "ien", "ie": "ieh", "ue": "uo", "ong": "ung", "iong": "iung", "i": "i", "er": "erh", "ve": "veh", "e": "e",
              "ui": "ui", "uei": "uei", "iu": "iu"}
WADE_INITIAL = {"zh": "ch", "ch": "ch'", "b": "p", "p": "p'", "d": "t", "t": "t'", "g": "k", "k": "k'", "j": "ch", "q": "ch'",
                "x": "hs", "r": "j", "z": "ts", "c": "ts'"}


def wade_full(m):
    i, f = split(m)
    if i == "":
        if m[0] == "y":
            return {"yi": "i", "you": "yu", "yan": "yen", "ye": "yeh", "yong": "yung", "yue": "yveh", "yu": "yv", "yuan": "yvan",
                    "yun": "yvn"}.get(m, m)
        return {"e": "o", "er": "erh", "en": "en", "ei": "ei"}.get(m, m)
    if f == "i" and i in ("zh", "ch", "sh", "r"):
        return {"zh": "chih", "ch": "ch'ih", "sh": "shih", "r": "jih"}[i]
    if f == "i" and i in ("z", "c", "s"):
        return {"z": "tzu", "c": "tz'u", "s": "ssu"}[i]
    f = WADE_FINAL.get(f, f)
    if f == "e" and i in ("g", "k", "h"):
        f = "o"
    if f == "ui" and i in ("g", "k"):
        f = "uei"
    if f == "uo" and i not in ("g", "k", "h", "sh"):
        f = "o"
    if i == "x" and f == "iung":
        f = "iung"
    return WADE_INITIAL.get(i, i) + f


def tongyong(m):
    i, f = split(m)
    if i == "":
        return {"wen": "wun", "weng": "wong"}.get(m, m)
    if f == "i" and i in ("zh", "ch", "sh", "r", "z", "c", "s"):
        return {"zh": "jhih", "ch": "chih", "sh": "shih", "r": "rih", "z": "zih", "c": "cih", "s": "sih"}[i]
    i = {"zh": "jh", "q": "c", "x": "s"}.get(i, i)
    f = {"iu": "iou", "ui": "uei", "v": "yu", "ve": "yue", "van": "yuan", "vn": "yun", "iong": "yong"}.get(f, f)
    if i == "f" and f == "eng":
        f = "ong"
    return i + f


def taiwan(m):
    full = wade_full(m)
    out = {}

    def add(text, share):
        out[text] = out.get(text, 0) + share
    bare = full.replace("'", "")
    add(full, 0.15)
    add(full.replace("v", "u"), 0.1)
    add(bare, 0.1)
    add(bare.replace("v", "u"), 0.45)
    if bare.endswith("ieh") or bare.endswith("ueh"):
        add(bare[:-1].replace("v", "u"), 0.05)
    if bare == "ssu":
        add("szu", 0.2)
    if m == "yi":
        add("yi", 0.5)
    if m in ("he", "ge", "ke", "e"):
        add(bare[:-1] + "e", 0.1)
    add(tongyong(m), 0.12)
    i, f = split(m)
    if i == "x":  # Mandarin Phonetic Symbols II, which many families keep
        add("sh" + {"v": "iu", "ve": "iueh", "van": "iuan", "vn": "iun"}.get(f, f), 0.06)
    if m in ("ying", "yin"):
        add(m[1:], 0.06)
    return out


PAL_I = {"zh": "чж", "ch": "ч", "sh": "ш", "b": "б", "p": "п", "m": "м", "f": "ф", "d": "д", "t": "т", "n": "н", "l": "л", "g": "г",
         "k": "к", "h": "х", "j": "цз", "q": "ц", "x": "с", "r": "ж", "z": "цз", "c": "ц", "s": "с"}
PAL_F = {"a": "а", "ai": "ай", "an": "ань", "ang": "ан", "ao": "ао", "e": "э", "ei": "эй", "en": "энь", "eng": "эн", "o": "о", "ong": "ун",
         "ou": "оу", "u": "у", "ua": "уа", "uai": "уай", "uan": "уань", "uang": "уан", "ui": "уй", "un": "унь", "uo": "о", "i": "и",
         "ia": "я", "ian": "янь", "iang": "ян", "iao": "яо", "ie": "е", "in": "инь", "ing": "ин", "iong": "юн", "iu": "ю", "v": "юй",
         "van": "юань", "ve": "юэ", "vn": "юнь", "er": "эр", "ueng": "вэн"}
PAL_ZERO = {"ua": "ва", "uai": "вай", "uan": "вань", "uang": "ван", "ui": "вэй", "un": "вэнь", "uo": "во", "iu": "ю", "ou": "оу",
            "i": "и", "iao": "яо", "iai": "яй"}


def palladius(m):
    i, f = split(m)
    if f not in PAL_F and f not in PAL_ZERO:
        return {}
    if i == "":
        base = PAL_ZERO.get(f, PAL_F.get(f))
    elif f == "i" and i in ("zh", "ch", "sh", "r", "z", "c", "s"):
        base = PAL_I[i] + "ы" if i in ("z", "c", "s") else PAL_I[i] + "и"
    elif f == "uo" and i in ("g", "k", "h"):
        base = PAL_I[i] + "о"
    elif m == "hui":
        base = "хуэй"
    else:
        base = PAL_I[i] + PAL_F[f]
    out = {base: 0.8}
    if "э" in base[1:]:
        out[base[0] + base[1:].replace("э", "е")] = 0.15
    if m == "hui":
        out["хой"] = 0.1
    if m.startswith("zh"):
        out["дж" + base[2:]] = 0.1
    return out


def kana(m):
    """Romaji as the reader makes it of katakana, long vowels dropped: zhang is チャン tyan or ジャン zyan."""
    i, f = split(m)
    rows = {"zh": ["ti", "zi"], "ch": ["ti"], "sh": ["si"], "j": ["zi", "ti"], "q": ["ti"], "x": ["si"], "b": ["b", "p"], "p": ["p"],
            "d": ["d", "t"], "t": ["t"], "g": ["g", "k"], "k": ["k"], "z": ["z", "tu"], "c": ["tu"], "s": ["s"], "r": ["r"], "l": ["r"],
            "n": ["n"], "m": ["m"], "f": ["hu"], "h": ["h"], "": [""]}[i]
    if i == "" and f in ("ui", "un"):
        return {"wei": 1.0} if f == "ui" else {"wen": 0.7, "un": 0.3}
    flat = {"a": ["a"], "ai": ["ai"], "an": ["an"], "ang": ["an"], "ao": ["ao"], "e": ["a", "o", "e"], "ei": ["ei", "e"], "en": ["en"],
            "eng": ["en", "on"], "o": ["o"], "ong": ["on"], "ou": ["ou", "o"], "u": ["u"], "ua": ["ua"], "uai": ["uai"], "uan": ["uan"],
            "uang": ["uan"], "ui": ["ui", "ei"], "un": ["un"], "uo": ["uo", "o"], "i": ["i"], "ia": ["ia"], "ian": ["ien"], "iang": ["ian"],
            "iao": ["iao"], "ie": ["ie"], "in": ["in"], "ing": ["in"], "iong": ["ion"], "iu": ["iu", "iou"], "v": ["iu", "iui"],
            "van": ["iuan", "uan"], "ve": ["iue", "ue"], "vn": ["iun"], "er": ["aru", "a"]}.get(f)
    if flat is None:
        return {}
    out = []
    for r in rows:
        for v in flat:
            out.append(kana_join(r, v, i))
    return {t: 1 / len(out) for t in dict.fromkeys(out)}


def kana_join(r, v, i):
    if r == "":
        if v.startswith("i") and len(v) > 1 and v[1] in "aou":
            return "y" + v[1:]
        if v.startswith("ie"):
            return "ie" + v[2:]
        if v.startswith("u") and len(v) > 1 and v[1] in "aeio":
            return "w" + v[1:] if v[1] == "a" else "w" + v[1:]
        return v
    if r in ("ti", "zi", "si"):  # チャ tya, チュ tyu, チョ tyo, チェ tye, チー ti
        head = r[0] + "y"
        if v == "i":
            return r
        if v.startswith("i"):
            return r[0] + v if v[1] in "n" else head + v[1:]
        return head + v if v[0] in "aueo" else r + v
    if v.startswith("i") and len(v) > 1 and v[1] in "auo":
        return r + "y" + v[1:] if len(r) == 1 else r + v
    if r == "hu":  # ファ hwa, フェ hwe, フォ hwo, フー hu
        return "hu" if v == "u" else "hw" + v
    if r == "tu":
        return "tu" if v in ("u", "i") else "tw" + v
    if r in ("s", "z") and v == "i":
        return r + "u"
    if r in ("d", "t") and v.startswith("u"):
        return r + "o" + v[1:] if v == "u" else r + v
    return r + v


HANGUL_I = {"b": "ㅂ", "p": "ㅍ", "m": "ㅁ", "f": "ㅍ", "d": "ㄷ", "t": "ㅌ", "n": "ㄴ", "l": "ㄹ", "g": "ㄱ", "k": "ㅋ", "h": "ㅎ", "j": "ㅈ",
            "q": "ㅊ", "x": "ㅅ", "zh": "ㅈ", "ch": "ㅊ", "sh": "ㅅ", "r": "ㄹ", "z": "ㅉ", "c": "ㅊ", "s": "ㅆ", "": "ㅇ"}
HANGUL_F = {"a": "ㅏ", "o": "ㅗ", "e": "ㅓ", "ai": "ㅏ+이", "ei": "ㅔ+이", "ao": "ㅏ+오", "ou": "ㅓ+우", "an": "ㅏㄴ", "en": "ㅓㄴ", "ang": "ㅏㅇ",
            "eng": "ㅓㅇ", "er": "ㅓㄹ", "i": "ㅣ", "ia": "ㅑ", "ie": "ㅖ", "iao": "ㅑ+오", "iu": "ㅠ", "ian": "ㅖㄴ", "in": "ㅣㄴ", "iang": "ㅑㅇ",
            "ing": "ㅣㅇ", "u": "ㅜ", "ua": "ㅘ", "uo": "ㅝ", "uai": "ㅘ+이", "ui": "ㅜ+이", "uan": "ㅘㄴ", "un": "ㅜㄴ", "uang": "ㅘㅇ",
            "ueng": "ㅝㅇ", "ong": "ㅜㅇ", "v": "ㅟ", "ve": "ㅞ", "van": "ㅟ+안", "vn": "ㅟㄴ", "iong": "ㅠㅇ"}
LEADS, VOWELS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
TAILS = {"": 0, "ㄴ": 4, "ㄹ": 8, "ㅇ": 21}


def hangul(m):
    i, f = split(m)
    if f not in HANGUL_F:
        return {}
    head, _, tail = HANGUL_F[f].partition("+")
    vowel, end = head[0], head[1:]
    if i == "" and f == "ui":
        return {"웨이": 1.0}
    if i == "" and f == "un":
        return {"원": 1.0}
    if f == "i" and i in ("zh", "ch", "sh", "r", "z", "c", "s"):
        vowel = "ㅡ"
    if i in ("j", "q", "zh", "ch", "z", "c"):  # no y behind these
        vowel = {"ㅑ": "ㅏ", "ㅖ": "ㅔ", "ㅠ": "ㅜ"}.get(vowel, vowel)
    if i in ("j", "q", "x") and vowel == "ㅠ":
        vowel = "ㅠ" if i == "x" else "ㅜ"
    text = chr(0xAC00 + LEADS.index(HANGUL_I[i]) * 588 + VOWELS.index(vowel) * 28 + TAILS[end]) + tail
    return {text: 1.0}


# --- Cantonese ------------------------------------------------------------------------------------------

YUE_I = ["gw", "kw", "ng", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "w", "z", "c", "s", "j"]
HK_I = {"gw": ["kw", "gw"], "kw": ["kw"], "ng": ["ng", ""], "b": ["p", "b"], "p": ["p"], "m": ["m"], "f": ["f"], "d": ["t", "d"], "t": ["t"],
        "n": ["n", "l"], "l": ["l"], "g": ["k", "g"], "k": ["k"], "h": ["h"], "w": ["w"], "z": ["ch", "ts", "j", "tz"], "c": ["ch", "ts"],
        "s": ["s", "sh"], "j": ["y"], "": [""]}
HK_F = {"aa": ["a", "ah", "ar"], "aai": ["ai", "aai"], "aau": ["au", "aau"], "aam": ["am", "aam"], "aan": ["an", "aan"], "aang": ["ang", "aang"],
        "aap": ["ap"], "aat": ["at"], "aak": ["ak"], "ai": ["ai"], "au": ["au", "ow"], "am": ["am", "um"], "an": ["an", "un"],
        "ang": ["ang", "ung"], "ap": ["ap", "up"], "at": ["at", "ut"], "ak": ["ak", "uk"], "e": ["e", "eh"], "ei": ["ei", "i", "ee", "ay"],
        "eng": ["eng"], "ek": ["ek"], "i": ["i", "ee", "ze"], "iu": ["iu"], "im": ["im"], "in": ["in"], "ing": ["ing"], "ip": ["ip"],
        "it": ["it"], "ik": ["ik", "ick"], "o": ["o", "oh"], "oi": ["oi", "oy"], "ou": ["o", "ou", "oo"], "on": ["on"], "ong": ["ong"],
        "ot": ["ot"], "ok": ["ok", "ock"], "u": ["u", "oo"], "ui": ["ui", "ooi"], "un": ["un", "oon", "wun"], "ung": ["ung", "oong"], "ut": ["ut"],
        "uk": ["uk", "ook"], "eoi": ["ui", "eoi"], "eon": ["un", "eon"], "eot": ["ut", "eot"], "oe": ["eu", "oe"], "oeng": ["eung", "oeng", "eong"],
        "oek": ["euk", "eok", "oek"], "yu": ["u", "ue", "yu"], "yun": ["uen", "yun"], "yut": ["uet", "yut"], "m": ["m"], "ng": ["ng"]}
MO_I = {"gw": ["ku"], "kw": ["ku"], "d": ["t"], "t": ["t"], "b": ["p"], "p": ["p"], "g": ["k"], "k": ["k"], "z": ["ch"], "c": ["ch"], "s": ["s"],
        "j": ["i"], "w": ["v", "u"]}
MO_F = {"au": "ao", "aau": "ao", "ou": "ou", "iu": "io", "eoi": "oi", "ui": "ui", "oeng": "eong", "oek": "eok", "yun": "un", "yu": "u",
        "ik": "ek", "eot": "ot"}


def yue_split(j):
    for i in YUE_I:
        if j.startswith(i) and len(j) > len(i):
            return i, j[len(i):]
    return "", j


def cantonese(j):
    i, f = yue_split(j)
    out = {}

    def add(text, share):
        out[text] = out.get(text, 0) + share
    finals = HK_F.get(f, [f])
    for a, initial in enumerate(HK_I.get(i, [i])):
        for b, final in enumerate(finals):
            share = (1, 0.3, 0.15, 0.1)[a] * (1, 0.3, 0.2, 0.1)[b]
            if i == "j":
                if f.startswith("yu"):
                    add("y" + {"yu": "u", "yun": "uen", "yut": "uet"}[f], 0.7)
                    add({"yu": "yue", "yun": "un", "yut": "ut"}[f], 0.2)
                    continue
                if f.startswith("i"):
                    add("y" + final, share)
                    continue
            if i in ("z", "c", "s") and f == "i":
                add({"z": "tsz", "c": "tsz", "s": "sz"}[i], 0.2)
                add({"z": "chi", "c": "chi", "s": "si"}[i], 0.5)
                add({"z": "tze", "c": "tse", "s": "sze"}[i], 0.25)
                add({"z": "tsz", "c": "tsz", "s": "see"}[i], 0.05)
                add({"z": "ji", "c": "chee", "s": "shi"}[i], 0.05)
                continue
            if final == "ze":
                continue
            if f == "u" and i == "":
                continue
            add(initial + final, share)
    add(j, 0.1)
    final = MO_F.get(f, finals[0])
    for initial in MO_I.get(i, [HK_I.get(i, [i])[0]]):
        add(initial + (final[1:] if i == "j" and final.startswith("i") and len(final) > 2 else final), 0.2)
    total = sum(out.values())
    return {t: n / total for t, n in out.items()}
