public import Treatment

/// What a study asks of treatment resistance: `resistance` in `STUDY.yaml`.
///
/// Steps and trials are made by the study's own `derivation`, so that no section of a report rests on others.
public struct ResistanceSpecification: Sendable, Hashable {
  /// Identifiers of the definitions, each once, in the order asked for.
  public var rules = ResistanceRules.all.map(\.id)
  public var staging: [StagingMethod] = []
  public var grid = false
  /// Which patients; `nil` = those of the study.
  public var filter: String?
  /// The scale that judges trials, if left out the study's only one; `nil` = each patient's own.
  public var scale: String?
  /// wilson, exact, jeffreys or agresti-coull.
  public var interval = "wilson"
  public var level = 0.95

  static let keys = ["rules", "staging", "grid", "where", "scale", "interval", "level"]

  init(_ value: YAMLValue, _ common: StudySpecification.Rates, _ catalogue: Catalogue) throws(IntakeError) {
    (filter, interval, level) = (common.filter, common.interval, common.level)
    if let scales = common.scales, scales.count == 1,
      catalogue.scale(named: scales[0]).map({ catalogue.scales[$0].judgesTrials }) ?? false
    {
      scale = scales.first
    }
    let entries = try value.entries(known: Self.keys, of: "resistance")
    if let item = entries["rules"] { rules = try Self.names(item, rules) }
    if let item = entries["staging"] {
      let known = StagingMethod.allCases.map(\.rawValue)
      staging = try Self.names(item, known, mayBeNone: true).compactMap(StagingMethod.init)
    }
    if let item = entries["grid"] { grid = try item.boolean() }
    if let item = entries["where"] { filter = try Self.condition(item) }
    if let item = entries["scale"] {
      scale = try item.scale(of: catalogue)
      if let place = catalogue.scale(named: scale ?? ""),
        let reason = catalogue.scales[place].reasonAgainstTrials
      {
        throw item.failure("'\(item.name)': trials cannot be judged on it: \(reason).")
      }
    }
    if let item = entries["interval"] {
      interval = try item.text()
      if !StudySpecification.intervals.contains(interval) {
        throw item.failure(
          "'\(item.name)' expects one of \(StudySpecification.intervals.joined(separator: ", ")).")
      }
    }
    if let item = entries["level"] {
      level = try item.number()
      if !(level > 0 && level < 1) {
        throw item.failure("'\(item.name)' expects a number between 0 and 1, for example 0.95.")
      }
    }
  }

  /// The names of a list, each once; all of them for `all`.
  private static func names(
    _ value: YAMLValue, _ known: [String], mayBeNone: Bool = false
  ) throws(IntakeError) -> [String] {
    if let only = try? value.text(), only == "all" { return known }
    var result: [String] = []
    for item in try value.oneOrMore() {
      let name = try item.text().lowercased()
      guard known.contains(name) else {
        let near = NearestName.nearest(name, among: known)
        throw item.failure(
          "'\(item.name)' expects all, or names of \(known.joined(separator: ", "))."
            + (near.isEmpty ? "" : " Did you mean '\(near[0])'?"))
      }
      if !result.contains(name) { result.append(name) }
    }
    if result.isEmpty, !mayBeNone {
      throw value.failure("'\(value.name)' names none. Name one or more, or all.")
    }
    return result
  }

  /// The text of a condition about patients.
  private static func condition(_ value: YAMLValue) throws(IntakeError) -> String {
    if try value.filter().readsSteps {
      throw value.failure(
        "'\(value.name)': resistance is judged for patients, so the condition may ask about covariates of patients only."
      )
    }
    return try value.text()
  }
}
