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
      let counts = [row.notResistant, row.possible, row.resistant, row.indeterminate]
      if n == nil || counts.contains(where: Rounding.isSmall) {
        shares[place].hide(.primary)
      } else if row.unavailability == nil {
        let resistant = Rounding.nearestFive(row.resistant)
        shares[place].notResistant = Rounding.nearestFive(row.notResistant)
        shares[place].possible = Rounding.nearestFive(row.possible)
        shares[place].resistant = resistant
        shares[place].indeterminate = Rounding.nearestFive(row.indeterminate)
        let limits = n.flatMap {
          recomputation.rate(resistant, max($0, resistant), table.interval, table.level)
        }
        shares[place].estimate = limits?.estimate
        shares[place].confLow = limits?.low
        shares[place].confHigh = limits?.high
        shares[place].days = nil
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
