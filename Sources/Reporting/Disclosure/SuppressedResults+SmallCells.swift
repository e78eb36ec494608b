import Statistics

extension SuppressedResults {
  /// Hides cells below the minimum and what would give them back (`ohdsi`).
  mutating func hideSmallCells(of results: Results, below minCellCount: Int) {
    var audit = CountAudit(minCellCount: minCellCount)
    var rateRegister = RateRegister()
    rateRegister.enter(results.rates, in: &audit)
    let differenceUnits = rateRegister.enter(results.differences, in: &audit)
    let cumulativeRegister = CumulativeRegister(results.cumulative, beside: rateRegister, in: &audit)
    let baselineRegister = results.baseline.map { BaselineRegister($0, beside: rateRegister, in: &audit) }
    let flowRegister = results.flow.map {
      FlowRegister($0, everyone: baselineRegister?.everyone, beside: rateRegister, in: &audit)
    }
    let trajectoryRegister = TrajectoryRegister(
      results.trajectories, beside: rateRegister, baselineRegister, flowRegister, in: &audit)
    rateRegister.fix(results.knownTotals, in: &audit)
    flowRegister?.fix(results.knownTotals, in: &audit)
    audit.protect()
    unproven = audit.unproven

    for (table, rows) in rateRegister.rowUnits.enumerated() {
      for (row, units) in rows.enumerated() {
        let (events, cell) = (audit.state(of: units.events), audit.state(of: units.cell))
        if cell != .none {
          rates[table].rows[row].hideCell(cell.joined(with: events))
        } else if events != .none {
          rates[table].rows[row].hideEvents(events)
        }
      }
    }
    for (place, units) in differenceUnits.enumerated() {
      let (first, second) = (audit.state(of: units.first), audit.state(of: units.second))
      if first != .none { differences[place].firstEvents = nil }
      if second != .none { differences[place].secondEvents = nil }
      if let cell = units.firstCell, audit.state(of: cell) != .none { differences[place].firstN = nil }
      if let cell = units.secondCell, audit.state(of: cell) != .none { differences[place].secondN = nil }
      if first != .none || second != .none {
        differences[place].estimate = nil
        differences[place].confLow = nil
        differences[place].confHigh = nil
        differences[place].suppressed = first.joined(with: second)
      }
    }
    cumulativeRegister.apply(audit, to: &cumulative)
    if var table = baseline, let register = baselineRegister, let original = results.baseline {
      register.apply(audit, to: &table, of: original)
      baseline = table
    }
    if var shown = flow, let register = flowRegister {
      register.apply(audit, to: &shown)
      flow = shown
    }
    trajectoryRegister.apply(audit, to: &trajectories)
  }
}
