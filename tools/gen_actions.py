#!/usr/bin/env python3
"""Make src/engine/action_tables.c from data/actions.tsv and data/containment.tsv.

usage: gen_actions.py ACTIONS.TSV CONTAINMENT.TSV MESSAGES.TSV OUT.c

Refuses a row whose words are not among the messages: the build fails, not the reader.
"""
import sys

from table import literal, rows

ACTION = "id cause verdicts when kinds days back approver".split()
STEP = "id phase kinds days back approver".split()
CAUSES = ("record", "check", "list", "flags")
LEVELS = ("undecided", "review", "verify", "escalate", "stop")
WHEN = ("-", "record_open", "wallet_open", "script_open", "same_open", "list_open", "readable", "no_birth", "asks", "legal")
KINDS = ("applicant worker vendor payee payment account wallet login device bid contract message "
         "transfer").split()
PHASES = ("decide", "keep", "narrow", "hold", "look", "after")
APPROVERS = ("analyst", "manager", "compliance", "legal")
DAYS_MAX = 365


def bits(where, text, words):
    chosen = text.split(",")
    for word in chosen:
        if word not in words:
            sys.exit(f"{where}: '{word}' is none of {', '.join(words)}")
    return sum(1 << words.index(word) for word in set(chosen))


def common(where, row, prefix, messages):
    """kinds, days and the keys of the words, which must be there."""
    kinds = 0 if row["kinds"] == "any" else bits(where, row["kinds"], KINDS) << 1
    days = 0 if row["days"] == "-" else int(row["days"])
    key = f"{prefix}.{row['id']}"
    back = f"{key}.back" if row["back"] == "yes" else ""
    if row["back"] not in ("yes", "-") or not 0 <= days <= DAYS_MAX:
        sys.exit(f"{where}: days or back")
    for wanted in (key, back, f"approver.{row['approver']}"):
        if wanted and wanted not in messages:
            sys.exit(f"{where}: no message '{wanted}'")
    if back == "" and f"{key}.back" in messages:
        sys.exit(f"{where}: '{key}.back' is said nowhere")
    return (f"{{ STR_INIT({literal(row['id'])}), STR_INIT({literal(key)}), STR_INIT({literal(back)}), "
            f"STR_INIT({literal(row['approver'])}), 0x{kinds:x}u, {days} }}")


def main(actions, steps, messages, source):
    with open(messages, encoding="utf-8") as f:
        keys = {line.split("\t")[0] for line in f}
    seen, action_rows, step_rows = set(), [], []
    for number, cells in rows(actions, ACTION):
        row, where = dict(zip(ACTION, cells)), f"{actions}:{number}"
        if row["approver"] not in APPROVERS or row["cause"] not in CAUSES or row["when"] not in WHEN:
            sys.exit(f"{where}: approver, cause or when")
        if (row["id"], row["cause"]) in seen:
            sys.exit(f"{where}: '{row['id']}' stands twice for {row['cause']}")
        seen.add((row["id"], row["cause"]))
        levels = bits(where, row["verdicts"], LEVELS)
        if row["cause"] == "flags" and levels & (1 << LEVELS.index("stop")):
            sys.exit(f"{where}: red flags never stop")
        when = "ALWAYS" if row["when"] == "-" else row["when"].upper()
        action_rows.append(f"{{ {common(where, row, 'action', keys)}, ACTION_CAUSE_{row['cause'].upper()}, "
                           f"ACTION_{when}, 0x{levels:x}u }}")
    phase = 0
    for number, cells in rows(steps, STEP):
        row, where = dict(zip(STEP, cells)), f"{steps}:{number}"
        if row["approver"] not in APPROVERS or row["phase"] not in PHASES or row["id"] in seen:
            sys.exit(f"{where}: approver, phase or an id that stands twice")
        seen.add(row["id"])
        if PHASES.index(row["phase"]) < phase:
            sys.exit(f"{where}: phases stand in the order {' '.join(PHASES)}")
        phase = PHASES.index(row["phase"])
        if f"phase.{row['phase']}" not in keys:
            sys.exit(f"{where}: no message 'phase.{row['phase']}'")
        step_rows.append(f"{{ {common(where, row, 'contain', keys)}, STR_INIT({literal(row['phase'])}) }}")
    with open(source, "w", encoding="utf-8", newline="\n") as out:
        out.write("/* Made from data/actions.tsv and data/containment.tsv. */\n"
                  '#include "engine/actions.h"\n\n/* clang-format off */\n')
        for kind, rows_of in (("action", action_rows), ("contain_step", step_rows)):
            name = "action" if kind == "action" else "contain"
            out.write(f"const struct {kind} {name}_table[] = {{\n    " + ",\n    ".join(rows_of)
                      + f",\n}};\nconst size_t {name}_count = {len(rows_of)};\n")


main(*sys.argv[1:])
