internal import Treatment

extension Agent {
  /// A drug from a row of `agents.csv`.
  init(drugRow row: [String: String]) {
    self.init(name: row["generic_name"] ?? "", kind: .drug, drug: DrugFacts())
    fill(fromDrugRow: row)
  }

  /// A procedure, therapy or control arm from a row of `procedures.csv`.
  init(procedureRow row: [String: String]) {
    self.init(name: row["procedure_id"] ?? "", kind: .procedure, procedure: ProcedureFacts())
    fill(fromProcedureRow: row)
  }

  /// Takes what the row's filled cells say and keeps the rest; synonyms are added.
  mutating func fill(fromDrugRow row: [String: String]) {
    let row = FilledCells(row)
    var facts = drug ?? DrugFacts()
    row.text("class", into: &group)
    row.text("role", into: &role)
    row.text("atc", into: &facts.atc)
    row.text("rxcui", into: &facts.rxcui)
    row.text("omop_concept_id", into: &facts.omopConceptID)
    row.text("mechanism_family", into: &facts.mechanism)
    row.text("switch_class_key", into: &facts.switchClass)
    // A class of its own is a switch class of its own, never that of every other drug without a key.
    if facts.switchClass.isEmpty { facts.switchClass = group }
    row.number("min_adequate_mg_per_day", into: &facts.minimumDose)
    row.text("min_dose_basis", into: &facts.minimumDoseBasis)
    row.number("athf_longform_level3_mg", into: &facts.athfLevel3Dose)
    row.number("usual_max_mg_per_day", into: &facts.usualMaximumDose)
    row.number("min_adequate_weeks", into: &facts.minimumWeeks)
    row.text("low_dose_rule", into: &facts.lowDoseRule)
    row.number("low_dose_below_mg", into: &facts.lowDoseBelow)
    row.text("low_dose_role", into: &facts.lowDoseRole)
    row.text("provenance_min_dose", into: &facts.minimumDoseProvenance)
    row.text("provenance_rxcui", into: &facts.rxcuiProvenance)
    row.text("confidence", into: &facts.confidence)
    row.text("notes", into: &facts.notes)
    row.text("provenance_combination", into: &facts.combinationProvenance)
    fillNames(from: row)
    fillIngredients(from: row)
    drug = facts
    provenance =
      "minimum dose: \(facts.minimumDoseProvenance); RxNorm: \(facts.rxcuiProvenance); "
      + (facts.combinationProvenance.isEmpty ? "" : "combination: \(facts.combinationProvenance); ")
      + "confidence: \(facts.confidence)"
  }

  /// Takes what the row's filled cells say and keeps the rest; name and synonyms are added to the synonyms.
  mutating func fill(fromProcedureRow row: [String: String]) {
    let row = FilledCells(row)
    var facts = procedure ?? ProcedureFacts()
    row.text("label", into: &label)
    if drug == nil {
      row.text("family", into: &group)
      row.text("strategy_code", into: &strategyCode)
    }
    row.names("name", into: &synonyms, asOne: true)
    row.text("route", into: &facts.route)
    fillNames(from: row, route: drug == nil ? [] : Route(facts.route))
    row.text("session_unit", into: &facts.sessionUnit)
    row.count("min_sessions_adequate", into: &facts.minimumSessions)
    row.count("strict_min_sessions", into: &facts.strictMinimumSessions)
    row.text("usual_course", into: &facts.usualCourse)
    row.text("parameters_for_adequacy", into: &facts.adequacyParameters)
    row.count("max_gap_days_within_course", into: &facts.maximumGapDays)
    row.text("failure_rule", into: &facts.failureRule)
    row.text("counts_as_failed_trial_for_trd", into: &facts.countsAsFailedTrial)
    row.text("source", into: &facts.source)
    row.text("provenance", into: &facts.provenance)
    row.text("confidence", into: &facts.confidence)
    procedure = facts
    if drug != nil { return }
    provenance = "\(facts.provenance); confidence: \(facts.confidence)"
  }
}
