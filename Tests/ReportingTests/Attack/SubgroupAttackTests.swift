import Statistics
import TestSupport
import Testing
import Treatment

@testable import Reporting

/// Tables of a study whose filters hold, exclude and complete each other, attacked by a reader who knows what each filter means.
@Suite("Subgroups beside the whole")
struct SubgroupAttackTests {
  private static let strategies = ["A", "B", "C"]
  /// By table: keys, the filter, and which cells it keeps by age (0 old, 1 young, 2 not known) and strategy.
  private static let tables: [(keys: [String], filter: String?, keeps: @Sendable (Int, Int) -> Bool)] = [
    (["strategy"], nil, { _, _ in true }),
    (["strategy"], "age >= 65", { age, _ in age == 0 }),
    (["strategy"], "age < 65", { age, _ in age == 1 }),
    ([], "strategy in (A, B)", { _, strategy in strategy < 2 }),
  ]

  /// - Parameter ages: 3 where the age of some is not known.
  private func cube(seed: Int, ages: Int) -> DrawnCube {
    var random = SplitMix64(seed: UInt64(40_000 + seed))
    let cells = (0..<ages * 3).map { _ in
      let n = Int.random(in: 7...18, using: &random)
      let events = Int.random(in: 0...n, using: &random)
      return DrawnCube.Counts(
        events: events, nonEvents: n - events, missing: Int.random(in: 0...2, using: &random))
    }
    let tables = Self.tables.map { table in
      let places = (0..<ages * 3).filter { table.keeps($0 / 3, $0 % 3) }
      if table.keys.isEmpty { return [DrawnCube.Group(keys: [], levels: [], members: places)] }
      return (0..<3).map { strategy in
        DrawnCube.Group(keys: [0], levels: [strategy], members: places.filter { $0 % 3 == strategy })
      }
    }
    return DrawnCube(cells: cells, tables: tables)
  }

  private func results(_ cube: DrawnCube, withFilters: Bool = true) throws -> Results {
    Results(
      rates: try zip(Self.tables, cube.tables).map { table, groups in
        var rates = Drawn.table(
          table.keys,
          DrawnCube.readings.flatMap { reading in
            groups.map { group in
              let sum = cube.sum(of: group, in: cube.cells)
              return Drawn.rate(
                group.levels.map { Self.strategies[$0] }, missing: reading, patients: sum.patients,
                steps: sum.patients, n: reading == .observed ? sum.n : sum.patients, events: sum.events)
            }
          })
        rates.filter = try withFilters ? table.filter.map { try Filter(parsing: $0) } : nil
        return rates
      })
  }

  @Test(
    "no hidden small count comes back through a subgroup, its complement, both, or a family of strategies",
    arguments: [2, 3])
  func attacked(ages: Int) throws {
    var hidden = 0
    for seed in 0..<20 {
      let cube = cube(seed: seed, ages: ages)
      let shown = Disclosure.ohdsi().applied(to: try results(cube))
      let published = PublishedCube(cube, shown)
      hidden += ExhaustiveAttacker.prey(of: cube, published).count
      let caught = LinearAttacker(cube, published).caught()
      #expect(caught.count <= shown.unproven, "seed \(seed): \(caught)")
    }
    #expect(hidden > 20)
  }

  @Test("two subgroups without a table for all do not give a few away through Table 1's total")
  func complementOfTotal() throws {
    func table(_ filter: String, _ n: Int, _ events: Int) throws -> RateTable {
      var table = Drawn.table([], [Drawn.rate([], n: n, events: events)])
      table.filter = try Filter(parsing: filter)
      return table
    }
    let shown = Disclosure.ohdsi().applied(
      to: Results(
        baseline: BaselineTable(arms: ["x", "All"], patients: [100, 100], rows: []),
        rates: [try table("age >= 65", 3, 1), try table("age < 65", 97, 40)]))
    #expect(shown.rates[0].rows[0].patients == nil)
    let everyone = shown.baseline?.patients.last ?? nil
    #expect(everyone == nil || shown.rates[1].rows[0].patients == nil)
  }
}

extension DrawnCube {
  fileprivate init(cells: [Counts], tables: [[Group]]) {
    (self.cells, self.tables) = (cells, tables)
  }
}
