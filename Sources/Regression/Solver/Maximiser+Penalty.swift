import LinearAlgebra

extension Maximiser {
  /// The penalised maximum: Newton's method by the penalised likelihood's own curvature where that is cheap or needed, Fisher
  /// scoring else; steps bounded and halved on the penalised likelihood.
  func climbPenalised(from start: [Double], _ conditions: Conditions?) -> Maximum? {
    var rounds = 1
    guard var here = point(at: start, .canonical) else { return nil }
    var previous = Double.infinity
    while true {
      var gradient = here.gradient
      let adjustment = rows.penaltyGradient(at: here.coefficients, information: here.factor)
      for i in gradient.indices { gradient[i] += adjustment[i] }
      let directions = conditions?.directions(here.factor) ?? []
      var whitened = here.factor.halfSolve(gradient)
      Self.remove(directions, from: &whitened)
      let scoring = Self.change(whitened, here.sums)
      var isNewton = false
      if wantsCurvature(scoring / previous) {
        let curvature = PenaltyCurvature(rows: rows, at: here.coefficients, factor: here.factor)
        if let better = curvature.step(whitened, directions) {
          whitened = better
          isNewton = true
        }
      }
      let change = Self.change(whitened, here.sums)
      let step = here.factor.backSolve(whitened)
      if isEnd(change, change / previous, isNewton) {
        return maximum(here, gradient: gradient, step: step, rounds: rounds)
      }
      if rounds >= mostRounds || here.sums.reach > farthest {
        return maximum(here, gradient: gradient, step: nil, rounds: rounds)
      }
      previous = change
      guard let found = next(after: here, step: step, from: min(1, 5 / change), .canonical, &rounds) else {
        return maximum(here, gradient: gradient, step: nil, rounds: rounds)
      }
      here = found
    }
  }

  static func remove(_ directions: [[Double]], from vector: inout [Double]) {
    for direction in directions {
      let share = dot(direction, vector)
      for i in vector.indices { vector[i] -= share * direction[i] }
    }
  }

  /// Its own curvature costs some `n p³ + p⁴`: always where that is little, else where scoring alone is slow.
  private func wantsCurvature(_ ratio: Double) -> Bool {
    guard tolerance == nil else { return false }
    let p = Double(rows.width)
    let cost = (Double(rows.count) + 3 * p) * p * p * p
    return cost < 4e6 || (cost < 1e9 && ratio > 0.2)
  }

  /// Newton's steps square, so below the bound what is left is below rounding. Those of scoring shrink by a factor, seen in the
  /// last two: what is left after a step is below the step times that factor. Where they are small and no longer
  /// shrink, rounding is all there is.
  private func isEnd(_ change: Double, _ ratio: Double, _ isNewton: Bool) -> Bool {
    if let tolerance { return change <= tolerance }
    if change <= bound, isNewton || change * min(1, ratio) <= 1e-13 { return true }
    return change < 1e-9 && ratio >= 0.7
  }
}
