import Statistics
import TestSupport
import Testing
import Treatment

@testable import Reporting

/// Groups with different names that are the same steps.
@Suite("Links by value")
struct ValueLinksTests {
  private func isSmall(_ count: Int) -> Bool { (1...4).contains(count) }

  private func mark(_ events: Int, _ n: Int) -> Bool { isSmall(events) || isSmall(n - events) || isSmall(n) }

  @Test("a hidden step of a strategy does not come back through the agent of the same steps")
  func agentsAndStrategies() {
    func rates(_ keys: [String], _ counts: [([String], Int, Int)]) -> RateTable {
      Drawn.table(keys, counts.map { Drawn.rate($0.0, n: $0.1, events: $0.2) })
    }
    let shown = Disclosure.ohdsi().applied(
      to: Results(rates: [
        rates(["agent"], [(["ketamine"], 27, 6), (["placebo"], 26, 0)]),
        rates(
          ["strategy", "step"],
          [
            (["KETAMINE", "1"], 15, 5), (["KETAMINE", "2"], 12, 1), (["PLACEBO", "1"], 13, 0),
            (["PLACEBO", "2"], 13, 0),
          ]),
      ]))
    #expect(shown.unproven == 0)
    let all = shown.rates[0].rows[0].events
    let first = shown.rates[1].rows[0].events
    #expect(shown.rates[1].rows[1].events == nil)
    #expect(all == nil || first == nil)
    // What has nothing to do with it stays.
    #expect(shown.rates[0].rows[1].events == 0)
  }

  @Test("readers who know which agents are which strategies work out no small cell", arguments: 0..<80)
  func attack(seed: Int) {
    var random = SplitMix64(seed: UInt64(9000 + seed))
    let n = (0..<2).map { _ in (0..<2).map { _ in Int.random(in: 9...14, using: &random) } }
    let events = n.map { $0.map { Int.random(in: 0...min($0, 8), using: &random) } }
    let cells = [(0, 0), (0, 1), (1, 0), (1, 1)]
    func table(_ keys: [String], _ members: [[(Int, Int)]], _ name: ((Int, Int)) -> [String]) -> RateTable {
      Drawn.table(
        keys,
        members.map { cells in
          Drawn.rate(
            name(cells[0]), n: cells.reduce(0) { $0 + n[$1.0][$1.1] },
            events: cells.reduce(0) { $0 + events[$1.0][$1.1] })
        })
    }
    let agents = [0, 1].map { agent in cells.filter { $0.0 == agent } }
    let tables = [
      table(["agent"], agents) { ["agent \($0.0)"] },
      table(["strategy", "step"], cells.map { [$0] }) { ["S\($0.0)", "\($0.1 + 1)"] },
    ]
    let shown = Disclosure.ohdsi().applied(to: Results(rates: tables))
    #expect(shown.unproven == 0)
    func agrees(_ row: SuppressedRates.Row, _ events: Int, _ n: Int) -> Bool {
      if let known = row.events { return known == events }
      return (row.suppressed == .primary) == mark(events, n)
    }
    for agent in 0..<2 {
      let rows = [shown.rates[1].rows[2 * agent], shown.rates[1].rows[2 * agent + 1]]
      let total = shown.rates[0].rows[agent]
      var found = [Set<Int>(), Set<Int>(), Set<Int>()]
      for a in 0...n[agent][0] where agrees(rows[0], a, n[agent][0]) {
        for b in 0...n[agent][1] where agrees(rows[1], b, n[agent][1]) {
          guard agrees(total, a + b, n[agent][0] + n[agent][1]) else { continue }
          found[0].insert(a)
          found[1].insert(b)
          found[2].insert(a + b)
        }
      }
      for (row, candidates) in zip(rows + [total], found) where row.suppressed == .primary {
        #expect(candidates.count > 1, "a row of agent \(agent), seed \(seed), can be worked out")
      }
    }
  }

  @Test("the arms of a difference do not give a hidden row back where tables name them otherwise")
  func differences() {
    let table = Drawn.table(
      ["strategy", "step"],
      [
        Drawn.rate(["LITHIUM", "1"], n: 30, events: 12), Drawn.rate(["LITHIUM", "2"], n: 22, events: 2),
        Drawn.rate(["PLACEBO", "1"], n: 48, events: 13),
        Drawn.rate(["SSRI", "1"], n: 40, events: 20),
      ])
    let shown = Disclosure.ohdsi().applied(
      to: Results(
        rates: [table],
        differences: [
          RateDifference(
            first: "lithium", second: "placebo", outcome: .response, baseline: .step, scale: "MADRS",
            endpoint: .last, missing: .observed, firstEvents: 14, firstN: 52, secondEvents: 13, secondN: 48,
            estimate: 0, confLow: -0.1, confHigh: 0.1)
        ]))
    #expect(shown.unproven == 0)
    #expect(shown.rates[0].rows[1].events == nil)
    #expect(shown.differences[0].firstEvents == nil || shown.rates[0].rows[0].events == nil)
    #expect(shown.differences[0].estimate == nil || shown.rates[0].rows[0].events == nil)
  }

  @Test("Table 1 and rates do not take turns in hiding arms that they name otherwise")
  func tableOne() {
    // Many steps make the first arm the dearer one to hide in the rates, and the cheaper one in Table 1.
    let patients = [41, 3, 52]
    let names = ["lithium", "ECT", "placebo"]
    let shown = Disclosure.ohdsi().applied(
      to: Results(
        baseline: BaselineTable(arms: names + ["All"], patients: patients + [96], rows: []),
        rates: [
          Drawn.table(
            ["strategy"],
            [Outcome.response, .remission].flatMap { outcome in
              zip(names, patients).map {
                Drawn.rate(
                  [$0.uppercased()], outcome: outcome, patients: $1, steps: $1 == 41 ? 90 : $1,
                  n: $1 == 41 ? 90 : $1, events: $1 / 2)
              }
            })
        ]))
    #expect(shown.unproven == 0)
    for arm in [0, 2] {
      #expect((shown.baseline?.patients[arm] == nil) == (shown.rates[0].rows[arm].patients == nil))
    }
  }

  @Test("remission of all strategies in a step does not give a hidden one back through cumulative remission")
  func cumulative() {
    func row(_ strategy: String, _ step: Int, _ n: Int, _ events: Int) -> Rate {
      Drawn.rate([strategy, "\(step)"], outcome: .remission, n: n, events: events)
    }
    let table = Drawn.table(
      ["strategy", "step"],
      [row("SSRI", 1, 40, 12), row("SNRI", 1, 30, 3), row("SSRI", 2, 25, 9), row("SNRI", 2, 20, 8)])
    let shown = Disclosure.ohdsi().applied(
      to: Results(
        rates: [table],
        cumulative: [
          CumulativeRemissionRow(
            scale: "MADRS", step: 1, entered: 70, scored: 70, remitted: 15, chained: 15.0 / 70, observedN: 70,
            observedEvents: 15, observed: 15.0 / 70, worstCaseN: 70, worstCaseEvents: 15, worstCase: 15.0 / 70
          ),
          CumulativeRemissionRow(
            scale: "MADRS", step: 2, entered: 45, scored: 45, remitted: 17, chained: 0.5, observedN: 60,
            observedEvents: 32, observed: 32.0 / 60, worstCaseN: 70, worstCaseEvents: 32, worstCase: 32.0 / 70
          ),
        ]))
    #expect(shown.unproven == 0)
    #expect(shown.rates[0].rows[1].events == nil)
    let first = shown.cumulative[0]
    let said = first.remitted ?? first.observedEvents ?? first.worstCaseEvents
    #expect(said == nil || shown.rates[0].rows[0].events == nil)
    #expect(shown.cumulative[0].entered == 70)
  }
}
