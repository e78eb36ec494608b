/// A restricted cubic spline: cubic between the knots, linear outside them.
///
///     columns:  x,  and for j = 1 ... k-2
///     (x-t_j)^3+ - (x-t_k-1)^3+ (t_k-t_j)/(t_k-t_k-1) + (x-t_k)^3+ (t_k-1-t_j)/(t_k-t_k-1),  all over (t_k-t_1)^2
///
/// Source: `rcspline.eval` of the R package Hmisc 4.8 (norm = 2), whose knots `rcs()` of rms takes.
struct SplineBasis: Sendable {
  let knots: [Double]
  private let span: Double

  /// Three knots or more, ascending.
  init(knots: [Double]) {
    self.knots = knots
    span = power(knots[knots.count - 1] - knots[0], 2.0 / 3.0)
  }

  /// Column `place` at x; 0 is x itself.
  func value(_ place: Int, at x: Double) -> Double {
    guard place > 0 else { return x }
    let last = knots.count - 1
    let (high, next, low) = (knots[last], knots[last - 1], knots[place - 1])
    func cube(_ knot: Double) -> Double {
      let part = max((x - knot) / span, 0)
      return part * part * part
    }
    return cube(low) + ((next - low) * cube(high) - (high - low) * cube(next)) / (high - next)
  }

  /// Harrell's default knots: quantiles of the values, with his care for ties at either end and for few values.
  ///
  /// `nil` where fewer than three knots differ.
  static func defaultKnots(_ values: [Double], count: Int) -> [Double]? {
    var sorted = values.sorted()
    guard sorted.count >= 6 else { return nil }
    let distinct = runs(of: sorted)
    if distinct.count - 2 <= count { return settled(Array(distinct.dropFirst().dropLast().map(\.value))) }
    let outer = count > 6 ? 0.025 : count > 3 ? 0.05 : 0.1
    var inner = count
    var (first, last): ([Double], [Double]) = ([], [])
    // Ties at an end that hold 5 % of the values move the outer knot inside them.
    let share = { (run: (value: Double, count: Int)) in Double(run.count) / Double(sorted.count) }
    if (distinct.dropFirst().dropLast().map(share).max() ?? 0) < 0.05 {
      let (low, high) = (share(distinct[0]), share(distinct[distinct.count - 1]))
      if low >= 0.05 {
        first = [distinct[1].value]
        sorted = sorted.filter { $0 > distinct[1].value }
        inner -= 1
      }
      if high >= 0.05, let top = sorted.last, let below = sorted.last(where: { $0 < top }) {
        last = [below]
        sorted = sorted.filter { $0 < below }
        inner -= 1
      }
    }
    guard sorted.count >= 5 else { return nil }
    var knots: [Double]
    if inner == 1 {
      knots = [quantile(sorted, 0.5)]
    } else {
      knots = steps(from: inner == 2 ? 0.5 : outer, to: 1 - outer, count: inner).map { quantile(sorted, $0) }
      if Set(knots).count < min(inner, 3) {
        knots = steps(from: outer, to: 1 - outer, count: 2 * inner).map { quantile(sorted, $0) }
        if let low = first.first, Set(knots).count < 3 {
          let middle = last.first.map { (low + $0) / 2 } ?? quantile(sorted, 0.5)
          knots = [low, middle, last.first ?? quantile(sorted, 1 - outer)].sorted()
        }
      }
      if sorted.count < 100 {
        if first.isEmpty { knots[0] = sorted[4] }
        if last.isEmpty { knots[inner - 1] = sorted[sorted.count - 5] }
      }
    }
    return settled(first + knots + last)
  }

  private static func settled(_ knots: [Double]) -> [Double]? {
    let distinct = Set(knots).sorted()
    return distinct.count < 3 ? nil : distinct
  }

  private static func runs(of sorted: [Double]) -> [(value: Double, count: Int)] {
    var result: [(value: Double, count: Int)] = []
    for value in sorted {
      if let last = result.last, last.value == value {
        result[result.count - 1].count += 1
      } else {
        result.append((value, 1))
      }
    }
    return result
  }

  private static func steps(from low: Double, to high: Double, count: Int) -> [Double] {
    (0..<count).map { $0 == count - 1 ? high : low + Double($0) * ((high - low) / Double(count - 1)) }
  }

  /// R's default (type 7): linear between the order statistics around (n - 1) p.
  static func quantile(_ sorted: [Double], _ p: Double) -> Double {
    let place = Double(sorted.count - 1) * p
    let fuzz = 4 * Double.ulpOfOne
    let low = min(Int(place + fuzz), sorted.count - 1)
    let rest = place - Double(low)
    guard rest > fuzz, low + 1 < sorted.count, sorted[low + 1] != sorted[low] else { return sorted[low] }
    return (1 - rest) * sorted[low] + rest * sorted[low + 1]
  }
}
