public import Regression
public import Summaries

/// Confidence limits of a rate over rows that nest in patients.
///
///     V    = G / (G - 1) · Σ (eᵢ - p nᵢ)² / n²          CR1 variance of p, patients as clusters
///     deff = max(1, V / (p (1 - p) / n))                 n / G where events are 0 or n, or G < 2
///     n*   = n / deff
///
/// The limits are those of the chosen interval at `(p n*, n*)` with the t(G - 1) quantile for z. G counts the
/// patients with at least one row in n. `exact` and `jeffreys` have no z: they take the level that the t quantile
/// stands for, as ``ProportionInterval`` says. With one patient t(0) is unbounded, so every method gives 0 to 1:
/// one patient says nothing about how patients differ.
///
/// Grade: exact; `n² Σ (eᵢ - p nᵢ)²` is a whole number, formed without rounding on the way.
/// Not: trustworthy with few patients; below 20 the report notes it.
/// Source: Documentation/Formats/Outputs.md, "Robust interval of a rate over steps"; CR1 as in the sandwich packages' usual small-sample
/// factor (cited from memory).
public struct RobustInterval: Sendable, Hashable {
  public let interval: ProportionInterval

  public init(_ interval: ProportionInterval) { self.interval = interval }

  /// The limits; `nil` where n is 0.
  public func limits(of sums: RateSums) -> (low: Double, high: Double)? {
    guard sums.n > 0 else { return nil }
    let size = Double(sums.n) / Self.designEffect(of: sums)
    // At the ends p is exactly 0 or 1, and p n* must be exactly 0 or n*.
    let events = sums.events == sums.n ? size : Double(sums.events) / Double(sums.n) * size
    return interval.limits(
      events: min(events, size), of: size, quantile: .student(degreesOfFreedom: Double(sums.patients - 1)))
  }

  /// By how much clustering inflates the variance of the rate, at least 1 but for the ends.
  public static func designEffect(of sums: RateSums) -> Double {
    guard sums.n > 0 else { return 1 }
    if sums.events == 0 || sums.events == sums.n || sums.patients < 2 {
      return Double(sums.n) / Double(sums.patients)
    }
    let rate = Double(sums.events) / Double(sums.n)
    return max(1, clusterVariance(of: sums) / (rate * (1 - rate) / Double(sums.n)))
  }

  /// The CR1 variance of the rate; needs two patients.
  public static func clusterVariance(of sums: RateSums) -> Double {
    let clusters = Double(sums.patients)
    let size = Double(sums.n)
    return clusters / (clusters - 1) * (sums.scaledResidualSquares / (size * size)) / (size * size)
  }
}
