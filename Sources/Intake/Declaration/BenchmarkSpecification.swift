public import Treatment

/// With which published rows a study is compared, and how far they may differ, as `benchmarks:` says.
public struct BenchmarkSpecification: Sendable, Hashable {
  /// Patterns of identifiers; none = every published row.
  public var against: [String] = []
  public var tolerances = BenchmarkTolerances()
  /// Whether rows that no source vouches for are tested against.
  public var includesUnverified = false

  public init() {}
}

extension BenchmarkSpecification {
  private static let keys = [
    "against", "window_days", "window_share", "exit_share", "waive", "population", "prior_failures",
    "include_unverified",
  ]

  /// `all`, a pattern or a list of patterns, or a mapping with its tolerances.
  init(_ value: YAMLValue) throws(IntakeError) {
    self.init()
    guard value.isMapping else {
      against = try Self.patterns(value)
      return
    }
    let entries = try value.entries(known: Self.keys, of: "benchmarks")
    if let item = entries["against"] { against = try Self.patterns(item) }
    if let item = entries["window_days"] {
      tolerances.windowDays = try item.boundedInteger()
      guard (0...3_653).contains(tolerances.windowDays) else {
        throw item.failure("'\(item.name)' expects a whole number of days from 0 to 3653.")
      }
    }
    if let item = entries["window_share"] { tolerances.windowShare = try Self.share(item) }
    if let item = entries["exit_share"] { tolerances.exitShare = try Self.share(item) }
    if let item = entries["waive"] {
      tolerances.waived = Set(try item.words(ComparisonCriterion.waivable))
    }
    if let item = entries["population"] {
      tolerances.population = try item.text()
      guard BenchmarkTolerances.populations.contains(tolerances.population) else {
        throw item.failure(
          "'\(item.name)' expects one of \(BenchmarkTolerances.populations.joined(separator: ", ")).")
      }
    }
    if let item = entries["prior_failures"] {
      tolerances.priorFailures = try item.boundedInteger()
      guard (0...99).contains(tolerances.priorFailures) else {
        throw item.failure("'\(item.name)' expects a whole number from 0 to 99.")
      }
    }
    if let item = entries["include_unverified"] { includesUnverified = try item.boolean() }
  }

  private static func patterns(_ value: YAMLValue) throws(IntakeError) -> [String] {
    let texts = try value.oneOrMore()
    var patterns: [String] = []
    for item in texts { patterns.append(try item.text()) }
    if patterns == ["all"] { return [] }
    if let mistake = PublishedSelection(patterns, among: PublishedRate.bundled).mistakes.first {
      throw value.failure(mistake)
    }
    return patterns
  }

  private static func share(_ item: YAMLValue) throws(IntakeError) -> Double {
    let share = try item.number()
    guard share >= 0, share <= 1 else { throw item.failure("'\(item.name)' expects a number from 0 to 1.") }
    return share
  }
}
