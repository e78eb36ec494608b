public import Treatment

/// The difference between the rates of two randomised arms.
///
/// Not: suppressed. Counts are as counted, 1 of 26 too; `Disclosure.applied(to:)` of Reporting hides small ones.
public struct RateDifference: Sendable, Equatable {
  /// The arm whose rate stands first: `first - second`.
  public var first: String
  public var second: String
  public var outcome: Outcome
  public var baseline: BaselineKind
  public var scale: String
  public var endpoint: Endpoint
  public var missing: MissingReading
  public var firstEvents: Int
  public var firstN: Int
  public var secondEvents: Int
  public var secondN: Int
  public var estimate: Double
  public var confLow: Double
  public var confHigh: Double

  public init(
    first: String, second: String, outcome: Outcome, baseline: BaselineKind, scale: String,
    endpoint: Endpoint, missing: MissingReading, firstEvents: Int, firstN: Int, secondEvents: Int,
    secondN: Int, estimate: Double, confLow: Double, confHigh: Double
  ) {
    self.first = first
    self.second = second
    self.outcome = outcome
    self.baseline = baseline
    self.scale = scale
    self.endpoint = endpoint
    self.missing = missing
    self.firstEvents = firstEvents
    self.firstN = firstN
    self.secondEvents = secondEvents
    self.secondN = secondN
    self.estimate = estimate
    self.confLow = confLow
    self.confHigh = confHigh
  }
}
