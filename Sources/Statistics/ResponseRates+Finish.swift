import Regression
public import Summaries
import Treatment

extension ResponseRates {
  public func finish(_ summary: RateSummary) throws(StatisticError) -> RateTable {
    for (key, levels) in zip(keys, summary.levels) {
      if let refusal = levels.refusal(of: key.name) { throw refusal }
    }
    let hasWindow = summary.baselineWindow != nil
    guard !summary.cells.isEmpty else { throw .noRows(wanted: wanted) }
    let scales = summary.scales.inOrder
    let groups = order(summary)
    var rows: [Rate] = []
    var notes: [String] = []
    var refusals: [StatisticError] = []
    var isFew = false
    for (place, outcome) in outcomes.enumerated() {
      for (scale, note) in scales {
        guard let reason = note.unavailability(of: outcome) else { continue }
        refusals.append(.notAvailable(outcome: outcome.rawValue, scale: scale, reason: reason))
        notes.append("There is no \(outcome.rawValue) on \(scale): \(reason).")
      }
      for baseline in baselines {
        for (scale, note) in scales where note.unavailability(of: outcome) == nil {
          for (reading, missing) in readings.enumerated() {
            for group in groups {
              let key = RateSummary.Key(baseline: baseline, scale: scale, group: group)
              guard let cell = summary.cells[key] else { continue }
              let sums = cell.sums[place * readings.count + reading]
              var row = rate(cell, sums, key, outcome, missing)
              if hasWindow { row.noBaselineWider = cell.noBaselineWider }
              rows.append(row)
              if sums.n > 0, sums.patients < Self.fewPatients { isFew = true }
            }
          }
        }
      }
    }
    if rows.isEmpty, let refusal = refusals.first { throw refusal }
    if isFew { notes.append(Self.remark) }
    for key in keys { if let pool = key.pool { notes.append(pool.sentence(of: key.name)) } }
    var table = RateTable(
      by: keys.map(\.name), level: interval.level, rows: rows, notes: notes,
      baselineWindow: summary.baselineWindow, isEvaluable: evaluable, filter: filter)
    for key in keys { table.pools[key.name] = key.pool }
    return table
  }

  private func rate(
    _ cell: RateSummary.Cell, _ sums: RateSums, _ key: RateSummary.Key, _ outcome: Outcome,
    _ missing: MissingReading
  ) -> Rate {
    let plain = interval.limits(events: sums.events, of: sums.n)
    let robust = RobustInterval(interval).limits(of: sums)
    return Rate(
      group: key.group, outcome: outcome, baseline: key.baseline, scale: key.scale, endpoint: endpoint,
      missing: missing, interval: interval.method, patients: cell.patients, steps: cell.steps,
      noBaseline: cell.noBaseline, notEvaluable: outcome == .response ? cell.notEvaluable : 0,
      remittedAtBaseline: cell.remittedAtBaseline, notAssessed: cell.notAssessed,
      notAssessedSteps: cell.notAssessedSteps, afterEnd: cell.afterEnd, n: sums.n, events: sums.events,
      estimate: sums.n == 0 ? nil : Double(sums.events) / Double(sums.n), confLow: plain?.low,
      confHigh: plain?.high, robustLow: robust?.low, robustHigh: robust?.high)
  }

  /// The groups in the order of the table.
  private func order(_ summary: RateSummary) -> [[String]] {
    let orders = keys.map(GroupOrder.init)
    return Set(summary.cells.values.keys.map(\.group))
      .map { group in (group, zip(orders, group).map { $0.rank(of: $1) }) }
      .sorted { $0.1.lexicographicallyPrecedes($1.1) }
      .map(\.0)
  }

  /// Not: how many rates, which would tell of a hidden one whether it is among them.
  private static let remark =
    "Robust limits that rest on fewer than \(fewPatients) patients in n are rough, and some of these do."

  private var wanted: String {
    let names = outcomes.map(\.rawValue).joined(separator: " and ")
    return scales.map { "\(names) on \($0.joined(separator: ", "))" } ?? names
  }
}
