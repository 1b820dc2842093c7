"""Make data/freq/persons.tsv and words.tsv from the data sets they are counted in.

Run by hand when a source changes, not by the build:
    python3 tools/make_freq.py ../shared/data data/freq

docs/sources.md (freq-persons, freq-words) says what is counted and why.
"""
import collections
import csv
import gzip
import json
import math
import os
import re
import sys
import xml.etree.ElementTree as ElementTree

from fold import plain, run_of, tokens
from name_sets import lists, sources

csv.field_size_limit(1 << 24)

PERSON_FLOOR, PERSON_UNSEEN, PERSONS_MAX = 300, 1500, 40000
NATIVE_UNSEEN = 1350 # rarer ones are left to be unseen: the table would double
WORD_FLOOR, WORD_UNSEEN = 200, 1300

# Millions of people, rounded, about the years of the counts. src: un-wpp-2022
PEOPLE = {"CN": 1370, "GE": 3.7, "JP": 126, "KZ": 18.5, "PH": 105, "LK": 21.5,
          "BE": 11.5, "BG": 6.9, "HR": 4.1, "CZ": 10.6, "DK": 5.8, "FO": 0.05, "EE": 1.3,
          "FR": 65, "XK": 1.8, "LU": 0.6, "MD": 3.3, "NO": 5.3, "PL": 38.3,
          "SK": 5.4, "SI": 2.1, "CH": 8.5, "CA": 37, "CR": 5, "CU": 11.3, "GT": 16.5,
          "MX": 126, "US": 295, "AU": 25, "NZ": 5, "CL": 18.5, "CO": 49, "SV": 6.4}

# Muhammad is counted by no source here, and is the commonest name of men on earth. ours: one
# person in twenty of a Muslim population; Pakistan and Egypt have more, Indonesia less.
MUHAMMAD = ("muhammad mohammad mohammed mohamed mohamad muhammed muhamad mohammod mohd muhd md "
            "mohamud mahomed mehmet mehmed magomed muhammet mukhammad mokhamed mohamet محمد "
            "мохаммед мухаммад мохамед магомед").split()


def share_of_rank(rank, top, power):
    """Shares of ranked names fall by a power of the rank."""
    return top * rank ** -power


class Persons:
    """Largest share seen for each token."""

    def __init__(self):
        self.share = {}

    def add(self, token, share):
        is_mixed = not token.isascii() and any(c in token for c in "abcdefghijklmnopqrstuvwxyz")
        if token and not is_mixed and 0 < share <= 1 and not token.isdigit() and len(token) < 32:
            self.share[token] = max(self.share.get(token, 0.0), share)

    def add_name(self, text, share):
        for token in tokens(text):
            if len(token) > 1 or run_of(token):
                self.add(token, share)


# --- personal names ---------------------------------------------------------------------------

def surnames_by_country(data, persons):
    """Shares where the source has them, or counts over the population; ranks elsewhere. Rank is
    turned to share by 0.013 rank^-0.5, which follows the median of the 48 countries that have
    shares (0.0146, 0.0072, 0.0044, 0.0028, 0.0014 at ranks 1, 5, 10, 20, 100)."""
    path = os.path.join(data, "names-by-country/common-surnames-by-country.csv")
    for row in csv.DictReader(open(path, encoding="utf-8")):
        if row["Country"] == "KR": # korean_surnames knows better
            continue
        rank = int(row["Rank"] or row["Index"] or 1)
        share = share_of_rank(rank, 0.013, 0.5)
        if row["Percent"]:
            share = float(row["Percent"])
        elif row["Count"] and row["Country"] in PEOPLE:
            counted = float(row["Count"]) / (PEOPLE[row["Country"]] * 1e6)
            if 1e-4 < counted < 0.25:
                share = counted
        for text in (row["Localized Name"], row["Romanized Name"]):
            persons.add_name(text, share)


def forenames_by_country(data, persons):
    """Ranked lists of mostly new-born children, one for girls and one for boys: the first name
    is taken to be carried by 1.2 % of them, 0.6 % of people, falling as rank^-0.45. ours."""
    path = os.path.join(data, "names-by-country/common-forenames-by-country.csv")
    for row in csv.DictReader(open(path, encoding="utf-8")):
        share = share_of_rank(int(row["Index"] or 20), 0.006, 0.45)
        for text in (row["Localized Name"], row["Romanized Name"]):
            persons.add_name(text, share)


def korean_surnames(data, persons):
    """Share of the surname for its hangul, its hanja and the forms of each system of spelling
    (whoever uses a system uses it for all), share times observed probability for the others."""
    path = os.path.join(data, "korean/surnames.tsv")
    for row in csv.DictReader(open(path, encoding="utf-8"), delimiter="\t"):
        share = float(row["share_candidates"])
        for column in ("hangul", "hanja", "rr", "mr", "dprk", "dprk_plain", "kontsevich"):
            for text in re.split(r"[|= ]", row[column]):
                persons.add_name(text, share)
        seen = [p.split(":") for p in row["attested_latin_count"].split()]
        total = sum(int(n) for _, n in seen)
        for text, n in seen:
            persons.add("".join(tokens(text)), share * int(n) / total)
        for text in row["other_spellings"].split() + row["cyrillic_diaspora"].split():
            persons.add("".join(tokens(text)), share * 0.003)
        for pair in row["passport_share_2024"].split():
            text, p = pair.split(":")
            persons.add("".join(tokens(text)), share * float(p))


def korean_given(data, persons):
    """Syllables of given names, alone and in pairs (the two places are taken as independent),
    in the official spellings of both states."""
    path = os.path.join(data, "korean/syllables.tsv")
    first, second = collections.defaultdict(dict), collections.defaultdict(dict)
    people = 19178.0  # candidacies the counts come from
    for row in csv.DictReader(open(path, encoding="utf-8"), delimiter="\t"):
        one, two = int(row["n_given1"] or 0) / people, int(row["n_given2"] or 0) / people
        for column in ("rr", "dprk_plain", "hangul"):
            for text in {plain(t) for t in row[column].split("|") if t}:
                first[column][text] = first[column].get(text, 0) + one
                second[column][text] = second[column].get(text, 0) + two
    for column in first:
        for text in set(first[column]) | set(second[column]):
            persons.add(text, first[column].get(text, 0) + second[column].get(text, 0))
        for a, p in first[column].items():
            for b, q in second[column].items():
                if p * q > 2e-4:
                    persons.add(a + b, p * q)


def korean_people(data, persons):
    """Names of people: as Wikidata spells Koreans, and the DPRK assembly."""
    path = os.path.join(data, "names-wikidata-pairs/en-ko-fullnames.tsv")
    rows = [r for r in csv.reader(open(path, encoding="utf-8"), delimiter="\t") if r[2] == "K"]
    count_people(persons, [r[0] for r in rows], 3)
    path = os.path.join(data, "names-kp-assembly/names.csv")
    count_people(persons, [r["name"] for r in csv.DictReader(open(path, encoding="utf-8"))], 2)


def count_people(persons, names, least):
    count = collections.Counter()
    for name in names:
        count.update(set(tokens(name)))
    for token, n in count.items():
        if n >= least and len(token) > 1:
            persons.add(token, n / len(names))


def wikidata(data, persons):
    """Parts of names of people in Wikidata who have a label in another script. A count is over
    parts; two of them are taken to be a person. Latin: all seven files together; the other
    scripts: each file by itself."""
    folder = os.path.join(data, "names-wikidata-pairs/tokens")
    latin, parts = collections.Counter(), 0
    for name in ("arabic", "chinese", "hebrew", "japanese", "korean", "russian"):
        native, own = collections.Counter(), 0
        for line in open(os.path.join(folder, f"wd_{name}_80.tsv"), encoding="utf-8"):
            roman, letters, n = line.rstrip("\n").split("\t")
            n = int(n)
            own += n
            for token in tokens(roman):
                latin[token] += n
            native.update({token: n for token in tokens(letters.replace(" ", ""))})
        parts += own
        for token, n in native.items():
            if n >= 12 and len(token) > 1:
                persons.add(token, n * 2 / own)
    for token, n in latin.items():
        if n >= 3 and len(token) > 1:
            persons.add(token, n * 2 / parts)
    slavic_surnames(folder, persons)


def slavic_surnames(folder, persons):
    """Of people whose surname ends as Russian ones do: such a name is rare in the world and common among them. A woman's
    is as common as the man's."""
    ending, count = re.compile("(ov|ev|yov|[knt]in|shin|skiy|sky|skii|enko|chuk)(a?)$|(skaya)$"), collections.Counter()
    for line in open(os.path.join(folder, "wd_russian_80.tsv"), encoding="utf-8"):
        roman, _, n = line.split("\t")
        if ending.search(roman):
            count[re.sub("a$", "", roman)] += int(n)
    total = sum(count.values())
    for name, n in count.items():
        for token in tokens(name) if n >= 3 else ():
            persons.add(token, n / total)
            persons.add(token + "a", n / total)


# Peoples as the lists tell nationality; each has 100 persons there or more.
LISTED_PEOPLES = {
    "arab": "Iraq Syria Syrian Lebanon Saudi Tunisia Yemen Egypt Libya Algeria Jordan Sudan Palestinian Morocco Kuwait Qatar Bahrain",
    "iranian": "Iran", "afghan and pakistani": "Afghanistan Pakistan", "russian": "Russia Russian Belarus Ukraine",
    "latin american": "Mexico Colombia Guatemala Venezuela Nicaragua Honduras Peru Ecuador Cuba Panama",
    "chinese": "China", "korean": "Korea Democratic", "burmese": "Burma", "african": "Somalia Congo Uganda Nigeria Mali Rwanda Kenya South",
}


SPELLED_FREELY = ("arab", "iranian", "afghan and pakistani", "russian")


def sound_of(token):
    """Consonants and the first vowel's kind: what spellings of one name have in common. Short words stand for themselves."""
    vowel = re.search("[aeiou]", token)
    for a, b in (("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("sh", "s"), ("ch", "c"), ("zh", "z"), ("dj", "j"), ("ph", "f"),
                 ("ck", "k"), ("q", "k"), ("w", "v"), ("x", "ks"), ("z", "s")):
        token = token.replace(a, b)
    bones = re.sub(r"(.)\1+", r"\1", re.sub("[aeiouy]", "", token))
    return ("o" if vowel and vowel[0] in "ou" else "a") + bones if len(bones) > 2 else token


def listed_people(data, persons):
    """Persons on the OFAC and UN lists, by people. In many cultures father's and grandfather's names stand where others
    have a surname, so that a man's name is three or four forenames and a common one is carried by many more than bear it as
    their own; sources of forenames do not tell. Spellings with equal consonants share what all of them have together."""
    people = {word: name for name, countries in LISTED_PEOPLES.items() for word in countries.split()}
    total, count, spelled = collections.Counter(), collections.defaultdict(collections.Counter), collections.defaultdict(set)
    sound = lambda name, t: sound_of(t) if name in SPELLED_FREELY else t
    src = sources.Sources(data)
    for e in [*lists.ofac(src), *lists.un(src)]:
        name = people.get((e.country.split() or [""])[0])
        if e.kind != "person" or not name:
            continue
        total[name] += 1
        count[name].update({sound(name, t) for t in tokens(e.names[0]) if len(t) > 2})
        for other in e.names:
            for t in tokens(other):
                if len(t) > 2 and t.isascii():
                    spelled[name, sound(name, t)].add(t)
    for name in total:
        for key, n in count[name].items():
            for token in spelled[name, key] if n >= 5 else ():
                persons.add(token, (n - 0.5) / total[name])


def listed_names(data):
    """Names of listed people in Arabic or Hebrew script, each with its primary name in Latin letters."""
    found = {}
    root = ElementTree.parse(os.path.join(data, "un-sc-2026-02-27/consolidated.xml")).getroot()
    for person in root.iter("INDIVIDUAL"):
        latin = " ".join((person.findtext(k) or "") for k in
                         ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"))
        found.setdefault((person.findtext("NAME_ORIGINAL_SCRIPT") or "").strip(), latin)
    path = os.path.join(data, "uk-fcdo-2026-08-22/uk_designations.jsonl.gz")
    for line in gzip.open(path, "rt", encoding="utf-8"):
        entry = json.loads(line)
        native = (entry.get("non_latin_names") or {}).get("names", [])
        own = [n for n in entry["names"]["names"] if "primary" in n["name_type"].lower()]
        if entry["individual_entity_ship"] == "Individual" and len(native) == 1 and own:
            latin = " ".join(own[0].get("name%d" % k) or "" for k in range(1, 7))
            found.setdefault((native[0].get("name_non_latin_script") or "").strip(), latin)
    path = os.path.join(data, "au-dfat-2026-08-22/au_entries.jsonl.gz")
    for line in gzip.open(path, "rt", encoding="utf-8"):
        entry = json.loads(line)
        native = [n["text"] for n in entry["names"] if n["name_type"] == "Original Script"]
        own = [n["text"] for n in entry["names"] if n["name_type"] == "Primary Name"]
        if entry["entity_type"] == "person" and len(native) == 1 and own:
            found.setdefault(native[0].strip(), own[0])
    return {n: latin for n, latin in found.items() if re.search("[\u05d0-\u06ff]", n)}


SERVANT, OF_GOD, OF_FAITH = "عبد", "الله", ("الدين", "الدین")


def arabic_words(text):
    """The words of a name, compounds taken apart as name/compound.c does."""
    for word in tokens(text):
        if word.startswith(SERVANT + "ال") and len(word) > 6:
            yield SERVANT
            word = word[3:]
        for tail in (OF_GOD,) + OF_FAITH:
            if word.endswith(tail) and len(word) >= len(tail) + 2:
                yield tail
                word = word[:-len(tail)]
        yield word


# What stands in compounds: a man in twenty is somebody's servant, and so on. ours
COMPOUNDS = {0.05: "abd عبد абд".split(), 0.04: "allah الله".split(), 0.03: "din الدين الدین".split()}


def without_vowels(data, persons):
    """Scripts that leave out vowels. A word is as common as its commonest spelling in Latin letters, since whoever
    has the one has the other; words of listed people are counted too, in both scripts, each person once."""
    for name in ("arabic", "hebrew"):
        for line in open(os.path.join(data, f"names-wikidata-pairs/tokens/wd_{name}_80.tsv"), encoding="utf-8"):
            roman, letters, n = line.rstrip("\n").split("\t")
            known = max((persons.share.get(t, 0) for t in tokens(roman)), default=0)
            for token in tokens(letters.replace(" ", "")):
                if known > 2 ** -(NATIVE_UNSEEN / 100) and len(token) > 1:
                    persons.add(token, known)
    people = listed_names(data)
    count = collections.Counter()
    for native, latin in people.items():
        count.update(set(arabic_words(native)) | set(tokens(latin)))
    for token, n in count.items():
        if n >= 4 and len(token) > 1:
            persons.add(token, (n - 0.5) / (len(people) + 1))
    for share, words in COMPOUNDS.items():
        for token in words:
            persons.add(token, share)


def census_names(data, persons):
    """American names of the 1990 census: known as names, their shares are not in the source.
    First names cover nine tenths of people with 5,163 names: 14 bits. Surnames nobody else
    mentions are rarer than the unseen name's 15 bits and left out."""
    for line in open(os.path.join(data, "names-us-census/first_names_us.txt"), encoding="utf-8"):
        persons.add_name(line.strip(), 2 ** -14.0)


def make_persons(data):
    persons = Persons()
    surnames_by_country(data, persons)
    forenames_by_country(data, persons)
    korean_surnames(data, persons)
    korean_given(data, persons)
    korean_people(data, persons)
    wikidata(data, persons)
    listed_people(data, persons)
    census_names(data, persons)
    without_vowels(data, persons)
    for token in MUHAMMAD:
        persons.add(token, 0.05)
    for letter in "abcdefghijklmnopqrstuvwxyz":
        persons.share[letter] = 0.05 # an initial says one of about twenty. ours
    rows = {}
    for token, share in persons.share.items():
        cb = max(PERSON_FLOOR, round(-100 * math.log2(share)))
        if cb < PERSON_UNSEEN:
            rows[token] = cb
    kept = sorted(rows, key=lambda t: (rows[t], t))[:PERSONS_MAX]
    return {t: rows[t] for t in kept}


# --- names of organisations and vessels -------------------------------------------------------

def ofac(data):
    """One set of names an entry: own name and aliases, of entities and of vessels."""
    folder = os.path.join(data, "us-ofac-sdn-2024-05-03")
    kinds, names = {}, collections.defaultdict(set)
    for row in csv.reader(open(os.path.join(folder, "sdn.csv"), encoding="latin-1")):
        if len(row) > 2 and row[2].strip() in ("-0-", "vessel"):
            kinds[row[0]] = "vessel" if row[2].strip() == "vessel" else "org"
            names[row[0]].add(row[1])
    folder = os.path.join(data, "us-ofac-sdn-2023-12-28")
    for row in csv.reader(open(os.path.join(folder, "alt.csv"), encoding="latin-1")):
        if row[0] in kinds:
            names[row[0]].add(row[3])
    return [(kinds[k], names[k]) for k in names]


def ofac_programs(data):
    """The DPRK's organisations by themselves: their words are common among their own kind."""
    out = []
    path = os.path.join(data, "us-ofac-sdn-2024-05-03", "sdn.csv")
    for row in csv.reader(open(path, encoding="latin-1")):
        if len(row) > 3 and "DPRK" in row[3] and row[2].strip() == "-0-":
            out.append(("dprk", {row[1]}))
    return out


def un(data):
    out = []
    path = os.path.join(data, "un-sc-2026-02-27/consolidated.xml")
    for entity in ElementTree.parse(path).getroot().iter("ENTITY"):
        names = {entity.findtext("FIRST_NAME") or ""}
        names |= {a.text or "" for a in entity.iter("ALIAS_NAME")}
        out.append(("org", names))
    return out


def eu(data):
    out, space = [], "{http://eu.europa.ec/fpi/fsd/export}"
    path = os.path.join(data, "eu-fsf-2026-05-01/xmlFullSanctionsList_1_1.rebuilt.xml.gz")
    for entity in ElementTree.parse(gzip.open(path)).getroot().iter(space + "sanctionEntity"):
        kind = entity.find(space + "subjectType")
        if kind is not None and kind.get("code") == "enterprise":
            out.append(("org", {a.get("wholeName") for a in entity.iter(space + "nameAlias")}))
    return out


def uk(data):
    out = []
    path = os.path.join(data, "uk-fcdo-2026-08-22/uk_designations.jsonl.gz")
    for line in gzip.open(path, "rt", encoding="utf-8"):
        entry = json.loads(line)
        kind = {"Entity": "org", "Ship": "vessel"}.get(entry["individual_entity_ship"])
        if kind:
            out.append((kind, {n.get("name6") or "" for n in entry["names"]["names"]}))
    return out


def others(data):
    """Australia, Switzerland, Japan, Korea: organisations with their names in any script."""
    out = []
    path = os.path.join(data, "au-dfat-2026-08-22/au_entries.jsonl.gz")
    for line in gzip.open(path, "rt", encoding="utf-8"):
        entry = json.loads(line)
        if entry["entity_type"] in ("organization", "vessel"):
            kind = "vessel" if entry["entity_type"] == "vessel" else "org"
            out.append((kind, {n["text"] for n in entry["names"]}))
    path = os.path.join(data, "ch-seco-2026-03/ch_targets.jsonl.gz")
    for line in gzip.open(path, "rt", encoding="utf-8"):
        entry = json.loads(line)
        names = {n["full_name"] for n in entry["names"]}
        if entry["entity_type"] not in ("person", "individual"):
            out.append(("org", {n for n in names if not n.startswith("Entity ")})) # no name
    path = os.path.join(data, "jp-mof-2026-03-05/rows.jsonl.gz")
    for line in gzip.open(path, "rt", encoding="utf-8"):
        entry = json.loads(line)
        cells = entry["cells"]
        if "団体" in entry["sheet"]:
            out.append(("org", {cells.get("日本語表記", ""), cells.get("英語表記", "")}))
    path = os.path.join(data, "kr-kofiu-dprk-2026-01/kofiu_dprk.tsv")
    for row in csv.DictReader(open(path, encoding="utf-8"), delimiter="\t"):
        if row["type"] != "person":
            out.append(("dprk", set(row["names"].split("|"))))
    return out


def consolidated(data):
    """Firms and schools of the other American lists (export control and non-proliferation)."""
    out = []
    path = os.path.join(data, "us-csl-2022/consolidated.csv.gz")
    for row in csv.DictReader(gzip.open(path, "rt", encoding="utf-8")):
        if "SDN" not in row["source"] and row["type"] not in ("Individual", "Vessel", "Aircraft"):
            out.append(("org", {row["name"]} | set(row["alt_names"].split(";"))))
    return out


def crypto(data):
    path = os.path.join(data, "crypto-tagpacks-graphsense/actors/graphsense.actorpack.yaml")
    return [("crypto", {m[1].strip().strip("'\"")})
            for m in re.finditer(r"^  label: (.*)$", open(path, encoding="utf-8").read(), re.M)]


def make_words(data):
    """Share of entries that have the word, the largest among organisations, vessels, the DPRK's
    organisations and crypto firms. An entry counts once however many aliases it has, and an
    entry on several lists once: entries with a name in common are one, and so is a fleet whose
    names differ by a number alone."""
    entries, seen = [], {}
    for kind, names in (ofac(data) + un(data) + eu(data) + uk(data) + others(data)
                        + consolidated(data) + crypto(data) + ofac_programs(data)):
        words = [tokens(n) for n in names if n]
        keys = {kind + " " + " ".join(t for t in w if not t.isdigit()) for w in words}
        known = min((seen[k] for k in keys if k in seen), default=None)
        if known is None:
            known = len(entries)
            entries.append((kind, set()))
        for key in keys:
            seen.setdefault(key, known)
        entries[known][1].update(w for ws in words for w in ws)
    total = collections.Counter(kind for kind, _ in entries)
    count = collections.defaultdict(collections.Counter)
    for kind, words in entries:
        count[kind].update(words)
    rows = {}
    for kind in count:
        for word, n in count[kind].items():
            least = 4 if total[kind] > 1000 else 6
            if n < least or len(word) > 40 or word in ("aka", "fka", "na") or word.isdigit():
                continue
            if len(word) < 2 and not run_of(word):
                continue
            # half a count of doubt on a count so small
            cb = max(WORD_FLOOR, round(-100 * math.log2((n - 0.5) / (total[kind] + 1))))
            if cb < WORD_UNSEEN:
                rows[word] = min(rows.get(word, WORD_UNSEEN), cb)
    print(dict(total), len(rows), file=sys.stderr)
    return rows


def write(path, head, rows):
    with open(path, "w", encoding="utf-8", newline="\n") as f:
        f.write(head + "token\tcb\n")
        for token in sorted(rows):
            f.write(f"{token}\t{rows[token]}\n")


PERSONS_HEAD = """\
# How common a part of a personal name is. Made by tools/make_freq.py; do not edit by hand.
# token  as text_tokens() gives `plain`
# cb     hundredths of a bit: -100 log2(share of people who carry it), where the share is the
#        largest that any source gives for any population, and never below 300: no screened
#        population is wholly of one culture
# unseen tokens: 1500 (name/freq.h)
# src: freq-persons (docs/sources.md), which says what each source gives and what is estimated
"""
WORDS_HEAD = """\
# How common a word is in names of organisations and vessels. Made by tools/make_freq.py; do not
# edit by hand.
# token  as text_tokens() gives `plain`
# cb     hundredths of a bit: -100 log2(share of names that have it), the largest share among
#        organisations, vessels, organisations of the DPRK, crypto firms; never below 200
# unseen words: 1300 (name/freq.h)
# src: freq-words (docs/sources.md). Counted once over names on official lists and shipped: these
#   numbers do not depend on the list that is loaded.
"""


def main(data, out):
    write(os.path.join(out, "persons.tsv"), PERSONS_HEAD, make_persons(data))
    write(os.path.join(out, "words.tsv"), WORDS_HEAD, make_words(data))


if __name__ == "__main__":
    main(*sys.argv[1:])
