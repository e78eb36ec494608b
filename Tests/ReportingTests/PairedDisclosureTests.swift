import Statistics
import Testing
import Treatment

@testable import Reporting

@Suite("Disclosure of differences within patients")
struct PairedDisclosureTests {
  private func difference(_ first: PairedCounts, _ second: PairedCounts, alone: Int = 0) -> PairedDifference {
    PairedDifference(
      first: "ketamine", second: "placebo", outcome: .response, baseline: .step, scale: "MADRS",
      endpoint: .last,
      missing: .observed, patients: first.n + second.n + alone, firstFirst: first, secondFirst: second)
  }

  private func shown(
    _ difference: PairedDifference, rates: [RateTable] = [], under rule: Disclosure
  ) throws -> (SuppressedPairedDifference, SuppressedResults) {
    var results = Results(rates: rates)
    results.paired = [difference]
    var recomputation = Recomputation.unavailable
    recomputation.paired = { counts, level in
      PairedProportions(level: level).difference(of: counts).map {
        Recomputation.Limits(estimate: $0.estimate, low: $0.low, high: $0.high)
      }
    }
    let shown = rule.applied(to: results, recomputing: recomputation)
    return (try #require(shown.paired.first), shown)
  }

  @Test("A small count of McNemar's table hides the row with its p-values, which would give it back")
  func small() throws {
    let one = difference(
      PairedCounts(both: 10, onlyFirst: 8, onlySecond: 1, neither: 20),
      PairedCounts(both: 10, onlyFirst: 9, onlySecond: 2, neither: 20))
    let (row, results) = try shown(one, under: .ohdsi())
    #expect(row.suppressed == .primary)
    #expect(
      [row.n, row.both, row.onlyFirst, row.onlySecond, row.neither, row.patients]
        == Array(repeating: nil, count: 6))
    #expect(
      [row.exactP, row.midP, row.orderP, row.estimate, row.confLow, row.confHigh]
        == Array(repeating: nil, count: 6))
    #expect(row.firstFirst == nil && row.secondFirst == nil)
    let csv = try #require(results.parts.first { $0.dataTables.first?.name == "paired" }).dataTables[0].table
      .rendered(as: .csv)
    #expect(csv.split(separator: "\n")[1].hasSuffix(",primary"))
  }

  @Test("Small counts of one order hide what is told by order and leave the whole")
  func order() throws {
    let one = difference(
      PairedCounts(both: 10, onlyFirst: 8, onlySecond: 3, neither: 20),
      PairedCounts(both: 10, onlyFirst: 9, onlySecond: 5, neither: 20))
    let (row, _) = try shown(one, under: .ohdsi())
    #expect(row.suppressed == .none && row.onlySecond == 8 && row.exactP != nil)
    #expect(row.isOrderHidden && row.firstFirst == nil && row.orderP == nil)
    let (open, _) = try shown(one, under: .none(reason: "drawn"))
    #expect(open.firstFirst?.onlySecond == 3 && open.orderP != nil)
  }

  @Test("Beside the rates of all, who had one treatment alone is not told by the difference")
  func alone() throws {
    let one = difference(
      PairedCounts(both: 10, onlyFirst: 8, onlySecond: 6, neither: 20),
      PairedCounts(both: 10, onlyFirst: 9, onlySecond: 7, neither: 20))
    // Two patients had ketamine alone, and one of them responded: 38 of 92 beside 37 of 90.
    let table = RateTable(
      by: ["agent"], level: 0.95,
      rows: [
        Drawn.rate(["ketamine"], patients: 92, steps: 92, n: 92, events: 38),
        Drawn.rate(["placebo"], patients: 90, steps: 90, n: 90, events: 33),
      ])
    let (row, results) = try shown(one, rates: [table], under: .ohdsi())
    let isTold = row.both != nil && results.rates[0].rows[0].events != nil
    #expect(!isTold)
    // Nobody did: both are told.
    let all = RateTable(
      by: ["agent"], level: 0.95,
      rows: [
        Drawn.rate(["ketamine"], patients: 90, steps: 90, n: 90, events: 37),
        Drawn.rate(["placebo"], patients: 90, steps: 90, n: 90, events: 33),
      ])
    let (told, beside) = try shown(one, rates: [all], under: .ohdsi())
    #expect(told.both == 20 && beside.rates[0].rows[0].events == 37)
  }

  @Test("Rounded counts give their own difference, and no p-value of the true ones")
  func rounding() throws {
    let one = difference(
      PairedCounts(both: 10, onlyFirst: 8, onlySecond: 6, neither: 20),
      PairedCounts(both: 11, onlyFirst: 9, onlySecond: 6, neither: 21))
    let (row, _) = try shown(one, under: .openSafely)
    #expect([row.both, row.onlyFirst, row.onlySecond, row.neither] == [20, 15, 10, 40])
    #expect(row.estimate == 5.0 / 85)
    #expect(row.exactP == nil && row.midP == nil && row.orderP == nil && row.firstFirst == nil)
    let few = difference(PairedCounts(both: 10, onlyFirst: 8, onlySecond: 6, neither: 20), PairedCounts())
    let (hidden, _) = try shown(few, under: .openSafely)
    #expect(hidden.onlySecond == nil && hidden.estimate == nil && hidden.suppressed == .primary)
  }
}
