internal import LinearAlgebra

/// How far a share of counts by day in which a few are told on another day than their own may lie from that of the true days.
///
/// Up to k of each way to leave are told on a later day, or at the end on an earlier one. With N people, n at risk and S the share without
/// any end, each of those at risk stands for w = S / n of all; what k of them more or less, gone or censored, do to the weight of those after
/// them is at most g; ΔF is what a day adds to the share:
///
///     min(4 k w, k (2 w - 1/N) e^g + Σ ΔF (e^g - 1))      g = k / (n - 3k) + Σ 3 k c / (m (m - 3k))
///
/// over the days so far, of m who are left after a day's ends c censored. Where nobody is censored it is k/N.
///
/// Units: shares.
/// Grade: canonical
/// Not: for people who came on several days.
/// Source: own; no drawn course, and none that hill-climbing finds, goes beyond it (CoarseTimesTests).
public struct HeldBackBound: Sendable {
  public struct Point: Sendable, Equatable {
    public var day: Int
    public var distance: Double
  }

  /// A point each day on which somebody left.
  public let points: [Point]

  /// Of a kind of event, where at most so many of each way to leave are told on another day.
  ///
  /// - Parameter isBlock: as of ``AalenJohansen``.
  public init(_ counts: SurvivalCounts, kind: Int = 0, held: Int, isBlock: (Int) -> Bool = { _ in false }) {
    let (k, all) = (Double(held), Double(counts.people))
    var (survival, weight, known, shifts) = (1.0, 0.0, 0.0, 0.0)
    points = counts.riskSets.map { set in
      let n = set.exposed(isBlock: isBlock(set.day))
      weight = max(weight, survival / n)
      let most = 4 * k * weight
      let g = n > 3 * k ? k / (n - 3 * k) + known : .infinity
      let growth = g < 20 ? exponential(g) : .infinity
      shifts += set.events[kind] == 0 ? 0 : survival * Double(set.events[kind]) / n * (growth - 1)
      let own = growth.isFinite ? k * (2 * weight - 1 / all) * growth + shifts : most
      survival *= 1 - Double(set.allEvents) / n
      let left = Double(set.atRisk - set.allEvents)
      if set.censored > 0 { known += 3 * k * Double(set.censored) / (left * max(left - 3 * k, 1)) }
      // How many had it in the end is told as it is.
      if counts.events[kind].total == 0 { return Point(day: set.day, distance: 0) }
      return Point(day: set.day, distance: min(most, counts.censored.total == 0 ? k / all : own, 1))
    }
  }
}
