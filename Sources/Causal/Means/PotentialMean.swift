import Regression

/// The mean outcome of a population, had each of its rows had a stated action.
///
/// Shapes: `influence` holds one value a row; its mean is 0 and that of its squares, over n, the variance of the estimate where rows
/// are independent. Influences of several means of the same rows may be added and subtracted: that is the variance of differences.
public struct PotentialMean: Sendable, Equatable {
  public let estimate: Double
  /// `nil` where the estimate has no error that is known (standardisation with cross-fitting).
  public let influence: [Double]?
}

extension ActionModels {
  /// The mean had everybody had one action.
  public func mean(_ method: EffectMethod, ofFirst isFirst: Bool) throws(EffectError) -> PotentialMean {
    try mean(method, of: Array(repeating: isFirst, count: rows.count))
  }

  /// The mean had each row had its own target: `true` = the first action. A policy is such a target.
  ///
  ///     unadjusted   Σ 1[A = d] R Y / Σ 1[A = d] R
  ///     g-formula    Σ q m(d, x) / Σ q
  ///     iptw         Σ w Y / Σ w,                      w = 1[A = d] R h(π) / (P(d | x) ρ(d, x))
  ///     aipw         Σ [q m + w (Y - m)] / Σ q
  ///
  /// with q = h = 1 for everybody, q = A and h = π for those who had the first action, and h = π (1 - π) for the overlap.
  /// The influence is that of the stacked estimating equations of the models and the mean, or, where the options say so, of the mean alone.
  ///
  /// Grade: canonical
  /// Not: for the overlap, except by weights. Without normalised weights `iptw` is Σ w Y / n, for everybody alone.
  /// Source: Stefanski & Boos (2002) for stacked equations; Robins, Rotnitzky & Zhao (1994) for aipw; Li, Morgan & Zaslavsky (2018) for
  /// overlap weights (all cited from memory). Checked against polle and R in `Datasets/reference`.
  public func mean(_ method: EffectMethod, of target: [Bool]) throws(EffectError) -> PotentialMean {
    precondition(target.count == rows.count, "a target a row")
    if options.population == .overlap, method == .standardisation || method == .doublyRobust {
      throw .notDefined(method: method.rawValue, population: options.population.rawValue)
    }
    switch method {
    case .unadjusted: return unadjusted(target)
    case .standardisation: return standardised(target)
    case .weighting: return weighted(target)
    case .doublyRobust: return doublyRobust(target)
    }
  }

  private func unadjusted(_ target: [Bool]) -> PotentialMean {
    let marks = (0..<rows.count).map { rows.hadFirst($0) == target[$0] && rows.isSeen($0) ? 1.0 : 0.0 }
    let count = RowProducts.sum(marks)
    let mean = RowProducts.sum((0..<rows.count).map { marks[$0] == 0 ? 0 : rows.outcome[$0] }) / count
    let scale = Double(rows.count) / count
    return PotentialMean(
      estimate: mean,
      influence: (0..<rows.count).map { marks[$0] == 0 ? 0 : (rows.outcome[$0] - mean) * scale })
  }

  private func standardised(_ target: [Bool]) -> PotentialMean {
    let share = populationMarks
    let total = RowProducts.sum(share)
    let model = (0..<rows.count).map { outcome[target[$0] ? 1 : 0].values[$0] }
    let mean = RowProducts.sum((0..<rows.count).map { share[$0] * model[$0] }) / total
    guard options.folds < 2 else { return PotentialMean(estimate: mean, influence: nil) }
    var equation = (0..<rows.count).map { share[$0] * (model[$0] - mean) }
    correct(&equation, outcome, at: target) { row, slope in share[row] * slope }
    return PotentialMean(estimate: mean, influence: equation.map { $0 * Double(rows.count) / total })
  }

  private func weighted(_ target: [Bool]) -> PotentialMean {
    let weights = self.weights(of: target)
    let isNormalised = options.normalisesWeights || options.population != .everybody
    let total = isNormalised ? RowProducts.sum(weights) : Double(rows.count)
    let mean =
      RowProducts.sum((0..<rows.count).map { weights[$0] == 0 ? 0 : weights[$0] * rows.outcome[$0] }) / total
    let centre = isNormalised ? mean : 0
    let residuals = (0..<rows.count).map { weights[$0] == 0 ? 0 : rows.outcome[$0] - centre }
    var equation = (0..<rows.count).map { weights[$0] * residuals[$0] - (isNormalised ? 0 : mean) }
    if options.variance == .stacked { correctWeights(&equation, weights, residuals, at: target) }
    return PotentialMean(estimate: mean, influence: equation.map { $0 * Double(rows.count) / total })
  }

  private func doublyRobust(_ target: [Bool]) -> PotentialMean {
    let share = populationMarks
    let total = RowProducts.sum(share)
    let weights = self.weights(of: target)
    let model: [Double] = (0..<rows.count).map { outcome[target[$0] ? 1 : 0].values[$0] }
    let residuals: [Double] = (0..<rows.count).map { weights[$0] == 0 ? 0 : rows.outcome[$0] - model[$0] }
    var equation: [Double] = (0..<rows.count).map { share[$0] * model[$0] + weights[$0] * residuals[$0] }
    let mean = RowProducts.sum(equation) / total
    for row in 0..<rows.count { equation[row] -= share[row] * mean }
    if options.variance == .stacked {
      correct(&equation, outcome, at: target) { row, slope in (share[row] - weights[row]) * slope }
      correctWeights(&equation, weights, residuals, at: target)
    }
    return PotentialMean(estimate: mean, influence: equation.map { $0 * Double(rows.count) / total })
  }

  /// Who the mean is of: everybody, or those who had the first action.
  var populationMarks: [Double] {
    options.population == .first ? rows.design.y : Array(repeating: 1, count: rows.count)
  }

  /// What the doubt of two models, one an action, adds to an equation; `derivative` is of the equation by the model's linear predictor.
  private func correct(
    _ equation: inout [Double], _ models: [NuisanceModel], at target: [Bool],
    derivative: (_ row: Int, _ slope: Double) -> Double
  ) {
    for (action, model) in models.enumerated() where target.contains(action == 1) {
      let derivatives = (0..<rows.count).map { row in
        target[row] == (action == 1) ? derivative(row, model.slopes[row]) : 0
      }
      model.addCorrection(derivatives, rows.design, to: &equation)
    }
  }

  private func correctWeights(
    _ equation: inout [Double], _ weights: [Double], _ residuals: [Double], at target: [Bool]
  ) {
    let derivatives = (0..<rows.count).map { row in
      weights[row] == 0 ? 0 : weightDerivative(row, target[row]) * residuals[row]
    }
    propensity.addCorrection(derivatives, rows.design, to: &equation)
    // ∂(1/ρ)/∂η = -(1 - ρ) / ρ
    let unseen = seen.map(\.values)
    correct(&equation, seen, at: target) { row, slope in
      slope == 0 ? 0 : -weights[row] * (1 - unseen[target[row] ? 1 : 0][row]) * residuals[row]
    }
  }
}
