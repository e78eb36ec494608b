import Statistics

extension SuppressedResistance {
  /// Hides rows with a count of 1 to 7 and rounds the others to the nearest 5 (`openSafely`); a zero stays.
  ///
  /// Shares and limits come from the rounded counts; kappa and quartiles cannot, and are hidden.
  mutating func round(_ table: ResistanceTable, recomputing recomputation: Recomputation) {
    n = Rounding.isSmall(table.n) ? nil : Rounding.nearestFive(table.n)
    let isHidden = Rounding.isSmall(table.noHistory) || Rounding.isSmall(table.patients)
    noHistory = isHidden ? nil : Rounding.nearestFive(table.noHistory)
    for (place, row) in table.shares.enumerated() {
      shares[place].round(row, among: n, of: table, recomputation)
    }
    for (place, group) in table.groups.enumerated() {
      groups[place].n = n == nil || Rounding.isSmall(group.n) ? nil : Rounding.nearestFive(group.n)
      let isHidden = Rounding.isSmall(group.noHistory) || Rounding.isSmall(group.patients)
      groups[place].noHistory =
        isHidden || groups[place].n == nil ? nil : Rounding.nearestFive(group.noHistory)
      if groups[place].n == nil { groups[place].suppressed = .primary }
      for (rule, row) in group.shares.enumerated() {
        groups[place].shares[rule].round(row, among: groups[place].n, of: table, recomputation)
      }
    }
    for (place, row) in table.agreements.enumerated() {
      if n == nil || [row.both, row.onlyFirst, row.onlySecond, row.neither].contains(where: Rounding.isSmall)
      {
        agreements[place].hide(.primary)
        continue
      }
      agreements[place].both = Rounding.nearestFive(row.both)
      agreements[place].onlyFirst = Rounding.nearestFive(row.onlyFirst)
      agreements[place].onlySecond = Rounding.nearestFive(row.onlySecond)
      agreements[place].neither = Rounding.nearestFive(row.neither)
      agreements[place].kappa = nil
    }
    for (place, row) in table.stages.enumerated() {
      if Rounding.isSmall(row.patients) { stages[place].hide(.primary) }
      stages[place].patients = stages[place].patients.map(Rounding.nearestFive)
    }
    for (place, row) in table.athf.enumerated() {
      if [row.trials, row.adequate, row.unknown, row.failed].contains(where: Rounding.isSmall) {
        athf[place].hide(.primary)
      }
      athf[place].trials = athf[place].trials.map(Rounding.nearestFive)
      athf[place].adequate = athf[place].adequate.map(Rounding.nearestFive)
      athf[place].unknown = athf[place].unknown.map(Rounding.nearestFive)
      athf[place].failed = athf[place].failed.map(Rounding.nearestFive)
    }
  }
}

extension SuppressedResistance.Share {
  fileprivate mutating func round(
    _ row: ResistanceTable.Share, among n: Int?, of table: ResistanceTable, _ recomputation: Recomputation
  ) {
    let counts = [row.notResistant, row.possible, row.resistant, row.indeterminate]
    guard let n, !counts.contains(where: Rounding.isSmall) else { return hide(.primary) }
    if row.unavailability != nil { return }
    let events = Rounding.nearestFive(row.resistant)
    notResistant = Rounding.nearestFive(row.notResistant)
    possible = Rounding.nearestFive(row.possible)
    resistant = events
    indeterminate = Rounding.nearestFive(row.indeterminate)
    let limits = recomputation.rate(events, max(n, events), table.interval, table.level)
    estimate = limits?.estimate
    confLow = limits?.low
    confHigh = limits?.high
    days = nil
  }
}
