import Statistics
import Treatment

/// The counts of cumulative remission in the audit of a run.
struct CumulativeRegister: CountRegister {
  private struct Units {
    var cell: Int
    var remitted: Int
    var observed: Int
    var worstCase: Int
  }

  private var units: [Units] = []

  init(_ rows: [CumulativeRemissionRow], beside rates: RateRegister, in audit: inout CountAudit) {
    var before: (row: CumulativeRemissionRow, worst: Int, observed: Int)?
    for row in rows {
      let isFirst = before?.row.scale != row.scale
      let notAssessed = audit.variable(row.notAssessed)
      let entered = audit.variable(row.entered)
      let scored = audit.variable(row.scored)
      let remitted = audit.variable(row.remitted)
      let others = audit.variable(row.scored - row.remitted)
      let observedN = audit.variable(row.observedN)
      let observed = audit.variable(row.observedEvents)
      let observedOthers = audit.variable(row.observedN - row.observedEvents)
      let worstN = audit.variable(row.worstCaseN)
      let worst = audit.variable(row.worstCaseEvents)
      let worstOthers = audit.variable(row.worstCaseN - row.worstCaseEvents)
      let own = Units(
        cell: 0,
        remitted: audit.unit(
          printing: [remitted, others], sensitive: [remitted, others], cost: 500 + row.scored),
        observed: audit.unit(
          printing: [observed, observedOthers], sensitive: [observed, observedOthers],
          cost: 500 + row.observedN),
        worstCase: audit.unit(
          printing: [worst, worstOthers], sensitive: [worst, worstOthers], cost: 500 + row.worstCaseN))
      let cell = audit.unit(
        printing: [entered, scored, observedN, worstN] + (isFirst ? [notAssessed] : []), sensitive: [entered],
        cost: 20_000 + row.entered,
        implies: [own.remitted, own.observed, own.worstCase])
      units.append(
        Units(cell: cell, remitted: own.remitted, observed: own.observed, worstCase: own.worstCase))

      audit.relate([remitted, others], equal: [scored])
      audit.relate([observed, observedOthers], equal: [observedN])
      audit.relate([worst, worstOthers], equal: [worstN])
      audit.relate([entered], atLeast: [scored])
      audit.relate([worst], equal: [observed])
      // Whose state is not known is among all who began.
      audit.relate([worstN], atLeast: [observedN])
      if let before, before.row.scale == row.scale {
        // Who remits in this step is new, or had remitted before.
        let new = audit.variable(max(row.worstCaseEvents - before.row.worstCaseEvents, 0))
        audit.relate([worst], equal: [before.worst, new])
        audit.relate([remitted], atLeast: [new])
      } else {
        audit.relate([worst], equal: [remitted])
        audit.relate([worstN], equal: [entered])
        audit.relate([observedN], equal: [scored])
      }
      // A step has one strategy, so what a table says of all strategies in a step adds up to it.
      for grouping in rates.groupings where grouping.keys.contains("step") {
        let steps = rates.sums(of: grouping, over: ["step"])
        // With those whom nobody assessed, the patients who began.
        let all = [entered] + (isFirst ? [notAssessed] : [])
        for key in steps.order
        where key.group == [String(row.step)] && key.context.scale == row.scale
          && key.context.outcome == .remission
        {
          let rows = steps.rows[key] ?? []
          guard audit.sum(of: rows.map(\.events)) == row.remitted else { continue }
          let n = audit.sum(of: rows.map(\.n))
          if key.context.missing == .observed, n == row.scored {
            audit.relate([remitted], equal: rows.map(\.events))
            audit.relate([others], equal: rows.map(\.nonEvents))
            audit.relate([scored], equal: rows.map(\.n))
            audit.relate(all, equal: rows.map(\.patients))
          } else if key.context.missing == .worstCase, n == row.entered {
            audit.relate([remitted], equal: rows.map(\.events))
            audit.relate([entered], equal: rows.map(\.n))
          }
        }
      }
      before = (row, worst, observed)
    }
  }

  func apply(_ audit: CountAudit, to rows: inout [SuppressedCumulativeRow]) {
    var scale: String?
    var chainBroken = false
    var firstHidden = false
    for place in rows.indices {
      if scale != rows[place].scale {
        chainBroken = false
        firstHidden = audit.state(of: units[place].cell) != .none
      }
      if firstHidden || audit.isSmall(rows[place].notAssessed ?? 0) { rows[place].notAssessed = nil }
      scale = rows[place].scale
      let unit = units[place]
      let states = [unit.cell, unit.remitted, unit.observed, unit.worstCase].map(audit.state(of:))
      if states[0] != .none {
        rows[place].entered = nil
        rows[place].scored = nil
        rows[place].observedN = nil
        rows[place].worstCaseN = nil
      }
      if states[1] != .none {
        rows[place].remitted = nil
        // The chain is a product of the steps' rates: two neighbours give back the rate between them.
        chainBroken = true
      }
      if states[2] != .none {
        rows[place].observedEvents = nil
        (rows[place].observed, rows[place].observedLow, rows[place].observedHigh) = (nil, nil, nil)
      }
      if states[3] != .none {
        rows[place].worstCaseEvents = nil
        (rows[place].worstCase, rows[place].worstCaseLow, rows[place].worstCaseHigh) = (nil, nil, nil)
      }
      if chainBroken {
        (rows[place].chained, rows[place].chainedLow, rows[place].chainedHigh) = (nil, nil, nil)
      }
      var mark = states.reduce(Suppression.none) { $0.joined(with: $1) }
      if chainBroken, mark == .none { mark = .secondary }
      rows[place].suppressed = mark
    }
  }
}
