internal import LinearAlgebra

/// A test of groups that has a χ² distribution where they do not differ.
public struct GroupTest: Sendable, Equatable {
  public var statistic: Double
  public var degreesOfFreedom: Int
  public var pValue: Double

  /// The quadratic form of what each group has beyond its expectation, whose sum is 0, in the inverse of its variance.
  init(beyond: [Double], variance: Matrix) throws(SurvivalError) {
    // Groups that were never beside another one have no part in it, and the last of the others follows from the rest.
    let kept = beyond.indices.filter { variance[$0, $0] > 0 }.dropLast()
    guard !kept.isEmpty, let factor = Cholesky(variance.part(Array(kept))) else { throw .neverTogether }
    let half = factor.halfSolve(kept.map { beyond[$0] })
    statistic = half.reduce(0) { $0 + $1 * $1 }
    degreesOfFreedom = kept.count
    pValue = ChiSquaredDistribution(degreesOfFreedom: kept.count).upper(statistic)
  }
}
