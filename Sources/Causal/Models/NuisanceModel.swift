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
  private let fit: NuisanceFit

  /// Of a fit to some of the rows.
  init(
    _ design: Design, fitted: [Int], outcome: [Double], columns: [Int], kind: ActionRows.OutcomeKind,
    _ options: EffectOptions
  ) throws(StatisticError) {
    fit = try NuisanceFit(
      design.part(fitted, outcome: outcome, columns: columns), columns: columns, width: design.columns.count,
      kind: kind,
      options)
    values = RowProducts.products(design, fit.coefficients)
    slopes = Array(repeating: 1, count: design.count)
    if kind == .binary { NuisanceFit.applyLogistic(&values, &slopes) }
    residuals = Array(repeating: 0, count: design.count)
    for (place, row) in fitted.enumerated() { residuals[row] = outcome[place] - values[row] }
  }

  /// A model that says the same of every row and has nothing estimated.
  init(constant: Double, count: Int) {
    values = Array(repeating: constant, count: count)
    slopes = Array(repeating: 0, count: count)
    residuals = slopes
    fit = NuisanceFit()
  }

  /// Predictions of models of the other folds, put together; of their coefficients' doubt nothing is known.
  init(folds: [NuisanceModel], fold: [Int]) {
    self.init(constant: 0, count: fold.count)
    for row in fold.indices {
      values[row] = folds[fold[row]].values[row]
      slopes[row] = folds[fold[row]].slopes[row]
    }
  }

  /// What the doubt of the coefficients adds to each row of an estimating equation, from the equation's derivatives with respect to
  /// each row's linear predictor: `xᵀ A⁻¹ (Σ d x) (y - μ)`.
  func addCorrection(_ derivatives: [Double], _ design: Design, to equation: inout [Double]) {
    guard fit.isEstimated else { return }
    let solved = fit.solve(RowProducts.sums(design, derivatives))
    RowProducts.addProducts(design, solved, times: residuals, to: &equation)
  }
}
