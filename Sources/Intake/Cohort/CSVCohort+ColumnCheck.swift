import Treatment

extension CSVCohort {
  /// Every column of a cohort that is one sorted `steps.csv`, typed and checked through all workers.
  ///
  /// `nil` where the cohort is another or its file is not sorted; ``validate(smallestGroup:)`` then says as much
  /// and more, row by row.
  ///
  /// Not: cells that name a person, and small groups. Those are ``validate(smallestGroup:)``'s.
  /// Throws: ``IntakeError``, with all that is wrong.
  public func checkColumns() async throws(IntakeError) -> (check: StepsCheck, rows: Attrition.Rows)? {
    guard let table = plainSteps else { return nil }
    let file = try StepsFile(
      path: table.path, name: table.file, dialect: table.dialect, request: PageRequest(),
      catalogue: catalogue, design: declaration.design, names: table.columns)
    let identifiers = DirectIdentifiers.issues(in: file.layout.header, file: table.file)
    if !identifiers.isEmpty { throw .refused(issues: identifiers, total: identifiers.count) }
    let pass = try await file.check(threads: options.threads)
    return pass.summary.map { ($0, pass.rows) }
  }
}
