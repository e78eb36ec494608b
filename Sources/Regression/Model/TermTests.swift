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
  /// Of t, by the place of a kept column; `nil` = the normal distribution.
  let degreesOfFreedom: (Int) -> Double?

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
    // Of several columns Satterthwaite's degrees of freedom are not one number.
    let isOpen = fit.options.standardErrors != .cr2 || places.count == 1
    if isOpen, let wald = wald(estimates, places) {
      result.wald = wald
      result.waldDenominator = degreesOfFreedom(places[0])
      let count = Double(places.count)
      result.waldP =
        result.waldDenominator.map {
          FDistribution(numerator: count, denominator: $0).upper(wald / count)
        } ?? chi.upper(wald)
    }
    guard fit.options.standardErrors == .model, fit.options.wantsTests else { return result }
    let penalised = fit.options.method == .firth
    let restricted = RestrictedMaximum(
      rows: fit.rows, penalised: penalised, conditions: Conditions(rows: places.map(fit.choice.functional)))
    let zeros = [Double](repeating: 0, count: places.count)
    guard let found = restricted.maximum(at: zeros, from: fit.maximum) else {
      throw .notConverged(rounds: fit.maximum.rounds)
    }
    let ratio = 2 * max(0, fit.maximum.objective - found.objective)
    result.likelihoodRatio = ratio
    result.likelihoodRatioP = chi.upper(ratio)
    if !penalised {
      let half = found.factor.halfSolve(found.gradient)
      let score = dot(half, half)
      result.score = score
      result.scoreP = chi.upper(score)
    }
    return result
  }

  /// `b V⁻¹ b`; by the model's covariance through `L⁻¹ Cᵀ`, whose condition is the root of V's.
  private func wald(_ estimates: [Double], _ places: [Int]) -> Double? {
    guard fit.options.standardErrors == .model else {
      return Cholesky(covariance.part(places)).map { factor in
        let half = factor.halfSolve(estimates)
        return dot(half, half)
      }
    }
    let vectors = places.map { fit.maximum.factor.halfSolve(fit.choice.functional(of: $0)) }
    let half = Conditions.solveTransposed(Conditions.orthonormal(vectors).triangle, estimates)
    return half.map { dot($0, $0) }
  }
}
