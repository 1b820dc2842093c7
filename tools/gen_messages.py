#!/usr/bin/env python3
"""Turn data/reasons.tsv and data/messages/*.tsv into C tables for the room say.

    gen_messages.py REASONS EN KO JA ID OUT_HEADER OUT_SOURCE

Refuses to make anything when the languages do not hold the same ids with the same parameters, or
when a text names a parameter that its reason does not declare: the build fails, not the reader.
"""
import re
import sys

TYPES = ("string", "integer", "date", "bp", "money", "entity", "path", "word")
STRENGTHS = ("strong", "medium", "weak", "neutral", "against", "notice")
PARTS = ("innocent", "ask", "change")
LANGS = ("en", "ko", "ja", "id")
PARAMS_MAX = 8
# Messages outside the reasons that take parameters.
OTHER = {"value.circa": {"date"}, "value.range": {"from", "to"}, "checked.list": {"source"},
         "how.read": {"reading"}, "compare.score": {"score"}, "screen.name": {"listed", "name", "score"}, "screen.score": {"score"}, "screen.suppressed": {"count"},
         "screen.reopened": {"count"}, "good.suppressed": {"author", "reason", "until"},
         "good.reopened": {"author", "reason", "why"}, "good.added": {"id", "subject", "target", "until"},
         "good.ended": {"id"}, "forecast.head": {"days", "minutes", "records"},
         "forecast.no_days": {"minutes", "records"}, "forecast.changed": {"fewer", "more", "name", "other"},
         "forecast.undecided": {"count"}, "tune.head": {"count", "missing", "right", "unknown", "wrong"},
         "tune.recall": {"all", "caught", "high", "low", "rate"},
         "tune.propose.weaker": {"all", "high", "low", "right", "rule", "strength"},
         "tune.propose.look": {"all", "high", "low", "right", "rule"},
         "tune.propose.stronger": {"all", "high", "low", "right", "rule", "strength"},
         "tune.propose.list": {"all", "high", "list", "low", "right"},
         "tune.propose.review": {"from", "gone", "right", "to", "wrong"},
         "tune.effect": {"found", "gone", "lost", "more"}, "tune.written": {"file", "record"},
         "screen.more": {"count"}, "screen.also": {"lists"}, "screen.points": {"count"}, "screen.line": {"line"},
         "screen.records": {"count"}, "screen.verdict": {"count", "verdict"}, "screen.unreadable": {"count"},
         "sweep.counts": {"files", "groups", "records", "subjects"}, "sweep.subjects": {"count"},
         "link.counts": {"count", "subjects"}, "link.group": {"count", "number"},
         "rules.is.equal": {"name", "value"}, "rules.is.contains": {"name", "value"},
         "rules.is.startswith": {"name", "value"}, "rules.is.endswith": {"name", "value"},
         "rules.is.re": {"name", "value"}, "rules.is.cidr": {"name", "value"}, "rules.is.gt": {"name", "value"},
         "rules.is.gte": {"name", "value"}, "rules.is.lt": {"name", "value"}, "rules.is.lte": {"name", "value"},
         "rules.is.exists": {"name"}, "rules.is.absent": {"name"}, "rules.is.fieldref": {"name", "value"},
         "rules.is.keyword": {"value"}, "rules.any_of": {"value"}, "rules.all_of": {"value"},
         "rules.part.search": {"name"}, "rules.part.of": {"name"}, "rules.is.neq": {"name", "value"},
         "rules.part.rule": {"count", "held", "name"}, "rules.flow.event_count": {"keys", "rules", "span"},
         "rules.flow.value_count": {"fields", "keys", "rules", "span"},
         "rules.flow.value_sum": {"fields", "keys", "rules", "span"},
         "rules.flow.value_avg": {"fields", "keys", "rules", "span"},
         "rules.flow.value_percentile": {"fields", "keys", "rules", "span"},
         "rules.flow.temporal": {"keys", "rules", "span"},
         "rules.flow.temporal_ordered": {"keys", "rules", "span"}, "rules.saw": {"value"}, "rules.more": {"count"},
         "rules.missing": {"why"}, "rules.points": {"cap", "count"}, "rules.days": {"count"},
         "rules.root_shared": {"root", "rules"}, "rules.root_alone": {"root"}, "rules.unread": {"names"},
         "rules.tested": {"failed", "passed", "rules", "untested"}, "rules.untested": {"rule"},
         "rules.failed.match": {"count", "rule"}, "rules.failed.differ": {"count", "rule"},
         "rules.failed.asked": {"count", "rule"}, "rules.checked": {"faults", "files", "rules", "warnings"},
         "screen.until": {"date"}, "screen.by": {"date"}, "screen.approver": {"who"}, "screen.undo": {"text"},
         "screen.law": {"count"}, "screen.law_due": {"date"}, "explain.flag": {"count", "strength"},
         "explain.fades": {"count"}, "explain.behind": {"title"}, "explain.capped": {"cap", "count"},
         "explain.level": {"points", "verdict"}, "explain.level_groups": {"groups", "points", "verdict"},
         "explain.points_missing": {"count"}, "explain.groups_missing": {"count"},
         "explain.total": {"bits", "score"}, "explain.band": {"key", "least", "value"}, "train.intro": {"count"},
         "train.case": {"cases", "count", "number"}, "train.more": {"count"},
         "train.decide": {"clear", "escalate", "review"}, "train.truth": {"what"}, "train.planted": {"list"},
         "train.befell": {"list"}, "train.you": {"cordon", "you"},
         "train.score.you": {"accused", "asked", "count", "missed", "right"},
         "train.score.cordon": {"accused", "asked", "count", "missed", "right"}, "train.score.missed": {"cases"},
         "train.score.accused": {"cases"}, "train.score.asked": {"cases"}, "train.score.questions": {"count"},
         "train.group": {"acted", "count", "disguised", "group"}, "report.as_of": {"date"},
         "report.need": {"count", "minutes"}, "report.need.hours": {"count", "hours"},
         "report.estimate": {"escalate", "review"}, "report.case": {"number"}, "report.cut": {"count", "limit"},
         "report.undecided": {"count"}, "report.records": {"count"}, "report.points": {"count"},
         "report.facts.more": {"count"}, "report.value.bytes": {"count"}, "report.more": {"count"},
         "report.same.holds": {"names", "nations"}, "report.same.differs": {"names", "nations"},
         "report.line": {"line"}, "report.age.days": {"count"}, "report.who.applicant": {"number"},
         "report.who.worker": {"number"}, "report.who.vendor": {"number"}, "report.who.party": {"number"},
         "report.share.payout": {"who"}, "report.share.wallet": {"who"}, "report.share.device": {"who"},
         "report.share.network": {"who"}, "report.share.address": {"who"}, "report.share.email": {"who"},
         "report.share.phone": {"who"}, "report.share.document": {"who"}, "report.share.photo": {"who"},
         "report.share.text": {"who"}, "report.share.referee": {"who"}, "report.share.other": {"who"},
         "screen.joined": {"files", "records"}, "screen.shares": {"what", "who"}, "screen.others": {"count"}}


def fail(text):
    sys.exit(f"gen_messages: {text}")


def read_tsv(path, columns):
    lines = open(path, encoding="utf-8").read().split("\n")
    if lines[-1] != "" or lines[0].split("\t") != columns:
        fail(f"{path}: wants the header {columns} and a line end at its end")
    rows = []
    for number, line in enumerate(lines[1:-1], 2):
        cells = line.split("\t")
        if len(cells) != len(columns) or not cells[0] or line != line.rstrip("\r"):
            fail(f"{path}:{number}: wants {len(columns)} columns")
        rows.append((number, cells))
    return rows


def placeholders(path, number, text):
    """Names of the parameters a text uses; checks the form of each placeholder."""
    names = set()
    for inside in re.findall(r"\{([^{}]*)\}", text):
        m = re.fullmatch(r"([a-z_]+)(?:\|[^|:]+\|[^|:]+|:[^|:/]+/[^|:/]+)?", inside)
        if not m:
            fail(f"{path}:{number}: odd placeholder {{{inside}}}")
        names.add(m[1])
    if re.search(r"[{}]", re.sub(r"\{[^{}]*\}", "", text)):
        fail(f"{path}:{number}: a brace without its partner")
    return names


def read_reasons(path):
    reasons = []
    for number, (name, strength, group, params) in read_tsv(path, "id strength group params".split()):
        pairs = [tuple(p.split(":")) for p in params.split()]
        if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or strength not in STRENGTHS:
            fail(f"{path}:{number}: id or strength")
        if len(pairs) > PARAMS_MAX or any(len(p) != 2 or p[1] not in TYPES for p in pairs):
            fail(f"{path}:{number}: parameters are name:type, at most {PARAMS_MAX}")
        if name in (r[0] for r in reasons):
            fail(f"{path}:{number}: {name} stands twice")
        reasons.append((name, strength, group, pairs))
    return reasons


def read_messages(paths, reasons):
    """key -> texts, one a language."""
    declared = {r[0]: {p[0] for p in r[3]} for r in reasons}
    texts, used = {}, {}
    for lang, path in zip(LANGS, paths):
        seen = set()
        for number, (key, text) in read_tsv(path, ["id", "text"]):
            if key in seen or not re.fullmatch(r"[A-Za-z0-9_.]+", key) or text != text.strip() or not text:
                fail(f"{path}:{number}: {key}: twice, misspelt or empty")
            seen.add(key)
            names = placeholders(path, number, text)
            allowed = declared.get(key.split(".")[0], OTHER.get(key, set()))
            if not names <= allowed:
                fail(f"{path}:{number}: {key} has no parameter {sorted(names - allowed)}")
            if lang == "en":
                used[key] = names
            elif key not in used:
                fail(f"{path}:{number}: {key} is not in {paths[0]}")
            elif used[key] != names:
                fail(f"{path}:{number}: {key} uses {sorted(names)}, English {sorted(used[key])}")
            texts.setdefault(key, {})[lang] = text
        if seen != set(used):
            fail(f"{path}: lacks {sorted(set(used) - seen)}")
    for name, _, group, _ in reasons:
        if name not in texts or f"group.{group}" not in texts:
            fail(f"{paths[0]}: no text for {name} or group.{group}")
    return texts


def c_str(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def main():
    reasons_path, messages, header, source = sys.argv[1], sys.argv[2:6], sys.argv[6], sys.argv[7]
    reasons = read_reasons(reasons_path)
    texts = read_messages(messages, reasons)
    keys = sorted(texts)  # ASCII: the order of str_cmp
    row = {key: i for i, key in enumerate(keys)}

    with open(header, "w", encoding="utf-8", newline="\n") as f:
        f.write("/* Generated by tools/gen_messages.py from data/reasons.tsv. */\n"
                "#ifndef SAY_SAY_IDS_H\n#define SAY_SAY_IDS_H\n\n"
                "/** Every reason that Cordon can give. */\n"
                "enum say_id {\n    SAY_NONE = 0,\n")
        for name, *_ in reasons:
            f.write(f"    SAY_{name.upper()},\n")
        f.write("};\n\nenum { SAY_ID_COUNT = %d }; /* SAY_NONE included */\n\n#endif\n" % (len(reasons) + 1))

    with open(source, "w", encoding="utf-8", newline="\n") as f:
        f.write("/* Generated by tools/gen_messages.py from data/reasons.tsv and data/messages/. */\n"
                '#include "say/say_tables.h"\n\n'
                "const struct say_message say_messages[] = {\n")
        for key in keys:
            f.write(f"    {{ STR_INIT({c_str(key)}),\n      {{ ")
            f.write(",\n        ".join(f"STR_INIT({c_str(texts[key][lang])})" for lang in LANGS))
            f.write(" } },\n")
        f.write("};\nconst size_t say_message_count = %d;\n\n" % len(keys))
        f.write("const struct say_decl say_decls[] = {\n    { STR_INIT(\"\"), STR_INIT(\"\"), STR_INIT(\"\"), "
                "{ SAY_NO_MESSAGE, SAY_NO_MESSAGE, SAY_NO_MESSAGE, SAY_NO_MESSAGE }, 0,\n"
                "      { { STR_INIT(\"\"), SAY_STRING } } },\n")
        for name, strength, group, params in reasons:
            at = [row[name]] + [row.get(f"{name}.{p}") for p in PARTS]
            f.write(f"    {{ STR_INIT({c_str(name)}), STR_INIT({c_str(strength)}), STR_INIT({c_str(group)}),\n"
                    "      { %s }, %d,\n      { %s } },\n" % (
                        ", ".join("SAY_NO_MESSAGE" if i is None else str(i) for i in at), len(params),
                        ", ".join(f"{{ STR_INIT({c_str(n)}), SAY_{t.upper()} }}" for n, t in params)
                        or '{ STR_INIT(""), SAY_STRING }'))
        f.write("};\n")


if __name__ == "__main__":
    main()
