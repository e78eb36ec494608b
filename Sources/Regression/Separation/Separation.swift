import LinearAlgebra

/// Whether a hyperplane parts events from non-events, wholly or up to points on it.
///
/// With `aᵢ = xᵢ` for patterns of events only, `-xᵢ` for patterns of none and `b` for mixed ones, the data are separated
/// when some β has `aᵢ β >= 0` for all, `b β = 0` for all, and not `a β = 0` throughout. By Stiemke's lemma that
/// is so exactly when
///
///     Σ uᵢ aᵢ + Σ zₖ bₖ = -Σ aᵢ,   u >= 0,   z free
///
/// has no solution. The first phase of a revised simplex method decides; its prices are then the direction β, which is
/// checked against every row before it is believed.
///
/// Grade: canonical.
/// Source: Konis (2007), "Linear programming algorithms for detecting separated data in binary logistic regression
/// models"; Albert & Anderson (1984) (cited from memory). Konis maximises `Σ aᵢ β` over a box; this is the same
/// question asked of the dual.
struct Separation {
  /// The direction along which the likelihood rises without end, one value a column; `nil` where there is none.
  private(set) var direction: [Double]?

  /// Row-major points with their signs: 1 for events only, -1 for none, 0 for both.
  init(x: [Double], width: Int, signs: [Double]) {
    var scale = [Double](repeating: 0, count: width)
    for row in signs.indices {
      for j in 0..<width { scale[j] = max(scale[j], abs(x[row * width + j])) }
    }
    var columns: [[Double]] = []
    var target = [Double](repeating: 0, count: width)
    for (row, sign) in signs.enumerated() {
      let values = (0..<width).map { scale[$0] > 0 ? x[row * width + $0] / scale[$0] : 0 }
      if sign == 0 {
        columns.append(values)
        columns.append(values.map { -$0 })
      } else {
        let column = values.map { sign * $0 }
        columns.append(column)
        for j in 0..<width { target[j] -= column[j] / Double(signs.count) }
      }
    }
    guard let prices = FirstPhase(columns: columns, target: target).infeasibilityPrices() else { return }
    // prices · target > 0 and prices · column <= 0; the direction is minus the prices.
    let found = prices.map { -$0 }
    let size = found.map(abs).max() ?? 0
    var gain = 0.0
    for (row, sign) in signs.enumerated() {
      var along = 0.0
      for j in 0..<width where scale[j] > 0 { along += found[j] * x[row * width + j] / scale[j] }
      if sign == 0 ? abs(along) > 1e-7 * size : sign * along < -1e-7 * size { return }
      if sign != 0 { gain = max(gain, sign * along) }
    }
    guard gain > 1e-6 * size else { return }
    direction = (0..<width).map { scale[$0] > 0 && abs(found[$0]) > 1e-7 * size ? found[$0] / scale[$0] : 0 }
  }
}

/// The first phase of a revised simplex method for `Σ uᵢ columnᵢ = target, u >= 0`.
///
/// Bland's rule, where the largest reduced cost has not moved the objective for a while, so that it ends.
struct FirstPhase {
  let columns: [[Double]]
  let target: [Double]

  /// Prices π with `π · column <= 0` for all and `π · target > 0`, which prove that there is no solution; `nil` where
  /// there is one.
  func infeasibilityPrices() -> [Double]? {
    let m = target.count
    let signs = target.map { $0 < 0 ? -1.0 : 1.0 }
    // The basis starts with one artificial variable a row, priced 1; -1 marks them.
    var basis = [Int](repeating: -1, count: m)
    var inverse = Matrix(zeros: m, m)
    for i in 0..<m { inverse[i, i] = signs[i] }
    var values = target.map(abs)
    let start = values.reduce(0, +)
    if start <= 1e-13 { return nil }
    var stalled = 0
    var objective = start
    for _ in 0..<(50 * m + 2000) {
      if objective <= 1e-11 * max(1, start) { return nil }
      var prices = [Double](repeating: 0, count: m)
      for i in 0..<m where basis[i] < 0 { for j in 0..<m { prices[j] += inverse[i, j] } }
      let size = max(1, prices.map(abs).max() ?? 1)
      var entering = -1
      var best = 1e-9 * size
      for (index, column) in columns.enumerated() {
        let gain = dot(prices, column)
        if gain > best {
          entering = index
          best = gain
          if stalled > 20 { break }
        }
      }
      if entering < 0 { return prices }
      let along = inverse * columns[entering]
      var leaving = -1
      var ratio = Double.infinity
      for i in 0..<m where along[i] > 1e-10 {
        let candidate = max(0, values[i]) / along[i]
        let tied = candidate <= ratio + 1e-15
        if candidate < ratio - 1e-15 || (tied && leaving >= 0 && preferred(basis[i], basis[leaving])) {
          ratio = min(ratio, candidate)
          leaving = i
        }
      }
      guard leaving >= 0 else { return nil }
      for i in 0..<m where i != leaving {
        let factor = along[i] / along[leaving]
        if factor == 0 { continue }
        values[i] -= factor * values[leaving]
        for j in 0..<m { inverse[i, j] -= factor * inverse[leaving, j] }
      }
      values[leaving] /= along[leaving]
      for j in 0..<m { inverse[leaving, j] /= along[leaving] }
      basis[leaving] = entering
      var now = 0.0
      for i in 0..<m where basis[i] < 0 { now += max(0, values[i]) }
      stalled = now < objective - 1e-12 * start ? 0 : stalled + 1
      objective = now
    }
    return nil
  }

  /// Artificial variables leave first, then the lowest number.
  private func preferred(_ one: Int, _ other: Int) -> Bool { one < other }
}
