/// How far two arms lie apart at baseline, in units of the spread within them; of any size of sample.
///
///     numbers      d = |x̄₁ - x̄₂| / √((s₁² + s₂²) / 2)
///     levels       d = √((p - r)ᵀ S⁻¹ (p - r))      S the mean of the arms' multinomial covariances
///                    = √(Σ (pₖ - rₖ)² / (pₖ + rₖ)  /  Σ pₖ rₖ / (pₖ + rₖ))
///
/// p and r are the arms' shares of the levels k. With m their mean, S is diag(m) - m mᵀ less (p - r)(p - r)ᵀ / 4, a rank of one, so
/// that no matrix need be inverted.
///
/// Grade: canonical
/// Not: a test, nor signed. Missing values are in neither arm.
/// Source: Austin (2009), "Balance diagnostics for comparing the distribution of baseline covariates between treatment groups in
/// propensity-score matched samples"; Yang and Dalton (2012), "A unified approach to measuring the effect size between two groups
/// using SAS" (both cited from memory); the code of R's tableone, `modules-smd.R` (read).
public enum StandardisedDifference: Sendable, Hashable {
  case value(Double)
  /// The arms differ and have no spread to measure it by: two numbers, each the same in all of an arm, or no level in common.
  case unbounded

  /// Of the means of a number; `nil` where an arm has no standard deviation.
  public static func ofMeans(
    _ first: (mean: Double?, standardDeviation: Double?),
    _ second: (mean: Double?, standardDeviation: Double?)
  ) -> StandardisedDifference? {
    guard let a = first.mean, let b = second.mean, let s = first.standardDeviation,
      let t = second.standardDeviation
    else { return nil }
    let (apart, spread) = ((a - b).magnitude, ((s * s + t * t) / 2).squareRoot())
    if apart == 0 { return .value(0) }
    return spread > 0 ? .value(apart / spread) : .unbounded
  }

  /// Of the patients at each level; `nil` where an arm has none.
  public static func ofCounts(_ first: [Int], _ second: [Int]) -> StandardisedDifference? {
    let (n, m) = (first.reduce(0, +), second.reduce(0, +))
    guard n > 0, m > 0 else { return nil }
    var (apart, shared) = (0.0, 0.0)
    for (a, b) in zip(first, second) where a + b > 0 {
      let (p, r) = (Double(a) / Double(n), Double(b) / Double(m))
      apart += (p - r) * (p - r) / (p + r)
      shared += p * r / (p + r)
    }
    return shared > 0 ? .value((apart / shared).squareRoot()) : .unbounded
  }

  /// The largest of any two arms; pairs without one are passed over, and `nil` where no pair has one.
  static func largest<Arm>(
    among arms: [Arm], _ difference: (Arm, Arm) -> StandardisedDifference?
  ) -> StandardisedDifference? {
    var found: StandardisedDifference?
    for (place, arm) in arms.enumerated() {
      for other in arms[(place + 1)...] {
        switch (difference(arm, other), found) {
        case (nil, _), (_, .unbounded): continue
        case (.value(let new), .value(let old)) where new <= old: continue
        case (let new, _): found = new
        }
      }
    }
    return found
  }
}

extension StandardisedDifference {
  /// The largest of any two arms, by the arms' means of a number.
  public static func largest(
    ofMeans arms: [(mean: Double?, standardDeviation: Double?)]
  ) -> StandardisedDifference? { largest(among: arms) { ofMeans($0, $1) } }

  /// The largest of any two arms, by the arms' patients at each level.
  public static func largest(ofCounts arms: [[Int]]) -> StandardisedDifference? {
    largest(among: arms) { ofCounts($0, $1) }
  }
}
