import LinearAlgebra

/// What a fit predicts for its rows, and how well: Brier score, calibration, discrimination.
///
///     Brier = Σ w (y (1 - μ)² + (1 - y) μ²) / Σ w
///
/// Calibration intercept: of a fit with the linear predictor as offset. Calibration slope: of a fit on the linear
/// predictor. A maximum-likelihood fit with an intercept and without offset has 0 and 1 there by its own equations.
///
/// Not: free of optimism; all are judged on the rows of the fit.
/// Source: Cox (1958) for slope and intercept (cited from memory).
struct Predictions {
  var eta: [Double] = []
  var mean: [Double] = []
  let rows: LikelihoodRows
  /// Of each row, where standard errors are by clusters; patterns of several clusters have no one.
  let clusters: [Int32]

  /// Predictions of the fit, with `shift` added to every linear predictor.
  init(_ fit: LogisticFit, shift: Double) {
    let isClustered = fit.options.standardErrors.isClustered
    rows = isClustered && fit.patterns != nil ? fit.choice.view(of: fit.prepared.rows) : fit.rows
    clusters = isClustered ? fit.prepared.clusters : []
    eta.reserveCapacity(rows.count)
    mean.reserveCapacity(rows.count)
    rows.lend { data in
      LogisticPage(width: rows.width, scaling: rows.scaling).each(
        data, 0..<rows.count, coefficients: fit.maximum.coefficients, information: nil
      ) { _, value, probability, _, _ in
        eta.append(value + shift)
        mean.append(shift == 0 ? probability : LogisticFunction.mean(value + shift))
      }
    }
  }

  /// `Σ w (y η - log(1 + exp(η)))`, of the predictions as they are here.
  var logLikelihood: Double {
    var sum = 0.0
    for row in eta.indices {
      let softening = logarithm1p(exponential(-abs(eta[row])))
      let straight = eta[row] > 0 ? (rows.y[row] - 1) * eta[row] : rows.y[row] * eta[row]
      sum += rows.weights[row] * (straight - softening)
    }
    return sum
  }

  var brier: Double {
    var sum = 0.0
    var total = 0.0
    for row in eta.indices {
      let y = rows.y[row]
      sum += rows.weights[row] * (y * (1 - mean[row]) * (1 - mean[row]) + (1 - y) * mean[row] * mean[row])
      total += rows.weights[row]
    }
    return sum / total
  }

  var discrimination: Discrimination {
    Discrimination(eta: eta, mean: mean, y: rows.y, weights: rows.weights, clusters: clusters)
  }

  private func fitted(_ x: [Double], width: Int, offset: [Double], start: [Double]) -> [Double]? {
    var simple = rows
    simple.width = width
    simple.scaling = nil
    simple.x = x
    simple.offset = offset
    let found = Maximiser(rows: simple, farthest: 40).run(from: start)
    return found.flatMap { $0.converged ? $0.coefficients : nil }
  }

  /// What must be added to every linear predictor so that predicted events add up to the observed ones.
  var intercept: Double? {
    fitted(Array(repeating: 1, count: eta.count), width: 1, offset: eta, start: [0])?[0]
  }

  /// The slope on the linear predictor; `nil` where that does not vary or the outcome is separated by it.
  var slope: Double? {
    guard varies else { return nil }
    return fitted(
      eta.flatMap { [1, $0] }, width: 2, offset: Array(repeating: 0, count: eta.count), start: [0, 1])?[1]
  }

  var varies: Bool { (eta.max() ?? 0) - (eta.min() ?? 0) > 1e-9 }
}
