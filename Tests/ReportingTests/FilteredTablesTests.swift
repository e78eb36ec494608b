import Statistics
import Testing
import Treatment

@testable import Reporting

/// Tables of one cohort that keep different steps, or cut the same number differently.
@Suite("Tables whose patients hold each other")
struct FilteredTablesTests {
  private func table(
    _ by: [String], _ rows: [([String], Int, Int)], where filter: String? = nil
  ) throws -> RateTable {
    var table = Drawn.table(by, rows.map { Drawn.rate($0.0, n: $0.1, events: $0.2) })
    table.filter = try filter.map { try Filter(parsing: $0) }
    return table
  }

  private func shown(_ tables: [RateTable]) -> [SuppressedRates] {
    let shown = Disclosure.ohdsi().applied(to: Results(rates: tables))
    #expect(shown.unproven == 0)
    return shown.rates
  }

  @Test("all patients less the women do not give the three men and their one response")
  func nested() throws {
    let rates = shown([
      try table([], [([], 100, 30)]), try table([], [([], 97, 29)], where: "sex == female"),
    ])
    #expect(rates.contains { $0.rows[0].events == nil })
  }

  @Test("a narrower filter in words of the wider one is taken off it too")
  func narrower() throws {
    let rates = shown([
      try table([], [([], 80, 30)], where: "age >= 40 and sex == female"),
      try table([], [([], 77, 27)], where: "sex == female and age >= 41"),
    ])
    #expect(rates.contains { $0.rows[0].events == nil })
  }

  @Test("by level: only the levels whose rest is small lose a number")
  func byLevel() throws {
    let rates = shown([
      try table(["s"], [(["A"], 60, 20), (["B"], 70, 30)]),
      try table(["s"], [(["A"], 40, 14), (["B"], 66, 28)], where: "sex == female"),
    ])
    #expect(rates[0].rows[1].events == nil || rates[1].rows[1].events == nil)
  }

  @Test("filters that hold each other in neither direction hide nothing for each other")
  func apart() throws {
    let rates = shown([
      try table([], [([], 100, 30)], where: "sex == male"),
      try table([], [([], 97, 29)], where: "sex == female"),
    ])
    #expect(rates.allSatisfy { $0.rows[0].events != nil })
  }

  @Test("a small group of a table for the others alone does not come back as all less the rest")
  func complement() throws {
    let rates = shown([
      try table([], [([], 100, 30)]), try table([], [([], 80, 27)], where: "sex == female"),
      try table([], [([], 20, 3)], where: "sex == male"),
    ])
    #expect(rates[2].rows[0].events == nil)
    #expect(rates[0].rows[0].events == nil || rates[1].rows[0].events == nil)
  }

  @Test("a coarser cut of a number does not give a hidden level back")
  func unions() throws {
    let rates = shown([
      try table(
        ["age"], [(["<30"], 40, 3), (["30-<50"], 50, 20), ([">=50"], 60, 25)]),
      try table(["age"], [(["<50"], 90, 23), ([">=50"], 60, 25)]),
    ])
    #expect(rates[0].rows[0].events == nil)
    #expect(rates[0].rows[1].events == nil || rates[1].rows[0].events == nil)
  }
}
