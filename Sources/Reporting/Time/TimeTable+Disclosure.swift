public import Statistics
internal import Treatment

/// A time table as a run shows it: with the days that it tells.
public struct ShownTimes: Disclosable {
  var table: TimeTable
  var every: Int

  public init(_ table: TimeTable, every: Int) { (self.table, self.every) = (table, every) }

  /// One unit a group, whose curve is a function of every count, and one for what the notes say of steps in no curve.
  struct Register: CountRegister {
    var groups: [Int]
    /// `nil` where they say no number.
    var leftOut: Int?
    /// The counts of those with a time, and of all steps, in a curve or not.
    var people: [Int] = []
    var steps: [Int] = []

    func fix(_ totals: [Int], in audit: inout CountAudit) {
      for counts in [people, steps] where totals.contains(audit.sum(of: counts)) { audit.fix(counts) }
    }
  }

  func enter(_ audit: inout CountAudit, beside earlier: EnteredCounts) -> Register {
    let rates = earlier.first(RateRegister.self)
    var register = Register(groups: [])
    // By group, the steps in no curve.
    var rests: [Int] = []
    register.groups = table.groups.map { group in
      let counts = group.counts.pooled
      let events = counts.events[0].total
      let others = counts.events.dropFirst().reduce(0) { $0 + $1.total }
      let parts = [events, others, counts.censored.total].map { audit.variable($0) }
      // As many patients as a rate's are the same patients.
      let same = group.values.count == 1 ? rates?.patients(ofArm: group.values[0], on: table.scale) : nil
      let people =
        same?.first { audit.variables[$0].value == counts.people } ?? audit.variable(counts.people)
      let rest = audit.variable(counts.people - events)
      audit.relate(parts, equal: [people])
      audit.relate([parts[1], parts[2]], equal: [rest])
      let out = audit.variable(group.leftOut)
      rests.append(out)
      register.people.append(people)
      boundPool(of: group, people, in: &audit)
      // A reader of rates knows how many steps a group has, and takes one of the two from them.
      for steps in rates?.steps(of: group.values, by: table.keys, on: table.scale) ?? [] {
        audit.relate([people, out], equal: steps)
      }
      return audit.unit(
        printing: parts + [people, rest], sensitive: parts + [people, rest], cost: 1000 + counts.people)
    }
    register.leftOut = enterNotes(of: rests, in: &audit)
    register.steps = register.people + rests
    return register
  }

  /// The name of levels that stand together tells how many patients they have at most.
  private func boundPool(of group: TimeTable.Group, _ people: Int, in audit: inout CountAudit) {
    for (key, value) in zip(table.keys, group.values) {
      guard let pool = table.pools[key], pool.label == value, let range = pool.patients else { continue }
      audit.bound([people], within: 0...range.upperBound)
    }
  }

  /// The notes say for each reason how many steps of all groups are in no curve: numbers where none is small, else words.
  private func enterNotes(of rests: [Int], in audit: inout CountAudit) -> Int? {
    let said = table.leftOut.map { audit.variable($0) }
    audit.relate(rests, equal: said)
    // What nobody has is not said.
    for count in said { audit.bound([count], within: 1...Self.many) }
    if table.leftOut.contains(where: audit.isSmall) { return nil }
    return audit.unit(printing: said, sensitive: [], cost: 50)
  }

  private static let many = 1 << 30

  func shown(_ protection: Protection<Register>, in run: DisclosureRun) -> SuppressedTimes {
    var shown = SuppressedTimes(table, under: run.disclosure, every: every, names: run.results.names)
    switch protection {
    case .open: break
    case .hiding(let audit, let register):
      shown.coarsen(register.groups.map { audit.state(of: $0) }) { audit.isSmall($0) }
      shown.tellsLeftOut = register.leftOut.map { audit.state(of: $0) == .none } ?? false
    case .rounding: shown.round()
    }
    shown.finish()
    return shown
  }
}

extension Disclosure {
  /// What may be shown of times alone.
  ///
  /// - Parameter knownTotals: rows of the inputs, which the run prints besides.
  public func applied(to times: ShownTimes, knownTotals: [Int] = []) -> SuppressedTimes {
    shown(of: times, knownTotals: knownTotals)
  }
}
