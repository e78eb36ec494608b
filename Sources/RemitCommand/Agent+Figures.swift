import Treatment

extension Agent {
  /// Everything that the catalogue says of the agent, in the order of its file.
  var figures: [CatalogueFigure] {
    if let drug { return figures(of: drug) }
    return procedure.map(figures) ?? []
  }

  private func figures(of drug: DrugFacts) -> [CatalogueFigure] {
    let names = synonyms.joined(separator: " | ")
    var lines = [
      CatalogueFigure("generic_name", name), CatalogueFigure("synonyms", names, own("synonyms")),
      CatalogueFigure("class", group, own("class")),
      CatalogueFigure("mechanism_family", drug.mechanism, own("mechanism_family")),
      CatalogueFigure("role", role, own("role")),
    ]
    lines += [
      CatalogueFigure("low_dose_below_mg", drug.lowDoseBelow, mark(of: "low_dose_below_mg")),
      CatalogueFigure("low_dose_role", drug.lowDoseRole, mark(of: "low_dose_role")),
      CatalogueFigure("low_dose_rule", drug.lowDoseRule, mark(of: "low_dose_rule")),
    ]
    lines += [
      CatalogueFigure("switch_class_key", drug.switchClass, own("switch_class_key")),
      CatalogueFigure("atc", drug.atc, mark(of: "atc"), source: codeSource(drug, "atc")),
      CatalogueFigure("rxcui", drug.rxcui, mark(of: "rxcui"), source: codeSource(drug, "rxcui")),
      CatalogueFigure("omop_concept_id", drug.omopConceptID, mark(of: "omop_concept_id")),
      CatalogueFigure(
        "min_adequate_mg_per_day", drug.minimumDose, mark(of: "min_adequate_mg_per_day"),
        source: drug.minimumDoseProvenance),
      CatalogueFigure("min_dose_basis", drug.minimumDoseBasis, own("min_dose_basis")),
    ]
    lines += [
      CatalogueFigure("athf_longform_level3_mg", drug.athfLevel3Dose, mark(of: "athf_longform_level3_mg")),
      CatalogueFigure("usual_max_mg_per_day", drug.usualMaximumDose, mark(of: "usual_max_mg_per_day")),
      CatalogueFigure("min_adequate_weeks", drug.minimumWeeks, mark(of: "min_adequate_weeks")),
      CatalogueFigure("confidence", drug.confidence, own("confidence")),
      CatalogueFigure("notes", drug.notes, own("notes")),
    ]
    if !components.isEmpty { lines.append(CatalogueFigure("ingredients", ingredients)) }
    return lines
  }

  private func figures(of procedure: ProcedureFacts) -> [CatalogueFigure] {
    func figure(_ field: String, _ value: String) -> CatalogueFigure {
      CatalogueFigure(field, value, mark(of: field), source: procedure.provenance)
    }
    func count(_ field: String, _ value: Int?) -> CatalogueFigure {
      figure(field, value.map { "\($0)" } ?? "")
    }
    let names = [
      CatalogueFigure("procedure_id", name), CatalogueFigure("label", label, own("label")),
      CatalogueFigure("synonyms", synonyms.joined(separator: " | "), own("synonyms")),
      CatalogueFigure("family", group, own("family")),
      CatalogueFigure("strategy_code", strategyCode, own("strategy_code")),
      CatalogueFigure("session_unit", procedure.sessionUnit, own("session_unit")),
    ]
    return names + [
      count("min_sessions_adequate", procedure.minimumSessions),
      count("strict_min_sessions", procedure.strictMinimumSessions),
      figure("usual_course", procedure.usualCourse),
      figure("parameters_for_adequacy", procedure.adequacyParameters),
      count("max_gap_days_within_course", procedure.maximumGapDays),
      figure("failure_rule", procedure.failureRule),
      figure("counts_as_failed_trial_for_trd", procedure.countsAsFailedTrial),
      CatalogueFigure("source", procedure.source, own("source")),
      CatalogueFigure("provenance", procedure.provenance),
      CatalogueFigure("confidence", procedure.confidence, own("confidence")),
    ]
  }

  /// What needs no source shows a mark only where it is the user's own.
  private func own(_ column: String) -> SourceMark? { marks[column] == .own ? .own : nil }

  private func codeSource(_ drug: DrugFacts, _ column: String) -> String {
    mark(of: column) == .notStated || marks[column] == .own && column == "atc" ? "" : drug.rxcuiProvenance
  }

  private var ingredients: String {
    components.map { part in
      part.name + (part.takesStatedDose ? " (the stated dose)" : part.dose.map { " \($0) mg" } ?? "")
    }.joined(separator: " + ")
  }
}
