/// The three files of a catalogue, with the columns that each may have.
enum CatalogueFileKind: String, CaseIterable, Sendable {
  case agents, procedures, scales

  static let files = "agents.csv, procedures.csv or scales.csv"

  var file: String { rawValue + ".csv" }

  /// The column that says which entry a row is about.
  var nameColumn: String {
    switch self {
    case .agents: "generic_name"
    case .procedures: "procedure_id"
    case .scales: "scale_id"
    }
  }

  /// What a new entry cannot do without.
  var neededColumns: [String] {
    switch self {
    case .agents: ["class", "role"]
    case .procedures: ["family", "strategy_code"]
    case .scales: ["min", "max"]
    }
  }

  /// Every column of the bundled file, in its order.
  var columns: [String] {
    switch self {
    case .agents:
      [
        "generic_name", "atc", "rxcui", "omop_concept_id", "class", "mechanism_family", "role",
        "min_adequate_mg_per_day", "min_dose_basis", "athf_longform_level3_mg", "usual_max_mg_per_day",
        "min_adequate_weeks", "switch_class_key", "low_dose_rule", "low_dose_below_mg", "low_dose_role",
        "synonyms", "combination_of", "combination_mg", "provenance_min_dose", "provenance_rxcui",
        "provenance_combination", "confidence", "notes",
      ]
    case .procedures:
      [
        "procedure_id", "name", "label", "synonyms", "family", "strategy_code", "route", "session_unit",
        "min_sessions_adequate", "strict_min_sessions", "usual_course", "parameters_for_adequacy",
        "max_gap_days_within_course", "failure_rule", "counts_as_failed_trial_for_trd", "source",
        "provenance",
        "confidence",
      ]
    case .scales:
      [
        "scale_id", "full_name", "synonyms", "items_scored", "min", "max", "direction", "rater",
        "response_rule",
        "response_baseline", "remission_cutoff", "remission_alternatives", "severity_bands", "relapse_cutoff",
        "version_traps", "source", "provenance", "confidence",
      ]
    }
  }

  /// Columns whose figures a row's provenance is about; names and remarks are not.
  var figureColumns: [String] {
    let others: Set = [
      nameColumn, "name", "label", "full_name", "synonyms", "source", "provenance", "confidence",
      "version_traps",
    ]
    return columns.filter { !others.contains($0) }
  }

  /// The column in which a row says where the figure in another is from; `nil` where it has no place for
  /// that.
  func provenanceColumn(of column: String) -> String? {
    guard self == .agents else { return "provenance" }
    switch column {
    case "min_adequate_mg_per_day", "min_dose_basis": return "provenance_min_dose"
    case "rxcui", "atc": return "provenance_rxcui"
    case "combination_of", "combination_mg": return "provenance_combination"
    default: return nil
    }
  }
}
