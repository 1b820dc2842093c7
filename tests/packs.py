#!/usr/bin/env python3
"""What holds for the rule packs as a whole: how much they cover, how they speak, whom they name.

usage: packs.py SOURCE        reports as TAP
"""
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(sys.argv[1])
sys.path.insert(0, str(ROOT / "tools"))
from table import rows  # noqa: E402

try:
    import yaml
except ImportError:
    print("1..0 # SKIP no python module yaml")
    sys.exit(0)

LANGUAGES = ("en", "ko", "ja", "id")
GROUPS = "identity document contact network device shipping payment wallet portfolio interview work vendor link legal".split()
STAGES = "application interview onboarding working payment vendor permit".split()
MARKET = {"bid", "contract", "message", "transfer", "account"}
# What an export of applicants holds: of the groups of a dossier, and of what links make of them.
APPLICANT = {"app", "email", "phone", "res", "job", "edu", "code", "ref", "port", "photo", "int", "net"}
APPLICANT_GIVEN = {"link.phone", "link.email", "link.ip", "link.exits", "link.photo", "link.resume", "link.referee",
                   "link.portfolio", "link.test", "link.referral_flagged", "link.leaver", "link.group_size",
                   "link.group_rarity_cb", "published.contact", "name.variants", "career.versions", "career.overlaps"}
OWN_FIELDS = {"kind", "subject", "time", "name", "alias", "birth_date", "email", "phone", "country", "address", "skills"}
UNKIND = re.compile(r"north korea|dprk|pyongyang|조선|북한|평양|北朝鮮|朝鮮|korea utara|pyongyang"
                    r"|\bspy|criminal|fraudster|suspicious|범죄|간첩|의심스|犯罪|スパイ|怪し|penjahat|penipu\b|mencurigakan", re.I)
MAIL = re.compile(r"[\w.+-]+@([\w.-]+)")
MAIL_HOSTS = re.compile(r"(^|\.)(example|example\.(com|net|org)|invalid|test)$|^(gmail|outlook|mailinator|guerrillamail)\.com$")
ADDRESS = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b")
ADDRESSES = ("192.0.2.", "198.51.100.", "203.0.113.")
PHONE = re.compile(r"\+\d[\d ()-]{6,}")
PHONES = re.compile(r"^\+1 ?\(?202\)? ?555-? ?01\d\d$|^\+44 7700 900\d{3}$")


class Loader(yaml.SafeLoader):
    """Dates stay texts."""


Loader.yaml_implicit_resolvers = {k: [r for r in v if r[0] != "tag:yaml.org,2002:timestamp"]
                                  for k, v in yaml.SafeLoader.yaml_implicit_resolvers.items()}


def read():
    for path in sorted((ROOT / "rules").glob("*/*.yml")):
        if path.parent.name == "siem":
            continue
        docs = list(yaml.load_all(path.read_text(encoding="utf-8"), Loader=Loader))
        for doc in docs:
            yield path, doc


ALL = list(read())
RULES = [(p, d) for p, d in ALL if "cordon" in d]
FEATURES = {cells[0]: dict(zip("name type unit cost meaning absent".split(), cells))
            for _, cells in rows(ROOT / "data/features.tsv", "name type unit cost meaning absent".split())}
FIELDS = {cells[0] for _, cells in rows(ROOT / "data/fields.tsv",
                                        "path type unit many class since aliases ftm meaning".split())}
CATALOGUE = [dict(zip("id group strength state by meaning why".split(), cells))
             for _, cells in rows(ROOT / "data/indicators.tsv", "id group strength state by meaning why".split())]


def indicator(doc):
    return doc["name"].split(".")[0]


def names_in(detection):
    if isinstance(detection, list):
        for d in detection:
            yield from names_in(d)
    elif isinstance(detection, dict):
        for key, value in detection.items():
            if key == "condition":
                continue
            yield from names_in(value) if isinstance(value, (dict, list)) and "." not in key and "|" not in key \
                and key not in FIELDS else [key.split("|")[0]]


def records(doc):
    for how in ("match", "differ"):
        for record in doc["cordon"]["tests"][how]:
            yield how, record if isinstance(record, list) else [record]


def is_applicants(record):
    return all(r["kind"] == "applicant" and all(
        k in OWN_FIELDS or k in APPLICANT or k in APPLICANT_GIVEN or k in FEATURES and k.split(".")[0] in APPLICANT
        for k in r) for r in record)


def texts_of(doc):
    yield doc["title"]
    for key in ("title", "asks", "innocent"):
        yield from doc["cordon"][key].values()


# --- tests -----------------------------------------------------------------------------------------

def the_packs_cover_what_was_asked():
    computed = {indicator(d) for _, d in RULES} & {row["id"] for row in CATALOGUE}
    applicant = {indicator(d) for _, d in RULES if any(h == "match" and is_applicants(r) for h, r in records(d))}
    market = {indicator(d) for _, d in RULES
              if any(h == "match" and all(x["kind"] in MARKET for x in r) for h, r in records(d))}
    print(f"# indicators with a rule of their own {len(computed)}, on an export of applicants alone "
          f"{len(applicant)}, on a market's records {len(market)}")
    for what, have, least in (("all", computed, 200), ("applicant", applicant, 70), ("market", market, 55)):
        if len(have) < least:
            yield f"{what}: {len(have)}, want {least} at least"
    if len(CATALOGUE) != 278 or len({row["id"] for row in CATALOGUE}) != 278:
        yield f"data/indicators.tsv holds {len(CATALOGUE)} rows, want 278 different ones"


def the_page_is_what_the_packs_say():
    done = subprocess.run([sys.executable, ROOT / "tools/make_rules_doc.py", "--check", ROOT], capture_output=True,
                          text=True, check=False)
    if done.returncode:
        yield (done.stdout + done.stderr).strip()


def heads_use_the_words_of_the_house():
    ids = {}
    for path, d in ALL:
        if ids.setdefault(d["id"], d["name"]) != d["name"]:
            yield f"{path}: id of '{d['name']}' is that of '{ids[d['id']]}'"
    for path, d in RULES:
        c, where = d["cordon"], f"{path.parent.name}/{path.name}: {d['name']}"
        if path.stem != indicator(d):
            yield f"{where}: stands in another indicator's file"
        if c["group"] not in GROUPS or not set(c["stages"]) <= set(STAGES):
            yield f"{where}: odd group or stage"
        if (c.get("class") == "legal_fact") != ("strength" not in c) or (c["group"] == "legal") != ("strength" not in c):
            yield f"{where}: a legal fact has no strength, a red flag has one"
        want = {"weak": "low", "medium": "medium", "strong": "high"}.get(c.get("strength"), "informational")
        if d["level"] != want:
            yield f"{where}: level {d['level']}, want {want}"
        if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", str(c["source"]["date"])) or not c["source"]["paragraph"]:
            yield f"{where}: odd source"
        if len(c["tests"]["match"]) < 2 or len(c["tests"]["differ"]) < 2:
            yield f"{where}: fewer than two records of a kind"


def rules_read_what_the_registries_hold():
    for path, d in ALL:
        for name in names_in(d.get("detection", {})):
            if name not in FIELDS and name not in FEATURES:
                yield f"{path.name}: '{name}' is no field and no feature"
            legal = FEATURES.get(name, {}).get("cost") == "legal"
            if legal and d.get("cordon", {}).get("class") != "legal_fact":
                yield f"{path.name}: '{name}' is a legal fact"


def texts_are_there_in_four_languages_and_kind():
    for path, d in RULES:
        for key in ("asks", "innocent"):
            if set(d["cordon"][key]) != set(LANGUAGES):
                yield f"{path.name}: '{key}' is not in four languages"
        if set(d["cordon"]["title"]) != set(LANGUAGES) - {"en"}:
            yield f"{path.name}: 'title' is not in three languages beside English"
        for text in texts_of(d):
            if UNKIND.search(text):
                yield f"{path.name}: not neutral: {text}"
            if len(text) > 160 or text != text.strip():
                yield f"{path.name}: too long or odd blanks: {text}"


# Roots that rules of several indicators name: causes seen from several sides, counted once, each side
# with the question that fits it.
SHARED_ROOTS = {"shared_home", "payout_other"}


def one_root_asks_one_question():
    asked, users = {}, {}
    for path, d in RULES:
        c = d["cordon"]
        if "root" not in c:
            continue
        key = (c["root"], indicator(d)) if c["root"] in SHARED_ROOTS else c["root"]
        users.setdefault(c["root"], set()).add(indicator(d))
        if asked.setdefault(key, c["asks"]) != c["asks"]:
            yield f"{path.name}: root '{c['root']}' asks another question elsewhere"
    for root in SHARED_ROOTS:
        if len(users.get(root, ())) < 2:
            yield f"root '{root}' is shared by nobody"


def stronger_rules_stand_beside_weaker_ones_of_the_same_root():
    first = {}
    for path, d in RULES:
        root = d["cordon"].get("root")
        if root not in SHARED_ROOTS and first.setdefault(indicator(d), root) not in {root, None} | SHARED_ROOTS \
                and indicator(d) not in ("net_application_burst", "dev_virtual_camera"):
            yield f"{path.name}: '{d['name']}' has another root than its indicator"


def people_in_records_are_made_up():
    def strings(x):
        if isinstance(x, dict):
            for v in x.values():
                yield from strings(v)
        elif isinstance(x, list):
            for v in x:
                yield from strings(v)
        elif isinstance(x, str):
            yield x
    for path, d in RULES:
        for _, record in records(d):
            for text in strings(record):
                for host in MAIL.findall(text):
                    if not MAIL_HOSTS.search(host):
                        yield f"{path.name}: mailbox at {host}"
                for ip in ADDRESS.findall(text):
                    if not ip.startswith(ADDRESSES):
                        yield f"{path.name}: address {ip}"
                for phone in PHONE.findall(text):
                    if text.startswith("+") and not PHONES.match(phone.strip()):
                        yield f"{path.name}: phone {phone}"


TESTS = [the_packs_cover_what_was_asked, the_page_is_what_the_packs_say, heads_use_the_words_of_the_house,
         rules_read_what_the_registries_hold, texts_are_there_in_four_languages_and_kind, one_root_asks_one_question,
         stronger_rules_stand_beside_weaker_ones_of_the_same_root, people_in_records_are_made_up]


def main():
    failed = False
    print(f"1..{len(TESTS)}")
    for number, test in enumerate(TESTS, 1):
        wrong = list(test())
        failed |= bool(wrong)
        print(f"{'not ok' if wrong else 'ok'} {number} - {test.__name__.replace('_', ' ')}")
        for line in wrong[:40]:
            print("# " + line)
    return 1 if failed else 0


sys.exit(main())
