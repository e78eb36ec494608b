public import Statistics

/// A time table as a run shows it: with the days that it tells.
public struct ShownTimes: Disclosable {
  var table: TimeTable
  var every: Int

  public init(_ table: TimeTable, every: Int) { (self.table, self.every) = (table, every) }

  /// One unit a group: its curve is a function of every count.
  struct Register: CountRegister { var groups: [Int] }

  func enter(_ audit: inout CountAudit, beside earlier: EnteredCounts) -> Register {
    let rates = earlier.first(RateRegister.self)
    return Register(
      groups: table.groups.map { group in
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
        return audit.unit(
          printing: parts + [people, rest], sensitive: parts + [people, rest], cost: 1000 + counts.people)
      })
  }

  func shown(_ protection: Protection<Register>, in run: DisclosureRun) -> SuppressedTimes {
    var shown = SuppressedTimes(table, under: run.disclosure, every: every, names: run.results.names)
    switch protection {
    case .open: break
    case .hiding(let audit, let register):
      shown.coarsen(register.groups.map { audit.state(of: $0) }) { audit.isSmall($0) }
    case .rounding: shown.round()
    }
    shown.finish()
    return shown
  }
}

extension Disclosure {
  /// What may be shown of times alone.
  public func applied(to times: ShownTimes) -> SuppressedTimes { shown(of: times) }
}
