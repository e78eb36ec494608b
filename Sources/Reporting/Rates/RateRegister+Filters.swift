import Treatment

/// What links tables of the same cohort whose filters hold each other: a reader subtracts the narrower from the wider.
extension RateRegister {
  /// Takes what the wider table has beyond the narrower one as counts that are printed nowhere and may be small.
  ///
  /// 30 of 100 patients respond, 29 of 97 women: of three men one does. A third table that counts the same as the rest (of
  /// the men alone) is tied to it.
  func linkNested(in audit: inout CountAudit) {
    let unions = unions()
    for union in unions { linkUnion(union, in: &audit) }
    let narrow = groupings + unions
    for wide in groupings.indices {
      for place in narrow.indices where wide != place && isNested(narrow[place], in: groupings[wide]) {
        let (wider, narrower) = (groupings[wide], narrow[place])
        linkKept(narrower, of: wider, in: &audit)
        let common = wider.keys.filter(narrower.keys.contains)
        for keys in Set([common, []] + common.map { [$0] }).sorted(by: { $0.lexicographicallyPrecedes($1) }) {
          linkRest(of: wider, beyond: narrower, over: keys, in: &audit)
        }
      }
    }
  }

  private func isNested(_ narrow: Grouping, in wide: Grouping) -> Bool {
    guard !narrow.parts.isEmpty || narrow.filter != wide.filter, narrow.isEvaluable == wide.isEvaluable else {
      return false
    }
    guard let outer = wide.filter else { return true }
    if !narrow.parts.isEmpty { return narrow.parts.allSatisfy { $0.isPart(of: outer) } }
    return narrow.filter?.isPart(of: outer) ?? false
  }

  private func linkRest(
    of wider: Grouping, beyond narrower: Grouping, over keys: [String], in audit: inout CountAudit
  ) {
    let whole = sums(of: wider, over: keys)
    let part = sums(of: narrower, over: keys)
    let others = groupings.filter { other in
      other.filter != wider.filter && other.filter != narrower.filter && isNested(other, in: wider)
        && keys.allSatisfy(other.keys.contains)
    }.map { sums(of: $0, over: keys).rows }
    for key in whole.order {
      guard let left = whole.rows[key], let right = part.rows[key] else { continue }
      var rests: [(count: KeyPath<Counts, Int>, rest: Int)] = []
      for count in [\Counts.steps, \.noBaseline, \.notAssessedSteps, \.n, \.events, \.nonEvents] {
        let (all, some) = (left.map { $0[keyPath: count] }, right.map { $0[keyPath: count] })
        let difference = audit.sum(of: all) - audit.sum(of: some)
        guard difference >= 0 else { continue }
        let rest = audit.variable(difference)
        rests.append((count, rest))
        audit.relate(all, equal: some + [rest])
      }
      // Each is judged by itself: no mark says which of the two is small.
      for (count, rest) in rests where count == \Counts.events || count == \Counts.nonEvents {
        _ = audit.unit(printing: [], sensitive: [rest], cost: 1)
      }
      for other in others {
        guard let third = other[key] else { continue }
        let same = rests.allSatisfy { count, rest in
          audit.sum(of: third.map { $0[keyPath: count] }) == audit.variables[rest].value
        }
        guard same else { continue }
        for (count, rest) in rests { audit.relate([rest], equal: third.map { $0[keyPath: count] }) }
      }
    }
  }
}
