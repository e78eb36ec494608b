#!/usr/bin/env python3
"""The area under the ROC curve with Obuchowski's variance (1997), by its definition, pair by pair. Does not use Remit.

make.py writes input.csv (case, eta, y, cluster) and expected.csv (case, area, variance) beside itself; Python's random, seed 20261126.
"""
import csv
import random
from fractions import Fraction
from pathlib import Path

HERE = Path(__file__).resolve().parent
draw = random.Random(20261126)


def psi(x, y):
    return Fraction(1) if x > y else Fraction(1, 2) if x == y else Fraction(0)


def answer(rows):
    events = [(e, c) for e, y, c in rows if y]
    others = [(e, c) for e, y, c in rows if not y]
    m, n = len(events), len(others)
    v10 = [(sum(psi(x, y) for y, _ in others) / n, c) for x, c in events]
    v01 = [(sum(psi(x, y) for x, _ in events) / m, c) for y, c in others]
    area = sum(v for v, _ in v10) / m
    clusters = {c for _, _, c in rows}
    a = {c: sum(v - area for v, k in v10 if k == c) for c in clusters}
    b = {c: sum(v - area for v, k in v01 if k == c) for c in clusters}
    i, i10, i01 = len(clusters), len({c for _, c in events}), len({c for _, c in others})
    s10 = Fraction(i10, (i10 - 1) * m) * sum(x * x for x in a.values())
    s01 = Fraction(i01, (i01 - 1) * n) * sum(x * x for x in b.values())
    s11 = Fraction(i, i - 1) * sum(a[c] * b[c] for c in clusters)
    return area, s10 / m + s01 / n + 2 * s11 / (m * n)


def drawn(clusters, size, grain):
    rows = []
    for c in range(clusters):
        level = draw.gauss(0, 1)
        for _ in range(size()):
            eta = round((level + draw.gauss(0, 1)) * grain) / grain
            rows.append((Fraction(eta).limit_denominator(grain), int(draw.random() < 1 / (1 + 2.718281828 ** (-eta - level))), c))
    return rows


cases = {
    "pairs": drawn(20, lambda: 2, 4),
    "uneven": drawn(15, lambda: draw.randint(1, 7), 8),
    "singles": drawn(40, lambda: 1, 100),
    "few": drawn(6, lambda: 9, 2),
}
with open(HERE / "input.csv", "w") as f:
    out = csv.writer(f, lineterminator="\n")
    out.writerow(["case", "eta", "y", "cluster"])
    for case, rows in cases.items():
        out.writerows((case, float(e), y, c) for e, y, c in rows)
with open(HERE / "expected.csv", "w") as f:
    out = csv.writer(f, lineterminator="\n")
    out.writerow(["case", "area", "variance"])
    for case, rows in cases.items():
        out.writerow([case, *map(lambda v: repr(float(v)), answer(rows))])
