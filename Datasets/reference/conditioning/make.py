#!/usr/bin/env python3
"""Ill-conditioned logistic regressions fitted with mpmath at 50 digits. Does not use Remit.

make.py writes input.csv (case, row, y, x1, x2, x3; a case uses as many columns as it fills) and expected.csv (case, term, estimate,
std_error) beside itself. Values are drawn by Python's random, seed 20261126, and rounded to doubles before the fit, as a program
under test reads them.
"""
import csv
import math
import random
from pathlib import Path

from mpmath import exp, lu_solve, matrix, mp, mpf, nstr, sqrt

mp.dps = 50
HERE = Path(__file__).resolve().parent
draw = random.Random(20261126)
N = 120


def outcome(eta):
    return [int(draw.random() < 1 / (1 + math.exp(-e))) for e in eta]


def fit(columns, y):
    rows = [[mpf(1)] + [mpf(c[i]) for c in columns] for i in range(len(y))]
    p = len(rows[0])
    beta = [mpf(0)] * p
    while True:
        information, gradient = matrix(p, p), matrix(p, 1)
        for row, event in zip(rows, y):
            mean = 1 / (1 + exp(-sum(a * b for a, b in zip(row, beta))))
            variance = mean * (1 - mean)
            for i in range(p):
                gradient[i] += (event - mean) * row[i]
                for j in range(p):
                    information[i, j] += variance * row[i] * row[j]
        step = lu_solve(information, gradient)
        beta = [b + s for b, s in zip(beta, step)]
        if max(abs(s) for s in step) < mpf(10) ** -25 * max(abs(b) for b in beta):
            covariance = information ** -1
            return beta, [sqrt(covariance[i, i]) for i in range(p)]


z = [draw.gauss(0, 1) for _ in range(N)]
u = [draw.gauss(0, 1) for _ in range(N)]
years = [float(draw.randint(1990, 2020)) for _ in range(N)]
y = outcome([0.4 + 0.8 * a for a in z])
near = 1 - 1e-8
cases = {
    "one-and-a-billionth": ([[1 + 1e-9 * a for a in z]], y),
    "far-from-zero": ([[a + 1e8 for a in z]], y),
    "correlated": ([z, [near * a + math.sqrt(1 - near * near) * b for a, b in zip(z, u)]], y),
    "steep": ([z, u], outcome([5 * a + b for a, b in zip(z, u)])),
    "cubic-of-years": ([years, [a * a for a in years], [a ** 3 for a in years]], outcome([(a - 2005) / 12 for a in years])),
    "all-at-once": ([[1 + 1e-9 * a for a in z], [b + 1e8 for b in u], [a * b for a, b in zip(z, u)]], y),
}
with open(HERE / "input.csv", "w") as f:
    out = csv.writer(f, lineterminator="\n")
    out.writerow(["case", "y", "x1", "x2", "x3"])
    for case, (columns, events) in cases.items():
        for i, event in enumerate(events):
            out.writerow([case, event, *[repr(c[i]) for c in columns], *[""] * (3 - len(columns))])
with open(HERE / "expected.csv", "w") as f:
    out = csv.writer(f, lineterminator="\n")
    out.writerow(["case", "term", "estimate", "std_error"])
    for case, (columns, events) in cases.items():
        for term, (b, s) in enumerate(zip(*fit(columns, events))):
            out.writerow([case, f"x{term}" if term else "(Intercept)", nstr(b, 20), nstr(s, 20)])
