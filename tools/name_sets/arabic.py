"""Names that lists give in Arabic or Hebrew script with the primary name in Latin letters."""
import hashlib
import re

from . import sources
from .sources import uk_name, uk_names, uk_native, un_name

NATIVE = re.compile("[\u0590-\u06ff]")
CULTURES = (("persian", "Iran"), ("pashto", "Afghan"), ("urdu", "Pakistan"))


def bare(text):
    return re.sub(r"\s+", " ", re.sub(r"\(.*?\)|[:;\"\u200e\u200f]", " ", text)).strip(" .,،-")


def is_tested(native):
    return hashlib.md5(re.sub(r"[^\u0590-\u06ff]", "", native).encode()).digest()[0] % 2


def written(src):
    """Native name, Latin name, and where that says what people a person is of."""
    for e in src.un("INDIVIDUAL"):
        yield [e.findtext("NAME_ORIGINAL_SCRIPT") or ""], [un_name(e)], " ".join(
            v.text or "" for n in e.iter("NATIONALITY") for v in n.iter("VALUE"))
    for e in src.jsonl(sources.UK):
        if e["individual_entity_ship"] == "Individual":
            yield uk_native(e), [uk_name(n) for n in uk_names(e) if "primary" in n["name_type"].lower()], e["regime_name"]
    for e in src.jsonl(sources.AU):
        if e["entity_type"] == "person":
            of = lambda kind, names=e["names"]: [n["text"] for n in names if n["name_type"] == kind]
            yield of("Original Script"), of("Primary Name"), e.get("additional_info") or ""


def make(s):
    """Half of the persons: tools/make_arabic.py learns from the others."""
    found = {}
    for native, latin, said in written(s.src):
        if len(native) == 1 and latin:
            found.setdefault(bare(native[0]), (latin[0], said))
    for native, (latin, said) in found.items():
        if not NATIVE.search(native) or " " not in native or not is_tested(native):
            continue
        culture = next((c for c, word in CULTURES if word in said), "arabic")
        s.add("hebrew" if native[0] < "\u0600" else culture, "listed-latin", "native " + native, native, latin)
