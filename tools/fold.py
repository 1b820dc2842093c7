"""Tokens of a name as text_tokens() gives them in `plain`, near enough for counting. Used by
make_freq.py only; the build does not need it."""
import unicodedata

LATIN = str.maketrans({"ø": "o", "ł": "l", "æ": "ae", "đ": "d", "ı": "i", "œ": "oe", "ð": "d",
                       "þ": "th", "ħ": "h", "ŋ": "ng", "ŧ": "t", "ə": "a", "ĸ": "k"})
APOSTROPHES = set("'`´ʹʻʼʽʾʿˈ‘’‛′＇")
LOOSE = ("LATIN", "CYRILLIC", "GREEK", "ARABIC", "HEBREW")
RUNS = {"CJK": "han", "KATAKANA": "kana", "HIRAGANA": "kana", "HANGUL": "hangul"}


def run_of(char):
    """han, kana or hangul for scripts written without blanks, else None."""
    if char < "\u1100":
        return None
    return RUNS.get(unicodedata.name(char, "").split(" ")[0].split("-")[0])


def plain(text):
    """NFKC, case folded; marks taken off where they only colour a letter."""
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    if text.isascii():
        return text
    out, loose = [], True
    for char in unicodedata.normalize("NFD", text):
        if unicodedata.category(char)[0] == "M":
            if not loose:
                out.append(char)
        else:
            loose = unicodedata.name(char, "").startswith(LOOSE)
            if char != "\u0640":
                out.append(char)
    return unicodedata.normalize("NFC", "".join(out)).translate(LATIN)


def tokens(text):
    """The words of a name."""
    text, out, word = plain(text), [], ""
    for i, char in enumerate(text):
        kind = unicodedata.category(char)
        if kind[0] in "LNM":
            if word and run_of(word[-1]) != run_of(char) and kind[0] != "M":
                out.append(word)
                word = ""
            word += char
        elif char in APOSTROPHES or kind == "Cf":
            continue
        elif char == "." and word and (len(word) == 1 or i > 1 and text[i - 2] == ".") \
                and text[i + 1:i + 2].isalpha() and not text[i + 2:i + 3].isalpha():
            continue
        elif word:
            out.append(word)
            word = ""
    return out + [word] if word else out
