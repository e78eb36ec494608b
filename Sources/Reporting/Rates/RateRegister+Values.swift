import Statistics
import Treatment

/// What links rate tables through their numbers: groups with other names that are the same steps, and totals that
/// stand elsewhere.
extension RateRegister {
  /// The rows of a table with some values of some keys.
  private struct Margin {
    var keys: [String]
    var values: [String]
    var rows: [Context: [Counts]] = [:]

    /// Whether it is a range of a cut, as `<30`, `30-<50` and `>=50`, or those whose number is missing.
    var isRange: Bool { values.allSatisfy { $0.isEmpty || $0.contains("<") || $0.hasPrefix(">=") } }

    /// Whether a value of the margin is another one in the group.
    func excludes(_ group: [String], of keys: [String]) -> Bool {
      zip(self.keys, values).contains { key, value in
        keys.firstIndex(of: key).map { group[$0] != value } ?? false
      }
    }
  }

  /// What a margin counts in a context.
  private struct Fingerprint: Hashable {
    var steps: Int
    var noBaseline: Int
    var n: Int
    var events: Int
  }

  /// Takes two groups as one where they count the same in everything that both tables look at.
  ///
  /// "ketamine" among agents and "KETAMINE" among strategies have no name in common, and a reader knows that they are the
  /// same steps. Groups that agree by chance only make the audit more careful, but for those that a table tells apart.
  func linkValues(_ a: Grouping, _ b: Grouping, in audit: inout CountAudit) {
    let others = Set(b.rows.map(\.context))
    var contexts: [Context] = []
    for row in a.rows where others.contains(row.context) && !contexts.contains(row.context) {
      contexts.append(row.context)
    }
    guard !contexts.isEmpty else { return }
    var byFingerprint: [[Fingerprint?]: [Margin]] = [:]
    for margin in margins(of: b) {
      byFingerprint[fingerprint(of: margin, in: contexts, audit), default: []].append(margin)
    }
    for margin in margins(of: a) {
      let print = fingerprint(of: margin, in: contexts, audit)
      guard print.contains(where: { ($0?.steps ?? 0) > 0 }) else { continue }
      for other in byFingerprint[print] ?? [] where !areToldApart(margin, other, in: contexts, audit) {
        for context in contexts {
          guard let left = margin.rows[context], let right = other.rows[context] else { continue }
          relate(left, right, in: &audit)
        }
      }
    }
  }

  /// Whether a table that has the keys of both, and agrees with both, holds steps of one that the other lacks.
  private func areToldApart(_ a: Margin, _ b: Margin, in contexts: [Context], _ audit: CountAudit) -> Bool {
    if a.excludes(b.values, of: b.keys) { return true }
    return groupings.contains { grouping in
      guard (a.keys + b.keys).allSatisfy(grouping.keys.contains) else { return false }
      return contexts.contains { context in
        let rows = grouping.rows.filter { $0.context == context }
        let ofFirst = rows.filter { !a.excludes($0.group, of: grouping.keys) }
        let ofSecond = rows.filter { !b.excludes($0.group, of: grouping.keys) }
        func steps(_ rows: [Counts]) -> Int { audit.sum(of: rows.map(\.steps)) }
        return steps(ofFirst.map(\.counts)) == steps(a.rows[context] ?? [])
          && steps(ofSecond.map(\.counts)) == steps(b.rows[context] ?? [])
          && steps(ofFirst.filter { b.excludes($0.group, of: grouping.keys) }.map(\.counts)) > 0
      }
    }
  }

  private func fingerprint(of margin: Margin, in contexts: [Context], _ audit: CountAudit) -> [Fingerprint?] {
    contexts.map { context in
      margin.rows[context].map { rows in
        Fingerprint(
          steps: audit.sum(of: rows.map(\.steps)), noBaseline: audit.sum(of: rows.map(\.noBaseline)),
          n: audit.sum(of: rows.map(\.n)), events: audit.sum(of: rows.map(\.events)))
      }
    }
  }

  /// Every row, every sum over rows that share values of some keys, and the sum over all.
  private func margins(of grouping: Grouping) -> [Margin] {
    let keys = Set(grouping.keys).sorted()
    // Of many keys not every choice: there are two to their number.
    let choices: [[String]] =
      keys.count <= 4
      ? (0..<(1 << keys.count)).map { bits in keys.indices.filter { bits >> $0 & 1 == 1 }.map { keys[$0] } }
      : [[], keys] + keys.map { [$0] }
    return choices.flatMap { choice -> [Margin] in
      let all = sums(of: grouping, over: choice)
      var order: [[String]] = []
      var margins: [[String]: Margin] = [:]
      for key in all.order {
        if margins[key.group] == nil { order.append(key.group) }
        margins[key.group, default: Margin(keys: choice, values: key.group)].rows[key.context] = all.rows[key]
      }
      return order.compactMap { margins[$0] } + unions(of: choice, order.compactMap { margins[$0] })
    }
  }

  /// Neighbouring levels of a number that is cut, taken together: coarser cuts of another table may be such unions.
  private func unions(of choice: [String], _ levels: [Margin]) -> [Margin] {
    guard choice.count == 1, levels.count > 2, levels.count <= 12, levels.allSatisfy(\.isRange) else {
      return []
    }
    var found: [Margin] = []
    for first in levels.indices {
      // Under no key and value, so that no table tells it apart by them.
      var union = Margin(keys: [], values: [], rows: levels[first].rows)
      for last in levels.indices where last > first && last - first < levels.count - 1 {
        union.rows.merge(levels[last].rows) { $0 + $1 }
        found.append(union)
      }
    }
    return found
  }

  /// Ties a count of events among n to every group that counts the same in the context, whatever its name.
  func tie(
    events: Int, nonEvents: Int, toGroupsIn context: Context, in audit: inout CountAudit
  ) {
    for grouping in groupings {
      for margin in margins(of: grouping) {
        guard let rows = margin.rows[context],
          audit.sum(of: rows.map(\.events)) == audit.sum(of: [events]),
          audit.sum(of: rows.map(\.nonEvents)) == audit.sum(of: [nonEvents])
        else { continue }
        audit.relate([events], equal: rows.map(\.events))
        audit.relate([nonEvents], equal: rows.map(\.nonEvents))
      }
    }
  }

  /// Ties the patients of arms to the values of a key, where each arm has a value with as many patients.
  func tie(patientsOfArms arms: [Int], in audit: inout CountAudit) {
    for grouping in groupings {
      for key in grouping.keys {
        let all = sums(of: grouping, over: [key])
        // The patients of a value, which every context of the table counts alike or nearly so.
        var values: [[String]: Set<[Int]>] = [:]
        for place in all.order {
          values[place.group, default: []].insert((all.rows[place] ?? []).map(\.patients))
        }
        let matches = arms.map { arm in
          values.values.filter { sums in
            sums.contains { audit.sum(of: $0) == audit.variables[arm].value }
          }
        }
        guard !matches.contains(where: \.isEmpty) else { continue }
        // Where two have as many patients, nobody can tell by the number which is which.
        for (arm, sums) in zip(arms, matches) where sums.count == 1 {
          for sum in sums[0].sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            audit.relate([arm], equal: sum)
          }
        }
      }
    }
  }

  /// A sum over a whole table, on one scale or on all together, that equals a total printed besides is known.
  func fix(_ totals: [Int], in audit: inout CountAudit) {
    guard !totals.isEmpty else { return }
    func fix(_ counts: [Int]) {
      if totals.contains(audit.sum(of: counts)) { audit.fix(counts) }
    }
    for grouping in groupings + unions() {
      let byContext = sums(of: grouping, over: [])
      var order: [Context] = []
      var overScales: [Context: [Counts]] = [:]
      for key in byContext.order {
        let rows = byContext.rows[key] ?? []
        fix(rows.map(\.steps))
        fix(rows.map(\.patients))
        var context = key.context
        context.scale = ""
        if overScales[context] == nil { order.append(context) }
        overScales[context, default: []] += rows
      }
      for context in order {
        let rows = overScales[context] ?? []
        fix(rows.map(\.steps))
        fix(rows.map(\.patients))
      }
    }
  }
}
