internal import Synchronization
internal import Treatment

extension CSVCohort {
  /// The identifiers of the scales that the cohort holds, in the order of the catalogue.
  public func scales() throws(IntakeError) -> [String] {
    try scaleNumbers().map { catalogue.scales[$0].id }
  }

  func numbers(of names: [String]) throws(IntakeError) -> [Int] {
    var result: Set<Int> = []
    for name in names {
      guard let scale = catalogue.scale(named: name) else {
        throw .configuration(
          file: path, line: 0, column: 0,
          message: "'\(name)' is no scale of the catalogue"
            + InputIssue.hint(catalogue.nearestScales(to: name)) + ".")
      }
      result.insert(scale)
    }
    return result.sorted()
  }

  func scaleNumbers() throws(IntakeError) -> [Int] {
    if let scales = known.withLock({ $0.scales }) { return scales }
    let found: [Int]
    if let omop {
      found = omop.scales.sorted()
    } else if let quick = try quickScales() {
      found = quick
    } else {
      found = try ScaleSurvey.scales(of: declaration, in: catalogue, windowBytes: options.windowBytes)
    }
    known.withLock { $0.scales = found }
    return found
  }

  /// The scales of tables of assessments; `nil` where a table has to be read row by row.
  private func quickScales() throws(IntakeError) -> [Int]? {
    guard isRaw else { return nil }
    var all: Set<Int> = []
    for table in declaration.tables where table.kind == .assessments {
      do throws(IntakeError) {
        guard
          let own = try EventTable.compiled(
            table, dates: declaration.dates, catalogue: catalogue, copies: copies)?.table,
          let found = try EventScales(own, in: catalogue).found()
        else { return nil }
        all.formUnion(found)
      } catch .refused {
        return nil
      }
    }
    return all.sorted()
  }

  /// The cohort's scales, looked for in parts where nobody has yet.
  func scaleNumbers(of cohort: any PartedCohort) async throws(IntakeError) -> [Int] {
    if let scales = known.withLock({ $0.scales }) { return scales }
    guard let all = try await cohort.scales() else { return try scaleNumbers() }
    known.withLock { $0.scales = all.sorted() }
    return all.sorted()
  }
}
