internal import LinearAlgebra

/// A probability at a day, with its limits by log(-log).
///
///     limits   p^exp(± z se / (p log p))
///
/// Grade: canonical
/// Not: limits where the estimate is 0 or 1, which have no width.
public struct SurvivalEstimate: Sendable, Equatable {
  public var estimate: Double
  public var standardError: Double
  public var low: Double?
  public var high: Double?

  init(_ estimate: Double, variance: Double, z: Double) {
    self.estimate = estimate
    standardError = max(0, variance).squareRoot()
    guard estimate > 0, estimate < 1, standardError > 0 else { return }
    let logarithm = LinearAlgebra.logarithm(estimate)
    let half = z * standardError / (estimate * logarithm).magnitude
    low = exponential(logarithm * exponential(half))
    high = exponential(logarithm * exponential(-half))
  }
}

/// A mean time up to a day, with normal limits.
public struct MeanTime: Sendable, Equatable {
  /// The day up to which it is counted.
  public var until: Int
  public var days: Double
  public var standardError: Double
  /// None where nobody had the event.
  public var low: Double?
  public var high: Double?

  init(until: Int, days: Double, variance: Double, z: Double) {
    (self.until, self.days, standardError) = (until, days, max(0, variance).squareRoot())
    if standardError > 0 { (low, high) = (days - z * standardError, days + z * standardError) }
  }
}
