import LinearAlgebra

/// Maxima of a (penalised) likelihood where some functionals of the coefficients are held at given values.
///
/// The search starts from a known maximum, moved to where the functionals have their values. Where it does not arrive, it goes
/// half of the way first.
struct RestrictedMaximum {
  let rows: LikelihoodRows
  let penalised: Bool
  let conditions: Conditions

  /// How often a way is halved.
  private static let mostHalvings = 8

  /// The maximum with the functionals at `values`; `nil` where the search does not arrive.
  func maximum(at values: [Double], from known: Maximum) -> Maximum? {
    reach(values, from: known, Self.mostHalvings)
  }

  private func reach(_ values: [Double], from known: Maximum, _ halvings: Int) -> Maximum? {
    var maximiser = Maximiser(rows: rows, penalised: penalised)
    maximiser.mostRounds = 200
    if let start = conditions.moved(known.coefficients, to: values, known.factor),
      let found = maximiser.run(from: start, conditions: conditions), found.converged
    {
      return found
    }
    guard halvings > 0 else { return nil }
    let here = conditions.rows.map { dot($0, known.coefficients) }
    let middle = zip(here, values).map { ($0 + $1) / 2 }
    return reach(middle, from: known, halvings - 1).flatMap { reach(values, from: $0, halvings - 1) }
  }
}
