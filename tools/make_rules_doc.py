#!/usr/bin/env python3
"""Make docs/rules.md from data/indicators.tsv and the rule packs.

usage: make_rules_doc.py ROOT          writes docs/rules.md
       make_rules_doc.py --check ROOT  says whether it is true; exit status 1 when not
"""
import re
import sys
from pathlib import Path

from table import rows

COLUMNS = "id group strength state by meaning why".split()
STATES = {"computed": "computed", "asked": "asked of a person", "later": "later", "refused": "refused"}
PACKS = {"us": "United States", "kr": "Republic of Korea", "jp": "Japan and joint advisories",
         "un": "United Nations and other international bodies", "industry": "industry, researchers and ourselves"}
POINTS = {"weak": "W", "medium": "M", "strong": "S"}


def read_rules(root):
    """Documents of the packs, by their regular form: id -> what the table shows."""
    found = {}
    for path in sorted((root / "rules").glob("*/*.yml")):
        for text in re.split(r"^---$", path.read_text(encoding="utf-8"), flags=re.M):
            one = lambda key, indent="": (re.search(rf"^{indent}{key}: *(.*)$", text, re.M) or [None, ""])[1].strip("'\"")
            rule = {"name": one("name"), "title": one("title"), "strength": one("strength", "  "),
                    "group": one("group", "  "), "root": one("root", "  "), "class": one("class", "  "),
                    "file": path.relative_to(root).as_posix(), "pack": path.parent.name,
                    "is_correlation": "\ncorrelation:" in text}
            if rule["name"].startswith("part_") or rule["name"].startswith("siem_part_"):
                continue
            if rule["name"] in found:
                sys.exit(f"{path}: '{rule['name']}' is there twice")
            found[rule["name"]] = rule
    return found


def rules_of(row, rules):
    """The rules that compute an indicator, and what stands in the table for them."""
    if row["state"] != "computed":
        return [], ""
    if row["by"]:
        shown, own = [], []
        for by in row["by"].split(","):
            name = by.removeprefix("siem:")
            if by.startswith("list:"):
                shown.append("the list detector")
            elif name not in rules:
                sys.exit(f"data/indicators.tsv: '{row['id']}' names '{name}', which is no rule")
            else:
                own.append(name)
                shown.append(show(rules[name]))
        return own, ", ".join(dict.fromkeys(shown))
    own = sorted(n for n in rules if n == row["id"] or n.startswith(row["id"] + "."))
    if row["id"] not in own:
        sys.exit(f"data/indicators.tsv: '{row['id']}' is computed, and no rule has its name")
    return own, ", ".join(show(rules[n]) for n in own)


def show(rule):
    points = POINTS.get(rule["strength"], "")
    return f"[`{rule['name']}`](../{rule['file']})" + (f" {points}" if points else "")


def count(rows_, key, words):
    return " · ".join(f"{word} {sum(r[key] == key_ for r in rows_)}" for key_, word in words.items())


def page(root):
    rules = read_rules(root)
    table = [dict(zip(COLUMNS, cells)) for _, cells in rows(root / "data" / "indicators.tsv", COLUMNS)]
    for row in table:
        if row["state"] not in STATES or (row["state"] != "computed" and not row["why"]):
            sys.exit(f"data/indicators.tsv: odd row '{row['id']}'")
    packs = [r for r in rules.values() if r["pack"] != "siem"]
    named = set()
    out = ["# Rules", "",
           "Every indicator of the catalogue, and what Cordon does about it: computed by a rule, asked of a",
           "person, later, or refused. A hit means *ask about this*; it never means that somebody is somebody.",
           "`tools/make_rules_doc.py` makes this page from data/indicators.tsv and the packs;",
           "[rules-format.md](rules-format.md) describes the language.", "",
           "Points: weak 1, medium 3, strong 6; rules of one *root* see one cause and count once. Catalogue",
           "strength and rule differ on purpose where honest people often look the same: a single fact of",
           "everyday life (a VPN, a move, a marriage, a new mailbox) stays weak, and a second, independent",
           "fact inside the same rule makes it stronger.", "",
           "## Counts", "",
           f"- {len(table)} indicators: " + count(table, "state", STATES) + ".",
           f"- {len(packs)} rules in the packs, {sum(r['pack'] == 'siem' for r in rules.values())} in rules/siem.",
           "- By strength: " + count(packs, "strength", {"weak": "weak", "medium": "medium", "strong": "strong"})
           + f" · legal facts {sum(r['class'] == 'legal_fact' for r in packs)}.",
           "- By pack: " + " · ".join(f"{k} ({v}) {sum(r['pack'] == k for r in packs)}" for k, v in PACKS.items()) + ".",
           f"- {len({r['root'] for r in packs if r['root']})} root causes; "
           f"{sum(r['is_correlation'] for r in packs)} correlations over time.", ""]
    group = None
    for row in table:
        own, shown = rules_of(row, rules)
        named.update(own)
        if row["group"] != group:
            group = row["group"]
            out += [f"## {group}", "", "| indicator | meaning | catalogue | what Cordon does | why |", "|---|---|---|---|---|"]
        meaning = row["meaning"].replace("|", "\\|")
        does = STATES[row["state"]] + (f": {shown}" if shown else "")
        out.append(f"| `{row['id']}` | {meaning} | {row['strength']} | {does} | {row['why']} |")
        if table.index(row) + 1 == len(table) or table[table.index(row) + 1]["group"] != group:
            out.append("")
    legal = [r for r in packs if r["class"] == "legal_fact"]
    out += ["## Legal facts", "",
            "No indicators: they give no points, are read at permit and payment only, and go to a person with a",
            "law card and its exceptions.", ""] + [f"- {show(r)}: {r['title']}" for r in legal] + [""]
    named.update(r["name"] for r in legal)
    out += ["## The same in the log sources of a SIEM", "",
            "Plain Sigma for okta, azure, m365, google_workspace, github, windows, linux, proxy and aws; a test",
            "converts them to Splunk, Elastic and Kusto. They carry no points: a SIEM has its own.", "",
            "| rule | title |", "|---|---|"]
    out += [f"| {show(r)} | {r['title']} |" for r in sorted(rules.values(), key=lambda r: r["file"]) if r["pack"] == "siem"]
    stray = sorted(r["name"] for r in packs if r["name"] not in named)
    if stray:
        sys.exit(f"rules of no indicator: {', '.join(stray)}")
    return "\n".join(out) + "\n"


def main(args):
    check = args[0] == "--check"
    root = Path(args[check])
    text, path = page(root), root / "docs" / "rules.md"
    if not check:
        path.write_text(text, encoding="utf-8")
        return 0
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return 0
    print("docs/rules.md is not what tools/make_rules_doc.py makes; run it")
    return 1


sys.exit(main(sys.argv[1:]))
