import Treatment

/// What links tables through the steps that several of them hold together: who is 65 or older and who is younger are all whose
/// age is known.
extension RateRegister {
  private static let mostParts = 5
  private static let mostUnions = 64

  /// Tables whose filters exclude each other, taken as one table that nobody prints.
  func unions() -> [Grouping] {
    let filtered = groupings.filter { $0.filter != nil }
    var found: [Grouping] = []
    func extend(_ chosen: [Grouping], from place: Int) {
      if chosen.count > 1 { found.append(joined(chosen)) }
      guard chosen.count < Self.mostParts else { return }
      for next in filtered.indices.dropFirst(place) where found.count < Self.mostUnions {
        let table = filtered[next]
        let fits = chosen.allSatisfy { other in
          guard other.isEvaluable == table.isEvaluable, let first = other.filter, let second = table.filter
          else {
            return false
          }
          return first.excludes(second)
        }
        if fits { extend(chosen + [table], from: next + 1) }
      }
    }
    extend([], from: 0)
    return found
  }

  private func joined(_ tables: [Grouping]) -> Grouping {
    let keys = tables[0].keys.filter { key in tables.allSatisfy { $0.keys.contains(key) } }
    var union = Grouping(
      keys: keys, filter: nil, isEvaluable: tables[0].isEvaluable, rows: [],
      parts: tables.compactMap(\.filter))
    for table in tables {
      let places = keys.compactMap { table.keys.firstIndex(of: $0) }
      union.rows += table.rows.map { row in (places.map { row.group[$0] }, row.context, row.counts) }
    }
    return union
  }

  /// Sums over the tables of a union that agree with those of another table.
  func linkUnion(_ union: Grouping, in audit: inout CountAudit) {
    for grouping in groupings { linkMargins(union, grouping, in: &audit) }
  }

  /// The groups that a filter about the table's own keys keeps, which are together what a table with the filter holds: steps of
  /// a family of strategies beside a row for each.
  func linkKept(_ narrower: Grouping, of wider: Grouping, in audit: inout CountAudit) {
    guard let filter = narrower.filter else { return }
    var kept = wider
    kept.rows = wider.rows.filter { row in
      var group = Dictionary(zip(wider.keys, row.group)) { first, _ in first }
      group["scale"] = row.context.scale
      return filter.keeps(group) ?? false
    }
    if kept.rows.count < wider.rows.count { linkMargins(kept, narrower, in: &audit) }
  }
}
