/// A table of the OMOP common data model that is read, with the columns that are read of it.
///
/// CDM 5.3 and 5.4 have the same names for these. Files and headers may be written in any letter case.
/// Source: the headers of the bundled MIMIC-IV demo (5.3.1); 5.4 and the vocabulary tables from memory.
public enum OMOPTable: String, Sendable, Hashable, CaseIterable {
  case person
  case observationPeriod = "observation_period"
  case drugEra = "drug_era"
  case drugExposure = "drug_exposure"
  case drugStrength = "drug_strength"
  case procedureOccurrence = "procedure_occurrence"
  case conditionOccurrence = "condition_occurrence"
  case measurement
  case concept
  case conceptRelationship = "concept_relationship"
  case conceptAncestor = "concept_ancestor"

  /// Columns without which the table says nothing.
  var required: [String] {
    switch self {
    case .person: ["person_id"]
    case .observationPeriod:
      ["person_id", "observation_period_start_date", "observation_period_end_date"]
    case .drugEra: ["person_id", "drug_concept_id", "drug_era_start_date", "drug_era_end_date"]
    case .drugExposure: ["person_id", "drug_concept_id", "drug_exposure_start_date"]
    case .drugStrength:
      ["drug_concept_id", "ingredient_concept_id", "amount_value", "amount_unit_concept_id"]
    case .procedureOccurrence: ["person_id", "procedure_concept_id", "procedure_date"]
    case .conditionOccurrence: ["person_id", "condition_source_value"]
    case .measurement: ["person_id", "measurement_concept_id", "measurement_date", "value_as_number"]
    case .concept: ["concept_id", "vocabulary_id", "concept_code"]
    case .conceptRelationship: ["concept_id_1", "concept_id_2", "relationship_id"]
    case .conceptAncestor: ["ancestor_concept_id", "descendant_concept_id"]
    }
  }

  /// The column of the concept whose rows are counted where it has no mapping.
  var conceptColumn: String? {
    switch self {
    case .drugEra, .drugExposure: "drug_concept_id"
    case .procedureOccurrence: "procedure_concept_id"
    case .measurement: "measurement_concept_id"
    default: nil
    }
  }

  /// What remains unknown without the table.
  var loss: String {
    switch self {
    case .person: "no patient is known"
    case .observationPeriod: "a patient's last day is that of the last event"
    case .drugEra: "drugs come from drug_exposure alone"
    case .drugExposure, .drugStrength: "doses are unknown"
    case .procedureOccurrence: "no ECT, TMS or other procedure is known"
    case .conditionOccurrence: "depression_code is missing"
    case .measurement: "no scores are known"
    case .concept, .conceptRelationship, .conceptAncestor: "concepts are known by their numbers alone"
    }
  }
}
