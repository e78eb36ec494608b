/// How far a number may lie from another, and why that far.
struct Tolerance {
  let size: Double
  let reason: String

  func holds(_ value: Double, _ expected: Double) -> Bool { abs(value - expected) <= size }

  /// Four standard errors of a mean of n draws: one seed in 16,000 would fail, and the seed is fixed.
  static func fourStandardErrors(of standardDeviation: Double, _ n: Int) -> Tolerance {
    Tolerance(
      size: 4 * standardDeviation / Double(n).squareRoot(),
      reason: "four standard errors of the mean of \(n) draws of standard deviation \(standardDeviation)")
  }
}
