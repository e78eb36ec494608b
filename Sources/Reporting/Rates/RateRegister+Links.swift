import Statistics
import Treatment

/// What links the counts of rate tables: readings of the same steps, margins of the same patients.
extension RateRegister {
  /// Links the tables from a place on with each other and with those before them.
  func linkTables(from place: Int, in audit: inout CountAudit) {
    for grouping in groupings[place...] { linkReadings(of: grouping, in: &audit) }
    for second in groupings.indices[place...] {
      for first in groupings.indices where first < second {
        linkMargins(groupings[first], groupings[second], in: &audit)
        linkValues(groupings[first], groupings[second], in: &audit)
      }
    }
    linkNested(in: &audit)
  }

  /// Rows of one group that look at the same steps in different ways.
  private func linkReadings(of grouping: Grouping, in audit: inout CountAudit) {
    var byGroup: [[String]: [(context: Context, counts: Counts)]] = [:]
    var order: [[String]] = []
    for row in grouping.rows {
      if byGroup[row.group] == nil { order.append(row.group) }
      byGroup[row.group, default: []].append((row.context, row.counts))
    }
    for group in order {
      let rows = byGroup[group] ?? []
      for a in rows {
        for b in rows where a.context != b.context && a.context.scale == b.context.scale {
          link(a.context, a.counts, with: b.context, b.counts, in: &audit)
        }
      }
    }
  }

  /// Each ordered pair is seen, so every rule is written in one direction only.
  private func link(
    _ a: Context, _ first: Counts, with b: Context, _ second: Counts, in audit: inout CountAudit
  ) {
    guard a.endpoint == b.endpoint else { return }
    if a.outcome == b.outcome, a.baseline == b.baseline {
      let grows: Bool =
        switch (a.missing, b.missing) {
        case (.observed, .worstCase), (.observed, .locf), (.observed, .locfBaseline), (.locf, .locfBaseline):
          true
        default: false
        }
      if grows {
        // The wider reading keeps what is known and adds to it.
        audit.relate([second.events], atLeast: [first.events])
        audit.relate([second.nonEvents], atLeast: [first.nonEvents])
      }
      if a.missing == .worstCase, b.missing == .locfBaseline { audit.relate([first.n], equal: [second.n]) }
      if a.missing == .worstCase, a.outcome == .remission {
        audit.relate([first.n, first.notAssessedSteps], equal: [first.steps])
      }
    }
    if a.outcome == .remission, b.outcome == .remission, a.missing == b.missing, a.baseline == .step,
      b.baseline == .entry
    {
      linkBaselines(first, second, in: &audit)
    }
    if a.outcome == .remission, b.outcome == .response, a.baseline == b.baseline, a.missing == b.missing {
      audit.relate([first.n], atLeast: [second.n])
    }
  }

  /// Remission is the same whatever the baseline, but for steps that lack one of the two.
  private func linkBaselines(_ step: Counts, _ entry: Counts, in audit: inout CountAudit) {
    for (a, b) in [(step.events, entry.events), (step.nonEvents, entry.nonEvents)] {
      let difference = audit.variables[a].value - audit.variables[b].value
      let onlyStep = audit.variable(max(difference, 0))
      let onlyEntry = audit.variable(max(-difference, 0))
      audit.relate([a, onlyEntry], equal: [b, onlyStep])
      audit.relate([entry.noBaseline], atLeast: [onlyStep])
      audit.relate([step.noBaseline], atLeast: [onlyEntry])
    }
  }

  /// Two tables of the same patients agree on the sums over the groups that they share.
  func linkMargins(_ a: Grouping, _ b: Grouping, in audit: inout CountAudit) {
    let common = a.keys.filter { b.keys.contains($0) }
    let first = sums(of: a, over: common)
    let second = sums(of: b, over: common)
    for key in first.order {
      guard let left = first.rows[key], let right = second.rows[key] else { continue }
      relate(left, right, in: &audit)
    }
  }

  /// Rows of two tables that are the same steps.
  func relate(_ left: [Counts], _ right: [Counts], in audit: inout CountAudit) {
    for count in [\Counts.steps, \.noBaseline, \.notAssessedSteps, \.n, \.events, \.nonEvents] {
      audit.relate(left.map { $0[keyPath: count] }, equal: right.map { $0[keyPath: count] })
    }
    linkPatients(left.map(\.patients), right.map(\.patients), in: &audit)
    linkPatients(left.map(\.notAssessed), right.map(\.notAssessed), in: &audit)
  }

  /// Patients may stand in several rows of a table, so their sum may exceed the margin.
  func linkPatients(_ left: [Int], _ right: [Int], in audit: inout CountAudit) {
    if audit.sum(of: left) == audit.sum(of: right) {
      audit.relate(left, equal: right)
    } else if left.count == 1 {
      audit.relate(right, atLeast: left)
      for part in right { audit.relate(left, atLeast: [part]) }
    } else if right.count == 1 {
      audit.relate(left, atLeast: right)
      for part in left { audit.relate(right, atLeast: [part]) }
    }
  }

  struct SumKey: Hashable {
    var group: [String]
    var context: Context
  }

  func sums(of grouping: Grouping, over keys: [String]) -> (order: [SumKey], rows: [SumKey: [Counts]]) {
    let places = keys.compactMap { grouping.keys.firstIndex(of: $0) }
    var order: [SumKey] = []
    var rows: [SumKey: [Counts]] = [:]
    for row in grouping.rows {
      let key = SumKey(group: places.map { row.group[$0] }, context: row.context)
      if rows[key] == nil { order.append(key) }
      rows[key, default: []].append(row.counts)
    }
    return (order, rows)
  }

  /// The patients of the rows that are one arm on one scale, in whatever table they stand.
  func patients(ofArm arm: String, on scale: String) -> [Int] {
    var seen: Set<Int> = []
    return groupings.flatMap(\.rows).filter { $0.group == [arm] && $0.context.scale == scale }
      .map(\.counts.patients).filter { seen.insert($0).inserted }
  }

  /// The steps of the rows that are a group by some keys, whatever their other keys, and of each value of another key among them.
  func steps(of values: [String], by keys: [String], on scale: String) -> [[Int]] {
    var seen: Set<[Int]> = []
    return groupings.filter { grouping in keys.allSatisfy(grouping.keys.contains) }.flatMap { grouping in
      ([[]] + grouping.keys.filter { !keys.contains($0) }.map { [$0] }).flatMap { further in
        let all = sums(of: grouping, over: keys + further)
        return all.order.filter { Array($0.group.prefix(keys.count)) == values && $0.context.scale == scale }
          .compactMap { all.rows[$0]?.map(\.steps) }
      }
    }.filter { seen.insert($0).inserted }
  }

  /// Sums of a count over all rows of a table in one context, for other results to be tied to.
  func totals(of count: KeyPath<Counts, Int>) -> [[Int]] {
    (groupings + unions()).flatMap { grouping in
      let all = sums(of: grouping, over: [])
      return all.order.compactMap { all.rows[$0]?.map { $0[keyPath: count] } }
    }
  }
}
