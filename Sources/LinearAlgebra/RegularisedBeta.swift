/// The regularised incomplete beta function and its inverse.
///
///     lower = I_x(a, b) = 1 / B(a, b) ∫₀ˣ t^(a-1) (1-t)^(b-1) dt      upper = 1 - lower
///
/// Both tails are kept, and both `x` and `y = 1 - x` are taken, because the smaller of each pair loses its
/// digits when it is made of the other.
///
/// Not: parameters of zero or below, which are the caller's to decide on.
/// Source: the even part of the continued fraction DLMF 8.17.22, which is equation 9 of DiDonato & Morris
/// (1992), evaluated by Lentz's method as modified by Thompson and Barnett; the factor before it in the
/// deviance form of Loader (2000). Written from the formulas, cited from memory.
public struct RegularisedBeta: Sendable {
  public let a: Double
  public let b: Double

  public init(_ a: Double, _ b: Double) {
    precondition(a > 0 && b > 0 && a.isFinite && b.isFinite, "beta parameters are positive and finite")
    self.a = a
    self.b = b
  }

  /// `I_x(a, b)`.
  public func lower(_ x: Double) -> Double { tails(x, 1 - x).lower }

  /// `1 - I_x(a, b)`.
  public func upper(_ x: Double) -> Double { tails(x, 1 - x).upper }

  /// Both tails at `x`, where `y = 1 - x` is given with its own digits.
  public func tails(_ x: Double, _ y: Double) -> (lower: Double, upper: Double) {
    if x <= 0 { return (0, 1) }
    if y <= 0 { return (1, 0) }
    let front = density(x, y)
    // The fraction converges fast on its own side of the mean.
    if x < (a + 1) / (a + b + 2) {
      let lower = min(1, front / Self.fraction(a, b, x, y))
      return (lower, 1 - lower)
    }
    let upper = min(1, front / Self.fraction(b, a, y, x))
    return (1 - upper, upper)
  }

  /// `x^a y^b / B(a, b)`: the density times `x y`.
  func density(_ x: Double, _ y: Double) -> Double {
    let total = a + b
    let exponent =
      stirlingError(total) - stirlingError(a) - stirlingError(b) - devianceTerm(a, total * x)
      - devianceTerm(b, total * y)
    return (a * b / (2 * Double.pi * total)).squareRoot() * exponential(exponent)
  }

  /// `x^a y^b / (B(a, b) I_x(a, b))`, the even part of the continued fraction DLMF 8.17.22.
  ///
  /// Its terms do not cancel where `x` is close to 1, as those of the whole fraction do.
  private static func fraction(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
    let tiny = 1e-300
    let distance = a * y - b * x + 1
    var value = a * distance / (a + 1)
    if abs(value) < tiny { value = tiny }
    var above = value
    var below = 0.0
    var m = 1.0
    while m < 1_000_000 {
      let odd = a + 2 * m - 1
      let over = (a + m - 1) * (a + b + m - 1) * m * (b - m) * x * x / (odd * odd)
      let under = m + m * (b - m) * x / odd + (a + m) * (distance + m * (1 + y)) / (a + 2 * m + 1)
      below = under + over * below
      if abs(below) < tiny { below = tiny }
      below = 1 / below
      above = under + over / above
      if abs(above) < tiny { above = tiny }
      let change = above * below
      value *= change
      if abs(change - 1) < 2.3e-16 { break }
      m += 1
    }
    return value
  }

  /// The `x` with `I_x(a, b) = p`.
  public func quantile(_ p: Double) -> Double { quantilePair(lower: p, upper: 1 - p).x }

  /// The `x`, and `y = 1 - x` with its own digits, at which the tails are `lower` and `upper`.
  ///
  /// Newton's method on the logarithm of the smaller tail over the logarithm of the smaller of `x` and `y`,
  /// kept inside a bracket, so that it ends whatever the parameters.
  public func quantilePair(lower: Double, upper: Double) -> (x: Double, y: Double) {
    if lower <= 0 { return (0, 1) }
    if upper <= 0 { return (1, 0) }
    if tails(0.5, 0.5).lower >= lower {
      let x = smallQuantile(lower, upper)
      return (x, 1 - x)
    }
    let y = RegularisedBeta(b, a).smallQuantile(upper, lower)
    return (1 - y, y)
  }

  /// The quantile where it is known to be at most one half.
  private func smallQuantile(_ lower: Double, _ upper: Double) -> Double {
    var low = 0.0
    var high = 0.5
    var x = min(0.5, a / (a + b))
    for _ in 0..<200 {
      let y = 1 - x
      let tail = tails(x, y)
      let excess = lower <= upper ? tail.lower - lower : upper - tail.upper
      if excess == 0 { return x }
      if excess > 0 { high = x } else { low = x }
      let slope = density(x, y) / y
      let step =
        lower <= upper
        ? logarithm(tail.lower / lower) * tail.lower / slope
        : -logarithm(tail.upper / upper) * tail.upper / slope
      var next = x * exponential(-step)
      if !(next > low && next < high) {
        next = low > 0 ? low + (high - low) / 2 : high / 16
        if next == low || next == high { return x }
      }
      if abs(next - x) <= 1e-16 * x { return next }
      x = next
    }
    return x
  }
}
