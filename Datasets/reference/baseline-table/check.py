#!/usr/bin/env python3
"""Holds smd_level of expected.csv against tableone for Python (pip install tableone): the largest of any two arms."""
import collections
import csv
import itertools
import pathlib

from tableone.statistics import Statistics

HERE = pathlib.Path(__file__).parent
counts = collections.defaultdict(collections.Counter)
for row in csv.DictReader(open(HERE / "patients.csv")):
    if row["level"]:
        counts[int(row["case"]), row["arm"]][row["level"]] += 1
for row in csv.DictReader(open(HERE / "expected.csv")):
    if row["arm"] != "everyone":
        continue
    arms = [counter for (case, _), counter in sorted(counts.items()) if case == int(row["case"])]
    found = []
    for a, b in itertools.combinations(arms, 2):
        levels = sorted(set(a) | set(b))
        shares = [[arm[level] / arm.total() for level in levels] for arm in (a, b)]
        found.append(Statistics()._cat_smd(*shares, n1=a.total(), n2=b.total())[0])
    difference = abs(max(found) - float(row["smd_level"]))
    assert difference < 1e-12, (row["case"], difference)
    print(row["case"], max(found))
