import LinearAlgebra

/// Where a (penalised) likelihood is largest, and its curvature there.
struct Maximum {
  var coefficients: [Double]
  /// The log-likelihood without the binomial constant.
  var logLikelihood: Double
  /// With `log det(information) / 2` where it is penalised.
  var objective: Double
  /// Of the objective, all coefficients, also those that a condition holds.
  var gradient: [Double]
  var factor: Cholesky
  var rounds: Int
  var reach: Double
  /// The last step below the bound.
  var converged: Bool
}
