#!/usr/bin/env python3
"""The documents agree with the tree and with the command: tags, caps, links, tables, and what every
command shown prints.

usage: test_docs.py SOURCE [CORDON]        reports as TAP; without CORDON nothing is run
       test_docs.py --update SOURCE CORDON write into the documents what the commands print now

A fenced block marked `console` is run: each line behind "$ " in a shell, in a folder that holds the
example records; the lines below it are what it prints, stdout and stderr as they come. A fenced
block below `<!-- the output of: COMMAND -->` is what COMMAND prints, JSON written out for reading.
Times are not compared.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

UPDATE = sys.argv[1] == "--update"
ROOT = Path(sys.argv[1 + UPDATE])
CORDON = os.path.abspath(sys.argv[2 + UPDATE]) if len(sys.argv) > 2 + UPDATE else None
CODE = ("src", "cli", "include", "tools", "data", "docs/examples")
TEXT = (".c", ".h", ".py", ".tsv", ".md", ".csv", ".build", ".sh", "")


def tree(*folders):
    """Text files of the tree as (path, text), sorted."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix in TEXT and "__pycache__" not in path.parts:
                yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8", errors="replace")


def slug(heading):
    """The anchor that a heading gets."""
    text = re.sub(r"[`*]", "", heading.strip().lower())
    return re.sub(r"[^\w\- ]", "", text).replace(" ", "-")


def anchors(path):
    text = re.sub(r"^```.*?^```", "", (ROOT / path).read_text(encoding="utf-8"), flags=re.M | re.S)
    return {slug(h) for h in re.findall(r"^#+ (.*)$", text, re.M)}


def documents():
    found = [p for p in sorted(ROOT.glob("*.md"))]
    for folder in ("docs", "data"):
        found += sorted((ROOT / folder).rglob("*.md"))
    return [p.relative_to(ROOT).as_posix() for p in found]


# --- tags ---------------------------------------------------------------------------------------

def tags_in(text):
    """Tags of `src:` notes, with their line: words up to the first that is none."""
    for note in re.finditer(r"\bsrc: *", text):
        line = text.count("\n", 0, note.start()) + 1
        rest = text[note.end():]
        if not re.match(r"[a-z0-9][a-z0-9-]*", rest):
            yield line, rest.split()[0] if rest.split() else "(nothing)"
        while True:
            tag = re.match(r"[ ,]*(?:\n[ *#]*)?([a-z0-9][a-z0-9-]*)", rest)
            if not tag:
                break
            yield line, tag.group(1)
            rest = rest[tag.end():]
            aside = re.match(r" *\([^)]*\)", rest)
            if aside:
                rest = rest[aside.end():]
                if "docs/" in aside.group():
                    break
            if not re.match(r" *,? *[a-z0-9]", rest) or re.match(r"\s*(--|—)", rest):
                break


def tags_resolve():
    known, wrong = anchors("docs/sources.md"), []
    for path, text in tree(*CODE):
        for line, tag in tags_in(text):
            if tag not in known:
                wrong.append(f"{path}:{line}: src: {tag}")
    return wrong


def source_lines_resolve():
    """`Source:` lines, and every document and section that is named."""
    wrong, cache = [], {}
    for path, text in tree(*CODE, "tests", "fuzz", "bench"):
        for i, row in enumerate(text.splitlines(), 1):
            if re.match(r"[ */]*Source:", row) and "docs/" not in row and "RFC" not in row:
                wrong.append(f"{path}:{i}: names no document: {row.strip()}")
            page = None
            for m in re.finditer(r"(docs/[\w./-]+\.(?:md|svg|c))?(?:#([a-z0-9-]+))?", row):
                page = m.group(1) or page
                if not page or not m.group():
                    continue
                if not (ROOT / page).exists():
                    wrong.append(f"{path}:{i}: no file {page}")
                elif m.group(2) and page.endswith(".md"):
                    if m.group(2) not in cache.setdefault(page, anchors(page)):
                        wrong.append(f"{path}:{i}: no {page}#{m.group(2)}")
    return wrong


def tags_are_used():
    """Nothing in sources.md that no file names any more."""
    everything = "\n".join(text for path, text in tree(*CODE, "tests", "fuzz", "bench"))
    everything += "\n".join((ROOT / p).read_text(encoding="utf-8") for p in documents()
                            if p != "docs/sources.md")
    return [f"docs/sources.md: nobody names {tag}"
            for tag in sorted(anchors("docs/sources.md") - {"sources"})
            if not re.search(rf"(?<![\w-]){re.escape(tag)}(?![\w-])", everything)]


# --- caps ---------------------------------------------------------------------------------------

CAP = re.compile(r"#define +([A-Z][A-Z0-9_]*_(?:MAX|KEPT))[ \t]+([^\n]+)|"
                 r"(?:[{,]|^)\s*([A-Z][A-Z0-9_]*_(?:MAX|KEPT)) *= *([^,}\n]+)", re.M)
UNITS = {"": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30}


def worked_out(expression, known):
    """Value of a constant expression of C, or None."""
    expression = re.sub(r"\((?:size_t|uint64_t)\)|(?<=\d)u\b", "", expression).strip()
    if not re.fullmatch(r"[\w\s+*<>()-]+", expression):
        return None
    try:
        return eval(expression, {"__builtins__": {}}, dict(known))
    except (NameError, SyntaxError, TypeError):
        return None


def caps():
    """(path, name, value) of every cap in the code; value None when it cannot be worked out."""
    found = []
    for path, text in tree("src", "cli", "include"):
        if path.endswith((".c", ".h")):
            text = re.sub(r"//.*|/\*.*?\*/", lambda m: "\n" * m.group().count("\n"), text, flags=re.S)
            found += [[path, a or c, b or d] for a, b, c, d in CAP.findall(text)]
    known = {}
    for _ in range(4): # caps are made of caps
        for _, name, expression in found:
            value = worked_out(expression, known)
            if value is not None:
                known.setdefault(name, value)
    for path, name, expression in found:
        yield path, name, worked_out(expression, known)


def number(text):
    m = re.match(r"([\d,]+)(?: (KiB|MiB|GiB))?", text)
    return int(m.group(1).replace(",", "")) * UNITS[m.group(2) or ""] if m else None


def caps_are_told():
    rows = {}
    for row in (ROOT / "docs/limits.md").read_text(encoding="utf-8").splitlines():
        cells = [c.strip() for c in row.strip("|").split("|")]
        name = re.search(r"`([A-Z][A-Z0-9_]+)` `([\w/.]+)`", row)
        if name and len(cells) >= 3:
            rows[(name.group(2), name.group(1))] = number(cells[1])
    wrong, seen = [], set()
    for path, name, value in caps():
        seen.add((path, name))
        if (path, name) not in rows:
            wrong.append(f"{path}: {name} = {value} has no row in docs/limits.md")
        elif value is not None and rows[(path, name)] != value:
            wrong.append(f"{path}: {name} is {value}, docs/limits.md says {rows[(path, name)]}")
    for path, name in sorted(set(rows) - seen):
        wrong.append(f"docs/limits.md: {path} has no {name}")
    return wrong


# --- links --------------------------------------------------------------------------------------

def links_lead_somewhere():
    wrong = []
    for page in documents():
        text = (ROOT / page).read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"", text):
            target = target[0] or target[1]
            if re.match(r"(https?|mailto):", target):
                continue
            place, _, anchor = target.partition("#")
            path = (ROOT / page).parent / place if place else ROOT / page
            if not path.exists():
                wrong.append(f"{page}: no file {place}")
            elif anchor and anchor not in anchors(path.resolve().relative_to(ROOT.resolve()).as_posix()):
                wrong.append(f"{page}: no {target}")
    return wrong


def paths_exist():
    """Files named in backquotes in the documents, such as `src/list/list.h`."""
    wrong = []
    for page in documents():
        text = re.sub(r"^```.*?^```", "", (ROOT / page).read_text(encoding="utf-8"), flags=re.M | re.S)
        for name in re.findall(r"`((?:src|cli|include|data|tests|fuzz|tools|docs|scripts)/[\w./-]+)`", text):
            if not (ROOT / name).exists() and not re.search(r"_x\b|/x\b|_what", name):
                wrong.append(f"{page}: no {name}")
    return wrong


# --- what the answer and the policy hold ----------------------------------------------------------

def first_cells(path):
    for row in (ROOT / path).read_text(encoding="utf-8").splitlines():
        if row and not row.startswith("#"):
            yield row.split("\t")[0]


def answer_is_told():
    page = (ROOT / "docs/answers.md").read_text(encoding="utf-8")
    want = {("data/policy.tsv", key) for key in first_cells("data/policy.tsv")}
    want |= {("data/reasons.tsv", key) for key in first_cells("data/reasons.tsv") if key != "id"}
    for name in ("answer", "compared"):
        path = f"src/engine/{name}.c"
        text = (ROOT / path).read_text(encoding="utf-8")
        want |= {(path, k) for k in re.findall(r'json_w_key(?:_str|_u64)?\(&?w, STR\("(\w+)"\)', text)}
        want |= {(path, k) for k in re.findall(r'= STR_INIT\("(\w+)"\)|return STR\("(\w+)"\);', text) for k in k if k}
    want |= {("src/engine/answer.c", a) for a in re.findall(r'"(\w+)"', "\n".join(
        re.findall(r"write_action\([^;]*;", (ROOT / "src/engine/answer.c").read_text(encoding="utf-8"))))}
    return [f"docs/answers.md does not tell `{key}` of {path}" for path, key in sorted(want)
            if f"`{key}`" not in page]


def policy_says_why():
    """Every row says why; every number is ours or names its source."""
    wrong = []
    for i, row in enumerate((ROOT / "data/policy.tsv").read_text(encoding="utf-8").splitlines(), 1):
        if not row or row.startswith("#"):
            continue
        cells = row.split("\t")
        why = cells[2].strip() if len(cells) == 3 else ""
        if not why or (re.fullmatch(r"-?\d+", cells[1]) and not re.search(r"\(ours\)|\(src: [\w-]+\)", why)):
            wrong.append(f"data/policy.tsv:{i}: {cells[0]} does not say why, or from where")
    return wrong


def sources_are_told():
    page = (ROOT / "docs/lists.md").read_text(encoding="utf-8")
    return [f"docs/lists.md does not tell the source `{key}`" for key in first_cells("data/sources.tsv")
            if key != "id" and f"`{key}`" not in page]


def fields_are_told():
    page = (ROOT / "docs/records.md").read_text(encoding="utf-8")
    return [f"docs/records.md does not tell the field `{key}`" for key in first_cells("data/fields.tsv")
            if key not in ("path", "-") and f"| `{key}` |" not in page]


def train_is_told():
    page = (ROOT / "docs/train.md").read_text(encoding="utf-8")
    wrong = []
    for name, cells in (("accidents", (0, 1, 2)), ("traits", (0, 3, 4, 5))):
        for row in (ROOT / f"data/train/{name}.tsv").read_text(encoding="utf-8").splitlines():
            row = row.split("\t")
            if row[0].startswith("#") or row[0] == name[:-1]:
                continue
            lines = [[c.strip() for c in found.strip("|").split("|")]
                     for found in re.findall(rf"^\| `{row[0]}` \|.*$", page, re.M)]
            if not any(all(row[c] in told for c in cells[1:]) for told in lines):
                wrong.append(f"docs/train.md does not tell `{row[0]}` as data/train/{name}.tsv has it")
            tags = row[6].split() if name == "traits" else [row[2]]
            wrong += [f"docs/train.md names no source for {t}" for t in tags
                      if t != "ours" and not re.search(rf"^\| [^|]*\b{t.split('-')[0]}\b", page, re.M)]
    return wrong


def mappings_are_told():
    """Every shipped mapping, and every key of a mapping's file and of a proposal."""
    page = (ROOT / "docs/map.md").read_text(encoding="utf-8")
    want = {("data/maps", p.stem) for p in (ROOT / "data/maps").glob("*.json")}
    reader = (ROOT / "src/map/map_read.c").read_text(encoding="utf-8")
    for name in ("step_keys", "top_keys"):
        table = re.search(rf"static const str {name}.*?\}};", reader, re.S).group()
        want |= {("src/map/map_read.c", k) for k in re.findall(r'STR_INIT\("(\w+)"\)', table)}
    path = "src/map/propose_json.c"
    text = (ROOT / path).read_text(encoding="utf-8")
    want |= {(path, k) for k in re.findall(r'json_w_key(?:_str|_u64)?\(&?w, STR\("(\w+)"\)', text)}
    return [f"docs/map.md does not tell `{key}` of {path}" for path, key in sorted(want) if f"`{key}`" not in page]


def architecture_shows_layers():
    """The include picture in ARCHITECTURE.md is what tools/layers.py prints."""
    picture = subprocess.run([sys.executable, str(ROOT / "tools/layers.py")], cwd=ROOT, check=False,
                             capture_output=True, text=True).stdout.strip()
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    if picture and picture in page:
        return []
    return ["ARCHITECTURE.md shows another picture than `make layers` prints:"] + picture.splitlines()


# --- tables that stand in two places ---------------------------------------------------------------

def table(page, heading):
    """Rows of the first table whose header row begins with `heading`, as lists of cells."""
    lines = iter((ROOT / page).read_text(encoding="utf-8").splitlines())
    for line in lines:
        if line.startswith("| " + heading):
            break
    next(lines, None)
    rows = []
    for line in lines:
        if not line.startswith("|"):
            break
        rows.append([c.strip().strip("`") for c in re.split(r"(?<!\\)\|", line)[1:-1]])
    return rows


def tsv(path):
    for row in (ROOT / path).read_text(encoding="utf-8").splitlines():
        if row and not row.startswith("#"):
            yield row.split("\t")


def differs(page, what, told, held):
    return [f"{page}: {what} {key}: told {told.get(key)}, held {held.get(key)}"
            for key in sorted(set(told) | set(held)) if told.get(key) != held.get(key)]


def policy_is_told():
    """docs/answers.md gives each threshold as data/policy.tsv has it."""
    told = {row[0]: row[1].replace(", ", ",") for row in table("docs/answers.md", "key | default")}
    return differs("docs/answers.md", "policy", told, {r[0]: r[1] for r in tsv("data/policy.tsv")})


def sources_stand_as_they_are():
    """docs/lists.md: tier and days until stale, as in data/sources.tsv."""
    rows = list(tsv("data/sources.tsv"))
    tier, days = rows[0].index("tier"), rows[0].index("fresh_days")
    held = {r[0]: (r[tier], "never" if r[days] == "0" else r[days] + " days") for r in rows[1:]}
    told = {r[0]: (r[2], r[3]) for r in table("docs/lists.md", "source | list")}
    return differs("docs/lists.md", "source", told, held)


def fields_stand_as_they_are():
    """docs/records.md: many, class and meaning of each field, as in data/fields.tsv."""
    rows = list(tsv("data/fields.tsv"))
    many, group, meaning = (rows[0].index(name) for name in ("many", "class", "meaning"))
    held = {r[0]: ("yes" if r[many] == "many" else "no", r[group], r[meaning]) for r in rows[1:] if r[0] != "-"}
    return differs("docs/records.md", "field", {r[0]: tuple(r[1:]) for r in table("docs/records.md", "field")},
                   held)


def screens_stand_as_they_are():
    """docs/records.md: whose and as what each field is compared with lists, as in data/screens.tsv; the roles in
    docs/answers.md, and a word for each."""
    held = {r[0]: (r[1], r[2]) for r in tsv("data/screens.tsv") if r[0] != "field"}
    told = {f.strip().strip("`"): (row[0], row[1]) for row in table("docs/records.md", "whose | as")
            for f in row[2].split(",")}
    known = {row[0] for row in tsv("data/messages/en.tsv")}
    page = (ROOT / "docs/answers.md").read_text(encoding="utf-8")
    roles = sorted({r for r, _ in held.values()} - {"self"})
    return differs("docs/records.md", "field", told, held) + \
        [f"no message role.{r}, or docs/answers.md does not tell it" for r in roles
         if f"role.{r}" not in known or f"`{r}`" not in page]


def reasons_stand_as_they_are():
    """docs/answers.md: group and strength of each reason, as in data/reasons.tsv."""
    held = {r[0]: (r[2], r[1]) for r in tsv("data/reasons.tsv") if r[0] != "id"}
    told = {name: (row[0], strength) for row in table("docs/answers.md", "group | reasons")
            for name, strength in re.findall(r"`?(\w+)`? \((\w+)\)", row[1])}
    return differs("docs/answers.md", "reason", told, held)


def exit_statuses_are_told():
    """README.md and docs/answers.md have the statuses of cli/exit.h."""
    held = set(re.findall(r"EXIT_\w+ *= *(\d+)", (ROOT / "cli/exit.h").read_text(encoding="utf-8")))
    return [f"{page}: exit statuses {sorted(told ^ held)} are told or held alone"
            for page in ("README.md", "docs/answers.md")
            for told in [{row[0] for row in table(page, "status")}] if told != held]


def properties_have_words():
    """What a list reader gives an entity has a word in the message tables for people."""
    names = {}
    for row in tsv("data/ftm.tsv"):
        name = row[2] if row[0] == "prop" else row[1]
        constant = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).upper()
        names[f"FTM_{'PROP' if row[0] == 'prop' else 'SCHEMA'}_{constant}"] = name
    known = {row[0] for row in tsv("data/messages/en.tsv")}
    wrong = set()
    for path, text in tree("src/list"):
        for constant in re.findall(r"\bFTM_(?:PROP|SCHEMA)_\w+", text):
            group = "property" if "_PROP_" in constant else "schema"
            if constant in names and f"{group}.{names[constant]}" not in known \
                    and names[constant] != "Interval":
                wrong.add(f"{path}: {constant} has no message {group}.{names[constant]}")
    return sorted(wrong)


def checks_have_words():
    """Each check that docs/answers.md names has a word in the message tables for people."""
    known = {row[0] for row in tsv("data/messages/en.tsv")}
    page = (ROOT / "docs/answers.md").read_text(encoding="utf-8")
    row = re.search(r"^\| `id` \| `list:SOURCE`.*$", page, re.M)
    ids = re.findall(r"`(\w+)`", row.group())[1:] if row else []
    return [f"no message checked.{i}" for i in ids if f"checked.{i}" not in known] or \
        ([] if len(ids) > 4 else ["docs/answers.md names hardly a check"])


# --- what commands print ------------------------------------------------------------------------

TIME = re.compile(r"\d+\.\d+ ms")


class Desk:
    """A folder of one document's own, with the example records in it, where its commands run."""

    def __enter__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="cordon-docs-"))
        (self.folder / "bin").mkdir()
        (self.folder / "bin/cordon").symlink_to(CORDON)
        for name in ("examples.jsonl", "examples.csv"):
            shutil.copy(ROOT / "data/examples" / name, self.folder)
        shutil.copytree(ROOT / "examples/company", self.folder / "company")
        self.env = {k: v for k, v in os.environ.items() if k.endswith("_OPTIONS")}
        self.env.update(PATH=f"{self.folder}/bin:{os.environ['PATH']}", HOME=str(self.folder), LC_ALL="C",
                        TZ="UTC", CORDON_DATA=str(self.folder / "data"))
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, command):
        r = subprocess.run(["sh", "-c", command], cwd=self.folder, env=self.env, stdin=subprocess.DEVNULL,
                           stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120, check=False)
        return r.stdout.decode("utf-8", "replace")

    def write(self, name, text):
        (self.folder / name).write_text(text, encoding="utf-8")


def fences(page):
    """(first line's number, info, body) of every fenced block, with the comment line before it."""
    text = (ROOT / page).read_text(encoding="utf-8")
    for m in re.finditer(r"(?:^<!-- (.*?) -->\n+)?^( *)```([^\n]*)\n(.*?)^\2```", text, re.M | re.S):
        yield text.count("\n", 0, m.start(3)) + 1, m.group(1) or "", m.group(3), m.group(4)


def replace(page, old, new):
    path = ROOT / page
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def session(desk, body):
    """A console block as it comes out now, as far in as it stands."""
    out = []
    for indent, command in re.findall(r"^( *)\$ ((?:.*\\\n)*.*)\n", body, re.M):
        out += [indent + line + "\n" for line in f"$ {command}\n{desk.run(command)}".splitlines()]
    return "".join(out)


def as_json(text):
    """Lines of JSON, or None."""
    try:
        return [json.loads(line) for line in text.splitlines()]
    except ValueError:
        return None


def same_output(body, now):
    try:
        return [json.loads(body)] == as_json(now)
    except ValueError:
        return TIME.sub("", body) == TIME.sub("", now)


def commands_print_what_is_shown():
    wrong, seen = [], 0
    for page in documents():
        with Desk() as desk:
            for line, note, info, body in fences(page):
                command = re.fullmatch(r"the output of: (.*)", note)
                if info == "console":
                    now = session(desk, body)
                    is_same = TIME.sub("", body) == TIME.sub("", now)
                elif command:
                    now = desk.run(command.group(1))
                    is_same = same_output(body, now)
                else:
                    continue
                seen += 1
                if is_same:
                    continue
                if UPDATE and info == "console":
                    replace(page, body, now)
                wrong.append(f"{page}:{line}: prints now:")
                wrong += now.splitlines()
    return wrong if seen else ["no command was found"]


def examples_can_be_read():
    """The records and lists shown in docs/records.md and docs/list-formats.md."""
    wrong, seen = [], 0
    with Desk() as desk:
        for page in ("docs/records.md", "docs/list-formats.md"):
            for line, _, info, body in fences(page):
                body = re.sub(r"(?<=[}]) {3,}[a-z ]+$", "", body, flags=re.M)  # words beside a record
                if info == "console" or not body.startswith(("id,", "{")):
                    continue
                desk.write("shown", body)
                own = page == "docs/list-formats.md"
                status = desk.run(("cordon lists import own" if own else "cordon screen --json") +
                                  " shown >out 2>&1; echo $?").strip()
                said = (desk.folder / "out").read_text(encoding="utf-8")
                seen += 1
                if status not in (("0",) if own else ("0", "1", "4")) or '"error":' in said or \
                        '"fields_not_read"' in said:
                    wrong.append(f"{page}:{line}: exit {status}")
                    wrong += said.splitlines()[-3:]
    return wrong if seen > 3 else wrong + ["hardly an example was found"]


def example_verdicts_are_told():
    """data/examples/README.md: the verdict of each record."""
    told = {row[0]: row[2] for row in table("data/examples/README.md", "record")}
    with Desk() as desk:
        out = desk.run("cordon screen --plain --policy demo --as-of 2026-07-30 examples.jsonl 2>/dev/null")
        held = {row.split("\t")[0].replace("example-", ""): row.split("\t")[1] for row in out.splitlines()}
    return differs("data/examples/README.md", "verdict of", told, held)


def commands_are_there():
    """Every command with its options that a document names is one that the program takes."""
    wrong, seen = [], set()
    with Desk() as desk:
        known = desk.run("cordon help")
        for page in documents():
            text = (ROOT / page).read_text(encoding="utf-8")
            for words in re.findall(r"(?:^|[`$|] ?)cordon((?: [a-z]+){1,2}[^`\n|]*)", text, re.M):
                words = words.split()
                if any(w.endswith(":") for w in words[:2]):  # what it says, not what is typed
                    continue
                name = " ".join(words[:2]) if words[0] == "lists" and len(words) > 1 else words[0]
                if not re.search(rf"^  {name}\b", known, re.M):
                    wrong.append(f"{page}: no command 'cordon {name}'")
                    continue
                options = set(re.findall(r"(?<=\s)--[a-z-]+", " " + " ".join(words)))
                if (name, frozenset(options)) in seen:
                    continue
                seen.add((name, frozenset(options)))
                about = desk.run(f"cordon help {name}")
                wrong += [f"{page}: 'cordon {name}' has no {option}" for option in sorted(options)
                          if not re.search(rf"(?<!\S){option}\b", about)]
    return wrong if seen else ["no command was found"]


CHECKS = [
    ("every src: tag stands in docs/sources.md", tags_resolve),
    ("every named document and section is there", source_lines_resolve),
    ("every tag in docs/sources.md is used", tags_are_used),
    ("docs/limits.md has every cap, with its number", caps_are_told),
    ("links in documents lead to files and headings", links_lead_somewhere),
    ("files named in documents are there", paths_exist),
    ("docs/answers.md tells every key, reason and threshold", answer_is_told),
    ("docs/answers.md has the policy's numbers", policy_is_told),
    ("docs/answers.md has each reason's group and strength", reasons_stand_as_they_are),
    ("data/policy.tsv says of every threshold why and from where", policy_says_why),
    ("docs/lists.md tells every source", sources_are_told),
    ("docs/lists.md has each source's tier and limit", sources_stand_as_they_are),
    ("docs/records.md tells every field", fields_are_told),
    ("docs/records.md has each field's row", fields_stand_as_they_are),
    ("docs/records.md tells what is compared with lists", screens_stand_as_they_are),
    ("exit statuses are told as they are", exit_statuses_are_told),
    ("docs/train.md tells every accident and trait with its rate and source", train_is_told),
    ("docs/map.md tells every mapping and key", mappings_are_told),
    ("ARCHITECTURE.md shows the include picture as it is", architecture_shows_layers),
    ("what list readers give has words for people", properties_have_words),
    ("every check has words for people", checks_have_words),
]
RUNS = [
    ("commands print what the documents show", commands_print_what_is_shown),
    ("commands and options in the documents are there", commands_are_there),
    ("records and lists in the documents can be read", examples_can_be_read),
    ("data/examples/README.md tells each verdict", example_verdicts_are_told),
]


def main():
    print(f"1..{len(CHECKS) + len(RUNS)}")
    failed = False
    for i, (name, check) in enumerate(CHECKS + RUNS, 1):
        if (name, check) in RUNS and not CORDON:
            print(f"ok {i} - {name} # SKIP no command was named")
            continue
        wrong = check()
        failed = failed or bool(wrong)
        print(f"{'not ok' if wrong else 'ok'} {i} - {name}")
        for line in wrong:
            print("# " + line)
    return 1 if failed else 0


sys.exit(main())
