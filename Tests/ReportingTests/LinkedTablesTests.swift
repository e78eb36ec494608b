import Statistics
import TestSupport
import Testing
import Treatment

@testable import Reporting

/// Table 1 and the flow in the same run, and readers who enumerate them.
@Suite("Linked counts outside the rates")
struct LinkedTablesTests {
  private func isSmall(_ count: Int) -> Bool { (1...4).contains(count) }

  @Test("no reader works out a small cell of Table 1 from levels, arms and totals", arguments: 0..<60)
  func tableOne(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(500 + seed))
    // By level and arm; the last arm is everyone.
    let counts = (0..<2).map { _ in (0..<2).map { _ in Int.random(in: 0...9, using: &random) } }
    let totals = (0..<2).map { arm in counts[0][arm] + counts[1][arm] }
    guard totals.allSatisfy({ $0 > 4 }) else { return }
    let n = totals + [totals[0] + totals[1]]
    let table = BaselineTable(
      arms: ["A", "B", "All"], patients: n,
      rows: (0..<2).map { level in
        let cells = counts[level] + [counts[level][0] + counts[level][1]]
        return BaselineTable.Row(
          name: "sex", level: "\(level)", cells: zip(cells, n).map { .count($0, of: $1) })
      })
    let results = Disclosure.ohdsi().applied(to: Results(baseline: table))
    let shown = try #require(results.baseline)
    #expect(results.unproven == 0)
    func value(_ level: Int, _ arm: Int) -> Int? {
      if case .count(let count, _) = shown.rows[level].cells[arm] { count } else { nil }
    }
    let anySmall = counts.contains { $0.contains(where: isSmall) }
    if !anySmall && !(0..<2).contains(where: { isSmall(counts[$0][0] + counts[$0][1]) }) {
      #expect(shown.rows.allSatisfy { !$0.cells.contains(.hidden) })
    }
    // Cells hold at most 9 in truth, so 19 leaves room on the far side.
    var candidates = [[Set<Int>]](repeating: [Set<Int>](repeating: [], count: 2), count: 2)
    func possible(_ level: Int, _ arm: Int) -> [Int] {
      if let shown = value(level, arm) { return [shown] }
      return Array(0...19)
    }
    func fits(_ shown: Int?, _ sum: Int) -> Bool { shown == nil || shown == sum }
    for a in possible(0, 0) {
      for b in possible(0, 1) where fits(value(0, 2), a + b) {
        for c in possible(1, 0) where fits(shown.patients[0], a + c) {
          for d in possible(1, 1) where fits(value(1, 2), c + d) && fits(shown.patients[1], b + d) {
            guard fits(shown.patients[2], a + b + c + d) else { continue }
            candidates[0][0].insert(a)
            candidates[0][1].insert(b)
            candidates[1][0].insert(c)
            candidates[1][1].insert(d)
          }
        }
      }
    }
    for level in 0..<2 {
      for arm in 0..<2 where isSmall(counts[level][arm]) {
        #expect(
          candidates[level][arm].count > 1, "level \(level), arm \(arm) of seed \(seed) can be worked out")
      }
    }
  }

  @Test("margins, readings, baselines and outcomes together: every small count has its twin, most rows stay")
  func manyLinks() {
    var random = SplitMix64(seed: 5)
    struct Counts {
      var events = 0, n = 0, missing = 0, carried = 0, noBaseline = 0
    }
    var cells: [(group: [String], counts: Counts)] = []
    for strategy in 0..<8 {
      for step in 1...4 {
        let n = Int.random(in: 5...60, using: &random)
        let carried = Int.random(in: 0...3, using: &random)
        cells.append(
          (
            ["S\(strategy)", "\(step)"],
            Counts(
              events: Int.random(in: 0...n / 2, using: &random), n: n,
              missing: Int.random(in: carried...carried + 5, using: &random), carried: carried,
              noBaseline: Int.random(in: 0...3, using: &random))
          ))
      }
    }
    func table(_ keep: [Int]) -> RateTable {
      var order: [[String]] = []
      var sums: [[String]: Counts] = [:]
      for cell in cells {
        let group = keep.map { cell.group[$0] }
        if sums[group] == nil { order.append(group) }
        sums[group, default: Counts()].events += cell.counts.events
        sums[group, default: Counts()].n += cell.counts.n
        sums[group, default: Counts()].missing += cell.counts.missing
        sums[group, default: Counts()].carried += cell.counts.carried
        sums[group, default: Counts()].noBaseline += cell.counts.noBaseline
      }
      var rows: [Rate] = []
      for baseline in BaselineKind.allCases {
        for reading in MissingReading.allCases {
          for group in order {
            let counts = sums[group, default: Counts()]
            let n =
              switch reading {
              case .observed: counts.n
              case .locf: counts.n + counts.carried
              case .worstCase, .locfBaseline: counts.n + counts.missing
              }
            let steps = counts.n + counts.missing + counts.noBaseline
            rows.append(
              Drawn.rate(
                group, baseline: baseline, missing: reading, patients: steps, steps: steps,
                noBaseline: counts.noBaseline, n: n, events: counts.events))
          }
        }
      }
      return Drawn.table(keep.map { ["strategy", "step"][$0] }, rows)
    }
    let shown = Disclosure.ohdsi().applied(
      to: Results(rates: [table([0, 1]), table([0]), table([1]), table([])]))
    let marks = shown.rates.flatMap(\.rows).map(\.suppressed)
    #expect(shown.unproven == 0)
    #expect(marks.contains(.primary))
    #expect(marks.filter { $0 == .secondary }.count < marks.filter { $0 == .none }.count)
  }
}
