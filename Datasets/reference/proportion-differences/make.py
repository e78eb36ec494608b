#!/usr/bin/env python3
"""Makes expected.csv: differences of two proportions with Newcombe's hybrid score interval, by statsmodels."""
import csv
import pathlib

from statsmodels.stats.proportion import confint_proportions_2indep

HERE = pathlib.Path(__file__).parent
PAIRS = [
    (56, 70, 48, 80), (9, 10, 3, 10), (6, 7, 2, 7), (5, 56, 0, 29), (0, 10, 0, 20), (0, 10, 0, 10), (10, 10, 0, 20),
    (10, 10, 0, 10), (29, 64, 20, 65), (20, 64, 18, 65), (16, 52, 9, 45), (19, 27, 12, 25), (1, 1, 1, 1),
    (812, 2050, 790, 2101),
]

with open(HERE / "expected.csv", "w", newline="") as out:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["first_events", "first_n", "second_events", "second_n", "level", "low", "high"])
    for a, m, b, n in PAIRS:
        for level in (0.9, 0.95, 0.99):
            low, high = confint_proportions_2indep(a, m, b, n, compare="diff", method="newcomb", alpha=1 - level)
            writer.writerow([a, m, b, n, level, repr(float(low)), repr(float(high))])
