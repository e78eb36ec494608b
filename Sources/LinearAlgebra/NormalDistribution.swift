/// The standard normal distribution.
///
/// Source: `Φ(z) = erfc(-z / √2) / 2` (DLMF 7.1.2 and 7.2.2); the quantile starts from
/// Abramowitz & Stegun 26.2.23 and is finished by Halley's method (cited from memory).
public enum NormalDistribution {
  /// The probability of a value at or below `z`.
  public static func cumulative(_ z: Double) -> Double {
    0.5 * errorFunctionComplement(-z * 0.5.squareRoot())
  }

  /// The density at `z`.
  public static func density(_ z: Double) -> Double {
    exponential(-0.5 * z * z) / (2 * Double.pi).squareRoot()
  }

  /// The value that a share `p` of the distribution lies at or below; infinite at 0 and 1.
  public static func quantile(_ p: Double) -> Double {
    precondition(p >= 0 && p <= 1, "a probability lies between 0 and 1")
    if p == 0 { return -.infinity }
    if p == 1 { return .infinity }
    if p > 0.5 { return -quantile(1 - p) }
    var z = start(p)
    for _ in 0..<8 {
      // Near the middle Φ(z) - p cancels, while erf and p - 1/2 keep their digits.
      let excess =
        p > 0.25 ? 0.5 * errorFunction(z * 0.5.squareRoot()) - (p - 0.5) : cumulative(z) - p
      let newton = excess / density(z)
      let step = newton / (1 + 0.5 * z * newton)
      z -= step
      if abs(step) <= 1e-16 * abs(z) { break }
    }
    return z
  }

  /// Within 4.5e-4 of the quantile for `p` at most one half.
  private static func start(_ p: Double) -> Double {
    let t = (-2 * logarithm(p)).squareRoot()
    let above = 2.515517 + t * (0.802853 + t * 0.010328)
    let below = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308))
    return above / below - t
  }
}
