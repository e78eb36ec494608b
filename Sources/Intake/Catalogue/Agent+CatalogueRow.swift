internal import Treatment

extension Agent {
  /// A drug from a row of `agents.csv`.
  init(drugRow row: [String: String]) {
    func cell(_ name: String) -> String { row[name] ?? "" }
    self.init(
      name: cell("generic_name"), kind: .drug, group: cell("class"), role: cell("role"),
      synonyms: Self.names(cell("synonyms")),
      provenance: "minimum dose: \(cell("provenance_min_dose")); RxNorm: \(cell("provenance_rxcui")); "
        + "confidence: \(cell("confidence"))",
      drug: Self.drugFacts(cell), components: Self.components(of: cell("generic_name")))
  }

  private static func drugFacts(_ cell: (String) -> String) -> DrugFacts {
    var facts = DrugFacts()
    facts.atc = cell("atc")
    facts.rxcui = cell("rxcui")
    facts.omopConceptID = cell("omop_concept_id")
    facts.mechanism = cell("mechanism_family")
    facts.switchClass = cell("switch_class_key")
    facts.minimumDose = Double(cell("min_adequate_mg_per_day"))
    facts.minimumDoseBasis = cell("min_dose_basis")
    facts.athfLevel3Dose = Double(cell("athf_longform_level3_mg"))
    facts.usualMaximumDose = Double(cell("usual_max_mg_per_day"))
    facts.minimumWeeks = Double(cell("min_adequate_weeks"))
    facts.lowDoseRule = cell("low_dose_rule")
    facts.lowDoseBelow = Double(cell("low_dose_below_mg"))
    facts.lowDoseRole = cell("low_dose_role")
    facts.minimumDoseProvenance = cell("provenance_min_dose")
    facts.rxcuiProvenance = cell("provenance_rxcui")
    facts.confidence = cell("confidence")
    facts.notes = cell("notes")
    return facts
  }

  /// Source: adequacy.md, section 10, F11 (OFC = olanzapine + fluoxetine 25 mg unless stated).
  private static func components(of name: String) -> [Component] {
    guard name == "olanzapine-fluoxetine" else { return [] }
    return [
      Component(name: "olanzapine", dose: nil, takesStatedDose: true),
      Component(name: "fluoxetine", dose: 25, takesStatedDose: false),
    ]
  }

  /// A procedure, therapy or control arm from a row of `procedures.csv`.
  init(procedureRow row: [String: String]) {
    func cell(_ name: String) -> String { row[name] ?? "" }
    self.init(
      name: cell("procedure_id"), label: cell("label"), kind: .procedure, group: cell("family"),
      strategyCode: cell("strategy_code"), synonyms: [cell("name")] + Self.names(cell("synonyms")),
      provenance: "\(cell("provenance")); confidence: \(cell("confidence"))",
      procedure: Self.procedureFacts(cell))
  }

  private static func procedureFacts(_ cell: (String) -> String) -> ProcedureFacts {
    var facts = ProcedureFacts()
    facts.sessionUnit = cell("session_unit")
    facts.minimumSessions = Int(cell("min_sessions_adequate"))
    facts.strictMinimumSessions = Int(cell("strict_min_sessions"))
    facts.usualCourse = cell("usual_course")
    facts.adequacyParameters = cell("parameters_for_adequacy")
    facts.maximumGapDays = Int(cell("max_gap_days_within_course"))
    facts.failureRule = cell("failure_rule")
    facts.countsAsFailedTrial = cell("counts_as_failed_trial_for_trd")
    facts.source = cell("source")
    facts.confidence = cell("confidence")
    return facts
  }

  /// The synonyms of a cell. `Silenor(low dose)` is the name before the note; a name that stands for a
  /// fixed combination (`Deanxit(with …)`, `with …=…`) is not a name of the one ingredient.
  static func names(_ cell: String) -> [String] {
    cell.split(separator: "|").compactMap { part in
      if part.contains("=") || part.contains("(with ") { return nil }
      let name = part.prefix { $0 != "(" }
      return String(name.reversed().drop { $0 == " " }.reversed())
    }
  }
}
