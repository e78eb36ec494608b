/// Which counts a quick search takes not to move, so that what may move goes round in circles (``TwinPath``).
///
/// Whatever is held, what is found is a twin, and is checked as any other: a poor choice costs time, or a row, never a count.
struct HeldCounts {
  private let audit: CountAudit
  /// Counts that cannot move whatever is held.
  private let isFixed: [Bool]
  /// By unit that hides nothing else, the first and the second count that it prints alone: events, and the others.
  private let first: [Int?]
  private let second: [Int?]
  /// Printed where a whole cell is.
  private let ofCells: [Bool]

  init(_ audit: CountAudit, _ system: CountSystem) {
    self.audit = audit
    isFixed = system.moverOf.map { system.low[$0] == 0 && system.high[$0] == 0 }
    ofCells = audit.variables.map { $0.units.contains { !audit.units[$0].implies.isEmpty } }
    var first: [Int?] = audit.units.map { _ in nil }
    var second = first
    for (count, variable) in audit.variables.enumerated() where !ofCells[count] {
      for unit in variable.units {
        if first[unit] == nil { first[unit] = count } else if second[unit] == nil { second[unit] = count }
      }
    }
    (self.first, self.second) = (first, second)
  }

  /// Events within their cells, in all readings alike or in one; then whole cells, by their non-events or their events.
  var choices: [[Bool]] {
    let hasCells = ofCells.contains(true)
    let still = audit.variables.map { $0.role == .beside }
    let cells = zip(still, ofCells).map { $0 || $1 }
    let alike = holdingBetween(cells)
    guard hasCells else { return [alike, cells] }
    return [alike, cells]
      + [first, second].map { counts in
        var held = still
        for case let count? in counts { held[count] = true }
        return holdingBetween(held)
      }
  }

  /// Those whom one reading knows of, by their events or their non-events, with the cells as they are.
  var choicesOfReadings: [[Bool]] {
    var readings: [CountAudit.Role] = []
    for case .known(let reading)? in audit.variables.map(\.role) where !readings.contains(.known(reading)) {
      readings.append(.known(reading))
    }
    // n of a reading, its events and its non-events.
    let splits = audit.relations.compactMap { terms -> (n: Int, parts: [Int])? in
      guard terms.count == 3,
        let n = terms.first(where: { term in
          audit.variables[term.variable].role.map(readings.contains) ?? false
        }),
        terms.allSatisfy({ $0.variable == n.variable || audit.variables[$0.variable].role == nil })
      else { return nil }
      let parts = terms.map(\.variable).filter { $0 != n.variable && !audit.variables[$0].units.isEmpty }
      return parts.count == 2 ? (n.variable, parts) : nil
    }
    return readings.flatMap { reading -> [[Bool]] in
      let base = audit.variables.map { $0.role != nil && $0.role != reading }
      return [0, 1].map { part in
        var held = base
        for split in splits where audit.variables[split.n].role == reading { held[split.parts[part]] = true }
        return holdingBetween(held)
      }
    }
  }

  /// Holds counts that nobody prints where they stand between two that may move, which then move as one.
  private func holdingBetween(_ held: [Bool]) -> [Bool] {
    var result = held
    for (count, variable) in audit.variables.enumerated() where variable.units.isEmpty {
      let isBetween = variable.relations.contains { relation in
        audit.relations[relation].filter { term in
          !held[term.variable] && !isFixed[term.variable] && !audit.variables[term.variable].units.isEmpty
        }.count > 1
      }
      result[count] = isBetween || variable.relations.count != 1
    }
    return result
  }
}
