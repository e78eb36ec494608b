/// Student's t distribution, for any positive degrees of freedom, whole or not; infinite is the normal.
///
///     P(|T| > t) = I_x(df / 2, 1 / 2)   with   x = df / (df + t²)
///
/// Source: Abramowitz & Stegun 26.7.1 and 26.5.27 (cited from memory).
public struct StudentDistribution: Sendable {
  public let degreesOfFreedom: Double

  public init(degreesOfFreedom: Double) {
    precondition(degreesOfFreedom > 0, "degrees of freedom are positive")
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// Beyond this the normal distribution is the same to the last digit.
  private var isNormal: Bool { degreesOfFreedom > 1e17 }

  private var beta: RegularisedBeta { RegularisedBeta(degreesOfFreedom / 2, 0.5) }

  /// The probability of a value at or below `t`.
  public func cumulative(_ t: Double) -> Double {
    if isNormal { return NormalDistribution.cumulative(t) }
    let square = t * t
    if square.isInfinite { return t > 0 ? 1 : 0 }
    let tails = beta.tails(
      degreesOfFreedom / (degreesOfFreedom + square), square / (degreesOfFreedom + square))
    return t > 0 ? 0.5 + 0.5 * tails.upper : 0.5 * tails.lower
  }

  /// The value that a share `p` of the distribution lies at or below; infinite at 0 and 1.
  public func quantile(_ p: Double) -> Double {
    precondition(p >= 0 && p <= 1, "a probability lies between 0 and 1")
    if p == 0 { return -.infinity }
    if p == 1 { return .infinity }
    if p == 0.5 { return 0 }
    if isNormal { return NormalDistribution.quantile(p) }
    return KnownQuantiles.student(degreesOfFreedom: degreesOfFreedom, p: p) { computedQuantile(p) }
  }

  private func computedQuantile(_ p: Double) -> Double {
    let tail = min(p, 1 - p)
    let (x, y) = beta.quantilePair(lower: 2 * tail, upper: 1 - 2 * tail)
    let size = (degreesOfFreedom * y / x).squareRoot()
    return p < 0.5 ? -size : size
  }
}
