/// A rate, or a difference of two, with its limits.
public struct RateLimits: Sendable, Hashable {
  public var estimate: Double
  public var low: Double
  public var high: Double

  public init(estimate: Double, low: Double, high: Double) {
    self.estimate = estimate
    self.low = low
    self.high = high
  }
}
