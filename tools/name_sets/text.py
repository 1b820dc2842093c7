"""Letters, words and the likeness of names."""
import heapq
import re
import unicodedata
from collections import Counter
from functools import cache

LATIN = re.compile(r"[A-Za-z' ,.ŏŭŎŬ’-]+")
HANGUL = re.compile(r"[가-힣]{2,4}")
HAN = re.compile("[一-龥]{2,4}")
SCRIPTS = [("hangul", "[가-힣]"), ("kana", "[ァ-ヺ]"), ("han", "[一-龥]"), ("arabic", "[\u0600-\u06ff]"),
           ("cyrillic", "[Ѐ-ӿ]"), ("latin", "[A-Za-z]")]


def is_name(text):
    """A name of two words or more in plain Latin letters?"""
    return LATIN.fullmatch(text) and len(text.split()) > 1


@cache
def script_of(text):
    for name, letters_ in SCRIPTS:
        if re.search(letters_, text):
            return name
    return "other"


@cache
def letters(text):
    """The letters alone, small, marks and all of other scripts left out."""
    return re.sub(r"[^a-z가-힣一-龥ぁ-ゖァ-ヶа-я]", "", text.lower())


@cache
def signs(text):
    """Letters and digits of any script, without marks."""
    text = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in text if c.isalnum())


@cache
def plain(text):
    text = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss").replace("ø", "o").replace("ł", "l").replace("ı", "i"))
    return "".join(c for c in text if not unicodedata.combining(c))


@cache
def words(text):
    return tuple(re.findall(r"[^\W_]+", plain(text).replace("'", "").replace("’", "").replace("`", "")))


@cache
def is_latin(text):
    return bool(re.fullmatch(r"[a-z0-9' ,.\-/&()\"’`]+", plain(text))) and any(c.isalpha() for c in text)


@cache
def couples(text):
    return frozenset(zip(text, text[1:]))


def share(x, y):
    """What two sets have in common, 0 to 1."""
    return 2 * len(x & y) / (len(x) + len(y) or 1)


class Near:
    """Texts by what they consist of, to find the nearest ones: those that share nothing with a text are not looked at."""

    def __init__(self, texts):
        """texts: some (text, set) each"""
        self.texts, self.holders = list(texts), {}
        for i, (_, parts) in enumerate(self.texts):
            for p in parts:
                self.holders.setdefault(p, []).append(i)

    def find(self, parts, count):
        """Places of the nearest ones, the nearest first; of two as near by their text."""
        common = Counter()
        for p in parts:
            common.update(self.holders.get(p, ()))
        size = len(parts)
        return heapq.nsmallest(count, common, key=lambda i: (-2 * common[i] / (size + len(self.texts[i][1])), self.texts[i][0], i))


def nearest(text, others):
    """Sorted by likeness to a text: others are (something, name, letters, couples of letters), by name where they are as like."""
    mine = couples(text)
    size = len(mine)
    return sorted(others, key=lambda x: (-2 * len(mine & x[3]) / (size + len(x[3]) or 1), x[1]))


def nearness(a, b):
    """How many pairs of neighbouring letters two texts have in common."""
    return share(couples(a), couples(b))


def edits(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a):
        last, row[0] = row[0], i + 1
        for j, y in enumerate(b):
            last, row[j + 1] = row[j + 1], min(row[j + 1] + 1, row[j] + 1, last + (x != y))
    return row[-1]


@cache
def skeleton(word):
    """Its consonants, those that spellings confuse taken as one: to tell namesakes from near names."""
    for a, b in (("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("sh", "s"), ("ch", "c"), ("zh", "z"), ("dj", "j"),
                 ("ph", "f"), ("ck", "k"), ("q", "k"), ("c", "k"), ("w", "v"), ("x", "ks"), ("z", "s")):
        word = word.replace(a, b)
    return re.sub(r"(.)\1+", r"\1", word[:1] + re.sub("[aeiouyhj]", "", word[1:]))
