import Regression

/// How far the two actions' rows lie apart in one column of the design, before and after weighting.
///
///     d = (mean₁ - mean₀) / √((s₁² + s₀²) / 2)
///
/// with the unweighted variances in both, so that the two can be compared.
///
/// Not: for columns that are the same in every row, which have none.
/// Source: Austin (2009), "Balance diagnostics for comparing the distribution of baseline covariates" (cited from memory).
public struct CovariateBalance: Sendable, Equatable {
  public let column: String
  /// The formula's term that the column belongs to.
  public let term: String
  public let before: Double
  public let after: Double

  public init(column: String, term: String, before: Double, after: Double) {
    (self.column, self.term, self.before, self.after) = (column, term, before, after)
  }
}

extension ActionModels {
  /// One a column, in the order of the design, the intercept left out.
  public var balance: [CovariateBalance] {
    let weights = treatmentWeights()
    let (ones, design) = ([Double](repeating: 1, count: rows.count), rows.design)
    let plain = [false, true].map { moments(ones, ofFirst: $0) }
    let weighted = [false, true].map { moments(weights, ofFirst: $0) }
    return design.columns.indices.compactMap { column in
      guard design.assignment[column] >= 0 else { return nil }
      let spread = ((plain[0].variances[column] + plain[1].variances[column]) / 2).squareRoot()
      guard spread > 0 else { return nil }
      return CovariateBalance(
        column: design.columns[column], term: design.terms[design.assignment[column]],
        before: (plain[1].means[column] - plain[0].means[column]) / spread,
        after: (weighted[1].means[column] - weighted[0].means[column]) / spread)
    }
  }

  private func moments(_ weights: [Double], ofFirst isFirst: Bool) -> (means: [Double], variances: [Double]) {
    let own = (0..<rows.count).map { rows.hadFirst($0) == isFirst ? weights[$0] : 0 }
    let total = RowProducts.sum(own)
    let means = RowProducts.sums(rows.design, own).map { $0 / total }
    let width = rows.design.columns.count
    var squares = [Double](repeating: 0, count: width)
    for row in 0..<rows.count where own[row] != 0 {
      for j in 0..<width {
        let distance = rows.design.x[row * width + j] - means[j]
        squares[j] += own[row] * distance * distance
      }
    }
    return (means, squares.map { $0 / max(1, total - 1) })
  }
}
