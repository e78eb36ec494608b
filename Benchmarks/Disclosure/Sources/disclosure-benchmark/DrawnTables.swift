import Remit
import TestSupport

/// Steps drawn into the cells of some keys, and the tables of them that a run shows.
struct DrawnTables {
  private struct Cell {
    var levels: [Int]
    var steps: Int
    var n: Int
    var events: Int
    /// Of those without an endpoint, who would count with the last score before.
    var carried: Int
    var carriedEvents: Int
  }

  private let names: [String]
  private var cells: [Cell] = []
  var readings: [MissingReading] = [.observed, .worstCase]

  /// - Parameters:
  ///   - sizes: levels of each key.
  ///   - steps: of a cell, on average.
  ///   - sparse: whether some cells hold a few steps, and many none.
  ///   - shares: events of a hundred steps, from least to most of a cell.
  init(seed: Int, sizes: [Int], steps: Int, shares: ClosedRange<Int>, sparse: Bool) {
    var random = SplitMix64(seed: UInt64(seed))
    names = ["strategy", "step", "agent"].suffix(sizes.count)
    for cell in 0..<sizes.reduce(1, *) {
      var rest = cell
      let levels = sizes.map { size in
        defer { rest /= size }
        return rest % size
      }
      var count = steps / 2 + random.below(steps + 1)
      if sparse {
        if random.happens(30) { continue }
        if random.happens(30) { count = 1 + random.below(12) }
      }
      let share = shares.lowerBound + random.below(shares.count)
      var drawn = Cell(levels: levels, steps: count, n: 0, events: 0, carried: 0, carriedEvents: 0)
      for _ in 0..<count {
        let happens = random.happens(share)
        if random.happens(92) {
          drawn.n += 1
          drawn.events += happens ? 1 : 0
        } else if random.happens(50) {
          drawn.carried += 1
          drawn.carriedEvents += happens ? 1 : 0
        }
      }
      cells.append(drawn)
    }
  }

  /// The table over the keys at these places.
  func table(over places: [Int]) -> RateTable {
    var sums: [[Int]: Cell] = [:]
    for cell in cells {
      let levels = places.map { cell.levels[$0] }
      var sum = sums[levels] ?? Cell(levels: levels, steps: 0, n: 0, events: 0, carried: 0, carriedEvents: 0)
      sum.steps += cell.steps
      sum.n += cell.n
      sum.events += cell.events
      sum.carried += cell.carried
      sum.carriedEvents += cell.carriedEvents
      sums[levels] = sum
    }
    let groups = sums.values.sorted { $0.levels.lexicographicallyPrecedes($1.levels) }
    return RateTable(
      by: places.map { names[$0] }, level: 0.95,
      rows: readings.flatMap { reading in groups.map { row($0, reading) } })
  }

  private func row(_ cell: Cell, _ reading: MissingReading) -> Rate {
    var (n, events) = (cell.n, cell.events)
    if reading == .worstCase { n = cell.steps }
    if reading == .locf { (n, events) = (n + cell.carried, events + cell.carriedEvents) }
    return Rate(
      group: cell.levels.map { "v\($0)" }, outcome: .response, baseline: .step, scale: "MADRS",
      endpoint: .last,
      missing: reading, interval: .wilson, patients: cell.steps, steps: cell.steps, noBaseline: 0, n: n,
      events: events, estimate: n == 0 ? nil : Double(events) / Double(n), confLow: nil, confHigh: nil,
      robustLow: nil, robustHigh: nil)
  }
}
