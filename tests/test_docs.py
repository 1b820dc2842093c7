#!/usr/bin/env python3
"""The documents agree with the tree: tags, caps, links, policy keys, reasons, answer keys.

usage: test_docs.py SOURCE        reports as TAP
"""
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(sys.argv[1])
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
    expression = re.sub(r"\(size_t\)|(?<=\d)u\b", "", expression).strip()
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
    for name in ("answer", "evidence"):
        path = f"src/engine/{name}.c"
        text = (ROOT / path).read_text(encoding="utf-8")
        want |= {(path, k) for k in re.findall(r'json_w_key(?:_str|_u64)?\(&?w, STR\("(\w+)"\)', text)}
        want |= {(path, k) for k in re.findall(r'= STR_INIT\("(\w+)"\)|return STR\("(\w+)"\);', text) for k in k if k}
    want |= {("src/engine/answer.c", a) for a in re.findall(r'"(\w+)"', "\n".join(
        re.findall(r"write_action\([^;]*;", (ROOT / "src/engine/answer.c").read_text(encoding="utf-8"))))}
    return [f"docs/answers.md does not tell `{key}` of {path}" for path, key in sorted(want)
            if f"`{key}`" not in page]


def sources_are_told():
    page = (ROOT / "docs/lists.md").read_text(encoding="utf-8")
    return [f"docs/lists.md does not tell the source `{key}`" for key in first_cells("data/sources.tsv")
            if key != "id" and f"`{key}`" not in page]


def fields_are_told():
    page = (ROOT / "docs/records.md").read_text(encoding="utf-8")
    return [f"docs/records.md does not tell the field `{key}`" for key in first_cells("data/fields.tsv")
            if key not in ("path", "-") and f"| `{key}` |" not in page]


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


CHECKS = [
    ("every src: tag stands in docs/sources.md", tags_resolve),
    ("every named document and section is there", source_lines_resolve),
    ("every tag in docs/sources.md is used", tags_are_used),
    ("docs/limits.md has every cap, with its number", caps_are_told),
    ("links in documents lead to files and headings", links_lead_somewhere),
    ("files named in documents are there", paths_exist),
    ("docs/answers.md tells every key, reason and threshold", answer_is_told),
    ("docs/lists.md tells every source", sources_are_told),
    ("docs/records.md tells every field", fields_are_told),
    ("docs/map.md tells every mapping and key", mappings_are_told),
    ("ARCHITECTURE.md shows the include picture as it is", architecture_shows_layers),
]


def main():
    print(f"1..{len(CHECKS)}")
    failed = False
    for i, (name, check) in enumerate(CHECKS, 1):
        wrong = check()
        failed = failed or bool(wrong)
        print(f"{'not ok' if wrong else 'ok'} {i} - {name}")
        for line in wrong:
            print("# " + line)
    return 1 if failed else 0


sys.exit(main())
