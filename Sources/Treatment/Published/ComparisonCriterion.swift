/// What must match before a rate of a cohort stands beside a published one.
public enum ComparisonCriterion: String, Sendable, Hashable, CaseIterable {
  /// Whether the row may be a reference, and has a count.
  case reference
  case outcome, strategy, scale
  case cutoff = "cut-off"
  case window
  case analysisSet = "analysis-set"
  case priorFailures = "prior-failures"
  case design, population

  /// Whether somebody may say that it need not match: what remains is then still one quantity on both sides.
  public var isWaivable: Bool {
    switch self {
    case .analysisSet, .priorFailures, .design, .population: true
    case .reference, .outcome, .strategy, .scale, .cutoff, .window: false
    }
  }

  public static let waivable = allCases.filter(\.isWaivable)
}
