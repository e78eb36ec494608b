import Statistics

extension SuppressedResistance {
  /// Hides rows with a count of 1 to 7 and rounds the others to the nearest 5 (`openSafely`); a zero stays.
  ///
  /// Shares and limits come from the rounded counts; kappa and quartiles cannot, and are hidden.
  mutating func round(recomputing recomputation: Recomputation) {
    func isSmall(_ count: Int) -> Bool { (1...7).contains(count) }
    func rounded(_ count: Int) -> Int { (count + 2) / 5 * 5 }
    n = isSmall(table.n) ? nil : rounded(table.n)
    let isHidden = isSmall(table.noHistory) || isSmall(table.patients)
    patients = isHidden ? nil : rounded(table.patients)
    noHistory = isHidden ? nil : rounded(table.noHistory)
    for place in table.shares.indices {
      var row = table.shares[place]
      let counts = [row.notResistant, row.possible, row.resistant, row.indeterminate]
      if n == nil || counts.contains(where: isSmall) { shares[place] = .primary }
      row.notResistant = rounded(row.notResistant)
      row.possible = rounded(row.possible)
      row.resistant = rounded(row.resistant)
      row.indeterminate = rounded(row.indeterminate)
      row.days = nil
      let limits = n.flatMap {
        recomputation.rate(row.resistant, max($0, row.resistant), table.interval, table.level)
      }
      if row.unavailability == nil {
        row.estimate = limits?.estimate
        row.confLow = limits?.low
        row.confHigh = limits?.high
      }
      table.shares[place] = row
    }
    for place in table.agreements.indices {
      var row = table.agreements[place]
      if n == nil || [row.both, row.onlyFirst, row.onlySecond, row.neither].contains(where: isSmall) {
        agreements[place] = .primary
      }
      row.both = rounded(row.both)
      row.onlyFirst = rounded(row.onlyFirst)
      row.onlySecond = rounded(row.onlySecond)
      row.neither = rounded(row.neither)
      row.kappa = nil
      table.agreements[place] = row
    }
    for place in table.stages.indices {
      if isSmall(table.stages[place].patients) { stages[place] = .primary }
      table.stages[place].patients = rounded(table.stages[place].patients)
    }
    for place in table.athf.indices {
      let row = table.athf[place]
      if [row.trials, row.adequate, row.unknown, row.failed].contains(where: isSmall) {
        athf[place] = .primary
      }
      table.athf[place].trials = rounded(row.trials)
      table.athf[place].adequate = rounded(row.adequate)
      table.athf[place].unknown = rounded(row.unknown)
      table.athf[place].failed = rounded(row.failed)
    }
  }
}
