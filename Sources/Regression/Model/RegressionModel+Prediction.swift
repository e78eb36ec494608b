import LinearAlgebra

/// A predicted probability with Wald limits.
public struct RegressionPrediction: Sendable, Equatable {
  /// Log odds and their standard error.
  public var linearPredictor: Double
  public var standardError: Double
  public var probability: Double
  public var low: Double
  public var high: Double
}

extension RegressionModel {
  /// The log odds of a row of the design (all columns, aliased ones included), `offset + Σ x_j b_j`.
  public func linearPredictor(of row: [Double], offset: Double = 0) throws(RegressionModelError) -> Double {
    zip(try estimated(row), coefficients).reduce(offset) { $0 + $1.0 * $1.1 }
  }

  /// The probability `1 / (1 + exp(-eta))` with limits `eta ± z √(x'Vx)`, turned into probabilities.
  ///
  /// `level` is the model's own unless given. The limits are of the expected risk at these values, with the normal
  /// quantile for clustered models too; no limits of a single patient's outcome exist.
  public func prediction(
    for row: [Double], offset: Double = 0, level: Double? = nil
  ) throws(RegressionModelError) -> RegressionPrediction {
    let level = level ?? self.level
    guard level > 0, level < 1 else { throw .level(level) }
    let values = try estimated(row)
    let eta = try linearPredictor(of: row, offset: offset)
    var variance = 0.0
    for (place, value) in values.enumerated() where value != 0 {
      var sum = 0.0
      for (other, second) in values.enumerated() { sum += covariance[place * values.count + other] * second }
      variance += value * sum
    }
    // Rounding can leave a hair below zero.
    let error = max(0, variance).squareRoot()
    let z = NormalDistribution.quantile(0.5 + level / 2)
    return RegressionPrediction(
      linearPredictor: eta, standardError: error, probability: LogOdds.probability(eta),
      low: LogOdds.probability(eta - z * error), high: LogOdds.probability(eta + z * error))
  }

  /// The row's values in the columns that have a coefficient.
  private func estimated(_ row: [Double]) throws(RegressionModelError) -> [Double] {
    guard row.count == columns.count else {
      throw .width(expected: columns.count, found: row.count)
    }
    guard !aliased.isEmpty else { return row }
    return zip(columns, row).filter { !aliased.contains($0.0) }.map(\.1)
  }
}
