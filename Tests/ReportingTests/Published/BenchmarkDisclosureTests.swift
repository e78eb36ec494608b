import Foundation
import Statistics
import Testing
import Treatment

@testable import Reporting

@Suite("Published rows beside a cohort's rates, after disclosure control")
struct BenchmarkDisclosureTests {
  private struct Own {
    var events: Int
    var n: Int
    var filter: String
    var steps: Int?
  }

  /// Stands for Statistics, which this room does not ask itself.
  private let recomputation = Recomputation(
    rate: { events, n, _, _ in n == 0 ? nil : .init(estimate: Double(events) / Double(n), low: 0, high: 1) },
    difference: { a, n, b, m, _ in
      .init(estimate: Double(a) / Double(n) - Double(b) / Double(m), low: -1, high: 1)
    }, test: { a, n, b, m in Double(a + b) / Double(n + m) },
    adjusted: { p in p.map { $0 * Double(p.count) } })

  private func published(_ place: Int, verified: Bool = true) -> PublishedRate {
    var row = PublishedRate()
    row.id = "ROW-\(place)"
    row.study = "<b>Study|1</b>"
    row.arm = "=cmd"
    row.outcome = "remission"
    row.scale = "HAMD17"
    row.weeks = 8
    (row.n, row.events, row.percent) = (100, 30, 30)
    row.numerator = verified ? .printed : .derived
    row.rateOrigin = FigureOrigin(mark: .verified, source: "a paper")
    row.nOrigin = FigureOrigin(mark: .verified, source: "a paper")
    return row
  }

  private func table(_ own: [Own], verified: (Int) -> Bool = { _ in true }) throws -> BenchmarkTable {
    var rows: [BenchmarkTable.Row] = []
    var tables: [RateTable] = []
    for (place, one) in own.enumerated() {
      let match = BenchmarkMatch(
        outcome: .remission, scale: "HAMD17", endpoint: .last, missing: .observed, filter: one.filter)
      var row = BenchmarkTable.Row(
        published: published(place, verified: verified(place)), comparability: .comparable(match, waived: []))
      row.table = place
      row.limits = RateLimits(estimate: 0.3, low: 0.2, high: 0.4)
      if one.steps != nil { row.clusteredDifference = RateLimits(estimate: 0.1, low: -0.1, high: 0.3) }
      rows.append(row)
      var rate = Drawn.rate([], patients: one.n, steps: one.steps ?? one.n, n: one.n, events: one.events)
      rate.outcome = .remission
      tables.append(
        RateTable(by: [], level: 0.95, rows: [rate], filter: try Filter(parsing: one.filter)))
    }
    rows.append(
      BenchmarkTable.Row(
        published: published(own.count),
        comparability: .incomparable([.init(.scale, "BDI2 there"), .init(.design, "meta there")])))
    return BenchmarkTable(
      rows: rows, tables: tables, tolerances: BenchmarkTolerances(), level: 0.95, includesUnverified: false,
      standardised: [
        .init(
          rows: [0, 1], own: RateLimits(estimate: 0.3, low: 0.2, high: 0.4),
          published: RateLimits(estimate: 0.3, low: 0.2, high: 0.4),
          difference: RateLimits(estimate: 0, low: -0.1, high: 0.1))
      ])
  }

  private func shown(
    _ own: [Own], under disclosure: Disclosure = .ohdsi(), beside rates: [RateTable] = [],
    verified: (Int) -> Bool = { _ in true }
  ) throws -> SuppressedBenchmark {
    var results = Results(rates: rates)
    results.benchmark = try table(own, verified: verified)
    return try #require(disclosure.applied(to: results, recomputing: recomputation).benchmark)
  }

  private let two = [
    Own(events: 20, n: 80, filter: "step == 1"), Own(events: 12, n: 40, filter: "step == 2"),
  ]

  @Test("Where nothing is small, rates, differences, tests and the standardised rate are shown")
  func open() throws {
    let shown = try shown(two)
    #expect(shown.compared.count == 2 && shown.standardised.count == 1)
    let (difference, p, adjusted): (Double, Double, Double) = (0.25 - 0.3, 50.0 / 180, 2 * 50.0 / 180)
    #expect(shown.rows[0].difference?.estimate == difference)
    let expected: [Double?] = [p, 42.0 / 140, nil]
    #expect(shown.rows.map(\.p) == expected)
    #expect(shown.rows[0].adjusted == adjusted)
    #expect(shown.rows[2].state == .incomparable)
    #expect(shown.rows[2].comparability.reasons.contains("; design: meta"))
  }

  @Test("A small count hides rate, difference and p, and is in no family of tests and no standardised rate")
  func small() throws {
    let shown = try shown([two[0], Own(events: 3, n: 40, filter: "step == 2")])
    let row = shown.rows[1]
    #expect(row.own?.events == nil && row.difference == nil && row.p == nil && row.adjusted == nil)
    #expect(shown.standardised.isEmpty)
    // One test is left, so that its p is its own.
    #expect(shown.rows[0].adjusted == shown.rows[0].p)
    for text in [shown.dataTable, shown.summary].map({ $0.rendered(as: .csv) }) {
      #expect(text.contains("hidden") || text.contains(",,"))
      #expect(!text.contains(",3,") && !text.contains("3 / 40") && !text.contains("7.5"))
    }
  }

  @Test("What a narrower row leaves of a wider one is not given back")
  func nested() throws {
    // All of step 2, and those of it but two events: the reader subtracts.
    let shown = try shown([
      Own(events: 12, n: 40, filter: "step == 2"),
      Own(events: 10, n: 36, filter: "step == 2 and strategy == 'SWITCH_OUT'"),
    ])
    #expect(shown.rows[0].own?.events == nil || shown.rows[1].own?.events == nil)
    #expect(shown.notes.isEmpty)
  }

  @Test("Nor what a table of the report leaves")
  func besideRates() throws {
    var rate = Drawn.rate([], patients: 41, steps: 41, n: 41, events: 13)
    rate.outcome = .remission
    let shown = try shown([two[1]] + [two[0]], beside: [RateTable(by: [], level: 0.95, rows: [rate])])
    #expect(shown.rows[0].own?.events == nil || shown.rows[0].own?.suppressed != Suppression.none)
  }

  @Test("Rounded counts make the difference and the p; nothing, and too few, are told alike")
  func rounding() throws {
    let shown = try shown(
      [Own(events: 21, n: 83, filter: "step == 1"), Own(events: 3, n: 6, filter: "step == 2")],
      under: .openSafely)
    #expect(shown.rows[0].own?.events == 20 && shown.rows[0].own?.n == 85)
    let (difference, p): (Double, Double) = (20.0 / 85 - 0.3, 50.0 / 185)
    #expect(shown.rows[0].difference?.estimate == difference)
    #expect(shown.rows[0].p == p)
    #expect(shown.rows[1].state == .empty && shown.rows[1].own == nil)
    #expect(shown.standardised.isEmpty)
  }

  @Test(
    "Nothing is tested where patients have several steps, nor against a derived count; the figure is hollow there"
  )
  func untested() throws {
    let shown = try shown([
      Own(events: 20, n: 80, filter: "step >= 2", steps: 95), Own(events: 12, n: 40, filter: "step == 2"),
    ]) { $0 == 0 }
    #expect(shown.rows.allSatisfy { $0.p == nil })
    #expect(shown.rows[0].difference == RateLimits(estimate: 0.1, low: -0.1, high: 0.3))
    let svg = try #require(shown.figure).svg
    #expect(svg.components(separatedBy: "<polygon").count == 3)
    #expect(svg.components(separatedBy: "<polygon class=\"f-paper").count == 2)
    #expect(svg.contains("not tested"))
  }

  @Test("Nothing compared gives no figure, and the section says so with every reason")
  func nothing() throws {
    let shown = try shown([])
    #expect(shown.figure == nil)
    let setting = ReportSetting(design: .cohort, rateHeadings: [])
    let section = try #require(shown.sections(in: setting).first)
    #expect(section.id == "benchmarks")
    #expect(shown.tally.contains("0 comparable") && shown.tally.contains("scale 1, design 1"))
  }

  @Test("Names that bite come through harmless")
  func harmless() throws {
    let shown = try shown(two)
    let svg = try #require(shown.figure).svg
    #expect(!svg.contains("<b>"))
    #expect(
      shown.refusals.rendered(as: .markdown).contains("&lt;b>")
        || !shown.refusals.rendered(as: .markdown).contains("|1</b>"))
    #expect(shown.dataTable.rendered(as: .csv, spreadsheetSafe: true).contains("'=cmd"))
  }
}
