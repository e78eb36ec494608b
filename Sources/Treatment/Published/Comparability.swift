/// Whether a cohort's rate can stand beside a published one, and which steps of the cohort it is then of.
public enum Comparability: Sendable, Hashable {
  /// What the cohort is asked, and the criteria that did not match and were waived.
  case comparable(BenchmarkMatch, waived: [Mismatch])
  /// Every reason why not, in the order of the criteria.
  case incomparable([Mismatch])

  /// One criterion that does not match, with both sides in words.
  public struct Mismatch: Sendable, Hashable {
    public var criterion: ComparisonCriterion
    public var reason: String

    public init(_ criterion: ComparisonCriterion, _ reason: String) {
      self.criterion = criterion
      self.reason = reason
    }
  }
}

/// The question that puts a published row to a cohort.
public struct BenchmarkMatch: Sendable, Hashable {
  public var outcome: Outcome
  public var scale: String
  public var endpoint: Endpoint
  public var missing: MissingReading
  /// Which steps.
  public var filter: String

  public init(
    outcome: Outcome, scale: String, endpoint: Endpoint, missing: MissingReading, filter: String
  ) {
    self.outcome = outcome
    self.scale = scale
    self.endpoint = endpoint
    self.missing = missing
    self.filter = filter
  }
}
