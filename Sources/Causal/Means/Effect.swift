import LinearAlgebra
import Regression

/// An estimate with its standard error, limits and two-sided p-value by the normal distribution.
///
/// Ratios have limits on the logarithmic scale, and the standard error is of the logarithm.
public struct EffectEstimate: Sendable, Equatable, Codable {
  public var estimate: Double
  /// `nil` where the error is not known.
  public var standardError: Double?
  public var low: Double?
  public var high: Double?
  public var pValue: Double?

  public init(estimate: Double, standardError: Double?, level: Double) {
    self.estimate = estimate
    guard let standardError, standardError > 0 else { return }
    let z = NormalDistribution.quantile(0.5 + level / 2)
    self.standardError = standardError
    (low, high) = (estimate - z * standardError, estimate + z * standardError)
    pValue = 2 * NormalDistribution.cumulative(-abs(estimate / standardError))
  }

  /// Of the logarithm of a ratio.
  init(ratioOf logarithm: Double, standardError: Double?, level: Double) {
    self.init(estimate: logarithm, standardError: standardError, level: level)
    estimate = LogOdds.odds(logarithm)
    (low, high) = (low.map(LogOdds.odds), high.map(LogOdds.odds))
  }
}

/// The two means of an effect and what lies between them, the first action less (or over) the second.
///
/// Not: a ratio where a mean lies outside 0 to 1, which augmented weighting can give, or at its end.
public struct Effect: Sendable, Equatable {
  public var method: EffectMethod
  public var first: EffectEstimate
  public var second: EffectEstimate
  public var difference: EffectEstimate
  public var riskRatio: EffectEstimate?
  public var oddsRatio: EffectEstimate?
}

extension ActionModels {
  /// The effect by one method.
  ///
  ///     var(θ) = Σ over clusters of (Σ influence)² / n²
  ///     influence of log μ: φ / μ      of log odds: φ / (μ (1 - μ))
  ///
  /// Grade: canonical
  /// Throws: ``EffectError``
  public func effect(_ method: EffectMethod) throws(EffectError) -> Effect {
    let one = try mean(method, ofFirst: true)
    let two = try mean(method, ofFirst: false)
    let (p, q) = (one.estimate, two.estimate)
    func error(_ a: Double, _ b: Double) -> Double? {
      guard let first = one.influence, let second = two.influence else { return nil }
      return standardError(of: (0..<rows.count).map { a * first[$0] - b * second[$0] })
    }
    let level = options.level
    var (ratio, odds): (EffectEstimate?, EffectEstimate?)
    if rows.kind == .binary, p > 0, q > 0, p < 1, q < 1 {
      ratio = EffectEstimate(
        ratioOf: LogOdds.ofOdds(p / q), standardError: error(1 / p, 1 / q), level: level)
      odds = EffectEstimate(
        ratioOf: LogOdds.ofOdds(p * (1 - q) / (q * (1 - p))),
        standardError: error(1 / (p * (1 - p)), 1 / (q * (1 - q))), level: level)
    }
    return Effect(
      method: method, first: EffectEstimate(estimate: p, standardError: error(1, 0), level: level),
      second: EffectEstimate(estimate: q, standardError: error(0, 1), level: level),
      difference: EffectEstimate(estimate: p - q, standardError: error(1, 1), level: level), riskRatio: ratio,
      oddsRatio: odds)
  }

  /// The standard error of an estimate with this influence, robust to the rows' clusters.
  public func standardError(of influence: [Double]) -> Double {
    let clusters = rows.design.clusters
    var squares = 0.0
    if clusters.isEmpty {
      squares = RowProducts.sum(influence.map { $0 * $0 })
    } else {
      var sums = [Double](repeating: 0, count: Int(clusters.max() ?? 0) + 1)
      for row in 0..<rows.count { sums[Int(clusters[row])] += influence[row] }
      squares = RowProducts.sum(sums.map { $0 * $0 })
    }
    return squares.squareRoot() / Double(rows.count)
  }
}
