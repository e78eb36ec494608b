import LinearAlgebra
import Summaries

/// Likelihood-ratio, score and Wald tests of each term of the formula, all its columns at once.
///
///     likelihood ratio = 2 (l(β̂) - l(β̃))      score = U(β̃)ᵀ A(β̃)⁻¹ U(β̃)      wald = b V⁻¹ b
///
/// with β̃ the maximum where the term's coefficients are 0. For Firth l is penalised, by the information of all columns
/// also at β̃, as `logistf` has it; there is no score test then.
///
/// Not: respectful of marginality. A main effect is tested with its interaction left in, in the coding of the
/// design, unlike R's `drop1`. With robust standard errors only Wald's test holds, so the others are left out.
/// Source: Heinze & Schemper (2002) for the penalised test (cited from memory).
struct TermTests {
  let fit: LogisticFit
  let design: Design
  let covariance: Matrix

  /// Throws: `notConverged`
  func all() throws(StatisticError) -> [RegressionResult.TermTest] {
    var result: [RegressionResult.TermTest] = []
    for (term, name) in design.terms.enumerated() {
      let places = fit.choice.kept.indices.filter { design.assignment[fit.choice.kept[$0]] == term }
      if !places.isEmpty { result.append(try test(name, places)) }
    }
    return result
  }

  private func test(_ name: String, _ places: [Int]) throws(StatisticError) -> RegressionResult.TermTest {
    var result = RegressionResult.TermTest(term: name, degreesOfFreedom: places.count)
    let chi = ChiSquaredDistribution(degreesOfFreedom: places.count)
    let estimates = places.map { fit.coefficients[$0] }
    if let factor = Cholesky(covariance.part(places)) {
      let wald = dot(estimates, factor.solve(estimates))
      result.wald = wald
      result.waldP = chi.upper(wald)
    }
    guard fit.options.standardErrors == .model, fit.options.wantsTests else { return result }
    let conditions = Conditions(rows: places.map(fit.choice.functional))
    let penalised = fit.options.method == .firth
    var maximiser = Maximiser(rows: fit.rows, penalised: penalised)
    maximiser.mostRounds = 300
    guard let start = start(conditions), let found = maximiser.run(from: start, conditions: conditions),
      found.converged
    else { throw .notConverged(rounds: maximiser.mostRounds) }
    let ratio = 2 * max(0, fit.maximum.objective - found.objective)
    result.likelihoodRatio = ratio
    result.likelihoodRatioP = chi.upper(ratio)
    if !penalised {
      let score = dot(found.gradient, found.factor.solve(found.gradient))
      result.score = score
      result.scoreP = chi.upper(score)
    }
    return result
  }

  /// The estimate, moved to where the conditions are 0 at the least cost in Wald's distance.
  private func start(_ conditions: Conditions) -> [Double]? {
    let solved = conditions.rows.map(fit.maximum.factor.solve)
    var inner = Matrix(zeros: solved.count, solved.count)
    for i in solved.indices { for j in solved.indices { inner[i, j] = dot(conditions.rows[i], solved[j]) } }
    guard let factor = Cholesky(inner) else { return nil }
    let multipliers = factor.solve(conditions.rows.map { dot($0, fit.maximum.coefficients) })
    var result = fit.maximum.coefficients
    for (k, column) in solved.enumerated() {
      for i in result.indices { result[i] -= multipliers[k] * column[i] }
    }
    // Exactly 0 where the columns serve as they are.
    if fit.choice.basis == nil {
      for row in conditions.rows { for i in row.indices where row[i] != 0 { result[i] = 0 } }
    }
    return result
  }
}
