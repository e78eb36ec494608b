import LinearAlgebra

/// Two groups of one stratum: events among n of each.
public struct StratumCounts: Sendable, Hashable {
  public var firstEvents: Int
  public var firstN: Int
  public var secondEvents: Int
  public var secondN: Int

  public init(firstEvents: Int, firstN: Int, secondEvents: Int, secondN: Int) {
    self.firstEvents = firstEvents
    self.firstN = firstN
    self.secondEvents = secondEvents
    self.secondN = secondN
  }

  /// Whether the stratum says anything of a difference.
  public var isComparison: Bool { firstN > 0 && secondN > 0 }
}

/// The difference of two proportions pooled over strata, weighted as Mantel and Haenszel do.
///
///     d   = Σ (a n₂ - b n₁) / N  /  W          W = Σ n₁ n₂ / N,   N = n₁ + n₂
///     var = (d Σ P + Σ Q) / W²
///     P   = (n₁² b - n₂² a + n₁ n₂ (n₂ - n₁) / 2) / N²
///     Q   = (a (n₂ - b) + b (n₁ - a)) / 2N
///
/// with a of n₁ events in the first group and b of n₂ in the second. Limits are d ± z √var, cut to -1 … 1.
///
/// Grade: canonical; sums run in the order of the strata.
/// Not: an effect, nor a statement about strata that differ in theirs: it is then an average by these weights. Rows of one patient
/// are taken as independent.
/// Source: the estimate and Sato's variance (1989, Biometrics 45:1323, cited from there) as SAS/STAT's guide prints them, PROC
/// FREQ, "Common Risk Difference" (read); checked against `Datasets/reference/mantel-haenszel`.
public struct MantelHaenszelDifference: Sendable, Hashable {
  public struct Estimate: Sendable, Equatable {
    /// How many strata hold both groups.
    public var strata: Int
    public var estimate: Double
    /// `nil` where the variance has no width, as the limits then are.
    public var stdError: Double?
    public var low: Double?
    public var high: Double?
  }

  public let level: Double

  public init(level: Double = 0.95) {
    precondition(level > 0 && level < 1, "a level lies between 0 and 1")
    self.level = level
  }

  /// The pooled difference, first less second; `nil` where no stratum holds both groups.
  public func pooled(_ strata: [StratumCounts]) -> Estimate? {
    let strata = strata.filter(\.isComparison)
    if strata.isEmpty { return nil }
    var (sum, weight, p, q) = (0.0, 0.0, 0.0, 0.0)
    for one in strata {
      let (a, n1) = (Double(one.firstEvents), Double(one.firstN))
      let (b, n2) = (Double(one.secondEvents), Double(one.secondN))
      let n = n1 + n2
      sum += (a * n2 - b * n1) / n
      weight += n1 * n2 / n
      p += (n1 * n1 * b - n2 * n2 * a + n1 * n2 * (n2 - n1) / 2) / (n * n)
      q += (a * (n2 - b) + b * (n1 - a)) / (2 * n)
    }
    let estimate = sum / weight
    var result = Estimate(strata: strata.count, estimate: estimate)
    let variance = estimate * p + q
    // Nought but for rounding: every step has the outcome, or none has.
    guard variance > 1e-9 * weight else { return result }
    let error = variance.squareRoot() / weight
    let reach = NormalDistribution.quantile(1 - (1 - level) / 2) * error
    result.stdError = error
    result.low = max(-1, estimate - reach)
    result.high = min(1, estimate + reach)
    return result
  }
}
