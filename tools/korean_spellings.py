"""How hangul syllables are spelled: data/korean/*.tsv as channels, P(spelling | syllable), system by system.

gen_korean.py makes vectors and a tree of them; it is started with the folder of the tables as its first argument.
"""
import sys
from collections import defaultdict
from pathlib import Path

BASE = 0xAC00
SMOOTH = 6.0              # a letter table is worth so many counts
SURNAME, GIVEN1, GIVEN2 = range(3)

DIR = Path(sys.argv[1])


def table(name):
    lines = (DIR / name).read_text(encoding="utf-8").split("\n")
    head = lines[0].split("\t")
    return [dict(zip(head, line.split("\t"))) for line in lines[1:] if line]


def pairs(cell, sep=" "):
    for item in cell.split(sep):
        if ":" in item:
            key, value = item.rsplit(":", 1)
            yield "" if key == "∅" else key, float(value)


def universe(rows):
    """The syllables of names, and behind them all others of KS X 1001, which nobody in the counts bears."""
    known = {r["hangul"] for r in rows}
    for n in range(11172):
        h = chr(BASE + n)
        if h not in known and len(h.encode("euc-kr", "ignore")) == 2:
            rows.append({"hangul": h, "n_given1": "0", "n_given2": "0", "attested_latin_count": "", "is_rare": True})
    return rows


INITIALS, VOWELS, FINALS = table("initials.tsv"), table("vowels.tsv"), table("finals.tsv")
SYLLABLES, SURNAMES, HANJA = universe(table("syllables.tsv")), table("surnames.tsv"), table("hanja.tsv")
DUEUM = {r["north_or_base"]: r["south_word_initial"] for r in table("dueum.tsv")}


def jamo(h):
    n = ord(h) - BASE
    return n // 588, n // 28 % 21, n % 28


def initial_form(h):
    """As the South writes it where a name begins: the atom of surnames and of first given syllables."""
    return DUEUM.get(h, h)


# --- letters: one alphabet for all scripts, so that one tree holds all spellings -----------------------

KANA = {}
for row, cells in {
    "": "アイウエオ", "k": "カキクケコ", "s": "サシスセソ", "t": "タチツテト", "n": "ナニヌネノ", "h": "ハヒフヘホ",
    "m": "マミムメモ", "r": "ラリルレロ", "g": "ガギグゲゴ", "z": "ザジズゼゾ", "d": "ダヂヅデド", "b": "バビブベボ",
    "p": "パピプペポ",
}.items():
    for letter, vowel in zip(cells, "aiueo"):
        KANA[letter] = row + vowel
KANA |= {"シ": "si", "ジ": "zi", "チ": "ti", "ツ": "tu", "フ": "hu", "ヤ": "ya", "ユ": "yu", "ヨ": "yo", "ワ": "wa", "ヲ": "o",
         "ン": "n", "ッ": "t", "ー": ""}
SMALL = {"ャ": "ya", "ュ": "yu", "ョ": "yo", "ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o"}


def kana_letters(text):
    """Katakana as letters, as the reader of names does it: ジョ is zyo, ウォ is wo."""
    out = ""
    for c in text:
        if c in SMALL:
            small = SMALL[c]
            if small[0] == "y":
                out = out[:-1] + small
            elif out.endswith("u"):
                out = out[:-1] + ("w" if len(out) == 1 or out[-2] in "aiueon" else "w") + small
            elif out.endswith("i"):
                out = out[:-1] + "y" + small
            else:
                out = out[:-1] + small
        else:
            out += KANA[c]
    return out


# --- how likely a spelling is, given a syllable ------------------------------------------------------

class Channel:
    """P(spelling | syllable) of one system and place."""

    def __init__(self):
        self.of = defaultdict(lambda: defaultdict(float))  # spelling -> atom -> likelihood

    def add(self, spelling, atom, p):
        if spelling and p > 0:
            self.of[spelling][atom] += p


def mix(parts):
    """Likelihoods of several sources, each with a weight."""
    out = defaultdict(float)
    for weight, spellings in parts:
        total = sum(spellings.values())
        for s, p in spellings.items():
            out[s] += weight * p / total if total else 0
    return out


def product(onsets, vowels, finals, least=0.002):
    out = defaultdict(float)
    for o, po in onsets:
        for v, pv in vowels:
            for f, pf in finals:
                p = po * pv * pf
                if p >= least:
                    out[o + v + f] += p
    return out


def free_spellings(h, counts):
    """As people write it: what was seen, and letters learnt from all."""
    i, v, f = jamo(h)
    onsets = [("", 1.0)] if i == 11 else list(pairs(INITIALS[i]["latin_attested_prob"]))
    rr = [(INITIALS[i]["rr"], 0.1)]
    made = product(onsets + rr, list(pairs(VOWELS[v]["latin_attested_prob"])) + [(VOWELS[v]["rr"], 0.05)],
                   list(pairs(FINALS[f]["latin_attested_prob"])), 0.0003)
    total = sum(made.values())
    seen = dict(pairs(counts))
    n = sum(seen.values())
    return slips({s: (seen.get(s, 0) + SMOOTH * made.get(s, 0) / total) / (n + SMOOTH) for s in sorted(set(made) | set(seen))})


SLIPS = (("w", "", 0.008), ("y", "", 0.006), ("yo", "e", 0.004), ("o", "e", 0.004), ("ae", "a", 0.004), ("e", "ae", 0.003),
         ("ng", "n", 0.006), ("n", "ng", 0.004), ("l", "", 0.004), ("oo", "u", 0.004))


def slips(out):
    """Beside each common spelling, what people make of it in passing: a w or y lost, a final l or g."""
    for s, p in list(out.items()):
        if p < 0.1:
            continue
        for old, new, share in SLIPS:
            at = s.rfind(old)
            if at < 0 or (old in ("n", "l", "ng") and not s.endswith(old)) or (old in ("w", "y") and at == 0):
                continue
            if old == "e" and ("ae" in s or "eu" in s or "eo" in s):
                continue
            made = s[:at] + new + s[at + len(old):]
            if made:
                out[made] = out.get(made, 0) + share * p
    return out


def marks(text):
    """McCune-Reischauer's breves as lists write them: an apostrophe behind the vowel."""
    return text.replace("ŏ", "o'").replace("ŭ", "u'")


def bare(text):
    return text.replace("ŏ", "o").replace("ŭ", "u").replace("'", "")


def unaspirated(text):
    return text.replace("ŏ", "o'").replace("ŭ", "u'").replace("'", "", 0)


def northern_spellings(h, place):
    """DPRK rules of 1992 and McCune-Reischauer, whole and as lists wear them down."""
    i, v, f = jamo(h)
    final = FINALS[f]
    out = []
    voiced = place == GIVEN2
    for system, weight in (("dprk", 0.5), ("mr", 0.3)):
        vowel = VOWELS[v]["dprk" if system == "dprk" else "mr"]
        for form, share in (("initial", 0.75 if voiced else 1.0), ("voiced", 0.25 if voiced else 0)):
            if not share:
                continue
            onset = INITIALS[i][f"{system}_{form}"]
            tail = "" if f == 0 else final["dprk" if system == "dprk" else "mr"]
            whole = onset + vowel + tail
            out.append((weight * share * 0.72, {bare(whole): 1}))
            out.append((weight * share * 0.14, {marks(whole): 1}))
            out.append((weight * share * 0.14, {marks(whole).replace("o'", "o").replace("u'", "u"): 1}))
    # what lists mix: ch for j, k for kh
    onset = {"ㅈ": "ch", "ㅊ": "ch"}.get(INITIALS[i]["jamo"])
    if onset:
        out.append((0.12, {onset + bare(VOWELS[v]["mr"]) + ("" if f == 0 else final["mr"]): 1}))
    if INITIALS[i]["jamo"] == "ㅈ": # an aspirate too many
        out.append((0.02, {"ch'" + marks(VOWELS[v]["mr"]) + ("" if f == 0 else final["mr"]): 1}))
    # before a vowel or h MR writes a final as it is spoken: Chŏru for 철우, Kugil for 국일; no other final ends so
    spoken = {"k": "g", "p": "b", "l": "r"}.get(final["mr"] if f else "") if place == GIVEN1 else None
    if spoken:
        whole = INITIALS[i]["mr_initial"] + VOWELS[v]["mr"] + spoken
        out.append((0.04, {bare(whole): 1}))
        out.append((0.02, {marks(whole): 1}))
    if VOWELS[v]["jamo"] in "ㅓㅕㅝ":
        swapped = {"ㅓ": "u", "ㅕ": "yu", "ㅝ": "wo"}[VOWELS[v]["jamo"]]
        out.append((0.03, {bare(INITIALS[i]["dprk_initial"]) + swapped + ("" if f == 0 else final["dprk"]): 1}))
    return slips(mix(out))




def cyrillic_spellings(h, with_onset_pairs=True):
    i, v, f = jamo(h)
    onsets = list(pairs(INITIALS[i]["cyrillic_variants_weight"]))
    vowels = list(pairs(VOWELS[v]["cyrillic_variants_weight"]))
    finals = list(pairs(FINALS[f]["cyrillic_variants_weight"]))
    if i == 11 and VOWELS[v]["jamo"] == "ㅔ":
        vowels = [("э", 0.6), ("е", 0.4)]
    if FINALS[f]["jamo"] == "ㄹ":
        finals = [("ль", 0.6), ("л", 0.22), ("р", 0.15), ("рь", 0.03)]
    out = product(onsets, vowels, finals, 0.003)
    ukrainian = defaultdict(float)
    for s, p in out.items():
        ukrainian[s.replace("и", "і").replace("ы", "и").replace("э", "е").replace("ё", "йо")] += p
        ukrainian[s.replace("ы", "и").replace("э", "е").replace("ё", "йо")] += p * 0.2
    for s, p in ukrainian.items():
        if s not in out:
            out[s] += 0.15 * p
    return out


def kana_spellings(h, place):
    i, v, f = jamo(h)
    rows = {"カ": ["k"], "ガ": ["g"], "ナ": ["n"], "タ": ["t", "d"], "ダ": ["d"], "ラ": ["r"], "マ": ["m"], "パ": ["p"], "バ": ["b"],
            "サ": ["s"], "ア": [""], "チ": ["t"], "ジ": ["z"], "ハ": ["h"]}
    first, voiced = INITIALS[i]["kana_row_initial"], INITIALS[i]["kana_row_voiced"]
    onsets = [(r, (0.75 if place != GIVEN2 else 0.45)) for r in rows[first]]
    onsets += [(r, (0.25 if place != GIVEN2 else 0.55)) for r in rows[voiced]]
    nucleus = {"ㅏ": ["a"], "ㅐ": ["e"], "ㅑ": ["ya"], "ㅒ": ["ye", "e"], "ㅓ": ["o"], "ㅔ": ["e"], "ㅕ": ["yo"], "ㅖ": ["ye", "e", "ie"],
               "ㅗ": ["o"], "ㅘ": ["wa", "uwa"], "ㅙ": ["we", "ue"], "ㅚ": ["we", "e", "ue"], "ㅛ": ["yo"], "ㅜ": ["u"], "ㅝ": ["wo", "uo"],
               "ㅞ": ["we", "ue"], "ㅟ": ["wi", "ui"], "ㅠ": ["yu"], "ㅡ": ["u"], "ㅢ": ["wi", "ui", "i"], "ㅣ": ["i"]}[VOWELS[v]["jamo"]]
    final = {"": [""], "k": ["ku", "k", "g", "t", ""], "n": ["n"], "t": ["t", "tu", "s", ""], "l": ["ru", "r", "l"],
             "m": ["mu", "m", "n"], "p": ["pu", "p", "b", "t"], "ng": ["n"]}[FINALS[f]["rr"] if f else ""]
    shares = [1.0, 0.35, 0.25, 0.12, 0.08]
    palatal = INITIALS[i]["jamo"] in "ㅈㅉㅊ"
    vowels = []
    for k, nu in enumerate(nucleus):
        # the row of ti and zi writes cho as tiyo (チョ): as letters tyo
        vowels.append((("y" + nu if palatal and nu[0] in "aou" else nu), shares[k]))
    if palatal and VOWELS[v]["jamo"] in "ㅔㅐ":
        vowels.append(("ye", 0.8))
    if INITIALS[i]["jamo"] in "ㅅㅆ" and VOWELS[v]["jamo"] in "ㅣ":
        vowels = [("i", 1.0)]
    return product(onsets, vowels, [(t, shares[k]) for k, t in enumerate(final)], 0.001)


def other_latin(h):
    """Czech, Polish, Hungarian, Turkish, Yale, French and German habits, marks taken off."""
    i, v, f = jamo(h)
    j = INITIALS[i]["jamo"]
    onset = {"ㄱ": "k g", "ㄲ": "kk k", "ㄴ": "n", "ㄷ": "t d", "ㄸ": "tt t", "ㄹ": "r l", "ㅁ": "m", "ㅂ": "p b", "ㅃ": "pp p",
             "ㅅ": "s sz sh sch", "ㅆ": "ss s", "ㅇ": "", "ㅈ": "c cs cz dz dzs dz' tsch tch dj dsch j z zy", "ㅉ": "c cc cs cz",
             "ㅊ": "cch cz' cs cz c tsch tch cc", "ㅋ": "k kch kh", "ㅌ": "t tch th", "ㅍ": "p pch ph", "ㅎ": "h ch"}[j].split() or [""]
    vowel = {"ㅏ": "a", "ㅐ": "e ae a", "ㅑ": "ja ya ia", "ㅒ": "je", "ㅓ": "o e eo", "ㅔ": "e", "ㅕ": "jo jeo yo ye", "ㅖ": "je ye", "ㅗ": "o",
             "ㅘ": "va wa", "ㅙ": "ve we", "ㅚ": "ve oe we e o", "ㅛ": "jo yo", "ㅜ": "u ou wu", "ㅝ": "vo wo we", "ㅞ": "ve we", "ㅟ": "vi wi ui",
             "ㅠ": "ju you yu", "ㅡ": "u i eu y", "ㅢ": "ui i uj uy eui", "ㅣ": "i"}[VOWELS[v]["jamo"]].split()
    final = {"": "", "k": "k", "n": "n", "t": "t", "l": "l r", "m": "m", "p": "p", "ng": "ng n"}[FINALS[f]["rr"] if f else ""].split() or [""]
    each = lambda items: [(s, 1.0 / (k + 1)) for k, s in enumerate(items)]
    out = product(each(onset), each(vowel), each(final), 0.02)
    yale = INITIALS[i]["yale"] + VOWELS[v]["yale"] + (FINALS[f]["yale"] if f else "")
    out[yale] += 0.1
    total = sum(out.values())
    return {s: p / total for s, p in out.items()}
