#!/usr/bin/env python3
"""Learn what a name's evidence is worth (data/score.tsv) from hits whose truth is known.

usage: DUMP=1 build/bench/bench_quality SETS ../shared WORK | tools/fit_score.py PRIOR_CB > data/score.tsv

Each hit is a line "# hit learn|report RIGHT INFO_CB NAME_BP WEIGHT"; the learn half is fitted. The worth of evidence is a line
of few corners that never falls, in hundredths of a bit: the one with the highest likelihood, where a hit is right with the
odds of the prior times what the evidence is worth. PRIOR_CB: log2 of the prior odds of one pair, hundredths (policy prior_cb).
"""
import math
import sys

CORNERS = [-800, 0, 400, 700, 900, 1100, 1300, 1600, 2000, 2500, 3200, 4400]


def at(worth, info):
    if info <= CORNERS[0]:
        return worth[0]
    for k in range(1, len(CORNERS)):
        if info <= CORNERS[k]:
            share = (info - CORNERS[k - 1]) / (CORNERS[k] - CORNERS[k - 1])
            return worth[k - 1] + (worth[k] - worth[k - 1]) * share
    return worth[-1]


def loss(worth, bins, prior):
    sum_ = 0.0
    for info, (right, wrong) in bins.items():
        odds = (prior + at(worth, info)) / 100 * math.log(2)
        sum_ += right * math.log1p(math.exp(-odds)) + wrong * math.log1p(math.exp(odds))
    return sum_ + 1e-7 * sum((b - a) ** 2 for a, b in zip(worth, worth[1:])) # where nothing is known: no leap


def fit(bins, prior):
    worth = [float(c) for c in CORNERS]
    step, best = 256.0, loss(worth, bins, prior)
    while step >= 1:
        moved = False
        for k in range(len(worth)):
            for by in (step, -step):
                tried = list(worth)
                tried[k] += by
                for i in range(k + 1, len(tried)):
                    tried[i] = max(tried[i], tried[i - 1] + 20) # more evidence is worth a little more
                for i in range(k - 1, -1, -1):
                    tried[i] = min(tried[i], tried[i + 1] - 20)
                now = loss(tried, bins, prior)
                if now < best - 1e-9:
                    worth, best, moved = tried, now, True
        if not moved:
            step /= 2
    return [round(w) for w in worth]


def main():
    prior, bins = float(sys.argv[1]), {}
    for line in sys.stdin:
        if line.startswith("# hit learn"):
            right, info, _, weight = line.split()[3:]
            b = bins.setdefault(int(info) // 10 * 10, [0.0, 0.0])
            b[right == "0"] += float(weight)
    print("# What a name's evidence is worth once calibrated. Made by tools/fit_score.py; docs/internals/names.md says from what.")
    print("# info_cb   evidence of a name against a listed one, hundredths of a bit (src/name/name.h), rising")
    print("# worth_cb  log2 of how much oftener one party's name looks so than another's, hundredths; straight lines between")
    print("info_cb\tworth_cb")
    for corner, worth in zip(CORNERS, fit(bins, prior)):
        print(f"{corner}\t{worth}")


main()
