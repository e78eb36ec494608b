import LinearAlgebra
import Regression

/// Events of two groups, and what is said of their difference without any adjustment.
///
/// Not: for rows that repeat within patients, whose limits are robust ones beside these.
public struct TwoByTwo: Sendable, Equatable {
  public let firstEvents: Int
  public let firstN: Int
  public let secondEvents: Int
  public let secondN: Int

  /// Both groups hold somebody.
  public init(firstEvents: Int, firstN: Int, secondEvents: Int, secondN: Int) {
    precondition(firstN > 0 && secondN > 0, "both groups hold somebody")
    (self.firstEvents, self.firstN, self.secondEvents, self.secondN) = (
      firstEvents, firstN, secondEvents, secondN
    )
  }

  /// An estimate with limits.
  public struct Interval: Sendable, Equatable {
    public var estimate: Double
    public var low: Double
    public var high: Double
  }

  public var difference: Double {
    Double(firstEvents) / Double(firstN) - Double(secondEvents) / Double(secondN)
  }

  /// The risk ratio with Katz' limits: `log RR ± z √(1/a - 1/n + 1/b - 1/m)`; `nil` where a group has no event.
  public func riskRatio(level: Double) -> Interval? {
    guard firstEvents > 0, secondEvents > 0 else { return nil }
    let variance =
      1 / Double(firstEvents) - 1 / Double(firstN) + 1 / Double(secondEvents) - 1 / Double(secondN)
    let ratio = Double(firstEvents) / Double(firstN) / (Double(secondEvents) / Double(secondN))
    return Self.interval(ratio, variance, level)
  }

  /// The odds ratio with Woolf's limits; `nil` where one of the four counts is 0.
  public func oddsRatio(level: Double) -> Interval? {
    let counts = [firstEvents, firstN - firstEvents, secondEvents, secondN - secondEvents].map(Double.init)
    guard counts.allSatisfy({ $0 > 0 }) else { return nil }
    return Self.interval(
      counts[0] * counts[3] / (counts[1] * counts[2]), counts.reduce(0) { $0 + 1 / $1 }, level)
  }

  private static func interval(_ ratio: Double, _ variance: Double, _ level: Double) -> Interval {
    let half = NormalDistribution.quantile(0.5 + level / 2) * variance.squareRoot()
    let logarithm = LogOdds.ofOdds(ratio)
    return Interval(
      estimate: ratio, low: LogOdds.odds(logarithm - half), high: LogOdds.odds(logarithm + half))
  }

  /// The difference with the limits of Newcombe's method 10.
  public func newcombe(level: Double) -> Interval? {
    RateComparison(level: level).limits(firstEvents, firstN, secondEvents, secondN).map {
      Interval(estimate: $0.estimate, low: $0.low, high: $0.high)
    }
  }

  /// The difference with Miettinen and Nurminen's limits: the differences that their score test does not reject.
  ///
  ///     z(d) = (p₁ - p₂ - d) / √((p̃₁ q̃₁ / n + p̃₂ q̃₂ / m) N / (N - 1))
  ///
  /// with p̃₁ = p̃₂ + d the most likely shares under d, found by halving, since the likelihood has one maximum.
  ///
  /// Source: Miettinen & Nurminen (1985), "Comparative analysis of two rates" (cited from memory); checked against statsmodels.
  public func miettinenNurminen(level: Double) -> Interval {
    let z = NormalDistribution.quantile(0.5 + level / 2)
    return Interval(
      estimate: difference, low: limit(-1, difference, isLower: true) { self.score(at: $0) < z },
      high: limit(difference, 1, isLower: false) { self.score(at: $0) > -z })
  }

  /// Where a condition turns, which holds near one end: the first that holds from above for the lower limit, the last for the upper.
  private func limit(_ from: Double, _ to: Double, isLower: Bool, holds: (Double) -> Bool) -> Double {
    var (low, high) = (from, to)
    for _ in 0..<60 {
      let middle = low + (high - low) / 2
      if isLower == holds(middle) { high = middle } else { low = middle }
    }
    return low + (high - low) / 2
  }

  private func score(at d: Double) -> Double {
    let (n, m) = (Double(firstN), Double(secondN))
    let share = mostLikelySecond(under: d)
    let first = min(1, max(0, share + d))
    let total = n + m
    let variance = (first * (1 - first) / n + share * (1 - share) / m) * total / (total - 1)
    let distance = difference - d
    if variance <= 0 { return distance == 0 ? 0 : distance > 0 ? .infinity : -.infinity }
    return distance / variance.squareRoot()
  }

  private func mostLikelySecond(under d: Double) -> Double {
    var (low, high) = (max(0, -d), min(1, 1 - d))
    let (a, b) = (Double(firstEvents), Double(secondEvents))
    let (c, e) = (Double(firstN - firstEvents), Double(secondN - secondEvents))
    for _ in 0..<60 {
      let p = low + (high - low) / 2
      // Terms without a count are none, at the ends too.
      let slope =
        (a > 0 ? a / (p + d) : 0) - (c > 0 ? c / (1 - p - d) : 0) + (b > 0 ? b / p : 0)
        - (e > 0 ? e / (1 - p) : 0)
      if slope > 0 { low = p } else { high = p }
    }
    return low + (high - low) / 2
  }

  /// Fisher's two-sided p and its mid-p: ``FisherExact``.
  public func exactTest() -> (exact: Double, mid: Double) {
    FisherExact.probabilities(firstEvents, firstN - firstEvents, secondEvents, secondN - secondEvents)
  }
}
