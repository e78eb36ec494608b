import LinearAlgebra

/// The weights of the rows with one action whose outcome was seen, as a mean uses them.
public struct WeightDistribution: Sendable, Equatable {
  public let rows: Int
  /// `(Σ w)² / Σ w²`: as many rows of equal weight would be as sure.
  public let effectiveRows: Double
  /// Stabilised weights, which are 1 on average: at 1, 5, 25, 50, 75, 95 and 99 %.
  public let quantiles: [Double]
  public let largest: Double
  /// Inverse probabilities above ``large``, the largest first.
  public let largeWeights: [Double]
  /// Rows whose probability was below the least that a weight is made of.
  public let truncated: Int

  public static let shares = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]
  /// A single row that stands for more than this is named by its size.
  public static let large = 50.0

  /// Of weights above 0; of none there are no quantiles.
  public init(_ weights: [Double], truncated: Int = 0) {
    let values = weights.sorted()
    let total = RowProducts.sum(values)
    let squares = RowProducts.sum(values.map { $0 * $0 })
    let mean = total / Double(values.count)
    let stabilised = values.map { $0 / mean }
    rows = values.count
    effectiveRows = values.isEmpty ? 0 : total * total / squares
    // The value that at least the share lies at or below.
    quantiles =
      values.isEmpty
      ? []
      : Self.shares.map { share in
        stabilised[
          min(stabilised.count - 1, max(0, Int((share * Double(stabilised.count)).rounded(.up)) - 1))]
      }
    largest = stabilised.last ?? 0
    largeWeights = values.reversed().filter { $0 > Self.large }
    self.truncated = truncated
  }
}

extension ActionModels {
  public func weightDistribution(ofFirst isFirst: Bool) -> WeightDistribution {
    let all = weights(of: Array(repeating: isFirst, count: rows.count))
    let own = (0..<rows.count).filter { all[$0] > 0 }
    return WeightDistribution(
      own.map { all[$0] }, truncated: own.count { probability(of: isFirst, $0).isTruncated })
  }
}
