extension Report {
  /// The rates for OMOP's tools; `nil` where there are none.
  var summarisedResult: ReportFile? {
    guard !shown.rates.isEmpty else { return nil }
    let version = content.provenance.versions.first { $0.name == "remit" }?.value ?? "unknown"
    let result = SummarisedResult(
      rates: shown.rates, title: content.title, version: version, disclosure: content.disclosure)
    return ReportFile(path: "summarised_result.csv", text: result.csv())
  }
}
