import LinearAlgebra

/// Whether two independent proportions differ, by the score test without a correction for continuity.
///
///     z² = (p₁ - p₂)² / (p (1 - p) (1/n₁ + 1/n₂)),   p = (x₁ + x₂) / (n₁ + n₂),   two-sided from χ² with one degree of freedom
///
/// Grade: canonical.
/// Not: for rows that nest in patients, nor exact for few events.
/// Source: R's `prop.test(correct = FALSE)`, against which `Datasets/reference/two-proportions` checks it.
public enum TwoProportionTest {
  /// The two-sided p; `nil` where a denominator is 0, and where nobody or everybody has the outcome.
  public static func p(_ firstEvents: Int, _ firstN: Int, _ secondEvents: Int, _ secondN: Int) -> Double? {
    let events = firstEvents + secondEvents
    let n = firstN + secondN
    guard firstN > 0, secondN > 0, events > 0, events < n else { return nil }
    let difference = Double(firstEvents) / Double(firstN) - Double(secondEvents) / Double(secondN)
    let pooled = Double(events) / Double(n)
    let variance = pooled * (1 - pooled) * (1 / Double(firstN) + 1 / Double(secondN))
    return ChiSquaredDistribution(degreesOfFreedom: 1).upper(difference * difference / variance)
  }
}
