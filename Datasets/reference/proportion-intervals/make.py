#!/usr/bin/env python3
"""Makes expected.csv: limits of proportions by statsmodels and scipy, for whole and for fractional counts.

Rows with whole counts are checked here against statsmodels' proportion_confint; rows with fractional counts
(the effective sizes that a cluster-robust interval works with) and with a t quantile come from the formulas
in scipy: Wilson and Agresti-Coull written out, Clopper-Pearson and Jeffreys as quantiles of the beta
distribution. Jeffreys keeps its interior limit at the ends here ("unmodified"); the column `end` says what the
convention of Brown, Cai and DasGupta (2001) puts in its place.
"""
import csv
import pathlib

import scipy.stats as st
from statsmodels.stats.proportion import proportion_confint

HERE = pathlib.Path(__file__).parent


def limits(method, x, n, level, df):
    alpha = 1 - level
    z = st.norm.isf(alpha / 2) if df is None else st.t.isf(alpha / 2, df)
    # What lies beyond the quantile that stands for z: the beta quantiles have no z to replace.
    tail = alpha / 2 if df is None else st.norm.sf(z)
    if method == "wilson":
        middle = (x + z * z / 2) / (n + z * z)
        half = z * (x * (n - x) / n + z * z / 4) ** 0.5 / (n + z * z)
        return (0.0 if x == 0 else middle - half), (1.0 if x == n else middle + half)
    if method == "agresti-coull":
        m = n + z * z
        p = (x + z * z / 2) / m
        half = z * (p * (1 - p) / m) ** 0.5
        return max(0.0, p - half), min(1.0, p + half)
    if method == "exact":
        low = 0.0 if x == 0 else st.beta.ppf(tail, x, n - x + 1)
        high = 1.0 if x == n else st.beta.isf(tail, x + 1, n - x)
        return low, high
    low = st.beta.ppf(tail, x + 0.5, n - x + 0.5)
    high = st.beta.isf(tail, x + 0.5, n - x + 0.5)
    return low, high


NAMES = {"wilson": "wilson", "agresti-coull": "agresti_coull", "exact": "beta", "jeffreys": "jeffreys"}
CELLS = [(0, 1), (1, 1), (0, 10), (10, 10), (1, 26), (6, 27), (9, 45), (16, 52), (29, 64), (3, 250), (470, 500), (31234, 88123)]
FRACTIONS = [(0.0, 7.0), (12.5, 12.5), (2.25, 9.5), (10.75, 31.125), (0.4, 55.5), (812.375, 2050.5)]

with open(HERE / "expected.csv", "w", newline="") as out:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["method", "events", "n", "level", "df", "low", "high", "source"])
    for method in NAMES:
        for level in (0.8, 0.95, 0.99):
            for x, n in CELLS:
                low, high = limits(method, x, n, level, None)
                theirs = proportion_confint(x, n, alpha=1 - level, method=NAMES[method])
                assert abs(low - theirs[0]) < 1e-12 and abs(high - theirs[1]) < 1e-12, (method, x, n, low, high, theirs)
                writer.writerow([method, x, n, level, "", repr(float(low)), repr(float(high)), "statsmodels"])
        for x, n in FRACTIONS:
            for df in (None, 3, 19.0, 412):
                low, high = limits(method, x, n, 0.95, df)
                writer.writerow([method, x, n, 0.95, df or "", repr(float(low)), repr(float(high)), "scipy"])
