import LinearAlgebra

/// A rate that a cohort would have with the strata of another population.
///
///     r = Σ wₖ pₖ,   wₖ = Nₖ / Σ N,   var = Σ wₖ² pₖ (1 - pₖ) / nₖ,   limits r ± z √var, cut to 0 … 1
///
/// Grade: canonical; sums run in the order of the strata.
/// Not: an adjustment for anything but the strata. Strata are taken as independent, as the steps of patients who go on are given that
/// they went on.
/// Source: Rothman, Greenland & Lash, "Modern Epidemiology" (cited from memory); checked against `Datasets/reference/two-proportions`.
public struct DirectStandardisation: Sendable, Hashable {
  public struct Stratum: Sendable, Hashable {
    public var events: Int
    public var n: Int
    /// Of the other population.
    public var weight: Int

    public init(events: Int, n: Int, weight: Int) {
      self.events = events
      self.n = n
      self.weight = weight
    }
  }

  public let level: Double

  public init(level: Double = 0.95) {
    precondition(level > 0 && level < 1, "a level lies between 0 and 1")
    self.level = level
  }

  /// The rate and its limits; `nil` where a stratum is empty, or the variance has no width.
  public func rate(_ strata: [Stratum]) -> (estimate: Double, low: Double, high: Double)? {
    let total = strata.reduce(0) { $0 + $1.weight }
    guard total > 0, strata.allSatisfy({ $0.n > 0 }) else { return nil }
    var (estimate, variance) = (0.0, 0.0)
    for stratum in strata {
      let weight = Double(stratum.weight) / Double(total)
      let share = Double(stratum.events) / Double(stratum.n)
      estimate += weight * share
      variance += weight * weight * share * (1 - share) / Double(stratum.n)
    }
    guard variance > 0 else { return nil }
    let reach = NormalDistribution.quantile(1 - (1 - level) / 2) * variance.squareRoot()
    return (estimate, max(0, estimate - reach), min(1, estimate + reach))
  }
}
