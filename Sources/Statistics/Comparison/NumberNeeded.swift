/// How many have to be treated for one more to have the outcome, from a risk difference and its limits.
///
/// Where the limits of the difference hold 0 those of the number run through infinity: from so many for one more, through any number, to so
/// many for one fewer.
///
/// Source: Altman (1998), "Confidence intervals for the number needed to treat" (cited from memory).
public struct NumberNeeded: Sendable, Equatable {
  /// Treated for one more (above 0) or for one fewer (below 0); infinite where there is no difference.
  public let estimate: Double
  /// The inverses of the limits of the difference, the upper limit's first.
  public let ends: (Double, Double)?

  public init(difference: Double, low: Double?, high: Double?) {
    func inverse(_ value: Double) -> Double { value == 0 ? .infinity : 1 / value }
    estimate = inverse(difference)
    ends = if let low, let high { (inverse(high), inverse(low)) } else { nil }
  }

  /// Whether the interval runs through infinity.
  public var isThroughInfinity: Bool { ends.map { $0.0 > 0 && ($0.1 < 0 || $0.1 == .infinity) } ?? false }

  public static func == (a: NumberNeeded, b: NumberNeeded) -> Bool {
    a.estimate == b.estimate && a.ends?.0 == b.ends?.0 && a.ends?.1 == b.ends?.1
  }
}
