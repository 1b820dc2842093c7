"""Names in two alphabets: of lists, of countries, and of words that people of Wikidata have."""
import json
import re
from difflib import SequenceMatcher
from functools import cache

from . import sources
from .sources import uk_name, uk_names, uk_native
from .text import is_name, plain

CYRILLIC = re.compile(r"[А-яЁёІіЇїЄєҐґЎўЂђЈјЉљЊњЋћЏџ' .’-]+")
GREEK = re.compile(r"[Ͱ-Ͽἀ-῿ .-]+")


def tokens(s):
    """Two words that two people have, as one made-up person's name in two scripts."""
    for path in sorted((s.src.data / "names-wikidata-pairs/tokens").glob("wd_*_80.tsv")):
        script = path.name.split("_")[1]
        if script == "korean":
            continue
        rows = []
        for line in path.read_text(encoding="utf-8").split("\n"):
            cells = line.split("\t")
            if len(cells) > 1 and len(cells[0]) > 3:
                rows.append((cells[0], cells[1].replace(" ", "")))
        s.rng.shuffle(rows)
        for k in range(600):
            (a, x), (b, y) = rows[2 * k], rows[2 * k + 1]
            gap = "・" if script in ("japanese", "katakana") else "·" if script == "chinese" else " "
            s.add(script, "native-latin", f"{script} {k}", x + gap + y, f"{a} {b}".title())


# Letter for letter, to tell another spelling from another name; whoever is told apart so is told by no matcher of ours
LATIN = str.maketrans(dict(zip("абвгґдеёєжзиіїйклмнопрстуўфхцчшщъыьэюяђјљњћџ", "a b v g g d e e e zh z i i i i k l m n o p r s t u u f kh ts ch sh sch  y  e yu ya dj j l n c dz".split(" "))))


@cache
def is_half(w, v):
    """Have two words more than half of their letters in common?"""
    if 2 * min(len(w), len(v)) <= 0.5 * (len(w) + len(v)):
        return False
    return SequenceMatcher(None, w, v).ratio() > 0.5


def both_words(a, b):
    return sorted((re.sub('[^a-z ]', '', plain(t).replace('-', ' ')).split() for t in (a, b)), key=len)


def is_other(a, b):
    """Is it another name altogether? Less than half of the shorter one's words have a partner with half of its letters."""
    x, y = both_words(a, b)
    return 2 * sum(any(is_half(w, v) for v in y) for w in x) < len(x)


def is_respelled(a, b):
    """Is it another spelling, and not another name? Each word of the shorter has a partner with half of its letters."""
    x, y = both_words(a, b)
    return len(x) > 1 and len(y) - len(x) < 2 and all(any(is_half(w, v) for v in y) for w in x)


def of_list(s, name, person, names):
    """Pairs of a listed person's names: the first Latin one with each in another alphabet, and with each other Latin one."""
    latin = [n for n in names if is_name(n) or re.fullmatch(r"[A-Za-zÀ-ɏ' ,.’-]+", n) and len(n.split()) > 1]
    slavic = [n for n in names if CYRILLIC.fullmatch(n) and len(n.split()) > 1]
    greek = [n for n in names if GREEK.fullmatch(n) and len(n.split()) > 1]
    for n in slavic:
        for m in latin[:1]:
            s.add(name, "cyrillic-other" if is_other(n.lower().translate(LATIN), m) else "cyrillic-latin", person, n, m)
    for n in greek:
        for m in latin[:1]:
            s.add(name, "greek-latin", person, n, m)
    for n in latin[1:]:
        if sorted(n.lower().split()) != sorted(latin[0].lower().split()) and is_respelled(latin[0], n):
            s.add(name, "latin-slavic" if slavic else "latin-latin", person, latin[0], n)


def lists(s):
    for e in s.src.jsonl(sources.UK):
        if e["individual_entity_ship"] == "Individual" and "orea" not in e.get("regime_name", ""):
            of_list(s, "uk", "uk " + e["unique_id"], [uk_name(n) for n in uk_names(e)] + uk_native(e))
    for e in s.src.eu():
        if e["kind"] == "person" and not e["is_dprk"]:
            of_list(s, "eu", "eu " + (e["id"] or e["logical"]), [n.strip() for n in e["names"]])
    for e in s.src.jsonl(sources.AU):
        if e["entity_type"] == "person" and "orea" not in json.dumps(e):
            of_list(s, "au", "au " + e["reference"], [n["text"].strip() for n in e["names"]])


def countries(s):
    """Frequent names of a country, two and two, in its letters and as that country writes them in Latin ones."""
    def read(what):
        names = {}
        for r in s.src.countries(what):
            native, latin = r["Localized Name"].strip(), r["Romanized Name"].strip()
            if native and native != latin and not re.search("[A-Za-z /,(]", native) and re.fullmatch("[A-Za-z'-]+", latin):
                names.setdefault(r["Country"], []).append((native, latin))
        return names
    first, last = read("forenames"), read("surnames")
    for c in sorted(set(first) & set(last)):
        if not re.search("[Ͱ-ӿ԰-֏Ⴀ-ჿ]", first[c][0][0]):
            continue
        for k in range(60):
            (a, x), (b, y) = s.rng.choice(first[c]), s.rng.choice(last[c])
            s.add("country " + c, "native-latin", f"{a} {b}", f"{a} {b}", f"{x} {y}")
