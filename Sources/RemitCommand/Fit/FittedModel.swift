import Regression
import Reporting
import Statistics
import Summaries
import Treatment

/// A model that was fitted to a table, with what disclosure control shows of it.
struct FittedModel {
  let fit: FittedRegression
  let shown: SuppressedRegression

  var coding: ModelCoding { fit.coding }
  var kept: MissingRows { fit.missing }
  var result: RegressionResult { fit.result }

  /// - Parameters:
  ///   - declared: by variable, levels that stand by name whatever few have them.
  ///   - rare: by variable, levels that few patients have, however many rows.
  init(
    _ fit: FittedRegression, under rule: Disclosure, declared: [String: Set<String>] = [:],
    rare: [String: Set<String>] = [:]
  ) {
    self.fit = fit
    shown = rule.applied(to: fit.result, cells: RegressionCells(fit.design), declared: declared, rare: rare)
  }

  /// Of which rows the basis of a polynomial is, where that makes a difference.
  func basisSentences(_ rows: PolynomialRows) -> [String] {
    let isPolynomial = coding.variables.contains { if case .polynomial = $0.coding { true } else { false } }
    guard isPolynomial, kept.used < kept.total else { return [] }
    return [
      rows == .used
        ? "The basis of poly() is of the rows that are used; R's is of every row that has its column (--poly-rows all)."
        : "The basis of poly() is of every row that has its column, as R's."
    ]
  }

  /// Below this many rows the 5th and 95th percentiles lie near the values of single patients.
  private static let fewRows = 100

  private func hidesQuantiles(under rule: Disclosure) -> Bool {
    if case .none = rule { return false }
    return fit.design.dataRows < Self.fewRows
  }

  /// Curves of splines and polynomials; none where their ends would tell of single patients.
  func curves(level: Double, under rule: Disclosure) throws -> [RegressionCurve] {
    hidesQuantiles(under: rule) ? [] : try SplineCurves(coding, result, level: level).all
  }

  /// The coding as a model file may hold it.
  func coding(under rule: Disclosure) -> ModelCoding {
    guard hidesQuantiles(under: rule) else { return coding }
    var shown = coding
    for place in shown.inputs.indices { shown.inputs[place].quantiles = [] }
    return shown
  }
}

extension CohortTable {
  /// What the columns of a scored step are to its outcome: those that come about with it or after it.
  static let roles: [String: CovariateRole] = [
    "endpoint": .outcome, "score_end": .outcome, "response": .outcome, "remission": .outcome,
    "end_day": .after,
  ]
}
