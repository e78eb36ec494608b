public import Regression
public import Statistics

/// How limits are made again from rounded counts: Reporting asks, Statistics answers.
///
/// `openSafely` needs it, because rates and limits must come from the rounded counts and this room
/// computes no statistic. Without an answer the rate and its limits stay hidden.
public struct Recomputation: Sendable {
  public struct Limits: Sendable, Equatable {
    public var estimate: Double
    public var low: Double
    public var high: Double

    public init(estimate: Double, low: Double, high: Double) {
      self.estimate = estimate
      self.low = low
      self.high = high
    }
  }

  /// The rate of `events` among `n` with the plain limits of the method at the level; `nil` for n = 0.
  public var rate: @Sendable (_ events: Int, _ n: Int, IntervalMethod, _ level: Double) -> Limits?
  /// The difference of two rates with the limits that the study's differences use.
  public var difference:
    @Sendable (
      _ firstEvents: Int, _ firstN: Int, _ secondEvents: Int, _ secondN: Int, _ level: Double
    ) -> Limits?
  /// The two-sided p of two rates that are taken as independent.
  public var test:
    @Sendable (_ firstEvents: Int, _ firstN: Int, _ secondEvents: Int, _ secondN: Int) -> Double?
  /// Such p adjusted for their number: those of what is shown alone, or a hidden one would be in all of them.
  public var adjusted: @Sendable (_ probabilities: [Double]) -> [Double]
  /// The largest standardised difference between two arms, of the patients at each level.
  public var levels: @Sendable (_ arms: [[Int]]) -> StandardisedDifference? = { _ in nil }
  /// The same of the means and standard deviations of a number.
  public var means:
    @Sendable (_ arms: [(mean: Double?, standardDeviation: Double?)]) -> StandardisedDifference? = { _ in nil
    }

  /// The difference of two proportions of the same patients.
  public var paired: @Sendable (_ counts: PairedCounts, _ level: Double) -> Limits? = { _, _ in nil }

  public init(
    rate: @escaping @Sendable (_ events: Int, _ n: Int, IntervalMethod, _ level: Double) -> Limits?,
    difference:
      @escaping @Sendable (
        _ firstEvents: Int, _ firstN: Int, _ secondEvents: Int, _ secondN: Int, _ level: Double
      ) -> Limits? = { _, _, _, _, _ in nil },
    test:
      @escaping @Sendable (
        _ firstEvents: Int, _ firstN: Int, _ secondEvents: Int, _ secondN: Int
      ) -> Double? = { _, _, _, _ in nil },
    adjusted: @escaping @Sendable (_ probabilities: [Double]) -> [Double] = { $0 }
  ) {
    self.rate = rate
    self.difference = difference
    self.test = test
    self.adjusted = adjusted
  }

  /// No answer to anything, which leaves rates and limits hidden under `openSafely`.
  public static let unavailable = Recomputation(rate: { _, _, _, _ in nil })
}
