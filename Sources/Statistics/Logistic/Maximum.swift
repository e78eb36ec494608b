import LinearAlgebra
import Summaries

/// Linear conditions on the coefficients that a restricted fit keeps: `C β = const`, its start's value.
struct Conditions {
  var rows: [[Double]]
}

/// Where a (penalised) likelihood is largest, and its curvature there.
struct Maximum {
  var coefficients: [Double]
  /// The log-likelihood without the binomial constant.
  var logLikelihood: Double
  /// With `log det(information) / 2` where it is penalised.
  var objective: Double
  /// Of the objective, all coefficients, also those that a condition holds.
  var gradient: [Double]
  var information: Matrix
  var factor: Cholesky
  var pearson: Double
  var rounds: Int
  var reach: Double
  /// The last step below the bound.
  var converged: Bool
}

/// Newton's method with halved steps; Fisher scoring on the adjusted score where Jeffreys' penalty is on.
///
///     δ = A⁻¹ (U - Cᵀ λ),   C δ = 0      rms = √(δᵀ A δ / Σ w v), the root mean square change of η
///
/// It ends where rms is at most 1e-10 and what is left after the step is nothing, and takes that last step.
///
/// Source: Firth (1993) and Heinze & Schemper (2002) for the adjusted score `U + Σ h (1/2 - μ) x` (cited from memory).
struct Maximiser {
  var rows: LikelihoodRows
  var penalised = false
  var mostRounds = 60
  /// A first guess from a part of the rows is not driven to the end.
  var tolerance: Double?
  /// Ends where |η| passes this, for a look at separation.
  var farthest = Double.infinity

  private struct Point {
    var sums: LogisticPage.Sums
    var information: Matrix
    var factor: Cholesky
    var objective: Double
  }

  private func point(at coefficients: [Double]) -> Point? {
    let sums = rows.total(at: coefficients)
    let p = rows.width
    var information = Matrix(zeros: p, p)
    for i in 0..<p {
      for j in 0...i {
        information[i, j] = sums.gram[i * (p + 1) + j]
        information[j, i] = information[i, j]
      }
    }
    guard sums.logLikelihood.isFinite, let factor = Cholesky(information) else { return nil }
    let penalty = penalised ? factor.logDeterminant / 2 : 0
    return Point(
      sums: sums, information: information, factor: factor, objective: sums.logLikelihood + penalty)
  }

  /// The maximum from `start`, under `conditions`; `nil` where the information is singular at the start.
  func run(from start: [Double], conditions: Conditions? = nil) -> Maximum? {
    var coefficients = start
    guard var here = point(at: coefficients) else { return nil }
    let p = rows.width
    var rounds = 1
    var previous = Double.infinity
    while true {
      var gradient = (0..<p).map { here.sums.gram[p * (p + 1) + $0] }
      if penalised {
        let adjustment = rows.penaltyGradient(at: coefficients, information: here.factor)
        for i in 0..<p { gradient[i] += adjustment[i] }
      }
      var step = here.factor.solve(gradient)
      if let conditions { step = Self.hold(conditions, step, here.factor) }
      let squares = dot(step, here.information * step)
      let change = here.sums.variance > 0 ? (max(0, squares) / here.sums.variance).squareRoot() : .infinity
      let isLast = isEnd(change, previous)
      previous = change
      if isLast || rounds >= mostRounds || here.sums.reach > farthest {
        if isLast { for i in 0..<p { coefficients[i] += step[i] } }
        return Maximum(
          coefficients: coefficients, logLikelihood: here.sums.logLikelihood, objective: here.objective,
          gradient: gradient, information: here.information, factor: here.factor,
          pearson: here.sums.gram[p * (p + 1) + p], rounds: rounds, reach: here.sums.reach, converged: isLast)
      }
      let slack = 1e-11 * (abs(here.objective) + 1)
      var scale = min(1, 20 / max(change, 1e-300))
      var next: Point?
      for _ in 0..<40 {
        let candidate = zip(coefficients, step).map { $0 + scale * $1 }
        rounds += 1
        if let found = point(at: candidate), found.objective >= here.objective - slack {
          coefficients = candidate
          next = found
          break
        }
        scale /= 2
      }
      guard let next else {
        return Maximum(
          coefficients: coefficients, logLikelihood: here.sums.logLikelihood, objective: here.objective,
          gradient: gradient, information: here.information, factor: here.factor,
          pearson: here.sums.gram[p * (p + 1) + p], rounds: rounds, reach: here.sums.reach, converged: false)
      }
      here = next
    }
  }

  /// Newton's steps square, so below the bound what is left is below rounding. Those of the penalised score shrink by a
  /// factor, seen in the last two: what is left after a step is below the step times that factor. Where they are
  /// small and no longer shrink, rounding is all there is.
  private func isEnd(_ change: Double, _ previous: Double) -> Bool {
    let bound = tolerance ?? 1e-10
    guard penalised, tolerance == nil else { return change <= bound }
    return (change <= bound && change * min(1, change / previous) <= 1e-13)
      || (change < 1e-9 && change >= 0.7 * previous)
  }

  /// Takes from a step what would leave the conditions: `δ - A⁻¹ Cᵀ (C A⁻¹ Cᵀ)⁻¹ C δ`.
  private static func hold(_ conditions: Conditions, _ step: [Double], _ factor: Cholesky) -> [Double] {
    let solved = conditions.rows.map(factor.solve)
    var inner = Matrix(zeros: solved.count, solved.count)
    for i in solved.indices { for j in solved.indices { inner[i, j] = dot(conditions.rows[i], solved[j]) } }
    guard let innerFactor = Cholesky(inner) else { return step }
    let multipliers = innerFactor.solve(conditions.rows.map { dot($0, step) })
    var result = step
    for (k, column) in solved.enumerated() {
      for i in result.indices { result[i] -= multipliers[k] * column[i] }
    }
    return result
  }
}
