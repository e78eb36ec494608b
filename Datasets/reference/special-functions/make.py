#!/usr/bin/env python3
"""Makes input.csv (a fixed grid) and expected.csv with mpmath at 60 digits; scipy checks each value to 1e-9.

A row of input.csv is a function and its arguments; arguments are read as the nearest double, because
that is what a program under test gets. Quantiles are found by solving the distribution function.
"""
import csv
import math
import pathlib

import mpmath as mp
import scipy.special as sp
import scipy.stats as st

mp.mp.dps = 60
HERE = pathlib.Path(__file__).parent


def ibeta(a, b, x):
    if x <= mp.mpf(a) / (a + b):
        return front(a, b, x) * mp.hyp2f1(a + b, 1, a + 1, x) / a
    return 1 - front(b, a, 1 - x) * mp.hyp2f1(a + b, 1, b + 1, 1 - x) / b


def front(a, b, x):
    return mp.exp(a * mp.log(x) + b * mp.log1p(-x) + mp.loggamma(a + b) - mp.loggamma(a) - mp.loggamma(b))


def solve(f, near):
    """The root of f near a start that is already good to about 1e-9."""
    near = mp.mpf(near)
    root = mp.findroot(f, (near, near * (1 + mp.mpf(10) ** -8)), solver="secant", tol=1e-90, maxsteps=60)
    assert abs(root - near) <= abs(near) * mp.mpf(10) ** -6, (root, near)
    return root


def tcdf(t, df):
    half = ibeta(df / 2, mp.mpf(1) / 2, df / (df + t * t)) / 2
    return half if t < 0 else 1 - half


def value(function, given):
    x = [mp.mpf(g) for g in given]
    if function == "log_gamma":
        return mp.loggamma(x[0]), sp.gammaln(given[0])
    if function == "beta_lower":
        return ibeta(x[0], x[1], x[2]), sp.betainc(*given)
    if function == "beta_quantile":
        near = sp.betaincinv(*given)
        return solve(lambda v: mp.log(ibeta(x[0], x[1], v) / x[2]), near), near
    if function == "normal_cumulative":
        return mp.erfc(-x[0] / mp.sqrt(2)) / 2, st.norm.cdf(given[0])
    if function == "normal_quantile":
        near = st.norm.ppf(given[0])
        if near == 0:
            return mp.mpf(0), near
        return solve(lambda v: mp.log(mp.erfc(-v / mp.sqrt(2)) / 2 / x[0]), near), near
    if function == "t_cumulative":
        return tcdf(x[0], x[1]), st.t.cdf(*given)
    if function == "t_quantile":
        near = st.t.ppf(*given)
        return solve(lambda v: mp.log(tcdf(v, x[1]) / x[0]), near), near
    if function == "exponential":
        return mp.exp(x[0]), math.exp(given[0])
    if function == "logarithm":
        return mp.log(x[0]), math.log(given[0])
    if function == "logarithm_1p":
        return mp.log1p(x[0]), math.log1p(given[0])
    if function == "logarithm_2":
        return mp.log(x[0], 2), math.log2(given[0])
    if function == "logarithm_10":
        return mp.log(x[0], 10), math.log10(given[0])
    if function == "power":
        return mp.power(x[0], x[1]), math.pow(*given)
    if function == "f_upper":
        # P(F > f) of d1 and d2 degrees of freedom: arguments f, d1, d2.
        f, a, b = x
        return ibeta(b / 2, a / 2, b / (b + a * f)), st.f.sf(*given)
    raise ValueError(function)


def grid():
    for x in [1e-8, 0.1, 0.5, 1, 1.5, 2, 2.5, 7, 15.5, 100, 12345.5, 1e7]:
        yield "log_gamma", x
    for a, b in [
        (0.5, 0.5), (0.5, 5), (1, 1), (1, 26), (2, 3), (6, 22), (7, 21), (9, 37), (20, 45.5), (0.5, 27.5),
        (64.25, 30.75), (500, 500), (3, 1e4), (1200.5, 3400.5), (1e5, 3e5),
    ]:
        mean = a / (a + b)
        spread = (mean * (1 - mean) / (a + b + 1)) ** 0.5
        for k in [-6, -2, -0.5, 0.3, 1.96, 5]:
            x = mean + k * spread
            if 0 < x < 1:
                yield "beta_lower", a, b, x
        for x in [1e-6, 0.5, 0.999]:
            if a + b < 200:
                yield "beta_lower", a, b, x
        for p in [1e-6, 0.005, 0.025, 0.3, 0.5, 0.9, 0.975, 0.999]:
            yield "beta_quantile", a, b, p
    for z in [-30, -12, -8.5, -5, -3, -1.959963984540054, -1, -0.1, -1e-5, 0, 1e-9, 0.3, 1, 2.5, 6]:
        yield "normal_cumulative", z
    for p in [
        1e-300, 1e-50, 1e-12, 1e-5, 0.0005, 0.005, 0.025, 0.05, 0.1, 0.2, 0.26, 0.4, 0.4999, 0.49999999, 0.5,
        0.6, 0.8, 0.95, 0.975, 0.995, 0.9999999,
    ]:
        yield "normal_quantile", p
    for df in [0.3, 1, 1.5, 2, 3, 4.7, 10, 25, 29, 77.25, 200, 1234.5, 1e5, 1e7]:
        for t in [-40, -8, -2.5, -1, -0.01, 0.5, 1.96, 3.5]:
            yield "t_cumulative", t, df
        for p in [1e-6, 0.0005, 0.025, 0.2, 0.49, 0.75, 0.95, 0.975, 0.995]:
            yield "t_quantile", p, df
    for x in [-745, -708.5, -300.25, -40.5, -1, -1e-3, -1e-17, 0, 1e-9, 0.3465, 0.3467, 0.5, 1, 2.5, 20.2, 100.1, 700.7, 709.78]:
        yield "exponential", x
    for x in [5e-324, 1e-308, 1e-20, 0.1, 0.7071, 0.70711, 0.999999999, 1.0000001, 1.4142, 1.41422, 2, 2.718281828459045, 3, 10, 1234.5, 1e300]:
        yield "logarithm", x
    for x in [-0.999999, -0.5, -1e-3, -1e-12, 1e-300, 1e-16, 3e-9, 1e-4, 0.1, 0.41, 0.42, 1, 5, 1e10]:
        yield "logarithm_1p", x
    for x in [0.3, 0.5, 1.5, 3, 8, 1024, 1e10, 1e-300, 2.0 ** -1000, 6, 7, 0.1]:
        yield "logarithm_2", x
    for x in [0.1, 0.3, 2, 3, 7, 10, 100, 1000, 1e15, 1e22, 12345.6, 1e-7]:
        yield "logarithm_10", x
    for x, y in [(2, 0.5), (3, 2), (1.1, 3), (2005, 3), (-2, 3), (-1.7, 2), (10, -2), (0.3, -0.5), (7.5, 1.5), (1.0001, 1000), (2.5, 2 / 3), (53.2, 2 / 3), (0.01, 1.37), (123.4, -2.6)]:
        yield "power", x, y
    for f in [0.01, 0.5, 1, 3.2, 10, 45.5]:
        for d1, d2 in [(1, 1.5), (2, 11), (3, 38), (5, 9.63), (10, 2.44)]:
            yield "f_upper", f, d1, d2


COLUMNS = ["function", "first", "second", "third"]
with open(HERE / "input.csv", "w", newline="") as out:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for name, *given in grid():
        writer.writerow([name] + [repr(float(g)) for g in given] + [""] * (3 - len(given)))

rows = list(csv.DictReader(open(HERE / "input.csv")))
with open(HERE / "expected.csv", "w", newline="") as out:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS + ["expected"])
    for row in rows:
        texts = [row[name] for name in COLUMNS[1:]]
        exact, rough = value(row["function"], [float(t) for t in texts if t])
        assert abs(exact - rough) <= 1e-9 * abs(exact) + 1e-300, (row, exact, rough)
        writer.writerow([row["function"], *texts, mp.nstr(exact, 25)])
