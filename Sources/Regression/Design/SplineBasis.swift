import LinearAlgebra

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
  static func defaultKnots(_ all: ValueCounts, count: Int) -> [Double]? {
    var kept = all
    guard all.total >= 6 else { return nil }
    if all.values.count - 2 <= count { return settled(Array(all.values.dropFirst().dropLast())) }
    let outer = count > 6 ? 0.025 : count > 3 ? 0.05 : 0.1
    var inner = count
    var (first, last): ([Double], [Double]) = ([], [])
    // Ties at an end that hold 5 % of the values move the outer knot inside them.
    let shares = all.values.indices.map { Double(all.count($0)) / Double(all.total) }
    if (shares.dropFirst().dropLast().max() ?? 0) < 0.05 {
      if shares[0] >= 0.05 {
        let low = all.values[1]
        first = [low]
        kept = kept.kept { $0 > low }
        inner -= 1
      }
      if shares[shares.count - 1] >= 0.05, kept.values.count > 1 {
        let high = kept.values[kept.values.count - 2]
        last = [high]
        kept = kept.kept { $0 < high }
        inner -= 1
      }
    }
    guard kept.total >= 5 else { return nil }
    var knots: [Double]
    if inner == 1 {
      knots = [kept.quantile(0.5)]
    } else {
      knots = steps(from: inner == 2 ? 0.5 : outer, to: 1 - outer, count: inner).map(kept.quantile)
      if Set(knots).count < min(inner, 3) {
        knots = steps(from: outer, to: 1 - outer, count: 2 * inner).map(kept.quantile)
        if let low = first.first, Set(knots).count < 3 {
          let middle = last.first.map { (low + $0) / 2 } ?? kept.quantile(0.5)
          knots = [low, middle, last.first ?? kept.quantile(1 - outer)].sorted()
        }
      }
      if kept.total < 100 {
        if first.isEmpty { knots[0] = kept.ranked(4) }
        if last.isEmpty { knots[inner - 1] = kept.ranked(kept.total - 5) }
      }
    }
    return settled(first + knots + last)
  }

  private static func settled(_ knots: [Double]) -> [Double]? {
    let distinct = Set(knots).sorted()
    return distinct.count < 3 ? nil : distinct
  }

  private static func steps(from low: Double, to high: Double, count: Int) -> [Double] {
    (0..<count).map { $0 == count - 1 ? high : low + Double($0) * ((high - low) / Double(count - 1)) }
  }
}
