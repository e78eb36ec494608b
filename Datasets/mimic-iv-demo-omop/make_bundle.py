#!/usr/bin/env python3
"""Cuts the published MIMIC-IV demo in OMOP to the tables and columns that Remit reads.

    make_bundle.py FOLDER_OF_THE_PUBLISHED_CSV_FILES

Rows and cells stand as they were published, in their order; only whole columns and whole tables are left out. Files
are compressed without name and time, so the same originals give the same bytes (with the same zlib).
"""
import csv
import gzip
import io
import pathlib
import sys

TABLES = {
    "person": ("person.csv", ["person_id", "gender_concept_id", "year_of_birth"]),
    "observation_period": ("observation_period.csv", [
        "person_id", "observation_period_start_date", "observation_period_end_date"]),
    "drug_era": ("drug_era.csv", ["person_id", "drug_concept_id", "drug_era_start_date", "drug_era_end_date"]),
    "drug_exposure": ("drug_exposure.csv", [
        "person_id", "drug_concept_id", "drug_exposure_start_date", "drug_exposure_end_date", "quantity",
        "days_supply"]),
    "procedure_occurrence": ("procedure_occurrence.csv", [
        "person_id", "procedure_concept_id", "procedure_date", "quantity", "procedure_source_value"]),
    "condition_occurrence": ("condition_occurrence.csv", ["person_id", "condition_source_value"]),
    # The published extract has the concepts that its makers added and no others, under names that start with 2b_.
    "concept": ("2b_concept.csv", ["concept_id", "vocabulary_id", "concept_class_id", "concept_code"]),
    "concept_relationship": ("2b_concept_relationship.csv", [
        "concept_id_1", "concept_id_2", "relationship_id", "invalid_reason"]),
}


def main():
    source, target = pathlib.Path(sys.argv[1]), pathlib.Path(__file__).parent
    for table, (name, columns) in TABLES.items():
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(columns)
        with open(source / name, newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                writer.writerow([row[column] for column in columns])
        with open(target / f"{table}.csv.gz", "wb") as file:
            with gzip.GzipFile(filename="", mode="wb", fileobj=file, compresslevel=9, mtime=0) as packed:
                packed.write(text.getvalue().encode())


if __name__ == "__main__":
    main()
