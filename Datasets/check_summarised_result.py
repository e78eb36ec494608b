#!/usr/bin/env python3
"""Hold files to the rules of OMOP's summarised result, as omopgenerics publishes and checks them.

    python3 Datasets/check_summarised_result.py out/REPORT/summarised_result.csv ...

Standard library only. Columns and which may lack a value, estimate types, snake case, pairs of names and levels, no name in two
pairs, settings as rows with one unique set an id, no estimate twice, and counts below min_cell_count written as "-", with all that
stands beside them. Source: https://darwin-eu.github.io/omopgenerics/articles/summarised_result.html and R/classSummarisedResult.R.
"""

import csv
import re
import sys

COLUMNS = ["result_id", "cdm_name", "group_name", "group_level", "strata_name", "strata_level", "variable_name", "variable_level",
           "estimate_name", "estimate_type", "estimate_value", "additional_name", "additional_level"]
TYPES = {"numeric", "integer", "date", "character", "proportion", "percentage", "logical"}
COUNTS = {"count", "denominator_count", "outcome_count", "record_count", "subject_count"}
PAIRS = ("group", "strata", "additional")


def problems(path):
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    if not rows or rows[0] != COLUMNS:
        return ["the columns are not the thirteen, in their order"]
    found = [f"line {i}: {len(row)} cells" for i, row in enumerate(rows, 1) if len(row) != 13]
    if found:
        return found
    rows = [dict(zip(COLUMNS, row)) for row in rows[1:]]
    settings, results = {}, []
    for row in rows:
        if row["variable_name"] == "settings":
            own = settings.setdefault(row["result_id"], {})
            if row["estimate_name"] in own:
                found.append(f"result {row['result_id']}: setting {row['estimate_name']} twice")
            own[row["estimate_name"]] = row["estimate_value"]
        else:
            results.append(row)
    for number, own in settings.items():
        for name in ("result_type", "package_name", "package_version", "min_cell_count"):
            if not own.get(name):
                found.append(f"result {number}: no setting {name}")
        labels = [set(own.get(pair, "").split(" &&& ")) - {"", "overall"} for pair in PAIRS]
        if sum(map(len, labels)) != len(set().union(*labels)):
            found.append(f"result {number}: a name in two of group, strata and additional")
    if len({tuple(sorted(own.items())) for own in settings.values()}) != len(settings):
        found.append("two results with the same settings")
    seen, beside = set(), {}
    for row in results:
        number = row["result_id"]
        where = f"result {number}, {row['variable_name']}"
        if not re.fullmatch("[1-9][0-9]*", number) or number not in settings:
            found.append(f"{where}: no settings of this id")
            continue
        found += [f"{where}: {c} lacks a value" for c in COLUMNS if c != "variable_level" and row[c] in ("", "NA")]
        if row["estimate_type"] not in TYPES:
            found.append(f"{where}: estimate_type {row['estimate_type']}")
        if not re.fullmatch("[a-z][a-z0-9_]*", row["estimate_name"]):
            found.append(f"{where}: estimate_name is not snake_case")
        for pair in PAIRS:
            names, levels = row[f"{pair}_name"].split(" &&& "), row[f"{pair}_level"].split(" &&& ")
            if len(names) != len(levels) or len(set(names)) != len(names):
                found.append(f"{where}: {pair} names and levels do not match")
            if not all(re.fullmatch("[a-z][a-z0-9_]*", name) for name in names):
                found.append(f"{where}: {pair}_name is not snake_case")
            if set(names) - {"overall"} - set(settings[number].get(pair, "").split(" &&& ")):
                found.append(f"{where}: {pair}_name is not in the settings")
        key = tuple(row[c] for c in COLUMNS if c not in ("estimate_type", "estimate_value"))
        if key in seen:
            found.append(f"{where}: an estimate stands twice")
        seen.add(key)
        value, least = row["estimate_value"], int(settings[number].get("min_cell_count") or 0)
        if value != "-":
            pattern = {"integer": r"-?[0-9]+", "proportion": r"[0-9.]+(e-[0-9]+)?"}.get(row["estimate_type"])
            if pattern and not re.fullmatch(pattern, value):
                found.append(f"{where}: a value that is no {row['estimate_type']}")
            if "count" in row["estimate_name"] and 0 < float(value) < least:
                found.append(f"{where}: a count below {least}")
        beside.setdefault(key[:8] + key[9:], []).append((row["estimate_name"], value))
    for estimates in beside.values():
        if any(name in COUNTS and value == "-" for name, value in estimates) and any(value != "-" for _, value in estimates):
            found.append("a hidden count beside estimates that are shown")
    return found


def main():
    status = 0
    for path in sys.argv[1:]:
        found = problems(path)
        for line in dict.fromkeys(found):
            print(f"{path}: {line}")
        print(f"{path}: {len(found)} problems")
        status = 1 if found else status
    return status


sys.exit(main())
