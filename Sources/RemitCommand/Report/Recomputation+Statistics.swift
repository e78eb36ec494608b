import Regression
import Reporting
import Statistics

extension Recomputation {
  /// Limits of rounded counts by the same methods as those of exact ones.
  static let asStatistics: Recomputation = {
    var recomputation = limits
    recomputation.levels = { StandardisedDifference.largest(ofCounts: $0) }
    recomputation.means = { StandardisedDifference.largest(ofMeans: $0) }
    recomputation.paired = { counts, level in
      PairedProportions(level: level).difference(of: counts).map {
        Limits(estimate: $0.estimate, low: $0.low, high: $0.high)
      }
    }
    return recomputation
  }()

  private static let limits = Recomputation(
    rate: { events, n, method, level in
      guard n > 0, let limits = ProportionInterval(method, level: level).limits(events: events, of: n) else {
        return nil
      }
      return Limits(estimate: Double(events) / Double(n), low: limits.low, high: limits.high)
    },
    difference: { firstEvents, firstN, secondEvents, secondN, level in
      RateComparison(level: level).limits(firstEvents, firstN, secondEvents, secondN).map {
        Limits(estimate: $0.estimate, low: $0.low, high: $0.high)
      }
    },
    test: { TwoProportionTest.p($0, $1, $2, $3) },
    adjusted: { AdjustedPValues($0).holm })
}
