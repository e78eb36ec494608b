/// How far two numbers may lie apart, and why.
public struct Tolerance: Sendable {
  public var absolute: Double
  /// A part of the expected number.
  public var relative: Double
  public var reason: String

  public init(absolute: Double = 0, relative: Double = 0, reason: String) {
    self.absolute = absolute
    self.relative = relative
    self.reason = reason
  }

  /// Four standard errors of a mean of n draws: one seed in 16,000 would fail, and the seed is fixed.
  public static func fourStandardErrors(of standardDeviation: Double, _ n: Int) -> Tolerance {
    Tolerance(
      absolute: 4 * standardDeviation / Double(n).squareRoot(),
      reason: "four standard errors of the mean of \(n) draws of standard deviation \(standardDeviation)")
  }

  public func admits(_ value: Double, for expected: Double) -> Bool {
    value == expected || abs(value - expected) <= absolute + relative * abs(expected)
  }
}
