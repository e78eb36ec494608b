/// The rules by which one patient's treatments become a pathway, one by one.
///
/// Source: Documentation/Pathways.md, "The rules".
struct PathwayRules: Sendable {
  let parameters: PathwayParameters
  var sets = TreatmentSets()

  init(_ parameters: PathwayParameters) { self.parameters = parameters }

  /// Tells records of one treatment with at most `eraCollapseSize` days between them as one, and sorts.
  mutating func collapse(_ items: inout [PathwayItem]) {
    sort(&items)
    guard items.count > 1 else { return }
    var kept = 0
    for place in items.indices {
      let item = items[place]
      let earlier = items[..<kept].lastIndex { $0.treatment == item.treatment }
      if let earlier, item.start - items[earlier].end <= parameters.eraCollapseSize {
        items[earlier].end = max(items[earlier].end, item.end)
        items[earlier].days = items[earlier].end - items[earlier].start
      } else {
        items[kept] = item
        kept += 1
      }
    }
    items.removeSubrange(kept...)
    sort(&items)
  }

  /// Makes combinations of what overlaps, the earliest overlap first, until nothing does; whether anything did.
  ///
  /// What lasts shorter than `minPostCombinationDuration` goes after each, whatever made it short.
  mutating func combine(_ items: inout [PathwayItem]) -> Bool {
    var hasOverlap = false
    while let place = firstOverlap(in: items) {
      hasOverlap = true
      let (older, newer) = (items[place - 1], items[place])
      let shared = older.end - newer.start
      if isSwitch(older, newer, shared: shared) {
        items[place - 1].end = newer.start
        items[place - 1].days = newer.start - older.start
      } else {
        let both = sets.union(older.treatment, newer.treatment)
        let first = min(older.end, newer.end)
        // Who goes on after both.
        let rest = older.end > newer.end ? older.treatment : newer.treatment
        let pieces = [
          PathwayItem(older.treatment, from: older.start, to: newer.start),
          PathwayItem(both, from: newer.start, to: first),
          PathwayItem(rest, from: first, to: max(older.end, newer.end)),
        ]
        items.replaceSubrange((place - 1)...place, with: pieces.filter { $0.days > 0 })
      }
      items.removeAll { $0.days < parameters.minPostCombinationDuration }
      sort(&items)
    }
    return hasOverlap
  }

  /// The first that begins before the one in front of it ends; with `keep`, so long before that it is a combination.
  private func firstOverlap(in items: [PathwayItem]) -> Int? {
    guard items.count > 1 else { return nil }
    let least = parameters.overlapMethod == .keep ? max(parameters.combinationWindow, 1) : 1
    for place in 1..<items.count where items[place - 1].end - items[place].start >= least { return place }
    return nil
  }

  /// Whether the older treatment gives way to the newer one: they share less than the window, and neither is shared in whole.
  private func isSwitch(_ older: PathwayItem, _ newer: PathwayItem, shared: Int32) -> Bool {
    shared < parameters.combinationWindow && shared != older.days && shared != newer.days
  }

  mutating func filter(_ items: inout [PathwayItem]) {
    guard items.count > 1 else { return }
    switch parameters.filterTreatments {
    case .all: return
    case .first:
      var kept = 0
      for place in items.indices
      where !items[..<kept].contains(where: { $0.treatment == items[place].treatment }) {
        items[kept] = items[place]
        kept += 1
      }
      items.removeSubrange(kept...)
    case .changes:
      var kept = 0
      for place in items.indices.dropFirst() {
        if items[place].treatment == items[kept].treatment {
          items[kept].end = max(items[kept].end, items[place].end)
          items[kept].days += items[place].days
        } else {
          kept += 1
          items[kept] = items[place]
        }
      }
      items.removeSubrange((kept + 1)...)
    }
  }

  /// Ascending by start, then by end, an exit after a treatment, then by name.
  func sort(_ items: inout [PathwayItem]) {
    func precedes(_ a: PathwayItem, _ b: PathwayItem) -> Bool {
      if a.start != b.start { return a.start < b.start }
      if a.end != b.end { return a.end < b.end }
      if a.isExit != b.isExit { return b.isExit }
      return sets.precedes(a.treatment, b.treatment)
    }
    guard items.count > 1 else { return }
    // Insertion: nearly always few, and nearly always in order.
    for place in 1..<items.count {
      let item = items[place]
      var free = place
      while free > 0, precedes(item, items[free - 1]) {
        items[free] = items[free - 1]
        free -= 1
      }
      items[free] = item
    }
  }
}
