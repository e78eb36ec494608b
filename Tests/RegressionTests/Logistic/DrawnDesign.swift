import Regression
import TestSupport

/// Designs drawn by a fixed generator, with a known truth.
enum DrawnDesign {
  /// An intercept and `width - 1` columns from -1 to 1 in steps of `1 / grain`; SplitMix64 draws.
  static func design(
    rows: Int, width: Int, seed: UInt64 = 1, grain: Double = 1_048_576, weights: [Double] = []
  ) -> Design {
    var random = SplitMix64(seed: seed)
    var x: [Double] = []
    var y: [Double] = []
    for _ in 0..<rows {
      var eta = -0.3
      x.append(1)
      for j in 1..<width {
        let value = ((2 * random.uniform() - 1) * grain).rounded() / grain
        x.append(value)
        eta += value * (j % 2 == 0 ? -0.5 : 0.8) / Double(j)
      }
      // A rational stand-in for the logistic function is truth enough.
      y.append(random.uniform() < 0.5 + eta / (2 + 2 * abs(eta)) ? 1 : 0)
    }
    return Design(
      columns: ["(Intercept)"] + (1..<width).map { "x\($0)" }, assignment: Array(-1..<(width - 1)),
      terms: (1..<width).map { "x\($0)" }, count: rows, x: x, y: y, weights: weights)
  }

  /// One column `x` with an intercept.
  static func line(_ x: [Double], _ y: [Double]) -> Design {
    Design(
      columns: ["(Intercept)", "x"], assignment: [-1, 0], terms: ["x"], count: x.count,
      x: x.flatMap { [1, $0] }, y: y)
  }
}

extension Design {
  /// The rows at the given places, in their order, with as many repeats as asked for.
  func rows(_ places: [Int]) -> Design {
    let width = columns.count
    return Design(
      columns: columns, assignment: assignment, terms: terms, count: places.count,
      x: places.flatMap { Array(x[$0 * width..<($0 + 1) * width]) }, y: places.map { y[$0] },
      weights: places.map { weights[$0] }, offset: places.map { offset[$0] },
      clusters: clusters.isEmpty ? [] : places.map { clusters[$0] })
  }
}
