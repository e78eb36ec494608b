import LinearAlgebra

/// The highest of several maxima that a penalised likelihood of few rows may have.
///
/// Each coefficient is moved two standard errors to either side, the others to their best, and then let go. A search that ends
/// higher than where it began starts all over from there.
///
/// Not: a proof that no other maximum is higher.
struct HighestMaximum {
  let maximiser: Maximiser
  let functionals: [[Double]]

  func climbing(from first: Maximum) -> Maximum {
    var best = first
    for _ in 0..<5 {
      guard let higher = neighbour(of: best) else { break }
      best = higher
    }
    return best
  }

  private func neighbour(of known: Maximum) -> Maximum? {
    for functional in functionals {
      let half = known.factor.halfSolve(functional)
      let error = dot(half, half).squareRoot()
      let estimate = dot(functional, known.coefficients)
      let restricted = RestrictedMaximum(
        rows: maximiser.rows, penalised: maximiser.penalised, conditions: Conditions(rows: [functional]))
      for side in [-2.0, 2] {
        guard let moved = restricted.maximum(at: [estimate + side * error], from: known),
          let free = maximiser.run(from: moved.coefficients), free.converged,
          free.objective > known.objective + 1e-7
        else { continue }
        return free
      }
    }
    return nil
  }
}
