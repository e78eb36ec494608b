import Statistics
import Treatment

extension RateRegister {
  /// The units of the two arms of a difference; a cell where the arm is also a row of a rate table.
  struct DifferenceUnits {
    var first: Int
    var second: Int
    var firstCell: Int?
    var secondCell: Int?
  }

  /// Enters the arms of differences, tied to the rows of the rate tables that count the same.
  func enter(_ differences: [RateDifference], in audit: inout CountAudit) -> [DifferenceUnits] {
    var arms: [ArmKey: Arm] = [:]
    return differences.map { difference in
      let context = Context(
        outcome: difference.outcome, baseline: difference.baseline, scale: difference.scale,
        endpoint: difference.endpoint, missing: difference.missing)
      var found: [Arm] = []
      for (name, events, n) in [
        (difference.first, difference.firstEvents, difference.firstN),
        (difference.second, difference.secondEvents, difference.secondN),
      ] {
        let key = ArmKey(name: name, context: context, events: events, n: n)
        let arm = arms[key] ?? enter(key, in: &audit)
        arms[key] = arm
        found.append(arm)
      }
      tieToMargins(found, context, in: &audit)
      return DifferenceUnits(
        first: found[0].unit, second: found[1].unit, firstCell: found[0].cell, secondCell: found[1].cell)
    }
  }

  private struct ArmKey: Hashable {
    var name: String
    var context: Context
    var events: Int
    var n: Int
  }

  private struct Arm {
    var unit: Int
    var cell: Int?
    var events: Int
    var nonEvents: Int
  }

  private func enter(_ key: ArmKey, in audit: inout CountAudit) -> Arm {
    let events = audit.variable(key.events)
    let nonEvents = audit.variable(key.n - key.events)
    let n = audit.variable(key.n)
    let unit = audit.unit(printing: [events, nonEvents], sensitive: [events, nonEvents], cost: 100 + key.n)
    audit.relate([events, nonEvents], equal: [n])
    var cell: Int?
    for (table, grouping) in groupings.enumerated() {
      for (place, row) in grouping.rows.enumerated()
      where row.group == [key.name] && row.context == key.context
        && audit.variables[row.counts.n].value == key.n
      {
        audit.relate([n], equal: [row.counts.n])
        audit.relate([events], equal: [row.counts.events])
        audit.relate([nonEvents], equal: [row.counts.nonEvents])
        cell = rowUnits[table][place].cell
        audit.widen(rowUnits[table][place].cell, printing: [n], sensitive: [], implies: [unit])
      }
    }
    tie(events: events, nonEvents: nonEvents, toGroupsIn: key.context, in: &audit)
    if cell == nil {
      // Nothing hides this n: the arm stands in no table of rates.
      _ = audit.unit(printing: [n], sensitive: [], cost: 50_000)
    }
    return Arm(unit: unit, cell: cell, events: events, nonEvents: nonEvents)
  }

  /// Two arms that make up a whole table.
  private func tieToMargins(_ arms: [Arm], _ context: Context, in audit: inout CountAudit) {
    for grouping in groupings {
      let rows = grouping.rows.filter { $0.context == context }
      audit.relate(arms.map(\.events), equal: rows.map(\.counts.events))
      audit.relate(arms.map(\.nonEvents), equal: rows.map(\.counts.nonEvents))
    }
  }
}
