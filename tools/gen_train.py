#!/usr/bin/env python3
"""data/train/*.tsv -> src/train/train_ids.h (numbers of rows) and src/train/train_data.c (the rows).

usage: gen_train.py DATA/TRAIN OUT.h OUT.c
"""
import ipaddress
import pathlib
import re
import sys
import unicodedata

from table import literal, rows, write

FOLDER = ""
RULES = ["none", "us", "eu", "au", "eg", "il"]
NETS = ["home", "mobile", "office", "hosting", "satellite", "vpn", "astrill", "tor", "exit", "dprk", "operator"]
# Letters that lose more than a mark: plain, and in a machine-readable zone (ICAO 9303-3 section 6, table A;
# src: icao-9303).
PLAIN = {"ß": "ss", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ø": "o", "Ø": "O", "ı": "i", "İ": "I",
         "æ": "ae", "Æ": "Ae", "ʻ": "", "'": "", "’": "", ".": ""}
ICAO_GERMAN = {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}


def read(name, columns):
    return [cells for _, cells in rows(str(pathlib.Path(FOLDER) / f"{name}.tsv"), columns.split())]


def fold(text, more=None):
    """Latin letters without marks; blanks and hyphens stay."""
    out = []
    for c in text:
        if more and c in more:
            out.append(more[c])
        elif c in PLAIN:
            out.append(PLAIN[c])
        else:
            out += [d for d in unicodedata.normalize("NFD", c) if not unicodedata.combining(d)]
    plain = "".join(out)
    if not re.fullmatch(r"[A-Za-z -]*", plain):
        sys.exit(f"'{text}' has letters that gen_train.py does not fold: '{plain}'")
    return plain


def zone_text(text, is_german):
    """A name as it stands in a machine-readable zone."""
    return re.sub(r"[ -]", "<", fold(text, ICAO_GERMAN if is_german else None)).upper()


def ident(text):
    return re.sub(r"\W", "_", text).upper()


def lists():
    """Collects arrays of texts; gives their initialisers."""
    known, out = {}, []

    def add(items):
        items = tuple(items)
        if not items:
            return "{ NULL, 0 }"
        if items not in known:
            known[items] = f"texts_{len(known)}"
            out.append(f"static const str {known[items]}[] = {{\n"
                       + "".join(f"    STR_INIT({literal(i)}),\n" for i in items) + "};\n")
        return f"{{ {known[items]}, {len(items)} }}"
    return add, out


def enum(name, prefix, words):
    return (f"enum {name} {{\n" + "".join(f"    {prefix}_{ident(w)},\n" for w in words)
            + f"    {prefix}_COUNT\n}};\n")


def shares(text, index):
    """"us:58 gb:16" as pairs of row and weight."""
    pairs = [p.split(":") for p in text.split()]
    return [(index[c], int(w)) for c, w in pairs]


def main(folder, out_h, out_c):
    global FOLDER
    FOLDER = folder
    countries = read("countries", "code alpha3 dial phone passport years currency rate account routing address "
                                  "zip mail legal streets")
    cities = read("cities", "country city region latitude longitude zone weight")
    zones = read("zones", "zone minutes rule")
    names = read("names", "culture part names")
    variants = read("variants", "name kind forms")
    cultures = read("cultures", "culture home abroad to")
    nets = read("networks", "kind country cidr asn as_name provider")
    words = read("words", "part words")
    accidents = read("accidents", "accident per_mille basis meaning")
    traits = read("traits", "trait of scope careless ordinary careful source")

    codes = [c[0] for c in countries]
    extra = sorted({c[0] for c in cities + [[n[1]] for n in nets]} - set(codes))
    country_of = {c: i for i, c in enumerate(codes + extra)}
    zone_of = {z[0]: i for i, z in enumerate(zones)}
    add, body = lists()
    parts = []

    parts.append("const struct train_zone train_zones[] = {\n" + "".join(
        f"    {{ STR_INIT({literal(z)}), {m}, RULE_{r.upper()} }},\n" for z, m, r in zones) + "};\n")

    cities.sort(key=lambda c: country_of[c[0]])
    parts.append("const struct train_city train_cities[] = {\n" + "".join(
        f"    {{ STR_INIT({literal(c[1])}), STR_INIT({literal(fold(c[1]))}), STR_INIT({literal(c[2])}), {c[3]}, {c[4]}, {zone_of[c[5]]},"
        f" {c[6]}, {country_of[c[0]]} }},\n" for c in cities) + "};\n")

    lines = []
    for i, code in enumerate(codes + extra):
        first = next((k for k, c in enumerate(cities) if c[0] == code), 0)
        count = sum(c[0] == code for c in cities)
        c = countries[i] if i < len(codes) else [code] + [""] * 14
        mail = [m.split(":") for m in c[12].split()]
        weights = [int(w) for _, w in mail]
        domains = ["gmail.com"] + [d for d, _ in mail]
        weights = [100 - sum(weights)] + weights
        lines.append(
            f"    {{ .code = STR_INIT({literal(code)}), .alpha3 = STR_INIT({literal(c[1])}),\n"
            f"      .dial = STR_INIT({literal(c[2])}), .phone = {add(c[3].split('|') if c[3] else [])},\n"
            f"      .passport = STR_INIT({literal(c[4])}), .passport_years = {c[5] or 0},\n"
            f"      .currency = STR_INIT({literal(c[6])}), .rate = {c[7] or 0}, .account = STR_INIT({literal(c[8])}),\n"
            f"      .routing = STR_INIT({literal(c[9])}), .address = STR_INIT({literal(c[10])}),\n"
            f"      .zip = STR_INIT({literal(c[11])}), .mail = {add(domains)},\n"
            f"      .mail_weight = {{ {', '.join(map(str, weights))} }},\n"
            f"      .legal = {add(c[13].split('|') if c[13] else [])}, .street = {add(c[14].split('|') if c[14] else [])},\n"
            f"      .city_from = {first}, .city_count = {count} }},\n")
    parts.append("const struct train_country train_countries[] = {\n" + "".join(lines) + "};\n"
                 f"const size_t train_country_count = {len(countries)};\n")

    lines = []
    for kind, code, cidr, asn, as_name, provider in sorted(nets, key=lambda n: (NETS.index(n[0]), country_of[n[1]])):
        net = ipaddress.ip_network(cidr)
        lines.append(f"    {{ NET_{kind.upper()}, {country_of[code]}, {net.prefixlen}, {int(net.network_address)}u, {asn}u,"
                     f" STR_INIT({literal(as_name)}), STR_INIT({literal(provider)}) }},\n")
    parts.append("const struct train_net train_nets[] = {\n" + "".join(lines) + "};\n"
                 f"const size_t train_net_count = {len(lines)};\n")

    other = {}
    for name, kind, forms in variants:
        other.setdefault((name, kind), []).extend(forms.split("|"))
    name_parts, lines = [], []
    for n, (culture, part, listed) in enumerate(names):
        name_parts.append(f"{culture} {part}")
        total, items = 0, []
        for i, item in enumerate(listed.split("|")):
            latin, _, native = item.partition("/")
            total += 100000 // (i + 12)
            items.append(
                f"    {{ {total}, STR_INIT({literal(latin)}), STR_INIT({literal(native)}), STR_INIT({literal(fold(latin))}),\n"
                f"      STR_INIT({literal(zone_text(latin, culture == 'german'))}), {add(other.get((latin, 'spelling'), []))},"
                f" {add(other.get((latin, 'nick'), []))} }},\n")
        body.append(f"static const struct train_name names_{n}[] = {{\n" + "".join(items) + "};\n")
        lines.append(f"    {{ names_{n}, {len(items)}, {total} }},\n")
    parts.append("const struct train_names train_names[] = {\n" + "".join(lines) + "};\n")

    lines = []
    for culture, home, abroad, to in cultures:
        h, t = shares(home, country_of), shares(to, country_of)
        lines.append(f"    {{ STR_INIT({literal(culture)}), {abroad}, {len(h)}, {len(t)},\n      {{ "
                     + ", ".join(f"{{ {c}, {w} }}" for c, w in h) + " }, { "
                     + ", ".join(f"{{ {c}, {w} }}" for c, w in t) + " } },\n")
    parts.append("const struct train_culture train_cultures[] = {\n" + "".join(lines) + "};\n")

    parts.append("const struct train_list train_words[] = {\n"
                 + "".join(f"    {add(w.split('|'))}, /* {p} */\n" for p, w in words) + "};\n")
    parts.append("const struct train_accident train_accidents[] = {\n" + "".join(
        f"    {{ STR_INIT({literal(a)}), {p} }},\n" for a, p, _, _ in accidents) + "};\n")
    parts.append("const struct train_trait train_traits[] = {\n" + "".join(
        f"    {{ STR_INIT({literal(t)}), {{ {a}, {b}, {c} }}, {'true' if s == 'group' else 'false'}, "
        + (" | ".join(f"1u << LABEL_{ {'f': 'FARM', 'r': 'RENTED', 'l': 'LONE', 'o': 'FRONT', 'g': 'RING'}[x]}" for x in of))
        + " },\n" for t, of, s, a, b, c, _ in traits) + "};\n")

    write(out_h, "data/train", [
        "#ifndef TRAIN_TRAIN_IDS_H\n#define TRAIN_TRAIN_IDS_H\n",
        enum("train_accident_id", "ACC", [a[0] for a in accidents]),
        enum("train_trait_id", "TRAIT", [t[0] for t in traits]),
        enum("train_word_id", "WORDS", [w[0] for w in words]),
        enum("train_culture_id", "CULTURE", [c[0] for c in cultures]),
        enum("train_names_id", "NAMES", name_parts),
        "enum train_country_id {\n" + "".join(f"    COUNTRY_{c.upper()},\n" for c in codes + extra) + "    COUNTRY_COUNT\n};\n",
        "enum train_rule_id {\n" + "".join(f"    RULE_{r.upper()},\n" for r in RULES) + "};\n",
        "enum train_net_kind {\n" + "".join(f"    NET_{k.upper()},\n" for k in NETS) + "    NET_KIND_COUNT\n};\n",
        "#endif\n"])
    write(out_c, "data/train", ['#include "train/world.h"\n\n'] + body + parts)


main(*sys.argv[1:])
