import LinearAlgebra
import Regression
import Summaries

/// A model that an effect is estimated through: who got what, the outcome, or who was seen.
///
/// Shapes: `values`, `slopes` and `residuals` hold one number a row of all rows, the residual 0 where the row is not of the fit.
struct NuisanceModel: Sendable {
  /// The fitted mean `μ` of each row.
  private(set) var values: [Double]
  /// `∂μ/∂η`: `μ (1 - μ)` of a logistic model, 1 of a linear one.
  private(set) var slopes: [Double]
  /// `y - μ` of the rows that were fitted.
  private(set) var residuals: [Double]
  /// The columns with a coefficient, and the inverse of the information over them.
  private let kept: [Int]
  private let inverse: Matrix
  private let width: Int

  /// Of a fit to some of the rows.
  init(
    _ rows: ActionRows, fitted: [Int], outcome: [Double], columns: [Int], kind: ActionRows.OutcomeKind,
    _ options: EffectOptions
  ) throws(StatisticError) {
    let design = rows.part(fitted, outcome: outcome, columns: columns)
    width = rows.width
    let coefficients: [Double]
    switch kind {
    case .binary:
      let fit = try LogisticRegression(Self.regression(options)).estimate(design)
      (coefficients, kept) = (fit.coefficients, fit.kept.map { columns.isEmpty ? $0 : columns[$0] })
      inverse = Matrix(rows: kept.count, columns: kept.count, elements: fit.covariance)
    case .continuous:
      let fit = try LinearRegression(threads: options.threads).estimate(design)
      (coefficients, kept) = (fit.coefficients, fit.kept.map { columns.isEmpty ? $0 : columns[$0] })
      inverse = Matrix(rows: kept.count, columns: kept.count, elements: fit.inverse)
    }
    var full = [Double](repeating: 0, count: width)
    for (place, column) in kept.enumerated() { full[column] = coefficients[place] }
    values = RowProducts.products(rows, full)
    slopes = Array(repeating: 1, count: rows.count)
    if kind == .binary { Self.applyLogistic(&values, &slopes) }
    residuals = Array(repeating: 0, count: rows.count)
    for (place, row) in fitted.enumerated() { residuals[row] = outcome[place] - values[row] }
  }

  /// A model that says the same of every row and has nothing estimated.
  init(constant: Double, of rows: ActionRows) {
    values = Array(repeating: constant, count: rows.count)
    slopes = Array(repeating: 0, count: rows.count)
    residuals = slopes
    kept = []
    inverse = Matrix(zeros: 0, 0)
    width = rows.width
  }

  /// Predictions of models of the other folds, put together; of their coefficients' doubt nothing is known.
  init(folds: [NuisanceModel], fold: [Int], of rows: ActionRows) {
    self.init(constant: 0, of: rows)
    for row in 0..<rows.count {
      values[row] = folds[fold[row]].values[row]
      slopes[row] = folds[fold[row]].slopes[row]
    }
  }

  /// What the doubt of the coefficients adds to each row of an estimating equation, from the equation's derivatives with respect to
  /// each row's linear predictor: `xᵀ A⁻¹ (Σ d x) (y - μ)`.
  func addCorrection(_ derivatives: [Double], _ rows: ActionRows, to equation: inout [Double]) {
    guard !kept.isEmpty else { return }
    let sums = RowProducts.sums(rows, derivatives)
    let solved = inverse * kept.map { sums[$0] }
    var full = [Double](repeating: 0, count: width)
    for (place, column) in kept.enumerated() { full[column] = solved[place] }
    RowProducts.addProducts(rows, full, times: residuals, to: &equation)
  }

  private static func regression(_ options: EffectOptions) -> RegressionOptions {
    var result = RegressionOptions()
    result.method = options.modelMethod
    result.allowsFewEvents = options.allowsFewEvents
    result.threads = options.threads
    return result
  }

  /// μ and its slope in place of η, eight rows at a time.
  private static func applyLogistic(_ values: inout [Double], _ slopes: inout [Double]) {
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
