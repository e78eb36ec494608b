import LinearAlgebra

extension LikelihoodRows {
  /// The least share of a column's squared length, weighted as at β = 0, that the columns before it leave.
  var leastShare: Double {
    let sums = total(at: Array(repeating: 0, count: width), .canonical)
    return Cholesky(sums.information)?.leastPivotRatio ?? 0
  }
}
