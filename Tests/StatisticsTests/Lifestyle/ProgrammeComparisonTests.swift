import Regression
import Statistics
import Testing
import Treatment

@Suite("Steps with a lifestyle programme beside steps without")
struct ProgrammeComparisonTests {
  private func rate(_ group: [String], _ events: Int, _ n: Int, _ missing: MissingReading = .observed) -> Rate
  {
    Rate(
      group: group, outcome: .remission, baseline: .step, scale: "MADRS", endpoint: .last, missing: missing,
      interval: .wilson, patients: n, steps: n, noBaseline: 0, n: n, events: events, estimate: nil,
      confLow: nil, confHigh: nil, robustLow: nil, robustHigh: nil)
  }

  private func table(
    _ sides: [Rate], _ kinds: [Rate]
  ) -> ProgrammeTable {
    ProgrammeComparison(programmeDays: 28).table(
      of: RateTable(by: ProgrammeComparison.sides.map(\.name), level: 0.95, rows: sides),
      byKind: RateTable(by: ProgrammeComparison.kinds.map(\.name), level: 0.95, rows: kinds))
  }

  @Test(
    "A stratum is a strategy at a step with both sides; who had a programme before or ended early is on none")
  func strata() throws {
    let found = table(
      [
        rate(["ECT", "3", "begun"], 2, 5), rate(["SWITCH_OUT", "2", "before"], 9, 9),
        rate(["SWITCH_OUT", "2", "begun"], 8, 20), rate(["SWITCH_OUT", "2", "early"], 0, 40),
        rate(["SWITCH_OUT", "2", "none"], 10, 50), rate(["SWITCH_OUT", "3", "none"], 1, 30),
        rate(["SWITCH_OUT", "2", ""], 3, 3),
      ],
      [
        rate(["SWITCH_OUT", "2", "sleep", "begun"], 2, 5),
        rate(["SWITCH_OUT", "2", "exercise", "begun"], 6, 15),
        rate(["SWITCH_OUT", "2", "none", "none"], 10, 50),
        rate(["SWITCH_OUT", "2", "sleep", "before"], 9, 9),
      ])
    #expect(found.strata.map { [$0.strategy, $0.step] } == [["SWITCH_OUT", "2"]])
    let any = try #require(found.pooled.first)
    #expect(any.programme == nil && any.counts == found.strata[0].counts)
    #expect(any.counts == StratumCounts(firstEvents: 8, firstN: 20, secondEvents: 10, secondN: 50))
    // Weighted and divided by the weight: a rounding of the last bit.
    #expect(abs(any.difference.estimate - (8.0 / 20 - 10.0 / 50)) < 1e-15)
    #expect(found.pooled.map(\.programme) == [nil, .sleep, .exercise])
    #expect(found.pooled[1].counts == StratumCounts(firstEvents: 2, firstN: 5, secondEvents: 10, secondN: 50))
    #expect(!found.hasOtherLevels)
  }

  @Test("Readings of a missing endpoint are pooled apart")
  func readings() {
    let found = table(
      [
        rate(["SWITCH_OUT", "2", "begun"], 8, 20), rate(["SWITCH_OUT", "2", "none"], 10, 50),
        rate(["SWITCH_OUT", "2", "begun"], 8, 25, .worstCase),
        rate(["SWITCH_OUT", "2", "none"], 10, 60, .worstCase),
      ], [])
    #expect(found.pooled.map(\.context.missing) == [.observed, .worstCase])
    #expect(found.pooled.map(\.counts.firstN) == [20, 25])
  }

  @Test("Without any programme there is nothing to compare")
  func nothing() {
    let found = table([rate(["SWITCH_OUT", "2", "none"], 10, 50)], [])
    #expect(found.strata.isEmpty && found.pooled.isEmpty)
  }

  @Test("Levels that a file of steps made up are told")
  func otherLevels() {
    #expect(table([rate(["SWITCH_OUT", "2", "maybe"], 1, 9)], []).hasOtherLevels)
    #expect(table([], [rate(["SWITCH_OUT", "2", "yoga", "begun"], 1, 9)]).hasOtherLevels)
  }
}
