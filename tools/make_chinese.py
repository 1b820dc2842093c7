#!/usr/bin/env python3
"""data/chinese/chars.tsv from the Unihan database (Debian: unicode-data). Run by hand when Unihan changes.

usage: make_chinese.py UNIHAN_FOLDER data/korean data/chinese/chars.tsv
"""
import bz2
import csv
import re
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

UNIHAN, KOREAN, OUT = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
# Readings that names have and dictionaries put behind others, or that only names have.
SURNAME = {
    "曾": "zeng", "单": "shan", "仇": "qiu", "解": "xie", "任": "ren", "朴": "piao", "查": "zha", "盖": "ge", "区": "ou",
    "尉": "wei", "覃": "qin", "翟": "zhai", "乐": "yue", "宁": "ning", "贾": "jia", "秘": "bi", "冼": "xian", "洗": "xian",
    "员": "yun", "召": "shao", "种": "chong", "缪": "miao", "繁": "po", "晟": "sheng", "谌": "chen", "沈": "shen", "石": "shi",
    "柏": "bai", "葛": "ge", "曲": "qu", "隗": "wei", "郗": "xi", "华": "hua", "叶": "ye", "盛": "sheng", "都": "du", "那": "na",
    "万": "wan", "车": "che", "祭": "zhai", "卜": "bu", "阚": "kan", "瞿": "qu", "令": "ling", "俞": "yu", "行": "xing", "重": "chong",
}
VIETNAMESE = {"强": "cuong", "勇": "dung", "雄": "hung", "俊": "tuan", "国": "quoc", "伟": "vi", "晓": "hieu", "忠": "trung", "玲": "linh", "芳": "phuong",
              "琼": "quynh", "燕": "yen", "梅": "mai", "清": "thanh", "青": "thanh", "海": "hai", "平": "binh", "福": "phuc", "禄": "loc", "英": "anh"}
VARIANTS = {"峯": "峰", "裏": "里", "啓": "启", "啟": "启", "羣": "群", "勲": "勋", "勛": "勋", "勳": "勋", "甯": "宁", "濶": "阔", "栢": "柏",
            "恆": "恒", "綉": "绣", "灏": "灏", "澔": "浩", "昇": "升", "陞": "升", "珎": "珍", "鉄": "铁", "淸": "清", "靑": "青", "溫": "温",
            "强": "强", "強": "强", "衆": "众", "眾": "众", "为": "为", "爲": "为", "為": "为", "説": "说", "說": "说", "郞": "郎", "黃": "黄",
            "吳": "吴", "呂": "吕", "內": "内", "兪": "俞", "喩": "喻", "冼": "冼", "邨": "村", "堃": "坤", "傑": "杰", "鬱": "郁", "鼂": "晁"}


def load(name, fields):
    out = defaultdict(dict)
    for line in bz2.open(UNIHAN / name, "rt", encoding="utf-8"):
        if line.startswith("U+"):
            code, field, value = line.rstrip("\n").split("\t", 2)
            if field in fields:
                out[chr(int(code[2:], 16))][field] = value
    return out


def plain(text):
    """Without tones; ü is v."""
    text = unicodedata.normalize("NFD", text.lower()).replace("u\u0308", "v").replace("đ", "d")
    return "".join(c for c in text if not unicodedata.combining(c))


def chars_of(value):
    return [chr(int(c, 16)) for c in re.findall(r"U\+([0-9A-F]+)", value or "")]


READ = load("Unihan_Readings.txt.bz2", {"kMandarin", "kCantonese", "kVietnamese", "kHanyuPinlu", "kTGHZ2013", "kXHC1983"})
VARY = load("Unihan_Variants.txt.bz2", {"kSimplifiedVariant", "kTraditionalVariant", "kZVariant"})
LIKE = load("Unihan_DictionaryLikeData.txt.bz2", {"kFrequency", "kHKGlyph"})


def simple(c):
    """The simplified form: what all writings of a character are folded to."""
    if c in VARIANTS:
        return VARIANTS[c]
    forms = [s for s in chars_of(VARY[c].get("kSimplifiedVariant")) if ord(s) < 0x10000]
    return c if not forms or c in forms else forms[0]


def mandarin(c):
    count = {plain(m[0]): int(m[1]) for m in re.findall(r"(\S+?)\((\d+)\)", READ[c].get("kHanyuPinlu", ""))}
    order = [plain(r) for r in READ[c].get("kMandarin", "").split()[:1]]
    for field in ("kTGHZ2013", "kXHC1983"):
        for cell in READ[c].get(field, "").split():
            order += [plain(r) for r in cell.split(":", 1)[1].split(",")]
    order = list(dict.fromkeys(order))
    if not order:
        return {}
    total = sum(count.values()) or 1
    share = {r: max(5, 100 * count.get(r, 0) // total) if count else (80 if i == 0 else 20 // (len(order) - 1))
             for i, r in enumerate(order[:4])}
    return {r: max(5, n) for r, n in share.items()}


def main():
    folded, other = {}, defaultdict(set)
    with open(KOREAN / "hanja_variants.tsv", encoding="utf-8", newline="") as f:
        japanese = {r["variant"]: r["traditional_with_hangul_reading"] for r in csv.DictReader(f, delimiter="\t")
                    if r["kind"] == "jp" and len(r["traditional_with_hangul_reading"]) == 1}
    with open(KOREAN / "hanja.tsv", encoding="utf-8", newline="") as f:
        named = {r["char"] for r in csv.DictReader(f, delimiter="\t")}
    wanted = {c for c in READ if "kTGHZ2013" in READ[c] or "kHanyuPinlu" in READ[c]} | set(LIKE) | named | set(japanese) | set(VARIANTS)
    for c in sorted(c for c in wanted if 0x3400 <= ord(c) < 0x10000):
        s = simple(japanese.get(c, c))
        s = s if ord(s) < 0x10000 else c
        folded[c] = s
        if s != c:
            other[s].add(c)
    for c in list(other):  # forms of forms
        for t in chars_of(VARY[c].get("kTraditionalVariant")):
            if ord(t) < 0x10000 and simple(t) == c and t != c:
                other[c].add(t)
    with open(OUT, "w", encoding="utf-8") as f:
        f.write("char\tforms\tmandarin\tcantonese\tvietnamese\tsurname\n")
        for s in sorted(set(folded.values())):
            forms = [s, *sorted(other[s])]
            read, yue, viet = {}, [], []
            for c in forms:
                if not read:
                    read = mandarin(c)
                yue += [y[:-1] for y in READ[c].get("kCantonese", "").split()]
                if c in VIETNAMESE:
                    viet.append(VIETNAMESE[c])
                viet += [plain(v) for v in READ[c].get("kVietnamese", "").split()]
            if not read:
                continue
            cells = [s, "".join(forms[1:]), " ".join(f"{r}:{n}" for r, n in sorted(read.items(), key=lambda x: -x[1])),
                     " ".join(dict.fromkeys(yue)), " ".join(list(dict.fromkeys(viet))[:4]), SURNAME.get(s, "")]
            f.write("\t".join(cells) + "\n")


main()
