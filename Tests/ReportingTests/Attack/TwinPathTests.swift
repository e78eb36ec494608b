import Statistics
import TestSupport
import Testing
import Treatment

@testable import Reporting

/// Paths beside the linear program on the same drawn tables: the program is the law, and paths are quick.
@Suite("Paths beside the linear program")
struct TwinPathTests {
  private func audit(_ cube: DrawnCube, readings: Int) -> CountAudit {
    var audit = CountAudit(minCellCount: 5)
    var register = RateRegister()
    var tables = cube.results.rates
    if readings == 1 {
      for table in tables.indices { tables[table].rows.removeAll { $0.missing != .observed } }
    }
    register.enter(tables, in: &audit)
    return audit
  }

  private func targets(of audit: CountAudit) -> [Int] {
    audit.variables.indices.filter { count in
      audit.isSmall(audit.variables[count].value)
        && audit.variables[count].judges.contains { audit.units[$0].state == .primary }
    }
  }

  @Test("a count that the program proves to be known has no path, in tables of any kind", arguments: 0..<8)
  func noFalsePath(part: Int) {
    let shapes = [[3, 4], [2, 2, 2], [4, 4], [3, 3, 2]]
    for seed in 20 * part..<20 * part + 20 {
      let cube = DrawnCube(seed: 50_000 + seed, sizes: shapes[seed % shapes.count], sparse: seed % 3 == 0)
      var audit = audit(cube, readings: 2)
      audit.hidePrimary()
      let protection = CountProtection(audit, targets: targets(of: audit))
      for target in targets(of: audit) {
        for more in [false, true] {
          let path = protection.path(through: target, hidingMore: more)
          if !more, let path { #expect(path.hiding.isEmpty) }
          guard case .none = protection.program(for: target, hidingMore: more) else { continue }
          #expect(path == nil, "seed \(seed), count \(target)")
        }
      }
    }
  }

  @Test("in a two-way table of one reading paths find a twin where the program does, and as cheap a one")
  func sameAsProgram() {
    var found = 0
    for seed in 0..<60 {
      let cube = DrawnCube(seed: 60_000 + seed, sizes: [4, 5], sparse: false)
      var audit = audit(cube, readings: 1)
      audit.hidePrimary()
      let protection = CountProtection(audit, targets: targets(of: audit))
      for target in targets(of: audit) {
        for more in [false, true] {
          guard case .found(let twin) = protection.program(for: target, hidingMore: more) else { continue }
          found += 1
          let path = protection.path(through: target, hidingMore: more)
          #expect(path != nil, "seed \(seed), count \(target)")
          if let path { #expect(path.cost <= twin.cost, "seed \(seed), count \(target)") }
        }
      }
    }
    #expect(found > 100)
  }

  @Test("relations over margins hold for the same moves as those over all cells")
  func sameMoves() {
    for seed in 0..<20 {
      let cube = DrawnCube(seed: 70_000 + seed, sizes: [3, 3], sparse: false)
      let audit = audit(cube, readings: 1)
      let terms = audit.relations.map { relation in
        relation.map { CountSystem.Term(mover: $0.variable, factor: $0.sign) }
      }
      let short = CountSystem.overMargins(terms)
      // Of as many independent equations, and each of them a sum of the others' : the same space.
      #expect(rank(terms) == rank(short))
      #expect(rank(terms + short) == rank(terms))
      #expect(short.reduce(0) { $0 + $1.count } < terms.reduce(0) { $0 + $1.count })
    }
  }

  /// Of equations in whole numbers, by elimination modulo a large prime.
  private func rank(_ relations: [[CountSystem.Term]]) -> Int {
    let prime = 1_000_000_007
    func power(_ base: Int, _ exponent: Int) -> Int {
      var (result, square, rest) = (1, base, exponent)
      while rest > 0 {
        if rest & 1 == 1 { result = result * square % prime }
        square = square * square % prime
        rest >>= 1
      }
      return result
    }
    var rows: [Int: [Int: Int]] = [:]
    for relation in relations {
      var row: [Int: Int] = [:]
      for term in relation { row[term.mover, default: 0] += term.factor }
      row = row.mapValues { ($0 % prime + prime) % prime }.filter { $0.value != 0 }
      while let first = row.keys.min() {
        guard let pivot = rows[first] else {
          let inverse = power(row[first] ?? 1, prime - 2)
          rows[first] = row.mapValues { $0 * inverse % prime }
          break
        }
        let factor = row[first] ?? 0
        for (mover, value) in pivot {
          row[mover] = ((row[mover] ?? 0) + (prime - factor) * value) % prime
          if row[mover] == 0 { row[mover] = nil }
        }
      }
    }
    return rows.count
  }
}
