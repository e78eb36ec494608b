/// The logistic function and what a binomial likelihood takes from it, eight values at a time.
///
///     e = exp(-|η|)     μ = 1 / (1 + exp(-η))     v = μ (1 - μ) = e / (1 + e)²     l = log(1 + e)
///
/// `log(1 + exp(η)) = max(η, 0) + l`, so a likelihood keeps its digits at both ends.
///
/// Grade: exact; the operations are fixed, no fused multiply-add among them.
/// Not: for NaN. Below -708 the exponent stays there.
/// Source: exp by the reduction `x = k log 2 + r` and the Taylor polynomial of degree 13 on |r| <= log(2)/2, whose
/// rest is below 2e-16; log(1 + e) as `2 artanh(s)`, DLMF 4.6.4, after halving where 1 + e > √2.
public enum LogisticFunction {
  public typealias Lanes = SIMD8<Double>

  /// `exp(x)` for `x <= 0`.
  @inline(__always)
  public static func exp(_ x: Lanes) -> Lanes {
    let bounded = x.replacing(with: Lanes(repeating: -708), where: x .< -708)
    let shifted = bounded * 1.442_695_040_888_963_4 + 6_755_399_441_055_744.0
    let whole = shifted - 6_755_399_441_055_744.0
    // log 2 in two parts; the first has 21 zero bits at its end, so that the product is exact.
    let r = (bounded - whole * 0.693_147_180_369_123_816_49) - whole * 1.908_214_929_270_587_7e-10
    let r2 = r * r
    let r4 = r2 * r2
    let low = line(1 / 6, 1 / 24, r) + r2 * line(1 / 120, 1 / 720, r)
    let middle = line(1 / 5040, 1 / 40_320, r) + r2 * line(1 / 362_880, 1 / 3_628_800, r)
    let high = line(1 / 39_916_800, 1 / 479_001_600, r) + r2 * (1 / 6_227_020_800)
    let tail = low + r4 * (middle + r4 * high)
    let quadratic = r2 * 0.5 + r2 * r * tail
    let value = 1.0 + (r + quadratic)
    let exponent = unsafeBitCast(shifted, to: SIMD8<Int64>.self) &- 0x4338_0000_0000_0000
    return value * unsafeBitCast((exponent &+ 1023) &<< 52, to: Lanes.self)
  }

  /// `log(1 + e)` for e from 0 to 1.
  @inline(__always)
  public static func log1p(_ e: Lanes) -> Lanes {
    let large = e .> 0.414_213_562_373_095_05
    // Either log(1 + e), or log 2 + log((1 + e) / 2).
    let above = e.replacing(with: e - 1.0, where: large)
    let below = (e + 2.0).replacing(with: e + 3.0, where: large)
    let s = above / below
    let q = s * s
    let q2 = q * q
    let q4 = q2 * q2
    let first = line(1 / 3, 1 / 5, q) + q2 * line(1 / 7, 1 / 9, q)
    let second = line(1 / 11, 1 / 13, q) + q2 * line(1 / 15, 1 / 17, q)
    let third = line(1 / 19, 1 / 21, q) + q2 * (1 / 23)
    let series = first + q4 * (second + q4 * third)
    let twice = s + s
    let value = twice + twice * q * series
    return value.replacing(with: value + 0.693_147_180_559_945_309_4, where: large)
  }

  @inline(__always)
  private static func line(_ constant: Double, _ slope: Double, _ x: Lanes) -> Lanes {
    Lanes(repeating: constant) + x * slope
  }

  /// μ, v and l of eight linear predictors.
  @inline(__always)
  public static func values(_ eta: Lanes) -> (mean: Lanes, variance: Lanes, softening: Lanes) {
    let positive = eta .> 0
    let e = exp(eta.replacing(with: -eta, where: positive))
    let share = 1.0 / (1.0 + e)
    let small = e * share
    return (small.replacing(with: share, where: positive), small * share, log1p(e))
  }

  /// μ of one linear predictor.
  public static func mean(_ eta: Double) -> Double { values(Lanes(repeating: eta)).mean[0] }
}
