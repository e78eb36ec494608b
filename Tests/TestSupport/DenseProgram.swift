/// A linear program with its whole tableau, slow and plain: the range of a sum of unknowns that are never negative.
///
/// For readers who attack what was printed. Shares no code with the product, which works in whole numbers on sparse rows.
///
/// Source: the two-phase simplex method with Bland's rule, Chvatal, Linear Programming (1983), chapters 2, 3 and 8 (from memory).
public struct DenseProgram {
  private static let tiny = 1e-9
  private var rows: [[Double]] = []
  private var basic: [Int] = []
  private let unknowns: Int
  /// False where the equations contradict each other.
  public private(set) var isFeasible = true

  /// - Parameter equations: factors by unknown, and what they add up to.
  public init(unknowns: Int, equations: [(factors: [Int: Double], sum: Double)]) {
    self.unknowns = unknowns
    let artificial = equations.count
    for (place, equation) in equations.enumerated() {
      var row = [Double](repeating: 0, count: unknowns + artificial + 1)
      let sign: Double = equation.sum < 0 ? -1 : 1
      for (unknown, factor) in equation.factors { row[unknown] = sign * factor }
      row[unknowns + place] = 1
      row[unknowns + artificial] = sign * equation.sum
      rows.append(row)
      basic.append(unknowns + place)
    }
    var cost = [Double](repeating: 0, count: unknowns + artificial)
    for place in 0..<artificial { cost[unknowns + place] = -1 }
    guard let best = maximise(cost, columns: unknowns + artificial), best > -1e-6 else {
      isFeasible = false
      return
    }
    // What is left of the artificial ones leaves, or its row says nothing.
    for place in rows.indices.reversed() where basic[place] >= unknowns {
      if let column = (0..<unknowns).first(where: { abs(rows[place][$0]) > 1e-7 }) {
        pivot(place, column)
      } else {
        rows.remove(at: place)
        basic.remove(at: place)
      }
    }
  }

  /// The least and the most that the sum may be; no upper end where it has none.
  public func range(of factors: [Int: Double]) -> ClosedRange<Double>? {
    var cost = [Double](repeating: 0, count: unknowns)
    for (unknown, factor) in factors { cost[unknown] = factor }
    var up = self
    var down = self
    let most = up.maximise(cost, columns: unknowns) ?? .infinity
    guard let least = down.maximise(cost.map { -$0 }, columns: unknowns) else { return nil }
    return min(-least, most)...most
  }

  /// `nil` where it grows without end.
  private mutating func maximise(_ cost: [Double], columns: Int) -> Double? {
    while true {
      var entering: Int?
      for column in 0..<columns where !basic.contains(column) {
        var gain = column < cost.count ? cost[column] : 0
        for (place, row) in rows.enumerated() where row[column] != 0 && cost[basic[place]] != 0 {
          gain -= cost[basic[place]] * row[column]
        }
        if gain > Self.tiny {
          entering = column
          break
        }
      }
      guard let entering else { break }
      var leaving: (place: Int, ratio: Double)?
      for (place, row) in rows.enumerated() where row[entering] > Self.tiny {
        let ratio = (row.last ?? 0) / row[entering]
        if let known = leaving,
          ratio > known.ratio + Self.tiny
            || (ratio > known.ratio - Self.tiny && basic[place] > basic[known.place])
        {
          continue
        }
        leaving = (place, ratio)
      }
      guard let leaving else { return nil }
      pivot(leaving.place, entering)
    }
    return rows.indices.reduce(0.0) { $0 + cost[basic[$1]] * (rows[$1].last ?? 0) }
  }

  private mutating func pivot(_ place: Int, _ column: Int) {
    let factor = rows[place][column]
    for other in rows[place].indices { rows[place][other] /= factor }
    let row = rows[place]
    for target in rows.indices where target != place {
      let share = rows[target][column]
      guard share != 0 else { continue }
      for other in row.indices where row[other] != 0 { rows[target][other] -= share * row[other] }
    }
    basic[place] = column
  }
}
