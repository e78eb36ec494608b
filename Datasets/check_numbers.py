#!/usr/bin/env python3
"""Count the rates of the four bundled trials from their original files, and the patients of the OMOP demo, without Remit.

    python3 Datasets/check_numbers.py

An independent, slow and plain reading of the rules in README.md and GLOSSARY.md: standard library
only, straight from `original/`, none of the canonical files. Prints each rate with its Wilson limits
and ends with status 1 if one differs from the figures that Remit is held to.
"""

import csv
import gzip
import math
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
Z = 1.959963984540054  # standard normal quantile of 0.975

CUTOFF = {"MADRS": 10, "HAMD17": 7, "BDI2": 9, "BDI1": 8}
RAPID = {"ketamine"}


def wilson(events, n):
    p, z2 = events / n, Z * Z
    middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = Z / (1 + z2 / n) * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n))
    # At 0 and n one limit is 0 or 1 exactly.
    return (0.0 if events == 0 else middle - half), (1.0 if events == n else middle + half)


def baseline_at(scores, start, agent):
    """The last score in [start - 14, start]; else, unless rapid-acting, the first in [start + 1, start + 3]."""
    before = [(day, score) for day, score in scores if start - 14 <= day <= start]
    if before:
        return max(before)
    after = [(day, score) for day, score in scores if start + 1 <= day <= start + 3]
    return min(after) if after and agent not in RAPID else None


def endpoint(scores, start, following, target, window, used):
    """The score nearest to the target in the window, the later of two equally near."""
    inside = [
        (abs(day - start - target), -day, score) for day, score in scores
        if start < day < following and abs(day - start - target) <= window and day not in used]
    return min(inside)[2] if inside else None


def count(steps, scale, outcome, baseline, target, window, worst):
    """(events, n) over steps: dicts with agent, start, following, entry, scores (sorted by day)."""
    events = n = 0
    for step in steps:
        own = baseline_at(step["scores"], step["start"], step["agent"])
        first = step["first_agent"]
        entry = baseline_at(step["scores"], step["entry"], first)
        begin = entry if baseline == "entry" else own
        used = {b[0] for b in (own, entry) if b is not None}
        end = endpoint(step["scores"], step["start"], step["following"], target, window, used)
        if outcome == "remission":
            # Needs no start; who has no score on the scale at all was not assessed on it.
            counted = bool(step["scores"]) if worst else end is not None
            n += counted
            events += counted and end is not None and end <= CUTOFF[scale]
            continue
        if begin is None or (end is None and not worst):
            continue
        if begin[1] <= 0:
            continue  # A start at the minimum of the scale cannot be halved.
        n += 1
        if end is not None:
            events += 2 * end <= begin[1]
    return events, n


def table(path, delimiter=","):
    with open(HERE / path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def number(cell):
    return None if cell in ("", "n/a", "NA") else float(cell)


def one_step(agent, scores):
    return {"agent": agent, "first_agent": agent, "start": 0, "following": math.inf, "entry": 0,
            "scores": sorted(scores)}


def ketamine(column, group="MDD"):
    visits = {}
    for row in table("nimh-ketamine/original/phenotype.tsv", "\t"):
        score = number(row[column])
        if score is not None:
            visits.setdefault(row["participant_id"], {})[row["session_id"]] = score
    steps, without = [], 0
    for row in table("nimh-ketamine/original/participants.tsv", "\t"):
        if row["group"] != group:
            continue
        names = {"d": "ketamine", "p": "placebo"}
        given = [letter for letter in (row["infusion_1"], row["infusion_2"]) if letter in names]
        without += not given
        scores = []
        for session, score in visits.get(row["participant_id"], {}).items():
            if session == "ses-b0":
                scores.append((-2, score))
            else:
                letter, after = session[4], int(session[5:])
                scores.append((14 * given.index(letter) + after, score))
        for place, letter in enumerate(given):
            steps.append({
                "agent": names[letter], "first_agent": names[given[0]], "start": 14 * place,
                "following": 14 if place == 0 and len(given) == 2 else math.inf, "entry": 0,
                "number": place + 1, "scores": sorted(scores), "patient": row["participant_id"]})
    return steps, without


def paired(title, steps, first, second, scale, outcome, expected, baseline, day, window, worst=False):
    """Patients who had both, by what came of them, apart by which they had first: McNemar's table twice."""
    global failures
    patients = {}
    for step in steps:
        events, n = count([step], scale, outcome, baseline, day, window, worst)
        patients.setdefault(step["patient"], {})[step["agent"]] = (step["number"], events, n)
    found = {True: [0, 0, 0, 0], False: [0, 0, 0, 0]}
    for given in patients.values():
        if first in given and second in given and given[first][2] and given[second][2]:
            place = (0 if given[first][1] else 2) + (0 if given[second][1] else 1)
            found[given[first][0] < given[second][0]][place] += 1
    good = (found[True], found[False]) == expected
    failures += not good
    print(f"{title:19} both, {first} alone, {second} alone, neither: {scale} {outcome} {baseline} {day}±{window} "
          f"{'worst-case' if worst else 'observed'} {found[True]} {first} first, {found[False]} {second} first"
          f"{'' if good else f'   EXPECTED {expected}'}")


def beat_the_blues():
    days = {"bdi.pre": 0, "bdi.2m": 61, "bdi.3m": 91, "bdi.5m": 152, "bdi.8m": 244}
    return [
        one_step("CCBT" if row["treatment"] == "BtheB" else "TAU",
                 [(day, number(row[c])) for c, day in days.items() if number(row[c]) is not None])
        for row in table("beat-the-blues/original/BtheB.csv")]


def antidepressant():
    days = {"4": 7, "5": 14, "6": 28, "7": 42}
    arms, scores = {}, {}
    for row in table("dia-antidepressant/original/antidepressant_data.csv"):
        patient = row["PATIENT"]
        arm = "STUDY_DRUG" if row["THERAPY"] == "DRUG" else "placebo"
        assert arms.setdefault(patient, arm) == arm
        mine = scores.setdefault(patient, {0: number(row["BASVAL"])})
        assert mine[0] == number(row["BASVAL"]) and days[row["VISIT"]] not in mine
        mine[days[row["VISIT"]]] = number(row["HAMDTL17"])
    return [one_step(arms[p], [(d, s) for d, s in scores[p].items() if s is not None]) for p in scores]


def neurofeedback(column):
    arms = {"depr_no_treatment": "NO_TREATMENT", "depr_cbt": "CBT", "depr_nfb": "NEUROFEEDBACK"}
    result = []
    for row in table("neurofeedback-cbt/original/participants.tsv", "\t"):
        pair = [(0, number(row[column + "_ses-pre"])), (61, number(row[column + "_ses-post"]))]
        result.append(one_step(arms[row["group"]], [(d, s) for d, s in pair if s is not None]))
    return result


failures = 0


def show(title, steps, agent, scale, outcome, expected, baseline="step", day=0, window=0, worst=False):
    global failures
    chosen = [step for step in steps if step["agent"] == agent]
    events, n = count(chosen, scale, outcome, baseline, day, window, worst)
    low, high = wilson(events, n)
    good = (events, n) == expected
    failures += not good
    print(f"{title:19} {agent:13} {scale:7} {outcome:9} {baseline:5} {day:3}±{window:<2} "
          f"{'worst-case' if worst else 'observed':10} {events:3}/{n:<3} {events / n:.12f} "
          f"({low:.12f} to {high:.12f}){'' if good else f'   EXPECTED {expected[0]}/{expected[1]}'}")


def omop_demo():
    """Patients of the OMOP demo by antidepressant and code of depression; concepts from the catalogue's drug rows."""
    global failures
    folder, title = HERE / "mimic-iv-demo-omop", "mimic-iv-demo-omop"

    def rows(name):
        with gzip.open(folder / f"{name}.csv.gz", "rt", newline="") as file:
            return list(csv.DictReader(file))

    with open(HERE.parent / "Sources/CCatalogue/agents.csv", newline="", encoding="utf-8") as file:
        drugs = {row["omop_concept_id"]: row["generic_name"] for row in csv.DictReader(file)
                 if row["omop_concept_id"] and row["role"] == "antidepressant"}
    taken = {}
    for row in rows("drug_era"):
        if row["drug_concept_id"] in drugs:
            taken.setdefault(row["person_id"], set()).add(drugs[row["drug_concept_id"]])
    others = [agents - {"trazodone"} for agents in taken.values()]
    codes = {row["person_id"]: None for row in rows("condition_occurrence")
             if row["condition_source_value"].strip().startswith(("F32", "F33", "2962", "2963"))
             or row["condition_source_value"].strip() == "311"}
    for what, found, expected in (
            ("patients", len({row["person_id"] for row in rows("person")}), 100),
            ("with an antidepressant", len(taken), 46), ("other than trazodone", sum(map(bool, others)), 28),
            ("two antidepressants", sum(len(agents) > 1 for agents in taken.values()), 14),
            ("two other than trazodone", sum(len(agents) > 1 for agents in others), 8),
            ("with a depression code", len(codes), 21), ("and an antidepressant", len(codes.keys() & taken), 16),
            ("drug exposures of concept 0", sum(row["drug_concept_id"] == "0" for row in rows("drug_exposure")), 546)):
        failures += found != expected
        print(f"{title}: {what} {found}" + ("" if found == expected else f", expected {expected}"))


def main():
    steps, without = ketamine("MADRS_Total")
    title = "nimh-ketamine MDD"
    for agent, observed, worst, own in (
            ("ketamine", (6, 27), (6, 29), (6, 27)), ("placebo", (1, 26), (1, 27), (0, 26))):
        show(title, steps, agent, "MADRS", "response", observed, "entry", 2, 2)
        show(title, steps, agent, "MADRS", "response", worst, "entry", 2, 2, True)
        show(title, steps, agent, "MADRS", "response", own, "step", 2, 2)
    for agent, response, remission in (("ketamine", (3, 26), (2, 26)), ("placebo", (0, 26), (0, 26))):
        show(title, steps, agent, "MADRS", "response", response, "entry", 10, 2)
        show(title, steps, agent, "MADRS", "remission", remission, "entry", 10, 2)
    for day, baseline, worst, first, second in (
            (2, "entry", False, [1, 3, 0, 8], [0, 1, 0, 11]), (2, "entry", True, [1, 3, 0, 9], [0, 1, 0, 11]),
            (2, "step", False, [0, 4, 0, 8], [0, 1, 0, 11]), (10, "entry", False, [0, 0, 0, 11], [0, 1, 0, 10])):
        paired(title, steps, "ketamine", "placebo", "MADRS", "response", (first, second), baseline, day, 2, worst)
    print(f"{title}: {without} without an infusion, "
          f"{sum(ketamine('MADRS_Total', g)[1] for g in ('MDD', 'BP', 'HC'))} in all groups")

    steps, title = beat_the_blues(), "beat-the-blues"
    for day, ccbt, tau in ((61, (16, 52), (9, 45)), (91, (18, 37), (12, 36)), (152, (17, 29), (11, 29)),
                           (244, (19, 27), (12, 25))):
        show(title, steps, "CCBT", "BDI2", "response", ccbt, day=day, window=14)
        show(title, steps, "TAU", "BDI2", "response", tau, day=day, window=14)
        show(title, steps, "CCBT", "BDI2", "response", (ccbt[0], 52), day=day, window=14, worst=True)
        show(title, steps, "TAU", "BDI2", "response", (tau[0], 48), day=day, window=14, worst=True)

    steps, title = antidepressant(), "dia-antidepressant"
    for agent, response, remission, everyone in (
            ("STUDY_DRUG", (29, 64), (20, 64), 84), ("placebo", (20, 65), (18, 65), 88)):
        show(title, steps, agent, "HAMD17", "response", response, day=42)
        show(title, steps, agent, "HAMD17", "remission", remission, day=42)
        show(title, steps, agent, "HAMD17", "response", (response[0], everyone), day=42, worst=True)

    title = "neurofeedback-cbt"
    for column, scale, expected in (
            ("MADRS", "MADRS", {"CBT": (4, 6), "NEUROFEEDBACK": (1, 3)}),
            ("BDI", "BDI1", {"NO_TREATMENT": (3, 14), "CBT": (2, 5), "NEUROFEEDBACK": (2, 6)})):
        for agent, pair in expected.items():
            show(title, neurofeedback(column), agent, scale, "response", pair, day=61)

    omop_demo()

    if failures:
        sys.exit(f"{failures} rates differ from what is expected")
    print("all rates as expected")


if __name__ == "__main__":
    main()
