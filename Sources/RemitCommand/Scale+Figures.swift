import Treatment

extension Scale {
  /// Everything that the catalogue says of the scale, in the order of its file.
  ///
  /// At the end, why response or remission cannot be had on it, where they cannot.
  var figures: [CatalogueFigure] {
    [
      CatalogueFigure("scale_id", id), CatalogueFigure("full_name", name, own("full_name")),
      CatalogueFigure("synonyms", synonyms.joined(separator: " | "), own("synonyms")),
      CatalogueFigure("items_scored", facts.itemsScored, own("items_scored")),
      figure("min", CatalogueFigure.text(lowest)), figure("max", CatalogueFigure.text(highest)),
      CatalogueFigure("direction", facts.direction, own("direction")),
      CatalogueFigure("rater", rater, own("rater")),
      figure("response_rule", facts.responseRule),
      CatalogueFigure("response_baseline", facts.responseBaseline, own("response_baseline")),
      figure("remission_cutoff", facts.remissionCutoff),
      figure("remission_alternatives", remissionAlternatives),
      figure("severity_bands", facts.severityBands), figure("relapse_cutoff", facts.relapseCutoff),
      CatalogueFigure("version_traps", facts.versionTraps, own("version_traps")),
      CatalogueFigure("source", source, own("source")),
      CatalogueFigure("provenance", provenance),
      CatalogueFigure("confidence", facts.confidence, own("confidence")),
    ] + unavailable
  }

  private var unavailable: [CatalogueFigure] {
    [(Outcome.response, "no_response"), (.remission, "no_remission")].compactMap { outcome, field in
      unavailability(of: outcome).map { CatalogueFigure(field, $0) }
    }
  }

  private func figure(_ field: String, _ value: String) -> CatalogueFigure {
    CatalogueFigure(field, value, mark(of: field), source: provenance)
  }

  private func own(_ column: String) -> SourceMark? { marks[column] == .own ? .own : nil }
}
