import Statistics

/// The counts of differences within patients in the audit of a run.
struct PairedRegister: CountRegister {
  struct Units {
    var row: Int
    var order: Int
  }

  private(set) var units: [Units] = []

  /// The variables of one order, or of both together.
  private struct Counts {
    var both: Int
    var onlyFirst: Int
    var onlySecond: Int
    var neither: Int

    init(_ counts: PairedCounts, in audit: inout CountAudit) {
      both = audit.variable(counts.both)
      onlyFirst = audit.variable(counts.onlyFirst)
      onlySecond = audit.variable(counts.onlySecond)
      neither = audit.variable(counts.neither)
    }

    var all: [Int] { [both, onlyFirst, onlySecond, neither] }
    /// Events, and patients without one, under either treatment.
    var underFirst: (events: [Int], nonEvents: [Int]) { ([both, onlyFirst], [onlySecond, neither]) }
    var underSecond: (events: [Int], nonEvents: [Int]) { ([both, onlySecond], [onlyFirst, neither]) }
  }

  init(_ differences: [PairedDifference], beside rates: RateRegister, in audit: inout CountAudit) {
    for difference in differences {
      let total = Counts(difference.counts, in: &audit)
      let orders = [
        Counts(difference.firstFirst, in: &audit), Counts(difference.secondFirst, in: &audit),
      ]
      let n = audit.variable(difference.counts.n)
      let patients = audit.variable(difference.patients)
      let ns = [difference.firstFirst.n, difference.secondFirst.n].map { audit.variable($0) }
      let byOrder = orders.flatMap { [$0.onlyFirst, $0.onlySecond] } + ns
      let order = audit.unit(printing: byOrder, sensitive: byOrder, cost: 30 + difference.counts.n)
      let row = audit.unit(
        printing: total.all + [n, patients], sensitive: total.all + [patients],
        cost: 60 + difference.counts.n, implies: [order])
      units.append(Units(row: row, order: order))
      // Printed nowhere, and each judged by itself.
      for count in orders.flatMap({ [$0.both, $0.neither] }) {
        _ = audit.unit(printing: [], sensitive: [count], cost: 1)
      }
      audit.relate(total.all, equal: [n])
      audit.relate([patients], atLeast: [n])
      for (own, all) in zip(orders, ns) { audit.relate(own.all, equal: [all]) }
      for (place, all) in total.all.enumerated() { audit.relate(orders.map { $0.all[place] }, equal: [all]) }
      let context = RateRegister.Context(
        outcome: difference.outcome, baseline: difference.baseline, scale: difference.scale,
        endpoint: difference.endpoint, missing: difference.missing)
      for (arm, under) in [(difference.first, total.underFirst), (difference.second, total.underSecond)] {
        for row in rates.rows(ofArm: arm, in: context) { Self.link(under, into: row, in: &audit) }
      }
      // The earlier treatment is a patient's first step, the later one the second.
      for (arm, earlier, later) in [
        (difference.first, orders[0].underFirst, orders[1].underFirst),
        (difference.second, orders[1].underSecond, orders[0].underSecond),
      ] {
        for row in rates.rows(ofArm: arm, step: "1", in: context, audit) {
          Self.link(earlier, into: row, in: &audit)
        }
        for row in rates.rows(ofArm: arm, step: "2", in: context, audit) {
          Self.link(later, into: row, in: &audit)
        }
      }
    }
  }

  /// A row of rates counts the patients in pairs, and others: those who had the one treatment alone.
  private static func link(
    _ pairs: (events: [Int], nonEvents: [Int]), into row: RateRegister.Counts, in audit: inout CountAudit
  ) {
    for (count, part) in [(row.events, pairs.events), (row.nonEvents, pairs.nonEvents)] {
      let others = audit.sum(of: [count]) - audit.sum(of: part)
      guard others >= 0 else { continue }
      let rest = audit.variable(others)
      audit.relate([count], equal: part + [rest])
      _ = audit.unit(printing: [], sensitive: [rest], cost: 1)
    }
  }
}

extension RateRegister {
  /// The rows that are an arm as a whole.
  fileprivate func rows(ofArm arm: String, in context: Context) -> [Counts] {
    groupings.flatMap(\.rows).filter { $0.group == [arm] && $0.context == context }.map(\.counts)
  }

  /// The rows that are an arm's steps of a number, also where the table has another name for the arm: one whose steps add up to the
  /// same counts.
  fileprivate func rows(ofArm arm: String, step: String, in context: Context, _ audit: CountAudit) -> [Counts]
  {
    let wholes = rows(ofArm: arm, in: context)
    return groupings.flatMap { grouping -> [Counts] in
      guard grouping.keys.count == 2, let place = grouping.keys.firstIndex(of: "step") else { return [] }
      let rows = grouping.rows.filter { $0.context == context }
      return rows.filter { $0.group[place] == step }.filter { row in
        let own = rows.filter { $0.group[1 - place] == row.group[1 - place] }.map(\.counts)
        return row.group[1 - place] == arm
          || wholes.contains { whole in
            audit.sum(of: own.map(\.events)) == audit.sum(of: [whole.events])
              && audit.sum(of: own.map(\.nonEvents)) == audit.sum(of: [whole.nonEvents])
          }
      }.map(\.counts)
    }
  }
}
