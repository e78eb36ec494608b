internal import Treatment

extension StepsLayout {
  /// The request and everything else that the file has and a rule judges.
  static func everything(_ request: PageRequest, has: (StepsColumn) -> Bool) -> PageRequest {
    var result = request
    result.columns.formUnion([.agents, .days])
    if has(.scoreEntry) { result.columns.insert(.entry) }
    if has(.scoreLast) { result.columns.insert(.last) }
    // Read as covariates, since no page has another place for them.
    for column in StepsColumn.repeated where has(column) {
      let text = CovariateRequest(column.name, as: .text)
      if !result.covariates.contains(text) { result.covariates.append(text) }
    }
    return result
  }

  /// The layout that reads every column of the file that has a meaning.
  ///
  /// Throws: ``IntakeError/refused(issues:total:)``.
  func checkingEverything(
    dialect: CSVDialect, names: [String: String], comparesOthers: Bool = false, needsStart: Bool? = nil
  ) throws(IntakeError) -> StepsLayout {
    try StepsLayout(
      header: header, file: file, request: request, catalogue: catalogue, dialect: dialect, names: names,
      checksEverything: true, comparesOthers: comparesOthers, needsStart: needsStart)
  }
}
