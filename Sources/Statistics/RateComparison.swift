import Regression
import Treatment

/// Differences between the rates of two randomised arms, by Newcombe's hybrid score interval.
///
///     d = p₁ - p₂      low = d - √((p₁ - l₁)² + (u₂ - p₂)²)      high = d + √((u₁ - p₁)² + (p₂ - l₂)²)
///
/// where l and u are each arm's Wilson limits.
///
/// Grade: exact
/// Not: a comparison of arms that were not randomised, nor of rows that nest in patients: it is for cells with
/// one row a patient, and leaves out pairs of cells where a patient has more.
/// Source: Newcombe (1998), "Interval estimation for the difference between independent proportions", method
/// 10 (cited from memory); checked against statsmodels in `Datasets/reference`.
public struct RateComparison: Sendable, Hashable {
  public let level: Double

  public init(level: Double = 0.95) {
    precondition(level > 0 && level < 1, "a level lies between 0 and 1")
    self.level = level
  }

  /// One difference for each pair of arms of each outcome, baseline, scale and reading, the arm that sorts
  /// later in the table second unless `control` names it.
  ///
  /// The table is grouped by the arm alone. Pairs with an empty denominator have no difference and are left out.
  public func differences(in table: RateTable, control: String? = nil) -> [RateDifference] {
    guard table.by.count == 1 else { return [] }
    var result: [RateDifference] = []
    for (place, one) in table.rows.enumerated() {
      for other in table.rows[(place + 1)...] where Self.comparable(one, other) {
        let swapped = control == one.group[0]
        let (first, second) = swapped ? (other, one) : (one, other)
        guard let limits = limits(first.events, first.n, second.events, second.n) else { continue }
        result.append(
          RateDifference(
            first: first.group[0], second: second.group[0], outcome: one.outcome, baseline: one.baseline,
            scale: one.scale, endpoint: one.endpoint, missing: one.missing, firstEvents: first.events,
            firstN: first.n, secondEvents: second.events, secondN: second.n, estimate: limits.estimate,
            confLow: limits.low, confHigh: limits.high))
      }
    }
    return result
  }

  /// The difference and its limits; `nil` where a denominator is 0.
  public func limits(
    _ firstEvents: Int, _ firstN: Int, _ secondEvents: Int, _ secondN: Int
  ) -> (estimate: Double, low: Double, high: Double)? {
    let wilson = ProportionInterval(.wilson, level: level)
    guard let first = wilson.limits(events: firstEvents, of: firstN),
      let second = wilson.limits(events: secondEvents, of: secondN)
    else { return nil }
    let p1 = Double(firstEvents) / Double(firstN)
    let p2 = Double(secondEvents) / Double(secondN)
    let limits = Self.limits(
      RateLimits(estimate: p1, low: first.low, high: first.high),
      RateLimits(estimate: p2, low: second.low, high: second.high))
    return (limits.estimate, limits.low, limits.high)
  }

  /// The difference of two independent rates from the limits of each, whatever these were made by.
  public static func limits(_ first: RateLimits, _ second: RateLimits) -> RateLimits {
    let estimate = first.estimate - second.estimate
    let below = length(first.estimate - first.low, second.high - second.estimate)
    let above = length(first.high - first.estimate, second.estimate - second.low)
    return RateLimits(estimate: estimate, low: max(-1, estimate - below), high: min(1, estimate + above))
  }

  private static func length(_ a: Double, _ b: Double) -> Double { (a * a + b * b).squareRoot() }

  private static func comparable(_ one: Rate, _ other: Rate) -> Bool {
    one.outcome == other.outcome && one.baseline == other.baseline && one.scale == other.scale
      && one.endpoint == other.endpoint && one.missing == other.missing && one.group[0] != ""
      && other.group[0] != "" && one.steps == one.patients && other.steps == other.patients
  }
}
