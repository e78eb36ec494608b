@testable import Intake

/// A small OMOP 5.4 folder: headers in capitals, ids of 64 bits and below zero, a vocabulary with tabs.
enum DrawnOMOP {
  /// More digits than a double holds.
  static let first = "-9007199254740993"
  static let second = "9223372036854775807"

  static let files: [String: String] = [
    "PERSON.csv": """
    PERSON_ID,GENDER_CONCEPT_ID,YEAR_OF_BIRTH,BIRTH_DATETIME,PERSON_SOURCE_VALUE
    \(first),8532,2130,,
    \(second),8507,2120,,
    7,0,,,

    """,
    "Observation_Period.csv": """
    OBSERVATION_PERIOD_ID,PERSON_ID,OBSERVATION_PERIOD_START_DATE,OBSERVATION_PERIOD_END_DATE
    1,\(first),2179-06-01,2180-12-31
    2,\(second),2150-01-01,2150-06-30
    3,\(second),2151-01-01,2151-12-31
    4,7,2160-02-29,2160-03-31

    """,
    // 60 tablets of 50 mg over 30 days, then a later era without a dose; olanzapine by its RxNorm code.
    "DRUG_EXPOSURE.csv": """
    DRUG_EXPOSURE_ID,PERSON_ID,DRUG_CONCEPT_ID,DRUG_EXPOSURE_START_DATE,DRUG_EXPOSURE_END_DATE,QUANTITY,DAYS_SUPPLY
    1,\(first),40000001,2180-01-01,2180-01-30,60,30
    2,\(first),999,2180-01-01,2180-01-30,,
    3,\(first),0,2180-01-01,2180-01-30,,
    4,\(second),40000002,2151-03-01 08:30:00,,10,10

    """,
    "drug_era.csv": """
    DRUG_ERA_ID,PERSON_ID,DRUG_CONCEPT_ID,DRUG_ERA_START_DATE,DRUG_ERA_END_DATE
    1,\(first),739138,2180-01-01,2180-03-01
    2,\(first),1125315,2180-01-01,2180-03-01
    3,\(second),739138,2152-02-01,2152-03-01

    """,
    "CONCEPT.csv": """
    concept_id\tconcept_name\tdomain_id\tvocabulary_id\tconcept_class_id\tstandard_concept\tconcept_code
    739138\tsertraline\tDrug\tRxNorm\tIngredient\tS\t36437
    785788\tolanzapine\tDrug\tRxNorm\tIngredient\tS\t61381
    1125315\tacetaminophen\tDrug\tRxNorm\tIngredient\tS\t161
    40000001\tsertraline 50 MG 5" tablet\tDrug\tRxNorm\tClinical Drug\tS\t312941
    40000002\tolanzapine 5 MG tablet\tDrug\tRxNorm\tClinical Drug\tS\t314154
    44000000\tPHQ-9 total\tMeasurement\tLOINC\tSurvey\tS\t44261-6

    """,
    "CONCEPT_ANCESTOR.csv": """
    ancestor_concept_id\tdescendant_concept_id
    739138\t40000001
    785788\t40000002

    """,
    "DRUG_STRENGTH.csv": """
    drug_concept_id\tingredient_concept_id\tamount_value\tamount_unit_concept_id\tinvalid_reason
    40000001\t739138\t50\t8576\t
    40000002\t785788\t5000\t9655\t

    """,
    // Two codes of one treatment on one day, then a single one.
    "procedure_occurrence.csv": """
    person_id,procedure_concept_id,procedure_date,quantity,procedure_source_value
    \(second),0,2151-05-02,,90870
    \(second),0,2151-05-02,,GZB2ZZZ
    \(second),0,2151-05-04,,90870
    \(second),0,2151-05-05,,12345

    """,
    "condition_occurrence.csv": """
    person_id,condition_source_value
    \(first),F33.1
    \(second),78791
    7,3110

    """,
    "measurement.csv": """
    measurement_id,person_id,measurement_concept_id,measurement_date,measurement_datetime,value_as_number,measurement_source_value
    9,\(first),44000000,2180-01-01,2180-01-01 09:00:00,17,x
    10,\(first),44000000,2180-01-01,2180-01-01 17:00:00,20,x
    11,\(first),0,2180-02-20,,6,44261-6
    12,\(first),44000000,2180-02-25,,,x
    13,\(first),3004249,2180-02-25,,120,bp

    """,
  ]

  static func folder(_ changes: [String: String?] = [:]) throws -> CohortFolder {
    let folder = try CohortFolder()
    for (name, text) in files.merging(changes.compactMapValues { $0 }, uniquingKeysWith: { $1 })
    where changes[name] != .some(.none) {
      try folder.write(text, to: name)
    }
    return folder
  }

  /// The cohort of the folder, which is read when it is opened and not needed any more.
  static func cohort() throws -> CSVCohort {
    let folder = try folder()
    return try withExtendedLifetime(folder) { try CSVCohort(at: folder.path) }
  }

  /// The histories of the patients, by identifier.
  static func histories(_ cohort: CSVCohort) throws -> [String: CSVCohort.DerivedPatient] {
    var result: [String: CSVCohort.DerivedPatient] = [:]
    _ = try cohort.derivePatients {
      result = [:]
    } _: {
      result[$0.identifier] = $0
    }
    return result
  }
}
