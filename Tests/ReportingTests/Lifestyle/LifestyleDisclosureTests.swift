import Regression
import Statistics
import TestSupport
import Testing
import Treatment

@testable import Reporting

/// Steps with and without a programme beside the rates that they add up to, and readers who subtract.
@Suite("Lifestyle programmes after disclosure control")
struct LifestyleDisclosureTests {
  typealias Counts = (events: Int, n: Int)

  /// Findings of strata `S0`, `S1`, … at step 2, each with its sides, and the rates of the strata that a report prints besides.
  private func results(_ strata: [[ProgrammeLevel: Counts]]) -> Results {
    let levels: [ProgrammeLevel] = [.none, .begun, .before, .early]
    var sides: [Rate] = []
    var kinds: [Rate] = []
    var sums: [Rate] = []
    for (place, stratum) in strata.enumerated() {
      for level in levels {
        guard let counts = stratum[level] else { continue }
        let group = ["S\(place)", "2"]
        sides.append(Drawn.rate(group + [level.rawValue], n: counts.n, events: counts.events))
        let programme: ProgrammeLevel = level == .none ? .none : .sleep
        kinds.append(
          Drawn.rate(group + [programme.rawValue, level.rawValue], n: counts.n, events: counts.events))
      }
      let all = stratum.values.reduce((0, 0)) { ($0.0 + $1.events, $0.1 + $1.n) }
      sums.append(Drawn.rate(["S\(place)", "2"], n: all.1, events: all.0))
    }
    let table = ProgrammeComparison(programmeDays: 28).table(
      of: Drawn.table(ProgrammeComparison.sides.map(\.name), sides),
      byKind: Drawn.table(ProgrammeComparison.kinds.map(\.name), kinds))
    var results = Results(rates: [Drawn.table(["strategy", "step"], sums)])
    results.lifestyle = .compared(table)
    return results
  }

  private func shown(
    _ strata: [[ProgrammeLevel: Counts]], under disclosure: Disclosure = .ohdsi()
  ) throws -> (comparison: SuppressedComparison, results: SuppressedResults) {
    let shown = disclosure.applied(to: results(strata))
    return (try #require(shown.lifestyle?.comparison), shown)
  }

  @Test("Where nothing is small everything is shown, but for kinds whose strata are not")
  func nothingSmall() throws {
    let (comparison, _) = try shown([
      [.begun: (8, 20), .none: (12, 60)], [.begun: (9, 25), .none: (20, 70)],
    ])
    #expect(comparison.strata.allSatisfy { $0.estimate != nil })
    #expect(comparison.pooled.first { $0.programme == nil }?.estimate != nil)
    #expect(comparison.pooled.contains { $0.programme == .sleep })
    #expect(comparison.pooled.allSatisfy { $0.programme == nil || $0.estimate == nil && $0.counts == nil })
  }

  @Test(
    "One small side hides the stratum's difference and the pooled one, and the side that would give it back")
  func oneSmall() throws {
    let (comparison, results) = try shown([
      [.begun: (2, 20), .none: (12, 60)], [.begun: (9, 25), .none: (20, 70)],
    ])
    #expect(comparison.strata.map { $0.estimate == nil } == [true, false])
    #expect(comparison.strata[0].counts == nil && comparison.strata[0].confLow == nil)
    #expect(comparison.pooled.allSatisfy { $0.estimate == nil && $0.counts == nil && $0.stdError == nil })
    #expect(results.unproven == 0)
    // Either the other side or the sum is hidden, or a reader subtracts.
    let none = comparison.rates.rows.first { $0.group == ["S0", "2", "none"] }
    #expect(none?.events == nil || results.rates[0].rows[0].events == nil)
  }

  @Test(
    "Of more than twelve strata the pooled difference is shown alone, and hidden where what it leaves of all steps is small"
  )
  func manyStrata() throws {
    let strata = (0..<13).map { _ in
      [ProgrammeLevel.begun: (2, 6), .none: (7, 20), .before: (3, 8)] as [ProgrammeLevel: Counts]
    }
    let (comparison, results) = try shown(strata)
    #expect(comparison.strata.isEmpty && comparison.rates.rows.isEmpty)
    let any = try #require(comparison.pooled.first { $0.programme == nil })
    #expect(any.counts == StratumCounts(firstEvents: 26, firstN: 78, secondEvents: 91, secondN: 260))
    #expect(comparison.pooled.allSatisfy { $0.programme == nil || $0.counts == nil })
    #expect(results.unproven == 0)
    // One step in neither group, with the outcome: all less both sides would say so.
    var few = strata.map { stratum in stratum.filter { $0.key != .before } }
    few[0][.before] = (1, 1)
    #expect(try shown(few).comparison.pooled.allSatisfy { $0.counts == nil && $0.estimate == nil })
  }

  @Test("Everything hidden is said to be, and no number stands in the section")
  func allHidden() throws {
    let (comparison, _) = try shown([[.begun: (2, 20), .none: (3, 9)], [.begun: (1, 25), .none: (4, 12)]])
    #expect(comparison.strata.allSatisfy { $0.estimate == nil && $0.suppressed != .none })
    for table in [comparison.summary, comparison.table(of: comparison.strata[0].context)] {
      #expect(table.rows.flatMap { $0 }.contains(.hidden))
    }
    #expect(comparison.summary.notes.contains { $0.hasPrefix("hidden: ") })
  }

  @Test("No reader works out a small side from the sides, the sums and the marks", arguments: 0..<60)
  func attacker(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(900 + seed))
    let sides: [ProgrammeLevel] = [.begun, .none, .before]
    let strata = (0..<2).map { _ -> [ProgrammeLevel: Counts] in
      var stratum: [ProgrammeLevel: Counts] = [:]
      for side in sides {
        let events = Int.random(in: 0...12, using: &random)
        stratum[side] = (events, events + Int.random(in: 5...20, using: &random))
      }
      return stratum
    }
    let (comparison, results) = try shown(strata)
    #expect(results.unproven == 0)
    for (place, stratum) in strata.enumerated() {
      func row(_ side: ProgrammeLevel) throws -> SuppressedRates.Row {
        try #require(comparison.rates.rows.first { $0.group == ["S\(place)", "2", side.rawValue] })
      }
      let sum = try #require(results.rates[0].rows.first { $0.group == ["S\(place)", "2"] })
      let known = try sides.map { try row($0).events }
      // Every triple of counts that agrees with what is printed; 40 leaves room on the far side.
      var fitting = sides.map { _ in Set<Int>() }
      func options(_ side: Int) -> [Int] { known[side].map { [$0] } ?? Array(0...40) }
      for a in options(0) {
        for b in options(1) {
          for c in options(2) where sum.events == nil || sum.events == a + b + c {
            for (side, value) in [a, b, c].enumerated() { fitting[side].insert(value) }
          }
        }
      }
      for (side, level) in sides.enumerated() where (1...4).contains(stratum[level]?.events ?? 0) {
        #expect(fitting[side].count > 1, "\(level) of stratum \(place), seed \(seed), can be worked out")
      }
      // A difference is shown where both its rates are, or it would give a hidden one back.
      let difference = comparison.strata[place]
      #expect((difference.estimate != nil) == (known[0] != nil && known[1] != nil))
    }
    let isWhole = comparison.strata.allSatisfy { $0.estimate != nil }
    #expect((comparison.pooled.first { $0.programme == nil }?.estimate != nil) == isWhole)
  }

  @Test("opensafely shows counts to the nearest 5, differences made of them and no pooled difference")
  func rounding() throws {
    let run = results([[.begun: (8, 21), .none: (12, 62)], [.begun: (3, 25), .none: (20, 70)]])
    let recomputation = Recomputation(
      rate: { events, n, _, _ in .init(estimate: Double(events) / Double(n), low: 0, high: 1) },
      difference: { a, n, b, m, _ in
        .init(estimate: Double(a) / Double(n) - Double(b) / Double(m), low: -1, high: 1)
      })
    let shown = try #require(
      Disclosure.openSafely.applied(to: run, recomputing: recomputation).lifestyle?.comparison)
    #expect(
      shown.strata[0].counts == StratumCounts(firstEvents: 10, firstN: 20, secondEvents: 10, secondN: 60))
    #expect(shown.strata[0].estimate == 10.0 / 20 - 10.0 / 60)
    #expect(shown.strata[1].counts == nil && shown.strata[1].estimate == nil)
    #expect(shown.pooled.allSatisfy { $0.counts == nil && $0.estimate == nil })
  }
}
