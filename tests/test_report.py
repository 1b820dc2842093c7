#!/usr/bin/env python3
"""The page of `cordon screen --report`, as a browser's parser sees it.

usage: test_report.py CORDON SOURCE      reports as TAP
"""
import base64
import hashlib
import html.parser
import json
import os
import re
import subprocess
import sys
import tempfile

CORDON, SOURCE = os.path.abspath(sys.argv[1]), sys.argv[2]
LANGS = ("en", "ko", "ja", "id")
VOID = {"meta", "input", "br", "hr", "img", "link"}
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>\u202e\u200b"

RECORDS = [
    {"id": "made-1", "subject": "made-1", "kind": "applicant", "name": "Testa Mustermann",
     "birth_date": "1991-04-12", "country": "us", "doc": [{"type": "driver_licence", "number": "T500",
     "name": "Testa Mustermann", "birth_date": "1988-11-02"}],
     "pay": [{"payee": "Beispiel Services LLC", "account": "TEST 0001", "check": "no_match"}]},
    {"id": "made-2", "kind": "applicant", "name": HOSTILE, "city": HOSTILE, "app": {"role": HOSTILE},
     "pay": [{"payee": "Otto Muster", "account": "TEST 0002", "check": "no_match"}],
     "job": [{"employer": HOSTILE, "title": "x" * 60000, "check": "denied"}]},
    {"id": "made-3", "name": "Jane Placeholder"},
]


class Page(html.parser.HTMLParser):
    """Tags, attributes and texts; complains about what does not nest."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tags, self.stack, self.faults, self.texts = [], [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs), list(self.stack)))
        if tag not in VOID:
            self.stack.append(tag)

    def handle_endtag(self, tag):
        if not self.stack or self.stack.pop() != tag:
            self.faults.append(f"</{tag}> at {self.getpos()}")

    def handle_data(self, data):
        self.texts.append((self.stack[-1] if self.stack else "", data))


def screen(folder, lang, *more):
    path = os.path.join(folder, "in.jsonl")
    with open(path, "w", encoding="utf-8") as f:
        f.writelines(json.dumps(r, ensure_ascii=False) + "\n" for r in RECORDS)
    out = os.path.join(folder, f"{lang}.html")
    run = subprocess.run([CORDON, "--data", folder, "screen", "--policy", "demo", "--as-of", "2026-10-01",
                          "--lang", lang, "--report", out, *more, path], capture_output=True, check=False)
    with open(out, encoding="utf-8") as f:
        return f.read(), run


def check(lang, text):
    page = Page()
    page.feed(text)
    page.close()
    wrong = list(page.faults)
    tags = page.tags

    def want(ok, what):
        if not ok:
            wrong.append(what)

    want(text.startswith("<!DOCTYPE html>"), "no doctype")
    want(tags[0][0] == "html" and tags[0][1].get("lang") == lang, "lang of the page")
    policy = [a["content"] for t, a, _ in tags if a.get("http-equiv") == "Content-Security-Policy"]
    script = re.findall(r"<script>(.*?)</script>", text, re.S)
    want(len(policy) == 1 and "default-src 'none'" in policy[0], "the policy")
    want(len(script) == 1, "one script")
    digest = base64.b64encode(hashlib.sha256(script[0].encode()).digest()).decode()
    want(f"script-src 'sha256-{digest}'" in policy[0], "the script's hash")
    for tag, attrs, _ in tags:
        want(tag not in ("img", "link", "iframe", "object", "embed", "base", "form", "video"), f"<{tag}>")
        for name, value in attrs.items():
            want(not name.startswith("on") and name not in ("src", "srcset", "action", "style"), f"{tag} {name}")
            want(name != "href" or value.startswith("#"), f"href {value}")
    style = re.findall(r"<style>(.*?)</style>", text, re.S)
    want(all("url(" not in s and "@import" not in s and "http" not in s for s in style), "style fetches")
    want(not re.search(r"https?://", text.replace("http://www.w3.org/2000/svg", "")), "an address")
    ids = [a["id"] for _, a, _ in tags if "id" in a]
    want(len(ids) == len(set(ids)), "an id stands twice")
    for _, attrs, _ in tags:
        if "href" in attrs:
            want(attrs["href"][1:] in ids, f"nothing at {attrs['href']}")
        if "for" in attrs:
            want(attrs["for"] in ids, f"a label of nothing: {attrs['for']}")
    fields = [a for t, a, _ in tags if t == "fieldset"]
    for code in LANGS:
        copies = [a for t, a, s in tags if t == "div" and a.get("class", "").startswith("q q")
                  and a.get("lang") == code]
        want(len(copies) >= len(fields) > 0, f"questions in {code}: {len(copies)} of {len(fields)}")
    heads = [int(t[1]) for t, _, _ in tags if re.fullmatch("h[1-6]", t)]
    want(heads.count(1) == 1 and heads[0] == 1, "one h1, first")
    for tag, _, stack in tags:
        want(tag != "caption" or stack[-1] == "table", "a caption outside a table")
    tables = sum(t == "table" for t, _, _ in tags)
    want(tables and tables == sum(t == "caption" for t, _, _ in tags), "a table without caption")
    people = "".join(d for t, d in page.texts if t not in ("style", "script"))
    want("\u202e" not in people and "\u200b" not in people, "a hidden mark")
    want("U+202E" in people, "a hidden mark is not shown")
    want("<script>alert(1)</script>" in people, "the value is not there")
    want("x" * 300 not in people and "60000" in people, "a long value is not cut")
    return wrong


def main():
    number, failed = 0, False

    def tell(wrong, name):
        nonlocal number, failed
        number += 1
        print(f"{'not ok' if wrong else 'ok'} {number} - {name}")
        for line in wrong[:10]:
            print(f"# {line}")
        failed = failed or bool(wrong)

    print("1..7")
    with tempfile.TemporaryDirectory() as folder:
        for lang in LANGS:
            text, _ = screen(folder, lang)
            tell(check(lang, text), f"the page in {lang} is whole, quiet and safe")
        first, plain = screen(folder, "en", "--json")
        again, _ = screen(folder, "en", "--json", "--threads", "1")
        tell([] if first == again else ["the pages differ"], "the same bytes each time")
        bare = subprocess.run([CORDON, "--data", folder, "screen", "--policy", "demo", "--as-of", "2026-10-01",
                               "--lang", "en", "--json", os.path.join(folder, "in.jsonl")],
                              capture_output=True, check=False)
        tell([] if bare.stdout == plain.stdout and b'"facts"' not in plain.stdout else ["stdout differs"],
             "the answers are those without a page")
        said = re.sub(r"<li>.*?</li>|<dd class=\"src\">.*?</dd>", "", first, flags=re.S)
        tell(re.findall(r"North Korean", said), "nobody is called what only lists and laws say")
    return failed


sys.exit(main())
