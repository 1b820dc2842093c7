#!/usr/bin/env python3
"""Make data/japanese/*.tsv from a dictionary and the Unicode database. Run by hand when they change, not by the build:

    python3 tools/make_japanese.py /usr/share/mecab/dic/ipadic /usr/share/unicode ../shared/data data/japanese

  surnames.tsv    kanji, readings with their shares of it, how rare it is
  given.tsv       kanji, readings with their shares of it
  characters.tsv  character, its readings in given names and in surnames, learnt by aligning the two above
  variants.tsv    old, itaiji and simplified characters and the one they are folded to

The dictionary's entries are the costs of a tagger: exp(-cost / 700) is about proportional to how often the entry was
met in newspapers. Costs of entries never met are a constant; such names share what the census leaves.
"""
import bz2
import csv
import math
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

COST_STEP = 1500.0        # of the dictionary's costs: one power of e, flatter than in the newspapers it was counted in (ours)
LEAST_SHARE = 0.008       # of a name's readings
ROUNDS = 12
SMALL = "ァィゥェォャュョヮ"
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff々〆ヶヵノツ]+")
KANA_NAME = re.compile(r"[ぁ-ゖ]+")

# Old forms of characters and forms that registers know, by the form in use: facts of script reform and of name registers.
# What Unihan calls a simplified or traditional form is folded besides.
FORMS = """
亜亞 悪惡 圧壓 囲圍 医醫 為爲 壱壹 稲稻 飲飮 隠隱 営營 栄榮榮 衛衞 駅驛 円圓 艶艷 塩鹽 奥奧 応應 欧歐 殴毆 桜櫻 仮假 価價 画畫 会會 絵繪
壊壞 懐懷 覚覺 学學 楽樂 勧勸 巻卷 寛寬 歓歡 観觀 関關 陥陷 気氣 帰歸 亀龜 偽僞 戯戲 犠犧 旧舊 拠據 挙擧 峡峽 挟挾 狭狹 郷鄕鄉 暁曉
区區 駆驅 勲勳 薫薰 径徑 恵惠 掲揭 渓溪 経經 継繼 茎莖 蛍螢 軽輕 鶏鷄 芸藝 撃擊 県縣 倹儉 剣劍劔釼 圏圈 検檢 権權 献獻 研硏 険險 顕顯 験驗 厳嚴
効效 広廣 恒恆 鉱鑛 号號 国國 黒黑 済濟 砕碎 斎齋 剤劑 桟棧 参參 惨慘 賛贊 残殘 糸絲 歯齒 児兒 辞辭 湿濕 実實 写寫 釈釋 寿壽 収收 従從
渋澁 獣獸 縦縱 粛肅 処處 緒緖 叙敍 奨奬獎 将將 焼燒 称稱 証證 乗乘 剰剩 壌壤 嬢孃 条條 浄淨 状狀 畳疊 穣穰 譲讓 醸釀 嘱囑 触觸 寝寢 慎愼 晋晉 真眞
尽盡 図圖 粋粹 酔醉 随隨 髄髓 数數 枢樞 声聲 静靜 斉齊斎齋齋 摂攝 窃竊 専專 戦戰 浅淺 潜潛 繊纖 践踐 銭錢 禅禪 双雙 壮壯 捜搜 挿插 争爭
総總 聡聰 荘莊 装裝 騒騷 増增 蔵藏 臓臟 属屬 続續 堕墮 体體 対對 帯帶 滞滯 台臺 滝瀧 択擇 沢澤 単單 担擔 胆膽 団團 弾彈 断斷 痴癡 遅遲
昼晝 虫蟲 鋳鑄 庁廳 聴聽 鎮鎭 逓遞 鉄鐵鉃 転轉 点點 伝傳 党黨 盗盜 灯燈 当當 闘鬪 徳德 独獨 読讀 届屆 縄繩 弐貳 悩惱 脳腦 覇霸 拝拜 廃廢 売賣
麦麥 発發 髪髮 抜拔 蛮蠻 秘祕 浜濱濵 瓶甁 払拂 仏佛 並竝 変變 辺邊邉 弁辨瓣辯 宝寶 豊豐 褒襃 没沒 翻飜 万萬 満滿 麺麵 黙默 弥彌 訳譯 薬藥
与與 予豫 余餘 誉譽 揺搖 様樣 謡謠 遥遙 来來 頼賴 乱亂 覧覽 竜龍 猟獵 緑綠 塁壘 励勵 礼禮 隷隸 霊靈 齢齡 暦曆 歴歷 恋戀 錬鍊 炉爐 労勞 朗郞 楼樓 郎郞 禄祿
湾灣 島嶋嶌嶹 崎﨑嵜碕 高髙 富冨 桑桒 吉𠮷 舘館 曽曾 渕淵 峰峯 薮藪 籠篭 塚塚 祐祐 徳德 隆隆 神神 福福 祥祥 都都 諸諸 逸逸 尭堯 槙槇 巌巖 巽巽 晃晄 桧檜 渚渚 猪猪
琢琢 祖祖 祢禰 穂穗 遼遼 靖靖 青靑 清淸 精精 晴晴 黄黃 温溫 瑶瑤 凛凜 凉涼 泻潟 菓菓 鴎鷗 鴬鶯 葛葛 辻辻 柳栁 橋𣘺 館舘 鶴靏靍靎 蛎蠣 頬頰 麹麴 芦蘆 莱萊 壺壷 壷壺 蝉蟬 掻搔
卒卆 珍珎 土𡈽圡 昂昻 昴昴 翠翆 杉杦 諫諌 野埜壄 秋穐龝 藤籐籘 濤涛 一弌 二弍 年秊 毘毗 州刕 皐皋 彦彥 産產 顔顏 諺諺
""".split()


def kana_morae(text):
    """カタカナ to morae: a small vowel or y belongs to the kana before it."""
    out = []
    for c in text:
        if c in SMALL and out:
            out[-1] += c
        else:
            out.append(c)
    return out


def unihan(folder, name, fields):
    with bz2.open(Path(folder) / name, "rt", encoding="utf-8") as f:
        for line in f:
            cells = line.rstrip("\n").split("\t")
            if len(cells) == 3 and cells[1] in fields:
                yield chr(int(cells[0][2:], 16)), cells[1], cells[2]


def variants(unicode_dir, used):
    """Character -> the one it stands for. `used`: characters of the dictionary, which are forms in use themselves."""
    to = {}
    for group in FORMS:
        for c in group[1:]:
            if c != group[0]:
                to.setdefault(c, group[0])
    for c, _, value in unihan(unicode_dir, "Unihan_OtherMappings.txt.bz2", ("kJinmeiyoKanji", "kJoyoKanji")):
        m = re.search(r"U\+([0-9A-F]+)", value)
        if m:
            to.setdefault(c, chr(int(m.group(1), 16)))
    old = {}
    for c, field, value in unihan(unicode_dir, "Unihan_Variants.txt.bz2", ("kSimplifiedVariant", "kTraditionalVariant")):
        others = [chr(int(x[2:], 16)) for x in value.split()]
        if field == "kTraditionalVariant":
            old[c] = others
    for c, others in old.items(): # Chinese simplified: by its traditional form to the form used in Japan
        if c in used or c in to:
            continue
        for o in others:
            o = to.get(o, o)
            if o != c and o in used:
                to[c] = o
                break
    for c, o in list(to.items()): # what names use more is the form
        if used[c] > 3 * used[o] + 3 or 0xF900 <= ord(o) < 0xFB00: # and never the compatibility block
            del to[c]
            to[o] = c
    for c in list(to):
        seen = {c}
        while to[c] in to and to[to[c]] not in seen:
            seen.add(to[c])
            to[c] = to[to[c]]
    return {c: o for c, o in to.items() if c != o and len(c) == 1 and len(o) == 1 and ord(o) <= 0xFFFF}


def entries(ipadic):
    with open(Path(ipadic) / "Noun.name.csv", encoding="euc-jp", newline="") as f:
        for r in csv.reader(f):
            yield r[7], r[0], r[11], int(r[3])


def romaji_kana(text):
    """Unihan's readings, SHUTSU, to katakana."""
    out, i = "", 0
    table = ROMAJI
    while i < len(text):
        for n in (4, 3, 2, 1):
            if text[i:i + n] in table:
                out += table[text[i:i + n]]
                i += n
                break
        else:
            if text[i] == text[i + 1:i + 2]:
                out += "ッ"
            i += 1
    return out


def romaji():
    rows = {"": "アイウエオ", "K": "カキクケコ", "S": "サシスセソ", "T": "タチツテト", "N": "ナニヌネノ", "H": "ハヒフヘホ", "M": "マミムメモ",
            "R": "ラリルレロ", "G": "ガギグゲゴ", "Z": "ザジズゼゾ", "D": "ダヂヅデド", "B": "バビブベボ", "P": "パピプペポ"}
    t = {c + v: k for c, cells in rows.items() for v, k in zip("AIUEO", cells)}
    t |= {"YA": "ヤ", "YU": "ユ", "YO": "ヨ", "WA": "ワ", "WO": "ヲ", "SHI": "シ", "CHI": "チ", "TSU": "ツ", "FU": "フ", "JI": "ジ"}
    for c, k in (("KY", "キ"), ("SH", "シ"), ("CH", "チ"), ("NY", "ニ"), ("HY", "ヒ"), ("MY", "ミ"), ("RY", "リ"), ("GY", "ギ"), ("J", "ジ"), ("BY", "ビ"),
                 ("PY", "ピ")):
        t |= {c + "A": k + "ャ", c + "U": k + "ュ", c + "O": k + "ョ"}
    return t | {"N": "ン"}


ROMAJI = romaji()
VOICED = str.maketrans("カキクケコサシスセソタチツテトハヒフヘホ", "ガギグゲゴザジズゼゾダヂヅデドバビブベボ")


def unihan_readings(unicode_dir):
    of = defaultdict(set)
    for c, field, value in unihan(unicode_dir, "Unihan_Readings.txt.bz2", ("kJapaneseOn", "kJapaneseKun")):
        for r in value.split():
            k = romaji_kana(r)
            if k and len(kana_morae(k)) <= 4:
                of[c].add(k)
                of[c].add(k[0].translate(VOICED) + k[1:])
    return of


# --- which reading is which character's ------------------------------------------------------------------

MORAE_MOST = 4  # of a character


def align(pairs, known, rounds=ROUNDS):
    """EM: pairs of (kanji, katakana) -> {character: Counter(reading)}"""
    prob = {}

    def p(c, r):
        if c in prob:
            return prob[c].get(r, 0.0)
        return 1.0 if r in known.get(c, ()) else 0.02
    for _ in range(rounds):
        count = defaultdict(Counter)
        for kanji, kana in pairs:
            m = kana_morae(kana)
            n, k = len(kanji), len(m)
            ahead = [[0.0] * (k + 1) for _ in range(n + 1)]
            back = [[0.0] * (k + 1) for _ in range(n + 1)]
            ahead[0][0] = back[n][k] = 1.0
            for i in range(n):
                for j in range(k):
                    if ahead[i][j]:
                        for d in range(1, min(MORAE_MOST, k - j) + 1):
                            ahead[i + 1][j + d] += ahead[i][j] * p(kanji[i], "".join(m[j:j + d]))
            total = ahead[n][k]
            if total <= 0:
                continue
            for i in range(n - 1, -1, -1):
                for j in range(k):
                    back[i][j] = sum(p(kanji[i], "".join(m[j:j + d])) * back[i + 1][j + d] for d in range(1, min(MORAE_MOST, k - j) + 1))
            for i in range(n):
                for j in range(k):
                    if ahead[i][j]:
                        for d in range(1, min(MORAE_MOST, k - j) + 1):
                            r = "".join(m[j:j + d])
                            w = ahead[i][j] * p(kanji[i], r) * back[i + 1][j + d] / total
                            if w > 1e-6:
                                count[kanji[i]][r] += w
        prob = {c: {r: v / (sum(t.values()) + 1e-9) for r, v in t.items() if v > 0.01} for c, t in count.items()}
    return count


def hiragana(text):
    return "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in text)


def readings_of(rows):
    """[(reading, cost)] -> {reading: share}"""
    best = {}
    for r, cost in rows:
        best[r] = min(cost, best.get(r, 10 ** 9))
    least = min(best.values())
    w = {r: math.exp((least - c) / COST_STEP) for r, c in best.items()}
    total = sum(w.values())
    return {r: x / total for r, x in w.items() if x / total >= LEAST_SHARE}


def surname_shares(shared, names):
    """Share of people, by kanji: counted for a hundred, for the others by rank as the counted ones fall on: share = 0.85 / rank^1.35"""
    counted = {}
    with open(Path(shared) / "names-by-country/common-surnames-by-country.csv", encoding="utf-8") as f:
        for r in csv.DictReader(f):
            if r["Country"] == "JP" and r["Count"]:
                counted.setdefault(r["Localized Name"], float(r["Count"]) / 126e6)
    rest = sorted((cost, k) for k, cost in names.items() if k not in counted)
    out = dict(counted)
    lowest = min(counted.values())
    place = len(counted)
    for at, (cost, k) in enumerate(rest):
        rank = place + at + 1
        out[k] = min(lowest, 0.85 / rank ** 1.35)
    # those of one cost are as common as each other
    by_cost = defaultdict(list)
    for cost, k in rest:
        by_cost[cost].append(k)
    for ks in by_cost.values():
        mean = sum(out[k] for k in ks) / len(ks)
        for k in ks:
            out[k] = mean
    return out


def load(ipadic):
    surnames, given = defaultdict(list), defaultdict(list)
    for what, kanji, kana, cost in entries(ipadic):
        kana = hiragana(kana)
        if not re.fullmatch("[ァ-ヴー]+", kana) or "ー" in kana:
            continue
        is_han = HAN.fullmatch(kanji) and re.search(r"[\u3400-\u9fff]", kanji)
        has_han = re.search(r"[\u3400-\u9fff]", kanji) and re.fullmatch(r"[\u3400-\u9fffぁ-ゖァ-ヶ々]+", kanji)
        if what == "姓" and (is_han or has_han) and len(kanji) <= 4:
            surnames[kanji].append((kana, cost))
        if what == "名" and len(kanji) <= 4 and (has_han or KANA_NAME.fullmatch(kanji)):
            given[kanji].append((kana, cost))
    return surnames, given


def cb(p):
    return round(-100 * math.log2(p))


def main(ipadic, unicode_dir, shared, out):
    out = Path(out)
    surnames, given = load(ipadic)
    used = Counter(c for n in list(surnames) + list(given) for c in n)
    known = unihan_readings(unicode_dir)
    shares = surname_shares(shared, {k: min(c for _, c in v) for k, v in surnames.items()})

    def cell(readings):
        return " ".join(f"{r}:{round(1000 * p)}" for r, p in sorted(readings.items(), key=lambda x: (-x[1], x[0])))
    with open(out / "surnames.tsv", "w", encoding="utf-8") as f:
        f.write("kanji\treadings\tcb\n")
        for k in sorted(surnames):
            f.write(f"{k}\t{cell(readings_of(surnames[k]))}\t{cb(shares[k])}\n")
    with open(out / "given.tsv", "w", encoding="utf-8") as f:
        f.write("kanji\treadings\n")
        for k in sorted(given):
            f.write(f"{k}\t{cell(readings_of(given[k]))}\n")
    folded = variants(unicode_dir, used)
    with open(out / "variants.tsv", "w", encoding="utf-8") as f:
        f.write("variant\tform\n")
        for c in sorted(folded):
            f.write(f"{c}\t{folded[c]}\n")
    chars = {}
    for role, names in (("given", given), ("surname", surnames)):
        pairs = [("".join(folded.get(c, c) for c in k), r) for k, v in names.items() for r in readings_of(v)]
        chars[role] = align([x for x in pairs if not KANA_NAME.fullmatch(x[0])], known)
    with open(out / "characters.tsv", "w", encoding="utf-8") as f:
        f.write("character\tgiven\tsurname\tother\n")
        common = {c for c, field, _ in unihan(unicode_dir, "Unihan_OtherMappings.txt.bz2", ("kJinmeiyoKanji", "kJoyoKanji"))}
        for c in sorted((set(chars["given"]) | set(chars["surname"]) | common) - set(folded)):
            if not re.fullmatch(r"[\u3400-\u9fff]", c):
                continue
            cells = []
            for role in ("given", "surname"):
                t = chars[role].get(c, {})
                total = sum(t.values())
                cells.append(" ".join(f"{r}:{v:.1f}" for r, v in sorted(t.items(), key=lambda x: (-x[1], x[0]))
                                      if v >= 0.3 and v >= 0.006 * total))
            seen = {x.split(":")[0] for cell_ in cells for x in cell_.split()}
            is_rare = not any(cells)
            other = sorted(r for r in known.get(c, ()) if r not in seen and (is_rare or len(kana_morae(r)) <= 2) and "ッ" not in r)
            f.write(c + "\t" + "\t".join(cells) + "\t" + " ".join(other) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
