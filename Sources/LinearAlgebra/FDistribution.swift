/// The F distribution, for any positive degrees of freedom.
///
///     P(F > f) = I_x(d2 / 2, d1 / 2)   with   x = d2 / (d2 + d1 f)
///
/// Source: Abramowitz & Stegun 26.6.2 (cited from memory); checked against R's `pf`.
public struct FDistribution: Sendable {
  public let numerator: Double
  public let denominator: Double

  public init(numerator: Double, denominator: Double) {
    precondition(numerator > 0 && denominator > 0, "degrees of freedom are positive")
    self.numerator = numerator
    self.denominator = denominator
  }

  /// The probability of a value above `f`.
  public func upper(_ f: Double) -> Double {
    if f <= 0 { return 1 }
    if f.isInfinite { return 0 }
    let share = denominator + numerator * f
    return RegularisedBeta(denominator / 2, numerator / 2).tails(denominator / share, numerator * f / share)
      .lower
  }
}
