import Foundation
import Testing

@testable import Reporting

@Suite("How much is hidden, and whether it holds")
struct SecondaryCellsTests {
  /// A fortieth of the tables by default; all 2,000 with `REMIT_ATTACK_ALL=1`, some minutes.
  private static let share = ProcessInfo.processInfo.environment["REMIT_ATTACK_ALL"] == nil ? 40 : 1

  @Test(
    "on small tables (100, or 300) no more than 1.3 times the fewest secondary rows that trying everything finds"
  )
  func fewest() {
    let shapes = [[2, 2], [2, 3], [2, 2, 2]]
    var hidden = 0
    var fewest = 0
    var compared = 0
    let wanted = Self.share == 1 ? 300 : 100
    for seed in 0..<700 where compared < wanted {
      let cube = DrawnCube(seed: seed, sizes: shapes[seed % shapes.count], sparse: false)
      guard let least = FewestHidden(cube).count() else { continue }
      let shown = Disclosure.ohdsi().applied(to: cube.results)
      hidden += shown.rates.flatMap(\.rows).filter { $0.suppressed == .secondary }.count
      fewest += least
      compared += 1
    }
    #expect(compared == wanted)
    #expect(Double(hidden) <= 1.3 * Double(fewest))
  }

  @Test(
    "a reader who tries every cube, or bounds what is too much to try, finds no hidden small count",
    arguments: 0..<19)
  func small(part: Int) {
    let shapes = [[2, 2], [2, 3], [3, 3], [2, 2, 2]]
    for seed in 100 * part..<100 * part + 100 / Self.share {
      let cube = DrawnCube(seed: 10_000 + seed, sizes: shapes[seed % shapes.count], sparse: seed % 3 == 0)
      let shown = Disclosure.ohdsi().applied(to: cube.results)
      let published = PublishedCube(cube, shown)
      var attacker = ExhaustiveAttacker(cube, published)
      let caught = attacker.caught() ?? LinearAttacker(cube, published).caught()
      #expect(caught.count <= shown.unproven, "seed \(seed): \(caught)")
    }
  }

  @Test(
    "a reader with a linear program finds no hidden small count in larger tables",
    arguments: 0..<(share == 1 ? 10 : 4))
  func large(part: Int) {
    let shapes = [[4, 5], [3, 3, 2], [4, 2, 2]]
    for seed in 10 * part..<10 * part + max(1, 10 / Self.share) {
      let cube = DrawnCube(seed: 20_000 + seed, sizes: shapes[seed % shapes.count], sparse: seed % 2 == 0)
      let shown = Disclosure.ohdsi().applied(to: cube.results)
      let caught = LinearAttacker(cube, PublishedCube(cube, shown)).caught()
      #expect(caught.count <= shown.unproven, "seed \(seed): \(caught)")
    }
  }

  @Test("the readers catch what is left open: with secondary rows shown, they find small counts")
  func readersCatch() {
    var tried = 0
    var byTrying = 0
    var byBounds = 0
    var byNone = 0
    for seed in 0..<40 {
      let cube = DrawnCube(seed: 30_000 + seed, sizes: [2, 3], sparse: false)
      var shown = Disclosure.ohdsi().applied(to: cube.results)
      let open = Disclosure.none(reason: "drawn").applied(to: cube.results)
      guard shown.rates.flatMap(\.rows).contains(where: { $0.suppressed == .secondary }) else { continue }
      shown.reveal(secondaryOf: open)
      let published = PublishedCube(cube, shown)
      var attacker = ExhaustiveAttacker(cube, published)
      tried += 1
      let tries = attacker.caught()
      let bounds = LinearAttacker(cube, published).caught()
      if tries?.isEmpty == false { byTrying += 1 }
      if !bounds.isEmpty { byBounds += 1 }
      if (tries ?? bounds).isEmpty { byNone += 1 }
    }
    #expect(tried > 10)
    #expect(byTrying > 0)
    #expect(byBounds > 0)
    #expect(byNone == 0)
  }
}

extension SuppressedResults {
  /// Shows what is hidden only for others, as a careless program would.
  fileprivate mutating func reveal(secondaryOf open: SuppressedResults) {
    var tables = rates
    for table in tables.indices {
      for row in tables[table].rows.indices where tables[table].rows[row].suppressed == .secondary {
        tables[table].rows[row] = open.rates[table].rows[row]
      }
    }
    self = SuppressedResults([RateTables.Shown(tables: tables)], level: level, unproven: 0)
  }
}
