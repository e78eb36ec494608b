import LinearAlgebra

/// Remission by step k as if who stopped had gone on like those who went on.
///
///     C = 1 - ∏ (1 - p_i),   p_i = x_i / n_i of the entrants of step i
///     var C = ∑ (∏_{j≠i} (1 - p_j))² p_i (1 - p_i) / n_i        (delta method, steps as independent)
///     limits  C ± z √(var C), cut to 0 … 1
///
/// Not: limits where every rate so far is 0 or 1, or one is 1 for certain: the method gives them no width. A step in
/// which nobody or everybody remitted adds none to the others'.
/// Source: Documentation/Formats/Scores.md, "Cumulative remission"; the published example (Rush 2006: 36.8, 30.6, 13.7, 13.0 %) gives 67.07 %.
public struct ChainedRemission: Sendable, Equatable {
  public let estimate: Double
  public let low: Double?
  public let high: Double?

  /// `nil` where a step has nobody whose state is known.
  public init?(_ steps: [(remitted: Int, scored: Int)], level: Double) {
    guard !steps.isEmpty, steps.allSatisfy({ $0.scored > 0 }) else { return nil }
    let rates = steps.map { Double($0.remitted) / Double($0.scored) }
    estimate = 1 - rates.reduce(1) { $0 * (1 - $1) }
    var variance = 0.0
    for (place, rate) in rates.enumerated() {
      var others = 1.0
      for (other, value) in rates.enumerated() where other != place { others *= 1 - value }
      variance += others * others * rate * (1 - rate) / Double(steps[place].scored)
    }
    guard variance > 0 else {
      (low, high) = (nil, nil)
      return
    }
    let reach = NormalDistribution.quantile((1 + level) / 2) * variance.squareRoot()
    (low, high) = (max(0, estimate - reach), min(1, estimate + reach))
  }
}
