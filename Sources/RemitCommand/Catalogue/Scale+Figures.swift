import Treatment

extension Scale {
  /// Everything that the catalogue says of the scale, in the order of its file; at the end, why response or
  /// remission cannot be had on it, where they cannot.
  var figures: [CatalogueFigure] {
    [
      word("scale_id", id), word("full_name", name), word("synonyms", synonyms.joined(separator: " | ")),
      word("items_scored", facts.itemsScored),
      figure("min", CatalogueFigure.text(lowest)), figure("max", CatalogueFigure.text(highest)),
      word("direction", facts.direction), word("rater", rater),
      figure("response_rule", facts.responseRule), word("response_baseline", facts.responseBaseline),
      figure("remission_cutoff", facts.remissionCutoff),
      figure("remission_alternatives", remissionAlternatives),
      figure("severity_bands", facts.severityBands), figure("relapse_cutoff", facts.relapseCutoff),
      word("version_traps", facts.versionTraps), word("source", source),
      CatalogueFigure(field: "provenance", value: provenance), word("confidence", facts.confidence),
    ] + unavailable
  }

  private var unavailable: [CatalogueFigure] {
    [(Outcome.response, "no_response"), (.remission, "no_remission")].compactMap { outcome, field in
      unavailability(of: outcome).map { CatalogueFigure(field: field, value: $0) }
    }
  }

  private func figure(_ field: String, _ value: String) -> CatalogueFigure {
    CatalogueFigure(field: field, value: value, origin: origin(of: field))
  }

  private func word(_ field: String, _ value: String) -> CatalogueFigure {
    .word(field, value, origin(of: field))
  }
}
