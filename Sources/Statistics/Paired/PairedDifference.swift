import Summaries
public import Treatment

/// The difference between the rates of two treatments of the same patients, and what the patients who differ say.
public struct PairedDifference: Sendable, Equatable {
  /// The arm whose rate stands first: `first - second`.
  public var first: String
  public var second: String
  public var outcome: Outcome
  public var baseline: BaselineKind
  public var scale: String
  public var endpoint: Endpoint
  public var missing: MissingReading
  /// Patients with a step of each arm, whether both outcomes are known or not.
  public var patients: Int
  /// Of those who had the first arm first.
  public var firstFirst: PairedCounts
  /// Of those who had the second arm first.
  public var secondFirst: PairedCounts
  /// `nil` where no patient's outcomes are both known, as the limits then are.
  public var estimate: Double?
  public var confLow: Double?
  public var confHigh: Double?
  public var exactP: Double?
  public var midP: Double?
  /// Of the Mainland-Gart test; `nil` where nobody differs in one of the orders.
  public var orderP: Double?

  public var counts: PairedCounts { firstFirst.merged(with: secondFirst) }

  public init(
    first: String, second: String, outcome: Outcome, baseline: BaselineKind, scale: String,
    endpoint: Endpoint, missing: MissingReading, patients: Int, firstFirst: PairedCounts,
    secondFirst: PairedCounts, by proportions: PairedProportions = PairedProportions()
  ) {
    self.first = first
    self.second = second
    self.outcome = outcome
    self.baseline = baseline
    self.scale = scale
    self.endpoint = endpoint
    self.missing = missing
    self.patients = patients
    self.firstFirst = firstFirst
    self.secondFirst = secondFirst
    let counts = firstFirst.merged(with: secondFirst)
    guard let limits = proportions.difference(of: counts) else { return }
    (estimate, confLow, confHigh) = (limits.estimate, limits.low, limits.high)
    (exactP, midP) = PairedProportions.probabilities(of: counts)
    orderP = MainlandGart.probability(firstFirst: firstFirst, secondFirst: secondFirst)
  }
}
