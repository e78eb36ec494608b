import LinearAlgebra
import Regression
import Summaries

/// Q at one stage for some of its actions, by one model: of a single action, or of all where their covariates' parts are shared.
///
/// Shapes: `values` and `slopes` (∂Q/∂η) hold one array an action, empty where the model is not of it, with one value a row of the stage;
/// `slopes` and `residuals` may be empty where nobody asks for the coefficients' doubt.
struct StageOutcome: Sendable {
  let values: [[Double]]
  let slopes: [[Double]]
  /// y - Q of the row's own action, 0 for rows that were not fitted.
  let residuals: [Double]
  private let layout: OutcomeLayout
  private let fit: NuisanceFit

  init(
    _ stage: StageDecisions, _ layout: OutcomeLayout, fit: NuisanceFit, fitted: [Int], outcome: [Double],
    kind: ActionRows.OutcomeKind, knowsDoubt: Bool
  ) {
    self.layout = layout
    self.fit = fit
    var values = [[Double]](repeating: [], count: stage.actions.count)
    var slopes = values
    for action in layout.actions {
      var own = RowProducts.products(stage.design, layout.vector(fit.coefficients, of: action))
      var slope = [Double](repeating: 1, count: knowsDoubt || kind == .binary ? stage.count : 0)
      if kind == .binary { NuisanceFit.applyLogistic(&own, &slope) }
      if !stage.certainRewards.isEmpty {
        for row in own.indices { own[row] += stage.certainRewards[action][row] }
      }
      (values[action], slopes[action]) = (own, slope)
    }
    var residuals = [Double](repeating: 0, count: knowsDoubt ? stage.count : 0)
    for (place, row) in fitted.enumerated() where knowsDoubt {
      residuals[row] = outcome[place] - values[stage.taken[row]][row]
    }
    (self.values, self.slopes, self.residuals) = (values, slopes, residuals)
  }

  /// `x A⁻¹ Σ d x` of each row with one of the model's actions: what a unit of its residual adds to an equation, from the equation's derivatives
  /// with respect to the linear predictor of each action in each row.
  func carried(_ derivatives: [[Double]], _ stage: StageDecisions) -> [Double] {
    var result = [Double](repeating: 0, count: stage.count)
    guard fit.isEstimated else { return result }
    var sums = [Double](repeating: 0, count: fit.coefficients.count)
    for action in layout.actions {
      layout.add(RowProducts.sums(stage.design, derivatives[action]), of: action, to: &sums)
    }
    let solved = fit.solve(sums)
    for action in layout.actions {
      let products = RowProducts.products(stage.design, layout.vector(solved, of: action))
      for row in 0..<stage.count where stage.taken[row] == action { result[row] = products[row] }
    }
    return result
  }
}
