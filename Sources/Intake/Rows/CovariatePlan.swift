import Treatment

/// Where the covariates that a statistic asks for stand.
struct CovariatePlan: Sendable {
  enum Level: Sendable, Equatable {
    case patient, assessment, step
    /// Made of the steps that are derived, where no file has a column of that name.
    case derived(ProgrammeColumn)
    /// Why the step's leading treatment ended, likewise.
    case stopReason

    /// What the steps themselves tell under the name; `nil` where they tell nothing.
    init?(ofDerivedSteps name: String) {
      if let column = ProgrammeColumn(rawValue: name) {
        self = .derived(column)
      } else if name == StopReason.column {
        self = .stopReason
      } else {
        return nil
      }
    }
  }

  struct Place: Sendable {
    let table: Int
    let covariate: TableDecoder.Covariate
  }

  let requests: [CovariateRequest]
  private(set) var levels: [Level] = []
  /// For each request the places that give it, one a table.
  private(set) var places: [[Place]] = []

  /// Throws: `refused` that names the columns that are nowhere, with the nearest that are.
  init(_ requests: [CovariateRequest], in tables: [TableDecoder]) throws(IntakeError) {
    self.requests = requests
    var log = IssueLog()
    for request in requests {
      var found: [Place] = []
      var level = Level.patient
      for (kind, itsLevel) in [
        (TableDeclaration.Kind.patients, Level.patient), (.steps, .step), (.assessments, .assessment),
      ] where found.isEmpty {
        for (place, table) in tables.enumerated() where table.table.kind == kind {
          if let covariate = table.covariates.first(where: { $0.name == request.name }) {
            found.append(Place(table: place, covariate: covariate))
            level = itsLevel
          }
        }
      }
      if found.isEmpty, let derived = Level(ofDerivedSteps: request.name),
        !tables.contains(where: { $0.table.kind == .steps })
      {
        level = derived
      } else if found.isEmpty {
        let names = Set(tables.flatMap { $0.covariates.map(\.name) }).sorted()
        let hint =
          tables.contains { HeaderHint.looksLikeData($0.header) }
          ? ""
          : nearestName(to: request.name, among: names).map { "; the nearest is '\($0)'" }
            ?? (names.isEmpty ? "" : "; there are: \(names.prefix(20).joined(separator: ", "))")
        log.add(
          InputIssue(
            file: tables.first?.table.file ?? "cohort", line: 0, column: 0,
            expected: "a column '\(request.name)' for a grouping or filter",
            found: "none of that name\(hint)"))
      }
      places.append(found)
      levels.append(level)
    }
    if !log.isEmpty { throw .notInCohort(issues: log.first) }
  }
}

/// The value of a covariate as it was asked for: as text or as a number; the other of the two is missing.
struct CovariateValue: Equatable {
  var code = Vocabulary.missing
  var number = Double.nan

  static func == (a: CovariateValue, b: CovariateValue) -> Bool { a.bits == b.bits }

  /// Equal for equal values of a covariate.
  var bits: UInt64 { code == Vocabulary.missing && !number.isNaN ? Self.bits(of: number) : UInt64(code) }

  /// One for both zeros, and none of a code's for a missing number but that of a missing text.
  @inline(__always) static func bits(of number: Double) -> UInt64 {
    number.isNaN ? 0 : ~(number + 0).bitPattern
  }
}

extension CovariateColumn {
  mutating func append(_ value: CovariateValue) {
    switch self {
    case .text(var codes):
      self = .text([])
      codes.append(value.code)
      self = .text(codes)
    case .number(var numbers):
      self = .number([])
      numbers.append(value.number)
      self = .number(numbers)
    }
  }
}

extension RowReading {
  /// A covariate as the request wants it; a cell that is no number where one is wanted is an issue.
  mutating func value(
    of covariate: TableDecoder.Covariate, as kind: CovariateRequest.Kind, _ vocabulary: Vocabulary
  ) -> CovariateValue {
    let cell = table.cell(of: covariate, in: row)
    var text: String
    var place = table.patientField
    switch cell {
    case .missing: return CovariateValue()
    case .text(let constant): text = constant
    case .field(let field):
      text = row.text(field)
      place = field
    }
    if let values = covariate.values {
      guard let mapped = values[text] ?? values["otherwise"] else {
        let names = values.keys.sorted().prefix(12).map { "'\($0)'" }.joined(separator: ", ")
        issues.append(
          row.issue(
            at: place, expected: "one of the values that cohort.yaml maps for '\(covariate.name)' (\(names))")
        )
        return CovariateValue()
      }
      text = mapped
      if mapped.isEmpty { return CovariateValue() }
    }
    var result = CovariateValue()
    if kind == .text { result.code = vocabulary.code(of: text) }
    if kind == .number || covariate.kind == .number {
      let number: Double? =
        if covariate.values == nil, case .field(let field) = cell { row.number(field) } else { Double(text) }
      guard let number, number.isFinite else {
        // A column that cohort.yaml does not declare a covariate is told by the name that the file gives it.
        let name =
          if covariate.kind == nil, case .field(let field) = covariate.source { table.header[field] } else {
            covariate.name
          }
        issues.append(row.issue(at: place, expected: "a number in '\(name)'"))
        return CovariateValue()
      }
      if kind == .number { result.number = number }
    }
    return result
  }
}
