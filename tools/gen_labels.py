#!/usr/bin/env python3
"""data/labels/*.tsv -> evidence/net_table.h, word_table.h; data/zones.tsv -> base/zone_table.h; places.tsv -> where_table.h; data/phone.tsv -> phone_table.h.

usage: gen_labels.py DATA nets|words|where|phones OUT.h
"""
import datetime
import ipaddress
import sys
import unicodedata

from table import literal, numbers, rows, table, write

LETTERS = {"Lu", "Ll", "Lt", "Lo", "Nd", "Nl", "No"}
NET_KINDS = ["vpn", "scheme_vpn", "hosting", "proxy", "residential_proxy", "tor", "relay", "dprk",
             "published", "mobile", "satellite", "office"]  # in the order of enum net_kind
VPN_DAY = "2026-08-22"  # of vpn_nets.tsv and asns.tsv


def days(text):
    return (datetime.date.fromisoformat(text) - datetime.date(1970, 1, 1)).days


def strings(name, texts):
    body = "".join(f"    STR_INIT({literal(t)}),\n" for t in texts) or '    STR_INIT(""),\n'
    return f"static const str {name}[] = {{\n{body}}};\n"


def nets(root):
    labels, ranges = {}, []

    def label(kind, day, source):
        return labels.setdefault((NET_KINDS.index(kind), days(day), source), len(labels))
    for number, (kind, cidr, day, source) in rows(root + "/labels/nets.tsv",
                                                  ["kind", "cidr", "date", "source"]):
        ranges.append((ipaddress.ip_network(cidr), label(kind, day, source)))
    for number, (kind, cidr) in rows(root + "/labels/vpn_nets.tsv", ["kind", "cidr"]):
        source = "X4BNet lists_vpn" if kind == "vpn" else "Mullvad, by X4BNet lists_vpn"
        ranges.append((ipaddress.ip_network(cidr), label(kind, VPN_DAY, source)))
    if any(n.version != 4 for n, _ in ranges):
        sys.exit("the built-in networks are IPv4")
    ranges.sort(key=lambda r: (int(r[0].network_address), r[0].prefixlen))
    if len(labels) > 255:
        sys.exit("more labels than a byte counts")
    text = "".join(f"    {{ {k}, {d}, STR_INIT({literal(s)}) }},\n" for k, d, s in labels)
    asns = sorted((int(asn), NET_KINDS.index(kind)) for _, (kind, asn, _name) in
                  rows(root + "/labels/asns.tsv", ["kind", "asn", "name"]))
    return [f"enum {{ LABEL_NETS = {len(ranges)}, LABEL_ASNS = {len(asns)} }};\n",
            numbers("uint32_t", "label_net_first", (int(n.network_address) for n, _ in ranges)),
            numbers("uint8_t", "label_net_bits", (n.prefixlen for n, _ in ranges)),
            numbers("uint8_t", "label_net_label", (i for _, i in ranges)),
            "static const struct net_label label_nets[] = {\n" + text + "};\n",
            numbers("uint32_t", "label_asn", (a for a, _ in asns)),
            numbers("uint8_t", "label_asn_kind", (k for _, k in asns)),
            f"static const int32_t label_asn_day = {days(VPN_DAY)};\n"]


def words(root):
    """Every key is "kind word"; the value a name."""
    keys, names = {}, [""]

    def add(kind, word, name):
        key = f"{kind} {word}"
        if key in keys:
            sys.exit(f"{key}: twice")
        if name not in names:
            names.append(name)
        keys[key] = names.index(name)
    for _, (kind, word, name) in rows(root + "/labels/words.tsv", ["kind", "word", "name"]):
        add(kind, word, word if name == "-" else name)
    for _, (tool, programs, domains) in rows(root + "/labels/remote_tools.tsv",
                                             ["tool", "programs", "domains"]):
        for kind, cell in (("program", programs), ("domain", domains)):
            for word in cell.split("|") if cell != "-" else ():
                add(kind, word, tool)
    found = []
    for _, (kind, value, device) in rows(root + "/labels/kvm.tsv", ["kind", "value", "device"]):
        if kind in ("usb", "serial"):
            add(kind, value, device)
        else:
            found.append((kind, value, device))
    parts = "".join(f"    {{ {str(k == 'edid').lower()}, STR_INIT({literal(v)}),"
                    f" STR_INIT({literal(d)}) }},\n" for k, v, d in found)
    ordered = sorted(keys)
    return [table("label_words", ordered), numbers("uint16_t", "label_word_name",
                                                   (keys[k] for k in ordered)),
            strings("label_names", names),
            "static const struct { bool is_edid; str value, device; } label_kvm_parts[] = {\n" + parts
            + "};\n"]


def contacts(root):
    found = sorted((digest, kind, cluster) for _, (digest, kind, cluster) in
                   rows(root + "/labels/published_contacts.tsv", ["sha256", "type", "cluster"]))
    body = "".join(f"    {{ {{ {','.join(str(b) for b in bytes.fromhex(d))} }}, STR_INIT({literal(c)}) }},\n"
                   for d, _, c in found)
    return ["static const struct { uint8_t digest[32]; str cluster; } label_contacts[] = {\n" + body
            + "};\n"]


def rule(text):
    if text == "-":
        return "{ 0, 0, 0, 0 }"
    day, minute = text.split("/")
    return "{ " + ", ".join([*day[1:].split("."), minute]) + " }"


def zones(root):
    names, rules, before, spelled = {}, [], [], []
    for number, (standard, summer, begin, end, odd, zone_names) in rows(
            root + "/zones.tsv", ["standard", "summer", "begin", "end", "before", "zones"]):
        first = len(before)
        for change in odd.split(" ") if odd != "-" else ():
            at, offset = change.split("=")
            when = "INT64_MIN"
            if at:
                when = int(datetime.datetime.strptime(at, "%Y-%m-%dT%H:%MZ")
                           .replace(tzinfo=datetime.timezone.utc).timestamp())
            before.append(f"{{ {when}, {offset} }}")
        for name in zone_names.split("|"):
            names[name.lower()] = len(rules)
            spelled.append(name)
        rules.append(f"{{ {standard}, {summer}, {rule(begin)}, {rule(end)}, {first},"
                     f" {len(before) - first} }}")
    ordered = sorted(names)
    places = sorted(n for n in spelled if "/" in n or n in ("GMT", "UTC"))
    return [table("zone_names", ordered),
            strings("zone_spelled", places),
            numbers("uint8_t", "zone_of_name", (names[n] for n in ordered)),
            "static const struct zone_change zone_changes[] = {\n    " + ",\n    ".join(before)
            + "\n};\n",
            "static const struct zone_rule zone_rules[] = {\n    " + ",\n    ".join(rules)
            + "\n};\n"], names


def key(text):
    """A writing reduced to what counts; evidence/where.c does the same."""
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(c for c in text if unicodedata.category(c) in LETTERS)


def places(root, zone_of):
    found = sorted(((country, name, int(lat), int(lon), zone, aliases) for _, (name, country, lat,
                    lon, zone, aliases) in rows(root + "/places.tsv", ["name", "country", "lat",
                                                                       "lon", "zone", "aliases"])))
    keys, alone, countries = {}, {}, {}
    for i, (country, name, *_rest, aliases) in enumerate(found):
        first, _ = countries.setdefault(country, (i, 0))
        countries[country] = (first, i + 1 - first)
        for text in {key(t) for t in [name] + (aliases.split("|") if aliases != "-" else [])}:
            if keys.setdefault(f"{text},{country}", i) != i:
                sys.exit(f"places: {text},{country} twice")
            alone.setdefault(text, []).append(i)
    for text, at in alone.items():
        if len(at) == 1:
            keys[text] = at[0]
    ordered, lands = sorted(keys), sorted(countries)
    body = "".join(f"    {{ {lat}, {lon}, {zone_of[zone.lower()]}, STR_INIT({literal(country)}) }},\n"
                   for country, _, lat, lon, zone, _ in found)
    return [table("place_names", ordered),
            numbers("uint16_t", "place_of_name", (keys[k] for k in ordered)),
            "static const struct place place_rows[] = {\n" + body + "};\n",
            table("place_countries", lands),
            numbers("uint16_t", "place_first", (countries[c][0] for c in lands)),
            numbers("uint16_t", "place_count", (countries[c][1] for c in lands))]


def phones(root):
    plans, codes, countries, areas = [], {}, {}, {}
    for number, (code, lands, lengths, *rest) in rows(root + "/phone.tsv", [
            "code", "countries", "lengths", "trunk", "mobile", "fixed", "voip", "toll_free"]):
        if "-" in code:
            areas[code.split("-")[1]] = lands
            continue
        bits = sum(1 << int(n) for n in lengths.split("|")) if lengths != "-" else 0
        codes[code] = len(plans)
        for land in lands.split("|") if lands != "-" else ():
            if countries.setdefault(land, len(plans)) != len(plans):
                sys.exit(f"phone.tsv:{number}: {land} twice")
        texts = ["" if t == "-" else t for t in (code, lands, *rest)]
        plans.append("    { " + f"{bits}u, " + ", ".join(f"STR_INIT({literal(t)})" for t in texts)
                     + " },\n")
    by_code, by_land, by_area = sorted(codes), sorted(countries), sorted(areas)
    return ["""#include "base/table.h"

struct phone_plan {
    uint32_t lengths; /* bit n: national numbers of n digits; 0: not known */
    str      code, countries, trunk, mobile, fixed, voip, toll_free;
};
""", "static const struct phone_plan phone_plans[] = {\n" + "".join(plans) + "};\n",
            table("phone_codes", by_code), numbers("uint16_t", "phone_of_code",
                                                   (codes[c] for c in by_code)),
            table("phone_countries", by_land), numbers("uint16_t", "phone_of_country",
                                                       (countries[c] for c in by_land)),
            table("phone_areas", by_area), strings("phone_area_country",
                                                   (areas[a] for a in by_area))]


def main(root, what, out):
    if what == "phones":
        write(out, "data/phone.tsv", phones(root))
        return
    if what == "nets":
        write(out, "data/labels", nets(root))
    elif what == "words":
        write(out, "data/labels", [*words(root), *contacts(root), table(
            "label_disposable", sorted(r[0] for _, r in rows(root + "/labels/disposable.tsv",
                                                             ["domain"])))])
    elif what == "zones":
        write(out, "data/zones.tsv", zones(root)[0])
    else:
        write(out, "data/places.tsv and data/zones.tsv", places(root, zones(root)[1]))


main(*sys.argv[1:])
