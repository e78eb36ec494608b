internal import Treatment

extension StepsLayout {
  /// What the cells of a column may be that no page holds.
  enum Check: Sendable {
    case oneOf([String])
    case whole

    func allows(_ bytes: UnsafeBufferPointer<UInt8>, _ rules: CSVFieldRules) -> Bool {
      if rules.isMissing(bytes) { return true }
      return switch self {
      case .oneOf(let words): words.contains { $0.utf8.elementsEqual(bytes) }
      case .whole: DecimalText.integer(bytes).map { $0.magnitude <= StepsLayout.latestDay } ?? false
      }
    }

    var expected: String {
      switch self {
      case .oneOf(let words): "one of " + words.joined(separator: ", ")
      case .whole: "a whole number"
      }
    }
  }

  static let stopReasons = [
    "nonresponse", "partial", "response", "remission", "intolerance", "planned", "nonadherence", "lost",
    "other",
    "unknown",
  ]

  /// The layout that reads every column of the file that has a meaning, and checks the others by their own rules.
  ///
  /// Throws: ``IntakeError/refused(issues:total:)``.
  func checkingEverything(dialect: CSVDialect, names: [String: String]) throws(IntakeError) -> StepsLayout {
    func place(_ column: String) -> Int? { header.firstIndex(of: names[column] ?? column) }
    var request = request
    request.columns.formUnion([.agents, .days])
    if place("score_entry") != nil { request.columns.insert(.entry) }
    if place("score_last") != nil { request.columns.insert(.last) }
    var layout = try StepsLayout(
      header: header, file: file, request: request, catalogue: catalogue, dialect: dialect, names: names)
    let checks: [(String, Check)] = [
      ("adequate", .oneOf(["yes", "no", "unknown"])), ("stop_reason", .oneOf(Self.stopReasons)),
      ("end_score_day", .whole),
    ]
    layout.checks = checks.compactMap { name, check in place(name).map { (column: $0, check: check) } }
    return layout
  }
}
