import LinearAlgebra
import Regression
import Summaries

/// Coefficients of a logistic or a linear model, with the inverse of their information.
///
/// Shapes: `coefficients` has one a column of the whole design, 0 where the column was left out.
struct NuisanceFit: Sendable {
  let coefficients: [Double]
  /// The columns with a coefficient, and the inverse of the information over them.
  private let kept: [Int]
  private let inverse: Matrix

  /// - Parameter columns: which columns of the whole design those of `part` are; empty = all.
  init(
    _ part: Design, columns: [Int], width: Int, kind: ActionRows.OutcomeKind, _ options: EffectOptions
  ) throws(StatisticError) {
    switch kind {
    case .binary:
      let fit = try LogisticRegression(Self.regression(options)).estimate(part)
      self.init(fit.coefficients, fit.kept, inverse: fit.covariance, columns, width)
    case .continuous:
      self.init(
        try LinearRegression(threads: options.threads).estimate(part), columns: columns, width: width)
    }
  }

  init(_ fit: LinearRegression.Estimate, columns: [Int], width: Int) {
    self.init(fit.coefficients, fit.kept, inverse: fit.inverse, columns, width)
  }

  private init(_ found: [Double], _ places: [Int], inverse: [Double], _ columns: [Int], _ width: Int) {
    kept = places.map { columns.isEmpty ? $0 : columns[$0] }
    self.inverse = Matrix(rows: kept.count, columns: kept.count, elements: inverse)
    var full = [Double](repeating: 0, count: width)
    for (place, column) in kept.enumerated() { full[column] = found[place] }
    coefficients = full
  }

  /// Nothing estimated.
  init() { (coefficients, kept, inverse) = ([], [], Matrix(zeros: 0, 0)) }

  var isEstimated: Bool { !kept.isEmpty }

  /// `A⁻¹ s`, with 0 for columns that were left out.
  func solve(_ sums: [Double]) -> [Double] {
    let solved = inverse * kept.map { sums[$0] }
    var full = [Double](repeating: 0, count: coefficients.count)
    for (place, column) in kept.enumerated() { full[column] = solved[place] }
    return full
  }

  static func regression(_ options: EffectOptions) -> RegressionOptions {
    var result = RegressionOptions()
    result.method = options.modelMethod
    result.allowsFewEvents = options.allowsFewEvents
    result.threads = options.threads
    return result
  }

  /// μ and its slope in place of η, eight rows at a time.
  static func applyLogistic(_ values: inout [Double], _ slopes: inout [Double]) {
    for first in stride(from: 0, to: values.count, by: 8) {
      let last = min(first + 8, values.count)
      var eta = LogisticFunction.Lanes.zero
      for row in first..<last { eta[row - first] = values[row] }
      let (mean, variance, _) = LogisticFunction.values(eta)
      for row in first..<last {
        values[row] = mean[row - first]
        slopes[row] = variance[row - first]
      }
    }
  }
}
