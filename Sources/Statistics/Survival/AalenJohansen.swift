internal import LinearAlgebra

/// The share that has had an event of each kind by a day, where the kinds compete.
///
///     S(t) = ∏ (1 - Σ d / n)      F(t) = Σ S(t-) d / n
///
/// Its variance is that of the multinomial draws of each day, carried forward with the covariance of S and F.
///
/// Where a day stands for a block of days, those censored in it were there for half of it on average, so that n is less half of them (the
/// life table of actuaries), but never less than who had an event.
///
/// Grade: canonical
/// Source: Aalen & Johansen 1978; the life table of Cutler & Ederer 1958; the variance as Marubini & Valsecchi's (both from memory; held to R's survfit by
/// Datasets/reference/survival).
public struct AalenJohansen: Sendable {
  public struct Point: Sendable, Equatable {
    public var day: Int
    public var atRisk: Int
    /// By kind.
    public var events: [Int]
    public var censored: Int
    /// By kind.
    public var incidence: [SurvivalEstimate]
  }

  /// A point each day on which somebody left.
  public let points: [Point]
  private let z: Double
  private let kinds: Int

  /// - Parameter isBlock: whether a day stands for a block of days in which people were censored.
  public init(_ counts: SurvivalCounts, level: Double = 0.95, isBlock: (Int) -> Bool = { _ in false }) {
    let z = NormalDistribution.quantile(0.5 + level / 2)
    self.z = z
    kinds = counts.events.count
    var survival = 1.0
    var variance = 0.0
    var incidence = [Double](repeating: 0, count: kinds)
    var variances = incidence
    var covariances = incidence
    var points: [Point] = []
    for set in counts.riskSets {
      let n = set.exposed(isBlock: isBlock(set.day))
      let all = Double(set.allEvents)
      if all > 0 {
        let hazard = all / n
        let stay = 1 - hazard
        for kind in incidence.indices {
          let own = Double(set.events[kind]) / n
          variances[kind] +=
            2 * own * covariances[kind] + own * own * variance
            + survival * survival * own * (1 - own) / n
          covariances[kind] =
            stay * (covariances[kind] + own * variance) - survival * survival * own * stay / n
          incidence[kind] += survival * own
        }
        variance = stay * stay * variance + survival * survival * hazard * stay / n
        survival *= stay
      }
      points.append(
        Point(
          day: set.day, atRisk: set.atRisk, events: set.events, censored: set.censored,
          incidence: incidence.indices.map { SurvivalEstimate(incidence[$0], variance: variances[$0], z: z) })
      )
    }
    self.points = points
  }

  /// The estimate of a kind after the events of a day.
  public func incidence(of kind: Int = 0, on day: Int) -> SurvivalEstimate {
    points.last { $0.day <= day }?.incidence[kind] ?? SurvivalEstimate(0, variance: 0, z: z)
  }
}
