import Treatment

extension CohortDeclaration {
  /// The levels of a column that the cohort's file names: values of maps and constants, and the words that Remit itself gives a
  /// covariate.
  ///
  /// Who declares a level means it to stand by name.
  public func declaredLevels(of column: String) -> Set<String> {
    var levels = Self.ownWords[column] ?? []
    if format == .omop { levels.formUnion(OMOPSource.words[column] ?? []) }
    for table in tables {
      if let value = table.constants[column] { levels.insert(value) }
      for map in table.values {
        for values in Array(map.cases.values) + [map.otherwise ?? [:]] {
          if let value = values[column] { levels.insert(value) }
        }
      }
      for covariate in table.covariates ?? [] where covariate.name == column {
        levels.formUnion((covariate.values ?? [:]).values)
      }
    }
    return levels
  }

  private static let ownWords: [String: Set<String>] = Dictionary(
    uniqueKeysWithValues: ProgrammeColumn.allCases.map { column in
      (column.rawValue, Set(ProgrammeLevel.allCases.map(\.rawValue)))
    })
}

extension OMOPSource {
  /// What covariates of an OMOP folder may say.
  static let words: [String: Set<String>] = [
    OMOPColumn.sex.rawValue: ["male", "female"], OMOPColumn.depressionCode.rawValue: ["yes", "no"],
  ]
}
