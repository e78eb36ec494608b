import LinearAlgebra
import Summaries

/// Limits of one coefficient where the profile of the (penalised) log-likelihood has fallen by `z² / 2`.
///
///     drop(v) = 2 (l(β̂) - max over β with βⱼ = v of l(β)) = z²
///
/// Newton's method on the root of the drop, which is near to a line, inside a bracket. Each inner maximum starts from the
/// last one, so that the profile is followed from the estimate outwards, and a limit is returned only where an inner
/// maximum was found at which the drop is the quantile within 1e-9.
///
/// Units: log odds.
/// Grade: canonical.
/// Not: ever infinite. Where the estimate is finite each direction has rows that speak against it, whose likelihood (or whose share of
/// the penalty) falls without end.
/// Source: Venzon & Moolgavkar (1988), "A method for computing profile-likelihood-based confidence intervals", for the
/// definition (cited from memory); limits checked against R in `Datasets/reference`.
struct ProfileInterval {
  let maximum: Maximum
  /// The coefficient as a functional of the working coefficients.
  let functional: [Double]
  let z: Double
  private let restricted: RestrictedMaximum
  private let estimate: Double
  private let error: Double

  init(rows: LikelihoodRows, penalised: Bool, maximum: Maximum, functional: [Double], z: Double) {
    self.maximum = maximum
    self.functional = functional
    self.z = z
    restricted = RestrictedMaximum(
      rows: rows, penalised: penalised, conditions: Conditions(rows: [functional]))
    estimate = dot(functional, maximum.coefficients)
    let half = maximum.factor.halfSolve(functional)
    error = dot(half, half).squareRoot()
  }

  /// How far a drop may be from the quantile.
  private static let bound = 1e-9

  /// The signed root of the likelihood ratio of the coefficient against 0, so that tests agree with limits.
  ///
  ///     sign(β̂) √(2 (l(β̂) - max over β with βⱼ = 0 of l(β)))
  ///
  /// Throws: `notConverged` where the restricted maximum is not found.
  func signedRoot() throws(StatisticError) -> Double {
    if estimate == 0 { return 0 }
    guard let found = restricted.maximum(at: [0], from: maximum) else {
      throw .notConverged(rounds: maximum.rounds)
    }
    let root = max(0, drop(found)).squareRoot()
    return estimate < 0 ? -root : root
  }

  private func drop(_ found: Maximum) -> Double { 2 * (maximum.objective - found.objective) }

  /// The slope of the profile on its coefficient at a restricted maximum.
  private func slope(_ found: Maximum) -> Double {
    let half = found.factor.halfSolve(functional)
    return dot(half, found.factor.halfSolve(found.gradient)) / dot(half, half)
  }

  /// The limit below (`side` -1) or above (1).
  ///
  /// Throws: `notConverged`
  func limit(_ side: Double) throws(StatisticError) -> Double {
    var inside = (distance: 0.0, maximum: maximum)
    var outside = Double.infinity
    var distance = z * error
    var rounds = 0
    var failures = 0
    while rounds < 20_000, failures < 60 {
      guard let found = restricted.maximum(at: [estimate + side * distance], from: inside.maximum) else {
        // Nearer to what is known the way is shorter.
        failures += 1
        distance = inside.distance + (distance - inside.distance) / 2
        continue
      }
      rounds += found.rounds
      let drop = drop(found)
      // A point above the maximum: the maximum was none.
      if drop < -1e-6 { break }
      let root = max(0, drop).squareRoot()
      let slope = -side * slope(found) / max(root, 1e-300)
      let next = slope > 0 ? distance + (z - root) / slope : .infinity
      if abs(drop - z * z) <= Self.bound, abs(next - distance) <= 1e-7 * max(error, distance) {
        return estimate + side * next
      }
      if drop < z * z {
        inside = (distance, found)
      } else {
        outside = min(outside, distance)
      }
      distance = bracketed(next, inside.distance, outside)
      if distance == inside.distance || distance == outside { break }
    }
    throw .notConverged(rounds: rounds)
  }

  /// The next distance to try: Newton's where it lies well within what is known, else the middle, or twice as far.
  private func bracketed(_ next: Double, _ low: Double, _ high: Double) -> Double {
    if high.isInfinite { return min(max(next, 1.02 * low), max(2 * low, z * error)) }
    return next > low && next < high ? next : low + (high - low) / 2
  }
}
