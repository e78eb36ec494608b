import LinearAlgebra

/// Newton's method with halved steps, for a likelihood with or without Jeffreys' penalty.
///
///     w = L⁻¹ U,  less what lies along L⁻¹ Cᵀ      δ = L⁻ᵀ w      change = |w| / √(Σ w v), the root mean square change of η
///
/// A search over many rows goes by an information summed from whole numbers (see ``LogisticPage/Curvature``), or keeps the last
/// one while that serves. It ends with one in the house's own arithmetic at a change of at most 1e-9 (1e-12 over few rows), and takes that last step.
///
/// Grade: canonical; every number that a decision rests on is.
/// Source: Firth (1993) and Heinze & Schemper (2002) for the adjusted score `U + Σ h (1/2 - μ) x` (cited from memory).
struct Maximiser {
  var rows: LikelihoodRows
  var penalised = false
  var mostRounds = 60
  /// A first guess from a part of the rows is not driven to the end.
  var tolerance: Double?
  /// Ends where |η| passes this, for a look at separation.
  var farthest = Double.infinity

  /// The change below which a Newton step leaves nothing. Where a round costs little it goes on until the information, too,
  /// is that of the maximum.
  var bound: Double { rows.count >= Self.manyRows ? 1e-9 : 1e-12 }
  /// Rows from which a search goes by whole numbers.
  static let manyRows = 8192

  /// The likelihood at some coefficients.
  struct Point {
    var coefficients: [Double]
    var sums: LogisticPage.Sums
    /// Of the information here, or of an earlier one.
    var factor: Cholesky
    var curvature: LogisticPage.Curvature
    var objective: Double

    var gradient: [Double] { Array(sums.gradient[..<sums.width]) }
  }

  /// The maximum from `start`, under `conditions`; `nil` where the information is singular at the start.
  func run(from start: [Double], conditions: Conditions? = nil) -> Maximum? {
    penalised ? climbPenalised(from: start, conditions) : climb(from: start, conditions)
  }

  /// The likelihood at `coefficients`; `nil` where it is no number or the information is singular.
  func point(at coefficients: [Double], _ curvature: LogisticPage.Curvature, _ kept: Cholesky? = nil)
    -> Point?
  {
    let sums = rows.total(at: coefficients, curvature)
    guard sums.logLikelihood.isFinite else { return nil }
    guard let factor = curvature == .none ? kept : Cholesky(sums.information) else { return nil }
    let penalty = penalised ? factor.logDeterminant / 2 : 0
    return Point(
      coefficients: coefficients, sums: sums, factor: factor, curvature: curvature,
      objective: sums.logLikelihood + penalty)
  }

  func maximum(
    _ point: Point, gradient: [Double], step: [Double]?, rounds: Int
  ) -> Maximum {
    var coefficients = point.coefficients
    if let step { for i in coefficients.indices { coefficients[i] += step[i] } }
    return Maximum(
      coefficients: coefficients, logLikelihood: point.sums.logLikelihood, objective: point.objective,
      gradient: gradient, factor: point.factor, rounds: rounds, reach: point.sums.reach,
      converged: step != nil)
  }

  /// How far a step of this length in whitened coordinates moves η, as a root mean square.
  static func change(_ whitened: [Double], _ sums: LogisticPage.Sums) -> Double {
    sums.variance > 0 ? (dot(whitened, whitened) / sums.variance).squareRoot() : .infinity
  }

  /// The next point along a step that is halved until the objective does not fall.
  func next(
    after here: Point, step: [Double], from scale: Double, _ curvature: LogisticPage.Curvature,
    _ rounds: inout Int
  ) -> Point? {
    // The objective is a sum of as many roundings as there are rows.
    let slack = 1e-11 * (abs(here.objective) + 1)
    var scale = scale
    for _ in 0..<40 {
      rounds += 1
      let candidate = zip(here.coefficients, step).map { $0 + scale * $1 }
      if let found = point(at: candidate, curvature, here.factor), found.objective >= here.objective - slack {
        return found
      }
      scale /= 2
    }
    return nil
  }

  private func climb(from start: [Double], _ conditions: Conditions?) -> Maximum? {
    // Whole numbers need columns that were scaled to at most 1.
    let many = rows.count >= Self.manyRows && rows.scaling != nil
    var rounds = 1
    guard var here = point(at: start, many ? .whole : .canonical) else { return nil }
    var previous = Double.infinity
    while true {
      var whitened = here.factor.halfSolve(here.gradient)
      for direction in conditions?.directions(here.factor) ?? [] {
        let share = dot(direction, whitened)
        for i in whitened.indices { whitened[i] -= share * direction[i] }
      }
      let change = Self.change(whitened, here.sums)
      let ratio = change / previous
      let step = here.factor.backSolve(whitened)
      // Where rounding keeps a small change from becoming smaller, there is no more to be had.
      let isRounding = change < 1e-8 && ratio > 0.5
      if change <= (tolerance ?? bound) || isRounding {
        if tolerance != nil || here.curvature == .canonical {
          return maximum(here, gradient: here.gradient, step: step, rounds: rounds)
        }
        rounds += 1
        guard let exact = point(at: here.coefficients, .canonical) else { return nil }
        here = exact
        previous = .infinity
        continue
      }
      if rounds >= mostRounds || here.sums.reach > farthest {
        return maximum(here, gradient: here.gradient, step: nil, rounds: rounds)
      }
      previous = change
      let curvature = many ? curvature(after: here, change, ratio) : .canonical
      guard let found = next(after: here, step: step, from: min(1, 20 / change), curvature, &rounds) else {
        return maximum(here, gradient: here.gradient, step: nil, rounds: rounds)
      }
      here = found
    }
  }

  /// An information that served for a step serves for the next where that step was small. Of many columns it costs more than
  /// the pass over the rows that keeping it takes.
  private func curvature(
    after here: Point, _ change: Double, _ ratio: Double
  ) -> LogisticPage.Curvature {
    guard tolerance == nil else { return .whole }
    if here.curvature == .canonical { return change < 1e-5 ? .canonical : .whole }
    // What a step leaves: of a fresh information about its own share, of a kept one the share that the last step left.
    let share = here.curvature == .none ? ratio : min(1, change)
    if change * share <= bound { return .canonical }
    // A fresh one leaves about half the square of a change, and the same once more kept less than half its cube.
    let isEnough = here.curvature == .whole && change * change * change <= bound
    return isEnough || (share < 0.05 && rows.width >= 64) ? .none : .whole
  }
}
