import Statistics
import Treatment

/// The counts of Table 1 in the audit of a run.
struct BaselineRegister: CountRegister {
  private var armUnits: [Int] = []
  private var armPatients: [String: Int] = [:]
  /// By row and arm; `nil` for a mean, which has no count of its own to print.
  private var cellUnits: [[Int]] = []
  /// By row and arm: the unit that prints of how many the count is.
  private var denominators: [[Int?]] = []
  /// The variable of all patients.
  private(set) var everyone: Int?

  init(_ table: BaselineTable, beside rates: RateRegister, in audit: inout CountAudit) {
    let arms = table.patients.map { audit.variable($0) }
    armUnits = zip(arms, table.patients).map { arm, patients in
      audit.unit(printing: [arm], sensitive: [arm], cost: 100_000 + patients)
    }
    everyone = arms.last
    for (arm, patients) in zip(table.arms, arms).dropLast() { armPatients[arm] = patients }
    let partitioned = arms.count >= 2
    if partitioned, let all = arms.last { audit.relate(Array(arms.dropLast()), equal: [all]) }
    tie(arms, of: table, to: rates, in: &audit)

    var known: [String: [Int]] = [:]
    var knownUnits: [String: [Int]] = [:]
    var levels: [String: [[Int]]] = [:]
    for row in table.rows {
      var counts: [Int?] = []
      var units: [Int] = []
      var shown: [Int?] = []
      for (arm, cell) in row.cells.enumerated() {
        let key = "\(row.name)\u{1F}\(arm)"
        switch cell {
        case .count(let count, let n):
          let total = known[key]?.first ?? audit.variable(n)
          known[key] = [total]
          let denominator =
            knownUnits[key]?.first ?? audit.unit(printing: [total], sensitive: [], cost: 300 + n)
          knownUnits[key] = [denominator]
          let own = audit.variable(count)
          let others = audit.variable(n - count)
          audit.relate([own, others], equal: [total])
          if let pool = table.pools[row.name], pool.label == row.level, let range = pool.patients {
            audit.bound([own], within: 0...range.upperBound)
          }
          units.append(
            audit.unit(
              printing: [own], sensitive: [own, others],
              cost: 200 + count + (arm == row.cells.count - 1 ? 1000 : 0)))
          shown.append(denominator)
          counts.append(own)
          levels[key, default: []].append([own])
        case .mean(_, _, let n):
          let total = known[key]?.first ?? audit.variable(n)
          known[key] = [total]
          // A mean of whole numbers with every digit gives its n back. Everyone's goes with any other, so it is free.
          let isEveryone = arm == row.cells.count - 1
          units.append(
            audit.unit(printing: [total], sensitive: [total], cost: isEveryone ? 1 : 400 + n))
          shown.append(nil)
          counts.append(total)
        case .missing(let count):
          let own = audit.variable(count)
          let present = known[key]?.first ?? audit.variable(table.patients[arm] - count)
          known[key] = [present]
          if arms.indices.contains(arm) { audit.relate([own, present], equal: [arms[arm]]) }
          units.append(audit.unit(printing: [own], sensitive: [own, present], cost: 200 + count))
          shown.append(nil)
          counts.append(own)
        }
      }
      cellUnits.append(units)
      denominators.append(shown)
      let present = counts.compactMap { $0 }
      if partitioned, present.count == arms.count, let all = present.last {
        audit.relate(Array(present.dropLast()), equal: [all])
      }
    }
    for (key, counts) in levels.sorted(by: { $0.key < $1.key }) {
      guard let total = known[key]?.first else { continue }
      audit.relate(counts.flatMap { $0 }, equal: [total])
    }
    for name in Set(table.rows.map(\.name)).sorted() {
      for arm in arms.indices {
        // Where nobody lacks a value, of how many is no secret: it is the arm.
        if let total = known["\(name)\u{1F}\(arm)"]?.first { audit.relate([arms[arm]], atLeast: [total]) }
      }
    }
    for name in Set(table.rows.map(\.name)).sorted() where partitioned {
      let totals = arms.indices.compactMap { known["\(name)\u{1F}\($0)"]?.first }
      if totals.count == arms.count, let all = totals.last {
        audit.relate(Array(totals.dropLast()), equal: [all])
      }
    }
  }

  /// Patients of an arm, and of all, are also patients of rows of rates.
  private func tie(_ arms: [Int], of table: BaselineTable, to rates: RateRegister, in audit: inout CountAudit)
  {
    for grouping in rates.groupings {
      for row in grouping.rows {
        if let arm = table.arms.firstIndex(where: { row.group == [$0] }), arm < arms.count {
          audit.relate([arms[arm]], equal: [row.counts.patients])
        }
      }
    }
    if arms.count > 1 { rates.tie(patientsOfArms: Array(arms.dropLast()), in: &audit) }
    if let all = arms.last {
      for sum in rates.totals(of: \.patients) { audit.relate([all], equal: sum) }
    }
  }

  /// The variable of an arm's patients.
  func patients(ofArm arm: String) -> [Int] { armPatients[arm].map { [$0] } ?? [] }

  func apply(_ audit: CountAudit, to shown: inout SuppressedBaseline, of table: BaselineTable) {
    for arm in armUnits.indices where audit.state(of: armUnits[arm]) != .none { shown.patients[arm] = nil }
    for row in shown.rows.indices {
      for arm in shown.rows[row].cells.indices {
        if audit.state(of: cellUnits[row][arm]) != .none {
          shown.rows[row].cells[arm] = .hidden
        } else if case .count(let count, _) = shown.rows[row].cells[arm],
          let denominator = denominators[row][arm], audit.state(of: denominator) != .none
        {
          shown.rows[row].cells[arm] = .count(count, of: nil)
        }
      }
      // Everyone's mean less the other arms' would give back the mean of a small arm.
      let last = shown.rows[row].cells.count - 1
      if last > 0, table.rows[row].cells.contains(where: { if case .mean = $0 { true } else { false } }),
        shown.rows[row].cells.dropLast().contains(.hidden)
      {
        shown.rows[row].cells[last] = .hidden
      }
    }
  }
}
