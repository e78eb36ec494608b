internal import Treatment

extension CSVCohort {
  /// The names of the columns with a meaning that the tables of steps and of patients give, by their canonical names; none for a
  /// cohort of exposures.
  ///
  /// Throws: ``IntakeError``, for a file that cannot be read.
  public func stepColumns() throws(IntakeError) -> [String] {
    var result: [String] = []
    for table in declaration.tables where [.steps, .patients].contains(table.kind) && !isRaw {
      let reader = try CSVReader(
        source: openBytes(path: table.path, encoding: table.dialect.encoding), name: table.file,
        dialect: table.dialect, windowBytes: options.windowBytes)
      let decoder = try TableDecoder(
        table, header: reader.header, dates: declaration.dates, catalogue: catalogue)
      let names =
        table.kind.requiredColumns + table.kind.optionalColumns + ["prior_failures"]
        + ProgrammeColumn.allCases.map(\.rawValue)
      for name in names
      where !result.contains(name) && (decoder.has(name) || decoder.covariates.contains { $0.name == name }) {
        result.append(name)
      }
    }
    return result
  }
}
