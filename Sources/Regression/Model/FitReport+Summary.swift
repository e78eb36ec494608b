import LinearAlgebra
import Summaries

extension FitReport {
  /// The one-row summary.
  ///
  ///     log-likelihood with the binomial constant, as R's;   AIC = -2 l + 2 p;   BIC = -2 l + p log(rows)
  ///     McFadden = 1 - k / k₀;   Nagelkerke = (1 - exp(2 (k₀ - k) / n)) / (1 - exp(2 k₀ / n))
  ///
  /// k is the log-likelihood without the constant and n the sum of the weights, so that grouping rows changes neither.
  /// The null model has the intercept (where the model has one) and the offset, as R's.
  func summary(
    _ predictions: Predictions, _ discrimination: Discrimination
  ) throws(StatisticError) -> RegressionResult.Summary {
    let maximum = fit.maximum
    let prepared = fit.prepared
    let likelihood = shift == 0 ? maximum.logLikelihood : predictions.logLikelihood
    let null = try nullLikelihood()
    let parameters = fit.choice.kept.count
    var result = RegressionResult.Summary()
    result.rows = prepared.dataRows
    result.n = prepared.n
    result.events = prepared.events
    result.parameters = parameters
    result.logLikelihood = likelihood + prepared.constant
    if fit.options.method == .firth {
      result.penalisedLogLikelihood = maximum.objective + prepared.constant - fit.choice.logDeterminant
    }
    result.nullLogLikelihood = null + prepared.constant
    result.deviance = 2 * (prepared.saturated - likelihood)
    result.nullDeviance = 2 * (prepared.saturated - null)
    result.aic = -2 * result.logLikelihood + 2 * Double(parameters)
    result.bic = -2 * result.logLikelihood + Double(parameters) * logarithm(Double(prepared.dataRows))
    result.mcFadden = 1 - likelihood / null
    result.nagelkerke =
      (1 - exponential(2 * (null - likelihood) / prepared.n)) / (1 - exponential(2 * null / prepared.n))
    let area = discrimination.area(z: -NormalDistribution.quantile((1 - fit.options.level) / 2))
    result.auc = area.area
    result.aucLow = area.low
    result.aucHigh = area.high
    result.brier = predictions.brier
    let solvesItself =
      fit.options.method == .ml && Self.interceptPlace(fit, design) != nil
      && fit.rows.offset.allSatisfy { $0 == fit.rows.offset[0] }
    result.calibrationIntercept = solvesItself ? 0 : predictions.intercept
    result.calibrationSlope = solvesItself ? (predictions.varies ? 1 : nil) : predictions.slope
    result.rounds = maximum.rounds
    result.patterns = fit.patterns
    if fit.options.standardErrors.isClustered { result.clusters = Sandwich.clusterCount(prepared.clusters) }
    return result
  }

  /// Throws: `notConverged`
  private func nullLikelihood() throws(StatisticError) -> Double {
    var rows = fit.rows
    let hasIntercept = Self.interceptPlace(fit, design) != nil
    if hasIntercept, rows.offset.allSatisfy({ $0 == rows.offset[0] }) {
      let n = fit.prepared.n
      let share = fit.prepared.events / n
      return n * (share * logarithm(share) + (1 - share) * logarithm(1 - share))
    }
    rows.scaling = nil
    rows.width = hasIntercept ? 1 : 0
    rows.x = hasIntercept ? Array(repeating: 1, count: rows.count) : []
    if !hasIntercept { return rows.total(at: [], .none).logLikelihood }
    guard let found = Maximiser(rows: rows).run(from: [0]), found.converged else {
      throw .notConverged(rounds: 60)
    }
    return found.logLikelihood
  }
}
