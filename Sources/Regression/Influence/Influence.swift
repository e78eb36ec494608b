import LinearAlgebra

/// Fitted values, hat values and Cook's distances, one a row of the design.
///
///     h = w v xᵀ A⁻¹ x      cook = (pearson / (1 - h))² h / p,   pearson = √w (y - μ) / √v
///
/// A row of weight 0 has hat value and distance 0.
///
/// Source: R's `influence.glm` and `cooks.distance.glm`, with dispersion 1.
struct Influence {
  let fit: LogisticFit
  let design: Design
  let shift: Double

  var rows: RegressionResult.Rows {
    let all = LikelihoodRows(
      count: design.count, width: design.columns.count, x: design.x, y: design.y, weights: design.weights,
      offset: design.offset)
    let working = fit.choice.applied(to: all)
    var result = RegressionResult.Rows(fitted: [], linearPredictor: [], hat: [], cook: [])
    let parameters = Double(working.width)
    working.lend { data in
      LogisticPage(width: working.width).each(
        data, 0..<working.count, coefficients: fit.maximum.coefficients, information: fit.maximum.factor
      ) { row, eta, mean, variance, hat in
        result.linearPredictor.append(eta + shift)
        result.fitted.append(shift == 0 ? mean : LogisticFunction.mean(eta + shift))
        result.hat.append(hat)
        let residual = working.y[row] - mean
        let pearson = working.weights[row] * residual * residual / variance
        result.cook.append(pearson / ((1 - hat) * (1 - hat)) * hat / parameters)
      }
    }
    return result
  }
}
