#!/usr/bin/env python3
"""Turn the session coding of the original files into Remit's canonical cohort files.

    python3 make_canonical.py [FOLDER]

reads `original/participants.tsv` and `original/phenotype.tsv` beside this script and writes
`patients.csv`, `exposures.csv` and `assessments.csv` into FOLDER (default: beside this script).
The same originals give the same bytes, in any folder, locale and time zone.

The originals hold no dates. What stands for a day here, and where it is from:

  first infusion        day  0   the patient's own day 0
  second infusion       day 14   the published protocol: two infusions two weeks apart
  b0                    day -2   README of the data set: "about 2 days before"
  d2, p2                + 2      days after the infusion of ketamine (d) or placebo (p),
  d10, p10              +10      whichever of the two came first
"""

import csv
import sys
from pathlib import Path

SECOND_INFUSION_DAY = 14
BASELINE_DAY = -2
INFUSION = {"d": ("ketamine", "KETAMINE"), "p": ("placebo", "PLACEBO")}
AFTER_INFUSION = {"2": 2, "10": 10}
SCALES = {"MADRS_Total": "MADRS", "HAM17_Total": "HAMD17", "HAMD_Bech": "HAMD6"}
MISSING = "n/a"


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t")


def infusion_days(participant):
    """Day of each infusion that took place, by its letter, in the order of time."""
    days = {}
    for column, day in (("infusion_1", 0), ("infusion_2", SECOND_INFUSION_DAY)):
        letter = participant[column]
        if letter == MISSING:
            continue
        if letter not in INFUSION or letter in days:
            sys.exit(f"participants.tsv: {column} holds something else than one d or one p a participant")
        days[letter] = day
    return days


def assessment_day(session, infusions):
    """Day of a session such as `ses-b0` or `ses-p10`."""
    if session == "ses-b0":
        return BASELINE_DAY
    letter, after = session[4:5], session[5:]
    if not session.startswith("ses-") or letter not in infusions or after not in AFTER_INFUSION:
        sys.exit("phenotype.tsv: a session with scores belongs to no infusion of its participant")
    return infusions[letter] + AFTER_INFUSION[after]


def value(cell):
    return "" if cell == MISSING else cell


def write(path, header, lines):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(lines)


def main():
    here = Path(__file__).resolve().parent
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else here
    participants = sorted(rows(here / "original" / "participants.tsv"), key=lambda row: row["participant_id"])
    infusions = {row["participant_id"]: infusion_days(row) for row in participants}

    patients, exposures = [], []
    for row in participants:
        patient = row["participant_id"]
        order = "-".join(INFUSION[letter][0] for letter in infusions[patient]) or "none"
        patients.append(
            [patient, 0, value(row["age"]), value(row["sex"]), value(row["BMI"]), row["group"], order])
        for letter, day in infusions[patient].items():
            agent, strategy = INFUSION[letter]
            exposures.append([patient, agent, strategy, day, day, 1])

    assessments = []
    for row in rows(here / "original" / "phenotype.tsv"):
        for column, scale in SCALES.items():
            if row[column] != MISSING:
                patient = row["participant_id"]
                day = assessment_day(row["session_id"], infusions[patient])
                assessments.append([patient, day, scale, row[column]])
    place = {scale: number for number, scale in enumerate(SCALES.values())}
    assessments.sort(key=lambda line: (line[0], line[1], place[line[2]]))

    write(
        out / "patients.csv",
        ["patient_id", "entry_day", "age", "sex", "bmi", "group", "infusion_order"], patients)
    write(
        out / "exposures.csv",
        ["patient_id", "agent", "strategy", "start_day", "end_day", "sessions"], exposures)
    write(out / "assessments.csv", ["patient_id", "day", "scale", "score"], assessments)


if __name__ == "__main__":
    main()
