import Regression
import Statistics
import TestSupport
import Testing
import Treatment

@Suite("Differences between randomised arms")
struct RateComparisonTests {
  @Test("Newcombe's limits are those of statsmodels")
  func againstStatsmodels() throws {
    let tolerance = Tolerance(
      absolute: 1e-12, reason: "the same formula in doubles, quantile of the normal included")
    let rows = try referenceRows("proportion-differences/expected.csv")
    #expect(rows.count == 42)
    for row in rows {
      let counts = try ["first_events", "first_n", "second_events", "second_n"].map {
        try #require(row[$0].flatMap(Int.init))
      }
      let level = try #require(row["level"].flatMap(Double.init))
      let limits = try #require(
        RateComparison(level: level).limits(counts[0], counts[1], counts[2], counts[3]))
      #expect(tolerance.admits(limits.low, for: try #require(row["low"].flatMap(Double.init))), "\(row)")
      #expect(tolerance.admits(limits.high, for: try #require(row["high"].flatMap(Double.init))), "\(row)")
      #expect(
        limits.estimate == Double(counts[0]) / Double(counts[1]) - Double(counts[2]) / Double(counts[3]))
    }
  }

  private func rate(_ arm: String, _ events: Int, _ n: Int, steps: Int? = nil, scale: String = "HAMD17")
    -> Rate
  {
    Rate(
      group: [arm], outcome: .response, baseline: .step, scale: scale, endpoint: .last, missing: .observed,
      interval: .wilson, patients: n, steps: steps ?? n, noBaseline: 0, n: n, events: events, estimate: nil,
      confLow: nil, confHigh: nil, robustLow: nil, robustHigh: nil)
  }

  @Test("Arms are compared within a scale, the first minus the second, and the control stands second")
  func pairs() {
    let table = RateTable(
      by: ["agent"], level: 0.95,
      rows: [
        rate("drug", 29, 64), rate("placebo", 20, 65), rate("drug", 3, 9, scale: "MADRS"), rate("", 1, 2),
      ])
    let differences = RateComparison().differences(in: table)
    #expect(differences.map(\.first) == ["drug"])
    #expect(differences.map(\.second) == ["placebo"])
    #expect(differences.map(\.estimate) == [29.0 / 64 - 20.0 / 65])
    let turned = RateComparison().differences(in: table, control: "drug")
    #expect(turned.map(\.first) == ["placebo"])
    #expect(turned.map(\.confLow) == differences.map { -$0.confHigh })
    #expect(turned.map(\.confHigh) == differences.map { -$0.confLow })
  }

  @Test("A pair where a patient has more than one row, or an arm nobody, gives no difference")
  func refused() {
    let nested = RateTable(by: ["agent"], level: 0.95, rows: [rate("a", 3, 9, steps: 12), rate("b", 2, 9)])
    #expect(RateComparison().differences(in: nested).isEmpty)
    let empty = RateTable(by: ["agent"], level: 0.95, rows: [rate("a", 0, 0), rate("b", 2, 9)])
    #expect(RateComparison().differences(in: empty).isEmpty)
  }
}
