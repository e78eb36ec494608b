import LinearAlgebra
public import Summaries

/// Confidence limits of a proportion from its events and its denominator, whole numbers or not.
///
///     wilson         (x + z²/2 ± z √(x (n - x) / n + z²/4)) / (n + z²)
///     agresti-coull  p̃ ± z √(p̃ (1 - p̃) / ñ),   ñ = n + z²,   p̃ = (x + z²/2) / ñ,   cut to 0 … 1
///     exact          quantiles α/2 of Beta(x, n - x + 1) and 1 - α/2 of Beta(x + 1, n - x)
///     jeffreys       quantiles α/2 and 1 - α/2 of Beta(x + 1/2, n - x + 1/2)
///
/// With a quantile of Student's t for z, `exact` and `jeffreys`, which have no z, take what the normal has beyond
/// that quantile for α/2: the level that the other two then have.
///
/// At 0 events the lower limit is 0 and at n events the upper is 1, for every method (Agresti-Coull gets
/// there by cutting); for `jeffreys` that is the convention of Brown, Cai and DasGupta.
/// Real-valued counts serve the cluster-robust interval, which works at an effective size.
///
/// Grade: canonical; of whole counts, so that no split of the patients is seen in it.
/// Not: a statement about rows that are not independent; see ``RobustInterval``.
/// Source: Brown, Cai & DasGupta (2001), "Interval estimation for a binomial proportion" (cited from memory);
/// limits checked against R, statsmodels and scipy in `Datasets/reference`.
public struct ProportionInterval: Sendable, Hashable {
  /// Where the quantile that stands for z comes from.
  public enum Quantile: Sendable, Hashable {
    case normal
    /// Student's t; 0 degrees of freedom or fewer stand for an unbounded quantile.
    case student(degreesOfFreedom: Double)
  }

  public static let grade = Grade.canonical

  public let method: IntervalMethod
  public let level: Double
  /// What stands for z where rows are independent.
  private let normal: Double

  /// `level` lies between 0 and 1, both excluded.
  public init(_ method: IntervalMethod, level: Double = 0.95) {
    precondition(level > 0 && level < 1, "a level lies between 0 and 1")
    self.method = method
    self.level = level
    normal = -NormalDistribution.quantile((1 - level) / 2)
  }

  /// The limits for `events` of `n`; `nil` where n is 0.
  public func limits(events: Double, of n: Double, quantile: Quantile = .normal) -> (
    low: Double, high: Double
  )? {
    guard n > 0, events >= 0, events <= n else { return nil }
    let limits: (low: Double, high: Double)
    switch method {
    case .wilson: limits = wilson(events, n, z(quantile))
    case .agrestiCoull: limits = agrestiCoull(events, n, z(quantile))
    case .exact:
      let tail = tail(quantile)
      guard tail > 0 else { return (0, 1) }
      limits = (
        events == 0 ? 0 : RegularisedBeta(events, n - events + 1).quantile(tail),
        events == n
          ? 1 : RegularisedBeta(events + 1, n - events).quantilePair(lower: 1 - tail, upper: tail).x
      )
    case .jeffreys:
      let tail = tail(quantile)
      guard tail > 0 else { return (0, 1) }
      let beta = RegularisedBeta(events + 0.5, n - events + 0.5)
      limits = (beta.quantile(tail), beta.quantilePair(lower: 1 - tail, upper: tail).x)
    }
    return (events == 0 ? 0 : max(0, limits.low), events == n ? 1 : min(1, limits.high))
  }

  /// The limits for whole counts.
  public func limits(events: Int, of n: Int) -> (low: Double, high: Double)? {
    limits(events: Double(events), of: Double(n))
  }

  private var tail: Double { (1 - level) / 2 }

  /// What lies beyond the quantile on one side of a normal; 0 for an unbounded one.
  private func tail(_ quantile: Quantile) -> Double {
    quantile == .normal ? tail : NormalDistribution.cumulative(-z(quantile))
  }

  private func z(_ quantile: Quantile) -> Double {
    switch quantile {
    case .normal: normal
    case .student(let df):
      df > 0 ? -StudentDistribution(degreesOfFreedom: df).quantile(tail) : .infinity
    }
  }

  private func wilson(_ x: Double, _ n: Double, _ z: Double) -> (low: Double, high: Double) {
    let square = z * z
    guard square.isFinite else { return (0, 1) }
    let middle = x + square / 2
    let half = z * (x * ((n - x) / n) + square / 4).squareRoot()
    return ((middle - half) / (n + square), (middle + half) / (n + square))
  }

  private func agrestiCoull(_ x: Double, _ n: Double, _ z: Double) -> (low: Double, high: Double) {
    let size = n + z * z
    guard size.isFinite else { return (0, 1) }
    let share = (x + z * z / 2) / size
    let half = z * (share * (1 - share) / size).squareRoot()
    return (share - half, share + half)
  }
}
