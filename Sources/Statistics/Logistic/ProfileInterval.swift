import LinearAlgebra
import Summaries

/// Limits of one coefficient where the profile of the (penalised) log-likelihood has fallen by `z² / 2`.
///
///     r(v) = √(2 (l(β̂) - max over β with βⱼ = v of l(β))) = z
///
/// Newton's method on r, which is near to a line, inside a bracket; the inner maxima start from where the last one
/// says that the other coefficients go.
///
/// Units: log odds.
/// Not: finite where the profile never falls that far; then the limit is infinite.
/// Source: Venzon & Moolgavkar (1988), "A method for computing profile-likelihood-based confidence intervals", for the
/// definition (cited from memory); limits checked against R in `Datasets/reference`.
struct ProfileInterval {
  let rows: LikelihoodRows
  let penalised: Bool
  let maximum: Maximum
  /// The coefficient as a functional of the working coefficients.
  let functional: [Double]
  let z: Double

  /// The signed root of the likelihood ratio of the coefficient against 0, so that tests agree with limits.
  ///
  ///     sign(β̂) √(2 (l(β̂) - max over β with βⱼ = 0 of l(β)))
  ///
  /// `nil` where the constrained maximum is not found.
  func signedRoot() -> Double? {
    let estimate = dot(functional, maximum.coefficients)
    if estimate == 0 { return 0 }
    // In steps, since a far constraint can lie outside what one Newton run reaches.
    var here = maximum
    for part in [0.5, 0.25, 0] {
      let direction = here.factor.solve(functional)
      let shift = estimate * part - dot(functional, here.coefficients)
      let scale = dot(functional, direction)
      var maximiser = Maximiser(rows: rows, penalised: penalised)
      maximiser.mostRounds = 300
      maximiser.tolerance = penalised ? 1e-10 : 1e-9
      let start = zip(here.coefficients, direction).map { $0 + $1 * shift / scale }
      guard let found = maximiser.run(from: start, conditions: Conditions(rows: [functional])),
        found.converged
      else { return nil }
      here = found
    }
    let root = (2 * max(0, maximum.objective - here.objective)).squareRoot()
    return estimate < 0 ? -root : root
  }

  /// The limit below (`side` -1) or above (1).
  ///
  /// Throws: `notConverged`
  func limit(_ side: Double) throws(StatisticError) -> Double {
    let estimate = dot(functional, maximum.coefficients)
    let error = dot(functional, maximum.factor.solve(functional)).squareRoot()
    var here = maximum
    var distance = z * error
    var low = 0.0
    var high = Double.infinity
    var rounds = 0
    for _ in 0..<60 {
      let direction = here.factor.solve(functional)
      let scale = dot(functional, direction)
      let shift = estimate + side * distance - dot(functional, here.coefficients)
      let start = zip(here.coefficients, direction).map { $0 + $1 * shift / scale }
      var maximiser = Maximiser(rows: rows, penalised: penalised)
      maximiser.mostRounds = 300
      // A little less than for the estimate: the objective is flat at its maximum.
      maximiser.tolerance = penalised ? 1e-10 : 1e-9
      let found = maximiser.run(from: start, conditions: Conditions(rows: [functional]))
      rounds += found?.rounds ?? 1
      guard let found, found.converged else {
        // No inner maximum was found that far out.
        high = distance
        distance = low + (distance - low) / 2
        here = maximum
        if high - low < 1e-6 * error { throw .notConverged(rounds: rounds) }
        continue
      }
      let root = (2 * max(0, maximum.objective - found.objective)).squareRoot()
      if root < z { low = max(low, distance) } else { high = min(high, distance) }
      let solved = found.factor.solve(functional)
      let slope = -side * dot(solved, found.gradient) / dot(solved, functional) / max(root, 1e-300)
      here = found
      var next = slope > 0 ? distance + (z - root) / slope : 2 * distance
      next = min(next, 3 * distance)
      if next > 1e6 * max(error, 1e-300) { return side * .infinity }
      if abs(next - distance) <= 1e-11 * max(error, distance) { return estimate + side * next }
      if next <= low || next >= high { next = high.isFinite ? low + (high - low) / 2 : 2 * low }
      if next == distance { return estimate + side * next }
      distance = next
    }
    throw .notConverged(rounds: rounds)
  }
}
