/// The chi-squared distribution.
///
///     P(X > x) = Q(df / 2, x / 2), the upper regularised incomplete gamma function
///
/// Source: DLMF 8.11.4 (series) and 8.9.2 (continued fraction, by Lentz's method); cited from memory, checked against R.
public struct ChiSquaredDistribution: Sendable {
  public let degreesOfFreedom: Int

  public init(degreesOfFreedom: Int) {
    precondition(degreesOfFreedom > 0, "degrees of freedom are positive")
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The probability of a value above `x`.
  public func upper(_ x: Double) -> Double {
    if x <= 0 { return 1 }
    if x.isInfinite { return 0 }
    if degreesOfFreedom == 1 { return errorFunctionComplement((x / 2).squareRoot()) }
    let a = Double(degreesOfFreedom) / 2
    let half = x / 2
    let front = exponential(a * logarithm(half) - half - logGamma(a))
    return half < a + 1 ? 1 - front * Self.series(a, half) : front * Self.fraction(a, half)
  }

  private static func series(_ a: Double, _ x: Double) -> Double {
    var term = 1 / a
    var sum = term
    var n = a
    while term > sum * 1e-17 {
      n += 1
      term *= x / n
      sum += term
    }
    return sum
  }

  private static func fraction(_ a: Double, _ x: Double) -> Double {
    var b = x + 1 - a
    var c = 1e300
    var d = 1 / b
    var value = d
    for i in 1..<100_000 {
      let n = Double(i)
      let factor = -n * (n - a)
      b += 2
      d = 1 / (factor * d + b)
      c = b + factor / c
      let change = c * d
      value *= change
      if abs(change - 1) < 1e-16 { break }
    }
    return value
  }
}
