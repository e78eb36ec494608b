import Treatment

extension Agent {
  /// Everything that the catalogue says of the agent, in the order in which people ask.
  var figures: [CatalogueFigure] {
    guard let drug else { return procedure.map(figures) ?? [] }
    // The procedure that gives a drug is one agent with it; its names are among the drug's.
    return figures(of: drug)
      + (procedure.map(figures) ?? []).filter { figure in
        !["procedure_id", "label", "synonyms", "family", "strategy_code", "confidence"].contains(figure.field)
      }
  }

  private func figures(of drug: DrugFacts) -> [CatalogueFigure] {
    var lines = [
      word("generic_name", name), word("synonyms", synonyms.map(shown).joined(separator: " | ")),
      word("class", group),
      word("mechanism_family", drug.mechanism), word("switch_class_key", drug.switchClass),
      word("role", role),
    ]
    lines += [
      figure("low_dose_below_mg", drug.lowDoseBelow), figure("low_dose_role", drug.lowDoseRole),
      figure("low_dose_rule", drug.lowDoseRule),
      figure("atc", drug.atc), figure("rxcui", drug.rxcui), figure("omop_concept_id", drug.omopConceptID),
    ]
    lines += [
      figure("min_adequate_mg_per_day", drug.minimumDose), word("min_dose_basis", drug.minimumDoseBasis),
      figure("athf_longform_level3_mg", drug.athfLevel3Dose),
      figure("usual_max_mg_per_day", drug.usualMaximumDose), figure("min_adequate_weeks", drug.minimumWeeks),
      word("confidence", drug.confidence), word("notes", drug.notes),
    ]
    if !components.isEmpty {
      lines.append(figure("combination_of", components.map(\.name).joined(separator: "+")))
      let doses = components.map { $0.dose.map(CatalogueFigure.text) ?? "" }
      lines.append(figure("combination_mg", doses.allSatisfy(\.isEmpty) ? "" : doses.joined(separator: "+")))
    }
    return lines
  }

  private func figures(of procedure: ProcedureFacts) -> [CatalogueFigure] {
    let names = [
      word("procedure_id", name), word("label", label), word("synonyms", synonyms.joined(separator: " | ")),
      word("family", group), word("strategy_code", strategyCode), word("session_unit", procedure.sessionUnit),
    ]
    return names + [
      figure("min_sessions_adequate", procedure.minimumSessions.map(Double.init)),
      figure("strict_min_sessions", procedure.strictMinimumSessions.map(Double.init)),
      figure("usual_course", procedure.usualCourse),
      figure("parameters_for_adequacy", procedure.adequacyParameters),
      figure("max_gap_days_within_course", procedure.maximumGapDays.map(Double.init)),
      figure("failure_rule", procedure.failureRule),
      figure("counts_as_failed_trial_for_trd", procedure.countsAsFailedTrial),
      word("source", procedure.source), CatalogueFigure(field: "provenance", value: procedure.provenance),
      word("confidence", procedure.confidence),
    ]
  }

  private func word(_ field: String, _ value: String) -> CatalogueFigure {
    .word(field, value, origin(of: field))
  }

  private func figure(_ field: String, _ value: String) -> CatalogueFigure {
    CatalogueFigure(field: field, value: value, origin: origin(of: field))
  }

  private func figure(_ field: String, _ value: Double?) -> CatalogueFigure {
    figure(field, value.map(CatalogueFigure.text) ?? "")
  }
}
