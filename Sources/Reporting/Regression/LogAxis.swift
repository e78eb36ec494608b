import Regression

/// A logarithmic scale from ratios to coordinates.
struct LogAxis {
  let low: Double
  let high: Double
  let start: Double
  let end: Double

  func position(_ ratio: Double) -> Double {
    if ratio <= low { return start }
    if ratio >= high { return end }
    let share = RatioScale.logarithm(ratio / low) / RatioScale.logarithm(high / low)
    return start + share * (end - start)
  }

  /// Limits of an axis that shows every ratio and 1, and as much of the limits as leaves the ratios readable.
  ///
  /// A limit further than 20 times the outermost ratio is cut (an arrow tells so); ratios beyond 1e-6 to 1e6 are too.
  static func range(ratios: [Double], limits: [Double]) -> (low: Double, high: Double) {
    let shown = ratios.filter { $0 > 1e-6 && $0 < 1e6 } + [1]
    let inner = (low: shown.min() ?? 1, high: shown.max() ?? 1)
    let finite = limits.filter { $0 > inner.low / 20 && $0 < inner.high * 20 }
    let outer = limits.contains { $0 <= inner.low / 20 } ? inner.low / 20 : inner.low
    let upper = limits.contains { $0 >= inner.high * 20 } ? inner.high * 20 : inner.high
    let low = min(finite.min() ?? 1, outer)
    let high = max(finite.max() ?? 1, upper)
    // A little room, and never a range that makes much of nothing.
    let room = max(RatioScale.ratio(0.04 * RatioScale.logarithm(high / low)), 1.002)
    return (low / room, high * room)
  }

  /// Round ratios inside the axis that have room for their labels; 1 is always one of them.
  func ticks(apart distance: Double) -> [Double] {
    var kept: [Double] = low <= 1 && high >= 1 ? [1] : []
    for candidates in candidates {
      for tick in candidates where tick > low && tick < high {
        let x = position(tick)
        if kept.allSatisfy({ abs(position($0) - x) >= distance }) { kept.append(tick) }
      }
    }
    return kept.sorted()
  }

  /// Rounder ones first, so that they get the room.
  private var candidates: [[Double]] {
    guard high / low > 4 else {
      let many = Int(abs(end - start) / 60)
      return [Axis.ticks(from: low, to: high, about: many)]
    }
    var sets: [[Double]] = []
    for leads in [[1.0], [2, 5], [3], [1.5, 4, 7]] {
      var ratios: [Double] = []
      for lead in leads { for power in -9...9 { ratios.append(lead * Self.tenTo(power)) } }
      sets.append(ratios.sorted { abs(RatioScale.logarithm($0)) < abs(RatioScale.logarithm($1)) })
    }
    return sets
  }

  private static func tenTo(_ power: Int) -> Double {
    var result = 1.0
    for _ in 0..<abs(power) { result *= 10 }
    return power < 0 ? 1 / result : result
  }

  static func label(_ tick: Double) -> String {
    var text = NumberText.significant(tick, digits: 6)
    if text.contains("e") {
      text = NumberText.significant(tick, digits: 1)
    } else if text.contains(".") {
      while text.hasSuffix("0") { text.removeLast() }
      if text.hasSuffix(".") { text.removeLast() }
    }
    return text
  }
}
